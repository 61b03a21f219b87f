"""Tables in Markdown, for the documents that are made from the schema and from a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; a column whose name ends in a colon is set to the right, without the colon."""
    lines = [_line([name.removesuffix(":") for name in header])]
    lines.append("|" + "|".join("--:" if name.endswith(":") else "---" for name in header) + "|")
    return [*lines, *(_line(row) for row in rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
