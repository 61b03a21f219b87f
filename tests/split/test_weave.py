from __future__ import annotations

import itertools

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.split.continuity import Usage
from pipeline.split.restore.weave import _Search, unweave
from pipeline.split.restore.woven_words import Setting, WovenWords, names_inside
from tests.split.invented import Draft, answers, progress, rules, texts

CRANES = (
    "B1. Count the cranes of the northern marshes in every spring, and send the numbers to the keepers of the list."
)
FEEDING = (
    "B2. Follow up on the feeding of cranes in hard winters, as the keepers asked at their ninth meeting, and look for "
    "funds that would pay for grain in the following three years."
)
COUNTED = (
    "The cranes were counted twice, and the numbers of both years were sent to the keepers of the list, who printed "
    "them in their yearly letter. A map of the marshes was drawn with help from the villages around them."
)
OTTERS = "B3. Count the otters of the southern rivers, with due attention to young ones."
SEEN = "Otters were seen in four rivers out of nine. Results can be found at: www.example.org/otters"


def wrapped(text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Helvetica", 10) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def woven(rows: list[tuple[list[str], list[str]]], left: float, right: float) -> str:
    """Print rows line by line across both columns, as a converter does that does not see the gutter."""
    printed: list[str] = []
    for first, second in rows:
        one = [line for text in first for line in wrapped(text, left)]
        two = [line for text in second for line in wrapped(text, right)]
        for pair in itertools.zip_longest(one, two):
            printed += [line for line in pair if line]
    return " ".join(printed)


@pytest.mark.parametrize(("left", "right"), [(216.0, 236.0), (220.0, 220.0), (200.0, 230.0)])
def test_lines_of_two_columns_are_told_apart(left: float, right: float) -> None:
    text = woven([(["Cranes", CRANES, FEEDING], [COUNTED]), (["Otters", OTTERS], [SEEN])], left, right)
    usage = Usage([text])
    division = unweave(text.split(), Setting("B", 0, False, ()), usage, names_inside([text]))
    assert division.text(0) == f"Cranes {CRANES} {FEEDING} Otters {OTTERS}"
    assert division.text(1) == f"{COUNTED} {SEEN}"
    assert sorted(place for line in division.lines for place in range(line.start, line.end)) == list(
        range(len(text.split()))
    )


def test_rows_of_a_flattened_table() -> None:
    text = woven([(["Cranes", CRANES, FEEDING], [COUNTED]), (["Otters", OTTERS], [SEEN])], 216.0, 236.0)
    draft = progress()
    draft.paragraph(f"Description of joint activities Results {text}")
    rows = draft.split()
    assert texts(rows) == {"B1": CRANES[4:], "B2": FEEDING[4:], "B3": OTTERS[4:]}
    assert answers(rows) == {"B1": COUNTED, "B2": COUNTED, "B3": SEEN}
    assert [row["group"] for row in rows["activities"]] == ["Cranes", "Cranes", "Otters"]
    assert set(rules(rows)) <= {"columns-separated", "columns-doubtful"}


@pytest.mark.parametrize(
    ("rows", "shared", "said"),
    [
        ([(["Cranes", CRANES], [COUNTED, COUNTED]), ([FEEDING], ["Grain was bought."])], ["B2"], False),
        ([(["Cranes", CRANES, FEEDING], ["They were counted."]), ([OTTERS], [SEEN])], ["B3"], False),
        (
            [
                (["Cranes", CRANES], ["They were counted.", "Maps were drawn of all the northern marshes."]),
                ([FEEDING], ["Grain was bought for them, and fed."]),
            ],
            [],
            True,
        ),
    ],
)
def test_row_among_those_with_sub_headings_may_begin_without(
    rows: list[tuple[list[str], list[str]]], shared: list[str], said: bool
) -> None:
    """It does where one column was empty for long before both begin anew; else that is reported."""
    draft = progress()
    draft.paragraph(f"Description of joint activities Results {woven(rows, 216.0, 236.0)}")
    found = draft.split()
    last = {code: answer for code, answer in answers(found).items() if answer == rows[-1][1][-1]}
    assert list(last) == shared
    assert ("result-reach-doubtful" in rules(found)) is said


def test_rows_of_a_numbered_theme_that_run_through_each_other() -> None:
    text = woven([(["Cranes", CRANES], [COUNTED]), (["Otters", OTTERS], [SEEN])], 216.0, 236.0)
    draft = progress()
    draft.paragraph("Shared species", number="2")
    draft.paragraph(f"Activities Results {text.replace('B1.', '2.1').replace('B3.', '2.2')}")
    rows = draft.split()
    assert answers(rows) == {"2.1": COUNTED, "2.2": SEEN}
    assert {row["theme_title"] for row in rows["activities"]} == {"Shared species"}


def test_rows_without_codes_are_doubtful_however_their_columns_divide() -> None:
    text = woven([([CRANES[4:]], [COUNTED]), ([FEEDING[4:]], [SEEN])], 216.0, 236.0)
    draft = Draft(None)
    for known in (CRANES[4:], COUNTED, FEEDING[4:], SEEN):
        draft.paragraph(known)
    draft.annex = "annex 1"
    draft.heading("IMPLEMENTATION OF THE CMS CITES JOINT WORK PROGRAMME 2091-2093")
    draft.heading("B. Joint activities")
    draft.paragraph(f"Description of joint activities Results {text}")
    rows = draft.split()
    assert "columns-doubtful" in rules(rows)


def test_one_column_alone_stays_whole() -> None:
    words = f"Cranes {CRANES} {FEEDING}".split()
    division = unweave(words, Setting("B", 0, False, ()), Usage([]), set())
    assert division.text(0) == " ".join(words)
    assert division.text(1) == ""


@pytest.mark.parametrize(("text", "ungrouped"), [(CRANES, True), (f"Cranes {CRANES}", False)])
def test_table_whose_first_row_begins_with_its_code_has_no_sub_headings(text: str, ungrouped: bool) -> None:
    assert WovenWords(text.split(), Setting("B", 0, False, ()), Usage([]), set()).ungrouped is ungrouped
    assert WovenWords(text.split(), Setting("B", 1, False, ()), Usage([]), set()).ungrouped is False


def test_item_of_a_list_seldom_begins_as_a_sentence_does() -> None:
    def cost(following: str) -> float:
        words = f"B1. Help the keepers with: Lists of cranes; {following} all lakes".split()
        search = _Search(WovenWords(words, Setting("B", 0, False, ()), Usage([]), set()), (216.0, 236.0), 24)
        return search._cost_of_following(0, 5, 8, 8, woven=True, alone=False)

    assert cost("At") > cost("Maps")
