"""Journeys of a reader through the explorer, in a real browser."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
Open = Callable[[str], Page]


def chosen(page: Page, key: str) -> str | None:
    return parse_qs(urlsplit(page.url).query).get(key, [None])[0]


def evidence(page: Page) -> Any:
    return page.locator("section.evidence")


def step(page: Page, word: str) -> Any:
    return page.locator(f".step:has(.word:text-is('{word}'))").first


def test_a_step_that_is_clicked_shows_its_passage_and_a_copied_link_shows_the_same(visit: Open) -> None:
    page = visit("/?service=example-shop&to=CN")
    step(page, "provides to").locator(".word").click()
    words = "We share your payment information with ZhongAn Online P & C Insurance Co., Ltd."
    expect(evidence(page).locator("mark").first).to_contain_text(words)
    expect(evidence(page)).to_contain_text("The company's own document says so.")
    page.wait_for_url(re.compile("step="))
    again = visit(page.url)
    expect(evidence(again).locator("mark").first).to_contain_text(words)
    expect(again.locator(".step.selected .word")).to_have_text("provides to")


def test_the_link_to_a_path_opens_that_path(visit: Open) -> None:
    page = visit("/?service=example-shop")
    second = page.locator(".choice_list button").nth(1)
    expect(second).to_be_visible()
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    page.wait_for_url(re.compile("path="))
    again = visit(page.url)
    expect(again.locator(".choice_list button").nth(1)).to_have_attribute("aria-pressed", "true")


def test_a_step_is_chosen_from_the_keyboard(visit: Open) -> None:
    page = visit("/?service=example-shop&to=CN")
    step(page, "empowers").focus()
    page.keyboard.press("Enter")
    expect(evidence(page).locator("h4")).to_contain_text("empowers")


def test_an_inferred_step_shows_its_rule(visit: Open) -> None:
    page = visit("/?service=example-shop&to=CN")
    step(page, "subject to").locator(".word").click()
    expect(evidence(page)).to_contain_text("inferred by a rule")
    expect(evidence(page).locator("a").first).to_have_attribute("href", re.compile("^https?://"))


def test_no_word_of_a_drawing_runs_out_of_its_box(visit: Open) -> None:
    for language in ("en", "ko"):
        page = visit(f"/?service=example-shop&path=all&lang={language}")
        expect(page.locator(".drawing .node").first).to_be_visible()
        wider = page.locator(".drawing .node").evaluate_all(
            "nodes => nodes.filter(n => [...n.querySelectorAll('text')].some(t =>"
            " t.getBBox().width > n.querySelector('rect').getBBox().width - 4)).map(n => n.id)"
        )
        assert wider == []


def test_all_paths_lie_over_each_other_at_a_switch(visit: Open) -> None:
    page = visit("/?service=example-shop")
    expect(page.locator(".drawing .node").first).to_be_visible()
    alone = page.locator(".drawing .node").count()
    page.get_by_text("All paths", exact=True).click()
    page.wait_for_url(re.compile("path=all"))
    expect(page.locator(".drawing .node").nth(alone)).to_be_visible()


def test_the_language_changes_in_place_and_stays_for_the_next_page(visit: Open) -> None:
    page = visit("/?service=example-shop&to=CN")
    page.get_by_text("한국어", exact=True).click()
    expect(step(page, "제3자 제공")).to_be_visible()
    assert (chosen(page, "lang"), chosen(page, "to")) == ("ko", "CN")
    page.get_by_text("둘러보기", exact=True).click()
    expect(page.get_by_role("textbox", name="검색")).to_be_visible()


@pytest.mark.parametrize("words", ["알리", "Ali"])
def test_a_name_is_found_in_korean_and_in_english(visit: Open, words: str) -> None:
    page = visit("/browse")
    page.get_by_role("textbox", name="Search").fill(words)
    page.keyboard.press("Enter")
    found = page.locator(".choice_list button").filter(has_text="Alibaba Group Holding Limited")
    found.click()
    expect(evidence(page).locator("h4")).to_have_text("Alibaba Group Holding Limited")
    expect(page.locator("canvas").first).to_be_visible()
    assert chosen(page, "node") == "org-alibaba-group"


def test_a_double_click_opens_neighbours(visit: Open) -> None:
    page = visit("/browse?nodes=org-alibaba-group&node=org-alibaba-group")
    picture = page.get_by_role("img", name="Graph visualization")
    expect(picture).to_be_visible()
    page.wait_for_timeout(3000)  # the layout comes to rest
    frame = picture.bounding_box()
    tenths = sorted(product(range(1, 10), repeat=2), key=lambda at: abs(at[0] - 5) + abs(at[1] - 5))
    for across, down in tenths:  # where a neighbour lies is up to the layout
        page.mouse.dblclick(frame["x"] + frame["width"] * across / 10, frame["y"] + frame["height"] * down / 10)
        page.wait_for_timeout(500)  # the click reaches Streamlit
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        page.wait_for_timeout(500)  # and its answer the address
        if "," in (chosen(page, "nodes") or ""):
            break
    first, opened = (chosen(page, "nodes") or "").split(",")
    assert (first, opened) == ("org-alibaba-group", chosen(page, "node"))
    expect(evidence(page)).to_contain_text(opened)


def test_a_relationship_in_the_list_shows_what_it_rests_on_and_a_node_its_facts_again(visit: Open) -> None:
    page = visit("/browse?nodes=org-zhongan&node=org-zhongan&service=example-shop")
    page.locator(".choice_list button").filter(has_text="provides to").first.click()
    page.wait_for_url(re.compile("step="))
    expect(evidence(page).locator("h4").filter(has_text="provides to")).to_be_visible()
    expect(evidence(page).locator("h4")).to_have_count(1)  # what was shown before is gone
    expect(evidence(page).locator("mark").first).to_contain_text("ZhongAn Online P & C Insurance Co., Ltd.")
    again = visit(page.url)
    expect(evidence(again).locator("h4")).to_contain_text("provides to")


def test_the_facts_of_a_law_read_korean(visit: Open) -> None:
    page = visit("/browse?nodes=law-cn-nil&node=law-cn-nil&lang=ko")
    for words in ("중국", "자료 제공", "누구나", "그곳에 설립됨"):
        expect(evidence(page).locator("dl")).to_contain_text(words)
    expect(page.locator(".network-legend")).to_contain_text("법령")


def test_a_query_is_answered_as_table_and_picture(visit: Open) -> None:
    page = visit("/cypher?query=MATCH (a:LegalInstrument)-[r:EMPOWERS]->(b) RETURN a, r, b LIMIT 5")
    expect(page.get_by_text("Rows: 5")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(page.locator("canvas").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_text("Table (CSV)").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("a,r,b\n")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("CREATE (n) RETURN n", "This query would change the graph."),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "LOAD CSV reads files"),
        ("MATCH (n", "Neo4j does not accept the query"),
    ],
)
def test_a_refused_query_is_a_sentence(visit: Open, query: str, says: str) -> None:
    page = visit("/cypher")
    page.get_by_role("textbox", name="Query").fill(query)
    page.get_by_text("Ask", exact=True).click()
    expect(page.get_by_test_id("stAlert")).to_contain_text(says)
    expect(page.locator("body")).not_to_contain_text("Traceback")


def test_an_unreadable_address_is_a_sentence(visit: Open) -> None:
    expect(visit("/?grade=strong").get_by_test_id("stAlert")).to_contain_text("Write one of law, decision")


def test_nothing_is_asked_of_other_machines(chromium: Browser, explorer: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("/?service=example-shop&to=CN", "/browse?nodes=CN&node=CN", "/cypher"):
        page.goto(explorer + address)
        page.wait_for_timeout(3000)
    page.close()
    assert [url for url in asked if not url.startswith((explorer, "data:", "blob:"))] == []
