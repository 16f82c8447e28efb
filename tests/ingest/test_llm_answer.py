from typing import Any

import pytest

from data.models import Ground
from graph.statement import Statement
from ingest.llm import instruction
from ingest.llm_answer import FIELDS, KINDS, NEEDED, Unfounded, Witness, claims, schema
from ingest.llm_passages import passages
from ingest.readers import read

TEXT = """# 개인정보 처리방침

회사는 **주문 정보**를 볼트택배에 제공합니다.

| 이전받는 자 | 국가 | 항목 | 보유 기간 |
|---|---|---|---|
| Bolt Iceland Ltd. | 노르웨이 | 이름, 주소 | 1년 |
| Cog GmbH | 덴마크 | 전화번호 | 2년 |

We may share data with service providers in Sweden and with Boltons.

- courts
- Volt Iceland (Norway)
- The company’s advisers receive it “as needed”.
"""


def claim(quote: str, kind: str = "provides_to", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "recipient_named": True, "applies_to": ["*"], "quote": quote} | more


def witness(text: str = TEXT, name: str = "policy.md") -> tuple[Witness, str]:
    reading = read(text.encode(), name)
    (passage,) = passages(reading)
    return Witness(passage, reading.language, "llm:small"), reading.text


def held(said: Any) -> Statement:
    return witness()[0].statement(said)


ROW = "Bolt Iceland Ltd. | 노르웨이 | 이름, 주소 | 1년"
FOUND = {
    "white space and marks differ": (
        claim("회사는 주문정보를\n볼트택배에 제공합니다", recipient="볼트택배"), ("볼트택배", None, 0.6)),
    "a row without its bars": (
        claim("Cog GmbH 덴마크", recipient="Cog GmbH", country="DK"), ("Cog GmbH", "DK", 0.6)),
    "the country stands in the row": (
        claim("Cog GmbH", recipient="Cog GmbH", country="DK"), ("Cog GmbH", "DK", 0.4)),
    "the recipient stands in the sentence": (
        claim("We may share data", recipient="Service Providers", country="SE"), ("service providers", "SE", 0.4)),
    "other forms of quotation marks": (
        claim("The company's advisers receive it \"as needed\"", recipient="the company's advisers"),
        ("The company’s advisers", None, 0.6)),
    "the country stands in brackets behind the name": (
        claim("Volt Iceland (Norway)", recipient="Volt Iceland (Norway)", country="NO"),
        ("Volt Iceland (Norway)", "NO", 0.6)),
    "no recipient": (claim("in Sweden", "transfers_to_country", country="SE", recipient=" "), (None, "SE", 0.6)),
}  # fmt: skip


@pytest.mark.parametrize(("said", "told"), FOUND.values(), ids=FOUND)
def test_what_stands_in_the_document_is_kept_as_it_stands_there(
    said: dict[str, Any], told: tuple[str | None, str | None, float]
) -> None:
    judge, text = witness()
    statement = judge.statement(said)
    assert (statement.recipient, statement.country, statement.confidence) == told
    assert text[statement.start : statement.end] == statement.quote


UNFOUNDED = {
    "no such words": (claim("회사는 주문 정보를 판매합니다", recipient="회사"), "quote"),
    "something left out between": (claim("We may share data … in Sweden", recipient="service providers"), "quote"),
    "an empty quote": (claim("  ", recipient="courts"), "quote"),
    "half a word": (claim("and with Bolton", recipient="service providers"), "quote"),
    "a recipient of another block": (claim("We may share data", recipient="볼트택배"), "recipient"),
    "a recipient of another row": (claim(ROW, recipient="Cog GmbH"), "recipient"),
    "part of a name": (claim("and with Boltons", recipient="Bolt"), "recipient"),
    "a country of another row": (claim("Cog GmbH", recipient="Cog GmbH", country="NO"), "country"),
    "a country that only a name implies": (claim(ROW, recipient="Bolt Iceland Ltd.", country="IS"), "country"),
    "no such country": (claim(ROW, "transfers_to_country", country="ZZ"), "country"),
    "data that is not there": (claim("We may share data", "collects", data_categories=["blood type"]), "data"),
    "nobody receives": (claim("We may share data"), "form"),
    "no ground": (claim("We may share data", "without_consent_exception"), "form"),
    "an unknown ground": (claim("We may share data", "without_consent_exception", ground="whim"), "form"),
    "a kind that is ours to decide": (claim("We may share data", "operated_by", recipient="courts"), "form"),
    "users of nowhere": (claim("courts", recipient="courts", applies_to=["QQ"]), "form"),
    "a number for a quote": (claim("") | {"quote": 7}, "form"),
    "no quote": ({"kind": "provides_to", "recipient": "courts"}, "form"),
    "a list": ([], "form"),
}


