"""The filter in front of patterns: what it lets through and what it rules out, and that it changes no finding."""

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.countries import find_countries
from data.lexicon import load_lexicon
from ingest.patterns import Pattern, pattern
from ingest.prefilter import compiled, folded, is_plain, lower, needs, parsed, without_beginning

LETTERS = [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000]
GROUPS = [(language, group) for language in ("en", "ko") for group in load_lexicon(language).groups]
LEXICONS = {language: load_lexicon(language) for language in ("en", "ko")}
EXAMPLES = sorted(
    {words for lexicon in LEXICONS.values() for group in lexicon.groups.values() for entry in group
     for words in (*entry.examples, *entry.not_examples, *entry.words)}
)  # fmt: skip
ODD = "\u0130\u0131\u017f\u212aßÀàΣσς“”’ \n가나"
WORDS = st.one_of(
    st.sampled_from(EXAMPLES),
    st.sampled_from(EXAMPLES).map(str.upper),
    st.sampled_from(EXAMPLES).map(str.title),
    st.text(alphabet=ODD + "abcikstABIKS ,.()-'", max_size=12),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


def spans(regex: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in regex.finditer(text)]


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\b(?:shar(?:e|ing)|sent)\b", [({"share", "sharin", "sent"}, ())]),
        (r"\bdisclos\w+", [({"disclo"}, ())]),
        (r"\b(?:may\s+|\w+ )*collect\b", [({"collec"}, ())]),
        (r"\bpass(?:es)?\b", [({"pass", "passes"}, ())]),
        (r"\bmerg", [({"merg"}, ())]),
        (r"\b(?:kept\b.*|sen[dt] \w+)", [({"kept", "send", "sent"}, ())]),
        (r"\bus\w", [(set(), ("us",))]),
        (r"(?:may\s+)*receive\b", [(set(), ("receive",))]),
        (r"\bwithout (?:\w+ ){0,3}consent\b", [({"withou"}, ()), ({"consen"}, ())]),
        (r"[“\"](?:we|us)\b", [(set(), ('"us', '"we', "“us", "“we"))]),
        (r"제공(?:하|합)", [(set(), ("제공하", "제공합"))]),
        (r"에서.{2,9}(?:이전|전송)", [(set(), ("이전", "전송")), (set(), ("에서",))]),
        (r"\w+(?=[^.]* available\b)", [({"availa"}, ())]),
        (r"\d+|[a-z]*", []),
        (r"(?:given)?\s*", []),
        (r"à la", [(set(), (" la",))]),
    ],
)
def test_a_pattern_tells_what_a_text_needs(source: str, needed: list[tuple[set[str], tuple[str, ...]]]) -> None:
    found = [(set(need.words), need.parts) for need in needs(parsed(source))]
    assert sorted(found, key=str) == sorted(needed, key=str)


def test_folding_keeps_places_and_makes_one_letter_of_those_that_case_makes_alike() -> None:
    assert all(len(folded(letter)) == 1 for letter in LETTERS)
    for small in map(chr, range(128)):
        alike = re.compile(re.escape(small), re.IGNORECASE)
        assert all(folded(letter) == small.lower() for letter in LETTERS if alike.fullmatch(letter))


def test_folding_keeps_what_is_a_letter_of_a_word() -> None:
    word = re.compile(r"\w")
    assert all(bool(word.match(letter)) == bool(word.match(folded(letter))) for letter in LETTERS)


def test_a_plain_letter_has_no_other_form() -> None:
    plain = [letter for letter in LETTERS if ord(letter) > 127 and is_plain(letter)]
    assert {"가", "“", "\u00b7"} < set(plain)
    assert not [letter for letter in plain if not letter.lower() == letter == letter.upper()]
    assert not re.search(r"[a-z]", "".join(plain), re.IGNORECASE)


@pytest.mark.parametrize(
    ("source", "can"),
    [(r"\b[A-Z]\w+ Inc\b", True), (r"we (?-i:[A-Z])", False), ("\u017fend", False), ("[\u0100-\u0180]", False)],
)
def test_a_pattern_is_lowered_only_where_it_ignores_case(source: str, can: bool) -> None:
    assert lower(parsed(source)) is can


@pytest.mark.parametrize(
    ("source", "rest"),
    [(r"(?P<a>(?P<who>.{2,60}?)to)|(?P<b>\w+?by)", "to|by"), (r"\w+?(?P<x>a)", "a"), (r"\w+to", None),
     (r"(.+?)-\1", None)],
)  # fmt: skip
def test_what_follows_anything_is_looked_for_alone(source: str, rest: str | None) -> None:
    tree = parsed(source)
    assert without_beginning(tree) is (rest is not None)
    assert rest is None or spans(compiled(tree), "to by a") == spans(re.compile(rest), "to by a")


@pytest.mark.parametrize(("language", "group"), GROUPS)
@given(text=TEXTS)
@settings(max_examples=30, deadline=None)  # some two hundred groups, each compiled twice at first use
def test_a_group_finds_the_same_as_its_pattern_tried_everywhere(language: str, group: str, text: str) -> None:
    ours, plain = _both(language, group)
    assert [(hit.start, hit.end) for hit in ours.hits(text)] == spans(plain, text)
    assert (hit := ours.search(text)) is None or hit.text == text[hit.start : hit.end]
    assert bool(ours.fullmatch(text)) == bool(plain.fullmatch(text))
    assert bool(ours.match(text)) == bool(plain.match(text))


_BOTH: dict[tuple[str, str], tuple[Pattern, re.Pattern[str]]] = {}


def _both(language: str, group: str) -> tuple[Pattern, re.Pattern[str]]:
    """The group as it is searched, and as one regular expression that is told to ignore case and nothing else."""
    if (language, group) not in _BOTH:
        ours = Pattern(LEXICONS[language], group)
        _BOTH[language, group] = ours, re.compile(ours.source, re.IGNORECASE)
    return _BOTH[language, group]


@given(text=st.lists(st.one_of(WORDS, st.sampled_from(["kept_", "stored in ", "Korea", "held-", "Japan"])), max_size=8))
@settings(deadline=None)  # the countries' names are compiled at first use
def test_a_look_at_a_whole_sentence_rules_out_what_stands_before_a_place_in_it(text: list[str]) -> None:
    sentence, kept = "".join(text), pattern("en", "kept")
    before = [sentence[: mention.start] for mention in find_countries(sentence)] if sentence.isascii() else []
    assert kept.possible(sentence) or not any(map(kept.search, before))
