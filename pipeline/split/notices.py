"""What the stage has to say: rows of the `issues` table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypedDict

from pipeline.datafiles import DATA
from pipeline.model import Block
from pipeline.split.printed import Piece
from pipeline.structures import read_structure

STAGE = "split"


class _Notices(TypedDict):
    """What `notices.yml` holds: by level, the message of each notice by its name."""

    info: dict[str, str]
    warning: dict[str, str]


@lru_cache(maxsize=1)
def messages() -> dict[str, tuple[str, str]]:
    """Return the level and the message of each notice, by its name: a rule, and behind a bar a case of it."""
    notices = read_structure(DATA / "split" / "notices.yml", _Notices)
    levels = {"info": notices["info"], "warning": notices["warning"]}
    return {name: (level, told) for level, named in levels.items() for name, told in named.items()}


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
        level, message = messages()[name]
        self.rows.append(
            {
                "document_id": self._document_id,
                "level": level,
                "stage": STAGE,
                "rule": name.partition("/")[0],
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
