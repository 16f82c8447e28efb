"""Who is named or described in a Korean cell, list or phrase: 수탁자, 제공받는 자, 이전받는 자.

Names are split where a list separates them, never inside brackets or before a legal form ("Example, Inc."); places and
addresses are taken off the name and kept beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ingest.blocks import Cell, Plain
from ingest.korean_places import mentions_in
from ingest.patterns import pattern
from ingest.tables import RECIPIENTS, role_of

Sort = Literal["named", "described", "authority", "described_authority"]
_BREAK = re.compile(r"\n|<br\s*/?>", re.IGNORECASE)
_BRACKET = re.compile(r"\((?!(?:주|유|재|사|합)\))[^()]*\)|\[[^\[\]]*\]|〈[^〉]*〉|<[^<>]*>")
_BULLET = re.compile(
    r"\s*(?:[•·∙○●◦▪■□▶※*‣ㆍ]|[-–—](?=\s|[가-힣])|\d{1,2}[.)]\s|[①-⑳]|[가나다라마바사아자차카타파하][.)]\s)\s*"
)
_ADDRESS = re.compile(r"\W*(?:https?:|www\.)", re.IGNORECASE)
_BROKEN = re.compile(r"(?:[가-힣]{2}[을를의]|하는|받는)\s*$")  # how a line ends that goes on below
_AND_OTHERS = re.compile(r"\s+등$")
_PROPER = re.compile(r"[A-Z][A-Za-z0-9]*")
_WHOLE = re.compile(r"\s*[\[【](?P<names>[^\[\]【】]+)[\]】]\s*")
_WORKS = re.compile(r"(?P<name>[^—–\n]{2,60}?)\s[—–-]\s(?P<work>[^\n]{2,60})$")
_EDGE = " \t,;:.·/-–—|※*\u00a0[]"
_KEYED = re.compile(r"[\s*_`(\[]*(?P<key>[^:：\n()]{2,24}?)[\s*_`]*[:：]\s*")
_HANGUL = re.compile(r"[가-힣]")
_PLACE_WORDS = re.compile(r"리전|region|소재|서버|법인|본사|등|지역|데이터\s?센터|IDC|및|[\W\d_]", re.IGNORECASE)
_FORM_END = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Pte|Pty|Pvt|S\.A|B\.V|N\.V|L\.P|Bhd)\.$")
# Where a sentence ends within a cell: at a full stop or bracket that no legal form needs.
_STOP = re.compile(r"(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)(?<!Pte)[.\x01]\s*[.,;]?\s+(?=[A-Z가-힣])")
REST = 4  # syllables that a note about a place may hold beside it
TAIL_LENGTH = 24  # characters behind a name that may be none of it
SHORT_NAME = 8  # syllables of a firm's name as lists of banks or cards have it
NAME_LENGTH = 80  # characters; a longer one is a clause


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who receives data, as written.

    Attributes:
        start, end: offsets of `words` in the document.
        sort: a particular organisation or authority, or a description of one.
        notes: what stood in brackets behind the name.
        places: the countries among the notes that say where it is, not what it is.
        data: what of the data goes to it, where it stands in brackets behind that ("메시지(X)").
    """

    words: str
    start: int
    end: int
    sort: Sort
    notes: str = ""
    data: str = ""
    places: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """A particular organisation or authority."""
        return self.sort in ("named", "authority")

    @property
    def is_authority(self) -> bool:
        """A public body, named or described."""
        return self.sort in ("authority", "described_authority")


def recipients(cell: Cell) -> list[Recipient]:
    """The recipients that a cell names or describes, in the order written; none where it says that there are none."""
    found: list[Recipient] = []
    for raw, offset in _lines(cell):
        plain = Plain.of(raw, offset, markup=cell.markup)
        if pattern("ko", "nobody").fullmatch(plain.text) or pattern("ko", "remark").search(masked(plain.text)):
            continue
        found += _in_line(plain)
    if any(r.data for r in found):
        found = [r for r in found if r.data]
    found = [r for r in found if not _ADDRESS.match(r.words)]
    seen: set[str] = set()
    return [r for r in found if not (r.words in seen or seen.add(r.words))]  # type: ignore[func-returns-value]


