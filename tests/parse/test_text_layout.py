"""Tables that a text keeps by the places of its words: near columns, columns that move, rows told by their words."""

from __future__ import annotations

from pipeline.model import Issue, ParsedDocument
from pipeline.parse.text import read_text_string
from tests.parse.shown import grid


def warnings(parsed: ParsedDocument) -> list[Issue]:
    return [issue for issue in parsed.issues if issue.level == "warning"]


def test_one_space_parts_columns_where_the_next_begins_line_after_line() -> None:
    parsed = read_text_string(
        "Activity                        Lead     Results\n"
        "A1. Count the otters of all the CMS      Otters were counted.\n"
        "lakes of Lagos.\n"
        "A2. Ring them.                  CITES    None was.\n"
        "A3. Count the bears of the two  Both     Under way.\n"
        "lakes.\n"
    )
    assert grid(parsed) == [
        ["Activity", "Lead", "Results"],
        ["A1. Count the otters of all the lakes of Lagos.", "CMS", "Otters were counted."],
        ["A2. Ring them.", "CITES", "None was."],
        ["A3. Count the bears of the two lakes.", "Both", "Under way."],
    ]
    assert parsed.ledger.unaccounted == 0


def test_names_of_columns_that_one_space_parts_are_read_where_texts_begin_below() -> None:
    parsed = read_text_string(
        "Activity               Responsible Results\n"
        "A1. Count the otters   CMS         Otters were counted\n"
        "of all lakes.                      in all of them.\n\n"
        "A2. Ring them.         CITES       None was.\n"
    )
    assert grid(parsed)[0] == ["Activity", "Responsible", "Results"]
    assert grid(parsed)[1] == ["A1. Count the otters of all lakes.", "CMS", "Otters were counted in all of them."]


def test_names_of_a_column_that_reach_under_the_next_on_their_second_line_are_parted() -> None:
    parsed = read_text_string(
        "Activity               Lead Results\n"
        "                       secretariat\n"
        "A1. Count the otters   CMS  Otters were counted\n"
        "of all lakes.               in all of them.\n\n"
        "A2. Ring them.         Both None was.\n"
    )
    assert grid(parsed)[0] == ["Activity", "Lead secretariat", "Results"]
    assert grid(parsed)[1][1:] == ["CMS", "Otters were counted in all of them."]


def test_a_column_that_begins_elsewhere_in_another_row_is_the_same_column() -> None:
    parsed = read_text_string(
        "Activity                              Results\n"
        "A1. Count the otters of all lakes     Otters were counted in\n"
        "of Lagos and of Accra.                all of them.\n\n"
        "A2. Ring them.                    None was ringed, and none\n"
        "                                  will be.\n"
    )
    assert grid(parsed)[1:] == [
        ["A1. Count the otters of all lakes of Lagos and of Accra.", "Otters were counted in all of them."],
        ["A2. Ring them.", "None was ringed, and none will be."],
    ]


def test_a_line_whose_columns_cannot_be_told_is_kept_in_its_table_and_reported() -> None:
    parsed = read_text_string(
        "Activity                  Results\n"
        "A1. Count the otters of   Otters were counted in\n"
        "all the lakes of every two Parties of the region and\n"
        "States.                   in no others.\n"
    )
    assert len(parsed.tables) == 1
    (issue,) = warnings(parsed)
    assert issue.rule == "column-doubtful"
    assert issue.evidence == "all the lakes of every two Parties of the region and"


def test_codes_beside_the_middle_of_their_rows_show_the_rows_and_that_is_reported() -> None:
    parsed = read_text_string(
        "No.    Activity               Results\n"
        "       Count the otters       Otters were\n"
        "A1     of all lakes of        counted in all\n"
        "       Lagos.                 of them.\n"
        "       Count the bears        The bears were\n"
        "A2     of the two             not counted.\n"
        "       lakes.\n"
    )
    assert grid(parsed)[1:] == [
        ["A1", "Count the otters of all lakes of Lagos.", "Otters were counted in all of them."],
        ["A2", "Count the bears of the two lakes.", "The bears were not counted."],
    ]
    assert [issue.rule for issue in warnings(parsed)] == ["rows-inferred"]


