"""Documents of any form and encoding become text and blocks that know their place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest.blocks import Block, Reading
from ingest.readers import LIMIT, language_of, read

KOREAN = "개인정보 처리방침\n\n회사는 이메일을 수집합니다.\n"


def page(body: str, head: str = "") -> Reading:
    return read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "policy.html")


def outline(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, block.raw) for block in reading.blocks]


def grid(block: Block) -> list[list[str]]:
    return [[cell.raw for cell in row] for row in block.rows]


# What cannot be read says why and what to do.


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "policy.html", "empty.*Save the document again"),
        (b" \n ", "policy.md", "empty"),
        (b"%PDF-1.7 ...", "policy.html", "a PDF, not text.*Save it as HTML"),
        (b"PK\x03\x04\x14", "policy.txt", "a ZIP archive"),
        (b"\x89PNG\r\n", "policy.md", "an image"),
        (b"\x01\x00\x05\x00\x00\xff\xfe\x90" * 40, "policy.txt", "binary"),
        (b"text", "policy.docx", r"not read.*\.html"),
        (b"\xff\xfeA", "policy.txt", "begins as UTF-16"),
        (b"---\nkey: [\n---\ntext", "policy.md", "front matter is not YAML"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, name: str, words: str) -> None:
    with pytest.raises(InputError, match=f"(?s){words}"):
        read(data, name)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no such file.*nowhere\.html"):
        read(tmp_path / "nowhere.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(InputError, match="folder, not a file"):
        read(tmp_path / "folder.html")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.html"
    with large.open("wb") as file:
        file.truncate(LIMIT + 600_000)
    with pytest.raises(InputError, match=r"at most 20 MB are read.*Split it"):
        read(large)


# Encodings.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "euc-kr", "cp949", "utf-16", "utf-16-le", "utf-32"])
def test_korean_text_is_read_in_any_encoding_it_comes_in(encoding: str) -> None:
    assert read(KOREAN.encode(encoding), "policy.txt").text == KOREAN


def test_the_encoding_that_a_page_declares_is_honoured() -> None:
    source = '<html><head><meta charset="shift_jis"></head><body><p>個人情報の取扱い</p></body></html>'
    assert read(source.encode("shift_jis"), "policy.html").text == "個人情報の取扱い"


def test_a_page_in_utf_8_is_read_so_whatever_it_declares() -> None:
    source = '<html><head><meta charset="euc-kr"></head><body><p>개인정보</p></body></html>'
    assert read(source.encode(), "policy.html").text == "개인정보"


# HTML.


def test_only_what_is_visible_is_read() -> None:
    body = (
        "<p>보이는 글</p><script>var a</script><style>p{}</style><template>견본</template><p hidden>숨김</p>"
        '<div style="display: none">숨김</div><noscript>켜세요</noscript><!-- 주석 --><p>이어짐</p>'
    )
    assert page(body).text == "보이는 글\n이어짐"


def test_white_space_is_folded_as_a_browser_does() -> None:
    assert page("<p>한\n   줄  <b>굵은</b>\n글</p>").text == "한 줄 굵은 글"


def test_terms_in_a_field_for_text_are_visible_and_keep_their_lines() -> None:
    terms = "제1조 개인정보를 제공합니다.\n\n제2조 보관합니다.\n" + "이용자는 동의를 거부할 수 있습니다.\n" * 12
    texts = [text for _, text in outline(page(f"<textarea readonly>{terms}</textarea><textarea>메모</textarea>"))]
    assert "이용자는 동의를 거부할 수 있습니다." in "\n".join(texts).split("\n")
    assert not any("메모" in text for text in texts)


def test_a_page_under_another_name_is_read_as_a_page() -> None:
    source = "<div><p>One.</p><p>Two.</p><p>Three.</p><table><tr><td>a</td><td>b</td></tr></table><p>Four.</p></div>"
    assert read(source.encode(), "policy.md").format == "html"
    assert read(b"# Policy\n\n<p>One.</p>\n", "policy.md").format == "markdown"


def test_headings_stand_above_what_follows_them() -> None:
    reading = page("<h1>방침</h1><h2>제공</h2><p>본문</p><h2>위탁</h2><p>다른 본문</p>")
    assert [b.headings for b in reading.blocks if b.kind == "paragraph"] == [("방침", "제공"), ("방침", "위탁")]


@pytest.mark.parametrize(
    "body",
    ["<p><b>제5조 처리위탁</b></p><p>본문입니다.</p>",
     "<div><span style='font-weight:700'>5. 처리위탁</span></div><p>본문입니다.</p>",
     "<p>제5조 (처리위탁)</p><p>본문입니다.</p>", "<div>05</div><div>처리위탁</div><p>본문입니다.</p>",
     "<details><summary>처리위탁</summary><p>본문입니다.</p></details>"],
)  # fmt: skip
def test_bold_numbered_and_folded_lines_head_a_section_too(body: str) -> None:
    assert "처리위탁" in page(body).blocks[-1].headings[-1]


def test_items_know_their_depth_marker_and_bold_lead() -> None:
    reading = page("<ol><li><b>결제:</b> 카드<ul><li>카드 번호</li></ul></li><li>배송</li></ol>")
    shown = [(b.kind, b.level, b.marker, b.lead, b.raw) for b in reading.blocks]
    assert shown == [
        ("item", 1, "1.", "결제", "결제: 카드"),
        ("item", 2, "•", "", "카드 번호"),
        ("item", 1, "2.", "", "배송"),
    ]


def test_typed_numbers_and_line_breaks_make_items() -> None:
    reading = page("<p>다음과 같습니다.<br>1. 이름<br>2. 이메일<br>가. 주소</p>")
    assert [(b.kind, b.level, b.marker, b.raw) for b in reading.blocks[1:]] == [
        ("item", 1, "1.", "이름"), ("item", 1, "2.", "이메일"), ("item", 2, "가.", "주소"),
    ]  # fmt: skip


def test_spans_of_a_table_are_filled_in() -> None:
    table = "<table><tr><th rowspan=2>수탁자</th><th colspan=2>위탁</th></tr><tr><th>업무</th><th>기간</th></tr>" \
            "<tr><td>가</td><td>나</td><td>다<br>라</td></tr></table>"  # fmt: skip
    (block,) = page(table).blocks
    assert grid(block) == [["수탁자", "위탁", "위탁"], ["수탁자", "업무", "기간"], ["가", "나", "다\n라"]]


def test_a_table_inside_a_table_is_read_as_its_own() -> None:
    inner = "<table><tr><th>수탁자</th><th>업무</th></tr><tr><td>가</td><td>나</td></tr></table>"
    blocks = page(f"<table><tr><td>안내</td><td>{inner}</td></tr></table>").blocks
    assert [grid(b) for b in blocks if b.kind == "table"] == [[["수탁자", "업무"], ["가", "나"]]]


def test_a_list_of_terms_is_a_vertical_table() -> None:
    (block,) = page("<dl><dt>수탁자</dt><dd>가</dd><dt>업무</dt><dd>나</dd></dl>").blocks
    assert grid(block) == [["수탁자", "가"], ["업무", "나"]]


def test_a_caption_heads_its_table() -> None:
    (_, table) = page("<table><caption>위탁 현황</caption><tr><td>a</td><td>b</td></tr></table>").blocks
    assert table.headings == ("위탁 현황",)


# What a document says of itself.


@pytest.mark.parametrize("name", ["policy.md", "policy.txt", "policy.html"])
def test_front_matter_is_no_part_of_the_document(name: str) -> None:
    front = "---\ntitle: 방침\nversion: 2026-01-02\nkinds: [a, b]\nrestatement: true\n---\n"
    body = f"<!-- {front} --><p>본문입니다.</p>" if name.endswith("html") else front + "본문입니다.\n"
    reading = read(body.encode(), name)
    assert reading.meta == {"title": "방침", "version": "2026-01-02", "kinds": '["a", "b"]', "restatement": "true"}
    assert outline(reading) == [("paragraph", "본문입니다.")]


def test_a_rule_over_prose_is_no_front_matter() -> None:
    assert read(b"---\nWe collect data\n---\nMore", "policy.txt").meta == {}


def test_the_language_is_told_by_its_letters() -> None:
    assert [language_of(text) for text in ("We use 카카오 login on our pages.", KOREAN, "123")] == ["en", "ko", "en"]


# Plain text.


def test_plain_text_has_headings_items_and_tables() -> None:
    text = "제1조 (위탁)\n회사는 다음과 같이 위탁합니다.\n- 수탁자: 가\n\n수탁자\t업무\n가\t나\n"
    assert outline(read(text.encode(), "policy.txt")) == [
        ("heading", "제1조 (위탁)"), ("paragraph", "회사는 다음과 같이 위탁합니다."), ("item", "수탁자: 가"),
        ("table", "수탁자\t업무\n가\t나"),
    ]  # fmt: skip


# Whatever the input, every block is where it says.

MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td rowspan=3>", "<td>", "</table>",
                     "<b>", "</b>", "<br>", "<h2>", "</h2>", "1. ", "제1조 ", "수탁자: ", "이름", " \u200b", "<dl>",
                     "<dt>", "<dd>", "&nbsp;", "<!--", "-->", "\n", "a|b", "\t"]), max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(MARKUP, st.sampled_from(["a.html", "a.md", "a.txt"]))
def test_every_block_and_cell_is_verbatim_at_its_place(source: str, name: str) -> None:
    if not source.encode().strip():
        return
    reading = read(source.encode(), name)
    for block in reading.blocks:
        assert reading.text[block.start : block.end] == block.raw
        for cell in (cell for row in block.rows for cell in row):
            assert reading.text[cell.start : cell.end] == cell.raw


def test_an_item_that_stands_in_no_list_is_an_item() -> None:
    html = b"<p>Cases:</p><li>the first</li><li>the second</li><p>End.</p>"
    assert [block.kind for block in read(html, "page.html").blocks] == ["paragraph", "item", "item", "paragraph"]


def test_a_line_written_as_a_title_and_a_number_that_was_in_the_contents_head_what_follows_them() -> None:
    sentence = "We share your personal data with those who run our service, and with nobody else at all."
    contents = "Table of Contents\n1. Use\n2. Sharing of Your Data\n\n"
    text = f"{contents}Our Use of Data\n\n{sentence}\n\n2. Sharing of Your Data\n{sentence}\n"
    headings = [block.raw for block in read(text.encode(), "policy.txt").blocks if block.kind == "heading"]
    assert headings == ["Table of Contents", "Our Use of Data", "Sharing of Your Data"]
