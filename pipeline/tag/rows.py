"""The rows of a document's mentions: where each stands, and which activity or result it belongs to."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.model import Block, letters_and_digits
from pipeline.tag.context import Finding

STAGE = "tag"
Row = dict[str, Any]
_NEIGHBOURHOODS = ((25, 25), (25, 0), (0, 25), (8, 0), (0, 8), (0, 0))
"""How many characters before and behind a mention tell which activity of a block it is in, the surest first."""


class MentionRows:
    """Collects the rows of mentions and the issues of one document.

    ``split_rows`` are what `pipeline.split` made of the blocks: ``activities`` and ``results``.
    """

    def __init__(
        self,
        document_id: str,
        blocks: Sequence[Block],
        split_rows: Mapping[str, Sequence[Mapping[str, Any]]],
        tables: Iterable[str],
    ) -> None:
        self.tables: dict[str, list[Row]] = {table: [] for table in tables}
        self._document_id = document_id
        self._blocks = blocks
        self._owners = {
            key: owners
            for key, table in (("activity_id", "activities"), ("result_id", "results"))
            if (owners := _owners(split_rows.get(table, ()), key))
        }
        """The activities and results of each block, of those of the two that the document has."""
        self._letters: dict[str, str] = {}
        """The letters of the texts of activities and results, as far as they have been asked for."""
        self._seen: dict[Hashable, Row] = {}

    def add(
        self,
        table: str,
        at: tuple[int, int, int],
        identity: Hashable,
        values: Row,
        owner: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a row with the values of a mention to a table, unless it has the same mention in the same place.

        ``at`` is the index of its block with start and end there; ``identity`` says what is mentioned; ``owner`` is the
        activity or result that it belongs to, where that is known.
        """
        key = (table, at, identity)
        if (same := self._seen.get(key)) is not None:
            same.get("candidates", []).extend(values.get("candidates", ()))
            return
        number, start, end = at
        block = self._blocks[number]
        row: Row = {
            "document_id": self._document_id,
            "block_id": block.block_id,
            "start": start,
            "end": end,
            "surface": block.text[start:end],
            "activity_id": None,
            "result_id": None,
            **values,
        }
        if owner is not None:
            row |= {column: owner.get(column) for column in ("activity_id", "result_id")}
        elif self._owners:
            for column, owners in self._owners.items():
                if rows := owners.get(block.block_id):
                    row[column] = self._owner(rows, block, start, end)
        self._seen[key] = row
        self.tables[table].append(row)

    def _owner(self, rows: Sequence[tuple[str, str]], block: Block, start: int, end: int) -> str | None:
        """Return the id of the row that a mention belongs to; None where none or several may be meant."""
        if len(rows) == 1:
            return rows[0][0]
        for text in {text for _, text in rows}.difference(self._letters):
            self._letters[text] = letters_and_digits(text)
        for before, behind in _NEIGHBOURHOODS:
            near = letters_and_digits(block.text[max(0, start - before) : end + behind])
            holding = [identifier for identifier, text in rows if near in self._letters[text]]
            if len(holding) == 1:
                return holding[0]
        return None

    def note(self, finding: Finding, number: int) -> None:
        """Add what was noticed in the block of that index to the issues."""
        block = self._blocks[number]
        self.tables["issues"].append(
            {
                "document_id": self._document_id,
                "level": finding.level,
                "stage": STAGE,
                "rule": finding.rule,
                "message": finding.message,
                "evidence": finding.evidence,
                "page": next((fragment.page for fragment in block.fragments if fragment.page), None),
                "block_ids": [block.block_id],
            }
        )


_Owners = dict[str, list[tuple[str, str]]]


def _owners(rows: Iterable[Mapping[str, Any]], key: str) -> _Owners:
    """Return, for each block id, the identifiers and the texts of the rows that rest on it."""
    owners: _Owners = {}
    for row in rows:
        for block_id in row["block_ids"]:
            owners.setdefault(block_id, []).append((row[key], row["text"]))
    return owners
