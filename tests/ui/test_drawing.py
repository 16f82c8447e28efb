import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from PIL import Image

from graph.lineage import overlay
from graph.schema import GRADE_COLOURS
from tests.factory import MINISTRY, USERS, insurer_path, path, sellers_path, step, unspecified_path
from ui.drawing import png, svg

SVG = "{http://www.w3.org/2000/svg}"


def groups(picture: str, word: str) -> Iterator[ET.Element]:
    return (g for g in ET.fromstring(picture).iter(f"{SVG}g") if word in g.get("class", "").split())


def texts(element: ET.Element) -> list[str]:
    return [text.text or "" for text in element.iter(f"{SVG}text")]


def test_each_step_is_a_button_with_its_sentence() -> None:
    first = next(groups(svg(overlay([insurer_path()])), "step"))
    assert first.get("role") == "button"
    assert first.get("tabindex") == "0"
    assert first.get("aria-label") == "Korean users — use → Example Shop (disclosed)"


def test_inferred_steps_are_dashed_and_no_other() -> None:
    steps = groups(svg(overlay([insurer_path()])), "step")
    dashed = {g.get("data-step"): g[2].get("stroke-dasharray") for g in steps}
    assert [key for key, dashes in dashed.items() if dashes] == ["cn-subject_to-law-cn-nil"]


def test_a_step_has_the_colour_of_its_grade() -> None:
    steps = {g.get("id"): g[2].get("stroke") for g in groups(svg(overlay([insurer_path()])), "step")}
    assert steps["step-org-insurer-established_in-cn"] == GRADE_COLOURS["register"]


def test_a_described_organisation_has_a_border_of_its_own() -> None:
    (box,) = groups(svg(overlay([sellers_path()])), "described")
    assert box.get("id") == "node-org-shop--sellers"
    assert box[1].get("stroke-dasharray") == "2 3"


def test_without_consent_stands_on_the_step() -> None:
    steps = list(groups(svg(overlay([unspecified_path()])), "step"))
    assert [texts(g)[-1] for g in steps] == ["disclosed", "without consent"]


def test_the_legend_names_the_lines_that_occur() -> None:
    (legend,) = groups(svg(overlay([insurer_path()])), "legend")
    assert texts(legend)[:4] == ["law", "register", "disclosed", "inferred by a rule"]
    assert not list(groups(svg(overlay([insurer_path()]), legend=False), "legend"))


def test_a_hostile_name_stays_a_name() -> None:
    shop = MINISTRY.__class__("Service", "svc-x", '<script>"&')
    assert '<script>"&' in texts(next(g for g in groups(svg(overlay([path(step(USERS, "USES", shop))])), "Service")))


def test_png_is_twice_as_large() -> None:
    picture = svg(overlay([unspecified_path()]))
    width = int(ET.fromstring(picture).get("width", "0"))
    assert Image.open(io.BytesIO(png(picture))).width == 2 * width
