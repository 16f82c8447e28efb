"""Compare and Check opened without a browser, on a real graph."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.factory import fill, fill_notice
from ui import calls

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def graph(neo4j_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("documents")
    fill(folder)
    fill_notice(folder)
    yield
    calls.close()


def opened(key: str, **params: str) -> AppTest:
    """A page by itself: without a browser the navigation opens the first page only."""
    script = f"from ui import state\nfrom ui.views import {key}\n{key}.page(state.current())"
    page = AppTest.from_string(script, default_timeout=60)
    page.query_params.update({"lang": "en"} | params)
    return page.run()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def cell(page: AppTest, title: str) -> str:
    """The words of a row of the table."""
    row = re.search(rf'<th scope="row">{title}</th>(.*?)</tr>', html(page))
    return re.sub(r"<[^>]+>", " ", row[1]) if row else ""


def test_compare_shows_the_recipients_and_countries_of_each_service(graph: None) -> None:
    page = opened("compare", services="example-shop,example-cloud")
    assert not page.exception
    assert "ZhongAn Online P &amp; C Insurance Co., Ltd." in cell(page, "Recipients named")
    assert "Star Hosting Inc." in cell(page, "Recipients named")
    assert "United States" in cell(page, "Countries stated")


def test_compare_names_categories_in_the_readers_language(graph: None) -> None:
    page = opened("compare", services="example-cloud", lang="ko")
    assert "성명" in cell(page, "국외로 나간다고 적힌 항목")
    assert "cat-" not in cell(page, "국외로 나간다고 적힌 항목")


def test_compare_begins_with_four_services_and_shows_what_contradicts(graph: None) -> None:
    page = opened("compare")
    assert page.multiselect(key="choice-services").value == ["svc-aliexpress", "svc-temu", "svc-google", "svc-naver"]
    assert "the PIPC counted 32 companies in ten countries" in html(page)


def test_a_service_that_is_added_stands_in_the_address(graph: None) -> None:
    page = opened("compare", services="example-shop")
    page.multiselect(key="choice-services").select("svc-example-cloud").run()
    assert page.query_params["services"] == "example-shop,example-cloud"


def test_no_service_chosen_stays_in_the_address_and_is_a_sentence(graph: None) -> None:
    page = opened("compare", services="example-shop")
    page.multiselect(key="choice-services").set_value([]).run()
    assert page.info[0].value == "Choose the services to compare."
    assert opened("compare", services=page.query_params["services"]).info[0].value == page.info[0].value


def test_check_shows_the_words_of_each_item_and_what_was_not_found(graph: None) -> None:
    (found,) = calls.notices("svc-example-cloud")
    page = opened("check", service="example-cloud", part=found.transfers[0].statements[0])
    assert "회원 탈퇴 시까지" in cell(page, "how long the recipient keeps and uses them")
    assert "– not found" in cell(page, "how to refuse, and what follows")
    assert '<a href="https://cloud.example/privacy"' in html(page)


def test_check_is_no_verdict(graph: None) -> None:
    assert any("no verdict" in caption.value for caption in opened("check", service="example-cloud").caption)


@pytest.mark.parametrize(
    ("params", "says"),
    [({}, "Choose a service."), ({"service": "naver"}, "No policy or transfer of this service was read here.")],
)
def test_where_there_is_nothing_to_check_a_sentence_says_so(graph: None, params: dict[str, str], says: str) -> None:
    page = opened("check", **params)
    assert not page.exception
    assert page.info[0].value.startswith(says)
