"""Meetings in a passage, in codes (``SC91``) and in words (``the ninety-first meeting of the Standing Committee``)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from pipeline.tag.bodies import alternatives, load_bodies
from pipeline.tag.dates import DATE, Dates, find_dates, parse_dates
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.meetings.beside import treaty_before, treaty_behind, treaty_of_line
from pipeline.tag.meetings.hit import OF_GROUP, SHORT_KINDS, MeetingHit
from pipeline.tag.meetings.settings import led, settings_behind
from pipeline.tag.numerals import LANGUAGES, WORDS, Language, ordinal_pattern, ordinal_value
from pipeline.tag.passage import LONGEST_SENTENCE, Passage
from pipeline.tag.places import Setting, after, in_brackets
from pipeline.tag.surroundings import surrounding
from pipeline.tag.symbols import SymbolMention

_IN_REVISION = surrounding("in_revision")
"""What stands before the code of a meeting that a resolution was revised at: no mention of the meeting."""
_COUNTED_FROM = surrounding("counted_from")
"""What "the first meeting" is counted from where it is no meeting's number."""
_LONGEST_ELLIPSIS = 4
"""A sentence goes on with no more numbers of meetings than these."""
_LONGEST_DATES = 40
"""Dates before a meeting take no more."""
_MEETING = " meeting"
"""What may stand behind a meeting's code, and is the same meeting."""
_ONE_MONTH = timedelta(days=31)
_LONGEST_RANGE = 12
"""A range of more meetings than this is none."""
_NO_CODE_BEHIND = surrounding("no_code_behind")
"""What no code stands behind: a letter, a point, the slash of a symbol (but ``SC94/SC95``)."""
_ADDRESS = surrounding("address")
_GROUP_NAMED = surrounding("group_named")
_WHOSE = ("whose ", "dont la ", "cuya ")
"""What makes a meeting that of what is named before, besides "its"."""
_LETTERED = ("short", "acronym", "lettered")
"""The groups of forms that hold letters: in small ones they name nothing."""
_ONE_IN_FIGURES = re.compile(r"\d{1,3}(?: ?[a-z]{1,3})?")
_MORE = re.compile(r"(\W|to)+(\d{2})")
_LINKED = re.compile(r"(\D+)(\d+)")
"""A number of a list, and what links it to the one before."""
_POSSESSIVE = surrounding("possessive")
_POSSESSIVE_ENDS = ("its ", "their ", "sa ", "son ", "leur ", "su ", "recent ", "forthcoming ", "next ", "last ")
"""How it ends, which is faster to ask for."""


@lru_cache(maxsize=1)
def meeting_grammar() -> Grammar:
    """Return the forms of `meetings.yml`, the names of treaties and bodies put in."""
    bodies = load_bodies()
    parts = {"treaty": bodies.treaty_pattern, "date": DATE.pattern}
    for language in LANGUAGES:
        parts[f"ordinal_{language}"] = ordinal_pattern(language)
        parts[f"kind_{language}"] = alternatives(bodies.kind_names(language))
        parts[f"name_{language}"] = alternatives(bodies.body_names(language))
    codes = sorted({*bodies.by_code, "Cop", "CdP", "CP"}, key=lambda code: (-len(code), code))
    parts["code"] = "|".join(map(re.escape, codes))
    return load_grammar("meetings.yml", parts)


