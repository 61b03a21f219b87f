"""Events of which it is told in a verb, before their noun, or for another one; and what is taken for none."""

import pytest

from pipeline.tag.events.find import find_events
from pipeline.tag.passage import Passage
from pipeline.tag.triggers import look_for_triggers

Told = list[tuple[str, str | None, str | None]]


def events(text: str, meeting: str | None = None) -> Told:
    passage = Passage.of(text)
    look_for_triggers([passage])
    start = text.find(meeting) if meeting else 0
    meetings = [(start, start + len(meeting))] if meeting else []
    return [
        (e.name, e.setting.place, e.setting.dates.printed if e.setting.dates else None)
        for e in find_events(passage, meetings)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what took several days at one place is an event, whatever it is called
        (
            "The mid-term review took place in Lima, Peru, from 3 to 5 May 2095.",
            [("mid-term review", "Lima, Peru", "3 to 5 May 2095")],
        ),
        (
            "L'examen à mi-parcours a eu lieu à Lima du 3 au 5 mai 2095.",
            [("examen à mi-parcours", "Lima", "3 au 5 mai 2095")],
        ),
        ("The seizure took place in Lima, Peru, on 3 May 2095.", []),
        ("The ivory was held in Lima in May 2095.", []),
        ("It took place in Lima, Peru, from 3 to 5 May 2095.", []),
        ("The Heron Group met back-to-back in Lima in May 2095.", [("Heron Group", "Lima", "May 2095")]),
        ("It closed with an event in Lima in May 2095.", [("event", "Lima", "May 2095")]),
        ("In any event, in Lima in May 2095 herons were counted.", []),
        (
            "Coordination meetings: Lima, 5 March 2095; Bonn, 12 April 2096.",
            [("Coordination meetings", "Lima", "5 March 2095"), ("Coordination meetings", "Bonn", "12 April 2096")],
        ),
        ("the World Congress on Herons in 2095: Preparations began.", [("World Congress on Herons", None, "2095")]),
        ("three webinars (14 March, 4 April and 9 May 2095)", [("webinars", None, "14 March, 4 April and 9 May 2095")]),
        ("The Heron Group met last in Lima in May 2095.", [("Heron Group", "Lima", "May 2095")]),
        # trainings and courses
        (
            "A regional training on the ringing of herons was given in Lima, Peru, in May 2095.",
            [("regional training on the ringing of herons", "Lima, Peru", "May 2095")],
        ),
        ("The keepers had training on herons, in 2095.", []),
        ("They taught in the heron course in Lima in May 2095.", [("heron course", "Lima", "May 2095")]),
        ("In the course of 2095 herons were counted in Lima.", []),
        # places
        (
            "On 3 May 2095 in Lima, Peru, a heron workshop ended.",
            [("heron workshop", "Lima, Peru", "3 May 2095")],
        ),
        ("On 3 May 2095 in Reedtown, a heron workshop ended.", [("heron workshop", "Reedtown", "3 May 2095")]),
        ("On 3 May 2095, Reedtown, a heron workshop ended.", [("heron workshop", None, "3 May 2095")]),
        ("the workshop on herons in May 2095, FAO in the next", [("workshop on herons", None, "May 2095")]),
        (
            "The workshop on herons was held at the Heron Academy near Lima on 3 May 2095.",
            [("workshop on herons", "Lima", "3 May 2095")],
        ),
        # a noun in the name of an organisation
        ("The United Nations Conference on Trade and Development signed a Memorandum of Herons in 2095.", []),
        # the next of several
        (
            "The heron keepers met in Lima in May 2095, in Bonn in June 2096 and in Rome in July 2097.",
            [
                ("heron keepers", "Lima", "May 2095"),
                ("heron keepers", "Bonn", "June 2096"),
                ("heron keepers", "Rome", "July 2097"),
            ],
        ),
        (
            "A workshop was held in Lima in May 2095, and another in Bonn in June 2096.",
            [("workshop", "Lima", "May 2095"), ("workshop", "Bonn", "June 2096")],
        ),
        (
            "A workshop was held in Lima in May 2095. A third one was organized in Bonn, Germany, in June 2096.",
            [("workshop", "Lima", "May 2095"), ("workshop", "Bonn, Germany", "June 2096")],
        ),
        (
            "Le groupe du héron s'est réuni à Lima en mai 2095 puis à Genève le 4 avril 2096.",
            [("groupe du héron", "Lima", "mai 2095"), ("groupe du héron", "Genève", "4 avril 2096")],
        ),
        # a body met again, or convened; what is due; a part of a year
        (
            "El grupo se reunió de nuevo en Lima, Perú, los días 5 y 6 de marzo de 2095.",
            [("grupo", "Lima, Perú", "5 y 6 de marzo de 2095")],
        ),
        ("The Heron Commission convened in Lima in May 2095.", [("Heron Commission", "Lima", "May 2095")]),
        ("The talks were convened in Lima in May 2095.", []),
        (
            "A meeting of the Heron Group was due to take place in the first half of 2095.",
            [("meeting of the Heron Group", None, "first half of 2095")],
        ),
        ("A workshop was held in Lima in late 2094.", [("workshop", "Lima", "late 2094")]),
        (
            "It attended the World Congress on Herons, Otter de Lima, 17-20 June 2095, and",
            [("World Congress on Herons", "Otter de Lima", "17-20 June 2095")],
        ),
        # a training by its French and Spanish names
        (
            "Une formation régionale a été organisée à Dakar (Sénégal) les 8 et 9 mai 2095.",
            [("formation régionale", "Dakar (Sénégal)", "8 et 9 mai 2095")],
        ),
        (
            "La formation des gardiens a été organisée à Dakar (Sénégal) les 8 et 9 mai 2095.",
            [("formation des gardiens", "Dakar (Sénégal)", "8 et 9 mai 2095")],
        ),
        ("La formation des gardiens a été organisée en 2095.", []),
        # what is an event only where place and days are told in one breath with it
        (
            "It organized training for keepers (Lima, 14-16 March 2095) and a mock trial (Bonn, 12 June 2095).",
            [("training for keepers", "Lima", "14-16 March 2095"), ("mock trial", "Bonn", "12 June 2095")],
        ),
        ("The launch of the plan, good news for Lima in May 2095, was", []),
        ("Training for keepers in Lima in 2095 was good.", []),
        (
            "3-7 June 2095: training of trainers on lakes, Lima, Peru, with the Club",
            [("training of trainers on lakes", "Lima, Peru", "3-7 June 2095")],
        ),
        (
            "El 4 de mayo de 2095 la Secretaría impartió en Lima (Perú) un curso sobre garzas.",
            [("curso sobre garzas", "Lima (Perú)", "4 de mayo de 2095")],
        ),
        (
            "Il a organisé du 3 au 5 mai 2095 à Lima (Pérou) une formation sur les hérons.",
            [("formation sur les hérons", "Lima (Pérou)", "3 au 5 mai 2095")],
        ),
        (
            "At a side event during the Heron Congress (Lima, 18 to 23 July 2095), it spoke.",
            [("Heron Congress", "Lima", "18 to 23 July 2095")],
        ),
        ("3 May 2095: the two Clubs met in Lima to plan.", [("two Clubs", "Lima", "3 May 2095")]),
        ("A workshop, to be hosted by the Club at Heron House.", []),
        # several, told by their order, by how often a body met, by whom they were for
        (
            "Two meetings were convened, the first in Lima (May 2095) and the second in Bonn (June 2095).",
            [("meetings", "Lima", "May 2095"), ("meetings", "Bonn", "June 2095")],
        ),
        (
            "The Heron Group met twice: online (2 May 2095) and in Bonn (8-9 June 2095).",
            [("Heron Group", "online", "2 May 2095"), ("Heron Group", "Bonn", "8-9 June 2095")],
        ),
        (
            "workshops for the North in Lima (8-9 May 2095), for the South in Bonn, Germany (3-4 June 2095)",
            [
                ("workshops for the North", "Lima", "8-9 May 2095"),
                ("workshops for the North", "Bonn, Germany", "3-4 June 2095"),
            ],
        ),
        ("Le groupe se réunira à Lima le 3 mai 2095.", [("groupe", "Lima", "3 mai 2095")]),
        ("The Heron Group that has met in Lima on 3 May 2095", [("Heron Group", "Lima", "3 May 2095")]),
        (
            "On 3 May 2095, the Heron gave an opening address at the dialogue on lakes in Lima.",
            [("dialogue on lakes", "Lima", "3 May 2095")],
        ),
        ("A workshop was held in the city of Bonn in May 2095.", [("workshop", "Bonn", "May 2095")]),
        ("It ended in 2095. Workshops on reeds were held in Lima.", [("Workshops on reeds", "Lima", None)]),
        # a side event has the dates that label its line, wherever it was
        ("May 2095: Side event at the Heron Club.", [("Side event at the Heron Club", None, "May 2095")]),
        # the day of a notice is none of the event's that it tells of
        ("9 May 2095: The report of the Heron Workshop is out.", []),
        ("9 May 2095: Participation in the Heron Workshop.", [("Heron Workshop", None, "9 May 2095")]),
        # who held it, between place and dates, whether or not a verb says so again
        (
            "The workshop was hosted in Lima by the Heron Club from 3 to 5 May 2095.",
            [("workshop", "Lima", "3 to 5 May 2095")],
        ),
        ("A meeting of keepers from May 3 to 5, 2095.", [("meeting of keepers", None, "May 3 to 5, 2095")]),
        (
            "In the first half of May 2095, the Club carried out two workshops in Lima.",
            [("workshops", "Lima", "first half of May 2095")],
        ),
        # what it was on is not where it was
        (
            "In May 2095, the Club hosted the Workshop on Herons in the North Atlantic.",
            [("Workshop on Herons in the North Atlantic", None, "May 2095")],
        ),
        ("A workshop was held in Central Asia in 2095.", [("workshop", "Central Asia", "2095")]),
        ("Un atelier organisé par le Club à Lima en Mai 2095.", [("atelier", "Lima", "Mai 2095")]),
        (
            "On Friday and Saturday, 2-3 May 2095, the Heron Club got together for an internal workshop.",
            [("internal workshop", None, "2-3 May 2095")],
        ),
        # who held it then, right before its noun
        ("The Heron Club, on 3 May 2095 organised a workshop.", [("workshop", None, "3 May 2095")]),
        (
            "El Club organizó en Lima en mayo de 2095 la primera conferencia regional.",
            [("primera conferencia regional", "Lima", "mayo de 2095")],
        ),
        # what is said of a place before the dates, and where it is whose name ends with a country
        ("Un atelier s'est tenu aux Seychelles en mai 2095.", [("atelier", "Seychelles", "mai 2095")]),
        ("A workshop on the Isle of Herons, May 2095.", [("workshop", "Isle of Herons", "May 2095")]),
        ("Un atelier au Kenya en mai 2095.", [("atelier", "Kenya", "mai 2095")]),
        ("Un atelier s'est tenu à Lima, la capitale, du 3 au 5 mai 2095.", [("atelier", "Lima", "3 au 5 mai 2095")]),
        (
            "A workshop on herons in Kazakhstan was held on 3 May 2095 in Lima.",
            [("workshop on herons", "Lima", "3 May 2095")],
        ),
        # a town's article; what else was held behind a workshop
        ("They joined the La Paz workshop in May 2095.", [("La Paz workshop", None, "May 2095")]),
        (
            "Besides the workshop on herons, further meetings were held in Lima in May 2095.",
            [("further meetings", "Lima", "May 2095")],
        ),
        ("According to the Lake, 26 herons met in Lima on 3 May 2095.", [("26 herons", "Lima", "3 May 2095")]),
    ],
)
def test_how_it_is_told_of_events(text: str, expected: Told) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        ("CoP97 on 3 May 2095", [("side event on herons", None, "3 May 2095")]),
        ("CoP97 (Lima, 3 May 2095)", [("side event on herons", "Lima", "3 May 2095")]),
        ("CoP97 (Lima, 3-14 May 2095)", [("side event on herons", None, None)]),
    ],
)
def test_one_day_of_a_meeting_is_that_of_the_event_during_it(meeting: str, expected: Told) -> None:
    assert events(f"A side event on herons was held during {meeting}.", meeting) == expected


