"""What a look at many passages notes on each is what a look at each alone notes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.bodies import load_bodies
from pipeline.tag.grammar import Grammar
from pipeline.tag.meetings.find import meeting_grammar
from pipeline.tag.names import Name, NameFinder
from pipeline.tag.passage import Passage
from pipeline.tag.triggers import look_for_triggers

PIECES = [
    "CITES",
    "cites",
    "CMS",
    "the 5th meeting",
    "CoP98",
    "of the",
    "Bonn Convention",
    "xCITES",
    "first",
    "Érié",
    "session",
    "_CMS",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join), max_size=5)


@given(TEXTS)
def test_together_and_alone(texts: list[str]) -> None:
    together = [Passage.of(text, index) for index, text in enumerate(texts)]
    look_for_triggers(together)
    for passage, text in zip(together, texts, strict=True):
        alone = Passage.of(text)
        found, found_alone = meeting_grammar().find(passage), meeting_grammar().find(alone)
        assert [(form, match.span()) for form, match in found] == [(form, match.span()) for form, match in found_alone]
        assert passage.triggered & meeting_grammar().mask == alone.triggered
        assert passage.treaties == alone.treaties
        assert passage.named["treaties"] == load_bodies().treaty_finder.find(alone.text, alone.folded)


def test_the_longest_name_wins_and_an_acronym_needs_its_capitals() -> None:
    finder = NameFinder(
        [Name("Lake Fund", "F"), Name("Lake", "L"), Name("Fund of Arcadia", "A"), Name("LAC", "X", exact=True)]
    )
    text = "the lake fund of Arcadia, LAC and Lac; lakes"
    assert finder.find(text, text.lower()) == [(4, 13, "F"), (26, 29, "X")]


def test_a_form_that_is_looked_for_has_triggers() -> None:
    forms = {name: replace(form, triggers=()) for name, form in meeting_grammar().forms.items() if name == "code"}
    with pytest.raises(ValueError, match="no triggers are given of code"):
        Grammar("meetings.yml", forms)
