"""What an English disclosure says about where personal data goes (definitions: docs/method)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from data.countries import find_countries
from data.models import Ground
from graph.statement import Statement, StatementKind
from ingest.blocks import Reading
from ingest.english_clauses import Giving, answered, engaging_verb, givings, working
from ingest.english_exceptions import acquirer, exceptions, giving_verb
from ingest.english_fields import clause_around, items_of, purpose_before, purpose_of
from ingest.english_intros import REASON, SILENT, introduced, is_silent, opening, storage_intro, told_by_section
from ingest.english_keys import keyed_records
from ingest.english_lists import (
    announced,
    as_before,
    behind_function,
    described_services,
    entrusted,
    enumerated,
    in_function,
    in_list,
    instances,
    left_out,
    members,
    pointed_back,
    provider_before,
    providers_named,
    tools,
)
from ingest.english_passages import Sentence, passages, section_role
from ingest.english_places import operators, seat, server_owner, stored
from ingest.english_publisher import self_names
from ingest.english_scope import EVERYBODY, Scope, limited, people_of, places
from ingest.english_silence import UNSAID_AUTHORITY, UNSAID_TAKER, without_repeated_silence
from ingest.english_tables import TableCell, table_cells, table_operators, titles
from ingest.english_titles import recipients_announced, recipients_in_titles
from ingest.patterns import Hit, pattern

EXTRACTOR = "datagil/en"
RECEIVING = ("receives", "kept-by")  # rules that tell who gets data, not for whose purposes


def extract(reading: Reading) -> list[Statement]:
    """The statements of an English document, in reading order; their ids and names are not yet resolved."""
    ours = self_names(reading)
    found: list[Statement] = []
    for _, said in groupby(passages(reading.blocks), key=lambda sentence: id(sentence.block)):
        found += _of_block(list(said), ours)
    found += _of_keys(reading)
    found += _of_titles(reading, found)
    return without_repeated_silence(_at_work(found))


def _of_block(said: list[Sentence], ours: frozenset[str]) -> list[Statement]:
    """What the sentences of a block state; those behind a company that an item of a list names speak of it too."""
    if said[0].block.kind == "table":
        return list(_of_table(said[0], ours))
    found = [statement for sentence in said for statement in of_sentence(sentence, ours)]
    named = [statement for statement in found if statement.rule == "list" and statement.recipient_named]
    return [_of_the_named(statement, named[0]) for statement in found] if len(named) == 1 else found


def _of_the_named(statement: Statement, named: Statement) -> Statement:
    """A statement of an item about the one whom it names: where they keep data, that they receive it."""
    name, short = named.recipient or "", statement.recipient or ""
    if statement.rule == "place" and not short:
        return statement.model_copy(update={"recipient": name, "recipient_named": True, "link": _link(named.kind)})
    if statement.rule == "receives" and short and name.startswith(short):
        return statement.model_copy(update={"recipient": name, "kind": named.kind})
    return statement


def _at_work(found: list[Statement]) -> list[Statement]:
    """The statements; a processor is one also where it is said only to receive data, or in which country it is."""
    processors = {_bare(s) for s in found if s.kind == "entrusts_to" and s.recipient_named}

    def is_processor(s: Statement) -> bool:
        told_where = s.rule in RECEIVING or (s.rule == "column" and s.country is not None)
        return s.kind == "provides_to" and told_where and bool(s.recipient_named) and _bare(s) in processors

    return [s.model_copy(update={"kind": "entrusts_to"}) if is_processor(s) else s for s in found]


def _bare(statement: Statement) -> str:
    """A recipient's name without what stands in brackets behind it."""
    return (statement.recipient or "").partition(" (")[0]


def _of_titles(reading: Reading, found: list[Statement]) -> Iterator[Statement]:
    """Whom titles name: announced above, or with only a pronoun below that stands for them."""
    announced_, spoken_of = recipients_announced(reading.blocks), recipients_in_titles(reading.blocks, found)
    for title in {title.start: title for title in (*announced_, *spoken_of)}.values():
        for who in title.who:
            yield Statement(
                doc_id="", kind=who.kind, subject="we", recipient=who.name, recipient_named=who.named,
                quote=reading.text[title.start : title.end], start=title.start, end=title.end,
                rule="title", why=who.head, applies_to=title.people, extractor=EXTRACTOR,
                confidence=round(0.7 * who.strength, 2),
            )  # fmt: skip


