from __future__ import annotations

import pytest

from pipeline.split.document import split_document
from pipeline.split.requests import actions, listed_actions
from tests.split.invented import Draft, rules


def asked(draft: Draft) -> list[tuple[str | None, str | None, str]]:
    return [(row["addressee"], row["number"], row["text"]) for row in draft.split()["requested_actions"]]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        (
            "note the report and its Annex 1 and endorse the draft in Annex 2.",
            ["note the report and its Annex 1", "endorse the draft in Annex 2"],
        ),
        ("take note of the report, and to thank the donors", ["take note of the report", "thank the donors"]),
        ("adopt the draft resolution;", ["adopt the draft resolution"]),
        (
            "consider the report; approve the budget; and provide guidance.",
            ["consider the report", "approve the budget", "provide guidance"],
        ),
        ("review and, if appropriate, adopt the plan", ["review", "if appropriate, adopt the plan"]),
        # what others are asked for is theirs, but behind a comma
        ("encourage Parties to count and submit herons", ["encourage Parties to count and submit herons"]),
        (
            "note it and ask Parties to review, adopt, and submit it",
            ["note it", "ask Parties to review, adopt, and submit it"],
        ),
        ("ask Parties to count, and renew the plan", ["ask Parties to count", "renew the plan"]),
        (
            "direct the Secretariat, with Parties, to review and submit it, and to note it",
            ["direct the Secretariat, with Parties, to review and submit it", "note it"],
        ),
        ("recommend that Parties review and adopt it", ["recommend that Parties review and adopt it"]),
        (
            "décider de charger le Secrétariat, avec les Parties, d'examiner et de soumettre un plan",
            ["décider de charger le Secrétariat, avec les Parties, d'examiner et de soumettre un plan"],
        ),
        ("establish a group to review and formulate it", ["establish a group to review and formulate it"]),
        ("review it, establish a group and formulate advice", ["review it", "establish a group", "formulate advice"]),
        ("consider hosting it, and to report", ["consider hosting it", "report"]),
        ("note the study, report and annex", ["note the study, report and annex"]),
        ("consider how to identify and select sites", ["consider how to identify and select sites"]),
        ("inviter les Parties à compter et adopter", ["inviter les Parties à compter et adopter"]),
        ("pedir a las Partes que cuenten y presente un plan", ["pedir a las Partes que cuenten y presente un plan"]),
        ("", []),
    ],
)
def test_actions_of_a_sentence(sentence: str, parts: list[str]) -> None:
    assert actions(sentence) == parts


def test_a_list_below_a_sentence_that_says_what_is_asked_belongs_to_it() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Plants Committee is invited to note it and agree on the following recommendations:", "3")
    draft.item("that the list be kept;")
    draft.item("that the list be read.")
    draft.paragraph("Nothing more is asked.")
    draft.item("a stray item", "c")
    assert asked(draft) == [
        ("The Plants Committee", None, "note it"),
        (
            "The Plants Committee",
            None,
            "agree on the following recommendations:\nthat the list be kept;\nthat the list be read",
        ),
    ]


def test_a_sentence_and_a_list() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is invited to note the report and endorse the plan.", "11")
    draft.heading("Action requested:")
    draft.paragraph("The Conference of the Parties is recommended to:")
    draft.item("review the activities; and", "a")
    draft.item("adopt the plan.", "b")
    draft.paragraph("Nothing more is asked.")
    draft.item("a stray item", "c")
    assert asked(draft) == [
        ("The Standing Committee", None, "note the report"),
        ("The Standing Committee", None, "endorse the plan"),
        ("The Conference of the Parties", "a", "review the activities"),
        ("The Conference of the Parties", "b", "adopt the plan"),
    ]


