"""Front matter: what a document says of itself in YAML between two lines of dashes at its beginning."""

import json
import re
from typing import Any

import yaml

from graph.errors import InputError

_FENCED = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Its values as strings (lists and mappings as JSON), and where the document itself begins.

    Without front matter, or where the dashes are a rule over prose, nothing and 0. Raises InputError where it
    is meant as YAML and is none.
    """
    found = _FENCED.match(text)
    if not found or not re.match(r"\s*[\w-]+\s*:", found["yaml"]):
        return {}, 0
    return parsed(found["yaml"]), found.end()


def parsed(source: str) -> dict[str, str]:
    """The values of a YAML mapping as strings; InputError where it is none."""
    try:
        values = yaml.load(source, Loader=_YAML)
    except yaml.YAMLError as error:
        raise InputError(
            f"The front matter is not YAML: {error}", remedy="Correct the lines between the dashes"
        ) from error
    if not isinstance(values, dict):
        raise InputError("The front matter is no list of keys and values", given=source[:80], remedy="Write key: value")
    return {str(key): _as_text(value) for key, value in values.items() if value is not None}


def _as_text(value: Any) -> str:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value).lower() if isinstance(value, bool) else str(value)
