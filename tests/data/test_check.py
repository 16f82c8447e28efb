from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.check import Problem, check_knowledge
from data.knowledge import RECORDS, Knowledge, load_knowledge

SOURCE = {"title": "Register", "publisher": "Example", "url": "https://example.org/register"}
FACT = {"grade": "register", "sources": [SOURCE]}
NAMES = {"en": "A", "ko": "가"}


def record(kind: str, id_: str, **values: Any) -> Any:
    """A record with the least that its kind asks for."""
    least: dict[str, dict[str, Any]] = {
        "organizations": {"sources": [SOURCE]},
        "services": {"kind": "marketplace", "sources": [SOURCE]},
        "authorities": {"jurisdiction": "SG", "kind": "police", **FACT},
        "categories": {"parent": None, "dpv": {"term": None}, **FACT},
        "proceedings": {"kind": "decision", "authority": "auth-a", "respondents": [], "decided": date(2024, 5, 2),
                        "summary": {"en": "A.", "ko": "가."}, **FACT},
        "laws": {"jurisdiction": "SG", "articles": [{"number": "1", "says": "a"}], "key_articles": ["1"],
                 "in_force": date(2020, 1, 1), "duties": ["access"], "compels": ["*"], "compels_in_words": "anyone",
                 "reach": ["established"], "extraterritorial": False, "authorities": ["auth-a"], "oversight": "none",
                 **FACT},
        "accords": {"kind": "equivalence", "data_from": ["KR"], "data_to": ["SG"], "says": {"en": "A.", "ko": "가."},
                    **FACT},
        "rules": {"says": {"en": "A.", "ko": "가."}, "basis": "b", "labels": {"place": "Jurisdiction"},
                  "premises": [{"start": "place", "type": "PART_OF", "end": "place"}],
                  "conclusion": {"start": "place", "type": "SUBJECT_TO", "end": "place"}, "sources": [SOURCE]},
    }  # fmt: skip
    named = {} if kind == "rules" else {"names": {"en": id_, "ko": id_}}
    return RECORDS[kind].model_validate({"id": id_, **named, **least[kind], **values})


def knowledge_of(*records: tuple[str, Any]) -> Knowledge:
    """A sound knowledge base of one record a kind, and these beside or in place of them."""
    ids = {"authorities": "auth-a", "categories": "cat-a", "organizations": "org-a", "services": "svc-a"}
    sound = [(kind, record(kind, id_)) for kind, id_ in ids.items()]
    knowledge = Knowledge()
    for kind, one in [*sound, *records]:
        knowledge.records(kind)[one.id] = one
        knowledge.files[kind, one.id] = f"knowledge/{kind}.yaml"
    return knowledge


def control(parent: str) -> dict[str, Any]:
    return {"controlled_by": [{"parent": parent, **FACT}]}


def claim(**values: Any) -> dict[str, Any]:
    return {
        "claims": [{"kind": "provides_to", "subject": "svc-a", "recipient": "org-a", "says": "A.", **FACT, **values}]
    }


