"""The knowledge base as nodes, and its facts as statements by the document that each source is."""

import hashlib
import re
from collections.abc import Iterable
from typing import Any

from data.countries import country_name
from data.grades import Grade
from data.knowledge import Knowledge
from data.models import (
    Accord,
    Category,
    LegalInstrument,
    Names,
    Organization,
    Proceeding,
    Service,
    Source,
    Words,
)
from graph.facts import facts_of, places_of
from graph.schema import KOREAN_USERS, UNSPECIFIED
from graph.statement import Document, Statement

UNREAD = Document(
    id="knowledge-base", kind="knowledge", title="Knowledge base of datagil: believed, its source not read",
    publisher="datagil", restatement=True, cited=True, grade=Grade.UNCONFIRMED,
)  # fmt: skip


def knowledge_nodes(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Every node of the knowledge base, jurisdictions included, as maps of declared properties."""
    nodes = [
        {"id": KOREAN_USERS, "name": "Korean users", "name_ko": "한국 이용자", "jurisdiction": "KR"},
        *({"id": code, "name": country_name(code, "en"), "name_ko": country_name(code, "ko")}
          for code in sorted(places_of(knowledge))),
        *map(_organization, knowledge.organizations.values()),
        *map(_service, knowledge.services.values()),
        *map(_category, knowledge.categories.values()),
        *map(_law, knowledge.laws.values()),
        *map(_proceeding, knowledge.proceedings.values()),
        *map(_accord, knowledge.accords.values()),
    ]  # fmt: skip
    nodes += [
        {"id": a.id, **_names(a.names), "kind": a.kind, "named": a.named, "jurisdiction": a.jurisdiction,
         **_prose("note", a.note)}
        for a in knowledge.authorities.values()
    ]  # fmt: skip
    return nodes


def knowledge_statements(knowledge: Knowledge) -> list[tuple[Document, list[Statement]]]:
    """The facts of the knowledge base as statements, by the document that each source is."""
    documents: dict[str, Document] = {}
    said: dict[str, dict[str, Statement]] = {}
    for statement, fact, sources in facts_of(knowledge):
        for document in [_document(source, fact.grade) for source in sources] or [UNREAD]:
            documents.setdefault(document.id, document)
            placed = statement.model_copy(
                update={
                    "doc_id": document.id,
                    "grade": fact.grade,
                    "valid_from": fact.valid_from,
                    "valid_to": fact.valid_to,
                }
            )
            said.setdefault(document.id, {})[placed.id] = placed
    return [(document, list(said[id_].values())) for id_, document in documents.items()]


def _document(source: Source, grade: Grade) -> Document:
    """The document that a source is; one address is one document, whatever title a record gives it."""
    identity = hashlib.sha256(f"{source.url} {source.date}".encode()).hexdigest()
    slug = re.sub(r"[^a-z0-9]+", "-", source.publisher.lower()).strip("-")[:40].strip("-")
    return Document(
        id=f"source-{slug or 'publisher'}-{identity[:8]}", kind="source", title=source.title,
        publisher=source.publisher, url=source.url, version=source.date, cited=True, restatement=True, grade=grade,
    )  # fmt: skip


def _names(names: Names) -> dict[str, Any]:
    return {"name": names.en, "name_ko": names.ko, "name_native": names.native, "aliases": names.aliases}


def _organization(o: Organization) -> dict[str, Any]:
    return {"id": o.id, **_names(o.names), "named": o.named, "kinds": list(o.kinds), "registration": o.registration,
            "specified": not o.id.endswith(UNSPECIFIED), **_prose("note", o.note)}  # fmt: skip


def _service(s: Service) -> dict[str, Any]:
    agents = [
        Words(en=f"Domestic agent: {agent.says.en}", ko=f"국내대리인: {agent.says.ko}" if agent.says.ko else None)
        for agent in s.domestic_agents
    ]
    notes = _list("notes", [s.note, *agents, *s.contradictions])
    return {"id": s.id, **_names(s.names), "kind": s.kind, "url": s.url, **notes}


def _category(c: Category) -> dict[str, Any]:
    aliases = [*c.names.aliases, *c.synonyms.en, *c.synonyms.ko]
    return {"id": c.id, **_names(c.names), "aliases": aliases, "sensitivity": c.sensitivity, "dpv": c.dpv.term}


def _law(law: LegalInstrument) -> dict[str, Any]:
    articles = [
        Words(en=f"{a.cited}: {a.says.en}", ko=f"{a.cited_ko}: {a.says.ko}" if a.says.ko else None)
        for a in law.articles
    ]
    return {
        "id": law.id, **_names(law.names), **_list("articles", articles), **_prose("status", law.status),
        **_prose("compels_in_words", law.compels_in_words), **_prose("note", law.note),
        **_prose("extraterritorial_how", law.extraterritorial_how),
        **law.model_dump(include={"jurisdiction", "key_articles", "in_force", "amended", "duties", "compels", "reach",
                                  "extraterritorial", "oversight"}),
    }  # fmt: skip


def _proceeding(p: Proceeding) -> dict[str, Any]:
    return {
        "id": p.id, **_names(p.names), "kind": p.kind, "date": p.decided, "provisions": p.provisions,
        "provisions_confirmed": p.provisions_confirmed, "summary": p.summary.en, "summary_ko": p.summary.ko,
        "amount": p.amount, "currency": p.currency, "people": p.people,
        **_list("notes", [p.note, p.follow_up, *p.contradictions]),
    }  # fmt: skip


def _accord(a: Accord) -> dict[str, Any]:
    return {"id": a.id, **_names(a.names), "kind": a.kind, "data_from": list(a.data_from), "data_to": list(a.data_to),
            **_prose("note", a.note)}  # fmt: skip


def _prose(name: str, words: Words | None) -> dict[str, Any]:
    """A property and the same in Korean."""
    return {name: words.en, f"{name}_ko": words.ko} if words else {}


def _list(name: str, several: Iterable[Words | None]) -> dict[str, Any]:
    """A property that is a list and the same in Korean, in English where it was not translated."""
    given = [words for words in several if words]
    return {name: [words.en for words in given], f"{name}_ko": [words.ko or words.en for words in given]}
