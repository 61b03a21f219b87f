"""What a process that works on documents has loaded before it begins: code, grammars and the curated lexicon.

Much of it is loaded where it is used first. So a few words that use it are read, split and tagged here, once, and not
by each process anew.
"""

from contextlib import suppress

from pipeline.datafiles import DataFileError

_WORDS = """CONVENTION ON NOTHING

Standing Committee Doc. 1

1. At its ninety-eighth meeting (nowhere, 1 May 2098) the Committee adopted Resolution 98.1 on the dugong (Dugong dugon)
and the Strategic Plan 2098-2099 of the Secretariat.

Activity\tResult
A1 Count the dugongs.\tDone. The dugongs have been counted.
"""


def rehearse() -> None:
    """Load the code of all stages, and bring a few words through those that work on one document."""
    import pandas as pd  # noqa: F401, PLC0415 - what PyArrow loads when it makes its first table

    import pipeline.aggregate.stage  # noqa: PLC0415
    import pipeline.publish.survey  # noqa: PLC0415
    import pipeline.work  # noqa: F401, PLC0415
    from pipeline.parquet import file_bytes, to_table  # noqa: PLC0415
    from pipeline.parse.identity import identify  # noqa: PLC0415
    from pipeline.parse.structure import finish  # noqa: PLC0415
    from pipeline.parse.text import read_text_string  # noqa: PLC0415
    from pipeline.records import parse_rows  # noqa: PLC0415
    from pipeline.schema import tables  # noqa: PLC0415
    from pipeline.split.document import split_document  # noqa: PLC0415
    from pipeline.tag.document import tag_document  # noqa: PLC0415
    from pipeline.tag.lexicon import lexicon  # noqa: PLC0415

    parsed = read_text_string(_WORDS)
    facts, issues = identify(parsed, {"file": "nothing.txt"})
    finish(parsed, facts["document_id"])
    made = parse_rows(facts, parsed, issues)
    made |= split_document(facts, parsed)
    made |= tag_document(facts, parsed.blocks, made, lexicon())
    schema = tables()["blocks"]
    file_bytes(schema, [to_table(schema, made["blocks"])], {})


with suppress(DataFileError):  # the process that meets it in its work tells it
    rehearse()
