"""How a verb stands in its English sentence: who acts, in the passive or not, denied, or only spoken of."""

from ingest.patterns import Hit, pattern

# Where a clause begins that a denial before it does not reach.
CLAUSE_STARTS = (
    "; ", ", but ", ", however", " unless ", " except where ", " except when ", " except if ", ": ", ", which is ",
    ", which are ",
)  # fmt: skip


def passive(text: str, verb: Hit) -> bool:
    """Whether data is acted upon: "is shared", "may be transferred to X and disclosed"."""
    before = text[max(0, verb.start - 160) : verb.start]
    return bool(pattern("en", "passive_before").search(before)) and bool(pattern("en", "participle").match(verb.text))


def ours_doing(text: str, verb: Hit, ours: frozenset[str]) -> bool:
    """Whether a sentence says that the company really does what a verb names."""
    return ours_acting(text, verb, ours) and not (negated(text, verb.start) or unreal(text, verb.start))


def ours_acting(text: str, verb: Hit, ours: frozenset[str]) -> bool:
    """Whether the company is who acts by a verb, or data is acted upon by it."""
    before, position = text[: verb.start], verb.start
    if pattern("en", "bare_form").fullmatch(verb.text) and pattern("en", "noun_before").search(before[-20:]):
        return False  # "the transfer of"
    if passive(text, verb):
        return not pattern("en", "others_acting").search(text[position : position + 60])
    actor = pattern("en", "named_subject").search(before) if ours else None
    if actor and not any(actor["who"].startswith(name) or name.startswith(actor["who"]) for name in ours):
        return bool(pattern("en", "us").match(actor["who"]) or pattern("en", "us").search(before, actor.start))
    us = max((hit.end for hit in pattern("en", "us").hits(before)), default=-1)
    us = max([us, *(before.rfind(name) for name in ours)])
    other = max((hit.end for hit in pattern("en", "others").hits(before)), default=-1)
    return us >= other  # "the company" is both a company and the publisher


def negated(text: str, position: int) -> bool:
    """Whether the verb at `position` is denied in its own clause, or by its object."""
    if pattern("en", "denied_object").match(text, position):
        return True
    clause = max(text.rfind(mark, 0, position) for mark in CLAUSE_STARTS)
    not_ = None
    for hit in pattern("en", "negation").hits(text[:position], max(clause, 0)):
        not_ = hit
    if not_ is None:
        return False
    between = text[not_.end : position]
    return not pattern("en", "new_subject").search(between)


def got_by_nobody(text: str, verb: Hit) -> bool:
    """Whether a verb of getting is denied, by its subject or object too: "nobody may see", "they receive no data"."""
    last_word = text.rfind(" ", 0, verb.end) + 1
    nobody = pattern("en", "nobody").search(text[: verb.start], max(text.rfind("; ", 0, verb.start), 0))
    return bool(nobody or negated(text, verb.end) or pattern("en", "denied_object").match(text, last_word))


def unreal(text: str, position: int) -> bool:
    """Whether what stands before `position` makes the clause a right, a definition or something others do."""
    begin = max(text.rfind(". ", 0, position), 0)
    hits = list(pattern("en", "unreal").hits(text[:position], begin))
    return bool(hits) and not pattern("en", "new_subject").search(text[hits[-1].end : position])
