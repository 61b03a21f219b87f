"""Titles of programmes, headings of themes, headers of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.families import anywhere, forms, whole

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-–—/]\s*((?:19|20)\d\d|\d\d)|(20\d\d))(?!\d)")
"""A span of years; a hyphen that a line ended with is dropped by some converters."""
_SENTENCE_ENDS = re.compile(r"\b[a-z]{3,}\. [A-Z]")
_LONGEST_TITLE = 250
_LONGEST_THEME = 250
_WORDS_OF_NAME = 3
_FEWEST_NAMES = 3
_LONGEST_BROKEN = 40
"""A name of a column so long (characters) at most may be broken inside of a word."""
_INSIDE_WORD = re.compile(r"(?<=[^\W\d_])(?:-? |-)(?=[^\W\d_])")
_MOST_BEFORE_COLON = 3
"""A heading that ends with a colon has no more words, if it asks for nothing; what is longer introduces a list."""
LONGEST_HEADER = 14
"""The names of all columns have no more words."""
_MOST_COLUMNS = 6
_FEWEST_TOLD = 2
"""Beside fewer names of columns plain words are no names."""
PLAIN_ROLES = frozenset({"group", "code", "lead", "cost", "priority", "measure"})
"""Roles whose headers are plain words: run together with others they prove nothing."""
_LABEL = re.compile(r"(?P<label>[^:.;]{3,40}?)\s?:\s+(?=\S)")
_CONTINUED_WITHIN = 40
"""So near its end (characters) a caption says that what it heads goes on."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme that a title names: its identifier (``2012-2014``) and whether it is planned or reported on."""

    programme_id: str
    role: str
    title: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme's letter (or number) and its title as printed after it; empty where the title stands on the next line."""

    letter: str
    title: str


def years_in(text: str) -> str | None:
    """Return the first span of years in the text as ``2012-2014``, or None."""
    match = _YEARS.search(text)
    if match is None:
        return None
    start, end = match[1], match[2] or match[3]
    return f"{start}-{end if len(end) == 4 else start[:2] + end}"


def is_span(text: str) -> bool:
    """Say whether a text is a span of years and nothing else."""
    return _YEARS.fullmatch(text.strip()) is not None