def _of_table(table: Sentence, ours: frozenset[str]) -> Iterator[Statement]:
    """What the cells of a table state."""
    if section_role(table.block) in SILENT:
        return
    header = " | ".join(cell.plain.text for cell in table.block.rows[0]) if table.block.rows else ""
    table = replace(table, scope=table.scope.within(people_of(header)))
    yield from _answering(table)
    for cell in table_cells(table.block):
        yield from _of_column(cell, table)
        for sentence in passages(cell.blocks, table.scope, cell.told):
            yield from of_sentence(sentence, ours)
            if cell.reason and not giving_verb(sentence.text, ours):
                yield from _excepted(sentence, list(exceptions(sentence.text, ours, REASON)), [])


def _of_column(cell: TableCell, table: Sentence) -> Iterator[Statement]:
    """Whom a cell in a column of recipients names, with what its row says of them."""
    there = tuple(dict.fromkeys(found.code for found in find_countries(cell.country, "en")))
    for block in titles(cell):
        line = Sentence(block.plain.text, 0, block.plain, block, table.scope)
        for giving in in_list(line.text, cell.told, heading=True) if cell.told else ():
            row = replace(giving, rule="column", items=cell.items, purpose=cell.purpose, retention=cell.retention)
            got = _in_row(row, cell, table)
            yield from _given(line, got, (), seat(line.text, giving.recipient.end) or there)


def _of_keys(reading: Reading) -> Iterator[Statement]:
    """What recipients that stand behind a key get, as the other keys of their record say."""
    for record in keyed_records(reading.blocks):
        if section_role(record.block) not in SILENT:
            around = Sentence("", 0, record.block.plain, record.block, Scope.of(record.block.headings))
            yield from _of_column(record.as_row(), around)


def _in_row(giving: Giving, cell: TableCell, table: Sentence) -> Giving:
    """A company named in a table of providers, or beside the work it does, processes data for the publisher."""
    header, intro = cell.told.text if cell.told else "", table.intro
    works = any((
        pattern("en", "processing_column").search(header), pattern("en", "work_for_us").search(cell.purpose),
        intro and (pattern("en", "processor").search(intro.text) or _entrusts(intro.text)),
        pattern("en", "subprocessors").search(table.block.heading),
    ))  # fmt: skip
    meant = giving.recipient.named or giving.recipient.group == "generic"
    return replace(giving, kind="entrusts_to") if works and meant and giving.kind == "provides_to" else giving


def _entrusts(text: str) -> bool:
    verb = giving_verb(text, frozenset())
    return verb is not None and verb.entry.means == "entrust"


def _answering(table: Sentence) -> Iterator[Statement]:
    """The company that a table says answers for the people of a place."""
    for people, cell in table_operators(table.block):
        name = pattern("en", "company").search(cell.plain.text)
        where = places(people.plain.text)
        if name and where:
            line = Sentence(name.text, name.start, cell.plain, table.block, table.scope)
            yield statement(
                line, "operated_by", recipient=name.text.strip(" ,"), recipient_named=True, applies_to=where,
                rule="operator/table", why=people.plain.text, confidence=0.9,
            )  # fmt: skip


def of_sentence(sentence: Sentence, ours: frozenset[str]) -> Iterator[Statement]:
    """What one sentence states."""
    if not sentence.text or sentence.text.endswith("?"):
        return
    yield from _operators(sentence)
    if is_silent(sentence, ours):
        return
    given = _givings(sentence, ours)
    why = list(exceptions(sentence.text, ours, told_by_section(sentence) or opening(sentence.intro)))
    grounds = tuple(ground for ground, _ in why)
    seats = _seats(sentence.text, given)
    for giving, countries in zip(given, seats, strict=True):
        yield from _given(sentence, giving, grounds, countries)
    yield from _unsaid(sentence, given, why, ours)
    yield from _excepted(sentence, why, given)
    if not any(seats) and not _rest(sentence):
        provider = provider_before(sentence.text, sentence.previous) or server_owner(sentence.text)
        for country, hit in stored(sentence.text, storage_intro(sentence)):
            yield statement(
                sentence, "transfers_to_country", country=country, recipient=provider, why=hit.text, rule="place",
                recipient_named=provider is not None, link="entrusts_to" if provider else None, confidence=0.9,
            )  # fmt: skip


