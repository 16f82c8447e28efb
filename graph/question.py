"""What is asked of a path search, and which places on the way answer it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from data.grades import Grade
from graph.lineage import NodeRef
from graph.schema import KOREAN_USERS, label_of


@dataclass(frozen=True, slots=True)
class Question:
    """A search for paths.

    Attributes:
        origin: id of the population whose data it is.
        to: "foreign"; an ISO 3166-1 alpha-2 code; a kind of authority ("intelligence"); or the id of an authority.
        service: id of the only service looked at; None for every service.
        categories: ids of categories; at least one of them, or a kind of it, must arrive.
        via, avoid: ids of nodes (countries by their code) that must, or must not, be on the path.
        grade: the weakest grade allowed.
        max_steps: longest path, in steps.
        k: how many paths.
        at: only what is said to hold on that day.
    """

    origin: str = KOREAN_USERS
    to: str = "foreign"
    service: str | None = None
    categories: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    grade: Grade | None = None
    max_steps: int = 10
    k: int = 50
    at: date | None = None

    @property
    def grades(self) -> list[str]:
        """The grades allowed, strongest first."""
        limit = self.grade or list(Grade)[-1]
        return [str(grade) for grade in Grade if grade.rank <= limit.rank]


AUTHORITY = "authority"
DESCRIBED = "described_authority"
UNSPECIFIED_RECIPIENT = "unspecified_recipient"
NO_INSTRUMENT = "no_instrument_known"


def ending(question: Question, node: NodeRef, node_kind: str | None, home: str | None, last: str) -> str | None:
    """How a walk that has arrived at `node` answers the question, or None where it does not.

    `node_kind` is the kind of an authority; for an organisation "unspecified" where the source names nobody; for a
    jurisdiction "lawless" where no instrument of it is known. `home` is the country of the users; `last` is the type
    of the step that arrived.
    """
    abroad = node.country is not None and node.country != home
    wanted = question.to
    if node.label == "Authority":
        if wanted == "foreign":
            return AUTHORITY if abroad else (DESCRIBED if node.country is None else None)
        return AUTHORITY if wanted in (node.id, node.country, node_kind) else None
    if node.label == "Organization" and node_kind == "unspecified":
        return UNSPECIFIED_RECIPIENT if wanted in ("foreign", node.id) else None
    if node.label == "Jurisdiction" and node_kind == "lawless" and last == "STORES_IN":
        return NO_INSTRUMENT if abroad and wanted in ("foreign", node.id) else None
    return None


def reference(row: dict[str, Any]) -> NodeRef:
    """A node as views show it, from a row with `id`, `name`, `name_ko`, `named` and `country`."""
    label = label_of(row["id"])
    country = row["id"] if label == "Jurisdiction" else row.get("country")
    return NodeRef(label, row["id"], row.get("name") or row["id"], row.get("name_ko"), row.get("named") is not False,
                   country)  # fmt: skip
