"""What a document's tables hold and no activity or result has: nothing of it is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Any

from pipeline.model import ASIDE, BULLET, Block, Table
from pipeline.split.continuity import announces, begins_low, is_cut, is_finished
from pipeline.split.notices import Notices
from pipeline.split.output.programmes import ProgrammeRows
from pipeline.split.printed import printed, unique
from pipeline.split.programmes.activities import marked_columns
from pipeline.split.programmes.assembly import Assembly
from pipeline.split.programmes.codes import NUMBERS, code_at_start, codes_before_words, codes_inside
from pipeline.split.programmes.columns import cell_text, is_bare_code, row_texts
from pipeline.split.programmes.continued import begins_continued
from pipeline.split.programmes.header_lines import ON_LINES
from pipeline.split.programmes.headers import named_roles
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.programmes.timeframes import is_timeframe
from pipeline.split.restore.told import is_status
from pipeline.split.restore.woven_words import ends_with_address
from pipeline.titles import Programme, column_role, header_cells, programme_title

_READ_ANYWHERE = ("activity", "code", "group", "result", "status", "comment", "title", "task")
_READ_OF_ACTIVITIES = ("timeframe", "lead", "priority")
_ANSWERS = {"result", "comment", "status"}
"""Columns beside activities that say what became of them."""
_FEWEST_ANSWERED = 0.2
"""Where a smaller share of a programme's activities has a result, hardly any has one."""
_TORN = ("activity", "result", "timeframe")
_BY_LINES = "its columns and rows are inferred"
_SHOWN = 60
"""So many characters of a text show which one is meant."""
_FEWEST_TOGETHER = 2
"""A name that holds so many names of columns is that of several columns."""
_LETTER = re.compile(r"(?<!\S)\(?([A-Z])[ .]{0,2}1\b")
"""How the first code of a series stands inside a text."""
_SIGNS = "'*_=~|!+/^#•- "
"""With what notations of texts mark up titles, cells and emphasis."""
_BAR = re.compile(r"\|+|!!")
"""What parts cells on a line in notations of tables, or a cell from what is said of its width."""
_MIN_CODED_ROWS = 3
"""A table outside of any programme is one of coded entries from so many rows on."""


def report_unread(
    tables: Sequence[Table], assembly: Assembly, blocks: Sequence[Block], programmes: ProgrammeRows, notices: Notices
) -> None:
    """Say what of a document looks like activities, or promises them, and is in no activity or result.

    And what of its programmes may be incomplete. ``tables`` are those of the reader, ``blocks`` those of the document.
    """
    rows, taken = programmes.activities, programmes.taken
    _report_names_together(tables, blocks, notices)
    _report_columns(assembly.programmes, notices)
    _report_torn(assembly.programmes, notices)
    _report_codes(assembly, blocks, rows, taken, notices)
    _report_codes_run_together(assembly, blocks, taken, notices)
    _report_programmes(assembly, blocks, taken, notices)
    _report_texts_between(assembly, blocks, taken, notices)
    _report_tables(assembly, blocks, notices)
    _report_unanswered(assembly, blocks, rows, programmes.answered(), notices)
    _report_timeframes(assembly, blocks, rows, notices)
    _report_cells_missing(assembly, rows, programmes.answered(in_words=True), notices)


def _report_names_together(tables: Sequence[Table], blocks: Sequence[Block], notices: Notices) -> None:
    """Say which cells at the top of tables name several columns: their texts may have run together, too."""
    said: set[str] = set()
    for table in tables:
        for cell in table.cells:
            if cell.row >= max(table.header_rows, 1):
                continue
            named = header_cells(cell_text(cell, blocks)) or []
            evidence = " | ".join(named)
            if len(named) < _FEWEST_TOGETHER or evidence in said:
                continue
            said.add(evidence)
            notices.add("columns-run-together", evidence, cell.block_indexes[:1])


