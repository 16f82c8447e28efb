"""Each page opened without a browser, on a real graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.factory import fill
from ui import calls

pytestmark = pytest.mark.neo4j
APP = Path(__file__).resolve().parents[2] / "ui" / "app.py"


@pytest.fixture(scope="module")
def graph(neo4j_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    fill(tmp_path_factory.mktemp("documents"))
    yield
    calls.close()


def opened(**params: str) -> AppTest:
    page = AppTest.from_file(str(APP), default_timeout=60)
    page.query_params.update({"lang": "en"} | params)
    return page.run()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html"))


def test_paths_shows_the_weakest_step_of_the_first_path(graph: None) -> None:
    page = opened(service="example-shop", to="CN")
    assert not page.exception
    assert not page.error
    assert "ZhongAn Online P &amp; C Insurance Co., Ltd." in html(page)
    assert "<mark>" in html(page)


def test_the_filters_show_the_address(graph: None) -> None:
    page = opened(service="example-shop", to="CN", grade="disclosed")
    assert [page.selectbox(key=f"choice-{field}").value for field in ("service", "to", "grade")] == [
        "svc-example-shop",
        "CN",
        "disclosed",
    ]


def test_a_filter_changes_the_address_and_begins_at_the_first_path(graph: None) -> None:
    page = opened(service="example-shop", path="kr-users/x", step="y")
    page.selectbox(key="choice-to").set_value("CN").run()
    assert dict(page.query_params) == {"lang": "en", "service": "example-shop", "to": "CN"}


def test_the_language_switch_stays_on_the_page(graph: None) -> None:
    page = opened(service="example-shop")
    page.segmented_control(key="choice-language").set_value("ko").run()
    assert page.query_params["lang"] == "ko"
    assert page.selectbox(key="choice-service").label == "서비스"


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"service": "nobody"}, "There is no service of this id or name ('svc-nobody' was given)."),
        ({"grade": "strong"}, "Write one of law, decision"),
        ({"lang": "fr"}, "“lang” in the address cannot be read ('fr' was given). Write one of en, ko."),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(graph: None, params: dict[str, str], says: str) -> None:
    page = opened(**params)
    assert not page.exception
    assert says in page.error[0].value


def test_no_path_is_a_sentence_too(graph: None) -> None:
    assert opened(to="AQ").info[0].value.startswith("No path answers this.")
