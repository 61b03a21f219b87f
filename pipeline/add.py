"""Taking new documents into the folder of documents and its catalogue."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.model import UnreadableSourceError
from pipeline.parse.document import read_source
from pipeline.parse.identity import Facts, identify
from pipeline.sources import (
    CATALOGUE,
    CATALOGUE_COLUMNS,
    MEDIA_TYPES,
    Source,
    file_sha256,
    find_sources,
    read_catalogue,
    write_catalogue,
)

MAX_ARCHIVE_BYTES = 2 * 1024**3
"""What a zip of a meeting may unpack to; a larger one is refused before anything is unpacked."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: taken in under ``name``, or refused with a cause.

    ``unknown`` lists the facts that neither the document nor the caller states, by their catalogue columns.
    ``notes`` say what it is beside documents that are there: another rendition, a revision, another language.
    """

    path: str
    name: str | None
    cause: str | None
    facts: Facts | None
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def add(raw: Path, paths: Sequence[Path], symbol: str | None = None, url: str | None = None) -> list[Added]:
    """Take files, and the files in zip archives, into ``raw``; return what became of each, in their order.

    A file whose content is there already is refused. The catalogue is written once, when all are in place.
    Raises `pipeline.sources.FolderError`.
    """
    raw.mkdir(parents=True, exist_ok=True)
    there, _ = find_sources(raw)
    by_hash = {source.sha256: source.name for source in there}
    entries = read_catalogue(raw / CATALOGUE)
    known = _known_documents(there)
    results: list[Added] = []
    with _unpacked(paths) as files:
        for label, path, refusal in files:
            if refusal or path is None:
                results.append(Added(label, None, refusal, None))
                continue
            added = _take(raw, label, path, symbol, url, by_hash, known)
            if added.name is not None:
                digest = file_sha256(raw / added.name)
                by_hash[digest] = added.name
                entries[added.name] = {
                    **dict.fromkeys(CATALOGUE_COLUMNS),
                    "file": added.name,
                    "symbol": symbol,
                    "url": url,
                    "sha256": digest,
                }
                if added.facts:
                    known.setdefault(added.facts["document_id"], []).append(added.facts)
            results.append(added)
    if any(added.name for added in results):
        write_catalogue(raw / CATALOGUE, entries.values())
    return results


def _take(
    raw: Path,
    label: str,
    path: Path,
    symbol: str | None,
    url: str | None,
    by_hash: Mapping[str, str],
    known: Mapping[str, list[Facts]],
) -> Added:
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None:
        kinds = ", ".join(sorted(MEDIA_TYPES))
        return Added(label, None, f"is none of the kinds of document that are read ({kinds})", None)
    digest = file_sha256(path)
    if digest in by_hash:
        return Added(label, None, f"is there already, as {by_hash[digest]}", None)
    stated = {"file": path.name, "symbol": symbol, "url": url}
    try:
        parsed = read_source(Source(path, path.name, media_type, digest, stated))
    except UnreadableSourceError as error:
        return Added(label, None, f"{error.cause}: {error}", None)
    facts, _ = identify(parsed, stated)
    folder = (facts["convention"] or "other").lower()
    name = _free_name(raw, folder, facts["document_id"], path.suffix.lower())
    target = raw / name
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.part")
    shutil.copyfile(path, beside)
    beside.replace(target)
    unknown = tuple(column for column in ("symbol", "meeting_id", "language") if facts[column] is None)
    return Added(label, name, None, facts, unknown, tuple(_notes(facts, known)))


def _notes(facts: Facts, known: Mapping[str, list[Facts]]) -> Iterator[str]:
    for other in known.get(facts["document_id"], ()):
        if other["language"] != facts["language"]:
            yield f"another language ({facts['language']}) of {other['document_id']}"
        else:
            yield f"another rendition of {other['document_id']}"
    symbol = facts["symbol"]
    if symbol and "Rev." in symbol:
        stem = symbol[: symbol.index("Rev.")].rstrip(" (/")
        for group in known.values():
            if group[0]["symbol"] == stem:
                yield f"a revision of {group[0]['document_id']}, which stays"


def _known_documents(sources: Sequence[Source]) -> dict[str, list[Facts]]:
    known: dict[str, list[Facts]] = {}
    for source in sources:
        try:
            facts, _ = identify(read_source(source), source.stated)
        except UnreadableSourceError:
            continue
        known.setdefault(facts["document_id"], []).append(facts)
    return known


def _free_name(raw: Path, folder: str, stem: str, suffix: str) -> str:
    name = f"{folder}/{stem}{suffix}"
    number = 2
    while (raw / name).exists():
        name = f"{folder}/{stem}-{number}{suffix}"
        number += 1
    return name


@contextmanager
def _unpacked(paths: Sequence[Path]) -> Iterator[list[tuple[str, Path | None, str | None]]]:
    """Give every file with a label, those of archives unpacked beside; or the reason why it is refused."""
    with tempfile.TemporaryDirectory(prefix="concord-") as folder:
        files: list[tuple[str, Path | None, str | None]] = []
        for number, path in enumerate(paths):
            if not path.is_file():
                files.append((str(path), None, "there is no such file"))
            elif path.suffix.lower() == ".zip":
                files.extend(_of_archive(path, Path(folder) / str(number)))
            else:
                files.append((str(path), path, None))
        yield files


def _of_archive(path: Path, folder: Path) -> list[tuple[str, Path | None, str | None]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted(
                (info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)),
                key=lambda info: info.filename,
            )
            if sum(info.file_size for info in members) > MAX_ARCHIVE_BYTES:
                return [(str(path), None, f"unpacks to more than {MAX_ARCHIVE_BYTES} bytes")]
            found: list[tuple[str, Path | None, str | None]] = []
            for number, info in enumerate(members):
                label = f"{path}/{info.filename}"
                if info.flag_bits & 1:
                    found.append((label, None, "is encrypted in its archive"))
                    continue
                target = folder / str(number) / PurePosixPath(info.filename).name
                target.parent.mkdir(parents=True)
                with archive.open(info) as source, target.open("wb") as sink:
                    shutil.copyfileobj(source, sink)
                found.append((label, target, None))
            return found
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        return [(str(path), None, f"is no zip archive that can be read ({error})")]


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
