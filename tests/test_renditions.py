from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.model import Issue
from pipeline.renditions import Reading, settle
from pipeline.sources import Source

WORDS = frozenset(f"{number:06x}" for number in range(40))


def reading(
    name: str,
    symbol: str | None,
    media_type: str = "text/plain",
    language: str | None = "en",
    words: frozenset[str] = WORDS,
    errors: int = 0,
    **facts: Any,
) -> Reading:
    source = Source(Path(name), name, media_type, "0" * 64, {"file": name})
    document_id = symbol.lower().replace(" ", "-").replace(".", "-").replace("--", "-") if symbol else Path(name).stem
    document = {
        "document_id": document_id,
        "symbol": symbol,
        "language": language,
        "specimen": False,
        "renditions": [],
        "supersedes": None,
        **facts,
    }
    return Reading(source, name, document, [], errors, 100, 0, words)


def settled(*readings: Reading) -> dict[str, tuple[str, list[str]]]:
    return {
        entry.document["document_id"]: (entry.source.name, entry.document["renditions"])
        for entry in settle(readings).readings
    }


def test_the_pdf_is_read_and_the_text_is_named() -> None:
    found = settled(reading("a.txt", "SC98 Doc. 1"), reading("b.pdf", "SC98 Doc. 1", "application/pdf"))
    assert found == {"sc98-doc-1": ("b.pdf", ["a.txt"])}


def test_a_document_has_from_its_other_files_the_facts_that_the_one_read_lacks() -> None:
    known = {"convention": "CMS", "meeting_id": "CMS-StC98", "body": "StC", "title": "OTTERS", "place": "Lima"}
    pdf = reading("b.pdf", None, "application/pdf", **dict.fromkeys(known), url="https://example.org/b")
    pdf.issues = [
        Issue("info", "parse", rule, "", "") for rule in ("title-missing", "symbol-missing", "convention-unknown")
    ]
    [found] = settle([pdf, reading("b.txt", None, **{**known, "url": "https://example.org/t"})]).readings
    assert {name: found.document[name] for name in known} == known
    assert found.document["url"] == "https://example.org/b"
    assert [(issue.rule, issue.evidence) for issue in found.issues] == [
        ("symbol-missing", ""),
        ("fact-from-rendition", "b.txt"),
    ]
    assert found.issues[-1].message.endswith("b.txt: body, convention, meeting_id, place, title")


def test_an_inferred_convention_gives_way_to_one_that_another_file_names() -> None:
    known = {"convention": "CMS", "meeting_id": "CMS-StC98", "body": "StC"}
    for rules, convention, meeting in ((["convention-inferred"], "CMS", "CMS-StC98"), ([], "CITES", None)):
        pdf = reading("b.pdf", None, "application/pdf", convention="CITES", meeting_id=None, body=None)
        pdf.issues = [Issue("info", "parse", rule, "", "") for rule in rules]
        [found] = settle([pdf, reading("b.txt", None, **known)]).readings
        assert (found.document["convention"], found.document["meeting_id"]) == (convention, meeting)
        assert [issue.rule for issue in found.issues] == (["fact-from-rendition"] if rules else [])


def test_a_pdf_read_with_errors_gives_way() -> None:
    found = settled(reading("a.txt", "SC98 Doc. 1"), reading("b.pdf", "SC98 Doc. 1", "application/pdf", errors=1))
    assert found == {"sc98-doc-1": ("a.txt", ["b.pdf"])}


