"""Tables of two columns whose words a tool took out of a PDF line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string
from pipeline.split.document import split_document

COVER = """\
Ninety-first meeting of the Standing Committee
Lagos (Nigeria), 7-11 July 2094
COOPERATION BETWEEN THE TWO CONVENTIONS
1.
What was done by the two Secretariats for otters, cranes and all the other animals of the lakes is in Annex 1.
2.
The Standing Committee is invited to note the present document, and to say what should be done in the years to come.
Annex 1
IMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094
A. Joint activities for shared species
"""
ROWS: list[tuple[str, list[str], list[str]]] = [
    (
        "Otters of the northern lakes",
        [
            "A1. Keep the list of otters up to date, so that the Parties to both Conventions can use it in their work, "
            "and show on a map where otters were seen."
        ],
        [
            "The list was brought up to date in 2092. It now has all lakes north of the great river, and the map was "
            "shown to the Parties in Accra.",
            "The Secretariats meet twice a year to look through what was sent in by those who watch the lakes.",
        ],
    ),
    (
        "Cranes",
        [
            "A2. Bring together those who count cranes in spring and those who count them in autumn, with a view to "
            "one count for the whole of the year.",
            "A3. Seek funds for the count, by:",
            "• asking the foundations that paid for the first one; and",
            "• asking the Parties in which cranes spend the winter.",
        ],
        ["A workshop took place in Dakar in May 2093. Its report has the numbers of ten lakes; more will follow soon."],
    ),
    (
        "Herons and egrets",
        ["A4. Compare the names of herons in the Appendices of the two Conventions and propose one list of them."],
        ["Nothing could be begun under this point of the list, since no funds were found by either Secretariat."],
    ),
]


def wrapped(text: str, width: float) -> list[str]:
    """Break a text into lines as wide as a column, in the letters of a usual font."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Times-Roman", 10) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def cells(left: float, right: float) -> Iterator[tuple[list[str], list[str]]]:
    for group, activities, results in ROWS:
        yield (
            [line for text in (group, *activities) for line in wrapped(text, left)],
            [line for text in results for line in wrapped(text, right)],
        )


def dump(left: float, right: float, header: str = "Description of joint activities\nResults") -> str:
    lines = [line for row in cells(left, right) for cell in row for line in cell]
    return COVER + "\n".join([header, *lines, ""])


def cut(left: float, right: float, after: Sequence[int]) -> str:
    """The same, the row of cranes cut by the end of a page after so many lines of its cells."""
    text = [COVER, "Description of joint activities\nResults\n"]
    for number, row in enumerate(cells(left, right)):
        if number != 1:
            text += [f"{line}\n" for cell in row for line in cell]
            continue
        text += [f"{line}\n" for cell, place in zip(row, after, strict=True) for line in cell[:place]]
        text.append("SC91 Doc. 7 – p. 2\n\fSC91 Doc. 7\n")
        text += [f"{line}\n" for cell, place in zip(row, after, strict=True) for line in cell[place:]]
    return "".join(text).replace(COVER, f"{COVER}SC91 Doc. 7 – p. 1\n\fSC91 Doc. 7\n")


def answers(text: str) -> list[tuple[str, str, str | None]]:
    """Each activity's code, text and result."""
    parsed = read_text_string(text)
    assert parsed.ledger.unaccounted == 0
    facts, _ = identify(parsed, {"file": "invented.txt"})
    finish(parsed, facts["document_id"])
    rows = split_document(facts, parsed)
    results = {row["result_id"]: row["text"] for row in rows["results"]}
    of = {link["activity_id"]: results[link["result_id"]] for link in rows["activity_results"]}
    return [(row["code"], row["text"], of.get(row["activity_id"])) for row in rows["activities"]]


def expected() -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for _, activities, results in ROWS:
        for text in activities:
            if text.startswith("• "):
                code, before, result = found.pop()
                found.append((code, f"{before}\n{text}", result))
            else:
                code, _, words = text.partition(". ")
                found.append((code, words, "\n".join(results)))
    return found


def rules(text: str) -> set[str]:
    return {issue.rule for issue in read_text_string(text).issues if issue.level == "warning"}


