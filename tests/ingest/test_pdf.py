"""PDF with a text layer becomes text and blocks in reading order; without one it is refused."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BalancedColumns,
    BaseDocTemplate,
    Flowable,
    Image,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)  # fmt: skip

from graph.errors import InputError
from ingest.blocks import Block, Reading
from ingest.pipeline import extract_reading
from ingest.readers import read

PROSE = "We keep the words of this policy short so that everybody can read them to the end without a pause. "
LINES = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
KOREAN = "HYGothic-Medium"  # every viewer has it, and the file need not hold it
pdfmetrics.registerFont(UnicodeCIDFont(KOREAN))


def say(words: str, size: float = 11, font: str = "Helvetica") -> Paragraph:
    return Paragraph(words, ParagraphStyle("plain", fontName=font, fontSize=size, leading=1.3 * size, spaceAfter=size))


def table(rows: Iterable[Sequence[str]], font: str = "Helvetica", **options: Any) -> Table:
    cells = [[say(words, 9, font) if words else "" for words in row] for row in rows]
    spans = options.pop("spans", [])
    return Table(cells, colWidths=options.pop("widths", None), style=LINES + spans, **options)


def marked(canvas: Canvas, document: BaseDocTemplate) -> None:
    """A running head and a page number."""
    canvas.drawString(72, 810, "Example Shop Privacy Policy")
    canvas.drawString(280, 30, f"Page {document.page} of 9")


def printed(story: list[Flowable], on_page: Any = lambda canvas, document: None, **options: Any) -> bytes:
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=(595, 842), **options).build(story, onFirstPage=on_page, onLaterPages=on_page)
    return out.getvalue()


def reading(*story: Flowable, on_page: Any = lambda canvas, document: None) -> Reading:
    return read(printed(list(story), on_page), "policy.pdf")


def grid(block: Block) -> list[list[str]]:
    return [[cell.plain.text for cell in row] for row in block.rows]


def tables(found: Reading) -> list[Block]:
    return [block for block in found.blocks if block.kind == "table"]


def test_headings_are_told_by_size_and_weight_and_stand_above_what_follows() -> None:
    found = reading(
        say("Privacy Policy", 20), say("Who receives data", 14), say(PROSE * 3),
        say("Partners", font="Helvetica-Bold"), say("We share your address with Blue Parcel Ltd. to deliver orders."),
    )  # fmt: skip
    last = found.blocks[-1]
    assert found.title == "Privacy Policy"
    assert last.headings == ("Privacy Policy", "Who receives data", "Partners")
    assert last.plain.text == "We share your address with Blue Parcel Ltd. to deliver orders."


def test_a_paragraph_that_is_broken_into_lines_is_one_wherever_a_line_ends() -> None:
    words = "We share your delivery address, your telephone number and the contents of orders with Blue Parcel Ltd. of "
    (block,) = reading(say(words + "Singapore, with Red Van Inc. of Korea and with a dozen other carriers.")).blocks
    assert block.raw == words + "Singapore, with Red Van Inc. of Korea and with a dozen other carriers."


def test_lines_that_the_writer_broke_stay_apart() -> None:
    found = reading(say("- We share your address with Red Van Inc.<br/>- We share your name with Grey Cloud Ltd."))
    assert [(b.kind, b.marker) for b in found.blocks] == [("item", "-"), ("item", "-")]


def test_lines_that_are_set_in_are_items_though_their_bullets_are_drawn() -> None:
    style = ParagraphStyle("item", fontName="Helvetica", fontSize=11, leading=15, leftIndent=30)
    items = ["Blue Parcel Ltd., which brings the orders that you make to the door of the place that you name to us",
             "Red Van Inc."]  # fmt: skip
    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=11, leading=15)
    story = [Paragraph(PROSE * 3 + "We share your address with:", plain), *(Paragraph(item, style) for item in items)]
    found = reading(*story, Paragraph("That is all that we do with it. " * 4, plain))
    assert [(b.kind, b.plain.text) for b in found.blocks][1:3] == [("item", item) for item in items]
    assert found.blocks[-1].kind == "paragraph"


def test_bold_words_that_a_paragraph_begins_with_are_its_lead() -> None:
    (block,) = reading(say("<b>Carriers:</b> we share your address with Blue Parcel Ltd. to deliver orders.")).blocks
    assert block.lead == "Carriers"


def test_running_heads_and_page_numbers_are_left_out() -> None:
    words = ["First words.", "Then others.", "And more."]
    text = reading(*[piece for word in words for piece in (say(word), PageBreak())], on_page=marked).text
    assert text.splitlines() == words


def test_a_sentence_that_a_page_breaks_is_one_paragraph() -> None:
    words = "We share your address, your telephone number, the contents of the order and what you told us about the "
    found = reading(Spacer(1, 665), say(words + "door with Blue Parcel Ltd. to deliver it."), on_page=marked)
    assert words + "door with Blue Parcel Ltd. to deliver it." in [block.plain.text for block in found.blocks]


def test_a_table_over_several_pages_is_one_and_its_header_is_said_once() -> None:
    rows = [("Recipient", "Purpose"), *((f"Blue Parcel {n} Ltd.", "Delivery of orders") for n in range(60))]
    found = reading(say("Recipients", 16), table(rows, repeatRows=1), say("The end."), on_page=marked)
    (block,) = tables(found)
    assert grid(block) == [list(row) for row in rows]
    assert [row[0].header for row in block.rows[:2]] == [True, False]


def test_a_row_that_a_page_breaks_is_one_row() -> None:
    header, widths = ("Recipient", "Data"), [150, 250]
    above, below = ("Blue Parcel Ltd.", "Name, address,"), ("", "telephone number")
    found = reading(table([header, above], widths=widths), PageBreak(), table([header, below], widths=widths))
    (block,) = tables(found)
    assert grid(block) == [list(header), ["Blue Parcel Ltd.", "Name, address, telephone number"]]


def test_a_table_whose_last_line_the_page_cuts_off_keeps_its_last_row() -> None:
    def cut(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.grid([72, 250, 500], [100, 130])
        canvas.lines([(x, 60, x, 100) for x in (72, 250, 500)])
        for x, y, words in ((76, 110, "Recipient"), (254, 110, "Data"), (76, 80, "Blue Parcel"), (254, 80, "Name")):
            canvas.drawString(x, y, words)

    (block,) = tables(reading(say(""), on_page=cut))
    assert grid(block) == [["Recipient", "Data"], ["Blue Parcel", "Name"]]


def test_tables_with_other_columns_stay_two() -> None:
    found = reading(
        table([("Recipient", "Data"), ("Blue Parcel Ltd.", "Name")]), PageBreak(),
        table([("Cookie", "Purpose", "Days"), ("one", "login", "7")]),
    )  # fmt: skip
    assert [len(block.rows[0]) for block in tables(found)] == [2, 3]


def test_a_cell_that_spans_rows_is_repeated_where_it_reaches() -> None:
    rows = [("Recipient", "Data"), ("Blue Parcel Ltd.", "Name"), ("", "Address")]
    (block,) = tables(reading(table(rows, spans=[("SPAN", (0, 1), (0, 2))])))
    assert grid(block)[1:] == [["Blue Parcel Ltd.", "Name"], ["Blue Parcel Ltd.", "Address"]]
    assert block.raw.count("Blue Parcel") == 1


def test_a_table_with_level_lines_alone_is_read() -> None:
    rows = [["Recipient", "Purpose"], ["Blue Parcel Ltd.", "Delivery"], ["Red Van Inc.", "Returns"], ["X", "Y"]]
    level = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]
    found = reading(say(PROSE), Table(rows, colWidths=[200, 200], style=level), say(PROSE))
    assert grid(tables(found)[0]) == rows
    assert [block.kind for block in found.blocks] == ["paragraph", "table", "paragraph"]


def test_tables_with_level_lines_that_prose_parts_are_two() -> None:
    level = [("LINEABOVE", (0, 0), (-1, -1), 0.5, colors.grey), ("LINEBELOW", (0, -1), (-1, -1), 0.5, colors.grey)]
    first, second = ([["Recipient", "Purpose"], [name, "Delivery"]] for name in ("Blue Parcel Ltd.", "Red Van Inc."))
    drawn = [Table(rows, colWidths=[220, 230], style=level) for rows in (first, second)]
    found = reading(drawn[0], say(PROSE), drawn[1])
    assert [grid(block) for block in tables(found)] == [first, second]


def test_prose_between_level_lines_is_no_table() -> None:
    level = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]
    found = reading(Table([[say(PROSE * 2)] for _ in range(4)], colWidths=[420], style=level))
    assert {block.kind for block in found.blocks} == {"paragraph"}


def test_a_frame_around_words_is_no_table() -> None:
    found = reading(table([("We share your address with Blue Parcel Ltd. to deliver orders.",)]))
    assert [block.kind for block in found.blocks] == ["paragraph"]


def test_two_columns_are_read_one_after_the_other_below_what_reaches_over_both() -> None:
    column = [say(f"LEFT BEGINS. {PROSE * 6} LEFT ENDS."), say(f"RIGHT BEGINS. {PROSE * 6} RIGHT ENDS.")]
    found = reading(
        say("Privacy Policy of the Example Shop for all its users everywhere", 15),
        BalancedColumns(column, innerPadding=20),
    )
    text = " ".join(found.text.split())
    places = [text.index(words) for words in ("Policy of the", "LEFT BEG", "LEFT ENDS", "RIGHT BEG", "RIGHT ENDS")]
    assert places == sorted(places)
    assert text.count(PROSE.strip()) == 12


def test_keys_before_values_are_no_columns() -> None:
    def keys(canvas: Canvas, document: BaseDocTemplate) -> None:
        for n in range(8):
            canvas.drawString(72, 700 - 20 * n, f"Key {n}:")
            canvas.drawString(300, 700 - 20 * n, f"the value that belongs to key number {n}")

    assert "Key 3: the value that belongs to key number 3" in reading(say(""), on_page=keys).text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We use infor-<br/>mation of yours. All information counts here.", "We use information of yours."),
        ("We name every third-<br/>party partner here.", "We name every third-party partner here."),
    ],
)
def test_hyphens_at_the_end_of_lines_go_where_the_word_has_none(words: str, expected: str) -> None:
    assert expected in reading(say(words)).text


def test_every_block_and_cell_stands_at_its_place_in_the_text() -> None:
    rows = [("Recipient", "Data"), ("Blue Parcel Ltd.", "Name and a very long list of data " * 6)]
    found = reading(say("Privacy Policy", 20), table(rows), say(PROSE * 4))
    cells = [cell for block in found.blocks for row in block.rows for cell in row]
    assert all(found.text[block.start : block.end] == block.raw for block in found.blocks)
    assert len(cells) == 4
    assert all(found.text[cell.start : cell.end] == cell.raw for cell in cells)


def test_statements_of_a_pdf_are_word_for_word_in_its_text() -> None:
    found = reading(say("We share your address with Blue Parcel Ltd. to deliver orders. " + PROSE))
    document, statements = extract_reading(found, "policy")
    assert (found.format, document.language) == ("pdf", "en")
    assert "Blue Parcel Ltd." in [statement.recipient for statement in statements]
    assert all(found.text[s.start : s.end] == s.quote for s in statements)


def test_korean_tables_are_read() -> None:
    header = ("제공받는 자", "제공 목적", "제공 항목", "보유 기간")
    row = ("파란택배 주식회사", "상품의 배송", "이름, 주소", "배송이 끝날 때까지")
    found = reading(say("개인정보의 제3자 제공", 16, KOREAN), table([header, row], KOREAN, widths=[110, 90, 90, 120]))
    document, statements = extract_reading(found, "policy")
    (given,) = [s for s in statements if s.kind == "provides_to"]
    assert document.language == "ko"
    assert (given.recipient, given.retention) == ("파란택배 주식회사", "배송이 끝날 때까지")
    assert given.data_categories == ("이름", "주소")


def test_korean_words_that_were_broken_are_whole() -> None:
    words = "회사는 개인정보를 파란택배 주식회사에 제공합니다. 회사는 고객센터에 오는 문의를 처리합니다. "
    style = ParagraphStyle("anywhere", fontName=KOREAN, fontSize=10, wordWrap="CJK")
    text = reading(Table([[Paragraph(words * 3, style), "-"]], colWidths=[83, 20], style=LINES)).text
    assert {
        word: text.count(word) for word in ("개인정보를", "파란택배", "주식회사에", "고객센터에", "처리합니다.")
    } == {
        "개인정보를": 3,
        "파란택배": 3,
        "주식회사에": 3,
        "고객센터에": 3,
        "처리합니다.": 3,
    }


# What cannot be read says why and what to do.


def test_a_scan_is_refused_with_the_way_to_recognise_its_words() -> None:
    import PIL.Image

    picture = io.BytesIO()
    PIL.Image.new("RGB", (200, 300), "grey").save(picture, "PNG")
    with pytest.raises(InputError, match=r"no text layer: no words on any page.*ocrmypdf"):
        read(printed([Image(picture, 400, 600)]), "scan.pdf")


def test_an_encrypted_file_is_refused_with_the_way_to_open_it() -> None:
    with pytest.raises(InputError, match=r"encrypted and opens with a password.*qpdf"):
        read(printed([say(PROSE)], encrypt="secret"), "locked.pdf")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_a_broken_file_is_refused(share: float) -> None:
    whole = printed([say(PROSE)])
    with pytest.raises(InputError, match=r"The PDF is broken.*Download it again"):
        read(whole[: int(share * len(whole))], "half.pdf")


def test_something_else_under_the_name_of_a_pdf_is_refused() -> None:
    with pytest.raises(InputError, match="The PDF is broken"):
        read(b"<html><p>No PDF</p></html>", "page.pdf")
