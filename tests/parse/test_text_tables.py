import pytest

from pipeline.parse.text import read_text_string
from tests.parse.shown import grid

HEADER = "Description of joint activities\tResults\n"


def test_tabs_part_cells_and_the_first_row_of_short_names_is_the_header() -> None:
    source = "Before.\n\n" + HEADER + "Otters A1. Count otters.\tOtters were counted.\nA2. Count more.\t\n\nAfter.\n"
    parsed = read_text_string(source)
    assert parsed.dialect == "tab"
    assert grid(parsed) == [
        ["Description of joint activities", "Results"],
        ["Otters A1. Count otters.", "Otters were counted."],
        ["A2. Count more.", ""],
    ]
    (table,) = parsed.tables
    assert (table.header_rows, table.position) == (1, 1)
    assert [cell.header for cell in table.cells] == [True, True, False, False, False, False]
    assert [block.kind for block in parsed.blocks] == ["paragraph", *["table_cell"] * 5, "paragraph"]
    (fragment,) = table.fragments
    assert fragment.source_start is not None
    assert source[fragment.source_start : fragment.source_end].startswith("Description")
    assert source[fragment.source_start : fragment.source_end].endswith("A2. Count more.\t")


def test_html_in_cells_makes_paragraphs_bullets_and_numbered_items() -> None:
    source = (
        HEADER
        + "<p><u>Otters</u></p> <p>A1. Count:</p> <ul> • rivers; • lakes. <p>A2. Stop.</p>\t"
        + '<ol style="list-style-type: none"> 1. One thing. 2-3. Two things, 3 of them. 3. Third. \n'
        + "Lists\t<ul> - rivers of 2094 - 2095; - lakes; and - seas.</ul><p>Then.</p>\n"
    )
    parsed = read_text_string(source)
    assert parsed.dialect == "tab_html"
    assert grid(parsed)[1:] == [
        [
            "Otters / A1. Count: / • rivers; / • lakes. / A2. Stop.",
            "1. One thing. / 2-3. Two things, 3 of them. / 3. Third.",
        ],
        ["Lists", "• rivers of 2094 - 2095; / • lakes; and / • seas. / Then."],
    ]
    assert [(span.style, span.start, span.end) for span in parsed.blocks[2].spans] == [("underline", 0, 6)]


def test_the_only_dash_of_a_list_marks_its_item() -> None:
    parsed = read_text_string(f"{HEADER}<ul> - otters </ul>\t<ul> rest of 2094 - 2095 </ul>\n")
    assert grid(parsed)[1] == ["• otters", "rest of 2094 - 2095"]


def test_list_elements_are_bullets() -> None:
    parsed = read_text_string(
        "A\tB\n<ul><li>one</li><li>• two</li></ul>\t<ol><li>a) first</li><li>b) second</li></ol>\n"
    )
    assert grid(parsed)[1] == ["• one / • two", "a) first / b) second"]


def test_a_column_name_over_html_cells_is_a_table_of_one_column() -> None:
    parsed = read_text_string(
        "(A) Otters\n\nEnvisaged activities\n<p><u>Otters</u></p> <p>A1. Count.</p>\n<p>A2. Stop.</p>\n"
    )
    assert grid(parsed) == [["Envisaged activities"], ["Otters / A1. Count."], ["A2. Stop."]]
    assert parsed.tables[0].header_rows == 1


def test_a_repeated_column_name_may_stand_over_a_plain_row() -> None:
    piece = "Envisaged activities\n<u>Otters</u>\n<p>{}</p>\n\n"
    parsed = read_text_string(
        piece.format("A1. Count otters in the rivers and the lakes of the far north and of all its")
        + "Envisaged activities\n<p>Islands.</p> <p>A2. Stop.</p>\n"
    )
    assert grid(parsed) == [
        ["Envisaged activities"],
        ["Otters"],
        ["A1. Count otters in the rivers and the lakes of the far north and of all its Islands. / A2. Stop."],
    ]


