"""Builds documents of invented text as a reader would return them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Block, Cell, Fragment, Ledger, ParsedDocument, Span, Table
from pipeline.split.document import split_document

DOCUMENT = "sc190-doc-7"
TWO_COLUMNS = ["Description of joint activities", "Results"]
DATED = ["Description of envisaged joint activities", "Timeframe"]
ONE_COLUMN = ["Description of envisaged joint activities"]
CODED = ["No.", "Activity", "Progress"]


@dataclass
class Draft:
    """A document in the making: blocks and tables in reading order."""

    annex: str | None = "annex 1"
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    recoverable: bool = True

    def add(self, kind: Any, text: str, number: str | None = None, spans: Sequence[tuple[str, str]] = ()) -> Block:
        """Append a loose block; ``spans`` are (words, style)."""
        found = []
        for words, style in spans:
            start = text.index(words)
            found.append(Span(start, start + len(words), style))  # type: ignore[arg-type]
        position = len(self.blocks)
        block = Block(
            kind,
            text,
            [Fragment(source_start=position * 1000, source_end=position * 1000 + len(text))],
            number=number,
            annex=self.annex,
            spans=found,
        )
        self.blocks.append(block)
        return block

    def heading(self, text: str) -> None:
        self.add("heading", text)

    def paragraph(self, text: str, number: str | None = None) -> None:
        self.add("paragraph", text, number)

    def item(self, text: str, number: str | None = None) -> None:
        self.add("list_item", text, number)

    def table(
        self, rows: Sequence[Sequence[str | None]], header: Sequence[str] | None = None, underlined: Sequence[str] = ()
    ) -> None:
        """Append a table; a cell's paragraphs are separated by newlines, None is covered by the cell above."""
        every: list[Sequence[str | None]] = [*([list(header)] if header else []), *rows]
        columns = max(len(row) for row in every)
        table = Table(len(every), columns, [], 1 if header else 0, len(self.blocks), annex=self.annex)
        placed: dict[int, Cell] = {}
        for number, row in enumerate(every):
            for column in range(columns):
                text = row[column] if column < len(row) else ""
                if text is None:
                    placed[column].row_span += 1
                    continue
                cell = Cell(number, column, header=bool(header) and number == 0)
                for part in filter(None, text.split("\n")):
                    cell.block_indexes.append(len(self.blocks))
                    self.add("table_cell", part, spans=[(part, "underline")] if part in underlined else [])
                table.cells.append(cell)
                placed[column] = cell
        self.tables.append(table)

    def parsed(self) -> ParsedDocument:
        for number, block in enumerate(self.blocks, 1):
            block.block_id = f"{DOCUMENT}/b{number:04d}"
        return ParsedDocument(
            "text/plain", "tab", self.blocks, self.tables, Ledger(), insertions_recoverable=self.recoverable
        )

    def split(self, stitch: bool = True, convention: str | None = None) -> dict[str, list[dict[str, Any]]]:
        return split_document({"document_id": DOCUMENT, "convention": convention}, self.parsed(), stitch=stitch)


def progress(theme: str = "B. Joint activities addressing shared species") -> Draft:
    """Return an annex that begins as a progress report does."""
    draft = Draft()
    draft.heading("IMPLEMENTATION OF THE CMS CITES JOINT WORK PROGRAMME 2091-2094")
    draft.heading(theme)
    return draft


def planned(theme: str = "B. Joint activities addressing shared species") -> Draft:
    """Return an annex that begins as a draft programme does."""
    draft = Draft(annex="annex 2")
    draft.heading("DRAFT CMS-CITES JOINT WORK PROGRAMME 2095-2099")
    draft.heading(theme)
    return draft


def texts(rows: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """Return the activities' texts by code."""
    return {row["code"]: row["text"] for row in rows["activities"]}


def answers(rows: dict[str, list[dict[str, Any]]]) -> dict[str, str | None]:
    """Return what answers each activity, by code."""
    results = {row["result_id"]: row["text"] for row in rows["results"]}
    codes = {row["activity_id"]: row["code"] for row in rows["activities"]}
    return {codes[row["activity_id"]]: results[row["result_id"]] for row in rows["activity_results"]}


def rules(rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Return the rules of the issues, in order."""
    return [row["rule"] for row in rows["issues"]]


def beside(rows: dict[str, list[dict[str, Any]]], *names: str) -> list[tuple[Any, ...]]:
    """Return these columns of the activities, in order."""
    return [tuple(row[name] for name in names) for row in rows["activities"]]


def split_under_heads(codes: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Split a table with two heads in its cells, one activity under the first, two under the second."""
    one, two, three = codes
    draft = progress()
    draft.table(
        [
            [f"Cranes\n{one} Count the cranes.", "Counted."],
            [f"Otters\n{two} Ring the otters.\n{three} Count the otters.", "Ringed."],
        ],
        TWO_COLUMNS,
        underlined=["Cranes", "Otters"],
    )
    return draft.split()
