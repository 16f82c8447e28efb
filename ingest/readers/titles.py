"""English titles that nothing marks but how they are written: a line by itself, its words with capitals."""

import re

# Every word of weight has a capital, and nothing marks a sentence.
_SMALL = "&|a|an|and|as|at|by|for|from|in|of|on|or|our|the|to|we|with|you|your"
_TITLE = re.compile(rf"(?:[A-Z][\w’'-]*|&)(?: (?:[A-Z(][\w’')-]*|{_SMALL}))*")
LENGTH = 70  # characters of a title, and of a line that is too short to be what a title stands over


def is_written_as_title(words: str) -> bool:
    """Whether a line is short and each of its words has a capital that has weight.

    >>> is_written_as_title("Sharing of Your Data"), is_written_as_title("We share data.")
    (True, False)
    """
    return len(words) <= LENGTH and _TITLE.fullmatch(words) is not None


def heads(words: str, following: str, *, listed: bool) -> bool:
    """Whether text goes on from a line written as a title; below an address or a name stand other short lines.

    `listed`: a list or a table follows.
    """
    return (listed or len(following) >= LENGTH) and is_written_as_title(words)