CUT = (
    HEADER
    + "<p>B1. Count otters in rivers,</p>\t<p>They were counted by</p>\n\n"
    + HEADER
    + "<p>lakes and seas.</p> <p>B2. Stop.</p>\t<p>the Secretariat in 2094.</p>\n"
    + "\t<p>Nothing more.</p>\n"
)


def test_a_repeated_header_joins_the_pieces_and_a_cut_row_becomes_one() -> None:
    parsed = read_text_string(CUT)
    assert grid(parsed) == [
        ["Description of joint activities", "Results"],
        ["B1. Count otters in rivers, lakes and seas. / B2. Stop.", "They were counted by the Secretariat in 2094."],
        ["", "Nothing more."],
    ]
    (table,) = parsed.tables
    assert table.inferred == ["a row cut by a break is joined"]
    assert parsed.ledger.set_aside["repeated_header"] == len(HEADER.replace("\t", "").strip())
    joined = parsed.blocks[2]
    places = [CUT[one.source_start : one.source_end] for one in joined.fragments]
    assert places == ["B1. Count otters in rivers,", "lakes and seas."]
    (cell,) = [cell for cell in table.cells if (cell.row, cell.column) == (1, 0)]
    assert len(cell.fragments) == 2


def test_without_stitching_the_pieces_stay_as_the_source_has_them() -> None:
    parsed = read_text_string(CUT, stitch=False)
    assert [table.rows for table in parsed.tables] == [2, 3]
    assert grid(parsed, 1)[1] == ["lakes and seas. / B2. Stop.", "the Secretariat in 2094."]
    assert "repeated_header" not in parsed.ledger.set_aside
    assert parsed.ledger.unaccounted == 0


def test_a_row_that_begins_with_empty_cells_goes_on_over_the_break() -> None:
    header = "Activities\tTasks\tComments\n"
    source = header + "Otters\t1. Count them.\tGood.\n\n" + header + "\t\t4. Still going on.\nBears\t1. Count.\t\n"
    assert grid(read_text_string(source))[1:] == [
        ["Otters", "1. Count them.", "Good. / 4. Still going on."],
        ["Bears", "1. Count.", ""],
    ]


NAMED = "<table><tr><th>No</th><th>Activity</th><th>Done</th></tr>"


@pytest.mark.parametrize(
    ("last", "below", "expected"),
    [
        (
            "<td>1</td><td>Count otters of</td>",
            "<td></td><td>rivers</td><td>In May</td>",
            ["Count otters of rivers", "In May"],
        ),
        (
            "<td>1</td><td>Count otters of</td><td>Then</td>",
            "<td></td><td colspan=2>rivers</td>",
            ["Count otters of rivers", "Then"],
        ),
        (
            "<td>1</td><td colspan=2>Count otters of</td>",
            "<td></td><td>rivers</td><td></td>",
            ["Count otters of rivers", None],
        ),
    ],
)
def test_a_cut_row_may_have_fewer_cells_on_one_side_of_the_break(
    last: str, below: str, expected: list[str | None]
) -> None:
    parsed = read_text_string(f"{NAMED}<tr>{last}</tr></table>\n<table><tr>{below}</tr></table>\n")
    assert grid(parsed) == [["No", "Activity", "Done"], ["1", *expected]]


def test_a_cell_cut_behind_an_abbreviation_goes_on_with_its_number() -> None:
    named = "<table><tr><th>Activity</th><th>Done</th></tr>"
    parsed = read_text_string(
        f"{named}<tr><td>Count otters, see CoP98 Doc.</td><td>x</td></tr></table>\n"
        "<table><tr><td>14 of the Parties</td><td>y</td></tr></table>\n"
    )
    assert grid(parsed)[1:] == [["Count otters, see CoP98 Doc. 14 of the Parties", "x y"]]


