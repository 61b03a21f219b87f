"""Words that a page draws letter by letter, each by itself or spaced out: put together, so that a word is one again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.parse.pdf.lines import least_space
from pipeline.parse.pdf.pages.page import Word

IN_A_ROW = 5
"""So many single glyphs in a row show that a page draws some words letter by letter."""

OVERLAP = 0.3
"""Letters of one word overlap by at most this, in type sizes (italics, kerning)."""

LEVEL = 0.05
"""Baselines and sizes of letters of one word differ by at most this (points)."""

SPACED_LETTERS = 3
"""Kerning draws at most so many letters of a word that is spaced out together."""

SPACED_SHARE = 0.7
"""Of the pieces of a line that is spaced out at least this share are single letters."""

LETTER_SPACE = 0.22
"""The white between letters that are spaced out is at most this, in type sizes; spaces between words are wider."""

WIDEST_LETTER_SPACE = 0.6
"""It may be up to this where other signs tell that it is no space between words."""

FEWEST_LETTERS = 3
"""Letters that stand alone are a word only where so many of them are different."""

WORD_SPACE = 1.6
"""The white between words that are spaced out is at least so many times that between their letters."""

SHORTEST = 2
"""A word of so many letters is spaced out where longer ones in its type are."""

EVEN = 0.25
"""The white between letters that are spaced out far differs by at most this share."""

SMALL_CAPITALS = 0.65
"""Small capitals have at least this share of the size of the capitals beside them."""


def join_letters(words: Sequence[Word]) -> list[Word]:
    """Return the words of a page, in drawing order, with single letters that touch, or are spaced out, put together.

    What is set aslant, and pages of which all words are whole, come back as they are.
    """
    if not _has_letters_in_a_row(words):
        return list(words)
    joined: list[Word] = []
    for word in words:
        if joined and _goes_on(joined[-1], word):
            _add(joined[-1], word)
        else:
            joined.append(word)
    return _join_spaced(joined)


def _has_letters_in_a_row(words: Sequence[Word]) -> bool:
    """Say whether enough words in a row are single glyphs; each such row holds one of every so many words."""
    row = bytes(IN_A_ROW * [1])
    return any(
        row in bytes([word.glyphs == 1 for word in words[at - IN_A_ROW + 1 : at + IN_A_ROW]])
        for at in range(IN_A_ROW - 1, len(words), IN_A_ROW)
        if words[at].glyphs == 1
    )


def _add(word: Word, letter: Word) -> None:
    """Put a letter behind a word."""
    word.text += letter.text
    word.x0, word.top = min(word.x0, letter.x0), min(word.top, letter.top)
    word.x1, word.bottom = max(word.x1, letter.x1), max(word.bottom, letter.bottom)
    word.glyphs += letter.glyphs
    word.size = max(word.size, letter.size)
    word.space_after = letter.space_after


def _join_spaced(words: list[Word]) -> list[Word]:
    """Put the letters of words that are spaced out together."""
    if not _has_letters_in_a_row(words):
        return words
    runs: list[list[Word]] = []
    for word in words:
        if runs and _is_spaced_beside(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    spaces = [_letter_space(run) for run in runs]
    known = [(run[0], space) for run, space in zip(runs, spaces, strict=True) if space]
    if not known:
        return words
    return [
        word
        for run, space in zip(runs, spaces, strict=True)
        for word in _without_letter_spaces(run, space or _space_as_known(run, known))
    ]


def _is_spaced_beside(one: Word, other: Word) -> bool:
    """Say whether two pieces can be letters of one line that is spaced out; small capitals stand beside larger ones."""
    small, large = sorted((one.size, other.size))
    return (
        one.glyphs <= SPACED_LETTERS
        and other.glyphs <= SPACED_LETTERS
        and not one.direction
        and not other.direction
        and one.bold == other.bold
        and one.italic == other.italic
        and abs(one.baseline - other.baseline) <= LEVEL
        and small >= SMALL_CAPITALS * large
        and 0 <= other.x0 - one.x1 <= 2 * large
    )


def _letter_space(run: Sequence[Word]) -> float:
    """Return the white between the letters of pieces beside each other if they are words spaced out, else 0."""
    singles = sum(word.glyphs == 1 for word in run)
    if singles < IN_A_ROW or singles < SPACED_SHARE * len(run):
        return 0.0
    gaps = sorted(other.x0 - one.x1 for one, other in pairwise(run))
    usual = gaps[len(gaps) // 2]
    size = max(word.size for word in run)
    if not 0 < usual <= WIDEST_LETTER_SPACE * size or (usual > LETTER_SPACE * size and not _are_words(run, usual)):
        return 0.0
    return usual


def _space_as_known(run: Sequence[Word], known: Sequence[tuple[Word, float]]) -> float:
    """Return the white between the letters of a short piece of text that others in its type have, else 0.

    ``known`` are words that are spaced out with the white between their letters.
    """
    if len(run) < SHORTEST or any(word.glyphs > 1 for word in run):
        return 0.0
    least = min([other.x0 - one.x1 for one, other in pairwise(run)])
    return next(
        (
            space
            for word, space in known
            if abs(least - space) <= EVEN * space
            and abs(run[0].size - word.size) <= LEVEL
            and (run[0].bold, run[0].italic) == (word.bold, word.italic)
        ),
        0.0,
    )


def _without_letter_spaces(run: list[Word], space: float) -> list[Word]:
    """Return the words of pieces beside each other, those put together that are no farther apart than letters."""
    if not space:
        return run
    joined = [run[0]]
    for word in run[1:]:
        if word.x0 - joined[-1].x1 < WORD_SPACE * space:
            _add(joined[-1], word)
        else:
            joined.append(word)
    return joined


def _are_words(run: Sequence[Word], usual: float) -> bool:
    """Say whether single letters as far apart as words may be are words spaced out.

    Their letters are then as far from each other as the next, and words much farther; or all are one word.
    """
    letters = {word.text.casefold() for word in run if word.text.isalpha()}
    if len(letters) < FEWEST_LETTERS or sum(word.text.isalpha() for word in run) < SPACED_SHARE * len(run):
        return False
    gaps = [other.x0 - one.x1 for one, other in pairwise(run)]
    inside = [gap for gap in gaps if gap < WORD_SPACE * usual]
    even = all(abs(gap - usual) <= EVEN * usual for gap in inside)
    listed = all(one.text < other.text for one, other in pairwise(run))  # A B C D E: names of things, not letters
    return even and (len(inside) < len(gaps) or (not listed and all(word.text.isalpha() for word in run)))


def _goes_on(word: Word, letter: Word) -> bool:
    """Say whether a letter belongs to the word that is drawn before it."""
    if (
        word.direction != letter.direction
        or word.direction % 90
        or word.bold != letter.bold
        or word.italic != letter.italic
        or abs(word.size - letter.size) > LEVEL
        or abs(word.baseline - letter.baseline) > LEVEL
    ):
        return False
    # PDFium says of some letters that touch that a space is between them.
    return -OVERLAP * word.size <= _gap(word, letter, word.direction) <= least_space(word) * word.size


def _gap(one: Word, other: Word, direction: float) -> float:
    """Return the white from one word to the next in the direction of reading."""
    if direction == 90:
        return other.top - one.bottom
    if direction == 180:
        return one.x0 - other.x1
    if direction == 270:
        return one.top - other.bottom
    return other.x0 - one.x1