def test_blank_lines_that_part_rows_say_that_codes_without_one_share_theirs() -> None:
    parsed = read_text_string(
        "Activity                   Period       Results\n\n"
        "Otters                     2091-2092    Otters were counted in\n"
        "A1. Count the otters.                   all of the lakes.\n\n"
        "A2. Ring them all.         2093         Nine were ringed.\n"
        "A3. Feed them.             Ongoing      None was fed.\n\n"
        "Bears                      2094         Bears were counted.\n"
        "A4. Count them.\n\n"
        "A5. Ring them.             2095         None was ringed.\n"
    )
    assert grid(parsed)[1:] == [
        ["Otters / A1. Count the otters.", "2091-2092", "Otters were counted in all of the lakes."],
        ["A2. Ring them all. / A3. Feed them.", "2093 Ongoing", "Nine were ringed. None was fed."],
        ["Bears / A4. Count them.", "2094", "Bears were counted."],
        ["A5. Ring them.", "2095", "None was ringed."],
    ]


def test_lines_without_any_blank_one_and_those_of_columns_between_each_other() -> None:
    parsed = read_text_string(
        "A. Otters\n"
        "Activity                   Results\n"
        "Otters                     Otters were counted in\n"
        "                           all of the lakes and the\n"
        "A1. Count the otters of\n"
        "                           rivers.\n"
        "lakes and rivers that\n"
        "freeze.\n"
        "A2. Ring them all.         Nine were ringed.\n"
        "                           Two more will be by\n"
        "A3. Feed them.             the end of the year.\n"
        "B. Bears\n"
        "Activity                   Results\n"
        "B1. Count the bears.       They sleep.\n"
    )
    assert grid(parsed)[1:] == [
        [
            "Otters / A1. Count the otters of lakes and rivers that freeze.",
            "Otters were counted in all of the lakes and the rivers.",
        ],
        ["A2. Ring them all. / A3. Feed them.", "Nine were ringed. Two more will be by the end of the year."],
    ]
    assert grid(parsed, 1) == [["Activity", "Results"], ["B1. Count the bears.", "They sleep."]]


def test_each_code_below_a_sub_heading_has_its_row_where_answers_begin_beside_codes() -> None:
    parsed = read_text_string(
        "Activity                   Results\n"
        "Otters\n"
        "A1. Count the otters of    Otters were counted in\n"
        "all lakes.                 all of them.\n"
        "A2. Ring them in all       None was.\n"
        "lakes of Lagos.\n"
        "A3. Feed them.\n"
        "Bears\n"
        "A4. Count them.            Bears were counted.\n"
        "A5. Ring them in all       None was, and none\n"
        "lakes.                     will be.\n"
    )
    assert grid(parsed)[1:] == [
        ["Otters / A1. Count the otters of all lakes.", "Otters were counted in all of them."],
        ["A2. Ring them in all lakes of Lagos.", "None was."],
        ["A3. Feed them.", ""],
        ["Bears / A4. Count them.", "Bears were counted."],
        ["A5. Ring them in all lakes.", "None was, and none will be."],
    ]
    (issue,) = warnings(parsed)
    assert (issue.rule, issue.evidence) == ("result-reach-doubtful", "A3. Feed them.")


def test_codes_with_a_hyphen_in_brackets_or_of_a_numbered_theme_begin_rows() -> None:
    for first, second in (("A-1", "A-2"), ("(A1)", "(A2)"), ("1.1", "1.2"), ("1.1.", "1.2.")):
        parsed = read_text_string(
            "Activity                   Results\n"
            f"{first} Count the otters.       They were counted.\n"
            f"{second} Ring them in all.       None was.\n"
        )
        assert [row[1] for row in grid(parsed)] == ["Results", "They were counted.", "None was."]


