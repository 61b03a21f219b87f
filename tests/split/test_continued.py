"""Names of columns, headings and rows that say that they go on from another page."""

from __future__ import annotations

import pytest

from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string
from pipeline.split.document import split_document
from pipeline.split.programmes.continued import begins_continued, without_continuation
from pipeline.titles import column_role, says_continued, without_continued
from tests.split.invented import DATED, TWO_COLUMNS, answers, planned, progress, rules, texts


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Results (continued)", "result"),
        ("Activités conjointes (suite)", "activity"),
        ("Actividades (continuación)", "activity"),
        ("Time frame (cont’d)", "timeframe"),
        ("Suite donnée", "result"),
    ],
)
def test_names_of_columns_keep_their_role(name: str, role: str) -> None:
    assert column_role(name) == role


def test_what_is_no_continuation_stays() -> None:
    assert without_continued("Content of the suite of rules") == "Content of the suite of rules"
    assert not says_continued("The content of the table")
    assert says_continued("Table 3 (continued)")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("(cont.) They were counted.", "They were counted."),
        ("Continued: They were counted.", "They were counted."),
        ("Continued funding is needed.", "Continued funding is needed."),
    ],
)
def test_beginnings_that_go_on(text: str, rest: str) -> None:
    assert without_continuation(text) == rest
    assert begins_continued(text) is (rest != text)


def test_table_goes_on_under_names_that_say_so() -> None:
    draft = progress()
    draft.table([["B1. Count herons.", "Counted."], ["B2. Mend boats.", "Mended."]], header=["Activities", "Results"])
    draft.table(
        [["B3. Map the marsh.", "Mapped."], ["B4. Seek funds.", "Found."]],
        header=["Activities (continued)", "Results (continued)"],
    )
    rows = draft.split()
    assert answers(rows) == {"B1": "Counted.", "B2": "Mended.", "B3": "Mapped.", "B4": "Found."}
    assert rules(rows) == []


@pytest.mark.parametrize("note", ["* All boats belong to the wardens.", "Note: See also the map of the marsh."])
def test_note_under_a_table_is_part_of_no_result(note: str) -> None:
    draft = progress()
    draft.table([["B1. Count herons.", "Counted."], ["B2. Mend boats.", "Mended."]], header=["Activities", "Results"])
    draft.paragraph(note)
    assert answers(draft.split()) == {"B1": "Counted.", "B2": "Mended."}


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        (["1.1.a", "1.1.b", "1.2.a"], ["1.1.a", "1.1.b", "1.2.a"]),
        (["II.1", "II.2", "II.3"], ["II1", "II2", "II3"]),
    ],
)
def test_codes_with_letters_below_and_romans_above(codes: list[str], read: list[str]) -> None:
    draft = progress("Theme II: Shared species" if codes[0].startswith("II") else "Theme 1: Shared species")
    draft.table(
        [[code, text, "Done."] for code, text in zip(codes, ["Count herons", "Mend boats", "Map it"], strict=True)],
        header=["No.", "Activities", "Results"],
    )
    assert list(texts(draft.split())) == read


@pytest.mark.parametrize(
    ("above", "frames", "joined"),
    [
        # as many time frames as activities, each on a line of its own or all in one
        ("B1. Count herons.\nB2. Mend boats.", "2091\n2092", False),
        ("B1. Count herons. B2. Mend boats.", "2091\n2092", False),
        ("B1. Count herons.\nB2. Mend boats.", "2091\n2092\n2093", True),
        ("B1. Count herons. B2. Mend boats.", "2091\n2092\n2093", True),
    ],
)
def test_a_row_behind_a_break_has_the_time_frame_that_is_left_over_above(above: str, frames: str, joined: bool) -> None:
    draft = planned()
    draft.table([[above, frames]], DATED)
    draft.table([["B3. Map the marsh.", ""]], DATED)
    rows = draft.split()
    found = {row["code"]: row["timeframe"] for row in rows["activities"]}
    assert found == {"B1": "2091", "B2": "2092", "B3": "2093" if joined else None}
    assert rules(rows) == (["row-continued"] if joined else [])


