import datetime
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import GRIFFIN, LEDGER, MERMAID, activity, document, edition, lineage
from invented import ends as ends_of_links

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.lineage import is_minor, words_changed

FIRST = document("sc91-doc-1", meeting_start="2091-01-10")
SECOND = document("sc93-doc-1", meeting_start="2093-01-10")


def relations(earlier, later, documents=(FIRST, SECOND)):
    rows, _ = lineage([*earlier, *later], documents)
    return {
        (row["from_activity_id"].rsplit("/", 1)[1], row["to_activity_id"].rsplit("/", 1)[1]): row["relation"]
        for row in rows
    }


def ends(earlier, later, documents=(FIRST, SECOND)):
    activities = [*earlier, *later]
    rows = ends_of_links(lineage(activities, documents)[0], activities, documents)
    return {(row["activity_id"].rsplit("/", 1)[1], row["relation"]) for row in rows if row["compared_with"]}


def draft(*activities):
    return edition("sc91-doc-1", "2091-2093", "draft", *activities)


def report(*activities):
    return edition("sc93-doc-1", "2091-2093", "progress_report", *activities)


def following(*activities):
    return edition("sc93-doc-1", "2094-2099", "draft", *activities, annex="annex 2")


def test_equal_text_under_the_same_code_is_the_same_whatever_case_and_punctuation():
    before = draft(("B1", None, MERMAID), ("B2", None, GRIFFIN))
    after = report(("B1", None, MERMAID.upper().replace(",", ";")), ("B2", None, GRIFFIN.replace("high", "hi-gh")))
    assert relations(before, after) == {("B1", "B1"): "same", ("B2", "B2"): "same"}


def test_equal_text_under_another_code_is_renumbered_and_says_where_it_moved():
    before = draft(("A1", None, LEDGER), ("B1", None, MERMAID))
    after = report(("B1", None, MERMAID), ("B2", None, LEDGER))
    rows, _ = lineage([*before, *after], [FIRST, SECOND])
    moved = next(row for row in rows if row["relation"] == "renumbered")
    assert moved["from_activity_id"].endswith("A1") and moved["to_activity_id"].endswith("B2")
    assert "code A1 became B2" in moved["evidence"]
    assert "moved from theme A to B" in moved["evidence"]
    assert moved["similarity"] == 1.0


def test_of_two_equal_texts_each_keeps_its_code():
    before = draft(("B1", None, GRIFFIN), ("B2", None, GRIFFIN))
    after = report(("B1", None, GRIFFIN), ("B2", None, GRIFFIN))
    assert relations(before, after) == {("B1", "B1"): "same", ("B2", "B2"): "same"}
    assert relations(before[1:], after) == {("B2", "B2"): "same"}


def test_a_changed_text_is_reworded_with_the_words_that_changed():
    after = report(("B1", None, MERMAID.replace("lagoon wardens", "reef wardens")), ("B2", None, GRIFFIN))
    rows, _ = lineage([*draft(("B1", None, MERMAID), ("B2", None, GRIFFIN)), *after], [FIRST, SECOND])
    assert [row["relation"] for row in rows] == ["reworded", "same"]
    assert (rows[0]["words_removed"], rows[0]["words_added"]) == ("lagoon", "reef")
    assert "only spelling" not in rows[0]["evidence"]


def test_what_is_gone_is_dropped_and_what_came_is_new():
    before = draft(("B1", None, MERMAID), ("B2", None, GRIFFIN))
    after = report(("B1", None, MERMAID), ("C1", None, "Lend clerks to each other at busy times"))
    assert ends(before, after) == {("B2", "dropped"), ("C1", "new")}


def test_the_first_edition_is_new_as_far_as_the_record_goes():
    activities = draft(("B1", None, MERMAID))
    rows = ends_of_links([], activities, [FIRST])
    assert [(row["relation"], row["compared_with"]) for row in rows] == [("new", None)]


def test_from_programme_to_programme_it_is_continued():
    before = draft(("B1", "Mermaids", MERMAID), ("B2", "Griffins", GRIFFIN))
    after = following(
        ("B1", "Griffins", "Go on counting the griffins of the plateau and publish their counts"),
        ("B2", "Mermaids", "Carry out the plan for the recovery of the mermaid"),
    )
    assert relations(before, after) == {("B1", "B2"): "continued", ("B2", "B1"): "continued"}


