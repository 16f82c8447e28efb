"""A portrait says of a service what its documents say, by node and grade."""

import pytest

from data.grades import Grade
from graph.build import add_document
from graph.compare import Portrait, compare
from graph.errors import UnknownIdError
from graph.statement import Statement
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


def test_in_json_recipients_stand_by_name_and_as_nodes(store: Store) -> None:
    shown = portrait(store, said("provides_to", "org-star", recipient="Star Inc.")).as_json()
    assert shown["named"] == {"Star Inc.": "disclosed"}
    assert [(node["id"], node["grade"]) for node in shown["recipients"]] == [("org-star", "disclosed")]


def test_a_service_that_is_not_there_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(UnknownIdError, match="svc-nobody"):
        compare(store, ["svc-nobody"])
