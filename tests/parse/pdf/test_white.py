"""Lines at the top of a page that can only be the rest of a table, by the white that they leave."""

from __future__ import annotations

import pytest

from pipeline.parse.pdf.gutters import Span, text_lines
from pipeline.parse.pdf.tables.white import only_there
from tests.parse.pdf.setting import words

GUTTER = Span(200.0, 220.0)


@pytest.mark.parametrize(
    ("rows", "rest"),
    [
        ([(220, "Done in May."), (220, "And in June.")], True),
        ([(50, "of the lakes."), (50, "And of rivers.")], True),  # it goes on with a sentence
        ([(50, "The wardens of the northern la"), (50, "kes count herons.")], True),  # broken at the gutter
        ([(50, "The wardens."), (50, "They count herons.")], False),
        ([(50, "of the lakes."), (50, "And of rivers that run through the north to the sea")], False),
    ],
)
def test_only_there(rows: list[tuple[float, str]], rest: bool) -> None:
    lines = text_lines([word for at, (x, text) in enumerate(rows) for word in words(text, x, 100 + 12 * at)])
    assert only_there(lines, [GUTTER]) is rest


def test_bold_lines_behind_the_gutter_are_names_of_another_table() -> None:
    assert not only_there(text_lines(words("Results", 220, bold=True)), [GUTTER])
