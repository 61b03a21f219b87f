from __future__ import annotations

import pytest

from pipeline.split.printed import Piece
from pipeline.split.programmes.codes import LETTERS, code_at_start, codes_inside, first_code
from pipeline.split.programmes.entries import code_ahead, count_on, is_group, read_entries, row_series
from pipeline.split.programmes.rows import ProgrammeTable, Row
from tests.split.invented import ONE_COLUMN, planned, rules


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("B8. Coordinate the plan", "Coordinate the plan"),
        ("B8 Coordinate the plan", "Coordinate the plan"),
        ("B8 - Coordinate the plan", "Coordinate the plan"),
        ("B.8 Secretariats to meet", "Secretariats to meet"),
        ("B 8. Coordinate the plan", "Coordinate the plan"),
        ("B 8 Coordinate the plan", "Coordinate the plan"),
        ("B8) Coordinate the plan", "Coordinate the plan"),
        ("• B8. Coordinate the plan", "Coordinate the plan"),
        ("B8 coordinate the plan", "coordinate the plan"),
    ],
)
def test_spellings_of_a_code(text: str, rest: str) -> None:
    code = code_at_start(text, "B", 7)
    assert code is not None
    assert (code.name, text[code.end :]) == ("B8", rest)


@pytest.mark.parametrize(
    "text", ["A 10-year plan for cranes", "B 4 coins", "Bonn 8. May", "b8. lower", "CoP13 decided", "B0. Nothing"]
)
def test_what_is_no_code(text: str) -> None:
    assert code_at_start(text, "A" if text.startswith("A") else "B", 7) is None


def test_the_letter_of_another_theme_is_no_code() -> None:
    assert code_at_start("C8. Coordinate", "B", 7) is None


def test_codes_inside_a_running_text_carry_on_the_series() -> None:
    text = "Cranes B2. Count them. See B9 for owls. B3. Feed them, as in B2. Rest. B12. Far away."
    assert [code.name for _, code in codes_inside(text, "B", 1)] == ["B2", "B3"]
    assert [text[start : start + 2] for start, _ in codes_inside(text, "B", 1)] == ["B2", "B3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Count cranes (see also activity B2) in the delta. B3. Feed them.", ["B3"]),
        ("Go on with activity B2. B3. Feed them.", ["B3"]),
        ("Plan joint activities. B2 Feed cranes.", ["B2"]),
        ("Count cranes (and storks) B2. Feed them.", ["B2"]),
        ("Count cranes: storks; and egrets B2 Promote feeding.", ["B2"]),
        ("Count the cranes that are fed by what is told in B2 Paris and others.", []),
        ("Count the cranes that are fed with what the wardens of B2 support.", []),
    ],
)
def test_a_code_that_a_text_refers_to_begins_no_activity(text: str, found: list[str]) -> None:
    assert [code.name for _, code in codes_inside(text, "B", 1)] == found


def test_a_lost_code_does_not_hide_the_next() -> None:
    assert [code.number for _, code in codes_inside("One. D4. Two.", "D", 2)] == [4]


@pytest.mark.parametrize(
    ("text", "letter", "last", "name"),
    [
        ("BI. Count the cranes", "B", 0, "B1"),
        ("Bl0) Count the cranes", "B", 9, "B10"),
        ("B8, Count the cranes", "B", 7, "B8"),
        ("1,2 Count the cranes", "1", 1, "1.2"),
        ("l.2 Count the cranes", "1", 1, "1.2"),
    ],
)
def test_a_misprinted_code_is_the_next_of_its_series(text: str, letter: str, last: int, name: str) -> None:
    code = code_at_start(text, letter, last)
    assert code is not None
    assert (code.name, text[code.end :]) == (name, "Count the cranes")
    assert code.misprint
    assert text.startswith(code.misprint)
    assert code.misprint
    assert code_at_start(text, letter, last + 1) is None
    assert code_at_start(text, None, last) is None


@pytest.mark.parametrize(("text", "found"), [("Feed them. B7 Bring food.", ["B7"]), ("Feed them. B7 Otters too.", [])])
def test_behind_lost_codes_an_open_one_needs_a_verb(text: str, found: list[str]) -> None:
    assert [code.name for _, code in codes_inside(text, "B", 4)] == found


