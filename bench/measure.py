"""What was read of a specimen beside its truth: cells, activities, amendments, each equal or told apart.

Texts compare by their letters and digits, as the gold annotation does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.model import Block, Box, Cell, ParsedDocument, Span, Table

Json = Mapping[str, Any]
_NOT_COMPARED = re.compile(r"[\W_]")


@dataclass(slots=True)
class Comparison:
    """How many values there are, how many came back equal, and what the others are; ``surplus`` were never there.

    ``untold`` counts the cells of tables that did not come back because a page break parts a row without cutting a
    paragraph of it (``silent_cuts`` of the truth): they are not among the values.
    """

    values: int = 0
    equal: int = 0
    surplus: int = 0
    untold: int = 0
    differences: list[str] = field(default_factory=list)

    def count(self, same: bool, difference: str) -> None:
        """Count one value; the difference is told where it is not the same."""
        self.values += 1
        self.equal += same
        if not same:
            self.differences.append(difference)

    def add(self, other: Comparison) -> None:
        """Add the counts and differences of another comparison."""
        self.values += other.values
        self.equal += other.equal
        self.surplus += other.surplus
        self.untold += other.untold
        self.differences += other.differences

    @property
    def perfect(self) -> bool:
        """Whether everything came back and nothing else."""
        return self.equal == self.values and not self.surplus


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return _NOT_COMPARED.sub("", text)


def compare_cells(known: Json, parsed: ParsedDocument) -> Comparison:
    """Compare every cell of every table: its text, its row, its column and its spans.

    Each table is compared with the one that was read where it stands (`paired_tables`).
    """
    found = Comparison()
    pairs = paired_tables(known, parsed)
    for table, other in pairs:
        compared = compare_table(table, other, parsed.blocks)
        if other is not None and table["silent_cuts"] and compared.differences:
            found.untold += len(table["cells"])
            continue
        found.add(compared)
    missed = len(parsed.tables) - sum(other is not None for _, other in pairs)
    found.surplus += missed
    if missed:
        found.differences.append(f"{len(parsed.tables)} tables for {len(known['tables'])}")
    return found


def paired_tables(known: Json, parsed: ParsedDocument) -> list[tuple[Json, Table | None]]:
    """Return each table of the truth with the one that was read where it stands, that which shares most of its area.

    None where none does. Each table that was read is in one pair at most.
    """
    rest = list(parsed.tables)
    pairs: list[tuple[Json, Table | None]] = []
    for table in known["tables"]:
        other = max(rest, key=lambda read: _shared_area(table, read), default=None)
        if other is not None and not _shared_area(table, other):
            other = None
        if other is not None:
            rest.remove(other)
        pairs.append((table, other))
    return pairs


def compare_table(table: Json, other: Table | None, blocks: Sequence[Block]) -> Comparison:
    """Compare the cells of a table with those of the one that was read, None where none was."""
    found = Comparison()
    if other is None:
        found.values += len(table["cells"])
        found.differences.append(f"{table['table_id']}: not found")
        return found
    for cell in table["cells"]:
        at = _cell_at(other, cell)
        got = "nothing" if at is None else f"{_span(at)} {cell_text(at, blocks)!r}"
        wanted = f"({cell['row_span']}, {cell['column_span']}) {cell['text']!r}"
        place = f"{table['table_id']} row {cell['row']} column {cell['column']}"
        found.count(_same(cell, at, blocks), f"{place}: {got} for {wanted}")
    found.surplus += len(other.cells) > len(table["cells"])
    return found


def _shared_area(table: Json, read: Table) -> float:
    """Return the area, in square points, that a table of the truth and one that was read share on all pages."""
    places = [(part["page"], Box(*part["bbox"])) for part in table["fragments"]]
    return sum(
        max(0.0, min(box.x1, own.x1) - max(box.x0, own.x0))
        * max(0.0, min(box.bottom, own.bottom) - max(box.top, own.top))
        for page, own in places
        for fragment in read.fragments
        if fragment.page == page and (box := fragment.bbox) is not None
    )


def _cell_at(table: Table, cell: Json) -> Cell | None:
    return next((at for at in table.cells if (at.row, at.column) == (cell["row"], cell["column"])), None)


def _span(cell: Cell) -> tuple[int, int]:
    return cell.row_span, cell.column_span


def cell_text(cell: Cell, blocks: Sequence[Block]) -> str:
    """Return the text of a cell that was read, a line for each of its blocks."""
    return "\n".join(f"{blocks[i].number or ''} {blocks[i].text}".strip() for i in cell.block_indexes)


def _same(wanted: Json, got: Cell | None, blocks: Sequence[Block]) -> bool:
    return (
        got is not None
        and _span(got) == (wanted["row_span"], wanted["column_span"])
        and letters(cell_text(got, blocks)) == letters(wanted["text"])
    )


def compare_activities(known: Json, rows: Mapping[str, Sequence[Json]]) -> Comparison:
    """Compare every coded activity by annex and code: its text, its group, its time frame and the result it has."""
    found = Comparison()
    results = {row["result_id"]: row["text"] for row in rows["results"]}
    answered: dict[str, list[str]] = {}
    for link in rows["activity_results"]:
        answered.setdefault(link["activity_id"], []).append(results[link["result_id"]] or "")
    read = {(_annex(row["annex"]), row["code"]): row for row in rows["activities"]}
    for activity in known["activities"]:
        key = (_annex(activity["section"]), activity["code"])
        row = read.pop(key, None)
        name = f"{activity['section']} {activity['code']}"
        if row is None:
            found.count(same=False, difference=f"{name}: not found")
            continue
        pairs = {
            "text": (activity["text"], row["text"]),
            "group": (activity["group"], row["group"]),
            "timeframe": (activity["timeframe"], row["timeframe"]),
            "result": (activity["result"], "\n".join(answered.get(row["activity_id"], []))),
        }
        wrong = {k: pair for k, pair in pairs.items() if letters(pair[0] or "") != letters(pair[1] or "")}
        found.count(not wrong, f"{name}: {wrong}")
    tasks = {(_annex(task["section"]), task["code"]) for task in known["tasks"]}
    found.surplus += sum(key not in tasks for key in read)
    found.differences += [f"{key}: never there" for key in sorted(map(str, set(read) - tasks))]
    return found


def _annex(section: str | None) -> str:
    """Return the number of an annex, however it is put (``annex 1``, ``annex-1``, ``Annex 1``)."""
    return re.sub(r"(?i)annex[ -]?", "", section or "")


def compare_amendments(known: Json, rows: Mapping[str, Sequence[Json]]) -> Comparison:
    """Compare the amendments with their kinds, in order; neighbours of one kind in one clause may be one."""
    found = Comparison()
    wanted = [(change["kind"], letters(change["text"])) for change in known["amendments"]]
    got = [(row["kind"], letters(row["text"])) for row in rows["amendments"]]
    rest = list(got)
    for change in wanted:
        found.count(change in rest, f"{change}: not found")
        if change in rest:
            rest.remove(change)
    found.surplus = len(rest)
    found.differences += [f"{change}: never there" for change in rest]
    return found


_MENTION_TABLES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "taxon": ("taxon_mentions", ("name", "surface", "match"), ("name", "surface", "match")),
    "meeting": ("meeting_mentions", ("id",), ("meeting_id",)),
    "document": ("document_mentions", ("s",), ("symbol",)),
    "instrument": ("instrument_mentions", ("id", "rev"), ("instrument_id", "revision")),
}
"""Kind of mention: its table, the facts of the truth that are compared, and the columns that hold them."""


def blocks_of(known: Json) -> list[Block]:
    """Return the blocks of the truth as a reader would give them, identified by their index."""
    return [
        Block(
            kind=block["kind"],
            text=block["text"],
            fragments=[],
            number=block["number"],
            spans=[Span(span["start"], span["end"], span["style"]) for span in block["spans"]],
            annex=block["annex"],
            block_id=str(index),
        )
        for index, block in enumerate(known["blocks"])
    ]


def compare_mentions(known: Json, rows: Mapping[str, Sequence[Json]], kind: str) -> Comparison:
    """Compare the mentions of one kind block by block; ``rows`` were tagged in the blocks of `blocks_of`.

    Meetings that are named only by a document's symbol are not compared: the truth knows them as documents.
    """
    table, facts, columns = _MENTION_TABLES[kind]
    wanted = Counter(
        (mention["block"], *(mention.get(fact) for fact in facts))
        for mention in known["mentions"]
        if mention["kind"] == kind
    )
    got = Counter(
        (int(row["block_id"]), *(row[column] for column in columns)) for row in rows[table] if not row.get("in_symbol")
    )
    found = Comparison(values=wanted.total(), equal=(wanted & got).total(), surplus=(got - wanted).total())
    for word, missing in (("not found", wanted - got), ("never there", got - wanted)):
        for entry in sorted(missing, key=str):
            text = known["blocks"][entry[0]]["text"]
            found.differences.append(f"{word}: {entry[1:]} in {text!r}")
    return found
