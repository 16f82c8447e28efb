"""Every pattern of reading, composed from the lexicon and compiled once; no other module compiles one.

A group becomes one regular expression with a branch an entry, so a text is scanned once however many entries there
are. Within a pattern `{name}` stands for any entry of the group `name`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from data.errors import KnowledgeError
from data.lexicon import Entry, Lexicon, load_lexicon

_REFERENCE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_NAMED = re.compile(r"\(\?P(<|=)(\w+)")
_LATIN = re.compile(r"[A-Za-z0-9]")
_CAPTURES = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found: where, and the parts its pattern names (text, start, end in the text searched)."""

    entry: Entry
    text: str
    start: int
    end: int
    parts: dict[str, tuple[str, int, int]]

    def __getitem__(self, name: str) -> str:
        return self.parts[name][0] if name in self.parts else ""


class Pattern:
    """One group of the lexicon, ready to search. All methods find entries without regard to case."""

    def __init__(self, lexicon: Lexicon, group: str) -> None:
        self._entries = lexicon.group(group)
        self._names: list[dict[str, str]] = []
        branches = []
        for index, entry in enumerate(self._entries):
            source = _NAMED.sub(rf"(?P\1e{index}_\2", expanded(lexicon, group, entry))
            self._names.append({m[2].split("_", 1)[1]: m[2] for m in _NAMED.finditer(source) if m[1] == "<"})
            branches.append(f"(?P<e{index}>{source})")
        try:
            self._regex = re.compile("|".join(branches), re.IGNORECASE)
        except re.error as error:
            raise KnowledgeError(f"lexicon/{lexicon.language}*.yaml", group, f"is no pattern: {error}") from error
        # Several rules ask the same sentence in a row.
        self._all = lru_cache(maxsize=32)(self._find)

    def _find(self, text: str, start: int) -> tuple[Hit, ...]:
        return tuple(self._hit(found) for found in self._regex.finditer(text, start))

    def search(self, text: str, start: int = 0) -> Hit | None:
        """The first entry found from `start` on."""
        found = self._regex.search(text, start)
        return self._hit(found) if found else None

    def match(self, text: str, start: int = 0) -> Hit | None:
        """The entry found right at `start`."""
        found = self._regex.match(text, start)
        return self._hit(found) if found else None

    def fullmatch(self, text: str) -> Hit | None:
        """The entry that is the whole text."""
        found = self._regex.fullmatch(text)
        return self._hit(found) if found else None

    def hits(self, text: str, start: int = 0) -> Iterator[Hit]:
        """All entries found, from left to right, without overlap."""
        return iter(self._all(text, start))

    def cut(self, text: str) -> list[tuple[str, int, int]]:
        """The pieces between what is found, each with its place; empty pieces are left out."""
        pieces, position = [], 0
        for found in self._regex.finditer(text):
            pieces.append((position, found.start()))
            position = found.end()
        pieces.append((position, len(text)))
        return [(text[start:end], start, end) for start, end in pieces if text[start:end].strip()]

    def _hit(self, found: re.Match[str]) -> Hit:
        # The branch is the group that closes last, whatever groups its pattern holds.
        index = int((found.lastgroup or "e0")[1:])
        parts = {
            name: (found[inner], found.start(inner), found.end(inner))
            for name, inner in self._names[index].items()
            if found[inner] is not None
        }
        return Hit(self._entries[index], found[0], found.start(), found.end(), parts)


def expanded(lexicon: Lexicon, group: str, entry: Entry, above: tuple[str, ...] = ()) -> str:
    """The regular expression of an entry, references filled in; KnowledgeError where they lead in a circle."""
    if group in above:
        raise KnowledgeError(
            lexicon.file_of(group, entry), f"{group}/{entry.id}", f"refers to itself by way of {' → '.join(above)}"
        )
    if entry.pattern is None:
        return "(?:" + "|".join(map(_literal, sorted(entry.words, key=len, reverse=True))) + ")"

    def fill(found: re.Match[str]) -> str:
        inner = (expanded(lexicon, found[1], e, (*above, group)) for e in lexicon.group(found[1]))
        return "(?:" + "|".join(_CAPTURES.sub("(?:", source) for source in inner) + ")"

    return _REFERENCE.sub(fill, entry.pattern)


def _literal(words: str) -> str:
    """Words as a pattern; Latin words end where they end, Korean ones may carry a particle."""
    body = r"\s+".join(re.escape(part) for part in words.split())
    start = r"\b" if _LATIN.match(words[0]) else ""
    end = r"\b" if _LATIN.match(words[-1]) else ""
    return start + body + end


@cache
def pattern(language: str, group: str, extra: Path | None = None) -> Pattern:
    """The pattern of a group of a language, compiled at first use."""
    return Pattern(load_lexicon(language, extra), group)


def check_examples(lexicon: Lexicon) -> list[str]:
    """A sentence for each example that is not found by its entry, or counter-example that is."""
    problems = []
    for group, entries in lexicon.groups.items():
        for entry in entries:
            regex = re.compile(expanded(lexicon, group, entry), re.IGNORECASE)
            place = f"{lexicon.file_of(group, entry)}: {group}/{entry.id}"
            problems += [f"{place} does not find its example {e!r}" for e in entry.examples if not regex.search(e)]
            problems += [f"{place} finds its counter-example {e!r}" for e in entry.not_examples if regex.search(e)]
    return problems
