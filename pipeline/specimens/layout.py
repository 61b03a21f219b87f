"""What can differ between two printings of one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rules = Literal["all", "horizontal", "none"]
Family = Literal["helvetica", "times", "courier", "vera"]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to print a document; lengths are in points.

    ``house``: the front page and running heads of CITES or of CMS. ``columns``: text columns outside of the annexes.
    ``rules``: which lines of a table are drawn; ``break_rules``: whether lines close a table where the page ends.
    ``keep_rows``: rows move to the next page whole where they can, else they are cut wherever the page ends.
    ``telling_cuts``: where a row is cut, one of its paragraphs is, if any has two lines; otherwise a cut may fall
    between paragraphs in every cell, and nothing that is printed tells whether the row goes on or another begins.
    ``group_rows``: sub-headings of groups are rows of their own across all columns, else the first words of a cell.
    ``merge_results``: each activity has a row, and the result that answers several spans their rows.
    ``rotate``: annexes stand on pages turned by so many degrees (implies landscape). ``mirrored``: running heads and
    page numbers stand left on even pages and right on odd ones. ``fake_bold``: bold is the upright drawn twice.
    ``text_rules``: underlines and strikes are drawn as strokes or as thin filled rectangles.
    """

    house: Literal["CITES", "CMS"] = "CITES"
    family: Family = "helvetica"
    size: float = 10.0
    table_size: float = 9.5
    leading: float = 1.2
    page_width: float = 595.28
    page_height: float = 841.89
    margin: float = 68.0
    columns: Literal[1, 2] = 1
    justify: bool = True
    hyphenate: bool = False
    landscape_annexes: bool = False
    rotate: Literal[0, 90, 270] = 0
    rules: Rules = "all"
    break_rules: bool = True
    header_repeated: bool = False
    header_shaded: bool = True
    keep_rows: bool = False
    telling_cuts: bool = True
    group_rows: bool = False
    group_style: Literal["underline", "bold", "italic"] = "underline"
    merge_results: bool = False
    cell_padding: float = 4.5
    mirrored: bool = False
    fake_bold: bool = False
    ligatures: bool = False
    text_rules: Literal["stroke", "rectangle"] = "stroke"
    bullet: Literal["\u2022", "\u2013", "-", "symbol"] = "\u2022"
