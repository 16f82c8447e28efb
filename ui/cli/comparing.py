"""Commands that set services, or a notice and the law, side by side: compare, check."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli import options
from ui.cli.output import console, note, print_json, print_table
from ui.i18n import Language, either, say

if TYPE_CHECKING:
    from graph.compare import Portrait
    from graph.completeness import Completeness
    from graph.lineage import Passage
    from ui.checking import Part
    from ui.comparison import Entry, Group

Services = Annotated[list[str], typer.Argument(metavar="SERVICE", help="Ids of services, with or without svc-.")]
_SHOWN = 12  # names in a cell before the rest is counted
_WIDTH = 160  # characters of a passage in a table


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(compare)
    app.command()(check)


def compare(services: Services, as_json: options.AsJson = False, language: options.Words = "en") -> None:
    """Services side by side: recipients, countries, data that leaves Korea, exceptions, authorities, proceedings."""
    from graph.compare import compare as portraits_of
    from graph.store import open_store
    from ui.links import prefixed

    with open_store() as store:
        portraits = portraits_of(store, [prefixed("svc-", service) for service in services])
    if as_json:
        print_json([portrait.as_json() for portrait in portraits])
    else:
        print_table(table_of(portraits, language))
        _print_below(portraits, language)


def check(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Id of a service, with or without svc-.")],
    as_json: options.AsJson = False,
    language: options.Words = "en",
) -> None:
    """What PIPA Art. 28-8 and 30 ask a notice to contain, item by item, with the passage; never a verdict."""
    from data.knowledge import load_knowledge
    from graph.completeness import check_notices
    from graph.store import open_store
    from ui.checking import parts, source
    from ui.links import prefixed

    with open_store() as store:
        found = check_notices(store, prefixed("svc-", service), load_knowledge().checks.values())
    if as_json:
        print_json([document.as_json() for document in found])
        return
    for document in (one for one in found if parts([one])):
        console().print(source(document), style="bold", markup=False)
        if document.url:
            console().print(document.url, markup=False)
        for part in parts([document]):
            console().print(f"{part.title(language)}: {part.tally(language)}", markup=False)
            print_table(_items(part, language))
        _print_decided(document, language)
    note(say("check.no_verdict" if found else "check.no_document", language))


def _print_decided(document: "Completeness", language: Language) -> None:
    if document.decided:
        console().print(say("check.decided", language), style="bold", markup=False)
    for passage in document.decided:
        words = either(passage.quote, passage.quote_ko, language)
        console().print(f"{' '.join(words.split())} [{_about(passage)}]", markup=False)


def _about(passage: "Passage") -> str:
    return " · ".join(filter(None, (passage.title, passage.publisher, passage.version, passage.url)))


def _items(part: "Part", language: Language) -> list[Mapping[str, str]]:
    from ui.checking import asked

    item_, found, place = (say(f"check.{key}", language) for key in ("item", "found", "place"))
    rows: list[Mapping[str, str]] = []
    for item in part.items:
        lines = [(part.words(given, language), ", ".join(map(place_of, given.passages))) for given in item.given]
        for number, (words, where) in enumerate(lines or [(say("check.not_found", language), "")]):
            rows.append({item_: "" if number else asked(item, language), found: _short(words), place: where})
    return rows


def place_of(passage: "Passage") -> str:
    """Where a passage stands in what `datagil text` prints; nothing where the words are ours."""
    return "" if passage.start is None else f"{passage.start}–{passage.end}"


def _short(words: str) -> str:
    return words if len(words) <= _WIDTH else words[:_WIDTH].rstrip() + "…"


def table_of(portraits: "Sequence[Portrait]", language: Language) -> list[Mapping[str, str]]:
    """A row for each thing compared, a column for each service; entries bear the numbers of their sources."""
    from ui.comparison import rows
    from ui.present import name

    documents = list(sources_of(portraits))
    return [
        {"": row.title}
        | {
            name(portrait.service, language): _cell(groups, portrait, documents, language) or row.nothing
            for portrait, groups in zip(portraits, row.cells, strict=True)
        }
        for row in rows(portraits, language)
    ]


def sources_of(portraits: "Sequence[Portrait]") -> "dict[str, Passage]":
    """A passage of each document that anything in the portraits rests on, by the document's id."""
    every = (passage for portrait in portraits for some in portrait.passages.values() for passage in some)
    return {passage.document: passage for passage in every}


def _print_below(portraits: "Sequence[Portrait]", language: Language) -> None:
    """The sources by number, and what they leave open."""
    from ui.comparison import notes
    from ui.present import name

    for number, passage in enumerate(sources_of(portraits).values(), 1):
        console().print(f"[{number}] {_about(passage)}", markup=False)
    for portrait in portraits:
        for noted in notes(portrait, language):
            console().print(f"{name(portrait.service, language)}: {noted}", style="italic", markup=False)
    note(say("compare.path_sources", language))


def _cell(groups: "Sequence[Group]", portrait: "Portrait", documents: Sequence[str], language: Language) -> str:
    return "\n".join(_group(group, portrait, documents, language) for group in groups)


def _group(group: "Group", portrait: "Portrait", documents: Sequence[str], language: Language) -> str:
    entries = [_entry(entry, portrait, documents, language) for entry in group.entries]
    return (f"{group.heading}: " if group.heading else "") + _few(entries, language)


def _entry(entry: "Entry", portrait: "Portrait", documents: Sequence[str], language: Language) -> str:
    behind = dict.fromkeys(passage.document for passage in portrait.passages.get(entry.id or "", ()))
    marks = "".join(f"[{documents.index(document) + 1}]" for document in behind)
    grade = f"({say(f'grade.{entry.grade}', language)})"
    return " ".join(filter(None, (entry.words, entry.detail, grade, marks)))


def _few(listed: Sequence[str], language: Language) -> str:
    more = [say("compare.more", language, count=len(listed) - _SHOWN)] if len(listed) > _SHOWN else []
    return "; ".join([*listed[:_SHOWN], *more])
