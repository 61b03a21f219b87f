from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.dates import DATE, DATE_FORMS, find_dates, parse_dates
from pipeline.tag.places import SETTING_FORMS

MONTHS = [date(2090, month, 1).strftime("%B") for month in range(1, 13)]


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("2094", (2094, 1, 1), (2094, 12, 31)),
        ("July 2098", (2098, 7, 1), (2098, 7, 31)),
        ("late November 2095", (2095, 11, 1), (2095, 11, 30)),
        ("23 August 2096", (2096, 8, 23), (2096, 8, 23)),
        ("5-7 May 2091", (2091, 5, 5), (2091, 5, 7)),
        ("23 - 28 October 2097", (2097, 10, 23), (2097, 10, 28)),
        ("23 -- 28 October 2097", (2097, 10, 23), (2097, 10, 28)),
        ("22 and 23 June 2097", (2097, 6, 22), (2097, 6, 23)),
        ("31 August - 2 September 2096", (2096, 8, 31), (2096, 9, 2)),
        ("28 December 2096 to 3 January 2097", (2096, 12, 28), (2097, 1, 3)),
        ("28 December to 3 January 2097", (2096, 12, 28), (2097, 1, 3)),
        ("December to January 2097", (2096, 12, 1), (2097, 1, 31)),
        ("August 2093 - March 2094", (2093, 8, 1), (2094, 3, 31)),
        ("July 7-11, 2094", (2094, 7, 7), (2094, 7, 11)),
        ("2094/2095", (2094, 1, 1), (2095, 12, 31)),
        ("5 au 7 mai 2091", (2091, 5, 5), (2091, 5, 7)),
        ("février 2095", (2095, 2, 1), (2095, 2, 28)),
        ("14 août - 3 décembre 2095", (2095, 8, 14), (2095, 12, 3)),
        ("1er juillet 2094", (2094, 7, 1), (2094, 7, 1)),
        ("5 y 7 de mayo de 2091", (2091, 5, 5), (2091, 5, 7)),
        ("octubre de 2097", (2097, 10, 1), (2097, 10, 31)),
        ("6 10 juillet 2094", (2094, 7, 6), (2094, 7, 10)),
        ("8November2094", (2094, 11, 8), (2094, 11, 8)),
        ("31 May, 1, 4, 21 and 22 June 2091", (2091, 5, 31), (2091, 6, 22)),
        ("31 de mayo; 1, 4, 21 y 22 de junio de 2091", (2091, 5, 31), (2091, 6, 22)),
        ("entre el 5 y el 7 de mayo de 2091", (2091, 5, 5), (2091, 5, 7)),
        ("from 24 to 28 August and from 31 August to 4 September 2091", (2091, 8, 24), (2091, 9, 4)),
        ("2-4, 21 and 23 June 2091", (2091, 6, 2), (2091, 6, 23)),
        ("February 2096", (2096, 2, 1), (2096, 2, 29)),
        ("first quarter of 2094", (2094, 1, 1), (2094, 3, 31)),
        ("last quarter of 2094", (2094, 10, 1), (2094, 12, 31)),
        ("second half of 2094", (2094, 7, 1), (2094, 12, 31)),
        ("troisième trimestre de 2094", (2094, 7, 1), (2094, 9, 30)),
        ("second semestre 2094", (2094, 7, 1), (2094, 12, 31)),
        ("primer semestre de 2094", (2094, 1, 1), (2094, 6, 30)),
    ],
)
def test_dates_are_read(printed: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    dates = parse_dates(printed)
    assert dates is not None
    assert (dates.start, dates.end, dates.printed) == (date(*start), date(*end), printed)


@pytest.mark.parametrize("text", ["31 June 2094", "2096/017", "May", "12 Parties", "7 May 2091 - 5 May 2091"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_dates(text) is None


@given(st.dates(date(1975, 1, 1), date(2150, 12, 31)), st.integers(0, 40))
def test_any_range_of_days_comes_back(start: date, length: int) -> None:
    end = start + timedelta(length)
    if end.year > 2199:
        return
    if start.month == end.month and start.year == end.year:
        printed = f"{start.day}-{end.day} {MONTHS[end.month - 1]} {end.year}"
    else:
        printed = f"{start.day} {MONTHS[start.month - 1]} {start.year} - {end.day} {MONTHS[end.month - 1]} {end.year}"
    dates = parse_dates(printed)
    assert dates is not None
    assert (dates.start, dates.end) == (start, end)
    ((at, stop, found),) = find_dates(f"held in Bonn on {printed}.")
    assert (found.start, found.end, stop - at) == (start, end, len(printed))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Dakar (Sénégal), 6 10 juillet 2094", "6 10 juillet 2094"),
        ("SC98 Doc. 6 10 July 2094", "10 July 2094"),
        ("UNEP/CMS/Inf. 98.2 31 October 2095", "31 October 2095"),
        ("Rev. 1 \u2013 15 August 2098", "15 August 2098"),
    ],
)
def test_a_number_before_a_date_is_its_first_day_only_behind_a_place(text: str, printed: str) -> None:
    assert [dates.printed for _, _, dates in find_dates(text)] == [printed]


@pytest.mark.parametrize("example", [each for form in DATE_FORMS.values() for each in form.examples])
def test_what_is_asked_for_first_lets_every_form_through(example: str) -> None:
    before, _, date_and_rest = example.partition("[[")
    assert DATE.match(before + date_and_rest.replace("]]", ""), len(before))


@pytest.mark.parametrize(
    "printed",
    [
        " then held",
        ", also organized",
        " subsequently hosted",
        " which had been provisionally planned for",
        " jointly convened",
        " and their related meetings took place",
        " have taken place",
        " foreseen for",
        ", celebrada",
        " prévues",
        " qui aura lieu",
        " avaient eu lieu",
        " s'étaient tenues",
        " se tiendra",
        ", que tendrá lugar",
        " habían tenido lugar",
        " devrait avoir lieu",
    ],
)
def test_what_is_asked_for_first_lets_through_what_tells_that_something_was_held(printed: str) -> None:
    assert SETTING_FORMS["held"].regex.fullmatch(printed)
