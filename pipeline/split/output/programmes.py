"""Rows of `activities`, `results` and `activity_results`."""

from __future__ import annotations

import re
from typing import Any

from pipeline.split.notices import Notices
from pipeline.split.output.places import Places, fragment_rows, slug
from pipeline.split.printed import lines
from pipeline.split.programmes.activities import Activity, depends_on_funding, read_activities
from pipeline.split.programmes.answers import read_answers
from pipeline.split.programmes.codes import LETTERS, NUMBERS
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.programmes.statuses import NOT_REPORTED, status
from pipeline.split.programmes.tasks import TaskRow, read_tasks
from pipeline.split.texts import Text, column_text
from pipeline.titles import Theme

Row = dict[str, Any]


class ProgrammeRows:
    """The rows of a document's programmes, and in ``taken`` the indexes of the blocks that are in them."""

    def __init__(self, places: Places, notices: Notices) -> None:
        self._places = places
        self._notices = notices
        self._identifiers: set[str] = set()
        self._result_numbers: dict[str | None, int] = {}
        self.taken: set[int] = set()
        self.activities: list[Row] = []
        self.results: list[Row] = []
        self.activity_results: list[Row] = []

    def take(self, table: ProgrammeTable) -> None:
        """Write what a programme's table holds."""
        if table.kind == "task_list":
            self._take_tasks(table)
        else:
            self._take_activities(table)

    def _take_activities(self, table: ProgrammeTable) -> None:
        """Write what a table with a row an activity holds."""
        activities, reach = read_activities(table, self._notices)
        answers = read_answers(table, activities, reach, self._notices)
        column = table.column("status")
        if table.programme is None:
            self._notices.add("programme-unknown", " | ".join(table.headers), table.blocks()[:1])
        identifiers: dict[int, str] = {}
        for activity in activities:
            letter = _theme_letter(table, activity)
            group = activity.group
            theme = table.titles.get(letter) if letter else None
            if letter and (headed := _theme_in(group, letter)):
                theme, group = theme or headed, None
            frame = activity.timeframe
            beside = [*activity.comments, *activity.leads, *activity.priorities]
            identifiers[id(activity)] = self._write_activity(
                table,
                activity.code if activity.printed.letter == letter or not letter else f"{letter}.{activity.code}",
                activity.code,
                activity.text,
                [*activity.timeframe_blocks, *(index for text in beside for index in text.blocks)],
                {
                    "theme": letter,
                    "theme_title": theme.title if theme else None,
                    "group": group,
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
            )
        for answer in answers:
            said = " ".join(text.text for text in column_text(table, [answer.row], column))
            result_id = self._write_result(table, answer.text, answer.row + 1, said)
            for activity in answer.activities:
                self._link(identifiers[id(activity)], result_id, answer.basis)

    def _take_tasks(self, table: ProgrammeTable) -> None:
        """Write what a list of tasks with several numbered ones in a cell holds."""
        for place, row in enumerate(read_tasks(table, self._notices), 1):
            identifiers: dict[int, str] = {}
            for task in row.tasks:
                comments = [part for part in row.comments if not part.numbers or task.number in part.numbers]
                identifiers[task.number] = self._write_activity(
                    table,
                    f"{place}.{task.number}",
                    str(task.number),
                    task.text,
                    [index for part in comments for index in part.text.blocks],
                    {
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
                )
            self._write_task_results(table, row, identifiers)

    def _write_task_results(self, table: ProgrammeTable, row: TaskRow, identifiers: dict[int, str]) -> None:
        answered: set[int] = set()
        for part in row.results:
            result_id = self._write_result(table, part.text, row.row + 1)
            numbers = part.numbers or list(identifiers)
            answered.update(numbers)
            for number in numbers:
                self._link(identifiers[number], result_id, "numbered" if part.numbers else "row")
        silent = [number for number in identifiers if number not in answered]
        if silent and table.column("result") is not None:
            result_id = self._write_result(table, Text(), row.row + 1)
            for number in silent:
                self._link(identifiers[number], result_id, "row")

    def _write_activity(
        self, table: ProgrammeTable, place: str, code: str, text: Text, beside: list[int], extra: Row
    ) -> str:
        """Write an activity, whose ``place`` its identifier ends with; ``beside`` are blocks of its other cells."""
        activity_id = f"{self._places.document_id}/{slug(table.annex)}/{place}"
        if activity_id in self._identifiers:
            count = 2
            while f"{activity_id}-{count}" in self._identifiers:
                count += 1
            self._notices.add("code-repeated", text.text[:200], text.blocks, code=code, place=table.annex or "the text")
            activity_id = f"{activity_id}-{count}"
        self._identifiers.add(activity_id)
        self.taken.update(text.blocks)
        self.activities.append(
            {
                "document_id": self._places.document_id,
                "activity_id": activity_id,
                "order": len(self.activities) + 1,
                "programme_id": table.programme_id,
                "role": table.role,
                "annex": table.annex,
                "code": code,
                "text": text.text,
                "subject_to_funding": depends_on_funding(text.text),
                "table_id": table.table_id,
                "block_ids": self._places.block_ids(text.blocks),
                "fragments": fragment_rows(self._places.fragments([*text.blocks, *beside])),
                **extra,
            }
        )
        return activity_id

    def _write_result(self, table: ProgrammeTable, text: Text, row: int, said: str = "") -> str:
        """Write a result; ``said`` is what a column of statuses says beside it, which wins over its words."""
        number = self._result_numbers.get(table.annex, 0) + 1
        self._result_numbers[table.annex] = number
        self.taken.update(text.blocks)
        result_id = f"{self._places.document_id}/{slug(table.annex)}/r{number}"
        by_words = status(text.text)
        by_column = status(said)
        name, evidence = by_words if by_column[1] is None else by_column
        self.results.append(
            {
                "document_id": self._places.document_id,
                "result_id": result_id,
                "order": len(self.results) + 1,
                "programme_id": table.programme_id,
                "annex": table.annex,
                "text": None if by_words[0] == NOT_REPORTED else text.text,
                "status": name,
                "status_evidence": evidence,
                "table_id": table.table_id,
                "row": row,
                "block_ids": self._places.block_ids(text.blocks),
                "fragments": fragment_rows(self._places.fragments(text.blocks)),
            }
        )
        return result_id

    def _link(self, activity_id: str, result_id: str, basis: str) -> None:
        self.activity_results.append(
            {
                "document_id": self._places.document_id,
                "activity_id": activity_id,
                "result_id": result_id,
                "basis": basis,
            }
        )

    def answered(self, *, in_words: bool = False) -> set[str]:
        """Return the activities of which a result says something, or does so ``in_words``."""
        said = {
            row["result_id"] for row in self.results if (row["text"] if in_words else row["status"] != NOT_REPORTED)
        }
        return {row["activity_id"] for row in self.activity_results if row["result_id"] in said}


def _theme_in(group: str | None, letter: str) -> Theme | None:
    """Return the theme that a sub-heading names which begins with the number of the codes below it, else None."""
    found = re.fullmatch(rf"{letter}[.):]?\s+(?P<title>\S.*)", group or "") if letter.isdigit() else None
    return Theme(letter, found["title"]) if found else None


def _theme_letter(table: ProgrammeTable, activity: Activity) -> str | None:
    """Return the letter or number of an activity's theme: that of its code, else that of the heading above."""
    if activity.printed.letter not in (NUMBERS, LETTERS):
        return activity.printed.letter
    return table.letter
