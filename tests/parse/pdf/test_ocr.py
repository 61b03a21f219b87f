"""Pages without a text layer, read by a stand-in for Tesseract that says what the test makes it say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from setting import meaning, print_pdf

from pipeline.model import Box, UnreadableSourceError
from pipeline.parse.pdf.pages import ocr
from pipeline.parse.pdf.pages.file import open_pdf
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.read import read_pdf

SIZE = (600.0, 800.0)
PIXEL = 72 / ocr.RESOLUTION
WIDE, HIGH = (side / PIXEL for side in SIZE)

STAND_IN = """#!{python}
import sys
from pathlib import Path
folder = Path(__file__).parent
if "--list-langs" in sys.argv:
    sys.exit(print("List of available languages (3):", "eng", "osd", "spa", sep="\\n"))
(folder / "arguments").write_text(" ".join(sys.argv[1:]))
header, _, pixels = sys.stdin.buffer.read().partition(b"\\n")
width, height = map(int, header.split()[1:3])
row, column = divmod(next(at for at, grey in enumerate(pixels) if grey < 9), width)
turns = {{(0, 0): 0, (0, 1): 1, (1, 1): 2, (1, 0): 3}}[2 * row // height, 2 * column // width]
sys.stdout.write((folder / str(turns)).read_text())
"""
"""Finds the black square of the page's first corner, and so how far the page was turned."""

Row = tuple[str, int, int, int, int, float, int]
"""A word: its text, left, top, width and height in pixels, its confidence in per cent, its line."""

UPRIGHT: list[Row] = [("herons", 500, 400, 300, 40, 95.0, 1), ("nest", 820, 410, 160, 30, 85.0, 1)]
"""What is read on a page that is the right way up: one line."""

Reads = Callable[[Mapping[int, list[Row]]], Path]


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Make a stand-in that reads these words on a page turned so far; return a scanned page for it."""

    def make(readings: Mapping[int, list[Row]]) -> Path:
        program = tmp_path / "stand-in"
        program.write_text(STAND_IN.format(python=sys.executable))
        program.chmod(0o755)
        monkeypatch.setattr(ocr, "PROGRAM", str(program))
        for turns, rows in readings.items():
            written = ["\t".join(["level", *["other"] * 11]), "\t".join(["4", *["0"] * 9, "-1", ""])]
            for index, (text, left, top, width, height, confidence, line) in enumerate(rows):
                places = (5, 1, 1, 1, line, index, left, top, width, height, confidence)
                written.append("\t".join([*map(str, places), text]))
            (tmp_path / str(turns)).write_text("\n".join(written) + "\n")
        return print_pdf(tmp_path / "scan.pdf", scanned(tmp_path), size=SIZE)

    return make


def scanned(folder: Path) -> Callable[[Canvas], None]:
    """Draw a page as an image that is white but for a black square in its first corner."""
    image = folder / "scan.pgm"
    image.write_bytes(b"P5 60 80 255\n" + b"".join(bytes([0] * 4 + [255] * 56) for _ in range(4)) + b"\xff" * 60 * 76)
    return lambda canvas: canvas.drawImage(ImageReader(str(image)), 0, 0, *SIZE) and None


def recognised(path: Path) -> PageContent:
    with open_pdf(path) as pdf:
        page = pdf.page(1)
        ocr.read_image(pdf, page)
    assert page.glyphs == sum(word.glyphs for word in page.words)
    assert not page.level
    return page


def placed(word: Word) -> tuple[str, Box, float, float, bool]:
    return word.text, word.box, word.baseline, word.direction, word.space_after


def pixels(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(*(pytest.approx(value * PIXEL) for value in (left, top, right, bottom)))


def test_words_stand_where_they_were_read(reads: Reads, tmp_path: Path) -> None:
    page = recognised(reads({0: UPRIGHT}))
    baseline = pytest.approx(440 * PIXEL)
    assert [placed(word) for word in page.words] == [
        ("herons", pixels(500, 400, 800, 440), baseline, 0.0, True),
        ("nest", pixels(820, 410, 980, 440), baseline, 0.0, False),
    ]
    assert [(word.size, word.confidence) for word in page.words] == [(40 * PIXEL, 0.95), (40 * PIXEL, 0.85)]
    assert (tmp_path / "arguments").read_text() == "stdin stdout --dpi 300 -l eng+spa tsv"


@pytest.mark.parametrize(
    ("turns", "wrong", "boxes", "baseline", "direction"),
    [
        # Sideways: words higher than wide; both ways to turn the page are tried, and the surer one is taken.
        (1, (300, 900), [(400, HIGH - 800, 440, HIGH - 500), (410, HIGH - 980, 440, HIGH - 820)], 440, 270.0),
        (3, (300, 900), [(WIDE - 440, 500, WIDE - 400, 800), (WIDE - 440, 820, WIDE - 410, 980)], WIDE - 440, 90.0),
        # Upside down: words of small confidence.
        (
            2,
            (900, 300),
            [(WIDE - 800, HIGH - 440, WIDE - 500, HIGH - 400), (WIDE - 980, HIGH - 440, WIDE - 820, HIGH - 410)],
            HIGH - 440,
            180.0,
        ),
    ],
)
def test_a_page_scanned_sideways_or_upside_down_is_turned(
    reads: Reads,
    turns: int,
    wrong: tuple[int, int],
    boxes: list[tuple[float, float, float, float]],
    baseline: float,
    direction: float,
) -> None:
    rubbish: list[Row] = [("uoJay", 100, 100, *wrong, 40.0, 1)]
    page = recognised(reads({**dict.fromkeys(range(4), rubbish), turns: UPRIGHT}))
    assert [placed(word)[:4] for word in page.words] == [
        (text, pixels(*box), pytest.approx(baseline * PIXEL), direction)
        for text, box in zip(("herons", "nest"), boxes, strict=True)
    ]


def test_a_page_that_is_poor_both_ways_stays_as_it_is(reads: Reads) -> None:
    page = recognised(reads({0: [("hcr0ns", 100, 100, 90, 20, 50.0, 1)], 2: [("suojay", 100, 100, 90, 20, 49.0, 1)]}))
    assert [(word.text, word.direction) for word in page.words] == [("hcr0ns", 0.0)]


def test_a_page_on_which_nothing_is_read(reads: Reads) -> None:
    assert recognised(reads({0: [], 2: []})).words == []


def test_a_bullet_that_was_misread_begins_its_line(reads: Reads) -> None:
    rows: list[Row] = [
        ("©herons", 500, 400, 350, 40, 90.0, 1),
        ("©", 870, 400, 50, 40, 90.0, 1),
        ("«", 500, 500, 50, 40, 90.0, 2),
        ("cranes", 600, 500, 300, 40, 90.0, 2),
    ]
    words = recognised(reads({0: rows})).words
    assert [(word.text, word.box) for word in words] == [
        ("•", pixels(500, 400, 550, 440)),
        ("herons", pixels(550, 400, 850, 440)),
        ("©", pixels(870, 400, 920, 440)),
        ("•", pixels(500, 500, 550, 540)),
        ("cranes", pixels(600, 500, 900, 540)),
    ]
    assert [word.space_after for word in words] == [True, True, False, True, False]


@pytest.mark.parametrize(
    ("texts", "baseline"),
    [
        (["herons", "nest", "pygmy"], 440),  # the letters that go below it say nothing
        (["-", "pygmy"], 400 + 50 * (1 - ocr.DESCENT)),  # a dash stands above it
    ],
)
def test_the_baseline_is_where_letters_stand(reads: Reads, texts: list[str], baseline: float) -> None:
    rows: list[Row] = [
        (text, 500 + 300 * at, 400, 250, {"pygmy": 50, "-": 20}.get(text, 40), 90.0, 1) for at, text in enumerate(texts)
    ]
    for word in recognised(reads({0: rows})).words:
        assert word.baseline == pytest.approx(baseline * PIXEL)


def test_lines_of_nearly_one_height_are_of_one_size(reads: Reads) -> None:
    heights = (40, 36, 44, 80)
    rows: list[Row] = [("herons", 500, 400 + 100 * at, 300, high, 90.0, at) for at, high in enumerate(heights)]
    words = recognised(reads({0: rows})).words
    assert [word.size for word in words] == [pytest.approx(high * PIXEL) for high in (42, 42, 42, 80)]


def test_a_block_says_how_surely_it_was_read(reads: Reads) -> None:
    document = read_pdf(reads({0: UPRIGHT}), ocr=True)
    [block] = document.blocks
    assert (block.text, block.ocr, block.confidence) == ("herons nest", True, 0.91)
    assert document.ledger.unaccounted == 0


@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("QQQQQ of QQQQ", "herons nest"),
        ("cranes of QQQ", "cranes of \ufffd\ufffd\ufffd"),  # most of it is known
    ],
)
def test_a_page_of_unreadable_glyphs_is_recognised(reads: Reads, tmp_path: Path, drawn: str, said: str) -> None:
    reads({0: UPRIGHT})
    document = read_pdf(meaning(tmp_path / "private.pdf", drawn, "\ue051"), ocr=True)
    [block] = document.blocks
    assert block.text == said
    assert block.ocr is (said == "herons nest")
    assert document.ledger.set_aside == ({"unreadable_glyph": 11} if block.ocr else {})
    assert document.ledger.unaccounted == 0
    rule = "text-recognised" if block.ocr else "characters-unreadable"
    assert [(issue.rule, issue.level) for issue in document.issues] == [(rule, "warning")]


def test_a_program_that_gives_up_is_named(reads: Reads) -> None:
    path = reads({})
    with pytest.raises(UnreadableSourceError, match="could not read page 1") as raised:
        recognised(path)
    assert raised.value.cause == "ocr_failed"
