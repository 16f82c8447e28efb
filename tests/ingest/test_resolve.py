"""Names are resolved to the record that bears them and to no other."""

import pytest

from data.knowledge import Knowledge
from data.models import Authority, Category, Names, Operation, Organization, Service, Source, Synonyms
from graph.statement import Document, Statement
from ingest.names import name_of, readings, slug
from ingest.resolve import resolve

SOURCE = [Source(title="Register", publisher="A register", url="https://example.com/register")]


def organization(id_: str, en: str, *aliases: str, ko: str | None = None) -> Organization:
    return Organization(id=id_, names=Names(en=en, ko=ko or en, aliases=list(aliases)), sources=SOURCE)


def category(id_: str, parent: str | None, en: str, *ko: str) -> Category:
    return Category(id=id_, parent=parent, names=Names(en=en, ko=en), synonyms=Synonyms(ko=list(ko)),
                    dpv={"term": None}, grade="unconfirmed")  # fmt: skip


TAX_SERVICE = Authority(
    id="auth-kr-nts", names=Names(en="National Tax Service", ko="국세청"), kind="government", jurisdiction="KR",
    grade="unconfirmed",
)  # fmt: skip
SHOP = Service(
    id="svc-shop", names=Names(en="Shop", ko="쇼핑"), kind="shopping", sources=SOURCE,
    operated_by=[
        Operation(organization="org-shop-inc", applies_to=["*"], grade="register", sources=SOURCE),
        Operation(organization="org-shop", applies_to=["KR"], grade="register", sources=SOURCE),
    ],
)  # fmt: skip
KNOWN = Knowledge(
    organizations={
        "org-star": organization("org-star", "Star Cloud LLC", "Star Cloud", ko="스타클라우드"),
        "org-star-korea": organization("org-star-korea", "Star Cloud Korea LLC"),
        "org-shop": organization("org-shop", "Shop Korea Co., Ltd."),
        "org-shop-inc": organization("org-shop-inc", "Shop Inc."),
    },
    authorities={"auth-kr-nts": TAX_SERVICE},
    services={"svc-shop": SHOP},
    categories={
        "cat-personal-data": category("cat-personal-data", None, "Personal data", "개인정보"),
        "cat-contact": category("cat-contact", "cat-personal-data", "Contact details", "연락처"),
        "cat-email": category("cat-email", "cat-contact", "Email address", "이메일", "이메일 주소"),
        "cat-postal": category("cat-postal", "cat-contact", "Postal address", "주소"),
    },
)
POLICY = Document(id="shop-policy", kind="privacy_policy", title="Policy", service="svc-shop")


def resolved(document: Document = POLICY, *others: Statement, **fields: object) -> Statement:
    values = {"doc_id": document.id, "kind": "provides_to", "subject": "we", "quote": "", **fields}
    return resolve([Statement(**values), *others], document, KNOWN)[0]


SPELLINGS = (
    "Star Cloud LLC", "STAR CLOUD L.L.C.", "Star Cloud", "스타클라우드", "Star Cloud LLC(스타)", "Ｓｔａｒ Cloud, LLC",
    "Star Cloud LLC (도쿄 리전)", "Star Cloud LLC — 분석",
)  # fmt: skip


@pytest.mark.parametrize("written", SPELLINGS)
def test_a_name_is_the_record_that_bears_it_however_it_is_spelt(written: str) -> None:
    assert resolved(recipient=written).recipient_id == "org-star"


@pytest.mark.parametrize(
    ("written", "own"),
    [
        ("Star Cloud Ltd.", "org-star-cloud-ltd"),  # another legal form is another entity
        ("Star Cloud Ireland LLC", "org-star-cloud-ireland-llc"),
        ("Star Clouds LLC", "org-star-clouds-llc"),  # likeness merges nothing
        ("Shop", "org-shop-unidentified"),  # its id is taken by an entity of another form
        ("(주)새벽배송", "org-새벽배송-stock"),
    ],
)
def test_a_name_that_no_record_bears_is_an_organisation_of_its_own(written: str, own: str) -> None:
    assert resolved(recipient=written).recipient_id == own


def test_two_legal_forms_of_one_name_in_a_document_stay_two() -> None:
    other = Statement(doc_id="d", kind="provides_to", recipient="Moon Ltd.", quote="")
    assert resolved(POLICY, other, recipient="Moon Inc.").recipient_id == "org-moon-inc"