def test_a_line_without_words_between_the_bars_of_a_cell_parts_its_paragraphs() -> None:
    rule = "+----+-------------+-------+\n"
    source = (
        f"{rule}| No | Activity    | Time  |\n{rule.replace('-', '=')}"
        "| B1 | Count.      | 2094  |\n|    |             |       |\n| B2 | Ring the    | Later |\n|    | otters.     |"
        f"       |\n{rule}"
    )
    assert grid(read_text_string(source))[1:] == [["B1 / B2", "Count. / Ring the otters.", "2094 / Later"]]


def test_nothing_goes_on_in_place_of_a_cell_that_is_spanned() -> None:
    last, below = "<td>1</td><td colspan=2>Count otters of</td>", "<td></td><td>rivers</td><td>In May</td>"
    parsed = read_text_string(f"{NAMED}<tr>{last}</tr></table>\n<table><tr>{below}</tr></table>\n")
    assert grid(parsed)[1:] == [["1", "Count otters of", None], ["", "rivers", "In May"]]


@pytest.mark.parametrize(
    "below",
    [
        "<tr><th>State</th><th>Otters</th><th>Rivers</th></tr><tr><td>F</td><td>4</td><td>2</td></tr>",
        "<tr><td>F</td><td>4</td></tr>",
    ],
)
def test_tables_of_other_columns_stay_apart(below: str) -> None:
    row = "<tr><td>1</td><td>Count otters of</td><td>a</td></tr>"
    parsed = read_text_string(f"{NAMED}{row}</table>\n<table>{below}</table>\n")
    assert [table.rows for table in parsed.tables] == [2, below.count("<tr>")]


def test_cells_without_a_row_make_one() -> None:
    parsed = read_text_string("<table><td>a</td><td>b</td><tr><td>c</td><td>d</td></tr></table>\n")
    assert grid(parsed) == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    "drawn",
    [
        "+-----+-----+\n+-----+-----+\n",
        "---------------------\nName        Count\n--------    ---------\nherons      4\n",
        "Name        Count\n--------    ---------\n",
    ],
)
def test_rules_without_all_that_a_table_has_draw_none(drawn: str) -> None:
    parsed = read_text_string(f"Herons.\n\n{drawn}\nCranes.\n")
    assert parsed.tables == []
    assert [parsed.blocks[0].text, parsed.blocks[-1].text] == ["Herons.", "Cranes."]
    assert parsed.ledger.unaccounted == 0


def test_one_dash_before_a_capital_parts_the_items_of_a_list() -> None:
    parsed = read_text_string(f"{HEADER}<ul>- Herons wade - Storks fly - cranes </ul>\tDone.\n")
    assert grid(parsed)[1] == ["• Herons wade / • Storks fly - cranes", "Done."]


def test_a_new_row_after_a_repeated_header_stays_a_row() -> None:
    source = (
        HEADER + "<p>B1. Count.</p>\t<p>Done.</p>\n\n" + HEADER + "<p><u>Bears</u></p> <p>B2. Stop.</p>\t<p>No.</p>\n"
    )
    assert grid(read_text_string(source))[1:] == [["B1. Count.", "Done."], ["Bears / B2. Stop.", "No."]]


def test_a_table_under_another_heading_is_another_table() -> None:
    source = HEADER + "A1. Count.\tDone.\n\n(B) Bears\n\n" + HEADER + "B1. Stop.\tNo.\n"
    parsed = read_text_string(source)
    assert [table.rows for table in parsed.tables] == [2, 2]
    assert [block.text for block in parsed.blocks if block.kind == "heading"] == ["(B) Bears"]


