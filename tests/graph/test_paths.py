"""Paths on a small graph in a real Neo4j: what arrives, what is refused, what ranks first."""

from datetime import date

import pytest

from data.grades import Grade
from data.knowledge import load_knowledge
from graph.build import add_document
from graph.errors import UnknownIdError
from graph.infer import infer
from graph.lineage import Found
from graph.paths import find_paths
from graph.question import Question
from graph.statement import Document, Statement
from graph.store import Store, node_works

pytestmark = pytest.mark.neo4j

POLICY = Document(id="shop@2026", kind="privacy_policy", title="Policy of a shop", service="svc-shop")
SEATS = Document(id="register", kind="register", title="Register", cited=True, grade=Grade.REGISTER)
STATUTE = Document(id="statute", kind="statute", title="Statute", cited=True, grade=Grade.LAW)


FOR_ANYONE = {"compels": ["*"], "duties": ["access"]}


def said(kind: str, subject: str, recipient: str | None = None, **fields: object) -> Statement:
    words = {"doc_id": "x", "kind": kind, "subject_id": subject, "quote": f"{kind} {subject} {recipient} {fields}"}
    written = {"recipient": recipient, "recipient_id": recipient, "own_words": True}
    return Statement.model_validate(words | written | fields)


@pytest.fixture
def shop(store: Store) -> Store:
    """A shop that gives data to a firm in China and to a described processor, stores in Singapore, and a law each."""
    store.write(node_works([
        {"id": "law-cn-x", "name": "Law X", "jurisdiction": "CN", "reach": ["established"]} | FOR_ANYONE,
        {"id": "law-sg-y", "name": "Law Y", "jurisdiction": "SG", "reach": ["stored"]} | FOR_ANYONE,
        {"id": "auth-cn-a", "name": "Bureau A", "kind": "intelligence", "jurisdiction": "CN"},
        {"id": "auth-sg-b", "name": "Police B", "kind": "police", "jurisdiction": "SG"},
        {"id": "cat-payment", "name": "Payment"}, {"id": "cat-card", "name": "Card"},
        {"id": "cat-name", "name": "Name"},
    ]))  # fmt: skip
    add_document(store, STATUTE, [
        said("part_of", "law-cn-x", country="CN", grade="law"), said("part_of", "law-sg-y", country="SG", grade="law"),
        said("empowers", "law-cn-x", "auth-cn-a", grade="law"), said("empowers", "law-sg-y", "auth-sg-b", grade="law"),
        said("subsumed_by", "cat-card", "cat-payment", grade="law"),
    ])  # fmt: skip
    add_document(store, SEATS, [said("established_in", "org-firm", country="CN", how="incorporated", grade="register")])
    add_document(store, POLICY, [
        said("operated_by", "svc-shop", "org-operator", applies_to=["KR"]),
        said("operated_by", "svc-shop", "org-elsewhere", applies_to=["US"]),
        said("provides_to", "org-operator", "org-firm", category_ids=["cat-payment"], data_categories=["payment"]),
        said("transfers_to_country", "org-operator", country="SG"),
        said("transfers_to_country", "org-elsewhere", country="CN"),
    ])  # fmt: skip
    infer(store, load_knowledge().rules.values())
    return store


def routes(found: Found) -> list[str]:
    return [" ".join(node.id for node in path.nodes[1:]) for path in found.paths]


TO_CHINA = "svc-shop org-operator org-firm CN law-cn-x auth-cn-a"
TO_SINGAPORE = "svc-shop org-operator SG law-sg-y auth-sg-b"


def test_a_path_leads_through_recipient_seat_law_and_authority(shop: Store) -> None:
    found = find_paths(shop, Question(to="CN"))
    assert routes(found) == [TO_CHINA]
    path = found.paths[0]
    assert (path.grade, path.inferred, path.countries, path.ends) == (Grade.DISCLOSED, 1, ("CN",), "authority")


def test_every_step_has_its_passage_or_its_rule_with_premises(shop: Store) -> None:
    for step in find_paths(shop, Question()).paths[0].steps:
        assert step.passages
        assert bool(step.rule) == bool(step.premises) == bool(step.reason)


def test_only_what_holds_for_korean_users_is_walked(shop: Store) -> None:
    assert not any("org-elsewhere" in route for route in routes(find_paths(shop, Question())))


def test_a_law_on_seats_does_not_reach_data_merely_stored_there(shop: Store) -> None:
    add_document(shop, Document(id="b", kind="notice", title="B", service="svc-shop"),
                 [said("transfers_to_country", "svc-shop", country="CN")])  # fmt: skip
    assert routes(find_paths(shop, Question(to="CN"))) == [TO_CHINA]


