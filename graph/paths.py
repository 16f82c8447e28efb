"""Category-carrying paths: from a population to an authority, ranked by what they rest on.

A walk carries a set of data categories; each hop intersects it with what its source names (with subsumption), and the
walk ends where nothing is left. The search goes level by level: at each node it keeps the labels that no `k` others
make superfluous (at least as well graded, and carrying at least as much), so it finds the k best paths without listing
every walk; a label-setting search in the sense of Martins (1984), "On a multicriteria shortest path problem".

Paths rank by their weakest grade, then by how many of their steps are inferred. Among equals, a path with a step that
a newer source of the same grade contradicts comes after those without. Paths that differ only in the instrument or
authority at their end take turns with other routes; of the ends of one route those come first that a person can see
and contest least: intelligence before police, and instruments with the least oversight. What is then still alike comes
in the order of its sources, the newest first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.evidence import dress
from graph.lineage import Found, NodeRef
from graph.question import AUTHORITY, Question, ending
from graph.store import Store
from graph.walk import Carried, Categories, Hop, Hops

MAX_LABELS = 200_000
_BEYOND = ("Jurisdiction", "LegalInstrument", "Authority")
_KINDS = ("intelligence", "police", "prosecution")
_OVERSIGHT = ("none", "executive", "independent_body", "prosecutor", "mixed", "court")


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk so far: its hops, what is still carried, its weakest grade and how many hops were inferred."""

    hops: tuple[Hop, ...]
    nodes: frozenset[str]
    carried: Carried
    weakest: int
    inferred: int

    @property
    def rank(self) -> tuple[int, int]:
        """Weakest grade, then inferred steps: lower is stronger."""
        return self.weakest, self.inferred

    @property
    def outdone(self) -> int:
        """How many of its hops a newer source of the same grade contradicts."""
        return sum(hop.outdone for hop in self.hops)

    @property
    def age(self) -> list[int]:
        """For sorting: hop by hop, the newest document first."""
        return [-hop.dated for hop in self.hops]

    @property
    def route(self) -> tuple[str, ...]:
        """The nodes before the walk reaches a jurisdiction, an instrument or an authority."""
        return tuple(hop.end.id for hop in self.hops if hop.end.label not in _BEYOND)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A walk that answers the question, and how it ends."""

    walk: Walk
    ends: str


def find_paths(store: Store, question: Question) -> Found:
    """The k strongest paths that answer a question, with the passages behind every step.

    Raises:
        UnknownIdError: a service, category or node of the question is not in the graph.
    """
    home = _home(store, question.origin)
    categories = Categories(store)
    arrivals: list[Arrival] = []
    alike: dict[tuple[str, str, str], list[Hop]] = defaultdict(list)
    cut = False
    for service in _services(store, question):
        search = Search(question, Hops(store, question, service, home), categories, home)
        cut |= search.run(service)
        arrivals += search.arrivals
        for hop in search.taken:
            alike[hop.place].append(hop)
    best = _ranked(_one_of_each(arrivals))
    reason, reason_ko = _reason(cut, len(best), question.k) or (None, None)
    dressed = tuple(dress(store, question.origin, best[: question.k], alike))
    return Found(dressed, reason is not None, reason, reason_ko)


class Search:
    """One level-by-level search, from the users of one service."""

    def __init__(self, question: Question, hops: Hops, categories: Categories, home: str | None) -> None:
        self.question, self.hops, self.categories, self.home = question, hops, categories, home
        self.arrivals: list[Arrival] = []
        self.taken: dict[Hop, None] = {}
        self._labels: dict[str, list[Walk]] = defaultdict(list)

    def run(self, service: str) -> bool:
        """Search to the end; returns whether it was cut short."""
        carried = frozenset(self.question.categories) or None
        origin = Walk((), frozenset({self.question.origin}), carried, 0, 0)
        level, count = [origin], 0
        for _ in range(self.question.max_steps):
            level = [walk for walk in self._next_level(level, service) if not self._is_superfluous(walk)]
            count += len(level)
            if not level or count > MAX_LABELS:
                break
        return count > MAX_LABELS

    def _next_level(self, level: list[Walk], service: str) -> Iterable[Walk]:
        out = self.hops.out_of(_at(walk, self.question) for walk in level)
        grown = [
            walk
            for before in level
            for hop in out[_at(before, self.question)]
            if (before.hops or hop.end.id == service) and (walk := self._grow(before, hop))
        ]
        return sorted(grown, key=lambda walk: (walk.rank, walk.age))

    def _grow(self, walk: Walk, hop: Hop) -> Walk | None:
        if hop.end.id in walk.nodes:
            return None
        follows = hop.said.get("follows")
        if follows and (not walk.hops or walk.hops[-1].type != follows):
            return None
        carried = self.categories.common(walk.carried, hop.carries)
        if carried is not None and not carried:
            return None
        self.taken[hop] = None
        grown = Walk((*walk.hops, hop), walk.nodes | {hop.end.id}, carried, max(walk.weakest, hop.grade.rank),
                     walk.inferred + (hop.rule is not None))  # fmt: skip
        how = ending(self.question, hop.end, hop.end_kind, self.home, hop.type)
        if how and set(self.question.via) <= grown.nodes:
            self.arrivals.append(Arrival(grown, how))
        return grown if self._leads_on(hop.end) else None

    def _leads_on(self, node: NodeRef) -> bool:
        """Whether data may go further: not beyond an authority, nor in the users' own country unless that is asked."""
        own = node.label == "Jurisdiction" and node.id == self.home and self.question.to != self.home
        return node.label != "Authority" and not own

    def _is_superfluous(self, walk: Walk) -> bool:
        """Whether k walks at the same node are at least as strong and carry at least as much."""
        labels = self._labels[walk.hops[-1].end.id]
        if not self.question.via:
            better = sum(other.rank <= walk.rank and _at_least(other.carried, walk.carried) for other in labels)
            if better >= self.question.k:
                return True
        labels.append(walk)
        return False


