"""Random specimen documents in the house styles: the same seed and number give the same document, layout and files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from pipeline.specimens.content import (
    Activity,
    Annex,
    Content,
    Document,
    Element,
    Facts,
    Matrix,
    Programme,
    Row,
    Summary,
    TaskRow,
    TaskTable,
    Theme,
)
from pipeline.specimens.layout import Family, Layout
from pipeline.specimens.text import NO_DAMAGE, Damage, Dialect
from pipeline.specimens.universe import BODIES, Meeting, ordinal, ordinal_word
from pipeline.specimens.words import Words

Kind = Literal["programmes", "tasks", "resolution", "report"]
PERIODS = ((2070, 2072), (2073, 2075), (2076, 2078), (2079, 2084), (2085, 2090), (2091, 2093), (2094, 2099))
_CODE_STYLES = ("{code}.", "{code}", "{code} -", "{letter}.{number}", "{code}.")


@dataclass(frozen=True, slots=True)
class Composed:
    """A random document, how it is printed, and its text rendition."""

    document: Document
    layout: Layout
    dialect: Dialect
    damage: Damage


def compose(seed: int, number: int) -> Composed:
    """Return the random document of a number (from 0) under a seed; each has a symbol of its own."""
    return _Composer(Random(f"{seed}/{number}"), number).run()


def random_layout(rng: Random, house: Literal["CITES", "CMS"]) -> Layout:
    """Choose a layout: half of them close to the house's own, the others anything that a converter may meet."""
    plain_house = rng.random() < 0.5
    family: Family = rng.choice(
        ("helvetica", "helvetica", "times", "times", "vera", "courier") if not plain_house else ("helvetica", "times")
    )
    size = {"courier": 9.0, "vera": 9.0}.get(family, rng.choice((10.0, 10.5, 11.0)))
    if plain_house:
        return Layout(
            house=house,
            family=family,
            size=size,
            table_size=size - rng.choice((0.0, 0.5, 1.0)),
            group_style=rng.choice(("underline", "bold")),
            header_repeated=rng.random() < 0.2,
            break_rules=rng.random() < 0.8,
            group_rows=rng.random() < 0.2,
        )
    justify = rng.random() < 0.6
    rotate: Literal[0, 90, 270] = rng.choice((0, 0, 0, 0, 90, 270))
    return Layout(
        house=house,
        family=family,
        size=size,
        table_size=size - rng.choice((0.0, 0.5, 1.0, 1.5)),
        leading=rng.choice((1.15, 1.2, 1.3)),
        margin=rng.choice((56.0, 62.0, 68.0, 74.0)),
        columns=rng.choice((1, 1, 1, 2)),
        justify=justify,
        hyphenate=rng.random() < 0.4,
        landscape_annexes=rng.random() < 0.25,
        rotate=rotate,
        rules=rng.choice(("all", "all", "horizontal", "none")),
        break_rules=rng.random() < 0.7,
        header_repeated=rng.random() < 0.5,
        header_shaded=rng.random() < 0.6,
        keep_rows=rng.random() < 0.3,
        telling_cuts=rng.random() < 0.9,
        group_rows=rng.random() < 0.5,
        group_style=rng.choice(("underline", "bold", "italic")),
        merge_results=rng.random() < 0.3,
        cell_padding=rng.choice((3.5, 4.5, 6.0)),
        mirrored=rng.random() < 0.3,
        fake_bold=rng.random() < 0.2,
        ligatures=family == "vera" and rng.random() < 0.6,
        text_rules=rng.choice(("stroke", "rectangle")),
        bullet=rng.choice(("\u2022", "\u2022", "\u2013", "-", "symbol")),
    )