def test_two_that_become_one_are_merged_and_one_that_becomes_two_is_split():
    parts = (
        "Attend the meetings of the tide council, the reef council and the river council",
        "Speak for each other at meetings of the tide council, the reef council and others, and issue joint statements",
    )
    whole = (
        "Attend or speak for each other at the tide council, the reef council and the river council, with statements"
    )
    merged = relations(draft(("B1", None, parts[0]), ("B2", None, parts[1])), following(("C1", None, whole)))
    assert merged == {("B1", "C1"): "merged", ("B2", "C1"): "merged"}
    split = relations(draft(("B1", None, whole)), following(("B1", None, parts[0]), ("B2", None, parts[1])))
    assert split == {("B1", "B1"): "split", ("B1", "B2"): "split"}


def test_the_same_words_about_another_subject_are_not_linked():
    sentence = "Maximise the synergies of both treaties in the field of the {}"
    before = draft(("B1", "Mermaids", sentence.format("mermaid")), ("B2", "Griffins", sentence.format("griffin")))
    after = following(("B1", "Griffins", sentence.format("griffin")), ("B2", "Phoenixes", sentence.format("phoenix")))
    assert relations(before, after)["B2", "B1"] == "continued"
    assert ("B2", "B2") not in relations(before, after)


def test_a_renamed_sub_heading_does_not_speak_against_its_activities():
    text = "Share what is known of the trade in horns with the customs league and train its officers"
    before = draft(("B1", "Unicorns", text), ("B2", "Griffins", GRIFFIN))
    after = following(
        ("B1", "Horned animals", text.replace("Share what is known", "Exchange information")),
        ("B2", "Griffins", GRIFFIN),
    )
    assert relations(before, after)["B1", "B1"] == "continued"


def test_an_activity_that_points_back_goes_with_the_one_before_it():
    before = draft(
        ("A1", None, "List the differences between the names of the registers"),
        ("A2", None, "Remove these through the panel of scribes"),
    )
    after = following(
        ("A1", None, "List the differences between the names of the two registers and remove them one by one")
    )
    rows, _ = lineage([*before, *after], [FIRST, SECOND])
    assert [row["relation"] for row in rows] == ["merged", "merged"]
    assert "'these' points back to A1" in rows[1]["evidence"]


def test_editions_of_one_programme_follow_each_other_by_date_and_role():
    documents = [FIRST, document("sc92-doc-1", meeting_start="2092-01-10"), SECOND]
    middle = edition("sc92-doc-1", "2091-2093", "draft", ("B1", None, MERMAID))
    rows, _ = lineage([*report(("B1", None, MERMAID)), *middle, *draft(("B1", None, MERMAID))], documents)
    assert [(row["from_activity_id"], row["to_activity_id"]) for row in rows] == [
        ("sc91-doc-1/annex-1/B1", "sc92-doc-1/annex-1/B1"),
        ("sc92-doc-1/annex-1/B1", "sc93-doc-1/annex-1/B1"),
    ]


def test_the_dates_give_the_order_whatever_the_documents_are_called():
    documents = [document("z", meeting_start="2091-01-10"), document("a", meeting_start="2092-01-10")]
    rows, issues = lineage(
        [row for name in "az" for row in edition(name, "2091-2093", "draft", ("B1", None, MERMAID))], documents
    )
    assert [row["from_activity_id"] for row in rows] == ["z/annex-1/B1"]
    assert issues == []


def test_a_meeting_that_is_not_known_has_the_days_that_its_document_prints():
    calendar = Calendar([document("a", meeting_start="2091-01-10", meeting_end="2091-01-12", issued="2090-12-01")])
    assert calendar.document("a") == datetime.date(2091, 1, 10)
    assert calendar.meeting_end_of("a") == datetime.date(2091, 1, 12)


