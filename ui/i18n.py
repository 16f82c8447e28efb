"""The words of pages, drawings and tables in the reader's language, from words.yaml."""

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal, cast

import yaml

Language = Literal["en", "ko"]
LANGUAGES: Mapping[Language, str] = {"en": "English", "ko": "한국어"}


@functools.cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Section → key → language → words."""
    text = files("ui").joinpath("words.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, Mapping[str, str]]]", yaml.safe_load(text))


def say(key: str, language: Language, **fields: Any) -> str:
    """The words for `section.key`, its braces filled in.

    >>> say("grade.law", "ko")
    '법령'
    """
    section, _, name = key.partition(".")
    return words()[section][name][language].format(**fields)


def either(en: str, ko: str | None, language: Language) -> str:
    """The words of the language, or the English ones where there are no Korean ones."""
    return ko if language == "ko" and ko else en
