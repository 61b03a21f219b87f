"""Document symbols: found as printed, ellipses expanded, written as their convention prints them.

``CoP98 Doc. 69.1 and 69.2`` is two symbols, ``AC90 Doc. 6/PC94 Doc. 6`` is one document with a joint symbol, and
``AC91 Doc 28`` is written ``AC91 Doc. 28``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tag.bodies import load_bodies
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.meetings.beside import treaty_before
from pipeline.tag.passage import Passage
from pipeline.tag.surroundings import surrounding

_CITES_CODES = {"cop": "CoP", "sc": "SC", "ac": "AC", "pc": "PC"}
_SEGMENT_CODE = re.compile(r"(COP|CoP|StC|ScC-SC|ScC|MOS|MOP|SBSTTA|SBI|WGRI|SC|AC|TAG|TC)[-/.]?(\d{1,3})(?!\d)")
_WHOLE_NUMBER_ENDS = surrounding("number_ends")
_AGENDA_ITEM = surrounding("agenda_item")
"""What follows a number that counts the next item of an agenda and continues no symbol."""
_DOCUMENT_BEFORE = surrounding("document_before")
_INSTRUMENT_PATH = re.compile(
    r"/(?:(?P<kind>Resolution|Res|RES|Decision|DEC|Dec|Recommendation|Rec)(?![A-Za-z])|(?P<bare>CMS/\d{1,2}\.\d{1,2}(?:/|$)))"
)

_BEFORE_MEETING = re.compile(r"[.-](?=[A-Za-z]+\d)")
"""What stands between treaty and meeting where no slash does: ``ACCOBAMS-MOP90/…``."""

_OF_A_MEETING = ("Doc", "Inf", "INF", "CRP")
"""What numbers the documents of a meeting, where Add. and Rev. number those of a document."""
_BELOW_MEETING = re.compile(r"(?<=\d)/(?:Doc|DOC|Inf|INF|CRP)\.?\d.*$")
_LEAVE_THEIR_NAME_OUT = ("AEWA", "CMS")
"""The treaties whose papers number documents of their own bodies without their name."""
_OF_COMMITTEE = re.compile(r"/(?:AC|TC|TAG|StC|ScC|ScC-SC)\d{1,3}/Rec")
"""What a committee recommends is a document: only a meeting of parties adopts an instrument."""


@dataclass(slots=True)
class SymbolMention:
    """A document symbol in a passage. Offsets are of the shadow text.

    ``meetings`` are the identifiers of the meetings whose codes the symbol carries, ``inferred`` says what of the
    symbol was not printed there, ``mended`` that more than spacing differs from the convention's form.
    ``instrument`` is set where the symbol is that of a resolution, decision or recommendation.
    """

    start: int
    end: int
    symbol: str
    meetings: tuple[str, ...] = ()
    inferred: str | None = None
    mended: bool = False
    instrument: bool = False


@lru_cache(maxsize=1)
def document_grammar() -> Grammar:
    """Return the forms of `documents.yml`."""
    return load_grammar("documents.yml")


def find_symbols(
    passage: Passage, own_meeting_code: str | None = None, convention: str | None = None
) -> list[SymbolMention]:
    """Return every document symbol of a passage, in order, ellipses expanded.

    ``own_meeting_code`` (``SC91``) is what a bare ``document Doc. 7`` belongs to; without it these are left alone.
    Any other ``Doc. 10.44`` is of the tenth Conference of the Parties to CITES, but not in a document of another
    ``convention``.
    """
    text = passage.text
    found: list[SymbolMention] = []
    matches = document_grammar().find(passage)
    if not matches:
        return found
    for form, match in matches:
        if form == "cites" and (match["item"] or match["committee"]):
            _cites(passage, match, convention, found)
        elif form == "ramsar" and (match["committee"] or _is_of_ramsar(passage, match, convention)):
            found.append(_ramsar(match))
        elif form == "slashed":
            _slashed(passage, match, found)
        elif form == "summary_record":
            found.append(_record(match))
        elif form in ("spaced", "dotted", "hyphened"):
            _numbered(passage, match, found)
        elif form == "coded":
            _numbered(passage, match, found, convention)
        elif form == "of_agreement" and convention in _LEAVE_THEIR_NAME_OUT:
            _numbered(passage, match, found, convention, left_out=True)
        elif form == "of_committee":
            _counted(passage, match, match["code"], found)
        elif form == "counted" and convention in (None, "CITES") and not (own_meeting_code and _is_own(passage, match)):
            if not any(each.start <= match.start() < each.end for each in found):
                _counted(passage, match, None, found)
        elif form == "bare" and own_meeting_code:
            symbol = f"{own_meeting_code} {match['type']}. {match['item']}{_suffix(match['suffix'])}"
            found.append(SymbolMention(*match.span(), symbol, (), "the meeting is this document's own"))
    return sorted(_joined(text, found), key=lambda s: (s.start, s.end))


@lru_cache(maxsize=512)
def _suffix(printed: str | None) -> str:
    """Write ``(Rev.1)``, ``, Rev. 1``, ``(Rev)`` as CITES prints them."""
    if not printed:
        return ""
    text = printed.strip().removeprefix(",").strip()
    inside = re.fullmatch(r"\((.*)\)", text)
    words = (inside[1] if inside else text).strip()
    words = re.sub(r"^(Rev|Add|Corr)\.? ?(?=\d|$)", r"\1. ", words).strip()
    if inside or words.startswith("Rev"):
        return f" ({words})"
    return f" {words}"


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _type(printed: str) -> str:
    return printed[0].upper() + printed[1:].lower().removesuffix("s").removesuffix("osal")


_WITHIN = re.compile(r"(?<=\w)|(?<=[A-Za-z.]/)")
"""Where no symbol begins: inside a word, or inside a symbol with slashes."""


def _cites(passage: Passage, match: re.Match[str], convention: str | None, found: list[SymbolMention]) -> None:
    whose = treaty_before(passage, match.start())[0]
    if _WITHIN.match(passage.text, match.start()) or _is_of_ramsar(passage, match, convention):
        return
    if match["code"] == "COP" and not match["joint"] and _is_of_cms(passage, match, whose, convention):
        _of_cms(passage, match, found)
        return
    code = _CITES_CODES[match["code"].lower()]
    number = str(int(match["number"]))
    joint = (match["joint"] or "").replace(" ", "")
    group = f" {match['group'].replace(' ', '')}" if match["group"] else ""
    kind = _type(match["type"])
    item = match["item"] or ""
    if match["plenary"]:
        item = f"{match['plenary']}. {item}"
    if match["committee"]:
        inner = f" {match['inner']}." if match["inner"] else ("." if item else "")
        item = f"{match['committee']}{inner} {item}".strip()

    def write(kind: str, item: str, suffix: str | None) -> str:
        return f"{code}{number}{joint}{group} {kind}. {item}{_suffix(suffix)}"

    symbol = write(kind, item, match["suffix"])
    bodies = load_bodies().bodies
    meetings = [bodies[f"CITES-{code}"].meeting_id(int(number))]
    if joint:
        meetings.append(bodies[f"CITES-{joint[1:3]}"].meeting_id(int(joint[3:])))
    printed = match[0]
    mended = _bare(printed) != _bare(symbol)
    found.append(SymbolMention(match.start(), match.end(), symbol, tuple(meetings), None, mended))
    if match["committee"] or match["plenary"]:
        return
    _tails(passage, match.end(), write, (kind, item), tuple(meetings), found)


def _is_of_cms(passage: Passage, match: re.Match[str], whose: str | None, convention: str | None) -> bool:
    """Tell whether ``COP92 Doc. 7`` is a document of CMS: its papers print CITES' conference with CITES beside it."""
    if whose or convention != "CMS":
        return whose == "CMS"
    return all(treaty != "CITES" for _, _, treaty in passage.treaties_before(match.start()))


