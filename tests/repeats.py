"""Repeated groups of a pattern that may be parted in more than one way: on long texts these try all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PROBES = ("AA", "Aa", "aa", "éé", "11", "A1", "a1", "--", "  ", ", ", "Aaa", "1.1", "a-a")
_MANY = 4
"""Groups that are repeated less often are tried in few ways only."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)|[^()\[\\]+", re.DOTALL)
_REPEAT = re.compile(r"(?P<open>[*+])(?!\+)|\{(?P<least>\d*)(?:,(?P<most>\d*))?\}(?!\+)")


def ambiguous_repeats(pattern: re.Pattern[str]) -> list[str]:
    """Return the repeated groups of a pattern of which two in a row match what one matches ("(?:[a-z]+ ?){1,12}")."""
    return [body for body, most in _repeated(pattern.pattern) if most >= _MANY and _is_ambiguous(body, pattern.flags)]


def _repeated(pattern: str) -> Iterator[tuple[str, float]]:
    opened: list[int] = []
    for token in _TOKEN.finditer(pattern):
        if token[0] == "(":
            opened.append(token.start())
        elif token[0] == ")":
            start = opened.pop()
            repeat = _REPEAT.match(pattern, token.end())
            if repeat:
                most = repeat["most"] if "," in repeat[0] else repeat["least"]
                yield pattern[start : token.end()], float(most) if not repeat["open"] and most else float("inf")


def _is_ambiguous(body: str, flags: int) -> bool:
    if re.search(r"\(\?P=|\\[1-9]", body):
        return False
    unnamed = re.sub(r"\(\?P<\w+>", "(?:", body)
    one, two = (re.compile(unnamed * count, flags) for count in (1, 2))
    return any(one.fullmatch(probe) and two.fullmatch(probe) for probe in _PROBES)
