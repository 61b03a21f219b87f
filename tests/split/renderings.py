"""One invented programme, written down as converters do: what is read from every rendering must be the same."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.model import letters_and_digits
from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string
from pipeline.split.document import split_document

COVER = """\
Ninety-first meeting of the Standing Committee
Lagos (Nigeria), 7-11 July 2094

COOPERATION BETWEEN THE TWO CONVENTIONS

1. What was done is in Annex 1 to the present document, what is planned in Annex 2.

2. The Standing Committee is invited to note the present document.

"""


@dataclass(frozen=True)
class Entry:
    """An activity: code, words, bullets, time frame, who leads it, and the result beside it (None: no such column)."""

    code: str
    text: str
    timeframe: str
    lead: str
    result: str | None = ""
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Part:
    letter: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Programme:
    annex: str
    title: str
    years: str
    role: str
    parts: tuple[Part, ...]

    @property
    def reported(self) -> bool:
        return self.role == "progress_report"


REPORT = Programme(
    "Annex 1",
    "IMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094",
    "2090-2094",
    "progress_report",
    (
        Part(
            "A",
            "Harmonization of information",
            (
                Group(
                    "Lists of otters",
                    (
                        Entry(
                            "A1", "Update the list of otters every year.", "Ongoing", "Both", "It was updated in 2092."
                        ),
                        Entry(
                            "A2",
                            "Work on a common database of otters that both websites can open.",
                            "2091-2092",
                            "Lagos",
                        ),
                    ),
                ),
                Group(
                    "Names",
                    (Entry("A3", "Harmonize the names of bears.", "2093", "Both", "Experts met twice in 2093."),),
                ),
            ),
        ),
        Part(
            "B",
            "Joint actions for shared species",
            (
                Group(
                    "Cranes",
                    (
                        Entry(
                            "B1",
                            "Follow up on the meeting of 2091, by:",
                            "2090-2094",
                            "Both",
                            "A meeting took place in Accra, Ghana, in May 2092.",
                            (
                                "helping range States with their lakes;",
                                "seeking funds for them; and",
                                "reporting back.",
                            ),
                        ),
                        Entry("B2", "Consult the experts on cranes.", "By 2093", "Accra"),
                    ),
                ),
            ),
        ),
    ),
)
DRAFT = Programme(
    "Annex 2",
    "DRAFT JOINT WORK PROGRAMME 2095-2099",
    "2095-2099",
    "draft",
    (
        Part(
            "A",
            "Information on species",
            (Group("Otters", (Entry("A1", "Link both databases.", "2096", "Both", None),)),),
        ),
        Part(
            "B",
            "Shared lakes",
            (
                Group(
                    "Rivers",
                    (
                        Entry("B1", "Cooperate on rivers.", "Ongoing", "Lagos", None),
                        Entry("B2", "Strengthen the work on lakes.", "2097", "Both", None),
                    ),
                ),
            ),
        ),
    ),
)
PROGRAMMES = (REPORT, DRAFT)

Value = dict[str, str | None]


@dataclass(frozen=True)
class Rendering:
    """A text, and what of the programme it does not print or prints otherwise.

    ``without`` are fields that the text does not have: they are null. ``recode`` is what a code is in it.
    """

    text: str
    without: frozenset[str] = frozenset()
    recode: Callable[[str], str] = field(default=lambda code: code)
    theme: Callable[[str], str] = field(default=lambda letter: letter)

    def expected(self) -> list[Value]:
        values: list[Value] = []
        for programme in PROGRAMMES:
            for part in programme.parts:
                for group in part.groups:
                    for entry in group.entries:
                        value: Value = {
                            "annex": programme.annex.casefold(),
                            "programme_id": programme.years,
                            "role": programme.role,
                            "code": self.recode(entry.code),
                            "theme": self.theme(part.letter),
                            "theme_title": part.title,
                            "group": group.name,
                            "text": " ".join((entry.text, *entry.bullets)),
                            "timeframe": entry.timeframe,
                            "result": entry.result,
                        }
                        values.append(value | dict.fromkeys(self.without))
        return [{key: value and letters_and_digits(value) for key, value in row.items()} for row in values]


def read(text: str) -> list[Value]:
    """Read a text as the pipeline does; texts as letters and digits, a blank result as empty."""
    parsed = read_text_string(text)
    facts, _ = identify(parsed, {"file": "invented.txt"})
    finish(parsed, facts["document_id"])
    assert parsed.ledger.unaccounted == 0
    rows = split_document(facts, parsed)
    results = {row["result_id"]: row["text"] or "" for row in rows["results"]}
    answers = {link["activity_id"]: results[link["result_id"]] for link in rows["activity_results"]}
    keys = ("annex", "programme_id", "role", "code", "theme", "theme_title", "group", "text", "timeframe")
    found = [
        {key: row[key] for key in keys} | {"result": answers.get(row["activity_id"])} for row in rows["activities"]
    ]
    return [{key: value and letters_and_digits(value) for key, value in row.items()} for row in found]


def issues(text: str) -> list[str]:
    """The rules of the issues that splitting a text writes, in order."""
    parsed = read_text_string(text)
    facts, _ = identify(parsed, {"file": "invented.txt"})
    finish(parsed, facts["document_id"])
    return [row["rule"] for row in split_document(facts, parsed)["issues"]]


def _document(body: Callable[[Programme], Iterator[str]]) -> str:
    return COVER + "\n".join(
        line for programme in PROGRAMMES for line in (programme.annex, "", programme.title, "", *body(programme), "")
    )


def _names(programme: Programme, names: Sequence[str], result: str) -> list[str]:
    return [*names, *([result] if programme.reported else [])]


def _cells(programme: Programme, entry: Entry, lead: bool = True) -> list[str]:
    words = " ".join((entry.text, *(f"• {bullet}" for bullet in entry.bullets)))
    return [
        entry.code,
        words,
        *([entry.lead] if lead else []),
        entry.timeframe,
        *([entry.result or ""] if programme.reported else []),
    ]


FIVE = ("No.", "Activity", "Lead", "Time frame")


def tabs(
    names: Sequence[str] = FIVE,
    result: str = "Progress",
    heading: str = "({0}) {1}",
    code: Callable[[str], str] = lambda code: code,
    header_once: bool = False,
    theme_rows: bool = False,
) -> str:
    """Cells parted by tabs, one activity a row, its code in a column of its own."""

    def body(programme: Programme) -> Iterator[str]:
        header = "\t".join(_names(programme, names, result))
        for number, part in enumerate(programme.parts):
            title = heading.format(part.letter, part.title, "AB".index(part.letter) + 1)
            if theme_rows:
                yield from ([header] if number == 0 else [])
                yield title + "\t" * (len(header.split("\t")) - 1)
            else:
                yield from (title, "")
                yield from ([] if header_once and number else [header])
            for group in part.groups:
                for entry in group.entries:
                    yield "\t".join(_cells(programme, replace(entry, code=code(entry.code))))
            yield from ([] if theme_rows else [""])

    return _document(body)


def tabs_in_order(names: dict[str, str], heading: str = "{0}. {1}") -> str:
    """Cells parted by tabs in the order of ``names``: what a column holds (code and text are one) and its header."""

    def body(programme: Programme) -> Iterator[str]:
        shown = {key: name for key, name in names.items() if programme.reported or key != "result"}
        for part in programme.parts:
            yield from (heading.format(part.letter, part.title), "", "\t".join(shown.values()))
            for group in part.groups:
                for number, entry in enumerate(group.entries):
                    cell = {
                        "group": group.name if number == 0 else "",
                        "text": " ".join((f"{entry.code}.", entry.text, *(f"• {bullet}" for bullet in entry.bullets))),
                        "timeframe": entry.timeframe,
                        "result": entry.result or "",
                    }
                    yield "\t".join(cell[key] for key in shown)
            yield ""

    return _document(body)


def html_table(pretty: bool, heads: bool, own_code: bool) -> str:
    """One HTML table a programme: themes over all columns, groups over several rows."""
    end, indent = ("\n", "    ") if pretty else ("", "")

    def body(programme: Programme) -> Iterator[str]:
        names = _names(programme, ["Species", *(["Code"] if own_code else []), "Activity", "Deadline"], "Outcome")
        tag = "th" if heads else "td"
        out = "<table>" + end
        out += "<tr>" + end + "".join(f"{indent}<{tag}>{name}</{tag}>{end}" for name in names) + "</tr>" + end
        for part in programme.parts:
            out += f'<tr><td colspan="{len(names)}"><b>{part.letter}. {part.title}</b></td></tr>{end}'
            for group in part.groups:
                for number, entry in enumerate(group.entries):
                    items = "".join(f"<li>{html.escape(bullet)}</li>" for bullet in entry.bullets)
                    listed = f"<ul>{items}</ul>" if items else ""
                    words = f"<p>{entry.text}</p>{listed}" if own_code else f"{entry.code} {entry.text}{listed}"
                    cells = [f'<td rowspan="{len(group.entries)}">{group.name}</td>'] * (number == 0)
                    cells += [f"<td>{entry.code}</td>"] * own_code + [
                        f"<td>{words}</td>",
                        f"<td>{entry.timeframe}</td>",
                    ]
                    cells += [f"<td>{entry.result or ''}</td>"] * programme.reported
                    out += "<tr>" + end + "".join(f"{indent}{cell}{end}" for cell in cells) + "</tr>" + end
        yield out + "</table>"

    return _document(body)


def pipes(outer: bool, one_table: bool) -> str:
    """Markdown tables, with or without the outer pipes; in one table a programme, themes and groups are rows."""

    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cells)} |" if outer else " | ".join(cells)

    def body(programme: Programme) -> Iterator[str]:
        names = _names(programme, ["Ref.", "Activity", "Timeframe"], "Implementation")
        rule = "|".join(["---"] * len(names))
        blank = [""] * (len(names) - 1)
        for number, part in enumerate(programme.parts):
            if one_table:
                yield from ([row(names), f"|{rule}|"] if number == 0 else [])
                yield row([f"**{part.letter}. {part.title}**", *blank])
            else:
                yield from (f"## {part.letter}. {part.title}", "", row(names), rule)
            for group in part.groups:
                yield from ([row([f"*{group.name}*", *blank])] if one_table else [])
                yield from (row(_cells(programme, entry, lead=False)) for entry in group.entries)
            yield from ([] if one_table else [""])

    return _document(body)


def printed_lines(cut: int) -> str:
    """Markdown rows whose cells keep their printed lines; a table that goes on behind ``cut`` rows has no names."""

    def lines(cell: str, width: int) -> str:
        parts = cell.replace(" • ", "\n•\n").split("\n")
        return "<br>".join(line for part in parts for line in textwrap.wrap(part, width))

    def body(programme: Programme) -> Iterator[str]:
        names = _names(programme, ["Activity", "Timeframe"], "Implementation")
        for part in programme.parts:
            yield from (f"**{part.letter}. {part.title}**", "")
            rows = [
                [f"{code} {words}", *others]
                for group in part.groups
                for code, words, *others in (_cells(programme, entry, lead=False) for entry in group.entries)
            ]
            yield from (f"| {' | '.join(names)} |", f"|{'---|' * len(names)}")
            for number, row in enumerate(rows):
                shown = [lines(cell, width) for cell, width in zip(row, (20, 12, 18), strict=False)]
                if number == cut:
                    shown = [cell or f"Col{column}" for column, cell in enumerate(shown, 1)]
                    yield from ("", f"| {' | '.join(shown)} |", f"|{'---|' * len(names)}")
                else:
                    yield f"| {' | '.join(shown)} |"
            yield ""

    return _document(body)


def _set(cells: Sequence[str], widths: Sequence[int], gap: str = "   ") -> Iterator[str]:
    columns = [textwrap.wrap(cell, width) for cell, width in zip(cells, widths, strict=False)]
    for line in range(max(map(len, columns))):
        texts = (column[line] if line < len(column) else "" for column in columns)
        yield gap.join(text.ljust(width) for text, width in zip(texts, widths, strict=False)).rstrip()


def spaced(blank_lines: bool) -> str:
    """Columns kept by their places on the line, rows parted by blank lines or not."""
    widths = (4, 30, 6, 10, 26)

    def body(programme: Programme) -> Iterator[str]:
        for part in programme.parts:
            yield from (f"({part.letter}) {part.title}", "")
            yield from _set(_names(programme, FIVE, "Progress"), widths)
            yield ""
            for group in part.groups:
                for entry in group.entries:
                    yield from _set(_cells(programme, entry), widths)
                    yield from [""] * blank_lines
            yield ""

    return _document(body)


def drawn() -> str:
    """Tables drawn with plus signs, dashes and bars."""
    widths = (4, 30, 6, 10, 26)

    def body(programme: Programme) -> Iterator[str]:
        names = _names(programme, FIVE, "Progress")
        rule = "+" + "+".join("-" * (width + 2) for width in widths[: len(names)]) + "+"

        for part in programme.parts:
            yield from (f"({part.letter}) {part.title}", "", rule)
            yield from _bars(names, widths)
            yield rule.replace("-", "=")
            for group in part.groups:
                for entry in group.entries:
                    yield from _bars(_cells(programme, entry), widths)
                    yield rule
            yield ""

    return _document(body)


def _bars(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    columns = [textwrap.wrap(cell, width) for cell, width in zip(cells, widths, strict=False)]
    for line in range(max(map(len, columns))):
        texts = [column[line] if line < len(column) else "" for column in columns]
        yield "| " + " | ".join(text.ljust(width) for text, width in zip(texts, widths, strict=False)) + " |"


def _spanned(programme: Programme) -> Iterator[list[str]]:
    """The rows of one table: the names of its columns, themes as rows, groups beside the first of their activities."""
    yield _names(programme, ["Species", "Activity", "Deadline"], "Outcome")
    for part in programme.parts:
        yield [f"**{part.letter}. {part.title}**", "", "", *([""] if programme.reported else [])]
        for group in part.groups:
            for number, entry in enumerate(group.entries):
                code, words, timeframe, *result = _cells(programme, entry, lead=False)
                yield ["" if number else group.name, f"{code} {words}", timeframe, *result]


def under_rules(mark: str, wrapped: bool) -> str:
    """Columns under a rule of dashes or equals signs; wrapped cells part their rows by blank lines, between rules.

    Under equals signs a backslash stands for an empty first cell, without which a line would go on with the row above.
    """

    def body(programme: Programme) -> Iterator[str]:
        header, *rows = _spanned(programme)
        rows = [["\\" if mark == "=" and not row[0] else row[0], *row[1:]] for row in rows]
        widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
        widths = [min(width, 24) for width in widths] if wrapped else widths
        columns = " ".join(mark * width for width in widths)
        outer = columns if mark == "=" else mark * len(columns)
        closed = wrapped or mark == "="
        yield from [outer] * closed
        yield from _set(header, widths, " ")
        yield columns
        for number, row in enumerate(rows):
            yield from [""] * (wrapped and number > 0)
            yield from _set(row, widths, " ")
        yield from [outer] * closed

    return _document(body)


def drawn_markdown() -> str:
    """A table drawn with plus signs, dashes and bars whose cells are Markdown, emphasis running over their lines."""
    widths = (15, 20, 10, 16)

    def body(programme: Programme) -> Iterator[str]:
        header, *rows = _spanned(programme)
        rule = "+" + "+".join("-" * (width + 2) for width in widths[: len(header)]) + "+"
        yield from (rule, *_bars(header, widths), rule.replace("-", "="))
        for row in rows:
            yield from (*_bars(row, widths), rule)

    return _document(body)


def without_spans(wrapped: bool) -> str:
    """Markdown rows that begin with their second cell where the first spans them; wrapped ones end with two spaces."""

    def body(programme: Programme) -> Iterator[str]:
        header, *rows = _spanned(programme)
        shown = [row if row[0] else row[1:] for row in rows]
        if not wrapped:
            yield from (f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *shown))
            return
        yield from (f"{'| '.join(header)}  ", f"{'|'.join(['---'] * len(header))}  ")
        for row in shown:
            words = "| ".join(row if row[1] else row[:1]).replace(" • ", "\n\n  * ").replace("back.|", "back.\n\n|")
            lines = [line for part in words.split("\n") for line in textwrap.wrap(part, 78) or [""]]
            yield "\n".join(lines) + "  "

    return _document(body)


def below(blank_lines: bool, header_once: bool = False) -> str:
    """Cells one below the other, the names of the columns too."""

    def body(programme: Programme) -> Iterator[str]:
        gap = [""] * blank_lines
        for part in programme.parts:
            if header_once and part is programme.parts[0]:
                yield from (*_names(programme, FIVE, "Progress"), "")
            yield from (f"({part.letter}) {part.title}", "")
            if not header_once:
                yield from (*_names(programme, FIVE, "Progress"), "")
            for group in part.groups:
                for entry in group.entries:
                    for cell in filter(None, _cells(programme, replace(entry, bullets=()))):
                        yield from (cell, *gap)
                        if cell == entry.text:
                            yield from (part for bullet in entry.bullets for part in (f"• {bullet}", *gap))

    return _document(body)
