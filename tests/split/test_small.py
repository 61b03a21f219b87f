"""Titles, columns, time frames, statuses and continuity, each by itself."""

from __future__ import annotations

import re

import pytest

from pipeline.families import forms
from pipeline.model import Span
from pipeline.split.continuity import SURE, Usage, begins_low, is_cut, is_fragment, join, seam
from pipeline.split.printed import is_styled
from pipeline.split.programmes.headers import header_before, named_roles
from pipeline.split.programmes.statuses import status
from pipeline.split.programmes.timeframes import timeframes, together
from pipeline.titles import column_roles, header_cells, is_programme_header, programme_title, theme_heading


@pytest.mark.parametrize(
    ("title", "programme_id", "role"),
    [
        (
            "PROGRESS REPORT ON IMPLEMENTATION OF THE CMS CITES JOINT WORK PROGRAMME 2091-2094",
            "2091-2094",
            "progress_report",
        ),
        ("DRAFT CMS-CITES JOINT WORK PROGRAMME 2095–2099", "2095-2099", "draft"),
        ("CITES/CMS LIST OF JOINT ACTIVITIES 2088-91 STATE OF IMPLEMENTATION", "2088-2091", "progress_report"),
        ("CMS-CITES Joint Work Plan 2095-2099", "2095-2099", "draft"),
    ],
)
def test_titles_of_programmes(title: str, programme_id: str, role: str) -> None:
    found = programme_title(title)
    assert found is not None
    assert (found.programme_id, found.role) == (programme_id, role)


@pytest.mark.parametrize(
    "text",
    [
        "STRATEGIC VISION 2091-2094",
        "The joint work programme 2091-2094 was endorsed.",
        "JOINT WORK PROGRAMME",
        "The Joint Work Programme 2091-2094 lists lakes. They are:",
    ],
)
def test_what_is_no_title(text: str) -> None:
    assert programme_title(text) is None


@pytest.mark.parametrize(
    "text", ["(B) Joint activities", "B. Joint activities", "B - Joint activities", "Theme B: Joint activities"]
)
def test_headings_of_themes(text: str) -> None:
    found = theme_heading(text)
    assert found is not None
    assert (found.letter, found.title) == ("B", "Joint activities")


@pytest.mark.parametrize(
    "text", ["(B) Joint activities;", "B1. Coordinate", "Background", "(B)", "b. joint activities"]
)
def test_what_is_no_heading_of_a_theme(text: str) -> None:
    assert theme_heading(text) is None


def test_columns_of_a_task_list() -> None:
    assert column_roles(["Activities", "Indicative list of common tasks", "Comments", "Results"]) == [
        "title",
        "task",
        "comment",
        "result",
    ]
    assert not is_programme_header(["Region", "Results"])
    assert not is_programme_header(["Activities"])


def test_tasks_without_a_column_of_their_titles_are_activities() -> None:
    assert column_roles(["No.", "Task", "Timing", "Outcome"]) == ["code", "activity", "timeframe", "result"]
    assert column_roles(["Subject", "Description of tasks", "Results"]) == ["group", "activity", "result"]


@pytest.mark.parametrize("names", [("STATUS", "STATUS OF IMPLEMENTATION"), ("Status of implementation", "Status")])
def test_of_columns_that_all_may_hold_statuses_the_name_that_says_most_is_that_of_the_results(
    names: tuple[str, str],
) -> None:
    roles = dict(zip(names, column_roles(["Activities", *names])[1:], strict=True))
    assert roles == {min(names, key=len): "status", max(names, key=len): "result"}


def test_headers_run_together() -> None:
    assert header_cells("Description of joint activities Results") == ["Description of joint activities", "Results"]
    assert header_cells("Activity Responsible Time frame") == ["Activity", "Responsible", "Time frame"]
    assert header_cells("Activity Funding") is None
    assert header_cells("Results Comments") is None  # of no table of activities
    assert named_roles("Results Comments") == []
    assert named_roles("Activity Funding") == ["activity", "cost"]
    assert header_before("Description of joint activities Results B1. Count.", []) == (
        ["Description of joint activities", "Results"],
        "B1. Count.",
    )
    assert header_before("Joint activities in this area keep names in step.", []) is None
    assert header_before("Joint activities of both.", [["Joint activities"]]) == (["Joint activities"], "of both.")


@pytest.mark.parametrize(
    ("behind", "begins"),
    [
        ("B1. Count the cranes.", True),
        ("Names of species B1. Count the cranes.", True),  # a sub-heading, and the first code below it
        ("names of species B1. Count the cranes.", False),
        ("Names. They are B1. Count the cranes.", False),
        ("1. Count the cranes.", False),
    ],
)
def test_one_name_of_a_column_is_a_header_where_a_code_follows(behind: str, begins: bool) -> None:
    found = (["Joint activities"], behind) if begins else None
    assert header_before(f"Joint activities {behind}", []) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2091 2092-2093 2093 2091", ["2091", "2092-2093", "2093", "2091"]),
        ("2092 – 94", ["2092 – 94"]),
        ("Annual and as-required", ["Annual and as-required"]),
        ("To be decided at the 2098 meetings 2094", ["To be decided at the 2098 meetings", "2094"]),
        ("By December 2094, 2095", ["By December 2094", "2095"]),
        ("in the fullness of time", ["in the fullness of time"]),
        ("", []),
    ],
)
def test_time_frames(text: str, found: list[str]) -> None:
    assert [frame.text for frame in timeframes(text)] == found


