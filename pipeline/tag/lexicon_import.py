"""Exports of the Checklist of CITES Species and of Species+, merged into a lexicon file of the user's.

Editions of these exports differ in columns, separators and packing. Which column says what is in
``pipeline/data/taxa/import_columns.csv``; a column that is not there is reported, and so is every row that cannot be
used and every value of a cell that is left out or mended (`pipeline.tag.lexicon_cells`). The curated lexicon is never
changed: where an export disagrees with it, the curated name stands and the report says so.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.datafiles import read_rows
from pipeline.tag.lexicon import lexicon
from pipeline.tag.lexicon_cells import (
    Remarks,
    appendices,
    cleaned,
    common_names,
    rank_of,
    scientific_name,
    synonyms,
    taxon_number,
)
from pipeline.tag.name_forms import words_of
from pipeline.tag.taxon_files import COLUMNS, LANGUAGES, TAXA, Taxon, read_taxa
from pipeline.whole import whole

_SEPARATOR_SAID = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
"""The first line with which spreadsheets are told the separator."""
_INSTRUMENTS = {"CITES", "CMS"}
_HIGHER = ("family", "order", "class")


class LexiconImportError(Exception):
    """A file that is no export of names; the message says why."""


@dataclass(slots=True)
class ImportReport:
    """What an import brought, in counts of taxa and names, and what it disagrees with.

    ``set_aside`` are rows that could not be used, ``left_out`` values of cells, ``mended`` cells that could be once
    they were cleaned: each counted by its reason, with the first example. ``unknown_columns`` are columns that nobody
    knows the meaning of; ``encoding`` is that of the file. ``clashes`` are sentences, in the order of the names.
    """

    rows: int = 0
    encoding: str = "utf-8"
    new_taxa: int = 0
    known_taxa: int = 0
    new_ids: int = 0
    new_synonyms: int = 0
    new_names: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LANGUAGES.values(), 0))
    new_cites_listings: int = 0
    new_cms_listings: int = 0
    set_aside: Remarks = field(default_factory=Remarks)
    left_out: Remarks = field(default_factory=Remarks)
    mended: Remarks = field(default_factory=Remarks)
    unknown_columns: list[str] = field(default_factory=list)
    missing_fields: list[str] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the report as sentences for a person."""
        yield f"{self.rows} rows read ({self.encoding}): {self.new_taxa} new taxa, {self.known_taxa} known ones."
        names = ", ".join(f"{count} in {language}" for language, count in self.new_names.items())
        yield f"New: {self.new_ids} Species+ ids, {self.new_synonyms} synonyms, common names: {names}."
        yield f"New listings: {self.new_cites_listings} of CITES, {self.new_cms_listings} of CMS."
        yield from self.set_aside.lines("Rows set aside")
        yield from self.left_out.lines("Left out")
        yield from self.mended.lines("Mended")
        if self.unknown_columns:
            yield f"Columns not understood: {', '.join(self.unknown_columns)}."
        if self.missing_fields:
            yield f"The file says nothing of: {', '.join(self.missing_fields)}."
        yield f"Clashes with what is known: {len(self.clashes)}."
        yield from self.clashes


def import_lexicon(path: Path, destination: Path) -> ImportReport:
    """Merge an export into the lexicon file at ``destination`` and report what it brought.

    ``path`` is a CSV file (commas, semicolons or tabs; plain or gzip; UTF-8 with or without a byte order mark, or
    Windows-1252). ``destination`` is written whole or not at all; what an earlier import put there stays.
    Raises `LexiconImportError` where the file has no column with scientific names, or one of its columns twice, where
    a quote is never closed, and where it cannot be read as text.
    """
    report = ImportReport()
    merged = {taxon.name: taxon for taxon in read_taxa(destination)} if destination.exists() else {}
    accepted_of = _accepted_names(merged)
    for taxon in _read_export(path, report):
        _merge(taxon, merged, accepted_of, report)
    _report_clashes(merged, report)
    _write(merged, destination)
    return report


def _accepted_names(merged: Mapping[str, Taxon]) -> dict[str, str]:
    """Return synonyms to the accepted names of the curated lexicon and of earlier imports."""
    accepted: dict[str, str] = {}
    for taxon in (*lexicon().taxa.values(), *merged.values()):
        for synonym in (*taxon.synonyms, *filter(None, [taxon.cms_name])):
            accepted.setdefault(synonym, taxon.name)
    for name in (*lexicon().taxa, *merged):
        accepted.pop(name, None)
    return accepted


