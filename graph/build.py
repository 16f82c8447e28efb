"""Putting documents and knowledge into the graph, again and again to the same effect."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from data.countries import country_name
from data.knowledge import RECORDS, Knowledge
from graph.infer import Inferred, infer
from graph.knowledge import UNREAD, knowledge_nodes, knowledge_statements
from graph.project import Relationship, project
from graph.schema import KOREAN_USERS, NODES, RELATIONSHIPS, UNSPECIFIED, label_of
from graph.statement import Document, Statement
from graph.store import Row, Store, Work, node_works, relationship_works

_TYPES = "|".join(kind.type for kind in RELATIONSHIPS if any(p.name == "document" for p in kind.properties))
# What a document no longer says goes when it is written again.
_FORGET_RELATIONSHIPS = f"MATCH ()-[r:{_TYPES}]->() WHERE r.document IN $documents AND NOT r.key IN $keys DELETE r"
_FORGET_STATEMENTS = (
    "MATCH (s:Statement)-[:IN]->(d:Document) WHERE d.id IN $documents AND NOT s.id IN $statements DETACH DELETE s"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a document put into the graph."""

    document: str
    statements: int
    relationships: int


def ensure_knowledge(store: Store, knowledge: Knowledge) -> Inferred | None:
    """Build the knowledge base where the graph holds another one, or none; None where it is there already."""
    rows = store.read("MATCH (d:Document {id: $id}) RETURN d.sha256 AS sha256", id=UNREAD.id)
    if rows and rows[0]["sha256"] == fingerprint(knowledge):
        return None
    return build_knowledge(store, knowledge)


def fingerprint(knowledge: Knowledge) -> str:
    """SHA-256 of every record, in order, and of the model that they are written in."""
    digest = hashlib.sha256(repr((NODES, RELATIONSHIPS)).encode())
    for kind in RECORDS:
        for record in knowledge.records(kind).values():
            digest.update(record.model_dump_json().encode())
    return digest.hexdigest()


def build_knowledge(store: Store, knowledge: Knowledge) -> Inferred:
    """The knowledge base as nodes, statements, relationships and inferences; what is no longer in it goes."""
    sourced = knowledge_statements(knowledge)
    store.write(node_works(knowledge_nodes(knowledge)))
    cited = [row["id"] for row in store.read("MATCH (d:Document {cited: true}) RETURN d.id AS id")]
    works: list[Work] = []
    keys: list[str] = []
    for document, statements in sourced:
        relationships = project(document, statements)
        keys += [relationship.key for relationship in relationships]
        works += _document_works(document, statements, relationships)
    said = [statement.id for _, statements in sourced for statement in statements]
    works += node_works([_document_node(UNREAD.model_copy(update={"sha256": fingerprint(knowledge)}))])
    works += _forget([*cited, *(document.id for document, _ in sourced)], keys, said)
    store.write(works)
    return infer(store, knowledge.rules.values())


def add_document(store: Store, document: Document, statements: Iterable[Statement]) -> Written:
    """One document in one transaction: its statements replace those that it had before."""
    said = [*statements, *_audience(document)]
    relationships = project(document, said)
    store.write(
        node_works(_unknown_nodes(store, document, said))
        + _document_works(document, said, relationships)
        + _forget([document.id], [r.key for r in relationships], [s.id for s in said])
    )
    return Written(document.id, len(said), len(relationships))


def _audience(document: Document) -> list[Statement]:
    """That Korean users use the service whose policy or notice it is."""
    if not document.service or document.kind not in ("privacy_policy", "notice"):
        return []
    service = document.service.partition("-")[2]
    return [
        Statement(doc_id=document.id, kind="uses", subject_id=KOREAN_USERS, recipient_id=document.service,
                  quote=f"The document addresses the users of {service}: {document.title}",
                  quote_ko=f"이 문서는 {service} 이용자를 대상으로 합니다: {document.title}",
                  own_words=True, grade=document.grade, rule="audience")
    ]  # fmt: skip


