import pytest
from spacy import displacy
from spacy.language import Language

import pipeline.tag
from pipeline.tag.components import COMPONENTS, Mention

TEXT = (
    "At its 97th meeting (SC97, Geneva, July 2091), the Standing Committee noted documents CoP98 Doc. 69.1 and 69.2.\n"
    "Resolution Conf. 92.11 (Rev. CoP98) names FAO and the Strategic Plan for Biodiversity 2091-2099.\n"
    "A workshop on saiga antelopes (Bonn, May 2091) was held; AC91 Doc 28 speaks of Saiga tatarica."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.tag.load("CITES")


def test_every_group_of_spans_is_filled(nlp: Language) -> None:
    doc = nlp(TEXT)
    labels = {group: [span.label_ for span in doc.spans[group]] for group in doc.spans}
    assert labels["meetings"][0] == "CITES-SC97"
    assert labels["documents"] == ["CoP98 Doc. 69.1", "CoP98 Doc. 69.2", "AC91 Doc. 28"]
    assert labels["instruments"] == ["CITES-RES-92.11"]
    assert labels["organisations"] == ["FAO"]
    assert labels["frameworks"] == ["Strategic Plan for Biodiversity 2091-2099"]
    assert labels["events"] == ["workshop"]
    assert "Saiga tatarica" in labels["taxa"]


def test_exact_offsets_are_kept_where_a_span_widens_to_its_tokens(nlp: Language) -> None:
    doc = nlp(TEXT)
    for group, spans in doc.spans.items():
        mentions: list[Mention] = doc._.mentions[group]
        assert len(mentions) == len(spans)
        for mention, span in zip(mentions, spans, strict=True):
            assert span.start_char <= mention.start < mention.end <= span.end_char
    second = doc._.mentions["documents"][1]
    assert TEXT[second.start : second.end] == "69.2"


def test_each_component_works_by_itself(nlp: Language) -> None:
    for name in COMPONENTS:
        with nlp.select_pipes(enable=[name]):
            assert nlp(TEXT).spans


def test_displacy_shows_a_group(nlp: Language) -> None:
    page = displacy.render(nlp(TEXT), style="span", options={"spans_key": "meetings"}, jupyter=False)
    assert "CITES-SC97" in page


def test_an_ambiguous_mention_says_so(nlp: Language) -> None:
    without = pipeline.tag.load()
    doc = without("The 95th meeting of the Standing Committee.")
    assert [span.label_ for span in doc.spans["meetings"]] == ["ambiguous"]
    assert doc._.mentions["meetings"][0].id is None


def test_an_empty_text_has_no_spans(nlp: Language) -> None:
    assert not any(nlp("").spans.values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les requins du Parc imaginaire", ["Selachii"]),
        ("Los tiburones y las ballenas", ["Selachii", "Cetacea"]),
        ("The sharks of Exampleland", ["Selachii"]),
        ("sharks", ["Selachii"]),
    ],
)
def test_the_language_of_the_text_is_found(nlp: Language, text: str, expected: list[str]) -> None:
    doc = nlp(text)
    assert [span.label_ for span in doc.spans["taxa"]] == expected
