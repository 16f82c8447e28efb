"""The command for the first minute: demo."""

from typing import TYPE_CHECKING, Annotated

import typer

from data.grades import Grade
from ui.cli import options
from ui.cli.output import console, note, progress
from ui.cli.path_table import print_paths
from ui.i18n import Language, say

if TYPE_CHECKING:
    from graph.lineage import NodeRef, Path
    from graph.store import Store

Once = Annotated[bool, typer.Option("--once", help="Print and leave.")]
SERVICE = "svc-aliexpress"
STRONG, WEAKER = Grade.DISCLOSED, (Grade.REPORTED, Grade.ALLEGED)
LOOKED_AT = 300  # paths ranked before one of each route is taken


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(demo)


def demo(once: Once = False, no_browser: options.NoBrowser = False, language: options.Words = "en") -> None:
    """Build the bundled knowledge and disclosures, show the strongest paths for AliExpress, open the explorer."""
    from graph.store import open_store

    with open_store() as store:
        _build(store)
        _show(store, language)
    if not once:
        from ui.cli.launch import explore

        explore(browser=not no_browser)


def _build(store: "Store") -> None:
    from data.disclosures import bundled
    from ui.intake import draw_inferences, put_knowledge, take_in

    files = bundled()
    with progress("Building the graph", len(files) + 2) as bar:
        put_knowledge(store)
        bar.advance(bar.task_ids[0])
        for outcome in take_in(store, files, None, None):
            bar.advance(bar.task_ids[0])
            if outcome.problem:
                note(f"{outcome.source}: {outcome.problem}")
        draw_inferences(store)
    counts = store.counts()
    note(f"The graph holds {counts.get('Statement', 0)} statements of {counts.get('Document', 0)} documents.")


def _show(store: "Store", language: Language) -> None:
    from graph.paths import Question, find_paths
    from ui.cli.asking import category_names
    from ui.present import distinct_routes, strongest_of

    names = category_names(store)
    strong = find_paths(store, Question(service=SERVICE, grade=STRONG, k=LOOKED_AT)).paths
    _print(say("demo.strongest", language), distinct_routes(strong, 5), names, language)
    for grade in WEAKER:
        found = find_paths(store, Question(service=SERVICE, grade=grade, k=LOOKED_AT)).paths
        weaker = strongest_of(found, grade)
        word, means = say(f"grade.{grade}", language), say(f"grade_means.{grade}", language)
        heading = say("demo.weaker", language, grade=word, means=means)
        _print(heading, [weaker] if weaker else [], names, language)
    console().print(say("drawing.meaning", language), style="italic")


def _print(heading: str, paths: "list[Path]", names: "dict[str, NodeRef]", language: Language) -> None:
    console().print(heading, style="bold")
    print_paths(paths, names, language)
    if not paths:
        console().print(say("demo.none", language))
