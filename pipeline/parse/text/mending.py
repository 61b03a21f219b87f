"""What page breaks and converters parted is put together, where it is certain; what was inferred is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import BULLET, Issue
from pipeline.parse.language import breaks_off
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.decode import STAGE
from pipeline.parse.text.drafts import (
    MIN_LONG,
    DraftTable,
    Item,
    Paragraph,
    in_capitals,
    is_cut,
    is_finished,
    is_furniture,
    starts_small,
    starts_theme,
)
from pipeline.parse.text.footnotes.notes import RaisedMark, footnote_marks
from pipeline.parse.text.runs import Run
from pipeline.parse.text.tables import marked

_ADDRESS_NOTE = re.compile(r"^(?:\S+\s+){0,3}(?:https?://|www\.)\S+\.?$", re.IGNORECASE)
_OPEN_ENDS = (",", "/", "(", "[")

MIN_BODY = 2 * MIN_LONG
"""A numbered paragraph that breaks off must be so long before one that begins with a capital is taken for its rest."""


def stitch_tables(items: list[Item], coverage: Coverage) -> list[Item]:
    """Return the items with tables joined that follow each other and are certainly one."""
    done: list[Item] = []
    for item in items:
        above = next((one for one in reversed(done) if not is_furniture(one)), None)
        if isinstance(item, DraftTable) and isinstance(above, DraftTable):
            whole = marked.stitched(above, item, coverage)
            if whole is not None:
                done[done.index(above)] = whole
                continue
        done.append(item)
    return done


def loose_indexes(items: Sequence[Item]) -> set[int]:
    """Return the indexes of paragraphs that lie between two pieces of one table: its fallen-out cells.

    Pieces are of one table where their headers are the same and no heading of a theme or an annex parts them.
    """
    loose: set[int] = set()
    upper: DraftTable | None = None
    since: list[int] = []
    for index, item in enumerate(items):
        if isinstance(item, DraftTable):
            if upper is not None and upper.header_rows and upper.header() == item.header():
                loose.update(since)
            upper, since = item, []
        elif parts_tables(item):
            upper, since = None, []
        elif not is_furniture(item):
            since.append(index)
    return loose


def parts_tables(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a heading between two tables: by mark-up, a theme's letter, or capitals."""
    text = paragraph.text
    return paragraph.kind == "heading" or (
        not is_finished(text) and (starts_theme(text) or (in_capitals(text) and len(text.split()) > 2))
    )


def mend_paragraphs(items: Sequence[Item], loose: set[int], coverage: Coverage) -> tuple[list[Item], list[Issue]]:
    """Return the items with paragraphs joined that a page break, a footnote or a running head cut in two.

    Footnotes that lost their number stand in such a cut, or hold nothing but an address; they get the numbers of the
    raised marks before them that have no note.
    """
    issues: list[Issue] = []
    numbered = {item.number for item in items if isinstance(item, Paragraph) and item.kind == "footnote"}
    open_marks = [mark for mark in footnote_marks(coverage.source) if mark.number not in numbered]
    mended: list[Item] = []
    joined: set[int] = set()
    for index, item in enumerate(items):
        if index in joined:
            continue
        mended.append(item)
        if not isinstance(item, Paragraph) or index in loose:
            continue
        if _is_address_note(item, open_marks):
            issues.append(_as_footnote(item, open_marks.pop(0).number))
        at = index
        while (rest_at := _rest(items, at, item, len(open_marks))) is not None and rest_at not in loose:
            issues += [
                _as_footnote(note, open_marks.pop(0).number)
                for note in items[at + 1 : rest_at]
                if isinstance(note, Paragraph) and note.kind == "paragraph"
            ]
            rest = items[rest_at]
            assert isinstance(rest, Paragraph)
            _append(item, rest)
            joined.add(rest_at)
            at = rest_at
    return mended, issues


def _is_address_note(item: Paragraph, open_marks: Sequence[RaisedMark]) -> bool:
    """Say whether a paragraph below a mark without a note is nothing but an address."""
    plain = item.kind == "paragraph" and item.number is None
    if not (plain and open_marks and _ADDRESS_NOTE.match(item.text)):
        return False
    return open_marks[0].position < next(iter(item.run.stretches()))[0]


def _rest(items: Sequence[Item], at: int, paragraph: Paragraph, open_marks: int) -> int | None:
    """Return the index of the paragraph that goes on with the unfinished one, over notes and running heads."""
    if not _may_break(paragraph):
        return None
    notes = 0
    for index in range(at + 1, len(items)):
        item = items[index]
        if not isinstance(item, Paragraph):
            return None
        if item.kind == "footnote" or is_furniture(item):
            continue
        if _goes_on(paragraph, item, starts_small_only=notes > 0):
            return index
        if item.kind != "paragraph" or item.number or notes == open_marks:
            return None
        notes += 1
    return None


def _may_break(paragraph: Paragraph) -> bool:
    """Say whether a paragraph may be cut: it is running text that ends in no sentence's end."""
    if paragraph.kind not in {"paragraph", "list_item"}:
        return False
    text = paragraph.words
    if text.endswith(_OPEN_ENDS) or breaks_off(text):
        return True
    # A semicolon ends a list item, but not running text.
    unfinished = not is_finished(text) or (paragraph.kind == "paragraph" and text.endswith(";"))
    return unfinished and len(text) >= MIN_LONG


def _goes_on(paragraph: Paragraph, rest: Paragraph, *, starts_small_only: bool) -> bool:
    if rest.kind not in {"paragraph", "list_item"} or rest.number is not None:
        return False
    text = rest.text.removeprefix(BULLET)
    if _ADDRESS_NOTE.match(text):
        return False
    if starts_small(text):
        # A dash before a small letter is the converter's, which took the rest of an item for an item, if the list
        # was broken there and its items begin with capitals.
        began_large = not starts_small(paragraph.text.removeprefix(BULLET))
        return not rest.bullet or (paragraph.kind == "list_item" and rest.after_break and began_large)
    upper = paragraph.words
    if starts_small_only or rest.bullet or is_finished(upper) or not is_finished(rest.words):
        return False
    if breaks_off(upper) or upper.endswith("/") or (paragraph.number is not None and upper.endswith(",")):
        return True
    return paragraph.number is not None and len(upper) >= MIN_BODY and is_cut(upper, text)


def _append(paragraph: Paragraph, rest: Paragraph) -> None:
    run = rest.run.part(len(BULLET)) if rest.text.startswith(BULLET) else rest.run
    if paragraph.printed is not None or rest.printed is not None:
        paragraph.printed = f"{paragraph.printed or paragraph.text} {rest.printed or run.text}"
    space = Run.added("" if paragraph.text.endswith("/") else " ")
    paragraph.run = Run.joined([paragraph.run, space, run])


def _as_footnote(note: Paragraph, number: str) -> Issue:
    note.kind, note.number = "footnote", number
    return Issue(
        "info",
        STAGE,
        "footnote-number-inferred",
        f"A paragraph that cuts a sentence in two or is an address is taken for footnote {number}, which is missing",
        note.text,
    )
