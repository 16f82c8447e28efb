"""What a fact rests on, strongest first."""

from enum import StrEnum


class Grade(StrEnum):
    """The kind of source behind a fact; order is strength, strongest first.

    >>> Grade.weakest([Grade.LAW, Grade.REPORTED, Grade.DISCLOSED])
    <Grade.REPORTED: 'reported'>
    """

    LAW = "law"
    DECISION = "decision"
    REGISTER = "register"
    DISCLOSED = "disclosed"
    REPORTED = "reported"
    ALLEGED = "alleged"
    UNCONFIRMED = "unconfirmed"

    @property
    def rank(self) -> int:
        """0 for the strongest grade, rising as grades weaken."""
        return list(Grade).index(self)

    @classmethod
    def weakest(cls, grades: "list[Grade]") -> "Grade":
        """The weakest of several grades: a path is as strong as its weakest step."""
        return max(grades, key=lambda grade: grade.rank)
