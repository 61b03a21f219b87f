"""The split stage for one document: from blocks and tables to activities, results, requests, clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.model import ParsedDocument
from pipeline.split.continuity import Usage
from pipeline.split.decisions import decisions
from pipeline.split.footnotes import cuts_of_marks, footnotes, without_marks
from pipeline.split.notices import Notices
from pipeline.split.output.places import Places
from pipeline.split.output.programmes import ProgrammeRows
from pipeline.split.output.tables import TableRows
from pipeline.split.output.texts import footnote_rows, request_rows, resolution_rows
from pipeline.split.programmes.assembly import Assembly, assemble
from pipeline.split.programmes.continued import join_rows, share_rows
from pipeline.split.programmes.entries import count_on
from pipeline.split.programmes.fragments import place_fragments
from pipeline.split.programmes.tasks import join_task_rows
from pipeline.split.requests import requests
from pipeline.split.resolutions import amendments, clauses
from pipeline.split.unread import report_unread
from pipeline.tag.outcomes.words import is_record

Rows = list[dict[str, Any]]

TABLES = (
    "tables",
    "cells",
    "activities",
    "results",
    "activity_results",
    "requested_actions",
    "footnotes",
    "clauses",
    "amendments",
    "issues",
)


def split_document(document: Mapping[str, Any], parsed: ParsedDocument, *, stitch: bool = True) -> dict[str, Rows]:
    """Take one document apart.

    ``document`` is its `documents` row (``document_id`` is needed), ``parsed`` what the reader returned, finished with
    block ids and annexes. ``stitch`` off leaves `tables` and `cells` as the reader has them; activities do not change.
    Returns rows of the tables of `TABLES`, every row with ``document_id``, in reading order.
    """
    blocks, document_id = parsed.blocks, str(document["document_id"])
    notices, of_footnotes = Notices(document_id, blocks), Notices(document_id, blocks)
    notes = footnotes(blocks, of_footnotes)
    cuts = cuts_of_marks(blocks, notes)
    words = without_marks(blocks, cuts)
    assembly = _assembled(replace(parsed, blocks=words), notices)
    places = Places(document_id, blocks)
    tables, programmes = TableRows(places, words), ProgrammeRows(places, notices)
    tables.number(assembly, None if stitch else parsed.tables)
    for table in assembly.programmes:
        programmes.take(table)
    tables.write_programmes([table for table in assembly.programmes if stitch or not table.parts])

    in_tables = {index for table in parsed.tables for cell in table.cells for index in cell.block_indexes}
    loose = [index for index in range(len(blocks)) if index not in in_tables]
    notices.rows += of_footnotes.rows
    changes = amendments(parsed, in_tables, notices)
    decided = decisions(words, loose)
    own = document.get("own_instrument_id")
    found = [*clauses(words, loose, own), *decided]
    in_decisions = {index for decision in decided for index in decision.blocks}
    undecided = [index for index in loose if index not in in_decisions]
    # The record of a meeting tells what others asked it, in French and Spanish in the present.
    asking = [] if is_record(document.get("symbol"), None) else requests(words, undecided, notices, own)
    requested = request_rows(asking, places, document)
    clause_rows, amendment_rows = resolution_rows(found, changes, words, cuts, parsed.insertions_recoverable, places)
    report_unread(parsed.tables, assembly, words, programmes, notices)
    return {
        "tables": tables.tables,
        "cells": tables.cells,
        "activities": programmes.activities,
        "results": programmes.results,
        "activity_results": programmes.activity_results,
        "requested_actions": requested,
        "footnotes": footnote_rows(notes, places),
        "clauses": clause_rows,
        "amendments": amendment_rows,
        "issues": notices.rows,
    }


def _assembled(parsed: ParsedDocument, notices: Notices) -> Assembly:
    """Return the programme tables of a document, their rows joined, and what fell out of them put back."""
    usage = Usage(block.text for block in parsed.blocks)
    assembly = assemble(parsed, usage, notices)
    count_on(assembly.programmes)
    in_one_row = share_rows(assembly.programmes)
    for table in assembly.programmes:
        if table.kind == "task_list":
            join_task_rows(table)
        else:
            join_rows(table, notices, shared=in_one_row)
    place_fragments(assembly, parsed.blocks, usage, notices)
    return assembly
