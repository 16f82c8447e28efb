"""What a Korean disclosure states about where personal data goes (PIPA Art. 15, 17, 18, 26, 28-8, 30).

Tables and keyed lists are read as records, sentences and lists of exceptions as clauses; the headings above decide what
a record is about where its own headers do not.
"""

from collections.abc import Iterator

from graph.statement import Statement
from ingest.blocks import Reading
from ingest.korean_context import contexts
from ingest.korean_records import statements
from ingest.tables import Header, records


def extract(reading: Reading) -> list[Statement]:
    """The statements of a Korean document, unresolved, in reading order; `doc_id` is left empty."""
    found = list(_statements(reading))
    return found


def _statements(reading: Reading) -> Iterator[Statement]:
    header: Header | None = None
    for block, context in contexts(reading.blocks):
        if block.kind != "table":
            continue
        rows, header = records(block, "ko", header)
        for record in rows:
            yield from statements(record, context, reading, "ko/table")
