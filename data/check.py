"""Whether the knowledge base holds together: what single records cannot show, each fault with its place.

`load_knowledge` refuses a record that is broken in itself; here stand the faults between records.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import networkx

from data.countries import BLOCS, codes
from data.knowledge import Knowledge
from data.models import Claim, Names

EVERYBODY = "*"
HALF = 50  # percent; two parents that hold half each control together
# Blocs and unions whose users a document may speak of alone.
POPULATIONS = BLOCS | {"EEA", EVERYBODY}
_NAMED_KINDS = ("organizations", "services", "authorities", "laws", "categories", "accords")


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the knowledge base: in which file, record and field, and what is wrong, as a sentence."""

    file: str
    record: str
    field: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.field}: {self.says}"


def check_knowledge(knowledge: Knowledge) -> list[Problem]:
    """Every fault between the records, in the order of the checks; none where the knowledge base holds together."""
    return [
        Problem(knowledge.files.get((kind, record), kind), record, field, says)
        for check in CHECKS
        for kind, record, field, says in check(knowledge)
    ]


Fault = tuple[str, str, str, str]  # kind, record, field, sentence
Reference = tuple[str, str, str, str | None, tuple[str, ...]]  # kind, record, field, id, kinds it may be of


def missing_references(knowledge: Knowledge) -> Iterator[Fault]:
    """Ids that no record has."""
    for kind, record, field, id_, allowed in _references(knowledge):
        if id_ is not None and not any(id_ in knowledge.records(of) for of in allowed):
            yield kind, record, field, f"{id_} is none of the {' or '.join(allowed)}."


def unknown_countries(knowledge: Knowledge) -> Iterator[Fault]:
    """Codes that are not in ISO 3166-1, and populations that are neither that nor a bloc."""
    for kind, record, field, code in _countries(knowledge):
        if code not in codes() | BLOCS:
            yield kind, record, field, f"{code} is no country code of ISO 3166-1 (alpha-2), and not EU."
    for kind, record, field, claim in _claims(knowledge):
        yield from _populations(kind, record, f"{field}.applies_to", claim.applies_to)
    for service in knowledge.services.values():
        for number, operation in enumerate(service.operated_by):
            yield from _populations("services", service.id, f"operated_by.{number}.applies_to", operation.applies_to)


def circles(knowledge: Knowledge) -> Iterator[Fault]:
    """Categories that subsume themselves, and organisations that control themselves."""
    parents = [(c.id, c.parent) for c in knowledge.categories.values() if c.parent]
    control = [(o.id, c.parent) for o in knowledge.organizations.values() for c in o.controlled_by]
    for kind, field, edges in (("categories", "parent", parents), ("organizations", "controlled_by", control)):
        for members in networkx.simple_cycles(networkx.DiGraph(edges)):
            start = members.index(min(members))
            path = [*members[start:], *members[:start]]
            yield kind, path[0], field, f"forms a circle: {' → '.join([*path, path[0]])}."


def category_roots(knowledge: Knowledge) -> Iterator[Fault]:
    """Every category without a parent, where there is not exactly one."""
    roots = [category.id for category in knowledge.categories.values() if category.parent is None]
    if knowledge.categories and len(roots) != 1:
        for root in roots or [next(iter(knowledge.categories))]:
            yield "categories", root, "parent", f"exactly one category has no parent, here {len(roots)} have none."


def names_in_common(knowledge: Knowledge) -> Iterator[Fault]:
    """Two records of a kind (and of one jurisdiction) with the same name: a reader could not tell which is meant."""
    for kind in _NAMED_KINDS:
        first: dict[tuple[str | None, str], str] = {}
        for record in knowledge.records(kind).values():
            if not getattr(record, "named", True):
                continue
            for name in _folded(record.names):
                if (other := first.setdefault((getattr(record, "jurisdiction", None), name), record.id)) != record.id:
                    yield kind, record.id, "names", f"{name} is a name of {other} too."


def descriptions(knowledge: Knowledge) -> Iterator[Fault]:
    """A described organisation has -- in its id, after whose it is; a particular one has not."""
    for organization in knowledge.organizations.values():
        if organization.named == ("--" in organization.id):
            says = "an id has -- exactly where the organisation is described and not named."
            yield "organizations", organization.id, "named", says


def dates_out_of_order(knowledge: Knowledge) -> Iterator[Fault]:
    """Proceedings announced before they were decided, and laws amended before they were in force."""
    for proceeding in knowledge.proceedings.values():
        if proceeding.announced and proceeding.announced < proceeding.decided:
            yield "proceedings", proceeding.id, "announced", f"is before the day of decision, {proceeding.decided}."
    for law in knowledge.laws.values():
        if law.amended and law.in_force and law.amended < law.in_force:
            yield "laws", law.id, "amended", f"is before the day it came into force, {law.in_force}."


