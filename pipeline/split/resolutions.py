"""Clauses of resolutions, drafted or adopted, and what amendments change in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pipeline.families import anywhere, at_start, forms, whole
from pipeline.model import ASIDE, BULLET, Block, ParsedDocument, Span
from pipeline.parse.language import breaks_off
from pipeline.split.continuity import begins_low, is_finished, join
from pipeline.split.notices import Notices
from pipeline.split.printed import printed, without_bullet
from pipeline.split.programmes.codes import code_at_start
from pipeline.tag.bodies import load_bodies
from pipeline.tag.shadow import fold

_RESOLUTION = re.compile(r"-(?:RES|REC)-")
_LONGEST_TITLE = 250
_FEWEST_CLAUSES = 2
_LONGEST_HEADING = 8
_URL = re.compile(r"(?:www\.|https?://)\S+$")
_CLAUSE_END = re.compile(r"(?:[,;](?: and| et| y)?|(?: that| que|[A-ZÀ-Þ]):)\s*$")
"""How clauses end that others follow, and those that a list goes on."""
_SPACES = re.compile(r"\s+")
_BEFORE_PUNCTUATION = re.compile(r"\s+(?=[,.;:)])")
_LONGEST_ADDRESSEE = 160
_ARTICLE = re.compile(r"(?:the |le |la |l['’]|au |à la |à l['’]|el |al |a la )?")
_TOLD = re.compile(r"(?:that|que|to)\b:?\s*|qu(?=['’])['’]\s*")
"""What stands before whoever shall act: ``recommends that Parties``, ``recommends to Parties``."""
_WITHOUT_ITS_NOUN = re.compile(r"(?:^|[ ’'])[a-z][\w’'/-]*[a-rt-z]$")
"""The end of an addressee in small letters that is no plural: ``the regional`` and sub-regional centres."""
_TO_WHAT_IS_ASKED = re.compile(r"[^,;:.]+?(?=,| to )")


@dataclass(slots=True)
class Clause:
    """A paragraph of a draft resolution, or a draft decision, with the items that belong to it, in blocks (indexes).

    ``verb`` is as printed (None: a decision has none), ``addressee`` whom a directive clause or a decision addresses
    (None: nobody). ``prefix`` is what of the first block's text prints the number (and to whom it is directed).
    """

    kind: Literal["preambular", "operative", "decision"]
    annex: str | None
    number: str | None
    verb: str | None
    addressee: str | None
    blocks: list[int] = field(default_factory=list)
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Inserted or deleted words: their block (index) and characters; a whole numbered block with its number."""

    kind: Literal["insert", "delete"]
    text: str
    block: int
    start: int
    end: int


def clauses(blocks: list[Block], loose: Iterable[int], own: str | None = None) -> list[Clause]:
    """Return the clauses of the resolutions in a document, drafted or adopted, in order.

    ``loose`` are the indexes of the blocks outside tables, ``own`` is the instrument that the document is. A text is a
    resolution where it is one as adopted, or where its annex (or the main text) has its title or its enacting formula;
    it has at least two clauses.
    """
    found: list[Clause] = []
    for annex, indexes in by_annex(blocks, loose):
        adopted = annex is None and own is not None and _RESOLUTION.search(own) is not None
        if not (adopted or any(_is_sign(blocks[index]) for index in indexes)):
            continue
        read = _read(blocks, annex, indexes)
        if len(read) >= _FEWEST_CLAUSES:
            found += read
    return found


def amendments(parsed: ParsedDocument, in_tables: set[int], notices: Notices) -> list[Amendment]:
    """Return what a document's amended texts insert and delete, in order.

    Struck-out text is always a deletion. Underlined text is an insertion only in an annex (or main text) that says so
    or strikes something out, and never in a heading or a link; in table cells not where a whole paragraph, or all of it
    before an activity's code, is underlined as a sub-heading is.
    """
    blocks = parsed.blocks
    found: list[Amendment] = []
    amended = _amended_annexes(blocks, in_tables)
    for index, block in enumerate(blocks):
        if block.kind in ASIDE or (anywhere("amended_texts", block.text) and not _is_clause_like(block)):
            continue
        found += [_amendment("delete", block, index, span) for span in _joined(block, "strikethrough")]
        if block.annex not in amended or _is_heading(block):
            continue
        for span in _joined(block, "underline"):
            text = block.text[span.start : span.end]
            if _URL.match(text) or (index in in_tables and _heads_cell(block, span) and not is_finished(text)):
                continue
            found.append(_amendment("insert", block, index, span))
    if not parsed.insertions_recoverable and any(amendment.kind == "delete" for amendment in found):
        notices.add("insertions-lost", f"{len(found)} deletions", [amendment.block for amendment in found[:1]])
    return sorted(found, key=lambda amendment: (amendment.block, amendment.start))


