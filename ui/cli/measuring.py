"""Commands that measure: evaluate (how well documents are read), bench (how fast)."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import options
from ui.cli.output import note, print_json, print_table

if TYPE_CHECKING:
    import graph.bench
    import ingest.bench
    from graph.statement import Statement
    from ingest.agreement import Fact
    from ingest.evaluate import Extracted, Report

Gold = Annotated[
    Path | None,
    typer.Argument(metavar="GOLD", help="Gold facts, one JSON object a line. None: the bundled ones, against their "
                   "floors.", exists=True, dir_okay=False),
]  # fmt: skip
Read = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="Documents, or statements (.jsonl) as `datagil extract --json` prints them.",
                   exists=True, dir_okay=False),
]  # fmt: skip
Misses = Annotated[
    int, typer.Option("--misses", metavar="N", help="Show up to N misses and N wrong statements.", min=0)
]
Calibration = Annotated[
    bool, typer.Option("--calibration", help="Show how often statements of like confidence are right.")
]
Corpus = Annotated[
    Path | None,
    typer.Option("--corpus", metavar="DIR", help="Besides the bundled documents, those in a folder with gold*.jsonl.",
                 exists=True, file_okay=False),
]  # fmt: skip
Pin = Annotated[bool, typer.Option("--pin", help="Make the figures of now the floors.")]
Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="PAGE", help="Write the tables into a page in Markdown, between its marks.",
                 exists=True, dir_okay=False),
]  # fmt: skip
Lower = Annotated[bool, typer.Option("--lower", help="With --pin: also where that lowers a floor.")]
Organisations = Annotated[int, typer.Option("--organisations", metavar="N", help="Organisations in it.", min=100)]
Sharing = Annotated[int, typer.Option("--sharing", metavar="N", help="Relationships for each of them.", min=1)]
Services = Annotated[int, typer.Option("--services", metavar="N", help="Services in whose documents these are.", min=1)]
Documents = Annotated[int, typer.Option("--documents", metavar="N", help="Documents read for memory.", min=200)]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(evaluate)
    group = typer.Typer(help="How fast documents are read and paths are found.", no_args_is_help=True)

    @group.callback()
    def bench() -> None:
        """How fast documents are read and paths are found."""

    group.command()(reading)
    group.command()(paths)
    app.add_typer(group, name="bench")


def evaluate(
    *,
    gold: Gold = None,
    files: Read = None,
    misses: Misses = 0,
    calibration: Calibration = False,
    corpus: Corpus = None,
    pin: Pin = False,
    lower: Lower = False,
    into: Into = None,
    as_json: options.AsJson = False,
) -> None:
    """Precision, recall and F1 by kind and language against gold facts; without GOLD, against the pinned floors."""
    if gold and not files:
        raise typer.BadParameter("GOLD needs at least one FILE to compare with it.")
    reports = {gold.name: _compared(gold, files or [])} if gold else _floored(corpus)
    if into:
        from ui.cli.figures import write_into

        write_into(into, reports)
    elif as_json:
        print_json({name: report.as_json() for name, report in reports.items()})
    else:
        for name, report in reports.items():
            print_report(name, report, misses, calibration=calibration)
    if not gold:
        _hold(reports, pin=pin, lower=lower)


def reading(documents: Documents = 1000, as_json: options.AsJson = False) -> None:
    """Time of reading 80 KB beside that of trafilatura in the same run; memory over many documents."""
    from ingest.bench import bench

    result = bench(documents)
    _print_measured(result, as_json=as_json)


def paths(
    organisations: Organisations = 100_000,
    sharing: Sharing = 9,
    services: Services = 1_000,
    as_json: options.AsJson = False,
) -> None:
    """Time of a search for paths beside Neo4j's own shortest path, on a large graph in a folder of its own."""
    from graph.bench import bench
    from graph.store import open_store

    with _home_of_its_own(), open_store() as store:
        result = bench(store, organisations, sharing, services)
    _print_measured(result, as_json=as_json)


def _print_measured(result: "ingest.bench.Result | graph.bench.Result", *, as_json: bool) -> None:
    if as_json:
        print_json(result.as_json())
    else:
        print_table([{"Figure": name, "": value} for name, value in result.rows()])


