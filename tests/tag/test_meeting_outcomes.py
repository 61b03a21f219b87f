"""What documents say was decided: by whom, at which meeting, in which words."""

from typing import Any

import pytest

from pipeline.model import Block, Fragment
from pipeline.tag.context import Context
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon
from pipeline.tag.outcomes.find import Outcome, OutcomeReader
from pipeline.tag.outcomes.words import is_record, outcome_grammar, record_grammar
from pipeline.tag.passage import LONGEST_SENTENCE, Passage
from pipeline.tag.references import find_references


def outcomes(text: str, *, of_record: bool = False, language: str | None = None) -> tuple[str, list[Outcome]]:
    passage = Passage.of(text)
    context = Context("CITES", "CITES-SC96", None, [passage])
    meetings = find_references([passage], context).meetings
    return passage.text, OutcomeReader(passage, meetings, context, of_record=of_record, language=language).find()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At its 91st meeting (SC91, Geneva, July 2090), the Standing Committee approved a list of herons.",
            [("approved", "the Standing Committee", "CITES-SC", "CITES-SC91")],
        ),
        (
            "In March 2091, at its 92nd meeting, the CITES Standing Committee also endorsed the plan.",
            [("endorsed", "the CITES Standing Committee", "CITES-SC", "CITES-SC92")],
        ),
        (
            "The Conference of the Parties to CMS at its 71st meeting (COP71, Lima, 2090) adopted the plan.",
            [("adopted", "The Conference of the Parties to CMS", "CMS-COP", "CMS-COP71")],
        ),
        ("The CMS Standing Committee has rejected it.", [("rejected", "The CMS Standing Committee", "CMS-StC", None)]),
        (
            "SC95 considered the draft in document SC95 Doc. 7 and agreed to wait.",
            [("considered", "SC95", "CITES-SC", "CITES-SC95"), ("agreed", "SC95", "CITES-SC", "CITES-SC95")],
        ),
        # two bodies that are called at once
        (
            "The Standing Committees of CITES and CMS endorsed the plan.",
            [
                ("endorsed", "The Standing Committees of CITES", "CITES-SC", None),
                ("endorsed", "CMS", "CMS-StC", None),
            ],
        ),
        (
            "It was approved by the Standing Committees of both CMS and CITES.",
            [
                ("approved", "the Standing Committees of both CMS", "CMS-StC", None),
                ("approved", "CITES", "CITES-SC", None),
            ],
        ),
        (
            "The Animals and Plants Committees of CITES agreed to wait.",
            [("agreed", "The Animals", "CITES-AC", None), ("agreed", "Plants Committees", "CITES-PC", None)],
        ),
        (
            "Plans adopted by the 91st and 92nd meetings of the Standing Committee count.",
            [
                ("adopted", "91st and 92nd meetings of the Standing Committee", "CITES-SC", "CITES-SC91"),
                ("adopted", "91st and 92nd meetings of the Standing Committee", "CITES-SC", "CITES-SC92"),
            ],
        ),
        # who decided stands behind the verb
        (
            "Comme l'a demandé le Comité permanent à sa 91e session, un plan existe.",
            [("requested", "le Comité permanent", "CITES-SC", "CITES-SC91")],
        ),
        ("Como pidió la CoP91, existe un plan.", [("requested", "CoP91", "CITES-CoP", "CITES-CoP91")]),
        ("Comme l'a noté le Secrétariat, un plan existe.", []),
        (
            "At its 91st meeting, the Standing Committee: agreed to wait; noted the report; and adopted the plan.",
            [(kind, "the Standing Committee", "CITES-SC", "CITES-SC91") for kind in ("agreed", "noted", "adopted")],
        ),
        # what somebody is at any time is no outcome, but what was decided at a meeting
        ("Experts appointed by the Standing Committee report to members elected by the Animals Committee.", []),
        (
            "The Chair elected by the Animals Committee at its 91st meeting reports.",
            [("confirmed", "the Animals Committee", "CITES-AC", "CITES-AC91")],
        ),
        (
            "It was noted by the Animals and Plants Committees.",
            [
                ("noted", "the Animals", "CITES-AC", None),
                ("noted", "Plants Committees", "CITES-PC", None),
            ],
        ),
        (
            "Il a été approuvé par les Comités pour les animaux et pour les plantes.",
            [
                ("approved", "les Comités pour les animaux", "CITES-AC", None),
                ("approved", "pour les plantes", "CITES-PC", None),
            ],
        ),
        (
            "Fue aprobado por los Comités de Fauna y de Flora.",
            [
                ("approved", "los Comités de Fauna", "CITES-AC", None),
                ("approved", "de Flora", "CITES-PC", None),
            ],
        ),
        # several agents, each with its treaty and its meeting
        (
            "The plan was approved by the Standing Committee of CMS at its 92nd meeting (Lima, 2090) and by the CITES "
            "Standing Committee at its 95th meeting.",
            [
                ("approved", "the Standing Committee of CMS", "CMS-StC", "CMS-StC92"),
                ("approved", "the CITES Standing Committee", "CITES-SC", "CITES-SC95"),
            ],
        ),
        (
            "Le plan a été approuvé par le Comité permanent de la CMS à sa 92e réunion.",
            [("approved", "le Comité permanent de la CMS", "CMS-StC", "CMS-StC92")],
        ),
        (
            "It was considered by SC95 and by a planning meeting in Lima.",
            [("considered", "SC95", "CITES-SC", "CITES-SC95")],
        ),
        # a subject that is asked decides nothing
        ("Le Comité permanent est invité à noter ce document.", []),
        ("Le Comité permanent est convenu d'attendre.", [("agreed", "Le Comité permanent", "CITES-SC", None)]),
        # a span of time is nothing that is ahead; what is joined is said of something else
        (
            "The Committee approved a plan for the period 2095 to 2098 at its 91st meeting.",
            [("approved", "The Committee", "CITES-SC", "CITES-SC91")],
        ),
        (
            "At its 91st meeting, the Committee endorsed the plan for 2095, and at its 92nd meeting it was happy.",
            [("endorsed", "the Committee", "CITES-SC", "CITES-SC91")],
        ),
        ("SC95 endorsed it.", [("endorsed", "SC95", "CITES-SC", "CITES-SC95")]),
        (
            "SC92 and StC90 endorsed the plan.",
            [("endorsed", "SC92", "CITES-SC", "CITES-SC92"), ("endorsed", "StC90", "CMS-StC", "CMS-StC90")],
        ),
        (
            "The plan was approved by the 97th meeting of the CITES Standing Committee (Geneva, 2090) and by StC94.",
            [
                ("approved", "97th meeting of the CITES Standing Committee (Geneva, 2090)", "CITES-SC", "CITES-SC97"),
                ("approved", "StC94", "CMS-StC", "CMS-StC94"),
            ],
        ),
        (
            "The list, adopted by the CMS Scientific Council, was amended in part at CoP95.",
            [
                ("adopted", "the CMS Scientific Council", "CMS-ScC", None),
                ("amended", "CoP95", "CITES-CoP", "CITES-CoP95"),
            ],
        ),
        (
            "The 27th meeting of the Animals Committee (AC27, Lima, 2090) met. The Committee agreed to count herons.",
            [("agreed", "The Committee", "CITES-AC", "CITES-AC27")],
        ),
        (
            "The herons working group agreed at SC91 on a text.",
            [("agreed", "The herons working group", None, "CITES-SC91")],
        ),
        (
            "The Committee endorsed at its 91st meeting the plan.",
            [("endorsed", "The Committee", "CITES-SC", "CITES-SC91")],
        ),
        (
            "À sa 91e session (SC91, Genève, 2090), le Comité permanent a également approuvé la liste.",
            [("approved", "le Comité permanent", "CITES-SC", "CITES-SC91")],
        ),
        (
            "El Comité Permanente, en su 91ª reunión, aprobó la lista.",
            [("approved", "El Comité Permanente", "CITES-SC", "CITES-SC91")],
        ),
        ("Le plan a été adopté par le Comité permanent.", [("adopted", "le Comité permanent", "CITES-SC", None)]),
        # Asked for, intended, denied, or said of another: nothing was decided.
        ("The Standing Committee is invited to note the report.", []),
        ("The plan will be adopted by the Committee. If adopted by CoP97, it holds.", []),
        ("It was not approved by the Committee.", []),
        ("Parties were requested to comment by May.", []),
        ("It recommends that the Standing Committee encourage Parties.", []),
        ("The Chair of the Standing Committee noted that herons fly.", []),
        ("The Secretariat noted that herons fly.", []),
        ("signatories agreed", []),
        # of which nobody knows yet that there is one
        ("Follow up on any decisions adopted at SC97.", []),
        ("It will depend on decisions on herons adopted at SC97.", []),
        ("Until both committees have approved it and if the Committee approved it, it holds.", []),
        ("SC95 met. Both committees agreed.", [("agreed", "Both committees", None, None)]),
    ],
)
def test_who_decided_and_where(text: str, expected: list[tuple[str, str | None, str | None, str | None]]) -> None:
    _, found = outcomes(text)
    assert [(each.kind, each.actor, each.body_id, each.meeting_id) for each in found] == expected


