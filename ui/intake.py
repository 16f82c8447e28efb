"""Taking documents in: finding the files, reading each, writing it; one bad file does not stop the rest."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from data.errors import DatagilError
from data.knowledge import load_knowledge
from graph.build import add_document, ensure_knowledge
from graph.errors import InputError
from graph.infer import Inferred, infer
from graph.statement import Document, Statement
from graph.store import Store
from ingest.pipeline import extract_file
from ingest.readers import FORMATS

Extract = Callable[..., tuple[Document, list[Statement]]]  # called as `extract_file` is


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: how many statements and relationships, or the `problem`."""

    source: str
    service: str | None = None
    statements: int = 0
    relationships: int = 0
    problem: str | None = None


def files_in(places: Iterable[Path]) -> list[Path]:
    """The files given, and in each folder given every file that can be read, in order of name.

    A place that is not there stays in the list, so that its outcome is told beside the others'. Raises InputError where
    a folder has no such file.
    """
    found: list[Path] = []
    for place in places:
        inside = sorted(p for p in place.rglob("*") if p.suffix.lower() in FORMATS) if place.is_dir() else [place]
        if not inside:
            raise InputError("Nothing to read there", given=str(place),
                             remedy=f"Give a file, or a folder with {', '.join(sorted(FORMATS))}")  # fmt: skip
        found += inside
    return found


def take_in(
    store: Store | None, files: Iterable[Path], service: str | None, day: date | None, extract: Extract = extract_file
) -> Iterator[Outcome]:
    """Read each file, with the rules unless told otherwise, and write it to the store; without a store only read."""
    for file in files:
        try:
            document, statements = extract(file, service=service, date=day)
            yield _written(store, file.name, document, statements)
        except (DatagilError, OSError) as error:
            yield Outcome(file.name, service, problem=str(error))


def take_in_statements(
    store: Store | None, lines: Iterable[str], service: str | None, day: date | None
) -> Iterator[Outcome]:
    """Write statements as `datagil extract --json` prints them, grouped by the document they name."""
    for id_, statements in statements_from(lines).items():
        document = Document(id=id_, kind="privacy_policy", title=id_, service=service, version=day)
        yield _written(store, id_, document, statements)


def statements_from(lines: Iterable[str]) -> dict[str, list[Statement]]:
    """Statements by document, from JSON Lines; raises InputError that names the line."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        if line.strip():
            statement = _statement(line, number)
            found[statement.doc_id].append(statement)
    return dict(found)


def put_knowledge(store: Store) -> None:
    """The bundled knowledge base in the store, written only where it is not there or has changed."""
    ensure_knowledge(store, load_knowledge())


def draw_inferences(store: Store) -> Inferred:
    """What follows by the rules of the knowledge base from what the store holds now; only what changed is run."""
    return infer(store, load_knowledge().rules.values())


def _written(store: Store | None, source: str, document: Document, statements: list[Statement]) -> Outcome:
    if store is None:
        return Outcome(source, document.service, len(statements))
    written = add_document(store, document, statements)
    return Outcome(source, document.service, written.statements, written.relationships)


def _statement(line: str, number: int) -> Statement:
    try:
        fields = json.loads(line)
        fields.pop("id", None)
        fields["doc_id"] = fields.pop("document", fields.get("doc_id"))
        return Statement.model_validate(fields)
    except (ValueError, AttributeError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"Line {number} is not a statement: {reason}",
                         remedy="Give lines as `datagil extract --json` prints them") from error  # fmt: skip