def test_lines_below_names_of_columns_that_cannot_be_parted_are_reported() -> None:
    parsed = read_text_string(
        "The Committee is invited to note what follows below, and to comment on it.\n\n"
        "Activity                              Results\n"
        "A1. Count the otters of all the many lakes of Lagos and of Accra Otters were counted\n"
        "and of the many small rivers that run into them from the hills all of them this year.\n"
        "   A2. Ring the otters of the lakes.     None of them was ringed.\n"
    )
    assert "lines-not-parted" in [issue.rule for issue in warnings(parsed)]


def test_texts_with_wide_spaces_behind_a_table_are_reported() -> None:
    parsed = read_text_string(
        "Activity                   Results\n"
        "A1. Count the otters.      They were counted.\n"
        "A2. Ring them in all.      None was.\n\n\n\n\n\n"
        "A3. Feed them in all of the lakes         Under way, but not in all of them, where\n"
        "fish is what they like most of all        that was not allowed.\n"
    )
    issue = next(issue for issue in warnings(parsed) if issue.rule == "columns-run-together")
    assert issue.evidence.startswith("A3. Feed them")


def test_a_column_that_holds_nothing_is_reported() -> None:
    parsed = read_text_string(
        "Activity                                     Lead\n"
        "A1. Count the otters of all lakes CMS\n"
        "of Lagos.\n"
        "A2. Ring them all CITES\n"
    )
    assert [issue.rule for issue in warnings(parsed)] == ["column-empty"]


def test_lines_that_spaces_justify_are_no_rows_of_a_table() -> None:
    text = (
        "Also   bids  the   Wardens   to   identify   lasting   strategic   partners   "
        "and   engage   with   them   when\n"
        "describing   campaigns   and   other   painting   activities   and   commands   "
        "all   riverine   waterkeepers   to\n"
        "contribute to these lakes;\n\n"
        "Welcomes  the counting of the otters that was asked for by a number of wardens of all lakes, set out in\n"
        "Resolution 91.11 that bids the friends of otters of all lakes;\n"
    )
    assert read_text_string(text).tables == []


def test_prose_below_a_table_is_not_set_in_its_columns() -> None:
    parsed = read_text_string(
        "Activity                                                      Results\n"
        "A1. Count the otters of all the lakes of Lagos and of         Otters were counted in all of them, and\n"
        "Accra, and of the small rivers that run into them.            none was missed.\n\n"
        "A2. Ring them.                                                None was.\n"
        "Annex 2\n\n"
        "DRAFT WORK PROGRAMME OF ALL LAKES 2094-2099\n\n"
        " Great otters\n"
        " B1. Strengthen the work on otters and develop counts between the wardens in relation to the lakes of\n"
        " great otters.\n"
        " Giant otters\n"
        " B2. Maximize the counts of both lakes on the conservation and management of giant otters, in all of\n"
        " them, within the work on lakes, as appropriate.\n"
    )
    assert len(parsed.tables) == 1
    assert grid(parsed)[-1] == ["A2. Ring them.", "None was."]
    assert [block.text.split()[0] for block in parsed.blocks if block.kind == "paragraph"] == ["B1.", "B2."]


TITLED = (
    "Activities        Indicative list of tasks      Comments             Summary of activities undertaken\n"
    "Harmonization     1. Compare the lists of       Of use to all.       1-2. The lists were compared\n"
    "of names             otters.                    More will come       at length.\n"
    "                  2. Mend them.                 of it.\n"
    "Outreach and      Explore possibilities for     None.                The otters had a stand.\n"
    "training          a stand.\n"
)


def test_a_title_in_the_first_column_begins_a_row_without_any_blank_line() -> None:
    parsed = read_text_string(TITLED)
    assert grid(parsed)[1:] == [
        [
            "Harmonization of names",
            "1. Compare the lists of otters. / 2. Mend them.",
            "Of use to all. More will come of it.",
            "1-2. The lists were compared at length.",
        ],
        ["Outreach and training", "Explore possibilities for a stand.", "None.", "The otters had a stand."],
    ]