def test_several_verbs_share_their_subject_and_part_its_sentence() -> None:
    text, found = outcomes(
        "At SC95, the Committee welcomed the offer, and endorsed the plan, revised in May, which was extended at SC96."
    )
    assert [(text[each.start : each.end], each.verb, each.kind, each.meeting_id) for each in found] == [
        ("At SC95, the Committee welcomed the offer", "welcomed", "welcomed", "CITES-SC95"),
        ("endorsed the plan, revised in May", "endorsed", "endorsed", "CITES-SC95"),
        ("was extended at SC96.", "extended", "extended", "CITES-SC96"),
    ]


def test_a_body_established_by_another_decides_for_itself() -> None:
    text, found = outcomes("The group established by the Standing Committee at SC95 agreed on a text.")
    assert [(text[each.start : each.end], each.kind) for each in found] == [
        ("The group established by the Standing Committee", "established")
    ]


@pytest.mark.parametrize(
    ("text", "meeting", "reason"),
    [
        ("The Committee noted the report.", "CITES-SC96", "the document is the record of this meeting"),
        ("The draft was adopted by consensus.", "CITES-SC96", "the document is the record of this meeting"),
        ("The Animals Committee had noted it.", None, None),
        ("The Drafting Committee agreed a text.", None, None),
        ("The Committee had noted the report.", None, None),
        ("At SC95, the Committee noted the report.", "CITES-SC95", None),
    ],
)
def test_in_a_record_it_is_the_meetings_own(text: str, meeting: str | None, reason: str | None) -> None:
    _, found = outcomes(text, of_record=True)
    assert [(each.meeting_id, each.reason) for each in found] == [(meeting, reason)]


