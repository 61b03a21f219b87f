"""What converters, editors and page breaks do to a text changes none of its activities.

The texts are those of the specimens that the repository ships; each is compared with itself as it was.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import letters_and_digits
from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text.decode import decode
from pipeline.parse.text.reader import read_text_string
from pipeline.split.document import split_document

RAW = Path(__file__).parents[2] / "raw"
TEXTS = sorted(path.relative_to(RAW).as_posix() for path in RAW.glob("**/*") if path.suffix in {".txt", ".md"})
COLUMNS = ("code", "annex", "programme_id", "role", "theme", "theme_title", "group", "text", "timeframe")

_ROWS = re.compile(r"(?:^[^\n]*\t[^\n]*\n)+", re.MULTILINE)


def line_ends_of_windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def utf_16(text: str) -> bytes:
    return text.encode("utf-16")


def byte_order_mark(text: str) -> bytes:
    return text.encode("utf-8-sig")


def hard_spaces(text: str) -> str:
    chance = random.Random(7)
    return re.sub(r"(?<=\w) (?=\w)", lambda _: "\u00a0" if chance.random() < 0.1 else " ", text)


def more_blank_lines(text: str) -> str:
    return text.replace("\n\n", "\n\n\n\n")


def spaces_at_line_ends(text: str) -> str:
    return re.sub(r"(?m)(?<=\S)$", "  ", text)


def spaces_around_tabs(text: str) -> str:
    return text.replace("\t", "  \t ")


def round_bullets(text: str) -> str:
    return re.sub(r"(?m)^(\s*)[-*] (?=\S)", r"\1• ", text)


def html_tables(text: str) -> str:
    def table(rows: re.Match[str]) -> str:
        lines = rows.group().rstrip("\n").split("\n")
        return "<table>\n" + "\n".join(f"<tr>{''.join(_cells(line))}</tr>" for line in lines) + "\n</table>\n"

    return _ROWS.sub(table, text)


def _cells(line: str) -> Iterator[str]:
    yield from (f"<td>{cell}</td>" for cell in line.split("\t"))


PERTURBATIONS: list[Callable[[str], str | bytes]] = [
    line_ends_of_windows,
    utf_16,
    byte_order_mark,
    hard_spaces,
    more_blank_lines,
    spaces_at_line_ends,
    spaces_around_tabs,
    round_bullets,
    html_tables,
]


def activities(source: str | bytes) -> list[dict[str, Any]]:
    parsed = read_text_string(source if isinstance(source, str) else decode(source).text)
    facts, _ = identify(parsed, {"file": "specimen.txt"})
    finish(parsed, facts["document_id"])
    assert parsed.ledger.unaccounted == 0
    rows = split_document(facts, parsed)
    results = {row["result_id"]: row["text"] or "" for row in rows["results"]}
    answers: dict[str, str] = {}
    for link in rows["activity_results"]:
        answers[link["activity_id"]] = answers.get(link["activity_id"], "") + results[link["result_id"]]
    found = [
        {name: row[name] for name in COLUMNS} | {"result": answers.get(row["activity_id"])}
        for row in rows["activities"]
    ]
    return [{name: value and letters_and_digits(value) for name, value in row.items()} for row in found]


@cache
def undisturbed(name: str) -> list[dict[str, Any]]:
    return activities((RAW / name).read_text("utf-8"))


def test_there_are_texts_with_activities() -> None:
    assert sum(bool(undisturbed(name)) for name in TEXTS) > 2


@pytest.mark.parametrize("perturb", PERTURBATIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("name", TEXTS)
def test_activities_stay_as_they_were(name: str, perturb: Callable[[str], str | bytes]) -> None:
    text = (RAW / name).read_text("utf-8")
    assert activities(perturb(text)) == undisturbed(name)
