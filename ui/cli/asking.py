"""Commands that ask the graph: paths, cypher, list."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli import options
from ui.cli.output import note, print_csv, print_json, print_table
from ui.cli.path_table import print_paths
from ui.i18n import Language, either
from ui.links import View

if TYPE_CHECKING:
    from graph.lineage import Found, NodeRef
    from graph.store import Store

Parameters = Annotated[list[str] | None, typer.Option("-p", "--param", metavar="NAME=VALUE", help="A $parameter.")]
SvgFile = Annotated[
    Path | None, typer.Option("--svg", metavar="FILE", help="Draw the paths into a file, SVG or PNG.", dir_okay=False)
]
START = View()
LISTS = {"services": "Service", "categories": "DataCategory", "authorities": "Authority", "countries": "Jurisdiction",
         "populations": "DataSubject"}  # fmt: skip
_SINGULAR = {"service": "services", "category": "categories", "authority": "authorities", "country": "countries",
             "population": "populations", "node": "all", "nodes": "all"}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(paths)
    app.command()(cypher)
    app.command("list")(list_)


def paths(
    *,
    origin: options.Origin = START.origin,
    to: options.To = START.to,
    service: options.Service = None,
    category: options.Categories = None,
    via: options.Via = None,
    avoid: options.Avoid = None,
    grade: options.WeakestGrade = None,
    max_steps: options.MaxSteps = START.max_steps,
    k: options.Count = START.k,
    at: options.Day = None,
    as_json: options.AsJson = False,
    svg: SvgFile = None,
    language: options.Words = "en",
) -> None:
    """Paths of personal data, ranked, each step with its evidence."""
    view = View(origin, to, service, tuple(category or ()), tuple(via or ()), tuple(avoid or ()), grade, max_steps, k,
                day(at), language=language)  # fmt: skip
    found, names = _find(view)
    if svg:
        draw(found, svg, language)
    if as_json:
        print_json(found.as_json())
    elif not svg:
        _print_paths(found, names, language)


def cypher(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A query in Cypher that only reads.")],
    param: Parameters = None,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """Ask the graph in Cypher; only reading is allowed, within limits of time, memory and rows."""
    parameters = dict(map(_parameter, param or ()))
    from graph.query import ask
    from graph.store import open_store

    with open_store() as store:
        answer = ask(store, query, parameters)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    if as_json:
        print_json({"columns": answer.columns, "rows": rows, "cut": answer.cut})
    elif as_csv:
        print_csv(answer.columns, answer.rows)
    else:
        print_table(rows)
    if answer.cut:
        note(f"Only the first {len(rows)} rows are shown; narrow the query or add LIMIT.")


def list_(
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"One of {', '.join(LISTS)}, all.")] = "services",
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
) -> None:
    """What the graph holds: services, categories, authorities, countries, populations, with their ids."""
    kinds = _kinds(what)
    from graph.store import open_store

    with open_store() as store:
        rows = [row for kind in kinds for row in store.read(
            f"MATCH (n:{kind}) RETURN n.id AS id, n.name AS name, n.name_ko AS name_ko ORDER BY n.name"
        )]  # fmt: skip
    if as_json:
        print_json(rows)
    elif as_csv:
        print_csv(("id", "name", "name_ko"), [tuple(row.values()) for row in rows])
    else:
        print_table([{name: value or "" for name, value in row.items()} for row in rows])


def draw(found: "Found", file: Path, language: Language) -> None:
    """Draw paths laid over each other into a file; its ending says whether as SVG or PNG."""
    from graph.lineage import overlay
    from ui.drawing import png, svg

    picture = svg(overlay(found.paths), language=language)
    if file.suffix.lower() == ".png":
        file.write_bytes(png(picture))
    else:
        file.write_text(picture, encoding="utf-8")
    note(f"{len(found.paths)} paths drawn in {file}.")


def day(text: str | None) -> date | None:
    """A date as written; wrong usage where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date; write YYYY-MM-DD.") from error


def category_names(store: "Store") -> "dict[str, NodeRef]":
    """Categories by id, to name what a path carries."""
    from graph.choices import choices

    return {node.id: node for node in choices(store).categories}


def _find(view: View) -> "tuple[Found, dict[str, NodeRef]]":
    from graph.paths import find_paths
    from graph.store import open_store

    with open_store() as store:
        return find_paths(store, view.question), category_names(store)


def _print_paths(found: "Found", names: "dict[str, NodeRef]", language: Language) -> None:
    print_paths(found.paths, names, language)
    if not found.paths:
        note("No path answers this. Fewer conditions may find one; `datagil list` shows what there is.")
    if found.reason:
        note(either(found.reason, found.reason_ko, language))


def _kinds(what: str) -> list[str]:
    plural = _SINGULAR.get(what, what)
    if plural != "all" and plural not in LISTS:
        raise typer.BadParameter(f"{what!r} is none of {', '.join(LISTS)}, all.")
    return list(LISTS.values()) if plural == "all" else [LISTS[plural]]


def _parameter(text: str) -> tuple[str, Any]:
    """A parameter as NAME=VALUE; the value is JSON where it reads as JSON, else text."""
    import json

    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE.")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
