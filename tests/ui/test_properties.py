"""Properties of nodes read in both languages."""

from typing import get_args

import pytest

from data import models
from data.knowledge import load_knowledge
from graph.browse import NodeFacts
from graph.schema import NODES
from tests.factory import LAW, MINISTRY, SHOP
from ui.i18n import LANGUAGES, words
from ui.properties import CODES, HIDDEN, in_words

ALLOWED = {
    "organization_kind": (*get_args(models.OrganizationKind), "*"), "duty": get_args(models.Duty),
    "reach": get_args(models.Reach), "oversight": get_args(models.Oversight),
    "sensitivity": get_args(models.Sensitivity), "authority_kind": get_args(models.AuthorityKind),
    "proceeding_kind": get_args(models.ProceedingKind), "accord_kind": get_args(models.AccordKind),
    "service_kind": tuple({service.kind for service in load_knowledge().services.values()}),
}  # fmt: skip


def test_every_property_that_is_shown_has_a_title() -> None:
    declared = {prop.name for kind in NODES if kind.searchable for prop in kind.properties}
    assert {name for name in declared - HIDDEN if not name.endswith("_ko")} <= set(words()["property"])


@pytest.mark.parametrize("section", sorted(set(CODES.values())))
def test_every_code_has_words_in_both_languages(section: str) -> None:
    assert {code for code in ALLOWED[section] if set(words()[section].get(code, {})) != set(LANGUAGES)} == set()


def test_codes_countries_sums_and_truth_are_words() -> None:
    given = {"kind": "intelligence", "jurisdiction": "CN"}
    assert list(in_words(NodeFacts(MINISTRY, given, ()), "ko").values()) == ["정보기관", "중국"]
    given = {"duties": ["access", "assistance"], "compels": ["*"], "extraterritorial": True, "oversight": "none"}
    assert list(in_words(NodeFacts(LAW, given, ()), "ko").values()) == [["자료 제공", "협조"], ["누구나"], "예", "없음"]
    assert in_words(NodeFacts(LAW, {"amount": 1978000000, "currency": "KRW"}, ()), "en") == {
        "Sum imposed": "₩1,978,000,000"
    }


def test_korean_stands_in_place_of_english_where_there_is_any() -> None:
    facts = NodeFacts(LAW, {"summary": "It may.", "summary_ko": "할 수 있다.", "note": "Disputed."}, ())
    assert in_words(facts, "ko") == {"요약": "할 수 있다.", "비고": "Disputed."}
    assert in_words(facts, "en") == {"Summary": "It may.", "Note": "Disputed."}


def test_a_code_without_words_stands_as_it_is() -> None:
    assert in_words(NodeFacts(SHOP, {"kind": "teleport"}, ()), "en") == {"Kind": "teleport"}
