"""Pages without a text layer, read by Tesseract: a program of its own, started once for each page."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from pipeline.model import Box, UnreadableSourceError
from pipeline.parse.pdf.pages.file import PdfFile
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.pages.turn import turned_word

PROGRAM = "tesseract"
RESOLUTION = 300
"""Dots per inch of the image that is recognised; Tesseract's models are made for about this."""

LANGUAGES = ("eng", "fra", "spa")
"""The conventions' languages, as Tesseract's models are called; those that are installed are used."""

POOR = 0.7
"""Mean confidence below which a page is tried upside down: text that is upright has more than 0.85."""

TIMEOUT = 180
"""Seconds for one page; a page of noise can hold Tesseract much longer than text does."""

MISREAD_BULLETS = frozenset("¢©®«»°@¤")
"""What Tesseract makes of a bullet at the beginning of a line; as a word of its own or glued to the next."""

_BELOW_BASELINE = frozenset("gjpqyQ,;()[]{}|/_ç")
_MIDDLE_OF_LINE = frozenset("-–—~'\"“”‘’*·•°^")
DESCENT = 0.22
"""The share of a line's height that is below its baseline where letters show none (common text faces)."""


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A word that was recognised, in pixels, with its confidence in per cent and the line that it stands on."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[int, int, int]


def read_image(pdf: PdfFile, page: PageContent) -> None:
    """Recognise a page and add its words to the page's content, with boxes in points and confidence from 0 to 1.

    A page that was scanned sideways or upside down is turned first; its words then say so in ``direction``. Raises
    `UnreadableSourceError`: ``no_ocr_program`` where Tesseract is missing, ``ocr_failed`` where it gives up.
    """
    best = _read_turned(pdf, page, 0)
    if _stand_on_end(best):
        best = max([_read_turned(pdf, page, 1), _read_turned(pdf, page, 3)], key=_quality)
    elif _quality(best) < POOR:
        best = max([best, _read_turned(pdf, page, 2)], key=_quality)
    page.words += best
    page.level = False
    page.glyphs += sum(word.glyphs for word in best)


def _quality(words: Sequence[Word]) -> float:
    """Return the mean confidence of the glyphs, 0 where there are none."""
    return sum((word.confidence or 0.0) * word.glyphs for word in words) / max(sum(word.glyphs for word in words), 1)


def _stand_on_end(words: Sequence[Word]) -> bool:
    """Say whether most of the longer words are higher than wide, as on a page that was scanned sideways."""
    longer = [word for word in words if len(word.text) > 3]
    return sum(word.bottom - word.top > word.x1 - word.x0 for word in longer) > len(longer) / 2


def _read_turned(pdf: PdfFile, page: PageContent, turns: int) -> list[Word]:
    """Return the words of a page that is turned clockwise by so many quarters for the reading."""
    width, height, pixels = pdf.image(page.number, RESOLUTION, turns)
    scale = 72 / RESOLUTION
    lines: dict[tuple[int, int, int], list[_Recognised]] = {}
    for word in _recognise(width, height, pixels, page.number):
        lines.setdefault(word.line, []).append(word)
    heights = {line: max(word.height for word in words) for line, words in lines.items()}
    usual = median(heights.values()) if heights else 0.0
    found: list[Word] = []
    for line, words in lines.items():
        near = 0.7 * usual <= heights[line] <= 1.3 * usual
        size = (usual if near else heights[line]) * scale
        baseline = _baseline(words) * scale
        for index, word in enumerate(words):
            box = Box(
                word.left * scale, word.top * scale, (word.left + word.width) * scale, (word.top + word.height) * scale
            )
            last = index + 1 == len(words)
            found += _words(word, box, size, baseline, first=index == 0, spaced=not last)
    return [_turned_back(word, turns, page) for word in found] if turns else found


def _turned_back(word: Word, turns: int, page: PageContent) -> Word:
    """Return a word of a turned page where it stands on the page as displayed."""
    width, height = (page.height, page.width) if turns % 2 else (page.width, page.height)
    return turned_word(word, 90.0 * turns, width, height)


def _words(word: _Recognised, box: Box, size: float, baseline: float, *, first: bool, spaced: bool) -> Iterator[Word]:
    """Make a page's word of a recognised one; at the beginning of a line, a misread bullet is one again."""
    text, confidence = word.text, round(word.confidence / 100, 4)
    if first and text[0] in MISREAD_BULLETS:
        split = box.x0 + (box.x1 - box.x0) / len(text)
        bullet = (box.x0, box.top, split, box.bottom)
        yield Word("•", *bullet, size, baseline, glyphs=1, space_after=True, confidence=confidence)
        text, box = text[1:], Box(split, box.top, box.x1, box.bottom)
    if text:
        edges = (box.x0, box.top, box.x1, box.bottom)
        yield Word(text, *edges, size, baseline, glyphs=len(text), space_after=spaced, confidence=confidence)


def _baseline(words: Sequence[_Recognised]) -> float:
    """Return the height of a line's baseline in pixels from the top."""
    standing = [
        word.top + word.height
        for word in words
        if not _BELOW_BASELINE.intersection(word.text) and not _MIDDLE_OF_LINE.issuperset(word.text)
    ]
    if standing:
        return float(median(standing))
    return max(word.top + word.height * (1 - DESCENT) for word in words)


def _recognise(width: int, height: int, pixels: bytes, number: int) -> Iterator[_Recognised]:
    program = shutil.which(PROGRAM)
    if program is None:
        raise UnreadableSourceError(
            "no_ocr_program", f"page {number} has no text layer, and Tesseract, which would read it, is not installed"
        )
    image = b"P5 %d %d 255\n" % (width, height) + pixels
    command = [program, "stdin", "stdout", "--dpi", str(RESOLUTION), "-l", _languages(program), "tsv"]
    # One thread: Tesseract's threads wait for each other more than they work.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=image, capture_output=True, env=environment, timeout=TIMEOUT, check=True)
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableSourceError("ocr_failed", f"Tesseract could not read page {number}: {error}") from error
    for row in done.stdout.decode("utf-8", "replace").splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == "5" and (text := "".join(fields[11].split())):
            block, paragraph, line, _, left, top, wide, high = (int(value) for value in fields[2:10])
            yield _Recognised(text, left, top, wide, high, float(fields[10]), (block, paragraph, line))


@lru_cache(maxsize=1)
def _languages(program: str) -> str:
    """Return the languages to read, as Tesseract wants them named."""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    return "+".join(language for language in LANGUAGES if language in listed) or LANGUAGES[0]