def test_time_frames_together_are_as_printed() -> None:
    for printed, count in (("2091 and 2093", 1), ("2091, 2093", 2), ("2091 et juin 2094", 1), ("2091 & 2093", 1)):
        frame = together(timeframes(printed))
        assert len(timeframes(printed)) == count
        assert (frame.text, frame.start, frame.form is not None) == (printed, 2091, True)


def test_time_frames_together() -> None:
    frame = together(timeframes("2091 On-going 2094-96"))
    assert (frame.text, frame.start, frame.end, frame.ongoing) == ("2091 On-going 2094-96", 2091, 2096, True)


def test_a_text_that_is_not_understood_has_no_form() -> None:
    assert timeframes("in the fullness of time")[0].form is None


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        (None, "not_reported", None),
        ("  ", "not_reported", None),
        ("–", "not_reported", None),
        ("They met in Bonn.", "reported", None),
        ("The list was finalized; its use is under way.", "in_progress", "is under way"),
        ("No action took place on names, for lack of funds. A list exists.", "no_action", "No action took place"),
        ("Due to the flood, nobody travelled. The survey did not take place.", "no_action", "did not take place"),
        ("The list was published. No action took place on names.", "reported", None),
        ("They met. A second meeting was not held. The list is in preparation.", "in_progress", "is in preparation"),
        ("They read Doc. 16.2. No action was taken.", "reported", None),
        ("Completed.", "completed", "Completed"),
        ("This activity has been partially implemented.", "in_progress", "been partially implemented"),
        ("Activity concluded.", "completed", "concluded"),
        ("Mise en œuvre partielle.", "in_progress", "partielle"),
        ("Work on this activity: not started.", "no_action", "not started"),
        ("They met. The visit was cancelled.", "reported", None),
        ("The map was not completed in 2091.", "in_progress", "was not completed"),
        ("The map should be completed by 2091.", "reported", None),
        ("Survey not completed in 2091.", "reported", None),
        ("Survey half completed in 2091.", "reported", None),
        ("Survey completed in 2091.", "completed", "completed in"),
        ("No list was published.", "reported", None),
        ("If the list is complete, it is sent.", "reported", None),
        ("No list was published. The map has been finalized.", "completed", "has been finalized"),
        ("No se publicó la lista.", "reported", None),
        ("La actividad no fue completada.", "reported", None),
        ("Implemented in two States.", "reported", None),
        ("Done: 40%", "in_progress", "Done: 40%"),
        ("The list was published in 2091.", "completed", "was published"),
        ("One course was held, but a second one could not be held.", "reported", None),
        ("Partly achieved: one course held, a second one could not be held.", "in_progress", "Partly achieved"),
        ("No funds were there. Activity not started.", "no_action", "not started"),
        ("A report was sent in. Completed.", "completed", "Completed"),
        ("Two courses were held. Cancelled.", "reported", None),
        ("Parties that have not completed their lists were asked.", "reported", None),
        ("Parties that have not completed theirs were asked; the list was published.", "completed", "was published"),
        ("The meeting noted that no action had been taken by Gabon.", "reported", None),
        ("They asked for a draft that was not completed by Gabon.", "reported", None),
        ("If funds are found, a course will be held.", "reported", None),
        ("A first draft has been completed.", "reported", None),
        ("The results of ongoing counts were shared.", "reported", None),
        ("The list was published in English; the French translation is pending.", "in_progress", "is pending"),
    ],
)
def test_status_with_its_words(text: str | None, name: str, evidence: str | None) -> None:
    assert status(text) == (name, evidence)


@pytest.mark.parametrize("key", ["reason", "part"])
def test_what_stands_before_words_that_nothing_was_done(key: str) -> None:
    form = next(form for form in forms("statuses") if form.name == "no_action")
    before = re.compile(form.attributes[key], re.IGNORECASE)
    assert [text for text in form.attributes[f"{key}_examples"] if not before.match(text)] == []
    assert [text for text in form.attributes[f"{key}_counterexamples"] if before.match(text)] == []


def test_continuity() -> None:
    usage = Usage(["The great marsh of the north is wide. The great marsh is deep."])
    assert all(map(is_cut, ("taken by the", "les gardes de", "los guardas para")))
    assert is_cut("taken by those (among them")
    assert not is_cut("taken by all.")
    assert begins_low("• and more")
    assert is_fragment("Great Marsh.")
    assert not is_fragment("The marsh was found.")
    assert join("trans-", "boundary") == "trans-boundary"
    assert seam("taken by the", "reeds of it.", usage) >= SURE
    assert seam("It lies in the great", "Marsh is its name.", usage) >= SURE
    assert seam("It is done.", "Reeds grow.", usage) < SURE
    assert seam("taken by the", "The reeds grow.", usage) < SURE
    assert seam("taken by the", "No reeds grow.", usage) < 0
    assert seam("les gardes de", "Les roseaux poussent.", usage) < 0
    assert seam("the reeds of", "El Salvador.", usage) >= SURE
    assert seam("kept by the reeds.", "of it", Usage(["the reeds of it"])) < SURE


def test_a_style_must_cover_all_but_the_edges() -> None:
    assert is_styled("Cranes:", [Span(0, 6, "underline")])
    assert is_styled("Great cranes", [Span(0, 5, "bold"), Span(6, 12, "bold")])
    assert not is_styled("Cranes: they fly", [Span(0, 6, "underline")])
    assert not is_styled("...", [Span(0, 3, "bold")])
