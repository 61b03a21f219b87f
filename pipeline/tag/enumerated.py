"""Names that stand in a list of organisations: ``by the Heron Trust, Moonlit and the Lake Fund`` names three."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.tag.grammar import Grammar
from pipeline.tag.places import is_known

_BEFORE = 150
"""So far before a known organisation its list may begin."""
_SURE = 2
"""Beside so many known organisations any name is one; beside fewer only what can be no other word."""
_JOINTS_BEFORE = tuple(
    f"{joint} {article}"
    for joint in (",", ";", " and", " et", " y")
    for article in ("", "the ", "la ", "le ", "les ", "l'", "el ", "los ", "las ")
)
"""How it ends what stands before a name in a list: fast to ask first."""
_INNER_CAPITAL = re.compile(r"[a-zà-ÿ][A-Z]")
_LONG = 4
"""Capitals alone are no other word where they are so many."""

_Span = tuple[int, int]


def names_in_lists(known: Mapping[int, tuple[int, bool]], text: str, grammar: Grammar) -> Iterator[_Span]:
    """Yield where names stand in lists of organisations that are none of the ``known`` ones.

    ``known`` are the ends of known organisations by their starts, in order, and whether each tells that its list is
    one of organisations (treaties stand in lists of much else). Places are no such names, nor is what ``no_body``
    finds.
    """
    done, goes_on = 0, grammar["list_goes_on"].regex.match
    for start, (end, _) in known.items():
        if start < done:
            continue
        begins = [start]
        if text.endswith(_JOINTS_BEFORE, done, start):
            openings = grammar["list_opens"].regex.finditer(text, max(done, start - _BEFORE), start)
            begins = [*(opening.end() for opening in openings), start]
        elif goes_on(text, end) is None:
            continue
        for begin in begins:
            names, count, reached = _walk(known, text, begin, grammar)
            if reached >= end and (names or reached > end):
                done = reached
                yield from ((s, e) for s, e, told in names if count >= _SURE or (count and told))
                break


def _walk(
    known: Mapping[int, tuple[int, bool]], text: str, at: int, grammar: Grammar
) -> tuple[list[tuple[int, int, bool]], int, int]:
    """Return the names that are new in the list from an offset on, how many of it are known, and where it ends.

    Of each name is told whether it can be no other word: it stands behind "and", or has capitals within.
    """
    names: list[tuple[int, int, bool]] = []
    count, end, last, goes_on = 0, at, False, grammar["list_goes_on"].regex.match
    while True:
        if at in known:
            end, tells = known[at]
            count += tells
        else:
            match = grammar["listed"].regex.match(text, at)
            if match is None or _is_no_body(match["name"], grammar) or _meets(known, match.span("name")):
                return names, count, end
            end = match.end("name")
            names.append((at, end, last or _is_spelt(match["name"])))
        joint = goes_on(text, end)
        if joint is None:
            return names, count, end
        at, last = joint.end(), "," not in joint[0]


def _is_spelt(name: str) -> bool:
    """Say whether no other word is spelt as a name is: ``MoonlitHerons``, ``HERON``."""
    return _INNER_CAPITAL.search(name) is not None or (name.isupper() and len(name) >= _LONG)


def _is_no_body(name: str, grammar: Grammar) -> bool:
    return is_known(name) or grammar["no_body"].regex.search(name) is not None


def _meets(known: Mapping[int, tuple[int, bool]], span: _Span) -> bool:
    return any(start < span[1] and span[0] < end for start, (end, _) in known.items())
