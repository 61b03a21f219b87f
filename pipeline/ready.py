"""What a process that works on documents has loaded before it begins: code, grammars and the curated lexicon.

Much of it is loaded where it is used first. So a few words that use it are read, split and tagged here, once, and not
by each process anew.
"""

from contextlib import suppress

import pandas as pd  # noqa: F401 - what PyArrow loads when it makes its first table

import pipeline.aggregate.stage
import pipeline.publish.survey
import pipeline.work  # noqa: F401
from pipeline.collector import collector_paused
from pipeline.datafiles import DataFileError
from pipeline.parquet import file_bytes, to_table
from pipeline.parse.identity import identify
from pipeline.parse.structure import finish
from pipeline.parse.text import read_text_string
from pipeline.records import parse_rows
from pipeline.schema import tables
from pipeline.split.document import split_document
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import lexicon

_WORDS = """CONVENTION ON NOTHING

Standing Committee Doc. 1

1. At its ninety-eighth meeting (nowhere, 1 May 2098) the Committee adopted Resolution 98.1 on the dugong (Dugong dugon)
and the Strategic Plan 2098-2099 of the Secretariat.

Activity\tResult
A1 Count the dugongs.\tDone. The dugongs have been counted.
"""


def rehearse() -> None:
    """Bring a few words through the stages that work on one document."""
    parsed = read_text_string(_WORDS)
    facts, issues = identify(parsed, {"file": "nothing.txt"})
    finish(parsed, facts["document_id"])
    made = parse_rows(facts, parsed, issues)
    made |= split_document(facts, parsed)
    made |= tag_document(facts, parsed.blocks, made, lexicon())
    schema = tables()["blocks"]
    file_bytes(schema, [to_table(schema, made["blocks"])], {})


with collector_paused(), suppress(DataFileError):  # the process that meets it in its work tells it
    rehearse()
