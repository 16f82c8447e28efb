"""The facts of the knowledge base as statements in our own words, English and Korean, each with its sources.

Korean sentences name first and then say ("이름: …"), so that no particle depends on how a name ends.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from data.countries import country_name
from data.grades import Grade
from data.knowledge import Knowledge
from data.models import Accord, Claim, Fact, LegalInstrument, Organization, Proceeding, Service, Source, Words
from graph.schema import KOREAN_USERS, UNSPECIFIED, label_of
from graph.statement import Statement, StatementKind

Said = tuple[Statement, Fact, list[Source]]


def facts_of(knowledge: Knowledge) -> Iterator[Said]:
    """Every fact as a statement without a document yet, with the fact and its sources."""
    for organization in knowledge.organizations.values():
        yield from _organization_facts(organization, knowledge)
    for service in knowledge.services.values():
        yield from _service_facts(service, knowledge)
    for authority in knowledge.authorities.values():
        if authority.jurisdiction:
            en, ko = _country(authority.jurisdiction)
            says = Words(
                en=f"{authority.names.en} is an authority of {en}.", ko=f"{authority.names.ko}: {ko}의 기관이다."
            )
            yield _say("part_of", authority.id, says, country=authority.jurisdiction), authority, authority.sources
    for law in knowledge.laws.values():
        yield from _law_facts(law, knowledge)
    for category in knowledge.categories.values():
        if category.parent:
            above = knowledge.categories[category.parent].names
            says = Words(en=f"{category.names.en} is a kind of {above.en}.",
                         ko=f"{category.names.ko}: {above.ko}의 하위 항목이다.")  # fmt: skip
            yield _say("subsumed_by", category.id, says, recipient_id=category.parent), category, category.sources
    for proceeding in knowledge.proceedings.values():
        yield from _proceeding_facts(proceeding)
    known = places_of(knowledge)
    for accord in knowledge.accords.values():
        yield from _accord_facts(accord, known)


def places_of(knowledge: Knowledge) -> set[str]:
    """Every country that some record speaks of, but for those that an accord alone does."""
    seats = (seat.country for o in knowledge.organizations.values() for seat in o.established)
    claims: Iterable[Claim] = (
        *(claim for service in knowledge.services.values() for claim in service.claims),
        *(claim for proceeding in knowledge.proceedings.values() for claim in proceeding.claims),
    )
    bodies = (a.jurisdiction for a in knowledge.authorities.values())
    laws = (law.jurisdiction for law in knowledge.laws.values())
    return {code for code in (*seats, *(c.country for c in claims), *bodies, *laws, "KR") if code}


def _organization_facts(organization: Organization, knowledge: Knowledge) -> Iterator[Said]:
    name = organization.names
    for seat in organization.established:
        how, what = ("is incorporated in", "설립지") if seat.how == "incorporated" else (
            "has its headquarters in", "본사 소재지")  # fmt: skip
        en, ko = _country(seat.country)
        says = Words(
            en=f"{name.en} {how} {f'{seat.city}, ' if seat.city else ''}{en}.",
            ko=f"{name.ko}: {what}는 {ko}{f'({seat.city})' if seat.city else ''}이다.",
        )
        yield (_say("established_in", organization.id, _with_note(says, seat.note), country=seat.country, how=seat.how),
               seat, seat.sources)  # fmt: skip
    for control in organization.controlled_by:
        parent, share = knowledge.organizations[control.parent].names, control.share or Words(en="")
        says = Words(
            en=f"{name.en} is controlled by {parent.en}{f' ({share.en})' if share.en else ''}.",
            ko=f"{name.ko}: 지배하는 곳은 {parent.ko}{f'({share.ko or share.en})' if share.en else ''}이다.",
        )
        yield (_say("controlled_by", organization.id, _with_note(says, control.note), recipient_id=control.parent,
                    share=share.en or None), control, control.sources)  # fmt: skip


def _service_facts(service: Service, knowledge: Knowledge) -> Iterator[Said]:
    name, offered = service.names, Fact(grade=Grade.DISCLOSED, sources=service.sources)
    says = Words(en=f"{name.en} is offered to users in Korea.", ko=f"{name.ko}: 한국 이용자에게 제공된다.")
    yield (_say("uses", KOREAN_USERS, says, recipient_id=service.id, service=service.id), offered,
           service.sources[:1])  # fmt: skip
    for operation in service.operated_by:
        operator = knowledge.organizations[operation.organization].names
        says = Words(en=f"{operator.en} answers for {name.en}.", ko=f"{name.ko}: 책임지는 곳은 {operator.ko}이다.")
        yield (_say("operated_by", service.id, _with_note(says, operation.note), recipient_id=operation.organization,
                    service=service.id, applies_to=tuple(operation.applies_to)), operation,
               operation.sources)  # fmt: skip
    for claim in service.claims:
        yield from _claim_facts(claim, service.id)


def _claim_facts(claim: Claim, service: str | None) -> Iterator[Said]:
    exception = claim.kind == "without_consent_exception"
    statement = _say(
        claim.kind, claim.subject, _with_note(claim.says, claim.note), service=service, recipient_id=claim.recipient,
        recipient_named=not (claim.recipient or "").endswith(UNSPECIFIED), country=claim.country,
        category_ids=tuple(claim.categories), without_consent=tuple(claim.without_consent),
        ground=claim.without_consent[0] if exception and claim.without_consent else None,
        applies_to=tuple(claim.applies_to), purpose=claim.purpose, retention=claim.retention, people=claim.people,
        speaker=claim.speaker,
    )  # fmt: skip
    yield statement, claim, claim.sources


def _law_facts(law: LegalInstrument, knowledge: Knowledge) -> Iterator[Said]:
    articles = " ".join(f"{article.cited}: {article.says.en.rstrip('.')}." for article in law.articles)
    articles_ko = " ".join(f"{a.cited_ko}: {(a.says.ko or a.says.en).rstrip('.')}." for a in law.articles)
    cites = tuple(article.cited for article in law.articles if article.number in law.key_articles)
    (place, place_ko), whom = _country(law.jurisdiction), law.compels_in_words
    of = Words(
        en=f"{law.names.en} is law of {place}. It addresses {whom.en}. {articles}",
        ko=f"{law.names.ko}: {place_ko}의 법령이다. 대상: {(whom.ko or whom.en).rstrip('.')}. {articles_ko}",
    )
    yield _say("part_of", law.id, of, country=law.jurisdiction, articles=cites), law, law.sources
    for id_ in law.authorities:
        authority = knowledge.authorities[id_].names
        says = Words(
            en=f"{law.names.en} may be used by {authority.en}. {articles}",
            ko=f"{law.names.ko}: 쓸 수 있는 기관은 {authority.ko}이다. {articles_ko}",
        )
        yield _say("empowers", law.id, says, recipient_id=id_, articles=cites), law, law.sources


def _proceeding_facts(proceeding: Proceeding) -> Iterator[Said]:
    says = Words(en=proceeding.summary.en, ko=proceeding.summary.ko)
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


def _accord_facts(accord: Accord, known: set[str]) -> Iterator[Said]:
    says = _with_note(Words(en=accord.says.en, ko=accord.says.ko), accord.note)
    for country in dict.fromkeys((*accord.data_from, *accord.data_to)):
        if country in known:
            yield _say("concerns", accord.id, says, country=country), accord, accord.sources


def _say(kind: StatementKind, subject: str, says: Words, **fields: Any) -> Statement:
    recipient = fields.get("recipient_id")
    return Statement(
        doc_id="", kind=kind, subject=subject, subject_id=subject, recipient=recipient,
        recipient_label=label_of(recipient) if recipient else None, quote=says.en, quote_ko=says.ko, own_words=True,
        extractor="knowledge", **fields,
    )  # fmt: skip


def _with_note(says: Words, note: Words | None) -> Words:
    """A sentence with its note behind it; in English only where one of the two was not translated."""
    if note is None:
        return says
    behind = f"{note.en[0].upper()}{note.en[1:].rstrip('.')}."
    return Words(en=f"{says.en} {behind}", ko=f"{says.ko} {note.ko}" if says.ko and note.ko else None)


def _country(code: str) -> tuple[str, str]:
    return country_name(code, "en"), country_name(code, "ko")
