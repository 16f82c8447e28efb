"""Exceptions to consent in Korean disclosures, each with its ground, and the authorities that they name.

PIPA Art. 15(1), 17(1), 18(2) and 28-8(1) let data be used and given without consent in cases that policies list behind
"다음의 경우에는 예외로 합니다" or state in a sentence ("… 경우를 제외하고 동의 없이 제공하지 않습니다").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.statement import Statement
from ingest.blocks import Block, Reading
from ingest.cells import cell_blocks
from ingest.korean_context import Context
from ingest.korean_fields import PAIR
from ingest.korean_names import sort_of
from ingest.korean_sentences import Sentence, last_sentence, passage, sentences, texts
from ingest.patterns import Hit, pattern
from ingest.tables import notes

_LAW = re.compile(r"[「『\[][^「」『』\[\]]{2,40}(?:법|법률|규정|규칙|령)[」』\]]")  # it may be called after a body
SHORT = 40  # characters; "다만, 아래의 경우에는 예외로 합니다." goes on from the sentence before
Placed = Sequence[tuple[Block, Context]]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a case stands in: its context, and the third party that the sentence before speaks of giving to.

    `among_recipients`: its list is of recipients too, so that only what is told as a case is one.
    """

    context: Context
    reading: Reading
    to: str | None = None
    among_recipients: bool = False


def exceptions(placed: Placed, reading: Reading) -> Iterator[Statement]:
    """The exceptions of a document and what they say of authorities, those in rows across whole tables last."""
    yield from _in_text(placed, reading)
    for table, context in placed:
        for note in notes(table) if table.kind == "table" and not context.quiet else ():
            yield from _in_text([(line, context) for line in cell_blocks(note, table)], reading)


def _in_text(placed: Placed, reading: Reading) -> Iterator[Statement]:
    listed: set[int] = set()
    for index, (block, context) in enumerate(placed):
        if block.kind in ("heading", "table") or context.quiet or index in listed:
            continue
        if _is_authority_with_case(block, context):
            yield from _of_item(block, _Frame(context, reading))
            continue
        before, opening = context.intro, None
        for sentence in sentences(block):
            if opening and pattern("ko", "case_end").search(sentence.text):
                yield from _stated(sentence, opening)
            elif is_frame(sentence.text, before, giving=bool(context.kinds)):
                to = third_party(sentence.text) or third_party(before)
                frame = _Frame(context, reading, to, _lists_recipients(sentence.text))
                yield from _stated(sentence, frame)
                opens = pattern("ko", "opens_list").search(sentence.text) or _cases_follow(placed, index)
                opening = frame if opens else None
            elif opening and not _cases_follow(placed, index):
                opening = None
            before = sentence.text
        items = list(_items(placed, index)) if opening else []
        listed.update(items)
        unfinished = False
        for item in items:
            case = placed[item][0]
            yield from _of_item(case, opening or _Frame(context, reading), goes_on=unfinished)
            unfinished = not pattern("ko", "case_end").search(case.plain.text)


def _is_authority_with_case(block: Block, context: Context) -> bool:
    """Whether a member of a list of recipients is an authority and when it asks ("수사기관: 요구가 있는 경우")."""
    pair = PAIR.fullmatch(block.raw) if block.kind == "item" and context.kinds else None
    if not pair or not sort_of(pair["left"].strip(" *_`")).endswith("authority"):
        return False
    case = pattern("ko", "case_end").search(block.plain.text)
    return bool(case and pattern("ko", "gives_list").search(last_sentence(context.opening)))


def third_party(text: str) -> str | None:
    """The third party that a text speaks of giving to, as written, where it says no more of it."""
    found = pattern("ko", "third_party").search(text)
    return found["who"] if found else None


def is_frame(text: str, before: str = "", *, giving: bool = False) -> bool:
    """Whether a sentence excepts something from consent or from a promise not to give data.

    One that begins with "다만" goes on from the sentence before, which then is the one that speaks of giving; a short
    one may stand alone where the section is about `giving` or a list follows.
    """
    if not pattern("ko", "exception_frame").search(text):
        return False
    goes_on = pattern("ko", "but").match(text) and _is_promise(before)
    alone = len(text) < SHORT and (giving or pattern("ko", "following").search(text))
    return bool(pattern("ko", "gives").search(text) or goes_on or alone)


def opens_exceptions(words: str, *, giving: bool = False) -> bool:
    """Whether one of the sentences that open a list excepts something from consent, whatever the next ones add."""
    before = ""
    for text in texts(words):
        if is_frame(text, before, giving=giving):
            return True
        before = text
    return False


def _lists_recipients(text: str) -> bool:
    """Whether the list that a sentence opens is of recipients, too."""
    frame = pattern("ko", "exception_frame").search(text)
    return frame is not None and frame.entry.id == "may-give-list"


def _is_promise(text: str) -> bool:
    """Whether a text says that data is not given, or only within limits."""
    return all(pattern("ko", group).search(text) for group in ("gives", "held_back"))


def _items(placed: Placed, index: int) -> Iterator[int]:
    """The items of the list that a sentence opens."""
    level = None
    opener = placed[index][0]
    for position in range(index + 1, len(placed)):
        block = placed[position][0]
        is_case = block.kind == "paragraph" and _is_case(placed, position)
        if block.kind == "table" and (level is None or _is_case(placed, position + 1)):
            continue  # which names the recipients between the promise and its cases
        if block.kind != "item" and not is_case:
            return
        beside = opener.kind == block.kind == "item" and block.level <= opener.level and _alike(block, opener)
        if beside and (block.level < opener.level or not any(_is_case(placed, position + n) for n in (0, 1))):
            return
        level = block.level if level is None and block.kind == "item" else level
        if block.kind == "item" and level is not None and block.level < level:
            return
        yield position


