"""Cells of exports of names: what they hold, cleaned, and what of it is not understood.

An export may have been through a spreadsheet, a web page or two encodings on its way. Each function returns what can
be used; a `Remarks` counts what was mended, and what was left out, each by its reason, with the first example.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

RANKS = {
    *("kingdom", "phylum", "subphylum", "class", "subclass", "infraclass", "superorder", "order", "suborder"),
    *("infraorder", "parvorder", "superfamily", "family", "subfamily", "tribe", "genus", "subgenus"),
    *("species", "subspecies", "variety"),
}
"""Ranks of exports, in small letters. Those down to the genus have names of one word."""
_RANKS_OF_SEVERAL_WORDS = {"species", "subspecies", "variety"}
_RANK_OF_ENDING = {"idae": "family", "aceae": "family", "inae": "subfamily", "iformes": "order", "": "genus"}
"""What names of one word are: groups above the genus end as codes and custom have it (ICZN 29.2, ICN 18)."""
_LETTERS = "a-zß-öø-ÿ"
_GENUS = rf"[A-Z][{_LETTERS}]+(?:-[A-Z]?[{_LETTERS}]+)?"
_EPITHET = rf"[{_LETTERS}][{_LETTERS}-]+"
_NAME = re.compile(
    rf"{_GENUS}(?: \([A-Z][{_LETTERS}]+\))?(?: (?:(?:var|subsp|ssp|f)\. |[x×] ?)?{_EPITHET}){{0,3}}(?: \"[^\"]+\")?"
)
"""Up to four words, a subgenus in brackets, a name that is not published yet in quotes (``Naultinus "north cape"``)."""
_ALL_SPECIES = re.compile(r" s(?:pp|sp|p)\.?$")
_NO_EPITHET = {"van", "von", "der", "den", "del", "des", "and", "the", "de", "et", "ex", "in", "nomen", "nom", "hort"}
"""Words with which an author's name goes on after a scientific name, and others that are no epithets."""
_AUTHOR_WORD = (
    r"(?:d['’]|l['’])?[A-ZÀ-ÞŁŠŽ][\w.'’-]*|(?:de|del|der|den|des|di|du|la|le|van|von|ex|et|and|in|al\.?|f\.|fil\.)|&"
)
_AUTHOR = re.compile(
    rf"[(\[]?(?:{_AUTHOR_WORD})(?:,? (?:{_AUTHOR_WORD}))*[)\]]?(?:,? [(\[]?\d{{4}}[a-z]?[)\]]{{0,2}})?"
)
"""``(Linnaeus, 1758)``, ``C.Schweinf. & P.H.Allen``; at least one word has a capital."""
_MISAPPLIED = re.compile(r"\b(?:auctt?|sens|sensu|non|nec)\b")
"""What says that authors have called the taxon by the name of another one."""
_SYNONYM_START = re.compile(r"[,;] (?=[A-Z][a-z-]+ [a-z][a-z-]{2,})")
_SYNONYM = re.compile(rf"[A-Z][{_LETTERS}-]+(?: (?:(?:var|subsp|ssp|f)\. )?[{_LETTERS}][{_LETTERS}-]{{2,}}){{1,3}}")
_MARK_UP = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_NO_COMMON_NAME = {
    "a figure, a bracket or a slash": re.compile(r"[\d()\[\]/]"),
    "a character that was lost, or letters of two encodings": re.compile(r"[\ufffdÃ]|Â[\u00a0-\u00bf]"),
    "a sign that is in no name": re.compile(r"[<>=@#*_{}\\?!:;|\"]|www\."),
}
_LONGEST_COMMON_NAME = 60
_APPENDIX = re.compile(r"\b(?:III|II|I)\b")
_NOT_LISTED = {"", "NC", "W", "N", "-"}
_LISTED = re.compile(r"(?:III|II|I|NC|W|N|r)(?:(?: ?[/,;|+&] ?|\n| and | et | y )(?:III|II|I|NC|W|N|r))*")
_ID = re.compile(r"(\d+)(?:\.0)?")


@dataclass(slots=True)
class Remarks:
    """Counts of values by what was done with them, and the first value that it was done with."""

    counts: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def note(self, reason: str, example: str) -> None:
        """Count one value by its reason."""
        self.counts[reason] = self.counts.get(reason, 0) + 1
        self.examples.setdefault(reason, example)

    def lines(self, what: str) -> Iterator[str]:
        """Yield a sentence for each reason, in alphabetical order: ``what``, the count, the reason, the example."""
        for reason in sorted(self.counts):
            yield f"{what}: {self.counts[reason]} {reason} (the first: {self.examples[reason]})."


