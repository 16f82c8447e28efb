"""Korean sentences that say to whom data is given or entrusted, and where it is kept or sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from data.countries import BLOCS, Mention
from graph.statement import Statement
from ingest.blocks import Block, Cell, Reading
from ingest.korean_context import Context
from ingest.korean_exceptions import opens_exceptions
from ingest.korean_names import Recipient, is_data, is_proper, masked, recipients, sort_of
from ingest.korean_places import mentions_in
from ingest.korean_records import items_of
from ingest.korean_sentences import Sentence, passage, sentences
from ingest.patterns import Hit, pattern

# The last clause before a recipient ends at a mark or at a particle or ending, never before a legal form.
_ENDS = (
    r"[:;]|[은을를]|(?:정보|데이터|기록|내역|자료|항목|주소|번호)가|(?<!또)는|에서|하여|하고|하며|되어|통해|따라|의해"
    r"|경우|하면|되면|(?<=동의)\s?하에|여기에는|(?<=\s)시|위해|위하여|때|(?<!법)인"
)
# Of one recipient alone also at a comma, a subject, and at words that only say which of them are meant.
_ENDS_OF_ONE = (
    r",(?!\s(?:Inc|Ltd|LLC|Corp|Co|Limited)\b)|이|형태로|포함한|포함하는|포함하여|비롯한|[와과]\s같은|목적으로"
    r"|소재한|위치한|당사의|저희의"
)
_CLAUSE = re.compile(rf".*(?:{_ENDS_OF_ONE}|{_ENDS})\s", re.DOTALL)
_CLAUSE_OF_LIST = re.compile(rf".*(?:{_ENDS})\s", re.DOTALL)
_NAME = re.compile(r"[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*)*(?:,?\s+(?:Inc|Ltd|LLC|Corp|Co)\b\.?)*", re.ASCII)
_COMMA = re.compile(r",\s(?!(?:Inc|Ltd|LLC|L\.L\.C|Corp|Co|Limited)\b)")
_AND = re.compile(r"\s(?:및|또는)\s")
_THERE = re.compile(r"(?:의|에)?\s*(?:위치한|소재한|있는|소재|본사를 둔)?\s*")


HOME = "KR"
IMPLIED = ("in-case", "hosted-at", "served-from", "paid-at")  # forms of giving in which the data stays unsaid
ENTRUSTING = ("위탁", "담당", "수행", "대행", "맡")  # verbs of work done for the company
SENDING = ("전송", "업로드", "송신", "동기화")  # to a service of somebody's
WORDS_OF_NAME = 2
OBJECT_LENGTH = 150  # characters in which the object of a verb stands


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in its block and its context."""

    sentence: Sentence
    block: Block
    context: Context
    reading: Reading

    def shared(self) -> dict[str, Any]:
        """What all statements of the sentence have in common."""
        return passage(self.sentence, self.context, self.reading)


def clauses(block: Block, context: Context, reading: Reading) -> Iterator[Statement]:
    """What the sentences of a block state."""
    if context.quiet:
        return
    for sentence in sentences(block):
        place = Place(sentence, block, context, reading)
        if pattern("ko", "announcement").search(sentence.text):
            continue
        yield from _gifts(place)
        yield from _places(place)


def _gifts(place: Place) -> Iterator[Statement]:
    text = place.sentence.text
    for hit in _verbs(text):
        if pattern("ko", "negation").search(hit["what"]):
            continue  # "A에게 제공하지 않고 B만 공유합니다"
        if pattern("ko", "to_us").search(hit["what"]):
            continue
        # What is given is data, said or not.
        implied = hit["verb"] in ENTRUSTING or hit.entry.id in IMPLIED
        if not implied and not pattern("ko", "data_word").search(text[: hit.end]):
            continue
        kinds: list[Any] = []
        described = 0  # where the last description ends, whose examples may stand in brackets
        for who in _who(place, hit):
            if not _is_meant(who, hit, place):
                continue
            said = place.shared() | _what(text, hit)
            between = place.reading.text[described : who.start] if described else ""
            example = who.sort == "named" and "(" in between and ")" not in between
            kinds.append(kinds[-1] if example and kinds else _kind(who, hit))
            described = described if example else who.end
            yield Statement(
                kind=kinds[-1], recipient=who.words, recipient_named=who.named, why=hit.text, confidence=0.8,
                rule=f"ko/sentence/{hit.entry.id}", **said,
            )  # fmt: skip
    yield from _tools(place)
    if helper := _helper(text) or _employed(text):
        yield Statement(
            kind="entrusts_to", recipient=helper, recipient_named=False, rule="ko/sentence/helper", why=helper,
            confidence=0.75, **place.shared(),
        )  # fmt: skip


