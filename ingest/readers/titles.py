"""Titles that nothing marks but how they are written: English lines with capitals, articles of Korean policies."""

import re

# Every word of weight has a capital, and nothing marks a sentence.
_SMALL = "&|a|an|and|as|at|by|for|from|in|of|on|or|our|the|to|we|with|you|your"
_TITLE = re.compile(rf"(?:[A-Z][\w’'-]*|&)(?: (?:[A-Z(][\w’')-]*|{_SMALL}))*")
# An article of a Korean policy, by number and title, before its own first words; not one of a law that is cited.
ARTICLE = re.compile(
    r"제\s?\d{1,3}\s?[조장](?:의\s?\d+)?\s?[(\[【](?P<title>[^()\[\]【】\n]{2,40})[)\]】]"
    r"(?=[ \t\u00a0]+(?!및|또는|제\s?\d|에\s|의\s)[①-⑳\d가-힣A-Za-z“\"‘'「『<(])"
)
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
