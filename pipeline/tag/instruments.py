"""Resolutions, decisions, recommendations and notifications: found, then told apart by convention.

Finding reads one passage; resolving needs what the document says elsewhere (`pipeline.tag.context.Context`). Both
conventions have a ``Resolution 13.3``: which is meant follows from the words beside it, from "Conf.", from the
spelling of a revision, from the form of the number, from the document's own convention. The reason is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.tag.bodies import load_bodies, load_meetings
from pipeline.tag.context import PAIR, Context, Finding
from pipeline.tag.dates import DATE
from pipeline.tag.grammar import Grammar, load_forms, load_grammar, read_grammar
from pipeline.tag.meetings.authority import FARTHEST_AHEAD, last_known
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.passage import Passage
from pipeline.tag.surroundings import surrounding
from pipeline.tag.symbols import SymbolMention, symbol_treaties

NUMBERS = "numbers.yml"
"""The file of the forms of numbers."""
_KINDS = {"res": "RES", "con": "RES", "dec": "DEC", "rec": "REC", "not": "NOT"}
"""By the first letters; ``Conf. 9.24`` alone is a resolution of CITES."""
_TITLE_LEAD = surrounding("title_lead")
_CLAUSE_END = surrounding("title_ends")
_PLAIN_OPENING = surrounding("title_opens")
_ANOTHER = surrounding("another_instrument")
_OWN = "the document's own convention"
_JOINED = surrounding("joined")
_MOST_NAMED = ("CITES", "CMS", "CBD", "Ramsar", "AEWA")
"""The treaties that are meant where they only stand before an instrument in its sentence."""
_NOT_A_TITLE = surrounding("no_title")
_ADOPTED = surrounding("adopted")
_ADOPTS = surrounding("adopts")


_OWN_HEADING = surrounding("heading_of_a_notification")
"""What stands behind the number of a notification at the head of it: where and when it was issued."""


@dataclass(slots=True)
class InstrumentHit:
    """An instrument as found, with offsets of the shadow text; ``treaty`` only where it is printed beside it."""

    passage: Passage
    start: int
    end: int
    kind: str
    number: str
    conf: bool = False
    revision: str | None = None
    title: str | None = None
    treaty: str | None = None
    reason: str = ""


@dataclass(slots=True)
class InstrumentMention:
    """A resolved instrument: ``instrument_id`` is None where it stays ambiguous between ``candidates``."""

    hit: InstrumentHit
    instrument_id: str | None
    reason: str
    candidates: tuple[str, ...] = ()
    finding: Finding | None = None


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
            _list(passage, match, found)
    for symbol in symbols:
        if symbol.instrument:
            hit = _of_symbol(passage, symbol)
            if hit:
                found.append(hit)
    return sorted(found, key=lambda hit: (hit.start, hit.end))


def _list(passage: Passage, match: re.Match[str], found: list[InstrumentHit]) -> None:
    groups = match.groupdict()
    kind = _KINDS[match["kind"][:3]]
    end_of_first = match.end()
    path = groups.get("symbol")
    treaty = path.upper() if path else None
    reason = "its symbol" if path else ""
    if groups.get("between"):  # "Notification CITES 2098/054", "Résolution CMS 90.8"
        treaty = load_bodies().treaty_of(passage.text[match.start("between") : match.end("between")])
        reason = f"named in it: {treaty}"
    if not treaty:
        treaty, reason = _beside(passage, match.start())
    conf = bool(groups.get("conf"))
    if conf and not path and treaty not in PAIR:  # "of the Convention on Biological Diversity (Resolution Conf. 96.5)"
        treaty, reason = None, ""
    title, position = title_after(passage, end_of_first)
    first = InstrumentHit(
        passage,
        match.start(),
        end_of_first,
        kind,
        _number(match["number"]),
        conf,
        _revision(passage.text, match, "revision") if groups.get("revision") else None,
        title,
        treaty,
        reason,
    )
    items = [first]
    tail = instrument_grammar()["tail"].regex
    while True:
        link = next(
            (t for at in _resume(passage, end_of_first, position) if (t := tail.match(passage.folded, at))), None
        )
        number = _number_of(link, items[-1].number) if link else None
        if link is None or number is None or not _same_shape(items[-1].number, number):
            break
        start = next(link.start(group) for group in ("conf", "number", "rest", "counted") if link[group])
        end_of_first = link.end()
        title, position = title_after(passage, end_of_first)
        numbers = [number]
        if re.fullmatch(r" ?- ?|,? (?:to|through|a|au) ", link["link"]):
            numbers = _range(items[-1].number, numbers[0])
        revision = _revision(passage.text, link, "revision") if link["revision"] else None
        for each in numbers:
            last = each == numbers[-1]
            items.append(
                InstrumentHit(
                    passage,
                    start,
                    end_of_first,
                    kind,
                    each,
                    conf or bool(link["conf"]),
                    revision if last else None,
                    title if last else None,
                    treaty,
                    reason,
                )
            )
    after = _after(passage, first.start, end_of_first)
    if after and not path:
        for item in items:
            item.treaty, item.reason = after
    found.extend(items)


@lru_cache(maxsize=64)
def _is_of_cms(treaty: str) -> bool:
    """Say whether an agreement's meetings are counted among those of CMS, which issues the notifications about it."""
    return any(b.treaty == treaty and b.meeting.startswith("CMS-") for b in load_bodies().bodies.values())