def test_parts_of_a_numbered_paragraph_are_items_and_no_decisions() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is requested to:", "4")
    draft.paragraph("note the report;", "4.1")
    draft.paragraph("Adopt the plan.", "4.2")
    draft.paragraph("The Secretariat shall count herons.", "4.17")
    draft.heading("5. Recommendations")
    draft.paragraph("The Committee is invited to note it.", "5.1")
    draft.paragraph("Donors are invited to:", "5.2")
    draft.paragraph("Give.", "5.2.1")
    draft.paragraph("The Committee is invited to end.", "5.3")
    assert asked(draft) == [
        ("The Standing Committee", "4.1", "note the report"),
        ("The Standing Committee", "4.2", "Adopt the plan"),
        ("The Committee", None, "note it"),
        ("Donors", "5.2.1", "Give"),
        ("The Committee", None, "end"),
    ]


def test_below_a_heading_of_requests_others_are_asked_as_such_too() -> None:
    draft = Draft(annex=None)
    told = [
        "Parties are requested to report.",
        "The Committee may wish to thank Arcadia.",
        "It is suggested that Parties act.",
    ]
    for text in told:
        draft.paragraph(text)
    draft.heading("Recommendations")
    draft.paragraph("The Standing Committee is invited to:")
    draft.item("note the report.", "a")
    for text in told:
        draft.paragraph(text)
    draft.heading("Costs")
    for text in told:
        draft.paragraph(text)
    assert asked(draft) == [
        ("The Standing Committee", "a", "note the report"),
        ("Parties", None, "report"),
        ("The Committee", None, "thank Arcadia"),
        ("Parties", None, "act"),
    ]


def test_what_a_secretariat_recommends() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Secretariat recommends that the Standing Committee:", "4")
    draft.item("note this document; and", "a)")
    draft.item("request it to go on.", "b)")
    draft.paragraph("The Secretariat suggests that the Committee endorse the plan and thank the donors.", "5")
    draft.paragraph("The Secretariat invites the Conference of the Parties to adopt the plan.", "6")
    draft.paragraph("Resolution 91.1 recommends that the Parties report.", "7")
    assert asked(draft) == [
        ("the Standing Committee", "a)", "note this document"),
        ("the Standing Committee", "b)", "request it to go on"),
        ("the Committee", None, "endorse the plan"),
        ("the Committee", None, "thank the donors"),
        ("the Conference of the Parties", None, "adopt the plan"),
    ]


def test_a_list_under_a_heading_asks_the_meeting() -> None:
    draft = Draft(annex=None)
    draft.heading("Action requested:")
    draft.item("• Take note of the report;")
    draft.item("• Approve the programme in Annex 1.")
    draft.paragraph("Nothing more is asked.")
    draft.item("• Note that this is none.")
    draft.heading("Recommendations")
    draft.item("• Cranes were counted in 2091.")
    assert asked(draft) == [
        (None, None, "Take note of the report"),
        (None, None, "Approve the programme in Annex 1"),
    ]


def test_a_list_under_a_heading_goes_on_whatever_its_items_begin_with() -> None:
    draft = Draft(annex=None)
    draft.heading("Action Requested")
    draft.item("• Take note")
    draft.item("• Comment")
    assert asked(draft) == [(None, None, "Take note"), (None, None, "Comment")]


def test_parties_are_asked_as_such_below_a_heading_of_requests() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Signatories are invited to count the otters.", "3")
    draft.paragraph("Signatories are invited to:", "4")
    draft.item("review the lakes;", "a)")
    draft.heading("Action requested")
    draft.paragraph("Signatories are invited to note the plan.", "5")
    assert asked(draft) == [("Signatories", "a)", "review the lakes"), ("Signatories", None, "note the plan")]


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("Kenya and Senegal recommend that the Standing Committee adopt the plan.", "the Standing Committee"),
        ("Les auteurs demandent au Comité permanent d’adopter le plan.", "au Comité permanent"),
        ("Le Kenya propose que le Comité permanent adopte le plan.", "le Comité permanent"),
        ("El Brasil pide al Comité Permanente que adopte el plan.", "al Comité Permanente"),
    ],
)
def test_whoever_wrote_a_paper_asks_below_its_heading_of_requests(sentence: str, addressee: str) -> None:
    draft = Draft(annex=None)
    draft.paragraph(sentence, "3")
    draft.heading("Recommendations")
    draft.paragraph(sentence, "4")
    assert [who for who, _, _ in asked(draft)] == [addressee]


