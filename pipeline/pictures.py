"""The pages of a PDF that a row rests on, drawn with its places marked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from pipeline.parse.pdf.pages.file import open_pdf

RESOLUTION = 110
"""Dots per inch: text of 8 pt can be read."""
_MARGIN = 2.0
"""Points between what is marked and the frame around it."""
PAPER, FRAME = (255, 242, 168), (200, 60, 30)
"""Colours of what is marked, and of the frame around it."""


def marked_pages(source: Path, places: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Image.Image]]:
    """Yield the number of each page that ``places`` (rows of a ``fragments`` column) are on, and its picture.

    Pages come in their order; places without a page or a box are on none. Raises OSError for a file that is not there
    and `pipeline.model.UnreadableSourceError` for one that is no PDF.
    """
    boxes: dict[int, list[Mapping[str, float]]] = {}
    for place in places:
        if place["page"] is not None and place["bbox"] is not None:
            page = int(place["page"])  # pandas makes floats of whole numbers that may be missing
            boxes.setdefault(page, []).append(place["bbox"])
    with open_pdf(source) as pdf:
        for number in sorted(boxes):
            width, height, pixels = pdf.image(number, RESOLUTION)
            yield number, _marked(Image.frombytes("L", (width, height), pixels), boxes[number])


def _marked(page: Image.Image, boxes: Sequence[Mapping[str, float]]) -> Image.Image:
    marks = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(marks)
    scale = RESOLUTION / 72
    for box in boxes:
        first, last = (box["x0"] - _MARGIN, box["top"] - _MARGIN), (box["x1"] + _MARGIN, box["bottom"] + _MARGIN)
        corners = [round(length * scale) for length in (*first, *last)]
        draw.rectangle(corners, fill=PAPER, outline=FRAME, width=2)
    return ImageChops.multiply(page.convert("RGB"), marks)
