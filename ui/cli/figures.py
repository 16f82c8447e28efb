"""Figures of reading as Markdown, written into a page of the documentation between two marks."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from data.errors import DatagilError
from ingest.evaluate import FIELDS, Report

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def write_into(page: Path, reports: Mapping[str, Report]) -> None:
    """Put the tables of reports between the marks of a page; DatagilError where it has none."""
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise DatagilError(
            "The page has no place for figures", given=str(page), remedy=f"Write {BEGIN} and {END} where they belong"
        )
    tables = "\n".join(line for name, report in reports.items() for line in _lines(name, report))
    page.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")


def _lines(name: str, report: Report) -> Iterator[str]:
    yield from ("", f"### {name}", "")
    yield from _table(
        ["language", "kind", "gold", "found", "right", "wrong", "precision", "recall", "F1"],
        [
            [f.language, f.kind, f.gold, f.found, f.right, f.wrong, _share(f.precision), _share(f.recall), _share(f.f1)]
            for f in report.table()
        ],
    )
    yield ""
    yield from _table(
        ["language", "population told apart", *(f"{field}, token F1" for field in FIELDS)],
        [[language, *_beside(report, language)] for language in report.languages],
    )
    yield ""
    yield from _table(
        ["confidence", "mean", "statements", "share right"],
        [
            [f"{b.low:.2f}–{b.high:.2f}", _share(b.confidence), b.right + b.wrong, _share(b.share_right)]
            for b in report.calibration()
        ],
    )


def _beside(report: Report, language: str) -> Iterator[str]:
    told, of = report.population(language)
    yield f"{told} of {of}"
    for field in FIELDS:
        mean, count = report.overlap(field, language)
        yield f"{_share(mean)} over {count}" if count else "–"


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "| " + " | ".join("---" for _ in header) + " |"
    yield from ("| " + " | ".join(map(str, row)) + " |" for row in rows)


def _share(value: float) -> str:
    return f"{value:.3f}"
