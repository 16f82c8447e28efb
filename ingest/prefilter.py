r"""What a text must hold for a pattern to be found in it, so that most patterns need not be tried on most sentences.

A policy is mostly prose that no pattern is found in, and to learn so a regular expression is tried at every letter.
Read as a tree, a pattern tells words of which one stands in whatever it matches: `\b(?:shar(?:e|ing)|sent)\b` needs a
word that begins with "shar" or is "sent", and a sentence without one rules the pattern out (see vocabulary). The filter
only ever says "no" where the pattern finds nothing: what the tree does not tell is taken for possible. (Russ Cox,
Regular Expression Matching with a Trigram Index, 2012, derives the same for other units.)

A text is compared in lower case. `folded` lowers it letter for letter, so that places stay, and all letters that a
pattern takes for one another without regard to case are one letter there.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

SHORT, STEM = 4, 6  # letters at the beginning of a word that count: the longer where a pattern tells as many
MOST = 256  # texts kept of a part of a pattern; a part that matches more is not spelt out
SYLLABLE = 2  # letters that a syllable of Hangul counts for
ALL = 3  # needs of one pattern that are looked at
FEW = 24  # texts that are looked for one by one where they are no words
_EDGE = "\b"  # in a text that a pattern matches: an edge of a word, or white space
_WORD = re.compile(r"(?<=\W)(\w+)(?=(\W)?)")
# Letters that patterns take for the ASCII ones, beside those that lower() makes them.
_ODD = {"\u0130": "i", "\u0131": "i", "\u017f": "s"}
_FORMS = str.maketrans(_ODD)
_ODD_LETTERS = frozenset({*map(ord, _ODD), ord("\u212a")})
# All but ASCII and what is common in Korean and English without having a case: marks, Hangul, Chinese characters.
_OTHER = re.compile(
    r"[^\x00-\x7f\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u206f\u2460-\u2473\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uac00-\ud7a3]"
)
_A, _Z = ord("A"), ord("Z")  # small letters stand 32 behind
_IGNORECASE = int(re.IGNORECASE)
REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)


def folded(text: str) -> str:
    """The text in lower case, of the same length."""
    if not text.isascii() and any(letter in text for letter in _ODD):
        text = text.translate(_FORMS)
    return text.lower()


def is_plain(text: str) -> bool:
    """Whether surely no letters but ASCII ones have a case, so that to lower the text is to ignore case."""
    return text.isascii() or not _OTHER.search(text)


@dataclass(frozen=True, slots=True)
class Need:
    """A text needs one of these words, by their stems, or one of these parts."""

    words: frozenset[str]
    parts: tuple[str, ...] = ()


def parsed(source: str) -> Any:
    """The tree of a pattern that ignores case; re.error where it is none."""
    return parser.parse(source, re.IGNORECASE)


def compiled(tree: Any) -> re.Pattern[str]:
    """The regular expression of a tree, without parsing it again."""
    return compiler.compile(tree)  # type: ignore[no-any-return]


def needs(tree: Any) -> tuple[Need, ...]:
    """What the pattern with this tree needs, all of it; nothing where nothing is known."""
    return tuple(need for texts in _sequence(tree).needed if (need := _need(texts)))


def _need(texts: frozenset[str]) -> Need | None:
    """One of these texts as words and parts to look for; None where they are too many or say nothing."""
    words, parts = set(), set()
    for text in texts:
        part, stem = _part(text), _stem(text)
        if stem and len(stem) >= min(len(part), SHORT):
            words.add(stem)
        else:
            parts.add(part)
    least = {part for part in parts if not any(other != part and other in part for other in parts)}
    if "" in least or len(least) > FEW:
        return None
    beside = frozenset(word for word in words if not any(part in word for part in least))
    return Need(beside, tuple(sorted(least)))


def lower(tree: Any) -> bool:
    """Turn a tree into one that finds in a plain text in lower case what it finds where case is ignored.

    False where that cannot be: where a part does not ignore case. The tree is changed either way.
    """
    tree.state.flags &= ~_IGNORECASE
    return _lower(tree)


def _lower(tree: Any) -> bool:
    tree.data = [_without_capitals(op, argument) for op, argument in tree.data]
    return all(_ignores_case(op, argument) and all(map(_lower, _inner(op, argument))) for op, argument in tree.data)


def without_beginning(tree: Any) -> bool:
    """Drop what each choice of a tree begins with, where that is anything repeated up to what follows.

    What is left is found within whatever the whole tree matches, and far quicker ruled out. False where a choice begins
    otherwise, or points back to what it begins with. The tree is changed either way.
    """
    tree.width = None
    op, argument = tree.data[0]
    entries = argument[1] if op is code.BRANCH else [tree]
    return all(map(_drop, entries)) and not _points_back(tree)


def _drop(tree: Any) -> bool:
    tree.width = None  # it is told anew
    op, argument = tree.data[0]
    if op is code.SUBPATTERN:
        return _drop(argument[-1])
    if op is code.MIN_REPEAT:
        del tree.data[0]
    return op is code.MIN_REPEAT


def _points_back(tree: Any) -> bool:
    return any(
        op in (code.GROUPREF, code.GROUPREF_EXISTS) or any(map(_points_back, _inner(op, argument)))
        for op, argument in tree.data
    )


def _inner(op: Any, argument: Any) -> list[Any]:
    """The trees within a node."""
    if op is code.BRANCH:
        return list(argument[1])
    if op in (code.SUBPATTERN, code.ASSERT, code.ASSERT_NOT, *REPEATS):
        return [argument[-1]]
    return []


def _without_capitals(op: Any, argument: Any) -> tuple[Any, Any]:
    if op in (code.LITERAL, code.NOT_LITERAL):
        return op, ord(chr(argument).lower()[0])
    if op is not code.IN:
        return op, argument
    members = list(argument)
    for kind, what in argument:
        first, last = what if kind is code.RANGE else (what, what) if kind is code.LITERAL else (1, 0)
        members += [(code.LITERAL, letter + 32) for letter in range(max(first, _A), min(last, _Z) + 1)]
    return op, members


def _ignores_case(op: Any, argument: Any) -> bool:
    """Whether a node is known to find the same in lower case."""
    if op in (code.LITERAL, code.NOT_LITERAL):
        return argument not in _ODD_LETTERS
    if op is code.RANGE:
        return not any(argument[0] <= letter <= argument[1] for letter in _ODD_LETTERS)
    if op is code.IN:
        return all(_ignores_case(*member) for member in argument)
    if op is code.SUBPATTERN:
        return not argument[2] & _IGNORECASE
    known = (code.BRANCH, code.ASSERT, code.ASSERT_NOT, code.AT, code.CATEGORY, code.NEGATE, code.ANY, *REPEATS)
    return op in known


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a part of a pattern: all texts that it matches, and sets of which each match holds a text."""

    exact: frozenset[str] | None = None
    needed: tuple[frozenset[str], ...] = ()
    edged: bool = False  # it always ends at an edge of a word, unless it is empty

    @property
    def best(self) -> frozenset[str] | None:
        """The one set that tells most; None where none tells anything."""
        return next(iter(_telling([*self.needed, *([self.exact] if self.exact else [])])), None)


