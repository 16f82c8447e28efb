"""English sentences that give data to somebody: "we share X with Y", "X may be sent to Y", "we use vendors to …"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.statement import StatementKind
from ingest.english_fields import items_of
from ingest.english_recipients import SURE, Recipient, examples, recipients, titled
from ingest.english_scope import only_places
from ingest.patterns import Hit, pattern

REACH = 300  # characters behind a verb within which its recipients stand
SUBJECT = 200  # characters in which the subject of a verb stands
NEAR = 40  # characters between a preposition and the recipient it governs


@dataclass(frozen=True, slots=True)
class Giving:
    """Somebody gets data by a sentence: who, by which verb, what it says is given."""

    recipient: Recipient
    kind: StatementKind
    verb: Hit
    rule: str
    items: tuple[str, ...] = ()
    strength: float = 1.0
    purpose: str = ""
    retention: str = ""


def givings(text: str, ours: frozenset[str] = frozenset()) -> list[Giving]:
    """All that a sentence gives, in the order written; `ours` are names under which the publisher speaks of itself."""
    found: list[Giving] = []
    verbs = list(pattern("en", "give").hits(text))
    for index, verb in enumerate(verbs):
        limit = verbs[index + 1].start if index + 1 < len(verbs) else len(text)
        found += _given(text, verb, limit, ours)
    found += _engaged(text, ours)
    found += _received(text)
    found += _allowed(text, ours)
    found += _kept_by(text)
    found += _worked_by(text, ours)
    found += _alongside(text)
    found += _mutual(text)
    unique: dict[tuple[int, int], Giving] = {}
    for giving in found:
        if giving.recipient.name in ours:
            continue
        unique.setdefault((giving.recipient.start, giving.recipient.end), giving)
    return list(unique.values())


def _given(text: str, verb: Hit, limit: int, ours: frozenset[str]) -> Iterator[Giving]:
    titled_word = verb.start > 0 and verb.text[0].isupper() and verb.text[1:].islower()
    if titled_word or not ours_acting(text, verb, ours) or unreal(text, verb.start):
        return
    begin, only = verb.end, None
    if negated(text, verb.start):
        turn = pattern("en", "exception_turn").search(text, verb.end)
        if turn is None:
            return
        begin, limit = turn.end, len(text)
        who = [r for r in recipients(text, begin) if r.start - begin <= NEAR and _meant(text, r)]
        if who and turn.entry.id == "except":
            yield from _as_givings(who, verb, items_of(text, verb.start, verb.end))
            return
    elif verb.entry.means == "data":
        behind = text[verb.end : verb.end + REACH]
        before = text[max(0, verb.start - 150) : verb.start]
        thing = before if passive(text, verb) else behind
        if pattern("en", "relative_object").search(text[: verb.start]):
            thing = f"{before} {behind}"
        if not pattern("en", "data").search(thing):
            only = pattern("en", "reporting").fullmatch(verb.text)
            if only is None:
                return
    for who, start in _governed(text, begin, limit, verb):
        users = who[0].head == "recipient/users"  # their examples are no recipients either
        meant = [r for r in who if _meant(text, r) and not (users and r.named)]
        if only:
            meant = [r for r in meant if r.kind == "discloses_to_authority"]
        yield from _as_givings(meant, verb, items_of(text, verb.start, verb.end, start))


def _governed(text: str, begin: int, limit: int, verb: Hit) -> Iterator[tuple[list[Recipient], int]]:
    """The recipients behind the prepositions that a verb governs, each list with where its preposition begins."""
    if verb.entry.id == "provide" and (direct := _direct(text, begin)):
        yield direct, begin
        return
    end_of_last = -1
    for preposition in pattern("en", "preposition").hits(text, begin):
        if preposition.start > min(begin + REACH, max(limit, begin + NEAR)):
            return
        if preposition.start < end_of_last:
            continue
        if end_of_last >= 0 and not pattern("en", "continued").search(text[end_of_last : preposition.start]):
            return
        who = _pointed_back(text, preposition.end) or recipients(text, preposition.end)
        if who and who[0].start - preposition.end <= NEAR:
            yield who, preposition.start
            end_of_last = who[-1].end


def _pointed_back(text: str, begin: int) -> list[Recipient]:
    """Whom "that service" or "them" points back to: who the user is said to deal with in the clause before."""
    pointing = pattern("en", "pointing_back").match(text, begin)
    dealings = list(pattern("en", "dealing").hits(text[:begin])) if pointing else []
    if pointing is None or not dealings:
        return []
    noun = pointing["noun"].lower().rstrip("s")
    dealing = next((hit for hit in dealings if noun in hit["who"].lower()), None)
    if dealing is None:
        return []
    who, start, end = dealing.parts["who"]
    first = Recipient(who, start, end, False, "provides_to", "recipient/dealing")
    meant = [someone for someone in recipients(text[:begin], start) if someone.named or someone.start < end] or [first]
    # They stand where they are pointed back from.
    return [
        replace(someone, start=begin + index, end=pointing.end, strength=0.75) for index, someone in enumerate(meant)
    ]


def _direct(text: str, begin: int) -> list[Recipient]:
    """The recipients of "we provide X with data"; none where it is data that is provided."""
    who = recipients(text, begin)
    if who and who[0].start - begin <= NEAR:
        behind = text[who[-1].end : who[-1].end + 120]
        if pattern("en", "with_data").match(behind) and pattern("en", "data").search(behind):
            return who
    return []


def _as_givings(who: list[Recipient], verb: Hit, items: tuple[str, ...]) -> Iterator[Giving]:
    entrusts = verb.entry.means == "entrust"
    for recipient in who:
        kind = recipient.kind
        if entrusts and kind == "provides_to":
            kind = "entrusts_to"
        yield Giving(recipient, kind, verb, f"gives/{verb.entry.id}", items, recipient.strength)


def _engaged(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Somebody whom the company has work for it."""
    for verb in pattern("en", "engage").hits(text):
        if not ours_acting(text, verb, ours) or negated(text, verb.start) or unreal(text, verb.start):
            continue
        who = recipients(text, verb.end)
        if not who or who[0].start - verb.end > NEAR:
            continue
        for recipient in who:
            for_ads = pattern("en", "own_purposes").search(recipient.name) or recipient.head == "recipient/partner"
            together = verb.entry.means == "together" and bool(for_ads)
            if (recipient.kind == "entrusts_to" or together) and _meant(text, recipient):
                yield Giving(recipient, recipient.kind, verb, "engages", strength=0.9 * recipient.strength)
        if all(_is_company(recipient) for recipient in who) and pattern("en", "engaged_for").match(text, who[-1].end):
            for recipient in who:
                engaged = replace(recipient, kind="entrusts_to")
                yield Giving(engaged, engaged.kind, verb, "engages/name", strength=0.8 * recipient.strength)


