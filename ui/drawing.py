"""The picture of paths: every node with its full name, every step with its word and grade, as SVG or PNG.

The picture carries its colours as plain attributes, so that any program shows it; pages restyle it by class
(`node`, `step`, `grade-…`, `inferred`, `described`, `selected`). Each step has the id `step-KEY` and is a button.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from graph.lineage import Lineage
from graph.schema import GRADE_COLOURS, NODE
from ui.i18n import Language, say
from ui.layout import LEADING, PADDING_Y, SIZES, Arrow, Box, Layout, Line, arrange
from ui.lettering import measure, wrap
from ui.present import step_sentence

FONTS = (
    "'Noto Sans KR','Noto Sans CJK KR','Apple SD Gothic Neo','Malgun Gothic','Helvetica Neue',Arial,"
    "'Liberation Sans','DejaVu Sans',sans-serif"
)
INK, QUIET, PAPER, WARNING = "#1f2933", "#52606d", "#ffffff", "#a4161a"
MARGIN = 12
LEGEND_SIZE = 11
_COLOURS = {"kind": QUIET, "name": INK, "other": INK, "word": INK, "grade": QUIET, "warning": WARNING}


def svg(lineage: Lineage, *, language: Language = "en", legend: bool = True) -> str:
    """The drawing of a lineage; with `legend`, what its lines mean stands below it."""
    layout = arrange(lineage, language)
    width = max(layout.width, 420) + 2 * MARGIN
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "datagil", "role": "group",
                              "aria-label": say("drawing.title", language), "font-family": FONTS})  # fmt: skip
    ground = ET.SubElement(root, "rect", {"class": "paper", "width": "100%", "height": "100%", "fill": PAPER})
    drawn = ET.SubElement(root, "g", {"transform": f"translate({MARGIN},{MARGIN})"})
    for arrow in layout.arrows:
        _draw_arrow(drawn, arrow, language)
    for box in layout.boxes:
        _draw_box(drawn, box, _step_into(box, layout))
    height = layout.height + 2 * MARGIN
    if legend:
        height += _draw_legend(root, lineage, language, width - 2 * MARGIN, height)
    root.attrib |= {"width": f"{width:.0f}", "height": f"{height:.0f}", "viewBox": f"0 0 {width:.0f} {height:.0f}"}
    ground.attrib |= {"width": f"{width:.0f}", "height": f"{height:.0f}"}
    return ET.tostring(root, encoding="unicode")


def png(picture: str, *, zoom: float = 2) -> bytes:
    """The drawing as a PNG, `zoom` times as many pixels; needs a font with the letters shown on the machine."""
    import resvg_py  # large, and only files need it

    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=zoom, languages=["ko", "en"]))


def _draw_box(parent: ET.Element, box: Box, step: str) -> None:
    described = not box.node.named
    group = ET.SubElement(parent, "g", {
        "id": f"node-{box.node.id}", "class": f"node {box.node.label}{' described' if described else ''}",
        "data-step": step,
    })  # fmt: skip
    ET.SubElement(group, "title").text = " · ".join(filter(None, (box.node.name, box.node.name_ko)))
    colour = NODE[box.node.label].colour
    outline = {"stroke": QUIET, "stroke-dasharray": "2 3", "stroke-width": "1.6"} if described else {
        "stroke": _mixed(colour, INK, 0.35), "stroke-width": "1"}  # fmt: skip
    ET.SubElement(group, "rect", {
        "x": f"{box.x - box.width / 2:.1f}", "y": f"{box.y - box.height / 2:.1f}", "rx": "8",
        "width": f"{box.width:.1f}", "height": f"{box.height:.1f}",
        "fill": _mixed(colour, PAPER, 0.75 if described else 0.5), **outline,
    })  # fmt: skip
    _draw_lines(group, box.lines, box.x, box.y - box.height / 2 + PADDING_Y)


def _draw_arrow(parent: ET.Element, arrow: Arrow, language: Language) -> None:
    step, colour = arrow.step, GRADE_COLOURS[arrow.step.grade]
    group = ET.SubElement(parent, "g", {
        "id": f"step-{step.key}", "class": f"step grade-{step.grade}{' inferred' if step.rule else ''}",
        "data-step": step.key, "tabindex": "0", "role": "button", "aria-label": step_sentence(step, language),
    })  # fmt: skip
    ET.SubElement(group, "title").text = step_sentence(step, language)
    curve = _curve(arrow)
    ET.SubElement(group, "path", {"class": "reach", "d": curve, "fill": "none", "stroke": PAPER,
                                  "stroke-opacity": "0", "stroke-width": "18"})  # fmt: skip
    dashes = {"stroke-dasharray": "6 4"} if step.rule else {}
    ET.SubElement(group, "path", {"class": "line", "d": curve, "fill": "none", "stroke": colour,
                                  "stroke-width": "2", **dashes})  # fmt: skip
    ET.SubElement(group, "polygon", {"class": "head", "points": _head(arrow), "fill": colour})
    height = sum(line.height for line in arrow.lines)
    _draw_lines(group, arrow.lines, arrow.x, arrow.y - height / 2)


def _draw_lines(parent: ET.Element, lines: Sequence[Line], x: float, top: float) -> None:
    for line in lines:
        text = ET.SubElement(parent, "text", {
            "class": line.role, "x": f"{x:.1f}", "y": f"{top + line.height * 0.77:.1f}", "text-anchor": "middle",
            "font-size": f"{SIZES[line.role]:g}", "fill": _COLOURS[line.role],
        })  # fmt: skip
        if line.role in ("name", "warning"):
            text.set("font-weight", "600")
        text.text = line.text
        top += line.height


def _step_into(box: Box, layout: Layout) -> str:
    """The step that a click on the node shows: the one that leads into it, or out of the first."""
    into = [arrow.step.key for arrow in layout.arrows if arrow.step.end.id == box.node.id]
    out = [arrow.step.key for arrow in layout.arrows if arrow.step.start.id == box.node.id]
    return (into + out + [""])[0]


def _draw_legend(root: ET.Element, lineage: Lineage, language: Language, width: float, top: float) -> float:
    """What the lines mean, for the kinds of line that occur; returns the height taken."""
    group = ET.SubElement(root, "g", {"class": "legend", "font-size": str(LEGEND_SIZE), "fill": QUIET})
    x, y = float(MARGIN), top + LEGEND_SIZE
    for words, sample in _legend_entries(lineage, language):
        taken = 34 + measure(words, LEGEND_SIZE) + 18
        if x > MARGIN and x + taken > width:
            x, y = float(MARGIN), y + LEGEND_SIZE * 1.7
        sample.attrib |= {"transform": f"translate({x:.1f},{y:.1f})"}
        group.append(sample)
        ET.SubElement(group, "text", {"x": f"{x + 34:.1f}", "y": f"{y + 4:.1f}"}).text = words
        x += taken
    y += LEGEND_SIZE * 2
    for text in wrap(say("drawing.meaning", language), width, LEGEND_SIZE):
        ET.SubElement(group, "text", {"x": str(MARGIN), "y": f"{y:.1f}"}).text = text
        y += LEGEND_SIZE * LEADING
    return y - top


def _legend_entries(lineage: Lineage, language: Language) -> list[tuple[str, ET.Element]]:
    grades = {step.grade for step in lineage.steps}
    entries = [
        (say(f"grade.{grade}", language), _sample(colour, grade=grade))
        for grade, colour in GRADE_COLOURS.items()
        if grade in grades
    ]
    if any(step.rule for step in lineage.steps):
        entries.append((say("drawing.inferred", language), _sample(QUIET, "6 4")))
    if not all(node.named for node in lineage.nodes):
        box = ET.Element("rect", {"width": "26", "height": "12", "y": "-6", "rx": "3", "fill": "none", "stroke": QUIET,
                                  "stroke-dasharray": "2 3", "stroke-width": "1.6"})  # fmt: skip
        entries.append((say("drawing.described", language), box))
    return entries


def _sample(colour: str, dashes: str = "none", grade: str = "") -> ET.Element:
    sample = ET.Element("g", {"class": f"grade-{grade}"})
    ET.SubElement(sample, "path", {"class": "line", "d": "M0,0H26", "stroke": colour, "stroke-width": "2.5",
                                   "stroke-dasharray": dashes})  # fmt: skip
    return sample


def _curve(arrow: Arrow) -> str:
    (first, *rest) = [f"{x:.1f},{y:.1f}" for x, y in arrow.points]
    return f"M{first}C{' '.join(rest)}"


def _head(arrow: Arrow) -> str:
    (x, y), (tip_x, tip_y) = arrow.points[-1], arrow.tip
    across_x, across_y = (y - tip_y) * 0.55, (tip_x - x) * 0.55
    corners = ((tip_x, tip_y), (x + across_x, y + across_y), (x - across_x, y - across_y))
    return " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)


def _mixed(colour: str, with_colour: str, share: float) -> str:
    """A colour with a share (0 to 1) of another one in it."""
    pairs = zip(*(bytes.fromhex(c.lstrip("#")) for c in (colour, with_colour)), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)