def unbound_variables(knowledge: Knowledge) -> Iterator[Fault]:
    """Variables of a rule that have no label."""
    for rule in knowledge.rules.values():
        patterns = [*rule.premises, *filter(None, [rule.conclusion])]
        used = {end for pattern in patterns for end in (pattern.start, pattern.end)}
        used |= {condition.of for condition in rule.conditions}
        for variable in sorted(used - set(rule.labels)):
            yield "rules", rule.id, "labels", f"the variable {variable} has no label."


def minority_holdings(knowledge: Knowledge) -> Iterator[Fault]:
    """Control that is said to be a share of less than half: a minority holding is no control."""
    for organization in knowledge.organizations.values():
        for number, control in enumerate(organization.controlled_by):
            percent = re.match(r"(\d+(?:\.\d+)?) percent", control.share.en) if control.share else None
            if percent and float(percent[1]) < HALF:
                says = f"{percent[0]} is a minority holding, which is no control."
                yield "organizations", organization.id, f"controlled_by.{number}.share", says


CHECKS: tuple[Callable[[Knowledge], Iterator[Fault]], ...] = (
    missing_references,
    unknown_countries,
    circles,
    category_roots,
    names_in_common,
    descriptions,
    dates_out_of_order,
    unbound_variables,
    minority_holdings,
)


def _references(knowledge: Knowledge) -> Iterator[Reference]:
    for organization in knowledge.organizations.values():
        for number, control in enumerate(organization.controlled_by):
            yield ("organizations", organization.id, f"controlled_by.{number}.parent", control.parent,
                   ("organizations",))  # fmt: skip
    for service in knowledge.services.values():
        operators = [operation.organization for operation in service.operated_by]
        agents = [agent.organization for agent in service.domestic_agents]
        yield from _each("services", service.id, "operated_by", operators, "organizations")
        yield from _each("services", service.id, "domestic_agents", agents, "organizations")
    for law in knowledge.laws.values():
        yield from _each("laws", law.id, "authorities", law.authorities, "authorities")
    for category in knowledge.categories.values():
        yield "categories", category.id, "parent", category.parent, ("categories",)
    for proceeding in knowledge.proceedings.values():
        yield "proceedings", proceeding.id, "authority", proceeding.authority, ("authorities",)
        yield from _each("proceedings", proceeding.id, "respondents", proceeding.respondents, "organizations")
        yield from _each("proceedings", proceeding.id, "services", proceeding.services, "services")
    for kind, record, field, claim in _claims(knowledge):
        yield kind, record, f"{field}.subject", claim.subject, ("organizations", "services")
        yield kind, record, f"{field}.recipient", claim.recipient, ("organizations", "authorities")
        yield from _each(kind, record, f"{field}.categories", claim.categories, "categories")


def _each(kind: str, record: str, field: str, ids: Iterable[str | None], allowed: str) -> Iterator[Reference]:
    for number, id_ in enumerate(ids):
        yield kind, record, f"{field}.{number}", id_, (allowed,)


def _claims(knowledge: Knowledge) -> Iterator[tuple[str, str, str, Claim]]:
    for kind in ("services", "proceedings"):
        for record in knowledge.records(kind).values():
            for number, claim in enumerate(record.claims):
                yield kind, record.id, f"claims.{number}", claim


def _countries(knowledge: Knowledge) -> Iterator[Fault]:
    for organization in knowledge.organizations.values():
        for number, seat in enumerate(organization.established):
            yield "organizations", organization.id, f"established.{number}.country", seat.country
    for kind in ("authorities", "laws"):
        for record in knowledge.records(kind).values():
            if record.jurisdiction:
                yield kind, record.id, "jurisdiction", record.jurisdiction
    for accord in knowledge.accords.values():
        for field, given in (("data_from", accord.data_from), ("data_to", accord.data_to)):
            yield from (("accords", accord.id, f"{field}.{number}", code) for number, code in enumerate(given))
    for kind, id_, field, claim in _claims(knowledge):
        if claim.country:
            yield kind, id_, f"{field}.country", claim.country


def _populations(kind: str, record: str, field: str, codes_given: Iterable[str]) -> Iterator[Fault]:
    for code in codes_given:
        if code not in codes() | POPULATIONS:
            yield kind, record, field, f"{code} is no country code of ISO 3166-1 (alpha-2), and not EU, EEA or *."


def _folded(names: Names) -> set[str]:
    return {" ".join(name.casefold().split()) for name in names.all}