def test_a_colon_may_stand_behind_a_space() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Il est recommandé au Comité permanent :", "4")
    draft.item("d’adopter le plan.", "a)")
    assert asked(draft) == [("au Comité permanent", "a)", "adopter le plan")]


def test_the_record_of_a_meeting_tells_what_others_asked_it() -> None:
    draft = Draft(annex=None)
    draft.paragraph("La Secretaría recomienda que el Comité Permanente apruebe el plan.", "4")
    for symbol, title, count in (("SC97 SR", "Acta resumida", 0), ("SC97 Doc. 4", "Informe de la reunión", 1)):
        rows = split_document({"document_id": "d", "symbol": symbol, "title": title}, draft.parsed())
        assert len(rows["requested_actions"]) == count


def test_what_was_or_will_be_asked_is_not_asked() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Parties were requested to send their reports.")
    draft.paragraph("The next meeting will be invited to approve the plan.")
    assert asked(draft) == []


def test_a_word_that_fell_out_between_the_items_does_not_end_the_list() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Conference of the Parties is invited")
    draft.paragraph("to:")
    draft.item("adopt the plan;", "a)")
    draft.paragraph("and")
    draft.item("note the report.", "b)")
    assert [text for _, _, text in asked(draft)] == ["adopt the plan", "note the report"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "a. Take note of the otters; b. Review the lakes and, c. Provide guidance. It may do more.",
            [("a", "Take note of the otters"), ("b", "Review the lakes"), ("c", "Provide guidance")],
        ),
        ("(i) note the report; and (ii) adopt the plan.", [("(i)", "note the report"), ("(ii)", "adopt the plan")]),
        ("a) note the report; and c) adopt the plan.", []),
        ("note the report; a) of otters", []),
    ],
)
def test_a_list_in_one_sentence(text: str, parts: list[tuple[str, str]]) -> None:
    assert listed_actions(text) == parts


def test_a_list_in_the_paragraph_that_asks() -> None:
    draft = Draft(annex=None)
    draft.paragraph(
        "The 17th Meeting of the Scientific Council is invited to: a. Take note of it; b. Review the lakes."
    )
    assert [(number, text) for _, number, text in asked(draft)] == [
        ("a", "Take note of it"),
        ("b", "Review the lakes"),
    ]


def test_a_list_whose_letters_a_converter_made_figures_of_or_dropped() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is invited to:", "8")
    draft.paragraph("note the report;", "1")
    draft.paragraph("endorse the plan; and request the Secretariat to report.")
    draft.paragraph("Adopt the budget.", "2")
    draft.paragraph("otters are counted.")
    draft.paragraph("Note the otters.", "3")
    assert asked(draft) == [
        ("The Standing Committee", "1", "note the report"),
        ("The Standing Committee", None, "endorse the plan"),
        ("The Standing Committee", None, "request the Secretariat to report"),
        ("The Standing Committee", "2", "Adopt the budget"),
    ]


def test_a_paragraph_below_the_sentence_that_asks_may_tell_something_else() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is invited to:", "8")
    draft.paragraph("Otters are counted.", "9")
    draft.paragraph("Note the otters.")
    assert asked(draft) == []


@pytest.mark.parametrize(("number", "taken"), [("2", True), ("9", False), ("3", False)])
def test_a_paragraph_with_a_number_of_its_own_is_no_item_of_the_list_above(number: str, taken: bool) -> None:
    """Words that begin paragraphs are verbs of acting, too: only the next number of the list makes one an item."""
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is invited to:", "8")
    draft.paragraph("Note the report.", "1")
    draft.paragraph("Review of the lakes is under way.", number)
    assert len(asked(draft)) == 1 + taken