def programme_title(text: str) -> Programme | None:
    """Return the programme that the text is the title of, or None where it is no title.

    A title names a programme and its years, and neither is a sentence nor holds one.
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST_TITLE or stripped.endswith((".", ";", ",")) or not stripped[:1].isupper():
        return None
    years = None if _SENTENCE_ENDS.search(stripped) else years_in(stripped)
    if years is None or anywhere("programme_titles", stripped) is None:
        return None
    found = anywhere("programmes", stripped)
    return Programme(years, found[0].name if found else "draft", stripped)


def theme_heading(text: str) -> Theme | None:
    """Return the theme that the text is the heading of, or None."""
    if len(text) > _LONGEST_THEME:
        return None
    form = whole("theme_headings", text.strip())
    match = form.pattern.fullmatch(text.strip()) if form else None
    if match is None:
        return None
    title = match["title"] or ""
    if title.endswith((";", ",")) or (title and not title[0].isupper()):
        return None
    return Theme(match["letter"], title)


def announces_section(text: str) -> bool:
    """Say whether the text may be a heading that ends with a colon (``Action requested:``)."""
    few = len(text.split()) <= _MOST_BEFORE_COLON
    return text.endswith(":") and (few or whole("request_headings", text) is not None)


@cache
def activity_stems() -> re.Pattern[str]:
    """Return the pattern of what begins a word of each name of a column of activities or tasks; it is cheap to try."""
    stems = [stem for form in forms("columns") for stem in form.attributes.get("stems", ())]
    return re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE)


def says_continued(text: str) -> bool:
    """Say whether a text ends by saying that it goes on from another page: `Table 3 (continued)`."""
    return anywhere("continued", text[-_CONTINUED_WITHIN:]) is not None


def without_continued(text: str) -> str:
    """Return a heading or name without what says at its end that it goes on from another page."""
    found = anywhere("continued", text)
    return text[: found[1].start()].rstrip() if found and found[1].end() == len(text.rstrip()) else text


@lru_cache(maxsize=1024)
def column_role(header: str, *, in_text: bool = False) -> str | None:
    """Return what a column holds by its header (``activity``, ``result``, ``timeframe``, ...), or None.

    ``in_text``: the header is looked for in running text, so that forms that end in free words do not count.
    (What was asked is kept: the same names are read again on each page, and by each who looks for columns.)
    """
    name = without_continued(" ".join(header.split())).strip(" :.")
    form = whole("columns", name)
    if form is None and len(name) <= _LONGEST_BROKEN and not in_text:
        form = next((found for one in made_whole(name) if (found := whole("columns", one))), None)
    if form is None or (in_text and form.attributes.get("loose")):
        return None
    return str(form.attributes.get("role", form.name))


def column_label(text: str) -> re.Match[str] | None:
    """Return the label that a text begins with (``Progress:``), with its words in ``label``, or None.

    It is the name of a column of a programme table.
    """
    match = _LABEL.match(text)
    return match if match and column_role(match["label"], in_text=True) else None


def result_label(text: str) -> re.Match[str] | None:
    """Return the label of a result at the beginning of a text, or None; see `column_label`."""
    match = column_label(text)
    return match if match and column_role(match["label"], in_text=True) == "result" else None


def made_whole(text: str) -> Iterator[str]:
    """Yield what a text may be whose words are broken: without one of its spaces, then without any between letters.

    In a cell that is too narrow for a word, its lines break inside of it.
    """
    for match in _INSIDE_WORD.finditer(text):
        yield text[: match.start()] + text[match.end() :]
    yield _INSIDE_WORD.sub("", text)


def column_roles(headers: Sequence[str]) -> list[str | None]:
    """Return the roles of a header row's columns.

    In a table of tasks one column of activities is their title: where none is, tasks are but another word for
    activities. Beside results, a column of statuses is none of results (of several that may be, the name that says most
    is that of the results); beside activities, a column whose name is a year (or several) holds a mark where they fall
    into it: its role is ``year``.
    """
    roles = [column_role(header) for header in headers]
    if "task" in roles and "activity" not in roles:
        roles = ["activity" if role == "task" else role for role in roles]
    if roles.count("result") > 1:
        for column in _statuses(headers, roles):
            roles[column] = "status"
    if "activity" in roles:
        roles = [
            role or ("year" if header[:1].isdigit() and whole("timeframes", header.strip()) else None)
            for header, role in zip(headers, roles, strict=True)
        ]
    if "task" in roles:
        roles = ["title" if role == "activity" else role for role in roles]
    return roles


def _statuses(headers: Sequence[str], roles: Sequence[str | None]) -> list[int]:
    """Return the columns of several with results that hold but statuses: not all, for one holds the results."""
    results = [column for column, role in enumerate(roles) if role == "result"]
    said = {column: " ".join(headers[column].split()).strip(" :.") for column in results}
    found = [column for column in results if whole("status_columns", said[column])]
    if found == results:
        found.remove(max(found, key=lambda column: len(said[column].split())))
    return found


def is_programme_header(headers: Sequence[str]) -> bool:
    """Say whether a header row is that of a programme table.

    A column of activities or tasks is enough where another column has a role too (years may head figures) or where the
    header says that it describes joint activities.
    """
    if not any(map(activity_stems().search, headers)):
        return False
    roles = column_roles(headers)
    if "activity" not in roles and "task" not in roles:
        return False
    known = [role for role in roles if role not in (None, "year")]
    return len(known) > 1 or (len(headers) == 1 and len(headers[0].split()) > 1)


def describes_activities(header: str) -> bool:
    """Say whether the header of a column says in so many words that it describes activities.

    `Activities` or `Joint activities` may as well be the heading of a section.
    """
    return len(header.split()) >= _WORDS_OF_NAME and column_role(header) == "activity"


def names_activities(headers: Sequence[str]) -> bool:
    """Say whether names can only be those of a programme's columns.

    They are three, or one describes activities, or activities or results alone stand beside codes. None begins with a
    small letter, as the lines of sentences in columns may.
    """
    if any(header[:1].islower() for header in headers):
        return False
    if is_programme_header(headers) and (
        len(headers) >= _FEWEST_NAMES or any(describes_activities(header) for header in headers)
    ):
        return True
    return len(headers) > 1 and set(column_roles(headers)) in ({"code", "activity"}, {"code", "result"})


def header_cells(text: str) -> list[str] | None:
    """Return the columns that a paragraph names if it is a whole header row and nothing else, or None.

    Plain words count as names where they stand between or beside two others.
    """
    for plain in (False, True):
        found = split_names(text.split(), plain=plain) or []
        told = sum(role not in PLAIN_ROLES for role in column_roles(found))
        if found and is_programme_header(found) and not (plain and told < _FEWEST_TOLD):
            return found
    return None


def split_names(words: Sequence[str], *, plain: bool = False) -> list[str] | None:
    """Split words into columns each of which has a role, the fewest columns first, or None.

    ``plain``: columns with plain names count, too.
    """
    if not 0 < len(words) <= LONGEST_HEADER:
        return None
    for columns in range(1, _MOST_COLUMNS + 1):
        for cells in _partitions(words, columns):
            roles = column_roles(cells)
            if all(roles) and len(set(roles)) == len(roles) and (plain or not PLAIN_ROLES & set(roles)):
                return cells
    return None


def _partitions(words: Sequence[str], columns: int) -> Iterator[list[str]]:
    if columns == 1:
        if column_role(" ".join(words), in_text=True):
            yield [" ".join(words)]
        return
    for cut in range(1, len(words) - columns + 2):
        first = " ".join(words[:cut])
        if column_role(first, in_text=True):
            for rest in _partitions(words[cut:], columns - 1):
                yield [first, *rest]
