import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from data.disclosures import bundled
from data.grades import Grade
from data.knowledge import load_knowledge
from data.models import Source

REQUIRED = {"id", "kind", "title", "restatement", "publisher", "publisher_id", "service", "url", "version", "language",
            "grade", "sources", "note"}  # fmt: skip
FILES = {path.stem: path for path in bundled()}


def front(path: Path) -> dict[str, Any]:
    found = re.match(r"(?:<!--\s*)?---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found, path.name
    values: dict[str, Any] = yaml.safe_load(found[1])
    return values


def test_disclosures_in_both_languages_and_of_both_kinds_are_bundled() -> None:
    kinds = {(front(path)["language"], front(path)["kind"]) for path in FILES.values()}
    assert kinds == {("ko", "privacy_policy"), ("en", "privacy_policy"), ("en", "news")}


@pytest.mark.parametrize("stem", FILES)
def test_front_matter_says_all_and_nothing_else(stem: str) -> None:
    said = front(FILES[stem])
    assert set(said) == REQUIRED
    assert (said["id"], said["restatement"], "restatement" in said["title"]) == (stem, True, True)
    assert isinstance(said["version"], date)
    assert said["url"].startswith("http")


@pytest.mark.parametrize("stem", FILES)
def test_each_is_graded_and_sourced_by_what_was_read(stem: str) -> None:
    said = front(FILES[stem])
    assert said["grade"] in (Grade.DISCLOSED, Grade.REPORTED)
    sources = [Source.model_validate(source) for source in said["sources"]]
    assert said["url"] in {source.url for source in sources}


@pytest.mark.parametrize("stem", FILES)
def test_service_and_speaker_are_known(stem: str) -> None:
    said, knowledge = front(FILES[stem]), load_knowledge()
    assert f"svc-{said['service']}" in knowledge.services
    assert said["publisher_id"] in {*knowledge.services, *knowledge.organizations}


@pytest.mark.parametrize("stem", FILES)
def test_the_text_itself_says_that_it_is_a_restatement(stem: str) -> None:
    body = FILES[stem].read_text(encoding="utf-8").rpartition("---\n")[2]
    assert "restatement" in body
