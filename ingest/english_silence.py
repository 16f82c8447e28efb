"""Recipients whom an English document implies and does not name: each counts once, and only where nobody is named."""

from graph.statement import Statement
from ingest.patterns import pattern

UNSAID_AUTHORITY, UNSAID_TAKER = "compelled", "merger/event"  # rules of recipients whom only their act implies


def without_repeated_silence(found: list[Statement]) -> list[Statement]:
    """Whoever takes over the business, or orders that data be given, without being said counts once.

    And only where the document names nobody who does.
    """
    takers = [s for s in found if s.rule == UNSAID_TAKER]
    orders = [s for s in found if s.rule == UNSAID_AUTHORITY]
    takes = any(s.kind == "provides_to" and s.rule != UNSAID_TAKER and _takes_over(s) for s in found)
    told = any(s.kind == "discloses_to_authority" and s.rule != UNSAID_AUTHORITY for s in found)
    dropped = {id(s) for s in (*takers[0 if takes else 1 :], *orders[0 if told else 1 :])}
    return [statement for statement in found if id(statement) not in dropped]


def _takes_over(statement: Statement) -> bool:
    transfer = statement.rule == "merger" or "business_transfer" in statement.without_consent
    return transfer and bool(pattern("en", "acquirer").search(statement.recipient or ""))
