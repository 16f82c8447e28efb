"""Floors of quality: a figure that falls is named; a floor is lowered only on purpose."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.statement import Statement
from ingest.agreement import Fact
from ingest.evaluate import Extracted, Report, evaluate
from ingest.floors import bundled, failures, load_floors, measure, pinned, save_floors

FACTS = [Fact(doc_id="shop", kind="provides_to", recipient=name) for name in ("Blue Parcel", "Red Bank", "Grey Cloud")]


def report(*recipients: str) -> Report:
    said = [Statement(doc_id="x", kind="provides_to", recipient=name, quote="…") for name in recipients]
    return evaluate(FACTS, [Extracted("shop", "en", tuple(said))])


GOOD, WORSE = report("Blue Parcel", "Red Bank"), report("Blue Parcel", "Nobody Inc")


def test_floors_are_pinned_to_the_thousandth_below() -> None:
    floors = pinned({}, "corpus", GOOD)
    assert floors["corpus"]["en"]["provides_to"] == {"precision": 1.0, "recall": 0.666}
    assert failures(floors, "corpus", GOOD) == []


def test_a_figure_below_its_floor_is_named_with_both() -> None:
    assert failures(pinned({}, "corpus", GOOD), "corpus", WORSE)[:2] == [
        "corpus, en, provides_to: precision 0.500 is below its floor of 1.000.",
        "corpus, en, provides_to: recall 0.333 is below its floor of 0.666.",
    ]


def test_a_kind_that_is_not_measured_any_more_is_named() -> None:
    floors = {"corpus": {"ko": {"entrusts_to": {"precision": 0.5, "recall": 0.5}}}}
    assert failures(floors, "corpus", GOOD) == ["corpus, ko, entrusts_to: was not measured, though it has a floor."]


def test_floors_of_documents_that_are_not_there_ask_for_nothing() -> None:
    assert failures(pinned({}, "corpus", GOOD), "bundled", WORSE) == []


def test_a_floor_is_lowered_only_where_that_is_said() -> None:
    floors = pinned({}, "corpus", GOOD)
    with pytest.raises(InputError, match=r"would lower a floor: corpus, en.*say --lower"):
        pinned(floors, "corpus", WORSE)
    assert pinned(floors, "corpus", WORSE, lower=True)["corpus"]["en"]["all"]["precision"] == 0.5


def test_pinning_some_documents_keeps_the_floors_of_others() -> None:
    floors = pinned(pinned({}, "bundled", WORSE), "corpus", GOOD)
    assert floors["bundled"]["en"]["all"]["precision"] == 0.5


def test_floors_are_read_back_as_written(tmp_path: Path) -> None:
    floors = pinned({}, "corpus", GOOD)
    save_floors(floors, tmp_path / "floors.yaml")
    assert load_floors(tmp_path / "floors.yaml") == floors
    assert load_floors(tmp_path / "none.yaml") == {}


def test_a_folder_without_documents_of_the_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no document that the gold facts speak of"):
        measure(FACTS, tmp_path)


def test_the_bundled_disclosures_are_read_as_well_as_pinned() -> None:
    floors = load_floors()
    assert floors["bundled"].keys() == {"en", "ko"}
    assert failures(floors, "bundled", bundled()) == []
