"""English tables about sharing: which column says who, and the cells as the small documents that they often are."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.blocks import Block, Cell
from ingest.cells import cell_blocks
from ingest.patterns import Hit, pattern

TITLE = 60  # characters of a line that is no sentence
LABEL = 300  # characters of what heads a row
PROSE = 60  # characters from which a cell without a role is read as prose
ROLES = ("other", "recipient", "country", "retention", "items", "purpose")  # what counts where a header says several
Columns = dict[str, tuple[int, Hit]]


@dataclass(frozen=True)
class TableCell:
    """A cell as blocks; `told` is the header that makes it a cell of recipients; the rest of its row."""

    blocks: tuple[Block, ...]
    told: Hit | None
    items: tuple[str, ...] = ()
    country: str = ""
    purpose: str = ""
    retention: str = ""
    reason: bool = False  # it says why the recipients of its row get data


def table_operators(block: Block) -> Iterator[tuple[Cell, Cell]]:
    """The rows of a table that says which company answers for whom: where people are, and the company's cell."""
    people, company = _answering(block) or (None, None)
    if people is None or company is None:
        return
    for row in block.rows[1:]:
        if max(people, company) < len(row) and row[people].raw != row[company].raw:
            yield row[people], row[company]


def _answering(block: Block) -> tuple[int, int] | None:
    """The columns of places of people and of companies, where the table or its headings speak of controllers."""
    header = [cell.plain.text for cell in block.rows[0]] if block.rows else []
    about = " ".join((*header, *block.headings[-1:], *(cell.raw for row in block.rows[1:2] for cell in row)))
    if not pattern("en", "answers_for").search(about) or not pattern("en", "controlling").search(about):
        return None
    columns = [next((i for i, words in enumerate(header) if pattern("en", group).search(words)), None)
               for group in ("people_column", "company_column")]  # fmt: skip
    people, company = columns
    return (people, company) if people is not None and company is not None and people != company else None


def table_cells(block: Block) -> Iterator[TableCell]:
    """The cells of a table that can say who receives data: those in a column of recipients, and prose."""
    if _answering(block):
        return
    columns = _columns(block)
    told, header = columns.get("recipient"), _header(block)
    # What a law allows or whom data comes from says nothing of where it goes.
    silent = {columns[role][0] for role in ("other", "items") if role in columns}
    for row in block.rows:
        if (row and row[0].header) or row is header:
            continue
        rest = {role: _words(row, columns.get(role)) for role in ("items", "country", "purpose", "retention")}
        where, why, how_long = (" ".join(rest[role]) for role in ("country", "purpose", "retention"))
        for index, cell in enumerate(row):
            if told and (index == told[0] or index in _spanned(block, told[0])):
                yield TableCell(tuple(cell_blocks(cell, block)), told[1], rest["items"], where, why, how_long)
            elif len(cell.raw) >= PROSE and index not in silent:
                reason = bool(told and "purpose" in columns and index == columns["purpose"][0])
                yield TableCell(tuple(cell_blocks(cell, block)), None, reason=reason)


def titles(cell: TableCell) -> Iterator[Block]:
    """The lines of a cell of recipients that name them: all of a list of short lines, else what heads the cell."""
    short = all(len(block.raw) < TITLE for block in cell.blocks) or _is_label(cell)
    for index, block in enumerate(cell.blocks if cell.told else ()):
        if short or index == 0:
            words = block.plain.text
            if short or (len(words) < TITLE and (_heads(words) or any(words in b.raw for b in cell.blocks[1:]))):
                yield block


def _spanned(block: Block, column: int) -> range:
    """The columns without a header of their own behind one, whose header spans them."""
    header = block.rows[0]
    end = column + 1
    while end < len(header) and not header[end].raw.strip():
        end += 1
    return range(column + 1, end)


def _is_label(cell: TableCell) -> bool:
    """Whether a cell is one line that names, not says."""
    words = cell.blocks[0].plain.text if len(cell.blocks) == 1 else ""
    return 0 < len(words) < LABEL and not words.endswith((".", "?", "!"))


def _heads(words: str) -> bool:
    return any(pattern("en", group).search(words) for group in ("authority", "processor", "recipient"))


def _columns(block: Block) -> Columns:
    """The first column of each role, by its header."""
    columns: Columns = {}
    header = _header(block)
    for index, cell in enumerate(header):
        if hit := role_of(cell.plain.text):
            columns.setdefault(hit.entry.means or "", (index, hit))
    return columns


def role_of(header: str) -> Hit | None:
    """What a header or key stands for: recipient, country, items …; None where nothing tells."""
    hits = {hit.entry.means: hit for hit in pattern("en", "column").hits(header)}
    return next((hits[role] for role in ROLES if role in hits), None)


def _header(block: Block) -> tuple[Cell, ...]:
    """The row that names the columns: marked as such, or the first where its short cells say who receives data."""
    first = next((row for row in block.rows if any(cell.raw.strip() for cell in row)), ())
    if any(cell.header for cell in first):
        return first
    short = all(len(cell.raw) < TITLE for cell in first) and len(first) > 1
    told = any(
        hit.entry.means == "recipient" for cell in first for hit in pattern("en", "column").hits(cell.plain.text)
    )
    return first if short and told else ()


def _words(row: tuple[Cell, ...], column: tuple[int, Hit] | None) -> tuple[str, ...]:
    """The lines of a row's cell in a column."""
    if column is None:
        return ()
    return tuple(block.plain.text for block in cell_blocks(row[column[0]], None) if block.plain.text)
