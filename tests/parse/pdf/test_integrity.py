"""What a damaged PDF file tells of what it may have lost."""

from __future__ import annotations

import re
import tracemalloc
import zlib
from hashlib import sha256

import pytest

from pipeline.parse.pdf.integrity import damage

TEXT = b"BT /F1 10 Tf 70 700 Td (Herons nest in the reeds of the delta.) Tj ET\n" * 30
DEFLATED = zlib.compress(TEXT)
PICTURE = b"\xff\xd8 no deflated bytes"


def stream(number: int, entries: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, entries, len(data), data)


def pdf(text: bytes = DEFLATED, *, shift: int = 0, trailer: bytes = b"", after: bytes = b"") -> bytes:
    """Return a file with a stream of text and, as if deflated, a picture and a font, which do not count."""
    data = b"%PDF-1.7\n" + stream(1, b"/Filter[/FlateDecode]", text)
    data += stream(2, b"/Subtype /Image/Filter/FlateDecode", PICTURE)
    data += stream(3, b"/Filter/FlateDecode/Length1 99", PICTURE)
    data += stream(4, b"/Filter[/ASCII85Decode/FlateDecode]", PICTURE)
    start = len(data) + shift
    return data + b"xref\n0 1\ntrailer<<%b>>\nstartxref\n%d\n%%%%EOF\n%b" % (trailer, start, after)


def rules(data: bytes) -> list[str]:
    return [issue.rule for issue in damage(data)]


@pytest.mark.parametrize(
    "data",
    [
        pdf(),
        pdf(DEFLATED[:-4]),  # without a checksum
        pdf(b""),
        pdf(after=b"\0" * 3000 + b"<html>from a proxy</html>"),
        b"HTTP/1.1 200 OK\r\n\r\n" + pdf(),
        b"MIME\n" + pdf(shift=len(b"MIME\n")),
        pdf(b"encrypted", trailer=b"/Encrypt 9 0 R"),
        re.sub(rb"xref\n0 1\ntrailer<<>>", rb"5 0 obj\n<</Type/XRef>>", pdf()),
    ],
)
def test_what_readers_take_for_whole_is_no_damage(data: bytes) -> None:
    assert damage(data) == []


@pytest.mark.parametrize(
    ("data", "evidence"),
    [
        (pdf()[: pdf().rindex(b"startxref")], "no end of a PDF file"),
        (pdf(shift=-3), f"no cross-references at byte {pdf().rindex(b'xref', 0, -20) - 3}"),
        (pdf(after=stream(9, b"", b"")), "objects behind the end of the file"),
    ],
)
def test_a_file_that_is_cut_off_or_moved_is_told(data: bytes, evidence: str) -> None:
    assert [(issue.rule, issue.level, issue.evidence) for issue in damage(data)] == [
        ("file-rebuilt", "warning", evidence)
    ]


@pytest.mark.parametrize(
    "text",
    [
        DEFLATED[:40],
        DEFLATED[:20] + bytes(4) + DEFLATED[24:],
        DEFLATED[:-4] + bytes(4),
    ],
    ids=["cut", "mangled", "checksum"],
)
def test_text_that_cannot_be_decompressed_is_an_error(text: bytes) -> None:
    (issue,) = damage(pdf(text))
    assert (issue.rule, issue.level, issue.evidence) == ("file-damaged", "error", "1 of 1 streams that text may be in")


def test_streams_larger_than_a_piece_are_told_alike() -> None:
    """Bytes that do not shrink, and a text that shrinks to next to nothing; the checksum lies behind a piece's end."""
    noise = b"".join(sha256(b"%d" % number).digest() for number in range(5000))
    for text in (noise, bytes(1 << 20), *(noise[:length] for length in range(65_505, 65_540))):
        deflated = zlib.compress(text)
        assert damage(pdf(deflated)) == []
        assert rules(pdf(deflated[:-1] + bytes([deflated[-1] ^ 1]))) == ["file-damaged"]


def test_a_text_without_end_takes_no_memory() -> None:
    bomb = zlib.compress(bytes(200 << 20))
    tracemalloc.start()
    try:
        assert damage(pdf(bomb)) == []
        assert tracemalloc.get_traced_memory()[1] < len(bomb) * 4
    finally:
        tracemalloc.stop()


def test_a_download_that_broke_off_within_its_text_is_told_both_ways() -> None:
    whole = pdf(after=stream(5, b"/Filter /FlateDecode", DEFLATED))
    assert rules(whole[: -len(DEFLATED) // 2]) == ["file-rebuilt", "file-damaged"]