@pytest.mark.parametrize(
    ("recipient", "kind", "id_", "label"),
    [
        ("결제 대행사", "entrusts_to", "org-shop--결제-대행사", "Organization"),
        ("a third party", "provides_to", "org-shop--unspecified-third-party", "Organization"),
        ("제3자", "provides_to", "org-shop--unspecified-third-party", "Organization"),
        ("수사기관", "discloses_to_authority", "auth-described--수사기관", "Authority"),
    ],
)
def test_a_description_stays_within_its_service(recipient: str, kind: str, id_: str, label: str) -> None:
    found = resolved(recipient=recipient, kind=kind, recipient_named=False)
    assert (found.recipient_id, found.recipient_label) == (id_, label)


@pytest.mark.parametrize("kind", ["discloses_to_authority", "provides_to"])
def test_a_named_authority_is_the_authority_whatever_the_document_calls_the_giving(kind: str) -> None:
    found = resolved(recipient="국세청", kind=kind)
    assert (found.recipient_id, found.recipient_label) == ("auth-kr-nts", "Authority")


def test_we_is_the_operator_for_korean_users_that_the_document_names() -> None:
    named = Statement(doc_id="d", kind="operated_by", recipient="Shop Holding Pte. Ltd.", applies_to=("KR",), quote="")
    assert resolved(POLICY, named, recipient="Star Cloud").subject_id == "org-shop-holding-pte-ltd"


def test_we_is_else_the_operator_for_korea_in_the_knowledge_base() -> None:
    assert resolved(recipient="Star Cloud").subject_id == "org-shop"


def test_we_is_else_the_service_itself() -> None:
    document = Document(id="d", kind="privacy_policy", title="Policy", service="svc-other")
    assert resolved(document, recipient="Star Cloud").subject_id == "svc-other"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (("이메일 주소",), ("cat-email",)),
        (("이메일주소", "주소"), ("cat-email", "cat-postal")),
        (("(필수) 연락처정보",), ("cat-contact",)),
        (("email addresses",), ("cat-email",)),
        (("홍채 무늬",), ()),
    ],
)
def test_words_are_the_most_specific_category_they_name(words: tuple[str, ...], ids: tuple[str, ...]) -> None:
    found = resolved(data_categories=words)
    assert (found.category_ids, found.data_categories) == (ids, words)


def test_resolving_keeps_the_identity_of_a_statement() -> None:
    written = Statement(doc_id="d", kind="provides_to", recipient="Star Cloud", quote="x", start=1, end=2)
    assert resolve([written], POLICY, KNOWN)[0].id == written.id


def test_a_bracket_within_a_name_belongs_to_it() -> None:
    assert list(readings("Shop Holding (Singapore) Pte. Ltd.")) == ["Shop Holding (Singapore) Pte. Ltd."]
    assert name_of("Shop Holding (Singapore) Pte. Ltd.").bare == "shop holding singapore"


def test_slugs_are_readable_in_any_script() -> None:
    assert slug("신용카드사 / VAN사") == "신용카드사-van사"


OF_DAY = [("2024-05-08", "org-before"), ("2026-01-01", "org-now"), (None, "org-now")]


@pytest.mark.parametrize(("day", "operator"), OF_DAY)
def test_we_is_the_operator_of_the_day_of_the_document(day: str | None, operator: str) -> None:
    answers = {"applies_to": ["KR"], "grade": "register", "sources": SOURCE}
    shop = SHOP.model_copy(update={"operated_by": [
        Operation.model_validate({"organization": "org-before", "valid_to": "2025-12-31"} | answers),
        Operation.model_validate({"organization": "org-now", "valid_from": "2025-06-01"} | answers),
    ]})  # fmt: skip
    document = Document.model_validate(
        {"id": "d", "kind": "privacy_policy", "title": "D", "service": "svc-shop", "version": day}
    )
    said = Statement(doc_id="d", kind="provides_to", subject="we", recipient="Star Cloud LLC", quote="…")
    (resolved,) = resolve([said], document, Knowledge(services={"svc-shop": shop}))
    assert resolved.subject_id == operator


def test_a_newspaper_speaks_of_the_service_as_a_whole() -> None:
    news = Document(id="n", kind="news", title="N", service="svc-shop")
    said = Statement(doc_id="n", kind="provides_to", recipient="third party", recipient_named=False, quote="…")
    (resolved,) = resolve([said], news, KNOWN)
    assert resolved.subject_id == "svc-shop"
