"""What a notice gives, item by item: the words and their passage, or plainly that none were found."""

from dataclasses import replace

from graph.completeness import Completeness, Given, Item, Transfer
from graph.lineage import Passage
from tests.factory import passage
from ui.checking import chosen_part, parts
from ui.markup_tables import items, part_item

ROW = passage("Star <Inc.> in the US holds e-mail", statement="st-row")
AGAIN = passage("Star in the US", statement="st-again")
REFUSAL = passage("You may refuse by mail.", statement="st-refusal")


def item(check: str, words: str | None = None, *passages: Passage) -> Item:
    return Item(check, (f"the {check}", f"{check} 항목"), "kr-pipa-28-8", (Given(words, passages),) if words else ())


TRANSFER = Transfer(("st-row", "st-again"), "Star <Inc.>", "US", (
    item("country", "US", ROW, AGAIN), item("recipient", "Star <Inc.>", ROW),
    item("refusal", REFUSAL.quote, REFUSAL), item("contact"),
))  # fmt: skip
POLICY = Completeness("shop@2026", "Policy", "2026-01-01", (TRANSFER,), (item("destruction"),))
NEWS = Completeness("news@2024", "News", "2024-03-13", (), ())


def test_a_document_has_its_policy_and_each_transfer_as_parts() -> None:
    assert [part.id for part in parts([POLICY, NEWS])] == ["shop@2026", "st-row"]


def test_a_part_that_is_not_there_gives_the_first() -> None:
    offered = parts([POLICY])
    assert [chosen_part(offered, wanted).id for wanted in ("st-row", "st-again", "st-gone", None)] == [
        "st-row", "st-row", "shop@2026", "shop@2026",
    ]  # fmt: skip


def test_a_country_is_named_and_what_is_missing_is_said() -> None:
    transfer = parts([POLICY])[1]
    assert transfer.title("ko") == "국외 이전(미국): Star <Inc.>"
    assert transfer.tally("en") == "3 of 4 items found"
    assert [transfer.words(given, "ko") for one in transfer.items for given in one.given][:2] == ["미국", "Star <Inc.>"]
    assert items(transfer, "ko").count("– 찾지 못함") == 1


def test_words_of_the_same_row_share_one_passage_and_words_elsewhere_bring_their_own() -> None:
    html = items(parts([POLICY])[1], "en")
    assert html.count("<sup>[1] [2]</sup>") == html.count("<sup>[1]</sup>") == 1
    assert html.count("<mark>") == 3
    assert html.index("You may refuse by mail.</mark>") < html.index("– not found") < html.index("<p>[1]</p>")


def test_what_authorities_found_stands_below_and_opens_its_source() -> None:
    found = passage("Recipients are in China.", url="https://pipc.example/1", own_words=True)
    html = items(parts([replace(POLICY, decided=(found,))])[1], "en")
    below = html.split("What authorities found about where its data went")[1]
    assert "Recipients are in China." in below
    assert 'href="https://pipc.example/1"' in below
    assert "What authorities found" not in items(parts([POLICY])[1], "en")


def test_words_are_shown_on_one_line_without_marks_of_markdown() -> None:
    policy = parts([POLICY])[0]
    assert policy.words(Given("## **Refusal**\n-------\n\nWrite\\.", (REFUSAL,)), "en") == "Refusal Write."


def test_words_of_documents_are_escaped() -> None:
    transfer = parts([POLICY])[1]
    assert "<Inc.>" not in items(transfer, "en") + part_item(transfer, "en").html