def _of_cms(passage: Passage, match: re.Match[str], found: list[SymbolMention]) -> None:
    """Write ``COP92 Doc. 7 (Rev. 1)`` as CMS prints its symbols, ``UNEP/CMS/COP92/Doc.7/Rev.1``."""
    number = int(match["number"])

    def write(kind: str, item: str, suffix: str | None) -> str:
        added = re.sub(r"[() ]", "", _suffix(suffix))
        return f"UNEP/CMS/COP{number}/{kind}.{item}{f'/{added}' if added else ''}"

    kind, item = _type(match["type"]), match["item"] or ""
    meetings = (load_bodies().bodies["CMS-COP"].meeting_id(number),)
    reason = "the beginning is that of the symbols of CMS"
    found.append(SymbolMention(*match.span(), write(kind, item, match["suffix"]), meetings, reason))
    _tails(passage, match.end(), write, (kind, item), meetings, found)


def _is_of_ramsar(passage: Passage, match: re.Match[str], convention: str | None) -> bool:
    """Tell whether ``COP98 Doc. 7`` is a document of Ramsar: it stands before it, or the document is of Ramsar."""
    return (treaty_before(passage, match.start())[0] or convention) == "Ramsar"


def _ramsar(match: re.Match[str]) -> SymbolMention:
    """Write a document of the Ramsar Convention as it does: ``Ramsar COP98 DOC. 7``, ``DR 3``, ``DOC. SC92-15``."""
    bodies = load_bodies().bodies
    if match["committee"]:
        symbol = f"DOC. SC{match['committee']}-{match['paper']}"
        meeting = bodies["Ramsar-SC"].meeting_id(int(match["committee"]))
        return SymbolMention(*match.span(), symbol, (meeting,), None, _bare(match[0]) != _bare(symbol))
    number, kind = int(match["number"]), match["type"].upper()
    symbol = f"Ramsar COP{number} {kind}{'' if kind == 'DR' else '.'} {match['item']}"
    meeting = bodies["Ramsar-COP"].meeting_id(number)
    reason = "it is of the Ramsar Convention"
    return SymbolMention(*match.span(), symbol, (meeting,), reason, _bare(match[0]) != _bare(symbol)[len("Ramsar") :])


