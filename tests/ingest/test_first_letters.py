"""The letters that a match begins with, and that a search told of them finds the same."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import first_letters as subject
from ingest.prefilter import compiled, lower, parsed

SOURCES = [
    r"\b(?P<a>shar(?:e|ing)|sent)\b",
    r"(?P<a>(?<=[.!?])\s+(?=[a-z]))|(?P<b>\s(?=we\b))",
    r"(?P<a>(?:may\s+)*receive)|(?P<b>\d{2,3}(?!\d))",
    r"(?P<a>제공(?:하|합))|(?P<b>[은는이]\s)",
    r"\b(?:\w+ )?we\b",
    r"(?<!un)(?P<a>able|[a-c]{1,2}+e)",
]
TEXTS = st.lists(
    st.sampled_from(["share", "sent", "may ", "receive", ". ", "we", "12", "제공합", "는 ", "un", "able", "abe", " "])
).map("".join)  # fmt: skip


def begins(source: str) -> set[str] | None:
    """The letters in lower case of which a match begins with one; None where they are not known."""
    tree = parsed(source)
    lower(tree)
    letters = subject.first_letters(tree)
    return None if letters is None else {chr(n) for op, n in letters if op is subject.code.LITERAL}


@pytest.mark.parametrize(
    ("source", "letters"),
    [
        (r"\b(?:share|sent|give)", {"s", "g"}),
        (r"(?P<a>no)|(?P<b>not|un)", {"n", "u"}),
        (r"(?<=x)y", {"y"}),
        (r"(?:may )?give", {"m", "g"}),
        (r"(?:may )*", None),
        (r"[^.]*now", None),
        (r".now", None),
    ],
)
def test_a_pattern_tells_its_first_letters(source: str, letters: set[str] | None) -> None:
    assert begins(source) == letters


@pytest.mark.parametrize("source", SOURCES)
@given(text=TEXTS)
@settings(deadline=None)
def test_a_search_by_first_letters_finds_the_same(source: str, text: str) -> None:
    plain, told = (parsed(source) for _ in range(2))
    assert lower(plain)
    assert lower(told)
    found = [[(m.span(), m.lastgroup) for m in make(tree).finditer(text)]
             for make, tree in ((compiled, plain), (subject.searching, told))]  # fmt: skip
    assert found[0] == found[1]


def test_another_form_of_compiled_patterns_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "KNOWN", ())
    found = subject.searching(parsed(r"\b(?:share|sent)"))
    assert isinstance(found, re.Pattern)
    assert found.findall("we share and sent") == ["share", "sent"]
