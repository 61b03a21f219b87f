import pytest

from pipeline.tag.events import EventMention, find_events
from pipeline.tag.passage import Passage


def events(text: str, meetings: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, str | None, str | None]]:
    return [
        (e.name, e.setting.place, e.setting.dates.printed if e.setting.dates else None)
        for e in find_events(Passage.of(text), meetings)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a training workshop on heron counts in central Arcadia (Bishkek, 2098)",
            [("training workshop on heron counts in central Arcadia", "Bishkek", "2098")],
        ),
        (
            "the workshop to count herons, which took place from 2-4 May 2095 in Lima. Others came.",
            [("workshop to count herons", "Lima", "2-4 May 2095")],
        ),
        (
            "the regional workshop for lake keepers to be held from 8-10 August 2097, in Hobart, Australia.",
            [("regional workshop for lake keepers", "Hobart, Australia", "8-10 August 2097")],
        ),
        (
            "they joined the Heron Summit held on 2-3 October 2093 in Lahti, Finland. It led",
            [("Heron Summit", "Lahti, Finland", "2-3 October 2093")],
        ),
        (
            "the annual meeting of focal points (Brazzaville, 5-6 October 2090)",
            [("annual meeting of focal points", "Brazzaville", "5-6 October 2090")],
        ),
        ("its last annual retreat held in September 2091.", [("last annual retreat", None, "September 2091")]),
        ("At a side event on herons, the system was shown.", [("side event on herons", None, None)]),
        ("Regular meetings and workshops were held.", []),
        ("A workshop was planned.", []),
        ("The Conference of the Parties met in May 2091.", []),
    ],
)
def test_events_are_found_with_place_and_dates(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert events(text) == expected


def test_a_numbered_meeting_is_no_event_and_its_place_is_not_that_of_an_event() -> None:
    text = "a meeting before the 91st meeting of the Committee (Bonn, May 2091)"
    start = text.index("91st")
    assert events(text, ((start, len(text)),)) == []


def test_offsets_hold_name_and_setting() -> None:
    text = "It joined a joint workshop on herons (Bonn, 3 May 2091) there."
    (found,) = find_events(Passage.of(text))
    assert isinstance(found, EventMention)
    assert text[found.start : found.end] == "joint workshop on herons (Bonn, 3 May 2091)"
    assert found.kind == "workshop"


def test_a_bracket_with_the_code_of_a_meeting_dates_no_other_event() -> None:
    text = "At the present meeting (SC97, Lyon, March 2092), Parties spoke."
    at = text.index("SC97")
    assert events(text, ((at, text.index(")")),)) == []
