"""Commands that read documents: ingest, extract, text."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import language_model, options
from ui.cli.asking import day
from ui.cli.knowledge import rules_in_words
from ui.cli.output import note, print_json, print_table, progress

if TYPE_CHECKING:
    from graph.statement import Document, Statement
    from ui.intake import Outcome

Places = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH", help="Files or folders of HTML, Markdown, text or PDF; - for statements as JSON Lines."
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="For each statement: which rule, which words, why resolved so.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read, and write nothing.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for command in (ingest, extract, text):
        app.command()(command)


def ingest(
    paths: Places,
    *,
    service: options.AboutService = None,
    date: options.DocumentDate = None,
    dry_run: DryRun = False,
    as_json: options.AsJson = False,
    model: language_model.Model = None,
    with_rules: language_model.WithRules = False,
    yes: language_model.Yes = False,
) -> None:
    """Read documents into the graph; reading them again changes nothing."""
    choice = language_model.Choice(model, with_rules, yes)
    outcomes = list(_ingest(paths, service, date, dry_run, choice))
    if as_json:
        print_json([{name: getattr(outcome, name) for name in outcome.__slots__} for outcome in outcomes])
    else:
        print_outcomes(outcomes)
    if any(outcome.problem for outcome in outcomes):
        raise typer.Exit(1)


def extract(
    files: options.Files,
    *,
    service: options.AboutService = None,
    date: options.DocumentDate = None,
    as_json: options.AsJson = False,
    explain: Explain = False,
    model: language_model.Model = None,
    with_rules: language_model.WithRules = False,
    yes: language_model.Yes = False,
) -> None:
    """Statements of documents, without any store; with --json one JSON object a line."""
    from ingest.pipeline import as_line

    with language_model.reader(language_model.Choice(model, with_rules, yes), files) as read_file:
        for file in files:
            document, statements = read_file(file, service=_service(service), date=day(date))
            if as_json:
                for statement in statements:
                    print(json.dumps(as_line(statement, file.stem), ensure_ascii=False))
            elif explain:
                print_explanations(document, statements)
            else:
                print_statements(file.name, statements)


def text(file: options.File) -> None:
    """The text of a document, in which the offsets of statements count."""
    from ingest.readers import read

    sys.stdout.write(read(file).text)


def print_statements(name: str, statements: "list[Statement]") -> None:
    """Who gives what to whom, and the words, as a table."""
    print_table([
        {"Kind": s.kind, "From": s.subject, "To": s.recipient or s.country or "",
         "Data": ", ".join(s.data_categories), "For users in": ", ".join(s.applies_to), "Words": s.quote}
        for s in statements
    ], title=f"{name}: {len(statements)} statements")  # fmt: skip


def print_explanations(document: "Document", statements: "list[Statement]") -> None:
    """Each statement with the rule and words it rests on and what its words were resolved to."""
    from data.knowledge import load_knowledge
    from ingest.explain import explain

    lines = explain(statements, load_knowledge(), document.language or "en")
    for number, (statement, reasons) in enumerate(zip(statements, lines, strict=True), 1):
        print(f"{number}. {statement.kind} ({statement.id})")
        for heading, sentence in reasons:
            print(f"   {heading + ':':16}{' '.join(sentence.split())}")


def print_outcomes(outcomes: "list[Outcome]") -> None:
    """What became of each document, as a table."""
    print_table([
        {"Document": o.source, "Service": o.service or "", "Statements": o.statements,
         "Relationships": o.relationships or "", "Outcome": o.problem or "read"}
        for o in outcomes
    ])  # fmt: skip


def _ingest(
    places: list[Path], service: str | None, date: str | None, dry_run: bool, choice: language_model.Choice
) -> "Iterator[Outcome]":
    from graph.store import open_store
    from ui.intake import draw_inferences, files_in, put_knowledge, take_in, take_in_statements

    version, about = day(date), _service(service)
    from_stdin = places == [Path("-")]
    files = [] if from_stdin else files_in(places)
    if from_stdin and choice.model:
        raise typer.BadParameter("--model reads documents; what comes on stdin are statements already.")
    with ExitStack() as stack:
        read_file = stack.enter_context(language_model.reader(choice, files, whole=True))
        store = None if dry_run else stack.enter_context(open_store())
        if store:
            put_knowledge(store)
        bar = stack.enter_context(progress("Reading", None if from_stdin else len(files)))
        taken = take_in_statements(store, sys.stdin, about, version) if from_stdin else take_in(
            store, files, about, version, read_file)  # fmt: skip
        for outcome in taken:
            bar.advance(bar.task_ids[0])
            yield outcome
        done = f"The graph is up to date. {rules_in_words(draw_inferences(store))}" if store else "Nothing was written."
    note(done)


def _service(given: str | None) -> str | None:
    from ui.links import prefixed

    return prefixed("svc-", given) if given else None