def _document_works(document: Document, said: list[Statement], relationships: list[Relationship]) -> list[Work]:
    nodes = [_document_node(document), *(_statement_node(statement) for statement in said)]
    return node_works(nodes) + relationship_works([*relationships, *_provenance(document, said)])


def _forget(documents: list[str], keys: list[str], statements: list[str]) -> list[Work]:
    return [
        (_FORGET_RELATIONSHIPS, {"documents": documents, "keys": keys}),
        (_FORGET_STATEMENTS, {"documents": documents, "statements": statements}),
    ]


def _document_node(document: Document) -> Row:
    return {
        "id": document.id, "name": document.title, "kind": document.kind, "publisher": document.publisher,
        "url": document.url, "language": document.language, "version": document.version, "sha256": document.sha256,
        "restatement": document.restatement, "service": document.service, "cited": document.cited,
    }  # fmt: skip


def _statement_node(statement: Statement) -> Row:
    row: Row = {
        name: getattr(statement, name)
        for name in ("id", "kind", "quote", "quote_ko", "start", "end", "before", "after", "own_words", "subject",
                     "recipient", "country", "ground", "confidence", "extractor", "rule", "why", "speaker",
                     "valid_from", "valid_to")
    }  # fmt: skip
    return row | {
        "grade": str(statement.grade),
        "applies_to": list(statement.applies_to),
        "articles": list(statement.articles),
        "record": statement.model_dump_json(),
    }


def _provenance(document: Document, said: list[Statement]) -> list[Relationship]:
    """Who says each statement, what it is about and where it stands."""
    found: dict[tuple[str, str, str], Relationship] = {}
    for statement in said:
        about = [statement.subject_id, statement.recipient_id, statement.country, *statement.category_ids]
        links = [("IN", statement.id, document.id), *(("ABOUT", statement.id, id_) for id_ in about if id_)]
        if document.publisher_id and label_of(document.publisher_id) in ("Organization", "Service"):
            links.append(("SAYS", document.publisher_id, statement.id))
        found.update((link, Relationship(*link, {})) for link in links)
    return list(found.values())


def _unknown_nodes(store: Store, document: Document, said: list[Statement]) -> list[Row]:
    """Nodes for what the statements speak of and the graph does not know yet."""
    rows: dict[str, Row] = {}
    for statement in said:
        if statement.country:
            rows[statement.country] = jurisdiction_node(statement.country)
        if statement.recipient_id:
            rows[statement.recipient_id] = _party_node(statement)
        if statement.subject_id:
            rows.setdefault(statement.subject_id, _node(statement.subject_id, None))
    for id_, name in ((document.service, None), (document.publisher_id, document.publisher)):
        if id_:
            rows.setdefault(id_, _node(id_, name))
    rows[KOREAN_USERS] = {"id": KOREAN_USERS, "name": "Korean users", "name_ko": "한국 이용자", "jurisdiction": "KR"}
    known = store.known(rows)
    return [row for id_, row in rows.items() if id_ not in known]


def _party_node(statement: Statement) -> Row:
    row = _node(str(statement.recipient_id), statement.recipient)
    if label_of(row["id"]) == "Organization":
        row |= {"named": statement.recipient_named, "specified": not row["id"].endswith(UNSPECIFIED)}
    elif label_of(row["id"]) == "Authority":
        row |= {"named": statement.recipient_named, "kind": "government", "jurisdiction": statement.country}
    return row


def _node(id_: str, name: str | None) -> Row:
    row: Row = {"id": id_, "name": name or _words_of(id_)}
    return row | ({"named": True, "specified": True} if label_of(id_) == "Organization" else {})


def _words_of(id_: str) -> str:
    return id_.partition("-")[2].replace("-", " ").title()


def jurisdiction_node(code: str) -> Row:
    """The node of a country or territory, by its ISO 3166-1 alpha-2 code."""
    return {"id": code, "name": country_name(code, "en"), "name_ko": country_name(code, "ko")}
