"""Where rows come from: identifiers of blocks, pages and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.model import Block, Fragment
from pipeline.split.printed import unique


class Places:
    """The places of a document's blocks, which rows name by index."""

    def __init__(self, document_id: str, blocks: Sequence[Block]) -> None:
        self.document_id = document_id
        self._blocks = blocks

    def block_id(self, index: int) -> str:
        """Return the identifier of a block."""
        return self._blocks[index].block_id

    def block_ids(self, indexes: Iterable[int]) -> list[str]:
        """Return the identifiers of blocks, each once."""
        return [self.block_id(index) for index in unique(indexes)]

    def fragments(self, indexes: Iterable[int]) -> list[Fragment]:
        """Return the fragments of blocks, each block once."""
        return [fragment for index in unique(indexes) for fragment in self._blocks[index].fragments]


def slug(annex: str | None) -> str:
    """Return the annex as identifiers hold it (``annex-1``); what is in none is in the ``main`` text."""
    return "-".join(annex.lower().split()) if annex else "main"


def in_order(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return fragments by page, then by place in a text or from the top of the page."""
    return sorted(
        fragments,
        key=lambda entry: (
            entry.page or 0,
            entry.source_start or 0,
            entry.bbox.top if entry.bbox else 0.0,
            entry.bbox.x0 if entry.bbox else 0.0,
        ),
    )


def box_row(fragment: Fragment) -> dict[str, float] | None:
    """Return the box of a fragment in points; None for one of a text."""
    box = fragment.bbox
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom} if box else None


def fragment_rows(fragments: Iterable[Fragment]) -> list[dict[str, Any]]:
    """Return fragments as the column `fragments` holds them."""
    return [
        {
            "page": fragment.page,
            "bbox": box_row(fragment),
            "source_start": fragment.source_start,
            "source_end": fragment.source_end,
        }
        for fragment in fragments
    ]