@pytest.mark.parametrize(("said", "problem"), UNFOUNDED.values(), ids=UNFOUNDED)
def test_what_does_not_stand_there_is_refused_by_what_is_wrong(said: Any, problem: str) -> None:
    with pytest.raises(Unfounded, match=f"^{problem}$"):
        held(said)


def test_words_that_are_not_there_are_left_out_and_the_rest_is_kept() -> None:
    statement = held(claim(ROW, recipient="Bolt Iceland Ltd.", data_categories=["이름", "혈액형", "주소", "이름"],
                           purpose="배송", retention="1년", ground="law"))  # fmt: skip
    assert (statement.data_categories, statement.purpose, statement.retention) == (("이름", "주소"), None, "1년")
    assert statement.ground is None


def test_the_place_of_repeated_words_is_the_one_that_bears_the_claim_out() -> None:
    judge, text = witness("# P\n\nWe share data.\n\nWe share data.  Cog Inc. gets it.\n")
    statement = judge.statement(claim("We share data.", recipient="Cog Inc."))
    assert statement.start == text.rindex("We share")


def test_a_field_that_is_null_or_unknown_says_nothing() -> None:
    statement = held(claim("courts", recipient="courts") | dict.fromkeys(("recipient_named", "applies_to"))
                     | {"extractor": "datagil", "confidence": 1, "grade": "law", "subject_id": "org-x"})  # fmt: skip
    assert (statement.recipient_named, statement.applies_to, statement.extractor) == (False, ("*",), "llm:small")
    assert (statement.confidence, statement.grade, statement.subject_id) == (0.6, "disclosed", None)


def test_a_table_of_a_page_is_held_row_by_row() -> None:
    page = "<h1>P</h1><table><tr><th>A<th>B<tr><td>Bolt Ltd.<td rowspan=2>Norway<tr><td>Cog Ltd.</table>"
    judge, _ = witness(page, "p.html")
    assert judge.statement(claim("Cog Ltd.", recipient="Cog Ltd.", country="NO")).country == "NO"
    with pytest.raises(Unfounded, match="recipient"):
        judge.statement(claim("Cog Ltd.", recipient="Bolt Ltd."))


def test_the_schema_is_that_of_the_statement_with_every_field_required() -> None:
    statement = schema()["properties"]["statements"]["items"]
    declared = Statement.model_json_schema()["properties"]
    assert statement["required"] == list(statement["properties"]) == list(FIELDS)
    assert statement["properties"]["kind"]["enum"] == list(KINDS) == list(NEEDED)
    assert set(KINDS) < set(declared["kind"]["enum"])
    assert statement["properties"]["ground"]["anyOf"][0]["enum"] == declared["ground"]["anyOf"][0]["enum"]
    assert statement["properties"]["data_categories"] == {"type": "array", "items": {"type": "string"}}
    assert not statement["additionalProperties"]


def test_the_model_is_told_what_every_kind_field_and_ground_means() -> None:
    assert all(f"`{word}`" in instruction() for word in (*KINDS, *FIELDS, *Ground.__args__))


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"statements": {}}', '{"statements": [', "{" * 9999])
def test_an_answer_of_another_form_is_refused(content: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        claims(content)
