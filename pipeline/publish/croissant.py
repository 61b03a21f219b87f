"""`croissant.json`: the dataset described as Croissant JSON-LD, with a record set for every table.

Source: the Croissant format specification, version 1.1 (docs.mlcommons.org/croissant).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.parquet import read_rows
from pipeline.publish.datapackage import ABOUT, LICENSE_NAME, TITLE
from pipeline.schema import TYPES, Field, TableSchema, tables
from pipeline.sources import file_sha256

METADATA = "croissant.json"
_LICENSE = f"https://spdx.org/licenses/{LICENSE_NAME}.html"
_PARQUET = "application/x-parquet"
"""The name that Croissant's own readers know Parquet by."""
_GRAPHML = "application/graphml+xml"

_CROISSANT_TERMS = [
    "arrayShape",
    "citeAs",
    "column",
    "containedIn",
    "equivalentProperty",
    "extract",
    "field",
    "fileProperty",
    "fileObject",
    "fileSet",
    "format",
    "includes",
    "isArray",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
    "subField",
    "transform",
]
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: f"cr:{term}" for term in _CROISSANT_TERMS},
}
"""The context that the specification gives: the terms of Croissant are its own, all others those of schema.org."""

_DATA_TYPES = {
    pa.string(): "sc:Text",
    pa.int64(): "cr:Int64",
    pa.float64(): "cr:Float64",
    pa.bool_(): "sc:Boolean",
    pa.date32(): "sc:Date",
}


def croissant(folder: Path, version: str) -> dict[str, Any]:
    """Return the Croissant description of the dataset in ``folder``, whose tables are all there.

    It states no date of publication, for the same inputs give the same bytes.
    """
    languages = {row["language"] for row in read_rows(folder, "documents", ["language"])} - {None}
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": "concord",
        "alternateName": TITLE,
        "description": ABOUT,
        "license": _LICENSE,
        "version": version,
        "isLiveDataset": False,
        "inLanguage": sorted(languages),
        "keywords": ["CITES", "CMS", "joint work programme", "wildlife", "meeting documents"],
        "distribution": [
            *(_table(folder, schema) for schema in tables().values()),
            *(_file(path, _GRAPHML, "The citations as a graph.") for path in sorted(folder.glob("*.graphml"))),
        ],
        "recordSet": [
            _record_set(schema, "fileSet" if (folder / f"{schema.name}.parquet").is_dir() else "fileObject")
            for schema in tables().values()
        ],
    }


def _table(folder: Path, schema: TableSchema) -> dict[str, Any]:
    path = folder / f"{schema.name}.parquet"
    if not path.is_dir():
        return _file(path, _PARQUET, schema.description)
    return {
        "@type": "cr:FileSet",
        "@id": path.name,
        "name": path.name,
        "description": schema.description,
        "encodingFormat": _PARQUET,
        "includes": f"{path.name}/*.parquet",
    }


def _file(path: Path, encoding: str, description: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": path.name,
        "name": path.name,
        "description": description,
        "contentUrl": path.name,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": encoding,
        "sha256": file_sha256(path),
    }


def _record_set(schema: TableSchema, place: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": schema.name,
        "name": schema.name,
        "description": schema.description,
    }
    if schema.key:
        described["key"] = [{"@id": f"{schema.name}/{column}"} for column in schema.key]
    described["field"] = [_field(field, schema, place) for field in schema.fields]
    return described


def _field(field: Field, schema: TableSchema, place: str) -> dict[str, Any]:
    """A column; the members of a nested one are fields below it, each taken out by its path."""
    arrow = TYPES[field.type]
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{schema.name}/{field.name}",
        "name": field.name,
        "description": field.description,
    }
    if pa.types.is_list(arrow):
        described |= {"isArray": True, "arrayShape": "-1"}
        arrow = arrow.value_type
    if pa.types.is_struct(arrow):
        described["subField"] = [_member(field, schema, place, path, kind) for path, kind in _leaves(arrow)]
    else:
        described |= {"dataType": _DATA_TYPES[arrow], "source": _source(field, schema, place)}
    if field.name in schema.refers:
        table, column = schema.refers[field.name]
        described["references"] = {"field": {"@id": f"{table}/{column}"}}
    return described


def _member(field: Field, schema: TableSchema, place: str, path: str, kind: pa.DataType) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{schema.name}/{field.name}/{path}",
        "name": path,
        "dataType": _DATA_TYPES[kind],
        "source": {**_source(field, schema, place), "transform": {"jsonPath": path}},
    }


def _leaves(struct: pa.StructType, above: str = "") -> Iterator[tuple[str, pa.DataType]]:
    for member in struct:
        path = f"{above}{member.name}"
        if pa.types.is_struct(member.type):
            yield from _leaves(member.type, f"{path}.")
        else:
            yield path, member.type


def _source(field: Field, schema: TableSchema, place: str) -> dict[str, Any]:
    return {place: {"@id": f"{schema.name}.parquet"}, "extract": {"column": field.name}}
