"""Rows of what running text holds: requests, footnotes, clauses of resolutions and what is struck out or added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.model import Block
from pipeline.split.footnotes import Cuts, Footnote, moved
from pipeline.split.output.places import Places, slug
from pipeline.split.requests import Request
from pipeline.split.resolutions import Amendment, Clause, before_and_after
from pipeline.tag.bodies import Body, load_bodies
from pipeline.tag.meetings.authority import body_that_met

Row = dict[str, Any]

_OF = re.compile(r" (?:of|des?|du) ")
_ARTICLE = re.compile(r"^(?:the|le|la|el|au|à la|al|a la) |^l['’]", re.IGNORECASE)


def request_rows(requests: Iterable[Request], places: Places, document: Mapping[str, Any]) -> list[Row]:
    """Return the rows of `requested_actions` of a document, of which ``document`` is the `documents` row."""
    convention = document.get("convention")
    own = body_that_met(document.get("meeting_id"))
    return [
        {
            "document_id": places.document_id,
            "action_id": f"{places.document_id}/q{number}",
            "order": number,
            "body": _body_code(request.body, convention, own),
            "addressee": request.body,
            "number": request.number,
            "text": request.text,
            "block_id": places.block_id(request.block),
        }
        for number, request in enumerate(requests, 1)
    ]


def _body_code(words: str | None, convention: str | None, own: Body | None) -> str | None:
    """Return the code of the body that words name, as `documents` has it; null where they name none or several.

    Of bodies with the same name it is that of the treaty whose body the document is for (``own``), and ``the
    Committee`` is that body itself.
    """
    treaty = own.treaty if own else convention
    body = load_bodies().named_in(words or "", treaty) or _own_body(words or "", own)
    return body.id.removeprefix(f"{convention or body.treaty}-") if body else None


def _own_body(words: str, own: Body | None) -> Body | None:
    """Return the body that the document is for where words are its noun alone (``The Committee``), else None."""
    noun = _ARTICLE.sub("", words).casefold()
    if own is None or " " in noun:
        return None
    names = [name.casefold() for name, named in load_bodies().all_names.items() if named in (own.id, own.kind)]
    named = any(name.startswith(f"{noun} ") or (name.endswith(f" {noun}") and not _OF.search(name)) for name in names)
    return own if noun and named else None


def footnote_rows(footnotes: Iterable[Footnote], places: Places) -> list[Row]:
    """Return the rows of `footnotes`; the mark's columns are null where no mark was found."""
    return [
        {
            "document_id": places.document_id,
            "footnote_id": f"{places.document_id}/f{number}",
            "order": number,
            "number": note.number,
            "text": note.text,
            "block_id": places.block_id(note.block),
            "mark_block_id": places.block_id(note.mark.block) if note.mark else None,
            "mark_start": note.mark.start if note.mark else None,
            "mark_end": note.mark.end if note.mark else None,
        }
        for number, note in enumerate(footnotes, 1)
    ]


def resolution_rows(
    clauses: Iterable[Clause],
    changes: list[Amendment],
    words: list[Block],
    cuts: Cuts,
    recoverable: bool,
    places: Places,
) -> tuple[list[Row], list[Row]]:
    """Return the rows of `clauses` and of `amendments`.

    ``words`` are the blocks without the marks of footnotes, which were the ``cuts``; the places of ``changes`` are in
    the blocks as they were. ``recoverable`` says whether the source shows insertions.
    """
    cut = [
        replace(each, start=moved(each.start, cuts[each.block]), end=moved(each.end, cuts[each.block]))
        if each.block in cuts
        else each
        for each in changes
    ]
    counts: dict[str, int] = {}
    clause_of: dict[int, str] = {}
    rows: list[Row] = []
    for order, clause in enumerate(sorted(clauses, key=lambda clause: clause.blocks[0]), 1):
        annex = slug(clause.annex)
        counts[annex] = counts.get(annex, 0) + 1
        clause_id = f"{places.document_id}/{annex}/c{counts[annex]}"
        clause_of.update(dict.fromkeys(clause.blocks, clause_id))
        text, before, after = before_and_after(words, clause.blocks, cut, recoverable)
        text, after = (each.removeprefix(clause.prefix).lstrip() for each in (text, after))
        before = None if before is None else before.removeprefix(clause.prefix).lstrip()
        rows.append(
            {
                "document_id": places.document_id,
                "clause_id": clause_id,
                "order": order,
                "annex": clause.annex,
                "kind": clause.kind,
                "number": clause.number,
                "verb": clause.verb,
                "addressee": clause.addressee,
                "text": text,
                "text_before": before,
                "text_after": after,
                "block_ids": places.block_ids(clause.blocks),
            }
        )
    return rows, [
        {
            "document_id": places.document_id,
            "amendment_id": f"{places.document_id}/x{order}",
            "order": order,
            "kind": change.kind,
            "text": change.text,
            "clause": clause_of.get(change.block),
            "block_id": places.block_id(change.block),
            "start": change.start,
            "end": change.end,
        }
        for order, change in enumerate(changes, 1)
    ]
