"""Who is named or described in an English phrase: lists, examples, relative clauses, and what kind each is."""

from dataclasses import replace

from graph.statement import StatementKind
from ingest.english_heads import LONGEST, head_of, is_description, is_title, kind_of, name_in
from ingest.english_scope import only_places
from ingest.english_who import SURE, Recipient, alternatives
from ingest.patterns import Hit, pattern


def recipients(text: str, start: int = 0) -> list[Recipient]:
    """The recipients in the phrase that begins at `start`, in the order written; none where it is no such phrase."""
    return _Phrase(text).read(start)


def titled(text: str) -> list[Recipient]:
    """The recipient that a title or a short cell is, in which descriptions too are written with capitals."""
    reached = pattern("en", "contact_behind").search(text)
    phrase = (text[: reached.start] if reached else text).strip(" *:.†‡")
    start = text.find(phrase)
    if not phrase or text.rstrip().endswith("?") or pattern("en", "purpose_ahead").match(phrase):
        return []
    members = recipients(text[: start + len(phrase)], start)
    whole = len(members) > 1 and start + len(phrase) - members[-1].end <= 2
    alike = all(member.named for member in members) or all(_sure(member) for member in members)
    if whole and (alike or len(phrase) > LONGEST):
        return members
    if pattern("en", "company_alone").fullmatch(phrase):  # "ACME store Co., Ltd." in a cell of its own
        end = start + len(phrase) + text.startswith(".", start + len(phrase))
        return [Recipient(text[start:end], start, end, True, "provides_to", "name", end_clause=len(text))]
    clause = pattern("en", "relative").search(phrase)
    head = head_of(text, start, start + (clause.start if clause else len(phrase)))
    if head is None and clause:  # "Apps, services and devices that you connect"
        pieces = pattern("en", "list_mark").cut(phrase[: clause.start])
        head = next((told for _, left, right in pieces if (told := head_of(phrase, left, right))), None)
    if head is None:
        return [who for who in recipients(text) if who.name.strip(" .") == phrase.strip(" ,.")]
    group, hit = head
    kind = kind_of(group, phrase)
    return [Recipient(phrase, start, start + len(phrase), False, kind, f"{group}/{hit.entry.id}", end_clause=len(text))]


