"""Tables as grids of cells, built from programmes, task lists and matrices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.specimens.content import Activity, Matrix, Programme, Row, TaskTable, Theme
from pipeline.specimens.layout import Layout

GridKind = Literal["activity_result", "activity_timeframe", "activity", "tasks", "other"]
ParagraphRole = Literal["text", "group", "activity", "number", "bullet", "header"]

BULLET_MARK = "\u2022"


@dataclass(frozen=True, slots=True)
class CellParagraph:
    """One paragraph or bullet of a cell: marked text, printed mark (``\u2022``, ``1.``) and depth."""

    role: ParagraphRole
    text: str
    mark: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell by its first row and column."""

    row: int
    column: int
    paragraphs: tuple[CellParagraph, ...]
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an activity stands: its row, and the paragraphs of the cell in column 0 that hold it."""

    row: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to lay out; ``widths`` are shares of the table's width, ``places`` are by activity code."""

    kind: GridKind
    columns: int
    rows: int
    header_rows: int
    cells: tuple[GridCell, ...]
    widths: tuple[float, ...]
    places: dict[str, Place]


def bullets(items: Iterable[str]) -> list[CellParagraph]:
    """Turn items into bullets; each leading ``>`` is one level deeper, a leading ``=`` makes a plain paragraph."""
    made = []
    for item in items:
        if item.startswith("="):
            made.append(CellParagraph("text", item[1:]))
            continue
        text = item.lstrip(">")
        made.append(CellParagraph("bullet", text, BULLET_MARK, 1 + len(item) - len(text)))
    return made


def activity_paragraphs(activity: Activity) -> list[CellParagraph]:
    """Return the paragraphs of an activity, its printed code before the first."""
    return [CellParagraph("activity", f"{activity.printed} {activity.text}".strip()), *bullets(activity.items)]


def _headed(columns: tuple[str, ...]) -> list[GridCell]:
    return [GridCell(0, i, (CellParagraph("header", text),), header=True) for i, text in enumerate(columns)]


def programme_grid(programme: Programme, theme: Theme, layout: Layout) -> Grid:
    """Build the table of one theme: activities, and results or time frames where the programme has such a column."""
    width = len(programme.columns)
    cells = _headed(programme.columns)
    places: dict[str, Place] = {}
    at = 1
    for row in theme.rows:
        head = [CellParagraph("group", row.group)] if row.group else []
        if head and layout.group_rows:
            cells.append(GridCell(at, 0, tuple(head), column_span=width))
            head = []
            at += 1
        parts = [(activity,) for activity in row.activities] if layout.merge_results else [row.activities]
        for offset, part in enumerate(parts):
            paragraphs = list(head) if offset == 0 else []
            for activity in part:
                added = activity_paragraphs(activity)
                places[activity.code] = Place(at + offset, len(paragraphs), len(paragraphs) + len(added))
                paragraphs += added
            cells.append(GridCell(at + offset, 0, tuple(paragraphs)))
            if width > 1 and programme.role == "draft":
                cells.append(GridCell(at + offset, 1, _timeframes(part)))
        if width > 1 and programme.role == "progress_report":
            cells.append(GridCell(at, 1, _marked(row.result or ()), row_span=len(parts)))
        at += len(parts)
    kind: GridKind = "activity"
    if width > 1:
        kind = "activity_result" if programme.role == "progress_report" else "activity_timeframe"
    widths = {1: (1.0,), 2: (0.5, 0.5) if kind == "activity_result" else (0.78, 0.22)}[width]
    return Grid(kind, width, at, 1, tuple(cells), widths, places)


def _timeframes(activities: tuple[Activity, ...]) -> tuple[CellParagraph, ...]:
    return tuple(CellParagraph("text", activity.timeframe) for activity in activities if activity.timeframe)


def _marked(texts: Iterable[str]) -> tuple[CellParagraph, ...]:
    """``1-3. text`` keeps its range in the text; ``1|text`` is a numbered task; a bullet is a bullet."""
    made = []
    for text in texts:
        number, bar, rest = text.partition("|")
        if bar:
            made.append(CellParagraph("number", rest, f"{number}."))
        elif text.startswith(BULLET_MARK):
            made.append(CellParagraph("bullet", text[1:].strip(), BULLET_MARK))
        else:
            made.append(CellParagraph("text", text))
    return tuple(made)


def task_grid(table: TaskTable) -> Grid:
    """Build the four-column table."""
    cells = _headed(table.columns)
    for i, row in enumerate(table.rows, start=1):
        columns = [
            (CellParagraph("text", row.title),),
            _marked(row.tasks),
            _marked(row.comments),
            _marked(row.summaries),
        ]
        cells += [GridCell(i, j, paragraphs) for j, paragraphs in enumerate(columns)]
    return Grid("tasks", 4, len(table.rows) + 1, 1, tuple(cells), (0.17, 0.26, 0.25, 0.32), {})


def matrix_grid(matrix: Matrix) -> Grid:
    """Build any other table, with its spans."""
    cells = []
    for i, row in enumerate(matrix.rows):
        for j, entry in enumerate(row):
            if entry is not None:
                text, row_span, column_span = entry
                header = i < matrix.header_rows
                role: ParagraphRole = "header" if header else "text"
                paragraphs = tuple(CellParagraph(role, part) for part in text.split("\n") if part)
                cells.append(GridCell(i, j, paragraphs, row_span, column_span, header))
    return Grid("other", len(matrix.widths), len(matrix.rows), matrix.header_rows, tuple(cells), matrix.widths, {})


def row_of(theme: Theme, code: str) -> Row:
    """Return the row of a theme in which an activity stands."""
    return next(row for row in theme.rows if any(activity.code == code for activity in row.activities))
