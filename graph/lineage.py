"""What a path is: steps between nodes, each with its grade, its passages or its rule."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.grades import Grade

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class NodeRef:
    """A node as a view shows it. `named` is false for a description; `country` is ISO 3166-1 alpha-2 where known."""

    label: str
    id: str
    name: str
    name_ko: str | None = None
    named: bool = True
    country: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"label": self.label, "id": self.id, "name": self.name, "name_ko": self.name_ko,
                "named": self.named, "country": self.country}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """The words a step rests on, in their place. `own_words`: the words are ours, after the source.

    `quote_ko` is the same in Korean, where the words are ours.
    """

    statement: str
    document: str
    title: str
    publisher: str | None
    version: str | None
    quote: str
    start: int | None
    end: int | None
    url: str | None
    grade: Grade
    before: str = ""
    after: str = ""
    own_words: bool = False
    restatement: bool = False
    speaker: str | None = None
    quote_ko: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Contrary:
    """What a source says in contradiction to a step: the other end, how well it is graded, and its words.

    `dated` is the day of that source's version, ISO 8601, where it has one.
    """

    end: NodeRef
    grade: Grade
    dated: str | None
    passages: tuple[Passage, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"to": self.end.as_json(), "grade": self.grade, "dated": self.dated,
                "passages": [p.as_json() for p in self.passages]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Accord:
    """A treaty or an equivalence decision between the two ends of a path; it weighs nothing in grade or rank."""

    id: str
    kind: str
    name: str
    name_ko: str | None
    grade: Grade
    passages: tuple[Passage, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"id": self.id, "kind": self.kind, "name": self.name, "name_ko": self.name_ko, "grade": self.grade,
                "passages": [p.as_json() for p in self.passages]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One relationship on a path.

    Attributes:
        key: identity of the relationship in the graph.
        rule: id of the rule where the step is inferred, else None; `reason` its sentence and `basis` what it rests on
            in law, each in English and Korean.
        categories: ids named by the step; empty where its source names none (it carries anything).
        without_consent: grounds on which the source says it happens without consent.
        passages: the words behind it; for an inferred step those of its premises.
        articles: articles of the law that the step cites.
        contradicted: what other sources say instead, best graded and newest first.
    """

    key: str
    start: NodeRef
    type: str
    end: NodeRef
    grade: Grade
    rule: str | None = None
    reason: tuple[str, str] | None = None
    basis: tuple[str, str | None] | None = None
    premises: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    without_consent: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    passages: tuple[Passage, ...] = ()
    contradicted: tuple[Contrary, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The step as the command line prints it."""
        (reason, reason_ko), (basis, basis_ko) = self.reason or (None, None), self.basis or (None, None)
        return {
            "from": self.start.as_json(), "type": self.type, "to": self.end.as_json(), "grade": self.grade,
            "rule": self.rule, "reason": reason, "reason_ko": reason_ko, "basis": basis, "basis_ko": basis_ko,
            "premises": list(self.premises), "contradicted_by": [c.as_json() for c in self.contradicted],
            "categories": list(self.categories), "without_consent": list(self.without_consent),
            "speakers": list(self.speakers), "articles": list(self.articles), "valid_from": self.valid_from,
            "valid_to": self.valid_to, "key": self.key, "passages": [p.as_json() for p in self.passages],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Path:
    """A category-carrying path from a population to an authority, or to where the sources fall silent.

    `categories` are the ids that still arrive; empty where no step names any, so that any category may arrive.
    `ends` is "authority", "described_authority" or "unspecified_recipient". `accords` are noted beside it.
    """

    steps: tuple[Step, ...]
    categories: tuple[str, ...]
    ends: str
    accords: tuple[Accord, ...] = ()

    @property
    def grade(self) -> Grade:
        """The weakest grade among the steps."""
        return Grade.weakest([step.grade for step in self.steps])

    @property
    def inferred(self) -> int:
        """How many steps are inferred by a rule."""
        return sum(step.rule is not None for step in self.steps)

    @property
    def nodes(self) -> tuple[NodeRef, ...]:
        """The nodes in order."""
        return (self.steps[0].start, *(step.end for step in self.steps))

    @property
    def countries(self) -> tuple[str, ...]:
        """ISO 3166-1 alpha-2 codes in the order crossed, the users' own country left out."""
        home = self.steps[0].start.country
        return tuple(dict.fromkeys(n.country for n in self.nodes if n.country and n.country != home))

    @property
    def without_consent(self) -> bool:
        """Whether a step is said to happen without consent."""
        return any(step.without_consent for step in self.steps)

    @property
    def unnamed(self) -> int:
        """How many organisations on it are described, not named."""
        return sum(not node.named for node in self.nodes if node.label == "Organization")

    @property
    def id(self) -> str:
        """A stable key made of its nodes and relationship types."""
        return "/".join([self.nodes[0].id, *(f"{step.type}/{step.end.id}" for step in self.steps)])

    def as_json(self) -> dict[str, Any]:
        """The path as the command line prints it."""
        return {
            "id": self.id, "grade": self.grade, "inferred": self.inferred,
            "categories": list(self.categories),
            "countries": list(self.countries), "without_consent": self.without_consent, "unnamed": self.unnamed,
            "ends": self.ends, "accords": [accord.as_json() for accord in self.accords],
            "steps": [step.as_json() for step in self.steps],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search: paths in rank order; `cut` when there may be more, with the `reason`, also in Korean."""

    paths: tuple[Path, ...] = ()
    cut: bool = False
    reason: str | None = None
    reason_ko: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The answer as the command line prints it."""
        paths = [path.as_json() for path in self.paths]
        return {"paths": paths, "cut": self.cut, "reason": self.reason, "reason_ko": self.reason_ko}


@dataclass(frozen=True, slots=True)
class Lineage:
    """Several paths laid over each other: every node and every step once, for one drawing."""

    nodes: tuple[NodeRef, ...]
    steps: tuple[Step, ...]
    graph: "nx.MultiDiGraph[str]" = field(repr=False, compare=False)


def overlay(paths: Iterable[Path]) -> Lineage:
    """Paths laid over each other; a step between the same nodes with the same type appears once."""
    import networkx as nx  # takes half a second to load, and only drawings need it

    nodes: dict[str, NodeRef] = {}
    steps: dict[tuple[str, str, str], Step] = {}
    for path in paths:
        nodes.update((node.id, node) for node in path.nodes)
        for step in path.steps:
            steps.setdefault((step.start.id, step.type, step.end.id), step)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(nodes)
    for start, type_, end in steps:
        graph.add_edge(start, end, key=type_)
    return Lineage(tuple(nodes.values()), tuple(steps.values()), graph)