def _excepted(sentence: Sentence, why: list[tuple[Ground, Hit]], given: list[Giving]) -> Iterator[Statement]:
    """The exceptions to consent that a sentence gives grounds for."""
    who = min(given, key=lambda giving: giving.kind != "discloses_to_authority", default=None)
    for ground, hit in why:
        yield statement(
            sentence, "without_consent_exception", ground=ground, recipient=who.recipient.name if who else None,
            recipient_named=bool(who and who.recipient.named), purpose=clause_around(sentence.text, hit.start, hit.end),
            rule=f"exception/{ground}", why=hit.text, confidence=0.9,
        )  # fmt: skip


def _seats(text: str, given: list[Giving]) -> list[tuple[str, ...]]:
    """The countries behind each name; "A (for cards) and B (for messages) in X" puts both there."""
    seats = [seat(text, giving.recipient.end) for giving in given]
    for index in range(len(given) - 2, -1, -1):
        between = text[given[index].recipient.end : given[index + 1].recipient.start]
        if not seats[index] and given[index].recipient.named and pattern("en", "and_bracket").fullmatch(between):
            seats[index] = seats[index + 1]
    return seats


def _given(
    sentence: Sentence, giving: Giving, grounds: tuple[Ground, ...], countries: tuple[str, ...]
) -> Iterator[Statement]:
    """One recipient: that they get the data, and in which country where it stands behind their name."""
    r = giving.recipient
    common: dict[str, Any] = {
        "recipient": r.name, "recipient_named": r.named, "without_consent": grounds,
        "purpose": giving.purpose or purpose_of(sentence.text, giving.recipient) or _purpose_of_list(sentence),
        "data_categories": giving.items or _items_of_list(sentence), "retention": giving.retention or None,
        "confidence": round(giving.strength, 2), "why": f"{giving.verb.text}: {r.head}",
    }  # fmt: skip
    yield statement(
        sentence, giving.kind, country=countries[0] if len(countries) == 1 else None, rule=giving.rule, **common
    )
    for country in countries:
        yield statement(
            sentence, "transfers_to_country", country=country, link=_link(giving.kind), rule="place/recipient", **common
        )


def _link(kind: StatementKind) -> StatementKind | None:
    """How somebody gets the data that goes to where they are; not said of authorities."""
    return kind if kind in ("provides_to", "entrusts_to") else None


def _purpose_of_list(sentence: Sentence) -> str | None:
    """The purpose that the introduction of a list gives for all its items."""
    return purpose_before(sentence.intro.text) if sentence.intro else None


def _items_of_list(sentence: Sentence) -> tuple[str, ...]:
    """The data that the introduction of a list says all its items get."""
    if sentence.intro is None:
        return ()
    verb = giving_verb(sentence.intro.text, frozenset())
    return items_of(sentence.intro.text, verb.start, verb.end) if verb else _items_of_list(sentence.intro)


def _unsaid(
    sentence: Sentence, given: list[Giving], why: list[tuple[Ground, Hit]], ours: frozenset[str]
) -> Iterator[Statement]:
    """Recipients whom a sentence implies: who takes over the business, and who orders that data be given."""
    kinds = {giving.kind for giving in given}
    told = sentence.told is not None
    taker = acquirer(sentence.text, ours, opening(sentence.intro), told=told)
    if taker and not kinds:
        yield statement(
            sentence, "provides_to", recipient=taker.words, recipient_named=False, why=taker.why.text, confidence=0.8,
            rule="merger" if taker.said else UNSAID_TAKER,
        )  # fmt: skip
    lawful = not kinds and any(ground == "law" for ground, _ in why)
    if lawful and (compelled := pattern("en", "compelled").search(sentence.text)):
        asker = pattern("en", "asker").search(sentence.text)
        yield statement(
            sentence, "discloses_to_authority", recipient=asker.text if asker else None, recipient_named=False,
            rule="asked" if asker else UNSAID_AUTHORITY, why=compelled.text,
            without_consent=tuple(ground for ground, _ in why), confidence=0.7,
        )  # fmt: skip


def _rest(sentence: Sentence) -> bool:
    """Whether an item speaks of whoever is left: "users in other locations", which are not everybody."""
    people, colon, _ = sentence.text.partition(":")
    return bool(sentence.intro and colon and limited(people) and not people_of(people))