def test_rows_that_fell_out_of_a_table_stay_where_they_are_and_are_reported() -> None:
    source = (
        "(B) Bears\n\n"
        + HEADER
        + "B1. Count bears in all of the\tThe bears were\n\n"
        + "Fallen out\n\nrivers and lakes that there are in the whole region of the two\n\n"
        + HEADER
        + "B2. Stop.\tNo.\n"
    )
    parsed = read_text_string(source)
    assert [table.rows for table in parsed.tables] == [2, 2]
    loose = [block for block in parsed.blocks if block.kind == "paragraph"]
    assert [block.text[:10] for block in loose] == ["Fallen out", "rivers and"]
    (issue,) = [issue for issue in parsed.issues if issue.rule == "table-broken"]
    assert issue.level == "warning"
    assert issue.message.startswith("2 paragraphs")


def test_indented_rows_without_other_cells_belong_to_the_row_that_announces_them() -> None:
    source = HEADER + "B1. Follow up by:\t\n Counting otters;\t\n Counting bears.\t\nB2. Stop.\tNo.\n"
    parsed = read_text_string(source)
    assert grid(parsed)[1:] == [["B1. Follow up by: / Counting otters; / Counting bears.", ""], ["B2. Stop.", "No."]]
    assert parsed.tables[0].inferred == ["indented rows without other cells belong to the row above"]


def test_a_number_or_a_bullet_before_a_tab_is_no_cell() -> None:
    parsed = read_text_string("1.\tThe first paragraph.\n2.\tThe second.\na)\tA letter;\n•\tA bullet.\n")
    assert parsed.tables == []
    assert [(block.kind, block.number, block.text) for block in parsed.blocks] == [
        ("paragraph", "1", "The first paragraph."),
        ("paragraph", "2", "The second."),
        ("list_item", "a)", "A letter;"),
        ("list_item", None, "• A bullet."),
    ]


def test_one_short_line_with_a_tab_is_no_table() -> None:
    parsed = read_text_string("Original language: English\tSC98 Doc. 16.2\n\nTEXT\n\n" + HEADER + "A1. Count.\tDone.\n")
    assert len(parsed.tables) == 1
    assert parsed.blocks[0].text == "Original language: English SC98 Doc. 16.2"


def test_pipe_tables_lose_their_pipes_and_rules() -> None:
    source = (
        "| Activity | Time frame |\n|:---|---:|\n| A1. Count<br>• one \\| two | 2094 |\n| A2. *Stop* | |\n\nAfter it.\n"
    )
    parsed = read_text_string(source)
    assert parsed.dialect == "markdown"
    assert grid(parsed) == [
        ["Activity", "Time frame"],
        ["A1. Count / • one | two", "2094"],
        ["A2. Stop", ""],
    ]
    assert parsed.tables[0].header_rows == 1
    assert parsed.ledger.set_aside["rule"] == len("|:---|---:|")


def test_lines_of_a_cell_that_begin_with_a_dash_are_bullets_where_several_do_or_a_colon_announces_them() -> None:
    source = (
        "| Activity | Results |\n|---|---|\n| A1. Count:<br>- otters; and<br>- cranes. | – Otters<br>– Cranes |\n"
        "| A2. Stop:<br>- otters. | Otters<br>– and cranes |\n"
    )
    parsed = read_text_string(source)
    assert grid(parsed)[1:] == [
        ["A1. Count: / • otters; and / • cranes.", "• Otters / • Cranes"],
        ["A2. Stop: / • otters.", "Otters / – and cranes"],
    ]
    assert parsed.ledger.unaccounted == 0


def test_a_sign_alone_in_its_cell_stays_and_a_dash_says_that_it_is_empty() -> None:
    parsed = read_text_string("| Activity | 2094 | 2095 | 2096 |\n|---|---|---|---|\n| A1. Count | ✓ | • | – |\n")
    assert grid(parsed)[1] == ["A1. Count", "✓", "•", ""]
    assert parsed.ledger.unaccounted == 0


@pytest.mark.parametrize(("row", "short"), [("A2. Stop\t2094", True), ("A2. Stop\t\t2094", False), ("Otters", False)])
def test_a_row_with_fewer_cells_than_columns_is_reported(row: str, short: bool) -> None:
    parsed = read_text_string(f"Activity\tLead\tTimeframe\nA1. <p>Count</p>\tBoth\t2093\n{row}\nA3. Go\tBoth\t2093\n")
    assert ("row-short" in [issue.rule for issue in parsed.issues]) is short


