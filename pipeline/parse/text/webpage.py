"""Whole pages of HTML, as word processors and sites save them: their paragraphs, headings, lists, notes and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import BULLET, BlockKind
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import Item, Paragraph, starts_code
from pipeline.parse.text.inline import between_block_tags
from pipeline.parse.text.lines import Marker, read_marker
from pipeline.parse.text.runs import Run, collapsed, style_bit
from pipeline.parse.text.tables.cells import bulleted
from pipeline.parse.text.tables.html import read_html_table

HEAD = "html_head"
"""The name under which the ledger counts what a page says about itself: its head, its scripts and styles."""
MIN_PARAGRAPHS = 3
"""A page has so many paragraphs, headings, list items or rows at least."""

_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|\?xml|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"\s*<(?:div|p|h[1-6])\b", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(?P<name>p|h[1-6]|li|table|blockquote)\b[^<>]*>.*?</(?P=name)\s*>|</?\w[^<>]*>", re.IGNORECASE | re.DOTALL
)
_OTHER_MARK_UP = re.compile(r"^(?:#{1,6} |\s{0,3}[-*+] |\|)|\*\*|~~|\]\(|>[ ]*\t", re.MULTILINE)
_BLOCK = re.compile(r"<(?:p|h[1-6]|li|tr)\b", re.IGNORECASE)
_APART = re.compile(
    r"<(?P<name>head|script|style)\b.*?</(?P=name)\s*>|<!doctype[^>]*>|<\?xml[^>]*>", re.IGNORECASE | re.DOTALL
)
_TABLE = re.compile(r"<(?P<closing>/?)table\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_RAISED = re.compile(r"\d{1,3}")


def is_page(source: str) -> bool:
    """Say whether a source is HTML from end to end: it begins as a page, or as a part of one without other mark-up."""
    if len(_BLOCK.findall(source)) < MIN_PARAGRAPHS:
        return False
    if _PAGE.match(source):
        return True
    if not _PART.match(source) or _OTHER_MARK_UP.search(source):
        return False
    return not any(map(str.isalnum, _ELEMENT.sub("", source)))


def read_page(coverage: Coverage) -> Iterator[Item]:
    """Yield the paragraphs and tables of a page in its order; what it says about itself is set aside as `HEAD`."""
    done = 0
    for match in _APART.finditer(coverage.source):
        yield from _part(done, match.start(), coverage)
        coverage.set_aside(match.start(), match.end(), HEAD)
        done = match.end()
    yield from _part(done, len(coverage.source), coverage)


def _part(start: int, end: int, coverage: Coverage) -> Iterator[Item]:
    """Yield what stands between two offsets; a table inside a table's cell is text of that cell."""
    depth = 0
    done = opened = start
    for match in _TABLE.finditer(coverage.source, start, end):
        if not match["closing"]:
            depth += 1
            opened = match.start() if depth == 1 else opened
            continue
        depth = max(0, depth - 1)
        if depth == 0 and opened >= done:
            yield from _flow(done, opened, coverage)
            yield read_html_table(opened, match.end(), coverage, markdown=False)
            done = match.end()
    if depth:
        yield from _flow(done, opened, coverage)
        yield read_html_table(opened, end, coverage, markdown=False)
    else:
        yield from _flow(done, end, coverage)


def _flow(start: int, end: int, coverage: Coverage) -> Iterator[Paragraph]:
    """Yield the paragraphs, headings and list items between two offsets."""
    level: int | None = None
    lists = 0
    begins_item = False
    for piece, tag in between_block_tags(start, end, coverage, markdown=False):
        if piece.text:
            paragraph = paragraph_of(piece, coverage, item=begins_item)
            if level is not None and paragraph.kind != "footnote":
                paragraph.kind, paragraph.level = "heading", level
            paragraph.indent = 2 * lists
            yield paragraph
            begins_item = False
        if _HEADING.fullmatch(tag):
            level = int(tag[1])
        elif _HEADING.fullmatch(tag.removeprefix("/")):
            level = None
        elif tag.removeprefix("/") in {"ul", "ol"}:
            lists = max(0, lists + (-1 if tag.startswith("/") else 1))
        elif tag == "li":
            begins_item = True
        elif tag == "/li":
            begins_item = False


def paragraph_of(run: Run, coverage: Coverage, *, item: bool = False) -> Paragraph:
    """Return a paragraph of its own mark-up as what its first characters say: a note, a numbered one, a bullet.

    ``item``: it begins an item of a list, which is a bullet where it prints no number.
    """
    if run.text.startswith(BULLET):
        return Paragraph("list_item", run, bullet=True)
    note = _RAISED.match(run.text)
    raised = style_bit("superscript")
    if note and note.end() < len(run.text) and all(styles & raised for styles in run.styles[: note.end()]):
        return _numbered(run, Marker(note.end(), None, note.group(), 0, note.end(), "footnote"), "footnote", coverage)
    marker = read_marker(run.text)
    if marker is not None and marker.number is not None and marker.bullet is None and marker.end < len(run.text):
        kind: BlockKind = "paragraph" if marker.style in {"arabic", "decimal"} else "list_item"
        return _numbered(run, marker, kind, coverage)
    if marker is not None and marker.bullet is not None and marker.number is None and marker.end < len(run.text):
        return Paragraph("list_item", bulleted(run, coverage, marker.end), bullet=True)
    if item and not starts_code(run.text):
        return Paragraph("list_item", Run.joined([Run.added(BULLET), run]), bullet=True)
    return Paragraph("list_item" if item else "paragraph", run)


def _numbered(run: Run, marker: Marker, kind: BlockKind, coverage: Coverage) -> Paragraph:
    """Return the paragraph with its number taken from its text; what parts the two is set aside."""
    first = run.origins[marker.number_start]
    last = run.origins[marker.number_end - 1] + 1
    number = marker.number or ""
    for at in range(marker.number_start, marker.number_end):
        position = run.origins[at]
        if at == marker.number_end - 1 and run.text[at] == "." and not number.endswith("."):
            coverage.set_aside(position, position + 1, "list_marker")
        else:
            coverage.take(position, position + 1)
    rest = run.part(marker.number_end)
    return Paragraph(
        kind,
        collapsed(rest, coverage),
        number=number,
        number_at=(first, last),
        style=None if kind == "footnote" else marker.style,
        value=marker.value,
    )
