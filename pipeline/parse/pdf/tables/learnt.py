"""What the tables of a document tell about others: those under the same names, or between the same edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.parse.pdf.gutters import Span
from pipeline.parse.pdf.lines import Line
from pipeline.parse.pdf.tables.columns.white import under
from pipeline.parse.pdf.tables.names import MAX_HEADER_LINES, letters_of
from pipeline.parse.pdf.tables.rows.heads import HEADS_SPAN
from pipeline.parse.pdf.tables.strips import ALIKE, Strip
from pipeline.parse.pdf.tables.table import PageTable


@dataclass(slots=True)
class Learnt:
    """What the tables of a document so far tell about those with the same names or edges of columns.

    ``row_gaps`` has for the names (letters and digits) how far rows are at least apart, in ems; None where no two rows
    stood below each other. ``spanning`` has the columns of which some cells span rows, ``ruled`` the names under which
    horizontal rules part each row from the next, ``heads_span`` those under which heads of groups span all columns,
    ``gutters`` the white between the columns, as wide as it may be, ``insets`` how far (points) the text of a single
    column is set in from where the table begins, ``levels`` what of cells is level where that tells rows.
    ``together`` are the names under which a row may be several.
    ``parted`` are the edges of the columns of tables with upright rules, each row of which rules part from the next,
    ``gaps`` those of tables whose rows the white in them parts, with how far rows are apart there (ems),
    ``pieced`` the left and right ends of tables without, whose rules are drawn in pieces (`tables_of_rules`),
    ``unclosed`` those of them under whose last rows none is drawn.
    """

    row_gaps: dict[str, float | None] = field(default_factory=dict)
    spanning: dict[str, frozenset[int]] = field(default_factory=dict)
    ruled: set[str] = field(default_factory=set)
    together: set[str] = field(default_factory=set)
    heads_span: set[str] = field(default_factory=set)
    gutters: dict[str, list[Span]] = field(default_factory=dict)
    insets: dict[str, float] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    parted: list[list[float]] = field(default_factory=list)
    gaps: list[tuple[list[float], float]] = field(default_factory=list)
    pieced: list[tuple[float, float]] = field(default_factory=list)
    unclosed: list[tuple[float, float]] = field(default_factory=list)

    def learn(self, table: PageTable, names: str, *, against_white: bool) -> None:
        """Enter what a table under some names tells; ``against_white``: rules keep together what the white parts."""
        if not names:
            return
        certain = table.row_gap if table.row_gap and table.row_gap >= (table.head_gap or 0.0) - ALIKE else None
        self.row_gaps[names] = self.row_gaps.get(names) or certain
        self.spanning[names] = self.spanning.get(names, frozenset()) | table.spanning
        if table.ruled_rows and (table.rows > table.header_rows + 1 or against_white):
            self.ruled.add(names)
        if table.together:
            self.together.add(names)
        if table.level:
            self.levels[names] = table.level
        if HEADS_SPAN in table.inferred:
            self.heads_span.add(names)
        if not table.gutters:
            text_left = min(word.x0 for cell in table.cells for word in cell.words)
            self.insets[names] = text_left - table.xs[0]
        self.gutters[names] = table.widest_gutters

    def known_names(self, strips: Sequence[Strip]) -> int:
        """Count the strips at the top that say the names of columns of a table before, most of them; perhaps none."""
        said, found = "", 0
        for count, strip in enumerate(strips[:MAX_HEADER_LINES], 1):
            said += letters_of([strip.line])
            if said in self.row_gaps and count < len(strips):
                found = count
        return found

    def gutters_under(self, lines: Sequence[Line]) -> list[Span]:
        """Return the white between columns that lines leave under the names of columns with which they begin.

        Empty where they begin with no names that are known, or do not leave white what another table under them does.
        """
        said = ""
        for count, line in enumerate(lines[:MAX_HEADER_LINES], 1):
            said += letters_of([line])
            if said in self.gutters:
                gutters = self.gutters[said]
                for below in lines[count:]:
                    fitting, gutters = under([below], gutters)
                    if not fitting:
                        return []
                for name in lines[:count]:  # names over several columns leave none between these white
                    fitting, narrowed = under([name], gutters)
                    gutters = narrowed if fitting else gutters
                return gutters
        return []
