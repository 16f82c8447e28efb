"""The bundled knowledge and disclosures as a graph: nothing without evidence, and paths that explain themselves."""

from typing import TYPE_CHECKING

import pytest

from data.disclosures import bundled as disclosures
from data.grades import Grade
from data.knowledge import load_knowledge
from graph.build import add_document, build_knowledge
from graph.infer import infer
from graph.lineage import Path
from graph.paths import find_paths
from graph.query import ask
from graph.question import Question
from graph.schema import RELATIONSHIPS
from graph.store import Store
from ingest.pipeline import extract_file

if TYPE_CHECKING:
    import neo4j

pytestmark = pytest.mark.neo4j

KNOWLEDGE = load_knowledge()
KEYED = [kind.type for kind in RELATIONSHIPS if any(prop.name == "key" for prop in kind.properties)]


@pytest.fixture(scope="module")
def bundled(connection: "tuple[neo4j.Driver, str | None]") -> Store:
    store = Store(*connection)
    store.apply_schema()
    store.clear()
    build_knowledge(store, KNOWLEDGE)
    for file in disclosures():
        add_document(store, *extract_file(file))
    return store


def routes(store: Store, **asked: object) -> dict[tuple[str, ...], Path]:
    found = find_paths(store, Question(service="svc-aliexpress", k=300, **asked))  # type: ignore[arg-type]
    return {tuple(node.id for node in path.nodes): path for path in found.paths}


@pytest.mark.parametrize("type_", KEYED)
def test_no_relationship_is_without_a_statement_or_a_rule(bundled: Store, type_: str) -> None:
    query = f"MATCH ()-[r:{type_}]->() WHERE size(coalesce(r.statements, [])) = 0 AND r.rule IS NULL RETURN count(r)"
    assert ask(bundled, query).rows == ((0,),)


def test_every_statement_stands_in_a_document(bundled: Store) -> None:
    assert ask(bundled, "MATCH (s:Statement) WHERE NOT (s)-[:IN]->(:Document) RETURN count(s)").rows == ((0,),)


def test_every_statement_named_by_a_relationship_is_there(bundled: Store) -> None:
    for type_ in KEYED:
        rows = bundled.read(f"MATCH ()-[r:{type_}]->() UNWIND coalesce(r.statements, []) AS id RETURN DISTINCT id")
        ids = [row["id"] for row in rows]
        there = bundled.read("MATCH (s:Statement) WHERE s.id IN $ids RETURN count(s) AS n", ids=ids)[0]["n"]
        assert there == len(ids)


@pytest.mark.parametrize("service", KNOWLEDGE.services)
def test_every_inferred_step_finds_its_premises_in_the_graph(bundled: Store, service: str) -> None:
    steps = [s for p in find_paths(bundled, Question(service=service, k=100)).paths for s in p.steps if s.rule]
    keys = {key for step in steps for key in step.premises}
    query = f"MATCH ()-[r:{'|'.join(KEYED)}]->() WHERE r.key IN $keys RETURN count(DISTINCT r.key) AS n"
    assert bundled.read(query, keys=sorted(keys))[0]["n"] == len(keys)
    assert all(step.premises and step.reason and step.passages for step in steps)


def test_the_regulators_finding_leads_from_the_sellers_to_the_intelligence_law(bundled: Store) -> None:
    path = routes(bundled)[
        "kr-users", "svc-aliexpress", "org-alibaba-com-singapore", "org-aliexpress--sellers-abroad", "CN",
        "law-cn-nil", "auth-cn-mss",
    ]  # fmt: skip
    assert [str(step.grade) for step in path.steps[2:4]] == ["decision", "decision"]
    assert path.steps[4].articles[0] == "Art. 7"
    assert all(step.passages for step in path.steps)


def test_the_unspecified_third_party_ends_its_path_and_has_no_country(bundled: Store) -> None:
    path = routes(bundled)["kr-users", "svc-aliexpress", "org-aliexpress--unspecified-third-party"]
    assert (str(path.grade), path.ends, path.countries) == ("reported", "unspecified_recipient", ())
    assert path.steps[-1].without_consent == ("vital_interest",)


def test_what_is_alleged_names_its_speakers_and_ranks_below_what_is_disclosed(bundled: Store) -> None:
    grades = [str(path.grade) for path in routes(bundled, to="CN").values()]
    assert grades.index("alleged") > max(i for i, grade in enumerate(grades) if grade in ("disclosed", "decision"))
    path = routes(bundled, to="CN")["kr-users", "svc-aliexpress", "auth-cn-described"]
    assert path.steps[-1].speakers


def test_a_name_that_sounds_chinese_leads_nowhere_without_a_source(bundled: Store) -> None:
    assert not [r for r in routes(bundled) if "org-alibaba-com-china-limited" in r]


def test_taking_away_where_a_recipient_is_established_takes_its_paths_away(bundled: Store) -> None:
    grades = {"grade": Grade.DISCLOSED}  # a press report of the same company's storage is another path
    before = [route for route in routes(bundled, to="CN", **grades) if "org-zhongan" in route]
    bundled.write([("MATCH (:Organization {id: 'org-zhongan'})-[r:ESTABLISHED_IN]->() DELETE r", {})])
    infer(bundled, KNOWLEDGE.rules.values())
    after = [route for route in routes(bundled, to="CN", **grades) if "org-zhongan" in route]
    build_knowledge(bundled, KNOWLEDGE)
    assert before
    assert not after


def test_building_again_changes_nothing(bundled: Store) -> None:
    before = bundled.counts()
    build_knowledge(bundled, KNOWLEDGE)
    for file in disclosures():
        add_document(bundled, *extract_file(file))
    assert bundled.counts() == before


def test_a_path_to_the_united_states_notes_the_treaty_and_one_to_ireland_the_equivalence(bundled: Store) -> None:
    noted = {
        service: {accord.id for path in find_paths(bundled, Question(service=service, to=to)).paths
                  for accord in path.accords}
        for service, to in (("svc-google", "US"), ("svc-temu", "IE"))
    }  # fmt: skip
    assert noted["svc-google"] == {"acc-kr-us-mutual-legal-assistance", "acc-us-cloud-executive-agreements"}
    assert noted["svc-temu"] == {"acc-kr-eu-equivalence-2025"}


def test_a_contested_seat_shows_what_the_other_source_says(bundled: Store) -> None:
    paths = find_paths(bundled, Question(service="svc-temu", k=300)).paths
    seats = [step for path in paths for step in path.steps if step.start.id == "org-pdd-holdings" and step.contradicted]
    assert {(step.end.id, step.contradicted[0].end.id) for step in seats} == {("CN", "IE")}
    assert all(step.passages and step.contradicted[0].passages for step in seats)


def test_a_provider_in_the_united_states_is_reached_by_possession_custody_or_control(bundled: Store) -> None:
    steps = [s for p in find_paths(bundled, Question(service="svc-google", to="US")).paths for s in p.steps]
    (step,) = {step for step in steps if (step.start.id, step.end.id) == ("org-google", "law-us-cloud")}
    assert step.rule == "possession-custody-or-control"
    assert "18 U.S.C. 2713" in str(step.as_json()["basis"])
