import pytest

from data.grades import Grade
from tests.factory import alleged_path, insurer_path, path, sellers_path, step, unspecified_path
from ui.links import ALL_PATHS
from ui.present import chosen_paths, chosen_step, distinct_routes, path_row, strongest_of

PATHS = [sellers_path(), insurer_path(), unspecified_path(), alleged_path()]


def test_one_path_of_each_route_is_kept_in_rank_order() -> None:
    shorter = path(*insurer_path().steps[:4])
    assert distinct_routes([insurer_path(), shorter, sellers_path()], 5) == [insurer_path(), sellers_path()]
    assert distinct_routes(PATHS, 1) == [sellers_path()]


def test_the_strongest_of_a_grade_is_the_first_of_that_grade() -> None:
    assert strongest_of(PATHS, Grade.ALLEGED) == alleged_path()
    assert strongest_of(PATHS, Grade.UNCONFIRMED) is None


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [(None, PATHS[:1]), (ALL_PATHS, PATHS), (PATHS[2].id, [PATHS[2]]), ("gone", PATHS[:1])],
)
def test_the_paths_drawn_are_those_wanted_else_the_first(wanted: str | None, chosen: list[object]) -> None:
    assert chosen_paths(PATHS, wanted) == chosen


def test_the_step_shown_is_the_one_wanted_else_the_weakest_that_gives_data_away() -> None:
    grades = ["reported", "law", "decision", "law"]
    steps = [step(s.start, s.type, s.end, g) for s, g in zip(sellers_path().steps, grades, strict=False)]
    assert chosen_step(steps, steps[1].key) == steps[1]
    assert chosen_step(steps, "gone") == steps[2]
    assert chosen_step(steps[:2], None) == steps[0]


def test_a_row_of_the_table_says_what_arrives_and_how_it_ends() -> None:
    assert path_row(unspecified_path(), {}, "en") == {
        "Grade": "reported",
        "Inferred": 0,
        "Route": "Korean users → Example Shop → an unspecified third party",
        "Data": "any (no category named)",
        "Countries": "",
        "Notes": "without consent; unnamed recipients: 1; ends at a recipient nobody names; where it is, is not known",
    }


def test_a_row_in_korean_has_korean_names() -> None:
    assert path_row(sellers_path(), {}, "ko")["경로"].startswith("한국 이용자 → 예시 쇼핑 → EXAMPLE SHOP")