def _verbs(text: str) -> Iterator[Hit]:
    """The verbs of giving with who and what: a quick look for each kind, before the longer one."""
    for group in ("give", "serve", "handle", "collect"):
        if pattern("ko", f"{group}_verb").search(text):
            for hit in pattern("ko", group).hits(text):
                yield hit
                # "A에 운영을, B에 상담을 위탁합니다": the verb has another recipient behind the first.
                further = pattern("ko", group).search(text, hit.parts["what"][1]) if "에" in hit["what"] else None
                if further and further.end == hit.end:
                    yield further


def _is_meant(who: Recipient, hit: Hit, place: Place) -> bool:
    """Whether somebody in front of a verb receives data by it: for some verbs only a name or a third party does."""
    proper = who.sort == "named" and is_proper(who.words) and not pattern("ko", "no_helper").search(who.words)
    described = who.sort == "described"
    match hit.entry.id:
        case "is-processor":
            return proper
        case "in-case":
            return _is_excepted_case(place)
        case "kept-by":
            return described and _processes(who.words)
        case "handled-by":
            return proper or (bool(place.context.kinds_of_names) and hit["verb"] in ENTRUSTING)
        case "sent-to":
            return described or (proper and not mentions_in(who.words))
        case "kept-at" | "hosted-at" | "served-from" | "paid-at":
            return proper and not mentions_in(who.words)
        case "collects-itself":
            itself = proper and pattern("ko", "own_policy").search(place.sentence.text)
            return bool(itself or pattern("ko", "third_collector").search(who.words))
    # "X(미국)에 이전됩니다" tells where, not for whose purposes.
    return hit["verb"] != "이전" or not who.places or "KR" in who.places


def _is_excepted_case(place: Place) -> bool:
    """Whether a case of giving stands in a list of exceptions, is not by consent, and tells of somebody."""
    excepted = opens_exceptions(place.context.above or place.context.opening, giving=bool(place.context.kinds))
    return excepted and not any(
        pattern("ko", group).search(place.sentence.text) for group in ("consent", "nobody_known")
    )


def _tools(place: Place) -> Iterator[Statement]:
    """Tools of others that the company says it uses to analyse or measure, or for a work that it names."""
    text = place.sentence.text
    if not pattern("ko", "tool_verb").search(text):
        return
    about = " ".join((*place.block.headings[-1:], text))
    works = "entrusts_to" in place.context.kinds_of_names or pattern("ko", "measuring").search(about)
    if not works and not pattern("ko", "engaged_for").search(text):
        return
    for hit in pattern("ko", "tool").hits(text):
        if pattern("ko", "negation").search(text[: hit.end] + text[hit.end :].partition(",")[0]):
            continue
        for who in _who(place, hit):
            helps = who.sort == "named" and not pattern("ko", "no_helper").search(who.words)
            latin = who.words[0].isascii() or pattern("ko", "legal_form").search(who.words)
            if helps and latin and is_proper(who.words):
                yield Statement(
                    kind="entrusts_to", recipient=who.words, rule="ko/sentence/tool", why=hit.text, confidence=0.7,
                    **place.shared(),
                )  # fmt: skip


def _who(place: Place, hit: Hit) -> list[Recipient]:
    """The recipients in front of the particle: the last phrase, if it names or describes somebody."""
    words, start, end = hit.parts["who"]
    cut = _CLAUSE.match(masked(words))
    begin = start + (cut.end() if cut else 0)
    entrusted = hit["verb"] in ENTRUSTING
    longer = _list_before(place.sentence.text, begin)
    for first in (longer, begin) if longer < begin else (begin,):
        left, right = place.sentence.span(first, end) if first < end else (0, 0)
        raw = place.reading.text[left:right].replace("\n", " ")
        found = recipients(Cell(raw, left, right, markup=place.block.markup))
        somebody = [who for who in found if _is_somebody(who, entrusted=entrusted)]
        if first == begin or all(who in somebody or who.sort == "described" for who in found):
            return somebody
    return []


