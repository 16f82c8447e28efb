"""A notice is checked item by item; what is not found is said to be not found, and nothing is judged."""

import pytest

from data.knowledge import load_knowledge
from graph.build import add_document
from graph.completeness import Completeness, check_notices
from graph.statement import Document, Statement
from graph.store import Store

pytestmark = pytest.mark.neo4j

NOTICE = Document(id="shop@2026", kind="privacy_policy", title="Policy", service="svc-shop")


def said(kind: str, **fields: object) -> Statement:
    words = {"doc_id": "shop@2026", "kind": kind, "subject_id": "svc-shop", "quote": f"{kind} {fields}"}
    return Statement.model_validate(words | {"start": len(str(fields)), "end": 900} | fields)


def checked(store: Store, *statements: Statement) -> Completeness:
    add_document(store, NOTICE, statements)
    (found,) = check_notices(store, "svc-shop", load_knowledge().checks.values())
    return found


def test_a_transfer_gives_the_items_whose_fields_are_filled(store: Store) -> None:
    transfer = said("transfers_to_country", country="US", recipient="Star Inc.", recipient_id="org-star",
                    purpose="hosting", data_categories=["e-mail"])  # fmt: skip
    items = {item.check: item.words for item in checked(store, transfer).transfers[0].items}
    given = {name: words for name, words in items.items() if words}
    assert given == {"transfer-items": "e-mail", "transfer-country": "US", "transfer-recipient": "Star Inc.",
                     "transfer-purpose": "hosting"}  # fmt: skip


def test_every_item_found_has_its_passage(store: Store) -> None:
    transfer = said("transfers_to_country", country="US", contact="privacy@star.example")
    for item in checked(store, transfer).transfers[0].items:
        assert (item.words is None) == (item.passage is None)


def test_storage_at_home_and_transfers_of_users_elsewhere_are_not_asked(store: Store) -> None:
    at_home = said("transfers_to_country", country="KR")
    elsewhere = said("transfers_to_country", country="US", applies_to=["US"])
    assert checked(store, at_home, elsewhere).transfers == ()


def test_the_policy_gives_an_item_by_a_statement_or_a_topic(store: Store) -> None:
    found = checked(
        store, said("gives_notice", topic="destruction"), said("entrusts_to", recipient="A", recipient_id="org-a")
    )
    assert {item.check for item in found.policy if item.passage} == {"policy-destruction", "policy-entrustment"}


def test_every_check_cites_a_provision_of_the_knowledge_base() -> None:
    knowledge = load_knowledge()
    assert {check.provision for check in knowledge.checks.values()} <= knowledge.provisions.keys()
