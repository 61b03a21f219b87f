"""Where the sentences of a passage end."""

import pytest

from pipeline.tag.passage import Passage


@pytest.mark.parametrize(
    "sentences",
    [
        ["Herons fly. ", "Otters swim."],
        ["La Sra. Ana Mora y el Sr. Vicente Lago son elegidos. ", "El Excmo. Sr. Mora habla."],
        ["Ms. Mora and Prof. Lago spoke of Art. IV. ", "It was noted."],
        ["M. Lagune vient. ", "La séance est levée."],
        ["See SC98 Doc. 7 and Res. Conf. 98.1. ", "They agree."],
    ],
)
def test_a_stop_behind_an_abbreviation_ends_no_sentence(sentences: list[str]) -> None:
    passage = Passage.of("".join(sentences))
    starts = [len("".join(sentences[:number])) for number in range(len(sentences))]
    assert [passage.sentence(start) for start in starts] == [
        (start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True)
    ]
