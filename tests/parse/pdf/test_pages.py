"""What a page draws: every glyph counted, every word where it is, in every way that PDF can draw it."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, Canvas
from setting import meaning, print_pdf, typeset

from pipeline.model import UnreadableSourceError
from pipeline.parse.ligatures import unswapped
from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.characters import MACINTOSH_ORDER, Pieces, map_glyphs
from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.pages.hidden import lies_upon
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.pages.paths import MAX_SEGMENTS, PATHS_AT_ONCE
from pipeline.parse.pdf.read import read_pdf

FONTS = ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-BoldItalic", "Courier-Oblique"]


def read(path: Path, number: int = 1) -> PageContent:
    with open_pdf(path) as pdf:
        content = pdf.page(number)
    assert content.glyphs == sum(word.glyphs for word in content.words) + sum(content.set_aside.values())
    return content


def said(content: PageContent) -> list[str]:
    return [word.text for word in content.words]


def only(content: PageContent, text: str) -> Word:
    [word] = [word for word in content.words if word.text == text]
    return word


@given(
    st.lists(
        st.tuples(
            st.lists(st.text("abcdefgHIJKLMN.,;()19", min_size=1, max_size=9), min_size=1, max_size=6),
            st.sampled_from(FONTS),
            st.integers(7, 16),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_words_are_whole_and_where_they_were_drawn(rows: list[tuple[list[str], str, int]]) -> None:
    def draw(canvas: Canvas) -> None:
        for index, (texts, font, size) in enumerate(rows):
            canvas.setFont(font, size)
            canvas.drawString(60, 780 - 60 * index, " ".join(texts))

    with TemporaryDirectory() as folder:
        content = read(print_pdf(Path(folder) / "words.pdf", draw))
    assert said(content) == [text for texts, _, _ in rows for text in texts]
    found = iter(content.words)
    for index, (texts, font, size) in enumerate(rows):
        x = 60.0
        for text in texts:
            word = next(found)
            width = stringWidth(text, font, size)
            # PDFium's boxes hold all the ink: slanted letters lean over their advance widths.
            overhang = 0.2 * size if word.italic else 0.06 * size
            assert word.x0 == pytest.approx(x, abs=overhang)
            assert word.x1 == pytest.approx(x + width, abs=overhang)
            assert word.baseline == pytest.approx(842 - 780 + 60 * index, abs=0.1)
            assert (word.size, word.bold, word.italic) == (size, "Bold" in font, "Italic" in font or "Oblique" in font)
            x += width + stringWidth(" ", font, size)


def test_agrees_with_the_reference_reader(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index, font in enumerate(FONTS):
            typeset(canvas, [f"The {font} delegation of Farhaven met in 2091."] * 3, y=760 - 120 * index, font=font)

    path = print_pdf(tmp_path / "reference.pdf", draw)
    content = read(path)
    with pdfplumber.open(path) as reference:
        expected = reference.pages[0].extract_words()
    assert said(content) == [word["text"] for word in expected]
    for word, twin in zip(content.words, expected, strict=True):
        overhang = 2 if word.italic else 0.5
        assert word.x0 == pytest.approx(twin["x0"], abs=overhang)
        assert word.x1 == pytest.approx(twin["x1"], abs=overhang)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_displayed(tmp_path: Path, turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.setFont("Helvetica", 10)
        width, height = 595, 842
        canvas.saveState()
        # Draws so that the text stands upright at (100, 200) from the top left once the page is turned.
        x, y = {0: (100, height - 200), 90: (200, 100), 180: (width - 100, 200), 270: (height - 200, width - 100)}[turn]
        canvas.translate(x, y)
        canvas.rotate(turn)
        canvas.drawString(0, 0, "upright words")
        canvas.restoreState()

    content = read(print_pdf(tmp_path / "turned.pdf", draw))
    assert (content.width, content.height) == (595, 842)
    first, second = content.words
    assert (first.text, second.text) == ("upright", "words")
    assert first.direction == second.direction == 0
    assert first.box.x0 == pytest.approx(100, abs=0.5)
    assert first.baseline == second.baseline == pytest.approx(200, abs=0.1)
    assert first.box.x1 == pytest.approx(100 + stringWidth("upright", "Helvetica", 10), abs=0.3)
    assert second.box.x0 > first.box.x1


@pytest.mark.parametrize(("angle", "direction"), [(90, 270.0), (-90, 90.0), (180, 180.0), (30, 330.0)])
def test_text_that_runs_another_way_says_so(tmp_path: Path, angle: int, direction: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "aslant")

    content = read(print_pdf(tmp_path / "aslant.pdf", draw))
    [word] = content.words
    assert word.direction == pytest.approx(direction)
    assert word.size == pytest.approx(12)
    assert not content.level


def test_page_with_level_words_only_says_so(tmp_path: Path) -> None:
    content = read(print_pdf(tmp_path / "level.pdf", lambda canvas: canvas.drawString(100, 400, "herons wade")))
    assert content.level
    assert [word.direction for word in content.words] == [0.0, 0.0]


def test_crop_box_moves_the_origin_and_sets_aside_what_it_hides(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 545, 742))
        canvas.drawString(150, 642, "shown")
        canvas.drawString(150, 20, "beyond")

    content = read(print_pdf(tmp_path / "cropped.pdf", draw))
    word = only(content, "shown")
    assert (content.width, content.height) == (495, 642)
    assert (word.x0, word.baseline) == (pytest.approx(100, abs=0.3), pytest.approx(100, abs=0.1))
    assert content.set_aside == {"off_page_glyph": 6}


def test_a_word_larger_than_the_page_is_set_aside(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "herons")
        for size, spacing in ((4000, 0), (10, 900)):
            text = canvas.beginText(100, 300)
            text.setFont("Helvetica", size)
            text.setCharSpace(spacing)
            text.textOut("wade")
            canvas.drawText(text)

    content = read(print_pdf(tmp_path / "large.pdf", draw))
    assert said(content) == ["herons"]
    assert content.set_aside == {"off_page_glyph": content.glyphs - len("herons")}


@pytest.mark.parametrize("margin", [20, 57], ids=["narrow", "two-centimetres"])
@pytest.mark.parametrize("above", [3, 2.8, 1], ids=["more", "half", "less"])
def test_a_line_that_a_page_break_cuts_is_read_where_more_than_half_of_it_is_shown(
    tmp_path: Path, above: float, margin: float
) -> None:
    """Each end of a page that a browser prints shows a part of it. A stop may be shown whole, as a cell beside it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(50, 700, "below")
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(20, margin, 555, 842 - 2 * margin)
        canvas.clipPath(edge, stroke=0)
        canvas.drawString(50, 842 - margin - above, "cut")
        canvas.restoreState()
        canvas.drawString(70, 842 - margin - above, ".")
        canvas.drawString(90, 842 - margin - above, "beside")
        canvas.drawString(140, 842 - margin - above, "–")

    content = read(print_pdf(tmp_path / "cut.pdf", draw))
    assert sorted(said(content)) == sorted(["below", "beside", "–", *(["cut", "."] if above > 1 else [])])
    assert content.set_aside.get("off_page_glyph", 0) == (0 if above > 1 else 4)


