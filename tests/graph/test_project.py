"""Statements become relationships without claiming more than they say."""

from data.grades import Grade
from graph.project import project
from graph.statement import Document, Statement

DOCUMENT = Document(id="shop@2026", kind="privacy_policy", title="Policy of a shop", service="svc-shop")


def said(kind: str, recipient: str | None = None, **fields: object) -> Statement:
    words = {"doc_id": "shop@2026", "kind": kind, "subject_id": "svc-shop", "recipient": recipient, "quote": "…"}
    return Statement.model_validate(words | {"recipient_id": recipient, "start": 0, "end": 1} | fields)


def edges(*statements: Statement) -> set[tuple[str, str, str]]:
    return {(r.start, r.type, r.end) for r in project(DOCUMENT, statements)}


def test_each_kind_of_giving_is_its_relationship() -> None:
    assert edges(
        said("provides_to", "org-a"), said("entrusts_to", "org-b"), said("discloses_to_authority", "auth-c")
    ) == {
        ("svc-shop", "PROVIDES_TO", "org-a"),
        ("svc-shop", "ENTRUSTS_TO", "org-b"),
        ("svc-shop", "DISCLOSES_TO", "auth-c"),
    }


def test_storage_without_a_recipient_is_the_publishers() -> None:
    assert edges(said("transfers_to_country", country="SG")) == {("svc-shop", "STORES_IN", "SG")}


def test_a_transfer_with_a_recipient_leads_through_it() -> None:
    statement = said("transfers_to_country", "org-a", country="SG", link="provides_to")
    assert edges(statement) == {("svc-shop", "PROVIDES_TO", "org-a"), ("org-a", "STORES_IN", "SG")}


def test_a_transfer_of_a_recipient_already_given_to_adds_no_second_gift() -> None:
    given, transfer = said("provides_to", "org-a"), said("transfers_to_country", "org-a", country="SG")
    assert edges(given, transfer) == {("svc-shop", "PROVIDES_TO", "org-a"), ("org-a", "STORES_IN", "SG")}


def test_an_exception_marks_what_its_own_words_cover() -> None:
    given = said("discloses_to_authority", "auth-police", start=10, end=60)
    exception = said("without_consent_exception", ground="vital_interest", start=10, end=60)
    (relationship,) = project(DOCUMENT, [given, exception])
    assert relationship.properties["without_consent"] == ["vital_interest"]


def test_an_exception_elsewhere_in_the_document_marks_nothing() -> None:
    given = said("discloses_to_authority", "auth-police", start=10, end=60)
    exception = said("without_consent_exception", ground="law", start=500, end=560)
    (relationship,) = project(DOCUMENT, [given, exception])
    assert relationship.properties["without_consent"] == []


def test_an_exception_alone_leads_to_the_recipient_it_describes() -> None:
    recipient = "org-shop--unspecified-third-party"
    (relationship,) = project(DOCUMENT, [said("without_consent_exception", recipient, ground="vital_interest")])
    assert (relationship.type, relationship.end) == ("PROVIDES_TO", recipient)
    assert relationship.properties["without_consent"] == ["vital_interest"]


def test_statements_of_different_grade_stay_apart() -> None:
    claims = said("provides_to", "org-a"), said("provides_to", "org-a", grade=Grade.ALLEGED, start=5, end=6)
    assert sorted(r.properties["grade"] for r in project(DOCUMENT, claims)) == ["alleged", "disclosed"]


def test_a_source_that_names_no_category_is_not_narrowed_by_one_that_does() -> None:
    plain = said("provides_to", "org-a")
    named = said("provides_to", "org-a", data_categories=("name",), category_ids=("cat-name",), start=5, end=6)
    assert sorted(r.properties["categories"] for r in project(DOCUMENT, [plain, named])) == [[], ["cat-name"]]


def test_the_key_stays_when_the_document_is_read_again() -> None:
    statements = [said("provides_to", "org-a"), said("provides_to", "org-a", start=7, end=9)]
    first, again = project(DOCUMENT, statements), project(DOCUMENT, reversed(statements))
    assert [r.key for r in first] == [r.key for r in again]


def test_a_statement_whose_recipient_is_not_resolved_gives_no_relationship() -> None:
    assert edges(said("provides_to", recipient=None)) == set()
