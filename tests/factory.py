"""Makers of statements, nodes, passages, steps and paths, so that an expectation is one line."""

from pathlib import Path as FilePath
from typing import Any
from zlib import crc32

from data.grades import Grade
from graph.lineage import NodeRef, Passage, Path, Step
from graph.statement import Document, Statement

USERS = NodeRef("DataSubject", "kr-users", "Korean users", "한국 이용자", country="KR")
SHOP = NodeRef("Service", "svc-shop", "Example Shop", "예시 쇼핑")
OPERATOR = NodeRef("Organization", "org-operator", "EXAMPLE SHOP KOREA HOLDING (SINGAPORE) PTE. LTD.", country="SG")
INSURER = NodeRef("Organization", "org-insurer", "Warranty Insurance Co., Ltd.", "워런티 보험")
SELLERS = NodeRef("Organization", "org-shop--sellers", "sellers abroad", "해외 판매자", named=False)
THIRD = NodeRef(
    "Organization",
    "org-shop--unspecified-third-party",
    "an unspecified third party",
    "특정되지 않은 제3자",
    named=False,
)
CHINA = NodeRef("Jurisdiction", "CN", "China", "중국", country="CN")
LAW = NodeRef("LegalInstrument", "law-cn-nil", "National Intelligence Law", "국가정보법", country="CN")
MINISTRY = NodeRef("Authority", "auth-cn-mss", "Ministry of State Security", "국가안전부", country="CN")


SHOP_POLICY = Document(id="shop@2026", kind="privacy_policy", title="Policy", service="svc-shop")


def said(kind: str, id_: str | None = None, /, **fields: Any) -> Statement:
    """What the shop's policy says; `id_` is its recipient's, also as written. No two stand in one place."""
    words = f"{kind} {id_} {fields}"
    written = {"recipient": id_, "recipient_id": id_} if id_ else {}
    start = crc32(words.encode())
    place = {"doc_id": SHOP_POLICY.id, "subject_id": "svc-shop", "quote": words, "start": start, "end": start + 1}
    return Statement.model_validate({"kind": kind} | place | written | fields)


def passage(quote: str = "We share data with Warranty Insurance Co., Ltd.", **changes: Any) -> Passage:
    values: dict[str, Any] = {
        "statement": "st-1", "document": "shop-policy", "title": "Privacy Policy", "publisher": "Example Shop",
        "version": "2026-01-01", "quote": quote, "start": 10, "end": 10 + len(quote),
        "url": "https://example.com/policy", "grade": Grade.DISCLOSED, "before": "Recipients. ", "after": " More.",
    }  # fmt: skip
    return Passage(**(values | changes))


def step(start: NodeRef, type_: str, end: NodeRef, grade: str = "disclosed", **changes: Any) -> Step:
    key = f"{start.id}-{type_}-{end.id}".lower()
    passages = changes.pop("passages", (passage(grade=Grade(grade)),))
    return Step(key, start, type_, end, Grade(grade), passages=passages, **changes)


def path(*steps: Step, categories: tuple[str, ...] = (), ends: str = "authority") -> Path:
    return Path(steps, categories, ends)


def _to_ministry() -> tuple[Step, ...]:
    reason = ("The laws of the country it is established in bind it.", "설립된 나라의 법을 따른다.")
    subject = step(CHINA, "SUBJECT_TO", LAW, "law", rule="established-in", reason=reason, articles=("7",))
    return subject, step(LAW, "EMPOWERS", MINISTRY, "law")


def insurer_path() -> Path:
    """A disclosed path by a named recipient to an authority, one step of it inferred."""
    return path(
        step(USERS, "USES", SHOP),
        step(SHOP, "OPERATED_BY", OPERATOR),
        step(OPERATOR, "PROVIDES_TO", INSURER, categories=("cat-order",)),
        step(INSURER, "ESTABLISHED_IN", CHINA, "register"),
        *_to_ministry(),
        categories=("cat-order",),
    )


def sellers_path() -> Path:
    """A decided path by described recipients to the same authority."""
    return path(
        step(USERS, "USES", SHOP),
        step(SHOP, "OPERATED_BY", OPERATOR),
        step(OPERATOR, "PROVIDES_TO", SELLERS, "decision"),
        step(SELLERS, "STORES_IN", CHINA, "decision"),
        *_to_ministry(),
    )


def unspecified_path() -> Path:
    """A reported path that ends at a third party nobody names, without consent."""
    ends = step(SHOP, "PROVIDES_TO", THIRD, "reported", without_consent=("vital_interest",))
    return path(step(USERS, "USES", SHOP), ends, ends="unspecified_recipient")


def alleged_path() -> Path:
    """Somebody's worry, with who says it."""
    authorities = NodeRef("Authority", "auth-described--chinese", "Chinese authorities", "중국 당국", False, "CN")
    says = step(SHOP, "DISCLOSES_TO", authorities, "alleged", speakers=("A newspaper",))
    return path(step(USERS, "USES", SHOP), says, ends="described_authority")


POLICY = """\
---
title: Privacy Policy of Example Shop
publisher: Example Shop
url: https://shop.example/privacy
version: 2026-01-01
---
# Privacy Policy of Example Shop

If you are located in South Korea, you are contracting with Example Shop (Singapore) Pte. Ltd.

## Who receives your data

We share your payment information with ZhongAn Online P & C Insurance Co., Ltd. to provide product warranties.

We may disclose your personal information to law enforcement agencies where the law requires it.
"""


def fill(folder: FilePath) -> None:
    """The bundled knowledge and one policy, of a shop that nobody runs, in the graph that the environment names."""
    from graph.store import open_store
    from ui.intake import draw_inferences, put_knowledge, take_in

    file = folder / "example-shop.md"
    file.write_text(POLICY, encoding="utf-8")
    with open_store() as store:
        put_knowledge(store)
        (outcome,) = take_in(store, [file], "svc-example-shop", None)
        draw_inferences(store)
    assert outcome.problem is None


NOTICE = """\
---
title: 예시클라우드 개인정보 처리방침
publisher: 예시클라우드
url: https://cloud.example/privacy
version: 2026-02-01
---
# 예시클라우드 개인정보 처리방침

## 개인정보의 국외 이전

| 이전받는 자 | 이전되는 국가 | 이전 항목 | 이용 목적 | 보유·이용 기간 |
|---|---|---|---|---|
| Star Hosting Inc. | 미국 | 이메일, 이름 | 서버 운영 | 회원 탈퇴 시까지 |

## 개인정보의 파기

보유 기간이 지난 개인정보는 지체 없이 파기합니다. 전자 파일은 복구할 수 없는 방법으로 삭제합니다.
"""


def fill_notice(folder: FilePath) -> None:
    """The Korean notice of a cloud that nobody runs: a transfer to the United States that says nothing of refusal."""
    from graph.store import open_store
    from ui.intake import draw_inferences, take_in

    file = folder / "example-cloud.md"
    file.write_text(NOTICE, encoding="utf-8")
    with open_store() as store:
        (outcome,) = take_in(store, [file], "svc-example-cloud", None)
        draw_inferences(store)
    assert outcome.problem is None
