"""HTML of tables: services side by side, and the items of a notice with their passages. Everything is escaped here."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from graph.compare import Portrait
from graph.completeness import Given
from graph.lineage import Passage
from ui.checking import Part, asked, source
from ui.comparison import Entry, Group, Row, browse, notes, paths_of, rows
from ui.components import Item
from ui.i18n import Language, say
from ui.markup import chip, outward, passage, passages
from ui.present import name

_SHOWN = 4  # entries of a grade before the rest is folded away


def comparison(portraits: Sequence[Portrait], language: Language) -> str:
    """Services as columns, what is compared as rows."""
    heads = "".join(
        f'<th scope="col">{escape(name(portrait.service, language))}<br>'
        f"{_link(say('compare.paths', language), paths_of(portrait, language))}</th>"
        for portrait in portraits
    )
    body = "".join(_row(row, language) for row in rows(portraits, language))
    return f'<div class="evidence wide"><table class="compare"><tr><td></td>{heads}</tr>{body}</table></div>'


def open_questions(portraits: Iterable[Portrait], language: Language) -> str:
    """What the sources leave open or contradict, by service; nothing where they do not."""
    noted = [portrait for portrait in portraits if portrait.notes]
    if not noted:
        return ""
    lists = "".join(
        f"<p><b>{_link(name(portrait.service, language), browse(portrait.service.id, portrait, language))}</b></p>"
        f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in notes(portrait, language))}</ul>"
        for portrait in noted
    )
    return f'<section class="evidence"><h4>{escape(say("compare.notes", language))}</h4>{lists}</section>'


def part_item(part: Part, language: Language) -> Item:
    """A part of a notice as an entry of a list."""
    return Item(part.id, (
        f"<div>{escape(part.title(language))}</div>"
        f'<div class="quiet">{escape(part.tally(language))}<br>{escape(source(part.document))}</div>'
    ))  # fmt: skip


def items(part: Part, language: Language) -> str:
    """The items of a part: each with the words that give it and their passages, which stand once below the table."""
    below: dict[str, Passage] = {}
    lines = []
    for item in part.items:
        cell = "<br>".join(_given(given, part, below, language) for given in item.given)
        nothing = f'<span class="quiet">{escape(say("check.not_found", language))}</span>'
        lines.append(f'<tr><th scope="row">{escape(asked(item, language))}</th><td>{cell or nothing}</td></tr>')
    quoted = "".join(f"<p>[{number}]</p>{passage(one, language)}" for number, one in enumerate(below.values(), 1))
    document = outward(source(part.document), part.document.url)
    return (
        f'<section class="evidence"><h4>{escape(part.title(language))}</h4><p class="quiet">{document}</p>'
        f"<p>{outward(part.law(language), part.items[0].source)}</p>"
        f'<table class="items">{"".join(lines)}</table>{quoted}{_decided(part, language)}</section>'
    )


def _decided(part: Part, language: Language) -> str:
    """What authorities found since, beside what the document says."""
    found = passages(part.document.decided, language)
    return f"<h4>{escape(say('check.decided', language))}</h4>{found}" if found else ""


def _given(given: Given, part: Part, below: dict[str, Passage], language: Language) -> str:
    """Words with the numbers of their passages, which are added to those `below`; whole passages as they are."""
    if given.words == given.passages[0].quote:
        return passage(replace(given.passages[0], before=""), language)  # it begins with its heading
    below.update((found.statement, found) for found in given.passages if found.statement not in below)
    numbers = (list(below).index(found.statement) + 1 for found in given.passages)
    marks = " ".join(f"[{number}]" for number in numbers)
    return f"{escape(part.words(given, language))} <sup>{marks}</sup>"


def _row(row: Row, language: Language) -> str:
    nothing = f'<span class="quiet">{escape(row.nothing)}</span>'
    cells = "".join(
        f"<td>{''.join(_group(group, language) for group in groups) or nothing}</td>" for groups in row.cells
    )
    return f'<tr><th scope="row">{escape(row.title)}</th>{cells}</tr>'


def _group(group: Group, language: Language) -> str:
    heading = f"<p><b>{escape(group.heading)}</b></p>" if group.heading else ""
    by_grade = groupby(group.entries, key=lambda entry: entry.grade)
    return heading + "".join(f"{chip(grade, language)}{_folded(list(some), language)}" for grade, some in by_grade)


def _folded(entries: Sequence[Entry], language: Language) -> str:
    """The first entries as a list, the rest in one that opens; a rest of one is no shorter folded."""
    shown, rest = (entries[:_SHOWN], entries[_SHOWN:]) if len(entries) > _SHOWN + 1 else (entries, [])
    more = escape(say("compare.more", language, count=len(rest)))
    opens = f"<details><summary>{more}</summary>{_list(rest)}</details>" if rest else ""
    return _list(shown) + opens


def _list(entries: Iterable[Entry]) -> str:
    return f"<ul>{''.join(map(_entry, entries))}</ul>"


def _entry(entry: Entry) -> str:
    detail = f'<br><span class="quiet">{escape(entry.detail)}</span>' if entry.detail else ""
    return f"<li>{_link(entry.words, entry.address)}{detail}</li>"


def _link(words: str, address: str) -> str:
    return f'<a href="{escape(address)}" target="_self">{escape(words)}</a>'
