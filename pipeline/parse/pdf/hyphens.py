"""Hyphens at line ends: dropped where the document divides words there, kept where they belong to the word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.model import Block, Span
from pipeline.parse.language import HANGING_BEFORE, divides_a_word, may_be_divided

BREAK = "\x1f"
"""Stands in a block's text behind a hyphen that ends a line, until the whole document is read."""

SOFT = "\u00ad\u2010"
"""Hyphens that layout programs print where they divide a word themselves."""

HYPHENS = "-" + SOFT
"""Signs with which a word may be cut at the end of a line."""

_BROKEN = re.compile(rf"(?P<left>[^\W\d_]*(?:[-\u2010][^\W\d_]+)*)(?P<hyphen>[-\u2010]){BREAK}(?P<right>[^\W\d_]*)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

_BARE = bytes(
    byte if byte > 127 or chr(byte).isalpha() or byte == ord("-") else ord(" ") for byte in range(256)
).lower()
"""Folds UTF-8, as `bytes.translate` reads it: ASCII letters to small ones, what is in no word to a space."""

TOGETHER = 256
"""Words of so many blocks are counted at once: enough for speed, few enough for memory to stay flat."""

EVIDENCE = 0.25
"""A document divides words where at least this share of its hyphens at line ends leave a word that it prints whole."""


def join_hyphens(blocks: Iterable[Block]) -> None:
    """Drop or keep the hyphen at each line end, and set ``printed`` of the blocks where one was dropped.

    A document that prints none of its broken words whole elsewhere divides no words: there every hyphen is kept.
    Else the words are joined of which `divides_a_word` says so. Where most words are divided by a hyphen of another
    sign, a plain one is the word's own unless the document prints the word whole.
    """
    blocks = list(blocks)
    broken = [block for block in blocks if BREAK in block.text]
    if not broken:
        return
    divider = _Divider(blocks)
    for block in broken:
        _resolve(block, divider)


class _Divider:
    def __init__(self, blocks: list[Block]) -> None:
        texts: list[str] = []
        breaks: list[re.Match[str]] = []
        for block in blocks:
            text = block.text
            if BREAK in text:
                found = _broken_words(text)
                breaks += found
                bounds = [0, *(place for match in found for place in match.span()), len(text)]
                text = " ".join([text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)])
            texts.append(text)
        own_soft = sum([text.count("\u2010") for text in texts])
        self._words = _words_of(texts)
        whole = sum(self._whole(match) > self._hyphenated(match) for match in breaks)
        hyphenated = sum(self._hyphenated(match) > 0 for match in breaks)
        soft = sum(match["hyphen"] in SOFT for match in breaks)
        self._soft_divides = bool(soft) and own_soft * 10 < soft
        self._hyphens_are_own = self._soft_divides and soft * 2 > len(breaks)
        self._divides = self._soft_divides or (whole > hyphenated and whole >= EVIDENCE * (len(breaks) - hyphenated))

    def _count(self, word: str) -> int:
        return self._words[_folded(word).encode()]

    def _whole(self, match: re.Match[str]) -> int:
        return self._count(_last_part(match["left"]) + match["right"])

    def _hyphenated(self, match: re.Match[str]) -> int:
        return self._count(f"{match['left']}-{match['right']}")

    def joins(self, match: re.Match[str]) -> bool:
        """Say whether the hyphen of a broken word was put there by the line end only."""
        left, right = match["left"].replace("\u2010", "-"), match["right"]
        if not self._divides or not left or not right:
            return False
        if self._soft_divides and match["hyphen"] in SOFT and may_be_divided(left, right):
            return True
        if self._hyphens_are_own and not self._whole(match):
            return False
        return divides_a_word(left, right, self._count)


def _words_of(texts: Sequence[str]) -> Counter[bytes]:
    """Count the words of texts, in small letters and with plain hyphens, as UTF-8.

    Bytes are folded many times faster than characters; only words with other letters or hyphens are looked at.
    """
    words: Counter[bytes] = Counter()
    for first in range(0, len(texts), TOGETHER):
        words.update(" ".join(texts[first : first + TOGETHER]).encode().translate(_BARE).split())
    for token in [token for token in words if not token.isalpha()]:
        times = words.pop(token)
        for word in _WORD.findall(_folded(token.decode())):
            words[word.encode()] = words.get(word.encode(), 0) + times
    return words


def _folded(text: str) -> str:
    """Return a text in small letters and with plain hyphens."""
    return text.replace("\u2010", "-").replace("\u2011", "-").casefold()


def _last_part(left: str) -> str:
    """Return the last part of a compound: of `non-govern-mental` broken behind `govern`, that part."""
    return _folded(left).rsplit("-", 1)[-1]


def _broken_words(text: str) -> list[re.Match[str]]:
    """Find the words that line ends break, from left to right; each begins behind the one before it.

    Looking backwards from each break for where its word begins is quicker than looking everywhere for words.
    """
    found: list[re.Match[str]] = []
    end = 0
    at = text.find(BREAK)
    while at >= 0:
        found.append(_broken_at(text, at, end))
        end = found[-1].end()
        at = text.find(BREAK, at + 1)
    return found


def _broken_at(text: str, at: int, least: int) -> re.Match[str]:
    """Return the word that a break behind a hyphen breaks, as far as it begins at ``least`` or behind it.

    Its letters may be raised digits.
    """
    start = at - 1
    while start > least and (
        text[start - 1] in "-\u2010" or (text[start - 1].isalnum() and not text[start - 1].isdecimal())
    ):
        start -= 1
    broken = _BROKEN.search(text, start)
    assert broken is not None
    return broken


def _resolve(block: Block, divider: _Divider) -> None:
    text = block.text
    parts: list[str] = []
    printed: list[str] = []
    removed: list[tuple[int, int]] = []
    done = 0
    at = text.find(BREAK)
    while at >= 0:
        broken = _broken_at(text, at, done)
        start, put = at, ""
        if divider.joins(broken):
            start = at - 1
        elif broken["right"].casefold() in HANGING_BEFORE:
            put = " "
        parts += [text[done:start], put]
        printed += [text[done:at], put]
        removed.append((start, at + 1 - start - len(put)))
        done = at + 1
        at = text.find(BREAK, done)
    parts.append(text[done:])
    printed.append(text[done:])
    block.text = "".join(parts)
    if "".join(printed) != block.text:
        block.printed = "".join(printed)
    block.spans = [Span(_shift(span.start, removed), _shift(span.end, removed), span.style) for span in block.spans]


def _shift(offset: int, removed: list[tuple[int, int]]) -> int:
    """Move an offset to the left by what was removed before it."""
    return offset - sum(min(length, max(offset - start, 0)) for start, length in removed)
