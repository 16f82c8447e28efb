from hypothesis import given
from hypothesis import strategies as st

from ui.lettering import measure, wrap

words = st.lists(st.text("abcWMi.㈜가각힣中文(·/-)", min_size=1, max_size=12), min_size=1, max_size=12).map(" ".join)


@given(words, st.integers(40, 300))
def test_wrapping_loses_nothing(text: str, width: int) -> None:
    assert "".join(wrap(text, width, 12)).replace(" ", "") == text.replace(" ", "")


@given(words, st.integers(40, 300))
def test_a_line_is_wider_than_asked_only_where_a_single_word_is(text: str, width: int) -> None:
    assert all(measure(line, 12) <= width or " " not in line for line in wrap(text, width, 12))


def test_lines_of_a_name_are_even() -> None:
    assert wrap("National Intelligence Law", 120, 12) == ["National", "Intelligence Law"]


def test_a_long_chinese_name_breaks_between_characters() -> None:
    assert wrap("中华人民共和国国家情报法", 80, 12) == ["中华人民共和", "国国家情报法"]


def test_a_long_word_breaks_at_its_marks() -> None:
    lines = wrap("수사기관·정부기관(특정되지 않음)", 70, 12)
    assert lines == ["수사기관·", "정부기관", "(특정되지", "않음)"]


def test_a_word_that_fits_is_left_whole() -> None:
    assert wrap("E-Commerce (Singapore)", 300, 12) == ["E-Commerce (Singapore)"]


def test_a_combining_mark_takes_no_width() -> None:
    assert measure("e\u0301", 10) == measure("e", 10)