@contextmanager
def _home_of_its_own() -> Iterator[None]:
    """The managed server in a temporary folder, whatever the environment names; stopped at the end."""
    import tempfile

    from graph import server
    from graph.home import cache

    with tempfile.TemporaryDirectory(prefix="datagil-bench-", ignore_cleanup_errors=True) as folder:
        before = dict(os.environ)
        os.environ.update(DATAGIL_HOME=folder, DATAGIL_CACHE=str(cache()))
        for name in [name for name in before if name.startswith("NEO4J_")]:
            del os.environ[name]
        try:
            yield
        finally:
            server.stop(force=True)
            os.environ.clear()
            os.environ.update(before)


def print_report(name: str, report: "Report", misses: int = 0, *, calibration: bool = False) -> None:
    """The figures of a report as tables: by language and kind, population and words, and what was missed."""
    print_table([
        {"Language": f.language, "Kind": f.kind, "Gold": f.gold, "Found": f.found, "Right": f.right, "Wrong": f.wrong,
         "Precision": f"{f.precision:.3f}", "Recall": f"{f.recall:.3f}", "F1": f"{f.f1:.3f}"}
        for f in report.table()
    ], title=name)  # fmt: skip
    print_table([_beside(report, language) for language in report.languages])
    if calibration:
        print_table([
            {"Confidence": f"{b.low:.2f}–{b.high:.2f}", "Mean": f"{b.confidence:.3f}", "Statements": b.right + b.wrong,
             "Share right": f"{b.share_right:.3f}"}
            for b in report.calibration()
        ])  # fmt: skip
    _print_misses(report, misses)


def _beside(report: "Report", language: str) -> dict[str, str]:
    from ingest.evaluate import FIELDS

    told, of = report.population(language)
    words = {f"{field} (token F1)": "{:.3f} over {}".format(*report.overlap(field, language)) for field in FIELDS}
    return {"Language": language, "Population told apart": f"{told} of {of}", **words}


def _print_misses(report: "Report", limit: int) -> None:
    rows: list[tuple[str, str, Fact | Statement]] = [
        ("missed", s.document.doc_id, s.fact) for s in report.missed[:limit]
    ]
    rows += [("wrong", j.document.doc_id, j.statement) for j in report.wrong[:limit]]
    print_table([
        {"": what, "Document": document, "Kind": said.kind, "Recipient": said.recipient, "Country": said.country,
         "Ground": said.ground, "Words": said.quote}
        for what, document, said in rows
    ])  # fmt: skip


def _floored(corpus: Path | None) -> "dict[str, Report]":
    from ingest import floors

    reports = {floors.BUNDLED: floors.bundled()}
    return reports | {floors.CORPUS: floors.corpus(corpus)} if corpus else reports


def _hold(reports: "Mapping[str, Report]", *, pin: bool, lower: bool) -> None:
    """Compare reports with the floors, or make them the floors; leaves with 1 where a figure fell."""
    from ingest import floors

    pinned = floors.load_floors()
    if pin:
        for name, report in reports.items():
            pinned = floors.pinned(pinned, name, report, lower=lower)
        floors.save_floors(pinned)
        note(f"The floors of {' and '.join(reports)} are those figures now.")
        return
    fallen = [sentence for name, report in reports.items() for sentence in floors.failures(pinned, name, report)]
    for sentence in fallen:
        note(sentence)
    if fallen:
        raise typer.Exit(1)
    note("Every figure is at its floor or above.")


def _compared(gold: Path, files: Iterable[Path]) -> "Report":
    from ingest.agreement import load_facts
    from ingest.evaluate import evaluate, extracted

    documents: list[Extracted] = []
    for file in files:
        documents += _from_lines(file) if file.suffix == ".jsonl" else [extracted(file)]
    facts = load_facts(gold)
    unread = {fact.doc_id for fact in facts} - {document.doc_id for document in documents}
    if unread:
        note(f"{len(unread)} documents of {gold.name} were not given and are left out: {', '.join(sorted(unread))}.")
    return evaluate(facts, documents)


def _from_lines(file: Path) -> "list[Extracted]":
    from ingest.evaluate import Extracted
    from ingest.readers import language_of
    from ui.intake import statements_from

    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    by_version = statements_from(lines)
    stems = {row.get("document", row["doc_id"]): row["doc_id"] for row in map(json.loads, lines)}
    found: dict[str, list[Statement]] = defaultdict(list)
    for version, statements in by_version.items():
        found[stems[version]] += statements
    return [
        Extracted(stem, language_of(" ".join(s.quote for s in statements)), tuple(statements))
        for stem, statements in found.items()
    ]