@pytest.mark.parametrize(
    ("below", "over_page", "texts_of"),
    [
        ("B1. (cont.) Ring them.", False, {"B1": "Count herons.\nRing them."}),
        ("B2. (cont.) Ring them.", False, {"B1": "Count herons.", "B2": "(cont.) Ring them."}),
        ("B1. ring them.", False, {"B1": "Count herons.", "B1-2": "ring them."}),
        ("B1. ring them.", True, {"B1": "Count herons.\nring them."}),
        ("B1. Ring them.", True, {"B1": "Count herons.", "B1-2": "Ring them."}),
        ("B2. ring them.", True, {"B1": "Count herons.", "B2": "ring them."}),
    ],
)
def test_a_row_goes_on_that_repeats_the_code_above_and_says_so_or_begins_in_a_sentence(
    below: str, over_page: bool, texts_of: dict[str, str]
) -> None:
    draft = planned()
    upper, lower = ["B1. Count herons.", "2091"], [below, ""]
    for rows in [[upper], [lower]] if over_page else [[upper, lower]]:
        draft.table(rows, DATED)
    made = draft.split()
    assert {row["activity_id"].rsplit("/", 1)[1]: row["text"] for row in made["activities"]} == texts_of
    assert ("row-continued" in rules(made)) is (len(texts_of) == 1)


@pytest.mark.parametrize(
    ("beside", "below", "expected"),
    [
        (["2091", "They nest."], ["", ""], {"B1": ("2090", "None was."), "B2": ("2091", "They nest.")}),
        (["", ""], ["2092", "They nest."], {"B1": ("2090", "None was."), "B2": ("2092", "They nest.")}),
    ],
)
def test_a_row_goes_on_of_which_a_page_has_only_the_sub_heading_and_what_stands_beside_it(
    beside: list[str], below: list[str], expected: dict[str, tuple[str, str]]
) -> None:
    draft = planned()
    names = ["Activities", "Time frame", "Results"]
    draft.table([["B1. Ring herons.", "2090", "None was."], ["Storks", *beside]], names)
    draft.table([["B2. Count storks.", *below]], names)
    rows = draft.split()
    answered = answers(rows)
    assert {row["code"]: (row["timeframe"], answered[row["code"]]) for row in rows["activities"]} == expected
    assert ("row-continued" in rules(rows)) is not any(below)


def test_a_row_behind_two_breaks_owes_no_time_frame_that_a_row_between_has_taken() -> None:
    draft = planned()
    draft.table([["B1. Count herons.", "2091\n2092"]], DATED)
    draft.table([["B2. Mend boats.", ""]], DATED)
    draft.table([["B3. Map the marsh.", ""]], DATED)
    rows = draft.split()
    assert {row["code"]: row["timeframe"] for row in rows["activities"]} == {"B1": "2091", "B2": "2092", "B3": None}
    assert rules(rows).count("row-continued") == 1


def test_a_row_behind_a_break_with_a_time_frame_of_its_own_owes_none() -> None:
    draft = planned()
    draft.table([["B1. Count herons.", "2091\n2092"]], DATED)
    draft.table([["B2. Map the marsh.", "2093"]], DATED)
    assert "row-continued" not in rules(draft.split())


