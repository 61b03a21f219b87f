"""Data files in YAML: read as a type says that they are built, everything else in them told by its place."""

from __future__ import annotations

import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NotRequired, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict

import yaml

from pipeline.datafiles import MistakeError, check_names, reading

T = TypeVar("T")
_NAMES = ("name", "form", "id", "kind")
"""The keys that an entry of a list is called by."""
_WORDS = {str: "text", int: "a whole number", bool: "true or false", list: "a list", dict: "a mapping"}


class _Loader(yaml.CSafeLoader):
    """Loads YAML in which no mapping has a key twice, which YAML forbids and PyYAML passes over."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping; raise `MistakeError` where a key stands twice."""
        seen = set()
        for key, _ in node.value:
            if key.value in seen:
                raise MistakeError(f"line {key.start_mark.line + 1}: {key.value!r} stands twice in one mapping")
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read_structure(path: Path, shape: type[T]) -> T:
    """Return what is in a YAML file, which must be built as a type says.

    The type is made of `TypedDict` (whose keys are all there but for those `NotRequired`, and no others), ``list``,
    ``dict`` with keys of text, ``Literal``, unions, ``str``, ``int`` and ``bool``.

    Raises `DataFileError` with the place of what is not so.
    """
    with reading(path):
        data: T = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        _check(data, shape, "")
    return data


def _check(value: object, shape: Any, place: str) -> None:
    """Raise `MistakeError` where a value is not of a type; ``place`` is where it stands."""
    origin, arguments = get_origin(shape), get_args(shape)
    if is_typeddict(shape):
        _check_keys(_of_type(value, dict, place), shape, place)
    elif origin is list:
        for number, entry in enumerate(_of_type(value, list, place), start=1):
            _check(entry, arguments[0], f"{place}entry {number}{_called(entry)}: ")
    elif origin is dict:
        for key, entry in _of_type(value, dict, place).items():
            _of_type(key, str, f"{place}the key: ")
            _check(entry, arguments[1], f"{place}{key}: ")
    elif origin is Literal:
        if value not in arguments:
            raise MistakeError(f"{place}{value!r} is none of {', '.join(map(repr, arguments))}")
    elif origin in {Union, types.UnionType}:
        _check(value, next((one for one in arguments if type(value) is (get_origin(one) or one)), arguments[0]), place)
    else:
        _of_type(value, shape, place)


def _check_keys(value: Mapping[str, object], shape: Any, place: str) -> None:
    hints = get_type_hints(shape, include_extras=True)
    optional = {name for name, hint in hints.items() if get_origin(hint) is NotRequired}
    try:
        check_names(list(value), hints, [name for name in hints if name not in optional], "key")
    except MistakeError as error:
        raise MistakeError(f"{place}{error}") from None
    for name, entry in value.items():
        _check(entry, get_args(hints[name])[0] if name in optional else hints[name], f"{place}{name}: ")


def _of_type(value: object, wanted: type, place: str) -> Any:
    if type(value) is not wanted:  # true is no number
        raise MistakeError(f"{place}{value!r:.60} is not {_WORDS.get(wanted, wanted.__name__)}")
    return value


def _called(entry: object) -> str:
    """Return how an entry of a list calls itself, in brackets; nothing where it does not."""
    names = [entry[key] for key in _NAMES if isinstance(entry.get(key), str)] if isinstance(entry, dict) else []
    return f" ({names[0]})" if names else ""
