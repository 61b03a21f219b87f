"""Meetings of treaty bodies: found in codes and in words, then told apart by convention.

``CoP93`` and ``COP93``, ``the Standing Committee`` and ``its 13th meeting`` say too little by themselves. What is
printed beside them, the place and dates against the authority table, the sentence, and the document decide, in this
order, and the reason is kept. What stays ambiguous has no identifier, but candidates.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from pipeline.tag.bodies import Body, alternatives, load_bodies, load_meetings, place_names
from pipeline.tag.context import PAIR, Context, Finding
from pipeline.tag.dates import DATE, Dates, find_dates, parse_dates
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.numerals import LANGUAGES, Language, ordinal_pattern, ordinal_value
from pipeline.tag.passage import Passage
from pipeline.tag.places import Setting, after, in_brackets, line, several_in_brackets
from pipeline.tag.shadow import fold
from pipeline.tag.symbols import SymbolMention

OWN_COMMITTEE = ("own_committee", "own_committee_fr", "own_committee_es")
"""The forms of meetings of "the Committee" or "the Council", which is that of the document."""
_IN_REVISION = re.compile(r"\(rev\.? ?$")
"""What stands before the code of a meeting that a resolution was revised at: no mention of the meeting."""
_COUNTED_FROM = re.compile(
    r",? (?:to be held )?(?:after|following|before|prior to|since|of the (?:year|triennium|period))\b"
)
"""What "the first meeting" is counted from where it is no meeting's number."""
_FARTHEST_AHEAD = 3
"""A document speaks of no more meetings of its own body than so many ahead."""
_FARTHEST_AFTER = timedelta(days=4 * 365)
"""A document speaks of no meeting that begins later after its own: the next but one of a conference is nearer."""
_LONGEST_RANGE = 12
"""A range of more meetings than this is none."""
_NO_CODE_BEHIND = re.compile(r"[\w.]$|(?:^|\D)/$")
"""What no code stands behind: a letter, a point, the slash of a symbol (but ``SC94/SC95``)."""
_ADDRESS = re.compile(r"://|www\.")
_WHOSE = ("whose ", "dont la ", "cuya ")
"""What makes a meeting that of what is named before, besides "its"."""
_ORDINAL_JOIN = r"(?:, (?:and )?| and | & | et (?:la )?| y (?:la )?| to | a | al | au |-)"
_SHORT_KINDS = {
    "cop": "COP",
    "mop": "MOP",
    "mos": "MOS",
    "stc": "StandingCommittee",
    "scc": "ScientificCouncil",
    "sc": "StandingCommittee",
    "ac": "AnimalsCommittee",
    "pc": "PlantsCommittee",
}
_SPACED_CODES = frozenset(
    [
        "CoP",
        "COP",
        "Cop",
        "CdP",
        "MOP",
        "MOS",
        "IWC",
        "UNEA",
        "SBSTTA",
        "SBI",
        "StC",
        "ScC",
        "BLG",
        "IPBES",
        "SC",
        "WGRI",
    ]
)


@dataclass(slots=True)
class MeetingHit:
    """A meeting as found: offsets of the shadow text; what is printed of body, kind, treaty, code, place and dates.

    Nobody changes one; it is not frozen because that makes it four times as slow to make.

    ``number`` is None where only place and dates say which meeting is meant.
    """

    passage: Passage
    start: int
    end: int
    number: int | None
    kind: str | None = None
    body: str | None = None
    treaty: str | None = None
    code: str | None = None
    possessive: bool = False
    setting: Setting | None = None
    symbol_meetings: str | None = None
    form: str = ""
    bare_end: int = 0
    """End of the meeting itself, without place and dates."""
    month: str | None = None
    """The month that the line gives, where its year is not in the passage."""
    led: bool = False
    """Whether the dates open the sentence or the line, and are not beside the meeting."""


@dataclass(slots=True)
class MeetingMention:
    """A resolved meeting. ``meeting_id`` is None where it stays ambiguous between ``candidates``."""

    hit: MeetingHit
    meeting_id: str | None
    reason: str
    candidates: tuple[str, ...] = ()
    finding: Finding | None = None

    @property
    def in_symbol(self) -> bool:
        """Whether the meeting is named only by the symbol of a document."""
        return self.hit.symbol_meetings is not None


@lru_cache(maxsize=1)
def meeting_grammar() -> Grammar:
    """Return the forms of `meetings.yml`, the names of treaties and bodies put in."""
    bodies = load_bodies()
    parts = {"treaty": bodies.treaty_pattern}
    for language in LANGUAGES:
        ordinal = ordinal_pattern(language)
        parts[f"ordinals_{language}"] = rf"{ordinal}(?:{_ORDINAL_JOIN}{ordinal}){{0,12}}"
        parts[f"kind_{language}"] = alternatives(bodies.kind_names(language))
        parts[f"name_{language}"] = alternatives(bodies.body_names(language))
    codes = sorted({*bodies.by_code, "Cop", "CdP"}, key=lambda code: (-len(code), code))
    parts["code"] = "|".join(map(re.escape, codes))
    parts["spaced"] = f"(?:{'|'.join(f'(?<={code})' for code in sorted(_SPACED_CODES))})"
    return load_grammar("meetings.yml", parts)


