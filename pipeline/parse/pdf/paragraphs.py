"""Lines put together as paragraphs: the same for a page's columns and for the cells of tables.

What ends a paragraph: a wider gap, a marker (number, letter, bullet), a line that had room for the next word, a change
of indentation, and type that changes with the line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from operator import attrgetter

from pipeline.model import BULLET, Box, Span
from pipeline.parse.pdf.hyphens import HYPHENS
from pipeline.parse.pdf.line_ends import ENDED, ends_entry, had_room, has_ended, is_centred, is_open, last_said
from pipeline.parse.pdf.lines import USUAL_PITCH, Line, lines_of, runs_on, usual_pitch
from pipeline.parse.pdf.markers import CAPITAL, CODE, DECIMAL, INDENT, Marker, marker_of, rest_x0
from pipeline.parse.pdf.pages.page import PageContent, Word
from pipeline.parse.pdf.pages.turn import turned_box, turned_word
from pipeline.parse.pdf.texts import set_text

GAP = 1.17
"""A distance of baselines larger than this, in usual ones, parts paragraphs."""

SAME_END, MIN_FLUSH = 0.6, 3
"""So many lines whose ends differ by at most so many points are flush: their end is their column's edge."""

AROUND = 3.0
"""So near to a box or picture the longest of the lines beside it ends that go around it, in type sizes."""

MOST_HEAD_LINES = 2
"""The head of a group between the items of a cell has no more lines."""

MIN_RUNNING_ON = 3
"""So many lines that begin small show at which distance the lines of a column run on."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph or list item of one column of one page.

    ``text`` has white space collapsed; `pipeline.parse.pdf.hyphens.BREAK` stands behind a hyphen that ends a line.
    ``number`` is the printed number where ``numbered`` was asked for (not in ``text`` then); a bullet's text begins
    with `BULLET`; ``marked`` says that a number or bullet begins it. ``x0`` is where its first line begins, ``text_x0``
    where the text behind the marker does, ``left`` and ``right`` the edges of its column.
    """

    lines: list[Line]
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    number: str | None = None
    bullet: bool = False
    marked: bool = False
    dropped: int = 0
    x0: float = 0.0
    text_x0: float = 0.0
    left: float = 0.0
    right: float = 0.0
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    glyphs: int = 0

    @classmethod
    def of(cls, lines: list[Line], dropped: int = 0, *, bullet: bool = False) -> Paragraph:
        """Make a paragraph of lines, without the first ``dropped`` words in its text.

        A bullet that is dropped, or glued to the first word, is replaced by `BULLET`.
        """
        first = lines[0]
        text, spans = set_text(lines, dropped, BULLET if bullet else "", glued=bullet and not dropped)
        words = first.words if len(lines) == 1 else [word for line in lines for word in line.words]
        box = Box(
            min([line.x0 for line in lines]),
            min([word.top for word in words]),
            max([line.x1 for line in lines]),
            max([word.bottom for word in words]),
        )
        return cls(
            lines,
            text,
            spans,
            bullet=bullet,
            dropped=dropped,
            x0=first.x0,
            text_x0=first.words[dropped].x0 if dropped < len(first.words) else first.x0,
            left=box.x0,
            right=box.x1,
            box=box,
            glyphs=sum([word.glyphs for word in words]),
        )

    def joined(self, other: Paragraph) -> Paragraph:
        """Return the paragraph that this one and its continuation make; position and box stay this one's."""
        whole = Paragraph.of([*self.lines, *other.lines], self.dropped, bullet=self.bullet)
        whole.number, whole.marked, whole.box = self.number, self.marked, self.box
        whole.x0, whole.text_x0, whole.left, whole.right = self.x0, self.text_x0, self.left, self.right
        return whole

    @property
    def size(self) -> float:
        """Type size of its first line, in points."""
        return self.lines[0].size

    @property
    def confidence(self) -> float | None:
        """Mean confidence of its glyphs where it was recognised in an image, else None."""
        if self.lines[0].words[0].confidence is None:
            return None
        words = [word for line in self.lines for word in line.words]
        total = sum([(word.confidence or 0.0) * word.glyphs for word in words])
        return round(total / max(self.glyphs, 1), 4)

    @property
    def centred(self) -> bool:
        """Whether every line stands in the middle of the column, away from its left edge."""
        return all(is_centred(line, self.left, self.right) for line in self.lines)


