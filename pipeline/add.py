"""Taking new documents into the folder of documents and its catalogue."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from pipeline.parse.identity import document_id
from pipeline.renditions import UNDECIDED, Reading, settle
from pipeline.sources import (
    CATALOGUE,
    CATALOGUE_COLUMNS,
    MEDIA_TYPES,
    FolderError,
    Source,
    file_sha256,
    files_within,
    find_sources,
    is_passed_over,
    printable,
    read_catalogue,
    state_within,
    write_catalogue,
)
from pipeline.stages import BusyError, Report, Run, read_all
from pipeline.whole import whole

OFFICIAL = "official"
"""The folder under ``raw`` with documents that we did not write: DVC tracks it as one, git ignores it."""
MAX_ARCHIVE_BYTES = 2 * 1024**3
"""What a zip of a meeting may unpack to; a larger one is refused before anything is unpacked."""
ASKED = ("symbol", "meeting_id", "language")
"""The facts that a document is known by; where neither it nor the caller states them, the caller is told."""

Entries = dict[str, dict[str, str | None]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that wants to be taken in; ``label`` is what the user calls it, ``stated`` what is known beside it."""

    label: str
    path: Path
    stated: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: taken in under ``name``, or refused with a cause (``absent`` where there is no file).

    ``facts`` are those of its `documents` row. ``unknown`` lists those of `ASKED` that neither the document nor the
    caller states. ``notes`` say what it is beside documents that are there: another rendition, a revision, another
    language, or a text that shares a symbol with another.
    """

    path: str
    name: str | None
    cause: str | None
    absent: bool = False
    facts: Mapping[str, Any] | None = None
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def add(run: Run, paths: Sequence[Path], symbol: str | None = None, url: str | None = None) -> list[Added]:
    """Take files, and those in folders and zip archives, into ``run.raw``; return what became of each, in their order.

    A file whose content is there already is refused; so is one that cannot be read. Of a folder or an archive, what a
    run would pass over is passed over, and its catalogues state of its files what they state. Raises
    `pipeline.sources.FolderError`, and `pipeline.stages.BusyError` where another process changes the folder.
    """
    with _unpacked(paths) as files:
        if (symbol or url) and len(files) > 1:
            raise FolderError(f"a symbol or an address is of one document, but {len(files)} are to be added")
        stated = {name: value for name, value in (("symbol", symbol), ("url", url)) if value}
        arrivals = [
            Arrival(file.label, file.path, {**file.stated, **stated}) for file in files if file.path is not None
        ]
        taken = {added.path: added for added in take(run, arrivals)}
        absent = {printable(str(path)) for path in paths if not path.exists()}
        return [
            taken[file.label] if file.label in taken else Added(file.label, None, file.refusal, file.label in absent)
            for file in files
        ]


def take(run: Run, arrivals: Sequence[Arrival]) -> list[Added]:
    """Take files into the folder and its catalogue; return what became of each, in their order.

    The catalogue is written first and whole: a file that it names and that is not there is taken in when it is added
    again. What was read of the documents that are there is not read again.
    """
    run.raw.mkdir(parents=True, exist_ok=True)
    with _changing(run.raw):
        there, _ = find_sources(run.raw)
        entries = read_catalogue(run.raw / CATALOGUE)
        results: dict[str, Added] = {}
        by_hash = {source.sha256: source.name for source in there if not source.fault}
        fresh = _fresh(arrivals, by_hash, results)
        new, failures = read_all(run, [source for _, source in fresh], Report())
        results |= {name: Added(name, None, f"{why.cause}: {why.message}") for name, why in failures.items()}
        by_label = {arrival.label: arrival for arrival, _ in fresh}
        placed: list[tuple[Reading, str]] = []
        for reading in new:
            label, digest = reading.source.name, reading.source.sha256
            if digest in by_hash:  # only what can be read is there: its like under a wrong ending is none
                results[label] = _duplicate(label, by_hash[digest])
                continue
            by_hash[digest] = label
            name = _place(run.raw, entries, reading)
            stated = by_label[label].stated
            entries[name] = {**_waiting(entries, name), **{key: value for key, value in stated.items() if value}}
            entries[name] |= {"file": name, "sha256": digest}
            placed.append((reading, name))
        if placed:
            write_catalogue(run.raw / CATALOGUE, entries.values())
        for reading, name in placed:
            _copy(reading.source.path, run.raw / name)
        known, _ = read_all(run, there, Report())
        documents, notes = _notes(known, placed)
        for reading, name in placed:
            facts = documents[name]
            unknown = tuple(column for column in ASKED if facts[column] is None and not entries[name][column])
            label = reading.source.name
            results[label] = Added(label, name, None, False, facts, unknown, tuple(notes[name]))
        return [results[arrival.label] for arrival in arrivals]


def renew(raw: Path, name: str, arrival: Arrival) -> bool:
    """Put a file in the place of one that is there, and what is stated into its entry; return whether it is another."""
    with _changing(raw):
        entries = read_catalogue(raw / CATALOGUE)
        digest = file_sha256(arrival.path)
        replaced = file_sha256(raw / name) != digest
        entries[name] = {**_waiting(entries, name), **arrival.stated, "file": name, "sha256": digest}
        write_catalogue(raw / CATALOGUE, entries.values())
        _copy(arrival.path, raw / name)
        return replaced


def track(raw: Path) -> str | None:
    """Let DVC take the state of the added documents; return what is to be said about it, None where all is well.

    Nothing is done where ``raw`` is in no DVC repository or holds no added documents.
    """
    official = raw / OFFICIAL
    inside = any((folder / ".dvc" / "config").is_file() for folder in (raw.resolve(), *raw.resolve().parents))
    if not inside or not official.is_dir():
        return None
    command = [sys.executable, "-m", "dvc", "add", "--quiet", OFFICIAL]
    done = subprocess.run(command, cwd=raw, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return None
    cause = done.stderr.strip().splitlines()[-1:] or ["no cause given"]
    return f"DVC does not track {official} yet ({cause[0]}); `dvc add {official}` does"


@contextmanager
def _changing(raw: Path) -> Iterator[None]:
    lock = FileLock(raw / ".lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise BusyError(f"{raw}: another command is changing this folder; wait for it") from error


def _fresh(
    arrivals: Iterable[Arrival], by_hash: Mapping[str, str], results: dict[str, Added]
) -> list[tuple[Arrival, Source]]:
    """Return the files that may be documents and are not there, by the hashes of those that are; refuse the others."""
    fresh: list[tuple[Arrival, Source]] = []
    for arrival in arrivals:
        media_type = MEDIA_TYPES.get(arrival.path.suffix.lower())
        label = arrival.label
        if is_passed_over(PurePosixPath(arrival.path.name)):
            results[label] = Added(label, None, "is passed over for its name in a folder of documents; give it another")
            continue
        if media_type is None:
            kinds = ", ".join(sorted(MEDIA_TYPES))
            results[label] = Added(label, None, f"is none of the kinds of document that are read ({kinds})")
            continue
        try:
            digest = file_sha256(arrival.path)
        except OSError as error:
            results[label] = Added(label, None, f"cannot be read: {error.strerror}")
            continue
        if digest in by_hash:
            results[label] = _duplicate(label, by_hash[digest])
            continue
        stated = {**dict.fromkeys(CATALOGUE_COLUMNS), **arrival.stated, "file": printable(arrival.path.name)}
        fresh.append((arrival, Source(arrival.path, label, media_type, digest, stated)))
    return fresh


def _duplicate(label: str, other: str) -> Added:
    return Added(label, None, f"is a duplicate: its content is there already, as {other}")


def _place(raw: Path, entries: Entries, reading: Reading) -> str:
    """Return the name for a new document: that of the catalogue entry that waits for it, else a free one."""
    identifier, suffix = reading.document["document_id"], reading.source.path.suffix.lower()
    for name, entry in sorted(entries.items()):
        if (raw / name).exists() or not name.endswith(suffix):
            continue
        if entry["sha256"] == reading.source.sha256:
            return name
        if (
            entry["sha256"] is None
            and (document_id(entry["symbol"]) if entry["symbol"] else PurePosixPath(name).stem) == identifier
            and _same_tongue(entry, reading)
        ):
            return name
    convention = (reading.document["convention"] or "other").lower()
    name, number = f"{OFFICIAL}/{convention}/{identifier}{suffix}", 1
    while (raw / name).exists() or name in entries:
        number += 1
        name = f"{OFFICIAL}/{convention}/{identifier}-{number}{suffix}"
    return name


def _same_tongue(entry: Mapping[str, str | None], reading: Reading) -> bool:
    return entry["language"] in (None, reading.document["language"])


def _waiting(entries: Entries, name: str) -> dict[str, str | None]:
    return entries.get(name) or dict.fromkeys(CATALOGUE_COLUMNS)


def _copy(path: Path, target: Path) -> None:
    with whole(target) as beside:
        shutil.copyfile(path, beside)


def _notes(
    known: Sequence[Reading], placed: Sequence[tuple[Reading, str]]
) -> tuple[dict[str, dict[str, Any]], dict[str, list[str]]]:
    """Settle which file is which document as a run will.

    Return the facts of each new file's document, and what is to be said of it and of what it is beside the others, by
    its name.
    """
    notes: dict[str, list[str]] = {name: _own_notes(reading) for reading, name in placed}
    new = [
        replace(reading, source=replace(reading.source, name=name), document={**reading.document, "source_file": name})
        for reading, name in placed
    ]
    plain = {name: reading.document["document_id"] for reading, name in placed}
    documents = {name: reading.document for reading, name in placed}
    settled = settle([*(replace(reading, document=dict(reading.document)) for reading in known), *new])
    for reading in settled.readings:
        document, name = reading.document, reading.source.name
        documents |= dict.fromkeys(plain.keys() & {name, *document["renditions"]}, document)
        for other in document["renditions"]:
            if other in notes:
                notes[other].append(f"another rendition of {document['document_id']}: {name} is read")
            elif name in notes:
                notes[name].append(f"another rendition of {document['document_id']}: it is read instead of {other}")
        if name in notes and document["document_id"] == f"{plain[name]}-{document['language']}":
            notes[name].append(f"the {document['language']} edition of {plain[name]}")
        if name in notes and document["supersedes"]:
            notes[name].append(f"a revision of {document['supersedes']}, which stays")
        elif document["supersedes"]:
            for earlier, said in notes.items():
                if document["supersedes"] == plain[earlier]:
                    said.append(f"superseded by {document['document_id']}, which is there already")
        for issue in reading.issues:
            if issue.rule == UNDECIDED and issue.level == "warning" and notes.keys() & {name, issue.evidence}:
                notes[name if name in notes else issue.evidence].append(issue.message)
    for issue in settled.issues:
        for name, said in notes.items():
            if issue.rule == "symbol-shared" and issue.message.startswith(f"{name} "):
                said.append(issue.message)
    return documents, notes


def _own_notes(reading: Reading) -> list[str]:
    """Say what of a file is not as its user may take it to be: damaged, not legible, or not what was stated of it."""
    told = {"catalogue-disagrees": ", which stands", "catalogue-no-date": ""}
    notes = [f"{issue.message}{told[issue.rule]}" for issue in reading.issues if issue.rule in told]
    if reading.errors:
        notes.append("the file is damaged, and text is missing or wrong; add another copy")
    if reading.illegible or not reading.characters:
        where = f"on {reading.illegible} of {reading.document['pages']} pages not all" if reading.characters else "no"
        notes.append(
            f"{where} text could be read; if its pages are images, or most of their characters are not stated,"
            " `ocr: true` in params.yaml has Tesseract read them"
        )
    return notes


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was named, or is in a folder or an archive that was; without a path where it is refused."""

    label: str
    path: Path | None
    refusal: str | None = None
    stated: Mapping[str, str | None] = field(default_factory=dict)


