"""A portrait says of a service what its documents say, by node and grade."""

import pytest

from data.grades import Grade
from graph.build import add_document
from graph.compare import Portrait, compare
from graph.errors import UnknownIdError
from graph.statement import Document, Statement
from graph.store import Store

pytestmark = pytest.mark.neo4j

POLICY = Document(id="shop@2026", kind="privacy_policy", title="Policy", service="svc-shop")


def said(kind: str, **fields: object) -> Statement:
    words = {"doc_id": "shop@2026", "kind": kind, "subject_id": "svc-shop", "quote": f"{kind} {fields}"}
    return Statement.model_validate(words | {"start": len(str(fields)), "end": 900} | fields)


def portrait(store: Store, *statements: Statement) -> Portrait:
    add_document(store, POLICY, statements)
    (found,) = compare(store, ["svc-shop"])
    return found


def test_recipients_are_nodes_with_the_strongest_of_their_grades(store: Store) -> None:
    star = {"recipient": "Star Inc.", "recipient_id": "org-star"}
    found = portrait(
        store, said("provides_to", **star, grade="reported"), said("entrusts_to", **star, grade="disclosed")
    )
    assert {node.id: grade for node, grade in found.named.items()} == {"org-star": Grade.DISCLOSED}
    assert found.unnamed == {}


def test_what_holds_only_for_users_elsewhere_is_left_out(store: Store) -> None:
    found = portrait(store, said("provides_to", recipient="Star", recipient_id="org-star", applies_to=["US"]))
    assert found.named == {}


def test_in_json_recipients_stand_by_name_and_as_nodes(store: Store) -> None:
    shown = portrait(store, said("provides_to", recipient="Star Inc.", recipient_id="org-star")).as_json()
    assert shown["named"] == {"Star Inc.": "disclosed"}
    assert [(node["id"], node["grade"]) for node in shown["recipients"]] == [("org-star", "disclosed")]


def test_a_service_that_is_not_there_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(UnknownIdError, match="svc-nobody"):
        compare(store, ["svc-nobody"])