@pytest.mark.parametrize(
    ("sentence", "convention", "body"),
    [
        ("The Standing Committee is invited to note the report.", "CITES", "SC"),
        ("The Standing Committee is invited to note the report.", "CMS", "StC"),
        ("The Standing Committee is invited to note the report.", None, None),
        ("The Conference of the Parties is recommended to note the report.", "CMS", "COP"),
        ("The Animals Committee is invited to note the report.", None, "AC"),
        ("The Animals Committee is invited to note the report.", "CMS", "CITES-AC"),
        ("The Animals Committee and the Plants Committee are invited to note the report.", "CITES", None),
        ("Il est demandé au Comité permanent de prendre note du rapport.", "CITES", "SC"),
        ("Se invita al Comité Permanente a tomar nota del informe.", "CMS", "StC"),
        ("Les Parties sont invitées à prendre note du rapport.", "CMS", None),
    ],
)
def test_who_is_asked_has_the_code_that_documents_have(sentence: str, convention: str | None, body: str | None) -> None:
    draft = Draft(annex=None)
    draft.paragraph(sentence)
    [row] = draft.split(convention=convention)["requested_actions"]
    assert row["body"] == body


def test_what_a_working_group_recommends_in_a_list_with_figures() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The in-session working group recommends that the Standing Committee:")
    draft.paragraph("submit the list of herons to the Parties;", "1")
    draft.paragraph("renew the mandate of the group; and", "2")
    draft.paragraph("thank the friends.", "3")
    draft.paragraph("The group met twice.", "4")
    assert asked(draft) == [
        ("the Standing Committee", "1", "submit the list of herons to the Parties"),
        ("the Standing Committee", "2", "renew the mandate of the group"),
        ("the Standing Committee", "3", "thank the friends"),
    ]


def test_the_preposition_that_joins_an_item_to_its_sentence_is_no_part_of_what_is_asked() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Le Comité permanent est prié:", "4")
    draft.item("d'approuver le projet; et", "a)")
    draft.item("de prendre note du rapport.", "b)")
    draft.paragraph("Il est également recommandé au Comité permanent de prolonger le mandat du groupe.", "5")
    assert [text for _, _, text in asked(draft)] == [
        "approuver le projet",
        "prendre note du rapport",
        "prolonger le mandat du groupe",
    ]


def test_what_a_decision_asks_is_no_request_of_the_document() -> None:
    draft = Draft(annex=None)
    draft.heading("Directed to the Heron Task Force")
    draft.paragraph("91.AA The Task Force is requested to meet.")
    rows = draft.split()
    assert [row["number"] for row in rows["clauses"]] == ["91.AA"]
    assert rows["requested_actions"] == []


def test_bodies_of_one_name_are_told_apart_by_the_meeting_of_the_document() -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Meeting of the Signatories is requested to note the report.", "3")
    for meeting, body in (("CMS-SharksMOU-MOS3", "SharksMOU-MOS"), ("CMS-SaigaMOU-MOS2", "SaigaMOU-MOS"), (None, None)):
        document = {"document_id": "a", "convention": "CMS", "meeting_id": meeting}
        rows = split_document(document, draft.parsed())["requested_actions"]
        assert [row["body"] for row in rows] == [body]


