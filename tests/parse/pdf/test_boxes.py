"""Which words stand in boxes of a page."""

from __future__ import annotations

from setting import words

from pipeline.model import Box
from pipeline.parse.pdf.tables.drawn.boxes import FEW, words_in


def test_box_holds_the_words_whose_middles_it_holds_in_the_order_of_the_page() -> None:
    below = words("otters swim", 50, 130)
    above = words("herons wade", 50, 100)
    large = words("all", 130, 108, size=20)
    cut = (below[0].x0 + below[0].x1) / 2
    expected = [
        (Box(0, 0, 600, 800), ["otters", "swim", "all", "herons", "wade"]),
        (Box(0, 90, 600, 110), ["all", "herons", "wade"]),
        (Box(0, 0, 90, 800), ["otters", "herons"]),
        (Box(0, 140, 600, 800), []),
        (Box(cut, 124, 600, 800), ["otters", "swim"]),  # what an edge cuts in half is inside
    ]
    page = [*below, *large, *above]
    for box, texts in expected:
        assert [[word.text for word in held] for held in words_in([box], page)] == [texts]
    assert len(expected) > FEW
    together = words_in([box for box, _ in expected], page)
    assert [[word.text for word in held] for held in together] == [texts for _, texts in expected]


def test_no_words() -> None:
    assert words_in([Box(0, 0, 600, 800)], []) == [[]]
