"""Running heads and feet, by what pages repeat."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas
from setting import level_rule, page, print_pdf, typeset, upright_rule, words

from pipeline.model import Box
from pipeline.parse.pdf.furniture import FurnitureFinder
from pipeline.parse.pdf.page_furniture import Furniture
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.read import read_pdf


def body(number: int) -> list[Word]:
    subjects = ["herons", "otters", "ledgers", "orchards", "lanterns", "harbours", "deltas", "festivals"]
    return [
        word
        for index in range(10)
        for word in words(
            f"{subjects[(number * 3 + index) % 8]} of part {number} row {index * 7}", 70, 100 + 14 * index
        )
    ]


def leaf(number: int, *marginal: list[Word]) -> PageContent:
    return page([*body(number), *(word for found in marginal for word in found)], number=number)


def found(pages: list[PageContent], finder: FurnitureFinder | None = None) -> list[Furniture]:
    finder = finder or FurnitureFinder()
    for content in pages:
        finder.look_at(content)
    furniture = [finder.find_on(content) for content in pages]
    for content, own in zip(pages, furniture, strict=True):
        own.take_out_of(content)
    return furniture


def heads(result: list[Furniture]) -> list[list[str]]:
    return [[line.text for line in furniture.header] for furniture in result]


def feet(result: list[Furniture]) -> list[list[str]]:
    return [[line.text for line in furniture.footer] for furniture in result]


def test_head_and_counting_foot_are_taken_out() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40), words(f"SC91 Doc. 4 - p. {n}", 400, 780)) for n in (1, 2, 3)]
    before = [len(content.words) for content in pages]
    result = found(pages)
    assert heads(result) == [["SC91 Doc. 4"]] * 3
    assert feet(result) == [[f"SC91 Doc. 4 - p. {n}"] for n in (1, 2, 3)]
    taken = [sum(len(line.words) for line in furniture.header + furniture.footer) for furniture in result]
    assert [len(content.words) for content in pages] == [
        all_words - out for all_words, out in zip(before, taken, strict=True)
    ]


def test_sides_may_alternate() -> None:
    pages = [leaf(n, words(f"{n}", 60 if n % 2 else 520, 780)) for n in (1, 2, 3, 4)]
    assert feet(found(pages)) == [["1"], ["2"], ["3"], ["4"]]


def test_first_page_may_differ() -> None:
    pages = [leaf(1, words("Original language: Farish", 70, 60))]
    pages += [leaf(n, words("UNEP/CMS/COP91/Doc.4", 70, 40)) for n in (2, 3)]
    assert heads(found(pages)) == [[], ["UNEP/CMS/COP91/Doc.4"], ["UNEP/CMS/COP91/Doc.4"]]


def test_section_name_below_a_head_goes_with_it() -> None:
    names = {1: "Annex 1", 2: "Annex 1", 3: "Annex 2"}
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40), words(name, 420, 51)) for n, name in names.items()]
    assert heads(found(pages)) == [["SC91 Doc. 4", name] for name in names.values()]


def test_head_that_names_the_section_beside_the_symbol_is_taken_out() -> None:
    pages = [
        leaf(n, words(section, 70, 40), words("SC91 Doc. 4", 450, 40))
        for n, section in enumerate(["Harbours", "Otters and herons", "Deltas", "Lanterns", "Festivals"], 1)
    ]
    assert heads(found(pages)) == [
        [f"{section} SC91 Doc. 4"] for section in ("Harbours", "Otters and herons", "Deltas", "Lanterns", "Festivals")
    ]


def test_head_whose_section_takes_two_lines_is_taken_out() -> None:
    """The symbol stands in the middle of both lines, at the height that it has beside one."""
    pages = [
        leaf(n, words(f"Work on {name}", 70, 40), words("SC91 Doc. 4", 450, 40)) for n, name in enumerate("abcd", 1)
    ]
    long = [*words("Work on the harbours of the lakes, and", 70, 34), *words("of the sea", 70, 46)]
    pages.append(leaf(5, long, words("SC91 Doc. 4", 450, 40)))
    assert len(heads(found(pages))[4]) == 3


def test_head_of_which_both_parts_take_two_lines_is_taken_out() -> None:
    pages = [
        leaf(n, words(f"Work on {name}", 70, 40), words("SC91 Doc. 4", 450, 40)) for n, name in enumerate("abcd", 1)
    ]
    long = [*words("Work on the harbours of the lakes, and", 70, 34), *words("of the sea", 70, 46)]
    pages.append(leaf(5, long, words("SC91 Doc.", 450, 34), words("4", 490, 46)))
    assert len(heads(found(pages))[4]) == 2


def test_names_of_columns_under_rules_in_pieces_are_text() -> None:
    """Both pages go on with the same table under its names; some pieces are drawn twice."""
    pages = [leaf(n, words("Activities and tasks", 70, 52), words("Results", 300, 52)) for n in (1, 2)]
    for content in pages:
        content.rules = [level_rule(x0, x1, y) for y in (40, 66, 180) for x0, x1 in ((60, 290), (290, 540), (290, 540))]
    assert heads(found(pages)) == [[], []]


def test_row_whose_part_only_one_other_page_begins_with_is_text() -> None:
    pages = [leaf(n, words(f"{n * n}a birds", 70, 40), words("ongoing", 450, 40)) for n in (1, 2)]
    assert heads(found(pages)) == [[], []]


def test_roman_page_numbers_count() -> None:
    pages = [leaf(n, words(text, 300, 780)) for n, text in enumerate(["iii", "iv", "v"], start=1)]
    assert feet(found(pages)) == [["iii"], ["iv"], ["v"]]


def test_symbol_on_one_page_only_is_known_from_the_first() -> None:
    pages = [leaf(1, words("UNEP/CMS/COP91/Doc.4", 70, 60)), leaf(2, words("UNEP/CMS/COP91/Doc.4/Annex", 70, 40))]
    assert heads(found(pages)) == [[], ["UNEP/CMS/COP91/Doc.4/Annex"]]


def test_item_of_a_list_that_the_first_page_has_too_is_text() -> None:
    """It stands alone at the top of its page, as the rest of a list that a table's rule closes."""
    item = "- records of seizures since 2088"
    assert heads(found([leaf(1, words(item, 70, 60)), leaf(2, words(item, 70, 40))])) == [[], []]


