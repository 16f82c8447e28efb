"""Tables and lists that are typed as lines."""

import pytest

from ingest.blocks import Block
from ingest.korean_lines import lines_apart


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("수탁자\t업무\n(주)가나\t배송\n(주)다라\t결제", 3),
        ("수탁자 / 업무\n가나 / 배송", 2),
        ("가나물류 - 배송\n다라페이 - 결제", 2),
        ("회사는 이용자의 정보를\n소중히 다룹니다.", 1),
        ("이전받는 자: Alpha\n이전 국가: 미국", 1),
        ("수탁자 / 업무\n가나", 1),
        ("다음과 같이 위탁합니다.\n위탁받은 업체(수탁자) 위탁 업무\n㈜가나 결제\n㈜다라\n 문자 발송\n마바 보관", 5),
        ("수탁자 위탁업무\n회사는 업무를 위탁합니다.\n그 밖의 내용은 다음과 같습니다.", 1),
    ],
)
def test_a_paragraph_of_rows_falls_apart_into_its_lines(text: str, lines: int) -> None:
    found = list(lines_apart([Block("paragraph", text, 7, 7 + len(text))]))
    assert len(found) == lines
    assert all(text[block.start - 7 : block.end - 7] == block.raw for block in found)
