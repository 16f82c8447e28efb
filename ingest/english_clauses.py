"""English sentences that give data to somebody: "we share X with Y", "X may be sent to Y", "we use vendors to …"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.statement import StatementKind
from ingest.english_fields import items_of
from ingest.english_recipients import recipients
from ingest.english_verbs import got_by_nobody, negated, ours_acting, ours_doing, passive, unreal
from ingest.english_who import SURE, Recipient, is_told
from ingest.patterns import Hit, pattern

REACH = 300  # characters behind a verb within which its recipients stand
SUBJECT = 200  # characters in which the subject of a verb stands
TITLE = 60  # characters in which a title before a colon ends
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
    found += _kept_by(text, ours)
    found += _worked_by(text, ours)
    found += _alongside(text)
    found += _in_our_place(text)
    found += _mutual(text)
    unique: dict[tuple[int, int], Giving] = {}
    for giving in found:
        if giving.recipient.name in ours or _is_own_product(text, giving.recipient, ours):
            continue
        unique.setdefault((giving.recipient.start, giving.recipient.end), giving)
    return list(unique.values())


def _given(text: str, verb: Hit, limit: int, ours: frozenset[str]) -> Iterator[Giving]:
    titled_word = _in_title(text, verb) or (verb.start > 0 and verb.text[0].isupper() and verb.text[1:].islower())
    if titled_word or not ours_acting(text, verb, ours) or unreal(text, verb.start):
        return
    if negated(text, verb.start):
        yield from _excepted_from(text, verb)
        return
    about_data = verb.entry.means != "data" or _about_data(text, verb)
    reports = bool(pattern("en", "reporting").fullmatch(verb.text))
    if about_data or reports:
        for giving in _to_whom(text, verb, verb.end, limit):
            if about_data or giving.kind == "discloses_to_authority":
                yield giving


def _in_title(text: str, verb: Hit) -> bool:
    """Whether a verb begins the title of an item, behind which the sentence has one of its own."""
    if verb.start or not verb.text.endswith(("ing", "ure", "fer")):
        return False
    colon = text.find(": ", 0, TITLE)
    alone = len(text) < TITLE and text.startswith(" of ", verb.end) and text[-1].isalpha()
    return alone or (colon > 0 and any(one.start > colon for one in pattern("en", "give").hits(text, colon)))


def _excepted_from(text: str, verb: Hit) -> Iterator[Giving]:
    """Whom a denial excepts: "to nobody other than our vendors", "not, unless we give it to a court"."""
    turn = pattern("en", "exception_turn").search(text, verb.end) or pattern("en", "excepted_first").match(text)
    if turn is None:
        return
    who = [someone for someone in recipients(text, turn.end) if is_told(text, someone)]
    if who and who[0].start - turn.end <= NEAR:
        yield from _as_givings(text, who, verb, items_of(text, verb.start, verb.end))
    else:
        yield from _to_whom(text, verb, turn.end, len(text))


def _about_data(text: str, verb: Hit) -> bool:
    """Whether what is given is data: the object of the verb, or what is acted upon before it."""
    behind, before = text[verb.end : verb.end + REACH], text[max(0, verb.start - 150) : verb.start]
    if another := pattern("en", "new_subject").search(behind):
        behind = behind[: another.start]
    thing = before if passive(text, verb) or pattern("en", "goes").fullmatch(verb.text) else behind
    if pattern("en", "relative_object").search(text[: verb.start]):
        thing = f"{before} {behind}"
    sent = pattern("en", "sends").fullmatch(verb.text) and pattern("en", "your_thing").match(thing)
    return bool(sent or pattern("en", "data").search(thing))


def _to_whom(text: str, verb: Hit, begin: int, limit: int) -> Iterator[Giving]:
    for who, start in _governed(text, begin, limit, verb):
        others = verb.entry.means == "entrust" or pattern("en", "pointing_back").match(text, who[0].start)
        told = [
            someone for someone in who
            if (is_told(text, someone) or (others and pattern("en", "other_companies").fullmatch(someone.name)))
            and not (who[0].users and someone.named)  # examples of users are no recipients either
        ]  # fmt: skip
        yield from _as_givings(text, told, verb, items_of(text, verb.start, verb.end, start))


def _governed(text: str, begin: int, limit: int, verb: Hit) -> Iterator[tuple[list[Recipient], int]]:
    """The recipients behind the prepositions that a verb governs, each list with where its preposition begins."""
    if verb.entry.id in ("provide", "entrust") and (
        direct := _direct(text, begin, entrusts=verb.entry.id == "entrust")
    ):
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


def _direct(text: str, begin: int, *, entrusts: bool = False) -> list[Recipient]:
    """The recipients of "we provide X with data"; none where it is data that is provided."""
    who = recipients(text, begin)
    if who and who[0].start - begin <= NEAR:
        behind = text[who[-1].end : who[-1].end + 120]
        how = "to_work" if entrusts else "with_data"
        if pattern("en", how).match(behind) and pattern("en", "data").search(text[begin:]):
            return who
    return []


def _as_givings(text: str, who: list[Recipient], verb: Hit, items: tuple[str, ...]) -> Iterator[Giving]:
    entrusts = verb.entry.means == "entrust"
    works = bool(who) and pattern("en", "to_act").match(text, who[-1].end) is not None
    for recipient in who:
        kind = recipient.kind
        if kind == "provides_to" and (entrusts or (works and recipient.generic)):
            kind = "entrusts_to"
        yield Giving(recipient, kind, verb, f"gives/{verb.entry.id}", items, recipient.strength)


def _engaged(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Somebody whom the company has work for it."""
    for verb in pattern("en", "engage").hits(text):
        if not ours_doing(text, verb, ours):
            continue
        called = pattern("en", "service_called").match(text, verb.end)
        whose = recipients(text, called.end) if called else []
        by_firm = bool(whose) and pattern("en", "company").fullmatch(whose[0].name)
        who = whose if by_firm else _used(text, verb.end) or whose
        who = _helping(text, verb, who)
        if not who or who[0].start - verb.end > NEAR + (called.end - verb.end if called else 0):
            continue
        for recipient in who:
            for_ads = bool(pattern("en", "own_purposes").search(recipient.name)) and not recipient.named
            partner = verb.entry.means == "together" and recipient.head == "recipient/partner"
            together = partner or (for_ads and (verb.entry.means == "together" or recipient is who[0]))
            if (recipient.kind == "entrusts_to" or together) and is_told(text, recipient):
                yield Giving(recipient, recipient.kind, verb, "engages", strength=0.9 * recipient.strength)
        is_called = called and who[0].start - called.end <= 1  # but for a quotation mark
        firm = verb.entry.means == "together" and pattern("en", "company").fullmatch(who[0].name)
        engaged_for = any((
            verb.entry.means == "contract", is_called, firm, pattern("en", "engaged_for").match(text, who[-1].end)
        ))  # fmt: skip
        if not who[0].named and who[0].kind == "entrusts_to":
            for recipient in _next_engaged(text, who[-1].end):
                yield Giving(recipient, recipient.kind, verb, "engages", strength=0.8 * recipient.strength)
        if all(is_company(recipient) and is_told(text, recipient) for recipient in who) and engaged_for:
            for recipient in (*who, *_providing(text, who[-1].end), *_next_engaged(text, who[-1].end)):
                engaged = replace(recipient, kind="entrusts_to")
                yield Giving(engaged, engaged.kind, verb, "engages/name", strength=0.8 * recipient.strength)