def _merge(taxon: Taxon, merged: dict[str, Taxon], accepted_of: Mapping[str, str], report: ImportReport) -> None:
    cms_name = None
    if taxon.name in accepted_of:
        accepted = accepted_of[taxon.name]
        cms_name = taxon.name if taxon.cms and not taxon.cites else None
        rank = (merged.get(accepted) or lexicon().taxa[accepted]).rank
        taxon = replace(
            taxon, name=accepted, rank=rank, synonyms=(taxon.name, *(s for s in taxon.synonyms if s != accepted))
        )
    curated = lexicon().taxa.get(taxon.name)
    if curated and curated.rank != taxon.rank:
        report.clashes.append(
            f"{taxon.name} has the rank {taxon.rank} in the import and {curated.rank} in the lexicon; left out"
        )
        return
    mine = merged.get(taxon.name) or Taxon(
        f"name:{taxon.name}", taxon.name, taxon.rank, taxon.parent, (), dict.fromkeys(LANGUAGES.values(), ())
    )
    if curated or taxon.name in merged:
        report.known_taxa += 1
    else:
        report.new_taxa += 1
    known_synonyms = {*mine.synonyms, *(curated.synonyms if curated else ()), taxon.name}
    synonyms = tuple(s for s in dict.fromkeys(taxon.synonyms) if s not in known_synonyms)
    names = {
        code: _new_names(taxon.names[code], (*mine.names[code], *(curated.names[code] if curated else ())))
        for code in mine.names
    }
    report.new_synonyms += len(synonyms)
    for code, values in names.items():
        report.new_names[code] += len(values)
    report.new_ids += taxon.taxon_id.startswith("spp:") and not mine.taxon_id.startswith("spp:")
    cites, cms = _joined(mine.cites, taxon.cites), _joined(mine.cms, taxon.cms)
    report.new_cites_listings += cites != mine.cites
    report.new_cms_listings += cms != mine.cms
    if taxon.taxon_id.startswith("spp:") and mine.taxon_id.startswith("spp:") and taxon.taxon_id != mine.taxon_id:
        report.clashes.append(f"{taxon.name} is {taxon.taxon_id} here and {mine.taxon_id} before")
    merged[taxon.name] = replace(
        mine,
        taxon_id=mine.taxon_id if mine.taxon_id.startswith("spp:") else taxon.taxon_id,
        parent=mine.parent or taxon.parent,
        synonyms=mine.synonyms + synonyms,
        names={code: mine.names[code] + values for code, values in names.items()},
        cites=cites,
        cms=cms,
        cms_name=mine.cms_name or cms_name,
    )


def _new_names(names: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        return ()
    words = {words_of(name.partition("/")[0]) for name in known}
    return tuple(name for name in dict.fromkeys(names) if words_of(name) not in words)


def _joined(one: str | None, other: str | None) -> str | None:
    """Return the Appendices of two listings as one (``I/II``), None for none."""
    appendices = {a for listing in (one, other) if listing for a in listing.split("/")}
    return "/".join(sorted(appendices)) or None


def _report_clashes(merged: Mapping[str, Taxon], report: ImportReport) -> None:
    curated = lexicon().taxa
    synonyms = {synonym: taxon.name for taxon in merged.values() for synonym in taxon.synonyms}
    for name in sorted(merged):
        taxon, known = merged[name], curated.get(name)
        for convention, imported, listed in (
            ("CITES", taxon.cites, known.cites if known else None),
            ("CMS", taxon.cms, known.cms if known else None),
        ):
            if imported and listed and imported != listed:
                report.clashes.append(f"{name}: {convention} {imported} in the import, {listed} in the lexicon")
    for synonym, name in sorted(synonyms.items()):
        if synonym in curated and synonym != name:
            report.clashes.append(f"{synonym} is a synonym of {name} in the import and accepted in the lexicon")


def _read_export(path: Path, report: ImportReport) -> Iterator[Taxon]:
    text, report.encoding = _text_of(path)
    said = _SEPARATOR_SAID.match(text)
    text = text[said.end() :] if said else text
    header = text.split("\n", 1)[0]
    separator = said[1] if said else max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns = _columns(path, list(reader.fieldnames or []), report)
    if "name" not in columns and not {"genus", "species"} <= set(columns):
        raise LexiconImportError(
            f"{path.name}: no column with scientific names among {', '.join(reader.fieldnames or [])}"
        )
    try:
        for row in reader:
            report.rows += 1
            if taxon := _taxon_of(row, columns, f"line {reader.line_num + bool(said)}", report):
                yield taxon
    except csv.Error as error:
        raise LexiconImportError(f"{path.name}, line {reader.line_num + bool(said) + 1}: {error}") from error


def _taxon_of(
    row: Mapping[str | None, str | list[str] | None], columns: Mapping[str, list[str]], place: str, report: ImportReport
) -> Taxon | None:
    """Return the taxon of a row, None where it is set aside; ``place`` says where the row is."""
    values = {name: value for name, value in row.items() if isinstance(name, str) and isinstance(value, str)}
    if len(values) < len(row):
        report.set_aside.note("not as many cells as columns", place)
        return None
    cells = {}
    for meaning, found in columns.items():
        present = (cleaned(values[column], report.mended) for column in found)
        cells[meaning] = next(filter(None, present), "")
    printed = cells.get("name") or " ".join(filter(None, (cells.get(c) for c in ("genus", "species", "subspecies"))))
    name, wrong = scientific_name(printed, report.mended)
    if name is None:
        report.set_aside.note(wrong, ", ".join(filter(None, [place, printed])))
        return None
    rank, wrong = rank_of(cells.get("rank", ""), name)
    if rank is None:
        report.set_aside.note(wrong, f"{place}, {printed}, {cells['rank']}")
        return None
    return _taxon(name, rank, cells, report.left_out)


def _text_of(path: Path) -> tuple[str, str]:
    content = path.read_bytes()
    if content.startswith(b"\x1f\x8b"):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError) as error:
            raise LexiconImportError(f"{path.name}: the gzip file is damaged") from error
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # what Excel calls Unicode text
        return content.decode("utf-16", errors="replace"), "utf-16"
    if b"\x00" in content:
        raise LexiconImportError(f"{path.name}: this is no text")
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "windows-1252"


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", column).lower()


