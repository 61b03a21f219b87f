"""How place and dates are stated with a meeting or an event."""

import pytest

from pipeline.tag.places import after, in_brackets, line, several_in_brackets


@pytest.mark.parametrize("text", [" ()", " (31 June 2095)", " (Otterville)", " (herons, May 2095)"])
def test_brackets_that_state_neither_place_nor_dates(text: str) -> None:
    assert in_brackets(text, 0) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (" (Lima and Bonn, May 2095)", 2),  # the first has no time
        (" (Lima, May 2095 and whatever)", 2),  # nor is the second a place
        (" (Lima, May 2095; Bonn, June 2096)", 3),
        (" (May 2095 and June 2096)", 2),  # nor has the first a place
        (" (Lima, May 2095 and Bonn, June 2096", 2),
    ],
)
def test_brackets_that_do_not_state_each_of_several_meetings(text: str, count: int) -> None:
    assert several_in_brackets(text, 0, count) == []


def test_a_month_in_a_bracket_is_no_part_of_the_place_before_it() -> None:
    assert after(" was held in Lima (Late May) and", 0).place == "Lima"
    assert after(" was held in Lima (Arcadia) and", 0).place == "Lima (Arcadia)"


def test_the_second_place_in_a_bracket_needs_no_time() -> None:
    first, second = several_in_brackets(" (Lima, May 2095 and Bonn)", 0, 2)
    assert (first.place, second.place, second.dates) == ("Lima", "Bonn", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lima, Peru, May 2095", "Lima, Peru"),
        ("Otterville, 3-5 May 2095", "Otterville"),
        ("Before 2095", None),
        ("Annual 2095-2096", None),
        ("Completed, May 2095", None),
    ],
)
def test_a_line_with_no_more_than_a_month_names_a_place_only_if_it_is_known(text: str, expected: str | None) -> None:
    setting = line(text)
    assert (setting.place if setting else None) == expected


def test_dates_may_stand_between_code_and_place_in_a_bracket() -> None:
    setting = in_brackets(" (SC95, July 2094, Lima)", 0)
    assert setting and setting.dates
    assert (setting.code, setting.dates.printed, setting.place) == ("SC95", "July 2094", "Lima")


def test_the_building_before_town_and_country_on_a_line_is_left_out() -> None:
    setting = line("Heron Island Hotel, Abu Dhabi, United Arab Emirates")
    assert setting and setting.place == "Abu Dhabi, United Arab Emirates"