@pytest.mark.parametrize(
    ("left", "right", "answer", "said"),
    [
        ("B4. Map the marsh.", "", "Herons were ringed.", "row-continued"),
        ("B4. Map the marsh.", "It was mapped.", "It was mapped.", "row-break-uncertain"),
        ("Marshes\nB4. Map the marsh.", "", None, None),
    ],
)
def test_rows_behind_a_break_that_are_not_like_the_others(
    left: str, right: str, answer: str | None, said: str | None
) -> None:
    """So they are in one table of a text, too, whose pieces were joined."""
    text = (
        "Ninety-first meeting of the Standing Committee\nLagos (Nigeria), 7-11 July 2094\n\n1. See Annex 1.\n\n"
        "Annex 1\n\nIMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094\n\nB. Birds\n\n"
    )
    cells = [
        ("Activities", "Results"),
        ("Cranes\nB1. Count cranes.", "Cranes were counted."),
        ("Herons\nB2. Ring herons.\nB3. Feed herons.", "Herons were ringed."),
        (left, right),
    ]
    rows = ["\t".join("".join(f"<p>{words}</p>" for words in cell.split("\n")) for cell in row) for row in cells]
    parsed = read_text_string(text + "\n".join([*rows[:3], "", rows[0], rows[3], ""]))
    assert len(parsed.tables[0].fragments) == 2
    facts, _ = identify(parsed, {"file": "invented.txt"})
    finish(parsed, facts["document_id"])
    found = split_document(facts, parsed)
    assert answers(found).get("B4") == answer
    assert [rule for rule in rules(found) if rule.startswith("row-")] == ([said] if said else [])
    doubt = [row["evidence"] for row in found["issues"] if row["rule"] == "row-break-uncertain"]
    assert doubt == ["Ring herons. / Feed herons. / Map the marsh."] * (said == "row-break-uncertain")


def _read(text: str) -> dict[str, list[dict[str, object]]]:
    parsed = read_text_string(text)
    facts, _ = identify(parsed, {"file": "invented.txt"})
    finish(parsed, facts["document_id"])
    return split_document(facts, parsed)


_NAMES = "Activities\tResults\n"
_REPORT = "IMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094\n\n"


@pytest.mark.parametrize(("first", "said"), [("A1. Count owls. A2. Ring owls.", True), ("A1. Count owls.", False)])
def test_a_row_behind_a_break_without_a_result_is_doubtful_where_rows_of_other_themes_share_theirs(
    first: str, said: bool
) -> None:
    found = _read(
        _REPORT
        + "A. Owls\n\n"
        + _NAMES
        + first
        + "\tOwls were counted.\n\nB. Birds\n\n"
        + _NAMES
        + "B1. Count herons.\tHerons were counted.\n\n"
        + _NAMES
        + "B2. Feed herons.\t\nB3. Ring herons.\tRinged.\n"
    )
    doubt = [row["evidence"] for row in found["issues"] if row["rule"] == "row-break-uncertain"]
    assert doubt == ["Count herons. / Feed herons."] * said


@pytest.mark.parametrize(("rest", "said"), [("of the lakes.", True), ("They live on lakes.", False)])
def test_a_row_below_one_that_was_torn_in_a_sentence_may_be_torn_from_it(rest: str, said: bool) -> None:
    rows = f"| A1. Count the herons | They were |\n| {rest} | counted. |\n| A2. Feed herons. | They were fed. |\n"
    found = _read(_REPORT + "A. Birds\n\n| Activities | Results |\n|---|---|\n" + rows)
    doubt = [row["evidence"] for row in found["issues"] if row["rule"] == "row-break-uncertain"]
    assert doubt == ["Count the herons / Feed herons."] * said


@pytest.mark.parametrize(
    ("herons", "said"),
    [
        ([["B2. Ring herons.\nB3. Feed herons.", "Herons were ringed."]], ["row-break-uncertain"]),
        ([["B2. Ring herons.", "Herons were ringed."], ["B3. Feed herons.", "They were fed."]], []),
    ],
    ids=["one-row-each", "several-rows"],
)
def test_a_row_behind_a_break_is_doubtful_where_each_sub_heading_in_a_row_of_its_own_has_one_row(
    herons: list[list[str]], said: list[str]
) -> None:
    draft = progress()
    draft.table([["Cranes", ""], ["B1. Count cranes.", "Cranes were counted."], ["Herons", ""], *herons], TWO_COLUMNS)
    draft.table([["B4. Map the marsh.", "It was mapped."], ["Owls", ""], ["B5. Count owls.", "None."]], TWO_COLUMNS)
    assert [rule for rule in rules(draft.split()) if rule.startswith("row-")] == said
