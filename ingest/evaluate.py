"""How well documents were read: statements against gold facts, by kind and language.

Statements of a document are folded by kind, recipient, country and ground. Precision is the share of them that agree
with a scored fact, among those that agree with one or with none; recall is the share of scored facts that can each be
paired with a statement of its own that agrees (a maximum matching). docs/evaluation.md says what the figures mean.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from data.knowledge import Knowledge
from graph.statement import Statement
from ingest.agreement import KINDS, Fact, agrees, bare, for_korea, token_f1

Verdict = Literal["right", "wrong", "elsewhere", "optional"]
Key = tuple[str, str, str, str | None]
FIELDS: Mapping[str, Callable[[Statement], str]] = {
    "items": lambda said: " ".join(said.data_categories),
    "purpose": lambda said: said.purpose or "",
    "retention": lambda said: said.retention or "",
}
ALL = "all"
BUCKETS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)  # edges of the classes of confidence


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read of one document: the name of its file without extension, its language, its statements."""

    doc_id: str
    language: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One folded statement and what became of it.

    Attributes:
        verdict: right: agrees with a scored fact; wrong: with none; elsewhere: only with facts about users elsewhere;
            optional: with borderline ones.
        overlap: of `items`, `purpose` and `retention`, where the gold has them: token F1.
    """

    document: Extracted
    statement: Statement
    verdict: Verdict
    overlap: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sought:
    """One scored fact, and whether it was found."""

    document: Extracted
    fact: Fact
    found: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one kind in one language (or of all), and what follows from them."""

    language: str
    kind: str
    gold: int
    found: int
    right: int
    wrong: int

    @property
    def precision(self) -> float:
        """Share of right statements; 0 where there is none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of scored facts that were found; 0 where there is none."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """Statements whose confidence lies in [low, high) (the last class includes its end)."""

    low: float
    high: float
    right: int
    wrong: int
    confidence: float

    @property
    def share_right(self) -> float:
        """Share of right statements among those judged."""
        return self.right / (self.right + self.wrong)


@dataclass(frozen=True)
class Report:
    """Every folded statement judged, every scored fact sought; all figures are counted from these."""

    judged: tuple[Judged, ...]
    sought: tuple[Sought, ...]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those of the documents, in order of the alphabet."""
        documents = [judged.document for judged in self.judged] + [sought.document for sought in self.sought]
        return tuple(sorted({document.language for document in documents}))

    def figures(self, language: str = ALL, kind: str = ALL) -> Figures:
        """Counts of a kind in a language; `all` takes every one."""
        sought = [s for s in self.sought if _is(language, s.document.language) and _is(kind, s.fact.kind)]
        judged = [j for j in self.judged if _is(language, j.document.language) and _is(kind, j.statement.kind)]
        verdicts = [j.verdict for j in judged]
        found = sum(s.found for s in sought)
        return Figures(language, kind, len(sought), found, verdicts.count("right"), verdicts.count("wrong"))

    def table(self) -> list[Figures]:
        """Figures of each language and kind that occurs, and of all kinds; then of all languages together."""
        languages = (*self.languages, ALL) if len(self.languages) > 1 else self.languages
        every = (self.figures(language, kind) for language in languages for kind in (*KINDS, ALL))
        return [f for f in every if f.gold + f.right + f.wrong]

    def overlap(self, field: str, language: str = ALL) -> tuple[float, int]:
        """Mean token F1 of a field over right statements whose facts have it, and how many these are."""
        values = [j.overlap[field] for j in self.judged if field in j.overlap and _is(language, j.document.language)]
        return (sum(values) / len(values) if values else 0.0), len(values)

    def population(self, language: str = ALL) -> tuple[int, int]:
        """Of the statements that hold for users elsewhere only: how many say so, and how many there are."""
        rows = [j for j in self.judged if j.verdict == "elsewhere" and _is(language, j.document.language)]
        return sum(not for_korea(j.statement.applies_to) for j in rows), len(rows)

    @property
    def missed(self) -> list[Sought]:
        """Scored facts that were not found."""
        return [s for s in self.sought if not s.found]

    @property
    def wrong(self) -> list[Judged]:
        """Statements that agree with no fact."""
        return [j for j in self.judged if j.verdict == "wrong"]

    def calibration(self, edges: Sequence[float] = BUCKETS) -> list[Bucket]:
        """How often statements of like confidence are right; classes without statements are left out."""
        return [bucket for low, high in pairwise(edges) if (bucket := self._bucket(low, high, edges[-1]))]

    def _bucket(self, low: float, high: float, last: float) -> Bucket | None:
        inside = [
            j for j in self.judged
            if j.verdict in ("right", "wrong")
            and (low <= j.statement.confidence < high or j.statement.confidence == high == last)
        ]  # fmt: skip
        if not inside:
            return None
        right = sum(j.verdict == "right" for j in inside)
        mean = sum(j.statement.confidence for j in inside) / len(inside)
        return Bucket(low, high, right, len(inside) - right, mean)

    def as_json(self) -> dict[str, Any]:
        """Plain values: `figures`, `population` and `fields` by language, `calibration`."""
        return {
            "figures": [_row(f) for f in self.table()],
            "population": {lang: self.population(lang) for lang in (*self.languages, ALL)},
            "fields": {lang: {f: self.overlap(f, lang) for f in FIELDS} for lang in (*self.languages, ALL)},
            "calibration": [
                {"low": b.low, "high": b.high, "confidence": b.confidence, "right": b.right, "wrong": b.wrong,
                 "share_right": b.share_right}
                for b in self.calibration()
            ],
        }  # fmt: skip


