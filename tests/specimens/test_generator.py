"""Random specimens: the same seed gives the same bytes, and what the truth says of a page is what stands on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab import rl_config

from pipeline.specimens.cli import main
from pipeline.specimens.compose import compose, random_layout
from pipeline.specimens.flow import print_document
from pipeline.specimens.layout import Layout
from pipeline.specimens.load import load
from pipeline.specimens.pdf import pdf_bytes
from pipeline.specimens.placed import PlacedTable, PrintedDocument
from pipeline.specimens.rich import rich
from pipeline.specimens.text import Damage, text_of
from pipeline.specimens.truth import truth
from pipeline.specimens.typeset import Setting, break_lines
from pipeline.specimens.universe import ordinal, ordinal_word

LAYOUTS = {
    "house": Layout(),
    "horizontal": Layout(rules="horizontal", header_repeated=True, family="times", hyphenate=True),
    "unruled": Layout(rules="none", family="vera", ligatures=True, table_size=9),
    "merged": Layout(merge_results=True, group_rows=True, break_rules=False),
    "whole rows": Layout(keep_rows=True, fake_bold=True, mirrored=True),
    "two columns": Layout(columns=2, hyphenate=True, bullet="symbol", text_rules="rectangle"),
    "landscape": Layout(landscape_annexes=True, merge_results=True, header_repeated=True),
    "turned": Layout(rotate=90, family="courier", size=9, table_size=8),
    "turned back": Layout(rotate=270, rules="horizontal"),
}


def letters(text: str) -> str:
    return re.sub(r"\W", "", text.replace("\ufb01", "fi").replace("\ufb02", "fl"))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_command_writes_the_same_bytes_whatever_hash_seed_and_jobs(tmp_path: Path) -> None:
    made = []
    for i, extra in enumerate((["--jobs", "1"], ["--jobs", "2"])):
        out, truths = tmp_path / f"out{i}", tmp_path / f"truth{i}"
        command = [sys.executable, "-c", "import sys; from pipeline.specimens.cli import main; sys.exit(main())"]
        command += ["--out", str(out), "--truth", str(truths), "--documents", "12", "--format", "both", *extra]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": str(i)}, capture_output=True)
        made.append((files(out), files(truths)))
    assert made[0] == made[1]
    assert len(made[0][0]) == 25
    assert len(made[0][1]) == 12


def test_command_refuses_wrong_use(tmp_path: Path) -> None:
    for wrong in (["--documents", "0"], ["--format", "docx"]):
        with pytest.raises(SystemExit) as left:
            main(["--out", str(tmp_path), *wrong])
        assert left.value.code == 2


def test_another_seed_gives_other_documents() -> None:
    assert compose(1, 5) == compose(1, 5)
    assert compose(1, 5) != compose(2, 5)


def test_every_document_has_a_symbol_of_its_own() -> None:
    symbols = [compose(7, number).document.facts.document_id for number in range(200)]
    assert len(set(symbols)) == len(symbols)


def test_lengths_and_kinds_vary() -> None:
    printed = [print_document(made.document, made.layout) for made in (compose(3, number) for number in range(20))]
    assert {table.grid.kind for one in printed for table in one.order if isinstance(table, PlacedTable)} == {
        "activity_result",
        "activity_timeframe",
        "activity",
        "tasks",
        "other",
    }
    lengths = [len(one.pages) for one in printed]
    assert max(lengths) >= 12
    assert 5 <= sum(lengths) / len(lengths) <= 20


def _check_places(printed: PrintedDocument) -> None:
    """Every part of every paragraph is found in its box on its page, read back with another library."""
    layout = printed.layout
    before = rl_config.useA85
    drawn = pdf_bytes(printed)
    assert rl_config.useA85 == before, "what others draw stays as it is"
    with pypdfium2.PdfDocument(drawn) as document:
        pages = [(page, page.get_textpage()) for page in document]
        known = truth(printed)
        for block in known["blocks"]:
            for part in block["fragments"]:
                page, text = pages[part["page"] - 1]
                x0, top, x1, bottom = part["bbox"]
                width, height = page.get_size()
                corners = {
                    0: (x0, height - bottom, x1, height - top),
                    90: (top, x0, bottom, x1),
                    270: (height - bottom, width - x1, height - top, width - x0),
                }[page.get_rotation()]
                left, low, right, high = corners
                found = letters(text.get_text_bounded(left - 1, low + 1, right + 1, high - 1))
                wanted = letters(block["text"][part["start"] : part["end"]])
                if layout.fake_bold and len(found) == 2 * len(wanted):
                    continue
                assert wanted in found, (part, block["text"])
        assert len(pages) == known["pages"]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("name", ["sc205-doc-9", "unep-cms-stc150-doc-7"])
def test_places_are_where_the_text_stands(layout: Layout, name: str) -> None:
    document = load(name).document
    _check_places(print_document(document, replace(layout, house=document.facts.convention)))


@pytest.mark.parametrize("number", range(6))
def test_places_of_random_documents(number: int) -> None:
    made = compose(11, number)
    _check_places(print_document(made.document, made.layout))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_layout_changes_nothing_that_is_said(layout: Layout) -> None:
    document = load("sc205-doc-9").document
    house = truth(print_document(document, Layout()))
    other = truth(print_document(document, layout))
    for activity in house["activities"] + other["activities"]:
        del activity["row"], activity["pages"]
    for key in ("activities", "amendments", "requested_actions", "taxa"):
        assert other[key] == house[key]
    assert sorted(other["document_refs"]) == sorted(house["document_refs"])


@given(st.integers(0, 10_000), st.sampled_from(["sc198-doc-21-3", "sc205-doc-9"]), st.integers(430, 900))
@settings(max_examples=25, deadline=None)
def test_any_layout_places_every_character_once(seed: int, name: str, height: int) -> None:
    layout = replace(random_layout(Random(seed), "CITES"), page_height=float(height))
    known = truth(print_document(load(name).document, layout))
    for block in known["blocks"]:
        parts = block["fragments"]
        assert [part["page"] for part in parts] == sorted(part["page"] for part in parts)
        assert parts[0]["start"] == 0
        assert parts[-1]["end"] == len(block["text"])
        for before, after in pairwise(parts):
            assert block["text"][before["end"] : after["start"]].strip() == ""
    for table in known["tables"]:
        for cell in table["cells"]:
            pages = [part["page"] for part in cell["fragments"]]
            assert pages == list(range(pages[0], pages[-1] + 1))
            assert table["page_first"] <= pages[0]
            assert pages[-1] <= table["page_last"]


def test_cells_cut_by_a_page_have_a_place_on_both() -> None:
    printed = print_document(load("sc198-doc-21-3").document, Layout(page_height=420))
    cut = [
        cell
        for table in printed.order
        if isinstance(table, PlacedTable)
        for cell in table.cells.values()
        if any(len(paragraph.parts) > 1 for paragraph in cell.paragraphs)
    ]
    assert cut
    for cell in cut:
        pages = [page for page, _ in cell.areas]
        assert pages == sorted(set(pages))
        for paragraph in cell.paragraphs:
            for part in paragraph.parts:
                area = dict(cell.areas)[part.page]
                assert area.top - 1 <= part.box.top
                assert part.box.bottom <= area.bottom + 1


@pytest.mark.parametrize("height", range(400, 500, 10))
def test_rows_are_no_higher_than_their_text(height: int) -> None:
    """The last of the rows that a result answers may begin a page: the result ended above."""
    printed = print_document(load("sc198-doc-21-3").document, Layout(page_height=height, merge_results=True))
    for table in printed.order:
        for page, box in table.parts[:-1] if isinstance(table, PlacedTable) else ():
            feet = [
                part.box.bottom
                for cell in table.cells.values()
                for paragraph in cell.paragraphs
                for part in paragraph.parts
                if part.page == page
            ]
            assert box.bottom - max(feet) < 40


@pytest.mark.parametrize("height", range(400, 500, 10))
def test_header_is_printed_again_as_high_as_it_was(height: int) -> None:
    layout = Layout(page_height=height, rules="none", header_repeated=True)
    printed = print_document(load("sc198-doc-21-3").document, layout)
    assert any(table.header_again for table in printed.order if isinstance(table, PlacedTable))
    shades = {round(shade.box.bottom - shade.box.top, 2) for page in printed.pages for shade in page.shades}
    assert len(shades) == 1


@pytest.mark.parametrize("number", range(40, 50))
def test_a_cell_of_one_line_begins_with_the_first_of_the_rows_that_it_spans(number: int) -> None:
    made = compose(7331, number)
    printed = print_document(made.document, replace(made.layout, merge_results=True, header_repeated=True))
    for table in printed.order:
        for cell in table.cells.values() if isinstance(table, PlacedTable) else ():
            parts = [part for paragraph in cell.paragraphs for part in paragraph.parts]
            if cell.cell.row_span > 1 and len(parts) == 1 and parts[0].box.bottom - parts[0].box.top < 16:
                assert parts[0].page == cell.areas[0][0]


def test_a_line_that_fits_on_no_page_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        print_document(load("sc198-doc-21-3").document, Layout(page_height=190, margin=90))


# -- mark-up ----------------------------------------------------------------------------------------------------


def test_rich_text_knows_what_it_names() -> None:
    text = rich('The <del>old</del> <ins>new</ins> <i>title</i> of <d s="CoP98 Doc. 2">2</d> is kept<fn>3</fn>.')
    assert text.text == "The old new title of 2 is kept3."
    assert text.without("insert") == "The old title of 2 is kept3."
    assert text.without("delete") == "The new title of 2 is kept3."
    assert [(m.kind, m.surface, dict(m.facts)) for m in text.mentions] == [("document", "2", {"s": "CoP98 Doc. 2"})]
    assert text.footnotes == ((30, "3"),)
    assert text.spans() == [
        (4, 7, "strikethrough"),
        (8, 11, "underline"),
        (12, 17, "italic"),
        (30, 31, "superscript"),
    ]


@pytest.mark.parametrize("wrong", ["<i>open", "shut</i>", "<i>crossed<b></i></b>", "<z>unknown</z>", "a < b"])
def test_rich_text_refuses_what_it_does_not_know(wrong: str) -> None:
    with pytest.raises(ValueError, match="<"):
        rich(wrong)


WORDS = st.lists(
    st.sampled_from(["bird", "a", "trans-boundary", "of", "Saiga", "2093", "(x)"]), min_size=1, max_size=30
)


@given(WORDS, st.data())
@settings(max_examples=60, deadline=None)
def test_markdown_marks_balance_wherever_a_text_is_cut(words: list[str], data: st.DataObject) -> None:
    from pipeline.specimens.text import marked

    styled = " ".join(
        data.draw(st.sampled_from(["{}", "<i>{}</i>", "<s>{}</s>", "<b><i>{}</i></b>"])).format(w) for w in words
    )
    text = rich(styled)
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    out = marked(text, start, end, "markdown")
    assert out.count("~~") % 2 == 0
    assert out.count("*") % 2 == 0
    assert letters(out.replace("~~", "").replace("*", "")) == letters(text.text[start:end])


# -- text -------------------------------------------------------------------------------------------------------


def test_every_dialect_holds_every_word() -> None:
    document = load("unep-cms-stc150-doc-7").document
    printed = print_document(document, Layout(house="CMS"))
    wanted = {letters(block["text"]) for block in truth(printed)["blocks"] if len(block["fragments"]) == 1}
    for dialect in ("tab", "tab_html"):
        out = letters(re.sub(r"<[^>]+>", "", text_of(printed, dialect)))
        raised = str.maketrans("\u2070\u00b9\u00b2\u00b3", "0123")
        missing = [words for words in wanted if words not in out.translate(raised)]
        assert missing == []


def test_damage_breaks_what_it_names_and_nothing_else() -> None:
    printed = print_document(load("sc198-doc-21-3").document, Layout())
    whole = text_of(printed, "tab")
    lost = text_of(printed, "tab", Damage(lost_codes=frozenset({"D4"})))
    assert whole.count(" D4. ") == lost.count(" D4. ") + 1
    fallen = text_of(printed, "tab", Damage(fallen_out=frozenset({"B7"})))
    assert "\n- B7. Hold a training course" in fallen
    assert letters(fallen).replace("DescriptionofjointactivitiesResults", "") == letters(whole).replace(
        "DescriptionofjointactivitiesResults", ""
    )
    assert "SC198 Doc. 21.3\n" not in text_of(printed, "tab", Damage(without_symbol=True))


@pytest.mark.parametrize(
    ("number", "short", "word"),
    [
        (1, "1st", "first"),
        (12, "12th", "twelfth"),
        (73, "73rd", "seventy-third"),
        (80, "80th", "eightieth"),
        (100, "100th", "hundredth"),
        (198, "198th", "hundred and ninety-eighth"),
        (201, "201st", "two hundred and first"),
    ],
)
def test_ordinals(number: int, short: str, word: str) -> None:
    assert ordinal(number) == short
    assert ordinal_word(number) == word


@pytest.mark.parametrize("hyphenate", [False, True])
def test_word_that_is_wider_than_its_line_is_cut(hyphenate: bool) -> None:
    setting = Setting("times", 10.0, 1.2, hyphenate=hyphenate)
    text = rich("see StC121/Doc.81.6/Add.15 <i>abcdefghijklmnopqrstuvwxyz</i> there")
    lines = break_lines(text, setting, 60.0)
    assert all(line.width <= 60.0 for line in lines)
    said = [text.text[line.start : line.end] for line in lines]
    assert " ".join(said).split() == ["see", "StC121/Doc.", "81.6/Add.15", "abcdefghijklm", "nopqrstuvwxyz", "there"]