_BOUNDARY = (code.AT, code.AT_BOUNDARY)
_NOTHING, _WHITE = frozenset({""}), frozenset({_EDGE})


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Known:
    """Parts that follow each other: their texts joined as far as they are few, and what one or the other needs."""
    needed: list[frozenset[str]] = []
    run, whole, edged, before = _NOTHING, True, True, None
    for node in items:
        op, argument = _behind_edge(*node) if before == _BOUNDARY else node
        known, before = _known(op, argument), node
        exact = known.exact
        if exact is None or op is code.ASSERT:
            needed += known.needed
        if exact is not None and len(run) * len(exact) <= MOST:
            run = frozenset(left + right for left in run for right in exact)
        else:
            needed.append(run)
            behind = _WHITE if known.edged and _edged(run) else _NOTHING
            run, whole = (behind if exact is None else exact), False
        edged = known.edged and (edged or (exact is not None and "" not in exact))
    return _Known(run if whole else None, _telling([*needed, run]), edged)


def _behind_edge(op: Any, argument: Any) -> tuple[Any, Any]:
    """A node behind an edge of a word, which then is where each of its choices begins."""
    if op is code.SUBPATTERN:
        return op, (*argument[:-1], [_BOUNDARY, *argument[-1]])
    if op is code.BRANCH:
        return op, (None, [[_BOUNDARY, *branch] for branch in argument[1]])
    return op, argument


def _edged(texts: frozenset[str]) -> bool:
    """Whether all texts end with an edge of a word, or behind a mark or white space."""
    return all(text and not (text[-1].isalnum() or text[-1] == "_") for text in texts)