def _amendment(kind: Literal["insert", "delete"], block: Block, index: int, span: Span) -> Amendment:
    """A numbered paragraph that is inserted or deleted whole is so with its number."""
    text = printed(block) if _is_whole(block, span) else block.text[span.start : span.end]
    return Amendment(kind, without_bullet(text).strip(), index, span.start, span.end)


def _heads_cell(block: Block, span: Span) -> bool:
    coded = span.start == 0 and code_at_start(block.text[span.end :].lstrip(), None, 0) is not None
    return coded or _is_whole(block, span)


def _is_whole(block: Block, span: Span) -> bool:
    return span.start == 0 and span.end >= len(block.text.rstrip())


def before_and_after(
    blocks: list[Block], indexes: Iterable[int], changes: list[Amendment], recoverable: bool
) -> tuple[str, str | None, str]:
    """Return a clause's text as printed, before (None: not recoverable) and after the amendments.

    A clause that is inserted whole has an empty text before, one that is deleted whole an empty text after.
    """
    return (
        _together(blocks, indexes, []),
        _together(blocks, indexes, [entry for entry in changes if entry.kind == "insert"]) if recoverable else None,
        _together(blocks, indexes, [entry for entry in changes if entry.kind == "delete"]),
    )


def _together(blocks: list[Block], indexes: Iterable[int], without: list[Amendment]) -> str:
    text = ""
    for index in indexes:
        own = blocks[index].text
        for change in sorted((entry for entry in without if entry.block == index), key=lambda entry: -entry.start):
            left, right = own[: change.start], own[change.end :]
            own = (left.rstrip() if right.startswith("/") else left) + right
        own = _BEFORE_PUNCTUATION.sub("", _SPACES.sub(" ", own)).strip() if without else own
        if own.strip() in {"", BULLET.strip()}:
            continue
        if not text:
            text = own
        elif (
            not (own.startswith(BULLET) or blocks[index].number)
            and begins_low(own)
            and not is_finished(text)
            and not text.endswith((":", ";"))
        ):
            text = join(text, own)
        else:
            text += "\n" + own
    return text


def by_annex(blocks: list[Block], loose: Iterable[int]) -> list[tuple[str | None, list[int]]]:
    """Return the annexes (None: the main text) with the loose blocks of their texts, in order."""
    groups: list[tuple[str | None, list[int]]] = []
    for index in loose:
        if blocks[index].kind in ASIDE:
            continue
        annex = blocks[index].annex
        if not groups or groups[-1][0] != annex:
            groups.append((annex, []))
        groups[-1][1].append(index)
    return groups


def _is_sign(block: Block) -> bool:
    text = block.text.strip()
    if len(text) > _LONGEST_TITLE:
        return False
    form = whole("resolutions", text)
    return (form is not None and (form.name == "enacting" or block.kind == "heading" or text.isupper())) or bool(
        anywhere("amended_texts", text)
    )


def _is_heading(block: Block) -> bool:
    """Say whether a block is a heading; a clause that is underlined whole may look like one to a reader."""
    goes_on = len(block.text.split()) > _LONGEST_HEADING or bool(_CLAUSE_END.search(block.text))
    return block.kind == "heading" and not (_is_clause_like(block) and goes_on)


def _is_clause_like(block: Block) -> bool:
    return at_start("clause_verbs", without_bullet(block.text)) is not None


