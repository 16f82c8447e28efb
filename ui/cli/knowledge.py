"""Commands about the knowledge base: knowledge check."""

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.output import note, print_table

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

    group.command()(check)
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