def test_html_tables_have_spans_and_header_cells() -> None:
    source = (
        "Text before <table>\n<thead><tr><th>Activity</th><th>Result</th></tr></thead>\n"
        '<tr><td>A1. Count.</td><td rowspan="2"><p>Both done.</p><p>Well.</p></td></tr>\n'
        "<tr><td>A2. Stop.</td></tr>\n<tr><td colspan=2>Bears</td></tr></table> and after.\n"
    )
    parsed = read_text_string(source)
    assert grid(parsed) == [
        ["Activity", "Result"],
        ["A1. Count.", "Both done. / Well."],
        ["A2. Stop.", None],
        ["Bears", None],
    ]
    assert parsed.tables[0].header_rows == 1
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in parsed.tables[0].cells}
    assert spans[1, 1] == (2, 1)
    assert spans[3, 0] == (1, 2)
    assert parsed.blocks[0].text == "Text before"
    assert parsed.blocks[-1].text == "and after."


def test_an_html_table_that_is_never_closed_keeps_its_text() -> None:
    parsed = read_text_string("<table><tr><td>One<td>Two</td></tr>\nloose words")
    assert "".join(block.text for block in parsed.blocks).replace(" ", "") == "OneTwoloosewords"
    assert parsed.ledger.unaccounted == 0


def test_columns_kept_by_spaces_are_a_table() -> None:
    parsed = read_text_string(
        "Activity               Results\n\n"
        "A1. Count the otters   Otters were counted in all of the\n"
        "of all lakes.          lakes.\n\n"
        "                       Bears were not.\n\n"
        "A2. Count bears.\n"
    )
    assert grid(parsed) == [
        ["Activity", "Results"],
        ["A1. Count the otters of all lakes.", "Otters were counted in all of the lakes. / Bears were not."],
        ["A2. Count bears.", ""],
    ]
    assert parsed.tables[0].header_rows == 1
    assert parsed.tables[0].inferred
    assert parsed.ledger.unaccounted == 0


def test_a_text_beside_each_code_between_spaces_shows_the_rows() -> None:
    parsed = read_text_string(
        "Activity               When    Results\n"
        "Otters\n\n"
        "A1. Count the otters   2097    Otters were counted in all\n"
        "of all lakes.                  of the lakes.\n"
        "A2. Ring the otters    2098    None was.\n"
        "of the lakes and the\n"
        "Marsh\n"
        "A3. Count bears.       2099    Under way. They are counted\n"
        "                               in all States.\n"
    )
    assert grid(parsed) == [
        ["Activity", "When", "Results"],
        ["Otters / A1. Count the otters of all lakes.", "2097", "Otters were counted in all of the lakes."],
        ["A2. Ring the otters of the lakes and the Marsh", "2098", "None was."],
        ["A3. Count bears.", "2099", "Under way. They are counted in all States."],
    ]
    assert [issue for issue in parsed.issues if issue.level == "warning"] == []


def test_a_theme_right_below_the_names_of_columns_between_spaces_spans_them() -> None:
    parsed = read_text_string(
        "No.    Activity            Results\n"
        "A. Data and information of all Parties\n\n"
        "A1     Count the otters.   Otters were counted.\n"
        "A2     Count the bears.    Under way.\n"
    )
    assert grid(parsed) == [
        ["No.", "Activity", "Results"],
        ["A. Data and information of all Parties", None, None],
        ["A1", "Count the otters.", "Otters were counted."],
        ["A2", "Count the bears.", "Under way."],
    ]
    assert parsed.ledger.unaccounted == 0


