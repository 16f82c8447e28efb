"""English lists of recipients: items, members that a sentence counts, and what goes on from the sentence before."""

from collections.abc import Iterator
from dataclasses import replace

from graph.statement import StatementKind
from ingest.english_clauses import NEAR, Giving, givings, is_company, is_ours
from ingest.english_recipients import examples, recipients, titled
from ingest.english_scope import only_places
from ingest.english_verbs import negated, ours_doing
from ingest.english_who import Recipient, is_told
from ingest.patterns import Hit, pattern

TITLE = 60  # characters behind a name within which the title that it begins has ended


def in_list(text: str, verb: Hit, *, heading: bool = False) -> list[Giving]:
    """The recipients that an item of a list of recipients names: at its beginning, or companies by their full names.

    `heading`: the text is a title or a cell of a column of recipients, in which names are written as titles are.
    """
    who: list[Recipient] = []
    numbered = pattern("en", "numbered").match(text)
    begin = numbered.end if numbered else 0
    if heading:
        who = [recipient for recipient in titled(text) if is_told(text, recipient)]
    elif not _is_clause(text, begin):
        who = [recipient for recipient in recipients(text, begin) if is_told(text, recipient)]
    if who and who[0].named and not heading and not pattern("en", "name_ends").match(text, who[0].end):
        who = []  # the first word of a sentence is written like a name
    if who and who[0].named and not heading and _only_title(text, who):
        who = []
    if not who or who[0].start - begin > NEAR:
        who = list(_companies(text))
    who = [_at_work(text, recipient) for recipient in who]
    return [Giving(recipient, recipient.kind, verb, "list", (), recipient.strength) for recipient in who]


def _is_clause(text: str, begin: int) -> bool:
    """Whether an item says what is done, not who somebody is: it begins with a verb, or with "we"."""
    if pattern("en", "two_capitals").match(text, begin):
        return False
    return text.startswith(("We ", "we "), begin) or pattern("en", "base_verb").match(text, begin) is not None


def in_function(text: str, verb: Hit) -> list[Giving]:
    """What an item of a list of service providers says they do, and who does it: "Fraud detection (e.g., Acme)"."""
    hit = pattern("en", "function").match(text)
    if hit is None or pattern("en", "base_verb").match(text):
        return []
    what, start, end = hit.parts["what"]
    does = Recipient(what, start, end, False, "entrusts_to", "processor/function", strength=0.8)
    who = [one for one in examples(text, hit.parts["who"][1], "entrusts_to") if one.named]
    return [Giving(one, "entrusts_to", verb, "list", (), one.strength) for one in (does, *who)] if who else []


def _only_title(text: str, who: list[Recipient]) -> bool:
    """Whether names are only the title of an item ("Mergers and Other Events: We may …"), not who does some work."""
    title, _, behind = text.partition(":")
    work = pattern("en", "listed_work").match(text, who[-1].end) or pattern("en", "company").search(who[0].name)
    whole = 0 <= len(title) - who[-1].end <= TITLE and not pattern("en", "sentence_end").search(title)
    return whole and not work and bool(pattern("en", "us").search(behind))


def behind_function(text: str, verb: Hit) -> list[Giving]:
    """Who alone is named behind what they do: "Cloud storage: Acme Cloud (Ireland)"."""
    hit = pattern("en", "function_colon").match(text)
    who = recipients(text, hit.parts["who"][1]) if hit else []
    if hit is None or not who or not all(one.named for one in who) or who[0].start != hit.parts["who"][1]:
        return []
    own = pattern("en", "own_purposes").search(hit["what"])
    kind: StatementKind = "provides_to" if own else "entrusts_to"
    return [Giving(replace(one, kind=kind), kind, verb, "list", (), 0.8 * one.strength) for one in who]


def tools(text: str, intro: str, heading: str, ours: frozenset[str]) -> list[Giving]:
    """Whose tools a sentence says are used, under a heading and perhaps an introduction that tell, too."""
    return [
        *_tools_of(text), *_tools_listed(text, intro), *_tools_such(text, ours), *_section_tool(text, heading, ours)
    ]  # fmt: skip


def _tools_of(text: str) -> list[Giving]:
    """Whose tools collect data in the service: "SDKs from Acme and Bolt which collect your device ID"."""
    found: list[Giving] = []
    for verb in pattern("en", "tools_of").hits(text):
        collects = pattern("en", "collects").search(text) or pattern("en", "receive").search(text, verb.end)
        if collects and pattern("en", "data").search(text) and not negated(text, verb.end):
            who = [one for one in recipients(text, verb.end) if one.named]
            found += [Giving(one, one.kind, verb, "tools", (), 0.75) for one in who]
    return found


