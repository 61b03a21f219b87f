"""The tools that are measured, each behind one function: a PDF's path in, the tables it finds out.

A tool is imported when it is first used, so that each process holds, and is charged for, only the one it measures.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.score import ScoredCell, ScoredTable

Tool = Callable[[Path], list[ScoredTable]]


def concord(path: Path) -> list[ScoredTable]:
    """Read a whole document with Concord; its tables as the pages have them, as the other tools report them."""
    return _concord(path, stitch=False)


def concord_joined(path: Path) -> list[ScoredTable]:
    """Read a whole document with Concord; its tables joined over pages."""
    return _concord(path, stitch=True)


def pdfplumber(path: Path) -> list[ScoredTable]:
    """Read words and tables with pdfplumber, default settings."""
    import pdfplumber as tool

    tables = []
    with tool.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            for table in page.find_tables():
                x0, top, x1, bottom = table.bbox
                tables.append(ScoredTable(page.page_number, (x0, top, x1, bottom), _cells(table.extract())))
            page.close()
    return tables


def pymupdf(path: Path) -> list[ScoredTable]:
    """Read words and tables with PyMuPDF, default settings."""
    import pymupdf as tool

    tables = []
    with tool.open(path) as document:
        for number, page in enumerate(document, 1):
            page.get_text("words")
            for table in page.find_tables().tables:
                x0, top, x1, bottom = table.bbox
                tables.append(ScoredTable(number, (x0, top, x1, bottom), _cells(table.extract())))
    return tables


def camelot_lattice(path: Path) -> list[ScoredTable]:
    """Read tables with camelot, its default: tables that are ruled."""
    return _camelot(path, "lattice")


def camelot_stream(path: Path) -> list[ScoredTable]:
    """Read tables with camelot as white space makes them."""
    return _camelot(path, "stream")


TOOLS: dict[str, Tool] = {
    "Concord": concord,
    "pdfplumber": pdfplumber,
    "PyMuPDF": pymupdf,
    "camelot lattice": camelot_lattice,
    "camelot stream": camelot_stream,
}


def _concord(path: Path, *, stitch: bool) -> list[ScoredTable]:
    from pipeline.parse.pdf.read import read_pdf

    document = read_pdf(path, stitch=stitch)
    tables = []
    for table in document.tables:
        place = table.fragments[0]
        if place.page is None or place.bbox is None:
            continue
        cells = tuple(
            ScoredCell(
                cell.row,
                cell.column,
                cell.row + cell.row_span - 1,
                cell.column + cell.column_span - 1,
                " ".join(
                    f"{block.number or ''} {block.text}"
                    for block in map(document.blocks.__getitem__, cell.block_indexes)
                ),
            )
            for cell in table.cells
        )
        box = (place.bbox.x0, place.bbox.top, place.bbox.x1, place.bbox.bottom)
        tables.append(ScoredTable(place.page, box, cells, table.fragments[-1].page or place.page))
    return tables


def _camelot(path: Path, flavor: str) -> list[ScoredTable]:
    import camelot
    import pypdfium2

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = camelot.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True)
    document = pypdfium2.PdfDocument(path)
    tables = []
    for table in found:
        x0, y0, x1, y1 = table._bbox
        height = document[table.page - 1].get_height()
        tables.append(ScoredTable(table.page, (x0, height - y1, x1, height - y0), _cells(table.df.values.tolist())))
    document.close()
    return tables


def _cells(rows: Sequence[Sequence[str | None]]) -> tuple[ScoredCell, ...]:
    """Make cells of rows of texts; None is a position that another cell covers."""
    return tuple(
        ScoredCell(r, c, r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text is not None
    )