def find_meetings(
    passage: Passage, taken: Iterable[tuple[int, int]], symbols: Iterable[SymbolMention]
) -> list[MeetingHit]:
    """Return every meeting named in a passage, in order, lists expanded.

    ``taken`` are stretches in which a code is no mention of a meeting (``(Rev. CoP98)``); the meetings that
    document ``symbols`` carry are returned with ``symbol_meetings`` set.
    """
    if not meeting_grammar().triggered(passage) and not symbols:
        return []
    found = [
        MeetingHit(passage, symbol.start, symbol.end, None, symbol_meetings=meeting, form="symbol")
        for symbol in symbols
        for meeting in symbol.meetings
    ]
    closed = [*taken, *((s.start, s.end) for s in symbols)]
    covered: list[tuple[int, int]] = []
    for form, match in meeting_grammar().find(passage):
        if _inside(match.start(), covered) or _inside(match.start(), closed):
            continue
        if form == "code":
            found.extend(_coded(passage, match))
        elif form == "codes":
            found.extend(_plural_codes(passage, match))
        elif form == "unnumbered":
            found.extend(_unnumbered(passage, match))
        elif hits := _in_words(passage, match, form):
            covered.append((hits[0].start, max(hit.end for hit in hits)))
            found.extend(hits)
    return _ranged(sorted(map(_led, found), key=lambda hit: (hit.start, hit.end, hit.number or 0)))


def _plural_codes(passage: Passage, match: re.Match[str]) -> list[MeetingHit]:
    """Read ``CoPs 97 and 98``, ``COPs 91-93``."""
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    if " to " in match[0] or "-" in match[0]:
        numbers = list(range(numbers[0], numbers[-1] + 1))
    treaty, start = _treaty_before(passage, match.start())
    hit = MeetingHit(passage, start, match.end(), None, treaty=treaty, code=match["code"], form="codes")
    return [replace(hit, number=number) for number in numbers[:10]]


def _unnumbered(passage: Passage, match: re.Match[str]) -> list[MeetingHit]:
    """Read ``Ramsar COP (Bucharest, July 2092)``: place and dates must say which it is."""
    treaty, start = _treaty_before(passage, match.start())
    setting = in_brackets(passage.text, match.end())
    if not (treaty and setting and setting.dates and setting.place):
        return []
    code = match["code"]
    return [MeetingHit(passage, start, setting.end, None, treaty=treaty, code=code, setting=setting, form="unnumbered")]


def _inside(offset: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in stretches)


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(ordinal_pattern, LANGUAGES))})")


_ONE_IN_FIGURES = re.compile(r"\d{1,3} ?[a-z]{1,3}")


@lru_cache(maxsize=1024)
def _numbers(folded: str) -> tuple[int, ...]:
    """Read one ordinal, a list ("3rd, 4th and 5th") or a range ("3rd to 7th")."""
    if _ONE_IN_FIGURES.fullmatch(folded):
        return (ordinal_value(folded),)
    pieces = _ordinal().split(folded)
    numbers: list[int] = []
    for link, piece in zip(pieces[::2], pieces[1::2], strict=False):
        value = ordinal_value(piece)
        if numbers and link.strip() in ("to", "-", "a", "al", "au") and 0 < value - numbers[-1] <= 12:
            numbers.extend(range(numbers[-1] + 1, value))
        numbers.append(value)
    return tuple(numbers)


def _in_words(passage: Passage, match: re.Match[str], form: str) -> list[MeetingHit]:
    bodies = load_bodies()
    groups = match.groupdict()
    text = passage.text
    if _COUNTED_FROM.match(passage.folded, match.end()) and not text[match.start() : match.start() + 1].isdigit():
        return []
    language: Language = "fr" if form.endswith("_fr") else "es" if form.endswith("_es") else "en"
    kind = body = treaty = None
    for group in ("after", "within"):
        if groups.get(group) and treaty is None:
            treaty = bodies.treaty_of(text[match.start(group) : match.end(group)])
    if groups.get("kind"):
        kind = bodies.kind_names(language)[match["kind"]]
    elif groups.get("name"):
        body = bodies.body_names(language)[match["name"]]
    elif groups.get("short"):
        printed = text[match.start("short") : match.end("short")]
        if printed.islower():
            return []
        kind = _SHORT_KINDS[match["short"]]
    elif groups.get("acronym"):
        printed = text[match.start("acronym") : match.end("acronym")]
        if printed.islower():
            return []
        body = bodies.by_code[printed.upper()][0].id
    elif groups.get("signatories"):
        kind = "MOS"
    elif groups.get("parties"):
        kind = "MOP"
    before, start = _treaty_before(passage, match.start())
    if not before:
        start = match.start()
    treaty = treaty or before or _label(passage, match.start())
    if kind == "MOP" and groups.get("parties") and treaty and not bodies.of_kind("MOP", treaty):
        return []
    if body and bodies.bodies[body].kind and treaty and bodies.bodies[body].treaty != treaty:
        kind, body = bodies.bodies[body].kind, None
    settings = _settings(passage, match.end(), len(numbers := _numbers(match["ordinals"])))
    end = max((s.end for s in settings), default=match.end()) or match.end()
    code = next((s.code for s in settings if s.code), None)
    return [
        MeetingHit(
            passage,
            start,
            max(end, match.end()),
            number,
            kind,
            body,
            treaty,
            code,
            bool(groups.get("possessive")) or passage.folded.endswith(_WHOSE, 0, match.start()),
            settings[min(i, len(settings) - 1)] if settings else None,
            form=form,
            bare_end=match.end(),
        )
        for i, number in enumerate(numbers)
    ]


