"""A portrait of a service: what is said of it, each thing with its strongest grade."""

import pytest

from data.grades import Grade
from graph.build import add_document
from graph.compare import Portrait, compare
from graph.errors import UnknownIdError
from graph.statement import Document, Statement
from graph.store import Store

pytestmark = pytest.mark.neo4j

POLICY = Document(id="shop", kind="privacy_policy", title="Policy", service="svc-shop")
PRESS = Document(id="press", kind="news", title="Press", service="svc-shop", grade=Grade.REPORTED)


def said(kind: str, recipient: str | None = None, **fields: object) -> Statement:
    words = {"doc_id": "x", "kind": kind, "subject_id": "svc-shop", "quote": f"{kind} {recipient} {fields}"}
    written = {"recipient": recipient, "recipient_id": recipient, "own_words": True}
    return Statement.model_validate(words | written | fields)


@pytest.fixture
def portrait(store: Store) -> Portrait:
    add_document(store, POLICY, [
        said("entrusts_to", "org-cloud", country="US", category_ids=["cat-name"]),
        said("provides_to", "org-shop--partners", recipient_named=False),
        said("discloses_to_authority", "auth-described--police", recipient_named=False, without_consent=["law"]),
        said("transfers_to_country", country="SG"),
        said("transfers_to_country", country="KR"),
        said("provides_to", "org-elsewhere", applies_to=["US"]),
    ])  # fmt: skip
    add_document(store, PRESS, [said("entrusts_to", "org-cloud", grade="reported")])
    return compare(store, ["svc-shop"])[0]


def test_recipients_are_told_by_name_or_by_description(portrait: Portrait) -> None:
    assert list(portrait.named) == ["org-cloud"]
    assert list(portrait.unnamed) == ["org-shop--partners"]


def test_a_recipient_has_the_strongest_of_its_grades(portrait: Portrait) -> None:
    assert portrait.named["org-cloud"] == Grade.DISCLOSED


def test_countries_are_those_stated_for_recipients_and_storage_without_korea(portrait: Portrait) -> None:
    assert set(portrait.countries) == {"US", "SG"}


def test_only_categories_said_to_leave_korea_count(portrait: Portrait) -> None:
    assert portrait.categories == ("cat-name",)


def test_exceptions_name_who_receives(portrait: Portrait) -> None:
    assert portrait.exceptions == {"law": ("auth-described--police",)}


def test_an_unknown_service_offers_the_nearest(store: Store) -> None:
    add_document(store, POLICY, [])
    with pytest.raises(UnknownIdError, match="svc-shop"):
        compare(store, ["svc-shopp"])
