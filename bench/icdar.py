"""The truth of the ICDAR 2013 table competition, read from its region and structure files."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pdfplumber

from bench.score import ScoredCell, ScoredTable


def truth(pdf: Path) -> list[ScoredTable]:
    """Return the tables that the competition's annotators drew for a PDF (``X-str.xml`` beside ``X.pdf``).

    A table of several regions is one table for each region, as tools report it page by page.
    """
    with pdfplumber.open(pdf) as document:
        heights = [float(page.height) for page in document.pages]
    root = ElementTree.parse(pdf.with_name(f"{pdf.stem}-str.xml")).getroot()
    tables = []
    for region in root.iter("region"):
        cells, boxes = [], []
        for cell in region.iter("cell"):
            row, column = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
            box = cell.find("bounding-box")
            if box is not None:
                boxes.append(tuple(float(box.attrib[name]) for name in ("x1", "y1", "x2", "y2")))
            cells.append(
                ScoredCell(
                    row,
                    column,
                    int(cell.attrib.get("end-row", row)),
                    int(cell.attrib.get("end-col", column)),
                    cell.findtext("content", ""),
                )
            )
        page = int(region.attrib["page"])
        height = heights[page - 1]
        around = (
            min(box[0] for box in boxes),
            height - max(box[3] for box in boxes),
            max(box[2] for box in boxes),
            height - min(box[1] for box in boxes),
        )
        tables.append(ScoredTable(page, around, tuple(cells)))
    return tables
