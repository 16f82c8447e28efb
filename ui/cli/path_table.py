"""Paths as a table in the terminal."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ui.cli.output import console
from ui.i18n import Language, say

if TYPE_CHECKING:
    from graph.lineage import NodeRef, Path

_WEAK = {"reported": "yellow", "alleged": "red", "unconfirmed": "dim"}


def print_paths(paths: "Iterable[Path]", names: "Mapping[str, NodeRef]", language: Language) -> None:
    """Paths in rank order: grade, route with what must not be missed, what arrives, how many steps are inferred."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, leading=1, expand=True)
    table.add_column("#", justify="right")
    table.add_column(say("path.grade", language), no_wrap=True)
    table.add_column(say("path.route", language), ratio=4, overflow="fold")
    table.add_column(say("path.categories", language), ratio=2, overflow="fold")
    table.add_column(say("path.inferred", language), justify="right")
    table.add_column(say("path.countries", language))
    for number, path in enumerate(paths, 1):
        table.add_row(str(number), *_cells(path, names, language))
    if table.rows:
        console().print(table)


def _cells(path: "Path", names: "Mapping[str, NodeRef]", language: Language) -> list[str]:
    from rich.markup import escape

    from ui.present import accord_names, categories, notes, route

    grade, colour = say(f"grade.{path.grade}", language), _WEAK.get(path.grade, "green")
    warnings = "; ".join(notes(path, language))
    beside = "; ".join(accord_names(path, language))
    way = escape(route(path, language)) + (f"\n[italic]{escape(warnings)}[/italic]" if warnings else "")
    way += f"\n[dim]{escape(beside)}[/dim]" if beside else ""
    data = escape(categories(path, names, language))
    return [f"[{colour}]{grade}[/{colour}]", way, data, str(path.inferred), " ".join(path.countries)]