@pytest.mark.parametrize("turned", [True, False])
def test_text_that_is_too_long_for_its_cell_is_no_cut_line(tmp_path: Path, *, turned: bool) -> None:
    """Where a page is turned, or a form enlarged, letters stand in another direction or size than displayed."""

    def draw_cell(canvas: Canvas) -> None:
        cell = canvas.beginPath()
        cell.rect(10, 193, 30, 6)
        canvas.clipPath(cell, stroke=0)
        canvas.setFont("Helvetica", 5)
        canvas.drawString(11, 194, "longer than its cell")

    def draw(canvas: Canvas) -> None:
        if turned:
            canvas.setPageRotation(270)
            canvas.transform(0, -1, 1, 0, 600, 595)
            draw_cell(canvas)
        else:
            canvas.beginForm("cell")
            draw_cell(canvas)
            canvas.endForm()
            canvas.scale(4, 4)
            canvas.doForm("cell")

    assert said(read(print_pdf(tmp_path / "cell.pdf", draw))) == ["longer", "than", "its", "cell"]


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_fake_bold_is_read_once_and_is_bold(tmp_path: Path, shift: float) -> None:
    def draw(canvas: Canvas) -> None:
        for text, y in (("Heading of the annex", 700), ("Second heading", 600)):
            canvas.drawString(100, y, text)
            canvas.drawString(100 + shift, y, text)
        canvas.drawString(100, 500, "plain")

    content = read(print_pdf(tmp_path / "bold.pdf", draw))
    assert said(content) == ["Heading", "of", "the", "annex", "Second", "heading", "plain"]
    assert [word.bold for word in content.words] == [True] * 6 + [False]
    assert content.set_aside == {"duplicate_glyph": 30}


