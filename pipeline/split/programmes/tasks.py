"""Numbered tasks out of a table of tasks, with the comments and results that address them by number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.split.continuity import begins_low
from pipeline.split.notices import Notices
from pipeline.split.printed import Piece, unique
from pipeline.split.programmes.rows import ProgrammeTable, Row
from pipeline.split.texts import Text, paragraphs_of

_TASK = re.compile(r"(?P<number>\d{1,2})\s?[.)]\s+(?=\S)")
_INNER_TASK = re.compile(r"(?<=[.;:])\s+(?=\d{1,2}\s?[.)]\s+[A-Z\"“‘'])")
_ADDRESS = re.compile(r"(?P<first>\d{1,2})(?:\s?(?:[-–—]|to|and|,|&)\s?(?P<last>\d{1,2}))?\s?[.):]\s+(?=\S)")
_INNER_ADDRESS = re.compile(r"(?<=[.;])\s+(?=\d{1,2}(?:\s?[-–—]\s?\d{1,2})?\s?[.)]\s+[A-Z\"“‘'])")


@dataclass(slots=True)
class Part:
    """A comment or result: its words and the numbers of the tasks that it addresses, none for all of the row."""

    text: Text
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Task:
    """A task: printed number, or the place in its row with ``inferred`` saying why."""

    number: int
    text: Text
    inferred: str | None = None


@dataclass(slots=True)
class TaskRow:
    """A row of a task table: its title, tasks, and what is said about them. ``row`` is its first row in the table."""

    row: int
    title: Text
    tasks: list[Task]
    comments: list[Part]
    results: list[Part]


def read_tasks(table: ProgrammeTable, notices: Notices) -> list[TaskRow]:
    """Return the rows of a task table, each joined over the pages that it runs over."""
    title, task = table.column("title"), table.column("task")
    comment, result = table.column("comment"), table.column("result")
    read: list[TaskRow] = []
    for number, cells in enumerate(table.rows):
        tasks = _tasks(paragraphs_of(cells.pieces(task)), notices)
        numbers = [entry.number for entry in tasks]
        comments, results = (_parts(paragraphs_of(cells.pieces(each)), numbers, notices) for each in (comment, result))
        row = TaskRow(number, _title(cells.pieces(title)), tasks, comments, results)
        if not tasks:
            notices.add("row-without-task", row.title.text, row.title.blocks)
        for entry in tasks:
            if entry.inferred:
                notices.add("code-inferred/task", entry.text.text[:200], entry.text.blocks, why=entry.inferred)
        read.append(row)
    return read


def join_task_rows(table: ProgrammeTable) -> None:
    """Join rows: one without a title, or with the rest of a cut title, carries on the row above."""
    title = table.column("title")
    joined: list[Row] = []
    for row in table.rows:
        pieces = row.pieces(title)
        if not joined or (pieces and not begins_low(pieces[0].text)):
            joined.append(row)
            continue
        for column in sorted(row.cells):
            for position, piece in enumerate(row.cells[column]):
                new = bool(_TASK.match(piece.text) or _ADDRESS.match(piece.text))
                joined[-1].add(column, replace(piece, resumes=position == 0 and not new))
    table.rows = joined


def _title(pieces: list[Piece]) -> Text:
    return Text(" ".join(piece.text for piece in pieces).rstrip(" .:"), unique(piece.block for piece in pieces))


def _split_inside(paragraphs: list[Text], seam: re.Pattern[str]) -> list[Text]:
    return [Text(part, list(text.blocks)) for text in paragraphs for part in seam.split(text.text)]


def _tasks(paragraphs: list[Text], notices: Notices) -> list[Task]:
    """Return the tasks of a cell; numbers that begin anew are reported: rows may have run together."""
    tasks: list[Task] = []
    for paragraph in _split_inside(paragraphs, _INNER_TASK):
        match = _TASK.match(paragraph.text)
        number = int(match["number"]) if match else 0
        if match and number == (tasks[-1].number if tasks else 0) + 1:
            tasks.append(Task(number, Text(paragraph.text[match.end() :], paragraph.blocks)))
        elif tasks:
            if number == 1:
                notices.add(
                    "tasks-run-together", f"{tasks[0].text.text[:200]} / {paragraph.text[:200]}", paragraph.blocks
                )
            tasks[-1].text.add(paragraph)
        else:
            tasks.append(Task(1, paragraph, inferred="it is the only one of its row"))
    return tasks


def _parts(paragraphs: list[Text], numbers: list[int], notices: Notices) -> list[Part]:
    parts: list[Part] = []
    for paragraph in _split_inside(paragraphs, _INNER_ADDRESS):
        match = _ADDRESS.match(paragraph.text)
        named = _named(match, numbers) if match else []
        if match and named:
            parts.append(Part(Text(paragraph.text[match.end() :], paragraph.blocks), named))
        elif match and int(match["first"]) not in numbers:
            notices.add("unknown-task-number", paragraph.text[:200], paragraph.blocks)
            parts.append(Part(paragraph))
        elif parts:
            parts[-1].text.add(paragraph)
        else:
            parts.append(Part(paragraph))
    return parts


def _named(match: re.Match[str], numbers: list[int]) -> list[int]:
    first = int(match["first"])
    last = int(match["last"] or first)
    named = [number for number in numbers if first <= number <= last]
    return named if first in numbers and last in numbers else []