def test_lone_page_number_of_a_short_document() -> None:
    assert feet(found([leaf(1, words("- 1 -", 300, 780))])) == [["- 1 -"]]


def test_headings_at_one_height_two_pages_apart_are_text() -> None:
    pages = [leaf(n, words(f"Article {n + 4}", 70, 60)) if n in (2, 4) else leaf(n) for n in range(1, 10)]
    assert heads(found(pages)) == [[]] * 9


def test_repeated_table_header_is_text() -> None:
    def sheet(number: int) -> PageContent:
        content = leaf(number, words("Activity Result", 70, 80))
        content.rules = [
            level_rule(60, 500, 70),
            level_rule(60, 500, 88),
            *(upright_rule(x, 70, 400) for x in (60, 500)),
        ]
        return content

    assert heads(found([sheet(1), sheet(2)])) == [[], []]


def test_repeated_table_header_over_the_head_of_a_group_is_text() -> None:
    def sheet(number: int) -> PageContent:
        rows = [*words(f"B{number}. Count all of the herons there in", 70, 88), *words("They were counted", 275, 88)]
        names = [*words("Activity", 70, 64, bold=True), *words("Result", 275, 64, bold=True)]
        more = [*words(f"{number} spring.", 70, 100), *words("in all places.", 275, 100)]
        return leaf(number, names, words("Shore birds", 70, 76, bold=True), rows, more)

    assert heads(found([sheet(n) for n in (1, 2, 3)])) == [[], [], []]


def test_body_of_one_page_is_left_alone() -> None:
    pages = [leaf(1), leaf(2)]
    assert heads(found(pages)) == feet(found(pages)) == [[], []]


def test_the_next_batch_knows_the_last() -> None:
    finder = FurnitureFinder()
    found([leaf(n, words("SC91 Doc. 4", 400, 40)) for n in (1, 2)], finder)
    [furniture] = found([leaf(3, words("SC91 Doc. 4", 400, 40))], finder)
    assert [line.text for line in furniture.header] == ["SC91 Doc. 4"]


def test_heading_that_begins_two_pages_far_apart_is_text() -> None:
    title = words("C. Matters of common interest", 70, 60)
    pages = [leaf(n, title if n in (2, 6) else []) for n in range(1, 8)]
    assert heads(found(pages)) == [[]] * 7


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Continued on next page", "Table 1 – continued from previous page"),
        ("Suite à la page suivante", "(suite de la page précédente)"),
        ("Continúa en la página siguiente", "viene de la página anterior"),
    ],
)
def test_what_says_that_a_table_goes_on_over_a_page_break_is_taken_out(above: str, below: str) -> None:
    """It stands where the rows end, each time at another height, in a box of the table too."""
    pages = [
        leaf(1, words(above, 300, 240), words("1", 300, 780)),
        leaf(2, words(below, 250, 80), words(above, 300, 252), words("2", 300, 780)),
        leaf(3, words(below, 250, 80), words("3", 300, 780)),
    ]
    pages[0].rules = [*(level_rule(60, 500, y) for y in (90, 230, 245)), *(upright_rule(x, 90, 245) for x in (60, 500))]
    result = found(pages)
    assert heads(result) == [[], [below], [below]]
    assert feet(result) == [[above, "1"], [above, "2"], ["3"]]


