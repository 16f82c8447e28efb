"""What Korean disclosures state, form by form, and what they do not state."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from data.lexicon import load_lexicon
from graph.statement import Statement
from ingest.korean import extract
from ingest.patterns import check_examples
from ingest.readers import read

Said = tuple[str, str | None, str | None]  # kind, recipient or ground, country

A, X = "discloses_to_authority", "without_consent_exception"


def statements(text: str, name: str = "policy.md") -> list[Statement]:
    return extract(read(text.encode(), name))


def said(text: str, name: str = "policy.md") -> set[Said]:
    return {(s.kind, s.ground or s.recipient, s.country) for s in statements(text, name)}


def test_every_entry_of_the_lexicon_finds_its_examples() -> None:
    assert check_examples(load_lexicon("ko")) == []


def forms(group: str) -> list[Any]:
    cases = yaml.safe_load((Path(__file__).parent / "korean_forms.yaml").read_text(encoding="utf-8"))[group]
    return [pytest.param(case["text"], {tuple(one) for one in case.get("says", ())}, id=case["name"]) for case in cases]


def name_of(text: str) -> str:
    return {"제": "policy.txt", "<": "policy.html"}.get(text[0], "policy.md")


@pytest.mark.parametrize(("text", "expected"), [*forms("records"), *forms("sentences")])
def test_what_a_form_states(text: str, expected: set[Said]) -> None:
    assert said(text, name_of(text)) == expected


@pytest.mark.parametrize(("text", "expected"), forms("nothing"))
def test_what_is_no_fact(text: str, expected: set[Said]) -> None:
    assert said(text) == expected


def test_a_record_fills_its_fields_with_the_words_of_the_document() -> None:
    keys = (
        "이전받는 자: Alpha Inc.",
        "이전국가: 미국",
        "이전항목: 이름, 이메일(선택)",
        "목적: 상담",
        "보유기간: 탈퇴 시까지",
    )
    (found,) = statements("## 국외 이전\n\n- " + "\n- ".join(keys))
    assert (found.data_categories, found.purpose, found.retention) == (("이름", "이메일(선택)"), "상담", "탈퇴 시까지")


def test_a_note_across_the_table_holds_for_every_row() -> None:
    rows = "<tr><td>가나(주)</td><td>발급</td></tr><tr><td colspan=2>※ 보유 및 이용기간 : 1년</td></tr>"
    table = f"<h2>제3자 제공</h2><table><tr><th>제공받는 자</th><th>목적</th></tr>{rows}</table>"
    assert [(s.recipient, s.retention) for s in statements(table, "policy.html")] == [("가나(주)", "1년")]


FRAMES = (
    "회사는 개인정보를 제3자에게 제공하지 않습니다. 다만, 아래의 경우에는 예외로 합니다.",
    "회사는 다음 각 호의 경우를 제외하고는 동의 없이 개인정보를 제공하지 않습니다.",
    "다음의 경우에는 정보주체의 동의 없이 개인정보를 제3자에게 제공할 수 있습니다.",
)
GROUNDS = [
    ("법률에 특별한 규정이 있는 경우", "law"),
    ("급박한 생명, 신체, 재산의 이익을 위하여 필요하다고 인정되는 경우", "vital_interest"),
    ("통계작성 및 학술연구를 위하여 알아볼 수 없는 형태로 제공하는 경우", "public_interest"),
    ("서비스 제공에 따른 요금정산을 위하여 필요한 경우", "contract"),
    ("이용약관을 위반한 회원에게 법적인 조치를 취하기 위한 경우", "own_rights"),
    ("영업의 양도나 합병의 경우", "business_transfer"),
    ("공공의 안전을 위하여 필요한 경우", "public_interest"),
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("case", "ground"), GROUNDS)
def test_exceptions_have_the_ground_of_each_case(frame: str, case: str, ground: str) -> None:
    assert said(f"## 제3자 제공\n\n{frame}\n\n- 이용자가 사전에 동의한 경우\n- {case}\n") == {(X, ground, None)}


@pytest.mark.parametrize(
    ("case", "authority"),
    [
        ("수사기관의 요구가 있는 경우", "수사기관"),
        ("관계 법령에 따라 관계기관으로부터 요구가 있는 경우", "관계기관"),
        ("법원 또는 수사기관이 법령에 따라 요청하는 경우", "법원 또는 수사기관"),
        ("국세청이 법령에 따라 자료를 요구하는 경우", "국세청"),
    ],
)
def test_a_case_that_is_asked_for_discloses_to_the_authority(case: str, authority: str) -> None:
    assert (A, authority, None) in said(f"## 제3자 제공\n\n{FRAMES[0]}\n\n- {case}\n")


def test_exceptions_in_one_sentence() -> None:
    text = "법령을 준수해야 하는 경우, 또는 시스템의 보안을 보호하기 위한 경우에 한해 정보를 제공합니다."
    assert said(text) == {(X, "law", None), (X, "own_rights", None)}


@pytest.mark.parametrize(
    "text",
    [
        "## EEA 거주 이용자 추가 안내\n\n개인정보는 독일 리전에 보관됩니다.",
        "## 12. 추가 안내\n\n본 조항은 EEA 거주 이용자에게 적용됩니다.\n\n개인정보는 독일 리전에 보관됩니다.",
    ],
)
def test_a_section_for_people_elsewhere_speaks_of_them_alone(text: str) -> None:
    assert [(s.country, s.applies_to) for s in statements(text)] == [("DE", ("EEA",))]


def test_a_movement_is_of_the_people_where_it_begins() -> None:
    found = statements("EEA/영국에서 대한민국으로의 이전에는 적정성 결정을 적용합니다.")
    assert [(s.country, set(s.applies_to)) for s in found] == [("KR", {"EEA", "GB"})]


ITEMS = "- 생명이 위험한 경우\n- 수사기관의 요구가 있는 경우\n"


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("급박한 생명·신체의 이익을 위해 필요한 경우 동의 없이 제3자에게 제공할 수 있습니다.", {"제3자"}),
        (f"{FRAMES[0]}\n\n{ITEMS}", {"제3자", "수사기관"}),
        ("동의 없이 정보를 추가적으로 이용할 수 있는 것은 법률에 따른 경우입니다.", {None}),
    ],
)
def test_an_exception_leads_to_whom_the_passage_gives(text: str, recipients: set[str | None]) -> None:
    assert {s.recipient for s in statements(text) if s.kind == X} == recipients


@pytest.mark.parametrize(
    ("heading", "text", "categories"),
    [
        ("수집 항목", "| 수집 항목 | 목적 |\n|---|---|\n| 이메일, 이름 | 가입 |\n", [("이메일", "이름")]),
        ("수집하는 정보", "- 필수항목: 이메일, 이름\n- 선택항목: 주소\n", [("이메일", "이름"), ("주소",)]),
        ("수집 항목", "회사는 다음의 정보를 수집합니다.\n\n- IP 주소\n- 쿠키\n", [("IP 주소",), ("쿠키",)]),
        ("수집하지 않는 정보", "다음의 정보를 수집하지 않습니다.\n\n- 위치\n", []),
    ],
)
def test_what_is_collected(heading: str, text: str, categories: list[tuple[str, ...]]) -> None:
    found = statements(f"## {heading}\n\n{text}")
    assert [s.data_categories for s in found if s.kind == "collects"] == categories


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ('주식회사 가나(이하 "회사")는 개인정보를 보호합니다.', "주식회사 가나"),
        ("Alpha, Inc.(이하 “당사”)는 개인정보를 보호합니다.", "Alpha, Inc."),
        ('가나노트(이하 "서비스")를 운영하는 운영자(이하 "회사")는 개인정보를 보호합니다.', None),
    ],
)
def test_who_speaks_is_the_operator(text: str, operator: str | None) -> None:
    assert next((s.recipient for s in statements(text) if s.kind == "operated_by"), None) == operator


def test_a_passing_mention_gives_way_to_the_record_that_tells_the_items() -> None:
    table = "| 수탁자 | 업무 | 항목 |\n|---|---|---|\n| Alpha, Inc. (Beta) | 발송 | 이메일 |\n"
    found = statements(f"## 처리위탁\n\n다음 업체에 위탁합니다.\n\n- Beta (Alpha) — 발송\n\n## 수탁자 현황\n\n{table}")
    assert [(s.recipient, s.data_categories) for s in found] == [("Alpha, Inc. (Beta)", ("이메일",))]


def test_a_mention_of_another_recipient_stays_beside_the_record() -> None:
    table = "| 수탁자 | 업무 | 항목 |\n|---|---|---|\n| Alpha, Inc. | 발송 | 이메일 |\n"
    found = statements(f"## 처리위탁\n\n다음 업체에 위탁합니다.\n\n- Beta — 발송\n\n## 수탁자 현황\n\n{table}")
    assert {s.recipient for s in found} == {"Alpha, Inc.", "Beta"}
