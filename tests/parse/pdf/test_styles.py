"""Rules that underline and strike out, and what is raised above the line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from setting import level_rule, page, upright_rule, words

from pipeline.model import Box
from pipeline.parse.pdf import styles
from pipeline.parse.pdf.pages.page import Rule, Word
from pipeline.parse.pdf.styles import mark_styles, split_word


def marked(found: list[Word], *rules: Rule) -> tuple[list[Word], list[Rule]]:
    content = page(found, *rules)
    mark_styles(content)
    return content.words, content.rules


@pytest.mark.parametrize(
    ("below", "style"), [(1.2, "underline"), (2.0, "underline"), (-2.5, "strikethrough"), (-4.0, "strikethrough")]
)
def test_height_decides_between_underline_and_strike(below: float, style: str) -> None:
    found, left = marked(words("keep the herons"), level_rule(75, 90, 100 + below), level_rule(90, 125, 100 + below))
    assert [getattr(word, style) for word in found] == [False, True, True]
    assert left == []


def test_rule_over_the_whole_line() -> None:
    found, left = marked(words("keep the herons"), level_rule(50, 125, 97))
    assert all(word.strikethrough for word in found)
    assert left == []


def test_border_under_a_cell_stays_a_rule() -> None:
    border = level_rule(40, 200, 102)
    assert marked(words("cell of a table"), border)[1] == [border]


def test_short_border_that_meets_an_upright_one_stays_a_rule() -> None:
    rules = [level_rule(49, 126, 102), upright_rule(49, 80, 102)]
    assert marked(words("keep the herons"), *rules)[1] == rules


def test_rule_far_below_stays_a_rule() -> None:
    rule = level_rule(50, 125, 106)
    found, left = marked(words("keep the herons"), rule)
    assert left == [rule]
    assert not any(word.underline for word in found)


def test_thick_bar_is_no_text_rule() -> None:
    bar = level_rule(50, 125, 100, thickness=6)
    assert marked(words("keep the herons"), bar)[1] == [bar]


def test_rules_are_found_in_whatever_order_a_page_draws_its_words() -> None:
    """Columns are drawn one after the other: their lines do not follow from top to bottom."""
    lines = [words("heron", x, y) for x in (50, 300) for y in (100, 140, 180)]
    found, left = marked([word for line in lines for word in line], level_rule(300, 325, 101.5))
    assert [word.underline for word in found] == [False, False, False, True, False, False]
    assert left == []


def test_a_raised_mark_whose_glyphs_are_drawn_one_by_one_is_raised_whole() -> None:
    text = words("herons", 50, 100)
    first = words("1", text[-1].x1, 95, size=6)
    second = words("2", first[-1].x1, 95, size=6)
    far = words("3", second[-1].x1 + 40, 95, size=6)
    found, _ = marked([*text, *first, *second, *far])
    assert [(word.superscript, word.baseline) for word in found] == [
        (False, 100),
        (True, 100),
        (True, 100),
        (False, 95),
    ]


def test_half_a_word_is_split() -> None:
    found, _ = marked(words("semicolon"), level_rule(50, 70, 97))
    assert [(word.text, word.strikethrough) for word in found] == [("semi", True), ("colon", False)]
    assert sum(word.glyphs for word in found) == 9
    assert [word.space_after for word in found] == [False, True]


def test_the_middle_of_a_word_is_split_in_three() -> None:
    found, _ = marked(words("rewetted"), level_rule(60, 75, 101.5))
    assert [(word.text, word.underline) for word in found] == [("re", False), ("wet", True), ("ted", False)]


@pytest.mark.parametrize(
    ("text", "rules", "underlined"),
    [
        ("many herons", [(50, 65), (72, 105)], "many herons"),  # the 'y' is left out
        ("a heavy crane", [(50, 80), (90, 115)], "a heavy crane"),
        ("an y lake", [(50, 63.5), (71.5, 95)], "an y lake"),  # as a word
        ("an y lake", [(50, 60), (75, 95)], "an lake"),  # with white on both sides: two underlines
        ("hotel", [(50, 65)], "hot"),
        ("upon", [(60, 70)], "on"),  # behind two letters that stay
    ],
)
def test_letters_below_the_line_that_an_underline_leaves_out_are_underlined(
    text: str, rules: list[tuple[float, float]], underlined: str
) -> None:
    found, _ = marked(words(text), *(level_rule(x0, x1, 101.2) for x0, x1 in rules))
    pieces = [(word.text + " " * word.space_after) for word in found if word.underline]
    assert "".join(pieces).strip() == underlined


@pytest.mark.parametrize("old", ["olds", "y"])  # what is left of a struck letter is no part of the underline
def test_a_word_both_struck_and_underlined_in_parts(old: str) -> None:
    end = 50 + 5 * len(old)
    found, left = marked(words(f"{old}new"), level_rule(50, end, 97), level_rule(end, end + 15, 101.5))
    assert [(word.text, word.strikethrough, word.underline) for word in found] == [
        (old, True, False),
        ("new", False, True),
    ]
    assert left == []


def raised(text: str, x0: float, baseline: float, size: float = 6.0) -> Word:
    [word] = words(text, x0, baseline, size=size)
    return word


def test_footnote_mark_behind_a_year() -> None:
    year = words("2089-2091")[0]
    year.space_after = False
    found, _ = marked([year, raised("1", 95, 96), *words("and", 103)])
    assert [word.superscript for word in found] == [False, True, False]
    assert found[1].baseline == 100


def test_mark_that_begins_a_footnote() -> None:
    found, _ = marked([raised("2", 50, 96), *words("See the annex.", 66)])
    assert [word.superscript for word in found] == [True, False, False, False]


def test_subscript_stands_on_its_line_and_is_none() -> None:
    found, _ = marked([*words("CO"), raised("2", 60, 101.5)])
    assert not found[1].superscript
    assert found[1].baseline == 100


def test_small_text_on_the_next_line_is_none() -> None:
    found, _ = marked([*words("text"), raised("small", 50, 112)])
    assert not found[1].superscript
    assert found[1].baseline == 112


def test_split_keeps_letters_and_edges() -> None:
    [word] = words("harbour")
    parts = split_word(word, [65.0, 70.0])
    assert "".join(part.text for part in parts) == "harbour"
    assert (parts[0].box.x0, parts[-1].box.x1) == (word.x0, word.x1)
    assert all(left.box.x1 == right.box.x0 for left, right in pairwise(parts))


@pytest.mark.parametrize(
    ("shades", "left"),
    [
        ([Box(75, 91, 125, 103)], 0),
        ([Box(75, 91, 92, 103), Box(92, 91, 129, 103)], 0),
        ([Box(72, 91, 128, 103)], 1),
        ([Box(75, 91, 125, 130)], 1),
        ([Box(150, 91, 200, 103)], 1),
    ],
    ids=["words", "in pieces, with a space", "a cell", "higher than a line", "without words"],
)
def test_what_highlights_words_is_no_ground(shades: list[Box], left: int) -> None:
    content = page(words("keep the herons"))
    content.shades = list(shades)
    mark_styles(content)
    assert len(content.shades) == left


def test_only_words_level_with_a_ground_are_held_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    whole = styles._is_highlight

    def counted(box: Box, found: Sequence[Word]) -> bool:
        seen.append(len(found))
        return whole(box, found)

    monkeypatch.setattr(styles, "_is_highlight", counted)
    lines = [words("keep the herons", baseline=100 + 20 * line) for line in range(20)]
    content = page([word for line in reversed(lines) for word in line])
    content.shades = [Box(75, 91 + 20 * line, 125, 103 + 20 * line) for line in range(20)]
    mark_styles(content)
    assert content.shades == []
    assert seen == [3] * 20


@pytest.mark.parametrize(
    ("before", "text", "gap", "is_raised"),
    [
        ("herons", "1", 0, True),
        ("herons", "*", 0, True),
        ("7", "th", 0, True),
        ("herons", "th", 0, False),
        ("herons", "1", 4, False),
    ],
)
def test_figures_are_raised_though_they_are_hardly_smaller(before: str, text: str, gap: float, is_raised: bool) -> None:
    """What prints web pages may leave raised words nearly as large as the rest."""
    first = words(before)
    found, _ = marked([*first, raised(text, first[-1].x1 + gap, 95.5, size=9.6), *words("and", 150)])
    assert [word.superscript for word in found] == [False, is_raised, False]
