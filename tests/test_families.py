"""Patterns and examples of the families are held against each other, both ways."""

from __future__ import annotations

import re

import pytest

from pipeline.datafiles import DATA
from pipeline.families import Form, at_start, family_names, forms, parts, whole
from pipeline.titles import activity_stems
from tests.repeats import ambiguous_repeats

WHOLE = {
    "activity_verbs",
    "columns",
    "compounds",
    "directed",
    "marks",
    "no_figures",
    "open_words",
    "page_breaks",
    "request_headings",
    "resolutions",
    "sentence_starts",
    "status_columns",
    "theme_headings",
    "timeframes",
    "word_classes",
}
START = {
    "activity_codes",
    "actors",
    "addressees",
    "captions",
    "circumstances",
    "clause_verbs",
    "counted_codes",
    "decisions",
    "headed_requests",
    "notes",
    "report_titles",
    "request_verbs",
    "requests_of_others",
    "status_leads",
    "told_requests",
}
ANYWHERE = {
    "abbreviations",
    "amended_texts",
    "continued",
    "decision_verbs",
    "drafted_titles",
    "funding",
    "notification_requests",
    "programme_titles",
    "programmes",
    "raised_units",
    "requests",
    "running_text",
    "status_denials",
    "statuses",
    "statuses_of_others",
}

CASES = [pytest.param(name, form, id=f"{name}-{form.name}") for name in family_names() for form in forms(name)]


def matches(family: str, form: Form, text: str) -> bool:
    if family in WHOLE:
        return form.pattern.fullmatch(text) is not None
    if family in START:
        return form.pattern.match(text) is not None
    return form.pattern.search(text) is not None


def test_every_family_is_matched_in_one_way() -> None:
    assert sorted(WHOLE | START | ANYWHERE) == family_names()


@pytest.mark.parametrize(("family", "form"), CASES)
def test_pattern_matches_its_examples_and_not_its_counterexamples(family: str, form: Form) -> None:
    assert form.examples
    assert [text for text in form.examples if not matches(family, form, text)] == []
    assert [text for text in form.counterexamples if matches(family, form, text)] == []


@pytest.mark.parametrize("family", sorted(WHOLE))
def test_an_example_belongs_to_the_form_that_has_it(family: str) -> None:
    for form in forms(family):
        for text in form.examples:
            assert whole(family, text) is form, text


@pytest.mark.parametrize("part", parts())
def test_a_part_is_shared(part: str) -> None:
    texts = [path.read_text("utf-8") for path in (DATA / "families").rglob("*.yml")]
    assert sum(text.count(f"%{{{part}}}") for text in texts) > 1


def test_forms_of_a_family_have_different_names() -> None:
    for family in family_names():
        names = [form.name for form in forms(family)]
        assert len(names) == len(set(names)), family


def test_clause_verbs_are_told_apart() -> None:
    for form in forms("clause_verbs"):
        for text in form.examples:
            found = at_start("clause_verbs", text)
            assert found is not None
            assert found[0] is form, text


def test_the_names_of_columns_of_activities_have_their_stems() -> None:
    for form in forms("columns"):
        named = form.name in ("activity", "task")
        assert bool(form.attributes.get("stems")) is named
        assert [text for text in form.examples if named and not activity_stems().search(text)] == []
        for stem in form.attributes.get("stems", ()):
            assert any(re.search(rf"\b{stem}", text, re.IGNORECASE) for text in form.examples), stem


@pytest.mark.parametrize(
    ("pattern", "ambiguous"),
    [
        ("(?:[a-z]+ ?){1,12}to", ["(?:[a-z]+ ?)"]),
        (r"the (?P<body>[A-Z][\w'-]*(?: of)* ?)*", [r"(?P<body>[A-Z][\w'-]*(?: of)* ?)"]),
        (r"(?:[A-Z][\w'-]*+(?: of)* ?){1,12}(?:and (?:\w+ ){1,9})?", []),
        ("(?:[a-z()]+ ?){3}", []),
        ("(?:[a-z]+ ?)*+", []),
    ],
)
def test_repeats_that_part_a_text_in_many_ways_are_told(pattern: str, ambiguous: list[str]) -> None:
    assert ambiguous_repeats(re.compile(pattern)) == ambiguous


@pytest.mark.parametrize(("family", "form"), CASES)
def test_no_form_may_part_a_text_in_many_ways(family: str, form: Form) -> None:
    assert ambiguous_repeats(form.pattern) == []