_DATED = surrounding("dated")


def _resume(passage: Passage, end: int, after_title: int) -> list[int]:
    """Return where the list may go on: behind the number, behind its title, behind a date (" on 14 July 2096")."""
    places = [end]
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


_OF_MEETING = re.compile(r"(\d{1,2})\.\d")
"""A number that begins with that of the meeting that adopted it."""
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
    if letters[0] and letters[1] and letters[0][1] == letters[1][1]:
        return [f"{letters[0][1]}{chr(n) * 2}" for n in range(ord(letters[0][2]) + 1, ord(letters[1][2]) + 1)]
    low, high = re.fullmatch(r"(.*?)(\d+)", first), re.fullmatch(r"(.*?)(\d+)", last)
    if not low or not high or low[1] != high[1] or not 0 < int(high[2]) - int(low[2]) <= 200:
        return [last]
    return [f"{low[1]}{n}" for n in range(int(low[2]) + 1, int(high[2]) + 1)]


def _revision(text: str, match: re.Match[str], group: str) -> str:
    printed = text[match.start(group) : match.end(group)]
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


def _after(passage: Passage, at: int, end: int) -> tuple[str, str] | None:
    """Return the treaty printed just behind an instrument: "Decision X/2 of the CBD", "in it, the Parties to CMS"."""
    for start, stop, treaty in passage.treaties:
        if start >= end:
            whose = _BETWEEN_KIND_AND_TREATY.fullmatch(passage.folded, end, start)
            if whose or (
                _BETWEEN_KIND_AND_PARTIES.fullmatch(passage.folded, end, start)
                and _BY_WHICH.search(passage.folded, max(0, at - 20), at)
            ):
                return treaty, f"named behind it: {passage.text[start:stop]}"
            break
    return None


def title_after(passage: Passage, end: int) -> tuple[str | None, int]:
    """Return the title that follows an instrument's number and the offset behind it; (None, end) without one."""
    text, folded = passage.text, passage.folded
    lead = _TITLE_LEAD.match(folded, end)
    if not lead or lead.end() == end:
        return None, end
    at = lead.end()
    connective = lead["connective"]
    if text[at] == '"' and (connective or lead[0].startswith(",") or not lead[0].strip()):
        close = text.find('"', at + 1)
        if 0 < close - at < 300:
            return _clean(text[at + 1 : close]), close + 1
    if text[at] == "(" and not connective:
        close = text.find(")", at)
        inner = text[at + 1 : close] if close > 0 else ""
        if " " in inner and inner[0].isupper() and not _NOT_A_TITLE.search(inner):
            return _clean(inner), close + 1
        return None, end
    for start, stop in passage.italics:
        if abs(start - at) <= 1 or (start < at < stop and start >= end):
            return _clean(text[start:stop]), stop
    if connective in (None, ":", "sur", "sobre") and not (connective and text[at].isupper()):
        return None, end
    if DATE.match(folded, at) or not _PLAIN_OPENING.match(text, at):
        return None, end
    stop = _clause_end(folded, at)
    another = _ANOTHER.search(folded, at, stop)
    if another:
        return None, end
    title = _clean(text[at:stop])
    if title is None or len(title) < 4 or (not title[0].isupper() and len(title.split()) > 12):
        return None, end
    return title, stop


