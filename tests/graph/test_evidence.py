"""What contradicts, explains or stands beside the steps of a path, on a small graph in a real Neo4j."""

from datetime import date

import pytest

from data.knowledge import load_knowledge
from graph.build import add_document
from graph.infer import infer
from graph.lineage import Found
from graph.paths import find_paths
from graph.question import Question
from graph.statement import Document, Statement
from graph.store import Store, node_works

pytestmark = pytest.mark.neo4j

STATUTE = Document(id="statute", kind="statute", title="Statute", cited=True)
RULES = load_knowledge().rules.values()


def said(kind: str, subject: str, recipient: str | None = None, **fields: object) -> Statement:
    words = {"doc_id": "x", "kind": kind, "subject_id": subject, "quote": f"{kind} {subject} {recipient} {fields}"}
    written = {"recipient": recipient, "recipient_id": recipient, "own_words": True}
    return Statement.model_validate(words | written | fields)


def notice(id_: str, day: date | None = None, **fields: object) -> Document:
    given = {"id": id_, "kind": "notice", "title": id_, "service": "svc-shop", "version": day}
    return Document.model_validate(given | fields)


@pytest.fixture
def law(store: Store) -> Store:
    """A law of Singapore that reaches whatever is established there, an authority, and the rules."""
    store.write(node_works([
        {"id": "law-sg", "name": "Law", "jurisdiction": "SG", "reach": ["established"], "compels": ["*"],
         "duties": ["access"]},
        {"id": "auth-sg", "name": "Police", "kind": "police", "jurisdiction": "SG"},
    ]))  # fmt: skip
    add_document(store, STATUTE, [
        said("part_of", "law-sg", country="SG", grade="law"), said("empowers", "law-sg", "auth-sg", grade="law")
    ])  # fmt: skip
    infer(store, RULES)
    return store


def seats(store: Store, *organizations: str) -> None:
    register = Document(id="register", kind="register", title="Register", cited=True)
    add_document(store, register, [said("established_in", id_, country="SG", how="incorporated", grade="register")
                                   for id_ in organizations])  # fmt: skip


def operators(found: Found) -> list[str]:
    return [path.nodes[2].id for path in found.paths]


def contested(store: Store, old: Document, new: Document, **fields: object) -> Found:
    """Two documents that each name another operator, both established in Singapore."""
    seats(store, "org-a", "org-z")
    add_document(store, old, [said("operated_by", "svc-shop", "org-a", **fields)])
    add_document(store, new, [said("operated_by", "svc-shop", "org-z", **fields)])
    return find_paths(store, Question(to="SG"))


def test_of_two_that_contradict_each_other_the_newer_comes_first_and_both_are_shown(law: Store) -> None:
    found = contested(law, notice("old", date(2023, 1, 1)), notice("new", date(2025, 1, 1)))
    assert operators(found) == ["org-z", "org-a"]
    (newer, older) = (path.steps[1].contradicted for path in found.paths)
    assert [(c.end.id, c.dated, c.passages[0].document) for c in newer] == [("org-a", "2023-01-01", "old")]
    assert [(c.end.id, c.dated, c.passages[0].document) for c in older] == [("org-z", "2025-01-01", "new")]


def test_the_json_of_a_path_holds_both_statements(law: Store) -> None:
    found = contested(law, notice("old", date(2023, 1, 1)), notice("new", date(2025, 1, 1)))
    step = found.as_json()["paths"][0]["steps"][1]
    assert step["passages"][0]["document"] == "new"
    assert step["contradicted_by"][0]["passages"][0]["document"] == "old"


def test_a_better_grade_comes_before_a_newer_date(law: Store) -> None:
    found = contested(law, notice("old", date(2023, 1, 1)), notice("new", date(2025, 1, 1), kind="news"))
    assert operators(found) == ["org-z", "org-a"]
    press = said("operated_by", "svc-shop", "org-z", grade="reported")
    add_document(law, notice("new", date(2025, 1, 1), kind="news"), [press])
    assert operators(find_paths(law, Question(to="SG"))) == ["org-a", "org-z"]


def test_a_dated_source_comes_before_one_without_a_date(law: Store) -> None:
    assert operators(contested(law, notice("old"), notice("new", date(2025, 1, 1)))) == ["org-z", "org-a"]


