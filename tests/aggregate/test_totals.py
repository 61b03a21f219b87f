import pytest
from invented import GRIFFIN, LEDGER, MERMAID, edition

from pipeline.aggregate.totals import bounds, breaches

ACTIVITIES = edition(
    "sc91-doc-1", "2091-2093", "progress_report", ("A1", None, LEDGER), ("B1", None, MERMAID), ("B2", None, GRIFFIN)
)
RESULTS = [{"document_id": "sc91-doc-1", "result_id": "sc91-doc-1/annex-1/r1"}]
LINKS = [{"document_id": "sc91-doc-1", "activity_id": "sc91-doc-1/annex-1/B1", "result_id": "sc91-doc-1/annex-1/r1"}]


def rules(activities=ACTIVITIES, results=RESULTS, links=LINKS):
    found = breaches({"activities": activities, "results": results, "activity_results": links})
    assert all(issue["document_id"] == "sc91-doc-1" for issue in found)
    assert {issue["level"] for issue in found if issue["rule"] != "roles-mixed"} <= {"error"}
    return [(issue["rule"], issue["evidence"]) for issue in found]


def test_totals_that_are_kept_say_nothing():
    assert rules() == []


def test_a_gap_in_the_codes_of_a_theme_is_a_breach():
    assert rules(
        [row for row in ACTIVITIES if row["code"] != "B1"],
        links=[{**LINKS[0], "activity_id": ACTIVITIES[2]["activity_id"]}],
    ) == [("code-gap", "1")]


@pytest.mark.parametrize(
    ("codes", "gaps"),
    [
        ({"Names": "123", "Herds": "123"}, []),
        ({"Names": "123", "Herds": "456", "Money": "7"}, []),
        ({"Names": "123", "Herds": "56"}, [("code-gap", "1, 2, 3, 4")]),
        ({"Names": "12", "Herds": "35"}, [("code-gap", "4")]),
        ({"Names": "23"}, [("code-gap", "1")]),
        ({"Names": "ab"}, []),
    ],
)
def test_numbers_begin_anew_or_go_on_from_theme_to_theme(codes, gaps):
    activities = [
        ACTIVITIES[0] | {"activity_id": f"sc91-doc-1/annex-1/{code}", "code": code, "theme": theme, "order": order}
        for order, (theme, code) in enumerate((theme, code) for theme, all_of in codes.items() for code in all_of)
    ]
    assert [breach for breach in rules(activities, [], []) if breach[0] == "code-gap"] == gaps


def test_a_result_that_answers_nothing_is_a_breach():
    assert rules(links=[]) == [("result-unanswering", "sc91-doc-1/annex-1/r1")]


@pytest.mark.parametrize("change", [{"activity_id": "sc91-doc-1/annex-1/B9"}, {"result_id": "sc91-doc-1/annex-1/r9"}])
def test_a_link_to_nothing_is_a_breach(change):
    assert ("link-broken", (LINKS[0] | change)["result_id"]) in rules(links=[*LINKS, LINKS[0] | change])


def test_too_few_activities_are_a_breach():
    assert rules(ACTIVITIES[1:2]) == [("activities-out-of-bounds", "1")]


def test_the_bounds_themselves_are_kept():
    least, most = bounds()[0]["progress_report"]
    for count, kept in ((least - 1, False), (least, True), (most, True), (most + 1, False)):
        many = [row | {"code": f"{row['theme']}{number}"} for number, row in enumerate([ACTIVITIES[0]] * count, 1)]
        assert ("activities-out-of-bounds" not in [rule for rule, _ in rules(many, [], [])]) == kept


@pytest.mark.parametrize(("programme", "named"), [("2091-2093", "2091-2093"), (None, "A programme without years")])
def test_a_breach_names_programme_and_place(programme, named):
    one = [ACTIVITIES[0] | {"programme_id": programme}]
    [found] = breaches({"activities": one, "results": [], "activity_results": []})
    assert found["message"] == f"{named} in sc91-doc-1/annex-1: It has 1 activities, not 2 to 200."


def test_a_theme_of_a_known_programme_that_is_missing_is_a_breach():
    known = [row | {"programme_id": "2015-2020"} for row in ACTIVITIES]
    assert rules(known) == [("theme-missing", "C"), ("theme-missing", "D"), ("activities-out-of-bounds", "3")]


def test_too_few_themes_without_letters_are_a_breach():
    tasks = [row | {"programme_id": "2008-2011", "theme": f"Theme {row['theme']}"} for row in ACTIVITIES]
    assert ("theme-missing", "Theme A; Theme B") in rules(tasks)
    enough = [row | {"theme": f"Theme {number}"} for number, row in enumerate([*tasks, tasks[0]])]
    assert "theme-missing" not in [rule for rule, _ in rules(enough)]


def test_a_role_without_bounds_is_a_breach():
    assert rules([row | {"role": "farewell"} for row in ACTIVITIES]) == [("role-unknown", "farewell")]


def test_two_roles_in_one_annex_are_doubtful():
    assert rules([*ACTIVITIES[:2], ACTIVITIES[2] | {"role": "draft"}]) == [("roles-mixed", "B2")]


def test_the_bounds_can_be_kept():
    families, programmes = bounds()
    assert families and programmes
    for low, high in (*families.values(), *(programme.activities for programme in programmes.values())):
        assert 0 < low <= high
