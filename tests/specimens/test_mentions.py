"""What the tagger finds in specimens is what their truth names.

Shares below one are what the tagger gives today: they may be raised, never lowered.
"""

from __future__ import annotations

import pytest

from bench.measure import Comparison, blocks_of, compare_mentions
from pipeline.specimens.compose import compose
from pipeline.specimens.flow import print_document
from pipeline.specimens.load import load_all
from pipeline.specimens.placed import PrintedDocument
from pipeline.specimens.truth import truth
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon

SHARES_SHIPPED = {"taxon": 1.0, "document": 1.0, "meeting": 0.97, "instrument": 0.85}
SHARES_RANDOM = {"taxon": 0.998, "document": 0.985, "meeting": 0.9, "instrument": 0.98}


def compared(printed: list[PrintedDocument]) -> dict[str, Comparison]:
    totals = {kind: Comparison() for kind in SHARES_SHIPPED}
    for one in printed:
        known = truth(one)
        rows = tag_document(known["document"], blocks_of(known), {}, lexicon())
        for kind, total in totals.items():
            part = compare_mentions(known, rows, kind)
            total.values += part.values
            total.equal += part.equal
            total.surplus += part.surplus
            total.differences += part.differences
    return totals


@pytest.fixture(scope="module")
def in_shipped() -> dict[str, Comparison]:
    return compared([print_document(shipped.document, shipped.layout) for shipped in load_all()])


@pytest.fixture(scope="module")
def in_random() -> dict[str, Comparison]:
    made = [compose(5, number) for number in range(8)]
    return compared([print_document(one.document, one.layout) for one in made])


@pytest.mark.parametrize(("kind", "share"), SHARES_SHIPPED.items())
def test_mentions_of_shipped_specimens(kind: str, share: float, in_shipped: dict[str, Comparison]) -> None:
    found = in_shipped[kind]
    assert found.values >= 25
    assert found.equal >= share * found.values, found.differences
    assert found.surplus <= (1 - share) * found.values, found.differences


@pytest.mark.parametrize(("kind", "share"), SHARES_RANDOM.items())
def test_mentions_of_random_specimens(kind: str, share: float, in_random: dict[str, Comparison]) -> None:
    found = in_random[kind]
    assert found.values >= 100
    assert found.equal >= share * found.values, found.differences
    assert found.surplus <= max(2, (1 - share) * found.values), found.differences
