"""Taking documents in: what is recognised, what is refused, and what the catalogue says afterwards."""

from __future__ import annotations

import csv
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.add import Added, add
from pipeline.parquet import read_rows
from pipeline.sources import FolderError, file_sha256
from pipeline.stages import BusyError, Run
from tests.conftest import run_concord

HEAD = """CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES OF WILD FAUNA AND FLORA

{symbol}

Ninety-eighth meeting of the Standing Committee
Somewhere (Nowhere), 2-6 July 2098

{title}

"""
BODY = """1. This document was written for a test. The Committee reviewed the work that nobody has done.
2. The Committee asked both Secretariats to count the snow leopards again, and to report at the next meeting.
"""
FRENCH = """1. Le présent document a été écrit pour un essai. Le Comité a examiné les travaux que personne n'a faits.
2. Le Comité a demandé aux deux Secrétariats de compter encore une fois les panthères, et de faire rapport.
"""


def write(path: Path, symbol: str = "SC98 Doc. 4", body: str = BODY, title: str = "COUNTING OF LEOPARDS") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(symbol=symbol, title=title) + body, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "raw", tmp_path / "out", tmp_path / "keep")


def only(results: list[Added]) -> Added:
    [result] = results
    return result


def catalogue(run: Run) -> list[dict[str, str]]:
    with (run.raw / "catalogue.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def facts(added: Added) -> dict[str, Any]:
    return dict(added.facts or {})


def test_what_a_document_says_is_recognised(run: Run, tmp_path: Path) -> None:
    added = only(add(run, [write(tmp_path / "new" / "any name.txt")], url="https://example.org/x"))
    assert (added.name, added.cause, added.unknown, added.notes) == ("official/cites/sc98-doc-4.txt", None, (), ())
    assert facts(added)["meeting_id"] == "CITES-SC98"
    assert facts(added)["language"] == "en"
    [entry] = catalogue(run)
    assert entry["file"] == added.name
    assert entry["url"] == "https://example.org/x"
    assert len(entry["sha256"]) == 64
    assert (run.raw / entry["file"]).read_bytes() == (tmp_path / "new" / "any name.txt").read_bytes()


def test_the_rest_of_the_catalogue_stays(run: Run, tmp_path: Path) -> None:
    run.raw.mkdir()
    (run.raw / "catalogue.csv").write_text("file,symbol\nlater.pdf,SC98 Doc. 90\n")
    add(run, [write(tmp_path / "a.txt")])
    assert [(entry["file"], entry["symbol"]) for entry in catalogue(run)] == [
        ("later.pdf", "SC98 Doc. 90"),
        ("official/cites/sc98-doc-4.txt", ""),
    ]


def test_duplicates_are_refused_wherever_the_first_lies(run: Run, tmp_path: Path) -> None:
    first = write(tmp_path / "a.txt")
    second = write(tmp_path / "b.txt")
    one, other = add(run, [first, second])
    assert one.name == "official/cites/sc98-doc-4.txt"
    assert other.name is None
    assert "duplicate" in (other.cause or "")
    again = only(add(run, [second]))
    assert again.cause == "is a duplicate: its content is there already, as official/cites/sc98-doc-4.txt"
    assert len(catalogue(run)) == 1


def test_a_file_under_a_wrong_ending_takes_no_place_from_its_like_under_the_right_one(run: Run, tmp_path: Path) -> None:
    named, right = write(tmp_path / "a.pdf"), write(tmp_path / "b.txt")
    refused, taken = add(run, [named, right])
    assert (refused.name, refused.cause) == (None, "not_a_pdf: the file is not a PDF: it has no PDF header")
    assert taken.name == "official/cites/sc98-doc-4.txt"


def test_of_several_empty_files_none_is_called_a_duplicate(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).touch()
    assert [added.cause for added in add(run, [tmp_path / "a.txt", tmp_path / "b.txt"])] == [
        "empty: the file is empty"
    ] * 2


def test_what_is_not_recognised_is_named_and_can_be_stated(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_text(BODY)
    assert only(add(run, [path])).unknown == ("symbol", "meeting_id")
    other = tmp_path / "other.txt"
    other.write_text(BODY + "3. And more.\n")
    stated = only(add(run, [other], symbol="SC98 Doc. 7"))
    assert stated.unknown == ()
    assert facts(stated)["document_id"] == "sc98-doc-7"
    assert {entry["file"]: entry["symbol"] for entry in catalogue(run)} == {
        "official/other/memo.txt": "",
        "official/cites/sc98-doc-7.txt": "SC98 Doc. 7",
    }


def test_what_is_stated_against_the_document_is_named(run: Run, tmp_path: Path) -> None:
    added = only(add(run, [write(tmp_path / "a.txt")], symbol="SC98 Doc. 5"))
    assert facts(added)["document_id"] == "sc98-doc-4"
    assert added.notes == ("The catalogue states symbol 'SC98 Doc. 5', the document 'SC98 Doc. 4', which stands",)


@pytest.mark.parametrize(
    ("first", "said"), [(None, "no text could be read"), ("SC98 Doc. 4", "on 1 of 2 pages not all text could be read")]
)
def test_pages_without_text_are_named(run: Run, tmp_path: Path, first: str | None, said: str) -> None:
    page = Canvas(str(tmp_path / "scan.pdf"))
    if first:
        page.drawString(70, 700, first)
        page.showPage()
    page.drawImage(ImageReader(Image.new("RGB", (20, 20))), 70, 70, 400, 400)
    page.save()
    assert said in " ".join(only(add(run, [tmp_path / "scan.pdf"])).notes)


def test_a_file_that_lost_text_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlab.rl_config.useA85", 0)
    page = Canvas(str(tmp_path / "cut.pdf"), pageCompression=1)
    page.drawString(70, 700, "Herons nest here.")
    page.save()
    data = (tmp_path / "cut.pdf").read_bytes()
    at = data.index(b"endstream")
    (tmp_path / "cut.pdf").write_bytes(data[: at - 30] + data[at:])
    assert "the file is damaged" in " ".join(only(add(run, [tmp_path / "cut.pdf"])).notes)


def test_a_rendition_is_not_asked_what_its_document_says(run: Run, tmp_path: Path) -> None:
    bare = write(tmp_path / "sc98-doc-4.txt", symbol="")
    assert only(add(run, [bare])).unknown == ("symbol",)
    bare.write_text(bare.read_text() + "\n")
    _, second = add(run, [write(tmp_path / "a.md"), bare])
    assert second.notes == ("another rendition of sc98-doc-4: official/cites/sc98-doc-4.md is read",)
    assert (second.unknown, facts(second)["symbol"]) == ((), "SC98 Doc. 4")


def test_a_symbol_is_of_one_document(run: Run, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="2 are to be added"):
        add(run, [write(tmp_path / "a.txt"), write(tmp_path / "b.txt", "SC98 Doc. 5")], symbol="SC98 Doc. 6")
    assert not run.raw.exists()


def test_revision_rendition_language_and_a_shared_symbol(run: Run, tmp_path: Path) -> None:
    add(run, [write(tmp_path / "a.txt")])
    revised = write(tmp_path / "r.txt", "SC98 Doc. 4 (Rev. 1)", BODY + "3. One line more.\n")
    rendition = write(tmp_path / "a.md")
    rendition.write_text(rendition.read_text() + "\n")
    french = write(tmp_path / "f.txt", body=FRENCH * 3, title="COMPTAGE DES PANTHÈRES")
    words = (
        f"{stem}{ending}"
        for stem in ("budg", "staff", "prem", "aud", "fisc")
        for ending in ("ary", "ing", "ment", "ance", "ions", "ist", "ious", "able")
    )
    quite = f"1. Wholly different matters were discussed by the Committee: {', '.join(words)}.\n" * 3
    unlike = write(tmp_path / "u.txt", body=quite, title="BUDGETARY MATTERS")
    revision, other, language, shared = add(run, [revised, rendition, french, unlike])
    assert revision.notes == ("a revision of sc98-doc-4, which stays",)
    assert other.notes == ("another rendition of sc98-doc-4: it is read instead of official/cites/sc98-doc-4.txt",)
    assert language.notes == ("the fr edition of sc98-doc-4",)
    assert facts(language)["document_id"] == "sc98-doc-4-fr"
    assert len(shared.notes) == 1
    assert "but another text" in shared.notes[0]
    names = sorted(path.name for path in (run.raw / "official" / "cites").iterdir())
    assert names == [
        "sc98-doc-4-2.txt",
        "sc98-doc-4-3.txt",
        "sc98-doc-4-rev-1.txt",
        "sc98-doc-4.md",
        "sc98-doc-4.txt",
    ]
    anew = only(add(run, [write(tmp_path / "e.md", body=BODY + "3. Another line of much the same words.\n")]))
    assert any("have not the same words: the first is read for its name alone" in note for note in anew.notes)


def test_an_original_that_comes_after_its_revision(run: Run, tmp_path: Path) -> None:
    add(run, [write(tmp_path / "r.txt", "SC98 Doc. 4 (Rev. 1)", BODY + "3. One line more.\n")])
    added = only(add(run, [write(tmp_path / "a.txt")]))
    assert added.notes == ("superseded by sc98-doc-4-rev-1, which is there already",)


def test_an_entry_that_waits_for_its_document(run: Run, tmp_path: Path) -> None:
    run.raw.mkdir()
    (run.raw / "catalogue.csv").write_text(
        "file,symbol,url,url_basis\nofficial/x/leopards.txt,SC98 Doc. 4,https://example.org/l,derived\n"
    )
    assert only(add(run, [write(tmp_path / "a.txt")])).name == "official/x/leopards.txt"
    [entry] = catalogue(run)
    assert (entry["url"], entry["url_basis"]) == ("https://example.org/l", "derived")


def test_an_entry_without_a_symbol_waits_for_the_file_of_its_name(run: Run, tmp_path: Path) -> None:
    run.raw.mkdir()
    (run.raw / "catalogue.csv").write_text("file,meeting_id\nofficial/cms/memo.txt,CMS-StC99\n")
    for name, place, unknown in (
        ("note", "official/other/note.txt", ("symbol", "meeting_id")),
        ("memo", "official/cms/memo.txt", ("symbol",)),
    ):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"{BODY}3. This is the {name}.\n")
        added = only(add(run, [path]))
        assert (added.name, added.unknown) == (place, unknown)
    assert {entry["file"]: entry["meeting_id"] for entry in catalogue(run)}["official/cms/memo.txt"] == "CMS-StC99"


def test_taken_up_after_a_kill_between_catalogue_and_file(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    added = only(add(run, [path], url="https://example.org/a"))
    (run.raw / str(added.name)).unlink()
    again = only(add(run, [path]))
    assert again.name == added.name
    assert [entry["url"] for entry in catalogue(run)] == ["https://example.org/a"]


def test_a_meeting_in_a_zip(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "meeting.zip"
    with zipfile.ZipFile(archive, "w") as sink:
        sink.write(write(tmp_path / "1.txt", "SC98 Doc. 1"), "docs/1.txt")
        sink.write(write(tmp_path / "2.txt", "SC98 Doc. 2", FRENCH), "../../2.txt")
        sink.writestr("__MACOSX/._1.txt", "x")
        sink.writestr("list.xls", "x")
        sink.writestr("empty.txt", "")
    results = {added.path.removeprefix(f"{archive}/"): added for added in add(run, [archive])}
    assert {label: added.name for label, added in results.items()} == {
        "docs/1.txt": "official/cites/sc98-doc-1.txt",
        "../../2.txt": "official/cites/sc98-doc-2.txt",
        "list.xls": None,
        "empty.txt": None,
    }
    assert "none of the kinds" in (results["list.xls"].cause or "")
    assert "empty" in (results["empty.txt"].cause or "")
    assert sorted(path.name for path in run.raw.rglob("*.txt")) == ["sc98-doc-1.txt", "sc98-doc-2.txt"]


def test_a_meeting_in_a_folder(run: Run, tmp_path: Path) -> None:
    meeting = tmp_path / "meeting"
    write(meeting / "docs" / "1.txt", "SC98 Doc. 1")
    write(meeting / ".hidden" / "2.txt", "SC98 Doc. 2")
    (meeting / "list.xls").write_bytes(b"x")
    (tmp_path / "nothing").mkdir()
    one, listed, nothing = add(run, [meeting, tmp_path / "nothing"])
    assert (one.path, one.name) == (str(meeting / "docs" / "1.txt"), "official/cites/sc98-doc-1.txt")
    assert "none of the kinds" in (listed.cause or "")
    assert (nothing.cause, nothing.absent) == ("is a folder without documents", False)


@pytest.mark.parametrize("kind", ["folder", "archive"])
def test_a_folder_brings_its_catalogues_and_not_its_read_me(run: Run, tmp_path: Path, kind: str) -> None:
    meeting = tmp_path / "meeting"
    write(meeting / "a" / "1.txt", "SC98 Doc. 1")
    (meeting / "a" / "2.txt").write_text(BODY * 2)
    (meeting / "README.md").write_text(BODY)
    (meeting / "catalogue.csv").write_text("file,place,url\na/2.txt,Lima,https://example.org/2\n")
    (meeting / "a" / "catalogue.csv").write_text("file,symbol,place\n2.txt,SC98 Doc. 2,Oslo\n")
    (meeting / "other").mkdir()
    (meeting / "other" / "catalogue.csv").write_text("name,price\notter,3\n")
    if kind == "archive":
        with zipfile.ZipFile(tmp_path / "meeting.zip", "w") as sink:
            for path in meeting.rglob("*.*"):
                sink.write(path, path.relative_to(meeting))
    [one, two, other] = add(run, [meeting if kind == "folder" else tmp_path / "meeting.zip"])
    assert one.name == "official/cites/sc98-doc-1.txt"
    assert (two.name, two.unknown) == ("official/cites/sc98-doc-2.txt", ())
    assert (facts(two)["meeting_id"], facts(two)["place"]) == ("CITES-SC98", "Lima")
    assert (other.name, other.cause) == (None, "unknown columns name, price")
    [entry] = [entry for entry in catalogue(run) if entry["file"] == two.name]
    assert (entry["symbol"], entry["place"], entry["url"]) == ("SC98 Doc. 2", "Lima", "https://example.org/2")


def test_a_document_named_as_what_a_run_passes_over_is_refused(run: Run, tmp_path: Path) -> None:
    added = only(add(run, [write(tmp_path / "README.txt")]))
    assert (added.name, added.cause) == (None, "is passed over for its name in a folder of documents; give it another")


def test_archives_that_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK no zip")
    zipfile.ZipFile(tmp_path / "b.zip", "w").close()
    one, other, absent = add(run, [tmp_path / "a.zip", tmp_path / "b.zip", tmp_path / "c.zip"])
    assert "is no zip archive" in (one.cause or "")
    assert other.cause == "is an archive without documents"
    assert (absent.cause, absent.absent) == ("there is no such file", True)


def test_archives_and_files_that_are_damaged_or_locked_cost_only_themselves(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, damaged = write(tmp_path / "whole.txt"), tmp_path / "damaged.zip"
    with zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(whole, "a.txt")
    data = bytearray(damaged.read_bytes())
    data[35:95] = b"\xff" * 60
    damaged.write_bytes(data)
    locked = write(tmp_path / "locked.txt", "SC98 Doc. 5")
    odd = write(tmp_path / os.fsdecode(b"caf\xe9.txt"), "SC98 Doc. 6")
    os.mkfifo(tmp_path / "queue.txt")

    def digest(path: Path) -> str:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return file_sha256(path)

    monkeypatch.setattr("pipeline.add.file_sha256", digest)
    results = add(run, [damaged, locked, odd, tmp_path / "queue.txt", whole])
    assert [result.cause and result.cause.partition(" (")[0] for result in results] == [
        "is no zip archive that can be read",
        "cannot be read: Permission denied",
        None,
        "is neither a file nor a folder",
        None,
    ]
    assert (results[2].path, results[2].name) == (f"{tmp_path}/caf\\xe9.txt", "official/cites/sc98-doc-6.txt")


def test_two_at_once(run: Run, tmp_path: Path) -> None:
    run.raw.mkdir()
    with FileLock(run.raw / ".lock"), pytest.raises(BusyError, match="another command"):
        add(run, [write(tmp_path / "a.txt")])


def test_the_command_says_what_is_new(tmp_path: Path) -> None:
    places = ("--raw", tmp_path / "raw", "--out", tmp_path / "out", "--keep", tmp_path / "keep", "--jobs", "1")
    done = run_concord("add", write(tmp_path / "a.txt"), "--run", *places)
    assert done.returncode == 0, done.stderr
    assert "sc98-doc-4, SC98 Doc. 4, CITES-SC98, en, COUNTING OF LEOPARDS, taken in as" in done.stdout
    assert "New: 1 document: sc98-doc-4." in done.stdout
    done = run_concord("add", tmp_path / "a.txt", write(tmp_path / "b.txt", "SC98 Doc. 5", FRENCH), "--run", *places)
    assert done.returncode == 1
    assert "duplicate" in done.stderr
    assert "New: 1 document: sc98-doc-5." in done.stdout
    assert "sc98-doc-4." not in done.stdout
    assert {row["document_id"] for row in read_rows(tmp_path / "out", "documents")} == {"sc98-doc-4", "sc98-doc-5"}
    done = run_concord("add", tmp_path / "none.txt", write(tmp_path / "c.txt", "SC98 Doc. 6"), "--run", *places)
    assert (done.returncode, "none.txt: there is no such file" in done.stderr) == (2, True)
    assert "New: 1 document: sc98-doc-6." in done.stdout  # what was taken is built all the same
