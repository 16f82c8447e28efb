"""What a row, a column or a keyed list of a Korean disclosure states, by its headers and its section."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from graph.statement import Statement, StatementKind
from ingest.blocks import Cell, Reading
from ingest.korean_context import GIVING, Context
from ingest.korean_names import Recipient, is_header, is_proper, recipients
from ingest.korean_places import mentions_in
from ingest.korean_sentences import last_sentence
from ingest.patterns import pattern
from ingest.tables import Record, role_of

CONFIDENCE = {"ko/list-of-names": 0.8}  # where no header tells; a table or sentence may say more of the same name
ASIDE = 0.9  # of a country that a record tells beside what it is about
TRANSFER: StatementKind = "transfers_to_country"
_SEPARATOR = re.compile(r"[,、;\n•ㆍ]|<br\s*/?>|(?<=[가-힣)])\s*·\s*|\.\s+(?=\()")
_LINE = re.compile(r"\n|<br\s*/?>")
_MARKUP = re.compile(r"[*`]+|__+|\s+")
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_REMARK = re.compile(r"\.\s+(?!\()[^.]*(?:전송|니다|에만|함|됨)\.?\s*$")


def statements(record: Record, context: Context, reading: Reading, rule: str) -> Iterator[Statement]:
    """The statements of a record, one for each recipient and country; none where it says that there is none."""
    kinds = kinds_of(record, context)
    if context.quiet or not kinds or _is_void(record):
        return
    named = _recipients(record)
    shared = _shared(record, context, reading, rule)
    if not named and TRANSFER in kinds:
        for code in countries_in(record.first("country")):
            yield Statement(kind=TRANSFER, country=code, recipient_named=False, **shared)
    link = _link(kinds)
    cell = record.first("country")
    for index, recipient in enumerate(named):
        who: dict[str, Any] = {"recipient": recipient.words, "recipient_named": recipient.named}
        if recipient.data:
            who["data_categories"] = (recipient.data,)
        if len(named) > 1 and (lines := _lines(record.first("purpose"))) and len(lines) == len(named):
            who["purpose"] = lines[index]
        for kind in sorted(kinds - {TRANSFER}):
            yield Statement(kind=_kind_for(kind, recipient, rule), **(shared | who))
        aside = {} if TRANSFER in context.kinds else {"confidence": ASIDE}
        for code in _countries(cell, recipient, index, named, kinds, context):
            yield Statement(kind=TRANSFER, country=code, link=link, **(shared | who | aside))


def kinds_of(record: Record, context: Context) -> frozenset[str]:
    """What kinds of giving a record is about: by its headers, else by its section, else by what introduces it."""
    kinds = set(record.kinds)
    if context.kinds == {"entrusts_to"} and "provides_to" in kinds and _is_entrusted(record, ""):
        kinds = (kinds - {"provides_to"}) | {"entrusts_to"}  # a header that says "제공받는 업체" for who processes
    if kinds == {"provides_to"} and _said(last_sentence(context.intro)) == {"entrusts_to"}:
        kinds = {"entrusts_to"}  # the sentence above the table says that they do work
    if not kinds & {"provides_to", "entrusts_to"}:
        kinds |= context.kinds if not kinds else set()
    if not kinds and _is_service(record, context):
        return frozenset({"entrusts_to"})
    if not kinds & GIVING or (len(context.kinds) > 1 and not record.kinds):
        near = last_sentence(context.opening or context.intro)
        kinds = _said(near) or _said(context.intro) or kinds
    if kinds == {TRANSFER} and len(also := context.kinds & {"provides_to", "entrusts_to"}) == 1:
        kinds |= also
    if TRANSFER in context.kinds and (record.first("country") or context.countries):
        kinds.add(TRANSFER)
    if TRANSFER in kinds and not kinds & {"provides_to", "entrusts_to"} and _is_entrusted(record, context.intro):
        kinds.add("entrusts_to")
    return frozenset(kinds & GIVING)


def _is_service(record: Record, context: Context) -> bool:
    """Whether a record is of one of the services of others that its section counts, with its work or data."""
    named = record.label is not None and is_proper(record.label.plain.text)
    return "services" in context.topics and named and bool(record.values.keys() & {"purpose", "items"})


def _said(words: str) -> set[str]:
    """What kinds of giving words speak of."""
    return {str(hit.entry.means) for hit in pattern("ko", "section").hits(words)} & GIVING


def _is_entrusted(record: Record, introduction: str) -> bool:
    """Whether the basis or purpose of a transfer, or what introduces it, says that processing is entrusted.

    PIPA Art. 28-8(1) No. 3 makes that a ground of its own.
    """
    cells = [cell for role in ("basis", "purpose", "method") for cell in record.values.get(role, ())]
    if pattern("ko", "entrusts_abroad").search(introduction):
        return True
    return any(pattern("ko", "by_entrustment").search(cell.plain.text) for cell in cells)


def _link(kinds: frozenset[str]) -> Literal["provides_to", "entrusts_to"] | None:
    if "entrusts_to" in kinds:
        return "entrusts_to"
    return "provides_to" if "provides_to" in kinds else None


def _kind_for(kind: str, recipient: Recipient, rule: str) -> Any:
    """The kind of a record's section or header, but for authorities, and processors that a sentence counts."""
    if kind != "provides_to":
        return kind
    if recipient.is_authority:
        return "discloses_to_authority"
    helps = rule == "ko/list-of-names" and recipient.sort == "described"
    return "entrusts_to" if helps and pattern("ko", "processor").search(recipient.words) else kind


