"""What every command says and how: exit codes, lines on stderr, JSON on stdout."""

from __future__ import annotations

import sys
from typing import Any

import orjson

ALL_WELL, PARTLY, WRONG_USE = 0, 1, 2
"""Exit codes of the contract: all well; done but a document was quarantined or a check failed; wrong use."""
INTERRUPTED = 130
"""What shells give for a command that was ended by Ctrl-C."""


def say(text: str) -> None:
    """Print a line for whoever gave the command, on stderr."""
    print(text, file=sys.stderr)


def print_json(value: Any) -> None:
    """Print a value as JSON on stdout."""
    print(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str).decode())