def _treaty_before(passage: Passage, start: int) -> tuple[str | None, int]:
    """Return the treaty printed immediately before an offset, and where it begins (else the offset)."""
    for treaty_start, end, treaty in reversed(passage.treaties):
        if end <= start:
            if start - end <= 4 and re.fullmatch(r"(?:'s?)? ?[ (-]", passage.folded[end:start]):
                return treaty, treaty_start
            return None, start
    return None, start


def _label(passage: Passage, start: int) -> str | None:
    """Return the treaty that heads a line or a part of it, up to the offset (``...; CMS: 76th meeting``)."""
    for treaty_start, end, treaty in passage.treaties:
        if passage.folded[end:start] in (": ", ": the "):
            return treaty if _LINE_BEGINS.search(passage.text, max(0, treaty_start - 2), treaty_start) else None
    return None


_ORGANISED = re.compile(r",? (?:organi[sz]ed|hosted|convened) (?:jointly )?by (?:the )?[\w '/&-]{2,60}?(?= \()")
_OTHER_BRACKET = re.compile(r" \([^()]{2,60}\)(?= \()")
_LABEL = re.compile(r"\W*(?P<dates>[^:()]{4,40}): ")
_LABEL_PLACE = re.compile(r"In (?P<place>[A-Z][\w'-]+(?: \([A-Z][\w' ]+\)|, [A-Z][\w' ]+)?), ")
_OPENING = re.compile(r"(?:In|On|During|En|Le|El|Au) ")
YEAR_LABEL = re.compile(r"(?:^|\s)((?:19|20|21)\d\d): ?")
_LINE_BEGINS = re.compile(r"(?:^|[;.\n•(-]) ?$")
_LONGEST_LABEL = 60
_MONTH_LABEL = re.compile(r"(?:^|[.;\n] ?|: )(?P<month>[A-Z][a-z]+): (?:the )?$")


def _settings(passage: Passage, end: int, count: int) -> list[Setting]:
    """Return place and dates stated behind a meeting: in brackets, in running text, on the same line of a cover."""
    text = passage.text
    if count > 1 and (several := several_in_brackets(text, end, count)):
        return several
    bracket = in_brackets(text, end)
    behind = bracket.end if bracket else end
    code = bracket.code if bracket else None
    if bracket is None or not (bracket.place or bracket.dates):
        # A second pair of brackets: "(Panthera uncia) (Bonn, May 2097)", or behind "organized by the Secretariat".
        skipped = _OTHER_BRACKET.match(text, end) if bracket is None else None
        organised = _ORGANISED.match(text, behind)
        at = skipped.end() if skipped else organised.end() if organised else behind
        second = in_brackets(text, at)
        if second and (second.place or second.dates) and second.code is None:
            bracket, behind = second, second.end
    running = after(text, behind)
    place = (bracket.place if bracket else None) or running.place
    dates = (bracket.dates if bracket else None) or running.dates
    if count > 1 and dates:
        each = [dated for _, stop, dated in find_dates(text, behind, min(len(text), behind + 60))]
        listed = re.match(r" (?:in|of) (?:(?:\w+ )?\d{4})(?:(?:, | and )(?:\w+ )?\d{4})+", text[behind:])
        if listed and len(each) >= count:
            return [Setting(place, dated, behind + listed.end(), code) for dated in each[:count]]
    stop = running.end if (running.place or running.dates) else behind
    if not (place or dates or code):
        rest = text[end:].strip(" ,")
        whole = line(rest) if rest else None
        if whole:
            return [replace(whole, end=len(text))]
    clause = running.clause and bool(running.dates or running.place)
    return [Setting(place, dates, stop, code, clause)] if (place or dates or code) else []


def _led(hit: MeetingHit) -> MeetingHit:
    """Give a meeting the dates that open its sentence or line, where they are said of it.

    ``In March 2091, at its 59th meeting``; ``In July 2098, the plan was approved by the 57th meeting``;
    ``June 2090: participation in the 16th meeting``; ``2092: March: 26th meeting``.
    """
    if hit.symbol_meetings or (hit.setting and hit.setting.dates):
        return hit
    line_start = _line_start(hit.passage, hit.start)
    labelled = _labelled(hit, line_start) if hit.passage.text.find(": ", line_start, hit.start) >= 0 else None
    return labelled or _opened(hit) or hit


