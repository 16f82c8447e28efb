"""From a file to its document and statements: read, choose the language's rules, extract, resolve."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from data.grades import Grade
from data.knowledge import Knowledge, load_knowledge
from graph.errors import InputError
from graph.statement import Document, DocumentKind, Statement
from ingest import notices
from ingest.blocks import Reading
from ingest.news import is_news
from ingest.readers import read
from ingest.versions import version_of

CONTEXT = 300  # characters kept before and behind a quote, for showing it in its place

Extractor = Callable[[Reading], list[Statement]]


def extract_file(
    path: str | Path, *, service: str | None = None, date: date | None = None, knowledge: Knowledge | None = None
) -> tuple[Document, list[Statement]]:
    """The document in a file and what it states, resolved.

    `service` (an id, with or without `svc-`) and `date` (of the version) go before what the file says of itself.
    Raises InputError where the file cannot be read.
    """
    return extract_reading(read(path), Path(path).stem, service=service, date=date, knowledge=knowledge)


def extract_reading(
    reading: Reading, stem: str, *, service: str | None = None, date: date | None = None,
    knowledge: Knowledge | None = None, also: Sequence[Statement] = (), rules: bool = True,
) -> tuple[Document, list[Statement]]:  # fmt: skip
    """The document of a reading and what it states; `stem` is the name of its file without extension.

    `also`: what a language model read in it; of a claim that the rules find too, theirs is taken. Without `rules` they
    are not asked.
    """
    from ingest.llm import rules_first
    from ingest.resolve import resolve

    knowledge = knowledge if knowledge is not None else load_knowledge()
    document = document_of(reading, stem, service=service, date=date)
    found = [*(_by_rules(reading, document.kind) if rules else ()), *also]
    placed = [_placed(statement, document, reading) for statement in found]
    resolved = resolve(placed, document, knowledge)
    return document, rules_first(resolved) if also else resolved


def extractor(reading: Reading, kind: str) -> Extractor:
    """The rules that read a document of this language and kind."""
    if reading.language == "ko":
        from ingest.korean import extract as rules
    elif kind == "news":
        from ingest.news import extract as rules
    else:
        from ingest.english import extract as rules
    return rules


def _by_rules(reading: Reading, kind: str) -> list[Statement]:
    found = extractor(reading, kind)(reading)
    return [*found, *notices.extract(reading)] if kind in ("privacy_policy", "notice") else found


def document_of(reading: Reading, stem: str, *, service: str | None = None, date: date | None = None) -> Document:
    """What a document says of itself in its front matter or its form, and what was said of it when it was given."""
    meta = reading.meta
    kind = _kind(reading)
    version = date or _date(meta.get("version") or meta.get("date")) or version_of(reading)
    service = service or meta.get("service")
    if service and not service.startswith("svc-"):
        service = f"svc-{service}"
    slug = _slug(stem)
    return Document(
        id=f"{slug}@{version.isoformat()}" if version else slug,
        kind=kind, title=reading.title or stem, service=service, publisher=meta.get("publisher"),
        publisher_id=meta.get("publisher_id"), url=meta.get("url"), language=reading.language, version=version,
        sha256=reading.sha256, restatement=meta.get("restatement") == "true", grade=_grade(meta, kind),
    )  # fmt: skip


def as_line(statement: Statement, stem: str) -> dict[str, Any]:
    """A statement as `extract --json` prints it: `doc_id` is the file's name, `document` the id of the version."""
    return {**statement.as_json(), "doc_id": stem, "document": statement.doc_id}


def _placed(statement: Statement, document: Document, reading: Reading) -> Statement:
    """The statement with its document, grade and surroundings; front matter surrounds nothing."""
    start, end, text = statement.start, statement.end, reading.text
    first = reading.blocks[0].start if reading.blocks else 0
    grade = document.grade if statement.grade is Grade.DISCLOSED else statement.grade
    around = (
        {} if start is None or end is None
        else {"before": text[max(first, start - CONTEXT) : start], "after": text[end : end + CONTEXT]}
    )  # fmt: skip
    return statement.model_copy(update={"doc_id": document.id, "grade": grade, **around})


def _kind(reading: Reading) -> DocumentKind:
    said = reading.meta.get("kind")
    if said is None:
        return "news" if is_news(reading) else "privacy_policy"
    for kind in get_args(DocumentKind):
        if said == kind:
            return kind  # type: ignore[no-any-return]
    raise InputError(
        "The front matter names a kind of document that is not known", given=said,
        remedy=f"Write one of {', '.join(get_args(DocumentKind))}",
    )  # fmt: skip


def _grade(meta: dict[str, str], kind: DocumentKind) -> Grade:
    said = meta.get("grade") or ("reported" if kind == "news" else "disclosed")
    try:
        return Grade(said)
    except ValueError as error:
        raise InputError(
            "The front matter gives a grade that is not known", given=said, remedy=f"Write one of {', '.join(Grade)}"
        ) from error


def _date(said: str | None) -> date | None:
    if not said:
        return None
    try:
        return date.fromisoformat(said.strip()[:10])
    except ValueError as error:
        raise InputError(
            "The front matter gives a date that is none", given=said, remedy="Write it as 2026-07-30"
        ) from error


def _slug(stem: str) -> str:
    """A file name as an id: letters, digits and hyphens, "document" where nothing is left."""
    return re.sub(r"[^\w]+", "-", stem.casefold()).strip("-_") or "document"
