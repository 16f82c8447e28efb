"""What is compared, in the reader's language, for the page and for the terminal alike."""

import pytest

from data.grades import Grade
from graph.compare import Portrait
from graph.lineage import NodeRef
from tests.factory import INSURER, MINISTRY, SHOP, THIRD, passage
from ui.cli.comparing import sources_of, table_of
from ui.comparison import Row, rows
from ui.i18n import Language
from ui.markup_tables import comparison, open_questions

PHONE = NodeRef("DataCategory", "cat-phone", "Telephone number", "전화번호")
DECISION = {
    "id": "enf-shop-2024", "name": "Decision on the shop", "name_ko": "예시 쇼핑 의결", "date": "2024-07-24",
    "authority": "The commission", "authority_ko": "위원회", "amount": 1978000000, "currency": "KRW",
    "grade": Grade.DECISION,
}  # fmt: skip
FULL = Portrait(
    SHOP, {INSURER: Grade.DISCLOSED}, {THIRD: Grade.REPORTED}, {"CN": Grade.DECISION}, {PHONE: Grade.REPORTED},
    {"vital_interest": {THIRD: Grade.REPORTED}}, {Grade.DISCLOSED: (MINISTRY,)}, (DECISION,),
    ("The shop says 27; the commission <counted> 32.",), ("쇼핑은 27개, 위원회는 32개라고 한다.",),
    {"CN": (passage(document="decision", title="Decision", url="https://pipc.example/1"),),
     INSURER.id: (passage(), passage("again", statement="st-2"))},
)  # fmt: skip
EMPTY = Portrait(SHOP, {}, {}, {}, {}, {}, {}, ())


def words(row: Row) -> str:
    groups = row.cells[0]
    return " ".join(
        " ".join((g.heading, *(f"{e.words} {e.detail}" for e in g.entries))).strip() for g in groups
    ).strip()


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ko", ["워런티 보험", "특정되지 않은 제3자", "중국", "전화번호",
                "생명·신체·재산상 급박한 이익 특정되지 않은 제3자", "국가안전부",
                "예시 쇼핑 의결 2024-07-24 · 위원회 · ₩1,978,000,000"]),
        ("en", ["Warranty Insurance Co., Ltd.", "an unspecified third party", "China", "Telephone number",
                "urgent interests of life, body or property an unspecified third party", "Ministry of State Security",
                "Decision on the shop 2024-07-24 · The commission · ₩1,978,000,000"]),
    ],
)  # fmt: skip
def test_everything_is_named_in_the_readers_language(language: Language, expected: list[str]) -> None:
    assert [words(row) for row in rows([FULL], language)] == expected


def test_an_authority_opens_the_paths_to_it_and_a_recipient_its_neighbours() -> None:
    found = {row.title: row.cells[0][0].entries[0].address for row in rows([FULL], "en")}
    assert found["Foreign authorities within reach"] == "/?to=auth-cn-mss&service=svc-shop&lang=en"
    assert found["Recipients named"] == "/browse?service=svc-shop&nodes=org-insurer&node=org-insurer&lang=en"


def test_what_was_not_found_is_said_in_the_terminal_and_on_the_page() -> None:
    table = {row[""]: row["Example Shop"] for row in table_of([EMPTY], "en")}
    assert table["Recipients named"] == "none in what was read here"
    assert table["Data said to leave Korea"] == "no source names any"
    assert comparison([EMPTY], "ko").count("읽은 자료에 없음") == 6


def test_the_terminal_shows_each_grade_in_words() -> None:
    table = {row[""]: row["예시 쇼핑"] for row in table_of([FULL], "ko")}
    assert table["적혀 있는 국가"] == "중국 (처분) [1]"


def test_the_terminal_numbers_the_sources_of_each_entry_once() -> None:
    table = {row[""]: row["Example Shop"] for row in table_of([FULL], "en")}
    assert table["Recipients named"] == "Warranty Insurance Co., Ltd. (disclosed) [2]"
    assert [source.title for source in sources_of([FULL]).values()] == ["Decision", "Privacy Policy"]


def test_many_recipients_are_folded_away_grade_by_grade() -> None:
    many = {NodeRef("Organization", f"org-{n}", f"Recipient {n}"): Grade.DISCLOSED for n in range(9)}
    html = comparison([Portrait(SHOP, {**many, INSURER: Grade.REPORTED}, {}, {}, {}, {}, {}, ())], "en")
    assert "<summary>and 5 more</summary>" in html
    assert html.index("</details>") < html.index("Warranty Insurance")


def test_contradictions_are_shown_escaped_and_only_where_there_are_any() -> None:
    assert "the commission &lt;counted&gt; 32" in open_questions([EMPTY, FULL], "en")
    assert "쇼핑은 27개, 위원회는 32개라고 한다." in open_questions([FULL], "ko")
    assert open_questions([EMPTY], "en") == ""
