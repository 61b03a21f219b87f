"""Regular expressions for one of many words, written so that they fail fast."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_END = ""
_BEGINS_WITH_A_LETTER = re.compile(r"[^\W\d_](?![?*+{])")


def any_of(words: Iterable[str], *, hyphens: bool = False) -> str:
    """Return a regular expression (without groups) for any of the words, the longest that goes on being taken first.

    What words have in common at their beginning is tried once: a list of a hundred words costs as much as its letters.
    With ``hyphens`` a space or hyphen in a word may be printed as either.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault("[ -]" if hyphens and character in " -" else _plain(character), {})
        node[_END] = {}
    return _expression(tree)


def one_of(patterns: Iterable[str]) -> str:
    """Return a regular expression for one of several, in their order among those that begin with the same letter.

    The letter with which several begin is tried once, but for one that may be missing or repeated. A pattern that is
    itself one of several stands in brackets.
    """
    beginnings: dict[str, list[str]] = {}
    for pattern in patterns:
        beginnings.setdefault(pattern[0] if _BEGINS_WITH_A_LETTER.match(pattern) else pattern, []).append(pattern)
    branches = [
        same[0] if len(same) == 1 else f"{letter}(?:{'|'.join(pattern[1:] for pattern in same)})"
        for letter, same in beginnings.items()
    ]
    return f"(?:{'|'.join(branches)})"


def _plain(character: str) -> str:
    return character if character in " -" else re.escape(character)


def _expression(tree: dict[str, Any]) -> str:
    branches = [character + _expression(tree[character]) for character in sorted(tree) if character != _END]
    if not branches:
        return ""
    if len(branches) == 1 and _END not in tree:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if _END in tree else "")