def evaluate(gold: Iterable[Fact], documents: Iterable[Extracted]) -> Report:
    """The statements of documents against the gold facts about these documents; documents without facts are left out.

    Where a document is given twice, the later one counts.
    """
    facts: dict[str, list[Fact]] = {}
    for fact in gold:
        facts.setdefault(fact.doc_id, []).append(fact)
    judged: list[Judged] = []
    sought: list[Sought] = []
    for document in {d.doc_id: d for d in documents if d.doc_id in facts}.values():
        judgements, seekings = _compare(facts[document.doc_id], document)
        judged += judgements
        sought += seekings
    return Report(tuple(judged), tuple(sought))


def extracted(path: Path, knowledge: Knowledge | None = None) -> Extracted:
    """What is read of a file; raises InputError where it cannot be read."""
    from ingest.pipeline import extract_file

    document, statements = extract_file(path, knowledge=knowledge)
    return Extracted(path.stem, document.language or "en", tuple(statements))


def _compare(facts: Sequence[Fact], document: Extracted) -> tuple[list[Judged], list[Sought]]:
    wanted = [fact for fact in facts if fact.scored]
    agreeing: list[list[int]] = [[] for _ in wanted]
    judged = []
    for index, said in enumerate(_folded(document.statements)):
        like = [fact for fact in facts if agrees(fact, said)]
        for place, fact in enumerate(wanted):
            if any(fact is one for one in like):
                agreeing[place].append(index)
        good = [fact for fact in like if fact.scored]
        judged.append(Judged(document, said, _verdict(like), dict(_overlaps(good, said))))
    found = matched(agreeing)
    return judged, [Sought(document, fact, place in found) for place, fact in enumerate(wanted)]


def _folded(statements: Iterable[Statement]) -> list[Statement]:
    """The first statement of each kind, recipient, country and ground."""
    first: dict[Key, Statement] = {}
    for said in statements:
        if said.kind in KINDS:
            first.setdefault((said.kind, bare(said.recipient), said.country or "", said.ground), said)
    return list(first.values())


def _verdict(like: Sequence[Fact]) -> Verdict:
    """What agreeing facts make of a statement."""
    if any(fact.scored for fact in like):
        return "right"
    if not like:
        return "wrong"
    return "optional" if any(for_korea(fact.applies_to) for fact in like) else "elsewhere"


def _overlaps(facts: Sequence[Fact], said: Statement) -> Iterator[tuple[str, float]]:
    for field, words in FIELDS.items():
        values = [value for fact in facts if (value := getattr(fact, field))]
        if values:
            yield field, max(token_f1(value, words(said)) for value in values)


def matched(edges: Sequence[Sequence[int]]) -> set[int]:
    """The places on the left in a maximum matching; `edges[i]`: the places on the right that i may take.

    Augmenting paths: H. W. Kuhn, The Hungarian method for the assignment problem, 1955.

    >>> matched([[0, 1], [0], [0]])
    {0, 1}
    """
    holder: dict[int, int] = {}

    def seat(left: int, tried: set[int]) -> bool:
        for right in edges[left]:
            if right not in tried:
                tried.add(right)
                if right not in holder or seat(holder[right], tried):
                    holder[right] = left
                    return True
        return False

    return {left for left in range(len(edges)) if seat(left, set())}


def _is(wanted: str, value: str) -> bool:
    return wanted in (ALL, value)


def _row(figures: Figures) -> dict[str, Any]:
    return {
        "language": figures.language, "kind": figures.kind, "gold": figures.gold, "found": figures.found,
        "right": figures.right, "wrong": figures.wrong, "precision": figures.precision, "recall": figures.recall,
        "f1": figures.f1,
    }  # fmt: skip
