"""The folder of documents and its catalogue: which files there are, and what is stated about them."""

from __future__ import annotations

import csv
import errno
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from pipeline.model import Issue
from pipeline.whole import whole

STAGE = "sources"
CATALOGUE = "catalogue.csv"
CATALOGUE_COLUMNS = (
    "file",
    "symbol",
    "convention",
    "meeting_id",
    "title",
    "place",
    "meeting_start",
    "meeting_end",
    "issued",
    "language",
    "url",
    "sha256",
    "specimen",
    "url_basis",
    "etag",
    "last_modified",
)
"""Those of the contract, and what fetching needs: whether the address is ``printed`` in a document, ``derived`` from
the site's pattern and not confirmed, or ``unknown``; and what the server said of the file's version."""
MEDIA_TYPES: Mapping[str, str] = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".md": "text/markdown",
    ".txt": "text/plain",
}
"""What is read, best rendition first: pages and boxes, then styles, then bare text."""

NO_DOCUMENTS = "The folder holds no document of a kind that is read."


class FolderError(Exception):
    """The folder or its catalogue cannot be used at all; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read.

    ``name`` is its path relative to the folder, with forward slashes. ``stated`` is its catalogue entry, None for
    what is not stated; without an entry it holds only ``file``. ``fault`` says why the file cannot be opened or named,
    None where it can; its ``sha256`` is empty then.
    """

    path: Path
    name: str
    media_type: str
    sha256: str
    stated: Mapping[str, str | None]
    fault: str | None = None

    @property
    def is_specimen(self) -> bool:
        """Whether the catalogue marks it as a document that we wrote ourselves."""
        return (self.stated.get("specimen") or "").strip().lower() in {"true", "yes", "1"}


def find_sources(folder: Path) -> tuple[list[Source], list[Issue]]:
    """Return the documents of a folder, in order of their names, and what is to be said about it.

    Files that are no documents are set aside by name in an issue; hidden files, catalogues, read-me files and DVC's own
    files are passed over. A folder within it may have a catalogue of its own, in which files are named from there: it
    states what the folder's leaves open. Raises `FolderError`.
    """
    if not folder.exists():
        raise FolderError(f"{folder}: there is no such folder")
    if not folder.is_dir():
        raise FolderError(f"{folder}: is a file, not a folder of documents")
    sources: list[Source] = []
    issues: list[Issue] = []
    paths, inner = _files(folder)
    entries = read_catalogue(folder / CATALOGUE)
    for catalogue in inner:
        _read_within(folder, catalogue, entries, issues)
    for path in paths:
        name = printable(path.relative_to(folder).as_posix())
        media_type = MEDIA_TYPES.get(path.suffix.lower())
        if path.is_dir():
            message = f"{name}: a link to a folder, which is not followed; put the folder itself there"
            issues.append(_issue("warning", "folder-not-read", message, name))
            continue
        if media_type is None:
            issues.append(_issue("info", "file-not-read", f"{name}: no kind of document that is read", path.suffix))
            continue
        stated = entries.pop(name, {"file": name})
        sources.append(_source(path, name, media_type, stated))
    if not sources:
        issues.append(_issue("warning", "no-documents", NO_DOCUMENTS, ", ".join(sorted(MEDIA_TYPES))))
    issues += _not_there(entries)
    issues += _changed_files(sources)
    return sources, issues


def _not_there(entries: Mapping[str, Mapping[str, str | None]]) -> Iterator[Issue]:
    """Say which catalogued documents are not in the folder: those that are waited for, then any others."""
    waiting = sorted(name for name, entry in entries.items() if entry["url_basis"] and not entry["sha256"])
    for names, how in (
        ([name for name in waiting if entries[name]["url"]], "`concord fetch` brings them"),
        ([name for name in waiting if not entries[name]["url"]], "no address is known: `concord add` takes them in"),
    ):
        if names:
            message = f"Not there yet: {len(names)} of the catalogued documents; {how}"
            yield _issue("info", "not-fetched", message, ", ".join(names))
    for name, entry in sorted(entries.items()):
        if name not in waiting:
            message = f"{name}: in the catalogue, but not in the folder"
            yield _issue("info", "catalogued-not-there", message, entry["url"] or "")


def _changed_files(sources: Sequence[Source]) -> Iterator[Issue]:
    """Say which files are not those that the catalogue describes."""
    for source in sources:
        stated = source.stated.get("sha256")
        if stated and not source.fault and stated != source.sha256:
            message = f"{source.name}: is not the file that the catalogue describes"
            yield _issue("warning", "checksum-differs", message, f"stated {stated}, found {source.sha256}")


