"""Resolutions, decisions, recommendations and notifications as they are printed, one passage at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pipeline.tag.bodies import load_bodies
from pipeline.tag.context import PAIR
from pipeline.tag.dates import DATE
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.instruments.hit import KINDS, InstrumentHit
from pipeline.tag.instruments.title import title_after
from pipeline.tag.passage import Passage
from pipeline.tag.surroundings import surrounding
from pipeline.tag.symbols import SymbolMention, symbol_treaties

_OWN_HEADING = surrounding("heading_of_a_notification")
"""What stands behind the number of a notification at the head of it: where and when it was issued."""


@lru_cache(maxsize=1)
def instrument_grammar() -> Grammar:
    """Return the forms of `instruments.yml`."""
    return load_grammar("instruments.yml")


def find_instruments(passage: Passage, symbols: list[SymbolMention]) -> list[InstrumentHit]:
    """Return every instrument named in a passage, in order, lists and ranges expanded.

    ``symbols`` are the passage's document symbols: an instrument's symbol is an instrument too.
    """
    found: list[InstrumentHit] = []
    matches = instrument_grammar().find(passage)
    if not symbols and not matches:
        return found
    taken = [(s.start, s.end) for s in symbols]
    for _, match in matches:
        number = match.start("number")
        inside = any(start <= number < end for start, end in taken)
        year = re.match(r"\d{4}/", match["number"])
        if year and not match["kind"].startswith("notif") and _beside(passage, match.start())[0] != "ECOSOC":
            continue  # 2090/48 is a notification's number, or ECOSOC's; elsewhere it is the European Union's
        if match.start() == 0 and _OWN_HEADING.match(passage.folded, match.end()):
            continue
        if not inside and not any(hit.start <= number < hit.end for hit in found):
            found += _list(passage, match)
    for symbol in symbols:
        if symbol.instrument:
            hit = _of_symbol(passage, symbol)
            if hit:
                found.append(hit)
    return sorted(found, key=lambda hit: (hit.start, hit.end))


def _list(passage: Passage, match: re.Match[str]) -> list[InstrumentHit]:
    """Return the instrument that a form found, and those of the list that its number begins."""
    treaty, reason = _whose(passage, match)
    groups = match.groupdict()
    title, position = title_after(passage, match.end())
    first = InstrumentHit(
        passage,
        match.start(),
        match.end(),
        KINDS[match["kind"][:3] or "dec"],
        _number(match["number"]),
        bool(groups.get("conf")),
        _revision(passage.text, match) if groups.get("revision") else None,
        title,
        treaty,
        reason,
    )
    items = [first, *_following(passage, first, position)]
    after = _after(passage, first.start, items[-1].end)
    if after is None and title and len(items) == 1:
        after = _after(passage, first.start, position)  # "Resolution 92.11 “Herons”, adopted by CMS"
    if after and not groups.get("symbol"):
        for item in items:
            item.treaty, item.reason = after
    return items


def _whose(passage: Passage, match: re.Match[str]) -> tuple[str | None, str]:
    """Return the treaty printed in or right before an instrument, and where; None without one."""
    groups = match.groupdict()
    if groups.get("symbol"):
        treaty, reason = groups["symbol"].upper(), "its symbol"
    elif groups.get("between"):  # "Notification CITES 2098/054", "Résolution CMS 90.8"
        treaty = load_bodies().treaty_of(passage.text[match.start("between") : match.end("between")])
        reason = f"named in it: {treaty}"
    else:
        treaty = None
    if not treaty:
        treaty, reason = _beside(passage, match.start())
    if groups.get("conf") and not groups.get("symbol") and treaty not in PAIR:
        return None, ""  # "of the Convention on Biological Diversity (Resolution Conf. 96.5)"
    return treaty, reason


def _following(passage: Passage, first: InstrumentHit, position: int) -> Iterator[InstrumentHit]:
    """Yield the instruments that a list goes on with behind its first, whose title ends at ``position``."""
    tail = instrument_grammar()["tail"].regex
    before, end = first.number, first.end
    while True:
        link = next((t for at in _resume(passage, end, position) if (t := tail.match(passage.folded, at))), None)
        number = _number_of(link, before) if link else None
        if link is None or number is None or not _same_shape(before, number):
            return
        start = next(link.start(group) for group in ("conf", "number", "rest", "counted") if link[group])
        end = link.end()
        title, position = title_after(passage, end)
        ranged = re.fullmatch(r" ?- ?|,? (?:to|through|a|au) ", link["link"])
        revision = _revision(passage.text, link) if link["revision"] else None
        hit = replace(first, start=start, end=end, conf=first.conf or bool(link["conf"]), revision=None, title=None)
        *inner, before = _range(before, number) if ranged else [number]
        for each in inner:
            yield replace(hit, number=each)
        yield replace(hit, number=before, revision=revision, title=title)


_DATED = surrounding("dated")
_YEAR = surrounding("year_in_brackets")


def _resume(passage: Passage, end: int, after_title: int) -> list[int]:
    """Return where the list may go on: behind number, title, date (" on 14 July 2096") or year (" (2096)")."""
    places = [end]
    if year := _YEAR.match(passage.folded, end):
        places.append(year.end())
    lead = _DATED.match(passage.folded, end)
    dated = DATE.match(passage.folded, lead.end()) if lead else None
    if dated:
        places.append(dated.end())
    if after_title != end:
        places.append(after_title)
    return places


def _same_shape(first: str, second: str) -> bool:
    return _shape(first) == _shape(second)


@lru_cache(maxsize=1024)
def _shape(number: str) -> str:
    return re.sub(r"[IVXL]+", "R", re.sub(r"(?<=\d\.)([A-Z])\1$|\d+", "9", number)).replace(",", ".")


_CONGRESS = re.compile(r"^WCC[- ](\d{4})[- ]RE[SC][- ](\d{1,3})$")
"""A number of the World Conservation Congress, which says again what it is of."""


@lru_cache(maxsize=1024)
def _number(printed: str) -> str:
    return _CONGRESS.sub(r"WCC-\1-\2", printed.upper().replace("IPBES/", "IPBES-"))


def _number_of(link: re.Match[str], before: str) -> str | None:
    """Return the number that a list goes on with; the ``172`` of ``98.171-172`` begins as the number before it.

    None where the last figures are no later ones of as many, or a number without a year is behind one of another form.
    """
    if link["number"]:
        return _number(link["number"])
    if link["counted"]:
        return link["counted"] if before.isdigit() and int(link["counted"]) > int(before) else None
    stem, _, last = before.rpartition(".")
    return f"{stem}.{link['rest']}" if len(last) == len(link["rest"]) and last < link["rest"] else None


def _range(first: str, last: str) -> list[str]:
    """Return the numbers after the first up to the last (``97.56`` to ``97.59``), else only the last."""
    letters = [re.fullmatch(r"(\d+\.)([A-Z])\2", end) for end in (first, last)]
    if letters[0] and letters[1] and letters[0][1] == letters[1][1] and letters[0][2] < letters[1][2]:
        return [f"{letters[0][1]}{chr(n) * 2}" for n in range(ord(letters[0][2]) + 1, ord(letters[1][2]) + 1)]
    low, high = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", last)
    if not low or not high or low[1] != high[1] or not 0 < int(high[2]) - int(low[2]) <= 200:
        return [last]
    return [f"{low[1]}{n}" for n in range(int(low[2]) + 1, int(high[2]) + 1)]


def _revision(text: str, match: re.Match[str]) -> str:
    printed = text[match.start("revision") : match.end("revision")]
    meeting = re.search(r"(CoP|COP|MOP|MOS|Cop|cop|CdP) ?(\d+)", printed)
    if meeting:
        return meeting[1] + meeting[2]
    number = re.search(r"\d+", printed)
    return f"Rev.{number[0]}" if number else "Rev."


_BETWEEN_TREATY_AND_KIND = surrounding("treaty_to_kind")


def _beside(passage: Passage, start: int) -> tuple[str | None, str]:
    """Return the treaty printed just before an instrument ("CMS Resolution", "CBD COP Decision")."""
    for treaty_start, end, treaty in reversed(passage.treaties):
        if end <= start:
            if start - end < 45 and _BETWEEN_TREATY_AND_KIND.fullmatch(passage.folded, end, start):
                return treaty, f"named before it: {passage.text[treaty_start:end]}"
            if _BEHIND_TREATY.fullmatch(passage.folded, end, start) and _UNDER_TREATY.search(
                passage.folded, max(0, treaty_start - 24), treaty_start
            ):
                return treaty, f"the sentence begins with it: {passage.text[treaty_start:end]}"
            break
    return None, ""


_UNDER_TREATY = surrounding("under_treaty")
_BEHIND_TREATY = surrounding("behind_treaty")
_BETWEEN_KIND_AND_TREATY = surrounding("kind_to_treaty")
_BETWEEN_KIND_AND_PARTIES = surrounding("kind_to_parties")
_BY_WHICH = surrounding("by_which")
_DECIDES = surrounding("decides")


def _after(passage: Passage, at: int, end: int) -> tuple[str, str] | None:
    """Return the treaty printed just behind an instrument: "Decision X/2 of the CBD", "in it, the Parties to CMS".

    Or one that decides in it: "in it, CMS asked".
    """
    for start, stop, treaty in passage.treaties:
        if start >= end:
            whose = _BETWEEN_KIND_AND_TREATY.fullmatch(passage.folded, end, start)
            deciding = _BETWEEN_KIND_AND_PARTIES.fullmatch(passage.folded, end, start)
            decides = deciding and (deciding["parties"] or _DECIDES.match(passage.folded, stop))
            if whose or (decides and _BY_WHICH.search(passage.folded, max(0, at - 20), at)):
                return treaty, f"named behind it: {passage.text[start:stop]}"
            break
    return None


def _of_symbol(passage: Passage, symbol: SymbolMention) -> InstrumentHit | None:
    """Read an instrument from its symbol (``UNEP/CBD/COP90/DEC.X/20``, ``UNEP/EA.2/Res.17``)."""
    text = symbol.symbol
    revision = re.search(r"/Rev\.(\d+)$", text)
    said = f"Rev.{revision[1]}" if revision else None
    body = text[: revision.start()] if revision else text
    treaty = next(iter(symbol_treaties(body)), None)
    assembly = re.search(r"EA\.?(\d+)/Res\.(\d+)", body)
    general = re.search(r"A/RES/(\d+/\d+)", body)
    decision = re.search(r"/(?:DEC|Dec|Decision)[./]([IVXL]+|\d+)/(\d+)", body)
    bare = re.search(r"/CMS/(\d{1,2}\.\d{1,3})$", body)
    number = re.search(r"/(Resolution|Res|Decision|Dec|DEC|Recommendation|Rec)\.?/?(\d{1,2}\.\d{1,3})$", body)
    if assembly:
        kind, value, treaty = "RES", f"{assembly[1]}/{assembly[2]}", "UNEA"
    elif general:
        kind, value, treaty = "RES", general[1], "UNGA"
    elif decision:
        kind, value = "DEC", f"{decision[1]}/{decision[2]}"
    elif number:
        kind, value = KINDS[number[1][:3].lower()], number[2]
    elif bare:
        before = passage.folded[max(0, symbol.start - 20) : symbol.start]
        word = re.search(r"(resolution|recommendation|decision) $", before)
        if not word:
            return None
        kind, value = KINDS[word[1][:3]], bare[1]
    else:
        return None
    title, _ = title_after(passage, symbol.end)
    return InstrumentHit(passage, symbol.start, symbol.end, kind, value, False, said, title, treaty, "its symbol")
