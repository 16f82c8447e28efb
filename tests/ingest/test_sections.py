"""Which headings begin a section, and the words it begins with."""

import pytest

from ingest.readers import read
from ingest.sections import Sections

CONTENTS = """# Policy

## Contents

**A. Sharing**

**B. Retention**

- of accounts

**C. Contact us**

We care.

**A. Sharing**

We share with carriers.

**B. Retention**

We keep it for a year.

**C. Contact us**

Write to us.
"""


def opened(text: str, name: str = "policy.md") -> list[str]:
    """The opening of every section that is no entry of a table of contents."""
    reading = read(text.encode(), name)
    sections = Sections(reading.blocks)
    spans = [
        sections.opening(index)
        for index, block in enumerate(reading.blocks)
        if block.kind == "heading" and not sections.in_contents(index)
    ]
    return [" ".join(reading.text[start:end].split()) for start, end in spans]


def test_entries_of_a_table_of_contents_begin_no_section() -> None:
    assert opened(CONTENTS)[2:] == [
        "**A. Sharing** We share with carriers.",
        "**B. Retention** We keep it for a year.",
        "**C. Contact us** Write to us.",
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "<h3>제1조 (목적)</h3><h3>제2조 (파기)</h3>",
        "<ul><li><a href='#1'>제1조 (목적)</a></li><li><a href='#2'>제2조 (파기)</a></li></ul>",
        "<p>제1조 (목적)</p><p>제2조 (파기)</p>",
    ],
)
def test_contents_are_known_in_whatever_form_they_are_listed(listed: str) -> None:
    page = f"<h1>방침</h1>{listed}<h3>제1조 (목적)</h3><p>위하여 처리합니다.</p><h3>제2조 (파기)</h3><p>파기합니다.</p>"
    assert opened(page, "policy.html")[1:] == ["제1조 (목적) 위하여 처리합니다.", "제2조 (파기) 파기합니다."]


def test_a_title_that_comes_again_in_an_addendum_is_a_section_both_times() -> None:
    addendum = "## Addendum\n\nBelow.\n\n## Your rights\n\nOf some.\n"
    text = f"## Sharing\n\nWith carriers.\n\n## Your rights\n\nAsk us.\n\n{addendum}"
    assert [words for words in opened(text) if "rights" in words] == ["Your rights Ask us.", "Your rights Of some."]


def test_the_opening_reaches_into_subsections() -> None:
    text = "## Sharing\n\n### Carriers\n\nWe share addresses.\n\n## Other\n\nWords.\n"
    assert opened(text)[0] == "Sharing ### Carriers We share addresses."


def test_a_long_section_is_opened_to_the_end_of_a_word() -> None:
    (words,) = opened("## Sharing\n\n" + "addresses " * 100)
    assert 300 < len(words) <= 400
    assert words.endswith(" addresses")


def test_a_title_longer_than_an_opening_is_cut_between_words() -> None:
    (quoted,) = opened("# " + "Disclosure " * 60 + "\n\nWe share with carriers.\n")
    assert quoted.endswith("Disclosure")
    assert len(quoted) <= 400
