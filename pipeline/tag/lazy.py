"""Forms and patterns of data files that are read when one is asked for first, so that importing a module reads none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.datafiles import reading
from pipeline.tag.bodies import REFERENCES
from pipeline.tag.grammar import Form, load_forms

_ASKED = ("match", "search", "fullmatch", "finditer", "findall", "sub", "pattern")


class LazyPattern:
    """A regular expression that is made when it is first asked; from then on it costs what the expression costs.

    ``make`` returns it, and may raise `DataFileError`.
    """

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]
    pattern: str

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    if not TYPE_CHECKING:  # what is asked else is a mistake

        def __getattr__(self, name: str) -> Any:
            """Take all that can be asked over from the expression: Python comes here only for what is not there yet."""
            if name not in _ASKED:
                raise AttributeError(name)
            regex = self._make()
            for asked in _ASKED:
                setattr(self, asked, getattr(regex, asked))
            return getattr(regex, name)


class LazyForms(Mapping[str, Form]):
    """The forms of a grammar file by name, in its order; ``parts`` returns those given beside the file's own."""

    def __init__(self, file: str, parts: Callable[[], dict[str, str]] = dict) -> None:
        self._file = file
        self._parts = parts

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return load_forms(self._file, self._parts())

    def __getitem__(self, name: str) -> Form:
        return self._forms[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)

    def regex(self, name: str) -> LazyPattern:
        """Return the regular expression of a form; asked for the first time, it raises `DataFileError` for no form."""
        return LazyPattern(lambda: self._regex(name))

    def _regex(self, name: str) -> re.Pattern[str]:
        with reading(REFERENCES / self._file):
            return self._forms[name].regex