@pytest.mark.parametrize("told", ["is held every year", "takes place each March", "is usually held"])
def test_what_is_held_again_and_again_is_no_event(told: str) -> None:
    assert events(f"A workshop on herons {told} in Lima.") == []


def test_the_year_before_a_name_with_capitals_dates_it() -> None:
    assert events("At the 2095 Annual Conference of the Heron Society, they met herons.") == [
        ("Annual Conference of the Heron Society", None, "2095")
    ]
    for name in ("workshop", "heron meeting", "Annual conference", "Conference"):
        assert events(f"The 2095 {name} counted herons.") == []


def test_what_is_told_since_a_numbered_meeting_is_of_who_met_since() -> None:
    text = "Since CoP97 the heron keepers met in Lima in May 2095."
    assert events(text, "CoP97") == [("heron keepers", "Lima", "May 2095")]


@pytest.mark.parametrize(
    ("text", "place", "days"),
    [
        ("A workshop in Lima on 2-4 December told it.", "Lima", "2-4 December"),
        ("Un atelier sur les hérons (du 2 au 4 mai) l'a dit.", None, "2 au 4 mai"),
        ("Un taller los días 2 y 4 de mayo en Lima, Perú.", "Lima, Perú", "2 y 4 de mayo"),
        ("On 2-4 December, a workshop on herons was held in Lima.", "Lima", "2-4 December"),
        ("Du 2 au 4 mai, un atelier s'est tenu à Lima.", "Lima", "2 au 4 mai"),
        ("A workshop in Lima from Monday 28 April to Friday 2 May told it.", "Lima", "28 April to Friday 2 May"),
        ("A meeting of keepers will be held in Lima from 3 to 5 May.", "Lima", "3 to 5 May"),
        ("The Heron Group met on 3 and 4 May in Lima.", "Lima", "3 and 4 May"),
        ("It met in Lima on 3 May 2095, followed by a Heron Club Meeting on 7-8 May.", None, "7-8 May"),
        ("A meeting of keepers was held on the 3rd and 4th of May in Lima.", "Lima", "3rd and 4th of May"),
        ("the Heron Crime Group meeting (Lima, Peru, 3-5 May)", "Lima, Peru", "3-5 May"),
        ("They hold a heron workshop. It will take place in Lima from 3-5 May.", "Lima", "3-5 May"),
        ("Further meetings are scheduled in Lima for Arcadia from 3 to 5 May, Bonn for others.", "Lima", "3 to 5 May"),
    ],
)
def test_days_may_be_told_without_a_year(text: str, place: str | None, days: str) -> None:
    (event,) = find_events(Passage.of(text))
    assert (event.setting.place, event.setting.dates, event.setting.days) == (place, None, days)


