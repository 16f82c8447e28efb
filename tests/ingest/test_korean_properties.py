"""What holds of Korean reading whatever the names, the order and the surroundings."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.statement import Statement
from ingest.korean import extract
from ingest.readers import read

NAMES = [
    "가나물류 주식회사", "(주)다라페이", "Alpha, Inc.", "Beta Pte. Ltd.", "Gamma Cloud", "제휴 카드사", "택배 업체",
]  # fmt: skip
PLACES = ["미국", "싱가포르", "일본", "독일", "아일랜드"]
WORK = ["결제 처리", "상품 배송", "서버 운영 및 데이터 저장", "문자 발송", "고객 상담"]
PERIODS = ["1년", "회원 탈퇴 시까지", "계약 종료 시까지"]
HEADERS = ("이전받는 자", "이전되는 국가", "이용 목적", "보유 및 이용기간")
UNRELATED = [
    "회사는 안전한 서비스를 위해 노력합니다.",
    "쿠키는 브라우저에서 끌 수 있습니다.",
    "본 방침은 2026년 1월 1일부터 시행됩니다.",
]
DENIALS = ["제공하지 않습니다", "제공하지 아니합니다", "제공하지 않으며 판매하지도 않습니다", "제공할 수 없습니다"]
FRAGMENTS = [
    "## 국외 이전\n\n", "| 수탁자 | 국가 |\n|---|---|\n| Alpha | 미국 |\n", "- 이전받는 자: ", "제공합니다. ", "다만, ",
    "법령에 따른 경우를 제외하고 ", "수사기관의 요구가 있는 경우", "**", "<br>", "(", ")", "Beta LLC(일본)", "\n\n",
    " / ", "1. ", "① ", "판매자에게 정보를 ", "\u200b", "：", "서울 리전에 저장됩니다.", "동의 없이 ",
]  # fmt: skip

Row = tuple[str, str, str, str]
rows = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(PLACES), st.sampled_from(WORK), st.sampled_from(PERIODS)),
    min_size=1, max_size=4, unique_by=lambda row: row[0],
)  # fmt: skip
order = st.permutations(range(4))
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)


def markdown(heading: str, lines: list[tuple[str, ...]]) -> str:
    bars = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([f"## {heading}", "", bars[0], "|" + "---|" * len(lines[0]), *bars[1:], ""])


def html(heading: str, lines: list[tuple[str, ...]]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<h2>{heading}</h2><table>{body}</table>"


def facts(text: str, name: str = "policy.md") -> set[tuple[object, ...]]:
    return {said(s) for s in extract(read(text.encode(), name))}


def said(s: Statement) -> tuple[object, ...]:
    return (s.kind, s.recipient, s.country, s.ground, s.purpose, s.retention, s.data_categories, s.applies_to)


@settings(max_examples=60, deadline=None)
@given(fragments)
def test_every_quote_is_verbatim_at_its_offsets(text: str) -> None:
    if text.strip():
        reading = read(text.encode(), "policy.md")
        for s in extract(reading):
            assert s.quote
            assert reading.text[s.start : s.end] == s.quote


@settings(max_examples=30, deadline=None)
@given(fragments)
def test_reading_twice_gives_the_same_statements_in_the_same_order(text: str) -> None:
    if text.strip():
        assert extract(read(text.encode(), "a.md")) == extract(read(text.encode(), "a.md"))


@settings(max_examples=40, deadline=None)
@given(rows, order)
def test_the_order_of_columns_changes_nothing(table: list[Row], columns: list[int]) -> None:
    moved = [tuple(row[column] for column in columns) for row in [HEADERS, *table]]
    assert facts(markdown("국외 이전", moved)) == facts(markdown("국외 이전", [HEADERS, *table]))


@settings(max_examples=40, deadline=None)
@given(rows)
def test_a_transposed_table_gives_the_same_statements(table: list[Row]) -> None:
    lines = [HEADERS, *table]
    turned = [tuple(column) for column in zip(*lines, strict=True)]
    assert facts(html("국외 이전", turned), "policy.html") == facts(html("국외 이전", lines), "policy.html")


@settings(max_examples=40, deadline=None)
@given(rows)
def test_a_keyed_list_gives_what_the_table_gives(table: list[Row]) -> None:
    listed = "\n\n".join(
        "\n".join(f"- {key}: {value}" for key, value in zip(HEADERS, row, strict=True)) for row in table
    )
    assert facts(f"## 국외 이전\n\n{listed}\n") == facts(markdown("국외 이전", [HEADERS, *table]))


@settings(max_examples=40, deadline=None)
@given(rows, st.sampled_from(UNRELATED), st.booleans())
def test_an_unrelated_paragraph_changes_no_other_statement(table: list[Row], words: str, before: bool) -> None:
    text = markdown("국외 이전", [HEADERS, *table])
    section = f"## 기타\n\n{words}\n\n"
    assert facts(section + text if before else f"{text}\n{section}") == facts(text)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([*NAMES, "판매자", "수사기관", "제3자"]), st.sampled_from(DENIALS))
def test_a_negated_sentence_states_nothing(name: str, denial: str) -> None:
    assert facts(f"회사는 이용자의 이메일 정보를 {name}에게 {denial}.") == set()


def test_real_policies_are_read_verbatim(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "policies-ko").iterdir()):
        reading = read(path)
        assert all(reading.text[s.start : s.end] == s.quote for s in extract(reading))


ENDLESS = [
    "정보를 판매자에게 서울 리전에 제공하며 법령에 따라 ", "이전 국가: ", "(", "| a ", "**가** ", "가나(주), ",
]  # fmt: skip


@pytest.mark.parametrize("piece", ENDLESS)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    started = time.process_time()
    extract(read(f"## 처리위탁\n\n{piece * (20_000 // len(piece))}".encode(), "policy.md"))
    assert time.process_time() - started < 20  # quadratic rules took minutes
