"""What answers the activities of a programme table: the contents of its results column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import BULLET, EMPTY_BELOW, SPANNED
from pipeline.split.continuity import announces, begins_low, is_cut
from pipeline.split.notices import Notices
from pipeline.split.programmes.activities import Activity, Reach, rows_of_spans
from pipeline.split.programmes.rows import ProgrammeTable
from pipeline.split.texts import Text, column_text

_ADDRESS = re.compile(
    r"(?P<first>[A-Z]?\d{1,2})(?:\s?(?:[-–—]|to|and|,|&)\s?(?P<last>[A-Z]?\d{1,2}))?[.):](?=\s)\s*(?=\S)"
)


@dataclass(slots=True)
class Answer:
    """The content of a result cell, or a part of it that names its activities. ``row`` is its first row."""

    row: int
    text: Text
    activities: list[Activity]
    basis: str = "row"


def read_answers(table: ProgrammeTable, activities: list[Activity], reach: Reach, notices: Notices) -> list[Answer]:
    """Return the answers of the results columns by rows, given what `read_activities` returns.

    An activity that several results stand beside, in columns or in rows that it spans over, has each of them that says
    something.
    """
    answers: list[Answer] = []
    for column, spans in reach.results.items():
        below = [] if column is None else _in_column(table, column, activities, spans, reach.told, notices)
        _report_parted(below, notices)
        answers += below
    said = {id(activity) for answer in answers if answer.text.text for activity in answer.activities}
    for answer in answers:
        if not answer.text.text:
            answer.activities = _unsaid(answer.activities, said)
    found = sorted((answer for answer in answers if answer.activities), key=lambda answer: answer.row)
    if any(EMPTY_BELOW in part.inferred for part in table.parts):
        _report_open(found, notices)
    if any(SPANNED in part.inferred for part in table.parts) and not all(answer.text.text for answer in found):
        _report_spanned(found, notices)
    return found


def _report_open(answers: Sequence[Answer], notices: Notices) -> None:
    """Say which activities have nothing beside them under a result that may reach down to them."""
    for above, below in pairwise(answers):
        if above.text.text and not below.text.text:
            _report_span("result-may-span/below", below.activities, notices)


def _report_parted(answers: Sequence[Answer], notices: Notices) -> None:
    """Say of a column's results of which one breaks off, and the next begins in its middle, that they may be one."""
    for above, below in pairwise(answers):
        first, second = above.text.text, below.text.text
        listed = announces(first) and second.startswith(BULLET) and not first.startswith(BULLET)
        if listed or (is_cut(first) and begins_low(second)):
            _report_span("result-may-span/broken-off", [*above.activities, *below.activities], notices)


def _report_spanned(answers: Sequence[Answer], notices: Notices) -> None:
    """Say of results that are taken to answer activities in several rows that these may have none, as others have."""
    for answer in answers:
        first, *more = answer.activities
        if answer.text.text and any(activity.row != first.row for activity in more):
            _report_span("result-may-span/rows", answer.activities, notices)


def _report_span(notice: str, activities: Sequence[Activity], notices: Notices) -> None:
    """Say that it is not certain which of some activities an answer is for."""
    codes = ", ".join(activity.code for activity in activities)
    indexes = [index for activity in activities for index in activity.text.blocks]
    notices.add(notice, codes, indexes)


def _unsaid(activities: list[Activity], said: set[int]) -> list[Activity]:
    """Return the activities of which nothing has been said, and note that something is said of them now."""
    found = [activity for activity in activities if id(activity) not in said]
    said.update(map(id, found))
    return found


def _in_column(
    table: ProgrammeTable, column: int, activities: list[Activity], spans: list[int], told: list[int], notices: Notices
) -> list[Answer]:
    answers: list[Answer] = []
    of_span = {
        span: ([activity for activity in activities if spans[activity.row] == span], column_text(table, rows, column))
        for span, rows in rows_of_spans(spans).items()
    }
    answered: set[int] = set()
    for span, (here, paragraphs) in of_span.items():
        if span in answered or not (here or paragraphs):
            continue
        mine = here or [activity for activity in activities if activity.row == told[span]]
        if not mine:
            heading = _heading_at(table, spans, span)
            if heading == " ".join(text.text for text in paragraphs):
                continue  # a converter repeats a cell in each of the columns that it spans
            if under := _unanswered_under(heading, span, of_span):
                answered |= under.keys()
                below = [activity for found in under.values() for activity in found]
                answers += [replace(answer, basis="group") for answer in _addressed(below, paragraphs, span)]
                notices.add(
                    "result-of-group",
                    ", ".join(activity.code for activity in below),
                    [block for text in paragraphs for block in text.blocks],
                )
            else:
                notices.add(
                    "result-without-activity",
                    " ".join(text.text for text in paragraphs)[:500],
                    [block for text in paragraphs for block in text.blocks],
                )
            continue
        answers += _addressed(mine, paragraphs, span)
    return answers


def _heading_at(table: ProgrammeTable, spans: list[int], span: int) -> str:
    """Return what stands in the activities' column of a span without activities."""
    column = table.column("activity")
    rows = [number for number, of in enumerate(spans) if of == span]
    return " ".join(text.text for text in column_text(table, rows, column))


def _unanswered_under(
    head: str, span: int, of_span: Mapping[int, tuple[list[Activity], list[Text]]]
) -> dict[int, list[Activity]]:
    """Return the spans right below a sub-heading whose activities stand under it and have no result, with these."""
    found: dict[int, list[Activity]] = {}
    for below, (mine, paragraphs) in of_span.items():
        if below > span:
            if paragraphs or not head or not all(activity.group == head for activity in mine):
                break
            if mine:
                found[below] = mine
    return found


def _addressed(mine: list[Activity], paragraphs: list[Text], row: int) -> list[Answer]:
    """Return the answers of one cell: one for all of its row's activities, or one for each part that names codes."""
    answers: list[Answer] = []
    for paragraph in paragraphs:
        match = _ADDRESS.match(paragraph.text)
        named = _named(match, mine) if match else []
        if match and named:
            answers.append(Answer(row, Text(paragraph.text[match.end() :], paragraph.blocks), named, "numbered"))
        elif answers:
            answers[-1].text.add(paragraph)
        else:
            answers.append(Answer(row, Text(paragraph.text, list(paragraph.blocks)), list(mine)))
    answered = [activity for answer in answers for activity in answer.activities]
    silent = [activity for activity in mine if activity not in answered]
    if silent:
        answers.append(Answer(row, Text(), silent))
    return answers


def _named(match: re.Match[str], mine: list[Activity]) -> list[Activity]:
    """Return the activities that an address before a paragraph names (``B2-B4.``), none where it is no address."""
    codes = [activity.code for activity in mine]
    first, last = match["first"], match["last"] or match["first"]
    if not first[0].isalpha():
        return []
    if last.isdigit():
        last = first[0] + last
    if first not in codes or last not in codes or codes.index(last) < codes.index(first):
        return []
    return mine[codes.index(first) : codes.index(last) + 1]
