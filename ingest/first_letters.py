"""Where in a text a pattern may begin: the letters that whatever it matches begins with.

A regular expression is tried at every letter unless it begins with a letter or a set of letters; one that begins with
an edge of a word, or is a choice of named branches, tells its engine neither, though its tree does. `searching`
compiles a tree together with its first letters, so that a search passes over all others without trying.
"""

import _sre  # type: ignore[import-not-found]
import re
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as code  # type: ignore[attr-defined]
from typing import Any

from ingest.prefilter import REPEATS, compiled

KNOWN = (20220615,)  # forms of compiled patterns that may be told first letters: that of Python 3.11
_WITHOUT_WIDTH = (code.ASSERT, code.ASSERT_NOT, code.AT)
Letters = list[tuple[Any, Any]]  # members of a set: letters, ranges and kinds


def searching(tree: Any) -> re.Pattern[str]:
    """The regular expression of a tree that minds case, quick to pass over what it cannot begin with."""
    letters = first_letters(tree)
    words = compiler._code(tree, 0)
    if letters is None or code.MAGIC not in KNOWN or words[2]:  # it has a beginning of its own
        return compiled(tree)
    told = [code.INFO, 0, code.SRE_INFO_CHARSET, words[3], words[4]]
    compiler._compile_charset(compiler._optimize_charset(letters)[0], tree.state.flags, told)
    told[1] = len(told) - 1
    state = tree.state
    names: list[str | None] = [None] * state.groups
    for name, group in state.groupdict.items():
        names[group] = name
    body = words[1 + words[1] :]
    groups, by_name = state.groups - 1, state.groupdict
    return _sre.compile(None, state.flags, told + body, groups, by_name, tuple(names))  # type: ignore[no-any-return]


def first_letters(tree: Any) -> Letters | None:
    """The letters of which a match begins with one; None where they are not known, or it may be empty."""
    letters, empty = _first(tree)
    return None if empty else letters


def _first(tree: Any) -> tuple[Letters | None, bool]:
    """The first letters of what a tree matches, and whether that may be nothing."""
    found: Letters = []
    for op, argument in tree.data:
        letters, empty = _first_of(op, argument)
        if letters is None:
            return None, empty
        found += letters
        if not empty:
            return found, False
    return found, True


def _first_of(op: Any, argument: Any) -> tuple[Letters | None, bool]:
    if op is code.LITERAL:
        return [(op, argument)], False
    if op is code.IN and argument[0][0] is not code.NEGATE:
        return list(argument), False
    if op in _WITHOUT_WIDTH:
        return [], True
    if op is code.SUBPATTERN and not argument[1]:
        return _first(argument[-1])
    if op is code.BRANCH:
        branches = [_first(branch) for branch in argument[1]]
        known = all(letters is not None for letters, _ in branches)
        union = [letter for letters, _ in branches for letter in letters or ()]
        return union if known else None, any(empty for _, empty in branches)
    if op in REPEATS:
        letters, empty = _first(argument[2])
        return letters, empty or argument[0] == 0
    return None, False
