"""What every reader's blocks get alike: ids, the annex they belong to, the path of headings they stand under."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, pairwise

from pipeline.model import ASIDE, FURNITURE, Block, Issue, ParsedDocument
from pipeline.parse.cover import IDENTITY, cover, without_marks
from pipeline.parse.language import breaks_off
from pipeline.parse.notices import notice
from pipeline.tag.grammar import Form, load_forms
from pipeline.tag.shadow import Shadow
from pipeline.titles import programme_title

MAX_ANNEX_LINE = 220
"""The line that opens an annex, with its title, is shorter than this, in characters."""
_NUMBERED = re.compile(r"annex (\d+)")
_FIRST_LINES = 6
"""So many paragraphs at most stand between the title at the top of a page and the line above it that was moved."""


def finish(parsed: ParsedDocument, document_id: str) -> None:
    """Give every block and table its id and its annex, and every block its section path.

    Lines of the cover that a reader took for headings become paragraphs. Annexes are those that the document
    names, in a line or in its running heads; where it names none, a title that opens another text after the body is
    taken for one, and an issue ``annex-inferred`` says so.
    """
    for blocks, line in cover(parsed):
        for block in blocks:
            if block.kind == "heading" and line.is_formal:
                block.kind, block.level = "paragraph", None
    annexes = _annexes(parsed)
    _number(parsed, document_id)
    _place(parsed, annexes)


@lru_cache(maxsize=1)
def annex_forms() -> dict[str, Form]:
    """Return the forms of `annexes.yml`."""
    return load_forms(str(IDENTITY / "annexes.yml"))


def annex_of_line(block: Block) -> str | None:
    """Return the annex that a line of text names as beginning there (``annex 1``), or None.

    An annex without a number is ``annex``.
    """
    if block.kind in {"table_cell", "footnote"} or block.number is not None:
        return None
    return annex_named(block.text, heading=block.kind == "heading")


def annex_named(text: str, *, heading: bool = False) -> str | None:
    """Return the annex that ``text`` names, alone or, in a ``heading`` or capitals, with its title; else None."""
    if len(text) > MAX_ANNEX_LINE:
        return None
    folded = _folded(text)
    match = annex_forms()["line"].regex.match(folded)
    if match is None and (heading or text.upper() == text):
        match = annex_forms()["titled"].regex.match(folded)
    return _name(match["label"]) if match else None


def _annexes(parsed: ParsedDocument) -> dict[int, str]:
    """Return the index of the first block of each annex with the annex's name, in order."""
    openings = _printed_annexes(parsed)
    return _with_lost(parsed, openings) if openings else _inferred_annexes(parsed)


def _with_lost(parsed: ParsedDocument, openings: dict[int, str]) -> dict[int, str]:
    """Add the annexes that the body cites by number and no line opens, at the titles between those before and behind.

    The first begins at the first title behind the body; another where as many titles of programmes, or of kinds of
    texts, stand behind the text of the annex before it as are lost there. Else it is said that none is found.
    """
    cited = _cited_annexes(parsed.blocks[: min(openings)])
    numbers = {int(match[1]) for annex in openings.values() if (match := _NUMBERED.fullmatch(annex))}
    lost = sorted(int(label) for label in cited if label.isdigit() and int(label) not in numbers) if numbers else []
    at = {annex: index for index, annex in reversed(openings.items())}
    found: dict[int, str] = {}
    for before, labels in _gaps(lost, numbers).items():
        start = at[_name(str(before))] if before else 0
        end = min((index for index in openings if index > start), default=len(parsed.blocks))
        part = parsed.blocks[start:end]
        titles = _titles_behind_text(part) if before else _titles_behind_body(part)[: len(labels)]
        if len(titles) != len(labels):
            parsed.issues.append(_not_found(cited[str(labels[0])], labels))
            continue
        for title, label in zip(titles, labels, strict=True):
            parsed.issues.append(_inferred("annex-inferred/another-named", part[title], str(label)))
            found[start + title] = _name(str(label))
    return dict(sorted({**openings, **found}.items()))


def _gaps(lost: list[int], named: set[int]) -> dict[int, list[int]]:
    """Return the numbers that are lost by the greatest before them that is not (0: none)."""
    gaps: dict[int, list[int]] = {}
    for label in lost:
        gaps.setdefault(max((number for number in named if number < label), default=0), []).append(label)
    return gaps


