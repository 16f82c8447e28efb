"""Tables that have level lines between their rows and none between their columns, as many pages are printed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from ingest.readers.pdf_page import Box, Field, Grid, Word, inside, lines

RULES = 3  # level lines of one length that make a table
ALIKE = 4.0  # points by which their ends may differ
GAP = 7.0  # points without a word from the top to the bottom: columns part here
LONGEST = 15  # lines of a cell; where one is longer, this is prose between rules

Rule = tuple[float, float, float]  # height, left and right end


def ruled(page: Any, words: Sequence[Word], taken: Sequence[Box]) -> Iterator[Grid]:
    """The tables of a pdfplumber page that are told by level lines alone; `taken`: where others are."""
    rules = [rule for rule in _rules(page) if not any(box[1] - 2 <= rule[0] <= box[3] + 2 for box in taken)]
    for run in _runs(rules, words):
        if len(run) >= RULES and (grid := _grid(run, words, page.page_number)):
            yield grid


def _rules(page: Any) -> list[Rule]:
    """Level lines, each put together of its pieces, from top to bottom."""
    found: list[Rule] = []
    for edge in sorted((e for e in page.edges if e["orientation"] == "h"), key=lambda e: (e["top"], e["x0"])):
        if found and edge["top"] - found[-1][0] < 3:
            found[-1] = (found[-1][0], min(found[-1][1], edge["x0"]), max(found[-1][2], edge["x1"]))
        else:
            found.append((edge["top"], edge["x0"], edge["x1"]))
    return found


def _runs(rules: Iterable[Rule], words: Sequence[Word]) -> list[list[Rule]]:
    """Lines that follow each other, are equally long, and have no prose between them."""
    runs: list[list[Rule]] = []
    for rule in rules:
        last = runs[-1][-1] if runs else None
        alike = last and abs(last[1] - rule[1]) < ALIKE and abs(last[2] - rule[2]) < ALIKE
        if last and alike and not _holds_prose((rule[1], last[0], rule[2], rule[0]), words):
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return runs


def _holds_prose(box: Box, words: Iterable[Word]) -> bool:
    """Whether words go on over more than half of the width without a gap."""
    held = [word for word in words if inside(word, box)]
    lefts = _columns(held)
    end = max((word.box[2] for word in held), default=0.0)
    return len(lefts) == 1 and end - lefts[0] > (box[2] - box[0]) / 2


def _grid(run: Sequence[Rule], words: Sequence[Word], page: int) -> Grid | None:
    """The table between the lines, with its header where that stands above the first; None where it has one column."""
    tops = [rule[0] for rule in run]
    above = tops[0] - min(b - a for a, b in pairwise(tops))
    header = [word for word in words if inside(word, (run[0][1], above, run[0][2], tops[0]))]
    if len(_columns(header)) > 1:
        tops.insert(0, above)
    box = (run[0][1], tops[0], run[0][2], tops[-1])
    held = [word for word in words if inside(word, box)]
    lefts = _columns(held)
    if len(lefts) < 2:
        return None
    rights = [*lefts[1:], box[2] + GAP]
    rows = [
        tuple(_field(held, (left, top, right, bottom), page) for left, right in zip(lefts, rights, strict=True))
        for top, bottom in pairwise(tops)
    ]
    filled = tuple(row for row in rows if any(cell.lines for cell in row))
    if len(filled) < 2 or any(len(cell.lines) > LONGEST for row in filled for cell in row):
        return None
    return Grid(filled, tuple(lefts), box, page)


def _columns(words: Iterable[Word]) -> list[float]:
    """Where columns begin: behind each gap that no word reaches into."""
    lefts: list[float] = []
    reached = float("-inf")
    for word in sorted(words, key=lambda word: word.box[0]):
        if word.box[0] - reached >= GAP:
            lefts.append(word.box[0] - 1)
        reached = max(reached, word.box[2])
    return lefts


def _field(words: Iterable[Word], box: Box, page: int) -> Field:
    return Field(tuple(lines((word for word in words if inside(word, box)), page, box[2] - GAP)))
