"""Every pattern of reading, composed from the lexicon and compiled once; no other module compiles one.

A group becomes one regular expression with a branch an entry, so a text is scanned once however many entries there
are. Within a pattern `{name}` stands for any entry of the group `name`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from data.errors import KnowledgeError
from data.lexicon import Entry, Lexicon, load_lexicon
from ingest.first_letters import searching
from ingest.prefilter import folded, is_plain, lower, needs, parsed, without_beginning
from ingest.vocabulary import Look, Vocabulary

_REFERENCE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_NAMED = re.compile(r"\(\?P(<|=)(\w+)")
_LATIN = re.compile(r"[A-Za-z0-9]")
_CAPTURES = re.compile(r"\(\?P<\w+>")
_LAZY = re.compile(r"[*+}]\?")
_WORDS: defaultdict[str, Vocabulary] = defaultdict(Vocabulary)  # by language


@dataclass(slots=True)
class Hit:
    """An entry found: where, and the parts its pattern names (text, start, end in the text searched).

    Never changed; but to freeze what is made thousands of times a document takes thrice as long.
    """

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
        self.source = "|".join(branches)
        try:
            tree = parsed(self.source)
        except re.error as error:
            raise KnowledgeError(f"lexicon/{lexicon.language}*.yaml", group, f"is no pattern: {error}") from error
        words = _WORDS[lexicon.language]
        self._look, self._asked = words.look, words.asked(needs(tree))
        self._bits, self._spaced = self._asked
        self._lowered = searching(tree) if lower(tree) else None
        rest = parsed(self.source) if _LAZY.search(self.source) else None
        self._rest = searching(rest) if rest and without_beginning(rest) and lower(rest) else None
        # Several rules ask the same sentence in a row.
        self._all = lru_cache(maxsize=32)(self._find)

    def _find(self, text: str, start: int) -> tuple[Hit, ...]:
        look = self._look(text)
        if self._rest and look.plain and not self._rest.search(look.folded, start):
            return ()
        regex, subject = self._for(text, look)
        return tuple([self._hit(found, text) for found in regex.finditer(subject, start)])

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return re.compile(self.source, re.IGNORECASE)

    def _for(self, text: str, look: Look) -> tuple[re.Pattern[str], str]:
        """The regular expression to search a text with, and the text to search; in lower case that is far quicker."""
        if self._lowered and look.plain:
            return self._lowered, look.folded
        return self._regex, text

    def search(self, text: str, start: int = 0) -> Hit | None:
        """The first entry found from `start` on."""
        look = self._look(text)
        if look.met & self._bits != self._bits or (self._spaced and not self._asked.held(look)):
            return None
        if self._rest and look.plain and not self._rest.search(look.folded, start):
            return None
        regex, subject = self._for(text, look)
        found = regex.search(subject, start)
        return self._hit(found, text) if found else None

    def match(self, text: str, start: int = 0) -> Hit | None:
        """The entry found right at `start`."""
        look = self._look(text)
        if look.met & self._bits != self._bits:
            return None
        regex, subject = self._for(text, look)
        found = regex.match(subject, start)
        return self._hit(found, text) if found else None

    def fullmatch(self, text: str) -> Hit | None:
        """The entry that is the whole text."""
        look = self._look(text)
        if look.met & self._bits != self._bits:
            return None
        regex, subject = self._for(text, look)
        found = regex.fullmatch(subject)
        return self._hit(found, text) if found else None

    def hits(self, text: str, start: int = 0) -> Iterator[Hit]:
        """All entries found, from left to right, without overlap."""
        look = self._look(text)
        if look.met & self._bits != self._bits or (self._spaced and not self._asked.held(look)):
            return iter(())
        return iter(self._all(text, start))

    def possible(self, text: str) -> bool:
        """Whether a text holds what the group needs; where False, nothing of it is found: a quick look."""
        look = self._look(text)
        return look.met & self._bits == self._bits and self._asked.held(look)

    def cut(self, text: str) -> list[tuple[str, int, int]]:
        """The pieces between what is found, each with its place; empty pieces are left out."""
        pieces, position = [], 0
        # A text is cut once, so what it holds need not be looked up.
        regex, subject = self._for(text, Look(folded(text), is_plain(text), 0))
        for found in regex.finditer(subject):
            pieces.append((position, found.start()))
            position = found.end()
        pieces.append((position, len(text)))
        return [(text[start:end], start, end) for start, end in pieces if text[start:end].strip()]

    def _hit(self, found: re.Match[str], text: str) -> Hit:
        # The branch is the group that closes last, whatever groups its pattern holds.
        index = int((found.lastgroup or "e0")[1:])
        start, end = found.span()
        parts = {}
        for name, inner in self._names[index].items():
            left, right = found.span(inner)
            if left >= 0:
                parts[name] = (text[left:right], left, right)
        return Hit(self._entries[index], text[start:end], start, end, parts)


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