@pytest.mark.parametrize(
    ("sentence", "addressee", "text"),
    [
        (
            "Le Secrétariat recommande au Comité permanent d'approuver le plan.",
            "au Comité permanent",
            "approuver le plan",
        ),
        (
            "La Secretaría recomienda que el Comité Permanente apruebe el plan.",
            "el Comité Permanente",
            "apruebe el plan",
        ),
        (
            "The Signatory States and cooperating organizations are invited to note the plan.",
            "The Signatory States and cooperating organizations",
            "note the plan",
        ),
        (
            "The Standing Committee, at its 93rd meeting, is invited to note the plan.",
            "The Standing Committee",
            "note the plan",
        ),
        (
            "The Secretariat recommends that the Standing Committee, at its 93rd meeting, note the plan.",
            "the Standing Committee",
            "note the plan",
        ),
        (
            "Le Secrétariat recommande au Comité permanent, à sa 93e session, d'approuver le plan.",
            "au Comité permanent",
            "approuver le plan",
        ),
        (
            "Le Comité permanent, à sa 93e session, est invité à approuver le plan.",
            "Le Comité permanent",
            "approuver le plan",
        ),
        (
            "La Secretaría recomienda que el Comité Permanente, en su 93ª reunión, apruebe el plan.",
            "el Comité Permanente",
            "apruebe el plan",
        ),
        (
            "Se invita al Comité Permanente, en su 93ª reunión, a aprobar el plan.",
            "al Comité Permanente",
            "aprobar el plan",
        ),
        (
            "The Secretariat recommends that the Standing Committee maintain its ban.",
            "the Standing Committee",
            "maintain its ban",
        ),
        (
            "The working group invites the Standing Committee to note the plan.",
            "the Standing Committee",
            "note the plan",
        ),
        (
            "Il est recommandé que le Comité permanent prenne note du plan.",
            "le Comité permanent",
            "prenne note du plan",
        ),
        ("Le Secrétariat invite le Comité permanent à noter le plan.", "le Comité permanent", "noter le plan"),
        ("Le Comité permanent est prié de bien vouloir noter le plan.", "Le Comité permanent", "noter le plan"),
        ("Il est demandé au Comité de session d'en noter le plan.", "au Comité de session", "en noter le plan"),
        ("La Secretaría invita al Comité Permanente a aprobar el plan.", "al Comité Permanente", "aprobar el plan"),
        (
            "Se invita a las Partes y a las Signatarias amigas a aprobar el plan.",
            "a las Partes y a las Signatarias amigas",
            "aprobar el plan",
        ),
    ],
)
def test_who_is_asked_in_other_words(sentence: str, addressee: str, text: str) -> None:
    draft = Draft(annex=None)
    draft.paragraph(sentence, "4")
    assert asked(draft) == [(addressee, None, text)]


@pytest.mark.parametrize(
    ("who", "meeting", "body"),
    [
        ("The Committee is", "CITES-SC91", "SC"),
        ("The Meeting is", "CMS-SharksMOU-MOS3", "SharksMOU-MOS"),
        ("The Conference is", "CITES-CoP91", "CoP"),
        ("The Committee is", "CITES-CoP91", None),
        ("The Parties are", "CITES-CoP91", None),
        ("The Committee is", None, None),
    ],
)
def test_the_committee_is_that_whose_document_it_is(who: str, meeting: str | None, body: str | None) -> None:
    draft = Draft(annex=None)
    draft.paragraph(f"{who} invited to note the report.", "3")
    document = {"document_id": "a", "convention": (meeting or "CMS").split("-")[0], "meeting_id": meeting}
    assert [row["body"] for row in split_document(document, draft.parsed())["requested_actions"]] == [body]


def test_a_list_below_an_action_belongs_to_it() -> None:
    """Whom the action asks, and not the meeting, is asked for what stands there."""
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is invited to:", "4")
    draft.item("encourage range States to:", "b)")
    draft.item("count herons; and", "i)")
    draft.item("protect lakes; and", "ii)")
    draft.item("note the report.", "c)")
    assert asked(draft) == [
        ("The Standing Committee", "b)", "encourage range States to:\ni) count herons; and\nii) protect lakes"),
        ("The Standing Committee", "c)", "note the report"),
    ]


@pytest.mark.parametrize(
    ("sentence", "addressee"),
    [
        ("In view of the above, the Secretariat recommends that the Committee note the report.", "the Committee"),
        ("It is proposed that the Committee note the report.", "the Committee"),
        ("In Decision 91.4, the Standing Committee is requested to note the report.", None),
        ("A tenor de lo expuesto, la Secretaría recomienda al Comité Permanente que note.", "al Comité Permanente"),
        ("En la Decisión 91.4, se pide al Comité Permanente que tome nota.", None),
        ("Dans la décision 91.4, il est demandé au Comité permanent de noter le rapport.", None),
        ("In paragraph 3 of the resolution, the Secretariat is requested to note the report.", None),
        ("The plan that the Standing Committee is invited to note is annexed.", None),
        ("It is proposed that the Standing Committee is invited to note the report.", "the Standing Committee"),
        ("Au paragraphe 3 de sa résolution, il est demandé au Comité permanent de noter le rapport.", None),
        ("91.4 Les Parties sont encouragées à noter le rapport.", None),
        ("Parties are also kindly requested to note the report.", None),
    ],
)
def test_who_is_asked_within_a_sentence_that_does_not_only_tell_it(sentence: str, addressee: str | None) -> None:
    draft = Draft(annex=None)
    draft.paragraph(sentence)
    assert [who for who, _, _ in asked(draft)] == ([addressee] if addressee else [])


