"""Rows as CSV, for files and for other programs."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any


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


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict, tuple)) else value
