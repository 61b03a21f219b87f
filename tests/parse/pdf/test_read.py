"""Whole documents: what was drawn comes back as blocks in reading order, and every glyph is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from setting import Draw, meaning, print_pdf, typeset

from pipeline.model import Block, ParsedDocument, UnreadableSourceError
from pipeline.parse.pdf.pages import ocr
from pipeline.parse.pdf.read import BATCH, read_pdf

LINES = [
    "The wardens of Farhaven count the herons of the marsh each spring and report to the",
    "secretariats of both Conventions, which keep the tally for the meetings of the Parties,",
    "and they share it with the wardens of Westmere and of the delta who do the same.",
]


def parsed(path: Path, *pages: Draw, stitch: bool = True) -> ParsedDocument:
    document = read_pdf(print_pdf(path / "document.pdf", *pages), stitch=stitch)
    assert document.ledger.unaccounted == 0
    assert document.pages == len(pages)
    for block in document.blocks:
        assert block.fragments
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
    return document


def body(document: ParsedDocument) -> list[Block]:
    return [block for block in document.blocks if not block.kind.startswith("running_")]


def test_paragraphs_headings_and_lists(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        typeset(canvas, ["DRAFT PROGRAMME"], 250, 780, font="Helvetica-Bold", size=14)
        typeset(canvas, ["Background"], 70, 740, font="Helvetica-Bold")
        typeset(canvas, ["1."], 70, 720)
        y = typeset(canvas, LINES, 98, 720)
        typeset(canvas, ["2."], 70, y - 8)
        y = typeset(canvas, [LINES[0], "as follows:"], 98, y - 8)
        for mark, text in (("a)", "by counting them; and"), ("b)", "by mapping the marsh:")):
            typeset(canvas, [mark], 98, y - 8)
            y = typeset(canvas, [text], 126, y - 8)
        typeset(canvas, ["\u2022"], 126, y - 8)
        y = typeset(canvas, ["its banks; and"], 140, y - 8)
        typeset(canvas, ["Regional work"], 70, y - 16, font="Helvetica-Oblique")
        typeset(canvas, LINES, 70, y - 32)

    blocks = body(parsed(tmp_path, draw))
    assert [(block.kind, block.level, block.number, block.text) for block in blocks] == [
        ("heading", 1, None, "DRAFT PROGRAMME"),
        ("heading", 2, None, "Background"),
        ("paragraph", None, "1", " ".join(LINES)),
        ("paragraph", None, "2", f"{LINES[0]} as follows:"),
        ("list_item", 1, "a)", "by counting them; and"),
        ("list_item", 1, "b)", "by mapping the marsh:"),
        ("list_item", 2, None, "• its banks; and"),
        ("heading", 3, None, "Regional work"),
        ("paragraph", None, None, " ".join(LINES)),
    ]


def raise_mark(canvas: Canvas, before: str, mark: str, behind: str) -> None:
    """Draw a line at the top of the page with a raised mark between two texts."""
    text = canvas.beginText(70, 760)
    text.setFont("Helvetica", 10)
    text.textOut(before)
    text.setFont("Helvetica", 6)
    text.setRise(4)
    text.textOut(mark)
    text.setFont("Helvetica", 10)
    text.setRise(0)
    text.textOut(behind)
    canvas.drawText(text)


def test_footnotes_and_their_marks(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        raise_mark(canvas, "The programme for 2088-2090", "1", " was endorsed by both.")
        canvas.line(70, 150, 200, 150)
        canvas.setFont("Helvetica", 5)
        canvas.drawString(70, 141, "1")
        typeset(canvas, ["Adopted at Farhaven."], 76, 138, size=8)

    paragraph, note = body(parsed(tmp_path, draw))
    [mark] = [span for span in paragraph.spans if span.style == "superscript"]
    assert paragraph.text == "The programme for 2088-20901 was endorsed by both."
    assert paragraph.text[mark.start : mark.end] == note.number == "1"
    assert (note.kind, note.text) == ("footnote", "Adopted at Farhaven.")


@pytest.mark.parametrize(("below", "kind"), [(150, "footnote"), (744, "paragraph")])
def test_a_footnote_may_begin_with_a_number_and_a_full_stop(tmp_path: Path, below: float, kind: str) -> None:
    def draw(canvas: Canvas) -> None:
        raise_mark(canvas, "The programme for the delta", "1", " was endorsed by both.")
        typeset(canvas, ["1. Adopted at Farhaven."], 70, below)

    paragraph, note = body(parsed(tmp_path, draw))
    assert paragraph.kind == "paragraph"
    assert (note.kind, note.number, note.text) == (kind, "1", "Adopted at Farhaven.")


@pytest.mark.parametrize("end", [250, 525])
def test_a_rule_over_footnotes_may_be_as_wide_as_the_text(tmp_path: Path, end: float) -> None:
    def draw(canvas: Canvas) -> None:
        typeset(canvas, LINES, 76, 770)
        raise_mark(canvas, "The programme for the delta", "1", " was endorsed by both.")
        canvas.line(70, 150, end, 150)
        typeset(canvas, ["1. Adopted at Farhaven.", "2. Its mark is not told."], 70, 138, size=8)

    *_, note = body(parsed(tmp_path, draw))
    assert (note.kind, note.text) == ("footnote", "Adopted at Farhaven. 2. Its mark is not told.")


def _gridded(canvas: Canvas, top: float, text: str, mark: str) -> None:
    """Draw a table of two cells, the second of which raises a mark."""
    canvas.grid([70, 200, 525], [top, top - 24])
    typeset(canvas, ["Count the herons of the delta."], 74, top - 15, size=8)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(204, top - 15, text)
    canvas.setFont("Helvetica", 5)
    canvas.drawString(204 + canvas.stringWidth(text, "Helvetica", 8), top - 12, mark)


def test_footnotes_under_the_last_of_some_tables_have_their_marks_in_all(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        _gridded(canvas, 700, "Ring the storks of the marsh.", "3")
        typeset(canvas, ["B. Outreach"], 70, 640)
        _gridded(canvas, 620, "Tell the wardens of the harbour.", "")
        typeset(canvas, ["3 Adopted at Farhaven."], 70, 580, size=7)

    assert [block.text for block in parsed(tmp_path, draw).blocks if block.kind == "footnote"] == [
        "Adopted at Farhaven."
    ]


@pytest.mark.parametrize(
    ("mark", "below", "size", "kind"),
    [
        ("2", "2 otters live there.", 10, "paragraph"),  # a square kilometre
        ("a", "a number of otters live there.", 10, "paragraph"),
        ("a", "a number of otters live there.", 7, "footnote"),
    ],
)
def test_text_under_a_table_may_begin_with_what_that_raises(
    tmp_path: Path, mark: str, below: str, size: float, kind: str
) -> None:
    def draw(canvas: Canvas) -> None:
        typeset(canvas, LINES, 76, 770)
        _gridded(canvas, 620, "The delta is of 40 km", mark)
        typeset(canvas, [below], 70, 580, size=size)

    *_, last = body(parsed(tmp_path, draw))
    assert last.kind == kind


def test_a_footnote_on_a_page_of_tables_only_is_smaller_than_these(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        _gridded(canvas, 700, "Ring the storks of the marsh.", "3")

    def second(canvas: Canvas) -> None:
        _gridded(canvas, 700, "Tell the wardens of the harbour.", "4")
        canvas.line(70, 150, 525, 150)
        typeset(canvas, ["3. Adopted at Farhaven.", "4. Adopted at Westmere."], 70, 138, size=7)

    found = [block for block in parsed(tmp_path, first, second).blocks if block.kind == "footnote"]
    assert [(note.number, note.text) for note in found] == [
        ("3", "Adopted at Farhaven."),
        ("4", "Adopted at Westmere."),
    ]


@pytest.mark.parametrize(("size", "kind"), [(8, "footnote"), (10, "paragraph")])
def test_a_footnote_for_which_the_page_of_its_mark_has_no_room_stands_on_the_next(
    tmp_path: Path, size: float, kind: str
) -> None:
    def first(canvas: Canvas) -> None:
        raise_mark(canvas, "The programme for the delta", "4", " was endorsed by both.")

    def second(canvas: Canvas) -> None:
        typeset(canvas, LINES, 76, 770)
        typeset(canvas, ["4. Adopted at Farhaven."], 70, 120, size=size)

    *_, note = body(parsed(tmp_path, first, second))
    assert (note.kind, note.number, note.text) == (kind, "4", "Adopted at Farhaven.")


@pytest.mark.parametrize(
    ("end", "below", "joined"),
    [
        ("of the Committee for 2088, which was", "printed at Westmere.", True),
        ("of the Committee for 2088.", "Source: wardens.", False),
        ("of 2088", "Source: wardens.", False),
    ],
)
@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("rule_end", [200, 520])
def test_a_footnote_goes_on_below_the_rule_of_the_next_page(
    tmp_path: Path, end: str, below: str, joined: bool, again: bool, rule_end: float
) -> None:
    def raised(canvas: Canvas, said: str, mark: str) -> None:
        typeset(canvas, [said], 70, 200)
        canvas.setFont("Helvetica", 6)
        canvas.drawString(70 + stringWidth(said, "Helvetica", 10), 204, mark)

    def note(canvas: Canvas, mark: str, lines: list[str], y: float) -> None:
        canvas.setFont("Helvetica", 5)
        canvas.drawString(70, y + 3, mark)
        typeset(canvas, lines[:1], 76, y, size=8)
        typeset(canvas, lines[1:], 70, y - 9.6, size=8)

    def first(canvas: Canvas) -> None:
        typeset(canvas, LINES, 70, 770)
        raised(canvas, "It was endorsed by both.", "1")
        canvas.line(70, 90, 200, 90)
        full = "Adopted at Farhaven by those who were there, as is written down in the report of the meeting,"
        note(
            canvas,
            "1",
            [full, f"and in the other report that was made for the two secretariats, and in that {end}"],
            78,
        )

    def second(canvas: Canvas) -> None:
        typeset(canvas, [line.replace("herons", "otters") for line in LINES], 70, 770)
        if again:
            raised(canvas, "Nobody was against it.", "2")
        canvas.line(70, 90, rule_end, 90)
        typeset(canvas, [below], 70, 78, size=8)
        if again:
            note(canvas, "2", ["At Eastmere."], 66)

    notes = [block for block in body(parsed(tmp_path, first, second)) if block.kind == "footnote"]
    assert notes[0].text.endswith(f" {end} {below}" if joined else end)
    assert [fragment.page for fragment in notes[0].fragments] == ([1, 2] if joined else [1])
    assert [(block.number, block.text) for block in notes[1:]] == ([("2", "At Eastmere.")] if again else [])


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "The herons of the marsh",
        "were counted in spring by",
        "the wardens of Farhaven,",
        "who walk along the banks",
        "and list every nest.",
    ]
    right = [
        "The otters of the delta",
        "were counted in autumn by",
        "the wardens of Westmere,",
        "who row along the banks",
        "and list every holt.",
    ]

    def draw(canvas: Canvas) -> None:
        typeset(canvas, ["A title across both of the columns that stand below it"], 70, 780)
        typeset(canvas, left, 70, 740)
        typeset(canvas, right, 215, 740)

    texts = [block.text for block in body(parsed(tmp_path, draw))]
    assert texts[1:] == [" ".join(left), " ".join(right)]


def test_paragraph_over_a_page_break_is_one_with_two_places(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        typeset(canvas, ["SC91 Doc. 4"], 450, 810, size=8)
        typeset(canvas, ["1."], 70, 110)
        typeset(canvas, LINES[:2], 98, 110)
        typeset(canvas, ["1"], 300, 40)

    def second(canvas: Canvas) -> None:
        typeset(canvas, ["SC91 Doc. 4"], 450, 810, size=8)
        typeset(canvas, LINES[2:], 98, 770)
        typeset(canvas, ["2."], 70, 745)
        typeset(canvas, LINES, 98, 745)
        typeset(canvas, ["2"], 300, 40)

    document = parsed(tmp_path, first, second)
    joined, following = body(document)
    assert (joined.number, joined.text) == ("1", " ".join(LINES))
    assert [fragment.page for fragment in joined.fragments] == [1, 2]
    assert following.number == "2"
    assert [block.text for block in document.blocks if block.kind == "running_header"] == ["SC91 Doc. 4"] * 2
    assert [block.text for block in document.blocks if block.kind == "running_footer"] == ["1", "2"]
    assert document.ledger.set_aside == {"running_header": 18, "running_footer": 2}


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])


def cut_table(canvas: Canvas, page: int) -> None:
    xs = [70.0, 300.0, 530.0]
    if page == 1:
        grid(canvas, xs, [200, 180, 80])
        typeset(canvas, ["Activity"], 74, 186, font="Helvetica-Bold")
        typeset(canvas, ["Result"], 304, 186, font="Helvetica-Bold")
        typeset(canvas, ["A1. Count the herons of the marsh.", "A2. Map the banks of the delta."], 74, 168)
        typeset(
            canvas,
            ["The herons were counted by the wardens of", "Farhaven in the spring of 2090, and the"] * 3,
            304,
            168,
        )
    else:
        grid(canvas, xs, [780, 740, 715])
        typeset(canvas, ["tally was printed.", "• a map was drawn"], 304, 768)
        typeset(canvas, ["A3. Meet once a year."], 74, 725)


@pytest.mark.parametrize("stitch", [True, False])
def test_cell_cut_by_a_page_break(tmp_path: Path, stitch: bool) -> None:
    document = parsed(tmp_path, *(lambda canvas, page=page: cut_table(canvas, page) for page in (1, 2)), stitch=stitch)
    assert len(document.tables) == (1 if stitch else 2)
    table = document.tables[0]
    cells = {
        (cell.row, cell.column): [document.blocks[index].text for index in cell.block_indexes] for cell in table.cells
    }
    assert cells[0, 0] == ["Activity"]
    assert cells[1, 0] == ["A1. Count the herons of the marsh.", "A2. Map the banks of the delta."]
    whole = "The herons were counted by the wardens of Farhaven in the spring of 2090, and the " * 3
    if stitch:
        assert cells[1, 1] == [f"{whole}tally was printed.", "• a map was drawn"]
        assert cells[2, 0] == ["A3. Meet once a year."]
        assert table.rows == 3
        assert [fragment.page for fragment in table.fragments] == [1, 2]
    else:
        assert cells[1, 1] == [whole.strip()]
    assert all(document.blocks[index].kind == "table_cell" for cell in table.cells for index in cell.block_indexes)


def test_footnotes_below_one_of_two_columns(tmp_path: Path) -> None:
    left = [
        "The herons of the marsh",
        "were counted in spring by",
        "the wardens of Farhaven,",
        "who walk along the banks",
        "and list every nest.",
    ]

    def draw(canvas: Canvas) -> None:
        typeset(canvas, left, 70, 190)
        typeset(canvas, ["The otters of the delta", "were counted in autumn by", "the wardens of Westmere."], 215, 190)
        canvas.line(215, 158, 300, 158)
        canvas.setFont("Helvetica", 5)
        canvas.drawString(215, 149, "1")
        typeset(canvas, ["Or of Northreach."], 221, 146, size=8)

    assert [(block.kind, block.number, block.text) for block in body(parsed(tmp_path, draw))] == [
        ("paragraph", None, " ".join(left)),
        ("paragraph", None, "The otters of the delta were counted in autumn by the wardens of Westmere."),
        ("footnote", "1", "Or of Northreach."),
    ]


def test_footnotes_below_each_of_two_columns(tmp_path: Path) -> None:
    left = ["The herons of the marsh", "were counted in spring by", "the wardens of Farhaven,", "who walk the banks."]
    right = ["The otters of the delta", "were counted in autumn by", "the wardens of Westmere."]

    def draw(canvas: Canvas) -> None:
        typeset(canvas, left, 70, 190)
        typeset(canvas, right, 215, 190)
        for x, top, mark, lines in (
            (70, 142, "1", ["Or of Northreach, where", "none were counted."]),
            (215, 154, "2", ["As was said at the meeting", "held there in spring", "of the year before."]),
        ):
            canvas.line(x, top, x + 85, top)
            canvas.setFont("Helvetica", 5)
            canvas.drawString(x, top - 9, mark)
            typeset(canvas, lines, x + 6, top - 12, size=8)

    assert [(block.kind, block.number, block.text) for block in body(parsed(tmp_path, draw))] == [
        ("paragraph", None, " ".join(left)),
        ("paragraph", None, " ".join(right)),
        ("footnote", "1", "Or of Northreach, where none were counted."),
        ("footnote", "2", "As was said at the meeting held there in spring of the year before."),
    ]


def test_short_column_on_the_last_page_ends_where_those_before_did(tmp_path: Path) -> None:
    left = ["The herons of the marsh", "were counted in spring by", "the wardens of Farhaven,", "who walk the banks."]
    right = ["The otters of the delta", "were counted in autumn by", "the wardens of Westmere."]
    last = ["They are invited to note", "the counts of the spring", "and of the autumn."]

    def first(canvas: Canvas) -> None:
        typeset(canvas, left, 70, 190)
        typeset(canvas, right, 215, 190)

    def second(canvas: Canvas) -> None:
        typeset(canvas, ["Recommendations"], 70, 770, font="Helvetica-Bold")
        typeset(canvas, last, 70, 740)

    texts = [block.text for block in body(parsed(tmp_path, first, second))]
    assert texts == [" ".join(lines) for lines in (left, right, ["Recommendations"], last)]


@pytest.mark.parametrize("angle", [90, -90, 180])
def test_page_drawn_sideways_reads_like_any_other(tmp_path: Path, angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        x, y = {90: (595, 0), -90: (0, 842), 180: (595, 842)}[angle]
        canvas.translate(x, y)
        canvas.rotate(angle)
        typeset(canvas, ["Background"], 70, 550, font="Helvetica-Bold")
        typeset(canvas, LINES, 70, 520)
        grid(canvas, [70.0, 300.0, 530.0], [460, 440, 400])
        typeset(canvas, ["Activity"], 74, 446, font="Helvetica-Bold")
        typeset(canvas, ["Result"], 304, 446, font="Helvetica-Bold")
        typeset(canvas, ["A1. Count the herons."], 74, 426)
        typeset(canvas, ["Done."], 304, 426)

    document = parsed(tmp_path, draw)
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Background"),
        ("paragraph", " ".join(LINES)),
        *(("table_cell", text) for text in ("Activity", "Result", "A1. Count the herons.", "Done.")),
    ]
    [table] = document.tables
    assert (table.rows, table.columns) == (2, 2)
    box, cell = document.blocks[0].fragments[0].bbox, table.fragments[0].bbox
    assert box is not None
    assert cell is not None
    # The heading's first letter is 70 in and 550 up on the turned sheet; PDF counts from the bottom.
    corner = {90: (595 - 550, 842 - 70), -90: (550, 70), 180: (595 - 70, 550)}[angle]
    assert box.x0 - 3 <= corner[0] <= box.x1 + 3
    assert box.top - 3 <= corner[1] <= box.bottom + 3
    assert 0 <= cell.x0 < cell.x1 <= 595
    assert 0 <= cell.top < cell.bottom <= 842


@pytest.mark.parametrize("angle", [90, -90, 180])
def test_few_lines_that_run_another_way_are_a_paragraph_where_they_stand(tmp_path: Path, angle: int) -> None:
    said = ["Otters live in the", "delta and nowhere else."]

    def draw(canvas: Canvas) -> None:
        typeset(canvas, LINES, 70, 770)
        canvas.translate(300, 400)
        canvas.rotate(angle)
        typeset(canvas, said, 0, 0)

    paragraph, aside = body(parsed(tmp_path, draw))
    assert (paragraph.text, aside.text) == (" ".join(LINES), " ".join(said))
    box = aside.fragments[0].bbox
    assert box is not None
    long, high = stringWidth(said[1], "Helvetica", 10), 19.0
    # The first baseline begins in (300, 442), counted from the top left.
    edges = {
        90: (300 - 7, 442 - long, 300 + high - 7, 442),
        -90: (300 - high + 7, 442, 300 + 7, 442 + long),
        180: (300 - long, 442 - high + 7, 300, 442 + 7),
    }[angle]
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(edges, abs=4)


def test_pages_among_others_may_be_drawn_sideways(tmp_path: Path) -> None:
    def level(said: str) -> Draw:
        return lambda canvas: typeset(canvas, [said], 70, 500) and None

    def sideways(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        typeset(canvas, LINES, 70, 520)

    [block] = body(parsed(tmp_path, level("Otters live here, and"), sideways, level("so do cranes.")))
    above, aside, below = (fragment.bbox for fragment in block.fragments)
    for box, x0, bottom in ((above, 70, 842 - 500), (aside, 595 - 528, 842 - 70), (below, 70, 842 - 500)):
        assert box is not None
        assert (box.x0, box.bottom) == (pytest.approx(x0, abs=2), pytest.approx(bottom, abs=3))


def test_box_around_a_summary_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(66, 600, 440, 60)
        typeset(canvas, LINES, 72, 645)
        typeset(canvas, LINES, 70, 560)

    document = parsed(tmp_path, draw)
    assert document.tables == []
    assert [(block.kind, block.text) for block in document.blocks] == [("paragraph", " ".join(LINES))] * 2


def test_hidden_text_and_missing_text_are_issues(tmp_path: Path) -> None:
    pixels = tmp_path / "scan.ppm"
    pixels.write_bytes(b"P6 2 2 255\n" + bytes(12))

    def hidden(canvas: Canvas) -> None:
        typeset(canvas, LINES)
        canvas.setFillGray(1)
        canvas.drawString(70, 500, "white")

    def scanned(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(str(pixels)), 0, 0, 595, 842)

    document = parsed(tmp_path, hidden, scanned, lambda canvas: None)
    assert [(issue.rule, issue.level, issue.page) for issue in document.issues] == [
        ("white-text", "warning", 1),
        ("page-without-text-layer", "warning", 2),
        ("page-blank", "info", 3),
    ]
    assert document.ledger.set_aside == {"white_glyph": 5}


def test_white_on_a_light_blue_ground_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.72, 0.8, 0.89)
        canvas.rect(60, 490, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(70, 500, "Activity")

    document = parsed(tmp_path, draw)
    assert [block.text for block in document.blocks] == ["Activity"]
    assert document.issues == []


@pytest.mark.parametrize(
    ("drawn", "stated", "said", "unreadable"),
    [
        ("herons Q and cranes", "\ud800", "herons \ufffd and cranes", 1),  # half of a character, that no table can hold
        ("herons QQQ and cranes", "\ue051", "herons \ufffd\ufffd\ufffd and cranes", 3),
        ("herons Q and cranes", "\ue051", "herons \ue051 and cranes", 0),  # a sign by itself may be what it is
        ("herons of QQ", "\uf732", "herons of 22", 0),  # an old-style figure
        ("HQrons", "\uf765", "Herons", 0),  # a small capital
    ],
)
def test_glyphs_without_a_character_are_shown_and_named(
    tmp_path: Path, drawn: str, stated: str, said: str, unreadable: int
) -> None:
    """A font states another character for ``Q``."""
    parsed = read_pdf(meaning(tmp_path / "half.pdf", drawn, stated))
    assert [block.text for block in parsed.blocks] == [said]
    expected = [("characters-unreadable", f"{unreadable} glyphs", 1)] if unreadable else []
    assert [(issue.rule, issue.evidence, issue.page) for issue in parsed.issues] == expected


def test_more_pages_than_are_held_at_once(tmp_path: Path) -> None:
    def leaf(number: int) -> Draw:
        name = "".join(chr(ord("a") + int(digit)) for digit in str(number))

        def draw(canvas: Canvas) -> None:
            typeset(canvas, [f"SC91 Doc. 4 - p. {number}"], 450, 40, size=8)
            typeset(canvas, [f"{number}."], 70, 110)
            typeset(canvas, [f"In {name} {line}" for line in LINES[:2]], 98, 110)
            typeset(canvas, [f"of {name} {LINES[2]}"], 98, 790)

        return draw

    pages = BATCH + 2
    document = parsed(tmp_path, *(leaf(number) for number in range(1, pages + 1)))
    numbered = [block for block in body(document) if block.number]
    assert [block.number for block in numbered] == [str(number) for number in range(1, pages + 1)]
    assert [fragment.page for fragment in numbered[BATCH - 1].fragments] == [BATCH, BATCH + 1]
    assert sum(block.kind == "running_footer" for block in document.blocks) == pages


def test_a_document_reads_alike_each_time(tmp_path: Path) -> None:
    path = print_pdf(tmp_path / "twice.pdf", *(lambda canvas, page=page: cut_table(canvas, page) for page in (1, 2)))
    assert read_pdf(path) == read_pdf(path)


# Scans


def scan(path: Path) -> Path:
    """Print a page, draw it as an image, and print that image."""
    from pipeline.parse.pdf.pages.file import open_pdf

    with open_pdf(print_pdf(path / "text.pdf", lambda canvas: typeset(canvas, LINES, size=11))) as pdf:
        width, height, pixels = pdf.image(1, 200)
    image = path / "scan.pgm"
    image.write_bytes(b"P5 %d %d 255\n" % (width, height) + pixels)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(str(image)), 0, 0, 595, 842)

    return print_pdf(path / "scan.pdf", draw)


@pytest.mark.skipif(ocr.shutil.which(ocr.PROGRAM) is None, reason="Tesseract is not installed")
def test_scan_is_read_with_its_confidence(tmp_path: Path) -> None:
    document = read_pdf(scan(tmp_path), ocr=True)
    [block] = document.blocks
    assert block.text == " ".join(LINES)
    assert block.ocr
    assert block.confidence is not None
    assert 0.8 < block.confidence <= 1
    assert document.ledger.unaccounted == 0
    box = block.fragments[0].bbox
    assert box is not None
    assert box.x0 == pytest.approx(70, abs=2)


def test_missing_program_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PROGRAM", "no-such-program-anywhere")
    with pytest.raises(UnreadableSourceError) as raised:
        read_pdf(scan(tmp_path), ocr=True)
    assert raised.value.cause == "no_ocr_program"


def test_a_head_below_a_table_at_the_end_of_a_page_does_not_end_it(tmp_path: Path) -> None:
    """Its group follows on the next page, in the columns of the table; no names of columns are printed again."""
    texts = (
        ("A{}. Count the herons of the marsh in each", "spring, and tell the wardens."),
        ("They were counted by wardens of the delta", "in May, and once more in June."),
    )

    def rows(canvas: Canvas, first: int, y: float) -> float:
        for number in range(first, first + 3):
            for x, lines in zip((70, 320), texts, strict=True):
                typeset(canvas, [line.format(number) for line in lines], x, y)
            y -= 36
        return y

    def first(canvas: Canvas) -> None:
        for x, name in ((70, "Activities"), (320, "Results")):
            canvas.setFillGray(0.8)
            canvas.rect(x - 4, 764, 250, 18, stroke=0, fill=1)
            canvas.setFillGray(0)
            typeset(canvas, [name], x, 770, font="Helvetica-Bold")
        typeset(
            canvas,
            ["Work on otters and on what they eat, in all of the rivers and lakes"],
            y=rows(canvas, 1, 740),
            font="Helvetica-Bold",
        )

    def second(canvas: Canvas) -> None:
        rows(canvas, 4, 770)

    document = parsed(tmp_path, first, second)
    assert [(table.rows, table.columns) for table in document.tables] == [(4, 2), (3, 2)]
    [head] = [block for block in body(document) if block.kind != "table_cell"]
    assert head.text.startswith("Work on otters")
