"""How long a search for paths takes on a large graph, beside Neo4j's own shortest path in the same run.

Around the bundled knowledge base stand services. In the documents of each its operator shares with organisations drawn
at random (with a seed), and those share with others; each organisation is established somewhere that the knowledge base
knows. Half of the sharing names a category of data, the other half none, as policies do.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from statistics import median
from typing import Any, TypeVar

from data.knowledge import load_knowledge
from graph.build import ensure_knowledge
from graph.paths import find_paths
from graph.question import Question
from graph.schema import CARRIERS, KOREAN_USERS
from graph.store import BATCH, Row, Store, node_works

SERVICE, AUTHORITY = "svc-bench-0", "auth-cn-mss"
SEED, K = 6, 100
ROUNDS, PATIENCE = 5, 5.0  # a question is asked so often, or for so many seconds; the median counts
QUESTIONS = {
    "to one authority, 7 steps": Question(service=SERVICE, to=AUTHORITY, k=K, max_steps=7),
    "to one authority, 8 steps": Question(service=SERVICE, to=AUTHORITY, k=K, max_steps=8),
    "to one authority, 10 steps": Question(service=SERVICE, to=AUTHORITY, k=K),
    "to any foreign authority, 8 steps": Question(service=SERVICE, k=K, max_steps=8),
    "of one category, 10 steps": Question(service=SERVICE, k=K, categories=("cat-phone",)),
}
_SHORTEST = (
    f"MATCH (u:DataSubject {{id: $users}}), (a:Authority {{id: $authority}}) MATCH p = shortestPath((u)-"
    f"[:{'|'.join(CARRIERS)}*..10]->(a)) WHERE all(r IN relationships(p) WHERE r.service IS NULL OR"
    " r.service = $service) RETURN length(p) AS steps"
)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Median seconds of one question, and how many paths it found."""

    question: str
    seconds: float
    paths: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a run measured: the size of the graph, and seconds of each question and of Neo4j's shortest path."""

    organisations: int
    services: int
    relationships: int
    shortest: float
    timings: tuple[Timing, ...]

    def rows(self) -> Iterator[tuple[str, str]]:
        """Names and values for a table."""
        yield "organisations", f"{self.organisations:,}"
        yield "relationships between them", f"{self.relationships:,}"
        yield "services in whose documents these stand", f"{self.services:,}"
        yield "Neo4j's shortest path to one authority", f"{self.shortest * 1000:.0f} ms"
        for timing in self.timings:
            ratio = timing.seconds / self.shortest
            yield timing.question, f"{timing.seconds * 1000:.0f} ms, {timing.paths} paths, {ratio:.1f} times that"

    def as_json(self) -> dict[str, Any]:
        """Seconds and counts as plain values."""
        return asdict(self)


def bench(store: Store, organisations: int = 100_000, sharing: int = 9, services: int = 1_000) -> Result:
    """Fill an empty store and measure; `sharing` is how many relationships there are for each organisation."""
    ensure_knowledge(store, load_knowledge())
    fill(store, organisations, sharing, services)
    shortest = _timed(lambda: store.read(_SHORTEST, users=KOREAN_USERS, authority=AUTHORITY, service=SERVICE))[0]
    find_paths(store, next(iter(QUESTIONS.values())))  # plans are made and pages read at the first question
    timings = []
    for words, question in QUESTIONS.items():
        took, found = _timed(lambda question=question: find_paths(store, question))  # type: ignore[misc]
        timings.append(Timing(words, took, len(found.paths)))
    return Result(organisations, services, organisations * sharing, shortest, tuple(timings))


def fill(store: Store, organisations: int, sharing: int, services: int) -> None:
    """Services, organisations and what the documents say of them, the same for each seed."""
    chance = random.Random(SEED)
    ids = [f"org-bench-{number}" for number in range(organisations)]
    named = [{"id": id_, "name": f"Organisation {id_[10:]}", "named": True, "specified": True} for id_ in ids]
    offered = [f"svc-bench-{number}" for number in range(services)]
    for work in node_works([*({"id": id_, "name": f"Service {id_[10:]}"} for id_ in offered), *named]):
        store.write([work])  # all of them in one transaction need more memory than one may have
    places = [row["id"] for row in store.read("MATCH (j:Jurisdiction) RETURN j.id AS id ORDER BY id")]
    categories = [row["id"] for row in store.read("MATCH (c:DataCategory) RETURN c.id AS id ORDER BY id")]
    seated = ((id_, chance.choice(places), {"grade": "register", "how": "incorporated"}) for id_ in ids)
    _relate(store, "Organization", "ESTABLISHED_IN", "Jurisdiction", seated)
    of_services = {id_: {"grade": "disclosed", "applies_to": ["*"], "service": id_} for id_ in offered}
    _relate(store, "DataSubject", "USES", "Service", ((KOREAN_USERS, id_, said) for id_, said in of_services.items()))
    operated = ((id_, chance.choice(ids), said) for id_, said in of_services.items())
    operators = {id_: (operator, said) for id_, operator, said in operated}
    _relate(store, "Service", "OPERATED_BY", "Organization", ((id_, *of) for id_, of in operators.items()))
    shared = (
        (start, end, said | ({"categories": [chance.choice(categories)]} if chance.random() < 0.5 else {}))
        for operator, said in operators.values()
        for start, end in _sharing(operator, ids, organisations * sharing // services, chance)
    )
    _relate(store, "Organization", "PROVIDES_TO", "Organization", shared)


def _sharing(operator: str, ids: list[str], count: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Who gives data to whom in a service's documents: half of it the operator, half those who have got it."""
    reached = [operator]
    for _ in range(count):
        reached.append(chance.choice(ids))
        yield (operator if chance.random() < 0.5 else chance.choice(reached[:-1])), reached[-1]


def _relate(store: Store, start: str, type_: str, end: str, ends: Iterable[tuple[str, str, Row]]) -> None:
    query = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}})"
        f" CREATE (a)-[r:{type_}]->(b) SET r = row.said"
    )
    rows = (
        {"start": one, "end": other, "said": said | {"key": f"r-{type_}-{number}"}}
        for number, (one, other, said) in enumerate(ends)
    )
    while some := list(islice(rows, BATCH)):
        store.write([(query, {"rows": some})])


def _timed(call: Callable[[], _T]) -> tuple[float, _T]:
    """The median time of some calls, and what the last one gave."""
    seconds: list[float] = []
    while len(seconds) < ROUNDS and sum(seconds) < PATIENCE:
        began = time.perf_counter()
        answer = call()
        seconds.append(time.perf_counter() - began)
    return median(seconds), answer