def _tails(
    passage: Passage,
    position: int,
    write: Callable[[str, str, str | None], str],
    first: tuple[str, str],
    meetings: tuple[str, ...],
    found: list[SymbolMention],
) -> None:
    """Add the documents that a list goes on with behind the ``first``, its type and number; ``write`` spells them."""
    kind, previous = first
    tail = document_grammar()["tail"].regex
    while match := tail.match(passage.text, position):
        item = match["item"]
        whole = "." not in item and not match["type"]
        if whole and not _WHOLE_NUMBER_ENDS.match(passage.text, match.end()):
            return
        if match["link"].strip() == "/" and (whole or (match["type"] and _type(match["type"]) == kind)):
            return
        if match["link"].strip() == "-" and (match["type"] or len(_range(previous, item)) < 2):
            return
        if match["link"].strip() in (",", ";") and not match["type"] and _AGENDA_ITEM.match(passage.text, match.end()):
            return
        kind = _type(match["type"]) if match["type"] else kind
        items = [item]
        if match["link"].strip() in ("to", "through", "-", "a", "au"):
            items = _range(previous, item)
        start = match.start("type") if match["type"] else match.start("item")
        for each in items:
            suffix = match["suffix"] if each == item else None
            symbol = write(kind, each, suffix)
            found.append(
                SymbolMention(start, match.end(), symbol, meetings, "the meeting is that of the symbol before")
            )
        previous, position = item, match.end()
    if added := document_grammar()["added"].regex.match(passage.text, position):
        symbol = write(kind, previous, added["suffix"].capitalize())
        reason = "added to the document before"
        found.append(SymbolMention(added.start("suffix"), added.end(), symbol, meetings, reason))


def _range(first: str, last: str) -> list[str]:
    """Return the numbers after the first up to the last, where only the last part grows; else only the last."""
    *stem, low = first.split(".")
    *other, high = last.split(".")
    if stem != other or not low.isdigit() or not high.isdigit() or not 0 < int(high) - int(low) <= 50:
        return [last]
    return [".".join([*stem, str(n)]) for n in range(int(low) + 1, int(high) + 1)]


def _joined(text: str, found: list[SymbolMention]) -> list[SymbolMention]:
    """Join ``AC90 Doc. 6/PC94 Doc. 6``: one document of two committees."""
    joined: list[SymbolMention] = []
    for symbol in sorted(found, key=lambda s: (s.start, s.end)):
        before = joined[-1] if joined else None
        between = text[before.end : symbol.start].strip() if before else ""
        if (
            before
            and between == "/"
            and before.meetings
            and symbol.meetings != before.meetings
            and " " in symbol.symbol
        ):
            meetings = (*before.meetings, *symbol.meetings)
            joined[-1] = SymbolMention(before.start, symbol.end, f"{before.symbol}/{symbol.symbol}", meetings)
        else:
            joined.append(symbol)
    return joined


@lru_cache(maxsize=4096)
def slashed_symbol(printed: str) -> str:
    """Write a symbol with slashes as its convention prints it: no spaces, no final point, ``Doc.`` with its point."""
    symbol = re.sub(r"(?<=\d) (?=(?:Rev|Add)\.\d)", "/", printed)
    symbol = re.sub(r"\s+", "", symbol).rstrip(".")
    symbol = re.sub(r"/Docs(?=[.\d])", "/Doc", symbol)
    return re.sub(r"/(Doc|Inf|Add|Rev|Corr)(?=\d)", r"/\1.", symbol).replace("/Outcome", "/Outcome ")


