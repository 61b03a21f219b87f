import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.tag.grammar import _listed
from pipeline.tag.patterns import any_of, one_of

WORDS = st.lists(st.text("abc. -é", min_size=1, max_size=6), min_size=1, max_size=12)


@given(WORDS, st.text("abc. -é", max_size=12))
def test_one_of_the_words_is_found_as_a_plain_list_finds_it(words: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))
    for behind in ("", r"(?!\w)", "$"):
        expected = [match.span() for match in re.finditer(f"(?:{plain}){behind}", text)]
        assert [match.span() for match in re.finditer(f"{any_of(words)}{behind}", text)] == expected


def test_a_space_may_be_printed_as_a_hyphen_where_it_is_said() -> None:
    pattern = any_of(["sixty-first", "sixty", "two hundred"], hyphens=True)
    for text in ("sixty-first", "sixty first", "sixty", "two-hundred", "two hundred"):
        assert re.fullmatch(pattern, text)
    assert not re.fullmatch(any_of(["two hundred"]), "two-hundred")


def test_one_of_several_patterns_is_tried_in_their_order_below_one_letter() -> None:
    patterns = ["Lake Club", "[Hh]eron", "Heron(?! Lake)", "Lake"]
    assert one_of(patterns) == "(?:L(?:ake Club|ake)|[Hh]eron|Heron(?! Lake))"


def test_a_letter_that_may_be_missing_or_repeated_is_no_common_beginning() -> None:
    patterns = ["Ab", "A?c", "Ad", "A+e"]
    assert one_of(patterns) == "(?:A(?:b|d)|A?c|A+e)"
    for text in ("Ab", "Ac", "c", "Ad", "AAe"):
        assert re.fullmatch(one_of(patterns), text)


def test_a_list_of_alternatives_takes_in_the_lists_that_it_names() -> None:
    parts: dict[str, str | list[str]] = {"helping": ["was ", "%{held}"], "held": ["held", "happened"], "town": "Lima"}
    listed = _listed(["which ", "%{helping}", "%{town}", "in %{held}"], parts)
    assert listed == ["which ", "was ", "held", "happened", "%{town}", "in %{held}"]
    assert one_of(listed) == "(?:w(?:hich |as )|h(?:eld|appened)|%{town}|in %{held})"