def test_one_that_ended_when_the_other_began_does_not_contradict_it(law: Store) -> None:
    seats(law, "org-a", "org-z")
    add_document(law, notice("old", date(2023, 1, 1)), [
        said("operated_by", "svc-shop", "org-a", valid_to="2024-12-31"),
        said("operated_by", "svc-shop", "org-z", valid_from="2024-06-01"),
    ])  # fmt: skip
    assert [path.steps[1].contradicted for path in find_paths(law, Question(to="SG")).paths] == [(), ()]


def test_one_that_ended_before_a_document_of_the_other_does_not_contradict_it(law: Store) -> None:
    seats(law, "org-a", "org-z")
    add_document(law, notice("old"), [said("operated_by", "svc-shop", "org-a", valid_to="2024-12-31")])
    add_document(law, notice("new", date(2025, 3, 1)), [said("operated_by", "svc-shop", "org-z")])
    assert [path.steps[1].contradicted for path in find_paths(law, Question(to="SG")).paths] == [(), ()]


def test_recipients_do_not_contradict_each_other(law: Store) -> None:
    seats(law, "org-a", "org-z")
    add_document(law, notice("old"), [said("provides_to", "svc-shop", id_) for id_ in ("org-a", "org-z")])
    assert [path.steps[1].contradicted for path in find_paths(law, Question(to="SG")).paths] == [(), ()]


def test_parallel_passages_come_by_grade_and_the_newest_first(law: Store) -> None:
    seats(law, "org-a")
    for id_, day, grade in (("old", 2021, "disclosed"), ("press", 2026, "reported"), ("new", 2025, "disclosed")):
        says = said("operated_by", "svc-shop", "org-a", grade=grade, purpose=id_)
        add_document(law, notice(id_, date(day, 1, 1)), [says])
    (path,) = find_paths(law, Question(to="SG")).paths
    assert [p.document for p in path.steps[1].passages] == ["new", "old", "press"]


@pytest.fixture
def subsidiary(law: Store) -> Store:
    """An operator with no seat known, below a parent in Singapore."""
    seats(law, "org-parent")
    add_document(law, notice("old"), [said("operated_by", "svc-shop", "org-child")])
    filing = Document(id="filing", kind="register", title="Filing", cited=True)
    add_document(law, filing, [said("controlled_by", "org-child", "org-parent", grade="register")])
    infer(law, RULES)
    return law


def test_a_step_to_a_parent_is_inferred_and_names_its_rule_and_basis(subsidiary: Store) -> None:
    (path,) = find_paths(subsidiary, Question(to="SG")).paths
    step = path.steps[2]
    assert (step.type, step.rule, str(step.grade)) == ("CONTROLLED_BY", "within-parents-control", "register")
    assert (step.premises, [p.document for p in step.passages]) == ((step.key,), ["filing"])
    assert "question of fact" in step.as_json()["reason"]
    assert "2713" in step.as_json()["basis_ko"]
    assert path.inferred == 2


def test_without_the_rule_what_reaches_a_parent_does_not_reach_its_subsidiary(subsidiary: Store) -> None:
    infer(subsidiary, [rule for rule in RULES if not rule.walks])
    assert find_paths(subsidiary, Question(to="SG")).paths == ()


def test_an_accord_stands_beside_a_path_and_changes_neither_grade_nor_rank(subsidiary: Store) -> None:
    (before,) = find_paths(subsidiary, Question(to="SG")).paths
    treaty = {"id": "acc-treaty", "name": "Treaty", "kind": "mutual_legal_assistance", "data_to": ["SG"]}
    subsidiary.write(node_works([treaty | {"data_from": ["KR"]}]))
    text = Document(id="treaty", kind="statute", title="Treaty", cited=True)
    add_document(subsidiary, text, [said("concerns", "acc-treaty", country="SG", grade="unconfirmed")])
    (after,) = find_paths(subsidiary, Question(to="SG")).paths
    assert [(a.id, str(a.grade), a.passages[0].document) for a in after.accords] == [
        ("acc-treaty", "unconfirmed", "treaty")
    ]
    assert (after.grade, after.inferred, after.steps, before.accords) == (before.grade, before.inferred, before.steps,
                                                                          ())  # fmt: skip


def test_an_accord_on_data_that_comes_the_other_way_is_not_noted(subsidiary: Store) -> None:
    decision = {"id": "acc-decision", "name": "Decision", "kind": "equivalence", "data_to": ["KR"]}
    subsidiary.write(node_works([decision | {"data_from": ["SG"]}]))
    text = Document(id="decision", kind="decision", title="Decision", cited=True)
    add_document(subsidiary, text, [said("concerns", "acc-decision", country="SG")])
    (path,) = find_paths(subsidiary, Question(to="SG")).paths
    assert path.accords == ()