def _givings(sentence: Sentence, ours: frozenset[str]) -> list[Giving]:
    text, intro = sentence.text, sentence.intro
    if intro and pattern("en", "your_doing").search(intro.text) and not pattern("en", "us").search(text):
        return []
    sharing = section_role(sentence.block) == "sharing"
    found = givings(text, ours)
    if not found and sentence.first and intro and (verb := introduced(intro, ours)):
        found = behind_function(text, verb) or _of_list(text, verb, intro)
    if (counted := members(text)) and (
        sharing or intro or giving_verb(text, ours) or _is_about_giving(sentence, counted[0].verb, ours)
    ):
        found += counted
    if sharing and not found:
        found += working(text, ours)
    named = announced(text)
    working_ = [giving for giving in named if giving.kind == "entrusts_to"]
    found = [*_besides(working_, found), *working_]
    if sharing or intro or found or pattern("en", "receive").search(text):
        found += _besides(found, named)
    found += _besides(found, tools(text, intro.text if intro else "", sentence.block.heading, ours))
    found += left_out(text, sentence.previous)
    if sentence.previous and not any(giving.recipient.named for giving in found):
        found += pointed_back(text, sentence.previous, ours)
    more = enumerated(text) or ([] if found else instances(text))
    before = sentence.previous
    if more and (
        giving_verb(before or text, ours) or engaging_verb(before, ours) or (before and introduced(intro, ours))
    ):
        found += as_before(more, before, ours)
    found += _besides(found, [*providers_named(text), *described_services(text, ours)])
    working_for_us = entrusted(text)
    found = [*working_for_us, *_besides(working_for_us, found)]
    asked = list(answered(text))
    if asked and (sharing or sentence.told or giving_verb(text, ours) or (intro and giving_verb(intro.text, ours))):
        found += _besides(found, asked)
    return [giving for giving in found if not giving.recipient.users and not _lists(sentence, giving)]


def _is_about_giving(sentence: Sentence, counting: Hit, ours: frozenset[str]) -> bool:
    """Whether those whom a sentence counts get data: it calls them recipients, or the sentence before gives it."""
    return counting.entry.id == "recipients" or giving_verb(sentence.previous, ours) is not None


def _lists(sentence: Sentence, giving: Giving) -> bool:
    """Whether a description only announces those whom the items behind it name ("the following third parties:")."""
    who = giving.recipient
    words = sentence.text[max(0, who.start - len("following ")) : who.end]
    return bool(sentence.items and not who.named and pattern("en", "lists").search(words))


def _besides(found: list[Giving], more: Iterable[Giving]) -> list[Giving]:
    """Those of `more` whose words are not taken yet."""
    taken = {giving.recipient.start for giving in found}
    return [giving for giving in more if giving.recipient.start not in taken]


def _of_list(text: str, verb: Hit, intro: Sentence) -> list[Giving]:
    """The recipients of an item; whoever is named in a list of service providers processes data for the publisher."""
    said = intro.text
    if pattern("en", "such_cases").match(said):
        said = f"{intro.previous or intro.before} {said}"
    provider = pattern("en", "providers").search(said)
    aim = pattern("en", "aim").search(said)  # what they are used for
    others = "".join(piece for piece, _, _ in pattern("en", "providers").cut(said[: aim.start] if aim else said))
    if provider is None or (provider.entry.id == "who" and pattern("en", "recipient").search(others)):
        return in_list(text, verb)
    found = in_function(text, verb) or in_list(text, verb)
    return [
        replace(giving, kind="entrusts_to") if giving.recipient.named or giving.recipient.generic else giving
        for giving in found
    ]


def _operators(sentence: Sentence) -> Iterator[Statement]:
    for name, start, hit in operators(sentence.text):
        before = f"{sentence.block.lead}: {sentence.text[:start]}"
        people = people_of(before)
        if not people and limited(before):
            continue  # limited to people whom the sentence does not name
        yield statement(
            sentence, "operated_by", recipient=name, recipient_named=True,
            applies_to=people or sentence.scope.applies_to, rule=f"operator/{hit.entry.id}", why=hit.text[:80],
            confidence=0.9,
        )  # fmt: skip


def statement(sentence: Sentence, kind: Any, **fields: Any) -> Statement:
    """A statement of a sentence, with its words and place and the people it speaks of."""
    start, end = sentence.span()
    people = fields.pop("applies_to", None) or people_of(sentence.text) or sentence.scope.applies_to
    if people == EVERYBODY and pattern("en", "basis").search(sentence.text):
        people = ("EEA",)
    at = sentence.block.start
    return Statement(
        doc_id="", kind=kind, subject="we", quote=sentence.block.raw[start - at : end - at],
        start=start, end=end, applies_to=people, extractor=EXTRACTOR, **fields,
    )  # fmt: skip
