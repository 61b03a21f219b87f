"""Texts put together from the pieces of cells, with the blocks that they rest on."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import BULLET
from pipeline.split.continuity import announces, begins_low, is_cut, is_finished, join
from pipeline.split.printed import Piece, unique
from pipeline.split.programmes.rows import ProgrammeTable

_LEAST_SHARED = 4
"""Of fewer words than this the end of a text and the beginning of the next may be the same by chance."""


@dataclass(slots=True)
class Text:
    """A text put together from pieces, with the blocks that it rests on (indexes)."""

    text: str = ""
    blocks: list[int] = field(default_factory=list)

    def go_on(self, text: str, block: int, same_paragraph: bool = False) -> None:
        """Append text: to the running paragraph where it was cut or ``same_paragraph``, else as a new paragraph."""
        if not self.text:
            self.text = text
        elif text.startswith(BULLET) and not same_paragraph:
            self.text += "\n" + text
        elif (
            same_paragraph
            or (not is_finished(self.text) and begins_low(text) and not announces(self.text))
            or is_cut(self.text)
        ):
            self.text = overlapping(self.text, text) or join(self.text, text)
        else:
            self.text += "\n" + text
        self.blocks = unique([*self.blocks, block])

    def add(self, paragraph: Text) -> None:
        """Append another paragraph with its blocks."""
        self.text += "\n" + paragraph.text
        self.blocks = unique([*self.blocks, *paragraph.blocks])


def column_text(table: ProgrammeTable, rows: list[int], column: int | None) -> list[Text]:
    """Return the paragraphs of a column over the rows of one span, none for None."""
    return paragraphs_of([piece for row in rows for piece in table.rows[row].pieces(column)])


def paragraphs_of(pieces: list[Piece]) -> list[Text]:
    """Return the paragraphs of a cell: a piece that resumes it after a break goes on in the one that was cut there."""
    paragraphs: list[Text] = []
    for piece in pieces:
        if paragraphs and goes_on_in(piece, paragraphs[-1].text):
            paragraphs[-1].go_on(piece.text, piece.block, same_paragraph=True)
        else:
            paragraphs.append(Text(piece.text, [piece.block]))
    return paragraphs


def goes_on_in(piece: Piece, before: str) -> bool:
    """Say whether a piece goes on in the paragraph before it, which a break in its cell cut."""
    return (
        piece.resumes
        and bool(before)
        and not is_finished(before)
        and not announces(before)
        and (begins_low(piece.text) or is_cut(before) or not piece.styled)
        and not piece.text.startswith(BULLET)
    )


def overlapping(before: str, after: str) -> str | None:
    """Return both texts as one where the second begins with the words that the first ends with, else None."""
    head = before.split(" ")
    tail = after.split(" ")
    for count in range(min(len(head), len(tail)), _LEAST_SHARED - 1, -1):
        if head[-count:] == tail[:count]:
            return " ".join([*head, *tail[count:]])
    return None
