"""Inference by named rules: runs what `data/knowledge/rules.yaml` declares, and takes back what no longer follows.

A rule becomes one query: its premises are matched, its conditions tested, and every pair of ends that satisfies them
gets the conclusion, with the keys of the strongest set of premises and the weakest grade among them.

A rule is run only where something that it rests on has changed. Its node keeps a fingerprint of the rule itself, of
every relationship that could be a premise (with the properties that its conditions read), and of what it drew. While
all three are the same, running it again would write the same; where any differs, whoever changed it and how, it is run.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from data.grades import Grade
from data.rules import Condition, Pattern, Rule
from graph.project import Relationship
from graph.schema import NODE, RELATIONSHIP
from graph.store import Row, Store, Work, node_works, relationship_works

_KEPT = "MATCH (r:Rule) RETURN r.id AS id, r.name AS name, r.draws AS draws, r.fingerprint AS fingerprint"


@dataclass(frozen=True, slots=True)
class Inferred:
    """The rules that were run, and those left alone because nothing that they rest on had changed; by id."""

    ran: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def infer(store: Store, rules: Iterable[Rule]) -> Inferred:
    """Draw the conclusions of the rules that are new or edited, or whose premises or conclusions have changed.

    Conclusions whose premises are gone, and those of rules that are no longer declared, are deleted. A rule may rest
    on the conclusions of the rules before it.
    """
    declared = {f"rule-{rule.id}": rule for rule in rules}
    kept = {row["id"]: row for row in store.read(_KEPT)}
    store.write([work for id_, row in kept.items() if id_ not in declared for work in _taken_back(row)])
    ran = [rule.id for id_, rule in declared.items() if _run(store, rule, kept.get(id_))]
    return Inferred(tuple(ran), tuple(rule.id for rule in declared.values() if rule.id not in ran))


def _run(store: Store, rule: Rule, kept: Row | None) -> bool:
    """Whether the rule had to be run.

    What it rests on is read before it is run: a premise that changes in between makes it run again the next time.
    """
    rests_on = [sorted(map(repr, store.read(_premise_query(rule, premise)))) for premise in rule.premises]
    if kept and kept["fingerprint"] == _fingerprint(rule, rests_on, _drawn(store, rule)):
        return False
    conclusions = list(_conclusions(store, rule))
    drawn = [[c.start, c.end, *(c.properties[name] for name in ("key", "grade", "premises"))] for c in conclusions]
    node = {
        "id": f"rule-{rule.id}", "name": rule.id, "reason": rule.says.en, "reason_ko": rule.says.ko,
        "basis": rule.basis.en, "basis_ko": rule.basis.ko, "walks": rule.walks,
        "draws": rule.conclusion.type if rule.conclusion else None, "fingerprint": _fingerprint(rule, rests_on, drawn),
    }  # fmt: skip
    before = [kept, node] if kept else [node]
    store.write([*(work for row in before for work in _taken_back(row)), *node_works([node]),
                 *relationship_works(conclusions)])  # fmt: skip
    return True


def _taken_back(rule: Row) -> list[Work]:
    """The rule's node and all that it drew, out of the graph."""
    node: Work = ("MATCH (r:Rule {id: $id}) DELETE r", {"id": rule["id"]})
    if not rule["draws"]:
        return [node]
    drawn = f"MATCH ()-[r:{_type(rule['draws'])}]->() WHERE r.rule = $name DELETE r"
    return [node, (drawn, {"name": rule["name"]})]


def _fingerprint(rule: Rule, rests_on: list[list[str]], drawn: list[list[Any]]) -> str:
    """SHA-256 of the rule and its query, of what could be its premises, and of what it drew."""
    query = rule_query(rule) if rule.conclusion else ""
    seen = (rule.model_dump_json(), query, rests_on, sorted(map(repr, drawn)))
    return hashlib.sha256(repr(seen).encode()).hexdigest()


