"""The knowledge base as nodes and statements: one statement for each fact and source, in our own words."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from data.countries import country_name
from data.grades import Grade
from data.knowledge import Knowledge
from data.models import Category, Claim, Fact, LegalInstrument, Names, Organization, Proceeding, Service, Source
from graph.schema import KOREAN_USERS, UNSPECIFIED, label_of
from graph.statement import Document, Statement, StatementKind

UNREAD = Document(
    id="knowledge-base", kind="knowledge", title="Knowledge base of datagil: believed, its source not read",
    publisher="datagil", restatement=True, cited=True, grade=Grade.UNCONFIRMED,
)  # fmt: skip


def knowledge_nodes(knowledge: Knowledge) -> list[dict[str, Any]]:
    """Every node of the knowledge base, jurisdictions included, as maps of declared properties."""
    nodes = [
        {"id": KOREAN_USERS, "name": "Korean users", "name_ko": "한국 이용자", "jurisdiction": "KR"},
        *({"id": code, "name": country_name(code, "en"), "name_ko": country_name(code, "ko")}
          for code in sorted(_countries(knowledge))),
        *map(_organization, knowledge.organizations.values()),
        *map(_service, knowledge.services.values()),
        *map(_category, knowledge.categories.values()),
        *map(_law, knowledge.laws.values()),
        *map(_proceeding, knowledge.proceedings.values()),
    ]  # fmt: skip
    nodes += [
        {"id": a.id, **_names(a.names), "kind": a.kind, "named": a.named, "jurisdiction": a.jurisdiction,
         "note": a.note}
        for a in knowledge.authorities.values()
    ]  # fmt: skip
    return nodes


def knowledge_statements(knowledge: Knowledge) -> list[tuple[Document, list[Statement]]]:
    """The facts of the knowledge base as statements, by the document that each source is."""
    documents: dict[str, Document] = {}
    said: dict[str, dict[str, Statement]] = {}
    for statement, fact, sources in _facts(knowledge):
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


Said = tuple[Statement, Fact, list[Source]]


def _facts(knowledge: Knowledge) -> Iterator[Said]:
    for organization in knowledge.organizations.values():
        yield from _organization_facts(organization, knowledge)
    for service in knowledge.services.values():
        yield from _service_facts(service, knowledge)
    for authority in knowledge.authorities.values():
        if authority.jurisdiction:
            says = f"{authority.names.en} is an authority of {country_name(authority.jurisdiction, 'en')}."
            yield _say("part_of", authority.id, says, country=authority.jurisdiction), authority, authority.sources
    for law in knowledge.laws.values():
        yield from _law_facts(law, knowledge)
    for category in knowledge.categories.values():
        if category.parent:
            says = f"{category.names.en} is a kind of {knowledge.categories[category.parent].names.en}."
            yield _say("subsumed_by", category.id, says, recipient_id=category.parent), category, category.sources
    for proceeding in knowledge.proceedings.values():
        yield from _proceeding_facts(proceeding)


def _organization_facts(organization: Organization, knowledge: Knowledge) -> Iterator[Said]:
    name = organization.names.en
    for seat in organization.established:
        how = "is incorporated in" if seat.how == "incorporated" else "has its headquarters in"
        where = ", ".join(filter(None, (seat.city, country_name(seat.country, "en"))))
        says = _sentence(f"{name} {how} {where}.", seat.note)
        yield _say("established_in", organization.id, says, country=seat.country, how=seat.how), seat, seat.sources
    for control in organization.controlled_by:
        parent = knowledge.organizations[control.parent].names.en
        share = f" ({control.share})" if control.share else ""
        says = _sentence(f"{name} is controlled by {parent}{share}.", control.note)
        yield (_say("controlled_by", organization.id, says, recipient_id=control.parent, share=control.share), control,
               control.sources)  # fmt: skip


def _service_facts(service: Service, knowledge: Knowledge) -> Iterator[Said]:
    offered = Fact(grade=Grade.DISCLOSED, sources=service.sources)
    says = f"{service.names.en} is offered to users in Korea."
    yield (_say("uses", KOREAN_USERS, says, recipient_id=service.id, service=service.id), offered,
           service.sources[:1])  # fmt: skip
    for operation in service.operated_by:
        operator = knowledge.organizations[operation.organization].names.en
        says = _sentence(f"{operator} answers for {service.names.en}.", operation.note)
        yield (_say("operated_by", service.id, says, recipient_id=operation.organization, service=service.id,
                    applies_to=tuple(operation.applies_to)), operation, operation.sources)  # fmt: skip
    for claim in service.claims:
        yield from _claim_facts(claim, service.id)


def _claim_facts(claim: Claim, service: str | None) -> Iterator[Said]:
    exception = claim.kind == "without_consent_exception"
    statement = _say(
        claim.kind, claim.subject, _sentence(claim.says, claim.note), service=service, recipient_id=claim.recipient,
        recipient_named=not (claim.recipient or "").endswith(UNSPECIFIED), country=claim.country,
        category_ids=tuple(claim.categories), without_consent=tuple(claim.without_consent),
        ground=claim.without_consent[0] if exception and claim.without_consent else None,
        applies_to=tuple(claim.applies_to), purpose=claim.purpose, retention=claim.retention, people=claim.people,
        speaker=claim.speaker,
    )  # fmt: skip
    yield statement, claim, claim.sources


def _law_facts(law: LegalInstrument, knowledge: Knowledge) -> Iterator[Said]:
    says = " ".join(f"{article.cited}: {article.says.rstrip('.')}." for article in law.articles)
    cites = tuple(article.cited for article in law.articles if article.number in law.key_articles)
    of = f"{law.names.en} is law of {country_name(law.jurisdiction, 'en')}. It addresses {law.compels_in_words}."
    yield _say("part_of", law.id, f"{of} {says}", country=law.jurisdiction, articles=cites), law, law.sources
    for id_ in law.authorities:
        words = f"{law.names.en} may be used by {knowledge.authorities[id_].names.en}. {says}"
        yield _say("empowers", law.id, words, recipient_id=id_, articles=cites), law, law.sources


def _proceeding_facts(proceeding: Proceeding) -> Iterator[Said]:
    says = proceeding.summary.en
    yield (_say("opened", proceeding.authority, says, recipient_id=proceeding.id), proceeding,
           proceeding.sources)  # fmt: skip
    for against in (*proceeding.respondents, *proceeding.services):
        yield _say("against", proceeding.id, says, recipient_id=against), proceeding, proceeding.sources
    for claim in proceeding.claims:
        own = [claim.subject] if label_of(claim.subject) == "Service" else proceeding.services
        for service in own:
            yield from _claim_facts(claim, service)
        if not own:
            yield from _claim_facts(claim, None)


def _say(kind: StatementKind, subject: str, says: str, **fields: Any) -> Statement:
    recipient = fields.get("recipient_id")
    return Statement(
        doc_id="", kind=kind, subject=subject, subject_id=subject, recipient=recipient,
        recipient_label=label_of(recipient) if recipient else None, quote=says, own_words=True,
        extractor="knowledge", **fields,
    )  # fmt: skip


def _sentence(says: str, note: str | None) -> str:
    return f"{says} {note[0].upper()}{note[1:].rstrip('.')}." if note else says


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
            "specified": not o.id.endswith(UNSPECIFIED), "note": o.note}  # fmt: skip


def _service(s: Service) -> dict[str, Any]:
    agents = [f"Domestic agent: {agent.says}" for agent in s.domestic_agents]
    notes = [*filter(None, [s.note]), *agents, *s.contradictions]
    return {"id": s.id, **_names(s.names), "kind": s.kind, "url": s.url, "notes": notes}


def _category(c: Category) -> dict[str, Any]:
    aliases = [*c.names.aliases, *c.synonyms.en, *c.synonyms.ko]
    return {"id": c.id, **_names(c.names), "aliases": aliases, "sensitivity": c.sensitivity, "dpv": c.dpv.term}


def _law(law: LegalInstrument) -> dict[str, Any]:
    articles = [f"{article.cited}: {article.says}" for article in law.articles]
    return {
        "id": law.id, **_names(law.names), "articles": articles,
        **law.model_dump(include={"jurisdiction", "key_articles", "in_force", "amended", "status", "duties", "compels",
                                  "compels_in_words", "reach", "extraterritorial", "extraterritorial_how", "oversight",
                                  "note"}),
    }  # fmt: skip


def _proceeding(p: Proceeding) -> dict[str, Any]:
    return {
        "id": p.id, **_names(p.names), "kind": p.kind, "date": p.decided, "provisions": p.provisions,
        "provisions_confirmed": p.provisions_confirmed, "summary": p.summary.en, "summary_ko": p.summary.ko,
        "amount": p.amount, "currency": p.currency, "people": p.people,
        "notes": [*filter(None, [p.note, p.follow_up]), *p.contradictions],
    }  # fmt: skip


def _countries(knowledge: Knowledge) -> set[str]:
    """Every country that some record speaks of."""
    seats = (seat.country for o in knowledge.organizations.values() for seat in o.established)
    claims: Iterable[Claim] = (
        *(claim for service in knowledge.services.values() for claim in service.claims),
        *(claim for proceeding in knowledge.proceedings.values() for claim in proceeding.claims),
    )
    bodies = (a.jurisdiction for a in knowledge.authorities.values())
    laws = (law.jurisdiction for law in knowledge.laws.values())
    return {code for code in (*seats, *(c.country for c in claims), *bodies, *laws, "KR") if code}
