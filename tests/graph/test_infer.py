"""Rules become queries over the declared model, and are run where something that they rest on has changed."""

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.knowledge import load_knowledge
from data.rules import Rule
from graph.build import add_document
from graph.infer import Inferred, infer, rule_query
from graph.schema import RELATIONSHIP
from graph.statement import Document, Statement
from graph.store import Store, node_works

if TYPE_CHECKING:
    import neo4j

RULES = list(load_knowledge().rules.values())
DRAWING = [rule for rule in RULES if rule.conclusion]
ON_SEATS = {"addressed-kind-established-in", "possession-custody-or-control"}
ORGANIZATIONS = ("org-a", "org-b")
LAWS = ("law-one", "law-two")


@pytest.mark.parametrize("rule", DRAWING, ids=[rule.id for rule in DRAWING])
def test_every_rule_speaks_of_declared_labels_and_types(rule: Rule) -> None:
    assert rule_query(rule).startswith("MATCH (")


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_gives_its_reason_basis_and_sources(rule: Rule) -> None:
    assert rule.says.en.endswith(".")
    assert rule.says.ko.endswith(".")
    assert rule.basis.ko
    assert rule.sources


def test_what_data_takes_by_a_rule_has_one() -> None:
    by_rule = {kind.type for kind in RELATIONSHIP.values() if kind.carries == "by_rule"}
    assert {rule.walks for rule in RULES if rule.walks} == by_rule


def test_a_rule_about_an_undeclared_type_is_refused() -> None:
    rule = DRAWING[0].model_copy(update={"premises": [DRAWING[0].premises[0].model_copy(update={"type": "OWNS"})]})
    with pytest.raises(KeyError, match="OWNS"):
        rule_query(rule)


def claim(kind: str, subject: str, country: str | None, **fields: Any) -> list[Statement]:
    """What a document says of a subject and a country; nothing where there is none."""
    words = {"doc_id": "x", "kind": kind, "subject_id": subject, "quote": f"{subject} {country}", "own_words": True}
    return [Statement.model_validate(words | {"country": country} | fields)] if country else []


def seat(store: Store, organization: str, country: str | None, grade: str = "register") -> None:
    """A register that says where an organisation is incorporated, or no longer says it."""
    register = Document(id=f"register-{organization}", kind="register", title="Register", cited=True)
    add_document(store, register, claim("established_in", organization, country, how="incorporated", grade=grade))


def law(store: Store, id_: str, country: str | None) -> None:
    """A statute that is of a country, or no longer is."""
    statute = Document(id=f"statute-{id_}", kind="statute", title="Statute", cited=True)
    add_document(store, statute, claim("part_of", id_, country, grade="law"))


def described(store: Store, id_: str, **properties: Any) -> None:
    store.write(node_works([{"id": id_, "name": id_} | properties]))


def small_world(store: Store) -> None:
    for id_ in ORGANIZATIONS:
        described(store, id_, kinds=["cloud_provider"], named=True, specified=True)
        seat(store, id_, "US")
    described(store, "law-one", compels=["cloud_provider"], reach=["established", "control"], duties=["access"])
    described(store, "law-two", compels=["*"], reach=["established", "stored"], duties=["access"])
    for id_ in LAWS:
        law(store, id_, "US")


def drawn(store: Store) -> list[dict[str, Any]]:
    """Every inferred relationship with its ends and properties."""
    return store.read(
        "MATCH (a)-[r:SUBJECT_TO]->(b) RETURN a.id AS start, b.id AS end, properties(r) AS said ORDER BY r.key"
    )


def drawn_from_scratch(store: Store, rules: list[Rule]) -> list[dict[str, Any]]:
    store.write([("MATCH ()-[r:SUBJECT_TO]->() DELETE r", {}), ("MATCH (r:Rule) DELETE r", {})])
    infer(store, rules)
    return drawn(store)


@pytest.fixture
def world(store: Store) -> Store:
    small_world(store)
    assert set(infer(store, RULES).ran) == {rule.id for rule in RULES}
    assert {(row["start"], row["end"], row["said"]["rule"]) for row in drawn(store)} == {
        ("org-a", "law-one", "possession-custody-or-control"), ("org-b", "law-one", "possession-custody-or-control"),
        ("US", "law-two", "established-in"), ("US", "law-two", "stored-in"),
    }  # fmt: skip
    return store