BROKEN: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "a parent nobody has": ("organizations", "org-b", control("org-x"), "controlled_by.0.parent: org-x is none"),
    "an operator nobody has": (
        "services", "svc-b", {"operated_by": [{"organization": "org-x", **FACT}]}, "operated_by.0: org-x is none"),
    "an agent nobody has": (
        "services", "svc-b", {"domestic_agents": [{"organization": "org-x", "says": "A", **FACT}]},
        "domestic_agents.0: org-x is none"),
    "a subject nobody has": ("services", "svc-b", claim(subject="svc-x"), "claims.0.subject: svc-x is none"),
    "a recipient nobody has": ("services", "svc-b", claim(recipient="auth-x"), "claims.0.recipient: auth-x is none"),
    "a service as recipient": ("services", "svc-b", claim(recipient="svc-a"), "claims.0.recipient: svc-a is none"),
    "a category nobody has": ("services", "svc-b", claim(categories=["cat-x"]), "claims.0.categories.0: cat-x is none"),
    "a law for nobody": ("laws", "law-b", {"authorities": ["auth-x"]}, "authorities.0: auth-x is none"),
    "a category below none": ("categories", "cat-b", {"parent": "cat-x"}, "parent: cat-x is none"),
    "an authority nobody has": ("proceedings", "enf-b", {"authority": "auth-x"}, "authority: auth-x is none"),
    "a respondent nobody has": ("proceedings", "enf-b", {"respondents": ["org-x"]}, "respondents.0: org-x is none"),
    "a service nobody has": ("proceedings", "enf-b", {"services": ["svc-x"]}, "services.0: svc-x is none"),
    "a seat in no country": (
        "organizations", "org-b", {"established": [{"country": "ZZ", "how": "incorporated", **FACT}]},
        "established.0.country: ZZ is no country"),
    "a transfer to no country": (
        "proceedings", "enf-b", claim(kind="transfers_to_country", country="XX"), "claims.0.country: XX is no country"),
    "a law of no country": ("laws", "law-b", {"jurisdiction": "UK"}, "jurisdiction: UK is no country"),
    "users of no country": ("services", "svc-b", claim(applies_to=["UK"]), "claims.0.applies_to: UK is no country"),
    "control in a circle": ("organizations", "org-b", control("org-b"), "controlled_by: forms a circle: org-b → org-b"),
    "categories in a circle": ("categories", "cat-b", {"parent": "cat-b"}, "parent: forms a circle: cat-b → cat-b"),
    "a second root": ("categories", "cat-b", {}, "parent: exactly one category has no parent, here 2 have none"),
    "a name of another": (
        "organizations", "org-b", {"names": {"en": "B", "ko": "B", "aliases": ["ORG-A"]}}, "names: org-a is a name of"),
    "a description without its service": ("organizations", "org-b", {"named": False}, "named: an id has --"),
    "a name with an id of a description": ("organizations", "org-a--b", {}, "named: an id has --"),
    "an announcement before the decision": (
        "proceedings", "enf-b", {"announced": date(2024, 5, 1)}, "announced: is before the day of decision"),
    "an amendment before the law": ("laws", "law-b", {"amended": date(2019, 1, 1)}, "amended: is before the day"),
    "a treaty with no country": ("accords", "acc-b", {"data_to": ["XX"]}, "data_to.0: XX is no country"),
    "control by a minority": (
        "organizations", "org-b", {"controlled_by": [{"parent": "org-a", "share": "43.9 percent (2021)", **FACT}]},
        "controlled_by.0.share: 43.9 percent is a minority holding"),
    "a variable without label": (
        "rules", "r", {"conditions": [{"of": "holder", "property": "kinds", "equals": "x"}]},
        "labels: the variable holder has no label"),
}  # fmt: skip


def test_a_sound_knowledge_base_has_no_problem() -> None:
    assert check_knowledge(knowledge_of()) == []


@pytest.mark.parametrize("case", BROKEN)
def test_a_fault_is_found_and_named_by_file_record_and_field(case: str) -> None:
    kind, id_, values, says = BROKEN[case]
    problems = [str(problem) for problem in check_knowledge(knowledge_of((kind, record(kind, id_, **values))))]
    assert any(problem.startswith(f"knowledge/{kind}.yaml: {id_}: {says}") for problem in problems), problems


@pytest.mark.parametrize("case", BROKEN)
def test_one_fault_gives_no_others(case: str) -> None:
    kind, id_, values, _ = BROKEN[case]
    problems = check_knowledge(knowledge_of((kind, record(kind, id_, **values))))
    assert {problem.field for problem in problems} == {problems[0].field}


def test_two_described_organisations_may_be_described_alike() -> None:
    one, two = (
        record("organizations", f"org-{s}--sellers", names={"en": "sellers", "ko": "판매자"}, named=False) for s in "ab"
    )
    assert check_knowledge(knowledge_of(("organizations", one), ("organizations", two))) == []


def test_authorities_of_two_countries_may_have_one_name() -> None:
    one, two = (
        record("authorities", f"auth-{c}", names={"en": "Police", "ko": "경찰"}, jurisdiction=c.upper())
        for c in ("sg", "jp")
    )
    assert check_knowledge(knowledge_of(("authorities", one), ("authorities", two))) == []


def test_our_own_knowledge_has_no_problem() -> None:
    assert [str(problem) for problem in check_knowledge(load_knowledge())] == []


def without_zhongan(knowledge: Knowledge) -> Knowledge:
    organizations = dict(knowledge.organizations)
    del organizations["org-zhongan"]
    return replace(knowledge, organizations=organizations)


def without_root(knowledge: Knowledge) -> Knowledge:
    categories = {id_: c for id_, c in knowledge.categories.items() if c.parent is not None}
    return replace(knowledge, categories=categories)


@pytest.mark.parametrize("breaking", [without_zhongan, without_root])
def test_our_own_knowledge_is_checked_for_what_is_taken_away(breaking: Callable[[Knowledge], Knowledge]) -> None:
    problems: list[Problem] = check_knowledge(breaking(load_knowledge()))
    assert {problem.file for problem in problems} <= {"knowledge/services.yaml", "knowledge/categories.yaml"}
    assert problems
