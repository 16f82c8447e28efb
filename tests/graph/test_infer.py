"""Rules become queries over the declared model."""

import pytest

from data.knowledge import load_knowledge
from data.models import Rule
from graph.infer import rule_query

RULES = list(load_knowledge().rules.values())


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_speaks_of_declared_labels_and_types(rule: Rule) -> None:
    assert rule_query(rule).startswith("MATCH (")


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_gives_its_reason_and_sources(rule: Rule) -> None:
    assert rule.says.en.endswith(".")
    assert rule.says.ko.endswith(".")
    assert rule.sources


def test_a_rule_about_an_undeclared_type_is_refused() -> None:
    rule = RULES[0].model_copy(update={"premises": [RULES[0].premises[0].model_copy(update={"type": "OWNS"})]})
    with pytest.raises(KeyError, match="OWNS"):
        rule_query(rule)