def _clause_end(folded: str, start: int) -> int:
    for match in _CLAUSE_END.finditer(folded, start):
        opened = folded.count("(", start, match.start()) - folded.count(")", start, match.start())
        if opened <= 0 or match[0] not in "]),":
            return match.start()
    return len(folded)


def _clean(title: str) -> str | None:
    return title.strip().strip("\"'").strip().rstrip(".,;:").strip() or None


_SYMBOL_KINDS = {
    "resolution": "RES",
    "res": "RES",
    "decision": "DEC",
    "dec": "DEC",
    "recommendation": "REC",
    "rec": "REC",
}


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
        kind, value = _SYMBOL_KINDS[number[1].lower()], number[2]
    elif bare:
        before = passage.folded[max(0, symbol.start - 20) : symbol.start]
        word = re.search(r"(resolution|recommendation|decision) $", before)
        kind, value = (_SYMBOL_KINDS[word[1]] if word else "REC"), bare[1]
        if not word:
            return None
    else:
        return None
    title, _ = title_after(passage, symbol.end)
    return InstrumentHit(passage, symbol.start, symbol.end, kind, value, False, said, title, treaty, "its symbol")


def resolve_instruments(
    hits: list[InstrumentHit], context: Context, meetings: Sequence[MeetingMention] = ()
) -> list[InstrumentMention]:
    """Give each instrument its identifier from what is printed beside it and from the whole document.

    ``meetings`` are those of the document, resolved: an instrument may be numbered after one in its sentence.
    """
    beside: dict[int, list[MeetingMention]] = {}
    for mention in meetings:
        beside.setdefault(mention.hit.passage.index, []).append(mention)
    uses_conf = context.own_meeting_code is not None or any(hit.conf for hit in hits)
    firm: dict[tuple[str, str], set[str]] = {}
    for hit in hits:
        if hit.treaty:
            firm.setdefault((hit.kind, hit.number), set()).add(hit.treaty)
    mentions = [_resolve(hit, context, uses_conf, firm, beside.get(hit.passage.index, ())) for hit in hits]
    for place in range(1, len(mentions)):
        mentions[place] = _with_the_one_before(mentions[place], mentions[place - 1])
    return [_misprint(mention, mentions) if "," in mention.hit.number else mention for mention in mentions]


def _with_the_one_before(mention: InstrumentMention, before: InstrumentMention) -> InstrumentMention:
    """Read ``adopted Resolution 92.10 and Decisions 92.55 to 92.57`` as of one convention.

    Where nothing but the document's own convention speaks for the second, and both are numbered after one meeting and
    joined in one sentence that names no other treaty between them.
    """
    hit, other = mention.hit, before.hit
    if mention.reason != _OWN or before.instrument_id is None or hit.passage is not other.passage:
        return mention
    treaty = before.instrument_id.split("-")[0]
    between = hit.passage.folded[other.end : hit.start]
    named = any(other.end <= start < hit.start for start, _, _ in hit.passage.treaties)
    same = hit.number.split(".")[0] == other.number.split(".")[0] and "." in hit.number
    joined = hit.start < other.end or (_JOINED.search(between) and not re.search(r"[;:]", between))
    one = hit.passage.sentence(hit.start) == hit.passage.sentence(other.start)
    if named or not same or not one or not joined or treaty not in PAIR or mention.instrument_id == _id(treaty, hit):
        return mention
    return InstrumentMention(hit, _id(treaty, hit), f"named together with {before.instrument_id}")


def _id(treaty: str, hit: InstrumentHit) -> str:
    return f"{treaty}-{hit.kind}-{hit.number.replace(',', '.').removeprefix('IPBES-')}"


