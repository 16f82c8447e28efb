"""What Korean disclosures say they collect (PIPA Art. 15(2), 30(1)): tables, keyed lists and lists of items."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph.statement import Statement
from ingest.blocks import Block, Cell, Reading
from ingest.korean_context import Context
from ingest.korean_fields import fields
from ingest.korean_records import items_of
from ingest.patterns import pattern
from ingest.tables import Record, records

TOPIC = "collects"
ITEM_LENGTH = 120  # characters; a longer item is prose


def collected(placed: Sequence[tuple[Block, Context]], reading: Reading) -> Iterator[Statement]:
    """The categories that a document says it collects, a statement for each row or list entry."""
    for block, context in placed:
        said = " ".join((*block.headings[-1:], context.intro))
        if TOPIC not in context.topics or context.quiet or pattern("ko", "negation").search(said):
            continue
        if block.kind == "table":
            rows, _ = records(block, "ko", about=frozenset({"items"}))
            for row in rows:
                yield from _of_record(row, context, reading)
        elif block.kind != "heading":
            yield from _of_line(block, context, reading)


def _of_record(row: Record, context: Context, reading: Reading) -> Iterator[Statement]:
    items = [item for cell in row.values.get("items", ()) for item in items_of(cell)]
    if items:
        about = {role: cell.plain.text for role in ("purpose", "retention") if (cell := row.first(role))}
        yield _statement(items, row.start, row.end, context, reading, rule="ko/collected/table", **about)


def _of_line(block: Block, context: Context, reading: Reading) -> Iterator[Statement]:
    found = [one.value for one in fields(block) if one.role.name == "items" and one.role.kind is None]
    if not found and block.kind == "item" and _is_item(block, context):
        found = [Cell(block.raw, block.start, block.end, markup=block.markup)]
    items = [item for cell in found for item in items_of(cell)]
    if items:
        yield _statement(items, block.start, block.end, context, reading, rule="ko/collected/list")


def _is_item(block: Block, context: Context) -> bool:
    """Whether an item of a list is data that the sentence before says is collected."""
    words = block.plain.text
    announced = pattern("ko", "collects_list").search(context.intro)
    clause = ":" in words or pattern("ko", "no_member").search(words) or pattern("ko", "negation").search(words)
    return bool(announced and len(words) <= ITEM_LENGTH and not clause)


def _statement(items: list[str], start: int, end: int, context: Context, reading: Reading, **about: Any) -> Statement:
    return Statement(
        doc_id="", kind="collects", subject="회사", data_categories=tuple(items), applies_to=context.applies_to,
        quote=reading.text[start:end], start=start, end=end, why=context.intro[-80:] or None, confidence=0.85, **about,
    )  # fmt: skip
