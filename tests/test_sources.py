from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.sources import FolderError, find_sources, read_catalogue, write_catalogue


def test_files_are_found_in_any_depth_in_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/two.md", "a.txt", "b/one.PDF", "README.md", ".hidden.txt", "b/.git/x.txt", "c.txt.dvc"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "catalogue.csv").write_text("file,symbol\na.txt,SC98 Doc. 1\nlost.pdf,SC98 Doc. 2\n")
    sources, issues = find_sources(tmp_path)
    assert [(source.name, source.media_type) for source in sources] == [
        ("a.txt", "text/plain"),
        ("b/one.PDF", "application/pdf"),
        ("b/two.md", "text/markdown"),
    ]
    assert sources[0].stated["symbol"] == "SC98 Doc. 1"
    assert dict(sources[1].stated) == {"file": "b/one.PDF"}
    assert [issue.rule for issue in issues] == ["catalogued-not-there"]


def test_folders_within_have_catalogues_of_their_own(tmp_path: Path) -> None:
    for name in ("a.txt", "b/a.txt", "b/a/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "catalogue.csv").write_text("file,symbol\nb/a.txt,SC98 Doc. 1\n")
    (tmp_path / "b" / "catalogue.csv").write_text(
        "file,symbol,place\na.txt,SC98 Doc. 9,Lima\na/d.txt,,Dakar\ne.txt,,\n"
    )
    (tmp_path / "b" / "a" / "catalogue.csv").write_text("file,place\nd.txt,Oslo\n")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "catalogue.csv").write_text("name,price\notter,3\n")
    sources, issues = find_sources(tmp_path)
    stated = {source.name: (source.stated.get("symbol"), source.stated.get("place")) for source in sources}
    assert stated == {"a.txt": (None, None), "b/a.txt": ("SC98 Doc. 1", "Lima"), "b/a/d.txt": (None, "Dakar")}
    assert [(issue.rule, issue.evidence) for issue in issues] == [
        ("catalogue-not-read", "c/catalogue.csv"),
        ("catalogued-not-there", ""),
    ]


def test_a_file_that_is_another_than_the_catalogue_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "catalogue.csv").write_text(f"file,sha256\na.txt,{'0' * 64}\n")
    _, issues = find_sources(tmp_path)
    assert [(issue.level, issue.rule) for issue in issues] == [("warning", "checksum-differs")]


def test_files_that_cannot_be_opened_or_named_are_told_and_the_others_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "locked.txt", os.fsdecode(b"caf\xe9.txt"), os.fsdecode(b"\xe9t\xe9/b.txt")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, errors="surrogateescape")
    (tmp_path / "catalogue.csv").write_text(f"file,sha256\nlocked.txt,{'0' * 64}\n")

    def file_sha256(path: Path) -> str:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return "1" * 64

    monkeypatch.setattr("pipeline.sources.file_sha256", file_sha256)
    sources, issues = find_sources(tmp_path)
    assert [(source.name, source.sha256, source.fault) for source in sources] == [
        ("a.txt", "1" * 64, None),
        ("caf\\xe9.txt", "", "its name is not UTF-8; give it another"),
        ("locked.txt", "", "cannot be read: Permission denied"),
        ("\\xe9t\\xe9/b.txt", "", "its name is not UTF-8; give it another"),
    ]
    assert issues == []


def test_a_catalogue_comes_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    write_catalogue(path, [{"file": "b.pdf", "title": 'Of "lions", and others'}, {"file": "a.pdf", "symbol": None}])
    assert path.read_text().splitlines()[1].startswith("a.pdf,")
    assert read_catalogue(path)["b.pdf"]["title"] == 'Of "lions", and others'
    assert read_catalogue(path)["a.pdf"]["symbol"] is None
    assert [entry.name for entry in tmp_path.iterdir()] == ["catalogue.csv"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("symbol\nSC98 Doc. 1\n", "no column `file`"),
        ("file,colour\na,blue\n", "unknown columns colour"),
        ("file,symbol\na.txt,X\na.txt,Y\n", "line 3: a.txt is there twice"),
        ("file,symbol\na.txt,X,Y\n", "line 2: has too many values"),
        ("file,symbol\n,X\n", "line 2: has too many values or no file"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_said(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "catalogue.csv").write_text(text)
    with pytest.raises(FolderError, match=message):
        read_catalogue(tmp_path / "catalogue.csv")


def test_a_catalogue_in_latin_1_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.csv").write_bytes("file,title\na.txt,Comité\n".encode("latin-1"))
    with pytest.raises(FolderError, match="no CSV in UTF-8"):
        read_catalogue(tmp_path / "catalogue.csv")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(FolderError, match="is a file"):
        find_sources(tmp_path / "a.txt")


def test_links_are_told_wherever_they_lead_and_those_to_folders_not_followed(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x.txt").write_text("x")
    (raw / "folder.txt").mkdir(parents=True)
    (raw / "folder.txt" / "in.txt").write_text("in")
    for name, target in (
        ("kept.txt", "../elsewhere/x.txt"),
        ("lost.txt", "nowhere.txt"),
        ("round.txt", "round.txt"),
        ("more", "../elsewhere"),
    ):
        (raw / name).symlink_to(target)
    os.mkfifo(raw / "pipe.txt")
    sources, issues = find_sources(raw)
    assert [(source.name, source.fault) for source in sources] == [
        ("folder.txt/in.txt", None),
        ("kept.txt", None),
        ("lost.txt", "cannot be read: No such file or directory"),
        ("pipe.txt", "cannot be read: it is no file"),
        ("round.txt", "cannot be read: Too many levels of symbolic links"),
    ]
    assert [(issue.level, issue.rule, issue.message) for issue in issues] == [
        (
            "warning",
            "folder-not-read",
            "more: a link to a folder, which is not followed; put the folder itself there",
        )
    ]


def test_a_folder_that_cannot_be_listed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(path: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", scandir)
    with pytest.raises(FolderError, match="cannot be listed: Permission denied"):
        find_sources(tmp_path)
