"""Commands about the knowledge base: knowledge check, build, schema."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.output import note, print_json, print_table

if TYPE_CHECKING:
    from graph.infer import Inferred

Folder = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        metavar="DIR",
        help="Your own folder, whose records are added to ours.",
        exists=True,
        file_okay=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="The knowledge base: facts that no policy states, with sources.", no_args_is_help=True)

    @group.callback()
    def knowledge() -> None:
        """The knowledge base: facts that no policy states, with sources."""

    for command in (check, build, schema):
        group.command()(command)
    app.add_typer(group, name="knowledge")


def check(folder: Folder = None) -> None:
    """Verify every record: ids, references, dates, codes, sources, cycles."""
    from data.check import check_knowledge
    from data.knowledge import RECORDS, load_knowledge

    knowledge = load_knowledge(folder)
    problems = check_knowledge(knowledge)
    for problem in problems:
        note(str(problem))
    print_table([{"Records": kind, "Count": len(knowledge.records(kind))} for kind in RECORDS])
    if problems:
        note(f"{len(problems)} problems.")
        raise typer.Exit(1)
    note("Every record is in order.")


def build(folder: Folder = None) -> None:
    """Put the knowledge base into the graph, with your own records; what is no longer in it goes."""
    from data.knowledge import load_knowledge
    from graph.build import ensure_knowledge
    from graph.store import open_store

    knowledge = load_knowledge(folder)
    with open_store() as store:
        built = ensure_knowledge(store, knowledge)
    if built:
        note(f"The graph holds this knowledge base now. {rules_in_words(built)}")
    else:
        note("The graph held this knowledge base already.")


def rules_in_words(inferred: "Inferred") -> str:
    """How many rules were run and how many were left, as a sentence."""
    return f"Rules run: {len(inferred.ran)}; left, since nothing they rest on had changed: {len(inferred.left)}."


def schema() -> None:
    """The JSON Schema of the files of a knowledge folder, for editors and validators."""
    from data.knowledge import json_schema

    print_json(json_schema())
