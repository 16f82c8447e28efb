"""Inference by named rules: runs what `data/knowledge/rules.yaml` declares, and takes back what no longer follows.

A rule becomes one query: its premises are matched, its conditions tested, and every pair of ends that satisfies them
gets the conclusion, with the keys of the strongest set of premises and the weakest grade among them.
"""

from collections.abc import Iterable
from typing import Any

from data.grades import Grade
from data.models import Condition, Rule
from graph.project import Relationship
from graph.schema import NODE, RELATIONSHIP
from graph.store import Store, relationship_works


def infer(store: Store, rules: Iterable[Rule]) -> int:
    """Draw the conclusions of every rule, in order; returns how many inferred relationships there are.

    Conclusions whose premises are gone, and those of rules that are no longer declared, are deleted. A rule may rest
    on the conclusions of the rules before it.
    """
    rules = list(rules)
    types = sorted({rule.conclusion.type for rule in rules} | {"SUBJECT_TO"})
    store.write([
        (f"MATCH ()-[r:{type_}]->() WHERE r.rule IS NOT NULL AND NOT r.rule IN $rules DELETE r",
         {"rules": [rule.id for rule in rules]})
        for type_ in types
    ])  # fmt: skip
    return sum(_draw(store, rule) for rule in rules)


def _draw(store: Store, rule: Rule) -> int:
    conclusions = [_conclusion(rule, row) for row in store.read(rule_query(rule), grades=[str(g) for g in Grade])]
    keys = [conclusion.key for conclusion in conclusions]
    forget = f"MATCH ()-[r:{rule.conclusion.type}]->() WHERE r.rule = $rule AND NOT r.key IN $keys DELETE r"
    store.write([*relationship_works(conclusions), (forget, {"rule": rule.id, "keys": keys})])
    return len(conclusions)


def rule_query(rule: Rule) -> str:
    """The Cypher of a rule: rows of `start`, `end`, `service`, `premises` (keys) and `grade`, one for each conclusion.

    Raises ValueError where the rule speaks of labels or types that the schema does not declare.
    """
    edges = [f"p{i}" for i in range(len(rule.premises))]
    matches = [
        f"({pattern.start}:{_label(rule, pattern.start)})-[{edge}:{_type(pattern.type)}]->"
        f"({pattern.end}:{_label(rule, pattern.end)})"
        for edge, pattern in zip(edges, rule.premises, strict=True)
    ]
    tests = [_test(condition) for condition in rule.conditions]
    keys = ", ".join(f"{edge}.key" for edge in edges)
    ranks = ", ".join(f"{edge}.grade" for edge in edges)
    return (
        f"MATCH {', '.join(matches)}"
        + (f" WHERE {' AND '.join(tests)}" if tests else "")
        + f" WITH {rule.conclusion.start}.id AS start, {rule.conclusion.end}.id AS end, [{keys}] AS premises,"
        f" [{ranks}] AS stands, coalesce({', '.join(f'{edge}.service' for edge in edges)}) AS service"
        " WITH *, reduce(worst = 0, g IN stands | CASE WHEN [i IN range(0, size($grades) - 1) WHERE $grades[i] = g][0]"
        " > worst THEN [i IN range(0, size($grades) - 1) WHERE $grades[i] = g][0] ELSE worst END) AS rank"
        " ORDER BY rank, premises[0], premises[-1]"
        " WITH start, end, service, collect({premises: premises, rank: rank})[0] AS best"
        " RETURN start, end, service, best.premises AS premises, $grades[best.rank] AS grade"
    )


def _label(rule: Rule, variable: str) -> str:
    return NODE[rule.labels[variable]].label


def _type(type_: str) -> str:
    return RELATIONSHIP[type_].type


def _test(condition: Condition) -> str:
    value = f"{condition.of}.{condition.property}"
    if condition.equals is not None:
        return f"{value} = {_literal(condition.equals)}"
    if condition.contains is not None:
        return f"{_literal(condition.contains)} IN {value}"
    if condition.any_of is not None:
        return f"any(x IN {value} WHERE x IN [{', '.join(map(_literal, condition.any_of))}])"
    return f"any(x IN {value} WHERE x IN {condition.shares_with})"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _conclusion(rule: Rule, row: dict[str, Any]) -> Relationship:
    properties = {
        "key": "/".join(filter(None, ("i", rule.id, row["start"], row["end"], row["service"]))),
        "grade": row["grade"],
        "rule": rule.id,
        "premises": row["premises"],
        "follows": rule.follows,
        "service": row["service"],
        "reason": rule.says.en,
        "reason_ko": rule.says.ko,
        "basis": rule.basis,
    }
    return Relationship(rule.conclusion.type, row["start"], row["end"], properties)