def paragraphs(
    words: Sequence[Word],
    right: float | None = None,
    pitch: float = USUAL_PITCH,
    *,
    numbered: bool = False,
) -> list[Paragraph]:
    """Return the paragraphs and bullets that words of one column or one cell make, from top to bottom.

    ``right`` is the right edge that lines could reach (of a cell: its inner edge); None takes the longest line's end.
    ``pitch`` is the usual distance of baselines in type sizes. With ``numbered`` printed numbers are taken from the
    text. Words that run in other directions than from left to right make paragraphs of their own, at the end.
    """
    level = level_words(words)
    result = column_paragraphs(lines_of(level), right, pitch, numbered=numbered)
    if len(level) == len(words):
        return result
    turned: dict[int, list[Word]] = {}
    for word in words:
        if not is_level(word):
            turned.setdefault(round(word.direction), []).append(word)
    for direction in sorted(turned):
        upright = [turned_word(word, word.direction) for word in turned[direction]]
        for paragraph in column_paragraphs(lines_of(upright), None, pitch, numbered=numbered):
            paragraph.box = turned_box(paragraph.box, 360 - direction)
            result.append(paragraph)
    return result


def is_level(word: Word) -> bool:
    """Say whether a word reads from left to right."""
    return word.direction < 45 or word.direction > 315


def level_words(words: Sequence[Word]) -> list[Word]:
    """Return the words that read from left to right."""
    return [word for word in words if not word.direction or is_level(word)]


def level_words_on(page: PageContent) -> list[Word]:
    """Return the words of a page that read from left to right."""
    return page.words if page.level else level_words(page.words)


def column_paragraphs(
    lines: Sequence[Line],
    right: float | None,
    pitch: float,
    *,
    left: float | None = None,
    numbered: bool = False,
    flush: Sequence[Line] | None = None,
    beside: Sequence[Box] = (),
) -> list[Paragraph]:
    """Return the paragraphs of the lines of one column, from top to bottom.

    ``left`` and ``right`` are the column's edges; None takes those of the lines. ``flush`` are the lines as they would
    stand at the left, where they are centred or set at the right. ``beside`` are boxes and images that the text may go
    around.
    """
    if not lines:
        return []
    placed = lines if flush is None else flush
    left = min([line.x0 for line in placed]) if left is None else left
    edge = max([line.x1 for line in placed])
    right = edge if right is None else max(right, edge)
    groups: list[list[Line]] = []
    markers: list[Marker | None] = []
    pitch = own_pitch(lines, pitch)
    ends_flush = _local_right(placed, right)
    for box in beside:
        ends_flush |= _ends_beside(placed, box)
    for line in placed:
        group = groups[-1] if groups else None
        ends = group is None or _ends(group, markers[-1], line, (left, ends_flush.get(id(group[-1]), right)), pitch)
        marker = marker_of(line, None if ends else group, markers[-1] if markers else None)
        if ends or marker is not None or group is None:
            groups.append([line])
            markers.append(marker)
        else:
            group.append(line)
    _part_heads(groups, markers)
    if flush is not None:
        rest = iter(lines)
        groups = [list(islice(rest, len(group))) for group in groups]
    return [
        _paragraph(group, marker, left, right, numbered=numbered) for group, marker in zip(groups, markers, strict=True)
    ]


def _part_heads(groups: list[list[Line]], markers: list[Marker | None]) -> None:
    """Part heads from the items above them where an item with a code follows."""
    for index in reversed(range(len(groups) - 1)):
        group = groups[index]
        if len(group) == 1 or not CODE.fullmatch(groups[index + 1][0].words[0].text):
            continue
        count = _head_at_end(group)
        if count:
            groups[index : index + 1] = [group[:-count], group[-count:]]
            markers.insert(index + 1, None)


def _head_at_end(group: Sequence[Line]) -> int:
    """Count the lines at the end of a paragraph, behind which an item with a code begins, that are a head over that.

    They are set in bold or underlined as a whole and begin with a capital, and the line above them is not set so where
    it ends. In the middle of a sentence only bold type tells a head.
    """
    for kind in ("bold", "underline"):
        count = 0
        while count < len(group) and getattr(group[-1 - count], kind):
            count += 1
        if not 0 < count <= min(MOST_HEAD_LINES, len(group) - 1):
            continue
        last, first = group[-1 - count].words[-1], group[-count].words[0]
        if getattr(last, kind) or not first.text[0].isupper() or has_ended(group[-1]):
            continue
        if kind == "bold" or has_ended(group[-1 - count]):
            return count
    return 0


