"""Recipients whom an English heading or bold lead names: "Payment processors: they receive your card details"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.statement import Statement
from ingest.blocks import Block
from ingest.english_clauses import engaging_verb
from ingest.english_exceptions import giving_verb
from ingest.english_passages import section_role, sentences
from ingest.english_recipients import recipients, titled
from ingest.english_scope import Scope, role_of
from ingest.english_verbs import negated
from ingest.english_who import SURE, Recipient
from ingest.patterns import Hit, pattern

LONGEST = 80  # characters of a title that names somebody


@dataclass(frozen=True, slots=True)
class Title:
    """Whom a title names, whose data it is about, and where the words that speak of them begin and end."""

    who: tuple[Recipient, ...]
    people: tuple[str, ...]
    start: int
    end: int


def recipients_in_titles(blocks: Sequence[Block], found: Sequence[Statement]) -> Iterator[Title]:
    """The titles within sections about sharing whose recipients only a pronoun below stands for.

    Words that name somebody themselves (`found` in them) need no title; words that deny something state nothing.
    """
    for index, block in enumerate(blocks):
        title = block.plain.text if block.kind == "heading" else block.lead
        below = _below(blocks, index)
        if not title or len(title) > LONGEST or below is None or not _within_sharing(block):
            continue
        said, start, end = _first_sentence(below, block)
        spoken = pattern("en", "spoken_of").search(said)
        stated = any(below.start <= (statement.start or 0) < below.end for statement in found)
        if spoken and not stated and not negated(said, spoken.end):
            who = tuple(one for one in titled(_bare(title)) if one.group in SURE)
            if who and not any(one.users for one in who):
                yield Title(who, Scope.of(block.headings).applies_to, start, end)


def recipients_announced(blocks: Sequence[Block]) -> Iterator[Title]:
    """The titles that a paragraph announces: "with the following processors:", then a heading for each of them."""
    announced: tuple[Hit, int] | None = None  # the words, and the level of the headings that they announce
    section = 0
    for block, after in zip(blocks, (*blocks[1:], None), strict=False):
        if block.kind == "heading":
            section = block.level
            announced = announced if announced and section >= announced[1] else None
            meant = announced and section == announced[1] and len(block.plain.text) <= LONGEST
            if announced and meant and (who := tuple(_in_title(block.plain.text, announced[0]))):
                yield Title(who, Scope.of(block.headings).applies_to, block.start, block.end)
        elif after and after.kind == "heading" and after.level > section and (hit := _announces(block)):
            announced = hit, after.level


def _announces(block: Block) -> Hit | None:
    """The words by which a paragraph says that the titles below it name those who get data."""
    text = block.plain.text if block.kind == "paragraph" else ""
    hit = pattern("en", "announces_titles").search(text)
    return hit if hit and (giving_verb(text, frozenset()) or engaging_verb(text, frozenset())) else None


def _in_title(title: str, announced: Hit) -> Iterator[Recipient]:
    """Whom an announced title names, be it with what they do behind ("Acme (payments)")."""
    bare = _bare(title)
    works = pattern("en", "processor").search(announced["who"])
    for who in titled(bare) or recipients(bare)[:1]:
        if who.start == 0 and (who.named or who.group in SURE) and not who.users:
            yield replace(who, kind="entrusts_to") if works and who.named else who


def _bare(title: str) -> str:
    """A title without its number and the words that lead to whom it names ("3. With our partners")."""
    lead = pattern("en", "title_lead").match(title)
    return title[lead.end :] if lead else title


def _below(blocks: Sequence[Block], index: int) -> Block | None:
    """What a title heads: its own paragraph for a lead, else the next block where it is no title itself."""
    block = blocks[index]
    if block.kind != "heading":
        return block if len(block.plain.text) > len(block.lead) + 3 else None
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    return after if after and after.kind in ("paragraph", "item") and not after.lead else None


def _within_sharing(block: Block) -> bool:
    """Whether one of the headings above a title is about sharing, and the innermost that says is about nothing else."""
    return section_role(block) == "sharing" or any(role_of(heading) == "sharing" for heading in block.headings[-2:])


def _first_sentence(below: Block, block: Block) -> tuple[str, int, int]:
    """The first sentence below a title, and the span from the title to its end."""
    behind = len(block.lead) if below is block else 0
    for text, at in sentences(below.plain):
        if at + len(text) > behind + 2:
            return text, block.start, below.plain.span(at, at + len(text))[1]
    return "", block.start, below.end
