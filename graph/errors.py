"""What can go wrong with the graph, each saying what came, what is allowed and what to do."""

from data.errors import DatagilError, KnowledgeError

__all__ = ["DatagilError", "InputError", "KnowledgeError", "QueryRefusedError", "ServerError", "UnknownIdError"]


class ServerError(DatagilError):
    """The database cannot be reached, fetched, started or used."""


class QueryRefusedError(DatagilError):
    """An ad-hoc query that would write, leave the database, or run past its limits."""


class InputError(DatagilError):
    """A document, statement or option that cannot be read."""


class UnknownIdError(DatagilError):
    """An id that is not in the graph; offers the nearest ones."""

    def __init__(self, kind: str, given: str, nearest: list[str]) -> None:
        self.nearest = nearest
        super().__init__(
            f"There is no {kind} of this id or name",
            given=given,
            remedy=f"Did you mean {', '.join(nearest)}" if nearest else f"List them with: datagil list {kind}",
        )
