"""Names are found in either language, neighbourhoods open, and facts come with their passages."""

from datetime import date

import pytest

from graph.browse import facts, neighbourhood, relationship, search
from graph.build import add_document
from graph.choices import choices
from graph.errors import UnknownIdError
from graph.statement import Document, Statement
from graph.store import Store, node_works

pytestmark = pytest.mark.neo4j

NOTICE = Document(id="notice", kind="notice", title="Notice", service="svc-market", publisher_id="svc-market")


@pytest.fixture
def market(store: Store) -> Store:
    store.write(node_works([
        {"id": "svc-market", "name": "Market Express", "name_ko": "마켓익스프레스", "notes": ["a note"]},
        {"id": "org-insurer", "name": "Harbour Insurance", "name_native": "海港保險", "aliases": ["HIC"]},
    ]))  # fmt: skip
    given = {"doc_id": "notice", "kind": "entrusts_to", "subject_id": "svc-market", "recipient_id": "org-insurer"}
    words = {"quote": "warranty by Harbour", "start": 3, "end": 22}
    add_document(store, NOTICE, [Statement.model_validate(given | words)])
    return store


@pytest.mark.parametrize("text", ["Market", "market exp", "마켓", "마켓익스프레스", "Express"])
def test_a_service_is_found_by_the_beginning_of_any_of_its_names(market: Store, text: str) -> None:
    assert [node.id for node in search(market, text)] == ["svc-market"]


@pytest.mark.parametrize("text", ["海港", "HIC", "harbour ins"])
def test_an_organisation_is_found_by_native_name_and_alias(market: Store, text: str) -> None:
    assert [node.id for node in search(market, text)] == ["org-insurer"]


@pytest.mark.parametrize("text", ["", "  ", '"', "AND (", "*", "a:b~2"])
def test_signs_of_a_query_language_are_only_text(market: Store, text: str) -> None:
    assert search(market, text) == []


def test_a_neighbourhood_holds_relationships_and_leaves_evidence_out(market: Store) -> None:
    around = neighbourhood(market, ["svc-market"])
    assert {node.id for node in around.nodes} == {"svc-market", "org-insurer", "kr-users"}
    assert {edge.type for edge in around.edges} == {"ENTRUSTS_TO", "USES"}


def test_a_neighbourhood_larger_than_asked_for_says_so(market: Store) -> None:
    assert neighbourhood(market, ["svc-market"], limit=1).cut


def test_facts_come_with_the_passages_about_the_node(market: Store) -> None:
    found = facts(market, "org-insurer")
    assert found.properties["aliases"] == ["HIC"]
    assert [passage.quote for passage in found.statements] == ["warranty by Harbour"]


def test_passages_about_the_service_that_is_looked_at_come_first(market: Store) -> None:
    newer = Document(id="newer", kind="notice", title="Newer", service="svc-other", version=date(2026, 1, 1))
    given = {"doc_id": "newer", "kind": "entrusts_to", "subject_id": "svc-other", "recipient_id": "org-insurer"}
    add_document(market, newer, [Statement.model_validate(given | {"quote": "of another", "start": 0, "end": 10})])
    quotes = [[p.quote for p in facts(market, "org-insurer", service).statements] for service in (None, "svc-market")]
    assert quotes == [["of another", "warranty by Harbour"], ["warranty by Harbour", "of another"]]


def test_a_relationship_of_the_picture_comes_with_its_passages(market: Store) -> None:
    edge = next(edge for edge in neighbourhood(market, ["svc-market"]).edges if edge.type == "ENTRUSTS_TO")
    found = relationship(market, edge.key)
    assert found is not None
    assert (found.start.id, found.type, found.end.id) == ("svc-market", "ENTRUSTS_TO", "org-insurer")
    assert [passage.quote for passage in found.passages] == ["warranty by Harbour"]
    assert relationship(market, "r-none") is None


def test_facts_of_an_unknown_node_offer_the_nearest(market: Store) -> None:
    with pytest.raises(UnknownIdError, match="org-insurer"):
        facts(market, "org-insurers")


def test_choices_are_what_the_graph_holds(market: Store) -> None:
    assert [service.id for service in choices(market).services] == ["svc-market"]