@pytest.mark.parametrize(("left", "right"), [(300, 230), (230, 300), (360, 160), (260, 240)])
def test_activities_and_results_are_told_apart_by_how_far_their_lines_reach(left: float, right: float) -> None:
    assert answers(dump(left, right)) == expected()


def test_the_names_of_the_columns_may_stand_on_one_line() -> None:
    assert answers(dump(300, 230, "Description of joint activities Results")) == expected()


@pytest.mark.parametrize(("left", "right"), [(300, 230), (240, 260), (200, 300)])
@pytest.mark.parametrize("after", [(3, 1), (4, 1), (2, 2), (1, 1)])
def test_a_row_cut_by_the_end_of_a_page_is_one(left: float, right: float, after: Sequence[int]) -> None:
    assert answers(cut(left, right, after)) == expected()


def test_a_space_before_the_first_line_of_pages_begins_them() -> None:
    """The names of columns at the top of every page there are those of columns, and no running heads."""
    before = "The otters of all the lakes and rivers were counted by the wardens of the parks.\n" * 20
    text = before + cut(180, 190, (4, 2)).replace("SC91 Doc. 7 – p. 1\n\fSC91 Doc. 7\n", "")
    text = text.replace("A. Joint", " A. Joint").replace("SC91 Doc. 7 – p. 2\n\fSC91 Doc. 7\n", f" {NAMES}")
    assert text.count("\n ") == 2
    assert answers(text) == expected()


@pytest.mark.parametrize("code", ["A{}", "A{}.", "1.{}", "1.{}."])
def test_a_code_alone_on_its_line_begins_the_text_below(code: str) -> None:
    """So tools leave a code that a tab parts from its text; those of numbered themes have figures only."""
    text = dump(300, 230).replace("A. Joint", f"{code[0]}. Joint")
    for number in range(1, 5):
        text = text.replace(f"A{number}. ", f"{code.format(number)}\n")
    found = [(f"{code[:2].rstrip('{')}{number}", *rest) for number, (_, *rest) in enumerate(expected(), 1)]
    assert answers(text) == found


@pytest.mark.parametrize("second", [False, True])
def test_headings_of_themes_may_stand_below_the_names_of_columns(second: bool) -> None:
    theme, names = "A. Joint activities for shared species\n", "Description of joint activities\nResults\n"
    text = dump(230, 160).replace(theme + names, names + theme)
    found = [(code, words, answer) for code, words, answer in expected()]
    if second:
        text = text.replace("Herons and egrets\nA4.", "B. Other activities\nHerons and egrets\nB1.")
        found = [("B1" if code == "A4" else code, words, answer) for code, words, answer in found]
    assert names + theme in text
    assert answers(text) == found


def test_a_table_is_marked_as_inferred() -> None:
    (table,) = read_text_string(dump(300, 230)).tables
    assert (table.rows, table.columns, table.header_rows) == (4, 2, 1)
    assert any("how far its lines reach" in reason for reason in table.inferred)


def test_cells_that_are_not_row_by_row_are_reported() -> None:
    first, second, third = cells(300, 230)
    order = [first[0][:1], first[1], first[0][1:], *second, *third]
    text = COVER + "\n".join(["Description of joint activities", "Results", *(line for cell in order for line in cell)])
    assert "cells-out-of-order" in rules(text)
    assert "cells-out-of-order" not in rules(dump(300, 230))


def test_a_result_behind_activities_with_results_of_their_own_is_reported() -> None:
    bare = [(left[1:], right) for left, right in cells(300, 230)]
    lines = [line for row in bare for cell in row for line in cell]
    text = COVER + "\n".join(["Description of joint activities", "Results", *lines, ""])
    assert "result-reach-doubtful" in rules(text)
    assert "result-reach-doubtful" not in rules(dump(300, 230))


NOTE = "1 All that was counted in the lakes of the north and of the south, as was told by the wardens of both in May.\n"
NAMES = "Description of joint activities\nResults\n"


def before_herons(said: str) -> str:
    return dump(300, 230).replace("Herons and egrets\n", f"{said}Herons and egrets\n")


