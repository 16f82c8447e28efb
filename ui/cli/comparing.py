"""Commands that set services, or a notice and the law, side by side: compare, check."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import options
from ui.cli.output import console, note, print_json, print_table
from ui.i18n import Language, say

if TYPE_CHECKING:
    from graph.compare import Portrait
    from graph.completeness import Item

Services = Annotated[list[str], typer.Argument(metavar="SERVICE", help="Ids of services, with or without svc-.")]
_SHOWN = 12  # names in a cell before the rest is counted
_WIDTH = 100  # characters of a passage in a table


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(compare)
    app.command()(check)


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


def check(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Id of a service, with or without svc-.")],
    as_json: options.AsJson = False,
    language: options.Words = "en",
) -> None:
    """What PIPA Art. 28-8 and 30 ask a notice to contain, item by item, with the passage; never a verdict."""
    from data.knowledge import load_knowledge
    from graph.completeness import check_notices
    from graph.store import open_store
    from ui.links import prefixed

    with open_store() as store:
        found = check_notices(store, prefixed("svc-", service), load_knowledge().checks.values())
    if as_json:
        print_json([document.as_json() for document in found])
        return
    for document in found:
        console().print(f"{document.title} ({document.version or '–'})", style="bold")
        for transfer in document.transfers:
            console().print(f"{transfer.recipient or '–'} → {transfer.country}")
            print_table(_items(transfer.items, language))
        print_table(_items(document.policy, language))
    if not found:
        note("No document about this service was read here. Read one with: datagil ingest FILE --service …")


def _items(items: "Iterable[Item]", language: Language) -> list[Mapping[str, str]]:
    return [
        {
            "Article": item.provision.removeprefix("kr-pipa-"),
            "Item": item.says[language == "ko"],
            "Found": " ".join((item.words or say("check.not_found", language)).split())[:_WIDTH],
        }
        for item in items
    ]


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