def _list_before(text: str, begin: int) -> int:
    """Where the list begins whose last name begins at `begin`: "가나, 다라에"; `begin` where there is none."""
    listed = pattern("ko", "names_before").search(text[:begin])
    if listed is None or listed.text.rstrip(", ").endswith(("을", "를")):
        return begin  # "A에 상담을, B에": what stands before has a work of its own
    clause = _CLAUSE_OF_LIST.match(masked(listed.text))
    return listed.start + (clause.end() if clause else 0)


def _what(text: str, hit: Hit) -> dict[str, Any]:
    """What is given, or where work is entrusted, the work as the purpose."""
    data = _data(text, hit)
    if data and pattern("ko", "task").search(data[-1]):
        return {"purpose": ", ".join(data)}
    return {"data_categories": data}


def _data(text: str, hit: Hit) -> tuple[str, ...]:
    """What is given: the object or subject in front of the verb, else in front of the recipient."""
    who, start, _ = hit.parts["who"]
    clause = _CLAUSE.match(masked(who))
    for words in (hit["what"], text[: start + (clause.end() if clause else 0)]):
        found = pattern("ko", "given_data").search(words[-OBJECT_LENGTH:])
        listed = pattern("ko", "data_in_brackets").fullmatch(found["data"]) if found else None
        data = listed["data"] if listed else _CLAUSE_OF_LIST.sub("", found["data"], count=1) if found else ""
        if data and not pattern("ko", "all_data").fullmatch(data):
            return tuple(item for item in items_of(Cell(data, 0, len(data))) if not item.endswith("며"))
    return ()


def _is_somebody(who: Recipient, *, entrusted: bool = False) -> bool:
    """Whether words mean somebody; a plain Korean name does only where work is entrusted to it."""
    if pattern("ko", "self").search(who.words) or pattern("ko", "placeholder").fullmatch(who.words):
        return False
    plain = entrusted and len(who.words.split()) <= WORDS_OF_NAME and not is_data(who.words)
    firm = pattern("ko", "firm_for_sure").fullmatch(who.words)
    return who.sort != "named" or is_proper(who.words) or plain or bool(firm)


def _kind(who: Recipient, hit: Hit) -> Any:
    if who.is_authority:
        return "discloses_to_authority"
    if hit.entry.means and not (hit.entry.id == "sent-to" and who.sort == "described"):
        return hit.entry.means
    sent = hit["verb"] in SENDING and who.sort == "named"
    works = who.sort == "described" and pattern("ko", "works_for_us").search(hit["who"].rpartition(who.words)[0])
    if sent or works or hit["verb"] in ENTRUSTING or _processes(who.words):
        return "entrusts_to"
    return "provides_to"


def _processes(words: str) -> bool:
    """Whether all whom a description counts are processors, as in "택배사 및 결제대행사"."""
    parts = [part for part in _AND.split(words) if sort_of(part) == "described"] or [words]
    return all(pattern("ko", "processor").search(part) for part in parts)


def _helper(text: str) -> str | None:
    """A described processor in a sentence that gives data to those who help or act on instructions."""
    processor, helps = pattern("ko", "processor").search(text), pattern("ko", "behalf").search(text)
    if not processor or not helps or not pattern("ko", "gives").search(text):
        return None
    denied = pattern("ko", "negation").search(text[processor.end :])
    return processor.text if not denied and pattern("ko", "given").search(text) else None


def _employed(text: str) -> str | None:
    """Others whom a sentence says the company has work for it, without a name."""
    hit = pattern("ko", "employs").search(text)
    return hit["who"] if hit and not pattern("ko", "negation").search(text) else None