def _lines(cell: Cell) -> Iterator[tuple[str, int]]:
    """The lines of a cell without their bullets; a line that only opens a bracket belongs to the one before."""
    position, pending = 0, None
    for raw in _BREAK.split(cell.raw):
        start = cell.raw.index(raw, position)
        position = start + len(raw)
        bullet = _BULLET.match(raw)
        body = raw[bullet.end() :] if bullet else raw
        begin = start + (bullet.end() if bullet else 0)
        whole = _WHOLE.fullmatch(body)  # "[X, Y]" in a line of its own
        if whole and pattern("ko", "legal_form").search(body):
            begin += whole.start("names")
            body = whole["names"]
        works = _WORKS.match(body)  # "X — 서버 운영"
        work = works["work"].rstrip(". ").removesuffix(" 목적") if works else ""
        if works and is_proper(works["name"]) and pattern("ko", "work_end").search(work):
            body = works["name"]
        keyed = _KEYED.match(body)
        if keyed and (role := role_of(keyed["key"], "ko")):
            if role.name not in RECIPIENTS:
                continue  # "담당자: …" says how to reach them
            body, begin = body[keyed.end() :], begin + keyed.end()
        open_ = pending and pending[0].count("(") > pending[0].count(")") and ")" in cell.raw[position:] + body
        goes_on = open_ or body.lstrip().startswith(("(", "[")) or _continues(body)
        if pending and (goes_on or _BROKEN.search(pending[0])):
            pending = (cell.raw[pending[1] : position], pending[1])
            continue
        if pending:
            yield pending[0], cell.start + pending[1]
        pending = (body, begin) if body.strip() else None
    if pending:
        yield pending[0], cell.start + pending[1]


def _continues(line: str) -> bool:
    return bool(pattern("ko", "legal_form_first").match(line))


def _in_line(plain: Plain) -> Iterator[Recipient]:
    text = plain.text
    hidden = masked(text)
    for start, end in _named_spans(text, hidden):
        others = pattern("ko", "and_others").search(hidden[start:end])
        if others and others.start:
            yield from _list(plain, hidden, start, start + others.start)
            if others["whole"]:
                whole = others.parts["whole"]
                yield from _list(plain, hidden, start + whole[1], start + whole[2])
        else:
            yield from _list(plain, hidden, start, end)


def masked(text: str) -> str:
    """The text with everything in brackets blotted out, of the same length."""
    for _ in range(2):
        text = _BRACKET.sub(lambda m: "\x01" * len(m[0]), text)
    return text


def _named_spans(text: str, hidden: str) -> list[tuple[int, int]]:
    """Where names stand in a line that may hold addresses: before each address, back to the sentence before."""
    contacts = list(pattern("ko", "contact").hits(hidden))
    if not contacts:
        return [(0, len(text))]
    spans: list[tuple[int, int]] = []
    past = 0
    for hit in contacts:
        if "@" not in hit.text and spans:
            past = max(past, hit.end)
            continue
        start = past
        for stop in _STOP.finditer(hidden[past : hit.start]):
            start = past + stop.end()
        spans.append((start, hit.start))
        past = hit.end
    return spans


def _list(plain: Plain, hidden: str, start: int, end: int) -> Iterator[Recipient]:
    """The members of a list of names between two places of a line."""
    pieces: list[tuple[int, int]] = []
    position = start
    for mark in pattern("ko", "name_separator").hits(hidden[start:end]):
        if pattern("ko", "legal_form_first").match(hidden, start + mark.end):
            continue
        pieces.append((position, start + mark.start))
        position = start + mark.end
    pieces.append((position, end))
    for left, right in _whole(plain.text, pieces):
        yield from _joined(plain, hidden, left, right)


