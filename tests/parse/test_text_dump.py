import pytest

from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string
from tests.parse.shown import shape

WORDS = "the Secretariat counted otters in every river that flows into the great lake of the far north and beyond it"


def wrapped(text: str, width: int = 70) -> str:
    """Break a text into lines as a page does: a line ends where the next word does not fit."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def paragraph(opening: str, count: int = 3) -> str:
    return f"{opening} {', '.join([WORDS] * count)}."


FIRST, SECOND, THIRD = paragraph("In 2094"), paragraph("Later"), paragraph("At last", 4)


def test_wrapped_lines_are_joined_and_lone_numbers_belong_to_what_follows() -> None:
    source = f" Introduction\n1.\n{wrapped(FIRST)}\n2.\n\n{wrapped(SECOND)}\nOtters and rivers\n3.\n{wrapped(THIRD)}\n"
    parsed = read_text_string(source)
    assert parsed.dialect == "plain"
    assert shape(parsed) == [
        ("heading", None, "Introduction"),
        ("paragraph", "1", FIRST),
        ("paragraph", "2", SECOND),
        ("heading", None, "Otters and rivers"),
        ("paragraph", "3", THIRD),
    ]
    assert [len(block.fragments) for block in parsed.blocks] == [1] * 5
    assert parsed.ledger.unaccounted == 0


def test_two_headings_in_a_row_are_two_and_the_second_is_deeper() -> None:
    source = f"1.\n{wrapped(FIRST)}\nRivers and lakes\nThe lakes of the far north\n2.\n{wrapped(SECOND)}\n"
    headings = [(block.text, block.level) for block in read_text_string(source).blocks if block.kind == "heading"]
    assert headings == [("Rivers and lakes", 2), ("The lakes of the far north", 3)]


def test_letters_begin_items_only_in_their_order() -> None:
    items = [paragraph("a thing"), paragraph("another thing")]
    source = f"1.\nExamples are given below:\na) {wrapped(items[0])}\nb) {wrapped(items[1])}\n2.\n{wrapped(FIRST)}\n"
    parsed = read_text_string(source)
    assert [(kind, number) for kind, number, _ in shape(parsed)] == [
        ("paragraph", "1"),
        ("list_item", "a)"),
        ("list_item", "b)"),
        ("paragraph", "2"),
    ]
    assert [block.text for block in parsed.blocks[1:3]] == items


def test_a_number_that_only_stands_at_the_beginning_of_a_line_is_text() -> None:
    lines = [*wrapped(FIRST).splitlines()[:2], "see the paragraph on the otters of the far north and its number"]
    source = (
        "1.\n"
        + "\n".join([*lines, "17. and the next of the same page of the report that the Secretariat made."])
        + "\n"
    )
    source += f"2.\n{wrapped(SECOND)}\n"
    assert [number for _, number, _ in shape(read_text_string(source))] == ["1", "2"]


def test_a_page_break_with_a_footnote_and_a_foot_does_not_cut_a_paragraph() -> None:
    lines = wrapped(THIRD).splitlines()
    upper, lower = "\n".join(lines[:3]).replace("otters", "otters¹", 1), "\n".join(lines[3:])
    note = "¹ " + "Otters are counted by the friends of otters every year in spring."
    source = f"1.\n{upper}\n{note}\nStC98 Doc. 1 – p. 1\n\f{lower}\n2.\n{wrapped(FIRST)}\nStC98 Doc. 1 – p. 2\n"
    parsed = read_text_string(source)
    assert shape(parsed) == [
        ("paragraph", "1", THIRD.replace("otters", "otters¹", 1)),
        ("footnote", "1", note[2:]),
        ("running_footer", None, "StC98 Doc. 1 – p. 1"),
        ("paragraph", "2", FIRST),
        ("running_footer", None, "StC98 Doc. 1 – p. 2"),
    ]
    places = [source[one.source_start : one.source_end] for one in parsed.blocks[0].fragments]
    assert places == [f"1.\n{upper}", lower]


def test_a_note_whose_number_is_plain_is_known_by_the_mark_glued_to_a_word() -> None:
    marked = THIRD.replace("Secretariat", "Secretariat1", 1)
    lines = wrapped(marked).splitlines()
    source = "\n".join(["1.", *lines[:3], "1 Friends of otters.", "", *lines[3:], "2.", wrapped(FIRST)]) + "\n"
    parsed = read_text_string(source)
    assert shape(parsed)[:2] == [("paragraph", "1", marked), ("footnote", "1", "Friends of otters.")]


@pytest.mark.parametrize(("mark", "kind"), [("1", "footnote"), ("", "paragraph")])
def test_a_number_glued_to_a_note_is_one_where_the_text_has_its_mark(mark: str, kind: str) -> None:
    marked = THIRD.replace("Secretariat", f"Secretariat{mark}", 1)
    parsed = read_text_string(f"1.\n{wrapped(marked)}\n\n1Friends of otters came.\n\n2.\n{wrapped(FIRST)}\n")
    assert parsed.blocks[1].kind == kind
    assert parsed.blocks[1].text.removeprefix("1") == "Friends of otters came."


@pytest.mark.parametrize("line", ["3 Friends of otters came.", "1 May 2094 was the day of it."])
def test_a_figure_that_is_not_the_next_note_or_a_day_begins_no_note(line: str) -> None:
    source = f"1.\n{wrapped(THIRD)}\n\n{line}\n2.\n{wrapped(FIRST)}\n"
    assert "footnote" not in [block.kind for block in read_text_string(source).blocks]


def test_a_note_without_a_mark_is_one() -> None:
    parsed = read_text_string(f"1.\n{wrapped(THIRD)}\n1 Friends of otters came.\n\n2.\n{wrapped(FIRST)}\n")
    assert [(block.kind, block.number) for block in parsed.blocks][1] == ("footnote", "1")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_any_line_end_will_do(line_end: str) -> None:
    source = f"1.\n{wrapped(FIRST)}\n2.\n{wrapped(SECOND)}\n".replace("\n", line_end)
    assert [block.text for block in read_text_string(source).blocks] == [FIRST, SECOND]


def test_page_numbers_alone_beside_form_feeds_are_feet() -> None:
    source = f"{wrapped(FIRST)}\n1\n\f{wrapped(SECOND)}\n2\n\f{wrapped(THIRD)}\n3\n"
    parsed = read_text_string(source)
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == ["1", "2", "3"]
    assert [block.text for block in parsed.blocks if block.kind == "paragraph"] == [FIRST, SECOND, THIRD]


def test_a_symbol_that_comes_again_alone_is_a_running_head() -> None:
    source = f"SC98 Doc. 7\n\n1. {FIRST}\n\nSC98 Doc. 7\n\n2. {SECOND}\n\nSC98 Doc. 7\n\n3. {THIRD}\n"
    kinds = [block.kind for block in read_text_string(source).blocks]
    assert kinds == ["paragraph", "paragraph", "running_header", "paragraph", "running_header", "paragraph"]


def test_abbreviations_before_a_number_end_no_paragraph() -> None:
    lines = [*wrapped(FIRST).splitlines()[:2], "as the Parties to the Convention decided in Resolution Conf."]
    source = (
        "1.\n"
        + "\n".join([*lines, "93.3 on otters, and in document SC98 Doc.", "16.2 of the Secretariat."])
        + "\n2.\nTwo.\n"
    )
    parsed = read_text_string(source)
    assert [block.number for block in parsed.blocks] == ["1", "2"]
    assert parsed.blocks[0].text.endswith(
        "Resolution Conf. 93.3 on otters, and in document SC98 Doc. 16.2 of the Secretariat."
    )


def test_a_symbol_broken_behind_a_slash_is_whole_again() -> None:
    source = f"1.\n{wrapped(FIRST)}\n2.\n{wrapped(SECOND)[:-1]} in the old document UNEP/CMS/\nCOP98/Doc.7.\n"
    assert read_text_string(source).blocks[1].text.endswith("in the old document UNEP/CMS/COP98/Doc.7.")


def test_lone_letters_number_what_follows_and_numbers_may_begin_anew_below_a_heading() -> None:
    source = f"7.\n{wrapped(FIRST)}\nA.\nOtters\nB.\nBears\n8.\n{wrapped(SECOND)}\nRivers (R)\n5.\n{wrapped(THIRD)}\n"
    numbers = [(block.kind, block.number) for block in read_text_string(source).blocks]
    assert numbers == [
        ("paragraph", "7"),
        ("list_item", "A"),
        ("list_item", "B"),
        ("paragraph", "8"),
        ("heading", None),
        ("paragraph", "5"),
    ]


def test_clauses_of_a_resolution_are_paragraphs_of_their_own() -> None:
    clauses = ["Recalling Resolution 93.7 on otters,", "Aware that otters cross the borders of many Parties,"]
    source = f"1.\n{wrapped(FIRST)}\nDRAFT RESOLUTION\n{clauses[0]}\n{clauses[1]}\n1.\n{wrapped(SECOND)}\n"
    texts = [(block.kind, block.text) for block in read_text_string(source).blocks[1:4]]
    assert texts == [("heading", "DRAFT RESOLUTION"), ("paragraph", clauses[0]), ("paragraph", clauses[1])]


def test_page_numbers_a_page_apart_are_feet_without_form_feeds() -> None:
    long = paragraph("At first", 9)
    source = "".join(f"{number}.\n{wrapped(long)}\n{number}\n" for number in range(1, 5))
    parsed = read_text_string(source)
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == ["1", "2", "3", "4"]
    assert [block.text for block in parsed.blocks if block.kind == "paragraph"] == [long] * 4


def test_of_numbers_that_count_up_page_numbers_are_those_whose_pages_are_alike() -> None:
    page = wrapped(paragraph("At first", 19)).split("\n")
    source = ""
    feet: list[int] = []
    for number, mark in enumerate(("1", "2", "", ""), start=1):
        source += "\n".join([*page[: 12 * number], *filter(None, [mark]), *page[12 * number :], ""])
        feet.append(len(source))
        source += f"{number}\n"
    blocks = read_text_string(source).blocks
    found = [one.source_start for block in blocks if block.kind == "running_footer" for one in block.fragments]
    assert found == feet


@pytest.mark.parametrize("last", ["1", "1\n2"])
def test_a_number_at_the_end_that_counts_on_from_none_outweighs_no_page_numbers(last: str) -> None:
    """As that of an annex with pages of its own."""
    page = wrapped(paragraph("At first", 12))
    source = "".join(f"{page}\n{number}\n" for number in range(1, 5)) + f"{page}\n{last}\n"
    feet = [block.text for block in read_text_string(source).blocks if block.kind == "running_footer"]
    assert feet == ["1", "2", "3", "4"]


@pytest.mark.parametrize("head", ["", "SC98 Doc. 7\n"])
def test_numbers_in_cells_that_count_up_are_no_page_numbers(head: str) -> None:
    page = wrapped(paragraph("At first", 12)).split("\n")
    halves = "\n".join(page[:14]), "\n".join([*page[14:], ""])
    numbers = ((2, 1), (1, 2), (2, 3), (1, 4)) if head else ((2, ""), (1, ""), (1, ""), (2, ""), (2, ""), (3, ""))
    source = head + "".join(f"{halves[0]}\n{cell}\n{halves[1]}{foot}\n{head}" for cell, foot in numbers)
    feet = [block.text for block in read_text_string(source).blocks if block.kind == "running_footer"]
    assert feet == [str(foot) for _, foot in numbers if foot]


def test_the_name_of_an_annex_beside_a_running_head_belongs_to_it() -> None:
    head = "\nSC98 Doc. 7\nAnnex 1\n"
    source = f"SC98 Doc. 7\n{'x' * 70}\n" * 1 + "".join(
        f"{number}.\n{wrapped(paragraph('So', 9))}{head}" for number in (1, 2)
    )
    kinds = [block.kind for block in read_text_string(source).blocks if block.text == "Annex 1"]
    assert kinds == ["running_header", "running_header"]


class TestHyphensAtLineEnds:
    def text(self, first: str, *more: str) -> str:
        return "\n".join([wrapped(FIRST), *more, "", f"{'x' * (69 - len(first))} {first}"])

    def test_a_word_of_the_document_is_joined_and_printed_is_kept(self) -> None:
        source = self.text("capa-") + "\ncity of the river. The capacity of the lake is less than that of it.\n"
        block = read_text_string(source).blocks[-1]
        assert "x capacity of the river" in block.text
        assert block.printed is not None
        assert "capa- city" in block.printed or "capa-city" in block.printed
        assert read_text_string(source).ledger.set_aside["line_end_hyphen"] == 1

    def test_a_hyphenated_word_of_the_document_stays(self) -> None:
        more = ("The capacity of the trans-boundary river is well known to all.", "Its capa-", "city is great.")
        block = read_text_string(self.text("trans-", *more) + "\nboundary otters of the far north.\n").blocks[-1]
        assert "trans-boundary otters" in block.text
        assert block.printed is None

    def test_where_no_word_is_broken_every_hyphen_stays(self) -> None:
        block = read_text_string(self.text("otter-") + "\nrich rivers of the far north.\n").blocks[-1]
        assert "otter-rich rivers" in block.text

    def test_a_hanging_hyphen_keeps_its_space(self) -> None:
        block = read_text_string(self.text("pre-") + "\nand post-session work of the Secretariat.\n").blocks[-1]
        assert "pre- and post-session" in block.text


def test_days_of_a_meeting_on_two_lines_are_one_line_of_the_cover() -> None:
    parsed = read_text_string(
        "Sixty-fifth meeting of the Standing Committee Lagos (Nigeria), 7-11\nJuly 2094\n\n"
        "PROGRESS REPORT ON THE JOINT WORK PROGRAMME OF THE TWO CONVENTIONS\n2090-2094\n\n1. Otters were counted.\n"
    )
    assert [block.text for block in parsed.blocks][:2] == [
        "Sixty-fifth meeting of the Standing Committee Lagos (Nigeria), 7-11 July 2094",
        "PROGRESS REPORT ON THE JOINT WORK PROGRAMME OF THE TWO CONVENTIONS 2090-2094",
    ]


def test_a_line_with_symbol_and_page_is_furniture_even_where_it_stands_once() -> None:
    parsed = read_text_string(
        "Otters were counted.\n\nSC95 Doc. 12 – p. 3\n\nBears were counted on p. 3 of the list.\n"
    )
    assert [block.kind for block in parsed.blocks] == ["paragraph", "running_footer", "paragraph"]


def test_a_running_foot_whose_ends_stand_at_both_margins_is_furniture() -> None:
    source = "".join(
        f"{number}. {wrapped(paragraph('So', 9))}\n\nDraft of the Otter Group{' ' * 90}SC95 – p. {number}\n\n"
        for number in (1, 2)
    )
    feet = [block.text for block in read_text_string(source).blocks if block.kind == "running_footer"]
    assert feet == ["Draft of the Otter Group SC95 – p. 1", "Draft of the Otter Group SC95 – p. 2"]


def pages_with_heads_behind(page_end: str) -> str:
    """Five pages, four of them of annexes, each with its head behind its text and the same line below its foot."""
    heads = ("", "SC95 Doc. 7\nAnnex 1\n", "SC95 Doc. 7\nAnnex 1\n", "SC95 Doc. 7\nAnnex 2\n", "SC95 Doc. 7\nAnnex 2\n")
    return page_end.join(
        f"Page {word} of the report begins with otters.\n{wrapped(paragraph('So', 9))}\n"
        f"{head}SC95 Doc. 7 – p. {number}\nA draft for otters\n"
        for number, (word, head) in enumerate(zip(("one", "two", "three", "four", "five"), heads, strict=True), 1)
    )


@pytest.mark.parametrize("page_end", ["\f", ""])
def test_a_head_behind_the_text_of_its_page_names_the_annex_of_that_page(page_end: str) -> None:
    parsed = read_text_string(pages_with_heads_behind(page_end))
    finish(parsed, "x")
    found = [(block.text.split()[1], block.annex) for block in parsed.blocks if block.text.startswith("Page")]
    assert found == [("one", None), ("two", "annex 1"), ("three", "annex 1"), ("four", "annex 2"), ("five", "annex 2")]
    assert sum(block.kind == "running_header" and block.text == "A draft for otters" for block in parsed.blocks) == 5
    assert parsed.ledger.unaccounted == 0


def test_a_head_between_the_columns_of_its_page_names_the_annex_of_that_page() -> None:
    annexes = [None, "annex 1", "annex 1", "annex 2", "annex 2"]
    heads = [f"SC95 Doc. 7\n{annex.capitalize()}\n" if annex else "" for annex in annexes]
    source = "\f".join(
        f"Left column {number}\n{wrapped(paragraph('So', 9))}\n\n{head}\nRight column {number}\n"
        f"{wrapped(paragraph('Then', 9))}\n\nSC95 Doc. 7 – p. {number}\n"
        for number, head in enumerate(heads, 1)
    )
    parsed = read_text_string(source)
    finish(parsed, "x")
    found = [(block.text.split()[-1], block.annex) for block in parsed.blocks if "column" in block.text]
    assert found == [(str(number), annex) for number, annex in enumerate(annexes, 1) for _ in range(2)]
    assert parsed.ledger.unaccounted == 0


def test_a_page_whose_heads_name_two_annexes_is_left_as_it_stands() -> None:
    source = (
        "SC95 Doc. 7\nAnnex 1\nOne otter was counted.\n\n\fTwo otters were counted.\n\nSC95 Doc. 7\nAnnex 1\n"
        "Three otters were counted.\n\nSC95 Doc. 7\nAnnex 2\nFour otters were counted.\n"
    )
    parsed = read_text_string(source)
    finish(parsed, "x")
    found = [(block.text.split()[0], block.annex) for block in parsed.blocks if "counted" in block.text]
    assert found == [("One", "annex 1"), ("Two", "annex 1"), ("Three", "annex 1"), ("Four", "annex 2")]


NOTE = "1 CITES: the 97th meeting (CoP97, Otterton, 2095)\nCMS: the 92nd meeting\nand the 93rd meeting (Heronville)\n"


@pytest.mark.parametrize("end", ["SC95 Doc. 7 – p. 1\n", "\f"])
def test_a_note_at_the_foot_of_a_page_goes_on_to_the_end_of_the_page(end: str) -> None:
    marked = THIRD.replace("Secretariat", "Secretariat1", 1)
    parsed = read_text_string(f"1.\n{wrapped(marked)}\n{NOTE}{end}2.\n{wrapped(FIRST)}\n")
    notes = [block.text for block in parsed.blocks if block.kind == "footnote"]
    assert notes == [" ".join(NOTE.removeprefix("1 ").split())]


def test_a_note_above_other_text_ends_where_its_line_had_room() -> None:
    marked = THIRD.replace("Secretariat", "Secretariat1", 1)
    parsed = read_text_string(f"1.\n{wrapped(marked)}\n{NOTE}\nOtters.\n\n2.\n{wrapped(FIRST)}\n")
    notes = [block.text for block in parsed.blocks if block.kind == "footnote"]
    assert notes == ["CITES: the 97th meeting (CoP97, Otterton, 2095)"]


def test_a_clause_behind_one_that_ends_with_and_is_one_of_its_own() -> None:
    clauses = [
        "Recalling Resolution 94.2 of the herons, which many have read with attention; and",
        "Convinced of the importance of otters to the lakes, to the rivers and to ponds;",
        "Recognizing that many have counted them in the lakes of the north, and in some;",
    ]
    source = f"{wrapped(paragraph('So', 9))}\n" + "\n".join(clauses) + "\n"
    assert [block.text for block in read_text_string(source).blocks][1:] == clauses


def test_a_short_line_above_a_code_heads_it_though_the_line_above_ends_without_a_stop() -> None:
    lines = [
        "B5 Count the otters of the far north, of the lakes and of the rivers between the two of them,",
        "with those who live beside the lakes and in the hills behind, once in spring and in autumn, as is fit",
        "Great herons",
        "B6 Count the herons of the far north, of the lakes and of the rivers between the two of them.",
    ]
    source = f"{wrapped(paragraph('So', 9), 100)}\n" + "\n".join(lines) + "\n"
    blocks = [block.text for block in read_text_string(source).blocks]
    assert blocks[1:] == [f"{lines[0]} {lines[1]}", *lines[2:]]


def test_a_full_line_below_the_heading_of_a_theme_is_no_part_of_it() -> None:
    heading = "(B) Joint work on otters, rivers and issues of common interest to all"
    source = f"{wrapped(paragraph('So', 9))}\n{heading}\nThe Secretariats {wrapped(paragraph('then', 9))}\n"
    assert heading in [block.text for block in read_text_string(source).blocks]


def test_a_code_on_a_line_of_its_own_stands_before_its_words() -> None:
    parsed = read_text_string("A1\nCount the otters.\n\nA2\n\nCount the bears.\n\nA3\nA4\nCount the cranes.\n")
    assert [block.text for block in parsed.blocks] == [
        "A1 Count the otters.",
        "A2 Count the bears.",
        "A3",
        "A4 Count the cranes.",
    ]


def test_clauses_on_lines_of_their_own() -> None:
    source = (
        "DRAFT RESOLUTION OF THE CONFERENCE OF THE PARTIES\n"
        "Cooperation of the herons with their neighbours\n"
        "RECALLING Resolution Conf. 94.2 of the herons, which many have read with much attention;\n"
        "THE CONFERENCE OF THE PARTIES TO THE CONVENTION\n"
        "URGES the Parties to count the herons of the lakes, of the rivers and of all the ponds; and\n"
        "DIRECTS the Secretariat to report on what was counted, and on what was not\n"
        "counted, by the Parties.\n"
    )
    assert [block.text.split()[0] for block in read_text_string(source).blocks] == [
        "DRAFT",
        "Cooperation",
        "RECALLING",
        "THE",
        "URGES",
        "DIRECTS",
    ]


@pytest.mark.parametrize(("pages", "feet"), [((5, 6), ["5", "6"]), ((6, 5), [])])
def test_numbers_beside_running_heads_are_page_numbers_where_they_rise(pages: tuple[int, int], feet: list[str]) -> None:
    source = "\n\n".join(
        ["UNEP/CMS/StC98/Doc.12", "Otters are rare in all lakes.", "x" * 1600]
        + [part for page in pages for part in ("UNEP/CMS/StC98/Doc.12", str(page), "Cranes are rare in all lakes.")]
    )
    parsed = read_text_string(source)
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == feet
    assert parsed.ledger.unaccounted == 0


def test_a_number_alone_above_a_note_at_the_foot_of_a_page_is_its_number() -> None:
    marked = SECOND.replace("Secretariat", "Secretariat1", 1)[:-1] + " of the lake.2"
    notes = "1\nFriends of otters.\n2\nThey met in 2093, where all of them had come to.\n\n\nStC98 Doc. 1 – p. 1"
    source = f"1.\n{wrapped(FIRST)}\n2.\n{wrapped(marked)}\n{notes}\n\f3.\n{wrapped(THIRD)}\nStC98 Doc. 1 – p. 2\n"
    parsed = read_text_string(source)
    assert [(kind, number, text) for kind, number, text in shape(parsed) if kind == "footnote"] == [
        ("footnote", "1", "Friends of otters."),
        ("footnote", "2", "They met in 2093, where all of them had come to."),
    ]
    assert [number for kind, number, _ in shape(parsed) if kind == "paragraph"] == ["1", "2", "3"]
    assert parsed.ledger.unaccounted == 0


def test_a_number_alone_in_the_middle_of_a_page_is_no_note() -> None:
    marked = FIRST.replace("Secretariat", "Secretariat1", 1)
    source = f"1.\n{wrapped(marked)}\n1\nFriends of otters\n\n2.\n{wrapped(THIRD)}\n"
    assert "footnote" not in [block.kind for block in read_text_string(source).blocks]


def test_numbers_of_paragraphs_alone_at_the_top_of_pages_are_no_page_numbers() -> None:
    source = f"1.\n{wrapped(FIRST)}\n\f2.\n{wrapped(SECOND)}\n\f3.\n{wrapped(THIRD)}\n"
    assert [number for _, number, _ in shape(read_text_string(source))] == ["1", "2", "3"]


def numbered(source: str) -> list[tuple[str | None, str]]:
    parsed = read_text_string(source)
    assert parsed.ledger.unaccounted == 0
    return [(number, text.split()[0]) for kind, number, text in shape(parsed) if kind != "heading"]


def test_numbers_in_a_row_belong_to_as_many_paragraphs_behind_them() -> None:
    source = f"1.\n\n2.\n\n3.\n\n{wrapped(FIRST)}\n\nLakes\n\n{wrapped(SECOND)}\n\n{wrapped(THIRD)}\n\n4. {FIRST}\n"
    assert numbered(source) == [("1", "In"), ("2", "Later"), ("3", "At"), ("4", "In")]
    issue = next(issue for issue in read_text_string(source).issues if issue.rule == "numbers-paired")
    assert (issue.level, issue.evidence) == ("info", "1 – 3")


def test_numbers_in_a_row_behind_their_paragraphs_are_theirs() -> None:
    source = (
        f"1. {wrapped(FIRST)}\n\n{wrapped(SECOND)}\n\n{wrapped(THIRD)}\n\n2.\n\n3.\n\nLakes\n\n4. {wrapped(FIRST)}\n"
    )
    assert numbered(source) == [("1", "In"), ("2", "Later"), ("3", "At"), ("4", "In")]


def test_a_list_within_a_paragraph_whose_numbers_stand_in_a_row_keeps_its_own() -> None:
    items = "a)\n\nb)\n\nTo count otters; and\n\nto ring them.\n\n"
    source = f"1.\n\n2.\n\n{wrapped(FIRST)}\n\n{items}{wrapped(SECOND)}\n\n3. {wrapped(THIRD)}\n"
    assert numbered(source) == [("1", "In"), ("a)", "To"), ("b)", "to"), ("2", "Later"), ("3", "At")]


def test_bullets_in_a_row_belong_to_as_many_paragraphs_behind_them() -> None:
    source = f"1. {wrapped(FIRST)}\n\n•\n\n•\n\nCount otters.\n\nRing them.\n\n2. {wrapped(SECOND)}\n"
    assert numbered(source) == [("1", "In"), (None, "•"), (None, "•"), ("2", "Later")]
    assert shape(read_text_string(source))[1:3] == [
        ("list_item", None, "• Count otters."),
        ("list_item", None, "• Ring them."),
    ]


def test_numbers_in_a_row_without_as_many_paragraphs_stay_as_they_are() -> None:
    source = f"1.\n\n2.\n\n3.\n\n{wrapped(FIRST)}\n\n4. {wrapped(SECOND)}\n"
    assert "numbers-paired" not in [issue.rule for issue in read_text_string(source).issues]
