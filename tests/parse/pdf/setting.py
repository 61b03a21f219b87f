"""Words set by hand, and pages drawn by hand, for tests that know where everything stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Box
from pipeline.parse.pdf.pages.page import PageContent, Rule, Word

LETTER = 5.0
"""Width of every letter and space of words set by hand, in points; their size is 10."""

Draw = Callable[[Canvas], None]


def words(
    text: str,
    x0: float = 50.0,
    baseline: float = 100.0,
    *,
    size: float = 10.0,
    bold: bool = False,
    italic: bool = False,
) -> list[Word]:
    """Set one line: letters as wide as half the size; two spaces or more are as wide as they are many."""
    letter = LETTER * size / 10
    found: list[Word] = []
    x = x0
    for index, token in enumerate(text.split(" ")):
        if index:
            x += letter
        if token:
            edges = (x, baseline - 0.8 * size, x + letter * len(token), baseline + 0.2 * size)
            found.append(Word(token, *edges, size, baseline, bold, italic, glyphs=len(token), space_after=True))
            x = found[-1].x1
    return found


def lines(
    texts: list[str], x0: float = 50.0, baseline: float = 100.0, *, leading: float = 12.0, size: float = 10.0
) -> list[Word]:
    """Set lines one below the other; leading spaces of a line set it in."""
    return [word for index, text in enumerate(texts) for word in words(text, x0, baseline + index * leading, size=size)]


def page(found: list[Word], *rules: Rule, number: int = 1, width: float = 600.0, height: float = 800.0) -> PageContent:
    return PageContent(number, width, height, found, list(rules), glyphs=sum(word.glyphs for word in found))


def level_rule(x0: float, x1: float, y: float, thickness: float = 0.5) -> Rule:
    return Rule(Box(x0, y - thickness / 2, x1, y + thickness / 2), horizontal=True)


def upright_rule(x: float, top: float, bottom: float) -> Rule:
    return Rule(Box(x - 0.25, top, x + 0.25, bottom), horizontal=False)


def print_pdf(path: Path, *pages: Draw, size: tuple[float, float] = (595.0, 842.0)) -> Path:
    """Draw each page; the origin is at the bottom left, as in PDF."""
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def typeset(
    canvas: Canvas, texts: list[str], x: float = 70.0, y: float = 770.0, *, font: str = "Helvetica", size: float = 10.0
) -> float:
    """Draw lines downwards, 1.2 sizes apart; return where the next one would stand."""
    canvas.setFont(font, size)
    for text in texts:
        canvas.drawString(x, y, text)
        y -= 1.2 * size
    return y


def meaning(path: Path, drawn: str, q: str) -> Path:
    """Draw a text in which the font says that each ``Q`` means another character."""
    meanings = (
        b"begincmap /CMapName /M def 1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfrange "
        b"<20> <50> <0020> <52> <5A> <0052> <61> <7A> <0061> endbfrange 1 beginbfchar <51> <%s> endbfchar endcmap"
    ) % q.encode("utf-16-be", "surrogatepass").hex().encode()
    stream = b"BT /F 12 Tf 72 700 Td (%s) Tj ET" % drawn.encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(meanings), meanings),
    ]
    body = b"".join(b"%d 0 obj %s endobj\n" % (number, written) for number, written in enumerate(objects, start=1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer <</Size 7/Root 1 0 R>>\n%%EOF")
    return path