def read_catalogue(path: Path) -> dict[str, dict[str, str | None]]:
    """Return the entries of a catalogue by their file, empty values as None; none where there is no catalogue.

    Raises `FolderError` where it is no CSV in UTF-8, lacks ``file``, has unknown columns or names a file twice.
    """
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            columns = list(reader.fieldnames or [])
            rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise FolderError(f"{path}: is no CSV in UTF-8 ({error})") from error
    unknown = [column for column in columns if column not in CATALOGUE_COLUMNS]
    if "file" not in columns or unknown:
        cause = f"unknown columns {', '.join(unknown)}" if unknown else "it has no column `file`"
        raise FolderError(f"{path}: {cause}")
    entries: dict[str, dict[str, str | None]] = {}
    for line, row in enumerate(rows, 2):
        if None in row or not (row["file"] or "").strip():
            raise FolderError(f"{path}, line {line}: has too many values or no file")
        name = row["file"].strip()
        if name in entries:
            raise FolderError(f"{path}, line {line}: {name} is there twice")
        entries[name] = {column: (row.get(column) or "").strip() or None for column in CATALOGUE_COLUMNS}
        entries[name]["file"] = name
    return entries


def write_catalogue(path: Path, entries: Iterable[Mapping[str, str | None]]) -> None:
    """Write a catalogue in order of its files, whole or not at all."""
    with whole(path) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, CATALOGUE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        for entry in sorted(entries, key=lambda entry: entry["file"] or ""):
            writer.writerow({column: entry.get(column) or "" for column in CATALOGUE_COLUMNS})


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal. Raises OSError, also for what is no file: a pipe has no end."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def printable(name: str) -> str:
    """Return the name of a file with bytes that are no UTF-8 written by their figures: no table can hold them."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _source(path: Path, name: str, media_type: str, stated: Mapping[str, str | None]) -> Source:
    if not path.as_posix().endswith(name):  # some byte of it had to be written otherwise
        return Source(path, name, media_type, "", stated, "its name is not UTF-8; give it another")
    try:
        return Source(path, name, media_type, file_sha256(path), stated)
    except OSError as error:
        return Source(path, name, media_type, "", stated, f"cannot be read: {error.strerror}")


def is_passed_over(path: PurePath) -> bool:
    """Return whether no file of this path, relative to its folder, is taken for a document: hidden, read-me, DVC's."""
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return hidden or path.suffix == ".dvc" or path.stem.lower() == "readme"


def files_within(folder: Path) -> list[Path]:
    """Return what a folder holds in any depth and is not passed over, in order of the paths.

    Links are among it wherever they lead; one to a folder is not followed, as it may lead back. Raises `FolderError`
    where a folder cannot be listed: nothing would tell of the documents in it.
    """

    def refuse(error: OSError) -> None:
        raise FolderError(f"{error.filename}: cannot be listed: {error.strerror}")

    there: list[Path] = []
    for where, folders, files in os.walk(folder, onerror=refuse):
        there += [Path(where, name) for name in files]
        there += [path for name in folders if (path := Path(where, name)).is_symlink()]
    return sorted(
        (path for path in there if not is_passed_over(path.relative_to(folder))), key=lambda path: path.as_posix()
    )


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the files of a folder that may be documents, and the catalogues of folders within it, outermost first."""
    paths = files_within(folder)
    inner = [path for path in paths if path.name == CATALOGUE and path.parent != folder]
    return [path for path in paths if path.name != CATALOGUE], sorted(inner, key=lambda path: len(path.parts))


def state_within(
    entries: dict[str, dict[str, str | None]], where: PurePath, inner: Mapping[str, Mapping[str, str | None]]
) -> None:
    """Let the catalogue of a folder within, ``where``, state of its files what ``entries`` leave open."""
    for file, entry in inner.items():
        name = printable((where / file).as_posix())
        outer = {column: value for column, value in entries.get(name, {}).items() if value}
        entries[name] = {**entry, **outer, "file": name}


def _read_within(folder: Path, catalogue: Path, entries: dict[str, dict[str, str | None]], issues: list[Issue]) -> None:
    """Let the catalogue of a folder within state what is not stated of its files; one that is none is an issue."""
    where = catalogue.parent.relative_to(folder)
    try:
        inner = read_catalogue(catalogue)
    except FolderError as error:
        issues.append(_issue("warning", "catalogue-not-read", str(error), (where / CATALOGUE).as_posix()))
        return
    state_within(entries, where, inner)


def _issue(level: str, rule: str, message: str, evidence: str) -> Issue:
    return Issue(level=level, stage=STAGE, rule=rule, message=message, evidence=evidence)  # type: ignore[arg-type]
