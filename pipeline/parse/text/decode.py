"""Bytes of a text file to characters, or a named reason why they are none."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from pipeline.model import Issue, UnreadableSourceError
from pipeline.parse.notices import notice
from pipeline.parse.signatures import WEB_PAGE, kind_of

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MULTI_BYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")

MAX_CONTROL_SHARE = 0.01
"""Above this share of control characters a source is no text; dumps carry a few stray ones."""
MIN_ZERO_SHARE = 0.3
"""Of a text in Latin script in UTF-16, about every second byte is zero."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a source, the encoding they were read in, and what was noticed on the way."""

    text: str
    encoding: str
    issues: list[Issue] = field(default_factory=list)


def decode(data: bytes) -> Decoded:
    """Return the characters of a text file.

    A byte order mark decides; else UTF-8, UTF-16 by its zero bytes, and Windows-1252 (or Latin-1) last, with an
    issue that names it. Line ends stay as they are.

    Raises:
        UnreadableSourceError: ``empty`` (nothing but white space), ``binary`` (another kind of file, or no text).

    """
    kind = kind_of(data)
    if kind not in (None, WEB_PAGE):
        raise UnreadableSourceError("binary", f"it is named as text but is {kind}")
    decoded = _decode(data)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\x00"):
        raise UnreadableSourceError("empty", "it holds no text")
    if len(_CONTROL.findall(decoded.text)) > MAX_CONTROL_SHARE * len(decoded.text):
        raise UnreadableSourceError("binary", "it is named as text but holds binary data")
    return decoded


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data, mark, encoding)
    if guessed := _utf_16(data):
        return Decoded(
            data.decode(guessed, errors="replace"),
            guessed,
            [notice("encoding-guessed", encoding=guessed.upper())],
        )
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        whole = sum(map(len, _MULTI_BYTE.findall(data)))
        broken = len(_HIGH_BYTE.findall(data)) - whole
        if whole > broken:
            return _damaged(data, "utf-8", error.start)
    try:
        text, encoding = data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "Latin-1"
    return Decoded(text, encoding, [notice("encoding-latin-1", encoding=encoding)])


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    text = data.removeprefix(mark)
    try:
        return Decoded(text.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        return _damaged(text, encoding, len(mark) + error.start)


def _damaged(text: bytes, encoding: str, at: int) -> Decoded:
    return Decoded(
        text.decode(encoding, errors="replace"),
        encoding,
        [notice("encoding-damaged", f"first at byte {at}", encoding=encoding.upper())],
    )


def _utf_16(data: bytes) -> str | None:
    """Return the UTF-16 form that the places of the zero bytes speak for, if any."""
    half = len(data) // 2
    if half == 0 or len(data) % 2:
        return None
    even, odd = data[0::2].count(0) / half, data[1::2].count(0) / half
    if odd > MIN_ZERO_SHARE and even < odd / 4:
        return "utf-16-le"
    if even > MIN_ZERO_SHARE and odd < even / 4:
        return "utf-16-be"
    return None