@pytest.mark.parametrize(
    "between",
    [
        f"{NOTE}\f",
        f"{NOTE}Or nearly so.\nSC91 Doc. 7 – p. 2\n\f",
        f"{NOTE}\f{NAMES}",
        f"\f{NAMES}",
    ],
)
def test_notes_at_the_foot_of_a_page_and_names_printed_again_are_passed_over(between: str) -> None:
    assert answers(before_herons(between)) == expected()


def test_a_wide_line_that_no_end_of_a_page_follows_ends_the_table() -> None:
    for apart in ("", "\n" * 14):
        assert [table.rows for table in read_text_string(before_herons(NOTE + apart)).tables] == [3]


@pytest.mark.parametrize("rows", ["Otters\nA1. Count them.\nDone.\n", "A1. Count\nA2. Count\n"])
def test_names_over_fewer_than_two_codes_or_over_one_column_begin_no_table(rows: str) -> None:
    assert read_text_string(f"{COVER}{NAMES}{rows}").tables == []


def test_a_text_may_end_with_a_wide_line_below_the_table() -> None:
    parsed = read_text_string(f"{dump(300, 230)}{NOTE[2:]}")
    assert (parsed.tables[0].rows, parsed.ledger.unaccounted) == (4, 0)


def test_the_title_of_a_programme_ends_the_table_whatever_stands_above_it() -> None:
    title = "DRAFT JOINT WORK PROGRAMME 2095-2099"
    parsed = read_text_string(
        f"{dump(300, 230)}A5. Tell:\n• the wardens of the lakes and\n• others\n\n{title}\n\nWhy.\n"
    )
    assert [(block.kind, block.text) for block in parsed.blocks[-2:]] == [("heading", title), ("paragraph", "Why.")]


def test_a_bullet_alone_on_its_line_begins_the_text_below() -> None:
    text = dump(300, 230)
    assert answers(text.replace("• asking the foundations", "•\nasking the foundations")) == expected()


def test_text_behind_the_table_is_not_in_it() -> None:
    text = dump(300, 230) + "B. Outreach\nWhat is done together is told to all who want to hear it.\n"
    assert answers(text) == expected()


@pytest.mark.parametrize("mark", ["\ufffe", "\x02"])
def test_a_hyphen_at_a_line_end_that_took_the_line_end_with_it_is_read_as_one(mark: str) -> None:
    text = f"The Secretariats wrote to the Parties about the trans{mark}boundary lakes, of which there are many.\n"
    (block,) = read_text_string(text).blocks
    assert "trans-boundary lakes" in block.text


def test_items_without_bullets_go_on_in_the_column_of_their_list() -> None:
    text = (
        "1. The otters of all the lakes and rivers of the north were counted in the spring of the year, as\n"
        "the Committee had asked.\nAnnex 1\nIMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094\n(A) Otters\n"
        "Description of joint activities\nResults\n"
        "A1. Count the otters of all the lakes of the\nnorth, with the help of:\n"
        "wardens of the reserves;\nfishers of the lakes.\nThey were counted in the spring by\nthe wardens.\n"
        "A2. Ring them wherever they are caught, and\nread the rings twice a year.\n"
        "They were ringed by the wardens.\n"
    )
    cells = [block.text for block in read_text_string(text).blocks if block.kind == "table_cell"]
    assert cells[2:5] == [
        "A1. Count the otters of all the lakes of the north, with the help of:",
        "wardens of the reserves;",
        "fishers of the lakes.",
    ]
    assert cells[5] == "They were counted in the spring by the wardens."


def test_names_of_more_than_two_columns_are_not_those_of_two() -> None:
    words = "Otters live in all of the lakes of Lagos and\nin some of the rivers that lead to them."
    rows = f"A1.\n\n{words}\n\nThey were counted.\n\nA2.\n\n{words}\n\nNone was.\n\nA3.\n\n{words}\n\nNone.\n"
    text = f"{COVER}No.\n\nActivity\n\nProgress\n\n{rows}"
    parsed = read_text_string(text)
    assert parsed.tables == []
    facts, _ = identify(parsed, {"file": "x.txt"})
    finish(parsed, facts["document_id"])
    split = split_document(facts, parsed)
    whole = words.replace("\n", " ")
    assert [(row["code"], row["text"]) for row in split["activities"]] == [("A1", whole), ("A2", whole), ("A3", whole)]
    assert [row["text"] for row in split["results"]] == ["They were counted.", "None was.", "None."]


