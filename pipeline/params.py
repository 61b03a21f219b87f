"""The parameters of a run, from `params.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from pipeline.versions import Version


class ParamsError(Exception):
    """The parameters file is not what it must be; the message names file and key."""


@dataclass(frozen=True, slots=True)
class ParseParams:
    """``stitch`` joins tables over pages, ``ocr`` reads scans; the budget of one document in seconds and megabytes."""

    stitch: bool = True
    ocr: bool = False
    seconds: float = 300.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class TagParams:
    """Lexicon files beside the curated one."""

    lexicons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishParams:
    """The version of the dataset, the file of the last released state, and folders of gold annotation to measure by."""

    version: str = "1.0.0"
    released: str = "released.json"
    gold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchParams:
    """What fetching may do.

    ``hosts`` may be asked (``host``, or ``host:port``), for these media ``types``. A file may have ``megabytes``, come
    in ``seconds``, and be ``silence`` seconds without a byte; ``pause`` seconds lie between two requests.
    """

    hosts: tuple[str, ...] = ("cites.org", "www.cites.org", "cms.int", "www.cms.int")
    types: tuple[str, ...] = (
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    megabytes: int = 100
    seconds: float = 600.0
    silence: float = 30.0
    pause: float = 2.0
    retries: int = 3


@dataclass(frozen=True, slots=True)
class Params:
    """All parameters; what the file does not state has its default."""

    parse: ParseParams = ParseParams()
    tag: TagParams = TagParams()
    publish: PublishParams = PublishParams()
    fetch: FetchParams = FetchParams()


def read_params(path: Path) -> Params:
    """Read a parameters file; one that does not exist states nothing. Raises `ParamsError`."""
    if not path.exists():
        return Params()
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ParamsError(f"{path}: is no YAML in UTF-8 ({error})") from error
    params: Params = _fill(Params, stated, path.name)
    try:
        Version.parse(params.publish.version)
    except ValueError as error:
        raise ParamsError(f"{path.name}: publish: version: {error}") from error
    return params


def _fill(cls: Any, stated: Any, place: str) -> Any:
    if not isinstance(stated, dict):
        raise ParamsError(f"{place}: must be a mapping")
    types = get_type_hints(cls)
    unknown = sorted(set(stated) - {field.name for field in fields(cls)})
    if unknown:
        raise ParamsError(f"{place}: unknown {', '.join(unknown)}")
    values: dict[str, Any] = {}
    for name, value in stated.items():
        wanted = types[name]
        if is_dataclass(wanted):
            values[name] = _fill(wanted, value, f"{place}: {name}")
        elif isinstance(value, list) and all(isinstance(entry, str) for entry in value):
            values[name] = tuple(value)
        elif isinstance(value, float | int) and not isinstance(value, bool) and wanted in (float, int):
            values[name] = wanted(value)
        elif isinstance(value, wanted):
            values[name] = value
        else:
            raise ParamsError(f"{place}: {name} cannot be {value!r}")
    return cls(**values)
