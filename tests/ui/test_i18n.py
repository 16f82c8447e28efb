import re
import string
from pathlib import Path

import pytest

from data.grades import Grade
from data.models import Ground
from ui.i18n import LANGUAGES, say, words

UI = Path(__file__).resolve().parents[2] / "ui"
ENTRIES = [(f"{section}.{key}", texts) for section, keys in words().items() for key, texts in keys.items()]


def braces(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("key", "texts"), ENTRIES)
def test_every_entry_has_both_languages_with_the_same_braces(key: str, texts: dict[str, str]) -> None:
    assert set(texts) == set(LANGUAGES)
    assert braces(texts["en"]) == braces(texts["ko"])


def test_every_key_that_the_code_uses_is_there() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.py"))
    used = set(re.findall(r"say\(\s*\"([a-z_]+\.[a-z_]+)\"", source))
    assert used <= {key for key, _ in ENTRIES}


@pytest.mark.parametrize("grade", Grade)
def test_every_grade_is_described(grade: Grade) -> None:
    assert say(f"grade_means.{grade}", "ko")
    assert say(f"grade.{grade}", "en") == grade


@pytest.mark.parametrize("ground", Ground.__args__)
def test_every_ground_is_described(ground: str) -> None:
    assert say(f"ground.{ground}", "en")
