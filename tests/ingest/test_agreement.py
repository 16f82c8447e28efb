"""When a statement says what a gold fact says."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.statement import Statement
from ingest.agreement import Fact, agrees, load_facts


def said(kind: str = "provides_to", **fields: object) -> Statement:
    return Statement.model_validate({"doc_id": "shop", "kind": kind, "quote": "…", **fields})


def fact(kind: str = "provides_to", **fields: object) -> Fact:
    return Fact.model_validate({"doc_id": "shop", "kind": kind, **fields})


NAMES = [
    ("legal forms say nothing", "Blue Parcel Co., Ltd.", True, "BLUE PARCEL", True),
    ("Korean legal forms say nothing", "(주)푸른택배", True, "주식회사 푸른택배", True),
    ("a particular name may be shorter", "Blue Parcel International", True, "Blue Parcel", True),
    ("a particular name may be longer", "Blue Parcel", True, "Blue Parcel International", True),
    ("another name is another", "Blue Parcel", True, "Green Parcel Service", False),
    ("a description may be longer", "advertisers", False, "advertisers on our pages", True),
    ("a description may not be more general", "advertising partners", False, "partners", False),
]


@pytest.mark.parametrize(("name", "named", "got", "expected"), [c[1:] for c in NAMES], ids=[c[0] for c in NAMES])
def test_recipients_agree(name: str, named: bool, got: str, expected: bool) -> None:
    assert agrees(fact(recipient=name, recipient_named=named), said(recipient=got)) is expected


def test_an_alias_is_as_good_as_the_name() -> None:
    assert agrees(fact(recipient="Blue Parcel", recipient_aliases=["BP Logistics"]), said(recipient="BP Logistics"))


def test_where_the_fact_names_nobody_the_statement_must_not_name_anybody_particular() -> None:
    nobody = fact("discloses_to_authority")
    assert agrees(nobody, said("discloses_to_authority", recipient="someone", recipient_named=False))
    assert not agrees(nobody, said("discloses_to_authority", recipient="Blue Court"))


def test_another_kind_agrees_only_where_it_can_be_defended() -> None:
    entrusted = said("entrusts_to", recipient="Blue Parcel")
    assert not agrees(fact(recipient="Blue Parcel"), entrusted)
    assert agrees(fact(recipient="Blue Parcel", also_kinds=["entrusts_to"]), entrusted)


def test_a_country_that_the_fact_states_must_be_the_same() -> None:
    stored = fact("transfers_to_country", country="SG")
    assert agrees(stored, said("transfers_to_country", country="SG", recipient="anybody"))
    assert not agrees(stored, said("transfers_to_country", country="JP"))


def test_an_exception_agrees_by_its_ground_alone() -> None:
    exception = fact("without_consent_exception", ground="law")
    assert agrees(exception, said("without_consent_exception", ground="law", recipient="police"))
    assert not agrees(exception, said("without_consent_exception", ground="vital_interest"))


def test_borderline_facts_and_facts_about_users_elsewhere_are_not_scored() -> None:
    assert fact(applies_to=["KR", "US"]).scored
    assert not fact(optional=True).scored
    assert not fact(applies_to=["US"]).scored


@pytest.mark.parametrize("line", ['{"doc_id": "shop"}', "[]", "no json", '{"doc_id": "s", "kind": "uses", "who": 1}'])
def test_a_line_that_is_no_fact_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f'{{"doc_id": "shop", "kind": "provides_to"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"gold.jsonl, line 2 is not a gold fact"):
        load_facts(file)
