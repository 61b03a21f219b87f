"""Which words stand in boxes of a page."""

from __future__ import annotations

from setting import words

from pipeline.model import Box
from pipeline.parse.pdf.tables.boxes import Middles


def test_box_holds_the_words_whose_middles_it_holds_in_the_order_of_the_page() -> None:
    below = words("otters swim", 50, 130)
    above = words("herons wade", 50, 100)
    large = words("all", 130, 108, size=20)
    middles = Middles([*below, *large, *above])
    assert [word.text for word in middles.words_in(Box(0, 0, 600, 800))] == ["otters", "swim", "all", "herons", "wade"]
    assert [word.text for word in middles.words_in(Box(0, 90, 600, 110))] == ["all", "herons", "wade"]
    assert [word.text for word in middles.words_in(Box(0, 0, 90, 800))] == ["otters", "herons"]
    assert middles.words_in(Box(0, 140, 600, 800)) == []
    middle = below[0].box.x0 + below[0].box.x1
    edge = Box(middle / 2, 124, 600, 800)
    assert [word.text for word in middles.words_in(edge)] == ["otters", "swim"], "what an edge cuts in half is inside"


def test_no_words() -> None:
    assert Middles([]).words_in(Box(0, 0, 600, 800)) == []
