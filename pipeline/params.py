"""The parameters of a run, from `params.yaml`."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from pipeline.versions import Version

_MAY_BE_ZERO = ("pause", "retries")
"""Numbers that may be 0; of every other parameter that is a number, none would be left of what it bounds."""


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
    """Read a parameters file; one that does not exist states nothing. Raises `ParamsError`.

    The files and folders that it names are sought from where it lies.
    """
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
    beside = path.parent
    return replace(
        params,
        tag=TagParams(tuple(str(beside / name) for name in params.tag.lexicons)),
        publish=replace(
            params.publish,
            released=str(beside / params.publish.released),
            gold=tuple(str(beside / name) for name in params.publish.gold),
        ),
    )


def _fill(cls: Any, stated: Any, place: str) -> Any:
    if not isinstance(stated, dict):
        raise ParamsError(f"{place}: must be a mapping")
    types = get_type_hints(cls)
    unknown = sorted(map(str, set(stated) - {field.name for field in fields(cls)}))
    if unknown:
        raise ParamsError(f"{place}: unknown {', '.join(unknown)}")
    values: dict[str, Any] = {}
    for name, value in stated.items():
        wanted = types[name]
        if is_dataclass(wanted):
            values[name] = _fill(wanted, value, f"{place}: {name}")
        elif not _fits(name, value, wanted):
            raise ParamsError(f"{place}: {name} cannot be {value!r}")
        else:
            values[name] = tuple(value) if isinstance(value, list) else wanted(value)
    return cls(**values)


def _fits(name: str, value: Any, wanted: Any) -> bool:
    """Say whether a value is of the type that a parameter has, and a number that it can be."""
    if wanted in (int, float):
        whole = isinstance(value, int) or (wanted is float and isinstance(value, float) and math.isfinite(value))
        return whole and not isinstance(value, bool) and (value > 0 or (value == 0 and name in _MAY_BE_ZERO))
    if wanted in (bool, str):
        return isinstance(value, wanted)
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