def _is_void(record: Record) -> bool:
    """Whether a row says that nobody receives anything: its recipient, purpose or items are "없음"."""
    return any(
        (cell := record.first(role)) and pattern("ko", "nobody").fullmatch(cell.plain.text)
        for role in ("recipient", "purpose", "items")
        if role != "items" or not record.first("purpose")
    )


def _recipients(record: Record) -> list[Recipient]:
    for role in ("recipient", "service"):
        found = [r for cell in record.values.get(role, ()) for r in recipients(cell)]
        if found:
            return found
    if cell := record.first("function"):
        return [Recipient(cell.plain.text, cell.start, cell.end, "described")]
    if record.label and len(record.label.plain.text) <= 60 and not _is_title(record.label.plain.text):
        listed = record.values.keys() & {"items", "purpose"}
        found = recipients(record.label)
        sure = [r for r in found if r.named or r.is_authority or is_proper(r.words)]
        return sure or [r for r in found if listed and r.sort == "described"]
    return []


def _is_title(label: str) -> bool:
    """Whether the line above a record says what it tells ("이전 국가·일시·방법"), not whom it is about."""
    role = role_of(label, "ko") if is_header(label) else None
    if role is not None and role.name not in ("recipient", "service"):
        return True
    return bool(pattern("ko", "title_end").search(label)) or (label.endswith("정보") and not is_proper(label))


def _shared(record: Record, context: Context, reading: Reading, rule: str) -> dict[str, Any]:
    """The fields that all statements of a record have in common."""
    return {
        "doc_id": "",
        "subject": "회사",
        "data_categories": tuple(item for cell in record.values.get("items", ()) for item in items_of(cell)),
        "purpose": _text(record, "purpose"),
        **{role: _text(record, role) for role in ("retention", "method", "contact", "refusal")},
        "applies_to": context.applies_to,
        "quote": reading.text[record.start : record.end],
        "start": record.start,
        "end": record.end,
        "rule": rule,
        "why": ", ".join(dict.fromkeys(record.words)) or context.heading or None,
        "confidence": CONFIDENCE.get(rule, 0.97 if record.kinds else 0.9),
    }


def _text(record: Record, role: str) -> str | None:
    words = [cell.plain.text for cell in record.values.get(role, ())]
    if role == "retention" and not words:  # which may stand among the remarks
        remarks = (cell.plain.text for cell in record.values.get("label", ()))
        words = [remark for remark in remarks if pattern("ko", "period").search(remark)]
    return next((text for text in words if text and not pattern("ko", "nobody").fullmatch(text)), None)


def _lines(cell: Cell | None) -> list[str]:
    """The lines of a cell, which stand beside those of the recipients where there are as many."""
    return [line.strip() for line in _LINE.split(cell.raw) if line.strip()] if cell else []


def items_of(cell: Cell) -> list[str]:
    """The categories that a cell lists, as written: between commas and lines, outside of brackets."""
    raw = _REMARK.sub("", cell.raw)
    masked = _BRACKET.sub(lambda m: "\x01" * len(m[0]), raw)
    pieces, position = [], 0
    for mark in _SEPARATOR.finditer(masked):
        pieces.append(raw[position : mark.start()])
        position = mark.end()
    pieces.append(raw[position:])
    words = (_MARKUP.sub(" ", piece).strip(" -–·•") for piece in pieces)
    return [word for word in words if word and not pattern("ko", "nobody").fullmatch(word)]


def countries_in(cell: Cell | None) -> list[str]:
    """The countries that a cell names, each once, in the order written."""
    return list(dict.fromkeys(m.code for m in mentions_in(cell.plain.text))) if cell else []


def _countries(
    cell: Cell | None,
    recipient: Recipient,
    index: int,
    named: list[Recipient],
    kinds: frozenset[str],
    context: Context,
) -> list[str]:
    """Where data goes with this recipient: by its own brackets, by the cell of countries, by the heading."""
    own = recipient.places
    stated = countries_in(cell)
    if cell and stated:
        return _paired(cell, stated, recipient, index, named)
    if TRANSFER in kinds:
        return list(own or context.countries)
    lies_there = bool(pattern("ko", "place_note").search(recipient.notes))
    return [code for code in own if code != "KR" or lies_there]


def _paired(cell: Cell, stated: list[str], recipient: Recipient, index: int, named: list[Recipient]) -> list[str]:
    """The countries of one of several recipients: on its own line, or behind its own name; else all of them."""
    if len(named) == 1:
        return stated
    mentions = [m.code for m in mentions_in(cell.plain.text)]
    if len(mentions) == len(named) and len(set(mentions)) > 1 and "\n" not in cell.raw:
        return [mentions[index]]  # "A, B" beside "미국, 일본": one each, in order
    lines = [line for line in re.split(r"\n|<br\s*/?>|/|;", cell.raw) if line.strip()]
    by_line = [[m.code for m in mentions_in(line)] for line in lines]
    for line, codes in zip(lines, by_line, strict=True):
        if recipient.words.split("(")[0].strip() in line and codes:
            return codes
    if len(lines) == len(named) and all(by_line):
        return by_line[index]
    return stated
