"""What the records of law claim goes no further than what was read."""

from typing import Any

from data.knowledge import FOLDER, read_folder
from data.models import Category, LegalInstrument


def records(kind: str) -> list[Any]:
    return [record for _, record in read_folder(FOLDER)[kind].values()]


def test_a_path_cites_only_articles_that_were_read() -> None:
    laws: list[LegalInstrument] = records("laws")
    unread = {(law.id, article.number) for law in laws for article in law.articles if "not read" in article.says.en}
    assert unread, "no article is marked as not read: was the mark reworded?"
    assert not unread & {(law.id, number) for law in laws for number in law.key_articles}


def test_reach_abroad_that_was_not_confirmed_makes_nobody_abroad_subject_to_a_law() -> None:
    doubtful = [
        law for law in records("laws") if law.extraterritorial_how and "not confirmed" in law.extraterritorial_how.en
    ]
    assert doubtful, "no reach is marked as not confirmed: was the mark reworded?"
    assert [law.id for law in doubtful if {"offering", "control"} & set(law.reach)] == []


def test_a_class_under_pipa_names_a_source_on_the_act_or_its_decree() -> None:
    on_the_act = ("PIPA", "개인정보 보호법")
    classed: list[Category] = [c for c in records("categories") if c.sensitivity != "none" and c.grade == "law"]
    assert classed
    for category in classed:
        assert any(source.title.startswith(on_the_act) for source in category.sources), category.id
