"""The truth of a specimen: what a meeting document says, before anything is laid out.

Text fields whose name ends in ``marked`` or that are called ``text`` hold the mark-up of `pipeline.specimens.rich`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SPECIMEN_MARK = "SPECIMEN \u2013 invented text, no official record"
"""Stands on each page of every specimen and at the head of its texts."""

Role = Literal["draft", "progress_report"]
ElementKind = Literal["heading", "paragraph", "numbered", "item", "centred", "clause"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the first page says. ``meeting_line`` is the meeting in words, as the house prints it."""

    document_id: str
    symbol: str
    convention: Literal["CITES", "CMS"]
    meeting_id: str
    meeting_line: str
    place: str
    start: date
    end: date
    title: str
    issued: date | None = None
    agenda_item: str | None = None
    agenda_headings: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Element:
    """A heading, paragraph, numbered paragraph, list item or clause outside of tables.

    ``number`` is printed before it (``6.``, ``a)``, ``\u2022``); ``level`` is the depth of a heading or item, from 1.
    ``clause`` is ``preambular`` or ``operative`` in a draft resolution, ``requested`` are the actions asked for in it.
    """

    kind: ElementKind
    text: str
    number: str | None = None
    level: int = 1
    style: str = ""
    clause: Literal["preambular", "operative"] | None = None
    requested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A ruled box of paragraphs, which is no table."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A coded activity: ``text`` and what follows it in the cell (``items``: bullets, nested where they begin ``>``).

    ``code`` is what it is called, ``printed`` how the code is printed (``B1.``, ``B1 -``, empty where it is lost).
    """

    code: str
    printed: str
    text: str
    items: tuple[str, ...] = ()
    timeframe: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Activities that one result answers; ``result`` is None where the cell is empty or there is no such column.

    ``group`` is the sub-heading under which this row and the rows after it stand, None where it goes on.
    """

    activities: tuple[Activity, ...]
    group: str | None = None
    result: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a programme with its table."""

    letter: str
    title: str
    heading: str
    rows: tuple[Row, ...]
    intro: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    """A joint work programme, as reported on or as drafted; ``columns`` are the heads of its tables."""

    programme_id: str
    role: Role
    columns: tuple[str, ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the four-column table: a theme, its numbered tasks, comments and what was done, each by ranges."""

    title: str
    tasks: tuple[str, ...]
    comments: tuple[str, ...]
    summaries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskTable:
    """The four-column list of joint activities."""

    programme_id: str
    columns: tuple[str, ...]
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Any other table: rows of ``(text, row span, column span)``, None where a span covers; heads come first."""

    caption: str | None
    rows: tuple[tuple[tuple[str, int, int] | None, ...], ...]
    header_rows: int
    widths: tuple[float, ...]


Content = Element | PageBreak | Summary | Programme | TaskTable | Matrix


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its number as printed and its contents."""

    number: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A specimen document. ``footnotes`` are by number."""

    facts: Facts
    body: tuple[Content, ...]
    annexes: tuple[Annex, ...] = ()
    footnotes: dict[str, str] = field(default_factory=dict)