def find_meetings(
    passage: Passage, taken: Iterable[tuple[int, int]], symbols: Iterable[SymbolMention]
) -> list[MeetingHit]:
    """Return every meeting named in a passage, in order, lists expanded.

    ``taken`` are stretches in which a code is no mention of a meeting (``(Rev. CoP98)``); the meetings that
    document ``symbols`` carry are returned with ``symbol_meetings`` set.
    """
    matches = meeting_grammar().find(passage)
    if not matches and not symbols:
        return []
    found = [
        MeetingHit(passage, symbol.start, symbol.end, None, symbol_meetings=meeting, form="symbol")
        for symbol in symbols
        for meeting in symbol.meetings
    ]
    closed = bytearray(len(passage.text))
    for start, end in (*taken, *((symbol.start, symbol.end) for symbol in symbols)):
        closed[start:end] = b"x" * (end - start)
    for form, match in matches:
        if closed[match.start()]:
            continue
        if form == "code":
            found.extend(_coded(passage, match))
        elif form == "codes":
            found.extend(_plural_codes(passage, match))
        elif form.startswith("unnumbered"):
            found.extend(_unnumbered(passage, match, form))
        elif hits := (_of_group if form in OF_GROUP else _in_words)(passage, match, form):
            start, end = hits[0].start, max([hit.end for hit in hits])
            closed[start:end] = b"x" * (end - start)
            found.extend(hits)
            found.extend(_elided(passage, hits[-1]))
    return _ranged(sorted(map(led, found), key=lambda hit: (hit.start, hit.end, hit.number or 0)))


def _plural_codes(passage: Passage, match: re.Match[str]) -> list[MeetingHit]:
    """Read ``CoPs 97 and 98``, ``COPs 91-93``, ``COPs 91, 92 and 94 of the CBD``."""
    numbers = [int(match["first"])]
    for link, printed in _LINKED.findall(match["more"]):
        number = int(printed)
        if link.strip() in ("-", "to") and 0 < number - numbers[-1] <= _LONGEST_RANGE:
            numbers.extend(range(numbers[-1] + 1, number))
        numbers.append(number)
    treaty, start = treaty_before(passage, match.start())
    treaty = treaty or treaty_behind(passage, match.end())[0]
    hit = MeetingHit(passage, start, match.end(), None, treaty=treaty, code=match["code"], form="codes")
    return [replace(hit, number=number) for number in numbers]


def _unnumbered(passage: Passage, match: re.Match[str], form: str) -> list[MeetingHit]:
    """Read ``Ramsar COP (Bucharest, July 2092)``, ``the Conference of the Parties meeting in May 2095 in Lima``.

    Place and dates must say which it is; of "the meeting of" a body, days or a month are enough.
    """
    setting = in_brackets(passage.text, match.end()) or after(passage.text, match.end())
    if match.groupdict().get("met") and not setting.dates:
        dates = _dates_within(passage.text, match)
        setting = Setting(None, dates, match.end()) if dates and not setting.place else setting
    if not setting.dates or not (setting.place or (match.groupdict().get("met") and _is_close(setting.dates))):
        return []
    before, start = treaty_before(passage, match.start())
    treaty = _treaty_within(passage, match) or before
    groups = match.groupdict()
    kind = load_bodies().kind_names(_language(form))[match["kind"]] if groups.get("kind") else None
    code = groups.get("code") or ("COP" if groups.get("short") else None)
    if not (treaty or kind):
        return []
    hit = MeetingHit(passage, start, setting.end, None, kind, treaty=treaty, code=code, setting=setting, form=form)
    return [hit]


def _dates_within(text: str, match: re.Match[str]) -> Dates | None:
    """Return the dates of "the July 2092 meeting of the Committee", "la réunion de juillet 2092 du Comité"."""
    if printed := match.groupdict().get("dates"):
        return parse_dates(printed)
    end = match.start() - 1
    if not text[end - 1 : end].isdigit():  # of a year: faster to ask first
        return None
    before = find_dates(text, max(0, end + 1 - _LONGEST_DATES), end)
    return before[-1][2] if before and before[-1][1] == end else None


def _is_close(dates: Dates) -> bool:
    """Say whether dates are a month or closer."""
    return dates.end - dates.start < _ONE_MONTH


@lru_cache(maxsize=1)
def _ordinal() -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(ordinal_pattern, LANGUAGES))})")


@lru_cache(maxsize=1024)
def numbers_in(folded: str) -> tuple[int, ...]:
    """Return what the ordinals of a folded text stand for: of a list ("3rd, 4th and 5th") or a range ("3rd to 7th")."""
    if _ONE_IN_FIGURES.fullmatch(folded):
        return (ordinal_value(folded),)
    pieces = _ordinal().split(folded)
    numbers: list[int] = []
    for link, piece in zip(pieces[::2], pieces[1::2], strict=False):
        value = ordinal_value(piece)
        if numbers and link.strip() in ("to", "-", "a", "al", "au") and 0 < value - numbers[-1] <= _LONGEST_RANGE:
            numbers.extend(range(numbers[-1] + 1, value))
        numbers.append(value)
    return tuple(numbers)


