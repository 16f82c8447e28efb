"""What the knowledge base holds and what it lacks: counted from its records, never written by hand."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from data.grades import Grade
from data.knowledge import RECORDS, Knowledge
from data.models import Fact, Record, Source


@dataclass(frozen=True, slots=True)
class Coverage:
    """Facts of one kind or one jurisdiction: how many of each grade, and the date of the newest source."""

    name: str
    records: int
    grades: Counter[Grade]
    newest: date | None

    @property
    def confirmed(self) -> int:
        """Facts whose source was read."""
        return self.grades.total() - self.unconfirmed

    @property
    def unconfirmed(self) -> int:
        """Facts believed, whose source was not read."""
        return self.grades[Grade.UNCONFIRMED]


def by_kind(knowledge: Knowledge) -> list[Coverage]:
    """Coverage of each kind of record, in the order of `RECORDS`."""
    return [_coverage(kind, knowledge.records(kind).values()) for kind in RECORDS]


def by_jurisdiction(knowledge: Knowledge) -> list[Coverage]:
    """Coverage of each jurisdiction: its laws, its authorities and the organisations established there.

    Ordered by the number of facts, most first; the name is the ISO 3166-1 alpha-2 code.
    """
    places: dict[str, list[Record]] = {}
    for law in knowledge.laws.values():
        places.setdefault(law.jurisdiction, []).append(law)
    for authority in knowledge.authorities.values():
        if authority.jurisdiction:
            places.setdefault(authority.jurisdiction, []).append(authority)
    for organization in knowledge.organizations.values():
        for seat in organization.established:
            places.setdefault(seat.country, []).append(seat)
    found = [_coverage(code, records) for code, records in places.items()]
    return sorted(found, key=lambda coverage: (-coverage.grades.total(), coverage.name))


def facts_in(record: BaseModel) -> Iterator[Fact]:
    """The facts in a record, itself included where it is one."""
    if isinstance(record, Fact):
        yield record
    for part in _parts(record):
        yield from facts_in(part)


def sources_in(record: BaseModel) -> Iterator[Source]:
    """The sources anywhere in a record."""
    if isinstance(record, Source):
        yield record
    for part in _parts(record):
        yield from sources_in(part)


def _parts(record: BaseModel) -> Iterator[BaseModel]:
    for _, value in record:
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseModel):
                yield part


def _coverage(name: str, records: Iterable[BaseModel]) -> Coverage:
    held = list(records)
    grades = Counter(fact.grade for record in held for fact in facts_in(record))
    newest = max((s.date for record in held for s in sources_in(record) if s.date), default=None)
    return Coverage(name, len(held), grades, newest)