def _anybody(recipient: Recipient) -> bool:
    """Whether a description means the public or other users, who see what a user publishes."""
    return recipient.head in ("recipient/people", "recipient/users")


def _is_company(recipient: Recipient) -> bool:
    """Whether a name is one of a company or its product, not of a technique."""
    return recipient.named and not pattern("en", "no_company").fullmatch(recipient.name)


def _received(text: str) -> Iterator[Giving]:
    """Somebody who is said to receive or reach the data."""
    for verb in pattern("en", "receive").hits(text):
        who = _subject(text, verb.start)
        if (
            who
            and not negated(text, verb.end)
            and verb.entry.id == "receive"
            and pattern("en", "data").search(text[verb.end : verb.end + 80])
        ):
            for recipient in who:
                itself = recipient.named and pattern("en", "collects").search(verb.text)
                nobody = pattern("en", "us").match(recipient.name) or _anybody(recipient)
                if _meant(text, recipient) and not itself and not nobody:
                    yield Giving(recipient, recipient.kind, verb, "receives", strength=0.85 * recipient.strength)


def _subject(text: str, end: int) -> list[Recipient]:
    """The recipients who are the subject of the verb at `end`: "sellers, and the carriers that you choose, may …"."""
    before = text[:end]
    starts = [0, *(mark.end for mark in pattern("en", "subject_start").hits(before))]
    last = before.rfind(" and ") + len(" and ") if " and " in before else 0
    near = [start for start in starts if end - start <= SUBJECT or start == starts[-1]]
    for start in dict.fromkeys((*near, max(starts[-1], last))):
        lead = pattern("en", "conditional").match(text, start)
        who = recipients(before, lead.end if lead else start)
        whole = who and pattern("en", "subject_goes_on").fullmatch(before[who[-1].end :])
        if whole and not pattern("en", "pronoun").match(who[0].name):
            return who
    return []


