import re

import pytest

from pipeline.roman import roman_value
from pipeline.tag.numerals import LANGUAGES, WORDS, Language, ordinal_pattern, ordinal_value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("57th", 57),
        ("27 th", 27),
        ("sixty-fifth", 65),
        ("twenty first", 21),
        ("twelfth", 12),
        ("fortieth", 40),
        ("57e", 57),
        ("17eme", 17),
        ("14ieme", 14),
        ("premiere", 1),
        ("soixante-treizieme", 73),
        ("decimotercia", 13),
        ("trigesima nona", 39),
        ("quatre-vingt-onzieme", 91),
        ("vingt et unieme", 21),
        ("cinquieme", 5),
        ("dix-neuvieme", 19),
        ("57a", 57),
        ("13a.", 13),
        ("13°", 13),
        ("decimotercera", 13),
        ("decimoctava", 18),
        ("vigesima primera", 21),
        ("septuagesima tercera", 73),
        ("sexagesimo novena", 69),
        ("hundredth", 100),
        ("hundred and sixty-fifth", 165),
        ("two hundredth", 200),
        ("one hundred and first", 101),
        ("cent unieme", 101),
        ("deux centieme", 200),
        ("centesima", 100),
        ("centesima segunda", 102),
        ("segundo", 2),
        ("tercer", 3),
        ("decimosegundo", 12),
    ],
)
def test_ordinals(words: str, number: int) -> None:
    assert ordinal_value(words) == number
    assert any(re.fullmatch(ordinal_pattern(language), words) for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_up_to_ninety_nine_has_a_word(language: Language) -> None:
    pattern = re.compile(ordinal_pattern(language))
    assert {ordinal_value(word) for word in WORDS[language] if pattern.fullmatch(word)} == set(range(1, 100))


def test_what_is_no_ordinal_is_an_error() -> None:
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal_value("umpteenth")


@pytest.mark.parametrize(("figures", "value"), [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("xcii", 92)])
def test_roman_figures(figures: str, value: int) -> None:
    assert roman_value(figures) == value
