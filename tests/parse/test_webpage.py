"""Pages of HTML: every paragraph, number, note and cell, and nothing unaccounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.text import read_text_string
from pipeline.parse.text.webpage import HEAD
from tests.parse.shown import shape

PAGE = """<!DOCTYPE html>
<html><head><title>Otters</title><style>p { margin: 0 }</style></head>
<body lang="en">
<h1 class="western">REPORT ON
OTTERS</h1>
<p style="x: y"><b>1.</b> The otters were
counted.<sup>1</sup></p>
<p>a) in rivers; and</p>
<ul>
	<li><p>in lakes;</p></li>
	<li>in <i>reed</i> beds.</li>
</ul>
<table><colgroup><col width="50%"/></colgroup>
<tr><th>Activity</th><th>Results</th></tr>
<tr><td><p>A1. Count otters.</p><ul><li>all of them</li></ul></td><td>Done &amp; told.</td></tr>
</table>
<script>var otters = "<p>7</p>";</script>
<p><sup>1</sup> All but two.</p>
</body></html>
"""


def test_bullets_may_be_typed() -> None:
    parsed = read_text_string("<p>• Herons wade.</p><p>- cranes do;</p><ul><li>- storks</li></ul>\n")
    assert shape(parsed) == [("list_item", None, f"• {text}") for text in ("Herons wade.", "cranes do;", "storks")]


def test_a_page_is_read_block_by_block() -> None:
    parsed = read_text_string(PAGE)
    assert parsed.dialect == "html"
    assert shape(parsed) == [
        ("heading", None, "REPORT ON OTTERS"),
        ("paragraph", "1", "The otters were counted.1"),
        ("list_item", "a)", "in rivers; and"),
        ("list_item", None, "• in lakes;"),
        ("list_item", None, "• in reed beds."),
        ("table_cell", None, "Activity"),
        ("table_cell", None, "Results"),
        ("table_cell", None, "A1. Count otters."),
        ("table_cell", None, "• all of them"),
        ("table_cell", None, "Done & told."),
        ("footnote", "1", "All but two."),
    ]
    assert (parsed.tables[0].rows, parsed.tables[0].columns, parsed.tables[0].header_rows) == (2, 2, 1)
    assert parsed.ledger.unaccounted == 0
    assert parsed.ledger.set_aside[HEAD] == sum(
        len(part)
        for part in (
            "<!DOCTYPE html>",
            "<head><title>Otters</title><style>p { margin: 0 }</style></head>",
            '<script>var otters = "<p>7</p>";</script>',
        )
    )


@pytest.mark.parametrize(
    ("source", "dialect"),
    [
        ("<p>One.</p>\n<p>Two.</p>\n<div><p>Three.</p></div>", "html"),
        ("<p>One.</p>\n\n# Two\n\n<p>Three.</p>\n<p>Four.</p>", "tab_html"),
        ("<p>One.</p>\n<p>Two.</p>\nThree.\n<p>Four.</p>", "tab_html"),
        ("<p>One.</p>\t<p>Two.</p>\n<p>Three.</p>\t<p>Four.</p>", "tab_html"),
        ("Otters.\n<table><tr><td>One</td></tr><tr><td>Two</td></tr><tr><td>Three</td></tr></table>", "tab_html"),
    ],
)
def test_only_what_is_html_from_end_to_end_is_a_page(source: str, dialect: str) -> None:
    assert read_text_string(source).dialect == dialect


def test_a_page_whose_table_is_never_closed_keeps_its_text() -> None:
    parsed = read_text_string("<html><body><p>One<p>Two<p>Three<table><tr><td>Four<td>Five</body>")
    assert [block.text for block in parsed.blocks] == ["One", "Two", "Three", "Four", "Five"]
    assert parsed.ledger.unaccounted == 0


TAGS = (
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<h2>",
    "</h2>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<b>",
    "</b>",
)


@given(
    st.lists(
        st.sampled_from((*TAGS, " otters ", "1. ", "• ", "<sup>1</sup>", "&amp;", "A1. ", "<!-- x -->")), max_size=25
    )
)
def test_any_mixture_of_tags_is_accounted_for(parts: list[str]) -> None:
    source = "<html><body><p>a<p>b<p>c" + "".join(parts)
    parsed = read_text_string(source)
    assert parsed.ledger.unaccounted == 0
    words = " ".join(block.text for block in parsed.blocks).count("otters")
    assert words == parts.count(" otters ")