def test_last_line_of_a_cell_that_the_page_ends_is_text() -> None:
    def sheet(number: int) -> PageContent:
        content = leaf(number, words("records of the other harbours", 70, 740))
        content.rules = [level_rule(60, 500, 70), *(upright_rule(x, 70, 750) for x in (60, 500))]
        return content

    assert feet(found([sheet(1), sheet(2)])) == [[], []]


@pytest.mark.parametrize("starts", [(60,), (60, 310)])
def test_names_of_columns_between_rules_without_upright_ones_are_text(starts: tuple[int, ...]) -> None:
    """They may stand in each of two columns of text."""

    def sheet(number: int) -> PageContent:
        content = leaf(number, *(words("Activity      Result", x + 10, 80) for x in starts))
        content.rules = [level_rule(x, x + 220, y) for x in starts for y in (70, 88, 300)]
        return content

    assert heads(found([sheet(1), sheet(2)])) == [[], []]


def test_names_of_a_programmes_columns_are_text_however_far_its_first_row_stands_below() -> None:
    said = "Description of joint activities"
    named = [leaf(n, words("SC91 Doc. 4", 400, 40), words(said, 70, 66, bold=True)) for n in (1, 2, 3)]
    assert heads(found(named)) == [["SC91 Doc. 4"]] * 3
    short = [leaf(n, words("SC91 Doc. 4", 400, 40), words("Joint activities", 70, 66, bold=True)) for n in (1, 2, 3)]
    assert heads(found(short)) == [["SC91 Doc. 4", "Joint activities"]] * 3


def test_running_head_between_two_rules_is_taken_out() -> None:
    def sheet(number: int) -> PageContent:
        content = leaf(number, words("Joint work of the wardens", 70, 40))
        content.rules = [level_rule(60, 500, y) for y in (28, 48)]
        return content

    assert heads(found([sheet(1), sheet(2)])) == [["Joint work of the wardens"]] * 2


def test_rules_at_a_head_and_a_foot_go_with_them() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40), words(f"{n}", 300, 780)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(50, 550, y) for y in (46, 90, 240, 766)]
    found(pages)
    assert [[round(rule.box.top) for rule in content.rules] for content in pages] == [[90, 240]] * 3


def test_rule_right_over_a_foot_on_one_page_only_is_that_of_a_table_if_others_are_as_long() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40), words(f"{n}", 300, 780)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(50, 550, y) for y in (90, 240)]
    pages[1].rules.append(level_rule(50, 550, 766))
    found(pages)
    assert [[round(rule.box.top) for rule in content.rules] for content in pages] == [
        [90, 240],
        [90, 240, 766],
        [90, 240],
    ]


def test_rule_far_under_a_head_that_pages_repeat_goes_with_it() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(300, 550, 82), level_rule(60, 500, 240)]
    found(pages)
    assert [[round(rule.box.top) for rule in content.rules] for content in pages] == [[240]] * 3


def test_rule_over_a_foot_that_begins_left_of_the_table_that_fills_the_page_goes_with_it() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 60, 780), words(f"page {n}", 500, 780)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(50, 150, 760), *(upright_rule(x, 40, 760) for x in (60, 140, 540))]
    found(pages)
    assert [[rule.horizontal for rule in content.rules] for content in pages] == [[False] * 3] * 3


def test_rule_in_pieces_under_a_head_goes_with_it() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 70, 40), words("Annex", 500, 40)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(60, 160, 72), level_rule(480, 550, 72), level_rule(60, 500, 240)]
    found(pages)
    assert [[round(rule.box.top) for rule in content.rules] for content in pages] == [[240]] * 3


def test_rule_under_a_head_that_parts_it_on_one_page_goes_with_it_where_a_table_begins_at_it() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(60, 540, 72)]
    pages[1].rules += [upright_rule(x, 72, 300) for x in (60, 300, 540)]
    found(pages)
    assert [[rule.horizontal for rule in content.rules] for content in pages] == [[], [False] * 3, []]