def test_a_result_beside_several_activities_between_spaces_is_reported() -> None:
    source = (
        "Activity               Results\n\n"
        "A1. Count the otters.  Otters were counted in all of the\n"
        "A2. Count the bears    lakes, and bears in two.\n"
        "of all lakes.\n\n"
        "A3. Count cranes.      Under way.\n"
    )
    (issue,) = [issue for issue in read_text_string(source).issues if issue.level == "warning"]
    assert (issue.rule, issue.evidence) == ("result-reach-doubtful", "A1. Count the otters / A2. Count the bears")
    parted = source.replace("otters.  Otters were counted in all of the", "otters.  Done.\n").replace(
        "lakes, and", "Under way,"
    )
    assert not [issue for issue in read_text_string(parted).issues if issue.level == "warning"]


def test_running_text_with_double_spaces_is_no_table() -> None:
    parsed = read_text_string(
        "Activities  of the year were many.  Otters were\ncounted in all lakes.  Bears were counted, too,\n"
        "and cranes.  No results  are known so far.\n"
    )
    assert parsed.tables == []


def test_a_table_kept_by_spaces_ends_at_a_heading() -> None:
    parsed = read_text_string(
        "Activity            Results\n\nA1. Count otters.   Done in 2093.\n\n(B) Bears\n\n"
        "Activity            Results\n\nB1. Count bears.    Under way.\n"
    )
    assert [[row[0] for row in grid(parsed, table)] for table in range(2)] == [
        ["Activity", "A1. Count otters."],
        ["Activity", "B1. Count bears."],
    ]
    assert [block.text for block in parsed.blocks if block.kind == "heading"] == ["(B) Bears"]


def test_a_drawn_grid_is_a_table() -> None:
    parsed = read_text_string(
        "+------+--------+\n| Code | Action |\n+======+========+\n"
        "| A1   | Count  |\n|      | bears. |\n+------+--------+\n"
    )
    assert grid(parsed) == [["Code", "Action"], ["A1", "Count bears."]]
    assert parsed.tables[0].header_rows == 1
    assert parsed.ledger.set_aside["rule"] == 3 * len("+------+--------+")


def test_a_rule_of_a_drawn_grid_may_break_off() -> None:
    rule = "+------+--------+\n"
    parsed = read_text_string(rule + "| A1   | Count. |\n+---\n| A2   | Ring.  |\n" + rule)
    assert grid(parsed) == [["A1", "Count."], ["A2", "Ring."]]
    assert parsed.ledger.unaccounted == 0


def test_tags_of_rows_without_a_table_leave_nothing_behind() -> None:
    parsed = read_text_string('<td>Lakes drawn since 2093 were put together by the school of\n</tr>\n<tr class="odd">')
    assert [block.text for block in parsed.blocks] == ["Lakes drawn since 2093 were put together by the school of"]
    assert parsed.ledger.unaccounted == 0


def test_what_was_set_aside_is_no_text_of_the_cells_around_it() -> None:
    parsed = read_text_string("<table>\n> <tr><td>Herons</td>\n> <td>Otters</td></tr>\n</table>\n")
    assert grid(parsed) == [["Herons", "Otters"]]
    assert parsed.ledger.unaccounted == 0


def test_the_mark_of_a_block_quote_ends_the_row_above_it() -> None:
    parsed = read_text_string("Activity| Results  \n---|---  \nA1. Count the herons.\n> 1 See item 21. \n")
    assert grid(parsed) == [["Activity", "Results"], ["A1. Count the herons.", None], ["1 See item 21.", None]]
    assert parsed.ledger.unaccounted == 0


def test_words_wider_than_a_cell_of_a_drawn_grid_are_put_together() -> None:
    rule = "+----+--------+-------+\n"
    cells = ["| 1  | In the | Keep  |", "| .1 | States | going |", "|    | count  | until |", "|    | herons | 20    |"]
    cells += ["|    | orga   | 18-20 |", "|    | nizers | 2018  |", "|    |        | -2020 |", ""]
    parsed = read_text_string("The herons in those States keep going.\n\n" + rule + "\n".join(cells) + rule)
    assert grid(parsed) == [["1.1", "In the States count herons organizers", "Keep going until 2018-20 2018-2020"]]
    assert parsed.ledger.unaccounted == 0