@pytest.mark.neo4j
def test_where_nothing_changed_no_rule_is_run(world: Store) -> None:
    small_world(world)  # the same documents again
    assert infer(world, RULES) == Inferred((), tuple(rule.id for rule in RULES))


@pytest.mark.neo4j
def test_a_changed_seat_runs_only_the_rules_that_rest_on_seats(world: Store) -> None:
    seat(world, "org-a", "SG")
    assert set(infer(world, RULES).ran) == ON_SEATS
    now = drawn(world)
    assert "org-a" not in {row["start"] for row in now}
    assert now == drawn_from_scratch(world, RULES)


@pytest.mark.neo4j
def test_a_document_that_no_rule_rests_on_runs_none(world: Store) -> None:
    policy = Document(id="policy", kind="privacy_policy", title="Policy", service="svc-shop")
    add_document(world, policy, claim("transfers_to_country", "svc-shop", "US"))
    assert infer(world, RULES).ran == ()


@pytest.mark.neo4j
def test_a_kind_that_decides_whom_a_law_addresses_runs_the_rules_that_read_it(world: Store) -> None:
    described(world, "org-b", kinds=["insurer"])
    assert set(infer(world, RULES).ran) == ON_SEATS
    assert "org-b" not in {row["start"] for row in drawn(world)}


@pytest.mark.neo4j
def test_a_conclusion_that_somebody_took_away_is_drawn_again(world: Store) -> None:
    before = drawn(world)
    world.write([("MATCH (:Organization {id: 'org-a'})-[r:SUBJECT_TO]->() DELETE r", {})])
    assert infer(world, RULES).ran == ("possession-custody-or-control",)
    assert drawn(world) == before


@pytest.mark.neo4j
def test_an_edited_rule_leaves_nothing_of_what_it_said_before(world: Store) -> None:
    edited = [rule.model_copy(update={"follows": None}) if rule.id == "stored-in" else rule for rule in RULES]
    assert infer(world, edited).ran == ("stored-in",)
    (said,) = [row["said"] for row in drawn(world) if row["said"]["rule"] == "stored-in"]
    assert "follows" not in said


@pytest.mark.neo4j
def test_a_rule_that_is_no_longer_declared_takes_its_conclusions_along(world: Store) -> None:
    infer(world, [rule for rule in RULES if rule.id != "stored-in"])
    assert "stored-in" not in {row["said"]["rule"] for row in drawn(world)}
    assert world.read("MATCH (r:Rule {name: 'stored-in'}) RETURN count(r) AS n") == [{"n": 0}]


COUNTRIES = st.sampled_from(["US", "SG", None])
CHANGES = st.one_of(
    st.tuples(st.just("seat"), st.sampled_from(ORGANIZATIONS), COUNTRIES, st.sampled_from(["register", "alleged"])),
    st.tuples(st.just("law"), st.sampled_from(LAWS), COUNTRIES),
    st.tuples(st.just("kinds"), st.sampled_from(ORGANIZATIONS),
              st.lists(st.sampled_from(["cloud_provider", "insurer"]), unique=True)),
    st.tuples(st.just("reach"), st.sampled_from(LAWS),
              st.lists(st.sampled_from(["established", "stored", "control"]), unique=True)),
    st.tuples(st.just("compels"), st.sampled_from(LAWS), st.sampled_from([["*"], ["insurer"], ["cloud_provider"]])),
    st.tuples(st.just("rules"), st.sets(st.integers(0, len(RULES) - 1), max_size=2)),
)  # fmt: skip


def change(store: Store, what: str, *given: Any) -> list[Rule]:
    """Make one change; the rules that are declared after it."""
    if what == "seat":
        seat(store, *given)
    elif what == "law":
        law(store, *given)
    elif what == "rules":
        return [rule for i, rule in enumerate(RULES) if i not in given[0]]
    else:
        described(store, given[0], **{what: given[1]})
    return RULES


@pytest.mark.neo4j
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(CHANGES, min_size=1, max_size=6))
def test_running_only_what_changed_gives_what_a_full_run_gives(
    connection: "tuple[neo4j.Driver, str | None]", changes: list[tuple[Any, ...]]
) -> None:
    store = Store(*connection)
    store.clear()
    small_world(store)
    infer(store, RULES)
    for one in changes:
        rules = change(store, *one)
        infer(store, rules)
    assert drawn(store) == drawn_from_scratch(store, rules)
