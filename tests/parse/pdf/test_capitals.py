"""Small capitals of which a font says sometimes that they are capitals, sometimes that they are small letters."""

from __future__ import annotations

from setting import words

from pipeline.parse.pdf.pages.capitals import read_small_capitals
from pipeline.parse.pdf.pages.page import Word


def small_capitals(*parts: tuple[str, float]) -> list[Word]:
    """Set pieces of type in sizes of their own; a space at the end of one parts words."""
    found: list[Word] = []
    x = 50.0
    for text, size in parts:
        found += words(text.strip(), x, size=size)
        x = found[-1].x1 + (5.0 if text.endswith(" ") else 0.0)
    return found


def test_letters_are_small_or_capital_by_their_size() -> None:
    found = small_capitals(("s", 10), ("nOwy ", 8), ("O", 10), ("wLs ", 8), ("of ", 8), ("Lapland", 10))
    assert read_small_capitals(found) == 3
    assert [word.text for word in found] == ["S", "nowy", "O", "wls", "of", "Lapland"]


def test_words_that_do_not_contradict_themselves_stay() -> None:
    for parts in (
        [("S", 10), ("NOWY ", 8), ("O", 10), ("WLS", 8)],
        [("S", 10), ("nowy", 8)],
        [("McKay ", 10), ("pH", 8)],
    ):
        found = small_capitals(*parts)
        assert read_small_capitals(found) == 0
        assert [word.text for word in found] == [text.strip() for text, _ in parts]