class _Composer:
    def __init__(self, rng: Random, number: int) -> None:
        self.rng = rng
        self.kind: Kind = rng.choice(("programmes", "programmes", "tasks", "resolution", "report"))
        self.house: Literal["CITES", "CMS"] = "CMS" if self.kind in ("tasks", "resolution") else "CITES"
        if self.kind == "programmes" and rng.random() < 0.3:
            self.house = "CMS"
        self.meeting, self.symbol = self._meeting_and_symbol(number)
        self.year = self.meeting.year
        self.words = Words(rng, self.house, self.year)
        self.notes: dict[str, str] = {}

    def run(self) -> Composed:
        facts = self._facts()
        layout = random_layout(self.rng, self.house)
        body: list[Content] = []
        annexes: tuple[Annex, ...]
        if self.kind == "programmes":
            annexes = (Annex("1", self._titled("PROGRESS REPORT ON THE {}", self._programme("progress_report"))),)
            annexes += (Annex("2", self._titled("DRAFT {}", self._programme("draft"))),)
        elif self.kind == "tasks":
            annexes = (Annex("1", self._tasks_titled(self._tasks())),)
            annexes += (Annex("2", self._titled("DRAFT {}", self._programme("draft", timed=True))),)
        elif self.kind == "resolution":
            body.append(Summary(tuple(self.words.sentence("backgrounds") for _ in range(self.rng.randint(1, 3)))))
            annexes = (Annex("1", tuple(self._resolution())),)
        else:
            annexes = (Annex("1", (self._title("FIGURES"), self._matrix())),)
            annexes += (Annex("2", self._titled("PROGRESS REPORT ON THE {}", self._programme("progress_report"))),)
        body += self._body(len(annexes))
        return Composed(Document(facts, tuple(body), annexes, self.notes), layout, *self._text(annexes))

    # -- facts --------------------------------------------------------------------------------------------------

    def _meeting_and_symbol(self, number: int) -> tuple[Meeting, str]:
        """Give each number a symbol of its own: the meeting changes with every document, then the document's number."""
        body = BODIES["SC" if self.house == "CITES" else self.rng.choice(("StC", "COP"))]
        choices = body.last - body.first - 2
        meeting = Meeting(body, body.first + 3 + number % choices)
        item = 1 + number // choices
        part = "" if self.rng.random() < 0.5 else f".{self.rng.randint(1, 9)}"
        if self.house == "CITES":
            return meeting, f"SC{meeting.number} Doc. {item}{part}"
        return meeting, f"UNEP/CMS/{body.code}{meeting.number}/Doc.{item}{part}"

    def _facts(self) -> Facts:
        rng, meeting = self.rng, self.meeting
        start = date(self.year, rng.randint(2, 11), rng.randint(1, 24))
        country = self.words.lists["countries"].get(meeting.place)
        title = f"JOINT WORK OF CITES AND CMS, {self.words.chosen('subjects').upper()}"
        if self.house == "CITES":
            line = f"{ordinal_word(meeting.number).capitalize()} meeting of the Standing Committee"
            place = f"{meeting.place} ({country})" if country else meeting.place
        else:
            line = f"{ordinal(meeting.number).upper()} MEETING OF THE {meeting.body.name.upper()}"
            place = f"{meeting.place}, {country}" if country else meeting.place
        return Facts(
            document_id=re.sub(r"[^a-z0-9]+", "-", self.symbol.lower()).strip("-"),
            symbol=self.symbol,
            convention=self.house,
            meeting_id=meeting.meeting_id,
            meeting_line=line,
            place=place,
            start=start,
            end=start + timedelta(days=rng.randint(1, 5)),
            title=title,
            issued=start - timedelta(days=rng.randint(40, 80)) if self.house == "CMS" else None,
            agenda_item=self.symbol.rpartition("Doc.")[2].strip() if self.house == "CMS" else None,
            agenda_headings=("Strategic matters",) if self.house == "CITES" else (),
        )

    def _text(self, annexes: tuple[Annex, ...]) -> tuple[Dialect, Damage]:
        if self.kind == "resolution":
            return self.rng.choice(("markdown", "markdown", "plain")), NO_DAMAGE
        dialect: Dialect = self.rng.choice(("tab", "tab_html"))
        codes = [
            activity.code
            for annex in annexes
            for content in annex.contents
            if isinstance(content, Programme) and content.role == "draft"
            for theme in content.themes
            for row in theme.rows
            for activity in row.activities[1:]
        ]
        if dialect == "tab" and codes and self.rng.random() < 0.3:
            return dialect, Damage(lost_codes=frozenset({self.rng.choice(codes)}))
        return dialect, NO_DAMAGE

    # -- body ---------------------------------------------------------------------------------------------------

    def _title(self, words: str) -> Element:
        return Element("heading", words, level=1, style="bold centred")

    def _titled(self, title: str, programme: Programme) -> tuple[Content, ...]:
        """Set a programme under a title that names its years."""
        name = self.rng.choice(("CMS-CITES JOINT WORK PROGRAMME", "CMS/CITES JOINT WORK PROGRAMME"))
        return self._title(title.format(f"{name} {programme.programme_id}")), programme

    def _tasks_titled(self, tasks: TaskTable) -> tuple[Content, ...]:
        return self._title(f"CITES/CMS LIST OF JOINT ACTIVITIES {tasks.programme_id}"), tasks

    def _body(self, annexes: int) -> list[Content]:
        rng = self.rng
        cites = self.house == "CITES"
        style = "underline" if cites else "bold"
        made: list[Content] = []
        number = 0
        for _ in range(rng.randint(2, 4)):
            made.append(
                Element(
                    "heading", f"{self.words.chosen('subjects')} since {self.words.slot('year')}", level=2, style=style
                )
            )
            for _ in range(rng.randint(1, 4)):
                number += 1
                text = " ".join(self.words.sentence("backgrounds") for _ in range(rng.randint(1, 4)))
                if rng.random() < 0.2:
                    text = self._with_note(text)
                made.append(Element("numbered", text, f"{number}."))
                if rng.random() < 0.2:
                    made += self._items()
        asked = self._asked(annexes)
        if cites:
            text = f"The {self.meeting.body.name} is invited to {' and '.join(asked)}."
            made.append(Element("heading", "Recommendations", level=2, style=style))
            made.append(Element("numbered", text, f"{number + 1}.", requested=tuple(asked)))
        else:
            made.append(Element("heading", "Action requested:", level=2, style=style))
            made.append(Element("paragraph", f"The {self.meeting.body.name} is invited to:"))
            for i, action in enumerate(asked):
                end = "." if i == len(asked) - 1 else "; and" if i == len(asked) - 2 else ";"
                made.append(Element("item", action + end, f"{'abcdef'[i]})", requested=(action,)))
        return made

    def _asked(self, annexes: int) -> list[str]:
        if self.kind == "resolution":
            return ["adopt the draft resolution in Annex 1", "take note of the present document"]
        asked = ["note the present document and its Annex 1"]
        if annexes > 1 and self.kind != "report":
            asked.append("endorse the draft joint work programme in Annex 2")
        return asked

    def _with_note(self, text: str) -> str:
        number = str(len(self.notes) + 1)
        self.notes[number] = self.words.sentence("backgrounds")
        return f"{text}<fn>{number}</fn>"

    def _items(self) -> list[Element]:
        mark = self.rng.choice(("\u2022", "letters"))
        count = self.rng.randint(2, 4)
        texts = [self.words.filled("items") for _ in range(count)]
        ends = [";"] * (count - 2) + ["; and", "."]
        return [
            Element("item", text + end, mark if mark == "\u2022" else f"{'abcdef'[i]})")
            for i, (text, end) in enumerate(zip(texts, ends, strict=True))
        ]

    # -- programmes ---------------------------------------------------------------------------------------------

    @property
    def _period(self) -> int:
        """The number of the period in which the meeting is."""
        return next((i for i, (_, end) in enumerate(PERIODS) if end >= self.year), len(PERIODS) - 1)

    def _programme(self, role: Literal["draft", "progress_report"], timed: bool = False) -> Programme:
        rng = self.rng
        index = min(self._period + (role == "draft"), len(PERIODS) - 1)
        first, last = PERIODS[index]
        columns: tuple[str, ...] = ("Description of envisaged joint activities",)
        if role == "progress_report":
            columns = ("Description of joint activities", "Results")
        elif timed:
            columns = ("Description of envisaged joint activities", "Timeframe")
        style = rng.choice(_CODE_STYLES)
        heading = rng.choice(("({letter}) {title}", "{letter}. {title}"))
        amended = role == "draft" and rng.random() < 0.25
        themes = []
        for i in range(rng.randint(4, 5)):
            letter, title = "ABCDE"[i], self.words.lists["themes"][i]
            rows = self._rows(letter, style, role, timed, busy=i == 1, amended=amended)
            intro: tuple[Element, ...] = ()
            if role == "draft":
                intro = (Element("paragraph", self.words.lists["intros"][i]),)
                if i == 1:
                    listed = [self.words.named() for _ in range(rng.randint(3, 8))]
                    intro += tuple(Element("item", f"{text};", "\u2022") for text in listed)
            themes.append(Theme(letter, title, heading.format(letter=letter, title=title), tuple(rows), intro))
        return Programme(f"{first}-{last}", role, columns, tuple(themes))

    def _rows(self, letter: str, style: str, role: str, timed: bool, *, busy: bool, amended: bool) -> list[Row]:
        rng = self.rng
        rows: list[Row] = []
        number = 0
        for i in range(rng.randint(5, 11) if busy else rng.randint(1, 4)):
            group = None
            if i or rng.random() < 0.8:
                group = self._group(busy)
            for k in range(rng.choice((1, 1, 1, 2))):
                activities = []
                for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
                    number += 1
                    activities.append(self._activity(letter, number, style, timed=timed, amended=amended))
                result = self._result() if role == "progress_report" else None
                rows.append(Row(tuple(activities), group if k == 0 else None, result))
        return rows

    def _group(self, busy: bool) -> str:
        if busy:
            name = self.words.slot("taxa")
            return name[0].upper() + name[1:]
        return self.words.chosen("subjects")

    def _activity(self, letter: str, number: int, style: str, *, timed: bool, amended: bool) -> Activity:
        rng = self.rng
        code = f"{letter}{number}"
        printed = style.format(code=code, letter=letter, number=number)
        timeframe = self.words.filled("timeframes") if timed else None
        if amended and rng.random() < 0.3:
            return Activity(code, printed, self.words.sentence("amended_activities"), (), timeframe)
        if rng.random() < 0.15:
            count = rng.randint(2, 5)
            ends = [";"] * (count - 2) + ["; and", "."]
            items = []
            for i, end in enumerate(ends):
                nested = ">" if 0 < i < count - 1 and rng.random() < 0.25 else ""
                items.append(nested + self.words.filled("items") + end)
            return Activity(code, printed, self.words.sentence("heads"), tuple(items), timeframe)
        text = " ".join(self.words.sentence("activities") for _ in range(rng.choice((1, 1, 1, 2))))
        return Activity(code, printed, text, (), timeframe)

    def _result(self) -> tuple[str, ...] | None:
        rng = self.rng
        form = rng.random()
        if form < 0.08:
            return None
        if form < 0.2:
            return (self.words.sentence("short_results"),)
        paragraphs = []
        for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
            text = " ".join(self.words.sentence("results") for _ in range(rng.randint(1, 4)))
            paragraphs.append(text)
        if rng.random() < 0.2:
            paragraphs += [f"\u2022 {self.words.filled('items')}" for _ in range(rng.randint(2, 4))]
        return tuple(paragraphs)

    def _tasks(self) -> TaskTable:
        rng = self.rng
        first, last = PERIODS[max(0, self._period - 1)]
        rows = []
        for title in self.words.lists["themes"][: rng.randint(3, 4)]:
            count = rng.randint(1, 5)
            tasks = [f"{i + 1}|{self.words.sentence('activities')}" for i in range(count)]
            rows.append(TaskRow(title, tuple(tasks), self._ranged("comments", count), self._ranged("results", count)))
        columns = ("Activities", "Indicative list of common tasks", "Comments", "Summary of activities undertaken")
        return TaskTable(f"{first}-{last}", columns, tuple(rows))

    def _ranged(self, key: str, count: int) -> tuple[str, ...]:
        """Write paragraphs that begin with the task or the range of tasks that they are about."""
        rng = self.rng
        made = []
        at = 1
        while at <= count:
            end = min(count, at + rng.choice((0, 0, 1, 2)))
            lead = f"{at}. " if end == at else f"{at}-{end}. "
            made.append(lead + self.words.sentence(key))
            made += [self.words.sentence(key) for _ in range(rng.choice((0, 0, 1, 2)))]
            at = end + rng.choice((1, 1, 2))
        return tuple(made)

    # -- resolutions and figures --------------------------------------------------------------------------------

    def _resolution(self) -> list[Content]:
        rng = self.rng
        amended = rng.random() < 0.8
        made: list[Content] = [self._title("DRAFT RESOLUTION"), self._title(self.words.chosen("titles").upper())]
        if amended:
            note = "<i>NB: Proposed new text is <u>underlined</u>. Text to be deleted is <s>crossed out</s>.</i>"
            made.append(Element("paragraph", note))
        made += [
            Element("paragraph", self._clause("preambular", amended), clause="preambular")
            for _ in range(rng.randint(5, 12))
        ]
        made.append(Element("centred", "<i>The Conference of the Parties to the</i>"))
        made.append(Element("centred", "<i>Convention on the Conservation of Migratory Species of Wild Animals</i>"))
        count = rng.randint(8, 24)
        for i in range(1, count + 1):
            text = self._clause("operative", amended)
            inserted = text.startswith("<ins>") and text.endswith("</ins>") and text.count("<ins>") == 1
            made.append(Element("numbered", text, f"{i}.", clause="operative"))
            items = self._items() if rng.random() < 0.12 else []
            texts = [f"<ins>{item.text}</ins>" if inserted else item.text for item in items]
            made += [Element("item", words, "\u2022", clause="operative") for words in texts]
        return made

    def _clause(self, key: str, amended: bool) -> str:
        rng = self.rng
        verb, _, rest = self.words.chosen(key).partition("|")
        rest = self.words.fill(rest)
        form = rng.random() if amended else 1.0
        if form < 0.12:
            return f"<ins><i>{verb}</i> {rest}</ins>"
        if form < 0.2:
            return f"<del><i>{verb}</i> {rest}</del>"
        if form < 0.5:
            old, new = rng.choice(self.words.lists["changes"])
            change = " ".join(
                part for part in (f"<del>{old}</del>" if old else "", f"<ins>{new}</ins>" if new else "") if part
            )
            end = rest[-1]
            return f"<i>{verb}</i> {rest[:-1]}, {change}{end}"
        return f"<i>{verb}</i> {rest}"

    def _matrix(self) -> Matrix:
        rng = self.rng
        first = self.year - 4
        rows: list[tuple[tuple[str, int, int] | None, ...]] = [
            (("Region", 2, 1), ("Species", 2, 1), ("Seizures", 1, 2), None, ("Officers trained", 1, 2), None),
            (None, None, *[(f"{first + 2 * (i % 2)}-{first + 1 + 2 * (i % 2)}", 1, 1) for i in range(4)]),
        ]
        for region in ("Africa", "Asia", "Europe", "North America", "Oceania", "South and Central America"):
            count = rng.randint(1, 6)
            if rng.random() < 0.15:
                rows.append(((region, 1, 1), ("Not reported", 1, 5), None, None, None, None))
                continue
            for i in range(count):
                head = (region, count, 1) if i == 0 else None
                figures = [("" if rng.random() < 0.15 else str(rng.randint(1, 999)), 1, 1) for _ in range(4)]
                rows.append((head, (self.words.slot("taxa"), 1, 1), *figures))
        return Matrix("Table 1. Seizures and training by region", tuple(rows), 2, (0.22, 0.3, 0.12, 0.12, 0.12, 0.12))
