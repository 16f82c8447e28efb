"""The declared form of a rule of inference: premises, conditions and conclusion in the terms of the graph's model."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from data.models import Prose, Record, Source, Text


class Pattern(Record):
    """A relationship between two variables of a rule, e.g. holder -ESTABLISHED_IN-> place."""

    start: str
    type: str
    end: str


class Condition(Record):
    """A test on a property of a rule's variable; exactly one of the tests is given."""

    of: str
    property: str
    equals: str | None = None
    contains: str | None = None
    lacks: str | None = Field(default=None, description="this value is not among them")
    any_of: tuple[str, ...] | None = Field(default=None, description="at least one of these values")
    shares_with: str | None = Field(default=None, description="variable.property with at least one common value")

    @model_validator(mode="after")
    def _has_one_test(self) -> Self:
        tests = (self.equals, self.contains, self.lacks, self.any_of, self.shares_with)
        if sum(test is not None for test in tests) != 1:
            raise ValueError("a condition has exactly one of equals, contains, lacks, any_of, shares_with")
        return self


class Rule(Record):
    """An inference: where the premises hold and the conditions are met, the conclusion is drawn.

    `follows` names the relationship type after which a path may take the conclusion; None: after any. A rule that has
    `walks` in place of a conclusion adds nothing to the graph: it says why data may be taken along relationships of
    that type, and each step of a path over one names it.
    """

    id: Annotated[str, Field(pattern="^[a-z0-9-]+$")]
    says: Text
    basis: Prose
    labels: dict[str, str] = Field(default_factory=dict, description="variable: node label")
    premises: list[Pattern] = Field(default_factory=list)
    conditions: list[Condition] = Field(default_factory=list)
    conclusion: Pattern | None = None
    follows: str | None = None
    walks: str | None = None
    sources: Annotated[list[Source], Field(min_length=1)]

    @model_validator(mode="after")
    def _draws_or_walks(self) -> Self:
        if (self.conclusion is None) == (self.walks is None):
            raise ValueError("a rule has exactly one of conclusion, walks")
        if bool(self.premises) != bool(self.conclusion):
            raise ValueError("a conclusion needs premises, and premises a conclusion")
        return self