def _used(text: str, start: int) -> list[Recipient]:
    """Whose things are used; of "Acme Desk, a platform operated by Acme Inc." the first, of which the rest tells."""
    who = recipients(text, start)
    if not who or not is_company(who[0]) or all(is_company(one) for one in who):
        return who
    return who[:1] if pattern("en", "engaged_for").match(text, who[0].end) else who


def _helping(text: str, verb: Hit, who: list[Recipient]) -> list[Recipient]:
    """Whom the company has work for it; others in general do where it says for what, and their examples with them."""
    if not who or verb.entry.means == "together" or not pattern("en", "to_help").match(text, who[-1].end):
        return who
    others = who[0].group == "generic" or pattern("en", "other_companies").fullmatch(who[0].name)
    alone = [one.group == "generic" or pattern("en", "other_companies").fullmatch(one.name) for one in who]
    return [
        replace(one, kind="entrusts_to") if other or (others and one.named) else one
        for one, other in zip(who, alone, strict=True)
    ]


def _next_engaged(text: str, end: int) -> list[Recipient]:
    """Who is used for something else in the same clause: "we use A to send mail, and B to host files"."""
    ahead = pattern("en", "engaged_also").match(text, end)
    who = [one for one in recipients(text, ahead.end) if is_company(one) or one.kind == "entrusts_to"] if ahead else []
    return [*who, *_next_engaged(text, who[-1].end)] if who else []