def _in_words(passage: Passage, match: re.Match[str], form: str) -> list[MeetingHit]:
    """Read ``the 93rd meeting of the Standing Committee (Geneva, July 2095)``, lists and ranges of numbers, too."""
    first = passage.text[match.start() : match.start() + 1]
    if _COUNTED_FROM.match(passage.folded, match.end()) and not first.isdigit():
        return []
    who = _who_meets(passage, match, _language(form))
    if who is None:
        return []
    before, start = treaty_before(passage, match.start())
    treaty = _treaty_within(passage, match) or before or treaty_of_line(passage, match.start())
    groups = match.groupdict()
    if who.kind == "MOP" and groups.get("parties") and treaty and not load_bodies().of_kind("MOP", treaty):
        return []
    numbers = numbers_in(match["ordinals"])
    settings = _settings_within(passage, match, len(numbers)) or settings_behind(passage, match.end(), len(numbers))
    possessive = (
        bool(groups.get("possessive")) or _possessive(passage, start) or passage.folded.endswith(_WHOSE, 0, start)
    )
    end = max([match.end(), *(setting.end for setting in settings)])
    code = who.code or next((setting.code for setting in settings if setting.code), None)
    return [
        MeetingHit(
            passage, start, end, number, who.kind, who.body, treaty, code, possessive, setting, None, form, match.end()
        )
        for number, setting in _numbered(numbers, settings)
    ]


class _Who(NamedTuple):
    """What meets, as printed: a kind of body, a body, or the letters of a code."""

    kind: str | None = None
    body: str | None = None
    code: str | None = None


def _who_meets(passage: Passage, match: re.Match[str], language: Language) -> _Who | None:
    """Return what meets by the group of a form that names it, None where small letters show a common word."""
    bodies, groups = load_bodies(), match.groupdict()
    group = next((group for group in ("kind", "name", *_LETTERED) if groups.get(group)), None)
    if group is None:
        return _of_members(groups)
    folded, printed = match[group], passage.text[match.start(group) : match.end(group)]
    if printed.islower() and (group in _LETTERED or (group == "name" and folded in bodies.short_names)):
        return None
    match group:
        case "kind":
            return _Who(kind=bodies.kind_names(language)[folded])
        case "name":
            return _Who(body=bodies.body_names(language)[folded])
        case "short":
            return _Who(kind=SHORT_KINDS[folded])
        case "acronym":
            return _Who(body=bodies.by_code[printed.upper()][0].id)
    return _Who(code=printed)


def _of_members(groups: dict[str, str | None]) -> _Who:
    """Return what meets where a form names no body: the Commission is that of whales."""
    if groups.get("committee") == "commission":
        return _Who(body="IWC")
    if groups.get("signatories"):
        return _Who(kind="MOS")
    return _Who(kind="MOP" if groups.get("parties") else None)


def _language(form: str) -> Language:
    """Return the language that the name of a form ends with, English where with none."""
    return "fr" if form.endswith("_fr") else "es" if form.endswith("_es") else "en"


def _treaty_within(passage: Passage, match: re.Match[str]) -> str | None:
    """Return the treaty that a form names itself, behind what meets or before it."""
    groups = match.groupdict()
    named = (match.span(group) for group in ("after", "within") if groups.get(group))
    return next(filter(None, (load_bodies().treaty_of(passage.text[start:end]) for start, end in named)), None)


def _numbered(numbers: Sequence[int], settings: Sequence[Setting]) -> Iterable[tuple[int, Setting | None]]:
    """Return each number of a meeting with the setting beside it; the last setting is that of all behind it."""
    return zip(numbers, chain(settings, repeat(settings[-1] if settings else None)), strict=False)