@pytest.mark.parametrize(
    ("dates", "undated"), [({}, "a-report, b-draft"), ({"meeting_start": "2091-01-10"}, "b-draft")]
)
def test_without_dates_the_roles_give_the_order_and_that_is_said(dates, undated):
    documents = [document("a-report", **dates), document("b-draft")]
    activities = [
        *edition("a-report", "2091-2093", "progress_report", ("B1", None, MERMAID)),
        *edition("b-draft", "2091-2093", "draft", ("B1", None, MERMAID)),
    ]
    rows, issues = lineage(activities, documents)
    assert [row["from_activity_id"] for row in rows] == ["b-draft/annex-1/B1"]
    assert [(issue["rule"], issue["evidence"]) for issue in issues] == [("edition-order-inferred", undated)]


def test_between_programmes_that_follow_each_other_none_is_missing():
    later = edition("sc93-doc-1", "2094-2096", "draft", ("B1", None, MERMAID))
    assert lineage([*draft(("B1", None, MERMAID)), *later], [FIRST, SECOND])[1] == []


def test_a_programme_missing_between_is_named_and_bridged():
    later = edition("sc93-doc-1", "2097-2099", "draft", ("B1", None, MERMAID))
    rows, issues = lineage([*draft(("B1", None, MERMAID)), *later], [FIRST, SECOND])
    assert [row["relation"] for row in rows] == ["continued"]
    assert [issue["rule"] for issue in issues] == ["programme-missing"]
    assert "2094-2096" in issues[0]["message"]


@pytest.mark.parametrize("difference", [{"specimen": False}, {"language": "fr"}])
def test_specimens_and_languages_are_not_mixed(difference):
    rows, _ = lineage([*draft(("B1", None, MERMAID)), *report(("B1", None, MERMAID))], [FIRST, SECOND | difference])
    assert rows == []


def test_an_activity_of_an_unknown_programme_stands_alone_and_is_in_the_ends():
    activities = [*draft(("B1", None, MERMAID)), activity("sc93-doc-1", "B1", MERMAID, programme_id=None)]
    links, _ = lineage(activities, [FIRST, SECOND])
    assert links == []
    assert len(ends_of_links(links, activities, [FIRST, SECOND])) == 2


WORDS = [
    "mermaid",
    "griffin",
    "ledger",
    "wardens",
    "count",
    "plan",
    "boats",
    "winter",
    "names",
    "treaty",
    "share",
    "train",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(" ".join)
EDITIONS = st.lists(st.tuples(st.sampled_from([None, "Mermaids", "Griffins"]), TEXTS), min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(EDITIONS, EDITIONS, st.booleans(), st.randoms(use_true_random=False))
def test_every_activity_is_linked_or_an_end_whatever_the_order(before, after, same_programme, shuffled: random.Random):
    first = draft(*((f"B{n}", group, text) for n, (group, text) in enumerate(before, 1)))
    second = (report if same_programme else following)(
        *((f"B{n}", group, text) for n, (group, text) in enumerate(after, 1))
    )
    links, _ = lineage([*first, *second], [FIRST, SECOND])
    found = ends_of_links(links, [*first, *second], [FIRST, SECOND])
    assert len({(row["from_activity_id"], row["to_activity_id"]) for row in links}) == len(links)
    sources = {row["from_activity_id"] for row in links}
    assert {row["activity_id"] for row in first} == sources | {
        r["activity_id"] for r in found if r["relation"] == "dropped"
    }
    targets = {row["to_activity_id"] for row in links}
    new = {row["activity_id"] for row in found if row["relation"] == "new" and row["compared_with"]}
    assert {row["activity_id"] for row in second} == targets | new
    assert not targets & new
    mixed = [*first, *second]
    shuffled.shuffle(mixed)
    assert lineage(mixed, [SECOND, FIRST])[0] == links


def test_words_changed_ignores_case_punctuation_and_hyphens():
    assert words_changed("On-going work, of both.", "Ongoing Work of both") == ([], [])
    assert words_changed("a work plan for all", "a workplan for some") == (["all"], ["some"])


@pytest.mark.parametrize(
    ("removed", "added", "minor"),
    [
        (["of"], [], True),
        (["Organisation"], ["Organization"], True),
        ([], ["CoP"], False),
        (["lagoon"], ["reef"], False),
        (["certain falcons"], [], False),
    ],
)
def test_only_spelling_and_small_words_are_minor(removed, added, minor):
    assert is_minor(removed, added) is minor