def _read(blocks: list[Block], annex: str | None, indexes: list[int]) -> list[Clause]:
    found: list[Clause] = []
    operative = enacted_first = unended = False
    for index in indexes:
        block = blocks[index]
        text = block.text.strip()
        enacting = whole("resolutions", text) if len(text) <= _LONGEST_TITLE else None
        if enacting and enacting.name == "enacting":
            operative, enacted_first, unended = True, not found, breaks_off(text)
            continue
        if unended and not block.number and not _is_clause_like(block):
            unended = False  # the rest of the formula, on a line of its own
            continue
        if _is_heading(block) or (block.kind != "list_item" and anywhere("amended_texts", text) and not found):
            continue
        begun = at_start("clause_verbs", text) if text[:1].isupper() else None
        form, match = begun if begun else (None, None)
        role = form.attributes["role"] if form else None
        preamble = not operative or (enacted_first and all(clause.kind == "preambular" for clause in found))
        enacted = operative or bool(found and _CLAUSE_END.search(blocks[found[-1].blocks[-1]].text))
        if match and role == "preambular" and preamble and _is_whole_paragraph(block):
            found.append(Clause("preambular", annex, block.number, match.group(), None, [index]))
        elif form and match and role == "operative" and (enacted or block.number) and _is_whole_paragraph(block):
            operative = True
            rest = text[match.end() :].strip()
            addressee = _addressee(rest) if form.attributes.get("directive") else None
            found.append(Clause("operative", annex, block.number, match.group(), addressee, [index]))
        elif found and not (
            is_unmarked_heading(block, blocks[found[-1].blocks[-1]])
            or (found[-1].kind == "preambular" and (block.number or "").isdigit() and not _has_list(blocks, found[-1]))
        ):
            found[-1].blocks.append(index)
    return found


def is_unmarked_heading(block: Block, before: Block) -> bool:
    """Say whether a paragraph is the heading of what follows, which the source does not mark: a few words, unfinished.

    ``before`` is the last block of the clause above, which has come to its end.
    """
    text = block.text.strip()
    is_apart = block.kind == "paragraph" and not block.number and is_finished(before.text)
    is_short = len(text.split()) <= _LONGEST_HEADING and text[:1].isupper() and (text[-1].isalnum() or text[-1] == ")")
    return is_apart and is_short and not _is_clause_like(block)


def _has_list(blocks: list[Block], clause: Clause) -> bool:
    """Say whether a clause has a list, whose items may be numbered as the paragraphs of a paper are."""
    return blocks[clause.blocks[0]].text.rstrip().endswith(":")


def _is_whole_paragraph(block: Block) -> bool:
    """Say whether a block may be a clause of its own; of list items only those numbered with figures are."""
    return block.kind != "list_item" or (block.number or "").strip("§().[] -–—").isdigit()


def _addressee(rest: str) -> str | None:
    """Return whom a clause addresses, from the words behind its verb.

    The name of a body is taken whole; what ends before its noun goes on to where it is said what is asked.
    """
    told = _TOLD.match(rest)
    if told:
        actor = at_start("actors", rest[told.end() :])
        return actor[1].group() if actor else None
    printed_form = next((match.group() for form in forms("addressees") if (match := form.pattern.match(rest))), None)
    if printed_form is None:
        return None
    head = rest[:_LONGEST_ADDRESSEE]
    named = next(
        (end for start, end, _ in load_bodies().name_finder.find(head, fold(head)) if _ARTICLE.fullmatch(rest[:start])),
        0,
    )
    if named > len(printed_form):
        return rest[:named]
    asked = _TO_WHAT_IS_ASKED.match(rest) if _WITHOUT_ITS_NOUN.search(printed_form) else None
    return asked.group() if asked else printed_form


def _amended_annexes(blocks: list[Block], in_tables: set[int]) -> set[str | None]:
    found: set[str | None] = set()
    for index, block in enumerate(blocks):
        struck = any(span.style == "strikethrough" for span in block.spans)
        legend = index not in in_tables and len(block.text) <= _LONGEST_TITLE and _is_legend(block)
        if struck or legend:
            found.add(block.annex)
    return found


def _is_legend(block: Block) -> bool:
    found = anywhere("amended_texts", block.text)
    return found is not None and found[0].name == "legend"


def _joined(block: Block, style: str) -> list[Span]:
    """Return a style's spans, those joined between which only white space stands."""
    joined: list[Span] = []
    for span in sorted((span for span in block.spans if span.style == style), key=lambda span: span.start):
        if joined and not block.text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end), span.style)
        else:
            joined.append(span)
    return [span for span in joined if block.text[span.start : span.end].strip()]
