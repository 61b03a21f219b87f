"""Speed and memory of the tagger, against spaCy's bare tokenizer in the same run."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import spacy

from bench.inputs import ROOT, SHARED
from bench.report import Report
from pipeline.model import Block
from pipeline.parse.text.reader import read_text
from pipeline.tag.document import tag_document
from pipeline.tag.lexicon import Lexicon, load_lexicon
from pipeline.tag.lexicon_import import import_lexicon
from pipeline.tag.shadow import Shadow
from pipeline.tag.taxa.find import find_taxa_in_blocks

EXPORTS = SHARED / "lexicon"
"""Where exports of name lists lie that are imported for the large lexicon."""
RUNS = 5
"""Of so many runs the fastest counts. Time is that of the processor: the machine may be shared."""


def run() -> list[Report]:
    """Return the reports on speed and memory."""
    documents = [read_text(path).blocks for path in _texts()]
    with tempfile.TemporaryDirectory() as folder:
        memory = _memory(len(documents))  # first: a new process begins with its parent's peak
        return [_speed(documents, _imported(Path(folder))), memory]


def _texts() -> list[Path]:
    real = sorted(path for path in (SHARED / "corpus" / "text").glob("*.txt"))
    return real or sorted((ROOT / "raw").rglob("*.txt"))


def _imported(folder: Path) -> Path | None:
    exports = sorted(path for path in EXPORTS.glob("*") if path.suffix in {".csv", ".gz"})
    for export in exports:
        import_lexicon(export, folder / "lexicon.csv")
    return folder / "lexicon.csv" if exports else None


def _speed(documents: Sequence[list[Block]], imported: Path | None) -> Report:
    texts = [block.text for blocks in documents for block in blocks]
    words = sum(len(text.split()) for text in texts)
    nlp = spacy.blank("en")
    lexicons = {"curated": load_lexicon()}
    if imported:
        lexicons["with import"] = load_lexicon(imported)
    measured = {
        "spaCy's bare tokenizer": _fastest(partial(_each, nlp.make_doc, texts)),
        "shadow text": _fastest(partial(_each, Shadow.of, texts)),
    }
    for name, lexicon in lexicons.items():
        size = f"{name}: {len(lexicon.taxa):,} taxa"
        measured[f"taxa, lexicon {size}"] = _fastest(partial(_taxa, documents, lexicon))
        measured[f"whole tagger, lexicon {size}"] = _fastest(partial(_tag, documents, lexicon))
    bare = measured["spaCy's bare tokenizer"]
    return Report(
        f"Tagging: {words:,} words of {len(documents)} documents, one process",
        ["what", "words/s", "of the tokenizer's"],
        [(what, f"{words / seconds:,.0f}", f"{bare / seconds:.2f}") for what, seconds in measured.items()],
        [f"Best of {RUNS} runs, processor time. Taxa are timed with the making of their shadow text."]
        + ([] if imported else ["No exports of name lists at hand: the imported lexicon was not measured."]),
    )


def _fastest(work: Callable[[], None]) -> float:
    seconds = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _each(work: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        work(text)


def _taxa(documents: Sequence[list[Block]], lexicon: Lexicon) -> None:
    for blocks in documents:
        find_taxa_in_blocks([Shadow.of(block.text) for block in blocks], [block.spans for block in blocks], lexicon)


def _tag(documents: Sequence[list[Block]], lexicon: Lexicon) -> None:
    for number, blocks in enumerate(documents):
        tag_document({"document_id": f"d{number}", "language": "en"}, blocks, {}, lexicon)


def _memory(count: int) -> Report:
    """Tag the documents once and a hundred times, each in a process of its own, and compare their peaks."""
    peaks = {times: _in_a_process(times) for times in (1, 100)}
    return Report(
        "Memory of the tagger",
        ["documents tagged", "peak MB"],
        [(f"{count * times:,}", f"{peak:.0f}") for times, peak in peaks.items()],
        [f"A hundred times the documents: {peaks[100] / peaks[1]:.2f} times the memory."],
    )


def _in_a_process(times: int) -> float:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak, (times,))


def _peak(times: int) -> float:
    documents = [read_text(path).blocks for path in _texts()]
    lexicon = load_lexicon()
    for _ in range(times):
        _tag(documents, lexicon)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