def cleaned(cell: str, mended: Remarks) -> str:
    """Return a cell without mark-up, entities and characters that cannot be seen, white space collapsed."""
    plain = _INVISIBLE.sub("", html.unescape(_MARK_UP.sub("", cell)))
    text = " ".join(plain.split())
    if ("<" in cell or "&" in cell) and text != " ".join(cell.split()):
        mended.note("cells with mark-up, taken out", cell[:_LONGEST_COMMON_NAME])
    return text


def scientific_name(cell: str, mended: Remarks) -> tuple[str | None, str]:
    """Return the scientific name of a cleaned cell, or None and why there is none.

    An author behind the name is taken off; anything else behind it makes the cell none: what it is nobody knows.
    """
    text = _ALL_SPECIES.sub("", cell)
    if not text:
        return None, "no scientific name"
    match = _NAME.match(text)
    if match is None:
        return None, "no scientific name by its form"
    words = match[0].split(" ")
    end = next((at for at, word in enumerate(words) if at and word in _NO_EPITHET), len(words))
    name = " ".join(words[:end])
    rest = text[len(name) :].strip(" ,")
    if rest and (_LISTED.fullmatch(rest) or not (_AUTHOR.fullmatch(rest) and re.search(r"[A-ZÀ-ÞŁŠŽ]", rest))):
        return None, "more than a scientific name"
    if rest:
        mended.note("scientific names with their author, taken off", cell)
    return name, ""


def rank_of(cell: str, name: str) -> tuple[str | None, str]:
    """Return the rank, in small letters, that a cell says, or that the words of the name show where it says none.

    None and the reason where it says no rank, or one that a name of so many words does not have.
    """
    rank = cell.lower()
    count = len(name.split(" "))
    if not rank:
        of_one_word = next(said for ending, said in _RANK_OF_ENDING.items() if name.endswith(ending))
        return (of_one_word, "species", "subspecies")[min(count, 3) - 1], ""
    if rank not in RANKS:
        return None, "no rank that is known"
    if (count > 1) != (rank in _RANKS_OF_SEVERAL_WORDS):
        return None, "a rank that the name does not have"
    return rank, ""


def synonyms(cell: str, left_out: Remarks) -> Iterator[str]:
    """Yield the synonyms of a cleaned cell without their authors; of a genus alone there are none."""
    for part in filter(None, (part.strip() for part in _SYNONYM_START.split(cell))):
        match = _SYNONYM.match(part)
        words = match[0].split() if match else []
        end = next((i for i, word in enumerate(words) if word in _NO_EPITHET), len(words))
        if end < 2:
            left_out.note("synonyms that are no names of species", part)
        elif _MISAPPLIED.search(part):
            left_out.note("synonyms that are names of others, misapplied", part)
        else:
            yield " ".join(words[:end])


def common_names(cell: str, left_out: Remarks) -> Iterator[str]:
    """Yield the common names of a cleaned cell, parted by semicolons or bars, else by commas."""
    for part in re.split(r"[;|]" if ";" in cell or "|" in cell else ",", cell):
        name = part.strip()
        if not name:
            continue
        wrong = next((why for why, pattern in _NO_COMMON_NAME.items() if pattern.search(name)), None)
        if wrong is None and len(name) > _LONGEST_COMMON_NAME:
            wrong = f"more than {_LONGEST_COMMON_NAME} characters"
        if wrong is None and not re.search(r"[^\W\d_]{2}", name):
            wrong = "no word"
        if wrong:
            left_out.note(f"common names with {wrong}", name)
        else:
            yield name


def appendices(cell: str, left_out: Remarks) -> str | None:
    """Return the Appendices that a cleaned cell states (``I/II``), None where it states none."""
    if cell in _NOT_LISTED:
        return None
    if not _LISTED.fullmatch(cell):
        left_out.note("listings that are no Appendices", cell)
        return None
    return "/".join(sorted(set(_APPENDIX.findall(cell)))) or None


def taxon_number(cell: str, left_out: Remarks) -> str | None:
    """Return the Species+ number of a cleaned cell; a spreadsheet may have written it as ``900001.0``."""
    match = _ID.fullmatch(cell)
    if cell and not match:
        left_out.note("ids that are no numbers", cell)
    return match[1] if match else None
