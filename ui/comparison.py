"""Services side by side: rows of entries in the reader's language, for the table of a page and of the terminal."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from babel.numbers import format_currency

from data.countries import country_name
from data.grades import Grade
from graph.compare import Portrait
from graph.lineage import NodeRef
from ui.i18n import Language, either, say
from ui.links import View
from ui.present import name


class Entry(NamedTuple):
    """One thing that is said of a service: its grade, the address that opens its sources, what else belongs to it.

    `id` is that of its passages in the portrait; a path's end has none, since paths lead there.
    """

    words: str
    grade: Grade
    address: str
    detail: str = ""
    id: str | None = None


class Group(NamedTuple):
    """Entries under a heading; most stand under none."""

    heading: str
    entries: tuple[Entry, ...]


class Row(NamedTuple):
    """One thing that is compared: its title, the groups of each service, and what to say where there are none."""

    title: str
    cells: tuple[tuple[Group, ...], ...]
    nothing: str


def rows(portraits: Iterable[Portrait], language: Language) -> list[Row]:
    """What is compared, row by row, with a cell for each service."""
    portraits = list(portraits)
    return [
        Row(say(f"compare.{what}", language),
            tuple(tuple(group for group in groups(portrait, language) if group.entries) for portrait in portraits),
            say("compare.no_category" if what == "categories" else "compare.nothing", language))
        for what, groups in _ROWS.items()
    ]  # fmt: skip


def address(page: str, view: View) -> str:
    """The address of a view on a page; it names the language, since a new session has none yet."""
    return f"/{page}?{urlencode(view.params() | {'lang': view.language})}"


def paths_of(portrait: Portrait, language: Language, to: str = "foreign") -> str:
    """The address of a service's paths."""
    return address("", View(service=portrait.service.id, to=to, language=language))


def _named(portrait: Portrait, language: Language) -> list[Group]:
    return [_nodes(portrait.named, portrait, language)]


def _unnamed(portrait: Portrait, language: Language) -> list[Group]:
    return [_nodes(portrait.unnamed, portrait, language)]


def _countries(portrait: Portrait, language: Language) -> list[Group]:
    entries = (
        Entry(country_name(code, language), grade, browse(code, portrait, language), id=code)
        for code, grade in portrait.countries.items()
    )
    return [Group("", tuple(entries))]


def _categories(portrait: Portrait, language: Language) -> list[Group]:
    return [_nodes(portrait.categories, portrait, language)]


def _exceptions(portrait: Portrait, language: Language) -> list[Group]:
    return [
        _nodes(nodes, portrait, language, say(f"ground.{ground}", language))
        for ground, nodes in portrait.exceptions.items()
    ]


def _authorities(portrait: Portrait, language: Language) -> list[Group]:
    entries = (
        Entry(name(node, language), grade, paths_of(portrait, language, node.id))
        for grade, nodes in portrait.authorities.items()
        for node in nodes
    )
    return [Group("", tuple(entries))]


def _proceedings(portrait: Portrait, language: Language) -> list[Group]:
    return [Group("", tuple(_proceeding(proceeding, portrait, language) for proceeding in portrait.proceedings))]


def _proceeding(said: Mapping[str, Any], portrait: Portrait, language: Language) -> Entry:
    amount = format_currency(said["amount"], said["currency"], locale=language) if said["amount"] else None
    detail = filter(None, (said["date"], either(said["authority"], said["authority_ko"], language), amount))
    words = either(said["name"], said["name_ko"], language)
    return Entry(words, said["grade"], browse(said["id"], portrait, language), " · ".join(detail), said["id"])


def _nodes(graded: Mapping[NodeRef, Grade], portrait: Portrait, language: Language, heading: str = "") -> Group:
    entries = (
        Entry(name(node, language), grade, browse(node.id, portrait, language), id=node.id)
        for node, grade in graded.items()
    )
    return Group(heading, tuple(entries))


def browse(id_: str, portrait: Portrait, language: Language) -> str:
    """The address of a node's facts, with those of the service first."""
    return address("browse", View(nodes=(id_,), node=id_, service=portrait.service.id, language=language))


def notes(portrait: Portrait, language: Language) -> tuple[str, ...]:
    """What its sources leave open or contradict."""
    return portrait.notes_ko or portrait.notes if language == "ko" else portrait.notes


_ROWS: Mapping[str, Callable[[Portrait, Language], list[Group]]] = {
    "named": _named, "unnamed": _unnamed, "countries": _countries, "categories": _categories,
    "exceptions": _exceptions, "authorities": _authorities, "proceedings": _proceedings,
}  # fmt: skip
