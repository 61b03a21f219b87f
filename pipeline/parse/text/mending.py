"""What page breaks and converters parted is put together, where it is certain; what was inferred is said."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import BULLET, Issue
from pipeline.parse.language import breaks_off
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.drafts import (
    MIN_LONG,
    DraftTable,
    Item,
    Paragraph,
    heads_codes,
    in_capitals,
    is_finished,
    is_furniture,
    is_one_sentence,
    share_years,
    starts_clause,
    starts_small,
    starts_theme,
)
from pipeline.parse.text.footnotes.unnumbered import OpenMarks, is_address
from pipeline.parse.text.runs import Run
from pipeline.parse.text.tables import marked

_OPEN_ENDS = (",", "/", "(", "[")

MAX_NOTES = 20
"""No more notes than this cut a paragraph: they stand at the foot of one page."""

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

    Pieces are of one table where their headers are the same and no heading of a theme or an annex parts them: none
    with the number that the first code below it has.
    """
    loose: set[int] = set()
    upper: DraftTable | None = None
    since: list[int] = []
    for index, item in enumerate(items):
        if isinstance(item, DraftTable):
            headed = bool(since) and _heads_codes(items[since[-1]], item)
            if upper is not None and upper.header_rows and upper.header() == item.header() and not headed:
                loose.update(since)
            upper, since = item, []
        elif parts_tables(item):
            upper, since = None, []
        elif not is_furniture(item):
            since.append(index)
    return loose


def _heads_codes(item: Item, table: DraftTable) -> bool:
    first = next((cell for row in table.rows[table.header_rows :] for cell in row[:1] if cell is not None), None)
    if not isinstance(item, Paragraph) or first is None or not first.paragraphs:
        return False
    return heads_codes(f"{item.number} {item.text}" if item.number else item.text, first.paragraphs[0].text)


def parts_tables(paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a heading between two tables: by mark-up, a theme's letter, or capitals."""
    text = paragraph.text
    return paragraph.kind == "heading" or (
        not is_finished(text) and (starts_theme(text) or (in_capitals(text) and len(text.split()) > 2))
    )


def mend_paragraphs(items: Sequence[Item], loose: set[int], coverage: Coverage) -> tuple[list[Item], list[Issue]]:
    """Return the items with paragraphs joined that a page break, a footnote or a running head cut in two.

    Footnotes that lost their number stand in such a cut, or below what has marks without notes.
    """
    issues: list[Issue] = []
    marks = OpenMarks(items, coverage.source)
    mended: list[Item] = []
    joined: set[int] = set()
    for index, item in enumerate(items):
        if index in joined:
            continue
        mended.append(item)
        marks.pass_by(item)
        at = index
        if isinstance(item, Paragraph) and index not in loose:
            while (rest_at := _rest(items, at, item, marks)) is not None and rest_at not in loose:
                issues += marks.name(_plain(items[at + 1 : rest_at]))
                rest = items[rest_at]
                assert isinstance(rest, Paragraph)
                _append(item, rest)
                joined.add(rest_at)
                at = rest_at
        issues += marks.name(marks.below(item, items, at))
    return mended, issues


def _plain(items: Sequence[Item]) -> list[Paragraph]:
    return [item for item in items if isinstance(item, Paragraph) and item.kind == "paragraph"]


def _rest(items: Sequence[Item], at: int, paragraph: Paragraph, marks: OpenMarks) -> int | None:
    """Return the index of the paragraph that goes on with the unfinished one, over notes and running heads.

    What begins with a small letter goes on, else what stands below as many paragraphs as marks have no note: these
    are the notes of the page that ends there. Else it is the first that may.
    """
    if not _may_break(paragraph):
        return None
    notes: list[Paragraph] = []
    found: int | None = None
    for index in range(at + 1, len(items)):
        item = items[index]
        if not isinstance(item, Paragraph):
            break
        if item.kind == "footnote" or is_furniture(item):
            continue
        if _goes_on(paragraph, item):
            if starts_small(item.text.removeprefix(BULLET)):
                return index
            if not notes or len(notes) == marks.above(notes[0]):
                found = index
        notes.append(item)
        if item.kind != "paragraph" or item.number or len(notes) > min(MAX_NOTES, marks.above(notes[0])):
            break
    return found


def _may_break(paragraph: Paragraph) -> bool:
    """Say whether a paragraph may be cut: it is running text that ends in no sentence's end."""
    if paragraph.kind not in {"paragraph", "list_item"}:
        return False
    text = paragraph.words
    if text.endswith(_OPEN_ENDS) or breaks_off(text):
        return True
    # A semicolon ends a list item, but not running text.
    running = paragraph.kind == "paragraph"
    unfinished = not is_finished(text) or (running and text.endswith(";"))
    return unfinished and (len(text) >= MIN_LONG or (running and paragraph.number is not None))


def _goes_on(paragraph: Paragraph, rest: Paragraph) -> bool:
    if rest.kind not in {"paragraph", "list_item"} or rest.number is not None:
        return False
    text = rest.text.removeprefix(BULLET)
    if is_address(text):
        return False
    if starts_small(text):
        # A dash before a small letter is the converter's, which took the rest of an item for an item, if the list
        # was broken there and its items begin with capitals.
        began_large = not starts_small(paragraph.text.removeprefix(BULLET))
        return not rest.bullet or (paragraph.kind == "list_item" and rest.after_break and began_large)
    upper = paragraph.words
    if share_years(upper, text):
        return True
    if rest.bullet or is_finished(upper) or not is_finished(rest.words):
        return False
    if starts_clause(text) and starts_clause(paragraph.text):
        return False  # the last clause but one of a preamble ends in "and"
    if breaks_off(upper) or upper.endswith("/") or (paragraph.number is not None and upper.endswith(",")):
        return True
    return paragraph.number is not None and len(upper) >= MIN_BODY and is_one_sentence(upper, text)


def _append(paragraph: Paragraph, rest: Paragraph) -> None:
    run = rest.run.part(len(BULLET)) if rest.text.startswith(BULLET) else rest.run
    if paragraph.printed is not None or rest.printed is not None:
        paragraph.printed = f"{paragraph.printed or paragraph.text} {rest.printed or run.text}"
    space = Run.added("" if paragraph.text.endswith("/") else " ")
    paragraph.run = Run.joined([paragraph.run, space, run])