def _ends(group: list[Line], marker: Marker | None, line: Line, column: tuple[float, float], pitch: float) -> bool:
    """Say whether the paragraph that ``group`` has so far ends before ``line``."""
    left, right = column
    last, first = group[-1], group[0]
    size, larger = line.size, last.size
    if size > larger:
        size, larger = larger, size
    distance = line.baseline - last.baseline
    widest = GAP * pitch * larger
    if (
        distance > widest
        and distance > GAP * _pitch_in(group, pitch)
        and (distance - _rise(line) > widest or has_ended(last))
    ):
        return True
    if larger > 1.12 * size or ends_entry(last):
        return True
    if _breaks_word(last, line):
        return False
    bold = line.bold
    if bold != last.bold and (bold or first.bold) and _changes_weight(group, line):
        return True
    if abs(line.x0 - rest_x0(group, marker)) > INDENT * size:
        centred = is_centred(line, left, right)
        was_centred = all(is_centred(one, left, right) for one in group)
        if centred and was_centred:
            if line.italic != last.italic or line.underline != last.underline:
                return True
            return not (line.bold or line.italic or line.text.isupper()) and had_room(last, line, left, right)
        if centred and _fills_lines_about_middle(group, line, left, right):
            return False
        if _is_centred_below(last, line):
            return line.italic != last.italic or line.underline != last.underline
        if centred != was_centred and len(group) > 1:
            return True
    if had_room(last, line, left, right):
        return True
    return _is_set_off(group, marker, line, size)


def _rise(line: Line) -> float:
    """Return how far a raised mark stands above its line (points), and so may push the line down at most."""
    return max([line.bottom - word.bottom for word in line.words if word.superscript], default=0.0)


def _breaks_word(last: Line, line: Line) -> bool:
    """Say whether a word goes on from one line to the next, behind a hyphen, wherever these begin and end."""
    if last.words[-1].text[-1] not in HYPHENS or not line.words[0].text[0].islower():
        return False
    text = last.text
    return len(text) > 1 and text[-2].isalpha()


def _changes_weight(group: list[Line], line: Line) -> bool:
    """Say whether the weight changes with the line, and not within a run of words that wraps."""
    if line.bold:
        return line.words[0].text[:1].isupper() and bool(ENDED.search(last_said(group[-1].words)))
    return all(one.bold for one in group) and not line.words[0].bold


def _pitch_in(group: list[Line], pitch: float) -> float:
    """Return the distance of baselines in a paragraph so far, in points; the usual one where it has one line."""
    if len(group) < 2:
        return pitch * group[0].size
    return max(below.baseline - above.baseline for above, below in pairwise(group))


def own_pitch(lines: Sequence[Line], usual: float) -> float:
    """Return the distance of baselines over which the lines of a column run on, or the usual one where few do."""
    if len(lines) <= MIN_RUNNING_ON:
        return usual
    own = [
        round((below.baseline - above.baseline) / below.size, 2)
        for above, below in pairwise(lines)
        if runs_on(below.words[0])
        and abs(above.size - below.size) < 0.1
        and below.baseline - above.baseline > below.size / 2
    ]
    return usual_pitch(Counter(own)) if len(own) >= MIN_RUNNING_ON else usual


def _local_right(lines: Sequence[Line], right: float) -> dict[int, float]:
    """Return, for lines that end where others beside them end, that place as their right edge (by identity).

    Text set narrower than its column (a box, a quotation) shows its own edge by several lines that reach it.
    """
    ends = sorted([line.x1 for line in lines])
    edges = {}
    for line in lines:
        x1 = line.x1
        if x1 < right - SAME_END:
            beside = bisect_right(ends, x1 + SAME_END) - bisect_left(ends, x1 - SAME_END)
            if beside >= MIN_FLUSH:
                edges[id(line)] = x1
    return edges


def _ends_beside(lines: Sequence[Line], box: Box) -> dict[int, float]:
    """Return, for the lines at the left of a box, where the longest of them ends as their right edge (by identity).

    The margin of the box may keep a line short that runs below it. Lines that all end far before the box, as those of
    a cover beside its emblem, do not go around it.
    """
    found = [
        line
        for line in lines
        if line.x1 <= box.x0
        and box.top < line.middle < box.bottom + line.size
        and (line.middle < box.bottom or not has_ended(line))
    ]
    longest = max(found, key=attrgetter("x1"), default=None)
    if longest is None or box.x0 - longest.x1 > AROUND * longest.size:
        return {}
    return dict.fromkeys(map(id, found), longest.x1)


