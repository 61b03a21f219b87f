"""The numbers that Word prints before paragraphs and that stand in no run, counted by what the file states of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from pipeline.roman import in_roman


@dataclass(frozen=True, slots=True)
class Number:
    """What Word prints before a paragraph: ``text`` is None for a bullet; ``level`` counts from 0."""

    text: str | None
    level: int
    is_decimal: bool


class Numbering:
    """Counts the numbers that a document (of `docx`) gives to its paragraphs, which are asked for in their order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract_of: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = {
            style.style_id: style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") for style in document.styles
        }
        related = [rel for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        for relation in related:
            root = relation.target_part.element
            levels = {
                abstract.get(qn("w:abstractNumId")): {
                    int(level.get(qn("w:ilvl"))): level for level in elements(abstract, "w:lvl")
                }
                for abstract in elements(root, "w:abstractNum")
            }
            for number in elements(root, "w:num"):
                number_id, abstract_id = number.get(qn("w:numId")), child_value(number, "w:abstractNumId") or ""
                self._abstract_of[number_id] = abstract_id
                self._levels[number_id] = dict(levels.get(abstract_id, {}))
                self._override(number_id, number)

    def _override(self, number_id: str, number: Any) -> None:
        """Note what a numbering states otherwise than the one that it is made from: forms, and where it begins anew."""
        for override in elements(number, "w:lvlOverride"):
            level, start = int(override.get(qn("w:ilvl"))), child_value(override, "w:startOverride")
            for definition in elements(override, "w:lvl"):
                self._levels[number_id][level] = definition
            if start is not None:
                self._restarts[number_id, level] = int(start)

    def next(self, properties: Any, style_id: str | None) -> Number | None:
        """Return what numbers the next paragraph; None where nothing does."""
        own = properties.find(qn("w:numPr")) if properties is not None else None
        stated = own if own is not None else self._styles.get(style_id or "")
        if stated is None or stated.find(qn("w:numId")) is None:
            return None
        number_id = stated.find(qn("w:numId")).get(qn("w:val"))
        depth = stated.find(qn("w:ilvl"))
        level = int(depth.get(qn("w:val"))) if depth is not None else 0
        definition = self._levels.get(number_id, {}).get(level)
        if definition is None:
            return None
        kind = child_value(definition, "w:numFmt") or "decimal"
        if kind == "bullet":
            return Number(None, level, False)
        counts = self._counts[self._abstract_of[number_id]]
        going_on = counts[level] + 1 if level in counts else int(child_value(definition, "w:start") or 1)
        counts[level] = self._restarts.pop((number_id, level), going_on)
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        pattern = child_value(definition, "w:lvlText") or ""
        printed = re.sub(r"%(\d)", lambda match: self._formatted(number_id, int(match[1]) - 1), pattern).strip()
        return Number(printed.removesuffix(".") or None, level, kind == "decimal") if kind != "none" else None

    def _formatted(self, number_id: str, level: int) -> str:
        definition = self._levels[number_id].get(level)
        kind = child_value(definition, "w:numFmt") if definition is not None else "decimal"
        count = self._counts[self._abstract_of[number_id]].get(level, 1)
        if kind in {"lowerLetter", "upperLetter"}:
            text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        elif kind in {"lowerRoman", "upperRoman"}:
            text = in_roman(count)
        else:
            text = str(count)
        return text.upper() if (kind or "").startswith("upper") else text


def elements(parent: Any, name: str) -> Iterable[Any]:
    """Yield the children of a name, also those inside content controls."""
    for element in parent:
        if element.tag == qn(name):
            yield element
        elif element.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from elements(element, name)


def child_value(element: Any, *names: str) -> str | None:
    """Return the value that the child of a name, or its child, states; None where there is none."""
    found = element.find("/".join(map(qn, names)))
    return found.get(qn("w:val")) if found is not None else None
