"""Whether a PDF file is whole. PDFium reads what it can of a damaged one, and does not say what it could not."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from mmap import mmap

from pipeline.model import Issue
from pipeline.parse.notices import notice

_START = re.compile(rb"startxref\s+(\d+)")
_CROSS_REFERENCES = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
"""What cross-references begin with: a table's keyword, or the object that is a stream of them."""
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")

_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/FlateDecode\b")
"""Of streams with several filters, the first is what the bytes of the file are in."""
_NO_TEXT = re.compile(rb"/Subtype\s*/(?!Form\b)|/Length[12]\b|/Alternate\b")
"""Pictures, font programs, metadata and colour profiles: a good part of a file, and no text."""
_DICTIONARY = 400
"""The dictionary of a stream with text is no longer than this, in bytes."""
_ZLIB_HEADER, _ZLIB_CHECKSUM = 2, 4
"""Lengths of what stands before and behind deflated bytes (RFC 1950)."""
_PIECE = 1 << 16
"""So many bytes are decompressed at once, and to so many."""


def damage(data: bytes | mmap) -> list[Issue]:
    """Return what the bytes of a PDF file, or the file mapped to memory, show of damage that may have cost text.

    ``file-rebuilt``: the cross-references are not where its end says (ISO 32000-1, 7.5.5), or objects follow the end,
    as in a download that broke off. ``file-damaged``: streams that text may be in cannot be decompressed, or not to
    what their checksums say; those of encrypted files, and those in letters (ASCII85), are not looked at.
    """
    found: list[Issue] = []
    if evidence := _misplaced(data):
        found.append(notice("file-rebuilt", evidence))
    if data.find(b"/Encrypt") < 0:
        streams = [_is_whole(data, begin, end) for begin, end in _deflated(data)]
        if broken := streams.count(False):
            found.append(notice("file-damaged", f"{broken} of {len(streams)} streams that text may be in"))
    return found


def _misplaced(data: bytes | mmap) -> str | None:
    """Say what is wrong with where a file's cross-references are; None where nothing is."""
    at = data.rfind(b"startxref")
    start = _START.match(data, max(at, 0))
    if not start:
        return "no end of a PDF file"
    if _OBJECT.search(data, start.end()):
        return "objects behind the end of the file"
    header = data.find(b"%PDF-")  # what stands before it, some writers count in
    place = int(start[1])
    if not any(_CROSS_REFERENCES.match(data, place + shift) for shift in (0, header)):
        return f"no cross-references at byte {place}"
    return None


def _deflated(data: bytes | mmap) -> Iterator[tuple[int, int]]:
    """Give where each compressed stream that text may be in begins and ends."""
    at = 0
    while (at := data.find(b"stream", at)) >= 0:
        begin = at + len(b"stream")
        least = max(at - _DICTIONARY, 0)
        first = max(least, data.rfind(b" obj", least, at))
        at = begin
        dictionary = data[first:begin]
        if dictionary.endswith(b"endstream"):
            continue
        if _DEFLATED.search(dictionary) and not _NO_TEXT.search(dictionary):
            begin += 2 if data[begin : begin + 2] == b"\r\n" else 1
            end = data.find(b"endstream", begin)
            at = end if end >= 0 else len(data)
            yield begin, at


def _is_whole(data: bytes | mmap, begin: int, end: int) -> bool:
    """Say whether a stream can be decompressed to its end; a checksum that is left out, as some writers do, is none.

    One that holds no more than the end of a line is empty, and has lost nothing. A small stream may become an
    enormous text: no more than a piece of it is held at once.
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    checksum = zlib.adler32(b"")
    for at in range(begin + _ZLIB_HEADER, end, _PIECE):
        deflated = data[at : min(at + _PIECE, end)]
        try:
            while deflated and not inflater.eof:
                checksum = zlib.adler32(inflater.decompress(deflated, _PIECE), checksum)
                deflated = inflater.unconsumed_tail
        except zlib.error:
            return False
        if inflater.eof:
            behind = at + _PIECE
            stated = (inflater.unused_data + data[behind : min(behind + _ZLIB_CHECKSUM, end)])[:_ZLIB_CHECKSUM]
            return len(stated) < _ZLIB_CHECKSUM or int.from_bytes(stated) == checksum
    return end - begin <= _ZLIB_HEADER