def _places(place: Place) -> Iterator[Statement]:
    text = place.sentence.text
    movement = pattern("ko", "from_to").search(text)
    if movement and (_places_of_people(movement["from"]) or not mentions_in(movement["to"])):
        yield from _movement(place, movement)
        return
    if (at_home := pattern("ko", "kept_at_home").search(text)) and pattern("ko", "data_word").search(text):
        yield Statement(
            kind="transfers_to_country", country=HOME, recipient_named=False, rule="ko/sentence/stores",
            why=at_home.text, confidence=0.8, **place.shared(),
        )  # fmt: skip
    if not pattern("ko", "stores").search(text) or pattern("ko", "negation").search(text):
        return
    people = pattern("ko", "people_of_places").search(text)
    past = people.end if people else 0
    shared = place.shared() | _only_for(people)
    for mention in mentions_in(text):
        if mention.start < past or mention.code in BLOCS or _is_no_place(text, mention):
            continue
        if mention.code == HOME and not (pattern("ko", "kept").search(text) or _is_listed(text, mention)):
            continue  # where the company is says nothing; where it keeps data does
        who = _holder(text, mention)
        if who and pattern("ko", "kept_there").search(text, mention.end):
            yield Statement(
                kind="entrusts_to", recipient=who, rule="ko/sentence/keeper", why=who, confidence=0.7, **shared
            )
        yield Statement(
            kind="transfers_to_country", country=mention.code, recipient=who, recipient_named=bool(who),
            rule="ko/sentence/stores", why=text[mention.start : mention.end], confidence=0.8, **shared,
        )  # fmt: skip


def _is_listed(text: str, mention: Mention) -> bool:
    """Whether a country is one of several that data goes to: "미국 및 대한민국을 포함하여 … 국가로"."""
    before = pattern("ko", "country_joint").search(text[: mention.start])
    joined = before and any(one.end == before.start for one in mentions_in(text[: mention.start]))
    return bool(joined and pattern("ko", "countries_listed").match(text, mention.end))


def _only_for(people: Hit | None) -> dict[str, Any]:
    """The limit to people elsewhere, where the sentence begins with whose data it is."""
    codes = _places_of_people(people["where"]) if people else ()
    return {"applies_to": codes} if codes and HOME not in codes else {}


def _places_of_people(words: str) -> tuple[str, ...]:
    blocs = [(hit.start, hit.entry.means or "") for hit in pattern("ko", "bloc").hits(words)]
    places = [(mention.start, mention.code) for mention in mentions_in(words) if mention.code not in BLOCS]
    return tuple(dict.fromkeys(code for _, code in sorted(blocs + places)))


def _is_no_place(text: str, mention: Mention) -> bool:
    """Whether a country's name belongs to a law, a decision, residents or a seat."""
    behind = text[mention.end : mention.end + 14]
    if re.match(r"(?:어|인|산|식|계)(?:[로를을는은가이의와과도]|\W|$)", behind):
        return True  # a language, a people
    if pattern("ko", "countries_listed").match(text, mention.end):
        return False
    if pattern("ko", "served_in").match(text, mention.end):
        return True
    return bool(pattern("ko", "no_place").search(behind)) or bool(re.match(r"에\s?본사|\s?본사", behind))


def _holder(text: str, mention: Mention) -> str | None:
    """Who keeps the data in a country: the name that its brackets follow, or the nearest in the same clause."""
    clause = text[: mention.start]
    if not clause.rstrip().endswith("("):
        clause = _COMMA.split(clause)[-1]
    before = [m[0] for m in _NAME.finditer(clause) if is_proper(m[0]) and not _is_technique(clause, m)]
    behind = _NAME.match(text, _skip(text, mention.end))
    if behind and is_proper(behind[0]) and not before:
        return behind[0]
    return before[-1] if before else None


def _is_technique(text: str, name: re.Match[str]) -> bool:
    """Whether a word in Latin letters is a technique or part of one ("IP주소"), no company."""
    return bool(pattern("ko", "no_helper").search(name[0]) or pattern("ko", "data_word").match(text, name.end()))


def _skip(text: str, position: int) -> int:
    """Past the words between a country and the name of who is there ("미국에 위치한 X")."""
    found = _THERE.match(text, position)
    return found.end() if found else position


def _movement(place: Place, movement: Hit) -> Iterator[Statement]:
    """A movement "EEA에서 대한민국으로의 이전": of the people there alone."""
    there = _places_of_people(movement["from"])
    for mention in mentions_in(movement["to"]):
        shared = place.shared() | ({"applies_to": there} if there and HOME not in there else {})
        yield Statement(
            kind="transfers_to_country", country=mention.code, recipient_named=False, rule="ko/sentence/from-to",
            why=movement.text, confidence=0.8, **shared,
        )  # fmt: skip
