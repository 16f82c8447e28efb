"""What a Korean disclosure states about where personal data goes (PIPA Art. 15, 17, 18, 26, 28-8, 30).

Tables and keyed lists are read as records, sentences and lists of exceptions as clauses; the headings above decide what
a record is about where its own headers do not.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from graph.statement import Statement
from ingest.blocks import Block, Cell, Reading
from ingest.korean_clauses import clauses
from ingest.korean_collection import collected
from ingest.korean_context import EVERYBODY, Context, contexts
from ingest.korean_exceptions import exceptions
from ingest.korean_fields import fields, keyed_records, value_cell
from ingest.korean_lines import line_records, lines_apart
from ingest.korean_lists import named_record
from ingest.korean_names import is_proper
from ingest.korean_operator import operator
from ingest.korean_records import statements
from ingest.names import name_of
from ingest.tables import Header, Record, notes, records, role_of

Placed = list[tuple[Block, Context]]
_END = Block("paragraph", "", 0, 0)


def extract(reading: Reading) -> list[Statement]:
    """The statements of a Korean document, unresolved, `doc_id` empty: the surest first, then in reading order."""
    placed = list(contexts(lines_apart(reading.blocks)))
    found = [*_of_tables(placed, reading), *_of_lists(placed, reading), *exceptions(placed, reading)]
    found += [*operator(placed, reading), *collected(placed, reading)]
    for block, context in placed:
        if block.kind in ("paragraph", "item"):
            found += clauses(block, context, reading)
    fuller = [(s, _words(s)) for s in found if s.data_categories and s.recipient and not _is_brief(s)]
    kept = [one for one in found if not _is_vague(one, found) and not _is_said_fuller(one, fuller)]
    return sorted(_once(kept), key=lambda s: (-s.confidence, s.start or 0, s.end or 0))


def _of_tables(placed: Placed, reading: Reading) -> Iterator[Statement]:
    header: Header | None = None
    title: Cell | None = None
    for block, context in placed:
        if block.kind == "heading":
            title = _name_in_title(block, context)
        if block.kind == "table":
            rows, header = records(block, "ko", header)
            rows = rows or list(_titled_rows(block, context))
            about = replace(context, topics=context.topics | context.kinds_of_rows)
            for record in _with_notes(rows, block):
                yield from statements(replace(record, label=record.label or title), about, reading, "ko/table")


def _name_in_title(block: Block, context: Context) -> Cell | None:
    """Whom a heading within a section on giving data names ("① 가나 (Acme LLC)"), for the tables below it."""
    inner = context.kinds and context.heading != block.plain.text
    return value_cell(block, 0, len(block.raw)) if inner and is_proper(block.plain.text) else None


def _titled_rows(block: Block, context: Context) -> Iterator[Record]:
    """The rows of a table without header whose titles are names, in a section on processors: a name and its work."""
    if context.kinds != {"entrusts_to"}:
        return
    for row in block.rows:
        if len(row) == 2 and row[0].header and not row[1].header and is_proper(row[0].plain.text):
            yield Record({"recipient": (row[0],), "purpose": (row[1],)}, row[0].start, row[1].end, context.kinds)


def _with_notes(rows: list[Record], block: Block) -> list[Record]:
    """The rows, each with what a note across the whole table says for all of them ("보유기간: …")."""
    said = [one for note in notes(block) for one in fields(Block("paragraph", note.raw, note.start, note.end))]
    shared = {one.role.name: (one.value,) for one in said if one.value.raw}
    return [replace(row, values={**shared, **row.values}) for row in rows] if shared else rows


def _of_lists(placed: Placed, reading: Reading) -> Iterator[Statement]:
    for record, context in keyed_records(placed):
        yield from statements(record, context, reading, "ko/keyed-list")
    for record, context in line_records(placed):
        yield from statements(record, context, reading, "ko/table-in-lines")
    before = _END
    for (block, context), (following, _) in pairwise([*placed, (_END, Context())]):
        answers, before = _asks_other(before), block
        if block.kind not in ("item", "paragraph") or following.kind == "table" or answers or not _may_name(block):
            continue  # an item over a table is its title
        if named := named_record(block, context, heads_keys=bool(fields(following))):
            yield from statements(named, context, reading, "ko/list-of-names")


def _asks_other(block: Block) -> bool:
    """Whether a line is a key that asks for more of a receiver than who that is ("9. 제공받는 자의 이용목적")."""
    role = role_of(block.plain.text, "ko") if block.kind == "item" else None
    return role is not None and role.name not in ("recipient", "service", "label") and "받는" in role.words


def _may_name(block: Block) -> bool:
    """Whether a block may name somebody without a key for it: none of its keys says more than what work is done."""
    return all(one.role.name == "purpose" and not one.role.kind for one in fields(block))


def _is_sentence(statement: Statement) -> bool:
    return (statement.rule or "").startswith("ko/sentence")


def _is_vague(statement: Statement, found: list[Statement]) -> bool:
    """Whether a sentence names a country alone that the document elsewhere ties to a recipient."""
    if statement.kind != "transfers_to_country" or statement.recipient or statement.applies_to != EVERYBODY:
        return False
    return _is_sentence(statement) and any(s.country == statement.country and s.recipient for s in found)


def _is_brief(statement: Statement) -> bool:
    return _is_sentence(statement) or statement.rule == "ko/list-of-names"


def _words(statement: Statement) -> frozenset[str]:
    """The words of a recipient's name without legal forms, in no order: "Alpha (Beta)", "Beta Inc. (Alpha)"."""
    return frozenset(name_of(statement.recipient or "").bare.split())


def _is_said_fuller(statement: Statement, fuller: list[tuple[Statement, frozenset[str]]]) -> bool:
    """Whether a passing mention says no more than a record of the same recipient, which tells the items too."""
    if not _is_brief(statement) or statement.data_categories or not (words := _words(statement)):
        return False
    same = [one for one, others in fuller if words == others and one.kind == statement.kind]
    return any((one.country, one.applies_to) == (statement.country, statement.applies_to) for one in same)


def _once(found: list[Statement]) -> list[Statement]:
    """Each statement once, where several rules read the same words."""
    return list({statement.id: statement for statement in reversed(found)}.values())
