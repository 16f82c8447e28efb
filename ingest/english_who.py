"""Somebody whom an English text names or describes: whether that tells enough, and which descriptions are one."""

from dataclasses import dataclass, replace

from graph.statement import StatementKind
from ingest.english_heads import LONGEST
from ingest.patterns import pattern

SURE = ("authority", "processor", "recipient")  # groups whose nouns tell by themselves that somebody is meant


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who receives data, as written at `start` to `end` of the text searched.

    Attributes:
        named: a particular organisation; else a description.
        kind: what giving data to them amounts to.
        head: the entry of the lexicon that told, its group before it; "name" for a name.
        generic: the description tells nothing ("third parties") but for its clause.
        end_clause: where the words about them end.
    """

    name: str
    start: int
    end: int
    named: bool
    kind: StatementKind
    head: str
    generic: bool = False
    end_clause: int = 0
    strength: float = 1.0

    @property
    def group(self) -> str:
        """The group of nouns that told."""
        return self.head.partition("/")[0]

    @property
    def users(self) -> bool:
        """Whether other users are meant, who are no recipients in the law's sense."""
        return self.head == "recipient/users"


def alternatives(found: list[Recipient], text: str) -> list[Recipient]:
    """Neighbouring authorities as one description: "law enforcement agencies, regulators or courts"."""
    merged: list[Recipient] = []
    for recipient in found:
        last = merged[-1] if merged else None
        joint = text[last.end : recipient.start] if last else ""
        if last and _are_alternatives(last, joint, recipient):
            whole = text[last.start : recipient.end]
            tells = last if pattern("en", "too_bare").fullmatch(recipient.name) else recipient
            merged[-1] = replace(tells, name=whole, start=last.start, end=recipient.end)
            continue
        called = last and recipient.named and not last.named and text[last.end : recipient.start] == ", "
        if last and called and last.kind == "entrusts_to" and not last.name.endswith("s"):
            recipient = replace(recipient, kind=last.kind)  # noqa: PLW2901 -- "our hosting provider, Acme"
        succeeds = recipient.head == "recipient/successor" and not recipient.named
        if last and succeeds and not last.named and _is_alternative(text[last.end : recipient.start]):
            merged[-1] = replace(last, name=text[last.start : recipient.end], end=recipient.end)
            continue
        if last and last.kind == recipient.kind == "discloses_to_authority" and not recipient.named:
            whole = text[last.start : recipient.end]
            if len(whole) <= 2 * LONGEST and not {"(", ":"} & set(whole):
                merged[-1] = replace(last, name=whole, end=recipient.end, end_clause=recipient.end_clause)
                continue
        merged.append(recipient)
    return merged


def _are_alternatives(last: Recipient, joint: str, following: Recipient) -> bool:
    """Whether one of two descriptions tells nothing without the other: "the person or entity who sent it"."""
    if last.named or following.named or "," in joint or not pattern("en", "list_mark").fullmatch(joint):
        return False
    bare = pattern("en", "too_bare")
    one_of = joint.strip() == "or"
    before = one_of and following.group == "generic" and pattern("en", "bare_party").fullmatch(last.name)
    traded = one_of and all(pattern("en", "trade_party").fullmatch(one.name) for one in (last, following))
    return bool(before or traded or bare.fullmatch(following.name))


def _is_alternative(joint: str) -> bool:
    return pattern("en", "or_other").fullmatch(joint) is not None


def is_told(text: str, recipient: Recipient) -> bool:
    """Whether a description tells anything of who is meant."""
    if "_" in recipient.name:
        return False  # words that stand out are a heading within the line
    if recipient.named:
        return not text[: recipient.start].lower().endswith("your ")
    clause = pattern("en", "who_clause").search(recipient.name)  # which tells who they are
    if pattern("en", "too_bare").fullmatch(recipient.name[: clause.end] if clause and clause.start else recipient.name):
        return False
    if pattern("en", "listed_there").match(text, recipient.end):
        return False  # whoever they are, another place says so
    pointed = pattern("en", "anaphora").search(text[max(0, recipient.start - 20) : recipient.start])
    return not (pointed and (recipient.group == "generic" or " " not in recipient.name))