def test_a_row_between_quotation_marks_runs_over_lines() -> None:
    parsed = read_text_string('Activity\tResults\nA1\t"Counted:\n• otters;\n• bears."\nA2\tNot yet.\n')
    assert grid(parsed)[1:] == [["A1", "Counted: / • otters; / • bears."], ["A2", "Not yet."]]


def test_pipes_need_not_stand_at_the_ends_of_rows() -> None:
    parsed = read_text_string(
        "Code | Action | Result\n:---|---|---:\nA1 | Count otters. |\n| A2 | Count bears. | Done. |\n"
    )
    assert grid(parsed) == [["Code", "Action", "Result"], ["A1", "Count otters.", ""], ["A2", "Count bears.", "Done."]]


def test_behind_a_blank_line_a_code_begins_a_row_where_what_answers_it_begins_beside_it() -> None:
    parsed = read_text_string(
        "Activity               Results\n\n"
        "Water birds\n"
        "A1. Count the herons   Herons were counted at all lakes. The\n"
        "A2. Count the cranes   Crane Group helped.\n"
        "                       • reed beds\n\n"
        "A3. Count the swans    Swans were counted, too. What was found\n"
        "at the lakes.          is in two reports.\n\n"
        "A4. Count the ducks    and in a list of ducks.\n"
    )
    assert grid(parsed)[1:] == [
        [
            "Water birds / A1. Count the herons / A2. Count the cranes",
            "Herons were counted at all lakes. The Crane Group helped. / • reed beds",
        ],
        [
            "A3. Count the swans at the lakes. / A4. Count the ducks",
            "Swans were counted, too. What was found is in two reports. and in a list of ducks.",
        ],
    ]


def test_a_bullet_set_apart_from_its_words_is_no_column() -> None:
    parsed = read_text_string(
        "Activity               Results\n\nA1. Count otters.      Done in 2093.\n\n(B) Bears\n\n"
        "B1. Take part in the work of bodies of common interest, such as these:\n\n"
        "•      the group of rangers of all of the lakes;\n\n•      the group of those who count; and\n\n"
        "•      the group of experts.\n\nB2. Count the bears.\n"
    )
    assert len(parsed.tables) == 1
    assert parsed.blocks[-4].text == "• the group of rangers of all of the lakes;"


def test_a_cell_of_a_drawn_grid_spans_the_columns_between_which_its_row_has_no_bar() -> None:
    parsed = read_text_string(
        "+------------+-----------+\n"
        "| Activities | Results   |\n"
        "+============+===========+\n"
        "| **B. Joint actions**   |\n"
        "+------------+-----------+\n"
        "| B1. Count. | Done.     |\n"
        "+------------+-----------+\n"
    )
    assert grid(parsed) == [["Activities", "Results"], ["B. Joint actions", None], ["B1. Count.", "Done."]]
    assert parsed.tables[0].cells[2].column_span == 2
    assert parsed.ledger.unaccounted == 0


def test_a_cell_of_a_drawn_grid_spans_the_rows_between_which_its_column_has_no_rule() -> None:
    parsed = read_text_string(
        "+------------------------+\n"
        "| Joint actions          |\n"
        "+------------+-----------+\n"
        "| B1. Count. | Done.     |\n"
        "+------------+ None in   |\n"
        "| B2. Stop.  | 2094.     |\n"
        "+------------+-----------+\n"
    )
    assert grid(parsed) == [["Joint actions", None], ["B1. Count.", "Done. None in 2094."], ["B2. Stop.", None]]
    assert parsed.ledger.unaccounted == 0


