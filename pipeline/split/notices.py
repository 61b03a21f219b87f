"""What the stage has to say: rows of the `issues` table, with the messages of `data/split/notices.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.model import Block
from pipeline.notices import messages, rule_of
from pipeline.split.printed import Piece

STAGE = "split"


class Notices:
    """Collects the issues of one document in the order in which they arise."""

    def __init__(self, document_id: str, blocks: list[Block]) -> None:
        self._document_id = document_id
        self._blocks = blocks
        self.rows: list[dict[str, Any]] = []

    def add(self, name: str, evidence: str = "", blocks: Iterable[int] = (), **filled: object) -> None:
        """Note an issue by its name in `notices.yml`; ``filled`` is what its message leaves open.

        ``blocks`` are indexes of the blocks that it is about, the first of which gives the page.
        """
        listed = list(blocks)
        page = next(
            (fragment.page for index in listed for fragment in self._blocks[index].fragments if fragment.page), None
        )
        level, message = messages(STAGE)[name]
        self.rows.append(
            {
                "document_id": self._document_id,
                "level": level,
                "stage": STAGE,
                "rule": rule_of(name),
                "message": message.format(**filled),
                "evidence": evidence,
                "page": page,
                "block_ids": [self._blocks[index].block_id for index in listed],
            }
        )

    def add_of(self, pieces: Sequence[Piece], name: str) -> None:
        """Note an issue about pieces of text; how each begins is the evidence."""
        evidence = " / ".join(piece.text[:80] for piece in pieces)
        self.add(name, evidence, [piece.block for piece in pieces])
