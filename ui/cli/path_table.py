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

    from data.countries import country_name
    from ui.present import accords_by_end

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, leading=1, expand=True)
    table.add_column("#", justify="right")
    table.add_column(say("path.grade", language), no_wrap=True)
    table.add_column(say("path.route", language), ratio=4, overflow="fold")
    table.add_column(say("path.categories", language), ratio=2, overflow="fold")
    table.add_column(say("path.inferred", language), justify="right")
    table.add_column(say("path.countries", language))
    shown = list(paths)
    for number, path in enumerate(shown, 1):
        table.add_row(str(number), *_cells(path, names, language))
    if table.rows:
        console().print(table)
    for code, names_of_accords in accords_by_end(shown, language).items():
        between = say("path.accords", language, country=country_name(code, language), names="; ".join(names_of_accords))
        console().print(between, style="dim", markup=False)


def _cells(path: "Path", names: "Mapping[str, NodeRef]", language: Language) -> list[str]:
    from rich.markup import escape

    from ui.present import categories, notes, route

    grade, colour = say(f"grade.{path.grade}", language), _WEAK.get(path.grade, "green")
    warnings = "; ".join(notes(path, language))
    way = escape(route(path, language)) + (f"\n[italic]{escape(warnings)}[/italic]" if warnings else "")
    data = escape(categories(path, names, language))
    return [f"[{colour}]{grade}[/{colour}]", way, data, str(path.inferred), " ".join(path.countries)]