@cache
def _known_columns() -> dict[str, str]:
    """Return what the columns mean that files of Species+ and others have, by their names' letters."""
    rows = read_rows(TAXA / "import_columns.csv", ("field", "column"), ("column",))
    return {_plain(row["column"]): row["field"] for row in rows}


def _columns(path: Path, present: list[str], report: ImportReport) -> dict[str, list[str]]:
    """Return the fields to the columns of this file that fill them."""
    twice = sorted({column for column in present if present.count(column) > 1})
    if twice:
        raise LexiconImportError(f"{path.name}: columns that are there twice: {', '.join(twice)}")
    known = _known_columns()
    columns: dict[str, list[str]] = {}
    for column in present:
        meaning = known.get(_plain(column))
        if meaning is None:
            report.unknown_columns.append(column)
        elif meaning != "set_aside":
            columns.setdefault(meaning, []).append(column)
    fields = ("id", "rank", "listing", "synonyms", *LANGUAGES)
    report.missing_fields = [name for name in fields if name not in columns]
    return columns


def _taxon(name: str, rank: str, cells: Mapping[str, str], left_out: Remarks) -> Taxon:
    instrument = cells.get("instrument", "CITES").upper()
    listing = None
    if instrument in _INSTRUMENTS:
        listing = appendices(cells.get("listing", ""), left_out)
    elif cells.get("listing"):
        left_out.note("listings of instruments other than CITES and CMS", f"{instrument} {cells['listing']}")
    if cells.get("current", "1").lower() in {"0", "false", "no"}:
        listing = None
    cms = appendices(cells.get("cms_listing", ""), left_out)
    if instrument == "CMS":
        listing, cms = None, _joined(cms, listing)
    number = taxon_number(cells.get("id", ""), left_out)
    return Taxon(
        taxon_id=f"spp:{number}" if number else f"name:{name}",
        name=name,
        rank=rank,
        parent=next((cells[c] for c in _HIGHER if cells.get(c) and cells[c] != name), None),
        synonyms=tuple(synonyms(cells.get("synonyms", ""), left_out)),
        names={code: tuple(common_names(cells.get(column, ""), left_out)) for column, code in LANGUAGES.items()},
        cites=listing,
        cms=cms,
    )


def _write(merged: Mapping[str, Taxon], destination: Path) -> None:
    with whole(destination) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for name in sorted(merged):
            writer.writerow(_row(merged[name]))


def _row(taxon: Taxon) -> list[str]:
    return [
        taxon.name,
        taxon.rank,
        taxon.parent or "",
        "; ".join(taxon.synonyms),
        *("; ".join(taxon.names[code]) for code in LANGUAGES.values()),
        taxon.cites or "",
        taxon.cms or "",
        taxon.cms_name or "",
        taxon.taxon_id.removeprefix("spp:") if taxon.taxon_id.startswith("spp:") else "",
    ]
