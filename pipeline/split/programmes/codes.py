"""Activity codes as documents print them, normalised to a series and a number.

A series is what goes on counting: a theme's letter (``B1``, ``B2``), a theme's number (``2.1``, ``2.2``), or the whole
table where codes are bare numbers or small letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.families import Form, forms, whole
from pipeline.split.printed import without_bullet
from pipeline.titles import activity_stems

NUMBERS = "#"
"""The series of codes that are bare numbers (``1.``)."""
LETTERS = "a"
"""The series of codes that are small letters (``a)``)."""
LONGEST_GAP = 3
"""How many codes in a row may be lost before a number is held to be no code of the series."""
LAST = 99
"""No series has more codes."""

_MISREAD = str.maketrans("IlO", "110")
"""What letters that look like figures stand for."""
_ENDS, _CLOSING = ".;:!?", "\"”’')]"
"""With what sentences and clauses end, and what may close behind it."""
_FIRST_WORD = re.compile(r"[\"“‘'(]*(?P<word>[\w-]*)")
_LONGEST_TITLE = 8
_INLINE = re.compile(r"(?:(?<!\S)|(?<=[^\W\d_]{2}[.;])|(?<=[\d)][.;]))(?=\(?(?:[A-Z]|[IVX]{2,4})[ ]?[.]?[ ]?\d{1,2})")
_BEFORE_WORDS = re.compile(
    r"(?:(?<!\S)|(?<=[^\W\d_A-Z]{3})|(?<=[^\W\d_]{2}[.:;]))(?P<theme>[A-Z]|[IVX]{2,4}|\d{1,2}(?=\.))[.–-]?\d{1,2}"
    r"(?:\.\d{1,2})*[.):]?\s(?=[^\W\d_a-z])"
)
"""A code of a theme before a capital letter, be it run into the word before it."""
_INLINE_NUMBER = re.compile(r"(?<!\S)(?=\d{1,2}[.)])")
_INLINE_LETTER = re.compile(r"(?<!\S)(?=\(?[a-z]\))")


@dataclass(frozen=True, slots=True)
class Code:
    """A code found in a text.

    ``letter`` is its series: the theme's letter or number, `NUMBERS` or `LETTERS`. ``number`` is its place in the
    series, ``parents`` the numbers between both (1 in ``B1.2``), ``suffix`` what tells an insertion apart (``bis``).
    ``end`` is where the words after it begin (characters). ``misprint`` is what is printed where signs of it are
    misprinted (``Bl``).
    """

    letter: str
    number: int
    end: int
    parents: tuple[int, ...] = ()
    suffix: str = ""
    misprint: str = ""

    @property
    def name(self) -> str:
        """The normalised code: ``B1``, ``B1.2``, ``B1bis``, ``2.1``, ``1``, ``a``."""
        if self.letter == LETTERS:
            return chr(ord("a") + self.number - 1)
        numbers = ".".join(map(str, (*self.parents, self.number)))
        if self.letter == NUMBERS:
            return numbers + self.suffix
        return f"{self.letter}{'.' * self.letter.isdigit()}{numbers}{self.suffix}"

    @property
    def in_series(self) -> bool:
        """Whether the code counts in its series: one below another code, or inserted behind one, does not."""
        return not self.parents and not self.suffix


def code_at_start(text: str, letter: str | None, last: int) -> Code | None:
    """Return the code that the text begins with, or None.

    ``letter`` is the series (None: that of any theme), ``last`` the number before in it (0: none yet). The looser a
    form is, the more it needs: bare forms must carry on the series.
    """
    bare = without_bullet(text)
    skipped = len(text) - len(bare)
    for form in forms("activity_codes"):
        match = form.pattern.match(bare)
        if match is None:
            continue
        code = _read(form, match, skipped)
        if code.number == 0 or not _may_be(code, letter):
            continue
        if form.name == "open" and not (letter is not None or code.number == last + 1):
            continue
        if form.attributes.get("next") and not (letter is not None and code.number == last + 1):
            continue
        return code
    return None


def code_alone(text: str, letter: str | None) -> Code | None:
    """Return the code that is all of a text, in brackets or with a stop, as if words stood behind it, or None."""
    return code_at_start(f"{text.strip(' .():')}. Words", letter, 0)


def may_begin_with_code(text: str) -> bool:
    """Say whether the text begins with what may be a code of any series but that of small letters, which items have."""
    bare = without_bullet(text)
    return any(
        form.pattern.match(bare)
        for form in forms("activity_codes")
        if form.attributes.get("series") != LETTERS and not form.attributes.get("misprinted")
    )


def _read(form: Form, match: re.Match[str], skipped: int) -> Code:
    groups = match.groupdict()
    parents = tuple(map(int, filter(None, (groups.get("parents") or "").split("."))))
    misprint = match.group().strip() if form.attributes.get("misprinted") else ""
    figures: Mapping[int, int] = _MISREAD if misprint else {}
    number = ord(match["small"]) - ord("a") + 1 if groups.get("small") else int(match["number"].translate(figures))
    letter = groups.get("letter") or (groups.get("theme") or "").translate(figures) or str(form.attributes["series"])
    suffix = groups.get("suffix") or groups.get("suffix2") or ""
    return Code(letter, number, skipped + match.end(), parents, suffix, misprint)


def _may_be(code: Code, letter: str | None) -> bool:
    return code.letter not in (NUMBERS, LETTERS) if letter is None else code.letter == letter


def codes_inside(text: str, letter: str, last: int) -> list[tuple[int, Code]]:
    """Return the codes that stand inside a running text as (start, code), in order, carrying on the series.

    A table flattened by a converter prints several activities in one paragraph. A number counts as a code only when
    it is the next of the series (or up to `LONGEST_GAP` further, after the end of a sentence). Where no sentence ends,
    as behind the last item of a list, a stop or a verb of acting has to stand behind it. The first of a table may go
    on from one elsewhere.
    """
    found: list[tuple[int, Code]] = []
    expected = last + 1
    gap = LONGEST_GAP if last else LAST
    for place in _inline(letter).finditer(text):
        start = place.start()
        if start == 0:
            continue
        code = code_at_start(text[start:], letter, expected - 1)
        if code is None:
            continue
        before = text[:start].rstrip()
        if _is_referred_to(before):
            continue
        glued = before == text[:start]
        after_sentence = _begins_anew(before)
        if not code.in_series:
            if after_sentence:
                found.append((start, replace(code, end=start + code.end)))
            continue
        printed = text[start : start + code.end].rstrip()
        separated = not printed[-1].isdigit() or "." in printed
        told = separated or (not glued and _begins_as_activity(text, start + code.end))
        near = not glued and expected <= code.number <= expected + gap and after_sentence and told
        exact = code.number == expected and (after_sentence or (told and letter not in (NUMBERS, LETTERS)))
        if exact or (near and letter not in (NUMBERS, LETTERS)):
            found.append((start, replace(code, end=start + code.end)))
            expected, gap = code.number + 1, LONGEST_GAP
    return found


def _is_referred_to(before: str) -> bool:
    """Say whether a code behind a text is but named there: in a bracket that is open, or as that of `activity C3`.

    With a stop behind it the word for activities ends the one before.
    """
    word = before[before.rfind(" ") + 1 :]
    named = word.isalpha() and word.islower() and activity_stems().match(word) is not None
    return named or before.count("(") > before.count(")")


def codes_of_any(text: str) -> list[tuple[int, Code]]:
    """Return the codes of whatever series in a text as (start, code), in order: at its start, or behind a text."""
    places = sorted({place.start() for form in (_INLINE, _INLINE_NUMBER) for place in form.finditer(text)} | {0})
    found = [(start, code_at_start(text[start:], None, 0)) for start in places]
    return [
        (start, replace(code, end=start + code.end))
        for start, code in found
        if code is not None and (not start or _begins_anew(text[:start].rstrip()))
    ]


def codes_before_words(text: str) -> list[tuple[int, Code]]:
    """Return the codes that `codes_of_any` finds, and those of themes before a capital letter wherever they stand."""
    found = dict(codes_of_any(text))
    for place in _BEFORE_WORDS.finditer(text):
        code = code_at_start(text[place.start() :], place["theme"], 0)
        if code is not None:
            found.setdefault(place.start(), replace(code, end=place.start() + code.end))
    return sorted(found.items())


def first_code(text: str) -> Code | None:
    """Return the code of any series that a text begins with, or that stands right behind a sub-heading at its start."""
    start, code = next(iter(codes_of_any(text)), (0, None))
    return code if not start or _ends_with_title(text[:start].rstrip()) else None


def _begins_anew(before: str) -> bool:
    """Say whether what stands behind a text may begin another: it ends a sentence or clause, or with a sub-heading."""
    return before.rstrip(_CLOSING).endswith(tuple(_ENDS)) or _ends_with_title(before)


def _begins_as_activity(text: str, position: int) -> bool:
    match = _FIRST_WORD.match(text, position)
    return match is not None and match["word"][:1].isupper() and whole("activity_verbs", match["word"]) is not None


def _inline(letter: str) -> re.Pattern[str]:
    if letter == LETTERS:
        return _INLINE_LETTER
    return _INLINE_NUMBER if letter == NUMBERS or letter.isdigit() else _INLINE


def _ends_with_title(text: str) -> bool:
    """Say whether the last sentence of a text may be a sub-heading: a few words that begin with a capital letter.

    Texts may be long, and are looked at from their end.
    """
    words = text.rsplit(None, _LONGEST_TITLE)
    begin = next((at for at in range(len(words) - 1, 0, -1) if words[at - 1][-1] in _ENDS), 0)
    first = words[begin] if begin else text
    return first[:1].isupper() and len(words) - begin <= _LONGEST_TITLE and not text.endswith(",")