def test_decisions_that_a_paper_quotes_are_none_of_its_requests() -> None:
    draft = Draft(annex=None)
    draft.heading("À l'adresse des Parties")
    draft.paragraph("Les Parties sont encouragées à noter le rapport.")
    draft.paragraph("Les Parties sont invitées à noter le rapport.", "3")
    assert [text for _, _, text in asked(draft)] == ["noter le rapport"]


def test_a_notification_asks_parties() -> None:
    draft = Draft(annex=None)
    draft.paragraph("Parties that export herons are also kindly requested to:", "2")
    draft.item("count them; and", "a)")
    draft.item("report.", "b)")
    draft.paragraph("The Secretariat urges Parties also to reply.", "3")
    draft.paragraph("The Secretariat hereby requests all States and friends (FOO) that are able to help to do so.", "4")
    draft.paragraph("National Focal Points are requested to vote.", "5")
    draft.paragraph("Les organes de gestion sont priés de répondre.", "6")
    draft.paragraph("Se ruega a los puntos focales que respondan.", "7")
    own = {"document_id": "n", "own_instrument_id": "CITES-NOT-2096/001"}
    rows = split_document(own, draft.parsed())["requested_actions"]
    assert [(row["addressee"], row["text"]) for row in rows] == [
        ("Parties that export herons", "count them"),
        ("Parties that export herons", "report"),
        ("Parties", "reply"),
        ("all States and friends (FOO) that are able to help", "do so"),
        ("National Focal Points", "vote"),
        ("Les organes de gestion", "répondre"),
        ("a los puntos focales", "respondan"),
    ]


def test_a_heading_may_say_who_is_asked() -> None:
    draft = Draft(annex=None)
    draft.heading("Action requested of the Meeting of the Signatories:")
    draft.item("Review the proposals; and", "a)")
    draft.item("Decide on them.", "b)")
    assert asked(draft) == [
        ("the Meeting of the Signatories", "a)", "Review the proposals"),
        ("the Meeting of the Signatories", "b)", "Decide on them"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "invited to: a) note it; and b) renew Decision 91.4 (Rev. CoP92) on herons. So it was.",
            ["note it", "renew Decision 91.4 (Rev. CoP92) on herons"],
        ),
        (
            "invited to renew Decision 91.4 (Rev. CoP92) and to note document SC98 Doc. Annex. So it was.",
            ["renew Decision 91.4 (Rev. CoP92)", "note document SC98 Doc. Annex"],
        ),
        ("invited to note the report of Mr. Heron on otters.", ["note the report of Mr. Heron on otters"]),
    ],
)
def test_a_word_that_is_only_shortened_ends_no_action(text: str, expected: list[str]) -> None:
    draft = Draft(annex=None)
    draft.paragraph(f"The Committee is {text}")
    assert [text for _, _, text in asked(draft)] == expected


@pytest.mark.parametrize(("between", "named"), [((), []), (("Cranes are large birds.",), ["requests-not-read"])])
def test_a_list_that_is_announced_and_not_found_is_named(between: tuple[str, ...], named: list[str]) -> None:
    draft = Draft(annex=None)
    draft.paragraph("The Standing Committee is invited to:")
    for text in between:
        draft.paragraph(text)
    draft.item("note the report.", "a")
    assert asked(draft) == ([] if named else [("The Standing Committee", "a", "note the report")])
    assert rules(draft.split()) == named
