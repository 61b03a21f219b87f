"""The forms of `pipeline/data/identity` and their examples, held against each other both ways."""

import re

import pytest

from pipeline.parse.cover import cover_forms
from pipeline.parse.structure import annex_forms
from pipeline.parse.text.pages import frame_forms
from pipeline.tag.grammar import Form
from pipeline.tag.shadow import Shadow

MARK = re.compile(r"\[\[|\]\]")
FORMS = [
    pytest.param(form, id=f"{file}-{name}")
    for file, forms in (("cover", cover_forms()), ("annexes", annex_forms()), ("frames", frame_forms()))
    for name, form in forms.items()
]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_finds_each_of_its_examples_whole(form: Form) -> None:
    assert form.examples
    for example in form.examples:
        text = Shadow.of(MARK.sub("", example)).folded
        expected = example[example.index("[[") + 2 : example.index("]]")]
        found = [match.group() for match in form.regex.finditer(text)]
        assert expected in found, example


@pytest.mark.parametrize("form", FORMS)
def test_a_form_finds_nothing_in_its_counterexamples(form: Form) -> None:
    assert form.counterexamples
    for example in form.counterexamples:
        assert form.regex.search(Shadow.of(example).folded) is None, example


@pytest.mark.parametrize("form", FORMS)
def test_every_way_through_a_form_has_an_example(form: Form) -> None:
    """Each named group is filled by at least one example."""
    filled = {
        name
        for example in form.examples
        for match in form.regex.finditer(Shadow.of(MARK.sub("", example)).folded)
        for name, value in match.groupdict().items()
        if value is not None
    }
    assert filled == set(form.regex.groupindex)
