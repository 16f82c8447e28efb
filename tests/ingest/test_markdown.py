import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block
from ingest.readers.markdown import blocks

TWO_SPACES = "  "  # a hard line break in Markdown
MESSY = f"""\
Notice
======

**C. SHARING OF DATA**

We share data with:

**·**\u00a0\u00a0 **Bolt couriers,** to deliver parcels;

o\u00a0\u00a0\u00a0 Insurers

\u2022   Banks

**Your rights**:

(1) access;{TWO_SPACES}
(2) erasure; or

*   Storage: **EU**
    1.  Dublin
    2.  Paris

        still of Paris

### Tables ###

|     |     |
| --- | --- |
| **Who** | **Why** |
| Acme \\| Sons | pay<br>refund |
| Bolt |
"""

MARKS = st.text(alphabet=st.sampled_from("ab .|*-#>\n\r\t`_[]()1가나·\u00a0\u200b\\&<:=~"), max_size=120)


def of_kind(kind: str) -> list[Block]:
    return [block for block in blocks(MESSY) if block.kind == kind]


def test_lines_in_bold_alone_are_headings_under_those_marked_as_such() -> None:
    assert [(b.plain.text, b.level, len(b.headings)) for b in of_kind("heading")] == [
        ("Notice", 1, 0),
        ("C. SHARING OF DATA", 5, 1),
        ("Your rights:", 6, 2),
        ("Tables", 3, 1),
    ]


def test_bullets_typed_as_characters_are_items_with_marker_and_lead() -> None:
    items = [(b.marker, b.level, b.lead, b.raw) for b in of_kind("item")]
    assert items[:3] == [
        ("·", 1, "Bolt couriers", "**Bolt couriers,** to deliver parcels;"),
        ("o", 1, "", "Insurers"),
        ("•", 1, "", "Banks"),
    ]
    assert items[3:] == [
        ("(1)", 1, "", "access;"),
        ("(2)", 1, "", "erasure; or"),
        ("*", 1, "", "Storage: **EU**"),
        ("1.", 2, "", "Dublin"),
        ("2.", 2, "", "Paris"),
    ]


def test_a_number_typed_behind_a_bullet_is_the_marker() -> None:
    text = "* 1) To our advisors\n* 2 banks\n"
    assert [(block.marker, block.raw) for block in blocks(text)] == [("1)", "To our advisors"), ("*", "2 banks")]


def test_a_paragraph_within_an_item_keeps_the_depth_of_the_list() -> None:
    assert [(b.raw, b.level) for b in of_kind("paragraph")] == [("We share data with:", 0), ("still of Paris", 2)]


def test_an_empty_header_row_gives_way_to_a_first_row_in_bold() -> None:
    (table,) = of_kind("table")
    assert [[cell.raw for cell in row] for row in table.rows] == [
        ["**Who**", "**Why**"],
        ["Acme \\| Sons", "pay<br>refund"],
        ["Bolt", ""],
    ]
    assert [[cell.header for cell in row] for row in table.rows] == [[True, True], [False, False], [False, False]]


def test_offsets_count_from_the_start_of_the_text_behind_front_matter() -> None:
    whole = "---\na: b\n---\n" + MESSY
    assert [b.raw for b in blocks(whole, len(whole) - len(MESSY))] == [b.raw for b in blocks(MESSY)]


@settings(max_examples=300, deadline=None)
@given(MARKS)
def test_every_block_and_cell_is_the_text_at_its_offsets(text: str) -> None:
    for block in blocks(text):
        assert text[block.start : block.end] == block.raw
        for row in block.rows:
            assert len(row) == len(block.rows[0])
            assert all(text[cell.start : cell.end] == cell.raw for cell in row)


def test_paragraphs_whose_lines_stand_apart_are_put_together() -> None:
    text = "We share some of your personal data with service providers and\n\npartners we trust.\n\nNext.\n"
    assert [block.raw for block in blocks(text)] == [text.partition("\n\nNext")[0], "Next."]


def test_a_line_that_names_an_article_is_a_heading_wherever_it_stands() -> None:
    text = "1) 시스템 관리\n제5조 정보주체의 권리\n제3조에 따라 알립니다.\n"
    assert [(block.kind, block.raw) for block in blocks(text)] == [
        ("item", "시스템 관리"), ("heading", "제5조 정보주체의 권리"), ("paragraph", "제3조에 따라 알립니다."),
    ]  # fmt: skip


OWN = "회사는 다음과 같이 서비스 제공을 위하여 필요한 업무를 위탁하고 있으며 이를 관리합니다.\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (f"5. 개인정보 처리 위탁\n{OWN}", ["heading", "paragraph"]),
        ("5. Sharing of Your Data\nWe share your data with those who run our service.\n", ["heading", "paragraph"]),
        (f"5. 회원이 서비스에 가입할 때 제공하는\n{OWN}", ["item"]),
        ("5. data that you give us when you join\nAcme and that we need to keep your account open.\n", ["item"]),
    ],
)
def test_the_first_line_of_an_item_that_names_what_follows_it_is_a_heading(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in blocks(text)] == kinds