def _fills_lines_about_middle(group: Sequence[Line], line: Line, left: float, right: float) -> bool:
    """Say whether a line goes on in a centred paragraph, some of whose lines are about as wide as the column."""
    last = group[-1]
    starts = [one.x0 for one in group]
    level = all(abs(one.x0 + one.x1 - line.x0 - line.x1) <= 2 * SAME_END for one in group)
    centred = level and max(starts) - min(starts) > SAME_END
    return (
        centred and not ENDED.search(last_said(last.words)) and not had_room(last, line, left, right + last.x0 - left)
    )


def _is_set_off(group: list[Line], marker: Marker | None, line: Line, size: float) -> bool:
    """Say whether the left edge of a line sets it off from the paragraph above."""
    first, last = group[0], group[-1]
    tolerance = INDENT * size
    if len(group) > 1:
        return abs(line.x0 - last.x0) > tolerance
    if marker is not None:
        set_in = tolerance if has_ended(last) else 3 * size  # its lines may hang farther in than its number is wide
        return not (line.x0 > first.x0 - 6 * size and line.x0 < rest_x0(group, marker) + set_in)
    if line.x0 > first.x0 + tolerance:
        return has_ended(last) or line.x0 > first.x0 + 6 * size
    return line.x0 < first.x0 - 8 * size


def _is_centred_below(last: Line, line: Line) -> bool:
    """Say whether a line stands under the middle of the one above, both set to stand out: a title that wraps."""
    apart = abs(last.x0 + last.x1 - line.x0 - line.x1) / 2
    stands_out = (last.bold and line.bold) or (last.text.isupper() and line.text.isupper())
    return stands_out and apart < INDENT * line.size


def _paragraph(group: list[Line], marker: Marker | None, left: float, right: float, *, numbered: bool) -> Paragraph:
    if marker is None:
        paragraph = Paragraph.of(group)
    elif marker.number is None:
        paragraph = Paragraph.of(group, dropped=marker.words, bullet=True)
    else:
        taken = numbered and CAPITAL.fullmatch(marker.number) is None
        paragraph = Paragraph.of(group, dropped=marker.words if taken else 0)
        paragraph.text_x0 = group[0].words[marker.words].x0
        if taken:
            paragraph.number = marker.number.rstrip(". -–—")
    paragraph.marked = marker is not None
    paragraph.left, paragraph.right = left, right
    return paragraph


def continues(above: Paragraph, below: Paragraph) -> bool:
    """Say whether the first paragraph behind a column or page break goes on with the last one before it.

    It does where a sentence is not ended; and where one is, if the line before the break is full, since few paragraphs
    happen to end so. Bullets, numbers and codes of activities begin anew, and so does text that is set differently.
    """
    last, first = above.lines[-1], below.lines[0]
    said, begins = last_said(last.words), first.words[0].text
    ended = ENDED.search(said) is not None and not is_open(above.text)
    if below.bullet or abs(above.size - below.size) > 0.06 * above.size:
        return False
    if below.marked and (ended or not DECIMAL.match(begins)):
        return False
    if CODE.fullmatch(begins) and (ended or begins[-1] in ".:)"):
        return False
    begun = above.lines[0].words[above.dropped :] or above.lines[0].words  # a bullet is in a font of its own
    bold = all(word.bold for word in begun)
    if (bold and (last.bold or last is above.lines[0])) != first.bold and (first.bold or bold):
        return False
    if said[-1:] in HYPHENS and len(said) > 1:
        return True
    if begins[:1].islower() and not ended:
        return True
    if _begins_set_off(above.lines[0]) and _begins_set_off(first):
        return False
    if (
        len(below.lines) == 1
        and (first.underline or (ended and first.italic))
        and not (last.words[-1].underline and not ended)
    ):
        return False  # a heading
    if above.centred or is_centred(first, below.left, below.right):
        return False
    if had_room(last, first, above.left, above.right):
        return False
    hanging = above.lines[1].x0 if len(above.lines) > 1 else above.text_x0
    return abs((first.x0 - below.left) - (hanging - above.left)) < INDENT * first.size or below.left == first.x0


def _begins_set_off(line: Line) -> bool:
    """Say whether a line begins with a capital and in italics, and goes on upright, as clauses of resolutions do."""
    first = line.words[0]
    return first.italic and first.text[:1].isupper() and not all(word.italic for word in line.words)
