"""Documents that are themselves an instrument: a resolution, decision or recommendation as adopted, or a notification.

Such a document is none of a meeting's: what identifies it is the name of the instrument at its head, and the meeting it
belongs to is the one that adopted it or revised it last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.families import at_start, whole
from pipeline.parse.cover import CoverLine, is_name_of_treaty
from pipeline.roman import roman_value
from pipeline.tag.bodies import load_bodies
from pipeline.tag.instruments.find import find_instruments
from pipeline.tag.instruments.hit import InstrumentHit, revised_at
from pipeline.tag.passage import Passage

_WORDS = {"RES": "Resolution", "DEC": "Decision", "REC": "Recommendation", "NOT": "Notification No."}
_NUMBERED_AFTER = re.compile(r"(?P<meeting>[IVXLivxl]+|\d{1,2})[./]\d")
"""A number that begins with that of the meeting: ``11.10``, ``16/31``, ``XIII/24``."""
_TITLE_BEHIND = re.compile(r" ?[-:] (?=\S)")
"""What parts the name of an instrument from its title behind it: ``Resolution 98.3 - Herons``, ``11.10: Storks``."""
_IN_A_RECORD = re.compile(r"(?i)[./](?:annexe?|anexo) ?\d")
"""What is annexed to the record of a meeting has the record's symbol: ``MoP98.Record.Annex 3``."""
_SENTENCE_WORDS = 8
"""Sentences of the text have at least so many words; titles that end with a full stop have fewer."""
_ASIDE = " *"
"""What stands behind a name at the head: the mark of the note that says when it was amended."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """The instrument that a document is.

    ``at`` is the index of the line of the cover that names it, ``kind`` and ``number`` are those of an
    ``instrument_id``, ``printed`` its name as it is printed, in English, which is no other's where it is ``unique``,
    ``treaty`` the treaty that the name tells (None where it tells none), ``meeting`` the number of the meeting that
    adopted it or, where it is revised, of the one that revised it (None for a notification).
    """

    at: int
    kind: str
    number: str
    printed: str
    unique: bool
    treaty: str | None
    meeting: int | None

    def symbol(self, convention: str | None) -> str | None:
        """Return the name that is its alone; None where neither name nor ``convention`` tells whose it is.

        Many treaties number theirs alike, so that of the treaty is put before, as CMS prints it.
        """
        treaty = self.treaty or convention
        if self.unique or treaty is None:
            return self.printed if self.unique else None
        before = "UNEP/CMS/" if treaty == "CMS" and self.kind != "NOT" else f"{treaty} "
        return before + self.printed

    def instrument_id(self, convention: str | None) -> str | None:
        """Return the instrument's identifier as the treaty's, or else the ``convention``'s; None without either."""
        treaty = self.treaty or convention
        return f"{treaty}-{self.kind}-{self.number}" if treaty else None

    def meeting_id(self, convention: str | None) -> str | None:
        """Return the meeting of the treaty's, or else the ``convention``'s, conference; None where it is not known."""
        treaty = self.treaty or convention
        return load_bodies().conference_meeting(treaty, self.meeting) if treaty and self.meeting else None


def adopted_text(lines: Sequence[CoverLine]) -> Adopted | None:
    """Return the instrument that the cover names by itself, or None where it is that of a meeting's document."""
    for at, line in enumerate(lines):
        if line.is_formal and line.symbols and not line.symbols[0].instrument and not _IN_A_RECORD.search(line.text):
            return None
        number = line.found.get("notification_number")
        if number and any("notification" in each.found for each in lines):
            counted = number["number"].replace("-", "/")
            return Adopted(at, "NOT", counted, f"{_WORDS['NOT']} {counted}", unique=False, treaty=None, meeting=None)
        hit = _named_first(line)
        if hit is not None and (
            not line.passage.text[hit.end :].strip(_ASIDE)
            or (_title_in(line, hit) is not None and any(map(_opens_text, lines[at + 1 :])))
        ):
            printed = line.symbols[0].symbol if line.symbols else _printed(hit)
            unique = bool(line.symbols) or hit.conf
            return Adopted(at, hit.kind, hit.number, printed, unique, _treaty(hit), _meeting(hit))
    return None