def _report_columns(tables: Sequence[ProgrammeTable], notices: Notices) -> None:
    """Say which columns of programme tables go into no activity or result: they are in `cells` only."""
    said: set[str] = set()
    for table in tables:
        roles = _READ_ANYWHERE if table.kind == "task_list" else (*_READ_ANYWHERE, *_READ_OF_ACTIVITIES)
        read = {table.column(role) for role in roles} | set(table.columns("result"))
        read |= set(marked_columns(table)) if table.column("timeframe") is None else set()
        filled = sorted({column for row in table.rows for column, pieces in row.cells.items() if pieces} - read)
        names = [table.headers[column] if column < len(table.headers) else "" for column in filled]
        evidence = " | ".join(name or "(without a header)" for name in names)
        if not filled or evidence in said:
            continue
        said.add(evidence)
        understood = all(column < len(table.roles) and table.roles[column] for column in filled)
        notices.add(
            "columns-not-read/understood" if understood else "columns-not-read",
            evidence,
            unique(piece.block for column in filled for row in table.rows for piece in row.pieces(column))[:1],
        )


def _report_unanswered(
    assembly: Assembly,
    blocks: Sequence[Block],
    rows: Sequence[Mapping[str, Any]],
    answered: AbstractSet[str],
    notices: Notices,
) -> None:
    """Say which programmes promise results and have none, or hardly any: what answers them may not have been read.

    Each activity without one is named: its result may have run into its words.

    The title of a programme promises them, or the name of a column, also where it stands in no table. The tables that
    have no such column, where others of the programme have one, are looked at by themselves. ``rows`` are those of
    `activities`, ``answered`` the identifiers of those that a result says something of.
    """
    by_table = _by_table(rows)
    programmes: dict[tuple[str | None, str | None], list[ProgrammeTable]] = {}
    for table in assembly.programmes:
        programmes.setdefault((table.annex, table.programme_id), []).append(table)
    texts = set(assembly.prose).union(*(table.row_blocks() for table in assembly.programmes))  # names may be there
    loose = [index for index in sorted(texts) if not _ANSWERS.isdisjoint(_roles_named(blocks[index]))]
    parts = [
        (annex, part)
        for (annex, _), tables in programmes.items()
        for has in (True, False)
        if (part := [table for table in tables if bool(table.columns("result")) is has])
    ]
    for annex, tables in parts:
        found = [row for table in tables for row in by_table.get(table.table_id, [])]
        named = [index for index in loose if blocks[index].annex == annex]
        promised = bool(named) or any(table.role == "progress_report" for table in tables)
        lacking = [row for row in found if row["activity_id"] not in answered]
        count = len(found) - len(lacking)
        if found and promised and count <= _FEWEST_ANSWERED * len(found):
            title = next((table.programme.title for table in tables if table.programme), "")
            notices.add(
                "results-missing",
                " / ".join(
                    filter(None, [title, *(printed(blocks[index]) for index in named[:1]), *map(_shown, lacking)])
                ),
                [*named, *tables[0].blocks()][:1],
                count=count,
                activities=len(found),
            )


def _report_timeframes(
    assembly: Assembly, blocks: Sequence[Block], rows: Sequence[Mapping[str, Any]], notices: Notices
) -> None:
    """Say where the name of a column of time frames stands in no table, and activities of its annex have no such one.

    ``rows`` are those of `activities`.
    """
    timed = {table.table_id for table in assembly.programmes if table.column("timeframe") is not None}
    lacking: dict[str | None, list[str]] = {}
    for row in rows:
        if not row["timeframe"] and row["table_id"] not in timed:
            lacking.setdefault(row["annex"], []).append(_shown(row))
    for annex, untimed in lacking.items():
        named = [
            index
            for index in assembly.prose
            if blocks[index].annex == annex and "timeframe" in _roles_named(blocks[index])
        ]
        if named:
            notices.add(
                "timeframes-missing", " / ".join([blocks[named[0]].text, *untimed]), named[:1], count=len(untimed)
            )


