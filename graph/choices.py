"""What a reader can choose from: services, categories, authorities and countries that the graph holds."""

from dataclasses import dataclass

from graph.lineage import NodeRef
from graph.question import reference
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Choices:
    """Nodes to choose from, each list in order of name; `kinds` are the kinds of authority there are."""

    services: tuple[NodeRef, ...]
    categories: tuple[NodeRef, ...]
    authorities: tuple[NodeRef, ...]
    countries: tuple[NodeRef, ...]
    kinds: tuple[str, ...]


def choices(store: Store) -> Choices:
    """The choices that the graph offers; countries are those that have an instrument or hold data."""
    kinds = store.read("MATCH (a:Authority) WHERE a.kind IS NOT NULL RETURN DISTINCT a.kind AS kind ORDER BY kind")
    return Choices(
        _all(store, "MATCH (n:Service)"),
        _all(store, "MATCH (n:DataCategory)"),
        _all(store, "MATCH (n:Authority)"),
        _all(store, "MATCH (n:Jurisdiction) WHERE EXISTS { (n)<-[:STORES_IN|ESTABLISHED_IN|PART_OF]-() }"),
        tuple(row["kind"] for row in kinds),
    )


def _all(store: Store, match: str) -> tuple[NodeRef, ...]:
    query = (
        f"{match} RETURN n.id AS id, n.name AS name, n.name_ko AS name_ko, n.named AS named,"
        " n.jurisdiction AS country ORDER BY n.name"
    )
    return tuple(reference(row) for row in store.read(query))