def _allowed(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Somebody whom the company lets collect or reach the data."""
    for verb in pattern("en", "allow").hits(text):
        if not ours_acting(text, verb, ours) or negated(text, verb.start) or unreal(text, verb.start):
            continue
        who = [recipient for recipient in recipients(text, verb.end) if _meant(text, recipient)]
        if who and who[0].start - verb.end <= NEAR and pattern("en", "to_collect").search(text, who[0].end):
            for recipient in who:
                yield Giving(recipient, recipient.kind, verb, "allows", strength=0.85 * recipient.strength)


def _kept_by(text: str) -> Iterator[Giving]:
    """Somebody by whom data is said to be kept, processed or seen."""
    for verb in pattern("en", "kept_by").hits(text):
        if negated(text, verb.start) or not pattern("en", "data").search(text[: verb.start]):
            continue
        for recipient in recipients(text, verb.end):
            seen = (
                verb.entry.means == "provides_to" and recipient.head.split("/")[0] in SURE and not _anybody(recipient)
            )
            kept = recipient.kind == verb.entry.means == "entrusts_to"
            if (seen or kept) and recipient.start - verb.end <= NEAR and _meant(text, recipient):
                yield Giving(recipient, recipient.kind, verb, "kept-by", strength=0.8 * recipient.strength)


def _worked_by(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Companies called by name that are said to do the work: "payments are processed by Acme"."""
    for verb in pattern("en", "worked_by").hits(text):
        before = text[: verb.end]
        works = pattern("en", "data").search(before) or pattern("en", "worked_on").search(before)
        who = recipients(text, verb.end) if works and not negated(text, verb.start) else []
        if who and who[0].start == verb.end and all(_is_company(recipient) for recipient in who):
            for recipient in who:
                if not any(recipient.name.startswith(name) for name in ours):
                    engaged = replace(recipient, kind="entrusts_to")
                    yield Giving(engaged, engaged.kind, verb, "worked-by", strength=0.8 * recipient.strength)


def answered(text: str) -> Iterator[Giving]:
    """The authorities whose requests a sentence says are answered."""
    for verb in pattern("en", "answers").hits(text):
        for recipient in recipients(text, verb.end):
            if recipient.kind == "discloses_to_authority" and not negated(text, verb.start):
                yield Giving(recipient, recipient.kind, verb, "answers", strength=0.85)


def passive(text: str, verb: Hit) -> bool:
    """Whether data is acted upon: "is shared", "may be transferred to X and disclosed"."""
    before = text[max(0, verb.start - 160) : verb.start]
    return bool(pattern("en", "passive_before").search(before)) and bool(pattern("en", "participle").match(verb.text))


def ours_acting(text: str, verb: Hit, ours: frozenset[str]) -> bool:
    """Whether the company is who acts by a verb, or data is acted upon by it."""
    before, position = text[: verb.start], verb.start
    if pattern("en", "bare_form").fullmatch(verb.text) and pattern("en", "noun_before").search(before[-20:]):
        return False  # "the transfer of"
    if passive(text, verb):
        return not pattern("en", "others_acting").search(text[position : position + 60])
    actor = pattern("en", "named_subject").search(before) if ours else None
    if actor and not any(actor["who"].startswith(name) or name.startswith(actor["who"]) for name in ours):
        return bool(pattern("en", "us").match(actor["who"]))
    us = max((hit.end for hit in pattern("en", "us").hits(before)), default=-1)
    us = max([us, *(before.rfind(name) for name in ours)])
    other = max((hit.end for hit in pattern("en", "others").hits(before)), default=-1)
    return us > other or (us < 0 and other < 0)


def negated(text: str, position: int) -> bool:
    """Whether the verb at `position` is denied in its own clause."""
    clause = max(text.rfind(mark, 0, position) for mark in ("; ", ", but ", ", however", " unless ", ": "))
    not_ = None
    for hit in pattern("en", "negation").hits(text[:position], max(clause, 0)):
        not_ = hit
    if not_ is None:
        return False
    between = text[not_.end : position]
    return not pattern("en", "new_subject").search(between)


def unreal(text: str, position: int) -> bool:
    """Whether what stands before `position` makes the clause a right, a definition or something others do."""
    begin = max(text.rfind(". ", 0, position), 0)
    hits = list(pattern("en", "unreal").hits(text[:position], begin))
    return bool(hits) and not pattern("en", "new_subject").search(text[hits[-1].end : position])


def in_list(text: str, verb: Hit, *, heading: bool = False) -> list[Giving]:
    """The recipients that an item of a list of recipients names: at its beginning, or companies by their full names.

    `heading`: the text is a title or a cell of a column of recipients, in which names are written as titles are.
    """
    who: list[Recipient] = []
    numbered = pattern("en", "numbered").match(text)
    begin = numbered.end if numbered else 0
    if heading:
        who = [recipient for recipient in titled(text) if _meant(text, recipient)]
    elif not pattern("en", "base_verb").match(text, begin):
        who = [recipient for recipient in recipients(text, begin) if _meant(text, recipient)]
    if who and who[0].named and not heading and not pattern("en", "name_ends").match(text, who[0].end):
        who = []  # the first word of a sentence is written like a name
    if not who or who[0].start - begin > NEAR:
        who = list(_companies(text))
    who = [_at_work(text, recipient) for recipient in who]
    return [Giving(recipient, recipient.kind, verb, "list", (), recipient.strength) for recipient in who]


def in_function(text: str, verb: Hit) -> list[Giving]:
    """What an item of a list of service providers says they do, and who does it: "Fraud detection (e.g., Acme)"."""
    hit = pattern("en", "function").match(text)
    if hit is None or pattern("en", "base_verb").match(text):
        return []
    what, start, end = hit.parts["what"]
    does = Recipient(what, start, end, False, "entrusts_to", "processor/function", strength=0.8)
    who = [one for one in examples(text, hit.parts["who"][1], "entrusts_to") if one.named]
    return [Giving(one, "entrusts_to", verb, "list", (), one.strength) for one in (does, *who)] if who else []


def _at_work(text: str, recipient: Recipient) -> Recipient:
    """Somebody of whom an item says what they do for the service processes data for it."""
    works = recipient.named and pattern("en", "named_does").match(text, recipient.end)
    return replace(recipient, kind="entrusts_to") if works else recipient


@lru_cache(maxsize=256)  # an introduction is asked for each of its items
def engaging_verb(text: str, ours: frozenset[str]) -> Hit | None:
    """The verb by which a sentence says that the company has service providers work for it."""
    return next((giving.verb for giving in _engaged(text, ours)), None)


def members(text: str) -> list[Giving]:
    """The companies that a sentence counts among the recipients: "these group companies include Acme Ltd. (…)"."""
    verb = pattern("en", "members").search(text)
    if verb is None or negated(text, verb.end):
        return []
    who = list(_companies(text, verb.end))
    if not who:
        kind: StatementKind = "entrusts_to" if pattern("en", "processor").search(verb["who"]) else "provides_to"
        who = [someone for someone in examples(text, verb.end, kind) if _meant(text, someone)]
        if not who or who[0].start - verb.end > NEAR:
            return []
    return [Giving(someone, someone.kind, verb, "members", (), someone.strength) for someone in who]


def left_out(text: str, previous: str) -> list[Giving]:
    """The recipients that a denial in the sentence before does not mean: "This does not include those who help us"."""
    verb = pattern("en", "left_out").match(text)
    denied = verb and any(negated(previous, hit.start) for hit in pattern("en", "give").hits(previous))
    if verb is None or not denied:
        return []
    who = [someone for someone in recipients(text, verb.end) if _meant(text, someone)]
    return [Giving(someone, someone.kind, verb, "left-out", (), 0.85 * someone.strength) for someone in who]


def _alongside(text: str) -> Iterator[Giving]:
    """Processors that collect data beside the company: "we and our vendors use cookies to collect information"."""
    for verb in pattern("en", "and_we").hits(text):
        who = recipients(text, verb.end)
        collects = who and pattern("en", "collects").search(text, who[-1].end)
        if collects and not negated(text, collects.start) and who[0].start - verb.end <= NEAR:
            for someone in who:
                if someone.kind == "entrusts_to" and not someone.generic:
                    yield Giving(someone, someone.kind, verb, "alongside", (), 0.8 * someone.strength)


def _mutual(text: str) -> Iterator[Giving]:
    """The group with whom the company says that it shares among themselves: "we and our affiliates may share …"."""
    for verb in pattern("en", "mutual").hits(text):
        start = verb.parts["who"][1]
        for someone in recipients(text, start):
            if someone.start - start < NEAR and not negated(text, verb.end) and _meant(text, someone):
                yield Giving(someone, someone.kind, verb, "mutual", (), 0.85 * someone.strength)


def instances(text: str) -> list[Giving]:
    """The recipients with which a sentence goes on from the one before: "This includes banks like A and couriers"."""
    verb = pattern("en", "goes_on").match(text)
    if verb is None:
        return []
    starts = [verb.end, *(hit.end for hit in pattern("en", "another").hits(text, verb.end))]
    found: dict[int, Giving] = {}
    for start in starts:
        who = examples(text, start, "provides_to") if start == verb.end else recipients(text, start)
        if who and who[0].start - start < 12 and not (who[0].named or who[0].generic):
            for someone in who:
                if _meant(text, someone):
                    kind = who[0].kind if someone.named else someone.kind
                    again = replace(someone, kind=kind)
                    found.setdefault(someone.start, Giving(again, kind, verb, "instances", (), 0.85 * someone.strength))
    return list(found.values())


def enumerated(text: str) -> list[Giving]:
    """The recipients that a sentence numbers: "examples are: (i) banks that …, (ii) couriers"."""
    verb = pattern("en", "numbered").search(text)
    if verb is None or not pattern("en", "intro_following").search(text[: verb.start].rstrip(" :") + ":"):
        return []
    found = []
    for _, start, _ in pattern("en", "numbered").cut(text)[1:]:
        who = [
            someone for someone in recipients(text, start)[:1] if _meant(text, someone) and someone.start - start < 6
        ]
        found += [Giving(someone, someone.kind, verb, "numbered", (), 0.9 * someone.strength) for someone in who]
    return found


def _companies(text: str, start: int = 0) -> Iterator[Recipient]:
    """Companies named with their legal form and where they are: "for support, Acme Ltd. (located in Japan)"."""
    for hit in pattern("en", "company").hits(text, start):
        begin = hit.start
        while only_places(text[begin : hit.end].partition(", ")[0]):  # "in Singapore, Acme Ltd."
            begin = text.index(", ", begin) + 2
        if pattern("en", "establishment").match(text[hit.end :]):
            work = pattern("en", "work_for_us").search(text[start : hit.start])
            kind: StatementKind = "entrusts_to" if work else "provides_to"
            name = text[begin : hit.end]
            yield Recipient(name, begin, hit.end, True, kind, "company", end_clause=hit.end, strength=0.85)
        start = hit.end


def _meant(text: str, recipient: Recipient) -> bool:
    """Whether a description tells anything of who is meant."""
    if "_" in recipient.name:
        return False  # words that stand out are a heading within the line
    if recipient.named:
        return not text[: recipient.start].lower().endswith("your ")
    if pattern("en", "too_bare").fullmatch(recipient.name):
        return False
    pointed = pattern("en", "anaphora").search(text[max(0, recipient.start - 20) : recipient.start])
    return not (pointed and recipient.head.startswith("generic"))