def _providing(text: str, end: int) -> list[Recipient]:
    """The company said to provide what is named before it: "Acme Analytics, a service provided by Acme, Inc."."""
    by = pattern("en", "provided_by").match(text, end)
    who = recipients(text, by.end)[:1] if by else []
    return [one for one in who if by and one.start == by.end and pattern("en", "company").match(one.name)]


def _anybody(recipient: Recipient) -> bool:
    """Whether a description means the public or other users, who see what a user publishes."""
    return recipient.users or recipient.head == "recipient/people"


def is_company(recipient: Recipient) -> bool:
    """Whether a name is one of a company or its product, not of a technique."""
    return recipient.named and not pattern("en", "no_company").fullmatch(recipient.name)


def _is_own_product(text: str, who: Recipient, ours: frozenset[str]) -> bool:
    """Whether a name with a noun behind it is of something that the publisher offers: "the Acme Messaging service"."""
    return who.named and is_ours(who.name, ours) and bool(pattern("en", "product_noun").match(text, who.end))


def is_ours(name: str, ours: frozenset[str]) -> bool:
    """Whether a name is the publisher's, or of one called like it ("Acme Pay" beside "Acme")."""
    return any(name.casefold().startswith(our.casefold()) for our in ours)


def _received(text: str) -> Iterator[Giving]:
    """Somebody who is said to receive or reach the data."""
    for verb in pattern("en", "receive").hits(text):
        gets = verb.entry.id == "receive" and pattern("en", "data").search(text[verb.end : verb.end + 80])
        subject = _subject(text, verb.start) if gets and not got_by_nobody(text, verb) else []
        for recipient in subject if not any(one.users for one in subject) else ():
            itself = recipient.named and len(subject) == 1 and pattern("en", "collects").search(verb.text)
            nobody = pattern("en", "us").search(recipient.name) or _anybody(recipient)
            if is_told(text, recipient) and not itself and not nobody:
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
        behind = pattern("en", "subject_goes_on").fullmatch(before[who[-1].end :]) if who else None
        wish = behind and len(behind.text) > 1 and text.startswith("to ", end)  # "companies that want to collect"
        whole = behind and not wish
        if whole and not pattern("en", "pronoun").match(who[0].name):
            return who
    return []


