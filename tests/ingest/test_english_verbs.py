"""Sentences that deny that data goes anywhere, whichever part of them says so."""

import pytest

from tests.ingest.english_policies import facts


@pytest.mark.parametrize(
    "sentence",
    [
        "No personal information will be sold to advertisers.",
        "None of this information is shared with partners.",
        "There is no data that we share with our partners.",
        "Nothing is shared with third parties.",
        "We share no data with third parties.",
        "Under no circumstances do we share your data with partners.",
        "At no time will your data be given to advertisers.",
        "We have no intention of sharing your data with partners.",
        "We avoid sharing data with partners.",
        "We stopped sharing data with Kilo Ltd.",
        "Our partners receive no personal data.",
        "Nobody, including our partners, has access to your data.",
        "Our app contains no trackers from Kilo or Lima that collect your data.",
        "Your data is stored only on your device, not in the US.",
        "We would never disclose your data without your consent, even to comply with the law.",
        "If we ever share data with partners, we will tell you.",
        "We use no third-party processors.",
        "We ask our partners not to share your data with advertisers.",
        "The law forbids us to share data with advertisers.",
        "We decline to hand data over to foreign police.",
        "We resist requests by governments for your data.",
        "You control whether we share your data with partners.",
        "Your data may be sent to places with less protection than the European Union.",
        "A link will allow anyone who has it to view your data.",
    ],
)
def test_a_denial_states_nothing(sentence: str) -> None:
    assert facts(f"## How we share data\n\n{sentence}") == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We share no more than your name with couriers.", {("entrusts_to", "couriers")}),
        ("Nothing in this policy keeps us from sharing data with our affiliates.", {("provides_to", "affiliates")}),
        ("There is no charge, and we share your data with our affiliates.", {("provides_to", "affiliates")}),
        ("No data is shared with partners, apart from the hosting company.", {("entrusts_to", "hosting company")}),
        ("Such data will not be shared with anybody, excluding aggregators.", {("provides_to", "aggregators")}),
        ("Your data will not be given to anybody except where we use suppliers who process it for us.",
         {("entrusts_to", "suppliers")}),
    ],
)  # fmt: skip
def test_what_a_denial_leaves_is_stated(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert facts(f"## How we share data\n\n{sentence}") == expected
