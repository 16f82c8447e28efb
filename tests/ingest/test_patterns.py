import pytest

from data.errors import KnowledgeError
from data.lexicon import Entry, Lexicon, LexiconFile, load_lexicon
from ingest.patterns import Pattern, check_examples


def lexicon_of(**groups: list[dict[str, object]]) -> Lexicon:
    entries = {name: [Entry.model_validate(entry) for entry in group] for name, group in groups.items()}
    return Lexicon("en", [("en-x.yaml", LexiconFile(language="en", groups=entries))])


SHARING = lexicon_of(
    give=[{"id": "share", "words": ["share", "pass on"]}, {"id": "sell", "pattern": r"\bs(?:ell|old)\b"}],
    frame=[
        {"id": "passive", "pattern": r"may be {give} with (?P<whom>\w+)"},
        {"id": "active", "pattern": r"we {give} (?P<what>\w+) with (?P<whom>\w+)"},
    ],
)


def test_words_keep_their_boundaries_and_fold_space_and_case() -> None:
    found = [(hit.entry.id, hit.text) for hit in Pattern(SHARING, "give").hits("Pass  on, shares, SHARE, sold")]
    assert found == [("share", "Pass  on"), ("share", "SHARE"), ("sell", "sold")]


def test_a_reference_stands_for_any_entry_of_its_group_and_parts_are_told() -> None:
    hit = Pattern(SHARING, "frame").search("Today we pass on data with Acme.")
    assert hit is not None
    assert (hit.entry.id, hit["what"], hit["whom"], hit["who"]) == ("active", "data", "Acme", "")


def test_parts_of_the_same_name_in_two_entries_stay_apart() -> None:
    hit = Pattern(SHARING, "frame").search("Data may be share with Bolt")
    assert hit is not None
    assert hit.parts == {"whom": ("Bolt", 23, 27)}


def test_a_text_is_cut_at_what_is_found() -> None:
    assert Pattern(SHARING, "give").cut("a sell b") == [("a ", 0, 2), (" b", 6, 8)]


def test_references_in_a_circle_are_refused() -> None:
    circle = lexicon_of(a=[{"id": "x", "pattern": "{b}"}], b=[{"id": "y", "pattern": "{a}"}])
    with pytest.raises(KnowledgeError, match="refers to itself by way of a → b"):
        Pattern(circle, "a")


def test_what_is_no_regular_expression_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="give: is no pattern"):
        Pattern(lexicon_of(give=[{"id": "x", "pattern": "("}]), "give")


def test_examples_that_fail_are_told_with_their_place() -> None:
    poor = lexicon_of(give=[{"id": "x", "words": ["sell"], "examples": ["we give"], "not_examples": ["never sell"]}])
    assert check_examples(poor) == [
        "en-x.yaml: give/x does not find its example 'we give'",
        "en-x.yaml: give/x finds its counter-example 'never sell'",
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_bundled_entries_find_their_examples_and_not_their_counter_examples(language: str) -> None:
    assert check_examples(load_lexicon(language)) == []
