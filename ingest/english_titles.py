"""Recipients whom an English heading or bold lead names: "Payment processors: they receive your card details"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.statement import Statement
from ingest.blocks import Block
from ingest.english_clauses import negated
from ingest.english_passages import section_role, sentences
from ingest.english_recipients import SURE, Recipient, titled
from ingest.english_scope import Scope, role_of
from ingest.patterns import pattern

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