def test_the_destination_may_be_anywhere_abroad_a_kind_or_an_authority(shop: Store) -> None:
    assert set(routes(find_paths(shop, Question(to="foreign")))) == {TO_CHINA, TO_SINGAPORE}
    assert routes(find_paths(shop, Question(to="police"))) == [TO_SINGAPORE]
    assert routes(find_paths(shop, Question(to="auth-cn-a"))) == [TO_CHINA]


def test_a_category_arrives_where_it_or_a_broader_one_is_named(shop: Store) -> None:
    (path,) = find_paths(shop, Question(to="CN", categories=("cat-card",))).paths
    assert path.categories == ("cat-card",)


def test_a_category_that_no_source_names_does_not_arrive(shop: Store) -> None:
    assert find_paths(shop, Question(to="CN", categories=("cat-name",))).paths == ()


def test_a_source_that_names_no_category_carries_any(shop: Store) -> None:
    assert routes(find_paths(shop, Question(to="SG", categories=("cat-name",)))) == [TO_SINGAPORE]


def test_a_document_about_another_service_lends_no_step(shop: Store) -> None:
    other = Document(id="o", kind="privacy_policy", title="Other", service="svc-other")
    add_document(shop, other, [
        said("provides_to", "org-operator", "org-third"), said("established_in", "org-third", country="CN")
    ])  # fmt: skip
    infer(shop, load_knowledge().rules.values())
    assert routes(find_paths(shop, Question(service="svc-shop", to="CN"))) == [TO_CHINA]


def test_an_allegation_ranks_below_what_is_disclosed_though_it_is_shorter(shop: Store) -> None:
    news = Document(id="n", kind="news", title="News", service="svc-shop")
    claim = said("discloses_to_authority", "svc-shop", "auth-cn-a", grade="alleged", speaker="a council")
    add_document(shop, news, [claim])
    found = find_paths(shop, Question(to="CN"))
    assert [str(path.grade) for path in found.paths] == ["disclosed", "alleged"]
    assert found.paths[1].steps[-1].speakers == ("a council",)


def test_a_weaker_grade_than_allowed_is_not_walked(shop: Store) -> None:
    assert find_paths(shop, Question(grade=Grade.REGISTER)).paths == ()


def test_parallel_evidence_is_one_path_with_several_passages(shop: Store) -> None:
    add_document(shop, Document(id="p", kind="notice", title="Notice", service="svc-shop"),
                 [said("provides_to", "org-operator", "org-firm", grade="reported")])  # fmt: skip
    (path,) = find_paths(shop, Question(to="CN")).paths
    assert {p.document for p in path.steps[2].passages} == {"shop@2026", "p"}
    assert path.grade == Grade.DISCLOSED


def test_an_unspecified_recipient_ends_a_path_and_no_country_is_guessed(shop: Store) -> None:
    nobody = "org-shop--unspecified-third-party"
    add_document(shop, Document(id="u", kind="notice", title="Clause", service="svc-shop"), [
        said("without_consent_exception", "org-operator", nobody, ground="vital_interest", recipient_named=False)
    ])  # fmt: skip
    path = next(p for p in find_paths(shop, Question()).paths if p.ends == "unspecified_recipient")
    assert (path.nodes[-1].id, path.countries, path.without_consent, path.unnamed) == (nobody, (), True, 1)


def test_what_no_longer_holds_is_not_walked_on_that_day(shop: Store) -> None:
    add_document(shop, POLICY, [
        said("provides_to", "svc-shop", "org-firm", valid_from="2020-01-01", valid_to="2023-12-31"),
    ])  # fmt: skip
    assert find_paths(shop, Question(to="CN", at=date(2024, 6, 1))).paths == ()
    assert len(find_paths(shop, Question(to="CN", at=date(2022, 6, 1))).paths) == 1


def test_via_and_avoid_choose_among_paths(shop: Store) -> None:
    assert routes(find_paths(shop, Question(via=("SG",)))) == [TO_SINGAPORE]
    assert routes(find_paths(shop, Question(avoid=("SG",)))) == [TO_CHINA]


def test_more_paths_than_asked_for_says_so(shop: Store) -> None:
    found = find_paths(shop, Question(k=1))
    assert (len(found.paths), found.cut) == (1, True)
    assert "ask for more with -k" in str(found.reason)


def test_an_unknown_service_offers_the_nearest(shop: Store) -> None:
    with pytest.raises(UnknownIdError, match="Did you mean svc-shop"):
        find_paths(shop, Question(service="svc-shp"))


def test_taking_a_premise_away_takes_the_path_away(shop: Store) -> None:
    shop.write([("MATCH (:LegalInstrument {id: 'law-cn-x'})-[r:PART_OF]->() DELETE r", {})])
    infer(shop, load_knowledge().rules.values())
    assert find_paths(shop, Question(to="CN")).paths == ()


def test_a_document_written_twice_changes_nothing(shop: Store) -> None:
    before = shop.counts()
    add_document(shop, SEATS, [said("established_in", "org-firm", country="CN", how="incorporated", grade="register")])
    assert shop.counts() == before
