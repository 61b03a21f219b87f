"""What kind of file begins like this, whatever it is named."""

from __future__ import annotations

PDF = "a PDF document"
ZIP = "a zip archive (a Word or OpenDocument file is one)"
WEB_PAGE = "a web page"
_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
    (b"{\\rtf", "a rich text (RTF) file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
)
_WEB_PAGES = (b"<!doctype html", b"<html")


def kind_of(data: bytes) -> str | None:
    """Return what a file that begins with ``data`` is, in words; None where that is not known."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    return WEB_PAGE if data[:1024].lstrip().lower().startswith(_WEB_PAGES) else None
