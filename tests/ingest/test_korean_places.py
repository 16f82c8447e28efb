"""Countries in Korean words, and names that mean something else as well."""

import pytest

from ingest.korean_places import mentions_in


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("인도", ["IN"]),
        ("인도, 필리핀 등", ["IN", "PH"]),
        ("Alpha Ltd.(인도)", ["IN"]),
        ("데이터는 인도에 위치한 서버에", ["IN"]),
        ("상품 인도 시까지", []),
        ("인도적 지원", []),
        ("양도 및 인도를 위하여", []),
        ("중화인민공화국 홍콩특별행정구", ["HK"]),
    ],
)
def test_a_name_of_two_meanings_counts_where_a_place_must_stand(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in mentions_in(text)] == codes
