"""What the knowledge base says must carry over from the facts that it was written from, where these are at hand."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from data.disclosures import bundled
from data.grades import Grade
from data.knowledge import RECORDS, load_knowledge
from data.models import Fact, Organization

Key = tuple[str, str, str, str | None]


def facts(shared: Path, name: str) -> Any:
    return yaml.safe_load((shared / "facts" / f"{name}.yaml").read_text(encoding="utf-8"))


def sources_in(node: Any) -> set[Key]:
    """Every source anywhere in nested records, as (title, publisher, url, date)."""
    if isinstance(node, dict):
        own = (
            {(node["title"], node["publisher"], node["url"], str(node.get("date") or "") or None)}
            if "url" in node and "publisher" in node
            else set()
        )
        return own.union(*map(sources_in, node.values()))
    return set().union(*map(sources_in, node)) if isinstance(node, list) else set()


def known_sources() -> set[Key]:
    knowledge = load_knowledge()
    dumped = [r.model_dump(mode="json") for kind in RECORDS for r in knowledge.records(kind).values()]
    fronts = [
        yaml.safe_load(path.read_text(encoding="utf-8").partition("---\n")[2].partition("\n---")[0])
        for path in bundled()
    ]
    return sources_in(dumped) | {key for front in fronts for key in sources_in(front["sources"])}


@pytest.mark.parametrize("name", ["services", "enforcement", "recipients", "aliexpress-korea", "article"])
def test_no_source_is_lost(shared: Path, name: str) -> None:
    assert sources_in(facts(shared, name)) - known_sources() == set()


def test_proceedings_keep_days_amounts_and_people(shared: Path) -> None:
    knowledge = load_knowledge()
    for fact in facts(shared, "enforcement")["enforcement"]:
        ours = knowledge.proceedings[fact["id"]]
        kept = (
            str(ours.decided),
            ours.amount,
            ours.currency,
            ours.people,
            ours.authority,
            ours.services,
            ours.provisions,
        )
        said = (fact["date"], fact["amount"], fact["currency"], fact["findings"]["people"], fact["authority"],
                fact["services"], fact["provisions"])  # fmt: skip
        assert kept == said, fact["id"]
        assert ours.provisions_confirmed is fact.get("provisions_seen", True), fact["id"]
        assert len(ours.contradictions) >= len(fact.get("contradictions", [])), fact["id"]


def test_services_keep_names_and_sources(shared: Path) -> None:
    knowledge = load_knowledge()
    for fact in facts(shared, "services")["services"]:
        ours = knowledge.services[fact["id"]]
        assert (ours.names.en, ours.names.ko, ours.kind) == (fact["names"]["en"], fact["names"]["ko"], fact["kind"])
        assert sources_in([s.model_dump(mode="json") for s in ours.sources]) == sources_in(fact["sources"]), fact["id"]


def countries_said_of(service: str) -> set[str]:
    """Countries that claims about a service name, its proceedings included."""
    knowledge = load_knowledge()
    holders = [knowledge.services[service], *(p for p in knowledge.proceedings.values() if service in p.services)]
    return {claim.country for holder in holders for claim in holder.claims if claim.country}


def test_every_stated_place_is_a_claim(shared: Path) -> None:
    lost = {
        (service["id"], place["country"])
        for service in facts(shared, "services")["services"]
        for place in service["places"]
        if place["country"] not in countries_said_of(service["id"])
    }
    assert lost == set()


def test_what_was_not_read_is_unconfirmed(shared: Path) -> None:
    parents = {p["name"]: p["seen"] for s in facts(shared, "services")["services"] for p in s["parent_chain"]}
    unread = {name for name, seen in parents.items() if not seen}
    ours = [o for o in load_knowledge().organizations.values() if o.names.en in unread]
    assert ours
    assert {fact.grade for o in ours for fact in o.established} == {Grade.UNCONFIRMED}


def test_an_unconfirmed_fact_cites_nothing() -> None:
    organizations: list[Organization] = list(load_knowledge().organizations.values())
    every: list[Fact] = [fact for o in organizations for fact in (*o.established, *o.controlled_by)]
    assert [fact for fact in every if fact.grade is Grade.UNCONFIRMED and fact.sources] == []


def test_a_name_gives_no_establishment() -> None:
    organizations = load_knowledge().organizations
    assert organizations["org-alibaba-com-china-limited"].established == []
    assert [(e.country, e.how, e.grade) for e in organizations["org-zhongan"].established] == [
        ("CN", "incorporated", Grade.REGISTER), ("CN", "headquarters", Grade.REGISTER)
    ]  # fmt: skip
