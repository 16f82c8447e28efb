"""English records of keys and values, typed or in the rows of a table: "Recipient: Acme Inc. / Country: Japan"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.blocks import Block, Cell
from ingest.english_tables import TableCell, role_of
from ingest.patterns import Hit

VALUE = 200  # characters of a value; what is longer is prose under a title
_PAIR = re.compile(r"(?:^|\n|\s/\s|;\s|\|\s?|<br\s*/?>)[\s*_•·-]*(?P<key>[A-Z][^:\n/|;<>]{2,60}?)[\s*_]*:[\s*_]*(?=\S)")


@dataclass(frozen=True)
class KeyedRecord:
    """What keys that follow each other say of one recipient; `told` is the key that says who it is."""

    block: Block
    told: Hit
    values: dict[str, Cell]

    def as_row(self) -> TableCell:
        """The record as the cell of its recipient, with the rest of its row."""
        who = self.values["recipient"]
        line = Block("paragraph", who.raw, who.start, who.end, headings=self.block.headings, markup=who.markup)
        rest = {role: cell.plain.text for role, cell in self.values.items()}
        items = (rest["items"],) if "items" in rest else ()
        where, why, how_long = (rest.get(role, "") for role in ("country", "purpose", "retention"))
        return TableCell((line,), self.told, items, where, why, how_long)


def keyed_records(blocks: Sequence[Block]) -> Iterator[KeyedRecord]:
    """The records of a document, in reading order: a recipient, and at least one thing more that is said of it."""
    open_: KeyedRecord | None = None
    for block in blocks:
        pairs = list(_in_rows(block) if block.kind == "table" else _pairs(block))
        if not pairs:
            yield from _closed(open_)
            open_ = None
        for hit, value in pairs:
            role = hit.entry.means or ""
            if role == "recipient":
                yield from _closed(open_)
                open_ = KeyedRecord(block, hit, {role: value})
            elif open_:
                open_.values.setdefault(role, value)
    yield from _closed(open_)


def _closed(record: KeyedRecord | None) -> Iterator[KeyedRecord]:
    if record and len(record.values) > 1:
        yield record


def _in_rows(table: Block) -> list[tuple[Hit, Cell]]:
    """The keys in the first of two columns that have a role, each with the cell beside it, if they are several."""
    rows = [(role_of(row[0].plain.text), row[1]) for row in table.rows if len(row) == 2]
    found = [(hit, value) for hit, value in rows if hit and value.raw and not role_of(value.plain.text)]
    return found if len({hit.entry.means for hit, _ in found}) > 1 else []


def _pairs(block: Block) -> Iterator[tuple[Hit, Cell]]:
    """The keys of a block that have a role, each with its value; nothing where a value is prose."""
    found = list(_PAIR.finditer(block.raw)) if ":" in block.raw and block.kind in ("item", "paragraph") else []
    if not found:
        return
    ends = [pair.start() for pair in found[1:]] + [len(block.raw)]
    for pair, end in zip(found, ends, strict=True):
        value = block.raw[pair.end() : end].rstrip()
        hit = role_of(pair["key"])
        if hit and value and len(value) <= VALUE:
            yield hit, Cell(value, block.start + pair.end(), block.start + pair.end() + len(value), markup=block.markup)