class _Phrase:
    """One reading of a phrase: conjuncts from left to right, until something ends it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Recipient] = []
        self.category: Recipient | None = None  # whose examples are being read
        self.addressed = False  # the address of the last company has begun
        self.pending: int | None = None  # where an adjective began whose noun comes with a later conjunct

    def read(self, position: int) -> list[Recipient]:
        position += len(self.text[position:]) - len(self.text[position:].lstrip())
        while position is not None and position < len(self.text):
            following = self._conjunct(position)
            if following is None:
                break
            position = following
        return alternatives(self.found, self.text)

    def _conjunct(self, start: int) -> int | None:
        """Read one conjunct; where the next begins, or None at the end of the phrase."""
        text = self.text
        if words := pattern("en", "determiner").match(text, start):
            if pattern("en", "preposition").search(words.text) or pattern("en", "new_phrase").search(words.text):
                self.pending = None  # "that service or to other users", "staff, our processors"
            start = words.end
        # Written with a capital within a sentence, or with two at its beginning ("Help Scout").
        named = (start and text[start : start + 1].isupper()) or pattern("en", "two_capitals").match(text, start)
        verb = None if named else pattern("en", "purpose_ahead").match(text, start)
        if verb or pattern("en", "nobody_ahead").match(text, start):
            return None
        if pattern("en", "adjunct").match(text, start):
            return self._resumed(text.find("; ", start))
        if marker := pattern("en", "examples").match(text, start):
            self.category = self.found[-1] if self.found else None
            return marker.end if self.found or self.pending is None else None
        stop = pattern("en", "phrase_end").search(text, start)
        mark = pattern("en", "list_mark").search(text, start)
        marker = pattern("en", "examples").search(text, start)
        ends = [hit.start for hit in (stop, mark, marker) if hit]
        end = min(ends, default=len(text))
        if not self._take(start, end):
            return None
        if marker and marker.start == end:
            self.category = self.found[-1] if self.found else None
            return marker.end if self.found else None
        if mark and mark.start == end and not (stop and stop.start < mark.start):
            return mark.end
        return self._after(stop) if stop and stop.start == end else None

    def _take(self, start: int, end: int) -> bool:
        """Take the conjunct as a recipient, or as an adjective of the next; False where it is neither."""
        words = self.text[start:end].strip()
        begin = self.pending if self.pending is not None else start
        if not words or len(self.text[begin:end]) > LONGEST * 2:
            return not words and bool(self.found)
        if self._is_address(words):
            return True
        recipient = self._recipient(begin, start, end)
        if recipient is None:
            within = self.found and begin < self.found[-1].end  # in the clause about the last recipient
            adjective = not within and (self.pending is not None or len(words.split()) <= 4)
            self.pending = begin if adjective else None
            return adjective or bool(within)
        self.pending = None
        if self.category and not recipient.named and recipient.group in ("processor", "authority"):
            self.category = None if self.found and self.found[-1].named else self.category
        self.found.append(recipient)
        return True

    def _is_address(self, words: str) -> bool:
        """Whether words behind a company called by its full name say where it is: "Quay 5", and then "Delft"."""
        last = self.found[-1] if self.found else None
        if not last or not last.named or not pattern("en", "company").search(last.name):
            return False
        place = self.addressed and name_in(words) and not pattern("en", "company").search(words)
        self.addressed = bool(pattern("en", "address").fullmatch(words) or place or only_places(words))
        return self.addressed

    def _recipient(self, begin: int, start: int, end: int) -> Recipient | None:
        text = self.text
        named = name_in(text[start:end])
        if named and not (self.found or self.category) and pattern("en", "adjective_ahead").match(text, start):
            return None  # the first word of a sentence is written like a name
        if named and pattern("en", "adjective_word").fullmatch(named):
            return None
        if named and (not is_description(named) or (self.category and is_title(named))):
            kind = _kind_of_name(named, self.category)
            left = start + text[start:end].index(named)
            return Recipient(named, left, left + len(named), True, kind, "name", end_clause=end)
        if called := self._called(start, end):
            return called
        head = head_of(text, begin, end)
        if head is None:
            return None
        group, hit = head
        name = text[begin:end].strip(" ,;“”\"'[]’")
        left = begin + text[begin:end].index(name)
        kind = kind_of(group, name)
        generic = group == "generic"
        among_providers = self.category and self.category.kind == "entrusts_to" and kind == "provides_to"
        if among_providers and (group == "open" or (generic and name.endswith("services"))):
            kind, generic = "entrusts_to", False
        return Recipient(
            name, left, left + len(name), False, kind, f"{group}/{hit.entry.id}", generic, end, hit.entry.strength
        )

    def _called(self, start: int, end: int) -> Recipient | None:
        """Who is called by name behind what they are ("our card processor Acme"), or before their machines."""
        hit = pattern("en", "name_behind").search(self.text[start:end].rstrip())
        if hit is None or not name_in(hit["who"]) or pattern("en", "adjective_word").fullmatch(hit["who"]):
            return None
        who, left, right = hit.parts["who"]
        head = head_of(self.text, start, start + left) if hit.entry.id == "apposition" else ("processor", hit)
        if head is None or head[0] == "authority":
            return None
        kind = kind_of(head[0], self.text[start : start + left])
        behind = right if hit.entry.id == "apposition" else hit.end  # where its machines are, the data is
        return Recipient(who, start + left, start + behind, True, kind, "name", end_clause=end)

    def _after(self, stop: Hit) -> int | None:
        """Past what ends a conjunct: brackets hold examples or nothing; a clause may end before the next conjunct."""
        text = self.text
        if stop.text.strip().startswith("("):
            return self._past_bracket(stop)
        if stop.text.strip() == ":" and self.found and not self.category:
            return self._enumerated(stop.end)
        beside = self.found and stop.start - self.found[-1].end <= 2
        if beside and stop.text.strip() in ("–", "—", "-"):
            registered = pattern("en", "registered").match(text, stop.start)
            return self._behind(registered.end) if registered else self._behind_dash(stop.end)
        clause = pattern("en", "relative").match(text, stop.start) if beside else None
        if clause and (past := self._take_clause(clause)) and (following := self._behind(past)):
            return following
        if place := pattern("en", "place_then_name").match(text, stop.start):
            return place.end
        ahead = pattern("en", "examples_ahead").match(text, stop.start)
        if ahead and self.found and not self.category and self._told(ahead):
            self.category = self.found[-1]
            return ahead.end
        if self.category and self.found and self.found[-1].named and (following := self._next_example(stop.start)):
            return following
        return self._past_clause(stop.start) or self._resumed(text.find("; ", stop.start))

    def _next_example(self, start: int) -> int | None:
        """Where the next name begins behind what the last one does: "Acme for fraud checks and Bolt for mail"."""
        for mark in pattern("en", "list_mark").hits(self.text[: start + 2 * LONGEST], start):
            ahead = _Phrase(self.text).ahead(mark.end)
            if ahead and ahead.named and ahead.start == mark.end:
                does = pattern("en", "example_does").match(self.text, ahead.end)
                return mark.end if does else None
        return None

    def _behind(self, position: int) -> int | None:
        mark = pattern("en", "list_mark").match(self.text, position)
        return mark.end if mark else None

    def _told(self, marker: Hit) -> bool:
        """Whether examples of somebody, not of what they do, follow a marker: by name, or set off by a comma."""
        who = next(iter(self._members(marker.end, marker.end + 3 * LONGEST)), None)
        if who is None or who.start - marker.end > 5 or pattern("en", "too_bare").fullmatch(who.name):
            return False
        return who.named or ("comma" in marker.parts and who.head != "processor/service" and not who.generic)

    def _enumerated(self, position: int) -> int | None:
        """Where the members begin that a colon announces: "these vendors: Acme (cards), Bolt"."""
        ahead = _Phrase(self.text)
        ahead.category = self.found[-1]
        who = ahead.ahead(position)
        if who is None or who.start - position > 12 or not (who.named or _sure(who)):
            return None
        self.category = self.found[-1]
        return position

    def _past_bracket(self, stop: Hit) -> int | None:
        close = self.text.find(")", stop.start)
        if close < 0:
            return None
        self._bracket(stop.end, close)
        place = pattern("en", "place_then_name").match(self.text, close + 1)
        return place.end if place else self._behind(close + 1)

    def _take_clause(self, clause: Hit) -> int | None:
        """What a clause about the last recipient tells: who they are, that they work for us, names in its brackets.

        Where the brackets behind it end; None where there are none.
        """
        last, works = self.found[-1], bool(pattern("en", "on_behalf").search(clause.text))
        where = pattern("en", "located").match(clause.text)  # which tells nothing of who they are
        someone = " " not in last.name and not last.name.endswith(("s", ")"))  # "the developer that runs the extension"
        bare = not last.named and (someone or pattern("en", "too_bare").fullmatch(last.name))
        if not where and (last.generic or bare):
            end = clause.end if clause.end - last.start <= 2 * LONGEST else last.end
            name = self.text[last.start : end].strip(" ,")
            kind: StatementKind = "entrusts_to" if works and last.kind == "provides_to" else last.kind
            self.found[-1] = replace(last, name=name, end=last.start + len(name), kind=kind, generic=False)
        serves = last.head == "recipient/partner" and pattern("en", "serves_us").search(clause.text)
        if serves and not pattern("en", "own_purposes").search(last.name):
            self.found[-1] = replace(self.found[-1], kind="entrusts_to")
        if works and self.found[-1].kind == "entrusts_to":
            self._all_at_work()
        close = self.text.find(")", clause.end)
        begin = clause.end + len(self.text[clause.end :]) - len(self.text[clause.end :].lstrip())
        if close < 0 or not self.text.startswith("(", begin):
            return None
        self._bracket(begin + 1, close)
        return close + 1

    def _all_at_work(self) -> None:
        """The last clause is about all alternatives that tell nothing by themselves: "agents or firms who help us"."""
        self.found = [replace(one, kind="entrusts_to") if one.generic else one for one in self.found]

    def _past_clause(self, start: int) -> int | None:
        """Where a list goes on behind the clause about its last member: "carriers that bring it to you, and banks"."""
        told = any(pattern("en", group).match(self.text, start) for group in ("relative", "for_what"))
        if not (self.found and told):
            return None
        for mark in pattern("en", "list_mark").hits(self.text[: start + 2 * LONGEST], start):
            ahead = _Phrase(self.text).ahead(mark.end)
            if ahead and _sure(ahead) and ahead.start - mark.end < 12:
                clause = self.text[start : mark.start]
                provided = pattern("en", "provides").search(clause) and ahead.name.endswith("services")
                nested = provided or any(pattern("en", group).search(clause) for group in ("nested", "nested_work"))
                whose = pattern("en", "determiner").match(self.text, mark.end)
                sure = whose or " " in ahead.name or pattern("en", "relative").match(self.text, ahead.end)
                return mark.end if sure and not nested else None
        return None

    def ahead(self, position: int) -> Recipient | None:
        """The first recipient of the phrase at a position."""
        return next(iter(self.read(position)), None)

    def _resumed(self, semicolon: int) -> int | None:
        """Where a list goes on behind a semicolon, with somebody."""
        if semicolon < 0:
            return None
        position = self._behind(semicolon)
        if position is None:
            return None
        ahead = _Phrase(self.text[: position + LONGEST]).read(position)
        return position if ahead and ahead[0].start - position < 30 else None

    def _bracket(self, start: int, end: int) -> None:
        """The examples in brackets: behind "such as", or several names alone."""
        marker = pattern("en", "examples").match(self.text, start)
        if not self.found or self.found[-1].named:
            return
        last = self.found[-1]
        if marker and last.generic and pattern("en", "too_general").fullmatch(last.name):
            self.found[-1] = replace(last, name=self.text[last.start : end + 1], end=end + 1, generic=False)
        members = self._members(marker.end if marker else start, end)
        members = [member for member in members if member.name.strip(". …")]
        if marker or (len(members) > 1 and all(member.named for member in members)):
            self.found += members

    def _members(self, start: int, end: int) -> list[Recipient]:
        """Who is named between two places as examples of the last recipient."""
        within = _Phrase(self.text[:end])
        within.found, within.category = [self.found[-1]], self.found[-1]
        members = within.read(start)[1:]
        return [] if members and _lists_work(members[0].name) else members

    def _behind_dash(self, position: int) -> int | None:
        """Past a company's full name that a dash sets behind what it is: "a third party company – Acme Inc."."""
        ahead = _Phrase(self.text).ahead(position)
        if ahead and ahead.start == position and ahead.named and pattern("en", "company").search(ahead.name):
            self.found[-1] = replace(ahead, kind=self.found[-1].kind)
        return None


def _lists_work(name: str) -> bool:
    """Whether what was read as one description counts works, not people: "data entry, promotions, mail services"."""
    return name.count(", ") > 1 and name.endswith("services")


def _sure(recipient: Recipient) -> bool:
    """Whether a description by itself tells that somebody is meant, by its noun or its clause."""
    return recipient.group in SURE or (recipient.group == "generic" and not recipient.generic)


def _kind_of_name(name: str, category: Recipient | None) -> StatementKind:
    if pattern("en", "authority_name").search(name) and not pattern("en", "company").search(name):
        return "discloses_to_authority"
    return category.kind if category else "provides_to"


def examples(text: str, start: int, kind: StatementKind) -> list[Recipient]:
    """The recipients that a text names from `start` on as examples of those who get data in a certain way."""
    phrase = _Phrase(text)
    phrase.category = Recipient("", start, start, False, kind, "category")
    return phrase.read(start)