def test_rule_at_the_top_of_pages_is_that_of_a_table_if_another_is_as_long() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(60, 500, y) for y in (82, 240)]
    found(pages)
    assert [len(content.rules) for content in pages] == [2, 2, 2]


def test_rule_that_upright_ones_meet_closes_a_table() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40)) for n in (1, 2, 3)]
    for content in pages:
        content.rules = [level_rule(50, 550, 46), *(upright_rule(x, 46, 240) for x in (50, 550))]
    found(pages)
    assert [len(content.rules) for content in pages] == [3, 3, 3]


def test_phrase_in_which_two_pages_end_is_text() -> None:
    """Lines that follow as lines of a paragraph do are no running foot, unless a third page has them."""

    def ending(number: int) -> PageContent:
        season = ("spring", "summer", "autumn")[number - 1]
        lines = [f"In {season} the wardens met in", "the delta of the Heron River", "and counted the herons."]
        return leaf(number, *(words(text, 70, 740 + 12 * at) for at, text in enumerate(lines)))

    assert feet(found([ending(1), ending(2)])) == [[], []]
    repeated = ["the delta of the Heron River", "and counted the herons."]
    assert all(foot[-2:] == repeated for foot in feet(found([ending(1), ending(2), ending(3)])))


def test_last_line_of_a_paragraph_that_two_pages_end_with_is_text_over_other_feet() -> None:
    def ending(number: int) -> PageContent:
        season = ("spring", "summer", "autumn")[number - 1]
        lines = [f"In {season} the wardens met in the delta", "and counted the herons."] if number < 3 else ["Done."]
        last = [words(text, 70, 700 + 12 * at) for at, text in enumerate(lines)]
        return leaf(number, *last, words(f"{number}", 300, 780))

    assert feet(found([ending(n) for n in (1, 2, 3)])) == [["1"], ["2"], ["3"]]


def test_item_of_a_list_that_two_pages_end_with_is_text_where_feet_stand_further_off() -> None:
    def ending(number: int) -> PageContent:
        above, own = (
            ("maps", "moths"),
            ("boats", "nests"),
            ("storks", "seeds"),
            ("paths", "nests"),
            ("oars", "reeds"),
        )[number - 1]
        last = [words(f"the {text} of the lakes;", 70, 700 + 16 * at) for at, text in enumerate((above, own))]
        return leaf(number, *last, words(f"{number}", 300, 780))

    assert feet(found([ending(n) for n in range(1, 6)])) == [[str(n)] for n in range(1, 6)]


def test_rest_of_a_sentence_that_two_pages_begin_with_is_text() -> None:
    def leaf_under_a_head(number: int) -> PageContent:
        rest = words("and", 84, 72) if number > 1 else []
        return leaf(number, words("SC91 Doc. 4", 400, 40), rest)

    assert heads(found([leaf_under_a_head(n) for n in (1, 2, 3)])) == [["SC91 Doc. 4"]] * 3


def test_lines_end_where_the_text_does_once_furniture_is_taken_out() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 500, 40)) for n in (1, 2)]
    right = max(word.x1 for word in pages[0].words)
    text_right = max(word.x1 for word in body(1))
    assert text_right < right
    finder = FurnitureFinder()
    for content in pages:
        finder.look_at(content)
    furniture = finder.find_on(pages[0])
    assert [line.text for line in furniture.header] == ["SC91 Doc. 4"]
    assert max(word.x1 for word in pages[0].words) == right, "its words are there until they are taken out"
    furniture.take_out_of(pages[0])
    assert max(word.x1 for word in pages[0].words) == text_right


def on_ground(number: int, marginal: list[Word], *grounds: Box) -> PageContent:
    content = leaf(number, marginal)
    content.shades = list(grounds)
    return content


def test_head_with_a_logo_on_a_ground_is_taken_out() -> None:
    head = [*words("CMS", 54, 62), *words("SC91 Doc. 4", 90, 62)]
    pages = [on_ground(n, head, Box(50, 50, 84, 68)) for n in (1, 2, 3)]
    assert heads(found(pages)) == [["CMS SC91 Doc. 4"]] * 3


def test_head_on_a_band_is_taken_out_where_text_is_far_below() -> None:
    pages = [on_ground(n, words("Joint work of the wardens", 70, 52), Box(0, 30, 600, 64)) for n in (1, 2, 3)]
    assert heads(found(pages)) == [["Joint work of the wardens"]] * 3