def _allowed(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Somebody whom the company lets collect or reach the data."""
    for verb in pattern("en", "allow").hits(text):
        if not ours_doing(text, verb, ours):
            continue
        told = [recipient for recipient in recipients(text, verb.end) if is_told(text, recipient)]
        who = [recipient for recipient in told if not _anybody(recipient)]
        if who and who[0].start - verb.end <= NEAR and pattern("en", "to_collect").search(text, who[0].end):
            for recipient in who:
                yield Giving(recipient, recipient.kind, verb, "allows", strength=0.85 * recipient.strength)


def _kept_by(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Somebody by whom data is said to be kept, processed or seen."""
    for verb in pattern("en", "kept_by").hits(text):
        before = text[: verb.start]
        worked_on = verb.entry.means == "entrusts_to" and pattern("en", "worked_on").search(before)
        if negated(text, verb.start) or not (worked_on or pattern("en", "data").search(before)):
            continue
        if verb.entry.means == "provides_to" and _passed_to_us(text[verb.end :], ours):
            continue
        for recipient in recipients(text, verb.end):
            known = recipient.group in SURE or is_company(recipient)
            nobody = _anybody(recipient) or is_ours(recipient.name, ours) or pattern("en", "us").match(recipient.name)
            seen = verb.entry.means == "provides_to" and known and not nobody
            kept = recipient.kind == verb.entry.means == "entrusts_to"
            if (seen or kept) and recipient.start - verb.end <= NEAR and is_told(text, recipient):
                yield Giving(recipient, recipient.kind, verb, "kept-by", strength=0.8 * recipient.strength)


def _passed_to_us(text: str, ours: frozenset[str]) -> bool:
    """Whether what others collected is then said to come to the publisher, whose source they are."""
    passed = pattern("en", "passed_to").search(text)
    return bool(
        passed
        and (pattern("en", "us").match(text, passed.end) or any(text.startswith(name, passed.end) for name in ours))
    )


def _worked_by(text: str, ours: frozenset[str]) -> Iterator[Giving]:
    """Companies called by name that are said to do the work: "payments are processed by Acme"."""
    for verb in pattern("en", "worked_by").hits(text):
        before = text[: verb.end]
        works = pattern("en", "data").search(before) or pattern("en", "worked_on").search(before)
        who = recipients(text, verb.end) if works and not negated(text, verb.start) else []
        near = who and who[0].start - verb.end <= NEAR and "," not in text[verb.end : who[0].start]
        with_whom = verb.entry.id == "with-whom"  # a short name stands for no technique here
        named = [one for one in who if one.named or not one.generic]  # "Acme, Inc., a US company"
        if near and who[0].named and all(is_company(one) or (with_whom and one.name.isupper()) for one in named):
            for recipient in named:
                if not is_ours(recipient.name, ours):
                    engaged = replace(recipient, kind="entrusts_to")
                    yield Giving(engaged, engaged.kind, verb, "worked-by", strength=0.8 * recipient.strength)


def working(text: str, ours: frozenset[str]) -> list[Giving]:
    """The company with whose work for the publisher a sentence begins: "Acme sends our text messages"."""
    verb = pattern("en", "does_work").search(text)
    if verb is None:
        return []
    name, start, end = verb.parts["who"]
    who = Recipient(name, start, end, True, "entrusts_to", "name", end_clause=end, strength=0.75)
    known = is_ours(name, ours) or pattern("en", "common").fullmatch(name)
    return [] if known or not is_company(who) else [Giving(who, who.kind, verb, "works", strength=0.75)]


def answered(text: str) -> Iterator[Giving]:
    """The authorities whose requests a sentence says are answered."""
    for verb in pattern("en", "answers").hits(text):
        for recipient in recipients(text, verb.end):
            if recipient.kind == "discloses_to_authority" and not negated(text, verb.start):
                yield Giving(recipient, recipient.kind, verb, "answers", strength=0.85)


@lru_cache(maxsize=256)  # an introduction is asked for each of its items
def engaging_verb(text: str, ours: frozenset[str]) -> Hit | None:
    """The verb by which a sentence says that the company has service providers work for it."""
    return next((giving.verb for giving in _engaged(text, ours)), None)


def _alongside(text: str) -> Iterator[Giving]:
    """Processors that collect data beside the company: "we and our vendors use cookies to collect information"."""
    for verb in pattern("en", "and_we").hits(text):
        who = recipients(text, verb.end)
        collects = who and pattern("en", "handles").search(text, who[-1].end)
        if collects and not negated(text, collects.start) and who[0].start - verb.end <= NEAR:
            for someone in who:
                if someone.kind == "entrusts_to" and not someone.generic:
                    yield Giving(someone, someone.kind, verb, "alongside", (), 0.8 * someone.strength)


def _in_our_place(text: str) -> Iterator[Giving]:
    """Processors to whom a user gives data as to the company: "you provide us or our payment provider with"."""
    for verb in pattern("en", "or_provider").hits(text):
        for someone in recipients(text, verb.end):
            near = someone.start - verb.end <= NEAR and pattern("en", "data").search(text, someone.end)
            if near and someone.kind == "entrusts_to" and not negated(text, verb.start):
                yield Giving(someone, someone.kind, verb, "in-our-place", (), 0.8 * someone.strength)


def _mutual(text: str) -> Iterator[Giving]:
    """The group with whom the company says that it shares among themselves: "we and our affiliates may share …"."""
    for verb in pattern("en", "mutual").hits(text):
        start = verb.parts["who"][1]
        for someone in recipients(text, start):
            if someone.start - start < NEAR and not negated(text, verb.end) and is_told(text, someone):
                yield Giving(someone, someone.kind, verb, "mutual", (), 0.85 * someone.strength)
