"""English tables of recipients: who gets which category of data (as the laws of US states ask for)."""

from collections.abc import Iterator

from graph.statement import Statement
from ingest.blocks import Block


def from_table(block: Block) -> Iterator[Statement]:
    """What the rows of a table state."""
    yield from ()
