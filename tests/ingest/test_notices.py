"""What a policy speaks of is read from its headings and bold beginnings."""

import pytest

from ingest.notices import extract
from ingest.readers import read

KOREAN = """# 개인정보처리방침

## 제1조 (개인정보의 처리 목적)

회사는 다음의 목적을 위하여 처리합니다.

## 제2조 (개인정보의 파기)

파기합니다.

## 제3조 (국외 이전을 거부하는 방법)

고객센터로 연락합니다.
"""


def topics(text: str, name: str) -> set[str | None]:
    return {statement.topic for statement in extract(read(text.encode(), name))}


def test_each_topic_is_found_at_its_heading() -> None:
    assert topics(KOREAN, "policy.md") == {"purposes", "destruction", "refusal"}


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("How long we keep your data", "retention"),
        ("Cookies and similar technologies", "tools"),
        ("Your rights", "rights"),
        ("How we share information", "provision"),
        ("Contact us", "officer"),
    ],
)
def test_english_headings_tell_their_topic(heading: str, topic: str) -> None:
    assert topics(f"# Privacy Policy\n\n## {heading}\n\nSome words of the policy.\n", "policy.md") == {topic}


def test_words_in_running_text_give_no_notice() -> None:
    assert topics("# Privacy Policy\n\nWe speak of retention and destruction in passing.\n", "policy.md") == set()


def test_the_quote_is_the_heading_word_for_word() -> None:
    reading = read(KOREAN.encode(), "policy.md")
    for statement in extract(reading):
        assert statement.quote == reading.text[statement.start : statement.end]