def _by_table(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Return the rows of `activities` by their table."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["table_id"], []).append(row)
    return found


def _shown(row: Mapping[str, Any]) -> str:
    """Return of a row of `activities` what shows which one is meant."""
    return f"{row['code']} {row['text'][:_SHOWN]}"


def _roles_named(block: Block) -> list[str | None]:
    """Return the roles of the columns whose names are all of a block; None among them for none."""
    texts = [printed(block), *(_unmarked(part) for part in _BAR.split(block.text))]
    return [role for text in dict.fromkeys(texts) for role in (column_role(text, in_text=True), *named_roles(text))]


def _report_cells_missing(
    assembly: Assembly, rows: Sequence[Mapping[str, Any]], answered: AbstractSet[str], notices: Notices
) -> None:
    """Say which activities have no result or time frame where cells are not told by a table of the reader's.

    Rows are put together from texts one below the other there: what an activity lacks may be read as that of the one
    above it. ``rows`` are those of `activities`, ``answered`` the identifiers of those that a result says something of.
    """
    by_table = _by_table(rows)
    for table in (table for table in assembly.programmes if not table.parts):
        found = by_table.get(table.table_id, [])
        lacking = {
            "result": [row["activity_id"] not in answered for row in found],
            "timeframe": [row["timeframe"] is None for row in found],
        }
        for role, lacks in lacking.items():
            column = table.column(role)
            doubtful = [
                row for place, row in enumerate(found) if lacks[place] or (place + 1 < len(found) and lacks[place + 1])
            ]
            if column is not None and doubtful:
                notices.add(
                    "cells-missing",
                    " / ".join(map(_shown, doubtful)),
                    table.blocks()[:1],
                    lacking=sum(lacks),
                    activities=len(found),
                    column=table.headers[column],
                )


def _report_torn(tables: Sequence[ProgrammeTable], notices: Notices) -> None:
    """Say which rows have a text that begins or ends within a sentence, or no time frame where one belongs.

    They are looked at where columns or rows are inferred from lines: words may be in the wrong column, or row. A list
    that nothing announces is no whole activity either.
    """
    for table in tables:
        if table.parts and not any(reason.startswith(_BY_LINES) for part in table.parts for reason in part.inferred):
            continue
        columns = [(role, column) for column, role in enumerate(table.roles) if role in _TORN]
        torn: set[int] = set()
        for role, column in columns:
            cells = [[piece.text for piece in row.pieces(column)] for row in table.rows]
            ends = [is_finished(texts[-1]) for texts in cells if texts]
            usual = len(columns) > 1 and 2 * sum(ends) >= len(ends)  # in a list nothing stands beside a text
            torn.update(number for number, texts in enumerate(cells) if _is_torn(texts, role, usual))
        near = sorted({max(number + step, 0) for number in torn for step in (-1, 0)})
        pieces = [piece for number in near for _, column in columns for piece in table.rows[number].pieces(column)]
        if torn:
            notices.add(
                "cells-torn",
                " / ".join(piece.text[:_SHOWN] for piece in pieces),
                unique(piece.block for piece in pieces),
                torn=len(torn),
                rows=len(table.rows),
            )


def _is_torn(texts: Sequence[str], role: str | None, usual: bool) -> bool:
    """Say whether texts of one cell are no whole; ``usual``: cells of its column end as sentences do."""
    if not texts:
        return role == "timeframe"
    if role == "timeframe":
        return any(is_status(text) or is_timeframe(text.split()[0]) for text in texts if not is_timeframe(text))
    first, last = texts[0], texts[-1]
    code = code_at_start(first, None, 0)
    listed = [above for above, below in pairwise(texts) if below.startswith(BULLET) > above.startswith(BULLET)]
    unfinished = len(last.split()) > 1 and not (is_finished(last) or is_status(last) or ends_with_address(last))
    unannounced = role == "activity" and (not all(map(announces, listed)) or last.endswith(";"))
    return (usual and (unfinished or unannounced)) or begins_low(first[code.end :] if code else first) or is_cut(last)


def _report_codes(
    assembly: Assembly, blocks: Sequence[Block], rows: Sequence[Mapping[str, Any]], taken: set[int], notices: Notices
) -> None:
    """Say which codes of activities stand before words and are no activity's of their annex.

    At the start of a text that is in none, or inside of any text: behind a sentence, or where a word goes on and the
    series of the annex's codes, too, as lines of columns that ran into each other have them.
    ``rows`` are those of `activities`, ``taken`` the indexes of the blocks that activities and results are made of.
    """
    headers = {index for table in assembly.programmes for found in table.header_blocks.values() for index in found}
    counted: dict[str | None, set[str]] = {table.annex: set() for table in assembly.programmes}
    for row in rows:
        counted.setdefault(row["annex"], set()).add(row["theme"] or NUMBERS)
    known = {(row["annex"], row["code"]) for row in rows}
    found = [
        (index, start, code)
        for index, block in enumerate(blocks)
        if block.annex in counted and index not in headers and block.kind not in ASIDE
        for start, code in codes_before_words(printed(block))
    ]
    for index, start, code in found:
        annex, text = blocks[index].annex, printed(blocks[index])
        loose = not start and index not in taken
        if not (loose or _may_count(code.letter, counted[annex])):
            continue
        counted[annex].add(code.letter)  # the next theme counts on from what is not read, too
        if (loose or (annex, code.name) not in known) and not begins_continued(text[code.end :]):
            notices.add(
                "code-not-read/words",
                text[start : start + 200],
                [index],
                has="begins with" if loose else "holds",
                code=code.name,
            )


def _may_count(letter: str, counted: AbstractSet[str]) -> bool:
    """Say whether a theme may be one of an annex whose others are ``counted``: beside letters one, or the next number.

    Other numbers are those of resolutions or documents at the ends of their abbreviations.
    """
    if not letter.isdigit():
        return letter in counted or any(each.isalpha() for each in counted)
    return any(each.isdigit() and int(letter) <= int(each) + 1 for each in counted)


def _report_codes_run_together(assembly: Assembly, blocks: Sequence[Block], taken: set[int], notices: Notices) -> None:
    """Say which texts outside of tables hold several coded activities."""
    for index in assembly.prose:
        together = [] if index in taken else _run_together(printed(blocks[index]))
        if together:
            notices.add("codes-run-together", f"{', '.join(together)}: {blocks[index].text[:160]}", [index])


def _report_programmes(assembly: Assembly, blocks: Sequence[Block], taken: set[int], notices: Notices) -> None:
    """Say under which titles of programmes no activities are read: in annexes, and in capitals behind the main text.

    And where names of columns stand below no title.
    Some converters give such a title before the line that names its annex. What the main text has may be the title of a
    programme in an annex.
    """
    read = {
        (table.annex, table.programme.programme_id)
        for table in assembly.programmes
        if table.programme and not taken.isdisjoint(table.blocks())
    }
    anywhere = {programme for _, programme in read}
    told: set[str | None] = set()
    for index, title in sorted((assembly.titles | _marked_titles(assembly, blocks)).items()):
        annex = blocks[index].annex
        below = any(block.annex == annex and block.kind not in {"heading", *ASIDE} for block in blocks[index + 1 :])
        known = (annex, title.programme_id) in read
        if annex is None:
            known = title.programme_id in anywhere or not blocks[index].text.isupper()
            below = any(block.number for block in blocks[:index])
        if below and not known:
            notices.add("programme-not-read/title", title.title, [index], place="an annex" if annex else "capitals")
            told.add(annex)
    for places in _names_alone(assembly, blocks, told):
        notices.add("programme-not-read/names", " / ".join(printed(blocks[index]) for index in places), places)
        told.add(blocks[places[0]].annex)
    for places in _codes_alone(assembly, blocks, told):
        notices.add(
            "programme-not-read/codes",
            " / ".join(printed(blocks[index])[:_SHOWN] for index in places),
            places,
            count=len(places),
        )


def _marked_titles(assembly: Assembly, blocks: Sequence[Block]) -> dict[int, Programme]:
    """Return the titles of programmes among the texts outside of tables that are marked up; an item of a list is none.

    Lists of documents have such items.
    """
    texts = {index: printed(blocks[index]) for index in assembly.prose if blocks[index].kind != "list_item"}
    marked = {index: programme_title(_unmarked(text)) for index, text in texts.items() if not text.startswith(BULLET)}
    return {index: title for index, title in marked.items() if title}


def _unmarked(text: str) -> str:
    """Return a text without the signs at its ends that mark it up in a notation that the reader does not know."""
    return text.strip(_SIGNS)


def _codes_alone(assembly: Assembly, blocks: Sequence[Block], told: AbstractSet[str | None]) -> Iterator[list[int]]:
    """Yield where texts begin with the codes of a theme, from the first on, in an annex without a programme.

    ``told`` are the annexes left out.
    """
    left_out = {table.annex for table in assembly.programmes} | told
    found: dict[tuple[str | None, str], dict[int, int]] = {}
    for index in assembly.prose:
        code = code_at_start(_unmarked(printed(blocks[index])), None, 0)
        if code and code.letter.isalpha() and blocks[index].annex not in left_out:
            found.setdefault((blocks[index].annex, code.letter), {}).setdefault(code.number, index)
    series: dict[str | None, list[int]] = {}
    for (annex, _), counted in found.items():
        if len(counted) >= _MIN_CODED_ROWS and sorted(counted) == list(range(1, len(counted) + 1)):
            series.setdefault(annex, []).extend(counted.values())
    yield from map(sorted, series.values())


def _names_alone(assembly: Assembly, blocks: Sequence[Block], told: AbstractSet[str | None]) -> Iterator[list[int]]:
    """Yield where names of columns, of activities and of others, stand in an annex without a programme.

    Right by each other or with codes in the same annex: sections of a text may bear such names as well. ``told`` are
    the annexes left out.
    """
    left_out = {table.annex for table in assembly.programmes} | told
    named: dict[str | None, dict[str, int]] = {}
    coded: set[str | None] = set()
    for index in assembly.prose:
        text, annex = printed(blocks[index]), blocks[index].annex
        if annex in left_out:
            continue
        named.setdefault(annex, {}).update({role: index for role in _roles_named(blocks[index]) if role})
        if code_at_start(_unmarked(text), None, 0) is not None:
            coded.add(annex)
    for annex, columns in named.items():
        places = sorted(set(columns.values()))
        together = len(places) < len(columns) or any(below == above + 1 for above, below in pairwise(places))
        if len(columns) > 1 and "activity" in columns and (together or annex in coded):
            yield places


def _report_texts_between(assembly: Assembly, blocks: Sequence[Block], taken: set[int], notices: Notices) -> None:
    """Say which texts stand between the parts of a table whose cells stand on lines of their own."""
    for upper, lower in pairwise(table for table in assembly.programmes if ON_LINES in table.inferred):
        first, last = min(upper.blocks(), default=0), max(lower.blocks(), default=0)
        between = [
            index
            for index in assembly.prose
            if first < index < last and index not in taken and blocks[index].kind != "heading"
        ]
        if upper.annex == lower.annex and between:
            notices.add("text-behind-table/between", " / ".join(blocks[index].text[:80] for index in between), between)


def _report_tables(assembly: Assembly, blocks: Sequence[Block], notices: Notices) -> None:
    """Say which tables under the title of a programme, or with numbered rows, are read as no programme."""
    for table in assembly.unread:
        notices.add(
            "table-not-read",
            " | ".join(row_texts(table, 0, list(blocks)))[:200],
            [index for cell in table.cells[:1] for index in cell.block_indexes],
        )
    for table in assembly.others:
        rows = [row_texts(table, row, list(blocks)) for row in range(table.rows)]
        if any(_is_numbered([row[column] for row in rows]) for column in range(min(table.columns, 2))):
            notices.add(
                "table-not-programme",
                " | ".join(rows[0])[:200],
                [index for cell in table.cells[:1] for index in cell.block_indexes],
            )


def _is_numbered(column: Sequence[str]) -> bool:
    """Say whether most texts of a column, and enough for a table, begin with a code or a number."""
    coded = [
        text
        for text in column
        if code_at_start(text, None, 0) or is_bare_code(text, None) or code_at_start(text, NUMBERS, 0)
    ]
    return len(coded) >= _MIN_CODED_ROWS and 2 * len(coded) > len(column)


def _run_together(text: str) -> list[str]:
    """Return the codes of activities that stand inside a text, where one series has enough of them for a table."""
    series = {letter: codes_inside(text, letter, 0) for letter in sorted(set(_LETTER.findall(text)))}
    return [code.name for found in series.values() if len(found) >= _MIN_CODED_ROWS for _, code in found]