@pytest.mark.parametrize(
    "text",
    ["The report had been noted.", "The Chair said that a manual was adopted.", "The draft was adopted in part."],
)
def test_in_a_record_what_somebody_tells_or_was_before_is_not_its_own(text: str) -> None:
    _, found = outcomes(text, of_record=True)
    assert [each.verb for each in found] == (["adopted"] if "part" in text else [])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le Comité permanent prend note du document.", [("noted", "Le Comité permanent")]),
        (
            "fr",
            "Le Comité convient de créer un groupe et charge le Secrétariat d'écrire.",
            [("agreed", "Le Comité"), ("directed", "Le Comité")],
        ),
        ("fr", "L'ordre du jour est également adopté.", [("adopted", None)]),
        ("fr", "Les textes sont adoptés par le Comité.", [("adopted", "le Comité")]),
        (
            "fr",
            "Le Comité: a) adopte le texte; b) rejette l'avis.",
            [("adopted", "Le Comité"), ("rejected", "Le Comité")],
        ),
        ("fr", "La demande du Comité est examinée.", [("considered", None)]),
        ("es", "El Comité Permanente acuerda contar las garzas.", [("agreed", "El Comité Permanente")]),
        ("es", "Se aprueba el programa.", [("approved", None)]),
        ("es", "Las dos son elegidas por aclamación.", [("confirmed", None)]),
        ("es", "El informe se acepta sin cambios.", [("accepted", None)]),
        ("es", "Se aprobó el programa.", [("approved", None)]),
        # Told by somebody, asked, or done by others.
        ("fr", "Un membre déclare qu'il est adopté.", []),
        ("fr", "Le Président propose que le Comité adopte le texte.", []),
        ("fr", "Le Secrétariat prend note des avis, la Chine appuie le texte.", []),
        ("fr", "La demande du Comité: le Comité adopte-t-il le texte?", []),
        ("es", "El Presidente dice que se aprueba el texto.", []),
        ("es", "La Secretaría se encarga del texto.", []),
        ("es", "Se encarga a la Secretaría que informe.", [("directed", None)]),
        ("es", "Las garzas se observan en lagos y se considera que son muchas.", []),
        ("fr", "Un membre déclare que le Comité approuve le texte, mais le Comité ne l'approuve pas.", []),
        ("fr", "Le représentant de l'Arcadie au Comité appuie la proposition.", []),
        # of another body, or in a decision: what was decided before
        ("fr", "La Conférence des Parties charge le Comité permanent d'examiner la question.", []),
        ("fr", "Dans la décision 91.5, les Parties sont priées de compter les hérons.", []),
        ("es", "En la Decisión 91.48 se encarga a la Secretaría que informe en las reuniones SC93 y SC94.", []),
        # on a condition
        ("fr", "Lorsque le quota est approuvé, les hérons volent.", []),
        ("fr", "Lorsque les hérons volent, le quota est approuvé.", [("approved", None)]),
        ("fr", "Vu en même temps que le plan, le Comité adopte le texte.", [("adopted", "le Comité")]),
        ("es", "El grupo se crea sin demora.", [("established", None)]),
        ("es", "Según Arcadia, se aprueba el texto.", []),
        ("en", "The Committee invite Parties.", []),
    ],
)
def test_french_and_spanish_records_tell_it_in_the_present(
    language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    _, found = outcomes(text, of_record=True, language=language)
    assert [(each.kind, each.actor) for each in found] == expected
    assert {each.meeting_id for each in found} <= {"CITES-SC96"}


@pytest.mark.parametrize(("language", "text"), [("fr", "Le Comité adopte le plan."), ("es", "Se aprueba el plan.")])
def test_the_present_decides_nothing_outside_records(language: str, text: str) -> None:
    assert outcomes(text, language=language)[1] == []


def test_a_record_says_nothing_decided_of_what_was_noted_to_have_been() -> None:
    _, found = outcomes("The work was noted to have been hard. The text was noted.", of_record=True)
    assert [each.start for each in found] == [38]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The proposal was supported by Arcadia.", []),
        ("The proposal was supported by consensus.", ["accepted"]),
        ("The Committee was invited to note the report.", []),
        ("The pact was adopted on 3 May 2090 and the plan was adopted.", ["adopted"]),
        ("The Animals Committee was invited to note the report.", ["requested"]),
        ("At CoP71, the Standing Committee was directed to count.", ["directed"]),
        ("If the plan was adopted, herons would fly.", []),
        ("In Resolution Conf. 91.3, Parties were urged to count.", []),
        ("Il est demandé au Comité permanent de noter le texte.", []),
    ],
)
def test_a_record_takes_for_its_own_what_no_other_does_and_is_asked_of_no_own(text: str, kinds: list[str]) -> None:
    _, found = outcomes(text, of_record=True, language="fr" if text.startswith("Il") else "en")
    assert [each.kind for each in found] == kinds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Committee thanked Arcadia and requested the group to go on.",
            [("The Committee", "requested the group to go on.")],
        ),
        (
            "The Committee heard Arcadia, recalled the plan; took note of it, and decided to wait.",
            [("The Committee", "took note of it"), ("The Committee", "decided to wait.")],
        ),
        ("The Committee did not share the view and adopted it.", [("The Committee", "adopted it.")]),
        (
            "The Committee rejected the text but noted the view.",
            [("The Committee", "The Committee rejected the text"), ("The Committee", "noted the view.")],
        ),
        (
            "The Committee thanked those engaged by Arcadia and asked them to go on.",
            [("The Committee", "asked them to go on.")],
        ),
        ("The Committee thanked the United Isles and adopted it.", [("The Committee", "adopted it.")]),
        (
            "The Committee heard that herons fly, and agreed to count them.",
            [("The Committee", "agreed to count them.")],
        ),
        (
            "The Committee praised the work of the Task Force, noted it, and reconsidered the plan.",
            [("The Committee", "noted it"), ("The Committee", "reconsidered the plan.")],
        ),
        ("The Committee met twice and agreed on a list.", [("The Committee", "agreed on a list.")]),
        ("The text was put to a vote and rejected.", [(None, "The text was put to a vote and rejected.")]),
        ("The Committee heard of texts, agreed on 3 May 2090, and left.", []),
        ("The Subcommittee agreed to it.", [("The Subcommittee", "The Subcommittee agreed to it.")]),
        ("The Committee: a) thanked Arcadia, and adopted it.", [("The Committee", "adopted it.")]),
        ("El Comité Permanente escuchó a Arcadia y pidió informes.", [("El Comité Permanente", "pidió informes.")]),
        (
            "Le Comité permanent a remercié les hérons et adopté le texte.",
            [("Le Comité permanent", "adopté le texte.")],
        ),
        # in the passive, as what it is joined to
        (
            "The text was told by Arcadia and adopted without change.",
            [(None, "The text was told by Arcadia and adopted without change.")],
        ),
        ("The text was told by Arcadia and adopted herons fly.", []),
        ("The Secretariat was told of it and asked for fish.", []),
        # what a body decided of which something else is told in the passive
        (
            "The Committee was also told by Arcadia of herons and noted the text.",
            [("The Committee", "noted the text.")],
        ),
        ("The Committee was told that Arcadia met and noted the text.", []),
        ("The Committee was thanked and asked to go on.", []),
        ("The Committee was thanked and agreed to go on.", [("The Committee", "agreed to go on.")]),
        ("The text was told by Arcadia; herons flew, agreed.", []),
        # somebody else may have done it, or somebody only tells it
        ("The Committee heard that Arcadia met and agreed to wait.", []),
        ("The Committee heard Arcadia, and herons dropped and asked for fish.", []),
        ("The Chair of the Committee thanked Arcadia and asked for fish.", []),
    ],
)
def test_what_is_joined_to_a_verb_that_decides_nothing_has_its_subject(
    text: str, expected: list[tuple[str | None, str]]
) -> None:
    printed, found = outcomes(text, of_record=True)
    assert [(each.actor, printed[each.start : each.end]) for each in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A committee agreed on a text.", []),
        ("CMS's Conference of the Parties adopted it.", [("CMS's Conference of the Parties", "CMS-COP")]),
        ("It was noted by the Standing Committee of Otters.", [("the Standing Committee", None)]),
        ("It was noted by the Standing Committee of the Convention.", [("the Standing Committee", "CITES-SC")]),
        ("The Secretariat was directed to report on herons at SC97.", []),
    ],
)
def test_a_body_of_others_is_none_of_the_convention(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(each.actor, each.body_id) for each in outcomes(text)[1]] == expected


