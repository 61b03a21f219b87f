"""The real documents as PDF: facts about them, and how much of treaties whose text is known comes back."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.model import ParsedDocument, UnreadableSourceError
from pipeline.parse.pdf.read import read_pdf

SHARED = Path(__file__).resolve().parents[3] / "shared"
PDFS = SHARED / "corpus" / "pdf"
REAL = SHARED / "real-pdfs"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not PDFS.is_dir() or not REAL.is_dir(), reason="the real documents are not in ../shared"),
]


@lru_cache
def parsed(path: Path) -> ParsedDocument:
    return read_pdf(path)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).replace("\u00ad", ""))


@pytest.mark.parametrize(
    ("stem", "pages", "tables", "footnotes", "numbered"),
    [
        ("cop12-doc-23-1", 10, 0, 1, 60),
        ("sc65-doc-16-2", 11, 8, 2, 8),
        ("stc40-partnerships", 4, 0, 0, 24),
    ],
)
def test_what_the_documents_hold(stem: str, pages: int, tables: int, footnotes: int, numbered: int) -> None:
    document = parsed(PDFS / f"{stem}.pdf")
    kinds = Counter(block.kind for block in document.blocks)
    assert (document.pages, len(document.tables), kinds["footnote"]) == (pages, tables, footnotes)
    assert sum(block.kind == "paragraph" and block.number is not None for block in document.blocks) == numbered
    assert document.ledger.unaccounted == 0


@pytest.mark.parametrize("path", sorted(PDFS.glob("*.pdf")), ids=lambda path: path.stem)
def test_each_page_has_its_furniture_and_every_glyph_its_place(path: Path) -> None:
    document = parsed(path)
    assert document.ledger.unaccounted == 0
    feet = {block.fragments[0].page for block in document.blocks if block.kind == "running_footer"}
    assert feet == set(range(1, (document.pages or 0) + 1))


@pytest.mark.parametrize("stem", ["agreement-part-xi-1994", "bbnj-agreement-fr"])
def test_words_of_treaties_come_back_in_order(stem: str) -> None:
    document = parsed(REAL / "text-truth" / f"{stem}.pdf")
    printed = [
        f"{block.number or ''} {block.text}" for block in document.blocks if not block.kind.startswith("running_")
    ]
    truth, found = words((REAL / "text-truth" / f"{stem}.txt").read_text()), words("\n".join(printed))
    matcher = difflib.SequenceMatcher(None, truth, found, autojunk=False)
    assert sum(match.size for match in matcher.get_matching_blocks()) >= 0.995 * len(truth)


@pytest.mark.parametrize(("name", "cause"), [("empty", "empty"), ("password-example", "encrypted")])
def test_unreadable_files_are_named(name: str, cause: str) -> None:
    with pytest.raises(UnreadableSourceError) as raised:
        read_pdf(REAL / "robustness" / f"{name}.pdf")
    assert raised.value.cause == cause


def test_pages_without_text_are_named() -> None:
    document = parsed(REAL / "robustness" / "no-text-layer.pdf")
    assert [issue.page for issue in document.issues if issue.rule == "page-without-text-layer"] == list(range(1, 9))


@pytest.mark.parametrize("path", sorted(REAL.rglob("*.pdf")), ids=lambda path: path.stem)
def test_every_glyph_of_foreign_documents_has_its_place(path: Path) -> None:
    try:
        document = parsed(path)
    except UnreadableSourceError:
        return
    assert document.ledger.unaccounted == 0
