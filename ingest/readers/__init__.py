"""From bytes to a `Reading`: which reader, which characters, what the document says of itself.

HTML gives its visible text, PDF its words in reading order; Markdown and plain text stay as they are. Anything that
cannot be read is refused with a sentence that says why and what to do.
"""

import hashlib
import re
from pathlib import Path

from graph.errors import InputError
from ingest.blocks import Block, Reading
from ingest.readers import html, markdown, pdf, plain
from ingest.readers.decoding import decoded
from ingest.readers.front import front_matter

LIMIT = 20_000_000  # bytes; the longest real policies have some 2 MB
FORMATS = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown", ".markdown": "markdown", ".txt": "text",
    ".text": "text", ".pdf": "pdf",
}  # fmt: skip

_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|main|article|section|div|table|[hp]\d?|ul|ol)\b[^>]*>", re.I)
_ENDS = re.compile(r"</(?:p|div|li|tr|td|h[1-6])>", re.I)
ENDS = 5  # closed elements by which text that begins like a page is one
_HANGUL = re.compile(r"[가-힣]")
_LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 6_000  # characters that tell the language
KOREAN_SHARE = 0.2  # Korean policies quote English names and addresses; English ones quote no Korean to speak of


def read(source: str | Path | bytes, name: str = "") -> Reading:
    """The document at a path, or given as bytes with a file name that tells its format.

    Raises InputError where there is no such file, it is empty, too large, of another format, or not text.
    """
    label = name or (source.decode("latin-1", "replace")[:40] if isinstance(source, bytes) else str(source))
    format_ = _format(label)
    data = source if isinstance(source, bytes) else _bytes(Path(source))
    if len(data) > LIMIT:
        raise _too_large(label, len(data))
    if not data.strip():
        raise InputError("The file is empty", given=label, remedy="Save the document again and give that file")
    digest = hashlib.sha256(data).hexdigest()
    if format_ == "pdf":
        paper = pdf.paper(data, label)
        return _reading(paper.text, paper.blocks, format_, paper.title, digest, {})
    text = decoded(data, label, markup=format_ == "html")
    if format_ != "html" and _PAGE.match(text) and len(_ENDS.findall(text)) > ENDS:
        format_ = "html"  # a page that was saved under another name
    if format_ == "html":
        page = html.page(text)
        return _reading(page.text, page.blocks, format_, page.title, digest, page.meta)
    meta, body = front_matter(text)
    blocks = markdown.blocks(text, body) if format_ == "markdown" else plain.blocks(text, body)
    return _reading(text, blocks, format_, _first_heading(blocks), digest, meta)


def _reading(
    text: str, blocks: tuple[Block, ...], format_: str, title: str, digest: str, meta: dict[str, str]
) -> Reading:
    language = meta.get("language") or language_of(text)
    return Reading(text, blocks, format_, language, meta.get("title") or title, digest, meta)  # type: ignore[arg-type]


def language_of(text: str) -> str:
    """`ko` where at least a fifth of the letters are Hangul, else `en`.

    >>> language_of("개인정보 처리방침 (Privacy Policy)"), language_of("Privacy Policy")
    ('ko', 'en')
    """
    sample = text[:SAMPLE]
    letters = len(_LETTER.findall(sample))
    return "ko" if letters and len(_HANGUL.findall(sample)) / letters >= KOREAN_SHARE else "en"


def _first_heading(blocks: tuple[Block, ...]) -> str:
    return next((block.plain.text for block in blocks if block.kind == "heading"), "")


def _format(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        raise InputError("Files of this kind are not read", given=name, remedy=f"Give one of {', '.join(FORMATS)}")
    return FORMATS[suffix]


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise InputError("This is a folder, not a file", given=str(path), remedy="Give the files in it")
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise _too_large(str(path), size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("There is no such file", given=str(path), remedy="Check the path") from error
    except OSError as error:
        raise InputError(
            f"The file cannot be opened: {error.strerror}", given=str(path), remedy="Check its permissions"
        ) from error


def _too_large(name: str, size: int) -> InputError:
    return InputError(
        f"The file has {size / 1e6:.1f} MB; at most {LIMIT / 1e6:.0f} MB are read",
        given=name,
        remedy="Split it, or save only the policy itself",
    )
