"""When a statement says what a gold fact says: kinds, names, countries and grounds compared, as measuring counts them.

A gold fact is what a careful reader found in a document; the comparison is generous about wording and strict about
meaning. A particular name may be said shorter or longer; a description may be said longer, not more generally.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from rapidfuzz import fuzz

from graph.errors import InputError
from graph.statement import Statement, StatementKind

KINDS: tuple[StatementKind, ...] = (
    "provides_to", "entrusts_to", "transfers_to_country", "discloses_to_authority", "without_consent_exception",
)  # fmt: skip
ALIKE = 85  # of 100: two spellings of one name
CONTAINED = 95  # of 100: the words of one name within another
SHORTEST = 4  # characters; a shorter name lies in others by chance


class Fact(BaseModel):
    """One gold fact: what a document says about where personal data goes.

    Attributes:
        doc_id: file name of the document without extension.
        recipient: as the document names it; a description where it names nobody; None where it says nothing.
        recipient_aliases: other forms in the document, and equally good shorter descriptions.
        applies_to: `["*"]`, or the countries whose users alone the passage speaks of.
        also_kinds: other kinds that a careful reader could defend.
        optional: a borderline fact, which changes no figure.
        note: why it was decided so.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc_id: str
    kind: StatementKind
    recipient: str | None = None
    recipient_aliases: tuple[str, ...] | None = ()
    recipient_named: bool | None = True
    country: str | None = None
    ground: str | None = None
    applies_to: tuple[str, ...] | None = ("*",)
    items: str | None = None
    purpose: str | None = None
    retention: str | None = None
    quote: str = ""
    also_kinds: tuple[StatementKind, ...] | None = ()
    optional: bool = False
    note: str | None = None

    @property
    def scored(self) -> bool:
        """Whether finding it counts: it is not borderline, and holds for Korean users."""
        return not self.optional and for_korea(self.applies_to)


def load_facts(path: Path) -> list[Fact]:
    """The gold facts in a file of JSON Lines; InputError names the line that is none."""
    facts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            facts.append(_fact(line, f"{path.name}, line {number}"))
    return [fact for fact in facts if fact.kind in KINDS]


def _fact(line: str, place: str) -> Fact:
    try:
        values: dict[str, Any] = json.loads(line)
        return Fact.model_validate({name: value for name, value in values.items() if value is not None})
    except (ValueError, AttributeError, ValidationError) as error:
        raise InputError(
            f"{place} is not a gold fact: {str(error).splitlines()[0]}",
            remedy="Write one JSON object a line with the fields that docs/evaluation.md lists",
        ) from error


def for_korea(applies_to: Iterable[str] | None) -> bool:
    """Whether it holds for users in Korea, alone or among all."""
    who = tuple(applies_to or ("*",))
    return "*" in who or "KR" in who


def agrees(fact: Fact, said: Statement) -> bool:
    """Whether a statement says what the fact says: kind, country, ground, and who receives."""
    if said.kind != fact.kind and said.kind not in (fact.also_kinds or ()):
        return False
    exception = fact.kind == "without_consent_exception"
    if exception and said.kind == fact.kind and (fact.ground or "other") != (said.ground or "other"):
        return False
    if fact.country and fact.country.upper() != (said.country or "").upper():
        return False
    storage = fact.kind == "transfers_to_country" and not fact.recipient
    return exception or storage or same_recipient(fact, said)


def same_recipient(fact: Fact, said: Statement) -> bool:
    """Whether the names agree; where the fact names nobody, the statement must not name anybody particular."""
    got = bare(said.recipient)
    names = [bare(name) for name in (fact.recipient, *(fact.recipient_aliases or ())) if name]
    if not names:
        return not got or not said.recipient_named
    named = fact.recipient_named is not False
    return bool(got) and any(_same(name, got, named) for name in names)


def _same(name: str, got: str, named: bool) -> bool:
    if fuzz.ratio(name, got) >= ALIKE or name.replace(" ", "") == got.replace(" ", ""):
        return True
    if named:
        return min(len(name), len(got)) >= SHORTEST and fuzz.token_set_ratio(name, got) >= CONTAINED
    return set(name.split()) <= set(got.split()) or fuzz.token_sort_ratio(name, got) >= ALIKE


@lru_cache(maxsize=16384)
def bare(name: str | None) -> str:
    """A name without case, width, legal form and punctuation; one made of legal forms alone stays as it is.

    >>> bare("Our Payment Partner Co., Ltd."), bare("주식회사 예시"), bare("Other third parties")
    ('payment partner', '예시', 'other third parties')
    """
    text = unicodedata.normalize("NFKC", name or "").casefold()
    return _words(_left_out().sub(" ", text)) or _words(text)


def _words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text).strip()


@lru_cache(maxsize=1)
def _left_out() -> re.Pattern[str]:
    vocabulary = yaml.safe_load(files("data").joinpath("evaluation/names.yaml").read_text(encoding="utf-8"))
    return re.compile(rf"\b({'|'.join(vocabulary['words'])})\b|{'|'.join(vocabulary['parts'])}", re.IGNORECASE)


def token_f1(want: str, got: str) -> float:
    """The harmonic mean of precision and recall of the words of `got` against those of `want`.

    >>> token_f1("name, phone number", "phone number")
    0.8
    """
    a, b = (Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())) for text in (want, got))
    common = (a & b).total()
    return 2 * common / (a.total() + b.total()) if common else 0.0
