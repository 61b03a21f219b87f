"""Each form finds its examples and leaves its counterexamples alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.datafiles import MistakeError, expand
from pipeline.tag.dates import DATE_FORMS
from pipeline.tag.events.ground import event_grammar
from pipeline.tag.frameworks import framework_grammar
from pipeline.tag.grammar import Form, Grammar, _listed, load_forms
from pipeline.tag.instruments.find import instrument_grammar
from pipeline.tag.instruments.resolve import NUMBERS
from pipeline.tag.meetings.find import meeting_grammar
from pipeline.tag.organisations import organisation_grammar
from pipeline.tag.outcomes.words import outcome_grammar, record_grammar
from pipeline.tag.passage import Passage
from pipeline.tag.places import SETTING_FORMS
from pipeline.tag.shadow import fold
from pipeline.tag.surroundings import SURROUNDINGS
from pipeline.tag.symbols import document_grammar
from tests.repeats import ambiguous_repeats

GRAMMARS: dict[str, Grammar] = {
    "documents": document_grammar(),
    "events": event_grammar(),
    "frameworks": framework_grammar(),
    "instruments": instrument_grammar(),
    "meetings": meeting_grammar(),
    "organisations": organisation_grammar(),
    "outcomes": outcome_grammar(),
    "outcomes_of_records": record_grammar(),
}
FORMS = [
    *((file, form) for file, grammar in GRAMMARS.items() for form in grammar.forms.values()),
    *(("dates", form) for form in DATE_FORMS.values()),
    *(("settings", form) for form in SETTING_FORMS.values()),
    *(("surroundings", form) for form in SURROUNDINGS.values()),
    *(("numbers", form) for form in load_forms(NUMBERS).values()),
]


def cases(kind: str) -> list[object]:
    return [
        pytest.param(form, example, id=f"{file}-{form.name}-{number}")
        for file, form in FORMS
        for number, example in enumerate(getattr(form, kind))
    ]


def stretches(form: Form, passage: Passage) -> list[str]:
    return [passage.text[match.start() : match.end()] for match in form.find(passage)]


@pytest.mark.parametrize(("file", "form"), FORMS)
def test_no_form_may_part_a_text_in_many_ways(file: str, form: Form) -> None:
    assert ambiguous_repeats(form.regex) == [], f"{form.name} of {file}"


@pytest.mark.parametrize(("form", "example"), cases("examples"))
def test_a_form_finds_its_examples(form: Form, example: str) -> None:
    before, marked, after = re.fullmatch(r"(.*?)\[\[(.*)\]\](.*)", example).groups()  # type: ignore[union-attr]
    passage = Passage.of(before + marked + after)
    expected = passage.shadow.text[len(Passage.of(before).text) :][: len(Passage.of(marked).text)]
    if form.continues:
        match = form.regex.match(passage.folded if form.reads == "folded" else passage.text, len(before))
        assert match is not None
        assert fold(match[0]) == fold(expected)
    else:
        found = stretches(form, passage)
        # A code is read with the treaty before it, which the form itself leaves out.
        assert any(each == expected or expected.endswith(f" {each}") for each in found), found


@pytest.mark.parametrize(("form", "example"), cases("counterexamples"))
def test_a_form_leaves_its_counterexamples_alone(form: Form, example: str) -> None:
    before, mark, after = example.partition("[[")
    assert bool(mark) == form.continues
    passage = Passage.of(before + after)
    if form.continues:
        assert form.regex.match(passage.folded if form.reads == "folded" else passage.text, len(before)) is None
    else:
        assert stretches(form, passage) == []


@pytest.mark.parametrize(("file", "form"), FORMS, ids=[f"{file}-{form.name}" for file, form in FORMS])
def test_a_form_has_examples_and_counterexamples(file: str, form: Form) -> None:
    assert form.examples, file
    assert form.counterexamples, file


@pytest.mark.parametrize(("file", "form"), FORMS, ids=[f"{file}-{form.name}" for file, form in FORMS])
def test_every_trigger_is_folded_and_used(file: str, form: Form) -> None:
    for trigger in (*form.triggers, *form.also):
        assert trigger == Passage.of(trigger).folded, file


@pytest.mark.parametrize("file", GRAMMARS)
def test_a_grammar_finds_what_its_forms_find(file: str) -> None:
    grammar = GRAMMARS[file]
    for form in grammar.forms.values():
        for example in form.examples:
            passage = Passage.of(example.replace("[[", "").replace("]]", ""))
            one_by_one = [
                (f.name, m.span()) for f in grammar.forms.values() if not f.continues for m in f.find(passage)
            ]
            assert [(name, match.span()) for name, match in grammar.find(passage)] == one_by_one


PIECES = sorted(
    {
        piece
        for _, form in FORMS
        for example in (*form.examples, *form.counterexamples)
        for piece in (re.sub(r"\[\[|\]\]", "", example), *re.findall(r"\[\[(.*)\]\]", example))
    }
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", ", ", ". ", "; ", " and ", "/", "", " ("]))))
def test_what_makes_a_form_faster_changes_nothing(pieces: list[tuple[str, str]]) -> None:
    passage = Passage.of("".join(piece + joint for piece, joint in pieces))
    for grammar in GRAMMARS.values():
        for form in grammar.forms.values():
            if form.begins or form.lead or form.breaks:
                found = [match.span() for name, match in grammar.find(passage) if name == form.name]
                assert found == [match.span() for match in form.find(passage)], form.name


def test_a_form_that_begins_with_a_trigger_matches_nowhere_else() -> None:
    form = GRAMMARS["organisations"]["institution_fr"]
    passage = Passage.of("the Union AC91 reunión del")  # "union de" stands in the last words alone
    assert any(trigger in passage.folded for trigger in form.triggers)
    assert list(form.find(passage)) == []


def test_parts_may_hold_parts_and_an_unknown_one_is_an_error() -> None:
    assert expand("%{outer}x", {"outer": "(%{inner})", "inner": "a"}) == "(a)x"
    with pytest.raises(KeyError):
        expand("%{missing}", {})
    with pytest.raises(MistakeError, match="the part inner names itself"):
        expand("%{outer}", {"outer": "(%{inner})", "inner": "a%{inner}"})
    with pytest.raises(MistakeError, match="the part one names itself"):
        _listed(["%{one}"], {"one": ["a", "%{two}"], "two": ["%{one}"]})
