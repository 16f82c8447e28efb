"""The model is declared once and holds together."""

import pytest

from data.grades import Grade
from graph import schema
from graph.statement import StatementKind


def test_every_projection_names_a_declared_relationship() -> None:
    assert {p.relationship for p in schema.PROJECTIONS.values()} <= schema.RELATIONSHIP.keys()


def test_every_kind_of_statement_is_projected_marks_others_or_stands_alone() -> None:
    kinds = set(StatementKind.__args__)  # type: ignore[attr-defined]
    assert kinds - schema.PROJECTIONS.keys() == {"without_consent_exception", "gives_notice"}


def test_every_end_of_a_relationship_is_a_declared_node() -> None:
    labels = {label for kind in schema.RELATIONSHIPS for pair in kind.ends for label in pair}
    assert labels <= schema.NODE.keys()


def test_a_property_has_one_type_wherever_it_appears() -> None:
    types: dict[str, set[str]] = {}
    for kind in (*schema.NODES, *schema.RELATIONSHIPS):
        for prop in kind.properties:
            types.setdefault(prop.name, set()).add(prop.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_everything_has_words_in_both_languages() -> None:
    assert [kind for kind in (*schema.NODES, *schema.RELATIONSHIPS) if not (kind.en and kind.ko and kind.means)] == []


def test_every_grade_has_a_colour() -> None:
    assert list(schema.GRADE_COLOURS) == [str(grade) for grade in Grade]


def test_relationships_are_written_only_between_declared_ends() -> None:
    with pytest.raises(ValueError, match="USES does not run from Service to Authority"):
        schema.merge_relationships("USES", "Service", "Authority")
