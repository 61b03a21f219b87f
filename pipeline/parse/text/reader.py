"""From a text file to a `ParsedDocument`: the one way through decoding, dialect, reading and mending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.model import BULLET, Block, Cell, Fragment, Issue, ParsedDocument, Table, UnreadableSourceError
from pipeline.parse.ligatures import lost_letters, unswapped
from pipeline.parse.notices import notice
from pipeline.parse.text.body import BodyReader
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.decode import decode
from pipeline.parse.text.dialect import find_dialect, without_doubling
from pipeline.parse.text.drafts import DraftTable, Item, Paragraph
from pipeline.parse.text.footnotes.marks import lost_notes, raise_marks
from pipeline.parse.text.furniture import heads_before_pages
from pipeline.parse.text.headings import mark_headings, nest_lists
from pipeline.parse.text.hyphens import Vocabulary, without_soft_breaks
from pipeline.parse.text.line_numbers import KIND as LINE_NUMBER
from pipeline.parse.text.line_numbers import without_line_numbers
from pipeline.parse.text.lines import unquoted
from pipeline.parse.text.mending import loose_indexes, mend_paragraphs, stitch_tables
from pipeline.parse.text.numbering import number_paragraphs, pair_numbers
from pipeline.parse.text.pages import cover_columns, parted, with_pages, without_frame
from pipeline.parse.text.runs import Run, fragments, normalised, taken
from pipeline.parse.text.webpage import read_page

_MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown"}


def read_text(path: Path, *, stitch: bool = True) -> ParsedDocument:
    """Read a text file of whatever encoding and converter.

    With ``stitch`` false tables stay in the pieces that the source has them in.

    Raises:
        UnreadableSourceError: ``missing``, ``empty`` or ``binary``; the message names the cause, not the file.

    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSourceError("missing", f"it cannot be opened: {error.strerror}") from error
    decoded = decode(data)
    text, swapped = unswapped(decoded.text)
    parsed = read_text_string(text, media_type=_MEDIA_TYPES.get(path.suffix.lower(), "text/plain"), stitch=stitch)
    parsed.issues[:0] = [*decoded.issues, *([notice("characters-swapped")] if swapped else [])]
    return parsed


def read_text_string(text: str, *, media_type: str = "text/plain", stitch: bool = True) -> ParsedDocument:
    """Read decoded text; offsets in the result are characters of ``text``."""
    unnumbered = without_line_numbers(text)
    text = unnumbered.source
    coverage = Coverage(text)
    lines = parted(cover_columns(without_doubling(without_frame(unnumbered.lines, coverage))), coverage)
    dialect = find_dialect("\n".join(line.text for line in lines) if unnumbered.numbers else text, lines)
    if dialect.name not in ("plain", "html") and (whole := without_soft_breaks(text)) != text:
        # A row or paragraph is one line here, whatever breaks a word.
        return read_text_string(whole, media_type=media_type, stitch=stitch)
    issues = [notice("dialect", dialect.evidence, dialect=dialect.name), *unnumbered.issues]
    issues += _letters_lost(text)
    items: list[Item]
    if dialect.name == "html":
        items = list(read_page(coverage))
    else:
        lines = unquoted(lines, coverage) if dialect.markdown else with_pages(lines)
        body = BodyReader(coverage, lines, dialect, Vocabulary(text))
        items = list(body.items())
        issues += body.issues
    items = heads_before_pages(items, lines)
    if stitch:
        items = stitch_tables(items, coverage)
    items, paired = pair_numbers(items)
    issues += paired
    loose = loose_indexes(items)
    issues += _broken_tables(items, loose)
    issues += _short_rows(items)
    loose_items = {id(items[index]) for index in loose}
    items, mended = mend_paragraphs(items, loose, coverage)
    issues += mended
    # Bullets that stood apart have their texts now; those that are left have none.
    items = [item for item in items if isinstance(item, DraftTable) or item.text.removeprefix(BULLET) or item.number]
    issues += number_paragraphs(items)
    issues += raise_marks(items, coverage)
    issues += lost_notes(items)
    mark_headings(items, {index for index, item in enumerate(items) if id(item) in loose_items})
    nest_lists(items)
    blocks, tables = assembled(items, coverage)
    for start, end in unnumbered.numbers:
        coverage.rename(start, end, LINE_NUMBER)
    underlined = any(span.style == "underline" for block in blocks for span in block.spans)
    return ParsedDocument(
        media_type, dialect.name, blocks, tables, coverage.ledger(), issues, insertions_recoverable=underlined
    )


def _letters_lost(text: str) -> list[Issue]:
    lost = lost_letters(text)
    return [notice("letters-lost", " ".join(lost), count=len(lost))] if lost else []


def _broken_tables(items: Sequence[Item], loose: set[int]) -> list[Issue]:
    texts = [item.text for index, item in enumerate(items) if index in loose and isinstance(item, Paragraph)]
    return [notice("table-broken", " | ".join(text[:60] for text in texts), count=len(texts))] if texts else []


def _short_rows(items: Sequence[Item]) -> list[Issue]:
    """Report rows of several cells that have fewer than their table has columns: they may be in the wrong ones."""
    found: list[str] = []
    for table in (item for item in items if isinstance(item, DraftTable)):
        for row in table.rows:
            texts = [" ".join(run.text for run in cell.paragraphs) for cell in row if cell is not None]
            width = sum(1 if cell is None else cell.column_span for cell in row)
            if width < table.columns and sum(map(bool, texts)) > 1:
                found.append(" | ".join(text[:40] for text in texts))
    return [notice("row-short", " / ".join(found), count=len(found))] if found else []


def assembled(items: Sequence[Item], coverage: Coverage) -> tuple[list[Block], list[Table]]:
    """Return the blocks and tables of the items; every character of a block is marked as taken."""
    runs: list[tuple[Block, Run, tuple[int, int] | None]] = []
    tables: list[Table] = []
    cells: list[tuple[Cell, Sequence[tuple[int, int]]]] = []
    for item in items:
        if isinstance(item, Paragraph):
            block = Block(item.kind, "", [], item.number, item.level, printed=item.printed)
            runs.append((block, item.run, item.number_at))
            continue
        pieces = [Fragment(source_start=start, source_end=end) for start, end in item.stretches]
        table = Table(len(item.rows), item.columns, [], item.header_rows, len(runs), pieces, item.inferred)
        tables.append(table)
        for row_index, row in enumerate(item.rows):
            for column, draft in enumerate(row):
                if draft is None:
                    continue
                cell = Cell(row_index, column, draft.row_span, draft.column_span, header=draft.header)
                for run in draft.paragraphs:
                    cell.block_indexes.append(len(runs))
                    runs.append((Block("table_cell", "", []), run, None))
                table.cells.append(cell)
                cells.append((cell, draft.stretches))
    for _, run, _ in runs:
        taken(run, coverage)
    coverage.sweep_white_space()
    for block, run, number_at in runs:
        block.text, block.spans = normalised(run)
        block.fragments = fragments([*([number_at] if number_at else []), *run.stretches()], coverage)
    for cell, stretches in cells:
        cell.fragments = fragments(stretches, coverage)
    return [block for block, _, _ in runs], tables
