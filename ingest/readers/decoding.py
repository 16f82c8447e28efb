"""Bytes as text: which encoding a document has, by its own word or by its bytes."""

import codecs
import re

from charset_normalizer import from_bytes

from graph.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# How files begin that are no text, whatever their name says.
_BINARY = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive or Office document", b"\x89PNG": "an image", b"GIF8": "an image",
    b"\xff\xd8\xff": "an image", b"\x1f\x8b": "a gzip archive", b"\xd0\xcf\x11\xe0": "an old Office document",
    b"HWP Document File": "a HWP document",
}  # fmt: skip
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_HEAD = 4096  # bytes in which a page declares its encoding (HTML asks for 1024; many pages do not keep to it)
_KOREAN_NAMES = {"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "ks_c_5601", "windows-949", "x-windows-949", "ms949"}


def decoded(data: bytes, name: str, *, markup: bool = False) -> str:
    """The text of a document: by byte order mark, as UTF-8, as it declares, as CP949, or as guessed from its bytes.

    Raises InputError where the bytes are no text, or in no encoding that could be told.
    """
    for begin, what in _BINARY.items():
        if data.startswith(begin):
            raise InputError(
                f"The file is {what}, not text", given=name, remedy="Save it as HTML, Markdown or plain text"
            )
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _by_mark(data, encoding, name)
    encodings = [_wide(data), _stateful(declared := _declared(data) if markup else None), "utf-8", declared]
    for candidate in encodings:
        if candidate and (text := _strict(data, candidate)) is not None:
            return text
    if b"\0" in data:
        raise InputError("The file is binary, not text", given=name, remedy="Save it as HTML, Markdown or plain text")
    return _korean(data) or _guessed(data, name)


def _by_mark(data: bytes, encoding: str, name: str) -> str:
    text = _strict(data, encoding)
    if text is None:
        raise InputError(
            f"The file begins as {encoding.upper()} but does not go on so", given=name, remedy="Save it as UTF-8"
        )
    return text


def _strict(data: bytes, encoding: str) -> str | None:
    """The text if every byte fits and no character of control remains, else None."""
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\0" in text else text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of markup or spaces is zero."""
    sample = data[:_HEAD]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros = sample[start::2].count(0)
        if zeros > len(sample) / 20 and sample[1 - start :: 2].count(0) == 0:
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    encoding = (found[1] or found[2]).decode("ascii").lower()
    return "cp949" if encoding in _KOREAN_NAMES else encoding


def _stateful(encoding: str | None) -> str | None:
    """An encoding of seven bits, which would pass for UTF-8."""
    return encoding if encoding and encoding.startswith(("iso-2022", "hz")) else None


def _korean(data: bytes) -> str | None:
    """As CP949 (which holds EUC-KR), if most of what is not ASCII turns out to be Hangul."""
    text = _strict(data, "cp949")
    if text is None:
        return None
    foreign = [char for char in text[:20000] if ord(char) > 127]
    hangul = sum("가" <= char <= "힣" for char in foreign)
    return text if hangul * 2 > len(foreign) else None


def _guessed(data: bytes, name: str) -> str:
    best = from_bytes(data[: 1 << 20]).best()
    text = _strict(data, best.encoding) if best else None
    if text is None:
        raise InputError("The file is in no encoding that could be told", given=name, remedy="Save it as UTF-8")
    return text