def test_words_beside_the_middle_of_a_sentence_are_no_title() -> None:
    parsed = read_text_string(TITLED.replace("of it.\n", "of it, and\n").replace("None.  ", "others."))
    assert [row[0] for row in grid(parsed)[1:]] == ["Harmonization of names Outreach and training"]


def test_a_page_on_which_nothing_stands_in_the_first_column_keeps_its_place() -> None:
    page = (
        "\f                    3. Name the otters of        They have no           3. They were named after\n"
        "                       the lakes.                names yet.             the lakes.\n"
        "                    4. Publish the names.        They are many.         4. Not yet.\n"
    )
    parsed = read_text_string(TITLED[: TITLED.index("Outreach")] + page)
    assert [row[0] for row in grid(parsed)[1:]] == ["Harmonization of names"]
    assert grid(parsed)[1][1].endswith("3. Name the otters of the lakes. / 4. Publish the names.")


def test_the_number_of_an_item_goes_with_its_words_unless_a_column_has_codes() -> None:
    body = (
        "Otters     1.   Compare the lists      Compared.\n"
        "                of otters.\n"
        "           2.   Mend them.             Mended.\n\n"
        "Cranes     1.   Ring the cranes.       None was.\n"
    )
    parsed = read_text_string("Species    Activities                  Results\n" + body)
    assert grid(parsed)[1:] == [
        ["Otters", "1. Compare the lists of otters. / 2. Mend them.", "Compared. Mended."],
        ["Cranes", "1. Ring the cranes.", "None was."],
    ]


def test_cells_set_to_the_middle_of_their_rows_show_where_these_begin_and_end() -> None:
    parsed = read_text_string(
        "Activity                              Results\n"
        "A1. Count the otters.                 They were counted.\n"
        "\n"
        "                                      None was ringed.\n"
        "A2. Ring them.\n"
        "                                      Rings were dear.\n"
        "\n"
        "A3. Feed them, in particular with:\n"
        "                                      Fish was bought.\n"
        "• fish;\n"
        "• crabs.\n"
    )
    assert grid(parsed)[1:] == [
        ["A1. Count the otters.", "They were counted."],
        ["A2. Ring them.", "None was ringed. Rings were dear."],
        ["A3. Feed them, in particular with: / • fish; / • crabs.", "Fish was bought."],
    ]
    assert [issue.rule for issue in warnings(parsed)] == ["rows-inferred"]


def test_a_sub_heading_right_below_names_of_columns_is_no_part_of_them() -> None:
    parsed = read_text_string(
        "              Planned activities            Time frame\n"
        " African otters                         Q3 2093\n"
        " (A1) Count them in all lakes\n"
        " of Lagos.\n\n"
        " (A2) Ring them in all lakes            2091\n"
        " of Lagos.\n"
    )
    assert grid(parsed) == [
        ["Planned activities", "Time frame"],
        ["African otters / (A1) Count them in all lakes of Lagos.", "Q3 2093"],
        ["(A2) Ring them in all lakes of Lagos.", "2091"],
    ]


def test_notes_at_the_end_of_the_source_are_no_part_of_the_table_above_them() -> None:
    parsed = read_text_string(
        "The lakes were read.1 Then the annexes.2\n\n"
        "Activity                                 Time frame\n"
        "A1. Ring otters as proof of their age.   2095\n"
        "\n\n\n"
        "1 See the annex.\n\n"
        "2 Rings are dear.\n"
    )
    assert [(block.number, block.text) for block in parsed.blocks if block.kind == "footnote"] == [
        ("1", "See the annex."),
        ("2", "Rings are dear."),
    ]


