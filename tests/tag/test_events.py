import pytest

from pipeline.tag.events.find import find_events
from pipeline.tag.events.ground import EventMention
from pipeline.tag.passage import Passage
from pipeline.tag.triggers import look_for_triggers


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
            "The keepers of lakes (HEL) met via video conference on 2 March 2091 to count.",
            [("video conference", None, "2 March 2091")],
        ),
        (
            "More than 27 side events on herons took place in Lima in May 2095.",
            [("side events on herons", "Lima", "May 2095")],
        ),
        ("before the Conference of the Parties meeting in March 2093 in Lima, Peru", []),
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
            "On 1 and 2 May 2092 the Keepers of the Lake (KL) met in Bonn in order to talk.",
            [("Keepers of the Lake (KL)", "Bonn", "1 and 2 May 2092")],
        ),
        (
            "the annual meeting of focal points (Brazzaville, 5-6 October 2090)",
            [("annual meeting of focal points", "Brazzaville", "5-6 October 2090")],
        ),
        ("its last annual retreat held in September 2091.", [("last annual retreat", None, "September 2091")]),
        ("At a side event on herons, the system was shown.", [("side event on herons", None, None)]),
        (
            "a side event on why herons matter – so it is planned, it will",
            [("side event on why herons matter", None, None)],
        ),
        ("a side event on Heron – Lake Links, where", [("side event on Heron - Lake Links", None, None)]),
        ("It met at the Heron Conference Centre in Lima, Peru, from 3 to 5 May 2095.", []),
        ("Los objetivos de esta reunión fueron revisar el Plan de Trabajo (2093-2094).", []),
        (
            "They held a workshop on heron counts. This workshop took place in Lima, Peru, from 3 to 5 May 2095.",
            [("workshop on heron counts", "Lima, Peru", "3 to 5 May 2095")],
        ),
        (
            "A workshop was held in Lima, Peru, from 3 to 5 May 2095 for Ardea alba and A. cinerea. Others came.",
            [("workshop for Ardea alba and A. cinerea", "Lima, Peru", "3 to 5 May 2095")],
        ),
        ("Regular meetings and workshops were held.", []),
        ("a workshop on herons; a seminar in Lima in May 2095", [("seminar", "Lima", "May 2095")]),
        ("workshops in Lima in May 2095 and in Bonn on 31 June 2095", [("workshops", "Lima", "May 2095")]),
        ("A heron workshop was told of in 2095. It was hosted by the club.", []),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in the name
        (
            "It attended the March 2092 meetings of the Heron Club.",
            [("meetings of the Heron Club", None, "March 2092")],
        ),
        (
            "They went to the Heron Summit in Arcadia, currently planned for 2092, to talk.",
            [("Heron Summit", "Arcadia", "2092")],
        ),
        ("the Nagoya workshop on herons (3 May 2092)", [("Nagoya workshop on herons", "Nagoya", "3 May 2092")]),
        # at the head of the line or sentence
        (
            "March 2091: It spoke for both at a Club-led workshop on herons (Nairobi, Kenya).",
            [("Club-led workshop on herons", "Nairobi, Kenya", "March 2091")],
        ),
        (
            "March 2090: In Kasane (Arcadia), it spoke for both at a regional workshop of the Club.",
            [("regional workshop of the Club", "Kasane (Arcadia)", "March 2090")],
        ),
        (
            "June 2089: Workshop on herons in Port Heron (Republic of Arcadia).",
            [("Workshop on herons", "Port Heron (Republic of Arcadia)", "June 2089")],
        ),
        ("May 2092: The Club read a report before the latter retreat with regard to its plan.", []),
        (
            "2092: March: a plan. June: Arcadian Conference on Herons (ACH).",
            [("Arcadian Conference on Herons", None, "June 2092")],
        ),
        (
            "In January 2097, its chair was invited to Port Heron to take part in a Board Meeting of the Club.",
            [("Board Meeting of the Club", "Port Heron", "January 2097")],
        ),
        ("In January 2097, its chair spoke of a meeting of the Club.", []),
        # behind the name, with more of the name behind it
        (
            "a first joint meeting, in Port Heron, Arcadia, on 1 April 2099, of the focal points of the Club. It",
            [("first joint meeting of the focal points of the Club", "Port Heron, Arcadia", "1 April 2099")],
        ),
        (
            "Annual heron meetings took place in 2095, 2096 and 2097.",
            [("Annual heron meetings", None, "2095, 2096 and 2097")],
        ),
        (
            "meetings of range States of the heron (Lima, 2096); and of the Crane Club (CC) (Bonn, 2098), with",
            [("meetings of range States of the heron", "Lima", "2096"), ("meetings of the Crane Club", "Bonn", "2098")],
        ),
        (
            "Workshops for keepers were held in Lima on 3-5 March 2094 and in Bonn from 31 August - 2 September 2094.",
            [
                ("Workshops for keepers", "Lima", "3-5 March 2094"),
                ("Workshops for keepers", "Bonn", "31 August - 2 September 2094"),
            ],
        ),
        # in a later sentence
        (
            "A joint heron workshop was prepared by the clubs. It was hosted by the Ministry of Lakes in Lima from "
            "18-22 October 2095.",
            [("joint heron workshop", "Lima", "18-22 October 2095")],
        ),
        (
            "The clubs convened a joint meeting on the heron. The meeting took place in Lima on 3 May 2096.",
            [("joint meeting on the heron", "Lima", "3 May 2096")],
        ),
        ("The clubs convened a joint meeting on the heron. The Ministry was moved in May 2096.", []),
        # of a body that met
        (
            "The Task Force on Herons, established under the Club, met in Lima (Arcadia), on 2 and 3 June 2097.",
            [("Task Force on Herons", "Lima (Arcadia)", "2 and 3 June 2097")],
        ),
        ("In June 2097, the Heron Club met in Lima.", [("Heron Club", "Lima", "June 2097")]),
        ("In June 2097, the Heron Club met in private.", []),
        ("It met in Lima on 3 June 2097.", []),
        ("The Conference of the Parties met in Lima in June 2097.", []),
        ("On 5 July 2096, keepers of Arcadia met in Lima to talk.", [("keepers of Arcadia", "Lima", "5 July 2096")]),
        (
            "The Heron Task Force, which herons pay for, met online on 2 and 3 June 2097.",
            [("Heron Task Force", "online", "2 and 3 June 2097")],
        ),
        ("The Heron Group will meet on 3 June 2097 in Lima.", [("Heron Group", "Lima", "3 June 2097")]),
        ("The CMS Standing Committee met in Lima in June 2097.", []),
        # in words for planned events, parts of years and the other languages
        (
            "A regional workshop on herons will be held in Lima in the first quarter of 2094, with the Club.",
            [("regional workshop on herons", "Lima", "first quarter of 2094")],
        ),
        ("A follow-up webinar is foreseen for July 2094.", [("follow-up webinar", None, "July 2094")]),
        (
            "a meeting of keepers, which is tentatively scheduled for May 2094",
            [("meeting of keepers", None, "May 2094")],
        ),
        (
            "In March 2092, the Secretariat attended a meeting of keepers in Port Heron, Arcadia, held by the Club.",
            [("meeting of keepers", "Port Heron, Arcadia", "March 2092")],
        ),
        (
            "En juin 2096, le Secrétariat a participé à la réunion des gardiens, tenue à Lima (Arcadie).",
            [("réunion des gardiens", "Lima (Arcadie)", "juin 2096")],
        ),
        (
            "Un forum régional sur les hérons est prévu à Lima au second semestre 2095.",
            [("forum régional sur les hérons", "Lima", "second semestre 2095")],
        ),
        (
            "Se celebraron reuniones de los guardas de la garza (Lima, 2092) y de la grulla (Bonn, 2093).",
            [("reuniones de los guardas de la garza", "Lima", "2092"), ("reuniones de la grulla", "Bonn", "2093")],
        ),
        # in other words between a name, its place and its dates
        (
            "A Consultation Workshop of the clubs was held at the seat of the Union in Lima from 10 to 12 June 2099.",
            [("Consultation Workshop of the clubs", "Lima", "10 to 12 June 2099")],
        ),
        (
            "The Joint Meeting of keepers was held by hybrid means in Lima, Arcadia, on 7-9 June 2092.",
            [("Joint Meeting of keepers", "Lima, Arcadia", "7-9 June 2092")],
        ),
        (
            "A meeting of the range States was subsequently convened in Lima from 8 to 12 September 2093.",
            [("meeting of the range States", "Lima", "8 to 12 September 2093")],
        ),
        (
            "Une table ronde des amis s'est tenue à Lima les 14 et 15 novembre 2096.",
            [("table ronde des amis", "Lima", "14 et 15 novembre 2096")],
        ),
        (
            "celebró un taller de guardas en Lima los días 4 a 6 de abril de 2097.",
            [("taller de guardas", "Lima", "4 a 6 de abril de 2097")],
        ),
        (
            "The next coordination meeting is foreseen for the first quarter of 2095.",
            [("next coordination meeting", None, "first quarter of 2095")],
        ),
        ("le Sommet des hérons (Lima, décembre 2093)", [("Sommet des hérons", "Lima", "décembre 2093")]),
        # of more kinds, and online
        (
            "World Heron Day was celebrated on 3 March 2097 at United Herons Headquarters in New Lima. It",
            [("World Heron Day", "New Lima", "3 March 2097")],
        ),
        (
            "An expert panel on herons was held in Lima from 6 to 10 June 2096.",
            [("expert panel on herons", "Lima", "6 to 10 June 2096")],
        ),
        (
            "La deuxième Conférence des hérons s'est tenue du 31 janvier au 2 février 2092 en ligne.",
            [("deuxième Conférence des hérons", "en ligne", "31 janvier au 2 février 2092")],
        ),
        (
            "En julio de 2096, la Oficina asistió en Lima (Arcadia) al Foro de Garzas.",
            [("Foro de Garzas", "Lima (Arcadia)", "julio de 2096")],
        ),
        (
            "A heron seminar was held in Bonn in May 2099, and the Heron Group met in Lima from 1 to 3 June 2099.",
            [("heron seminar", "Bonn", "May 2099"), ("Heron Group", "Lima", "1 to 3 June 2099")],
        ),
        (
            "Regional heron workshops followed in Dakar (August 2098), Lima (March 2099) and Bonn (May 2099).",
            [
                ("Regional heron workshops", "Dakar", "August 2098"),
                ("Regional heron workshops", "Lima", "March 2099"),
                ("Regional heron workshops", "Bonn", "May 2099"),
            ],
        ),
        (
            "after two preparatory meetings in: Lima, Peru in May 2095; and Manila, the Philippines, in 2096.",
            [
                ("preparatory meetings", "Lima, Peru", "May 2095"),
                ("preparatory meetings", "Manila, the Philippines", "2096"),
            ],
        ),
        (
            "Consultations were held with herons in Lima, on 4 May 2098; with cranes in Bonn, on 6 June 2098.",
            [
                ("Consultations", "Lima", "4 May 2098"),
                ("Consultations", "Bonn", "6 June 2098"),
            ],
        ),
        ("the first meeting since the pact came into effect in 2095", []),
        (
            "The Heron Group met for the fourth time, in Bonn on 4 and 5 April 2099.",
            [("Heron Group", "Bonn", "4 and 5 April 2099")],
        ),
        (
            "a heron meeting convened from 6-8 May 2098 at the UN Heron Club (HC) headquarters in Lima, Peru.",
            [("heron meeting", "Lima, Peru", "6-8 May 2098")],
        ),
        ("a heron workshop (Heron House, Lima, May 2098)", [("heron workshop", "Lima", "May 2098")]),
        (
            "the Heron 20 Summit in Lima; and the Otter stakeholder dialogue (OHO, OAO and OOAH), Bonn, 5 May 2094.",
            [
                ("Heron 20 Summit", "Lima", None),
                ("Otter stakeholder dialogue (OHO, OAO and OOAH)", "Bonn", "5 May 2094"),
            ],
        ),
        (
            "La Agencia convocó una consulta de expertos en Lima del 22 al 25 de junio de 2094.",
            [("consulta de expertos", "Lima", "22 al 25 de junio de 2094")],
        ),
        (
            "Se convocó un taller virtual sobre garzas los días 24 y 25 de febrero de 2091.",
            [("taller virtual sobre garzas", None, "24 y 25 de febrero de 2091")],
        ),
        (
            "A workshop on herons was organized with the Heron Club at Heron House, Lima, 9-12 April 2094.",
            [("workshop on herons", "Lima", "9-12 April 2094")],
        ),
        (
            "the heron stakeholder meeting, Putrajaya (Malaysia), 10-12 November 2098",
            [("heron stakeholder meeting", "Putrajaya (Malaysia)", "10-12 November 2098")],
        ),
        (
            "at a symposium of the Heron Institution in Washington, D.C., on 7 June 2098.",
            [("symposium of the Heron Institution", "Washington, D.C.", "7 June 2098")],
        ),
        (
            "With the Pact of the Lakes, the Heron Group met in Lima, 7-10 June 2091.",
            [("Heron Group", "Lima", "7-10 June 2091")],
        ),
        (
            "World Heron Day 2098 was launched jointly with the Otter Club on 12 May 2098.",
            [("World Heron Day 2098", None, "12 May 2098")],
        ),
        ("In any event, herons were counted on 3 May 2095 in Lima.", []),
        # it is told of something else
        ("The results of the side event were few.", []),
        ("The Club held a teleconference on 25 June 2093.", [("teleconference", None, "25 June 2093")]),
        ("Regular teleconferences were held.", []),
        (
            "herons were named by the Heron Plenary in Lima in May 2096.",
            [("Heron Plenary", "Lima", "May 2096")],
        ),
    ],
)
def test_place_and_dates_may_stand_before_in_and_far_behind_a_name(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert events(text) == expected


@pytest.mark.parametrize(
    ("name", "below", "expected"),
    [
        (
            "• Global Heron Forum",
            "Lima, Peru, 1 – 2 May 2098",
            [("Global Heron Forum", "Lima, Peru", "1 – 2 May 2098")],
        ),
        ("Second Workshop on Herons", "Online, 3 May 2098", [("Second Workshop on Herons", "Online", "3 May 2098")]),
        (
            "Réunion sur le héron",
            "Lima (Pérou)\n3-5 mai 2098",
            [("Réunion sur le héron", "Lima (Pérou)", "3-5 mai 2098")],
        ),
        (
            "Conferencia sobre la Garza",
            "Del 3 al 5 de mayo de 2098\nLima, Perú",
            [("Conferencia sobre la Garza", "Lima, Perú", "3 al 5 de mayo de 2098")],
        ),
        ("The Global Heron Forum.", "Lima, Peru, 1 – 2 May 2098", []),
        ("Global Heron Forum", "Lima, 1 – 2 May 2098, where herons were seen", []),
        ("Meeting", "Lima, Peru, 1 – 2 May 2098", []),
    ],
)
def test_place_and_dates_may_stand_on_the_line_below(
    name: str, below: str, expected: list[tuple[str, str, str]]
) -> None:
    found = find_events(Passage.of(name), below=below)
    assert [(e.name, e.setting.place, e.setting.dates and e.setting.dates.printed) for e in found] == expected


def test_a_meeting_in_what_is_said_of_a_body_does_not_hide_that_it_met() -> None:
    text = "The Heron Force, established at MOS91 (Bonn, May 2094), met in Lima, Peru, in January 2097."
    at = text.index("MOS91")
    assert events(text, ((at, text.index(")") + 1),)) == [("Heron Force", "Lima, Peru", "January 2097")]


def test_place_and_dates_of_a_numbered_meeting_are_not_those_of_the_word_for_it() -> None:
    text = "after its meetings in Lima in 2096 (SC91)"
    at = text.index("SC91")
    assert events(text, ((at, at + 4),)) == []


def test_the_place_in_the_name_of_an_organisation_is_none_of_an_event() -> None:
    name = "Inter-agency Task Force on Illicit Trade in Wildlife and Forest Products"
    passage = Passage.of(f"a meeting of the UN {name}, 3 May 2097")
    look_for_triggers([passage])
    (event,) = find_events(passage)
    assert (event.setting.place, event.name) == (None, f"meeting of the UN {name}")


def test_a_year_may_head_the_lines_before() -> None:
    passage = Passage.of("June: Arcadian Conference on Herons.")
    assert find_events(passage) == []
    (found,) = find_events(passage, (), "2092")
    assert found.setting.dates is not None
    assert found.setting.dates.printed == "June 2092"


def test_a_name_does_not_begin_within_a_numbered_meeting() -> None:
    text = "the CoP92 preparatory workshop for keepers to take place from 9-11 August 2097, in Lima, Arcadia."
    assert events(text, ((4, 9),)) == [("preparatory workshop for keepers", "Lima, Arcadia", "9-11 August 2097")]


@pytest.mark.parametrize(
    ("text", "place", "dates"),
    [
        ("A workshop on herons had been held in Lima in May 2095.", "Lima", "May 2095"),
        ("A workshop on herons was held at HU headquarters, Lima, from 3 to 5 May 2095.", "Lima", "3 to 5 May 2095"),
        ("A workshop on herons was hosted by the Heron Club in Lima in May 2095.", "Lima", "May 2095"),
        ("A workshop on herons (Geneva), May 2095, agreed.", "Geneva", "May 2095"),
        ("En mayo de 2095 tuvo lugar en Lima un taller sobre garzas.", "Lima", "mayo de 2095"),
        # what the place is behind is a code in the bracket with the dates
        ("La Secretaría celebró un taller sobre garzas el 3 de mayo de 2095.", None, "3 de mayo de 2095"),
        # dates with "of", with the time of day, behind the meeting on line
        ("They met at the Heron Range States Meeting of February 2095.", None, "February 2095"),
        ("The heron meeting of 12 June 2095 agreed.", None, "12 June 2095"),
        ("A workshop took place in Lima in the evening of 3 May 2095.", "Lima", "3 May 2095"),
        ("A workshop was held in Lima, Peru, and online from 3 to 5 May 2095.", "Lima, Peru", "3 to 5 May 2095"),
        (
            "Un taller celebrado en Heron, Lagos (EE.UU.) los días 3 y 4 de mayo de 2095.",
            "Heron, Lagos (EE.UU.)",
            "3 y 4 de mayo de 2095",
        ),
        ("A similar event was organized in Lima, Peru, from 3 to 5 May 2095.", "Lima, Peru", "3 to 5 May 2095"),
        (
            "Una consulta regional en Dakar, Senegal, del 19 al 22 de mayo de 2095.",
            "Dakar, Senegal",
            "19 al 22 de mayo de 2095",
        ),
        ("A heron webinar was offered on 25 January 2095.", None, "25 January 2095"),
        ("A high-level segment was held on 11 February 2095.", None, "11 February 2095"),
        (
            "The Heron Fund Assembly in Vancouver, Canada, from 22 to 26 May 2095.",
            "Vancouver, Canada",
            "22 to 26 May 2095",
        ),
        (
            "Dos seminarios celebrados el 10 de mayo y el 7 de junio de 2095.",
            None,
            "10 de mayo y el 7 de junio de 2095",
        ),
        # the town by which it is called
        ("El taller técnico de Lima, celebrado en mayo de 2095, acordó.", "Lima", "mayo de 2095"),
        ("The Lima Conference on Herons, 12-13 May 2095, agreed.", "Lima", "12-13 May 2095"),
        ("La conférence de Londres sur les hérons des 12 et 13 mai 2095 a décidé.", "Londres", "12 et 13 mai 2095"),
        ("May 2095: In Abu Dhabi, heron workshop.", "Abu Dhabi", "May 2095"),
        # place and dates between the verb and the noun; a seat between dates and place
        ("Se celebró en La Jolla, el 5 de junio de 2095, un seminario sobre garzas.", "La Jolla", "5 de junio de 2095"),
        (
            "La Journée mondiale du héron a été célébrée le 3 mai 2095 au siège de l'Union à New Lima avec le club.",
            "New Lima",
            "3 mai 2095",
        ),
        ("The European Heron Night 2095 had been celebrated on 3 May 2095.", None, "3 May 2095"),
    ],
)
def test_place_and_dates_wherever_a_sentence_tells_them(text: str, place: str | None, dates: str) -> None:
    (event,) = find_events(Passage.of(text))
    assert event.setting.dates is not None
    assert (event.setting.place, event.setting.dates.printed) == (place, dates)


@pytest.mark.parametrize(
    "text",
    [
        "The Chair opened the meeting at 9.30 a.m. on Saturday, 14 September 2095.",
        "La Presidenta inició la reunión a las 8.15 horas del lunes 3 de octubre de 2095.",
    ],
)
def test_the_hour_at_which_a_meeting_opens_is_no_event(text: str) -> None:
    assert find_events(Passage.of(text)) == []


def test_the_next_of_several_needs_no_noun() -> None:
    text = "The first heron workshop was held in Lima on 4 May 2095; the second took place in Bonn on 3 June 2095."
    assert events(text) == [
        ("first heron workshop", "Lima", "4 May 2095"),
        ("first heron workshop", "Bonn", "3 June 2095"),
    ]


def test_the_numbered_meeting_in_brackets_behind_a_body_that_met_is_what_met() -> None:
    text = "The Heron Club met in Lima in May 2095 (ninth meeting of the Advisory Committee)."
    start = text.index("ninth")
    assert events(text, ((start, len(text) - 2),)) == []
    assert events("Celui-ci s'est réuni à Lima en mai 2095.") == []


def test_a_bracket_on_the_line_below_the_bare_word_is_its_place_and_dates() -> None:
    (event,) = find_events(Passage.of("REPORT OF THE WORKSHOP"), below="(Otterville, Arcadia, 22-24 May 2095)")
    assert event.setting.place == "Otterville, Arcadia"


def test_a_body_may_have_met_in_two_ways() -> None:
    found = events("The Heron Club met online in March 2095 and in person in Bonn on 4 October 2095.")
    assert found == [("Heron Club", "online", "March 2095"), ("Heron Club", "Bonn", "4 October 2095")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "workshops for Arcadia (Lima, May 2095), Otterland (Bonn, June 2095) and Reedland (Apia, 9 July 2095).",
            [
                ("workshops for Arcadia", "Lima", "May 2095"),
                ("workshops Otterland", "Bonn", "June 2095"),
                ("workshops Reedland", "Apia", "9 July 2095"),
            ],
        ),
        (
            "seminarios (Norte: el 3 de mayo de 2095 en Lima, Perú; Sur: del 5 al 7 de junio de 2095 en Zomba, Malawi)",
            [
                ("seminarios (Norte", "Lima, Perú", "3 de mayo de 2095"),
                ("seminarios (Norte", "Zomba, Malawi", "5 al 7 de junio de 2095"),
            ],
        ),
        (
            "A heron workshop was held online in May 2095, followed by a second one in person in Bonn on 3 July 2095.",
            [("heron workshop", "online", "May 2095"), ("heron workshop", "Bonn", "3 July 2095")],
        ),
        ("a workshop (Lima, May 2095), Otterland (Bonn, June 2095)", [("workshop", "Lima", "May 2095")]),
        (
            "workshops held in May 2095 in Lima, Peru and June 2096 in Bonn, Germany.",
            [("workshops", "Lima, Peru", "May 2095"), ("workshops", "Bonn, Germany", "June 2096")],
        ),
    ],
)
def test_several_of_one_kind_may_follow(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert events(text) == expected


_OF_QUITO = ("taller regional de capacitación de Quito", "Quito", "3 al 5 de mayo de 2095")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un atelier sur les hérons s'est déroulé à Lima en mai 2095.", ("atelier sur les hérons", "Lima", "mai 2095")),
        (
            "Une réunion des gardiens a été organisée par le Club à Bonn les 5 et 6 mai 2095.",
            ("réunion des gardiens", "Bonn", "5 et 6 mai 2095"),
        ),
        (
            "Un atelier à Otterville au Bénin, du 3 au 5 mai 2095.",
            ("atelier", "Otterville au Bénin", "3 au 5 mai 2095"),
        ),
        ("El taller se llevó a cabo en Lima el 3 de mayo de 2095.", ("taller", "Lima", "3 de mayo de 2095")),
        (
            "Un curso de capacitación fue impartido en Lima en mayo de 2095.",
            ("curso de capacitación", "Lima", "mayo de 2095"),
        ),
        (
            "A capacity-building event was held in Suva on 2 May 2095.",
            ("capacity-building event", "Suva", "2 May 2095"),
        ),
        (
            "Un taller de garzas tuvo lugar en la Isla de Garzas, organizado por el Club (CG), en mayo de 2095.",
            ("taller de garzas", "Isla de Garzas", "mayo de 2095"),
        ),
        (
            "The Abu Dhabi herons meeting took place from 20 to 22 May 2095 at the Lake Agency.",
            ("Abu Dhabi herons meeting", "Abu Dhabi", "20 to 22 May 2095"),
        ),
        ("El taller regional de capacitación de Quito, del 3 al 5 de mayo de 2095, fue bueno.", _OF_QUITO),
        ("A heron workshop was co-organized online on 5 May 2095.", ("heron workshop", "online", "5 May 2095")),
        ("The training was conducted in Lima in July 2095.", ("training", "Lima", "July 2095")),
        (
            "Subsequently, from 15 to 17 May 2095, the club organized a Lake Management (LM) Workshop, with friends.",
            ("Lake Management (LM) Workshop", None, "15 to 17 May 2095"),
        ),
    ],
)
def test_how_it_is_told_that_an_event_was_held(text: str, expected: tuple[str, str | None, str | None]) -> None:
    assert events(text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("the joint workshops in Lima (May 2095)", "workshop"),
        ("two side events on herons", "side event"),
        ("the Heron Congress held in Lima in 2095", "congress"),
        ("las mesas redondas celebradas en Lima (mayo de 2095)", "mesa redonda"),
        ("consultas regionales en Lima (mayo de 2095)", "consulta regional"),
        ("the closing ceremonies in Lima in May 2095", "ceremony"),
        ("the heron symposia in Lima in May 2095", "symposia"),
    ],
)
def test_the_kind_of_several_events_is_that_of_one(text: str, kind: str) -> None:
    assert [event.kind for event in find_events(Passage.of(text))] == [kind]


def test_the_name_of_an_event_ends_before_the_space_behind_it() -> None:
    text = "The team spoke at a side event on herons (see annex) and left."
    [event] = find_events(Passage.of(text))
    assert text[event.start : event.end] == "side event on herons"
