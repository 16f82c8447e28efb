"""A portrait says of a service what its documents say, by node and grade."""

from datetime import date

import pytest

from data.grades import Grade
from graph.build import add_document
from graph.compare import Portrait, compare
from graph.errors import UnknownIdError
from graph.statement import Document, Statement
from graph.store import Store
from tests.factory import SHOP_POLICY, said

pytestmark = pytest.mark.neo4j


def portrait(store: Store, *statements: Statement) -> Portrait:
    add_document(store, SHOP_POLICY, statements)
    (found,) = compare(store, ["svc-shop"])
    return found


def test_recipients_are_nodes_with_the_strongest_of_their_grades(store: Store) -> None:
    found = portrait(
        store, said("provides_to", "org-star", grade="reported"), said("entrusts_to", "org-star", grade="disclosed")
    )
    assert {node.id: grade for node, grade in found.named.items()} == {"org-star": Grade.DISCLOSED}
    assert found.unnamed == {}


def test_what_holds_only_for_users_elsewhere_is_left_out(store: Store) -> None:
    found = portrait(store, said("provides_to", "org-star", applies_to=["US"]))
    assert found.named == {}


def test_what_a_decision_found_stands_beside_what_the_company_says_each_with_its_passage(store: Store) -> None:
    decision = Document(id="decision", kind="decision", title="Decision", cited=True, version=date(2026, 5, 2))
    place = {"doc_id": "decision", "own_words": True, "start": None, "end": None, "service": "svc-shop"}
    sellers = said("transfers_to_country", "org-sellers", country="CN", grade="decision", **place)
    add_document(store, decision, [sellers])
    ours = said("transfers_to_country", "org-sellers", country="SG")
    found = portrait(store, ours)
    assert found.countries == {"CN": Grade.DECISION, "SG": Grade.DISCLOSED}
    assert {code: [p.quote for p in found.passages[code]] for code in ("CN", "SG")} == {
        "CN": [sellers.quote], "SG": [ours.quote],
    }  # fmt: skip
    assert {p.grade for p in found.passages["org-sellers"]} == {Grade.DECISION, Grade.DISCLOSED}


def test_in_json_recipients_stand_by_name_and_as_nodes(store: Store) -> None:
    shown = portrait(store, said("provides_to", "org-star", recipient="Star Inc.")).as_json()
    assert shown["named"] == {"Star Inc.": "disclosed"}
    assert [(node["id"], node["grade"]) for node in shown["recipients"]] == [("org-star", "disclosed")]


def test_a_service_that_is_not_there_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(UnknownIdError, match="svc-nobody"):
        compare(store, ["svc-nobody"])
