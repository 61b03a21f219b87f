"""The split stage for one document: from blocks and tables to activities, results, requests, clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.model import Fragment, ParsedDocument, Table
from pipeline.split.activities import Activity, depends_on_funding, read_activities
from pipeline.split.answers import read_answers
from pipeline.split.assembly import Assembly, assemble
from pipeline.split.codes import LETTERS, NUMBERS
from pipeline.split.columns import header_row
from pipeline.split.continued import join_rows
from pipeline.split.continuity import Usage
from pipeline.split.decisions import decisions
from pipeline.split.footnotes import footnotes, without_marks
from pipeline.split.fragments import place_fragments
from pipeline.split.notices import Notices
from pipeline.split.printed import lines, printed, unique
from pipeline.split.requests import requests
from pipeline.split.resolutions import amendments, before_and_after, clauses
from pipeline.split.rows import ProgrammeTable
from pipeline.split.statuses import NOT_REPORTED, status
from pipeline.split.tasks import Part, join_task_rows, read_tasks
from pipeline.split.texts import column_text, paragraphs_of
from pipeline.split.unread import report_columns, report_unanswered, report_unread

Rows = list[dict[str, Any]]

TABLES = (
    "tables",
    "cells",
    "activities",
    "results",
    "activity_results",
    "requested_actions",
    "footnotes",
    "clauses",
    "amendments",
    "issues",
)


def split_document(document: Mapping[str, Any], parsed: ParsedDocument, *, stitch: bool = True) -> dict[str, Rows]:
    """Take one document apart.

    ``document`` is its `documents` row (``document_id`` is needed), ``parsed`` what the reader returned, finished with
    block ids and annexes. ``stitch`` off leaves `tables` and `cells` as the reader has them; activities do not change.
    Returns rows of the tables of `TABLES`, every row with ``document_id``, in reading order.
    """
    return _Splitter(str(document["document_id"]), parsed, stitch).run()


class _Splitter:
    def __init__(self, document_id: str, parsed: ParsedDocument, stitch: bool) -> None:
        self._document_id = document_id
        self._parsed = parsed
        self._blocks = parsed.blocks
        self._stitch = stitch
        self._notices = Notices(document_id, parsed.blocks)
        self._of_footnotes = Notices(document_id, parsed.blocks)
        self._footnotes = footnotes(parsed.blocks, self._of_footnotes)
        self._words = without_marks(parsed.blocks, self._footnotes)
        self._rows: dict[str, Rows] = {name: [] for name in TABLES}
        in_tables = {index for table in parsed.tables for cell in table.cells for index in cell.block_indexes}
        self._loose = [index for index in range(len(parsed.blocks)) if index not in in_tables]
        self._shared: set[int] = set()
        self._taken: set[int] = set()
        self._identifiers: set[str] = set()
        self._result_numbers: dict[str | None, int] = {}

    def run(self) -> dict[str, Rows]:
        """Run the stage."""
        usage = Usage(block.text for block in self._words)
        assembly = assemble(replace(self._parsed, blocks=self._words), usage, self._notices)
        for table in assembly.programmes:
            if table.kind == "task_list":
                join_task_rows(table)
            else:
                join_rows(table, self._notices)
        place_fragments(assembly, self._words, usage, self._notices)
        uses = Counter(id(part) for table in assembly.programmes for part in table.parts)
        self._shared = {part for part, count in uses.items() if count > 1}
        self._number_tables(assembly)
        for table in assembly.programmes:
            if table.kind == "task_list":
                self._take_tasks(table)
            else:
                self._take_activities(table)
            if self._stitch or not table.parts:
                self._write_programme_table(table)
        self._rows["tables"].sort(key=lambda row: int(row["table_id"].rsplit("t", 1)[1]))
        self._rows["cells"].sort(key=lambda row: (int(row["table_id"].rsplit("t", 1)[1]), row["row"], row["column"]))
        self._take_requests()
        self._take_footnotes()
        self._take_resolutions()
        report_columns(assembly.programmes, self._notices)
        report_unread(assembly, self._words, self._taken, self._notices)
        report_unanswered(assembly, self._words, *self._answered(), self._notices)
        self._rows["issues"] = self._notices.rows
        return self._rows

    # Tables

    def _number_tables(self, assembly: Assembly) -> None:
        """Give the tables their identifiers in reading order, and write the rows of those of no programme.

        Without stitching, the tables are the reader's, and a programme's table is known by the first of its pieces.
        """
        if not self._stitch:
            for number, table in enumerate(self._parsed.tables, 1):
                self._write_table(table, f"{self._document_id}/t{number}")
            fallen = len(self._parsed.tables)
            for programme in assembly.programmes:
                first = next(
                    (place for place, table in enumerate(self._parsed.tables, 1) if _holds(programme, table)), None
                )
                fallen += first is None
                programme.table_id = f"{self._document_id}/t{first or fallen}"
            return
        places = [
            (min(table.blocks(), default=0), "programme", index) for index, table in enumerate(assembly.programmes)
        ]
        places += [(table.position, "other", index) for index, table in enumerate(assembly.others)]
        for number, (_, kind, index) in enumerate(sorted(places), 1):
            table_id = f"{self._document_id}/t{number}"
            if kind == "programme":
                assembly.programmes[index].table_id = table_id
            else:
                self._write_table(assembly.others[index], table_id)

    def _write_table(self, table: Table, table_id: str) -> None:
        self._rows["tables"].append(
            self._table_row(
                table_id,
                "other",
                table.annex,
                header_row(table, self._words),
                table.rows,
                table.columns,
                table.fragments,
                table.inferred,
            )
        )
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            fragments = cell.fragments or self._fragments(cell.block_indexes)
            self._rows["cells"].append(
                self._cell_row(
                    table_id,
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    [printed(self._words[index]) for index in cell.block_indexes],
                    cell.block_indexes,
                    fragments,
                    cell.header,
                )
            )

    def _write_programme_table(self, table: ProgrammeTable) -> None:
        whole = [part for part in table.parts if id(part) not in self._shared]
        fragments = [fragment for part in whole for fragment in part.fragments]
        inside = {index for part in whole for cell in part.cells for index in cell.block_indexes}
        loose = [index for index in table.blocks() if index not in inside]
        inferred = [text for part in table.parts for text in part.inferred] + table.inferred
        self._rows["tables"].append(
            self._table_row(
                table.table_id,
                table.kind,
                table.annex,
                table.headers,
                len(table.rows) + 1,
                len(table.headers),
                _in_order([*fragments, *self._fragments(loose)]),
                inferred,
            )
        )
        for column, header in enumerate(table.headers):
            indexes = table.header_blocks.get(column, [])
            self._rows["cells"].append(
                self._cell_row(table.table_id, 0, column, 1, 1, [header], indexes, self._fragments(indexes), True)
            )
        for number, row in enumerate(table.rows, 1):
            for column in range(len(table.headers)):
                if column in row.covered:
                    continue
                pieces = row.pieces(column)
                indexes = unique(piece.block for piece in pieces)
                self._rows["cells"].append(
                    self._cell_row(
                        table.table_id,
                        number,
                        column,
                        self._row_span(table, number - 1, column),
                        1,
                        [text.text for text in paragraphs_of(pieces)],
                        indexes,
                        self._fragments(indexes),
                        False,
                    )
                )

    @staticmethod
    def _row_span(table: ProgrammeTable, row: int, column: int) -> int:
        span = 1
        while row + span < len(table.rows) and column in table.rows[row + span].covered:
            span += 1
        return span

    def _table_row(
        self,
        table_id: str,
        kind: str,
        annex: str | None,
        header: list[str],
        rows: int,
        columns: int,
        fragments: list[Fragment],
        inferred: list[str],
    ) -> dict[str, Any]:
        pages = [fragment.page for fragment in fragments if fragment.page]
        return {
            "document_id": self._document_id,
            "table_id": table_id,
            "kind": kind,
            "annex": annex,
            "header": list(header),
            "rows": rows,
            "columns": columns,
            "page_first": min(pages, default=None),
            "page_last": max(pages, default=None),
            "fragments": _fragment_rows(fragments),
            "inferred": list(dict.fromkeys(inferred)),
        }

    def _cell_row(
        self,
        table_id: str,
        row: int,
        column: int,
        row_span: int,
        column_span: int,
        texts: list[str],
        indexes: list[int],
        fragments: list[Fragment],
        header: bool,
    ) -> dict[str, Any]:
        first = fragments[0] if fragments else Fragment()
        return {
            "document_id": self._document_id,
            "table_id": table_id,
            "row": row,
            "column": column,
            "row_span": row_span,
            "column_span": column_span,
            "text": lines(texts),
            "page": first.page,
            "bbox": _box(first),
            "block_ids": self._block_ids(indexes),
            "is_header": header,
            "fragments": _fragment_rows(fragments),
        }

    # Activities

    def _take_activities(self, table: ProgrammeTable) -> None:
        activities, reach = read_activities(table, self._notices)
        answers = read_answers(table, activities, reach, self._notices)
        column = table.column("status")
        annex = table.annex
        if table.programme is None:
            self._notices.add(
                "warning",
                "programme-unknown",
                "No title above a programme table names its years.",
                " | ".join(table.headers),
                table.blocks()[:1],
            )
        identifiers: dict[int, str] = {}
        for activity in activities:
            letter = _theme_letter(table, activity)
            theme = table.titles.get(letter) if letter else None
            frame = activity.timeframe
            identifiers[id(activity)] = self._write_activity(
                table,
                annex,
                activity.code if activity.printed.letter == letter or not letter else f"{letter}.{activity.code}",
                activity.code,
                text=activity.text.text,
                indexes=activity.text.blocks,
                extra={
                    "theme": letter,
                    "theme_title": theme.title if theme else None,
                    "group": activity.group,
                    "timeframe": frame.text if frame else None,
                    "timeframe_start": frame.start if frame else None,
                    "timeframe_end": frame.end if frame else None,
                    "ongoing": bool(frame and frame.ongoing),
                    "row": activity.row + 1,
                    "code_inferred": activity.inferred is not None,
                    "comment": lines([comment.text for comment in activity.comments]) or None,
                    "lead": lines([lead.text for lead in activity.leads]) or None,
                    "priority": lines([priority.text for priority in activity.priorities]) or None,
                },
                more_indexes=[
                    *activity.timeframe_blocks,
                    *(
                        index
                        for text in (*activity.comments, *activity.leads, *activity.priorities)
                        for index in text.blocks
                    ),
                ],
            )
        for answer in answers:
            said = (
                " ".join(text.text for text in column_text(table, [answer.row], column)) if column is not None else ""
            )
            result_id = self._write_result(table, annex, answer.text.text, answer.text.blocks, answer.row + 1, said)
            for activity in answer.activities:
                self._link(identifiers[id(activity)], result_id, answer.basis)

    def _take_tasks(self, table: ProgrammeTable) -> None:
        annex = table.annex
        for place, row in enumerate(read_tasks(table, self._notices), 1):
            identifiers: dict[int, str] = {}
            for task in row.tasks:
                comments = [part for part in row.comments if not part.numbers or task.number in part.numbers]
                identifiers[task.number] = self._write_activity(
                    table,
                    annex,
                    f"{place}.{task.number}",
                    str(task.number),
                    text=task.text.text,
                    indexes=task.text.blocks,
                    extra={
                        "theme": row.title.text,
                        "theme_title": row.title.text,
                        "group": None,
                        "timeframe": None,
                        "timeframe_start": None,
                        "timeframe_end": None,
                        "ongoing": False,
                        "row": row.row + 1,
                        "code_inferred": task.inferred is not None,
                        "comment": lines([part.text.text for part in comments]) or None,
                        "lead": None,
                        "priority": None,
                    },
                    more_indexes=[index for part in comments for index in part.text.blocks],
                )
            self._write_task_results(table, annex, row.row + 1, row.results, identifiers)

    def _write_task_results(
        self, table: ProgrammeTable, annex: str | None, row: int, results: list[Part], identifiers: dict[int, str]
    ) -> None:
        answered: set[int] = set()
        for part in results:
            result_id = self._write_result(table, annex, part.text.text, part.text.blocks, row)
            numbers = part.numbers or list(identifiers)
            answered.update(numbers)
            for number in numbers:
                self._link(identifiers[number], result_id, "numbered" if part.numbers else "row")
        silent = [number for number in identifiers if number not in answered]
        if silent and table.column("result") is not None:
            result_id = self._write_result(table, annex, "", [], row)
            for number in silent:
                self._link(identifiers[number], result_id, "row")

    def _write_activity(
        self,
        table: ProgrammeTable,
        annex: str | None,
        place: str,
        code: str,
        text: str,
        indexes: list[int],
        extra: dict[str, Any],
        more_indexes: list[int],
    ) -> str:
        activity_id = f"{self._document_id}/{_slug(annex)}/{place}"
        if activity_id in self._identifiers:
            count = 2
            while f"{activity_id}-{count}" in self._identifiers:
                count += 1
            self._notices.add(
                "warning",
                "code-repeated",
                f"The code {code} occurs more than once in {annex or 'the text'}.",
                text[:200],
                indexes,
            )
            activity_id = f"{activity_id}-{count}"
        self._identifiers.add(activity_id)
        self._taken.update(indexes)
        self._rows["activities"].append(
            {
                "document_id": self._document_id,
                "activity_id": activity_id,
                "order": len(self._rows["activities"]) + 1,
                "programme_id": table.programme.programme_id if table.programme else None,
                "role": table.role,
                "annex": annex,
                "code": code,
                "text": text,
                "subject_to_funding": depends_on_funding(text),
                "table_id": table.table_id,
                "block_ids": self._block_ids(indexes),
                "fragments": _fragment_rows(self._fragments(unique([*indexes, *more_indexes]))),
                **extra,
            }
        )
        return activity_id

    def _write_result(
        self, table: ProgrammeTable, annex: str | None, text: str, indexes: list[int], row: int, said: str = ""
    ) -> str:
        """Write a result; ``said`` is what a column of statuses says beside it, which wins over its words."""
        number = self._result_numbers.get(annex, 0) + 1
        self._result_numbers[annex] = number
        self._taken.update(indexes)
        result_id = f"{self._document_id}/{_slug(annex)}/r{number}"
        by_words = status(text)
        by_column = status(said)
        name, evidence = by_words if by_column[1] is None else by_column
        self._rows["results"].append(
            {
                "document_id": self._document_id,
                "result_id": result_id,
                "order": len(self._rows["results"]) + 1,
                "programme_id": table.programme.programme_id if table.programme else None,
                "annex": annex,
                "text": None if by_words[0] == NOT_REPORTED else text,
                "status": name,
                "status_evidence": evidence,
                "table_id": table.table_id,
                "row": row,
                "block_ids": self._block_ids(indexes),
                "fragments": _fragment_rows(self._fragments(indexes)),
            }
        )
        return result_id

    def _link(self, activity_id: str, result_id: str, basis: str) -> None:
        self._rows["activity_results"].append(
            {"document_id": self._document_id, "activity_id": activity_id, "result_id": result_id, "basis": basis}
        )

    def _answered(self) -> tuple[dict[str, list[str]], set[str]]:
        """Return the activities by table, and those of which a result says something."""
        said = {row["result_id"] for row in self._rows["results"] if row["status"] != NOT_REPORTED}
        by_table: dict[str, list[str]] = {}
        for row in self._rows["activities"]:
            by_table.setdefault(row["table_id"], []).append(row["activity_id"])
        return by_table, {row["activity_id"] for row in self._rows["activity_results"] if row["result_id"] in said}

    # Requests, footnotes, resolutions

    def _take_requests(self) -> None:
        for number, request in enumerate(requests(self._words, self._loose), 1):
            self._rows["requested_actions"].append(
                {
                    "document_id": self._document_id,
                    "action_id": f"{self._document_id}/q{number}",
                    "order": number,
                    "body": request.body,
                    "number": request.number,
                    "text": request.text,
                    "block_id": self._blocks[request.block].block_id,
                }
            )

    def _take_footnotes(self) -> None:
        self._notices.rows += self._of_footnotes.rows
        for number, note in enumerate(self._footnotes, 1):
            mark = note.mark
            self._rows["footnotes"].append(
                {
                    "document_id": self._document_id,
                    "footnote_id": f"{self._document_id}/f{number}",
                    "order": number,
                    "number": note.number,
                    "text": note.text,
                    "block_id": self._blocks[note.block].block_id,
                    "mark_block_id": self._blocks[mark.block].block_id if mark else None,
                    "mark_start": mark.start if mark else None,
                    "mark_end": mark.end if mark else None,
                }
            )

    def _take_resolutions(self) -> None:
        in_tables = set(range(len(self._blocks))) - set(self._loose)
        changes = amendments(self._parsed, in_tables, self._notices)
        counts: dict[str, int] = {}
        clause_of: dict[int, str] = {}
        found = [*clauses(self._blocks, self._loose), *decisions(self._blocks, self._loose)]
        for order, clause in enumerate(sorted(found, key=lambda clause: clause.blocks[0]), 1):
            annex = _slug(clause.annex)
            counts[annex] = counts.get(annex, 0) + 1
            clause_id = f"{self._document_id}/{annex}/c{counts[annex]}"
            clause_of.update(dict.fromkeys(clause.blocks, clause_id))
            text, before, after = before_and_after(
                self._blocks, clause.blocks, changes, self._parsed.insertions_recoverable
            )
            text, after = (each.removeprefix(clause.prefix).lstrip() for each in (text, after))
            before = None if before is None else before.removeprefix(clause.prefix).lstrip()
            self._rows["clauses"].append(
                {
                    "document_id": self._document_id,
                    "clause_id": clause_id,
                    "order": order,
                    "annex": clause.annex,
                    "kind": clause.kind,
                    "number": clause.number,
                    "verb": clause.verb,
                    "addressee": clause.addressee,
                    "text": text,
                    "text_before": before,
                    "text_after": after,
                    "block_ids": self._block_ids(clause.blocks),
                }
            )
        for order, change in enumerate(changes, 1):
            self._rows["amendments"].append(
                {
                    "document_id": self._document_id,
                    "amendment_id": f"{self._document_id}/x{order}",
                    "order": order,
                    "kind": change.kind,
                    "text": change.text,
                    "clause": clause_of.get(change.block),
                    "block_id": self._blocks[change.block].block_id,
                    "start": change.start,
                    "end": change.end,
                }
            )

    # Places

    def _block_ids(self, indexes: Iterable[int]) -> list[str]:
        return [self._blocks[index].block_id for index in unique(indexes)]

    def _fragments(self, indexes: Iterable[int]) -> list[Fragment]:
        return [fragment for index in unique(indexes) for fragment in self._blocks[index].fragments]


def _theme_letter(table: ProgrammeTable, activity: Activity) -> str | None:
    """Return the letter or number of an activity's theme: that of its code, else that of the heading above."""
    if activity.printed.letter not in (NUMBERS, LETTERS):
        return activity.printed.letter
    return table.theme.letter if table.theme else None


def _holds(programme: ProgrammeTable, table: Table) -> bool:
    return any(part is table for part in programme.parts)


def _slug(annex: str | None) -> str:
    """Return the annex as identifiers hold it (``annex-1``); what is in none is in the ``main`` text."""
    return "-".join(annex.lower().split()) if annex else "main"


def _in_order(fragments: list[Fragment]) -> list[Fragment]:
    return sorted(
        fragments,
        key=lambda entry: (
            entry.page or 0,
            entry.source_start or 0,
            entry.bbox.top if entry.bbox else 0.0,
            entry.bbox.x0 if entry.bbox else 0.0,
        ),
    )


def _box(fragment: Fragment) -> dict[str, float] | None:
    box = fragment.bbox
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom} if box else None


def _fragment_rows(fragments: Iterable[Fragment]) -> list[dict[str, Any]]:
    return [
        {
            "page": fragment.page,
            "bbox": _box(fragment),
            "source_start": fragment.source_start,
            "source_end": fragment.source_end,
        }
        for fragment in fragments
    ]