@pytest.mark.parametrize(
    "text", ["The meeting of 3 May told it.", "Comments on the session are due by 3 May.", "It met on 3 May."]
)
def test_days_alone_make_no_meeting(text: str) -> None:
    assert find_events(Passage.of(text)) == []


def test_the_code_of_the_meeting_that_an_event_prepares_does_not_hide_its_place_and_dates() -> None:
    text = "a workshop to prepare the 91st meeting (SC91) for lake keepers from 3 to 5 May 2095 in Lima."
    assert events(text, "91st meeting (SC91)") == [
        ("workshop to prepare the 91st meeting (SC91) for lake keepers", "Lima", "3 to 5 May 2095")
    ]


@pytest.mark.parametrize(
    ("text", "meeting", "expected"),
    [
        (
            "A lake breakfast workshop, which will be held immediately before CoP97 in Lima, will be small.",
            "CoP97 in Lima",
            [("lake breakfast workshop", "Lima", "immediately before CoP97")],
        ),
        (
            "A workshop on herons was held back-to-back with the 91st meeting (Lima, May 2095).",
            "91st meeting (Lima, May 2095)",
            [("workshop on herons", None, "back-to-back with the 91st meeting")],
        ),
        ("The workshop was held after CoP97.", "CoP97", []),
        ("A workshop on otters is needed to prepare them before CoP97.", "CoP97", []),
        ("A workshop on otters was discussed; it will be held before CoP97.", "CoP97", []),
    ],
)
def test_when_an_event_was_may_be_told_by_a_meeting(
    text: str, meeting: str, expected: list[tuple[str, str | None, str]]
) -> None:
    start = text.index(meeting)
    found = find_events(Passage.of(text), [(start, start + len(meeting))])
    assert [(event.name, event.setting.place, event.setting.days) for event in found] == expected