def _tools_such(text: str, ours: frozenset[str]) -> list[Giving]:
    """The tools that a sentence names as examples of those in use: "tools that test variants, such as Acme Metrics"."""
    found: list[Giving] = []
    for verb in pattern("en", "tools_such").hits(text):
        if not pattern("en", "measures").search(text) or negated(text, verb.start):
            continue
        who = examples(text, verb.end, "entrusts_to")
        if who and all(one.named for one in who[:1]):
            named = [one for one in who if is_company(one) and not is_ours(one.name, ours)]
            found += [Giving(replace(one, kind="entrusts_to"), "entrusts_to", verb, "tools", (), 0.75) for one in named]
    return found


def _section_tool(text: str, heading: str, ours: frozenset[str]) -> list[Giving]:
    """Whose tool a section is about, where a sentence of it says what that does: "Acme collects data on crashes"."""
    verb = pattern("en", "section_tool").match(text) if heading else None
    if verb is None or is_ours(verb["who"], ours) or verb["who"].casefold() not in heading.casefold():
        return []
    name, start, end = verb.parts["who"]
    if pattern("en", "common").fullmatch(name) or not pattern("en", "data").search(text, end):
        return []
    kind: StatementKind = "provides_to" if pattern("en", "for_itself").search(heading) else "entrusts_to"
    who = Recipient(name, start, end, True, kind, "name", end_clause=end, strength=0.7)
    return [Giving(who, kind, verb, "tools", (), 0.7)] if is_company(who) else []


def _tools_listed(text: str, intro: str) -> list[Giving]:
    """The tools that an item names behind "we use:", with what they do: "Acme, which places a cookie"."""
    verb = pattern("en", "we_use").search(intro)
    if verb is None:
        return []
    who = recipients(text)
    named = who and all(one.named for one in who) and who[0].start == 0
    if not named or not pattern("en", "tool_does").match(text, who[-1].end):
        return []
    return [Giving(replace(one, kind="entrusts_to"), "entrusts_to", verb, "tools", (), 0.75) for one in who]


def _at_work(text: str, recipient: Recipient) -> Recipient:
    """Somebody of whom an item says what they do for the service processes data for it."""
    does = any(pattern("en", group).match(text, recipient.end) for group in ("named_does", "listed_work"))
    works = recipient.named and recipient.kind == "provides_to" and does
    return replace(recipient, kind="entrusts_to") if works else recipient


def members(text: str) -> list[Giving]:
    """The companies that a sentence counts among the recipients: "these group companies include Acme Ltd. (…)"."""
    verb = pattern("en", "members").search(text)
    if verb is None or negated(text, verb.end):
        return []
    who = list(_companies(text, verb.end))
    if not who:
        kind: StatementKind = "entrusts_to" if pattern("en", "processor").search(verb["who"]) else "provides_to"
        who = [someone for someone in examples(text, verb.end, kind) if is_told(text, someone)]
        if not who or who[0].start - verb.end > NEAR:
            return []
        for hit in pattern("en", "another").hits(text, who[-1].end):
            who += [someone for someone in examples(text, hit.end, kind) if is_told(text, someone)]
    return [Giving(someone, someone.kind, verb, "members", (), someone.strength) for someone in who]


def providers_named(text: str) -> list[Giving]:
    """The companies that a sentence counts among the publisher's providers, whatever it says of them."""
    found: list[Giving] = []
    for verb in pattern("en", "provider_named").hits(text):
        who = [] if negated(text, verb.end) else examples(text, verb.end, "entrusts_to")
        one_alone = verb.entry.id == "the-provider"  # whose address follows
        named = [one for one in who if one.named][: 1 if one_alone else None]
        found += [Giving(one, one.kind, verb, "named", (), 0.8 * one.strength) for one in named]
    return found


def provider_before(text: str, previous: str) -> str | None:
    """The provider by name whom the sentences before introduce, where a sentence gives a transfer's legal basis."""
    if not (previous and pattern("en", "transfer_based").match(text)):
        return None
    introduced = [
        giving.recipient.name for giving in providers_named(previous) if giving.verb.entry.id == "the-provider"
    ]
    return introduced[-1] if introduced else None