_FIRST_WORD = re.compile(r"[^\W\d_]+")
_IN_FULL = re.compile(r"\b(Add|Corr)[a-z]+ (?=\d)")


def with_edition(symbol: str, printed: str) -> str:
    """Return a document's symbol with what of it stands apart, ``(Rev. 1)``, ``ADDENDUM`` or ``Annex 2``.

    It is written as its convention prints the whole; the symbol alone is returned where no such symbol is.
    """
    printed = _FIRST_WORD.sub(lambda word: word[0].capitalize(), printed, count=1)
    bare = printed.strip("()")
    with_slash = "/" + _IN_FULL.sub(r"\1.", bare)
    for apart in [f" {printed}", f" ({bare})"] if " " in symbol else [with_slash]:
        whole = symbol + apart
        found = find_symbols(Passage.of(whole))
        if [(each.start, each.end) for each in found] == [(0, len(whole))]:
            return found[0].symbol
    return symbol


def _record(match: re.Match[str]) -> SymbolMention:
    """Return the symbol of a summary record, as printed but for the space within the meeting's code."""
    printed = match[0]
    symbol = re.sub(r"^([A-Z]+) (?=\d)", r"\1", printed)
    meeting = load_bodies().bodies[f"CITES-{match['code']}"].meeting_id(int(match["number"]))
    return SymbolMention(*match.span(), symbol, (meeting,), None, symbol != printed)


def _numbered(
    passage: Passage,
    match: re.Match[str],
    found: list[SymbolMention],
    of: str | None = None,
    *,
    left_out: bool = False,
) -> None:
    """Read a symbol that is written as it is printed, but for spaces behind points, and those listed behind it.

    Its meeting is known where the symbol names the treaty: AEWA's before slash, EUROBATS's before point, ACCOBAMS's
    before hyphen. Else it is that of the document, ``of``, which is written before it where it is ``left_out``.
    """
    code, printed = (match[group].replace("Stc", "StC") for group in ("code", "path"))
    symbol = _without_spaces(printed)
    named = re.match(r"(?:UNEP/|Inf\.)?(AEWA|EUROBATS|ACCOBAMS)", printed)
    treaty = named[1] if named else of
    bodies = [body for body in load_bodies().by_code.get(code, ()) if body.treaty == treaty]
    if left_out and not bodies:
        return  # it has no such body
    meetings = tuple(body.meeting_id(int(match["number"])) for body in bodies)
    symbol = f"{of}/{symbol}" if left_out else symbol
    reason = f"the document is of {of}" if left_out else None
    end = match.end("path")
    instrument = _is_of_instrument(symbol)
    found.append(SymbolMention(match.start(), end, symbol, meetings, reason, symbol != printed, instrument))
    if treaty == "AEWA" and match.groupdict().get("item"):
        stem, tail = symbol[: symbol.rindex(match["item"])], document_grammar()["counted_tail"].regex
        while (more := tail.match(passage.text, end)) and more["item"].split(".")[0] == match["number"]:
            end, reason = more.end(), "the beginning is that of the symbol before"
            each = f"{stem}{more['item'].partition('.')[2]}{_without_spaces(more['suffix'])}"
            found.append(SymbolMention(more.start("item"), end, each, meetings, reason))


def _without_spaces(printed: str) -> str:
    """Return what is printed without the spaces before a figure behind points and small letters, or before a slash."""
    return re.sub(r"(?<=[a-z]|\.) (?=\d)| (?=\d+/)", "", printed)