def _labelled(hit: MeetingHit, line_start: int) -> MeetingHit | None:
    """Give a meeting the dates that label its line; None where nothing labels it."""
    text = hit.passage.text
    place = hit.setting.place if hit.setting else None
    month = _MONTH_LABEL.search(text, max(0, hit.start - _LONGEST_LABEL), hit.start)
    if month:
        years = YEAR_LABEL.findall(text[: hit.start])
        if not years:
            return replace(hit, month=month["month"])
        return _dated(hit, place, parse_dates(f"{month['month']} {years[-1]}"))
    label = _LABEL.match(text[line_start : hit.start])
    if label is None:
        return None
    dates = parse_dates(label["dates"])
    named = _LABEL_PLACE.match(text[label.end() : hit.start])
    return _dated(hit, place or (named["place"] if named else None), dates)


def _opened(hit: MeetingHit) -> MeetingHit | None:
    """Give a meeting the dates that open its sentence, where they are said of it; else None."""
    start, _ = hit.passage.sentence(hit.start)
    lead = hit.passage.text[start : hit.start]
    opening = _OPENING.match(lead)
    dated = DATE.match(lead, opening.end()) if opening else None
    dates = parse_dates(dated[0]) if dated else None
    if dated is None or dates is None:
        return None
    between = lead[dated.end() :]
    near = re.fullmatch(r",? ?(?:at|during|by|à|en|lors de)? ?(?:the|its|their|la|sa|su)? ?", between)
    told = re.search(r"(?:\bby|\bat|\bpar|\bpor|\ben|\bà) (?:the |its |la |sa |su )?$", between)
    if near or (told and not hit.possessive):
        return _dated(hit, hit.setting.place if hit.setting else None, dates)
    return None


def in_year(hit: MeetingHit, year: str) -> MeetingHit:
    """Date a meeting that its line gives a month only ("March: 26th meeting"), the year standing further up."""
    return _dated(hit, hit.setting.place if hit.setting else None, parse_dates(f"{hit.month} {year}"))


def _dated(hit: MeetingHit, place: str | None, dates: Dates | None) -> MeetingHit:
    if dates is None:
        return hit
    code = hit.setting.code if hit.setting else None
    return replace(hit, setting=Setting(place, dates, hit.end, code), led=True)


_MORE = re.compile(r"(\W|to)+(\d{2})")


def _coded(passage: Passage, match: re.Match[str]) -> list[MeetingHit]:
    code = match["code"]
    if _NO_CODE_BEHIND.search(passage.text[max(0, match.start() - 2) : match.start()]):
        return []
    if _IN_REVISION.search(passage.folded, max(0, match.start() - 8), match.start()):
        return []
    number = int(match["number"])
    if _ADDRESS.search(passage.text[passage.text.rfind(" ", 0, match.start()) + 1 : match.start()]):
        return []
    if number == 0 or (len(match["number"]) == 3 and not _of_a_long_row(passage, match)):
        return []
    treaty, start = _treaty_before(passage, match.start())
    end = match.end("number")
    closes = passage.text[end : end + 1] == ")" and passage.text[start - 1 : start] == "("
    settings = _settings(passage, end + 1 if closes else end, 1)
    # A code in brackets behind a name ("Sharks MOU (MOS1)") or its own brackets ("CMS COP92 (2097)").
    follows = _treaty_behind(passage, end)
    if not treaty and follows:
        treaty = follows
    setting = settings[0] if settings else None
    stop = setting.end if setting and setting.end > end else end
    hit = MeetingHit(
        passage, start, stop, number, None, None, treaty, code, _possessive(passage, start), setting, None, "code", end
    )
    hits = [hit]
    previous = number
    for more in _MORE.finditer(match["more"]):
        following = int(more[2])
        ranged = more[0].strip()[:1] in ("-", "t") and 0 < following - previous <= _LONGEST_RANGE
        if not ranged and following != previous + 1:
            break
        at = match.start("more") + more.start(2)
        hits.extend(
            replace(hit, start=at, end=at + 2, number=n, setting=None, bare_end=at + 2)
            for n in range(previous + 1, following + 1)
        )
        previous = following
    return hits