def test_a_row_below_a_break_that_begins_with_a_code_is_a_row_of_its_own_though_its_first_cell_is_empty() -> None:
    source = (
        "<table><tr><td>Species</td><td>Activity</td><td>Results</td></tr>"
        "<tr><td>Otters</td><td>B1. Count the otters.</td><td>Done.</td></tr></table>\n\n"
        "<table><tr><td></td><td>B2. Ring the otters.</td><td>None was.</td></tr></table>\n"
    )
    assert grid(read_text_string(source))[1:] == [
        ["Otters", "B1. Count the otters.", "Done."],
        ["", "B2. Ring the otters.", "None was."],
    ]


def test_names_of_columns_that_end_in_a_full_stop_are_repeated_below_a_break_and_no_rest_of_a_cell() -> None:
    source = (
        "Ref.\tActivities\tOutcomes\nB1.\tCount the otters.\tOtters were counted in\n\n"
        "Ref.\tActivities\tOutcomes\n\t\t2094 (Lagos and Accra).\n"
    )
    assert grid(read_text_string(source)) == [
        ["Ref.", "Activities", "Outcomes"],
        ["B1.", "Count the otters.", "Otters were counted in 2094 (Lagos and Accra)."],
    ]


def test_a_row_below_a_break_with_a_code_of_its_own_is_no_rest_of_a_text_without_a_full_stop() -> None:
    for first, second in (("B1. ", "B2. "), ("B-1 ", "B-2 "), ("(B1) ", "(B2) "), ("1.1 ", "1.2 "), ("B1\t", "B2\t")):
        names = "No.\tActivities" if "\t" in first else "Activities"
        source = (
            f"{names}\tResults\n{first}Count the otters of lakes that are shared, and those of all rivers\tDone.\n\n"
            f"{names}\tResults\n{second}Ring the otters of the lakes.\tNone was.\n"
        )
        assert [row[-1] for row in grid(read_text_string(source))] == ["Results", "Done.", "None was."]


def test_two_spaces_alone_end_a_row_whose_last_cell_is_a_list() -> None:
    parsed = read_text_string(
        "Activity| Results  \n---|---  \n"
        "A1. Count the otters.|\n\n  * They were counted.\n  * None was ringed.\n\n  \n"
        "A2. Ring them.|  \n"
        "A3. Feed them.| Fish was bought.  \n\nOtters live.\n"
    )
    [table] = parsed.tables
    texts = [" / ".join(parsed.blocks[index].text for index in cell.block_indexes) for cell in table.cells]
    assert texts[::2] == ["Activity", "A1. Count the otters.", "A2. Ring them.", "A3. Feed them."]
    assert texts[5::2] == ["", "Fish was bought."]


def test_a_row_that_ends_a_source_of_such_rows_runs_over_lines_too() -> None:
    parsed = read_text_string("Activity| Results  \n---|---  \nA1. Count the\notters.| They were\ncounted.\n")
    assert grid(parsed) == [["Activity", "Results"], ["A1. Count the otters.", "They were counted."]]


def test_a_word_broken_by_a_soft_hyphen_ends_no_row() -> None:
    source = (
        "Activity\tResults\nB1. Count the otters.\tThey were coun\u00ad\nted.\nB2. Ring the ot\u00ad\r\nters.\tDone.\n"
    )
    parsed = read_text_string(source)
    assert [(table.rows, table.columns) for table in parsed.tables] == [(3, 2)]
    assert [block.text for block in parsed.blocks][2:] == [
        "B1. Count the otters.",
        "They were counted.",
        "B2. Ring the otters.",
        "Done.",
    ]
    assert parsed.ledger.unaccounted == 0


def test_indented_rows_go_on_listing_what_the_row_above_announces() -> None:
    parsed = read_text_string("Activity\tResults\nA1. Count:\tDone.\n  herons\t\n  storks\t\nA2. Ring.\tNo.\n")
    assert grid(parsed)[1:] == [["A1. Count: / herons / storks", "Done."], ["A2. Ring.", "No."]]