def test_lines_that_other_widths_of_the_columns_would_move_are_reported() -> None:
    lines = [
        "A1. Put the list of otters and of cranes to",
        "use in the Parties.",
        "An officer was hired in March 2093. Those",
        "who count otters met in Lagos in May 2093,",
        "and agreed on a list of lakes for otters,",
        "cranes, herons and egrets.",
        "A2. Share what comes of the study of lakes and",
        "rivers.",
        "The study was published in 2092.",
        "A3. Organize a workshop on the count of otters.",
        "Accra is the place that both proposed for it.",
        "Ghana takes part online; Togo does not.",
    ]
    text = "\n".join([COVER + "Activities", "Results", *lines, ""])
    issues = [issue for issue in read_text_string(text).issues if issue.rule == "column-doubtful"]
    assert any("Accra is the place" in issue.evidence for issue in issues)


def test_a_line_above_names_of_columns_does_not_go_on_in_the_first_of_them() -> None:
    words = "The Secretariats agreed on what is to be\ndone for the otters of each lake and river\nof the far north.\n"
    source = f"{words * 3}2. Otters of the lakes in the south\nActivity\nTime frame\nLead\n2.1 Count them.\n2093\nCMS\n"
    texts = [block.text for block in read_text_string(source).blocks]
    assert texts[-7:-3] == ["Otters of the lakes in the south", "Activity", "Time frame", "Lead"]


def test_a_sentence_about_what_has_happened_behind_a_full_line_begins_the_result() -> None:
    lines = [
        "A1. Look into the trade in feathers of cranes, and",
        "advise all Parties on what they can do about it.",
        "A survey of 87 markets was carried out in Ghana,",
        "Togo and Benin. It found feathers in half of them.",
        "The advice has been discussed by all the Parties.",
        "A2. Follow the talks on otters.",
        "Both Secretariats took part.",
    ]
    text = "\n".join([COVER + "Activities", "Results", *lines, ""])
    assert answers(text)[0] == (
        "A1",
        " ".join(lines[:2]).removeprefix("A1. "),
        " ".join(lines[2:5]),
    )


def test_a_space_left_before_the_first_name_of_columns_makes_no_columns_by_place() -> None:
    words = "Count the otters of all the lakes in the\nnorth of the country."
    rows = "".join(f"1.{number}\n{words}\nCMS\n209{number}\nIt was done in May.\n" for number in (1, 2, 3))
    names = "No.\nActivity\nLead\nDeadline\nProgress\n"
    without, spaced = (read_text_string(f"{COVER}{before}{names}{rows}").blocks for before in ("", " "))
    assert [block.text for block in without] == [block.text for block in spaced]


def test_results_printed_before_what_stands_lower_beside_them_go_behind_it_and_are_reported() -> None:
    parsed = read_text_string(
        COVER + "Description of joint activities\n\nResults\n\n"
        "Otters\n\nOtters were counted in the lakes of three\ncountries.\n\n"
        "A1. Count the otters of all lakes that freeze\nin winter.\n\n"
        "A2. Ring the otters of all lakes, with the help\nof:\n\n"
        "Nine otters were ringed in the year 2092 by\nwardens.\n\n"
        "• wardens; and\n• children.\n\nCranes\n\nCranes were counted in the marshes.\n\n"
        "A3. Count the cranes of all marshes.\n"
    )
    texts = [" / ".join(parsed.blocks[at].text for at in cell.block_indexes) for cell in parsed.tables[0].cells]
    assert texts[2:] == [
        "Otters / A1. Count the otters of all lakes that freeze in winter.",
        "Otters were counted in the lakes of three countries.",
        "A2. Ring the otters of all lakes, with the help of: / • wardens; and / • children.",
        "Nine otters were ringed in the year 2092 by wardens.",
        "Cranes / A3. Count the cranes of all marshes.",
        "Cranes were counted in the marshes.",
    ]
    [evidence] = [issue.evidence or "" for issue in parsed.issues if issue.rule == "cells-out-of-order"]
    assert "Nine otters" in evidence and "A3. Count the cranes" in evidence
    assert parsed.ledger.unaccounted == 0
