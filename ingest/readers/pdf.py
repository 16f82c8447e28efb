"""PDF with a text layer: its words in reading order, with headings, paragraphs and tables.

Offsets count in the text made here. What has no text layer (a scan), is locked, or is broken is refused with a sentence
that says what to do.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from graph.errors import InputError
from ingest.blocks import Block
from ingest.readers.outline import outline
from ingest.readers.pdf_flow import flow
from ingest.readers.pdf_page import Element, elements

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of every flaw of a font, which nobody can mend

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of every flaw of a font, which nobody can mend

UNKNOWN = "(cid:"  # how pdfminer writes a character whose meaning the file does not tell
MOST_UNKNOWN = 0.2  # of the words


@dataclass(frozen=True, slots=True)
class Paper:
    """The text of a PDF, its blocks and its title."""

    text: str
    blocks: tuple[Block, ...]
    title: str


def paper(data: bytes, name: str) -> Paper:
    """The PDF in these bytes; `name` is what messages call it.

    Raises InputError where it is locked or broken, or has no text layer.
    """
    pages, title = _pages(data, name)
    text, runs = flow(pages)
    _check(text, name)
    blocks = outline(text, runs)
    heading = next((block.plain.text for block in blocks if block.kind == "heading"), "")
    return Paper(text, blocks, heading or title)


def _pages(data: bytes, name: str) -> tuple[list[list[Element]], str]:
    """The elements of every page, and the title that the file gives itself."""
    import pdfplumber

    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            pages = []
            scanned = []
            for page in pdf.pages:
                pages.append(elements(page))
                scanned += [page.page_number] if not pages[-1] else []
                page.close()
            title = str(pdf.metadata.get("Title") or "")
    except Exception as error:  # pdfminer trusts what a file says of itself, and fails in any way where that is wrong
        raise _refusal(error, name) from error
    _check_layer(pages, scanned, name)
    return pages, title


def _refusal(error: Exception, name: str) -> InputError:
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    cause: Any = error.args[0] if error.args else None
    if isinstance(cause, PDFPasswordIncorrect) or isinstance(error.__context__, PDFPasswordIncorrect):
        return InputError(
            "The PDF is encrypted and opens with a password only", given=name,
            remedy="Save a copy without password (qpdf --password=… --decrypt in.pdf out.pdf) and give that",
        )  # fmt: skip
    return _broken(name)


def _broken(name: str) -> InputError:
    return InputError(
        "The PDF is broken", given=name,
        remedy="Download it again, or open it in a viewer and print it into a new PDF",
    )  # fmt: skip


def _check_layer(pages: Sequence[Sequence[Element]], empty: Sequence[int], name: str) -> None:
    """Refuse a document most of whose pages hold no words."""
    if len(empty) * 2 <= len(pages) and pages:
        return
    which = "any page" if len(empty) == len(pages) else f"{len(empty)} of its {len(pages)} pages"
    raise InputError(
        f"The PDF has no text layer: no words on {which}, at most pictures of them", given=name,
        remedy="Recognise the words first (ocrmypdf -l kor+eng in.pdf out.pdf) and give the result",
    )  # fmt: skip


def _check(text: str, name: str) -> None:
    words = text.split()
    if sum(UNKNOWN in word for word in words) > MOST_UNKNOWN * len(words):
        raise InputError(
            "The PDF does not tell which characters its letters are", given=name,
            remedy="Recognise the words from their shapes (ocrmypdf --force-ocr -l kor+eng in.pdf out.pdf) and give "
            "the result",
        )  # fmt: skip
