import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest.llm_endpoint import Endpoint, EndpointError, endpoint_from, seconds_asked

URL = {"DATAGIL_LLM_URL": "https://models.example/v1/"}


def test_the_environment_says_where_the_model_is_and_what_it_costs() -> None:
    given = URL | {
        "DATAGIL_LLM_MODEL": "small", "DATAGIL_LLM_KEY": " sesame ", "DATAGIL_LLM_PRICE_IN": "0.5",
        "DATAGIL_LLM_PRICE_OUT": "2", "DATAGIL_LLM_PARALLEL": "2", "DATAGIL_LLM_TIMEOUT": "30",
    }  # fmt: skip
    assert endpoint_from(given) == Endpoint("https://models.example/v1", "small", "sesame", 0.5, 2.0, 2, 30.0)


def test_a_model_that_is_named_goes_before_the_environment_s() -> None:
    assert endpoint_from(URL | {"DATAGIL_LLM_MODEL": "small"}, "large").model == "large"


def test_what_is_not_set_has_its_default() -> None:
    endpoint = endpoint_from(URL, "small")
    assert (endpoint.key, endpoint.price_in, endpoint.price_out, endpoint.parallel) == ("", None, None, 4)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({}, "No endpoint is set.*Set DATAGIL_LLM_URL to the base address.*DATAGIL_LLM_KEY if it asks for a key"),
        ({"DATAGIL_LLM_URL": "models.example"}, "is no address .'models.example' was given.*https://"),
        (URL, "No model is named. Give --model NAME or set DATAGIL_LLM_MODEL"),
        (URL | {"DATAGIL_LLM_MODEL": "s", "DATAGIL_LLM_PARALLEL": "0"}, "DATAGIL_LLM_PARALLEL is no number from 1 on"),
        (URL | {"DATAGIL_LLM_MODEL": "s", "DATAGIL_LLM_PRICE_IN": "dear"}, "DATAGIL_LLM_PRICE_IN is no number.*'dear'"),
        (URL | {"DATAGIL_LLM_MODEL": "s", "DATAGIL_LLM_TIMEOUT": "inf"}, "DATAGIL_LLM_TIMEOUT is no number.*unset"),
    ],
)  # fmt: skip
def test_what_is_missing_or_makes_no_sense_is_named(environ: dict[str, str], says: str) -> None:
    with pytest.raises(EndpointError, match=says):
        endpoint_from(environ)


def test_the_key_is_not_shown_with_the_endpoint() -> None:
    assert "sesame" not in repr(Endpoint("https://models.example", "small", "sesame"))


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("1.5", 1.5), ("", None), (None, None), ("soon", None), ("²", None)]
)
def test_retry_after_gives_seconds(header: str | None, seconds: float | None) -> None:
    assert seconds_asked(header) == seconds


def test_retry_after_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (seconds_asked(later) or 0) <= 30
    assert seconds_asked("Wed, 21 Oct 2015 07:28:00 GMT") == 0


def test_every_setting_stands_in_the_documentation() -> None:
    root = Path(__file__).resolve().parents[2]
    code, page = (root.joinpath(name).read_text(encoding="utf-8") for name in ("ingest/llm_endpoint.py", "docs/llm.md"))
    named = set(re.findall(r"DATAGIL_LLM_[A-Z_]*[A-Z]", code))
    assert len(named) >= 7
    assert all(f"| `{name}` |" in page for name in named)
