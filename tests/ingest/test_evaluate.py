"""Counting what was read rightly, what wrongly and what not at all."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from graph.statement import Statement
from ingest.agreement import Fact, load_facts
from ingest.evaluate import Extracted, Report, evaluate, extracted, matched


def said(recipient: str | None, kind: str = "provides_to", **fields: object) -> Statement:
    return Statement.model_validate({"doc_id": "x", "kind": kind, "recipient": recipient, "quote": "…", **fields})


def fact(recipient: str | None, kind: str = "provides_to", **fields: object) -> Fact:
    return Fact.model_validate({"doc_id": "shop", "kind": kind, "recipient": recipient, **fields})


def report(gold: Iterable[Fact], statements: Iterable[Statement], language: str = "en") -> Report:
    return evaluate(gold, [Extracted("shop", language, tuple(statements))])


def test_precision_counts_statements_and_recall_counts_facts() -> None:
    done = report(
        [fact("Blue Parcel"), fact("Red Bank"), fact("Grey Cloud")], [said("Blue Parcel"), said("Nobody Inc")]
    )
    figures = done.figures()
    assert (figures.gold, figures.found, figures.right, figures.wrong) == (3, 1, 1, 1)
    assert (figures.precision, figures.recall, figures.f1) == (0.5, pytest.approx(1 / 3), pytest.approx(0.4))
    assert [sought.fact.recipient for sought in done.missed] == ["Red Bank", "Grey Cloud"]
    assert [judged.statement.recipient for judged in done.wrong] == ["Nobody Inc"]


def test_one_statement_finds_one_fact() -> None:
    figures = report([fact("Blue Parcel"), fact("Blue Parcel Korea")], [said("Blue Parcel")]).figures()
    assert (figures.found, figures.right) == (1, 1)


def test_statements_that_say_the_same_are_counted_once() -> None:
    assert report([fact("Blue Parcel")], [said("Blue Parcel"), said("Blue Parcel Ltd.")]).figures().right == 1


def test_borderline_facts_change_no_figure() -> None:
    figures = report([fact("Blue Parcel", optional=True)], [said("Blue Parcel")]).figures()
    assert (figures.gold, figures.right, figures.wrong) == (0, 0, 0)


def test_population_counts_statements_about_users_elsewhere_that_say_so() -> None:
    gold = [fact("Blue Parcel", applies_to=["US"]), fact("Red Bank", applies_to=["EEA"])]
    done = report(gold, [said("Blue Parcel", applies_to=["US"]), said("Red Bank")])
    assert done.population() == (1, 2)
    assert done.figures().wrong == 0


def test_words_of_items_are_compared_where_the_gold_has_them() -> None:
    done = report([fact("Blue Parcel", items="name, address")], [said("Blue Parcel", data_categories=["name"])])
    assert done.overlap("items") == (pytest.approx(2 / 3), 1)
    assert done.overlap("purpose") == (0.0, 0)


def test_kinds_that_are_not_scored_and_documents_without_facts_are_left_out() -> None:
    documents = [Extracted("other", "en", (said("A"),)), Extracted("shop", "en", (said(None, "collects"),))]
    assert evaluate([fact("Blue Parcel")], documents).figures().wrong == 0


def test_figures_stand_by_language_and_kind() -> None:
    korean = [Fact(doc_id="가게", kind="entrusts_to", recipient="푸른택배")]
    documents = [Extracted("shop", "en", (said("Blue Parcel"),)), Extracted("가게", "ko", ())]
    rows = evaluate([fact("Blue Parcel"), *korean], documents).table()
    assert [(f.language, f.kind, f.found) for f in rows] == [
        ("en", "provides_to", 1), ("en", "all", 1), ("ko", "entrusts_to", 0), ("ko", "all", 0),
        ("all", "provides_to", 1), ("all", "entrusts_to", 0), ("all", "all", 1),
    ]  # fmt: skip


def test_calibration_tells_how_often_statements_of_like_confidence_are_right() -> None:
    statements = [said("Blue Parcel", confidence=1.0), said("A", confidence=0.7), said("Red Bank", confidence=0.75)]
    classes = report([fact("Blue Parcel"), fact("Red Bank")], statements).calibration()
    assert [(c.low, c.high, c.share_right) for c in classes] == [(0.7, 0.8, 0.5), (0.95, 1.0, 1.0)]
    assert classes[0].confidence == pytest.approx(0.725)


def test_a_maximum_matching_gives_way_where_that_seats_more() -> None:
    assert matched([[0, 1], [0], [2], [2]]) == {0, 1, 2}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_figures_are_those_of_the_scorer_of_record(language: str, shared: Path, tmp_path: Path) -> None:
    gold = shared / f"corpus/gold-{language}.jsonl"
    documents = [extracted(file) for file in sorted(shared.glob(f"corpus/policies-{language}/*"))]
    report = evaluate(load_facts(gold), documents)
    theirs = _scored(shared / "eval/score.py", gold, documents, tmp_path / "predicted.jsonl")
    assert [(f.kind, f.gold, f.found, f.right, f.wrong) for f in report.table()] == [
        (r["kind"].replace("ALL", "all"), r["gold"], r["found"], r["right"], r["wrong"]) for r in theirs["rows"]
    ]
    assert report.population() == (theirs["told_apart"], theirs["elsewhere"])
    for field, (mean, count) in theirs["fields"].items():
        assert report.overlap(field) == (pytest.approx(mean), count)


def _scored(scorer: Path, gold: Path, documents: list[Extracted], file: Path) -> Any:
    lines = [{**s.as_json(), "doc_id": document.doc_id} for document in documents for s in document.statements]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    command = [sys.executable, str(scorer), str(gold), str(file), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
