"""What is said of why a statement says what it says."""

import pytest

from data.knowledge import load_knowledge
from graph.statement import Statement
from ingest.explain import explain


def reasons(language: str = "en", **fields: object) -> dict[str, str]:
    values = {"doc_id": "shop", "kind": "provides_to", "quote": "We give your e-mail to X.", "start": 5, "end": 30}
    statement = Statement.model_validate(values | fields)
    return dict(next(explain([statement], load_knowledge(), language)))


def test_it_names_the_rule_the_words_and_the_place() -> None:
    lines = reasons(rule="gives", why="give", extractor="datagil/en", confidence=0.85)
    assert lines["rule"] == "gives of datagil/en"
    assert lines["because of"] == "“give”"
    assert lines["passage"] == "“We give your e-mail to X.” at 5–30"
    assert lines["grade"] == "disclosed, confidence 0.85"


@pytest.mark.parametrize(
    ("recipient", "id_", "says"),
    [
        ("Google LLC", "org-google", "known to the knowledge base by this name"),
        ("sellers", "org-shop--sellers", "a description, which stands for itself within this service"),
        ("a third party", "org-shop--unspecified-third-party", "nobody is guessed for it"),
        ("Quite Unknown Ltd", "org-quite-unknown", "does not know; it is merged with no other"),
    ],
)
def test_it_says_why_a_recipient_was_resolved_so(recipient: str, id_: str, says: str) -> None:
    line = reasons(recipient=recipient, recipient_id=id_)["to"]
    assert line.startswith(f"“{recipient}” → {id_}: ")
    assert says in line


def test_it_says_so_where_nobody_is_named() -> None:
    assert reasons()["to"] == "the passage names nobody"


def test_categories_and_countries_stand_beside_the_words_they_come_from() -> None:
    lines = reasons("ko", quote="이메일을 미국으로 이전합니다.", country="US", data_categories=["이메일"],
                    category_ids=["cat-email"])  # fmt: skip
    assert lines["data"] == "“이메일” → cat-email"
    assert lines["country"] == "“미국” → US: United States"


def test_words_that_are_no_category_are_kept_and_named() -> None:
    assert "no category has this name" in reasons(data_categories=["a strange thing"])["data"]


def test_it_says_for_whom_a_statement_holds() -> None:
    assert reasons()["users"].startswith("all")
    assert reasons(applies_to=["US"])["users"] == "only those in US, of whom alone the passage speaks"
