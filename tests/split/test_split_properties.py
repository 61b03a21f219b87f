"""However a table is cut into pieces, its activities and results come back; and no word of it is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.split.invented import TWO_COLUMNS, Draft, answers, progress, texts

NOUNS = st.sampled_from(["cranes", "otters", "storks", "rays", "whales", "marshes", "rivers", "wardens", "maps"])
VERBS = st.sampled_from(["Count", "Ring", "Map", "Review", "Follow", "Publish", "Assess"])
sentences = st.builds(
    lambda verb, nouns: f"{verb} the {' and the '.join(nouns)} of both regions.",
    VERBS,
    st.lists(NOUNS, min_size=1, max_size=9),
)
results = st.builds(
    lambda nouns: f"Most {' and '.join(nouns)} were seen again.", st.lists(NOUNS, min_size=1, max_size=9)
)
rows = st.lists(st.tuples(st.lists(sentences, min_size=1, max_size=3), results), min_size=1, max_size=6)


def numbered(table: list[tuple[list[str], str]]) -> list[tuple[str, list[str], str]]:
    """Return the rows with a sub-heading and codes in series."""
    made = []
    number = 0
    for place, (activities, result) in enumerate(table):
        coded = []
        for text in activities:
            number += 1
            coded.append(f"B{number}. {text}")
        made.append((f"Group {place}", coded, result))
    return made


@settings(deadline=None, max_examples=40)
@given(table=rows, cut_at=st.sets(st.integers(min_value=0, max_value=400)), header_again=st.booleans())
def test_a_table_cut_anywhere_comes_back(
    table: list[tuple[list[str], str]], cut_at: set[int], header_again: bool
) -> None:
    draft = progress()
    made = numbered(table)
    groups = [group for group, _, _ in made]
    piece: list[list[str]] = []
    first = True
    seen = 0

    def flush() -> None:
        nonlocal piece, first
        if piece:
            draft.table(piece, TWO_COLUMNS if first or header_again else None, underlined=groups)
            piece, first = [], False

    for group, coded, result in made:
        last = coded[-1].split(" ")
        words = result.split(" ")
        inside = [place - seen for place in sorted(cut_at) if 3 <= place - seen < min(len(last), len(words)) - 1]
        seen += min(len(last), len(words))
        if inside:
            cut = inside[0]
            piece.append(["\n".join([group, *coded[:-1], " ".join(last[:cut])]), " ".join(words[:cut])])
            flush()
            piece.append([" ".join(last[cut:]), " ".join(words[cut:])])
        else:
            piece.append(["\n".join([group, *coded]), result])
            if seen in cut_at:
                flush()
    flush()
    found = draft.split()
    assert texts(found) == {text.split(". ", 1)[0]: text.split(". ", 1)[1] for _, coded, _ in made for text in coded}
    assert answers(found) == {text.split(".", 1)[0]: result for _, coded, result in made for text in coded}
    assert len(found["tables"]) == 1


words = st.text(alphabet="abc .;:BC12-•(", min_size=1, max_size=60).filter(lambda text: text.strip() != "")


@settings(deadline=None, max_examples=60)
@given(
    blocks=st.lists(st.tuples(st.sampled_from(["paragraph", "list_item", "heading"]), words), max_size=12),
    cells=st.lists(st.tuples(words, words), max_size=4),
)
def test_whatever_is_printed_the_stage_neither_fails_nor_invents(
    blocks: list[tuple[str, str]], cells: list[tuple[str, str]]
) -> None:
    draft = progress()
    draft.table([list(row) for row in cells], TWO_COLUMNS)
    for kind, text in blocks:
        draft.add(kind, text)
    draft.table([list(row) for row in cells], TWO_COLUMNS)
    found = draft.split()
    known = {block.block_id for block in draft.blocks}
    for name in ("activities", "results", "cells", "issues"):
        for row in found[name]:
            assert set(row["block_ids"]) <= known
    placed = {identifier for row in found["cells"] for identifier in row["block_ids"]}
    in_tables = {
        draft.blocks[index].block_id for table in draft.tables for cell in table.cells for index in cell.block_indexes
    }
    assert in_tables <= placed
    identifiers = [row["activity_id"] for row in found["activities"]]
    assert len(identifiers) == len(set(identifiers))


@settings(deadline=None, max_examples=20)
@given(table=rows)
def test_the_same_document_gives_the_same_rows(table: list[tuple[list[str], str]]) -> None:
    def once() -> object:
        draft: Draft = progress()
        draft.table([["\n".join([group, *coded]), result] for group, coded, result in numbered(table)], TWO_COLUMNS)
        return draft.split()

    assert once() == once()
