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
    ],
)
def test_a_paragraph_of_rows_falls_apart_into_its_lines(text: str, lines: int) -> None:
    found = list(lines_apart([Block("paragraph", text, 7, 7 + len(text))]))
    assert len(found) == lines
    assert all(text[block.start - 7 : block.end - 7] == block.raw for block in found)
