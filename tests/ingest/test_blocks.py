"""Words without markup, mapped back to the document."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Plain

ODD = " \t\n\x1c\u00a0\u200b\u3000\ufeff\u00ad"
RAW = st.text(alphabet=ODD + "ab가\uff21", max_size=12)


@given(raw=RAW)
def test_plain_words_have_single_spaces_and_no_invisible_letters(raw: str) -> None:
    seen = re.sub("[\u200b\ufeff\u00ad]+", "", raw)
    assert Plain.of(raw, markup=False).text.split(" ") == (seen.replace("\uff21", "A").split() or [""])


@given(raw=RAW)
def test_each_letter_leads_back_to_where_it_stands(raw: str) -> None:
    plain = Plain.of(raw, 100, markup=False)
    at = [raw[plain.origin(index) - 100] for index in range(len(plain.text))]
    assert [letter.replace("\uff21", "A") for letter in at if not letter.isspace()] == list(plain.text.replace(" ", ""))
