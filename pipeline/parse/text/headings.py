"""Which lines are headings, how deep, and how deep list items are nested.

Mark-up says so where there is any; else a short line is a heading that stands apart and has something to head. What
kind of marker follows on which tells the levels of items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.model import BULLET
from pipeline.parse.cover import cover_line
from pipeline.parse.language import breaks_off
from pipeline.parse.text.drafts import (
    DraftTable,
    Item,
    Paragraph,
    in_capitals,
    is_finished,
    starts_caption,
    starts_clause,
    starts_theme,
)
from pipeline.parse.text.runs import style_bit
from pipeline.titles import announces_section

_ADDRESS = re.compile(r"https?://|www\.|@\w")
_BEGINS_WITH_WHO = re.compile(r"(?:The|L[ae]s?|El|Los) |L['’]")
"""Who does what the list below says (``The Committee:``): a sentence that the list goes on with, and no heading."""
_LEVEL_CAPITALS, _LEVEL_THEME, _LEVEL_BELOW_THEME, _LEVEL_NUMBERED = 1, 2, 3, 3

MAX_HEADING = 160
"""A heading has at most so many characters; the longest theme titles of work programmes have about 140."""
MIN_REPEATS = 3
"""A line that stands so often in a document is no heading: it names a column or a page."""


def mark_headings(items: Sequence[Item], loose: set[int]) -> None:
    """Make headings of the paragraphs that stand as such, and give all headings a level.

    Headings by mark-up keep their level, and others beside them are one below the highest of these. Else capitals
    are level 1, a theme's letter 2, others 2, or 3 below a theme, and one deeper right below a heading of that level.
    ``loose`` are the indexes of paragraphs that fell out of a table: none of them is a heading.
    """
    repeats = Counter(item.text for item in items if isinstance(item, Paragraph))
    body = next((at for at, item in enumerate(items) if not isinstance(item, Paragraph) or item.number), 0)
    marked = [item.level or 1 for item in items if isinstance(item, Paragraph) and item.kind == "heading"]
    below_theme = False
    numbered = _numbered_headings(items, loose)
    for index, item in enumerate(items):
        if not isinstance(item, Paragraph):
            continue
        if index in numbered:
            item.kind, item.level = "heading", _LEVEL_NUMBERED + (item.style == "decimal")
            continue
        following = items[index + 1] if index + 1 < len(items) else None
        above = items[index - 1] if index else None
        if item.kind == "paragraph" and starts_caption(item.text) and DraftTable in (type(above), type(following)):
            item.kind = "caption"
        if item.kind == "heading" or index in loose or not _stands_as_heading(item, following):
            continue
        if index < body and cover_line(item.text).is_formal:
            continue
        capitals = in_capitals(item.text)
        if repeats[item.text] >= MIN_REPEATS and not capitals:
            continue
        item.kind = "heading"
        if capitals:
            item.level, below_theme = min([_LEVEL_CAPITALS, *marked]), False
        elif marked:
            item.level = min(marked) + 1
        elif starts_theme(item.text):
            item.level, below_theme = _LEVEL_THEME, True
        else:
            item.level = _LEVEL_BELOW_THEME if below_theme else _LEVEL_THEME
            if isinstance(above, Paragraph) and above.kind == "heading" and above.level == item.level:
                item.level += 1


def _numbered_headings(items: Sequence[Item], loose: set[int]) -> set[int]:
    """Return the indexes of the numbered headings of a record, whose other paragraphs have no numbers.

    Most of its numbered paragraphs break off before a paragraph without a number, or before the first of theirs
    (``5.1`` below ``5``).
    """
    numbers = [index for index, item in enumerate(items) if isinstance(item, Paragraph) and _is_counted(item)]
    heads = {index for index in numbers if index not in loose and _heads_what_follows(items[index : index + 2])}
    return heads if len(heads) >= MIN_REPEATS and 2 * len(heads) > len(numbers) else set()


def _is_counted(item: Paragraph) -> bool:
    return item.kind == "paragraph" and item.style in {"arabic", "decimal"}


def _heads_what_follows(pair: Sequence[Item]) -> bool:
    item, following = pair[0], pair[-1]
    if not (isinstance(item, Paragraph) and isinstance(following, Paragraph)) or following is item:
        return False
    first_below = following.style == "decimal" and following.number == f"{item.number}.1"
    return (following.number is None or first_below) and _looks_like_heading(item, following)


def _stands_as_heading(paragraph: Paragraph, following: Item | None) -> bool:
    """Say whether a paragraph has the form of a heading and something to head."""
    if paragraph.kind != "paragraph" or paragraph.number is not None or following is None:
        return False
    return _looks_like_heading(paragraph, following)


def _looks_like_heading(paragraph: Paragraph, following: Item) -> bool:
    """Say whether the text of a paragraph is that of a heading, above what follows."""
    text = paragraph.text
    if not text or len(text) > MAX_HEADING or _ADDRESS.search(text) or not any(map(str.isalpha, text)):
        return False
    if text.endswith((",", ";")) or breaks_off(text):
        return False
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "(“\"'¿¡«"):
        return False
    capitals = in_capitals(text)
    if is_finished(text) and not announces_section(text) and not (capitals and text.endswith(".")):
        return False
    italic = style_bit("italic")
    if all(styles & italic for styles in paragraph.run.styles) and len(text.split()) > 8:
        return False
    if not isinstance(following, Paragraph):
        return True
    if not following.text.removeprefix(BULLET)[:1].islower():
        return True
    announced = text.endswith(":") and (_BEGINS_WITH_WHO.match(text) is not None or starts_clause(text, "operative"))
    return (following.number is not None or following.bullet) and not announced


def nest_lists(items: Sequence[Item]) -> None:
    """Give list items their level: 1, and deeper where an item announces a list or another kind of marker follows.

    Letters stand above Roman numbers, and both above bullets that follow an announcing colon with more indentation.
    """
    stack: list[tuple[str, int]] = []
    above: Paragraph | None = None
    for item in items:
        if not isinstance(item, Paragraph) or item.kind != "list_item":
            if not isinstance(item, Paragraph) or item.kind not in {"footnote", "running_header", "running_footer"}:
                stack, above = [], None
            continue
        kind = item.style or ("bullet" if item.text.startswith(BULLET) else "code")
        alike = [place for place, (one, _) in enumerate(stack) if one == kind]
        if alike and not (_announces(above) and item.indent > stack[-1][1]):
            inside = [place for place in alike if stack[place][1] <= item.indent]
            del stack[(inside[-1] if inside else alike[0]) + 1 :]
            stack[-1] = (kind, min(stack[-1][1], item.indent) if len(stack) == 1 else item.indent)
        elif stack and not _announces(above) and not _is_below(kind, stack[-1][0]):
            stack = [(kind, item.indent)]
        else:
            stack.append((kind, item.indent))
        item.level = len(stack)
        above = item


def _announces(paragraph: Paragraph | None) -> bool:
    return paragraph is not None and paragraph.text.endswith(":")


def _is_below(kind: str, above: str) -> bool:
    return (above, kind) in {("letter", "roman"), ("capital", "letter"), ("letter", "bullet"), ("roman", "bullet")}
