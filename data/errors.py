"""Errors that say what came, what is allowed and what to do."""

from collections.abc import Iterable


class DatagilError(Exception):
    """A refusal or failure that a person can act on.

    Args:
        what: what went wrong, as a sentence without its full stop.
        given: the value that was given, shown as it is; None where there is none to show.
        remedy: what to do about it, as a sentence without its full stop.
    """

    def __init__(self, what: str, *, given: object = None, remedy: str = "") -> None:
        self.what, self.given, self.remedy = what, given, remedy
        shown = f" ({given!r} was given)" if given is not None else ""
        super().__init__(f"{what}{shown}." + (f" {remedy}." if remedy else ""))


class KnowledgeError(DatagilError):
    """A knowledge or lexicon file that cannot be used: names the file, the record and the field."""

    def __init__(self, file: str, record: str, problem: str, *, allowed: Iterable[str] = ()) -> None:
        self.file, self.record, self.problem = file, record, problem
        choices = ", ".join(allowed)
        super().__init__(
            f"{file}: {record}: {problem}",
            remedy=f"Allowed here: {choices}" if choices else "Correct the record and run the command again",
        )
