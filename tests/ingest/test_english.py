"""Whom English policies speak of, and what holds for the reading of any."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.statement import Statement
from ingest.blocks import Reading
from ingest.english import extract
from ingest.readers import read
from tests.ingest.english_policies import facts, stated
from tests.ingest.test_english_lists import LISTED
from tests.ingest.test_english_sentences import SENTENCES, SILENT
from tests.ingest.test_english_tables import TABLE

ELSEWHERE = {
    "where they signed up": "If you signed up for Acme from the UK, your data is stored in Norway.",
    "what a law has told": "In the past 12 months, we shared names for a business purpose with advertisers.",
    "a table that a law has told": (
        "| Information sold or shared in the preceding 12 months | Categories of third parties |\n"
        "| --- | --- |\n| Name | Advertisers |\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", ELSEWHERE)
def test_what_is_true_of_people_elsewhere_says_so(form: str) -> None:
    people = {s.applies_to for s in stated(ELSEWHERE[form])}
    assert people in ({("GB",)}, {("US",)})


BY_PLACE = """\
The entity that answers for your data is:

**For users located in South Korea**: you are contracting with HOTEL KOREA (SINGAPORE) PTE. LTD.

**For users in other locations**: you are contracting with Hotel Global Ltd.

We store your information on servers located as below:

*   For users located in South Korea: South Korea and Singapore
*   For users located in the EU/EEA: Germany
*   For users in other locations: Brazil

## Visitors from Brazil

We share your data with dealers.
"""


def test_what_holds_for_some_users_says_whom() -> None:
    told = {(s.kind, s.recipient or s.country, s.applies_to) for s in stated(BY_PLACE)}
    assert told == {
        ("operated_by", "HOTEL KOREA (SINGAPORE) PTE. LTD.", ("KR",)),
        ("transfers_to_country", "KR", ("KR",)), ("transfers_to_country", "SG", ("KR",)),
        ("transfers_to_country", "DE", ("EEA",)), ("provides_to", "dealers", ("BR",)),
    }  # fmt: skip


def test_a_transfer_based_on_european_law_is_one_of_europeans_data() -> None:
    (given,) = stated("We rely on Article 49 (1)(b) GDPR to transfer your data to sellers.")
    assert given.applies_to == ("EEA",)


def test_an_empty_document_states_nothing() -> None:
    assert extract(Reading(text="", blocks=(), format="text")) == []


ALL = [sentence for sentence, _ in SENTENCES.values()] + list(SILENT.values()) + [LISTED, BY_PLACE, TABLE]
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60)
PIECES = st.lists(st.sampled_from(ALL) | WORDS, min_size=1, max_size=5)


@settings(max_examples=80, deadline=None)
@given(PIECES)
def test_every_quote_is_verbatim_at_its_place_and_reading_is_deterministic(pieces: list[str]) -> None:
    text = "\n\n".join(["Notice", *pieces])
    reading = read(text.encode(), "policy.md")
    found = extract(reading)
    assert all(reading.text[s.start : s.end] == s.quote for s in found)
    assert found == extract(reading)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.sampled_from(["The weather is fine.", "Cookies are small files.", "Thank you."]))
def test_a_paragraph_about_something_else_changes_no_statement(text: str, aside: str) -> None:
    def without_place(found: list[Statement]) -> list[Statement]:
        return [s.model_copy(update={"start": None, "end": None}) for s in found]

    assert without_place(stated(f"{text}\n\n{aside}\n")) == without_place(stated(text))


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["share", "disclose", "sell", "rent", "provide", "transfer"]),
    st.sampled_from(["partners", "vendors", "law enforcement agencies", "Acme Ltd.", "third parties"]),
    st.sampled_from(["do not", "will not", "never", "don't", "cannot", "shall not"]),
)
def test_a_negated_sentence_gives_none(verb: str, who: str, denial: str) -> None:
    assert facts(f"We {denial} {verb} your personal data to {who}.") == set()


def test_what_a_section_named_after_a_tool_says_that_it_does() -> None:
    text = "# Acme Privacy Policy\n\n## Boltlytics\n\nBoltlytics collects data on crashes. Acme collects data, too.\n"
    assert facts(text) == {("entrusts_to", "Boltlytics")}


def test_a_name_given_to_somebody_else_is_not_the_publishers() -> None:
    plugin = 'We use plug-ins of the network Bolt, which is operated by Bolt Inc., 7 Quay, USA ("Bolt").'
    text = f"# Acme | Privacy Policy\n\n{plugin} By this, Bolt receives the information that you came.\n"
    assert ("provides_to", "Bolt") in facts(text)
