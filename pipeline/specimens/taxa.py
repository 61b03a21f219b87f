"""Where the names of the specimens' vocabulary stand in a text: their truth, by closed list."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Any

import yaml

_LISTS = {
    "common": ("common", "exact"),
    "scientific": ("scientific", "exact"),
    "open": ("open", "exact"),
    "synonym": ("scientific", "synonym"),
    "misspelt": ("scientific", "misspelt"),
}


@cache
def vocabulary() -> dict[str, Any]:
    """Return the vocabulary of specimens as it stands in ``vocabulary.yml``."""
    text = resources.files("pipeline.specimens").joinpath("vocabulary.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@cache
def _names() -> dict[str, tuple[str, str, str]]:
    """Return accepted name, via and match for every form, common names in lower case."""
    found: dict[str, tuple[str, str, str]] = {}
    for accepted, entry in vocabulary()["taxa"].items():
        for key, (via, match) in _LISTS.items():
            for form in entry.get(key, ()):
                found[form.lower() if via == "common" else form] = (accepted, via, match)
    return found


@cache
def _pattern() -> re.Pattern[str]:
    forms = [
        f"(?i:{re.escape(form)})" if entry[1] == "common" else re.escape(form)
        for form, entry in sorted(_names().items(), key=lambda item: (-len(item[0]), item[0]))
    ]
    others = [re.escape(words) for words in vocabulary()["not_taxa"]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(others)}|({'|'.join(forms)}))(?!\w)")


@cache
def rank(accepted: str) -> str:
    """Return the rank of an accepted name of the vocabulary."""
    return str(vocabulary()["taxa"][accepted]["rank"])


def taxon_mentions(text: str) -> list[dict[str, Any]]:
    """Return each mention with its start, end, surface, accepted name, via and match."""
    found = []
    for match in _pattern().finditer(text):
        if match[1] is None:
            continue
        names = _names()
        accepted, via, how = names.get(match[1]) or names[match[1].lower()]
        found.append(
            {
                "kind": "taxon",
                "start": match.start(1),
                "end": match.end(1),
                "surface": match[1],
                "name": accepted,
                "rank": rank(accepted),
                "via": via,
                "match": how,
            }
        )
    return found
