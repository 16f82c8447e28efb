import pytest

from data.countries import BLOCS, codes, country_code, country_name, find_countries

FOUND = {
    "a name in English": ("stored in the United States and Japan", ["US", "JP"]),
    "a name over a line": ("stored in the United\n  States", ["US"]),
    "a name in capitals": ("USERS IN SINGAPORE", ["SG"]),
    "a name with its particle": ("미국의 서버와 일본에 있는 센터", ["US", "JP"]),
    "a name before a noun": ("중국정부 및 싱가포르법인", ["CN", "SG"]),
    "a name in Chinese and Japanese": ("数据存储在中国, データは日本とインドネシア", ["CN", "JP", "ID"]),
    "a name in its own language": ("Deutschland, Türkiye", ["DE", "TR"]),
    "a name with accents or without": ("Côte d’Ivoire and Cote d'Ivoire", ["CI", "CI"]),
    "the longest name": ("Papua New Guinea, 인도네시아, Northern Ireland, New Mexico", ["PG", "ID", "GB", "US"]),
    "a code in capitals": ("US, U.S., UK, PRC, EU and EEA", ["US", "US", "GB", "CN", "EU", "EU"]),
    "a city": ("서울, 도쿄 리전, Frankfurt, 上海", ["KR", "JP", "DE", "CN"]),
    "a state": ("Northern Virginia (Ashburn), 오리건", ["US", "US", "US"]),
    "a cloud region": ("ap-northeast-2, us-east-1a, asia-northeast3-b, koreacentral", ["KR", "US", "KR", "KR"]),
    "special regions": ("Hong Kong SAR China, Macau, Taiwan, Province of China", ["HK", "MO", "TW"]),
    "everyday names": ("한국, 호주, 싱가폴, 남아공, 터키", ["KR", "AU", "SG", "ZA", "TR"]),
}  # fmt: skip

NOT_FOUND = {
    "us": "let us know; contact us",
    "small letters": "fine china, a turkey, the jersey",
    "inside a word": "Chinatown, Indiana Jones, USB, EUR, ap-northeast-22",
    "Korean words that begin so": "대만족, 호주머니, 인도하다, 가나다, 중국어, 그리스도교",
    "Korean words that end so": "우편집중국, 개인정보이란",
    "wider regions": "North America, Latin America, the South China Sea",
    "a currency": "100 US dollars",
    "a pronoun in capitals": "see Section P. HOW TO CONTACT US below, TELL US and INFORMATION YOU GIVE TO US",
}

WEAK = {
    "an ordinary word": ("보호 수단을 둔다", "SD"),
    "a name of a person or a state": ("Georgia", "GE"),
    "one syllable of Chinese writing": ("中 정부", "CN"),
    "a code of three letters": ("SGP", "SG"),
    "a region that two providers use otherwise": ("ap-southeast-3", "ID"),
}

WHOLE = {
    "JP": "JP", "KOR": "KR", "EU": "EU", "USA": "US", "가나": "GH", "미국.": "US", "대한민국 (KR)": "KR",
    "중국(상해)": "CN", "The Netherlands": "NL",
    "jp": None, "미국, 일본": None, "Made in China": None, "": None, "ZZ": None, "Acme Singapore Ltd": None,
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_a_country_is_found(case: str) -> None:
    text, expected = FOUND[case]
    assert [mention.code for mention in find_countries(text)] == expected


@pytest.mark.parametrize("case", NOT_FOUND)
def test_what_is_no_country_is_passed_over(case: str) -> None:
    assert find_countries(NOT_FOUND[case]) == []


@pytest.mark.parametrize("case", WEAK)
def test_a_word_that_means_other_things_counts_only_when_asked_for(case: str) -> None:
    text, code = WEAK[case]
    assert find_countries(text) == []
    assert [mention.code for mention in find_countries(text, weak=True)] == [code]


@pytest.mark.parametrize("words", WHOLE)
def test_words_as_a_whole_are_a_country_or_none(words: str) -> None:
    assert country_code(words) == WHOLE[words]


def test_a_mention_stands_at_its_offsets() -> None:
    text = "정보는 미국 오리건의 서버(us-west-2)와 Ireland에 있다"
    found = [text[start:end] for _, start, end in find_countries(text)]
    assert found == ["미국", "오리건", "us-west-2", "Ireland"]


def test_another_language_adds_its_names() -> None:
    assert find_countries("Le serveur est en Corée du Sud") == []
    assert [m.code for m in find_countries("Le serveur est en Corée du Sud", "fr")] == ["KR"]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_country_has_a_name_by_which_it_is_found(lang: str) -> None:
    shared_names = {"CD", "CG"}  # 콩고-킨샤사, 콩고-브라자빌
    lost = [c for c in sorted(codes() | BLOCS) if country_code(country_name(c, lang)) != c]
    assert set(lost) <= shared_names


def test_names_are_those_of_everyday() -> None:
    names = [(country_name(code), country_name(code, "ko")) for code in ("HK", "KR", "EU")]
    assert names == [("Hong Kong", "홍콩"), ("South Korea", "대한민국"), ("European Union", "유럽 연합")]


def test_an_unknown_code_is_its_own_name() -> None:
    assert country_name("QQ", "ko") == "QQ"
