"""Rows as CSV, for files and for other programs."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from ui.i18n import Language, either, say


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    r"""Rows as CSV with a header; lists and maps as JSON in their cell.

    >>> as_csv(["id", "names"], [["x", ["a", "b"]]])
    'id,names\nx,"[""a"", ""b""]"\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def in_a_cell(value: Any, language: Language = "en") -> Any:
    """A value as a person reads it in a cell: nodes and relationships by their names, lists side by side.

    >>> in_a_cell({"id": "CN", "name": "China", "name_ko": "중국"}, "ko")
    '중국'
    >>> in_a_cell({"type": "STORES_IN", "grade": "law"}), in_a_cell(["a", 1])
    ('STORES_IN (law)', 'a, 1')
    """
    if isinstance(value, list):
        return ", ".join(str(in_a_cell(part, language)) for part in value)
    if isinstance(value, dict) and "type" in value:
        grade = value.get("grade")
        return f"{value['type']} ({say(f'grade.{grade}', language)})" if grade else str(value["type"])
    if isinstance(value, dict) and "id" in value:
        return either(str(value.get("name") or value.get("quote") or value["id"]), value.get("name_ko"), language)
    return _cell(value)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict, tuple)) else value
