"""The date of a version, where a document states it."""

from datetime import date

from ingest.blocks import Reading
from ingest.patterns import Hit, pattern

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
HEAD, TAIL = 15, 12  # blocks at the beginning and end in which documents state their date


def version_of(reading: Reading) -> date | None:
    """The date from which the document says it is in effect or was last changed; None where it says none.

    Dates whose day and month could be taken for each other are left out.
    """
    blocks = reading.blocks
    for block in blocks[:HEAD] + blocks[max(HEAD, len(blocks) - TAIL) :]:
        for hit in pattern("en", "version_date").hits(block.plain.text[:2000]):
            if found := _date(hit):
                return found
    return None


def _date(hit: Hit) -> date | None:
    parts = {name.rstrip("234"): value for name, (value, _, _) in hit.parts.items()}
    month = parts["month"].lower()[:3]
    try:
        return date(int(parts["year"]), int(month) if month.isdigit() else _MONTHS.index(month) + 1, int(parts["day"]))
    except ValueError:
        return None
