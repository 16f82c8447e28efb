"""Countries and territories by name and code, and where a text speaks of one.

Names come from CLDR through Babel (English, Korean, Chinese, Japanese, and each territory's own languages) and from
ISO 3166-1 through pycountry; what these lack stands in `lexicon/places.yaml`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pycountry
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

from data.places import Place, load_places

BLOCS = frozenset({"EU"})
_EVERYWHERE = ("en", "ko", "zh", "zh_Hant", "ja")  # languages that name every country
# Languages that name the countries they are official in: Deutschland, Việt Nam.
_AT_HOME = frozenset(
    {"cs", "da", "de", "el", "es", "fi", "fr", "hu", "id", "it", "ms", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sv",
     "th", "tr", "uk", "vi"}
)  # fmt: skip
# CLDR's names of these two say whose they are; the everyday names do not.
_SPECIAL_REGIONS = frozenset({"HK", "MO"})
_WHOSE = re.compile(r" SAR China$|\(중국 특별행정구\)$|^中国|^中國|^中華人民共和国|特别行政区$|特別行政[区區]$")
_KEY = 2  # letters by which names are looked up
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff0-9"
_HAN = "\u4e00-\u9fff"
_KATAKANA = "\u30a0-\u30ff"
_HANGUL = "\uac00-\ud7a3"


class Mention(NamedTuple):
    """Where a text names a country: its ISO 3166-1 alpha-2 code (or EU), and start and end in the text."""

    code: str
    start: int
    end: int


class _Name(NamedTuple):
    words: str
    code: str | None  # None: the words are no place
    weak: bool
    exact: bool  # the case counts: codes
    zones: bool  # a cloud region, which a letter may follow: ap-northeast-2a


@cache
def country_name(code: str, lang: str = "en") -> str:
    """The name of a country by its ISO 3166-1 alpha-2 code (or EU); the code itself where there is none.

    >>> country_name("HK"), country_name("CN", "ko")
    ('Hong Kong', '중국')
    """
    return _everyday(code, _locale(lang).territories.get(code, code))


def _everyday(code: str, name: str) -> str:
    return _WHOSE.sub("", name) if code in _SPECIAL_REGIONS else name


def country_code(words: str) -> str | None:
    """The code of the country that the words are, as a whole; codes in capitals count. None where they are none.

    >>> country_code("SGP"), country_code("서울 (KR)"), country_code("Made in China")
    ('SG', 'KR', None)
    """
    words = words.strip(" \t\r\n\u00a0.,;:()[]")
    if words in BLOCS or words in codes():
        return words
    if country := pycountry.countries.get(alpha_3=words) if len(words) == 3 and words.isupper() else None:
        return str(country.alpha_2)
    mentions = find_countries(words, weak=True)
    named = {mention.code for mention in mentions}
    for mention in reversed(mentions):
        words = words[: mention.start] + words[mention.end :]
    rest = re.sub(rf"\b(?:[Tt]he|{'|'.join(named)})\b", "", words)
    return named.pop() if len(named) == 1 and not re.search(r"\w", rest) else None


def find_countries(text: str, lang: str = "en", *, weak: bool = False) -> list[Mention]:
    """The countries that a text names, in order: by name, city, cloud region or code; the longest name counts.

    Names in English, Korean, Chinese, Japanese and in many territories' own language are always known; `lang` adds
    those in another. Names in Latin letters begin with a capital letter and are whole words; codes are in capitals.
    Words that mean something else as well (수단, Georgia, codes of three letters) count only with `weak`: ask for them
    where only a country can stand, as in a column of countries.
    The name of a company that holds a country's is found too: what it says of the company is for the caller to know.

    >>> find_countries("Stored in Seoul (ap-northeast-2) and 미국의 서버")
    [Mention(code='KR', start=10, end=15), Mention(code='KR', start=17, end=31), Mention(code='US', start=37, end=39)]
    """
    mentions: list[Mention] = []
    past = 0
    for start in _starts().finditer(text):
        position = start.start()
        if position >= past and (found := _name_at(text, position, lang)):
            name, past = found
            if name.code and (weak or not name.weak) and not _is_pronoun(text, position, past):
                mentions.append(Mention(name.code, position, past))
    return mentions


# Words in capitals behind which "US" is the pronoun: HOW TO CONTACT US. A country has its article there: IN THE US.
_PRONOUN_BEHIND = re.compile(r"(?:CONTACT(?:ING)?|ABOUT|TELL|REACH|E-?MAIL|JOIN|CALL|ASK|GIVE|LET|WITH|BY|TO|FROM)\s+$")


def _is_pronoun(text: str, start: int, end: int) -> bool:
    return text[start:end] == "US" and bool(_PRONOUN_BEHIND.search(text, max(0, start - 16), start))


def _name_at(text: str, position: int, lang: str) -> tuple[_Name, int] | None:
    """The longest name that begins at a position, and where it ends."""
    for length in (_KEY, 1):
        for pattern, name in _patterns(lang, text[position : position + length].lower()):
            if (match := pattern.match(text, position)) and (name.zones or not text[position].islower()):
                return name, match.end()
    return None


@cache
def codes() -> frozenset[str]:
    """Every ISO 3166-1 alpha-2 code, and XK, which CLDR uses for Kosovo."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | {"XK"}


