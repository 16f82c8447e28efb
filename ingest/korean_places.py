"""Countries in Korean words, also those whose names mean something else as well ("인도": India, or handing over)."""

from data.countries import BLOCS, Mention, find_countries
from ingest.patterns import pattern


def mentions_in(text: str) -> list[Mention]:
    """The countries that a text names; a name of two meanings counts where a place must stand.

    That is where it is the whole of a member of a list, or data is said to lie there.

    >>> [mention.code for mention in mentions_in("인도, 필리핀")], mentions_in("상품 인도 시까지")
    (['IN', 'PH'], [])
    """
    sure = find_countries(text)
    if not pattern("ko", "place_of_two_meanings").search(text):
        return sure
    certain = {mention.start for mention in sure}
    doubtful = [one for one in find_countries(text, weak=True) if one.start not in certain and one.code not in BLOCS]
    return sorted([*sure, *(one for one in doubtful if _is_meant(text, one))], key=lambda mention: mention.start)


def _is_meant(text: str, mention: Mention) -> bool:
    words = text[mention.start : mention.end]
    if not pattern("ko", "place_of_two_meanings").fullmatch(words):
        return False
    whole = pattern("ko", "member_begins").search(text[: mention.start])
    if whole and pattern("ko", "member_ends").match(text, mention.end):
        return True
    return bool(pattern("ko", "lies_there").match(text, mention.end))