def test_bare_numbers_that_count_on_through_the_tables_of_a_programme_are_codes_below_sub_headings_too() -> None:
    draft = planned("A. Information on species")
    draft.table([["Otters\n1. Count the otters."]], ONE_COLUMN)
    draft.heading("B. Shared lakes")
    draft.table([["Lakes\n2. Count the lakes.\n3. Fill the lakes."], ["Seas\n4. Count the seas."]], ONE_COLUMN)
    rows = draft.split()
    assert [(row["code"], row["theme"], row["group"], row["text"]) for row in rows["activities"]] == [
        ("1", "A", "Otters", "Count the otters."),
        ("2", "B", "Lakes", "Count the lakes."),
        ("3", "B", "Lakes", "Fill the lakes."),
        ("4", "B", "Seas", "Count the seas."),
    ]
    assert rules(rows) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Feed them. B1.1 Count the young. B1.2 Count the old. B2. Ring them.", ["B1.1", "B1.2", "B2"]),
        ("Feed them. B1bis. Count the young. B2. Ring them.", ["B1bis", "B2"]),
        ("Feed them, and keep to what the plan says of it in B1.1 Herons of lakes. B2. Ring them.", ["B2"]),
    ],
)
def test_codes_below_and_behind_another_begin_sentences(text: str, found: list[str]) -> None:
    assert [code.name for _, code in codes_inside(text, "B", 1)] == found


def test_codes_glued_to_the_sentence_before_carry_on_exactly() -> None:
    text = "Count otters.B2. Count bears (2090).B3. Feed them.B5. Ring them, see Inf.B4."
    assert [code.name for _, code in codes_inside(text, "B", 1)] == ["B2", "B3"]


def test_activities_lettered_in_small_letters_are_told_apart_inside_a_text() -> None:
    text = "a) Count the herons. b) Ring the cranes. Tell others. c) Meet. e.g.) no code"
    found = codes_inside(text, LETTERS, 1)
    assert [(text[start], code.number, code.name) for start, code in found] == [("b", 2, "b"), ("c", 3, "c")]


def test_the_first_code_inside_a_text_may_go_on_from_another_table() -> None:
    text = "Otters B8. Count the otters. B9. Ring them. B30. Feed them."
    assert [code.number for _, code in codes_inside(text, "B", 0)] == [8, 9]
    assert [code.number for _, code in codes_inside(text, "B", 2)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("II.1 Count the cranes.", "II1"),
        ("Lakes of the north II.1 Count the cranes.", "II1"),
        ("Lakes 2.1 Count the cranes.", "2.1"),
        ("Lakes B1. Count the cranes. B2. Ring them.", "B1"),
        ("The cranes of the lakes were counted, as is said in 2.1 Count", None),
    ],
)
def test_the_first_code_of_a_text_may_stand_behind_a_sub_heading(text: str, name: str | None) -> None:
    code = first_code(text)
    assert (code and code.name) == name


def numbered(*cells: str | tuple[str, ...]) -> ProgrammeTable:
    """Return a table of one column, of each row its paragraphs."""
    table = ProgrammeTable(["Activities"], ["activity"], "annex 1", None, None)
    for cell in cells:
        texts = (cell,) if isinstance(cell, str) else cell
        table.rows.append(Row({0: [Piece(text, 0) for text in texts]}))
    return table


@pytest.mark.parametrize(
    ("cells", "series"),
    [
        (("1. Map the marsh.", "2. Ring herons."), ["#", "#"]),
        (("1. Map the marsh.", "Count otters.", "2. Ring herons."), ["#", "#", "#"]),
        (("4. Map the marsh.", "5. Ring herons."), ["#", "#"]),
        (("4. Map the marsh.", "6. Ring herons."), [None, None]),
        (("4. Map the marsh.", "Count otters.", "5. Ring herons."), [None, None, None]),
        (("4. Map the marsh.",), [None]),
        (("1. Map the marsh.", "3. Count otters.", "2. Ring herons."), [None, None, None]),
        (("1. Map the marsh.", "2. Ring herons.", "1 bis. Count otters."), ["#", "#", "#"]),
        ((("1. Map the marsh.", "7. Its banks."), "2. Ring herons."), ["#", "#"]),
        (("A2 Map the marsh.", "Herons are ringed.", "B13 Count otters."), ["A", "A", "B"]),
        (("A2 Map the marsh.", "Herons are ringed.", "Otters are counted."), [None, None, None]),
        (("B1. Map the marsh.", "B2. Ring herons.", "C1. Count otters.", "B3. Mend boats."), ["B", "B", "C", "B"]),
        (("B1. Map the marsh.", "B2. Ring herons.", "C4. Count otters.", "B3. Mend boats."), ["B", "B", "B", "B"]),
        (("B1. Map the marsh.", ("C9. As before.", "B2. Ring herons."), "B3. Mend boats."), ["B", "B", "B"]),
    ],
)
def test_the_series_of_rows(cells: tuple[str | tuple[str, ...], ...], series: list[str | None]) -> None:
    assert row_series(numbered(*cells)) == series