def test_names_of_columns_on_a_ground_right_over_rows_are_text() -> None:
    pages = [on_ground(n, words("Activity Result", 70, 82), Box(60, 70, 500, 90)) for n in (1, 2)]
    assert heads(found(pages)) == [[], []]


def test_number_of_a_page_counts_behind_that_of_the_document() -> None:
    feet_of = {n: words(f"SC91 Doc. 4 {n}", 400, 780) for n in range(7, 13)}
    pages = [leaf(n, feet_of.get(n, [])) for n in range(1, 13)]
    assert feet(found(pages)) == [[]] * 6 + [[f"SC91 Doc. 4 {n}"] for n in feet_of]


def test_head_of_a_group_at_the_foot_of_two_pages_is_text_where_it_does_not_stand_level() -> None:
    def last(number: int, height: float) -> list[Word]:
        return words("Otters of the delta", 70, height) if number in (3, 4) else []

    pages = [leaf(n, last(n, 250 + 0.6 * n), words("An invented record", 70, 780)) for n in range(1, 6)]
    assert feet(found(pages)) == [["An invented record"]] * 5
    pages = [leaf(n, last(n, 250), words("An invented record", 70, 780)) for n in range(1, 6)]
    assert feet(found(pages))[2:4] == [["Otters of the delta", "An invented record"]] * 2


def test_head_of_a_group_at_the_top_of_two_pages_is_text_where_paragraphs_of_others_begin() -> None:
    def first(number: int, paragraphs: bool) -> list[Word]:
        if number in (3, 4):
            return words("Otters of the delta", 70, 72)
        lines = [f"The wardens of part {number} met", f"in week {number * 4}."] if paragraphs else []
        return [word for at, text in enumerate(lines) for word in words(text, 70, 72 + 12 * at)]

    for paragraphs in (True, False):
        head = [leaf(n, words("SC91 Doc. 4", 400, 40), first(n, paragraphs)) for n in range(1, 6)]
        own = ["SC91 Doc. 4"] if paragraphs else ["SC91 Doc. 4", "Otters of the delta"]
        assert heads(found(head))[2:4] == [own] * 2


def test_rule_under_the_last_row_of_two_pages_that_hold_nothing_else_is_none_of_the_foot() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40), words(f"{n}", 300, 780)) for n in (1, 2, 3)]
    for content in pages[1:]:
        content.words = [word for word in content.words if word.baseline < 120 or word.baseline > 700]
        content.rules = [level_rule(60, 540, 125)]
    found(pages)
    assert [len(content.rules) for content in pages] == [0, 1, 1]


def test_rule_over_the_first_column_of_two_pages_is_that_of_the_table_whose_rules_are_longer() -> None:
    pages = [leaf(n, words("SC91 Doc. 4", 400, 40)) for n in (1, 2)]
    for content in pages:
        content.rules = [level_rule(60, 290, 66), level_rule(60, 540, 250)]
    found(pages)
    assert [[round(rule.box.top) for rule in content.rules] for content in pages] == [[66, 250]] * 2


@pytest.mark.parametrize("turned", [0, 90, 270])
def test_heads_and_feet_that_stand_across_a_page_set_sideways_are_taken_out(tmp_path: Path, turned: int) -> None:
    """The page may be shown as it is or turned for who reads it; what stands across elsewhere is text."""

    def draw(canvas: Canvas, number: int) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawRightString(520, 800, "FRE/SC9/Doc. 3")
        canvas.drawCentredString(300, 30, f"Page {number}")
        if number == 3:
            canvas.rotate(90)
            canvas.translate(0, -595)
            canvas.drawString(70, 100, "Beside it")
        typeset(canvas, [f"Wardens of lake {number * 7 + k} count the herons of its islands" for k in range(9)], y=480)

    pages = [lambda canvas, number=number: draw(canvas, number) for number in range(1, 5)]
    document = PdfDocument(print_pdf(tmp_path / "a.pdf", *pages))
    document[2].set_rotation(turned)
    document.save(tmp_path / "b.pdf")
    parsed = read_pdf(tmp_path / "b.pdf")
    across = [block for block in parsed.blocks if block.fragments[0].page == 3]
    said = {block.kind: block.text for block in across}
    assert (said["running_header"], said["running_footer"]) == ("FRE/SC9/Doc. 3", "Page 3")
    assert not any("FRE" in block.text or "Page" in block.text for block in across if block.kind == "paragraph")
    [head] = [block.fragments[0].bbox for block in across if block.kind == "running_header"]
    assert head is not None
    assert (head.x1 - head.x0 > head.bottom - head.top) is (turned == 0)
    assert parsed.ledger.unaccounted == 0