def _of_a_long_row(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a code may have three digits: where nothing stands between, and it is SC or of small and great letters.

    ``SC130``, ``StC130``, ``CoP100``; ``COP100`` and others only behind a treaty.
    """
    if match["gap"]:
        return False
    return match["code"] == "SC" or not match["code"].isupper() or _treaty_before(passage, match.start())[0] is not None


def _ranged(hits: list[MeetingHit]) -> list[MeetingHit]:
    """Add the meetings between the ends of a range of codes (``SC96-SC99``)."""
    filled: list[MeetingHit] = []
    for hit in hits:
        last = filled[-1] if filled else None
        if last and last.form == hit.form == "code" and last.code == hit.code and last.number and hit.number:
            between = hit.passage.text[last.end : hit.start]
            if between.strip() in ("-", "to") and 1 < hit.number - last.number <= _LONGEST_RANGE:
                filled.extend(replace(hit, number=n, setting=None) for n in range(last.number + 1, hit.number))
        filled.append(hit)
    return filled


def _treaty_behind(passage: Passage, end: int) -> str | None:
    for start, _, treaty in passage.treaties:
        if start >= end:
            if re.fullmatch(r" (?:of|to|of the|to the|de la|a la|en la) ", passage.folded[end:start]):
                return treaty
            return None
    return None


_POSSESSIVE = re.compile(r"\b(?:its|their|sa|leur|su) (?:recent |forthcoming |next |last )?$")


_POSSESSIVE_ENDS = ("its ", "their ", "sa ", "leur ", "su ", "recent ", "forthcoming ", "next ", "last ")
"""How it ends, which is faster to ask for."""


def _possessive(passage: Passage, start: int) -> bool:
    if not passage.folded.endswith(_POSSESSIVE_ENDS, 0, start):
        return False
    return bool(_POSSESSIVE.search(passage.folded, max(0, start - 30), start))


def resolve_meetings(hits: list[MeetingHit], context: Context) -> list[MeetingMention]:
    """Give each meeting its identifier from what is printed with it and from the whole document."""
    firm: dict[tuple[str, int], set[str]] = {}
    for hit in hits:
        body = _certain(hit)
        if body and hit.number:
            firm.setdefault((_class_of(body), hit.number), set()).add(body.id)
    if context.meeting_id:
        own = _body_of(context.meeting_id)
        if own:
            firm.setdefault((_class_of(own[0]), own[1]), set()).add(own[0].id)
    mentions = []
    for hit in hits:
        mention = _resolve(hit, context, firm)
        if mention:
            mentions.append(mention)
    return mentions


@lru_cache(maxsize=1024)
def _body_of(meeting_id: str) -> tuple[Body, int] | None:
    """Return body and number of a meeting_id, None where no body has such meetings."""
    match = re.fullmatch(r"(.*?)-?(\d+)", meeting_id)
    if match:
        for body in load_bodies().bodies.values():
            if body.meeting_id(int(match[2])) == meeting_id:
                return body, int(match[2])
    return None


def _class_of(body: Body) -> str:
    """Return what bodies are confused within: their kind, or the body itself."""
    return body.kind or body.id


def _candidates(hit: MeetingHit) -> tuple[Body, ...]:
    """Return the bodies that what is printed allows."""
    return _allowed(hit.body, hit.kind, hit.treaty, _letters(hit))


@lru_cache(maxsize=1024)
def _allowed(body: str | None, kind: str | None, treaty: str | None, code: str | None) -> tuple[Body, ...]:
    bodies = load_bodies()
    if body:
        return (bodies.bodies[body],)
    if kind:
        allowed = bodies.of_kind(kind, treaty)
        if code and len(allowed) > 1:
            narrowed = tuple(each for each in allowed if code in each.codes)
            if narrowed and code not in ("COP", "CoP"):
                return narrowed
        return allowed
    if code:
        wanted = ("CoP", "COP") if code.lower() in ("cop", "cdp") else (code,)
        allowed = tuple(each for letters in wanted for each in bodies.by_code.get(letters, ()))
        if treaty:
            own = tuple(each for each in allowed if each.treaty == treaty)
            if not own and treaty in ("UNEP", "CMS", "CITES"):
                return allowed  # "CMS Sharks MOU (MOS1)": what stands before is the family, not the treaty
            return own
        return allowed
    return ()


_LETTERS = re.compile(r"[A-Za-z-]*[A-Za-z]")


def _letters(hit: MeetingHit) -> str | None:
    if not hit.code:
        return None
    letters = _LETTERS.match(hit.code)
    return letters[0] if letters else None


def _certain(hit: MeetingHit) -> Body | None:
    """Return the body where what is printed beside the meeting leaves no choice."""
    candidates = _candidates(hit)
    if len(candidates) == 1 and (hit.treaty or hit.body or hit.kind is None or _letters(hit)):
        return candidates[0]
    return None


def _resolve(hit: MeetingHit, context: Context, firm: dict[tuple[str, int], set[str]]) -> MeetingMention | None:
    if hit.symbol_meetings:
        return MeetingMention(hit, hit.symbol_meetings, "in the symbol of a document")
    surface = hit.passage.text[hit.start : hit.end]
    if hit.form in OWN_COMMITTEE:
        own = _body_of(context.meeting_id) if context.meeting_id else None
        return _checked(hit, own[0], "the committee whose document this is") if own and own[0].kind != "COP" else None
    candidates = _candidates(hit)
    if not candidates and (hit.kind or hit.body or hit.code):
        return None
    if not candidates:
        antecedent = _known_there(hit) or _antecedent(hit) or _own_antecedent(hit, context)
        if antecedent is None:
            return None
        candidates, why = antecedent
        if len(candidates) == 1:
            return _checked(hit, candidates[0], why)
    if hit.number is None:
        return _by_setting(hit, candidates)
    if len(candidates) == 1:
        why = "its name" if hit.body or not hit.treaty else f"named with it: {hit.treaty}"
        return _checked(hit, candidates[0], why if not hit.code or hit.treaty else f"its code: {_letters(hit)}")
    candidates = _in_time(hit.number, candidates, context)
    if len(candidates) == 1:
        return _checked(hit, candidates[0], "the others had not met so often when the document was written")
    code = _letters(hit)
    if code == "SC":
        return _checked(hit, next(b for b in candidates if b.treaty == "CITES"), "its code: SC")
    by_table = _by_table(hit, candidates)
    if len(by_table) == 1:
        return _checked(hit, by_table[0], "place and dates of the authority table")
    narrowed = by_table or candidates
    known = {b for c in {_class_of(b) for b in narrowed} for b in firm.get((c, hit.number), set())}
    known &= {b.id for b in narrowed}
    chosen = _by_words(hit, narrowed, context, known)
    if chosen:
        return _checked(hit, *chosen)
    ids = tuple(body.meeting_id(hit.number) for body in narrowed)
    finding = Finding(
        "warning", "meeting-ambiguous", f"“{surface}” may be the meeting of several bodies.", ", ".join(ids)
    )
    return MeetingMention(hit, None, "nothing tells the bodies apart", ids, finding)


def _in_time(number: int, candidates: tuple[Body, ...], context: Context) -> tuple[Body, ...]:
    """Leave out bodies whose meeting of that number came years after the document's own, where others are left."""
    own = load_meetings().get(context.meeting_id or "")
    if own is None:
        return candidates
    near = []
    for body in candidates:
        meeting = load_meetings().get(body.meeting_id(number))
        if meeting.start <= own.end + _FARTHEST_AFTER if meeting else number <= _last_known(body.id) + _FARTHEST_AHEAD:
            near.append(body)
    return tuple(near) or candidates


@lru_cache(maxsize=64)
def _last_known(body: str) -> int:
    """Return the highest number that the authority table has of a body, the highest of all where it has none."""
    return max((m.number for m in load_meetings().values() if m.body == body), default=sys.maxsize - _FARTHEST_AHEAD)


_OTHER_BODY = re.compile(r"([A-Z][\w-]*)(?: \([^()]{2,12}\))?,? (?:at|during|in|by) $")
_BODY_NOUNS = frozenset(
    [
        "group",
        "subgroup",
        "committee",
        "council",
        "force",
        "board",
        "bureau",
        "panel",
        "commission",
        "team",
        "network",
        "forum",
        "congress",
        "assembly",
    ]
)
"""What a body may be called: where one that is not known is named right before "at its 2nd meeting", it is meant."""


def _known_there(hit: MeetingHit) -> tuple[tuple[Body, ...], str] | None:
    """Find the one meeting of CITES or CMS with this number that the authority table has at that place and time."""
    setting = hit.setting
    if hit.number is None or setting is None or not (setting.place and setting.dates):
        return None
    pair = [body for body in load_bodies().bodies.values() if body.treaty in PAIR]
    there = [body for body in pair if _agrees(setting, body.meeting_id(hit.number)) == (True, True)]
    return ((there[0],), "place and dates of the authority table") if len(there) == 1 else None


def _antecedent(hit: MeetingHit) -> tuple[tuple[Body, ...], str] | None:
    """Find what "its 13th meeting" is a meeting of: a body named in the sentence before or behind it."""
    bodies = load_bodies()
    passage = hit.passage
    start, end = passage.sentence(hit.start)
    named = _bodies_named(passage, start, end)
    other = _OTHER_BODY.search(passage.text, max(0, hit.start - _LONGEST_LABEL), hit.start) if hit.possessive else None
    if other and fold(other[1]) in _BODY_NOUNS and not any(each[0] <= other.start(1) < each[1] for each in named):
        return None
    before = [each for each in named if each[1] <= hit.start and not _closed_off(passage.text, each[1], hit.start)]
    behind = [each for each in named if each[0] >= hit.end]
    if not hit.possessive and not (hit.code or hit.setting or before):
        return None
    order = [*reversed(before), *behind]
    if not hit.possessive:
        order = [*behind[:1], *reversed(before)] if not before else [*reversed(before), *behind]
    options: list[tuple[tuple[Body, ...], str]] = []
    for body_start, body_end, kind, body in order:
        words = passage.text[body_start:body_end]
        treaty = None if body else _treaty_around(passage, body_start, body_end)
        allowed = (bodies.bodies[body],) if body else bodies.of_kind(kind, treaty)
        if allowed:
            options.append((allowed, f"body named in the sentence: {words}"))
    # The nearest, unless place and dates are those of another's.
    return next((option for option in options if _by_table(hit, option[0])), options[0] if options else None)


_OWN_BODY = re.compile(r"\b(?:the|le|el) (committee|council|comite|conseil|consejo)\b(?! (?:of|on|for|de|du|del|sur) )")
_COUNCILS = ("council", "conseil", "consejo")


def _own_antecedent(hit: MeetingHit, context: Context) -> tuple[tuple[Body, ...], str] | None:
    """Take "the Council, at its tenth meeting" for that whose document this is, so the meeting before its own."""
    own = _body_of(context.meeting_id) if context.meeting_id else None
    if own is None:
        return None
    if not hit.possessive:
        return ((own[0],), "the meeting before the document's own") if hit.number == own[1] - 1 else None
    named = _OWN_BODY.search(hit.passage.folded, *hit.passage.sentence(hit.start))
    if named is None or (named[1] in _COUNCILS) != (own[0].kind == "ScientificCouncil") or own[0].kind == "COP":
        return None
    return (own[0],), "the committee whose document this is"


def _closed_off(text: str, end: int, before: int) -> bool:
    """Say whether what ends at ``end`` stands in brackets that are closed before the other offset."""
    closing, opening = text.find(")", end, before), text.find("(", end, before)
    opened = text.rfind("(", 0, end) > text.rfind(")", 0, end)
    return opened and closing >= 0 and not 0 <= opening < closing


def _treaty_around(passage: Passage, start: int, end: int) -> str | None:
    before, _ = _treaty_before(passage, start)
    return before or _treaty_behind(passage, end)


@lru_cache(maxsize=1)
def _body_regex() -> re.Pattern[str]:
    bodies = load_bodies()
    kinds = {name: kind for language in LANGUAGES for name, kind in bodies.kind_names(language).items()}
    names = {name: body for language in LANGUAGES for name, body in bodies.body_names(language).items()}
    return re.compile(
        rf"(?<!\w)(?:(?P<kind>{alternatives(kinds)})|(?P<name>{alternatives(names)})"
        r"|(?P<acronym>blg|iwc|csab|cpw)(?!\w)|(?<=\bthe )(?:(?P<code>ac|pc|sc|stc|scc)|(?P<parties>cop|mop|mos))"
        r"(?!\w)(?! ?\d))"
    )


_CODES_OF_COMMITTEES = {"ac": "AC", "pc": "PC", "sc": "SC", "stc": "StC", "scc": "ScC"}
"""Codes by which running text calls a committee ("the AC, at its 97th meeting"), folded, as they are printed."""


def _bodies_named(passage: Passage, start: int, end: int) -> list[tuple[int, int, str, str | None]]:
    bodies = load_bodies()
    found: list[tuple[int, int, str, str | None]] = []
    for match in _body_regex().finditer(passage.folded, start, end):
        if match["kind"]:
            kind = next(
                k[match["kind"]] for language in LANGUAGES if match["kind"] in (k := bodies.kind_names(language))
            )
            found.append((*match.span(), kind, None))
        elif match["name"]:
            body = next(
                k[match["name"]] for language in LANGUAGES if match["name"] in (k := bodies.body_names(language))
            )
            found.append((*match.span(), "", body))
        elif match["parties"]:
            if not passage.text[match.start() : match.end()].islower():
                found.append((*match.span(), _SHORT_KINDS[match["parties"]], None))
        elif match["code"]:
            code = _CODES_OF_COMMITTEES[match["code"]]
            if passage.text[match.start() : match.end()] == code:
                found.append((*match.span(), "", bodies.by_code[code][0].id))
        elif passage.text[match.start() : match.end()].isupper():
            found.append((*match.span(), "", bodies.by_code[match[0].upper()][0].id))
    return found


def _by_setting(hit: MeetingHit, candidates: tuple[Body, ...]) -> MeetingMention | None:
    """Find the meeting of an unnumbered mention by its place and dates ("Ramsar COP (Bucharest, July 2012)")."""
    setting = hit.setting
    if setting is None or setting.dates is None:
        return None
    ids = {body.id for body in candidates}
    for meeting in load_meetings().values():
        if meeting.body in ids and _agrees(setting, meeting.meeting_id) == (True, True):
            reason = "its number follows from place and dates in the authority table"
            finding = Finding(
                "info",
                "meeting-number-inferred",
                f"The meeting is {meeting.meeting_id}: {reason}.",
                setting.dates.printed,
            )
            return MeetingMention(hit, meeting.meeting_id, reason, (), finding)
    return None


def _agrees(setting: Setting, meeting_id: str) -> tuple[bool | None, bool | None]:
    """Compare place and dates with the authority table: True agrees, False contradicts, None says nothing."""
    meeting = load_meetings().get(meeting_id)
    if meeting is None:
        return None, None
    place: bool | None = None
    if setting.place:
        said = fold(setting.place)
        names = [name for known in (meeting.place, meeting.country) if known for name in place_names(known)]
        place = any(name in said or said in name for name in names)
    dates: bool | None = None
    if setting.dates:
        dates = setting.dates.start <= meeting.end and meeting.start <= setting.dates.end
    return place, dates


def _by_table(hit: MeetingHit, candidates: tuple[Body, ...]) -> tuple[Body, ...]:
    """Return the candidates whose meeting the authority table has at that place or time; none where it says nothing."""
    if hit.setting is None or hit.number is None or not (hit.setting.place or hit.setting.dates):
        return ()
    agreeing = []
    for body in candidates:
        verdict = _agrees(hit.setting, body.meeting_id(hit.number))
        if True in verdict and False not in verdict:
            agreeing.append(body)
    return tuple(agreeing)


def _by_words(
    hit: MeetingHit, candidates: tuple[Body, ...], context: Context, known: set[str]
) -> tuple[Body, str] | None:
    """Choose by the line, the sentence, the spelling and the document; None where they disagree or say nothing."""
    by_treaty = {body.treaty: body for body in candidates}
    code = _letters(hit)
    passage = hit.passage
    line_start = _line_start(passage, hit.start)
    named = [t for t in passage.treaties_before(hit.start, line_start) if t[2] in by_treaty]
    if (
        named
        and passage.text[named[0][1] : named[0][1] + 1] == ":"
        and not passage.text[line_start : named[0][0]].strip()
    ):
        return by_treaty[named[0][2]], f"the line is labelled {named[0][2]}"
    named = [t for t in passage.treaties_before(hit.start) if t[2] in by_treaty]
    if hit.possessive and named:
        return by_treaty[named[-1][2]], f"the sentence speaks of {named[-1][2]}"
    body = _body_of(context.meeting_id) if context.meeting_id else None
    near_own = body and body[0].treaty not in PAIR and not _too_far_ahead(hit, body[0], context)
    if body and near_own and body[0] in candidates and not named:
        return body[0], "the document's own body"
    own = by_treaty.get(context.convention)
    if own and _too_far_ahead(hit, own, context):
        candidates = tuple(body for body in candidates if body is not own)
        by_treaty = {body.treaty: body for body in candidates}
        named = [t for t in named if t[2] in by_treaty]
        own = None
    if code == "CoP" and "CITES" in by_treaty:
        if context.convention in (None, "CITES") or (len(known) != 1 and "CITES" in context.treaties):
            return by_treaty["CITES"], "spelling: CITES prints CoP"
    elif (
        code in ("COP", "Cop")
        and context.convention == "CITES"
        and not passage.text.isupper()
        and not (known == {"CITES-CoP"} and context.counterpart is None)
    ):
        # CITES prints CoP: in its documents, COP is another convention's.
        others = tuple(body for body in candidates if body.treaty != "CITES")
        if any(body.treaty in PAIR or body.treaty in context.treaties for body in others):
            candidates = others
        by_treaty = {body.treaty: body for body in candidates}
        known &= {body.id for body in candidates}
        named = [t for t in named if t[2] in by_treaty]
        own = by_treaty.get(context.convention)
    if len(known) == 1:
        return _only(candidates, known), "named with its convention elsewhere in the document"
    free = [t for t in named if not _has_its_meeting(passage, t)]
    if own and free and code and all(t[2] != context.convention for t in free):
        return None
    if own:
        return own, "the document's own convention"
    if named:
        return by_treaty[named[-1][2]], f"the sentence speaks of {named[-1][2]}"
    if context.counterpart in by_treaty:
        return by_treaty[context.counterpart], f"{context.counterpart} is the other convention of the document"
    near = [body for body in candidates if body.treaty in PAIR or body.treaty in context.treaties]
    if len(near) == 1 and (code or near[0].kind in ("MOS", "MOP")):
        return near[0], "no other body of this kind is named in the document"
    return None


def _too_far_ahead(hit: MeetingHit, body: Body, context: Context) -> bool:
    """Tell whether a number is far beyond that of the document's own meeting of the same body (COP91 before COP78)."""
    own = _body_of(context.meeting_id) if context.meeting_id else None
    return bool(own and hit.number and own[0].id == body.id and hit.number > own[1] + _FARTHEST_AHEAD)


_MEETING_BEHIND = re.compile(r" (?:cop|mop|mos)[ -]?\d")
_MEETING_BEFORE = re.compile(r"(?:parties|meetings?|sessions?|assembly|committee|council) (?:to|of) (?:the )?$")


def _has_its_meeting(passage: Passage, treaty: tuple[int, int, str]) -> bool:
    """Tell whether a treaty is named for a meeting of its own ("CBD COP93"), and so not for one that follows."""
    start, end, _ = treaty
    behind = _MEETING_BEHIND.match(passage.folded, end)
    return bool(behind or _MEETING_BEFORE.search(passage.folded[max(0, start - 40) : start]))


def _only(candidates: tuple[Body, ...], known: set[str]) -> Body:
    return next(body for body in candidates if body.id in known)


def _line_start(passage: Passage, offset: int) -> int:
    return passage.text.rfind("\n", 0, offset) + 1


def _checked(hit: MeetingHit, body: Body, reason: str) -> MeetingMention:
    """Hold the place and dates stated against the authority table; a contradiction is an issue, both are kept."""
    assert hit.number is not None
    meeting_id = body.meeting_id(hit.number)
    finding = None
    if hit.setting:
        verdict = _agrees(hit.setting, meeting_id)
        elsewhere = verdict[0] is False or hit.setting.place is None
        if False in verdict and elsewhere and (hit.form == "code" or hit.setting.clause):
            # "a workshop at CoP97 (Entebbe, 2096)", "the panel before COP92, held in May 2097": said of these.
            return MeetingMention(replace(hit, setting=None, end=hit.bare_end), meeting_id, reason)
        if False in verdict:
            known = load_meetings()[meeting_id]
            said = ", ".join(
                filter(None, (hit.setting.place, hit.setting.dates.printed if hit.setting.dates else None))
            )
            finding = Finding(
                "warning",
                "meeting-contradicts-authority",
                f"{meeting_id} is said to be “{said}”; "
                f"the authority table has {known.place}, {known.start} to {known.end}.",
                hit.passage.text[hit.start : hit.end],
            )
    return MeetingMention(hit, meeting_id, reason, (), finding)