def _premise_query(rule: Rule, premise: Pattern) -> str:
    """Every relationship that could be this premise, with all that the rule reads of it and of its ends."""
    ends = {"a": premise.start, "b": premise.end}
    read = sorted({
        f"{node}.{name}" for node, variable in ends.items() for of, name in _properties_read(rule) if of == variable
    })  # fmt: skip
    return (
        f"MATCH {_match(rule, premise, 'r', 'a', 'b')}"
        f" RETURN a.id AS start, b.id AS end, r.key AS key, r.grade AS grade, r.service AS service, [{', '.join(read)}]"
        " AS read"
    )


def _properties_read(rule: Rule) -> set[tuple[str, str]]:
    """(variable, property) of everything that the rule's conditions look at."""
    read = {(condition.of, condition.property) for condition in rule.conditions}
    shared = [condition.shares_with.split(".") for condition in rule.conditions if condition.shares_with]
    return read | {(of, name) for of, name in shared}


def _drawn(store: Store, rule: Rule) -> list[list[Any]]:
    if rule.conclusion is None:
        return []
    query = (
        f"MATCH (a)-[r:{_type(rule.conclusion.type)}]->(b) WHERE r.rule = $rule"
        " RETURN [a.id, b.id, r.key, r.grade, r.premises] AS drawn"
    )
    return [row["drawn"] for row in store.read(query, rule=rule.id)]


def rule_query(rule: Rule) -> str:
    """The Cypher of a rule: rows of `start`, `end`, `service`, `premises` (keys) and `grade`, one for each conclusion.

    Raises KeyError where the rule speaks of labels or types that the schema does not declare, and ValueError where it
    draws no conclusion.
    """
    if rule.conclusion is None:
        raise ValueError(f"the rule {rule.id} draws no conclusion")
    edges = [f"p{i}" for i in range(len(rule.premises))]
    matches = [
        _match(rule, pattern, edge, pattern.start, pattern.end)
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
        " ORDER BY rank, premises"
        " WITH start, end, service, collect({premises: premises, rank: rank})[0] AS best"
        " RETURN start, end, service, best.premises AS premises, $grades[best.rank] AS grade"
    )


def _match(rule: Rule, pattern: Pattern, edge: str, start: str, end: str) -> str:
    labels = NODE[rule.labels[pattern.start]].label, NODE[rule.labels[pattern.end]].label
    return f"({start}:{labels[0]})-[{edge}:{_type(pattern.type)}]->({end}:{labels[1]})"


def _type(type_: str) -> str:
    return RELATIONSHIP[type_].type


def _test(condition: Condition) -> str:
    value = f"{condition.of}.{condition.property}"
    if condition.equals is not None:
        return f"{value} = {_literal(condition.equals)}"
    if condition.contains is not None:
        return f"{_literal(condition.contains)} IN {value}"
    if condition.lacks is not None:
        return f"NOT {_literal(condition.lacks)} IN {value}"
    if condition.any_of is not None:
        return f"any(x IN {value} WHERE x IN [{', '.join(map(_literal, condition.any_of))}])"
    return f"any(x IN {value} WHERE x IN {condition.shares_with})"


def _literal(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _conclusions(store: Store, rule: Rule) -> Iterator[Relationship]:
    if rule.conclusion:
        for row in store.read(rule_query(rule), grades=[str(grade) for grade in Grade]):
            yield Relationship(rule.conclusion.type, row["start"], row["end"], _properties(rule, row))


def _properties(rule: Rule, row: Row) -> Row:
    return {
        "key": "/".join(filter(None, ("i", rule.id, row["start"], row["end"], row["service"]))),
        "grade": row["grade"],
        "rule": rule.id,
        "premises": row["premises"],
        "follows": rule.follows,
        "service": row["service"],
        "reason": rule.says.en,
        "reason_ko": rule.says.ko,
        "basis": rule.basis.en,
        "basis_ko": rule.basis.ko,
    }