def test_records_speak_in_forms_of_the_same_kinds() -> None:
    assert set(record_grammar().forms) <= set(outcome_grammar().forms)


def test_a_month_before_a_meeting_lies_not_ahead() -> None:
    _, found = outcomes(
        "Fue revisada en julio de 2093 y se leyó en la 95ª reunión del Comité Permanente. El Comité decidió esperar."
    )
    assert [(each.verb, each.meeting_id) for each in found] == [("decidió", "CITES-SC95")]


def test_a_meeting_named_before_in_the_paragraph_is_inferred() -> None:
    _, found = outcomes("SC93 met. StC92 met. The Committee noted the report at length. CoP91 met.")
    assert [(each.body_id, each.meeting_id, each.reason) for each in found] == [
        ("CMS-StC", "CMS-StC92", "the meeting that is named before it in the paragraph")
    ]


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        ("SC94 approved a list to be presented at SC95. The Committee decided to wait.", ["CITES-SC94", "CITES-SC94"]),
        ("The list was approved at SC94. The Committee decided to wait.", ["CITES-SC94", "CITES-SC94"]),
        ("A list was presented at SC94. The Committee decided to wait.", [None]),
        ("It asked the group to report back at SC95. The Committee decided to wait.", [None]),
    ],
)
def test_a_meeting_at_which_something_is_presented_is_not_the_one_named_before(
    text: str, meetings: list[str | None]
) -> None:
    assert [each.meeting_id for each in outcomes(text)[1]] == meetings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It was sent to COP71 (Lima, 2090), where it was discussed, and later adopted without a vote.",
            [("considered", "CMS-COP71"), ("adopted", "CMS-COP71")],
        ),
        (
            "It was sent to SC94, at which it was noted, and to SC95, where the Committee asked for more.",
            [("noted", "CITES-SC94"), ("requested", "CITES-SC95")],
        ),
        ("Le plan est allé à la 94e session du Comité permanent, où il a été approuvé.", [("approved", "CITES-SC94")]),
        ("El plan fue a la 94ª reunión del Comité Permanente, donde fue aprobado.", [("approved", "CITES-SC94")]),
        ("It was sent to SC94 where it was adopted.", [("adopted", "CITES-SC94")]),
        ("Herons nest in the places of SC94 and otters, where it was adopted.", []),
    ],
)
def test_where_a_text_went_it_was_decided(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.meeting_id) for each in outcomes(text)[1]] == expected


