"""Measuring speed and memory on pages composed for it."""

import sys

import pytest

from graph.errors import InputError
from ingest.bench import SIZE, Memory, Result, Speed, bench, compose
from ingest.bench import _words as words
from ingest.pipeline import extract_reading
from ingest.readers import read


@pytest.mark.parametrize("language", ["en", "ko"])
def test_pages_are_as_long_as_asked_and_state_what_policies_state(language: str) -> None:
    page = compose(words()[language], SIZE, seed=1)
    reading = read(page, "policy.html")
    _, statements = extract_reading(reading, "policy")
    assert SIZE <= len(page) < 1.2 * SIZE
    assert reading.language == language
    assert {"heading", "paragraph", "item", "table"} <= {block.kind for block in reading.blocks}
    assert {"provides_to", "transfers_to_country", "entrusts_to"} <= {statement.kind for statement in statements}


def test_a_seed_gives_one_page_and_another_seed_another() -> None:
    english = words()["en"]
    assert compose(english, 2000, 1) == compose(english, 2000, 1) != compose(english, 2000, 2)


def test_ratios_say_how_often_the_other_time_and_whether_memory_is_flat() -> None:
    result = Result((Speed("en", 0.3, 0.1, 5),), Memory(1000, 100.0, 101.0))
    rows = dict(result.rows())
    assert rows["80 KB, en: ratio (goal: at most 2)"] == "3.00"
    assert rows["memory: ratio (1: flat)"] == "1.010"
    assert result.as_json()["speed"][0]["ratio"] == pytest.approx(3)


def test_without_the_other_reader_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(InputError, match="pip install trafilatura"):
        bench(1)


def test_memory_stays_flat_over_many_documents() -> None:
    pytest.importorskip("trafilatura", reason="needs trafilatura")
    assert bench(300).memory.ratio < 1.15