def test_dates_with_a_year_go_before_days_without_one() -> None:
    text = "A workshop for Heron Day (3 March) was held in Lima on 2 March 2095."
    assert events(text) == [("workshop for Heron Day (3 March)", "Lima", "2 March 2095")]


@pytest.mark.parametrize(
    "text",
    [
        "The workshop report is due on 15 June.",
        "Comments on the workshop should reach us from 1 July to 5 August 2095.",
        "El informe del taller se entregará el 15 de junio.",
    ],
)
def test_when_something_else_is_due_is_not_told_of_the_event(text: str) -> None:
    assert events(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The heron workshop ended in Lima on 3 May 2095.", "heron workshop"),
        ('A workshop on "Herons of the Marsh" in Lima on 3 May 2095.', 'workshop on "Herons of the Marsh"'),
        (
            "A joint meeting on herons was planned. (The meeting can be seen.) The meeting was held in Lima in 2095.",
            "joint meeting on herons",
        ),
        ("El taller de garzas comenzó el 3 de mayo de 2095.", "taller de garzas"),
        ("Los talleres de garzas durante los días 3 y 5 de mayo de 2095.", "talleres de garzas"),
    ],
)
def test_that_it_began_or_ended_is_no_part_of_its_name(text: str, name: str) -> None:
    assert [event.name for event in find_events(Passage.of(text))] == [name]


def test_who_did_something_behind_a_date_is_no_place() -> None:
    text = "On 3 May 2095, Reeds and Rivers Arcadia organized the Heron Workshop."
    assert events(text) == [("Heron Workshop", None, "3 May 2095")]


def test_what_a_french_meeting_did_is_not_told_of_where_it_was() -> None:
    assert events("La réunion s'est également penchée sur les hérons de Lima du 3 au 5 mai 2095.") == []


def test_an_event_behind_another_is_no_place_of_it() -> None:
    text = "The workshop in Bonn on 12 May 2095 and the Arcadian Heron Symposium, Lima, August 2094, were long."
    assert events(text) == [
        ("workshop", "Bonn", "12 May 2095"),
        ("Arcadian Heron Symposium", "Lima", "August 2094"),
    ]