@pytest.mark.parametrize(
    ("its", "meetings"), [("its 96th meeting", ["CITES-SC95", "CITES-SC96"]), ("CoP99", ["CITES-SC95"])]
)
def test_what_lies_ahead_of_a_verb_is_not_at_its_own_meeting(its: str, meetings: list[str]) -> None:
    _, found = outcomes(f"The plan, endorsed by the Committee at SC95, was extended to cover 2090 at {its}.")
    assert [each.meeting_id for each in found] == meetings


@pytest.mark.parametrize(
    ("language", "text", "adopted"),
    [
        ("en", "No changes were adopted.", False),
        ("en", "None of the drafts was adopted.", False),
        ("en", "No draft was left and the plan was adopted.", True),
        ("en", "The plan was adopted by a show of hands.", True),
        ("en", "The plan was adopted by the Government of Peru.", False),
        ("fr", "Aucun plan n'est adopté.", False),
        ("fr", "Le plan est adopté par 12 voix.", True),
        ("es", "No se adopta el plan.", False),
        ("es", "Se adopta el plan por votación.", True),
    ],
)
def test_in_a_record_none_is_none_and_how_it_was_decided_is_nobody_else(
    language: str, text: str, adopted: bool
) -> None:
    assert [each.kind for each in outcomes(text, of_record=True, language=language)[1]] == ["adopted"] * adopted