def _telling(sets: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The sets that tell something, those that tell most first, as many as pay."""
    telling = [texts for texts in sets if texts and "" not in texts]
    if len(telling) < 2:
        return tuple(telling)
    ordered = sorted(telling, key=_worth, reverse=True)
    return (ordered[0], *(texts for texts in ordered[1:ALL] if _worth(texts)[0] > 1))


def _known(op: Any, argument: Any) -> _Known:
    """What is known of one node of a tree; nothing of those that are not looked into."""
    if op in REPEATS:
        return _of_repeat(*argument)
    read = _READ.get(op)
    return read(argument) if read else _Known()


def _one(text: str | None) -> _Known:
    return _Known() if text is None else _exactly(frozenset({text}))


def _exactly(texts: frozenset[str]) -> _Known:
    return _Known(texts, edged=_edged(texts - _NOTHING))


def _lowered(char: int) -> str | None:
    """A letter as it stands in a folded text; None for letters outside ASCII that have a case."""
    letter = chr(char)
    if letter == _EDGE:
        return None
    return letter.lower() if char < 128 or letter.lower() == letter == letter.upper() else None


def _of_set(members: list[tuple[Any, Any]]) -> _Known:
    """A set of letters, where it lists a few; a set of white space is an edge."""
    if all(op is code.CATEGORY and what is code.CATEGORY_SPACE for op, what in members):
        return _one(_EDGE)
    letters = [_lowered(what) if op is code.LITERAL else None for op, what in members]
    return _Known() if None in letters else _exactly(frozenset(filter(None, letters)))


def _of_branches(branches: list[_Known]) -> _Known:
    exact, needed = _union(branch.exact for branch in branches), _union(branch.best for branch in branches)
    edged = all(branch.edged for branch in branches)
    return _Known(exact if exact is not None and len(exact) <= MOST else None, (needed,) if needed else (), edged)


def _union(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    """All members; None where one of the sets is not known."""
    known = list(sets)
    return None if None in known else frozenset().union(*filter(None, known))


def _of_repeat(least: int, most: Any, body: Any) -> _Known:
    known = _sequence(body)
    edge = known.exact == _WHITE  # more white space is no other edge
    exact = known.exact if most == 1 or edge else None
    if least == 0:
        return _Known(None if exact is None else exact | _NOTHING, (), known.edged)
    return _Known(exact, known.needed, known.edged)


def _worth(texts: frozenset[str]) -> tuple[int, bool, int]:
    """How much texts tell: by how rare the most common of them is, then by words, then by how few they are."""
    least = min(map(_rarity, texts), default=0)
    return least, least > 0 and all(map(_stem, texts)), -len(texts)


@lru_cache(maxsize=4096)
def _rarity(text: str) -> int:
    """How rarely a text occurs, roughly: the long word, the mark that is no comma or stop, the short word."""
    part = _part(text)
    letters = len(part) if part.isascii() else sum(SYLLABLE if letter.isalpha() else 1 for letter in part)
    if letters > 3:
        return min(letters, STEM)
    return 2 if part.strip(" .,-'") and not part.isalnum() else min(letters, 1)


@lru_cache(maxsize=4096)
def _part(text: str) -> str:
    """The longest part without an edge."""
    return max(text.split(_EDGE), key=len)


@lru_cache(maxsize=4096)
def _stem(text: str) -> str | None:
    """The longest stem of a word that surely begins within a text, and ends there or goes on for long enough."""
    stems_ = (_first_letters(m[1], whole=bool(m[2])) for m in _WORD.finditer(text))
    return max(filter(None, stems_), key=len, default=None)


def _first_letters(word: str, *, whole: bool) -> str | None:
    if whole or len(word) >= STEM:
        return word[:STEM]
    return word[:SHORT] if len(word) >= SHORT else None


_READ: dict[Any, Callable[[Any], _Known]] = {
    code.LITERAL: lambda char: _one(_lowered(char)),
    code.IN: _of_set,
    code.SUBPATTERN: lambda argument: _sequence(argument[-1]),
    code.BRANCH: lambda argument: _of_branches([_sequence(branch) for branch in argument[1]]),
    code.ASSERT: lambda argument: _Known(
        _NOTHING, _sequence(argument[1]).needed if argument[0] > 0 else (), edged=True
    ),
    code.ASSERT_NOT: lambda _: _exactly(_NOTHING),
    code.AT: lambda place: _one(_EDGE if place is code.AT_BOUNDARY else ""),
}