@pytest.mark.parametrize(("behind", "counts_on"), [((3, 4), True), ((30, 31), False)])
def test_bare_numbers_count_on_through_tables_over_small_gaps_alone(behind: tuple[int, int], counts_on: bool) -> None:
    tables = [numbered(*(f"{number}. Map the marsh." for number in numbers)) for numbers in ((1, 2), behind)]
    count_on(tables)
    assert [table.counts_on for table in tables] == [counts_on, counts_on]


def test_bare_numbers_count_on_through_several_tables_without_other_codes() -> None:
    one = numbered("1. Map the marsh.", "2. Ring herons.")
    coded = numbered("B3. Count otters:", "3. Mend boats.", "4. Train wardens.")
    count_on([one])
    assert not one.counts_on
    count_on([one, coded])
    assert not (one.counts_on or coded.counts_on)


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("Lake patrols", None, True),
        ("Lake patrols", "Train wardens in:", True),
        ("Lake patrols", "Train wardens in", False),
        ("lake patrols", None, False),
        ("• Lake patrols", None, False),
        ("L" * 120, None, True),
        ("L" * 121, None, False),
        ("Lake patrols:", None, True),
        ("Lake patrols;", None, False),
        ("Lake patrols of", None, False),
        ("2091-2092", None, False),
        ("Results", None, False),
        (" ".join(["Lake"] * 14), None, True),
        (" ".join(["Lake"] * 15), None, False),
    ],
)
def test_what_heads_the_code_below_it(text: str, before: str | None, expected: bool) -> None:
    assert is_group(text, False, before, True) is expected


@pytest.mark.parametrize(("text", "expected"), [("Lake patrols", True), ("Lake patrols:", False), ("Results", True)])
def test_what_is_set_as_a_head_is_one_without_a_code_below_it(text: str, expected: bool) -> None:
    assert is_group(text, True, None, False) is expected
    assert is_group(text, False, None, False) is False


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("B2. Map the marsh.",), True),
        (("• Ring herons.", "B2. Map the marsh."), True),
        (("Ring herons.", "B2. Map the marsh."), False),
        (("• Ring herons.", "Map the marsh."), False),
        (("• Ring herons", "B2. Map the marsh."), False),
        (("• ring herons.", "B2. Map the marsh."), False),
    ],
)
def test_a_code_comes_next_or_behind_a_paragraph_that_lost_its_own(texts: tuple[str, ...], expected: bool) -> None:
    assert code_ahead([Piece(text, 0) for text in texts], "B", 0) is expected


@pytest.mark.parametrize(
    ("codes", "texts", "kinds"),
    [
        (("B1", "B2"), ("Map the marsh.", "Ring herons.", "Count otters."), ["code", "text", "text"]),
        (("B1", "B2"), ("Map the marsh:", "• its banks;", "Ring herons."), ["code", "text", "code"]),
        (("B1", "and"), ("Map the marsh.", "Ring herons."), ["code", "text"]),
        (("B1",), ("*Cranes", "Map the marsh."), ["group", "code"]),
        (("B1",), ("*Cranes",), ["code"]),
        (("–",), ("Map the marsh.",), ["text"]),
        (("Cranes",), (), ["group"]),
        (("B1",), (), []),
    ],
)
def test_codes_of_a_column_of_their_own_go_with_the_paragraphs_beside(
    codes: tuple[str, ...], texts: tuple[str, ...], kinds: list[str]
) -> None:
    """A star stands for the type of a sub-heading."""
    table = ProgrammeTable(["No.", "Activity"], ["code", "activity"], "annex 1", None, None)
    pieces = [Piece(text.removeprefix("*"), 1, styled=text.startswith("*")) for text in texts]
    table.rows.append(Row({0: [Piece(code, 0) for code in codes], 1: pieces}))
    assert [entry.kind for entry in read_entries(table, ["B"])] == kinds
