"""Commands that set services, or a notice and the law, side by side: compare."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import options
from ui.cli.output import print_json, print_table

if TYPE_CHECKING:
    from graph.compare import Portrait

Services = Annotated[list[str], typer.Argument(metavar="SERVICE", help="Ids of services, with or without svc-.")]
_SHOWN = 12  # names in a cell before the rest is counted


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(compare)


def compare(services: Services, as_json: options.AsJson = False) -> None:
    """Services side by side: recipients, countries, data that leaves Korea, exceptions, authorities, proceedings."""
    from graph.compare import compare as portraits_of
    from graph.store import open_store
    from ui.links import prefixed

    with open_store() as store:
        portraits = portraits_of(store, [prefixed("svc-", service) for service in services])
    if as_json:
        print_json([portrait.as_json() for portrait in portraits])
    else:
        print_table(table_of(portraits))


def table_of(portraits: "list[Portrait]") -> list[Mapping[str, str]]:
    """A row for each thing compared, a column for each service."""
    rows = {
        "Named recipients": [_graded(p.named) for p in portraits],
        "Recipients described only": [_graded(p.unnamed) for p in portraits],
        "Countries stated": [_graded(p.countries) for p in portraits],
        "Data said to leave Korea": [_few(p.categories) or "no source names any" for p in portraits],
        "Without consent": [_few(f"{g} → {_few(names)}" for g, names in p.exceptions.items()) for p in portraits],
        "Foreign authorities": [_few(f"{g}: {len(ids)}" for g, ids in p.authorities.items()) for p in portraits],
        "Proceedings": [_few(f"{q['date']} {q['authority']}" for q in p.proceedings) for p in portraits],
    }
    names = [portrait.service.name for portrait in portraits]
    return [{"": what, **dict(zip(names, cells, strict=True))} for what, cells in rows.items()]


def _graded(names: Mapping[str, object]) -> str:
    return f"{len(names)}: " + _few(f"{name} [{grade}]" for name, grade in names.items()) if names else "none"


def _few(words: Iterable[str]) -> str:
    listed = list(words)
    more = [f"and {len(listed) - _SHOWN} more"] if len(listed) > _SHOWN else []
    return "; ".join([*listed[:_SHOWN], *more])
