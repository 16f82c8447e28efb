"""Floors of quality under version control: precision and recall by kind and language that reading must keep.

`data/evaluation/floors.yaml` holds them for the bundled disclosures and for a folder of documents that is not
bundled. Figures may rise; lowering a floor takes a word and is a line in the diff.
"""

import math
from collections.abc import Iterator
from pathlib import Path

import yaml

import data
from graph.errors import InputError
from ingest.agreement import Fact, load_facts
from ingest.evaluate import ALL, Figures, Report, evaluate, extracted

FOLDER = Path(data.__file__).parent
FILE = FOLDER / "evaluation/floors.yaml"
BUNDLED, CORPUS = "bundled", "corpus"
MEASURES = ("precision", "recall")
STEP = 1000  # floors are pinned to the thousandth below

Floors = dict[str, dict[str, dict[str, dict[str, float]]]]  # documents → language → kind → measure
_HEAD = "# Made by `datagil evaluate --pin`: what reading must reach, by documents, language and kind.\n"


def measure(gold: list[Fact], folder: Path) -> Report:
    """The files below a folder that gold facts speak of, read and compared with them.

    Raises InputError where the folder has none.
    """
    known = {fact.doc_id for fact in gold}
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.stem in known)
    if not files:
        raise InputError(
            "The folder has no document that the gold facts speak of", given=str(folder),
            remedy="Give the folder that holds gold*.jsonl and the documents",
        )  # fmt: skip
    return evaluate(gold, map(extracted, files))


def bundled() -> Report:
    """How well the bundled disclosures are read."""
    return measure(load_facts(FOLDER / "evaluation/gold.jsonl"), FOLDER / "disclosures")


def corpus(folder: Path) -> Report:
    """How well the documents in a folder are read, by the gold facts in its files gold*.jsonl."""
    return measure([fact for file in sorted(folder.glob("gold*.jsonl")) for fact in load_facts(file)], folder)


def load_floors(file: Path = FILE) -> Floors:
    """The pinned floors; none where the file is not there."""
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {} if file.is_file() else {}


def save_floors(floors: Floors, file: Path = FILE) -> None:
    """Write the floors, in an order that shows a change as one line."""
    file.write_text(_HEAD + yaml.safe_dump(floors, sort_keys=True, allow_unicode=True), encoding="utf-8")


def failures(floors: Floors, documents: str, report: Report) -> list[str]:
    """A sentence for each figure that is below its floor, or that was not measured though it has one."""
    figures = {(f.language, f.kind): f for f in _kept(report)}
    return [
        sentence
        for language, kinds in floors.get(documents, {}).items()
        for kind, floor in kinds.items()
        for sentence in _failures(f"{documents}, {language}, {kind}", floor, figures.get((language, kind)))
    ]


def pinned(floors: Floors, documents: str, report: Report, *, lower: bool = False) -> Floors:
    """The floors with those of these documents set to the figures of the report.

    Raises InputError where that would lower one and `lower` does not allow it.
    """
    fallen = failures(floors, documents, report)
    if fallen and not lower:
        raise InputError("Pinning would lower a floor: " + " ".join(fallen).rstrip("."),
                         remedy="Mend the reading, or say --lower")  # fmt: skip
    fresh: dict[str, dict[str, dict[str, float]]] = {}
    for f in _kept(report):
        fresh.setdefault(f.language, {})[f.kind] = {m: math.floor(getattr(f, m) * STEP) / STEP for m in MEASURES}
    return {**floors, documents: fresh}


def _kept(report: Report) -> list[Figures]:
    return [figures for figures in report.table() if figures.language != ALL]


def _failures(place: str, floor: dict[str, float], figures: Figures | None) -> Iterator[str]:
    if figures is None:
        yield f"{place}: was not measured, though it has a floor."
        return
    for name in MEASURES:
        got = getattr(figures, name)
        if got < floor[name]:
            yield f"{place}: {name} {got:.3f} is below its floor of {floor[name]:.3f}."
