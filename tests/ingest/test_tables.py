"""Tables of any orientation become records by role."""

import pytest

from ingest.blocks import Block, Cell
from ingest.tables import Header, Record, Role, kinds_told, records, role_of


def table(*rows: str, header: int = 1) -> Block:
    """A table of rows written with bars, its text as a reader would lay it out."""
    position, grid, lines = 0, [], []
    for index, row in enumerate(rows):
        cells = []
        for words in row.split("|"):
            cells.append(Cell(words, position, position + len(words), index < header))
            position += len(words) + 1
        grid.append(tuple(cells))
        lines.append("\t".join(row.split("|")))
    text = "\n".join(lines)
    return Block("table", text, 0, len(text), rows=tuple(grid))


def shown(found: list[Record]) -> list[dict[str, str]]:
    return [{role: ", ".join(cell.raw for cell in cells) for role, cells in record.values.items()} for record in found]


@pytest.mark.parametrize(
    ("header", "role", "kind"),
    [
        ("제공받는 자", "recipient", "provides_to"),
        ("개인정보를 제공받는 자", "recipient", "provides_to"),
        ("수탁업체명", "recipient", "entrusts_to"),
        ("업무를 위탁받는 자(수탁자)", "recipient", "entrusts_to"),
        ("이전받는 자 (법인명)", "recipient", "transfers_to_country"),
        ("이전받는 자의 이용 목적", "purpose", "transfers_to_country"),
        ("제공받는 자의 보유·이용기간", "retention", None),
        ("이전되는 국가", "country", None),
        ("이전 국가, 일시 및 방법", "country", None),
        ("이전 일시 및 방법", "method", None),
        ("이전하는 개인정보 항목", "items", "transfers_to_country"),
        ("위탁하는 업무의 내용", "purpose", "entrusts_to"),
        ("이전받는 자의 연락처", "contact", None),
        ("이전 거부 방법 및 효과", "refusal", None),
        ("구 분", "label", None),
    ],
)
def test_headers_tell_what_a_column_holds_and_what_it_is_about(header: str, role: str, kind: str | None) -> None:
    found = role_of(header, "ko")
    assert found is not None
    assert (found.name, found.kind) == (role, kind)


@pytest.mark.parametrize("words", ["주식회사 예시", "Example LLC", "결제 처리", "", "미국", "가" * 60])
def test_values_are_no_headers(words: str) -> None:
    role = role_of(words, "ko")
    assert role is None or role.name == "purpose"


ROWS = ("수탁자|위탁업무|보유기간", "가나물류|배송|1년", "다라페이|결제|5년")
TRANSPOSED = ("수탁자|가나물류|다라페이", "위탁업무|배송|결제", "보유기간|1년|5년")
KEYS = ROWS[0].split("|")
SAID = [
    {"recipient": "가나물류", "purpose": "배송", "retention": "1년"},
    {"recipient": "다라페이", "purpose": "결제", "retention": "5년"},
]


@pytest.mark.parametrize(
    "block",
    [
        table(*ROWS),
        table(*TRANSPOSED, header=0),
        table("위탁 현황|위탁 현황|위탁 현황", *ROWS, header=2),
        table(*ROWS[:2], ROWS[0], ROWS[2]),
        table("구분|가나물류|다라페이", *TRANSPOSED[1:]),
        table(
            "수탁자|가나물류",
            "위탁업무|배송",
            "보유기간|1년",
            "수탁자|다라페이",
            "위탁업무|결제",
            "보유기간|5년",
            header=0,
        ),
    ],
    ids=["header row", "header column", "title above", "header repeated", "recipients as columns", "stacked"],
)
def test_a_table_says_the_same_whichever_way_it_runs(block: Block) -> None:
    found, _ = records(block, "ko")
    assert shown(found) == SAID


def test_every_record_is_a_passage_of_the_table() -> None:
    block = table(*ROWS)
    found, _ = records(block, "ko")
    assert [block.raw[record.start : record.end] for record in found] == ["가나물류\t배송\t1년", "다라페이\t결제\t5년"]


def test_a_caption_row_over_keys_and_values_is_no_value() -> None:
    found, _ = records(table("항목|내용", "이전받는 자|Example LLC", "이전 국가|미국", "이전 항목|이메일"), "ko")
    assert shown(found) == [{"recipient": "Example LLC", "country": "미국", "items": "이메일"}]


def test_a_table_without_a_header_goes_on_from_the_one_before() -> None:
    _, header = records(table(*ROWS), "ko")
    found, _ = records(table("마바문자|발송|1년", header=0), "ko", header)
    assert shown(found) == [{"recipient": "마바문자", "purpose": "발송", "retention": "1년"}]


def test_a_table_of_another_width_does_not() -> None:
    assert records(table("마바문자|발송", header=0), "ko", Header((None, None, None)))[0] == []


@pytest.mark.parametrize(
    "rows",
    [
        ("처리 목적|보유기간", "회원 관리|1년"),
        ("수집 항목|수집 목적", "이메일|로그인"),
        ("기관|연락처", "개인정보침해신고센터|118"),
        ("권리|행사 방법", "열람|이메일"),
    ],
)
def test_tables_that_name_no_recipient_give_no_record(rows: tuple[str, ...]) -> None:
    found, _ = records(table(*rows), "ko")
    assert not any(record.first("purpose") and record.first("recipient") for record in found)


@pytest.mark.parametrize("cell", ["통계 분석 / 2년", "통계 분석, 2년", "통계 분석\n2년"])
def test_a_cell_that_holds_two_values_is_read_as_both(cell: str) -> None:
    found, _ = records(table("이전받는 자|이용 목적 및 보유·이용 기간", f"Example LLC|{cell}"), "ko")
    assert shown(found) == [{"recipient": "Example LLC", "purpose": "통계 분석", "retention": "2년"}]


@pytest.mark.parametrize(
    ("roles", "kinds"),
    [
        ([("recipient", "entrusts_to"), ("items", "provides_to")], {"entrusts_to"}),
        ([("recipient", "provides_to"), ("purpose", "entrusts_to")], {"provides_to"}),
        ([("recipient", None), ("purpose", "entrusts_to"), ("items", "provides_to")], {"entrusts_to"}),
        ([("recipient", "entrusts_to"), ("items", "transfers_to_country")], {"entrusts_to", "transfers_to_country"}),
    ],
)
def test_whom_a_table_names_decides_what_it_is_about(roles: list[tuple[str, str | None]], kinds: set[str]) -> None:
    assert kinds_told([Role(name, kind) for name, kind in roles]) == kinds
