"""The knowledge base: facts that no policy states, read from YAML and validated record by record.

Each file has one or more of the keys in `RECORDS` at its top; each key holds a list of records of that kind. A user's
own folder has the same form; its records are added to ours and take the place of those with the same id.
"""

import os
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError
from pydantic.json_schema import models_json_schema

from data.errors import KnowledgeError
from data.models import (
    Accord,
    Authority,
    Category,
    Check,
    LegalInstrument,
    Organization,
    Proceeding,
    Provision,
    Record,
    Service,
)
from data.rules import Rule

FOLDER = Path(__file__).parent / "knowledge"
RECORDS: Mapping[str, type[Record]] = {
    "organizations": Organization,
    "services": Service,
    "authorities": Authority,
    "laws": LegalInstrument,
    "categories": Category,
    "proceedings": Proceeding,
    "provisions": Provision,
    "accords": Accord,
    "rules": Rule,
    "checks": Check,
}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Every record by its id, in the order of the files; `files` says in which file (kind, id) stands."""

    organizations: dict[str, Organization] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    laws: dict[str, LegalInstrument] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    proceedings: dict[str, Proceeding] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    accords: dict[str, Accord] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)

    def records(self, kind: str) -> dict[str, Any]:
        """The records of a kind, a key of `RECORDS`, by id."""
        found: dict[str, Any] = getattr(self, kind)
        return found


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """Our knowledge base, with the records of a user's `folder` added and put in the place of ours.

    Without a folder the one that DATAGIL_KNOWLEDGE names, if any. Raises KnowledgeError that names the file, the record
    and the field, and what is allowed there.
    """
    named = os.environ.get("DATAGIL_KNOWLEDGE")
    return _load(folder or (Path(named) if named else None))


@lru_cache(maxsize=8)
def _load(folder: Path | None) -> Knowledge:
    knowledge = Knowledge()
    for source in (FOLDER, folder):
        if source is None:
            continue
        for kind, records in read_folder(source).items():
            for id_, (file, record) in records.items():
                knowledge.records(kind)[id_] = record
                knowledge.files[kind, id_] = file
    return knowledge


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a file of a knowledge folder: lists of records under the keys of `RECORDS`."""
    models = [(model, "validation") for model in RECORDS.values()]
    references, definitions = models_json_schema(models, ref_template="#/$defs/{model}")  # type: ignore[arg-type]
    lists = {kind: {"type": "array", "items": references[model, "validation"]} for kind, model in RECORDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a knowledge folder of datagil",
        "type": "object",
        "additionalProperties": False,
        "properties": lists,
        **definitions,
    }


Read = dict[str, dict[str, tuple[str, Record]]]


def read_folder(folder: Path) -> Read:
    """The records of a folder's files: by kind and id, the file's name and the record."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise KnowledgeError(str(folder), "folder", "is no folder with knowledge files (*.yaml)")
    found: Read = {kind: {} for kind in RECORDS}
    for path in paths:
        name = f"{folder.name}/{path.name}"
        for kind, raw in _entries(path, name):
            record = _validated(name, kind, raw)
            id_ = str(raw["id"])
            if id_ in found[kind]:
                raise KnowledgeError(name, id_, f"the id is used twice, first in {found[kind][id_][0]}")
            found[kind][id_] = (name, record)
    return found


def _entries(path: Path, name: str) -> Iterator[tuple[str, Any]]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(name, "file", f"is not YAML in UTF-8: {error}") from error
    if not isinstance(content, dict):
        raise KnowledgeError(name, "file", "has no list of records under a key", allowed=RECORDS)
    for kind, records in content.items():
        if kind not in RECORDS:
            raise KnowledgeError(name, "file", f"{kind}: is no kind of record", allowed=RECORDS)
        if not isinstance(records, list):
            raise KnowledgeError(name, "file", f"{kind}: is no list of records")
        yield from ((kind, record) for record in records)


def _validated(file: str, kind: str, raw: Any) -> Record:
    model = RECORDS[kind]
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        id_ = raw.get("id") if isinstance(raw, dict) else None
        place = ".".join(map(str, first["loc"]))
        problem = f"{place}: {first['msg']}" if place else first["msg"]
        record = str(id_ or f"a record of {kind}")
        raise KnowledgeError(file, record, problem, allowed=_allowed(model, first)) from error


def _allowed(model: type[Record], error: Any) -> list[str]:
    """The field names, or the values, that would have been accepted in the place of the error."""
    if error["type"] == "extra_forbidden":
        return list(_model_at(model, error["loc"][:-1]).model_fields)
    expected = error.get("ctx", {}).get("expected")
    return [str(expected)] if expected and error["type"] in ("literal_error", "enum") else []


def _model_at(model: type[Record], loc: tuple[int | str, ...]) -> type[Record]:
    for key in loc:
        if isinstance(key, str) and key in model.model_fields:
            model = next(_models_in(model.model_fields[key].annotation), model)
    return model


def _models_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


# The C parser reads the same YAML some eight times faster, where it was built.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which a key given twice is an error, instead of the last one winning silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            raise yaml.constructor.ConstructorError(None, None, f"the key {twice[0]!r} is given twice", node.start_mark)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping
