"""Lists of names, each with what it does ("X: 결제 처리"), where a sentence before says what the list is of."""

import re
from dataclasses import replace

from ingest.blocks import Block
from ingest.korean_context import Context
from ingest.korean_fields import LABEL_LENGTH, PAIR, value_cell
from ingest.korean_names import is_data, is_header, is_proper, recipients, sort_of
from ingest.korean_sentences import last_sentence, texts
from ingest.patterns import pattern
from ingest.tables import Record

# An address behind the words of an item, in Markdown's form or bare.
_LINK_BEHIND = re.compile(
    r"(?:\s*[:：\n(]\s*|\s+[-–—]\s+)(?:\[[^\]]*\]\([^)\s]*\)|<?(?:https?://|(?:[a-z0-9-]+\.)+[a-z]{2,8}/)\S*?>?)\)?\s*$"
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")

ANNOUNCING = ("gives_list", "lets_collect", "linked_services")  # groups that say that a list is of recipients
NAME = 30  # characters of one name behind a colon
WORDS_OF_WORK = 5  # of what a processor is engaged for, where it stands before the name


def named_record(block: Block, context: Context, *, heads_keys: bool = False) -> Record | None:
    """An item of a list of recipients: a name, and what it does, in either order; None for any other item."""
    if told := _announced_at_once(block) or _of_processors(block, context):
        return told
    said = last_sentence(context.opening)
    said = said if pattern("ko", "gives_list").search(said) else context.intro
    if not context.kinds_of_names and pattern("ko", "lets_collect").search(said):
        context = replace(context, topics=context.topics | {"provides_to"})
    if not context.kinds_of_names and pattern("ko", "linked_services").search(said):
        context = replace(context, topics=context.topics | {"services"}, heading="".join(block.headings[-1:]))
    if not context.kinds_of_names:
        return None
    words = _LINK_BEHIND.sub("", block.raw)
    pair = _pair_of(words)
    if pair and pattern("ko", "examples_key").fullmatch(pair["left"]):
        return _examples(block, pair, context)
    if listed := _names_below(block, context, announced=_announces(said)):
        return listed
    if _is_denied(said, words) or pattern("ko", "no_member").search(_first_sentence(block.plain.text)):
        return None
    if pair:
        return _pair(block, pair, context, announced=_announces(said))
    return None if heads_keys else _name_alone(block, words, context, announced=_announces(said))


def _names_below(block: Block, context: Context, *, announced: bool) -> Record | None:
    """A paragraph each of whose lines is a name, below what announces them."""
    lines = [line.strip() for line in block.raw.splitlines() if line.strip()] if block.kind == "paragraph" else []
    names = len(lines) > 1 and all(len(line) <= LABEL_LENGTH and is_proper(line) for line in lines)
    other = any(":" in line or any(pattern("ko", it).search(line) for it in ("no_name", "work_end")) for line in lines)
    if not (announced and names) or other:
        return None
    return Record(
        {"recipient": (value_cell(block, 0, len(block.raw)),)}, block.start, block.end, context.kinds_of_names
    )


def _is_denied(said: str, words: str) -> bool:
    """Whether what opens a list denies that data is given, and what it excepts is no name."""
    if not pattern("ko", "negation").search(said):
        return False
    return not (_excepts(said) and is_proper(words))


def _excepts(said: str) -> bool:
    return all(pattern("ko", group).search(said) for group in ("negation", "gives", "exception_frame"))


def _announces(said: str) -> bool:
    """Whether what opens a list says that its members get data."""
    return any(pattern("ko", group).search(said) for group in ANNOUNCING) or _excepts(said)


def _first_sentence(text: str) -> str:
    """What an item says before it explains it: "가나(주): 문자 발송. 번호만 전송됩니다." up to its first stop."""
    first, stop, _ = text.partition(". ")
    return first if stop and PAIR.fullmatch(first) else text


def _of_processors(block: Block, context: Context) -> Record | None:
    """An item in the list of one that only says that processors follow ("서비스 제공업체:"): a name or what it is."""
    title = context.above.removesuffix(":").strip()
    if title == context.above or not (sort_of(title) == "described" and _is_processor(title)):
        return None
    whole = value_cell(block, 0, len(_LINK_BEHIND.sub("", block.raw)))
    bare = _BRACKETS.sub("", whole.plain.text).strip()
    somebody = is_proper(bare) or sort_of(bare) == "described"
    return Record({"recipient": (whole,)}, block.start, block.end, frozenset({"entrusts_to"})) if somebody else None


def _pair_of(words: str) -> re.Match[str] | None:
    """The two sides of an item; a colon in brackets parts none ("분석 업체(예: A)")."""
    pair = PAIR.fullmatch(words)
    return pair if pair and pair["left"].count("(") <= pair["left"].count(")") else None


def _is_at_once(block: Block, context: Context) -> bool:
    """Whether an item stands right under the heading that tells, not among the particulars of one of the services."""
    return block.headings[-1:] == (context.heading,)


def _name_alone(block: Block, words: str, context: Context, *, announced: bool) -> Record | None:
    linked = "services" in context.topics and _is_at_once(block, context) and len(words) < len(block.raw)
    if not (announced or linked) or block.kind != "item":
        return None
    whole = value_cell(block, 0, len(words))
    short = len(_BRACKETS.sub("", whole.plain.text)) <= LABEL_LENGTH and ":" not in _BRACKETS.sub("", whole.raw)
    if not short or pattern("ko", "no_name").search(whole.raw):
        return None
    if not is_proper(whole.raw) and not _names_somebody(whole.raw):
        return None
    bare = _BRACKETS.sub("", whole.plain.text)
    helps = sort_of(bare) == "described" and _is_processor(bare)
    kinds = frozenset({"entrusts_to"}) if helps else context.kinds_of_names
    return Record({"recipient": (whole,)}, block.start, block.end, kinds)


def _pair(block: Block, pair: re.Match[str], context: Context, *, announced: bool) -> Record | None:
    left, right = (value_cell(block, *pair.span(side)) for side in ("left", "right"))
    if len(right.raw) <= LABEL_LENGTH and not is_proper(left.raw) and _names_behind(left.raw, right.raw):
        left, right = right, left
    does = bool(pattern("ko", "work").search(right.plain.text))
    if not (announced or context.kinds or (_is_at_once(block, context) and does and is_proper(left.raw))):
        return None
    described = sort_of(left.plain.text) == "described"
    data = bool(context.kinds) and described and is_data(right.plain.text.split(",")[0].strip())
    if (is_header(left.raw) and not described) or not (announced or does or data):
        return None
    named = all(_is_name(name) for name in left.raw.split(","))
    known = is_proper(left.raw) or sort_of(left.plain.text) == "authority"
    if not known and not ((does or data) and block.kind == "item" and named):
        return None
    helps = any(_is_processor(cell.plain.text) for cell in (left, right))
    told = context.kinds_of_names if len(context.kinds_of_names) == 1 else frozenset()
    kinds = frozenset({"entrusts_to"}) if helps else told
    told_of = "items" if data else "purpose"
    return Record({"recipient": (left,), told_of: (right,)}, block.start, block.end, kinds)


def _examples(block: Block, pair: re.Match[str], context: Context) -> Record | None:
    """The companies given as examples of those whom the lines above describe ("예시: A, B")."""
    names = value_cell(block, *pair.span("right"))
    found = recipients(names)
    companies = found and is_proper(found[0].words) and all(who.named for who in found)
    denied = any(
        pattern("ko", "gives").search(text) and pattern("ko", "negation").search(text) for text in texts(context.intro)
    )
    told = companies and len(context.kinds_of_names) == 1 and not denied
    return Record({"recipient": (names,)}, block.start, block.end, context.kinds_of_names) if told else None


def _is_processor(words: str) -> bool:
    """Whether words end in what describes a processor, as "백엔드 인프라 제공업체" does."""
    words = words.rstrip(". ")
    return any(hit.end == len(words) for hit in pattern("ko", "processor").hits(words))


def _announced_at_once(block: Block) -> Record | None:
    """The names behind a sentence that announces them and ends in a colon ("다음 기관에 제공합니다: X, Y")."""
    pair = PAIR.fullmatch(block.raw)
    hit = pattern("ko", "announces_names").search(pair["left"].strip(" *_`")) if pair else None
    if not pair or not hit or ":" not in block.raw[pair.end("left") : pair.start("right")]:
        return None
    right = value_cell(block, *pair.span("right"))
    found = recipients(right)
    sure = [who.sort != "named" or is_proper(who.words) or _is_firm(who.words) for who in found]
    if not found or not all(sure):
        return None
    return Record({"recipient": (right,)}, block.start, block.end, frozenset({hit.entry.means or ""}))


def _is_firm(words: str) -> bool:
    return bool(pattern("ko", "firm_name").fullmatch(words))


def _names_behind(work: str, words: str) -> bool:
    """Whether it is behind the colon that somebody is named ("배송: 가나택배, 다라물류")."""
    names = [name.strip() for name in _BRACKETS.sub("", words).split(",")]
    if any(len(name) > NAME for name in names):
        return False
    firms = all(sort_of(name) == "described" for name in names) and sort_of(work) != "described"
    told = pattern("ko", "work").search(work) and not pattern("ko", "body").search(work)
    plain = told and len(work.split()) <= WORDS_OF_WORK
    if plain and (firms or not pattern("ko", "work").search(words)):
        return firms or is_proper(words) or all(_names_somebody(name) for name in names)
    return is_proper(words)


def _names_somebody(words: str) -> bool:
    """Whether an item of an announced list is a description, or a plain name that is neither data nor work."""
    if words.rstrip().endswith("?"):
        return False
    if sort_of(words) in ("described", "described_authority"):
        return True
    words = re.sub(r"\([^()]*\)$", "", words).strip() or words
    other = is_data(words) or any(pattern("ko", group).search(words) for group in ("work", "gives", "purpose"))
    return len(words.split()) <= 2 and not other and not is_header(words)


def _is_name(words: str) -> bool:
    return len(words.split()) <= 2 or sort_of(words) == "described"
