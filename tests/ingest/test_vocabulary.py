"""Whether a text holds what a pattern needs, told by its words: the same as looking for each of them in the text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.prefilter import SHORT, STEM, Need, folded, needs, parsed
from ingest.vocabulary import Vocabulary

NEEDS = [
    Need(frozenset({"shar", "disclo"})),
    Need(frozenset({"sent"}), ("\u201cus", "-shar")),
    Need(frozenset(), ("제공하", "위탁", "를")),
    Need(frozenset({"acme"}), ("run by", "we and ", " la")),
    Need(frozenset(), (" ",)),
    Need(frozenset(), ("a", "ab", "b. c")),
]
PIECES = [
    "share", "Sharing", "re-share", "DISCLOSED", "sent", "sentence", "(sent)", "\u201cUs\u201d", "us",
    "제공하는", "를", "위탁", "run", "by", "run\u00a0by", "we", "and", "la", "b.", "c", "xab", "\u017fhare", "\u212aa",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from([*PIECES, " ", "  ", "\n", "\u00a0"]), max_size=12).map("".join)


def holds(need: Need, text: str) -> bool:
    """What a need asks for, looked for in the whole text."""
    low = folded(text)
    words = re.findall(r"\w+", low)
    stems = {word[:STEM] for word in words} | {word[:SHORT] for word in words}
    return bool(need.words & stems) or any(part in low for part in need.parts)


@given(text=TEXTS, chosen=st.lists(st.sampled_from(NEEDS), max_size=3))
@settings(deadline=None)
def test_a_text_holds_what_a_search_for_each_word_and_part_finds(text: str, chosen: list[Need]) -> None:
    words = Vocabulary()
    asked = words.asked(chosen)
    told = [need for need in chosen if need.parts != (" ",)]  # any text of two words holds it
    look = words.look(text)
    assert (look.met & asked.bits == asked.bits and asked.held(look)) == all(holds(need, text) for need in told)


@pytest.mark.parametrize(("text", "held"), [("WE SHARE IT", True), ("it is shared.", True), ("We say", False)])
def test_a_text_without_the_words_is_ruled_out(text: str, held: bool) -> None:
    words = Vocabulary()
    asked = words.asked(needs(parsed(r"\bshar(?:e|es|ed|ing)\b")))
    assert (words.look(text).met & asked.bits == asked.bits) is held


def test_what_is_asked_later_is_told_of_texts_looked_at_before() -> None:
    words = Vocabulary()
    words.look("they are sold")
    asked = words.asked([Need(frozenset({"sold"}))])
    assert words.look("they are sold").met & asked.bits


def test_equal_needs_are_asked_once() -> None:
    words = Vocabulary()
    assert words.asked([NEEDS[0]]) == words.asked([NEEDS[0]]) != words.asked([NEEDS[1]])