def test_files_of_one_kind_or_of_hardly_one_text_are_an_issue() -> None:
    other = frozenset([*sorted(WORDS)[1:], "ffffff"])
    for kinds, words, expected in (
        (("text/plain", "text/plain"), other, [("warning", "rendition-undecided", "b.x")]),
        (("text/plain", "text/plain"), WORDS, [("info", "rendition-undecided", "b.x")]),
        (("application/pdf", "text/plain"), other, []),
        (
            ("application/pdf", "text/plain"),
            frozenset(sorted(WORDS)[1::2]),
            [("warning", "rendition-undecided", "b.x")],
        ),
        (("application/pdf", "text/plain"), frozenset(), []),
    ):
        first, second = (reading(name, "SC98 Doc. 1", kind) for name, kind in zip(("a.x", "b.x"), kinds, strict=True))
        second.words = words
        [found] = settle([second, first]).readings
        assert found.source.name == "a.x"
        assert [(issue.level, issue.rule, issue.evidence) for issue in found.issues] == expected


def test_another_language_is_another_document() -> None:
    french = reading("f.pdf", "SC98 Doc. 1", "application/pdf", "fr", frozenset({"abcdef"}))
    found = settled(french, reading("e.txt", "SC98 Doc. 1"))
    assert found == {"sc98-doc-1": ("e.txt", []), "sc98-doc-1-fr": ("f.pdf", [])}


def test_a_french_edition_alone_has_the_plain_id() -> None:
    assert set(settled(reading("f.pdf", "SC98 Doc. 1", language="fr"))) == {"sc98-doc-1"}


def test_one_symbol_on_two_texts_is_an_error_and_loses_neither() -> None:
    other = reading("b.txt", "SC98 Doc. 1", words=frozenset(f"x{number:05x}" for number in range(40)))
    result = settle([reading("a.txt", "SC98 Doc. 1"), other])
    assert [entry.document["document_id"] for entry in result.readings] == ["sc98-doc-1", "sc98-doc-1-2"]
    assert [(issue.level, issue.rule) for issue in result.issues] == [("error", "symbol-shared")]


def test_the_order_of_files_does_not_matter() -> None:
    entries = [("a.txt", "text/plain"), ("b.md", "text/markdown"), ("c.pdf", "application/pdf")]
    one = settled(*(reading(name, "SC98 Doc. 1", kind) for name, kind in entries))
    other = settled(*(reading(name, "SC98 Doc. 1", kind) for name, kind in reversed(entries)))
    assert one == other == {"sc98-doc-1": ("c.pdf", ["a.txt", "b.md"])}


def test_a_revision_names_what_it_supersedes() -> None:
    result = settle(
        [
            reading("r2.txt", "SC98 Doc. 1 (Rev. 2)"),
            reading("r1.txt", "SC98 Doc. 1 (Rev. 1)"),
            reading("r0.txt", "SC98 Doc. 1"),
            reading("c1.txt", "UNEP/CMS/COP98/Doc.3/Rev.1"),
            reading("c0.txt", "UNEP/CMS/COP98/Doc.3"),
            reading("t8.txt", "Resolution Conf. 90.4 (Rev. CoP98)"),
            reading("t7.txt", "Resolution Conf. 90.4 (Rev. CoP97)"),
        ]
    )
    by_name = {entry.source.name: entry.document for entry in result.readings}
    assert by_name["r0.txt"]["supersedes"] is None
    assert by_name["r1.txt"]["supersedes"] == by_name["r0.txt"]["document_id"]
    assert by_name["r2.txt"]["supersedes"] == by_name["r1.txt"]["document_id"]
    assert by_name["c1.txt"]["supersedes"] == by_name["c0.txt"]["document_id"]
    assert by_name["t8.txt"]["supersedes"] == by_name["t7.txt"]["document_id"]


def test_specimens_stay_where_there_is_nothing_else() -> None:
    assert set(settled(reading("a.txt", "SC198 Doc. 1", specimen=True))) == {"sc198-doc-1"}
    mixed = settle([reading("a.txt", "SC198 Doc. 1", specimen=True), reading("b.txt", "SC98 Doc. 1")])
    assert [entry.source.name for entry in mixed.readings] == ["b.txt"]
    assert [issue.rule for issue in mixed.issues] == ["specimens-left-out"]