def _not_found(block: Block, labels: list[int]) -> Issue:
    """Return the issue for annexes that the body cites, first in a block, and nothing shows where they begin."""
    named = ", ".join(_name(str(label)) for label in labels)
    return notice("annex-not-found", block.text, _page(block), annexes=named)


def _titles_behind_text(blocks: list[Block]) -> list[int]:
    """Return the indexes of the headings of the highest rank that name a kind of text and stand behind another text.

    Lines between the one that opens an annex and its title (``(English only)``) are no text: they say no sentence.
    """
    ranks = [block.level or 1 for block in blocks if block.kind == "heading"]
    titles: list[int] = []
    behind = False
    for index, block in enumerate(blocks):
        if block.kind != "heading":
            says = block.kind != "paragraph" or block.number is not None or block.text.endswith((".", ":", ";"))
            behind = behind or (block.kind not in ASIDE and says)
            continue
        high = (block.level or 1) == min(ranks) or block.text.upper() == block.text
        kind = annex_forms()["title"].regex.search(_folded(block.text)) or programme_title(block.text)
        if behind and high and kind:
            titles.append(index)
            behind = False
    return titles


def _printed_annexes(parsed: ParsedDocument) -> dict[int, str]:
    """Return the annexes that lines of the text or running heads name. A list of annexes opens none.

    A running head speaks for its whole page, wherever the reader put it among the blocks.
    """
    heads = {
        _page(block): annex
        for block in parsed.blocks
        if block.kind in FURNITURE and (annex := annex_of_head(block.text)) is not None
    }
    lines = _opening_lines(parsed.blocks)
    openings: dict[int, str] = {}
    current: str | None = None
    page: int | None = None
    for index, block in enumerate(parsed.blocks):
        named = lines.get(index)
        if block.kind in FURNITURE:
            named = annex_of_head(block.text) if _page(block) is None else None
        elif (block_page := _page(block)) is not None and block_page != page:
            page = block_page
            named = named or heads.get(page)
        if named is not None and named != current:
            openings[index] = current = named
    return openings


def _opening_lines(blocks: list[Block]) -> dict[int, str]:
    """Return the indexes of lines that open an annex.

    Lines that only list the annexes do not, nor does one that ends the sentence above it (``the programme in``, ``see``
    and a symbol with a comma).
    """
    named: list[tuple[int, str]] = []
    above = ""
    for index, block in enumerate(blocks):
        if block.kind not in ASIDE:
            if (annex := annex_of_line(block)) and not (above.endswith(",") or breaks_off(above)):
                named.append((index, annex))
            above = "" if block.kind == "heading" else block.text
    listed = {
        index
        for (one, annex), (following, other) in pairwise(named)
        if following == one + 1 and annex != other
        for index in (one, following)
    }
    last = {annex: index for index, annex in named}
    opening = {index: annex for index, annex in named if index not in listed or last[annex] == index}
    return {_with_title_above(blocks, index): annex for index, annex in opening.items()}


def _with_title_above(blocks: list[Block], index: int) -> int:
    """Return the index of the title of a programme above a line that names an annex, where none is below it.

    Some converters give what is centred, or the first lines of the page, before what stands at the margin above it:
    headings, names of columns and prose. Under the line of another annex it is the title of that one.
    """
    below = next((at for at in range(index + 1, len(blocks)) if blocks[at].kind not in ASIDE), index)
    if _is_title(blocks[below]):
        return index
    above = (at for at in range(index - 1, -1, -1) if blocks[at].kind not in ASIDE)
    for at in islice(above, _FIRST_LINES):
        block = blocks[at]
        if annex_of_line(block) or block.kind == "table_cell" or block.number is not None:
            break
        if _is_title(block):
            over = next((one for one in above if blocks[one].kind != "heading" or annex_of_line(blocks[one])), None)
            return at if over is None or not annex_of_line(blocks[over]) else index
    return index


def _is_title(block: Block) -> bool:
    return block.kind == "heading" and programme_title(block.text) is not None


def annex_of_head(text: str) -> str | None:
    """Return the annex that a running head or foot names, alone or beside a symbol or page number, or None."""
    match = annex_forms()["foot"].regex.match(_folded(text))
    return _name(match["label"]) if match else None