def _at(walk: Walk, question: Question) -> str:
    return walk.hops[-1].end.id if walk.hops else question.origin


def _at_least(one: Carried, other: Carried) -> bool:
    return one is None or (other is not None and one >= other)


def _home(store: Store, origin: str) -> str | None:
    rows = store.read("MATCH (d:DataSubject {id: $id}) RETURN d.jurisdiction AS home", id=origin)
    store.require([origin], "population")
    return rows[0]["home"] if rows else None


def _services(store: Store, question: Question) -> list[str]:
    """The services to search from; checks that everything the question names is in the graph."""
    store.require([*question.categories], "category")
    store.require([*question.via, *question.avoid], "node")
    if "-" in question.to:
        store.require([question.to], "authority")
    if question.service:
        store.require([question.service], "service")
        return [question.service]
    rows = store.read("MATCH (:DataSubject {id: $id})-[:USES]->(s) RETURN DISTINCT s.id AS id", id=question.origin)
    return sorted(row["id"] for row in rows)


def _one_of_each(arrivals: Iterable[Arrival]) -> list[Arrival]:
    """The strongest of the walks that differ only in parallel evidence."""
    best: dict[tuple[tuple[str, str, str], ...], Arrival] = {}
    for arrival in arrivals:
        places = tuple(hop.place for hop in arrival.walk.hops)
        if places not in best or _strength(arrival.walk) < _strength(best[places].walk):
            best[places] = arrival
    return list(best.values())


def _strength(walk: Walk) -> tuple[tuple[int, int], int, list[int]]:
    return walk.rank, walk.outdone, walk.age


def _ranked(arrivals: list[Arrival]) -> list[Arrival]:
    """By rank; among equals the routes take turns, each with its least supervised end first."""
    reach = Counter(arrival.walk.hops[-1].end.id for arrival in arrivals)

    def tail(arrival: Arrival) -> tuple[bool, int, int, int, int, list[int], list[str]]:
        end = arrival.walk.hops[-1]
        instrument = next((hop.end_kind for hop in arrival.walk.hops if hop.end.label == "LegalInstrument"), None)
        return (arrival.ends != AUTHORITY, _place_in(_KINDS, end.end_kind), _place_in(_OVERSIGHT, instrument),
                -reach[end.end.id], len(arrival.walk.hops), arrival.walk.age,
                [hop.end.id for hop in arrival.walk.hops])  # fmt: skip

    turns: Counter[tuple[tuple[int, int], tuple[str, ...]]] = Counter()
    keyed = []
    for arrival in sorted(arrivals, key=lambda a: (a.walk.rank, tail(a))):
        turn = turns[arrival.walk.rank, arrival.walk.route]
        turns[arrival.walk.rank, arrival.walk.route] += 1
        keyed.append(((arrival.walk.rank, arrival.walk.outdone, turn, tail(arrival)), arrival))
    return [arrival for _, arrival in sorted(keyed, key=lambda pair: pair[0])]


def _place_in(order: tuple[str, ...], value: str | None) -> int:
    return order.index(value) if value in order else len(order)


def _reason(cut: bool, found: int, k: int) -> tuple[str, str] | None:
    """Why there may be more paths than were found, in English and Korean."""
    if cut:
        return (
            f"The search stopped after {MAX_LABELS} walks; ask for one service or category, or a shorter path.",
            f"경로를 {MAX_LABELS}개까지 살펴보고 멈추었습니다. 서비스나 항목을 하나로 좁히거나 단계를 줄여 보십시오.",
        )
    if found > k:
        return (
            f"The {k} strongest paths are shown, and there are more; ask for more with -k.",
            f"가장 확실한 경로 {k}개만 보이며 더 있습니다. 경로 수(-k)를 늘려 보십시오.",
        )
    return None


__all__ = ["Question", "find_paths"]
