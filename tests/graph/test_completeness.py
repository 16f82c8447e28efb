"""A notice is checked item by item; what is not found is said to be not found, and nothing is judged."""

from datetime import date

import pytest

from data.knowledge import load_knowledge
from graph.build import add_document
from graph.completeness import Completeness, check_notices
from graph.statement import Document, Statement
from graph.store import Store
from tests.factory import SHOP_POLICY, said

pytestmark = pytest.mark.neo4j


def checked(store: Store, *statements: Statement, document: Document = SHOP_POLICY) -> Completeness:
    add_document(store, document, statements)
    (found,) = check_notices(store, "svc-shop", load_knowledge().checks.values())
    return found


def words(found: Completeness, transfer: int = 0) -> dict[str, list[str]]:
    """The words that give each item of a transfer; items that nothing gives are left out."""
    items = found.transfers[transfer].items
    return {item.check: [given.words for given in item.given] for item in items if item.given}


def test_a_transfer_gives_the_items_whose_fields_are_filled(store: Store) -> None:
    transfer = said("transfers_to_country", "org-star", country="US", purpose="hosting", data_categories=["e-mail"])
    assert words(checked(store, transfer)) == {
        "transfer-items": ["e-mail"], "transfer-country": ["US"], "transfer-recipient": ["org-star"],
        "transfer-purpose": ["hosting"],
    }  # fmt: skip


def test_every_words_found_have_their_passages(store: Store) -> None:
    one = said("transfers_to_country", "org-star", country="US", contact="privacy@star.example")
    two = said("transfers_to_country", "org-star", country="US", purpose="hosting")
    (transfer,) = checked(store, one, two).transfers
    quotes = {given.words: {p.quote for p in given.passages} for item in transfer.items for given in item.given}
    assert quotes == {"US": {one.quote, two.quote}, "org-star": {one.quote, two.quote},
                      "privacy@star.example": {one.quote}, "hosting": {two.quote}}  # fmt: skip


def test_what_is_said_twice_of_a_recipient_in_a_country_is_one_transfer(store: Store) -> None:
    kinds = [("org-star", "US"), ("org-star", "US"), ("org-star", "JP"), (None, "SG"), (None, "SG"), ("org-moon", "US")]
    said_of = [
        said("transfers_to_country", who, country=where, purpose="x" * n) for n, (who, where) in enumerate(kinds, 1)
    ]
    found = checked(store, *said_of).transfers
    assert sorted((str(t.recipient), t.country, len(t.statements)) for t in found) == [
        ("None", "SG", 2), ("org-moon", "US", 1), ("org-star", "JP", 1), ("org-star", "US", 2),
    ]  # fmt: skip


def test_different_words_for_one_item_all_stand(store: Store) -> None:
    found = checked(store, *(said("transfers_to_country", country="US", purpose=p) for p in ("hosting", "backups")))
    assert sorted(words(found)["transfer-purpose"]) == ["backups", "hosting"]


def test_storage_at_home_and_transfers_of_users_elsewhere_are_not_asked(store: Store) -> None:
    at_home = said("transfers_to_country", country="KR")
    elsewhere = said("transfers_to_country", country="US", applies_to=["US"])
    assert checked(store, at_home, elsewhere).transfers == ()


def test_the_policy_gives_an_item_by_a_statement_or_a_topic(store: Store) -> None:
    found = checked(store, said("gives_notice", topic="destruction"), said("entrusts_to", "org-a"))
    assert {item.check for item in found.policy if item.given} == {"policy-destruction", "policy-entrustment"}


def test_the_section_on_a_topic_goes_before_a_statement_that_stands_earlier(store: Store) -> None:
    section = said("gives_notice", topic="provision", start=5000)
    found = checked(store, said("provides_to", "org-a", start=1), section)
    (given,) = next(item.given for item in found.policy if item.check == "policy-provision")
    assert given.words == section.quote


def test_a_statement_of_users_elsewhere_gives_no_item(store: Store) -> None:
    found = checked(store, said("provides_to", "org-a", applies_to=["US"]), said("gives_notice", topic="rights"))
    assert {item.check for item in found.policy if item.given} == {"policy-rights"}


def decided(country: str) -> Statement:
    """What a decision, of which only the facts were read, says of where the shop's recipients keep data."""
    words = {"doc_id": "decision", "own_words": True, "start": None, "end": None, "grade": "decision"}
    return said("transfers_to_country", "org-sellers", country=country, service="svc-shop", **words)


def test_what_an_authority_found_later_stands_beside_what_the_company_says(store: Store) -> None:
    decision = Document(id="decision", kind="decision", title="Decision", cited=True, version=date(2026, 5, 2))
    add_document(store, decision, [decided("CN")])
    found = checked(store, said("transfers_to_country", country="SG"))
    assert [(t.recipient, t.country) for t in found.transfers] == [(None, "SG")]
    assert [(p.document, p.grade) for p in found.decided] == [("decision", "decision")]


def test_what_was_found_before_a_document_does_not_stand_beside_it(store: Store) -> None:
    decision = Document(id="decision", kind="decision", title="Decision", cited=True, version=date(2024, 5, 2))
    add_document(store, decision, [decided("CN")])
    newer = SHOP_POLICY.model_copy(update={"version": date(2026, 1, 1)})
    assert checked(store, said("transfers_to_country", country="SG"), document=newer).decided == ()


def test_of_a_restatement_it_is_not_asked_what_the_policy_contains(store: Store) -> None:
    restated = SHOP_POLICY.model_copy(update={"restatement": True})
    found = checked(store, said("transfers_to_country", country="SG"), document=restated)
    assert found.policy == ()
    assert len(found.transfers) == 1


def test_in_json_the_first_words_stand_beside_all_of_them(store: Store) -> None:
    found = checked(store, said("transfers_to_country", country="US", purpose="hosting")).as_json()
    (transfer,) = found["transfers"]
    item = next(item for item in transfer["items"] if item["check"] == "transfer-purpose")
    assert transfer["statement"] == transfer["statements"][0] == item["passage"]["statement"]
    assert [given["words"] for given in item["given"]] == [item["words"]] == ["hosting"]


def test_every_check_cites_a_provision_of_the_knowledge_base() -> None:
    knowledge = load_knowledge()
    assert {check.provision for check in knowledge.checks.values()} <= knowledge.provisions.keys()
