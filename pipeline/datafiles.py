"""What is wrong with a data file of the package, told with its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATA = Path(__file__).parent / "data"


class DataFileError(Exception):
    """A data file is not what it must be; the message names it and says what is wrong. No document is at fault."""


@contextmanager
def reading(path: str | Path) -> Iterator[None]:
    """Name a file of `pipeline/data`, and the folder there that it is in, in whatever goes wrong while it is read.

    Raises `DataFileError`.
    """
    try:
        yield
    except _mistakes() as error:
        raise DataFileError(f"{Path(DATA.name, *Path(path).parts[-2:])}: {_told(error)}") from error


def _mistakes() -> tuple[type[Exception], ...]:
    import yaml  # noqa: PLC0415 - start-up stays quick where all is well

    return (yaml.YAMLError, re.error, LookupError, TypeError, ValueError, AttributeError, OSError)


def _told(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"there is no {error}"
    if isinstance(error, re.error):
        return f"{error} of the pattern {error.pattern!r:.200}"
    return f"{type(error).__name__}: {error}"
