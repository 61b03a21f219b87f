"""Which paragraphs of a PDF are headings by how they look and what they say."""

from __future__ import annotations

import pytest

from pipeline.model import Block
from pipeline.parse.pdf.headings import Look, mark_headings

BOLD = Look(10.0, capitals=False, centred=False, bold=True, underline=False, italic=False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Action requested:", "heading"),
        ("Recommendations to the Conference of the Parties:", "heading"),
        ("The herons of all lakes were counted in:", "paragraph"),
    ],
)
def test_what_ends_with_a_colon_is_a_heading_where_it_is_short_or_asks_for_something(text: str, kind: str) -> None:
    block = Block("paragraph", text, [])
    mark_headings([block], [BOLD], 10.0)
    assert block.kind == kind