def _inferred_annexes(parsed: ParsedDocument) -> dict[int, str]:
    """Return the annexes that begin, by all appearance, at titles behind the body, and note each in the issues.

    Such a title is a heading of the highest rank that stands behind numbered paragraphs, and before none that go on
    with their numbers. Where there are not as many as the body cites annexes, those behind the first must also name a
    kind of text (a draft, a report, a programme), and so must the first where the body cites none.
    """
    cited = _cited_annexes(parsed.blocks)
    titles = _titles_behind_body(parsed.blocks)
    if len(titles) != len(cited):
        titles = [
            index
            for order, index in enumerate(titles)
            if (order == 0 and cited)
            or annex_forms()["title"].regex.search(_folded(parsed.blocks[index].text)) is not None
        ]
    labels = sorted(cited, key=lambda label: (len(label), label))
    if len(labels) != len(titles):
        labels = [str(number) for number in range(1, len(titles) + 1)]
    openings: dict[int, str] = {}
    for index, label in zip(titles, labels, strict=True):
        openings[index] = _name(label)
        name = "annex-inferred" if set(labels) == cited.keys() else "annex-inferred/not-as-cited"
        parsed.issues.append(_inferred(name, parsed.blocks[index], label))
    return openings


def _inferred(name: str, title: Block, label: str) -> Issue:
    """Return the issue, by its name, for an annex that is taken to begin at a title."""
    return notice(name, title.text, _page(title), annex=_name(label).capitalize())


def _titles_behind_body(blocks: list[Block]) -> list[int]:
    """Return the indexes of the headings of the highest rank behind the body; those right below one go on with it."""
    headings = [block.level or 1 for block in blocks if block.kind == "heading"]
    highest = min(headings, default=1)
    numbers = [(index, value) for index, block in enumerate(blocks) if (value := _paragraph_number(block)) is not None]
    titles: list[int] = []
    under_title = False
    for index, block in enumerate(blocks):
        if block.kind in ASIDE:
            continue
        ranks = block.kind == "heading" and ((block.level or 1) == highest or block.text.upper() == block.text)
        ranks = ranks and annex_forms()["of_body"].regex.match(_folded(block.text)) is None
        before = [value for at, value in numbers if at < index] if ranks and not under_title else []
        after = next((value for at, value in numbers if at > index), None) if before else None
        opens = bool(before) and (after is None or after <= before[-1])
        if opens:
            titles.append(index)
        under_title = opens or (under_title and ranks)
    return titles


def _cited_annexes(blocks: list[Block]) -> dict[str, Block]:
    """Return the labels of the annexes that the text cites as its own, each with the first block that does so."""
    cited: dict[str, Block] = {}
    for block in blocks:
        folded = _folded(without_marks(block))  # the mark of a footnote is no figure of a number before it
        others = [match.span() for match in annex_forms()["other_document"].regex.finditer(folded)]
        for match in annex_forms()["own"].regex.finditer(folded):
            if not any(start <= match.start() < end for start, end in others):
                cited = {label: block for label in match.groups() if label} | cited
    return cited


def _paragraph_number(block: Block) -> int | None:
    return int(block.number) if block.kind == "paragraph" and block.number and block.number.isdigit() else None


def _number(parsed: ParsedDocument, document_id: str) -> None:
    for order, block in enumerate(parsed.blocks, start=1):
        block.block_id = f"{document_id}/b{order:04d}"
    for order, table in enumerate(parsed.tables, start=1):
        table.table_id = f"{document_id}/t{order}"


def _place(parsed: ParsedDocument, openings: dict[int, str]) -> None:
    """Set the annex and the section path of every block, and the annex of every table."""
    annex: str | None = None
    path: list[tuple[int, str]] = []
    heads = {_page(block): annex_of_head(block.text) for block in parsed.blocks if block.kind in FURNITURE}
    for index, block in enumerate(parsed.blocks):
        if index in openings:
            annex, path = openings[index], []
        block.annex = annex
        if block.kind in FURNITURE:
            block.annex = heads[_page(block)] or annex
            continue
        if block.kind == "heading":
            level = block.level or 1
            path = [(rank, text) for rank, text in path if rank < level]
        block.section = [text for _, text in path]
        if block.kind == "heading" and annex_of_line(block) is None:
            path.append((block.level or 1, block.text))
    for table in parsed.tables:
        first = min((index for cell in table.cells for index in cell.block_indexes), default=table.position)
        if first < len(parsed.blocks):
            table.annex = parsed.blocks[first].annex


def _page(block: Block) -> int | None:
    return block.fragments[0].page if block.fragments else None


def _folded(text: str) -> str:
    return Shadow.of(text).folded


def _name(label: str | None) -> str:
    return f"annex {label}" if label else "annex"