def title_of(lines: Sequence[CoverLine], adopted: Adopted) -> str | None:
    """Return the title of an adopted text: what stands below its name, or behind its number or ``CONCERNING``."""
    named = lines[adopted.at]
    hit = _named_first(named)
    if hit is not None and (title := _title_in(named, hit)) is not None:
        return title.rstrip(_ASIDE).removesuffix(".")
    below = lines[adopted.at + 1 :]
    heads = [_title_behind(line, adopted) for line in below]
    first = next((at for at, head in enumerate(heads) if head is not None), None)
    words = [] if first is None else [heads[first]]
    for line in below if first is None else below[first + 1 :]:
        if _opens_text(line) or (any(words) and _is_sentence(line)):
            break
        dated = line.days and not line.found and not line.symbols  # "the Convention of / 10 December 1982"
        subject = adopted.kind == "NOT" and first is not None and line.meeting  # what a notification concerns
        if (not line.is_formal or (dated and any(words)) or subject) and not is_name_of_treaty(line, None):
            words.append(line.text)
        elif any(words):
            break
    return " ".join(filter(None, words)).rstrip(_ASIDE).removesuffix(".") or None


def _opens_text(line: CoverLine) -> bool:
    """Say whether a line is a clause, who speaks in them, who is greeted, or the note about a mark at the head."""
    text = line.text.strip()
    is_clause = at_start("clause_verbs", text) or whole("resolutions", text) or text.endswith(",")
    return bool(is_clause) or line.opens_body or text.startswith("*")


def _is_sentence(line: CoverLine) -> bool:
    """Say whether a line is one of the text: it begins large, has many words and ends with a full stop."""
    text = line.text.strip()
    return text.endswith(".") and text[0].isupper() and len(text.split()) >= _SENTENCE_WORDS


def _named_first(line: CoverLine) -> InstrumentHit | None:
    """Return the one instrument that a line names, where it begins with it."""
    found = find_instruments(line.passage, list(line.symbols))
    return found[0] if len(found) == 1 and found[0].start == 0 else None


def _title_in(line: CoverLine, hit: InstrumentHit) -> str | None:
    """Return what a line says behind the name of an instrument if it can be its title."""
    parting = _TITLE_BEHIND.match(line.passage.text, hit.end)
    return line.passage.text[parting.end() :] if parting else None


def _printed(hit: InstrumentHit) -> str:
    """Write the name of an instrument without its treaty, in English, the bare ``Conf. 93.4`` in full."""
    revised = f" (Rev.{'' if _treaty(hit) == 'CMS' else ' '}{hit.revision})" if hit.revision else ""
    return f"{_WORDS[hit.kind]} {'Conf. ' if hit.conf else ''}{hit.number}{revised}"


def _treaty(hit: InstrumentHit) -> str | None:
    """Return whose an instrument is by its name: CITES alone prints ``Conf.``, CMS ``(Rev.COP93)`` without it."""
    if hit.treaty or hit.conf:
        return hit.treaty or "CITES"
    return "CMS" if hit.kind == "RES" and (hit.revision or "").upper().startswith("COP") else None


def _meeting(hit: InstrumentHit) -> int | None:
    revised = revised_at(hit.revision)
    if revised:
        return revised
    counted = _NUMBERED_AFTER.match(hit.number)
    if counted is None or hit.kind == "NOT":
        return None
    meeting = counted["meeting"]
    return int(meeting) if meeting.isdigit() else roman_value(meeting.lower())


def _title_behind(line: CoverLine, adopted: Adopted) -> str | None:
    """Return what a line prints behind ``CONCERNING:`` or the number of the text; None where it is no such line."""
    concerning = line.found.get("concerning")
    if concerning is not None:
        return _from(line.passage, concerning.end(), line.text)
    numbered = re.match(rf"{re.escape(adopted.number)}[.:]? ?(?=\w|$)", line.passage.text)
    return _from(line.passage, numbered.end(), line.text) if numbered else None


def _from(passage: Passage, at: int, text: str) -> str:
    return text[passage.shadow.span(at, len(passage.text))[0] :].strip() if at < len(passage.text) else ""