def described_services(text: str, ours: frozenset[str]) -> list[Giving]:
    """Who provides a service that a policy describes, or is appointed to process data as one of those in brackets."""
    found: list[Giving] = []
    for verb in pattern("en", "is_service").hits(text):
        who = [one for one in recipients(text, verb.end)[:1] if one.named and one.start == verb.end]
        if not is_ours(verb["what"], ours):
            kind: StatementKind = "provides_to" if verb.entry.means == "provides_to" else "entrusts_to"
            found += [Giving(replace(one, kind=kind), kind, verb, "described", (), 0.75) for one in who]
    for verb in pattern("en", "appointed").hits(text):
        who = [replace(one, kind="entrusts_to") for one in examples(text, verb.end, "entrusts_to")]
        found += [Giving(one, one.kind, verb, "appointed", (), 0.8) for one in who]
    return found


def entrusted(text: str) -> list[Giving]:
    """The companies with which a sentence begins that are said to be entrusted with a work."""
    if not pattern("en", "entrusted_with").search(text):
        return []
    numbered = pattern("en", "numbered").match(text)
    who = recipients(text, numbered.end if numbered else 0)
    verb = pattern("en", "entrusted_with").match(text, who[-1].end) if who and all(one.named for one in who) else None
    return [Giving(replace(one, kind="entrusts_to"), "entrusts_to", verb, "entrusted", (), 0.85) for one in who if verb]


def left_out(text: str, previous: str) -> list[Giving]:
    """The recipients that a denial in the sentence before does not mean: "This does not include those who help us"."""
    verb = pattern("en", "left_out").match(text)
    denied = verb and any(negated(previous, hit.start) for hit in pattern("en", "give").hits(previous))
    if verb is None or not denied:
        return []
    who = [someone for someone in recipients(text, verb.end) if is_told(text, someone)]
    return [Giving(someone, someone.kind, verb, "left-out", (), 0.85 * someone.strength) for someone in who]


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
                if is_told(text, someone):
                    kind = who[0].kind if someone.named or someone.group == "open" else someone.kind
                    again = replace(someone, kind=kind)
                    found.setdefault(someone.start, Giving(again, kind, verb, "instances", (), 0.85 * someone.strength))
    return list(found.values())


def as_before(more: list[Giving], previous: str, ours: frozenset[str]) -> list[Giving]:
    """Instances of what a sentence before gives: of processors, where it speaks of them alone."""
    if {giving.kind for giving in givings(previous, ours)} != {"entrusts_to"}:
        return more
    return [
        replace(giving, kind="entrusts_to") if giving.recipient.group in ("generic", "open") else giving
        for giving in more
    ]


def pointed_back(text: str, previous: str, ours: frozenset[str]) -> list[Giving]:
    """Whom a sentence gives data by pointing to those whom the one before names: "with these services"."""
    found: list[Giving] = []
    for verb in pattern("en", "give").hits(text):
        if not ours_doing(text, verb, ours):
            continue
        for preposition in pattern("en", "preposition").hits(text, verb.end):
            pointing = pattern("en", "pointing_back").match(text, preposition.end)
            if pointing is None or not pointing["noun"]:
                continue
            for someone in _described(pointing["noun"].lower().rstrip("s"), previous):
                at = replace(someone, start=preposition.end + len(found), end=pointing.end, strength=0.7)
                found.append(Giving(at, at.kind, verb, "pointed-back", (), at.strength))
    return found


def _described(noun: str, previous: str) -> list[Recipient]:
    """The last description by a noun that a sentence sets off with examples, and these."""
    hits = [hit for hit in pattern("en", "antecedent").hits(previous) if noun in hit["who"].lower()]
    who = recipients(previous, hits[-1].parts["who"][1]) if hits else []
    return who if any(someone.named for someone in who) else []


def announced(text: str) -> list[Giving]:
    """The companies that a colon announces: "including the following providers: Acme (…) and Bolt"."""
    found: list[Giving] = []
    for verb in pattern("en", "announced").hits(text):
        works = pattern("en", "processor").search(verb["who"]) or pattern("en", "engage").search(
            text[max(0, verb.start - 12) : verb.start]
        )
        kind: StatementKind = "entrusts_to" if works else "provides_to"
        who = [someone for someone in examples(text, verb.end, kind) if is_told(text, someone)]
        found += [Giving(someone, someone.kind, verb, "announced", (), 0.85) for someone in who]
    return found


def enumerated(text: str) -> list[Giving]:
    """The recipients that a sentence numbers: "examples are: (i) banks that …, (ii) couriers"."""
    verb = pattern("en", "numbered").search(text)
    if verb is None or not pattern("en", "intro_following").search(text[: verb.start].rstrip(" :") + ":"):
        return []
    found: list[Giving] = []
    for _, start, end in pattern("en", "numbered").cut(text)[1:]:
        who = [someone for someone in recipients(text[:end], start) if is_told(text, someone)]
        if who and who[0].start - start < 6:
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