def _whole(text: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The members, those put together again of which a middle dot parts one description ("클라우드·인프라 제공자")."""
    begin: int | None = None
    for (left, right), following in zip(pieces, [*pieces[1:], None], strict=True):
        begin = left if begin is None else begin
        qualifies = pattern("ko", "modifier").fullmatch(text[begin:right].strip())
        dotted = following and qualifies and text[right : following[0]] == "·"
        if dotted and following and sort_of(text[slice(*following)]) == "described":
            continue
        yield begin, right
        begin = None


def _joined(plain: Plain, hidden: str, start: int, end: int) -> Iterator[Recipient]:
    """A member, or two joined by "및" where the first is a name of its own."""
    joint = next(iter(pattern("ko", "name_joined").hits(hidden[start:end])), None)
    if joint:
        left = plain.text[start : start + joint.start]
        right = plain.text[start + joint.end : end]
        if is_proper(left) and not pattern("ko", "relative").search(left):
            yield from _one(plain, start, start + joint.start)
            if not pattern("ko", "relative").search(right):
                yield from _joined(plain, hidden, start + joint.end, end)
            return
        sorts = [sort_of(left), sort_of(right)]
        two = sorts == ["described", "named"] and is_proper(right)
        two = two or (sorts == ["named", "described"] and _is_firm(left.split()[-1]))
        two = two or (sorts == ["described", "described"] and _works(left) != _works(right))
        if two or sorts == ["named", "named"] or sorts.count("authority") == 1:
            yield from _one(plain, start, start + joint.start)
            yield from _joined(plain, hidden, start + joint.end, end)
            return
    yield from _one(plain, start, end)


def _works(words: str) -> bool:
    """Whether a description is of a processor."""
    return pattern("ko", "processor").search(words) is not None


def _is_firm(word: str) -> bool:
    return bool(pattern("ko", "firm_name").fullmatch(word))


def _one(plain: Plain, start: int, end: int) -> Iterator[Recipient]:
    text = plain.text
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _ends_form(text, start, end):
        end -= 1
    if end - start > NAME_LENGTH * 3:
        return  # a clause, whatever stands at its edges
    head = pattern("ko", "name_head").search(text[start:end])
    start += head.end if head else 0
    behind = max(start, end - TAIL_LENGTH)
    tail = pattern("ko", "name_tail").search(text[behind:end])
    end = behind + tail.start if tail else end
    if start >= end or end - start > NAME_LENGTH * 2:
        return
    members = _members(plain, start, end) or [*_behind_data(plain, start, end), *_with_examples(plain, start, end)]
    if members:
        yield from members
        return
    notes = " ".join(m[0][1:-1] for m in _BRACKET.finditer(text, start, end))
    words_end = _without_notes(text, start, end)
    words = text[start:words_end].strip()
    if not words or pattern("ko", "nobody").fullmatch(words) or re.fullmatch(r"[\d\W]+", words):
        return
    left, right = plain.span(start, start + len(words))
    yield Recipient(words, left, right, sort_of(words), notes, places=_places(notes))


def _ends_form(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to a legal form ("Inc.")."""
    return text[end - 1] == "." and bool(_FORM_END.search(text[start:end]))


def _without_notes(text: str, start: int, end: int) -> int:
    """Where the name ends if what stands in its last brackets is a place or an address."""
    found = list(_BRACKET.finditer(text, start, end))
    if found and found[-1].end() == end and _is_note(found[-1][0][1:-1]):
        return found[-1].start() if found[-1].start() > start else end
    return end


def _places(notes: str) -> tuple[str, ...]:
    """The countries in notes that name a place or an entity in one ("미국", "Example LLC, 미국")."""
    found = tuple(dict.fromkeys(mention.code for mention in mentions_in(notes)))
    return found if found and (_is_note(notes) or pattern("ko", "legal_form").search(notes)) else ()


@lru_cache(maxsize=4096)
def _is_note(words: str) -> bool:
    if pattern("ko", "contact").search(words) or words.rstrip(" .").endswith(("참조", "참고")):
        return True
    places = mentions_in(words)
    left = "".join(c for i, c in enumerate(words) if not any(p.start <= i < p.end for p in places))
    rest = _HANGUL.findall(_PLACE_WORDS.sub("", left))
    return bool(places) and len(rest) <= REST and not pattern("ko", "legal_form").search(left)


def _members(plain: Plain, start: int, end: int) -> list[Recipient]:
    """The members of a group that is only a heading for them: "남측(통일부, 세관, …)"."""
    text = plain.text
    bracket = _BRACKET.search(text, start, end)
    if not bracket or bracket.end() < end or bracket[0].count(",") < 2:
        return []
    before = text[start : bracket.start()].strip()
    if is_proper(before) or sort_of(before) == "described":
        return []
    if pattern("ko", "examples_open").match(bracket[0][1:-1]):
        return []
    inner = bracket[0][1:-1]
    found = list(_list(plain, inner.rjust(bracket.end() - 1, "\x01"), bracket.start() + 1, bracket.end() - 1))
    return found if sum(r.is_authority or is_proper(r.words) for r in found) * 2 >= len(found) else []


def _with_examples(plain: Plain, start: int, end: int) -> Iterator[Recipient]:
    """A description and the names in brackets behind it: "결제대행사(X, Y)"."""
    text = plain.text
    bracket = _BRACKET.search(text, start, end)
    if not bracket or bracket.end() < end or bracket.start() == start or _is_note(bracket[0][1:-1]):
        return
    words = text[start : bracket.start()].strip()
    opened = pattern("ko", "examples_open").match(bracket[0][1:-1])
    begin = bracket.start() + 1 + (opened.end if opened else 0)
    others = _AND_OTHERS.search(text, begin, bracket.end() - 1)
    last = others.start() if others else bracket.end() - 1
    inside = list(_list(plain, text[:last], begin, last))
    names = [is_proper(r.words) or bool(pattern("ko", "firm_name").fullmatch(r.words)) for r in inside]
    kinds = len(inside) > 1 and all(r.sort == "described" for r in inside)
    described = sort_of(words) == "described" or pattern("ko", "machines").search(words)
    firms = len(inside) > 1 and pattern("ko", "kind_of_firms").search(words)
    short = firms and all(len(r.words) <= SHORT_NAME and " " not in r.words and not is_data(r.words) for r in inside)
    if described and inside and (all(names) or kinds or short):
        yield Recipient(words, *plain.span(start, start + len(words)), "described")
        yield from inside


def _behind_data(plain: Plain, start: int, end: int) -> Iterator[Recipient]:
    """The names in brackets behind the data that they receive: "푸시 토큰(X/Y)"."""
    text = plain.text
    bracket = _BRACKET.search(text, start, end)
    if not bracket or bracket.end() < end or bracket.start() == start:
        return
    data = text[start : bracket.start()].strip()
    if not pattern("ko", "data_word").search(data) or is_proper(data) or not is_proper(bracket[0]):
        return
    if sort_of(data) != "named" or _is_note(bracket[0][1:-1]):
        return
    inner = text[: bracket.end() - 1]
    for one in _list(plain, inner, bracket.start() + 1, bracket.end() - 1):
        yield Recipient(one.words, one.start, one.end, one.sort, one.notes, data)


@lru_cache(maxsize=4096)
def is_proper(words: str) -> bool:
    """Whether the words show by their form that they name somebody: a legal form or a capitalised Latin word."""
    if pattern("ko", "legal_form").search(words):
        return True
    outside = _BRACKET.sub(" ", words)
    outside = outside if outside.strip() else words
    return any(not pattern("ko", "acronym").fullmatch(m[0]) for m in _PROPER.finditer(outside))


@lru_cache(maxsize=4096)
def is_data(words: str) -> bool:
    """Whether words mean data ("배송 정보", "개인정보"); a firm may be called after it ("가나정보")."""
    *before, last = words.split() or [""]
    some = pattern("ko", "data_word").search(last) if before else pattern("ko", "data_word").fullmatch(last)
    return bool(some or pattern("ko", "all_data").fullmatch(words))


def is_header(words: str) -> bool:
    """Whether words are a header or key; a firm may be called after data as a header of items is ("가나정보")."""
    role = role_of(words, "ko")
    return role is not None and (role.name != "items" or is_data(words))


@lru_cache(maxsize=4096)
def sort_of(words: str) -> Sort:
    """Whether the words name a particular organisation or authority, or describe one.

    >>> sort_of("주식회사 예시"), sort_of("제휴 보험사"), sort_of("국세청"), sort_of("수사기관")
    ('named', 'described', 'authority', 'described_authority')
    """
    bare = _BRACKET.sub(" ", words).strip() or words
    named = pattern("ko", "named_authority").search(bare)
    if named and not pattern("ko", "legal_form").search(bare):
        return "authority"
    described = next(reversed(list(pattern("ko", "described_authority").hits(bare))), None)
    if described and described.end >= len(bare.rstrip(" 등")) - 1 and not is_proper(bare):
        return "described_authority"
    if pattern("ko", "relative").search(bare):
        return "described"
    if is_proper(bare):
        return "named"
    last = (bare.split() or [bare])[-1]
    if pattern("ko", "described").fullmatch(last) or len(bare) > NAME_LENGTH // 2:
        return "described"
    return "named"
