"""Decisions, drafted or adopted: whom each addresses, and what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.families import anywhere, at_start, whole
from pipeline.model import Block
from pipeline.split.printed import without_bullet
from pipeline.split.resolutions import Clause, by_annex, is_unmarked_heading

_LONGEST_LINE = 250
_DECISION = re.compile(r"d[eé]cisi", re.IGNORECASE)


def decisions(blocks: list[Block], loose: Iterable[int]) -> list[Clause]:
    """Return the decisions of a document, drafted or adopted, in order, each with the items that belong to it.

    ``loose`` are the indexes of the blocks outside tables. A number with letters (``20.AA``) is that of a draft
    wherever it stands; one with figures only counts under a title of draft decisions, or in a text that is decisions
    only. The addressee is the one of the line above or behind the number (``Directed to the Secretariat``), else who
    stands before the verb. A number that addresses nobody and asks nothing begins no decision.
    """
    found: list[Clause] = []
    for annex, indexes in by_annex(blocks, loose):
        texts = [without_bullet(blocks[index].text).strip() for index in indexes]
        quotes = _is_paper([blocks[index] for index in indexes], texts)
        titled, worded = not quotes and any(map(_directed_to, texts)), False
        addressee: str | None = None
        current: Clause | None = None
        for index, text in zip(indexes, texts, strict=True):
            block = blocks[index]
            begun = _begun(block, titled)
            words = begun[1] if begun else text
            if begun:
                prefix = text[: len(text) - len(words)]
                current, worded = Clause("decision", annex, begun[0], None, addressee, [index], prefix), False
                found.append(current)
            directed = _directed_to(words)
            if directed and current is not None and not worded:
                current.addressee = directed
                current.prefix = text if begun else current.prefix
            elif directed:
                current, addressee = None, directed
            elif not begun and (block.kind == "heading" or _is_title(text) or _ends(current, blocks, block)):
                drafts = annex is not None or not quotes or anywhere("drafted_titles", text) is not None
                titled = titled or (_is_title(text) and drafts)
                current = addressee = None
            elif not begun and block.number and block.kind != "list_item":
                current = None
            elif current is not None:
                if not begun:
                    current.blocks.append(index)
                if words and not worded:
                    worded = True
                    _read_words(current, words)
    return [each for each in found if each.addressee or each.verb]


def _begun(block: Block, titled: bool) -> tuple[str, str] | None:
    """Return the number of the decision that begins with a block, and its words, None where none does."""
    text = without_bullet(block.text).strip()
    printed = f"{block.number} {text}" if block.number else text
    found = at_start("decisions", printed)
    if found is None or not (titled or found[0].attributes["draft"]):
        return None
    match = found[1]
    words = printed[match.end() :].strip()
    return (match["number"], words) if not words or not words[0].isalnum() or words[0].isupper() else None


def _is_paper(loose: Sequence[Block], texts: Sequence[str]) -> bool:
    """Say whether a text is that of a paper, which may quote decisions, and not of decisions alone.

    It numbers paragraphs, says what it asks for, or announces what it quotes.
    """
    return (
        any(block.kind == "paragraph" and (block.number or "").isdigit() for block in loose)
        or any(whole("request_headings", text) for text in texts)
        or any(above.endswith(":") and _directed_to(below) for above, below in pairwise(texts))
    )


def _ends(current: Clause | None, blocks: list[Block], block: Block) -> bool:
    """Say whether a paragraph below a decision is the heading of those that follow."""
    return current is not None and current.verb is not None and is_unmarked_heading(block, blocks[current.blocks[-1]])


def _directed_to(text: str) -> str | None:
    """Return to whom the decisions below a line are directed, None where it does not say so."""
    form = whole("directed", text) if len(text) <= _LONGEST_LINE else None
    match = form.pattern.fullmatch(text) if form else None
    return match["addressee"].strip() if match else None


def _read_words(clause: Clause, text: str) -> None:
    """Take the verb of a decision out of its first words, and its addressee where no line above says it."""
    found = anywhere("decision_verbs", text)
    if found is None:
        return
    verb = found[1]
    clause.verb = verb.group().strip()
    before = [part.strip() for part in text[: verb.start()].split(",")]
    named = next((part for part in before if not at_start("circumstances", part)), "")
    clause.addressee = clause.addressee or named or None


def _is_title(text: str) -> bool:
    """Say whether a text is the title of draft decisions, or of changes to decisions."""
    form = whole("resolutions", text) if len(text) <= _LONGEST_LINE else None
    return form is not None and form.name == "title" and _DECISION.search(text) is not None
