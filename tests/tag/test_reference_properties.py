"""Whatever is written in house style comes back: lists, ranges and ellipses of any length, at exact offsets."""

from citing import instruments, meetings, references, symbols
from hypothesis import given, settings
from hypothesis import strategies as st

QUICK = settings(deadline=None, max_examples=60)

codes = st.sampled_from(["CoP", "SC", "AC", "PC"])
numbers = st.integers(20, 99)
items = st.lists(st.integers(1, 120), min_size=1, max_size=4, unique=True).map(sorted)


def listed(parts: list[str], last: str = " and ") -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + last + parts[-1]


@QUICK
@given(
    codes,
    numbers,
    st.sampled_from(["Doc", "Inf"]),
    st.integers(1, 120),
    items,
    st.sampled_from([" and ", ", ", " et "]),
)
def test_an_ellipsis_of_any_length_is_expanded(
    code: str, meeting: int, kind: str, item: int, subs: list[int], last: str
) -> None:
    text = f"See {code}{meeting} {kind}. {listed([f'{item}.{sub}' for sub in subs], last)}."
    assert symbols(text) == [f"{code}{meeting} {kind}. {item}.{sub}" for sub in subs]


@QUICK
@given(st.lists(st.tuples(codes, numbers, st.integers(1, 120)), min_size=1, max_size=5))
def test_symbols_in_a_row_are_each_found_where_they_stand(printed: list[tuple[str, int, int]]) -> None:
    written = [f"{code}{meeting} Doc. {item}" for code, meeting, item in printed]
    text = f"Documents {listed(written)}."
    found = references(text).documents
    assert [each.symbol.symbol for each in found] == written
    assert [text[each.symbol.start : each.symbol.end] for each in found] == written


@QUICK
@given(st.integers(10, 29), st.integers(1, 300), st.integers(1, 20), st.sampled_from([" to ", "-", " – ", " a "]))
def test_a_range_of_decisions_is_expanded(meeting: int, first: int, length: int, link: str) -> None:
    last = first + length
    text = f"Decisions {meeting}.{first}{link}{meeting}.{last} apply."
    assert instruments(text, "CITES") == [f"CITES-DEC-{meeting}.{n}" for n in range(first, last + 1)]


@QUICK
@given(st.lists(st.tuples(st.integers(7, 19), st.integers(1, 40)), min_size=1, max_size=5, unique=True))
def test_a_list_of_resolutions_is_expanded(pairs: list[tuple[int, int]]) -> None:
    text = f"Recalling Resolutions {listed([f'{a}.{b}' for a, b in pairs])},"
    assert instruments(text, "CMS") == [f"CMS-RES-{a}.{b}" for a, b in pairs]


def ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


@QUICK
@given(st.lists(st.integers(20, 120), min_size=1, max_size=5, unique=True).map(sorted))
def test_a_list_of_meetings_in_words_is_expanded(wanted: list[int]) -> None:
    text = f"The {listed([ordinal(n) for n in wanted])} meetings of the CITES Standing Committee took place."
    assert meetings(text, "CMS") == [f"CITES-SC{n}" for n in wanted]


@QUICK
@given(st.text(max_size=200))
def test_any_text_is_read_without_complaint_and_offsets_stay_within_it(text: str) -> None:
    found = references(text, "CITES", "CITES-SC91", "SC91 Doc. 1")
    for meeting in found.meetings:
        assert 0 <= meeting.hit.start < meeting.hit.end <= len(meeting.hit.passage.text)
    for document in found.documents:
        assert 0 <= document.symbol.start < document.symbol.end <= len(document.passage.text)
    for instrument in found.instruments:
        assert 0 <= instrument.hit.start < instrument.hit.end <= len(instrument.hit.passage.text)


fragments = st.lists(
    st.sampled_from(
        ["CoP98 ", "Doc. ", "12.3", " and ", "(", ")", "Resolution ", "Conf. ", "57th meeting ", "of the ", "Standing ",
         "Committee ", "UNEP/CMS/", "COP12/", "Geneva, ", "July 2091", ", ", "its ", "2096/017", "XII/6", "to ", "CMS "]
    ),
    max_size=25,
)  # fmt: skip


@QUICK
@given(fragments)
def test_any_order_of_the_parts_of_references_is_read_within_its_text(parts: list[str]) -> None:
    found = references("".join(parts), "CMS", "CMS-COP12", None)
    for meeting in found.meetings:
        assert 0 <= meeting.hit.start < meeting.hit.end <= len(meeting.hit.passage.text)
        assert meeting.reason
    for instrument in found.instruments:
        assert (instrument.instrument_id is None) == bool(instrument.candidates)