@contextmanager
def _unpacked(paths: Sequence[Path]) -> Iterator[list[_File]]:
    """Give every file with a label, those of folders and of archives unpacked beside; or why it is refused."""
    with tempfile.TemporaryDirectory(prefix="concord-") as folder:
        files: list[_File] = []
        for number, path in enumerate(dict.fromkeys(paths)):
            if path.is_dir():
                files.extend(_of_folder(path))
            elif not path.is_file():
                cause = "is neither a file nor a folder" if path.exists() else "there is no such file"
                files.append(_File(printable(str(path)), None, cause))
            elif path.suffix.lower() == ".zip":
                files.extend(_of_archive(path, Path(folder) / str(number)))
            else:
                files.append(_File(printable(str(path)), path))
        yield files


def _of_folder(path: Path) -> list[_File]:
    there = {file.relative_to(path).as_posix(): _File(printable(str(file)), file) for file in files_within(path)}
    return _as_catalogued(there) or [_File(printable(str(path)), None, "is a folder without documents")]


def _of_archive(path: Path, folder: Path) -> list[_File]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                (
                    info
                    for info in archive.infolist()
                    if not info.is_dir() and not is_passed_over(PurePosixPath(info.filename))
                ),
                key=lambda info: info.filename,
            )
            if sum(info.file_size for info in members) > MAX_ARCHIVE_BYTES:
                return [_File(printable(str(path)), None, f"unpacks to more than {MAX_ARCHIVE_BYTES} bytes")]
            found: dict[str, _File] = {}
            for number, info in enumerate(members):
                label = printable(f"{path}/{info.filename}")
                if info.flag_bits & 1:
                    found[info.filename] = _File(label, None, "is encrypted in its archive")
                    continue
                target = folder / str(number) / PurePosixPath(info.filename).name
                target.parent.mkdir(parents=True)
                with archive.open(info) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
                found[info.filename] = _File(label, target)
            return _as_catalogued(found) or [_File(printable(str(path)), None, "is an archive without documents")]
    except (zipfile.BadZipFile, zlib.error, LZMAError, OSError, EOFError, NotImplementedError) as error:
        return [_File(printable(str(path)), None, f"is no zip archive that can be read ({error})")]


def _as_catalogued(files: Mapping[str, _File]) -> list[_File]:
    """Return files, by their names in one folder, with what its catalogues state; one that is none is refused.

    What catalogues of folders further up state counts before what those further down do, as in a run.
    """
    stated: Entries = {}
    refused: dict[str, str] = {}
    for name, file in sorted(files.items(), key=lambda item: (item[0].count("/"), item[0])):
        if PurePosixPath(name).name == CATALOGUE and file.path is not None:
            try:
                state_within(stated, PurePosixPath(name).parent, read_catalogue(file.path))
            except FolderError as error:
                refused[name] = str(error).removeprefix(str(file.path)).lstrip(":, ")
    return [
        replace(file, path=None, refusal=refused[name])
        if name in refused
        else replace(file, stated=stated.get(printable(name), {}))
        for name, file in files.items()
        if name in refused or PurePosixPath(name).name != CATALOGUE or file.path is None
    ]