def _is_own(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the word document stands before, as it does before symbols of the document's own meeting."""
    return bool(_DOCUMENT_BEFORE.search(passage.text, 0, match.start()))


def _counted(passage: Passage, match: re.Match[str], code: str | None, found: list[SymbolMention]) -> None:
    """Read the symbols of CITES whose first number counts the meeting (``Doc. SC.41.4``, ``Doc. 10.44``)."""
    kind = _type(match["type"])
    committee = f"{match['committee']} " if not code and match["committee"] else ""
    number = match["item"].split(".")[0]
    meetings = (load_bodies().bodies[f"CITES-{code or 'CoP'}"].meeting_id(int(number)),)

    def symbol(item: str, suffix: str | None) -> str:
        return f"{kind}. {f'{code}.' if code else committee}{item}{_suffix(suffix)}"

    own = symbol(match["item"], match["suffix"])
    found.append(SymbolMention(*match.span(), own, meetings, None, _bare(match[0]) != _bare(own)))
    tail, position, previous = document_grammar()["counted_tail"].regex, match.end(), match["item"]
    while (more := tail.match(passage.text, position)) and more["item"].split(".")[0] == number:
        ranged = more["link"].strip() in ("to", "through", "-", "a", "au")
        for each in _range(previous, more["item"]) if ranged else [more["item"]]:
            suffix = more["suffix"] if each == more["item"] else None
            reason = "the type is that of the symbol before"
            found.append(SymbolMention(more.start("item"), more.end(), symbol(each, suffix), meetings, reason))
        previous, position = more["item"], more.end()


def _slashed(passage: Passage, match: re.Match[str], found: list[SymbolMention]) -> None:
    path = match["path"]
    end = match.start() + len(path.rstrip("./- "))
    symbol = slashed_symbol(passage.text[match.start() : end])
    if not _is_symbol(symbol):
        return
    instrument = _is_of_instrument(symbol)
    meetings = symbol_meetings(symbol)
    mended = _bare(symbol) != _bare(passage.text[match.start() : end])
    found.append(SymbolMention(match.start(), end, symbol, meetings, None, mended, instrument))
    if instrument:
        return
    tail = document_grammar()["slashed_tail"].regex
    while match_tail := tail.match(passage.text, end):
        last = slashed_symbol("/" + match_tail["last"])[1:]
        more = slashed_symbol(match_tail["more"] or "")
        stem, _, final = symbol.rpartition("/")
        own = re.match(r"[A-Za-z]+\.(?=\d)", final)
        if own and last[0].isdigit():
            last = f"{own[0]}{last}"  # "Docs. 8.2.2 and 8.2.9"
        label = re.match(r"[A-Za-z]+", last)
        if label and label[0] in _OF_A_MEETING and (of_meeting := _BELOW_MEETING.search(symbol)):
            stem = symbol[: of_meeting.start()]  # "Doc.23.1/Rev.1 and Inf.24" are both of the meeting
        elif label and f"/{label[0]}" not in symbol:
            stem = symbol  # "Doc.20, Add.1" adds to the symbol before
        else:
            while label and not final.startswith(label[0]):
                stem, _, final = stem.rpartition("/")
        ranged = match_tail["link"].strip() in ("to", "-") and not more
        between = _range(symbol.removeprefix(f"{stem}/"), last)[:-1] if ranged else []
        symbol = f"{stem}/{last}{more}"
        end = match_tail.start("last") + len(match_tail["last"]) + len((match_tail["more"] or "").rstrip("./- "))
        reason = "the beginning is that of the symbol before"
        found.extend(
            SymbolMention(match_tail.start("last"), end, each, symbol_meetings(each), reason)
            for each in (*(f"{stem}/{one}" for one in between), symbol)
        )


def _is_of_instrument(symbol: str) -> bool:
    named = _INSTRUMENT_PATH.search(symbol) is not None or symbol.startswith("A/RES/")
    return named and not _OF_COMMITTEE.search(symbol)


def _is_symbol(symbol: str) -> bool:
    """Tell a symbol from words joined by slashes and from years."""
    parts = symbol.split("/")
    if not any(c.isdigit() for c in symbol) or len(parts) < 3:
        return False
    known = {"UNEP", "PNUE", "PNUMA", "A"}
    return parts[0] in known or bool(re.search(r"\d", "".join(parts[1:-1]))) or bool(re.match(r"[A-Z]", parts[1]))


def symbol_treaties(symbol: str) -> list[str]:
    """Return the treaties that a symbol names, that of which it is a document first."""
    path = {part.lower() for part in (*symbol.split("/"), _BEFORE_MEETING.split(symbol)[0])}
    treaties = [t.id for t in load_bodies().treaties.values() if any(s.lower() in path for s in t.symbols)]
    return sorted(treaties, key=lambda treaty: treaty == "CMS")  # CMS/Sharks/MOS9 is the memorandum's meeting


@lru_cache(maxsize=4096)
def symbol_meetings(symbol: str) -> tuple[str, ...]:
    """Return the identifier of the meeting that a symbol with slashes carries, if it carries one."""
    bodies = load_bodies()
    code = _SEGMENT_CODE.search(symbol)
    if not code:
        return ()
    for treaty in symbol_treaties(symbol):
        for body in bodies.by_code.get(code[1].replace("CoP", "COP"), ()):
            if body.treaty == treaty:
                return (body.meeting_id(int(code[2])),)
    return ()
