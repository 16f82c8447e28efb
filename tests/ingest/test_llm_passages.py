from hypothesis import given
from hypothesis import strategies as st

from ingest.llm_passages import passages, tokens
from ingest.readers import read

lines = st.sampled_from(
    [
        "# One",
        "## Two",
        "### Three",
        "Some words.",
        "- an item",
        "| a | b |\n|---|---|\n| c | d |",
        "한국어 문장입니다.",
        "x " * 90,
    ]
)


@given(st.lists(lines, min_size=1, max_size=12), st.integers(1, 80))
def test_passages_hold_each_block_that_is_no_heading_once_and_whole(parts: list[str], budget: int) -> None:
    reading = read("\n\n".join(parts).encode(), "p.md")
    cut = passages(reading, budget)
    held = [block for passage in cut for block in passage.blocks if block.kind != "heading"]
    assert held == [block for block in reading.blocks if block.kind != "heading"]
    assert all(passage.text == reading.text[passage.start : passage.end] for passage in cut)
    assert all(len(passage.blocks) == 1 or sum(tokens(b.raw) for b in passage.blocks) <= budget for passage in cut)


def test_a_passage_is_cut_before_a_heading_where_it_can_be() -> None:
    reading = read(b"# P\n\n## A\n\nWords of A.\n\n## B\n\nWords of B.\n\nMore words of B.\n", "p.md")
    assert [passage.name for passage in passages(reading, 10)] == ["P", "B"]
    assert [passage.headings for passage in passages(reading, 10)] == [(), ("P",)]


def test_a_section_too_long_is_cut_between_its_blocks_and_keeps_its_headings() -> None:
    reading = read(("# P\n\n## A\n\n" + "Words that fill a block.\n\n" * 4).encode(), "p.md")
    first, *others = passages(reading, 14)
    assert first.name == "P"
    assert {(passage.name, passage.headings) for passage in others} == {("A", ("P", "A"))}


def test_headings_alone_are_not_asked_about() -> None:
    assert passages(read(b"# Contents\n\n## A\n\n## B\n", "p.md")) == []


def test_a_small_document_is_one_passage() -> None:
    assert [passage.name for passage in passages(read(b"We share data.\n", "p.txt"))] == ["We share data."]
