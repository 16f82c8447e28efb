"""What commands print: results to stdout, everything else to stderr."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

PLAIN_WIDTH = 160  # where the output is not a terminal


def console(*, stderr: bool = False) -> "Console":
    """A console for stdout or stderr; wide where nobody looks at it in a terminal."""
    from rich.console import Console

    out = Console(stderr=stderr, highlight=False)
    if not out.is_terminal:
        out.width = PLAIN_WIDTH
    return out


def note(text: str) -> None:
    """Tell the person something that is not the result."""
    print(text, file=sys.stderr, flush=True)


def print_json(value: Any) -> None:
    """A value as indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows as CSV with a header."""
    from ui.tables import as_csv

    print(as_csv(columns, rows), end="")


def print_table(rows: Iterable[Mapping[str, Any]], *, title: str | None = None, leading: int = 0) -> None:
    """Rows that share their keys as a table; `leading`: empty lines between them."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    rows = list(rows)
    if not rows:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, leading=leading, title=title, title_justify="left")
    for column in rows[0]:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape(shown(value)) for value in row.values()))
    console().print(table)


def shown(value: Any) -> str:
    """A value as a table shows it: nothing for what is not known, yes and no for what is true or not."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


@contextmanager
def progress(what: str, total: int | None = None) -> "Iterator[Progress]":
    """A progress bar on stderr with one task, shown only in a terminal."""
    from rich.progress import Progress

    err = console(stderr=True)
    with Progress(console=err, transient=True, disable=not err.is_terminal) as bar:
        bar.add_task(what, total=total)
        yield bar
