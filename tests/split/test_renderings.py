"""Every rendering of a programme gives the same activities and results, value by value."""

from __future__ import annotations

import pytest

from tests.split.renderings import (
    COVER,
    FIVE,
    Rendering,
    below,
    drawn,
    drawn_markdown,
    html_table,
    issues,
    pipes,
    printed_lines,
    read,
    spaced,
    tabs,
    tabs_in_order,
    under_rules,
    without_spans,
)

UNGROUPED = frozenset({"group"})
UNTITLED = frozenset({"group", "theme_title"})


def number(code: str) -> str:
    """The code with the theme's number for its letter: B2 is 2.2."""
    return f"{'AB'.index(code[0]) + 1}.{code[1:]}"


def theme(letter: str) -> str:
    return number(letter)[0]


RENDERINGS = {
    "five columns": Rendering(tabs(), UNGROUPED),
    "header once": Rendering(tabs(header_once=True), UNGROUPED),
    "themes as rows": Rendering(tabs(theme_rows=True, heading="{0}. {1}"), UNGROUPED),
    "no headings of themes": Rendering(
        tabs(heading="", header_once=True).replace("\n\n\n\n", "\n").replace("\n\n\n", "\n"), UNTITLED
    ),
    "headings without letters": Rendering(tabs(heading="{1}"), UNGROUPED),
    "letter and title on two lines": Rendering(tabs(heading="THEME {0}\n\n{1}"), UNGROUPED),
    "headings in words": Rendering(tabs(heading="Theme {0} – {1}"), UNGROUPED),
    "French header": Rendering(
        tabs(("N°", "Activités conjointes", "Responsable", "Calendrier"), "État d’avancement"), UNGROUPED
    ),
    "header in words of its own": Rendering(
        tabs(("Point", "What is to be done", "With whom", "Until"), "What came of it"), UNGROUPED
    ),
    "codes B.2": Rendering(tabs(code=lambda code: f"{code[0]}.{code[1]}"), UNGROUPED),
    "codes 2.2": Rendering(tabs(heading="Theme {2}: {1}", code=number), UNGROUPED, number, theme),
    "codes 2.2 under rows 2.": Rendering(
        tabs(theme_rows=True, heading="{2}. {1}", code=number), UNGROUPED, number, theme
    ),
    "rows without letters": Rendering(tabs(theme_rows=True, heading="{1}"), UNGROUPED),
    "codes 2.2 under 2.": Rendering(tabs(heading="{2}. {1}", code=number), UNGROUPED, number, theme),
    "codes B1.2": Rendering(
        tabs(code=lambda code: f"{code[0]}1.{code[1]}"), UNGROUPED, lambda code: f"{code[0]}1.{code[1]}"
    ),
    "codes 2.": Rendering(tabs(code=lambda code: f"{code[1]}."), UNGROUPED, lambda code: code[1]),
    "codes (b)": Rendering(
        tabs(code=lambda code: f"({'abc'[int(code[1]) - 1]})"), UNGROUPED, lambda code: "abc"[int(code[1]) - 1]
    ),
    "time frame first": Rendering(
        tabs_in_order({"timeframe": "Timing", "text": "Joint activities", "result": "Status"}), UNGROUPED
    ),
    "groups in a column": Rendering(
        tabs_in_order({"group": "Species", "text": "Activity", "result": "Outcome", "timeframe": "When"})
    ),
    "comments are results": Rendering(
        tabs_in_order({"text": "Activity", "timeframe": "Timeline", "result": "Comments"}), UNGROUPED
    ),
    "HTML": Rendering(html_table(pretty=False, heads=True, own_code=False)),
    "HTML on many lines": Rendering(html_table(pretty=True, heads=False, own_code=True)),
    "pipes": Rendering(pipes(outer=True, one_table=True)),
    "no outer pipes": Rendering(pipes(outer=False, one_table=False), UNGROUPED),
    "printed lines in pipes": Rendering(printed_lines(cut=9), UNGROUPED),
    "printed lines in pipes, cut": Rendering(printed_lines(cut=1), UNGROUPED),
    "columns by spaces": Rendering(spaced(blank_lines=True), UNGROUPED),
    "columns by spaces without blank lines": Rendering(spaced(blank_lines=False), UNGROUPED),
    "a drawn grid": Rendering(drawn(), UNGROUPED),
    "a drawn grid of Markdown": Rendering(drawn_markdown()),
    "columns under dashes": Rendering(under_rules("-", wrapped=False)),
    "columns under dashes, wrapped": Rendering(under_rules("-", wrapped=True)),
    "columns under equals signs": Rendering(under_rules("=", wrapped=False)),
    "pipes without spans": Rendering(without_spans(wrapped=False)),
    "wrapped rows between pipes without spans": Rendering(without_spans(wrapped=True)),
    "cells below each other": Rendering(below(blank_lines=True), UNGROUPED),
    "cells below each other, names of columns once": Rendering(below(blank_lines=True, header_once=True), UNGROUPED),
    "cells below each other without blank lines": Rendering(below(blank_lines=False), UNGROUPED),
    "line ends of Windows": Rendering(tabs().replace("\n", "\r\n"), UNGROUPED),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_rendering_is_read_as_the_programme_is(name: str) -> None:
    rendering = RENDERINGS[name]
    assert read(rendering.text) == rendering.expected()


def test_columns_that_no_activity_has_are_named() -> None:
    assert "columns-not-read" in issues(tabs(("No.", "Joint activities", "Budget", "Timeframe")))
    assert "columns-not-read" not in issues(tabs())
    assert "columns-not-read" not in issues(tabs_in_order({"text": "Activity", "result": "Outcome"}))


def test_columns_known_by_their_content_are_named() -> None:
    assert "columns-inferred" in issues(tabs(("Point", "What is to be done", "With whom", "Until"), "What came of it"))
    assert "columns-inferred" not in issues(tabs(FIVE))


def test_activities_whose_first_are_lost_are_read_under_a_programme_and_the_gap_is_an_issue() -> None:
    annex = "Annex 1\n\n{0}\n\n(B) Shared lakes\n\nB2 Cooperate on rivers.\n\nB3 Strengthen the work on lakes.\n"
    text = COVER + annex.format("DRAFT JOINT WORK PROGRAMME 2095-2099")
    assert [(value["code"], value["theme"], value["text"]) for value in read(text)] == [
        ("b2", "b", "cooperateonrivers"),
        ("b3", "b", "strengthentheworkonlakes"),
    ]
    assert "code-gap" in issues(text)
    assert read(COVER + annex.format("LIST OF LAKES")) == []


def test_a_sub_heading_between_cells_below_each_other_heads_the_code_below_it() -> None:
    cells = ["Activity", "Lead", "Progress", "Otters", "A1 Count otters.", "CMS", "They were counted.", "Bears"]
    cells += ["A2 Count bears.", "CITES", "None was.", "They slept all through the year 2092.", "Cranes"]
    cells += ["A3 Count cranes.", "CMS and CITES", "Cranes were counted."]
    title = "IMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094"
    text = COVER + "\n\n".join(["Annex 1", title, "(A) Lakes", *cells]) + "\n"
    assert [(value["code"], value["group"], value["text"], value["result"]) for value in read(text)] == [
        ("a1", "otters", "countotters", "theywerecounted"),
        ("a2", "bears", "countbears", "nonewastheysleptallthroughtheyear2092"),
        ("a3", "cranes", "countcranes", "craneswerecounted"),
    ]


def test_time_frames_below_the_last_activities_of_a_cell_are_theirs_in_order() -> None:
    names = "Description of joint activities Timeframe"
    lines = ["DRAFT JOINT WORK PROGRAMME 2090-2094", "(A) Lakes", names, "Otters"]
    lines += ["A1. Count the otters of all the lakes of Lagos and of Accra, and of the many small rivers"]
    lines += ["that run into them from the hills.", "A2. Ring them.", "A3. Feed them.", "2091", "2091-92", "2093"]
    lines += ["(B) Rivers", names, "B1. Count the bears of all rivers.", "2094"]
    text = COVER + "\n".join(["Annex 1", *lines]) + "\n"
    assert [(value["text"], value["timeframe"]) for value in read(text)][1:] == [
        ("ringthem", "209192"),
        ("feedthem", "2093"),
        ("countthebearsofallrivers", "2094"),
    ]
    assert issues(text) == []


def test_the_name_of_the_only_column_may_run_into_a_sub_heading_and_its_activities() -> None:
    cells = "Description of joint activities Otters of all lakes A1. Count the otters. A2. Ring them."
    lines = ["Annex 1", "DRAFT JOINT WORK PROGRAMME 2090-2094", "(A) Lakes", cells, "(B) Rivers"]
    lines += ["Description of joint activities", "- B1. Count the bears of all rivers.", "- B2. Ring them."]
    assert [(value["code"], value["group"], value["text"]) for value in read(COVER + "\n\n".join(lines) + "\n")] == [
        ("a1", "ottersofalllakes", "counttheotters"),
        ("a2", "ottersofalllakes", "ringthem"),
        ("b1", None, "countthebearsofallrivers"),
        ("b2", None, "ringthem"),
    ]


def test_prose_that_begins_like_the_name_of_a_column_names_none() -> None:
    prose = "Joint activities in this area relate to otters, and A1. to A2. are of all lakes."
    lines = ["Annex 1", "DRAFT JOINT WORK PROGRAMME 2090-2094", "(A) Lakes", prose]
    lines += ["Description of joint activities", "- A1. Count the otters of all rivers.", "- A2. Ring them."]
    values = read(COVER + "\n\n".join(lines) + "\n")
    assert [value["text"] for value in values] == ["counttheottersofallrivers", "ringthem"]