def _is_case(placed: Placed, position: int) -> bool:
    """Whether a block is a case ("… 요구가 있는 경우")."""
    return position < len(placed) and bool(pattern("ko", "case_end").search(placed[position][0].plain.text))


def _cases_follow(placed: Placed, index: int) -> bool:
    """Whether most items of the list below a sentence are cases ("… 요구가 있는 경우")."""
    below = [placed[position][0].plain.text for position in _items(placed, index)]
    return sum(bool(pattern("ko", "case_end").search(words)) for words in below) * 2 > len(below)


def _alike(block: Block, other: Block) -> bool:
    """Whether two items bear marks of one kind: "가." and "나.", "-" and "-"."""
    return block.marker[-1:] == other.marker[-1:] and block.marker.isascii() == other.marker.isascii()


def _of_item(block: Block, frame: _Frame, *, goes_on: bool = False) -> Iterator[Statement]:
    """What a case states; one that `goes_on` from the item before has its ground from there."""
    if frame.among_recipients and not pattern("ko", "case_end").search(block.plain.text):
        return
    parts = list(sentences(block))
    by_consent = any(pattern("ko", "consent").search(part.text) for part in parts)
    for sentence in parts:
        yield from _stated(sentence, frame, by_consent=by_consent, goes_on=goes_on)


def _stated(
    sentence: Sentence, frame: _Frame, *, by_consent: bool = False, goes_on: bool = False
) -> Iterator[Statement]:
    """One exception for each ground, and the authorities that the ground of law is about."""
    text = sentence.text
    if pattern("ko", "criterion").search(text):
        return
    grounds = _grounds(text)
    if by_consent or pattern("ko", "consent").search(text):
        grounds = [hit for hit in grounds if hit.entry.means == "law"]
    if not grounds and (hit := _given_without_consent(text)):
        yield Statement(
            kind="provides_to", recipient=hit["who"], recipient_named=False, rule="ko/without-consent", why=hit.text,
            confidence=0.8, **passage(sentence, frame.context, frame.reading),
        )  # fmt: skip
    asking = list(authorities(sentence, frame.context, frame.reading)) if grounds or goes_on else []
    for hit in grounds:
        to, named = frame.to, False
        if hit.entry.means == "law" and asking:
            to, named = asking[0].recipient, asking[0].recipient_named
        yield Statement(
            kind="without_consent_exception", ground=hit.entry.means, recipient=to, recipient_named=named,
            rule=f"ko/exception/{hit.entry.id}", why=hit.text, confidence=0.9,
            **passage(sentence, frame.context, frame.reading),
        )  # fmt: skip
    yield from asking


def _given_without_consent(text: str) -> Hit | None:
    """The third party to whom a sentence says that data may be given without consent, for no case that it names."""
    limited = any(pattern("ko", group).search(text) for group in ("following", "any_case"))
    return None if limited else pattern("ko", "without_consent_to").search(text)


def _grounds(text: str) -> list[Hit]:
    """The grounds that a case names, each once; none where it is consent itself."""
    found: dict[str, Hit] = {}
    for hit in pattern("ko", "ground").hits(text):
        found.setdefault(hit.entry.means or "other", hit)
    if "vital_interest" in found and "law" in found and found["law"].start > found["vital_interest"].start:
        del found["law"]
    return list(found.values())


def authorities(sentence: Sentence, context: Context, reading: Reading) -> Iterator[Statement]:
    """Authorities that may ask for data, if the sentence speaks of asking or giving."""
    if not pattern("ko", "request").search(sentence.text):
        return
    for start, end, named in _mentions(sentence.text):
        if start == 0 and pattern("ko", "speaks").match(sentence.text, end):
            continue  # the publisher, of itself
        words = sentence.text[start:end]
        yield Statement(
            kind="discloses_to_authority", recipient=words, recipient_named=named, rule="ko/authority", why=words,
            confidence=0.9, **passage(sentence, context, reading),
        )  # fmt: skip


def _mentions(text: str) -> list[tuple[int, int, bool]]:
    """Where authorities stand; described ones that follow each other are one phrase ("법원 또는 수사기관")."""
    named_hits = pattern("ko", "named_authority").hits(text)
    text = _LAW.sub(lambda m: "\x01" * len(m[0]), text)
    hits = [(h.start, h.end, True) for h in named_hits if not pattern("ko", "deliberation").match(text, h.end)]
    taken = [range(h.start, h.end) for h in pattern("ko", "named_authority").hits(text)]
    for hit in pattern("ko", "described_authority").hits(text):
        if not any(hit.start in span for span in taken):
            hits.append((hit.start, hit.end, False))
    merged: list[tuple[int, int, bool]] = []
    for start, end, named in sorted(hits):
        gap = text[merged[-1][1] : start] if merged and not named and not merged[-1][2] else None
        if gap is not None and pattern("ko", "authority_gap").fullmatch(gap):
            merged[-1] = (merged[-1][0], end, False)
        else:
            merged.append((start, end, named))
    return merged