def test_a_word_drawn_twice_a_little_apart_is_read_once_and_is_bold(tmp_path: Path) -> None:
    """Further apart than what PDFium takes for one, and of the lines only some words."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "Herons nest")
        canvas.drawString(101.4, 700, "Herons")

    content = read(print_pdf(tmp_path / "apart.pdf", draw))
    assert [(word.text, word.bold) for word in content.words] == [("Herons", True), ("nest", False)]
    assert content.set_aside == {"duplicate_glyph": 6}


def test_a_word_drawn_twice_by_one_text_object_is_read_once(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        back = round(1000 * stringWidth("Herons ", "Helvetica", 12) / 12) - 100
        canvas._code.append(f"BT 1 0 0 1 100 700 Tm [(Herons ) {back} (Herons)] TJ ET")

    content = read(print_pdf(tmp_path / "back.pdf", draw))
    assert [(word.text, word.bold) for word in content.words] == [("Herons", True)]
    assert content.set_aside == {"duplicate_glyph": 6}


def test_like_lines_that_run_up_the_page_do_not_lie_upon_each_other() -> None:
    """Width, height, left and bottom: the height is how long the lines are, not how large their type is."""
    assert lies_upon((9.0, 270.0, 100.0, 50.0), (9.0, 270.0, 100.5, 50.0))
    assert not lies_upon((9.0, 270.0, 100.0, 50.0), (9.0, 270.0, 116.0, 50.0))


def test_text_that_nobody_sees_is_set_aside_by_name(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "seen")
        canvas.setFillGray(1)
        canvas.drawString(100, 650, "white")
        canvas.saveState()
        hidden = canvas.beginText(100, 600)
        hidden.setTextRenderMode(3)
        hidden.textOut("invisible")
        canvas.drawText(hidden)
        canvas.restoreState()
        canvas.setFillGray(0.2)
        canvas.rect(90, 540, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(100, 550, "white-on-dark")

    content = read(print_pdf(tmp_path / "hidden.pdf", draw))
    assert said(content) == ["seen", "white-on-dark"]
    assert content.set_aside == {"white_glyph": 5, "invisible_glyph": 9}


def picture(canvas: Canvas, color: Any) -> None:
    canvas.drawInlineImage(color, 90, 490, 200, 30)


def blacked_out(canvas: Canvas, gray: float = 0, alpha: float = 1) -> None:
    canvas.saveState()
    canvas.setFillGray(gray, alpha)
    canvas.rect(90, 490, 200, 30, stroke=0, fill=1)
    canvas.restoreState()


def thick_line(canvas: Canvas) -> None:
    canvas.setLineWidth(16)
    canvas.line(90, 504, 290, 504)


COVERS: dict[str, tuple[Callable[[Canvas], None], list[str], int]] = {
    "black": (blacked_out, ["shown"], 7),
    "white": (lambda canvas: blacked_out(canvas, 1), ["shown"], 7),
    "image": (lambda canvas: picture(canvas, Image.new("RGB", (8, 8), "white")), ["shown"], 7),
    "stroke": (thick_line, ["shown"], 7),
    "half": (lambda canvas: canvas.rect(90, 490, 30, 30, stroke=0, fill=1), ["covered", "shown"], 0),
    "strike": (lambda canvas: canvas.rect(90, 501, 200, 3.5, stroke=0, fill=1), ["covered", "shown"], 0),
    "highlight": (lambda canvas: blacked_out(canvas, 0.8, 0.4), ["covered", "shown"], 0),
    "picture of the words": (
        lambda canvas: picture(canvas, Image.linear_gradient("L").resize((200, 30))),
        ["covered", "shown"],
        0,
    ),
}


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("cover", COVERS)
def test_words_under_what_is_drawn_over_them_are_set_aside(tmp_path: Path, cover: str, turn: int) -> None:
    draw_cover, words, hidden = COVERS[cover]

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.drawString(100, 500, "covered")
        draw_cover(canvas)
        canvas.drawString(100, 450, "shown")

    path = print_pdf(tmp_path / "covered.pdf", draw)
    content = read(path)
    assert sorted(said(content)) == words
    assert content.set_aside == ({"covered_glyph": hidden} if hidden else {})
    assert content.layered_glyphs == (7 if cover == "picture of the words" else 0)
    warnings = [(issue.rule, issue.evidence) for issue in read_pdf(path).issues if issue.level == "warning"]
    assert warnings == ([("covered-text", "7 glyphs")] if hidden else [])


@pytest.mark.parametrize("cover", ["white", "image"])
@pytest.mark.parametrize(("typed", "x"), [("covered", 100), ("covered", 103), ("instead", 100)])
@pytest.mark.parametrize("overlay", [True, False])
def test_what_is_typed_over_a_cover_is_read(tmp_path: Path, typed: str, x: float, cover: str, *, overlay: bool) -> None:
    """PDFium takes the second of two like words for the first; it is seen all the same, through a watermark, too."""
    draw_cover, _, hidden = COVERS[cover]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 500, "covered")
        draw_cover(canvas)
        canvas.drawString(x, 500, typed)
        if overlay:
            canvas.setFillGray(0.8, 0.4)
            canvas.rect(0, 0, 595, 842, stroke=0, fill=1)

    content = read(print_pdf(tmp_path / "typed.pdf", draw))
    assert said(content) == [typed]
    assert content.set_aside == {"duplicate_glyph" if (typed, x) == ("covered", 100) else "covered_glyph": hidden}


def with_layers(path: Path, draw: str, off: str, form: str = "", of_form: str = "") -> Path:
    """Write a page with two layers, ``Kept`` (object 8) and ``Draft`` (4), of which some are off."""
    resources = "<< /Font << /F 6 0 R >> /Properties << /Draft 4 0 R /Kept 8 0 R >> /XObject << /Form 7 0 R >> >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [4 0 R 8 0 R] /D << /ON [] /OFF {off} >> >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents 5 0 R >>",
        "<< /Type /OCG /Name (Draft) >>",
        f"<< /Length {len(draw)} >> stream\n{draw}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F 6 0 R >> >>"
        f" /Length {len(form)} {of_form} >> stream\n{form}\nendstream",
        "<< /Type /OCG /Name (Kept) >>",
    ]
    written = "\n".join(f"{number} 0 obj {item} endobj" for number, item in enumerate(objects, start=1))
    path.write_text(f"%PDF-1.5\n{written}\ntrailer << /Root 1 0 R >>\n%%EOF")
    return path


@pytest.mark.parametrize(
    "color",
    ["", "0 g 90 290 90 30 re f 1 g", ".298 g 90 290 90 30 re f 1 0 0 rg"],
    ids=["black", "white-on-black", "red-on-as-dark"],
)
@pytest.mark.parametrize("mark", ["/OC /Draft BDC (draft) Tj EMC", "/OC /Draft BDC /Form Do EMC"])
@pytest.mark.parametrize(("off", "words"), [("[4 0 R]", ["shown"]), ("[]", ["shown", "draft"])])
def test_text_on_a_layer_that_is_off_is_set_aside(
    tmp_path: Path, mark: str, off: str, words: list[str], color: str
) -> None:
    begin, form = "/F 12 Tf 100 500 Td", f"{color} BT /F 12 Tf 100 300 Td (draft) Tj ET"
    draw = f"BT {begin} /P << /MCID 0 >> BDC (shown) Tj EMC 0 -50 Td {mark} ET"
    if "Do" in mark:
        draw = f"BT {begin} (shown) Tj ET {mark}"
    path = with_layers(tmp_path / "layers.pdf", draw, off, form)
    content = read(path)
    assert said(content) == words
    # Without its ground, which is off as well, white text is named as such.
    kind, rule = ("white_glyph", "white-text") if "Do" in mark and "1 g" in color else ("layer_glyph", "layer-off")
    assert content.set_aside == ({} if "draft" in words else {kind: 5})
    warnings = [issue.rule for issue in read_pdf(path).issues if issue.level == "warning"]
    assert warnings == ([] if "draft" in words else [rule])


@pytest.mark.parametrize(
    ("off", "words"), [("[4 0 R]", ["herons"]), ("[8 0 R]", ["egrets"]), ("[]", ["herons", "egrets"])]
)
def test_layers_in_one_place_are_told_apart(tmp_path: Path, off: str, words: list[str]) -> None:
    """As a text in several languages, of which the page shows one."""
    kept, draft = "BT /F 12 Tf 100 500 Td (herons) Tj ET", "BT /F 12 Tf 103 499 Td (egrets) Tj ET"
    draw = f"/OC /Kept BDC {kept} EMC /OC /Draft BDC {draft} EMC"
    assert said(read(with_layers(tmp_path / "languages.pdf", draw, off))) == words


@pytest.mark.parametrize("by", ["marks", "form", "dictionary"])
@pytest.mark.parametrize(("off", "count"), [("[4 0 R]", 1), ("[8 0 R]", 3), ("[4 0 R 8 0 R]", 0), ("[]", 4)])
def test_rules_on_a_layer_that_is_off_are_left_out(tmp_path: Path, off: str, count: int, by: str) -> None:
    """They parted the columns and rows of tables that the page shows without them."""
    rules = "60 500 m 300 500 l S 60 400 m 300 400 l S 60 300 m 300 300 l S"
    draft = f"/OC /Draft BDC {rules} EMC" if by == "marks" else "/Form Do"
    if by == "form":
        draft = f"/OC /Draft BDC {draft} EMC"
    draw = f"{draft} /OC /Kept BDC 60 600 m 300 600 l S EMC BT /F 12 Tf 100 510 Td (shown) Tj ET"
    text = "BT /F 12 Tf 100 410 Td (draft) Tj ET"
    of_form = "/OC 4 0 R" if by == "dictionary" else ""
    path = with_layers(tmp_path / "rules.pdf", draw, off, f"{rules} {text}", of_form)
    content = read(path)
    assert len(content.rules) == count
    assert sorted(said(content)) == (["draft", "shown"] if count > 1 and by != "marks" else ["shown"])


def test_text_outside_of_what_a_page_shows_of_it_is_set_aside(tmp_path: Path) -> None:
    """A part of a page may be placed on another; what is shown of a cell that is too small is read as a whole."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 500, "shown")
        for shown in ((50, 395, 200, 20), (50, 95, 9, 420)):
            canvas.saveState()
            part = canvas.beginPath()
            part.rect(*shown)
            canvas.clipPath(part, stroke=0)
            canvas.drawString(60, 500, "• cut off")
            canvas.drawString(60 - shown[2] // 40, 400, f"placed {shown[2]}")
            canvas.restoreState()
        canvas.drawString(40, 500, "•")

    content = read(print_pdf(tmp_path / "placed.pdf", draw))
    assert said(content) == ["shown", "placed", "200", "•"]
    assert content.set_aside == {"duplicate_glyph": len("•cutoff"), "off_page_glyph": len("•cutoff" + "placed9")}


def test_text_that_its_matrix_leaves_no_height_is_set_aside_on_any_ground(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "seen")
        canvas.drawInlineImage(Image.new("L", (10, 10), 200), 90, 540, 200, 60)
        canvas.transform(1, 0, 0, 0, 100, 560)
        canvas.drawString(0, 0, "flat")

    path = print_pdf(tmp_path / "flat.pdf", draw)
    content = read(path)
    assert said(content) == ["seen"]
    assert content.set_aside == {"invisible_glyph": 4}
    parsed = read_pdf(path)
    assert [block.text for block in parsed.blocks] == ["seen"]
    assert [issue.rule for issue in parsed.issues if issue.level == "warning"] == ["invisible-text"]


@pytest.mark.parametrize("mode", [0, 3], ids=["under-the-picture", "invisible"])
@pytest.mark.parametrize("in_form", [True, False])
def test_the_text_layer_of_a_scan_is_read(tmp_path: Path, mode: int, *, in_form: bool) -> None:
    """A form that the page looks the same without may be on a layer that is off, and may be a text layer."""
    pixels = tmp_path / "scan.ppm"
    pixels.write_bytes(b"P6 99 99 255\n" + 121 * bytes(range(243)))

    def draw(canvas: Canvas) -> None:
        if in_form:
            canvas.beginForm("layer")
        layer = canvas.beginText(100, 600)
        layer.setTextRenderMode(mode)
        layer.textOut("recognised before")
        canvas.drawText(layer)
        if in_form:
            canvas.endForm()
            canvas.doForm("layer")
        canvas.drawImage(ImageReader(str(pixels)), 0, 0, 595, 842)

    path = print_pdf(tmp_path / "scan.pdf", draw)
    assert said(read(path)) == ["recognised", "before"]
    assert [(issue.rule, issue.level, issue.evidence) for issue in read_pdf(path).issues] == [
        ("text-layer", "info", "16 glyphs")
    ]


def test_a_word_set_in_several_styles_is_parted_there(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(100, 700)
        text.setFont("Helvetica", 10)
        text.textOut("27")
        text.setRise(4)
        text.setFont("Helvetica", 6)
        text.textOut("th")
        text.setRise(0)
        text.setFont("Helvetica-Oblique", 10)
        text.textOut(" meeting")
        canvas.drawText(text)

    content = read(print_pdf(tmp_path / "styles.pdf", draw))
    assert said(content) == ["27", "th", "meeting"]
    number, raised, meeting = content.words
    assert not number.space_after
    assert raised.space_after
    assert raised.baseline == pytest.approx(number.baseline - 4, abs=0.1)
    assert raised.box.x0 == pytest.approx(number.box.x1, abs=0.1)
    assert meeting.italic


def test_white_space_that_only_the_distance_of_letters_makes_parts_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        x = 100.0
        for stretch, apart in (("gre", 0.0), ("yp", 2.5), ("arrots are s", 0.0), ("pac", 0.8), ("ed", 0.0)):
            canvas.drawString(x, 700, stretch, charSpace=apart)
            x += stringWidth(stretch, "Times-Roman", 10) + apart * (len(stretch) - 1)

    path = print_pdf(tmp_path / "kerned.pdf", draw)
    assert said(read(path)) == ["gre", "y", "p", "arrots", "are", "s", "pac", "ed"]
    assert read_pdf(path).blocks[0].text == "grey parrots are spaced"


def test_skewed_type_is_italic(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText()
        text.setTextTransform(1, 0, 0.3, 1, 100, 700)
        text.textOut("leaning")
        canvas.drawText(text)

    [word] = read(print_pdf(tmp_path / "skewed.pdf", draw)).words
    assert word.italic
    assert word.direction == 0


def test_type_of_a_negative_size_runs_as_its_matrix_turns_it_back(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText()
        text.setFont("Helvetica", -10)
        text.setTextTransform(-1, 0, 0, -1, 100, 700)
        text.textOut("herons nest")
        canvas.drawText(text)

    first, second = read(print_pdf(tmp_path / "turned.pdf", draw)).words
    assert (first.text, first.direction, second.text) == ("herons", 0, "nest")


def test_rules_and_grounds(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setLineWidth(0.5)
        canvas.line(100, 700, 300, 700)
        canvas.line(100, 700, 100, 600)
        canvas.rect(100, 500, 50, 0.7, stroke=0, fill=1)
        canvas.setFillGray(0.8)
        canvas.rect(100, 400, 200, 40, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.rect(100, 300, 200, 40, stroke=0, fill=1)
        canvas.rect(100, 200, 200, 50, stroke=1, fill=0)
        canvas.line(100, 100, 200, 150)

    content = read(print_pdf(tmp_path / "rules.pdf", draw))
    level = sorted(
        (round(rule.box.top), round(rule.box.x0), round(rule.box.x1)) for rule in content.rules if rule.horizontal
    )
    upright = sorted(round(rule.box.x0) for rule in content.rules if not rule.horizontal)
    assert level == [(142, 100, 300), (341, 100, 150), (592, 100, 300), (642, 100, 300)]
    assert upright == [100, 100, 300]
    [shade] = content.shades
    assert (shade.x0, shade.top, shade.x1, shade.bottom) == (100, 402, 300, 442)


@pytest.mark.parametrize("stroke", [True, False])
@pytest.mark.parametrize(("rows", "seen"), [(3, [220, 260]), (1, [])])
def test_white_rules_are_seen_where_grounds_are_on_both_sides(
    tmp_path: Path, rows: int, seen: list[int], stroke: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(100, 662 - 40 * rows, 200, 40 * rows, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setStrokeGray(1)
        for y in range(542, 663, 40):
            if stroke:
                canvas.line(100, y, 300, y)
            else:
                canvas.rect(100, y - 1, 200, 2, stroke=0, fill=1)

    content = read(print_pdf(tmp_path / "white.pdf", draw))
    assert sorted(round((rule.box.top + rule.box.bottom) / 2) for rule in content.rules) == seen


def test_borders_filled_between_two_rectangles_are_rules(tmp_path: Path) -> None:
    def border(canvas: Canvas, top: float, bottom: float, left: float, right: float, y: float) -> None:
        path = canvas.beginPath()
        path.rect(100, y, 200, 40)
        path.rect(100 + left, y + bottom, 200 - left - right, 40 - top - bottom)
        canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_EVEN_ODD)

    def draw(canvas: Canvas) -> None:
        border(canvas, 0, 1, 0, 0, 700)
        border(canvas, 1, 1, 1, 1, 600)
        border(canvas, 12, 12, 12, 12, 500)

    content = read(print_pdf(tmp_path / "borders.pdf", draw))
    level = sorted((round(rule.box.top), round(rule.box.x0)) for rule in content.rules if rule.horizontal)
    assert level == [(141, 100), (202, 100), (241, 100)]
    assert sorted(round(rule.box.x0) for rule in content.rules if not rule.horizontal) == [100, 299]
    assert [round(shade.top) for shade in content.shades] == [302]


@pytest.mark.parametrize(
    ("shapes", "shaded"),
    [
        # Curves that begin, lean and end at corners of a rectangle.
        (["100 500 m 100 540 300 540 300 500 c h", "101 501 m 101 539 299 539 299 501 c h"], False),
        (["100 500 m 300 500 l 200 540 l h", "101 501 m 299 501 l 200 539 l h"], True),
        (["100 500 200 40 re", "101 501 200 40 re"], True),
    ],
)
def test_what_is_filled_between_other_shapes_is_no_border(tmp_path: Path, shapes: list[str], shaded: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas._code.append(" ".join([*shapes, "f*"]))

    content = read(print_pdf(tmp_path / "shapes.pdf", draw))
    assert content.rules == []
    assert len(content.shades) == shaded


@pytest.mark.parametrize(("segments", "count"), [(MAX_SEGMENTS, MAX_SEGMENTS // 2), (MAX_SEGMENTS + 2, 0)])
def test_a_path_of_very_many_strokes_is_a_drawing(tmp_path: Path, segments: int, count: int) -> None:
    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for index in range(segments // 2):
            path.moveTo(100, 100 + index)
            path.lineTo(300, 100 + index)
        canvas.drawPath(path)

    assert len(read(print_pdf(tmp_path / "drawing.pdf", draw)).rules) == count


def test_forms_are_read_with_their_place(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("stamp")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(10, 20, "stamped")
        canvas.line(10, 15, 60, 15)
        canvas.endForm()
        canvas.translate(200, 300)
        canvas.doForm("stamp")

    content = read(print_pdf(tmp_path / "form.pdf", draw))
    [word], [rule] = content.words, content.rules
    assert (word.x0, word.baseline) == (pytest.approx(210, abs=0.3), pytest.approx(842 - 320, abs=0.1))
    assert (rule.box.x0, rule.box.x1) == (210, 260)


@pytest.mark.parametrize(
    ("content", "cause", "said"),
    [
        (b"", "empty", "empty"),
        (b"PK\x03\x04 no document of ours", "not_a_pdf", "not a PDF: it is a zip archive"),
        (b"PK\x03\x04 stored.pdf %PDF-1.7\n", "not_a_pdf", "not a PDF: it is a zip archive"),
        (b"\r\n<!DOCTYPE HTML><html><h1>Not found", "not_a_pdf", "not a PDF: it is a web page"),
        (b"something else", "not_a_pdf", "it has no PDF header"),
        (b"%PDF-1.7\nnothing else", "damaged", "damaged"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.7\nnothing else", "damaged", "damaged"),
        (
            b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n"
            b"trailer <</Size 3/Root 1 0 R>>\n%%EOF",
            "damaged",
            "structure",
        ),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, content: bytes, cause: str, said: str) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableSourceError, match=said) as raised, open_pdf(path):
        pass
    assert raised.value.cause == cause


def test_a_page_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[9 0 R]/Count 1>> endobj\n"
        b"trailer <</Size 3/Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(UnreadableSourceError, match="page 1 cannot be loaded") as raised:
        read(path)
    assert raised.value.cause == "damaged"


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    canvas = Canvas(str(path), encrypt="secret")
    canvas.drawString(100, 100, "hidden")
    canvas.save()
    with pytest.raises(UnreadableSourceError) as raised, open_pdf(path):
        pass
    assert raised.value.cause == "encrypted"


def test_a_truncated_file_is_read_or_named(tmp_path: Path) -> None:
    path = print_pdf(tmp_path / "whole.pdf", lambda canvas: canvas.drawString(100, 700, "whole"))
    data = path.read_bytes()
    for share in (0.3, 0.6, 0.9):
        path.write_bytes(data[: int(len(data) * share)])
        try:
            read(path)
        except UnreadableSourceError as error:
            assert error.cause == "damaged"


def test_pages_are_closed_and_reread_alike(tmp_path: Path) -> None:
    path = print_pdf(tmp_path / "two.pdf", *[lambda canvas: typeset(canvas, ["one line", "and another"])] * 2)
    with open_pdf(path) as pdf:
        first = pdf.page(2)
        pdf.reopen()
        assert repr(pdf.page(2)) == repr(first)
        assert pdf.page_count == 2


def test_glyph_numbers_of_the_standard_order() -> None:
    order = MACINTOSH_ORDER
    assert [order[number] for number in (3, 19, 36, 68, 112, 113)] == [" ", "0", "A", "a", "é", "è"]


def numbered(text: str) -> str:
    """Return a text with the numbers of its glyphs in place of its characters; spaces stay."""
    return "".join(char if char == " " else chr(ord(char) - 29) for char in text)


@pytest.mark.parametrize(
    ("fonts", "said", "inferred"),
    [
        ((numbered("the count of 2091 in the lakes"),), "the count of 2091 in the lakes", 24),
        (("the count of the lakes ", numbered("and of 2091")), "the count of the lakes and of 2091", 9),
        ((numbered("the 12 are "), numbered("Ardea 3")), "the 12 are Ardea 3", 14),
        ((numbered("the 12 are "), f"Ardea {numbered('3')}"), "the 12 are Ardea 3", 9),
        ((f"Ardea {numbered('3')}",), "Ardea 3", 1),
    ],
)
def test_glyph_numbers_that_are_characters_too_are_told_by_the_commonest_words(
    monkeypatch: pytest.MonkeyPatch, fonts: tuple[str, ...], said: str, inferred: int
) -> None:
    text = "".join(fonts)
    of = [number for number, stretch in enumerate(fonts, start=1) for _ in stretch]
    monkeypatch.setattr(pdfium, "char_is_unmapped", lambda _, index: ord(text[index]) < 32)
    monkeypatch.setattr(pdfium, "char_text_object", lambda _, index: of[index])
    monkeypatch.setattr(pdfium, "text_font", lambda item: item)
    assert map_glyphs(None, text) == (said, inferred)


def counted(text: str) -> str:
    """Return a text with glyphs numbered from 4 on in the order in which it first prints them; spaces stay."""
    order = dict.fromkeys(text.replace(" ", ""))
    numbers = {char: chr(number) for number, char in enumerate(order, start=4)}
    return "".join(numbers.get(char, char) for char in text)


@pytest.mark.parametrize("known", ["", "of the lakes "])
@pytest.mark.parametrize(
    ("text", "legible"),
    [
        ("The Committee notes that herons nest in the reeds of the delta and near the lakes.", False),
        ("The Committee notes the number of nests", True),  # too little to tell
    ],
)
def test_glyphs_that_are_numbered_as_they_come_are_unreadable(
    monkeypatch: pytest.MonkeyPatch, text: str, *, legible: bool, known: str
) -> None:
    """What another font of the page says stays."""
    printed = known + counted(text)
    monkeypatch.setattr(pdfium, "char_is_unmapped", lambda _, index: ord(printed[index]) < 32)
    monkeypatch.setattr(pdfium, "char_text_object", lambda _, index: 1 + (index < len(known)))
    monkeypatch.setattr(pdfium, "text_font", lambda item: item)
    said, inferred = map_glyphs(None, printed)
    assert said.startswith(known)
    assert (set(said[len(known) :]) == {" ", "\ufffd"}) is not legible
    assert (inferred > 0) is legible


@pytest.mark.parametrize(
    ("text", "said"), [("herons", "herons"), ("Ardea purpurea", "Ardea purpurea"), (numbered("lakes"), "lakes")]
)
def test_glyphs_of_no_character_whose_numbers_read_better_keep_them(
    monkeypatch: pytest.MonkeyPatch, text: str, said: str
) -> None:
    """As where a program draws letters as pictures, each under the number of its character."""
    monkeypatch.setattr(pdfium, "char_is_unmapped", lambda *_: 1)
    monkeypatch.setattr(pdfium, "char_text_object", lambda *_: 1)
    monkeypatch.setattr(pdfium, "text_font", lambda item: item)
    assert map_glyphs(None, text)[0] == said


@pytest.mark.parametrize("space", ["\t", "\u2003", "\u2009", "\u202f", "\u205f", "\u3000"])
def test_white_space_of_any_kind_parts_words(tmp_path: Path, space: str) -> None:
    content = read(meaning(tmp_path / "space.pdf", "herons Q and Qcranes", space))
    assert [(word.text, word.space_after) for word in content.words] == [
        ("herons", True),
        ("and", True),
        ("cranes", False),
    ]


def test_pieces_of_no_text_object_are_each_a_run() -> None:
    items = [7, None, None, 8, 8]
    assert Pieces(list("abcde"), [0] * 5, [0] * 5, [False] * 5, items).runs() == [(0, 1), (1, 2), (2, 3), (3, 5)]


@pytest.mark.parametrize("apart", [" ", "\u00a0"])
def test_a_hyphen_that_ends_a_line_ends_its_word(tmp_path: Path, apart: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for index, line in enumerate(
            [f"The{apart}herons of the far north-", f"west{apart}nest in the re-", "gion - so far"]
        ):
            canvas.drawString(60, 700 - 14 * index, line)

    content = read(print_pdf(tmp_path / "hyphens.pdf", draw))
    assert " ".join(said(content)) == "The herons of the far north- west nest in the re- gion - so far"
    for text in ("north-", "re-", "far"):
        assert [word.space_after for word in content.words if word.text == text][-1] is False
    assert all(word.space_after for word in content.words if word.text in {"The", "west", "gion", "-"})


def test_a_page_of_very_many_characters_is_read_whole(tmp_path: Path) -> None:
    line = " ".join(["herons"] * 40)  # more than there is room for at first

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 3)
        for index in range(40):
            canvas.drawString(20, 20 + 4 * index, line)

    assert said(read(print_pdf(tmp_path / "full.pdf", draw))) == ["herons"] * 1600


def test_where_nothing_is_answered_nothing_is_left_of_the_question_before() -> None:
    answers = pdfium.Answers("d", each=1)

    def call(thing: int, place: Any) -> int:
        if thing:
            ctypes.memmove(place, struct.pack("d", thing), 8)
        return thing

    for things in ([3, 4, 5], [0, 6, 0]):
        returned, written = answers.of(call, things)
        assert (returned, written.tolist()) == (things, things)


def test_every_line_of_a_drawing_with_very_many_is_read_in_order(tmp_path: Path) -> None:
    count = 3 * PATHS_AT_ONCE + 1

    def draw(canvas: Canvas) -> None:
        for index in range(count):
            canvas.line(50, 50 + index, 150 + index / 4, 50 + index)

    rules = read(print_pdf(tmp_path / "lines.pdf", draw)).rules
    assert [round(rule.box.x1 - 150, 2) for rule in rules] == [index / 4 for index in range(count)]


def test_paths_of_very_many_strokes_are_read_in_order_and_the_drawing_between_them_is_not(tmp_path: Path) -> None:
    large = MAX_SEGMENTS - 2

    def draw(canvas: Canvas) -> None:
        canvas.line(50, 50, 80, 50)
        for x, segments in ((100, large), (200, MAX_SEGMENTS + 2), (300, large)):
            path = canvas.beginPath()
            for index in range(segments // 2):
                path.moveTo(x, 60 + index / 4)
                path.lineTo(x + 50, 60 + index / 4)
            canvas.drawPath(path)
        canvas.line(400, 50, 430, 50)

    rules = read(print_pdf(tmp_path / "paths.pdf", draw)).rules
    assert [round(rule.box.x0) for rule in rules] == [50, *large // 2 * [100], *large // 2 * [300], 400]


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("speci\u6600\u6900c", ("specific", 2)),
        ("o\u6600\ucf00ce", ("of\ufb01ce", 2)),  # ffi, as Ghostscript states it
        ("\u7400\u7400\u6900", ("tti", 3)),
        ("\u5400\u6800e Parties", ("The Parties", 2)),
        ("a \u6900 b", ("a \u6900 b", 0)),  # one such character is one of Chinese
        ("\u6a39\u6600\u6900", ("\u6a39\u6600\u6900", 0)),
    ],
)
def test_letters_of_ligatures_with_swapped_bytes_are_put_right(stated: str, read: tuple[str, int]) -> None:
    assert unswapped(stated) == read