def test_several_meetings_leave_it_open() -> None:
    _, found = outcomes("At SC93 and, again, at SC94, the Committee noted the report.")
    assert [(each.body_id, each.meeting_id, each.reason) for each in found] == [
        (None, None, "several meetings are named")
    ]


@pytest.mark.parametrize(
    ("symbol", "title", "record"),
    [
        ("SC96 Sum. 4", None, True),
        ("SC96 Doc. 7", "SUMMARY RECORD", True),
        (None, "Report of the 96th meeting of the Standing Committee", True),
        (None, "Rapport de la 96e session", True),
        ("SC96 Doc. 7", "Report of the Secretariat", False),
        (None, None, False),
    ],
)
def test_records_are_told_by_symbol_and_title(symbol: str | None, title: str | None, record: bool) -> None:
    assert is_record(symbol, title) is record


@pytest.mark.parametrize(
    ("title", "meeting"),
    [
        ("Report of the 96th meeting of the Standing Committee", "CITES-SC96"),
        ("Report of the 95th meeting of the Standing Committee", None),
    ],
)
def test_the_report_of_another_meeting_is_no_record(title: str, meeting: str | None) -> None:
    blocks = [
        Block(kind, "The Committee noted the report.", [Fragment(page=1)], block_id=f"sc96-doc-7/b000{number}")
        for number, kind in enumerate(("heading", "paragraph"))
    ]
    document: dict[str, Any] = {
        "document_id": "sc96-doc-7",
        "symbol": "SC96 Doc. 7",
        "convention": "CITES",
        "meeting_id": "CITES-SC96",
        "title": title,
        "language": "en",
    }
    rows = tag_document(document, blocks, {}, lexicon())["meeting_outcomes"]
    assert [(row["block_id"], row["surface"], row["body_id"], row["meeting_id"]) for row in rows] == [
        ("sc96-doc-7/b0001", "The Committee noted the report.", "CITES-SC" if meeting else None, meeting)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Each verb has the meeting that stands before it, if there is one.
        (
            "At SC94, the Committee noted the report and, at SC95, approved the plan.",
            [("noted", "CITES-SC94", None), ("approved", "CITES-SC95", None)],
        ),
        ("The plan was endorsed by the Committee at SC95.", [("endorsed", "CITES-SC95", None)]),
        ("The plan was endorsed by the Committee (SC95, Lima, 2094).", [("endorsed", "CITES-SC95", None)]),
        ("The Standing Committee (SC95, Lima, 2094) endorsed the plan.", [("endorsed", "CITES-SC95", None)]),
        ("Having read the report presented at SC94, at SC95 the Committee took note.", [("noted", "CITES-SC95", None)]),
        # At the meeting something else was: it is inferred, or not known.
        (
            "Following the discussion at SC94, the Committee established a group.",
            [("established", "CITES-SC94", "the meeting that is named in the sentence")],
        ),
        (
            "The Committee adopted Resolution Conf. 94.1 at SC95.",
            [("adopted", "CITES-SC95", "the meeting that is named in the sentence")],
        ),
        ("The Standing Committee decided that it would count herons at SC95.", [("decided", None, None)]),
        ("Having read the report presented at SC94, the Committee took note of it.", [("noted", None, None)]),
        ("The Committee endorsed the findings made at its 95th meeting.", [("endorsed", None, None)]),
        ("SC94 and SC95 both agreed on it.", [("agreed", "CITES-SC94", None), ("agreed", "CITES-SC95", None)]),
    ],
)
def test_the_meeting_is_that_of_the_verb(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    _, found = outcomes(text)
    assert [(each.kind, each.meeting_id, each.reason) for each in found] == expected


def test_in_a_record_an_earlier_meeting_of_what_is_noted_is_not_that_of_noting() -> None:
    for text in (
        "The Committee noted the decisions taken at its 95th meeting.",
        "Following SC95, the Committee agreed.",
    ):
        _, found = outcomes(text, of_record=True)
        assert [each.meeting_id for each in found] == ["CITES-SC96"]


def test_a_meeting_that_is_not_known_is_not_taken_for_the_records_own() -> None:
    _, found = outcomes("At its 55th meeting (StC55, Lima, 1901), the Committee adopted the plan.", of_record=True)
    assert [(each.meeting_id, each.reason) for each in found] == [(None, "the meeting that is named is not known")]


@pytest.mark.parametrize(
    ("text", "actor", "body"),
    [
        ("The CMS COP adopted the plan.", "The CMS COP", "CMS-COP"),
        ("The CITES CoP adopted the plan.", "The CITES CoP", "CITES-CoP"),
    ],
)
def test_codes_of_a_treaty_decide(text: str, actor: str, body: str | None) -> None:
    _, found = outcomes(text)
    assert [(each.actor, each.body_id) for each in found] == [(actor, body)]


def test_what_is_noted_goes_on_with_what_another_decided() -> None:
    text, found = outcomes("The Committee noted that AC36 endorsed the plan.")
    assert [text[each.start : each.end] for each in found] == [text, "AC36 endorsed the plan."]


@pytest.mark.parametrize(
    "text",
    [
        "At SC95, the Committee: a) read it; b) noted the report; c) also agreed to it; and d) set up a group.",
        "At SC95, the Committee (i) noted the report; (ii) also agreed to it and (iii) set up a group.",
        "At SC95, the Committee:\n• read it;\n• noted the report\n• also agreed to it; and\n• set up a group.",
    ],
)
def test_items_of_a_list_go_on_with_who_stands_before_it(text: str) -> None:
    text, found = outcomes(text)
    assert [(text[each.start : each.end], each.actor, each.meeting_id) for each in found] == [
        (words, "the Committee", "CITES-SC95") for words in ("noted the report", "also agreed to it", "set up a group.")
    ]


@pytest.mark.parametrize(
    ("introduction", "actor"),
    [
        ("The Committee:", "The Committee"),
        ("At SC95, the Standing Committee:", "the Standing Committee"),
        ("Report of the Standing Committee:", None),
        ("The Standing Committee is invited to:", None),
        ("The Secretariat:", None),
        ("The Committee met.", None),
    ],
)
def test_blocks_of_a_list_go_on_with_who_stands_before_it(introduction: str, actor: str | None) -> None:
    texts = [
        ("heading", introduction),
        ("list_item", "read it"),
        ("list_item", "noted it"),
        ("paragraph", "Agreed on it."),
    ]
    blocks = [
        Block(kind, text, [Fragment(page=1)], block_id=f"sc96-sr/b000{at}") for at, (kind, text) in enumerate(texts)
    ]
    document: dict[str, Any] = {
        "document_id": "sc96-sr",
        "symbol": "SC96 SR",
        "convention": "CITES",
        "meeting_id": "CITES-SC96",
        "title": None,
        "language": "en",
    }
    rows = tag_document(document, blocks, {}, lexicon())["meeting_outcomes"]
    meeting = "CITES-SC95" if "SC95" in introduction else "CITES-SC96"
    assert [(row["block_id"], row["surface"], row["actor"], row["meeting_id"]) for row in rows] == (
        [("sc96-sr/b0002", "noted it", actor, meeting)] if actor else []
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Committee noted it and agreed to:",
            [("noted", "CITES-SC", "CITES-SC96"), ("agreed", "CITES-SC", "CITES-SC96")],
        ),
        (
            "The list was adopted at CoP97 and extended at CoP98.",
            [("adopted", "CITES-CoP", "CITES-CoP97"), ("extended", "CITES-CoP", "CITES-CoP98")],
        ),
        (
            "The Committee noted the plan, adopted at CoP97.",
            [("noted", "CITES-SC", "CITES-SC96"), ("adopted", "CITES-CoP", "CITES-CoP97")],
        ),
        ("La COP71 de la CMS a adopté le plan.", [("adopted", "CMS-COP", "CMS-COP71")]),
        ("La CoP97 de la CITES adoptó el plan.", [("adopted", "CITES-CoP", "CITES-CoP97")]),
    ],
)
def test_a_verb_at_another_meeting_and_a_meeting_of_a_treaty(text: str, expected: list[tuple[str, str, str]]) -> None:
    _, found = outcomes(text, of_record=True)
    assert [(each.kind, each.body_id, each.meeting_id) for each in found] == expected


def test_a_text_without_an_end_of_a_sentence_is_parted_behind_spaces() -> None:
    clause = "at its 97th meeting (Geneva, July 2098), the Standing Committee approved the list of herons and "
    endless = Passage.of(clause * 100)
    text, stretches = endless.text, [endless.sentence(at) for at in range(0, len(endless.text), 1000)]
    assert all(0 < end - start <= LONGEST_SENTENCE for start, end in stretches)
    assert all(start == 0 or text[start - 1] == " " for start, _ in stretches)
    assert Passage.of("x" * 20_000).sentence(15_000) == (12_000, 18_000)
    preamble = f"Noting {'the herons of lakes, ' * 200}they agree. Done."
    assert Passage.of(preamble).sentence(3000) == (0, preamble.index("Done"))


def test_time_grows_with_the_length_of_a_sentence_no_faster() -> None:
    clause = "the list was approved by the Conference of the Parties to CITES at its 97th meeting, as noted by CMS, "
    _, found = outcomes(clause * 600)  # it took hours
    whole = ("approved", "the Conference of the Parties to CITES", "CITES-CoP97")
    assert [(each.kind, each.actor, each.meeting_id) for each in found].count(whole) >= 590
