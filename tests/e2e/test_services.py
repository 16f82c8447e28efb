"""Journeys through the pages about whole services, in a real browser: Compare and Check."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factory import fill_notice

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def site(explorer: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The explorer's address, with the notice of an example cloud in the graph too."""
    fill_notice(tmp_path_factory.mktemp("notices"))
    return explorer


def row(page: Page, title: str) -> Any:
    return page.locator("tr", has=page.get_by_role("rowheader", name=title, exact=True))


def test_a_service_that_is_added_stands_beside_the_others_and_in_the_copied_link(visit: Open) -> None:
    page = visit("/compare?services=example-shop")
    expect(row(page, "Recipients named")).to_contain_text("ZhongAn Online")
    page.get_by_role("combobox", name="Services").fill("Example Cloud")
    page.get_by_role("option", name="Example Cloud").click()
    page.keyboard.press("Escape")  # the open list hides the page from those who hear it
    expect(row(page, "Recipients named")).to_contain_text("Star Hosting Inc.")
    page.wait_for_url(re.compile("example-cloud"))
    again = visit(page.url)
    expect(row(again, "Recipients named")).to_contain_text("Star Hosting Inc.")
    expect(row(again, "Countries stated").locator(".chip").last).to_have_text("disclosed")


def test_the_comparison_reads_korean_and_shows_what_contradicts(visit: Open) -> None:
    page = visit("/compare?lang=ko")
    expect(row(page, "조사·처분")).to_contain_text("개인정보보호위원회의 테무 의결")
    expect(row(page, "적혀 있는 국가").locator(".chip").first).to_have_text("처분")
    expect(page.locator("section.evidence")).to_contain_text("10개국 32개 회사")


def test_a_recipient_opens_in_browse_and_an_authority_on_the_paths_to_it(visit: Open) -> None:
    page = visit("/compare?services=example-shop&lang=ko")
    row(page, "경로가 이르는 외국 기관").get_by_text("중국 국가안전부").click()
    expect(page.locator(".drawing .node").first).to_be_visible()
    expect(page.get_by_text("경로", exact=True).first).to_be_visible()
    page.go_back()
    row(page, "이름이 밝혀진 수령자").get_by_text("중안보험").click()
    words = "We share your payment information with ZhongAn Online P & C Insurance Co., Ltd."
    expect(page.locator(".passage").first.locator("mark")).to_contain_text(words)


def test_each_item_of_a_transfer_shows_its_words_or_that_none_were_found(visit: Open) -> None:
    page = visit("/check?service=example-cloud")
    page.locator(".choice_list button").filter(has_text="Star Hosting Inc.").click()
    expect(row(page, "how long the recipient keeps and uses them")).to_contain_text("회원 탈퇴 시까지")
    expect(row(page, "how to refuse, and what follows")).to_contain_text("– not found")
    expect(page.locator(".passage a")).to_have_attribute("href", "https://cloud.example/privacy")
    page.wait_for_url(re.compile("part="))
    again = visit(page.url)
    expect(row(again, "how long the recipient keeps and uses them")).to_contain_text("회원 탈퇴 시까지")


def test_the_policy_is_checked_in_korean_and_nothing_is_judged(visit: Open) -> None:
    page = visit("/check?service=example-cloud&lang=ko")
    expect(row(page, "개인정보의 파기절차 및 파기방법").locator("mark")).to_be_visible()
    expect(page.get_by_text("법 위반 여부에 대한 판단이 아닙니다")).to_be_visible()


def test_the_check_is_saved_as_json(visit: Open) -> None:
    page = visit("/check?service=example-cloud")
    with page.expect_download() as download:
        page.get_by_text("Data (JSON)").click()
    (document,) = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [transfer["recipient"] for transfer in document["transfers"]] == ["Star Hosting Inc."]


@pytest.mark.parametrize("address", ["/compare?services=nobody", "/check?service=nobody"])
def test_a_service_that_is_not_there_is_a_sentence(visit: Open, address: str) -> None:
    expect(visit(address).get_by_test_id("stAlert")).to_contain_text("There is no service of this id or name")
