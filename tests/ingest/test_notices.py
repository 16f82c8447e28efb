"""What a policy speaks of is read from its headings, bold beginnings and some sentences."""

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


def topics(text: str, name: str = "policy.md") -> dict[str | None, str]:
    """Topic → its passage on one line."""
    return {said.topic: " ".join(said.quote.split()) for said in extract(read(text.encode(), name))}


def test_each_topic_is_found_with_the_words_of_its_section() -> None:
    assert topics(KOREAN) == {
        "purposes": "제1조 (개인정보의 처리 목적) 회사는 다음의 목적을 위하여 처리합니다.",
        "destruction": "제2조 (개인정보의 파기) 파기합니다.",
        "refusal": "제3조 (국외 이전을 거부하는 방법) 고객센터로 연락합니다.",
    }


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("How long we keep your data", "retention"),
        ("Cookies and similar technologies", "tools"),
        ("Your rights", "rights"),
        ("How we share information", "provision"),
        ("Contact us", "officer"),
        ("Who has access to your data", "provision"),
        ("Why Example Shop collects and processes data", "purposes"),
        ("Subcontracting", "entrustment"),
    ],
)
def test_english_headings_tell_their_topic(heading: str, topic: str) -> None:
    assert topics(f"# Privacy Policy\n\n## {heading}\n\nSome words of the policy.\n").keys() == {topic}


@pytest.mark.parametrize(
    "heading",
    [
        "Information when you contact us",  # what is collected then
        "Provision and maintenance of our services",  # of services, not of data
        "Sources of data: registers and rights holders",
        "Right to limit use of sensitive personal information",  # Art. 30 asks when it may become public
        "How we use cookies",
    ],
)
def test_headings_that_only_sound_like_it_tell_another_topic_or_none(heading: str) -> None:
    assert topics(f"# Privacy Policy\n\n## {heading}\n\nSome words.\n").keys() <= {"tools"}


@pytest.mark.parametrize("heading", ["제1조 (목적)", "개인정보의 목적 외 이용 제한", "민감정보의 처리", "제3자의 상표"])
def test_korean_headings_that_only_sound_like_it_tell_none(heading: str) -> None:
    assert topics(f"# 개인정보처리방침\n\n## {heading}\n\n회사는 노력합니다.\n") == {}


def test_of_several_places_the_surest_words_are_taken_then_the_highest_in_the_outline() -> None:
    collected = "## 수집\n\n### 자동으로 수집되는 정보\n\n기록.\n\n### 문의 및 권리 행사\n\n주소.\n\n"
    text = f"{collected}## 쿠키의 운영\n\n씁니다.\n\n## 쿠키의 거부\n\n끕니다.\n\n## 이용자의 권리\n\n요구합니다.\n"
    found = topics(text)
    assert (found["tools"], found["rights"]) == ("쿠키의 운영 씁니다.", "이용자의 권리 요구합니다.")


def test_the_section_is_found_behind_a_table_of_contents() -> None:
    listed = "**A. Retention**\n\n**B. Your rights**\n\n"
    text = f"# Policy\n\n{listed}We care.\n\n**A. Retention**\n\nA year.\n\n**B. Your rights**\n\nAsk us.\n"
    assert topics(text) == {"retention": "**A. Retention** A year.", "rights": "**B. Your rights** Ask us."}


def test_words_in_bold_that_are_a_sentence_are_no_title() -> None:
    promise = "회사는 이용자의 정보를 서비스 제공 목적으로만 이용하며 다른 목적으로 이용하지 않을 것을 약속합니다."
    bold = f"**{promise} 그리고 이를 지키기 위하여 언제나 최선을 다하여 노력합니다.**"
    assert topics(f"# 방침\n\n{bold} 안심하십시오.\n") == {}


def test_words_in_running_text_give_no_notice() -> None:
    assert topics("# Privacy Policy\n\nWe speak of retention and destruction in passing.\n") == {}


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("## 국외 이전\n\n서버는 미국에 있습니다. 이용자는 국외 이전을 거부할 수 있습니다. 이 경우 가입할 수 없습니다.",
         "이용자는 국외 이전을 거부할 수 있습니다."),
        ("## Transfers\n\nWe use servers in Japan. You may refuse the overseas transfer of your data. Write to us.",
         "You may refuse the overseas transfer of your data."),
    ],
)  # fmt: skip
def test_how_to_refuse_a_transfer_is_found_in_a_sentence(text: str, passage: str) -> None:
    assert topics(text)["refusal"] == passage


def test_the_passage_is_verbatim() -> None:
    reading = read(KOREAN.encode(), "policy.md")
    for statement in extract(reading):
        assert statement.quote == reading.text[statement.start : statement.end]