def _resolve(
    hit: InstrumentHit,
    context: Context,
    uses_conf: bool,
    firm: dict[tuple[str, str], set[str]],
    meetings: Sequence[MeetingMention],
) -> InstrumentMention:
    def said(treaty: str, reason: str, finding: Finding | None = None) -> InstrumentMention:
        issuer = "CMS" if hit.kind == "NOT" and _is_of_cms(treaty) else treaty
        return InstrumentMention(hit, _id(issuer, hit), reason, (), finding)

    surface = hit.passage.text[hit.start : hit.end]
    subject = _subject(hit)
    partner = _by_form(hit) if hit.treaty in PAIR and hit.kind != "NOT" else None
    if partner and partner[0] not in PAIR:  # "the plan with CMS (Decision VI/20)"
        return said(*partner)
    if hit.treaty in ("CITES", "CMS") or (hit.treaty and hit.treaty not in ("UNEP", "IUCN")):
        return said(hit.treaty, hit.reason)
    if hit.conf:
        adopts = _ADOPTED.search(hit.passage.folded, max(0, hit.start - 12), hit.start)
        if subject and subject[0] != "CITES" and subject[2] and adopts and not hit.revision:
            finding = Finding(
                "warning",
                "instrument-spelling",
                f"“{surface}” is printed with “Conf.”, as CITES does, but {subject[1]} adopted it.",
                hit.passage.text[slice(*hit.passage.sentence(hit.start))][:200],
            )
            return said(subject[0], f"subject of the sentence: {subject[1]}", finding)
        return said("CITES", "CITES prints “Conf.”")
    if hit.revision and hit.revision.startswith(("CoP", "COP")) and not hit.revision.startswith("Rev"):
        if hit.revision.startswith("CoP"):
            return said("CITES", "spelling of the revision: CoP")
        return said("CMS", "spelling of the revision: COP")
    form = _by_form(hit) or _numbered_after(hit, meetings)
    if form:
        return said(*form)
    known = firm.get((hit.kind, hit.number), set())
    if subject and subject[2]:
        return said(subject[0], f"subject of the sentence: {subject[1]}")
    if hit.kind == "RES" and context.convention == "CITES" and uses_conf:
        known = known - {"CITES"}
        other = context.counterpart
        if len(known) == 1:
            return said(next(iter(known)), "named with its convention elsewhere in the document")
        if other:
            return said(other, f"CITES prints “Conf.”, this has none; {other} is the other convention of the document")
    if len(known) == 1:
        return said(next(iter(known)), "named with its convention elsewhere in the document")
    other = _the_one_that_met(hit, context)
    if other:
        return said(other, f"the conference of {context.convention} had not met so often")
    if context.convention in ("CMS", "CITES") and not (context.convention == "CITES" and hit.kind == "RES"):
        return said(context.convention, _OWN)
    if subject:
        return said(subject[0], f"nearest convention in the sentence: {subject[1]}")
    if context.convention:
        return said(context.convention, _OWN)
    only = [treaty for treaty in PAIR if context.treaties[treaty]]
    if len(only) == 1:
        return said(only[0], "the one of both conventions that the document names")
    candidates = tuple(_id(treaty, hit) for treaty in PAIR)
    finding = Finding(
        "warning", "instrument-ambiguous", f"“{surface}” may be of either convention.", " or ".join(candidates)
    )
    return InstrumentMention(hit, None, "nothing tells the conventions apart", candidates, finding)


@dataclass(frozen=True, slots=True)
class _NumberForm:
    """Whose an instrument is by the form of its number, one row of `numbers.yml`."""

    regex: re.Pattern[str]
    treaty: str
    reason: str
    kinds: frozenset[str]
    beside: re.Pattern[str] | None


@lru_cache(maxsize=1)
def _number_forms() -> tuple[_NumberForm, ...]:
    forms = load_forms(NUMBERS)
    return tuple(
        _NumberForm(
            forms[row["form"]].regex,
            row["treaty"],
            row["reason"],
            frozenset(row.get("kinds", _KINDS.values())),
            surrounding(row["beside"]) if "beside" in row else None,
        )
        for row in read_grammar(NUMBERS)["forms"]
    )


def _by_form(hit: InstrumentHit) -> tuple[str, str] | None:
    """Return whose an instrument is by the form of its number, with the reason; None where any may number so."""
    for form in _number_forms():
        if hit.kind not in form.kinds or not form.regex.match(hit.number):
            continue
        if form.beside is None or form.beside.search(hit.passage.folded, *hit.passage.sentence(hit.start)):
            return form.treaty, form.reason
    return None