def test_a_line_alone_above_names_of_columns_that_are_printed_again_is_a_heading() -> None:
    head = "Activity                         Time frame   Lead\n\n"
    source = (
        f"1. Lakes of the far north\n\n{head}1.1 Count the otters of the      2093         CMS\nlakes.\n\n"
        "1.2 Ring the otters of the       2094         CITES\nlakes.\n\n"
        f"2. Rivers\n\n{head}2.1 Count the otters of the      2095         CMS\nrivers.\n\n"
        "2.2 Ring the otters of the       2096         CITES\nrivers.\n"
    )
    parsed = read_text_string(source)
    assert [table.rows for table in parsed.tables] == [3, 3]
    assert [block.text for block in parsed.blocks if block.kind != "table_cell"] == ["Lakes of the far north", "Rivers"]


def test_a_line_of_justified_text_between_lines_of_a_table_is_one_of_it_and_doubtful() -> None:
    lines = [("A1. Count the otters of the lakes", "Otters were counted in all")]
    lines += [("and of the marshes.", "of the winter of 2091."), ("", "")]
    for row in (("A2. Ring them all.", "Nine were ringed."), ("A3. Feed them all.", "None was fed.")):
        lines += [row, ("", "")]
    source = [left.ljust(40) + right for left, right in [("Activity", "Results"), ("", ""), *lines]]
    source.insert(3, "and of the rivers  and  streams  that do lie lakes that freeze in the months of")
    parsed = read_text_string("\n".join(line.rstrip() for line in source))
    assert len(grid(parsed)) == 4
    assert "column-doubtful" in {issue.rule for issue in parsed.issues}


HERONS = (
    "Activity                  Timing       Results\n"
    "A1. Count the herons      2091         Herons were counted in\n"
    "of all lakes in Lagos                  May. Reports were sent\n"
    "and Accra.                             to both of them.\n"
)


def test_a_sub_heading_above_a_code_of_the_next_page_begins_a_row() -> None:
    """What stands beside it is that code's."""
    below = (
        "A3. Ring the bears of\n"
        "all parks.\n"
        "A4. Ring them again.      Ongoing      None was ringed.\n"
    )  # fmt: skip
    names = "Activity                  Timing       Results\n\n"
    above = HERONS + "A2. Ring them.            2092         None was.\n"
    parsed = read_text_string(f"{above}Bears                     2093         See the report.\n\f{names}{below}")
    assert grid(parsed)[2:5] == [
        ["A2. Ring them.", "2092", "None was."],
        ["Bears", "2093", "See the report."],
        ["A3. Ring the bears of all parks.", "", ""],
    ]
    alone = read_text_string(f"{above}Bears                     2093         See the report.\n")
    assert grid(alone)[2] == ["A2. Ring them. Bears", "2092 2093", "None was. See the report."]


def test_a_sub_heading_begins_a_row_below_empty_lines_though_blank_ones_part_others() -> None:
    parsed = read_text_string(
        "Activity                  Timing       Results\n"
        "A1. Count the herons      2091         Herons were counted in\n"
        "of all lakes in Lagos                  May.\n"
        "and Accra.\n"
        "Bears                     2092         They were ringed, and\n"
        "A2. Ring the bears.                    counted.\n\n"
        "A3. Name them.            2093         None was.\n"
    )
    assert grid(parsed)[1:] == [
        ["A1. Count the herons of all lakes in Lagos and Accra.", "2091", "Herons were counted in May."],
        ["Bears / A2. Ring the bears.", "2092", "They were ringed, and counted."],
        ["A3. Name them.", "2093", "None was."],
    ]


def test_a_code_whose_time_frame_stands_beside_the_code_above_begins_no_row() -> None:
    parsed = read_text_string(
        HERONS
        + "A2. Ring all the bears    2092         They were ringed in\n"
        + "of both parks.            2093         May.\n"
        + "A3. Count them.                        All were counted.\n"
        + "A4. Name them.            2094         None was.\n"
    )
    rows = [row[0].split(".")[0] for row in grid(parsed)[1:]]
    assert rows == ["A1", "A2", "A4"]