def _of_group(passage: Passage, match: re.Match[str], form: str) -> list[MeetingHit]:
    """Read ``the second meeting of the Heron Working Group (Lima, 2095)``: of a body that is not listed."""
    named = _GROUP_NAMED.match(passage.text, match.end())
    if named is None or _COUNTED_FROM.match(passage.folded, named.end()):
        return []
    bodies = load_bodies()
    owned = passage.folded[named.start() : named.end()].partition("'s ")[2]  # "FAO's Committee on Fisheries"
    body = bodies.body_names("en").get(owned) if owned else None
    if body and bodies.bodies[body].kind:
        body = None
    numbers = numbers_in(match["ordinals"])
    settings = settings_behind(passage, named.end(), len(numbers))
    end = max([named.end(), *(s.end for s in settings)])
    return [
        MeetingHit(passage, match.start(), end, number, body=body, setting=setting, form=form, bare_end=named.end())
        for number, setting in _numbered(numbers, settings)
    ]


def _settings_within(passage: Passage, match: re.Match[str], count: int) -> list[Setting]:
    """Return place and dates of "the 93rd (Geneva, July 2095) and 94th (Lagos, 2096) meetings"; nothing for others."""
    start, end = match.span("ordinals")
    if not passage.text.startswith(" (", end) and passage.text.find(" (", start, end) < 0:
        return []
    found = [in_brackets(passage.text, ordinal.end()) for ordinal in _ordinal().finditer(passage.folded, start, end)]
    settings = [replace(each, end=match.end()) if each else Setting(None, None, match.end()) for each in found]
    return settings if len(settings) == count else []


def _elided(passage: Passage, last: MeetingHit) -> list[MeetingHit]:
    """Read the meetings of which the sentence prints only the number: ``its ninth meeting in May, its tenth in June``.

    Only the next numbers are taken for such: what counts something else is hardly one of these.
    """
    assert last.number is not None
    folded, language = passage.folded, _language(last.form)
    hits: list[MeetingHit] = []
    number, position = last.number, last.end
    for _ in range(_LONGEST_ELLIPSIS):
        for word in _next_ordinals(number, language):
            if folded.find(word, position, position + LONGEST_SENTENCE) >= 0:
                break
        else:
            break
        stop = passage.sentence(last.end - 1)[1]
        for match in meeting_grammar()["elided"].regex.finditer(folded, position, stop):
            printed = match.lastgroup or ""
            following = ordinal_value(match[printed])
            if following in (number + 1, number + 2):
                break
        else:
            break
        start, end = match.span(printed)
        setting = next(iter(settings_behind(passage, end, 1)), None)
        position, number = max(end, setting.end if setting else end), following
        hits.append(
            replace(last, start=start, end=position, number=number, setting=setting, bare_end=end, follows=last.start)
        )
    return hits


@lru_cache(maxsize=512)
def _next_ordinals(number: int, language: Language) -> tuple[str, ...]:
    """Return how the next two ordinals are printed in a language."""
    table = WORDS[language]
    following = (number + 1, number + 2)
    return (*(f" {each}" for each in following), *(f" {word}" for word, value in table.items() if value in following))


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
    treaty, start = treaty_before(passage, match.start())
    end = match.end("number")
    closes = passage.text[end : end + 1] == ")" and passage.text[match.start() - 1 : match.start()] == "("
    said = passage.folded.startswith(_MEETING, end) * len(_MEETING)  # "the COP14 meeting in May 2094"
    settings = settings_behind(passage, end + 1 if closes else end + said, 1)
    # A code in brackets behind a name ("Sharks MOU (MOS1)") or its own brackets ("CMS COP92 (2097)").
    follows, behind = (None, end) if treaty else treaty_behind(passage, end)
    if follows:
        treaty = follows
        settings = settings or settings_behind(passage, behind, 1)
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
    return match["code"] == "SC" or not match["code"].isupper() or treaty_before(passage, match.start())[0] is not None


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


def _possessive(passage: Passage, start: int) -> bool:
    if not passage.folded.endswith(_POSSESSIVE_ENDS, 0, start):
        return False
    return bool(_POSSESSIVE.search(passage.folded, max(0, start - 30), start))
