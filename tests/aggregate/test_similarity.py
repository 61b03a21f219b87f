import pytest
from invented import activity

from pipeline.aggregate.similarity import Comparison, points_back, stems, subject, words_data


def test_words_are_compared_by_their_beginnings_and_hyphens_do_not_part_them():
    assert stems("Harmonization of fund-raising by the IUCN in EU") == ["harmon", "fundra", "the", "iucn", "eu"]
    assert stems(None) == []


def test_every_example_of_a_back_reference_points_back_and_no_counterexample_does():
    data = words_data()["back_reference"]
    assert all(points_back(example) for example in data["examples"])
    assert not any(points_back(example) for example in data["counterexamples"])
    assert data["examples"] and data["counterexamples"]


def test_examples_of_sub_headings_without_a_subject():
    data = words_data()["heading"]
    assert [subject(example) for example in data["examples"]] == [frozenset()] * len(data["examples"])
    assert all(subject(example) for example in data["counterexamples"])
    assert subject(None) is None


def test_every_heading_word_is_in_an_example_or_a_counterexample_needs_it():
    data = words_data()["heading"]
    assert {word[:6] for word in data["words"]} >= {stem for text in data["examples"] for stem in stems(text)}


def similarity(one: str, other: str, *, same_programme: bool = False, groups: tuple[str | None, ...] = (None, None)):
    first = activity("sc91-doc-1", "B1", one, group=groups[0])
    second = activity("sc93-doc-1", "B1", other, group=groups[1])
    noise = [
        activity("sc91-doc-1", f"B{n}", text, group=group)
        for n, (text, group) in enumerate([("Count griffins", "Griffins"), ("Plan for mermaids", "Mermaids")], 2)
    ]
    rest = [activity("sc93-doc-1", f"B{n}", row["text"], group=row["group"]) for n, row in enumerate(noise, 2)]
    comparison = Comparison([first, *noise], [second, *rest], same_programme=same_programme)
    return comparison.similarity(first["activity_id"], second["activity_id"])


def test_the_same_words_are_one_and_nothing_in_common_is_nothing():
    assert similarity("Train wardens in winter", "Train wardens in winter").text == 1.0
    assert similarity("Train wardens", "Lend clerks").text == 0.0
    assert similarity("", "Lend clerks").text == 0.0


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [("Mermaids", "Mermaids", "same sub-heading"), ("Mermaids", "Griffins", "other sub-heading")],
)
def test_sub_headings_move_the_score_and_say_so(one, other, reason):
    found = similarity("Train wardens in winter", "Train wardens in spring", groups=(one, other))
    assert reason in found.moves
    assert (found.score > found.text) == (reason == "same sub-heading")


def test_the_code_counts_only_within_a_programme():
    texts = ("Train wardens in winter", "Train wardens in spring")
    assert similarity(*texts, same_programme=True).score > similarity(*texts).score


def test_other_themes_lower_the_score():
    first = activity("sc91-doc-1", "A1", "Train wardens")
    second = activity("sc93-doc-1", "C1", "Train wardens")
    found = Comparison([first], [second], same_programme=False).similarity(first["activity_id"], second["activity_id"])
    assert "other theme" in found.moves and found.score < found.text
