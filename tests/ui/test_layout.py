from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.lineage import NodeRef, overlay
from tests.factory import SHOP, USERS, alleged_path, insurer_path, path, sellers_path, step, unspecified_path
from ui.layout import PAGE, Arrow, Box, arrange, box_words

ALL = overlay([insurer_path(), sellers_path(), unspecified_path(), alleged_path()])
names = st.lists(st.text("ABcdefgil가나다힣中文()&", min_size=1, max_size=14), min_size=1, max_size=7).map(" ".join)


def overlaps(one: Box | Arrow, other: Box) -> bool:
    if isinstance(one, Box):
        width, height = one.width, one.height
    else:
        width, height = max(line.width for line in one.lines) - 4, sum(line.height for line in one.lines) - 4
    across = abs(one.x - other.x) < (width + other.width) / 2 - 1
    return across and abs(one.y - other.y) < (height + other.height) / 2 - 1


@given(names, names)
@settings(max_examples=30, deadline=None)
def test_every_word_of_a_name_stands_inside_its_box(en: str, ko: str) -> None:
    node = NodeRef("Organization", "org-x", en, ko)
    (box,) = (b for b in arrange(overlay([path(step(USERS, "USES", node))]), "en").boxes if b.node.id == "org-x")
    shown = "".join(line.text for line in box.lines if line.role != "kind").replace(" ", "")
    assert shown == (en if en == ko else en + ko).replace(" ", "")
    assert all(line.width <= box.width for line in box.lines)


def test_boxes_do_not_overlap() -> None:
    assert not any(overlaps(one, other) for one, other in combinations(arrange(ALL, "en").boxes, 2))


def test_words_on_arrows_stand_clear_of_boxes() -> None:
    layout = arrange(ALL, "ko")
    assert not any(overlaps(arrow, box) for arrow in layout.arrows for box in layout.boxes)


def test_a_path_of_seven_nodes_fits_a_page_of_1280_pixels() -> None:
    assert arrange(overlay([insurer_path()]), "en").width <= PAGE


def test_a_path_runs_from_left_to_right() -> None:
    places = {box.node.id: box.x for box in arrange(overlay([insurer_path()]), "en").boxes}
    order = [places[node.id] for node in insurer_path().nodes]
    assert order == sorted(order)


def test_the_reader_s_language_stands_first() -> None:
    assert [line.text for line in box_words(SHOP, "ko", 150)] == ["서비스", "예시 쇼핑", "Example Shop"]


def test_nothing_to_draw_is_an_empty_layout() -> None:
    assert arrange(overlay([]), "en").boxes == ()