@cache
def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@cache
def _index(lang: str) -> dict[str, tuple[_Name, ...]]:
    """The names that begin with the same letters, the longest first; the first of two equal names counts."""
    found: dict[str, dict[str, _Name]] = {}
    for name in _names(lang):
        words = name.words if name.exact else name.words.lower()
        found.setdefault(words[:_KEY].lower(), {}).setdefault(words, name)
    return {key: tuple(sorted(names.values(), key=lambda name: -len(name.words))) for key, names in found.items()}


@cache
def _patterns(lang: str, key: str) -> tuple[tuple[re.Pattern[str], _Name], ...]:
    """Compiled when a text first has a word with these letters: most names never occur."""
    return tuple((_pattern(name), name) for name in _index(lang).get(key, ()))


@cache
def _starts() -> re.Pattern[str]:
    """Where a name may begin: a capital letter, a letter of another script, or the code of a cloud region."""
    heads = sorted({words[:_KEY] for place in load_places().regions for words in place.names})
    return re.compile(
        f"(?<![{_LATIN}])(?:[A-Z\u00c0-\u00de]|{_either(heads)})"
        f"|(?<![{_HANGUL}])[{_HANGUL}]|(?<![{_KATAKANA}])[{_KATAKANA}]|[{_HAN}]"
    )


def _names(lang: str) -> Iterator[_Name]:
    """What decides first: words that are no place, our own places, then the libraries' names and codes."""
    places = load_places()
    for words in places.no_places:
        yield _Name(words, None, False, words.isupper(), False)
    for place in places.all:
        yield from _of_place(place, zones=False)
    for place in places.regions:
        yield from _of_place(place, zones=True)
    for code in sorted(codes()):
        for words in _library_names(code, lang):
            yield _Name(words, code, words in places.weak or len(words) == 1, False, False)
    for country in pycountry.countries:
        yield _Name(country.alpha_3, country.alpha_2, True, True, False)


def _of_place(place: Place, *, zones: bool) -> Iterator[_Name]:
    for words in place.names:
        yield _Name(words, place.country, place.weak, words.isupper() and words.isascii(), zones)


def _library_names(code: str, lang: str) -> list[str]:
    country = pycountry.countries.get(alpha_2=code)
    names = [getattr(country, key, None) for key in ("name", "common_name", "official_name")]
    own = get_official_languages(code, de_facto=True)
    for language in dict.fromkeys((*_EVERYWHERE, lang, *(at_home for at_home in own if at_home in _AT_HOME))):
        names.append(_locale(language).territories.get(code))
    return list(dict.fromkeys(form for name in names if name for form in (name, *_variants(_everyday(code, name)))))


def _variants(name: str) -> Iterator[str]:
    """The name without what stands in brackets, with "and" for "&", and without accents."""
    plain = re.sub(r"\s*[(（].*[)）]", "", name)
    for form in (name, plain, plain.replace("&", "and"), plain.replace("’", "'")):
        yield form
        yield _without_accents(form)


def _without_accents(words: str) -> str:
    if re.search(f"[{_HANGUL}{_KATAKANA}{_HAN}]", words):
        return words
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def _pattern(name: _Name) -> re.Pattern[str]:
    """The name with white space as it comes, in the case that counts, up to the bound that its script needs."""
    gap = r"\s*" if re.search(f"[{_HANGUL}]", name.words) else r"\s+"
    words = gap.join(map(re.escape, name.words.split()))
    if name.zones:
        words += "(?:-?[a-f])?"
    return re.compile(words + _end(name.words), re.NOFLAG if name.exact else re.IGNORECASE)


def _end(words: str) -> str:
    """What must not follow, by the script of the last letter."""
    last = words[-1]
    if re.match(f"[{_HANGUL}]", last):
        return _korean_end() if len(words) <= 2 else ""
    if re.match(f"[{_KATAKANA}]", last):
        return f"(?![{_KATAKANA}])"
    if re.match(f"[{_HAN}]", last):
        return f"(?<![{_HAN}].)(?![{_HAN}])" if len(words) == 1 else ""
    return f"(?![{_LATIN}])"


@cache
def _korean_end() -> str:
    return f"(?:(?![{_HANGUL}])|(?={_either(load_places().followers)}))"


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