def _numbered_after(hit: InstrumentHit, meetings: Sequence[MeetingMention]) -> tuple[str, str] | None:
    """Read ``CMS COP92 decided in Decision 92.36``: numbered after a meeting of one convention in the sentence."""
    number = _OF_MEETING.match(hit.number)
    if number is None:
        return None
    sentence = hit.passage.sentence(hit.start)
    conferences = {load_bodies().of_kind("COP", treaty)[0].meeting_id(int(number[1])): treaty for treaty in PAIR}
    met = {
        conferences[mention.meeting_id]
        for mention in meetings
        if mention.meeting_id in conferences
        and not mention.in_symbol
        and mention.reason != _OWN
        and sentence[0] <= mention.hit.start < sentence[1]
    }
    treaty = met.pop() if len(met) == 1 else None
    return (treaty, f"numbered after the meeting in the sentence: {treaty} {number[1]}") if treaty else None


def _the_one_that_met(hit: InstrumentHit, context: Context) -> str | None:
    """Return the other convention of the pair where the document's own had no meeting of a decision's number."""
    number = _OF_MEETING.match(hit.number) if hit.kind == "DEC" else None
    if number is None or context.convention not in PAIR:
        return None
    other = PAIR[1 - PAIR.index(context.convention)]
    met = [_has_met(treaty, int(number[1]), context.meeting_id) for treaty in (context.convention, other)]
    return other if met == [False, True] else None


def _has_met(treaty: str, number: int, own: str | None) -> bool:
    """Tell whether the conference of a treaty had its meeting of a number when the document was written."""
    conference = load_bodies().of_kind("COP", treaty)[0]
    meetings = load_meetings()
    meeting, written = meetings.get(conference.meeting_id(number)), meetings.get(own or "")
    if meeting is None:
        return number <= last_known(conference.id) + (FARTHEST_AHEAD if written is None else 0)
    return written is None or meeting.start <= written.end


def _subject(hit: InstrumentHit) -> tuple[str, str, bool] | None:
    """Return the convention that the sentence speaks of before the instrument: id, words, whether it adopts it."""
    before = [t for t in hit.passage.treaties_before(hit.start) if t[2] in _deciding()]
    folded = hit.passage.folded
    for start, end, treaty in reversed(before):
        if _ADOPTS.search(folded[end : hit.start]):
            return treaty, hit.passage.text[start:end], True
    named = [t for t in before if t[2] in _MOST_NAMED]
    if not named:
        return None
    start, end, treaty = named[-1]
    return treaty, hit.passage.text[start:end], False


@lru_cache(maxsize=1)
def _deciding() -> frozenset[str]:
    """Return the treaties whose parties meet, and so adopt resolutions."""
    bodies = load_bodies()
    own = {b.treaty for b in bodies.bodies.values() if b.treaty and b.kind in ("COP", "MOP")}
    return frozenset(own | {"IWC", "UNEA"})


def _misprint(mention: InstrumentMention, mentions: list[InstrumentMention]) -> InstrumentMention:
    """Read a number printed with a comma: as another of the document, if that one's title stands in the sentence."""
    hit = mention.hit
    if mention.instrument_id is None:
        return mention
    surface = hit.passage.text[hit.start : hit.end]
    sentence = set(_words(hit.passage.folded[slice(*hit.passage.sentence(hit.start))]))
    treaty, kind, _ = mention.instrument_id.split("-", 2)
    printed = hit.number.replace(",", ".")
    best = None
    for other in mentions:
        if not other.hit.title or other is mention or not (other.instrument_id or "").startswith(f"{treaty}-{kind}-"):
            continue
        words = _words(other.hit.title.lower())
        shared = sum(word in sentence for word in words) / len(words) if words else 0
        if shared >= 0.6 and len(words) >= 2 and _one_apart(printed, other.hit.number):
            best = other
            break
    read = best.instrument_id if best else mention.instrument_id
    because = f"its title “{best.hit.title}” stands in the sentence" if best else "no other of its kind is near it"
    finding = Finding("warning", "instrument-number-misprint", f"“{surface}” is read as {read}: {because}.", surface)
    return InstrumentMention(hit, read, f"misprint read by evidence: {because}", (), finding)


def _words(folded: str) -> list[str]:
    return [word[:7] for word in re.findall(r"[a-z]{4,}", folded)]


def _one_apart(first: str, second: str) -> bool:
    if first == second:
        return True
    longer, shorter = sorted((first, second), key=len, reverse=True)
    if len(longer) - len(shorter) == 1:
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    return len(longer) == len(shorter) and sum(a != b for a, b in zip(longer, shorter, strict=True)) == 1
