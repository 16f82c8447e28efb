"""Statements with their words resolved: which organisation, authority, category and service is meant.

A name is resolved only to the record that bears it: exact words after folding, same legal form, or a listed alias. Two
names that merely look alike stay two; a description stays within the service whose document describes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from data.knowledge import Knowledge
from data.models import Operation, Service
from graph.schema import UNSPECIFIED, label_of
from graph.statement import Document, Statement
from ingest.categories import Categories
from ingest.names import Name, name_of, readings, slug
from ingest.patterns import pattern

KOREA = "KR"
EVERYBODY = "*"


def resolve(statements: list[Statement], document: Document, knowledge: Knowledge) -> list[Statement]:
    """The statements with `subject_id`, `recipient_id`, `recipient_label` and `category_ids` filled in."""
    index = _index(knowledge)
    speaker = _speaker(statements, document, knowledge, index)
    names = _Names(index, document, statements)
    return [_resolved(statement, names, index, speaker, document) for statement in statements]


@dataclass
class Index:
    """The names of the knowledge base, ready to be looked up."""

    organizations: dict[Name, str] = field(default_factory=dict)
    authorities: dict[Name, str] = field(default_factory=dict)
    services: dict[Name, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    categories: Categories = field(default_factory=lambda: Categories(()))

    def organization(self, words: str) -> str | None:
        """The organisation that bears this name, however it is spelt; None where none does."""
        return _found(self.organizations, words)

    def authority(self, words: str) -> str | None:
        """The authority that bears this name."""
        return _found(self.authorities, words)


def _found(names: dict[Name, str], words: str) -> str | None:
    return next((names[name] for reading in readings(words) if (name := name_of(reading)) in names), None)


_INDEXES: dict[int, tuple[Knowledge, Index]] = {}  # the knowledge beside its index, so that its id is not used again


def _index(knowledge: Knowledge) -> Index:
    if id(knowledge) not in _INDEXES:
        if len(_INDEXES) > 8:
            _INDEXES.clear()
        _INDEXES[id(knowledge)] = (
            knowledge,
            Index(
                _by_name((o.id, o.names.all) for o in knowledge.organizations.values()),
                _by_name((a.id, a.names.all) for a in knowledge.authorities.values()),
                _by_name((s.id, s.names.all) for s in knowledge.services.values()),
                frozenset(knowledge.organizations) | frozenset(knowledge.authorities),
                Categories(knowledge.categories.values()),
            ),
        )
    return _INDEXES[id(knowledge)][1]


def _by_name(records: Iterable[tuple[str, list[str]]]) -> dict[Name, str]:
    """The record of each name; a name that two records bear decides nothing and is left out."""
    found: dict[Name, str] = {}
    twice: set[Name] = set()
    for id_, names in records:
        for words in names:
            name = name_of(words)
            if found.setdefault(name, id_) != id_:
                twice.add(name)
    return {name: id_ for name, id_ in found.items() if name not in twice}


def _speaker(statements: list[Statement], document: Document, knowledge: Knowledge, index: Index) -> str | None:
    """Who "we" is: the operator for Korean users by the document, else by the knowledge base, else the service.

    The knowledge base's operator is the one that answered for the service on the day of the document. A newspaper
    speaks of the service as a whole.
    """
    if document.kind == "news":
        return document.service
    named = [s for s in statements if s.kind == "operated_by" and s.recipient and s.recipient_named]
    for people in (KOREA, EVERYBODY):
        for statement in named:
            if people in statement.applies_to:
                return _Names(index, document, statements).organization(statement.recipient or "")
    service = knowledge.services.get(document.service or "")
    for people in (KOREA, EVERYBODY):
        for operation in _operations(service, document.version):
            if people in operation.applies_to:
                return operation.organization
    if document.service or document.publisher_id:
        return document.service or document.publisher_id
    return _Names(index, document, statements).organization(document.publisher) if document.publisher else None


def _operations(service: Service | None, day: date | None) -> list[Operation]:
    """Who answers for the service on a day, the latest first; without a day, who does so now."""
    there = [
        o for o in (service.operated_by if service else ())
        if (o.valid_to is None if day is None else (o.valid_from or day) <= day <= (o.valid_to or day))
    ]  # fmt: skip
    return sorted(there, key=lambda o: o.valid_from or date.min, reverse=True)


class _Names:
    """Ids for the names and descriptions of one document."""

    def __init__(self, index: Index, document: Document, statements: list[Statement]) -> None:
        self._index = index
        owner = document.service or document.publisher_id or document.id
        self._scope = slug(owner.partition("-")[2] if owner.startswith(("svc-", "org-")) else owner)
        self._public = {s.recipient for s in statements if s.kind == "discloses_to_authority"}

    def of(self, statement: Statement) -> str | None:
        """The id of the recipient; None where the statement has none."""
        words = statement.recipient
        if not words:
            return None
        if not statement.recipient_named:
            return self._described(words, authority=self._is_public(statement))
        if statement.kind in ("opened", "against") and (service := _found(self._index.services, words)):
            return service
        if known := self._index.authority(words):
            return known
        return f"auth-{slug(words)}" if self._is_public(statement) else self.organization(words)

    def _is_public(self, statement: Statement) -> bool:
        """Whether the recipient is an authority: by the statement, or where the document gives data to it as to one."""
        gives = statement.kind in ("discloses_to_authority", "without_consent_exception")
        return gives and statement.recipient in self._public

    def organization(self, words: str) -> str:
        """The organisation of this name; one of its own where the knowledge base has none.

        Its id holds the legal form, so that two companies that differ in nothing else stay two in any document.
        """
        if known := self._index.organization(words):
            return known
        name = _head(words)
        own = "-".join([f"org-{slug(name.bare)}", *name.forms])
        return f"{own}-unidentified" if own in self._index.ids else own

    def _described(self, words: str, *, authority: bool) -> str:
        if authority:
            return self._index.authority(words) or f"auth-described--{slug(words)}"
        if any(pattern(language, "nobody_particular").fullmatch(words.strip()) for language in ("ko", "en")):
            return f"org-{self._scope}--{UNSPECIFIED}"
        *_, bare = list(readings(words))[:2]
        return f"org-{self._scope}--{slug(bare)}"


def _head(words: str) -> Name:
    """The name without what stands in brackets behind it."""
    found = list(readings(words))
    return name_of(found[1] if len(found) > 1 else found[0])


def _resolved(statement: Statement, names: _Names, index: Index, speaker: str | None, document: Document) -> Statement:
    recipient = statement.recipient_id or names.of(statement)
    words = statement.data_categories
    ids = statement.category_ids or tuple(dict.fromkeys(i for word in words for i in index.categories.ids_in(word)))
    return statement.model_copy(
        update={
            "subject_id": statement.subject_id or _subject(statement, names, index, speaker, document),
            "recipient_id": recipient,
            "recipient_label": label_of(recipient) if recipient else None,
            "category_ids": ids,
        }
    )


def _subject(statement: Statement, names: _Names, index: Index, speaker: str | None, document: Document) -> str | None:
    words = statement.subject
    if statement.kind == "operated_by":
        return statement.service or document.service
    if not words or any(pattern(language, "ourselves").fullmatch(words.strip()) for language in ("ko", "en")):
        return speaker
    return index.authority(words) or _found(index.services, words) or names.organization(words)
