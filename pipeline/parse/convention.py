"""Whose a document is that no cover names: by the parties that speak in its text, or by what the text refers to.

It refers to a convention by its meetings, instruments and bodies. A text says whose they are where they are another's
and leaves its own to be understood: what stands beside the name of its treaty tells nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from pipeline.families import whole
from pipeline.tag.bodies import load_bodies
from pipeline.tag.context import PAIR, Context
from pipeline.tag.passage import Passage
from pipeline.tag.references import find_references
from pipeline.tag.shadow import fold

ORGANISATIONS = frozenset({"UNEP", "IUCN"})
"""What is named beside a convention, and is none."""
_SURE = ("place and dates of the authority table", "spelling of the revision", "CITES prints")
"""How the reasons begin for which a reference is one of a convention's, whatever else the document names."""


def convention_of_text(texts: Iterable[str]) -> tuple[str, str] | None:
    """Return the convention that the text of a document tells, and why; None where it tells none or several."""
    passages = [Passage.of(text, index) for index, text in enumerate(texts)]
    speaking = {t for p in passages if is_enacting(p.text) for _, _, t in p.treaties} - ORGANISATIONS
    if len(speaking) == 1:
        convention = speaking.pop()
        return convention, f"it is the parties to {convention} that speak"
    found = find_references(passages, Context(passages=passages))
    because = [
        *(((one.meeting_id or "").split("-")[0], one.reason, one.hit.passage) for one in found.meetings),
        *(((one.instrument_id or "").split("-")[0], one.reason, one.hit.passage) for one in found.instruments),
    ]
    referred = {treaty for treaty, _, _ in because} | _of_bodies(passages)
    named = {treaty for passage in passages for _, _, treaty in passage.treaties} - ORGANISATIONS
    pair = (referred | named) & set(PAIR)
    only = pair & referred if pair else named & {body.treaty for body in load_bodies().bodies.values()}
    why = "is the only one that the text refers to"
    if len(pair) > 1 or len(only) != 1:
        only = {
            treaty
            for treaty, reason, passage in because
            if treaty in PAIR and reason.startswith(_SURE) and all(named != treaty for _, _, named in passage.treaties)
        }
        why = "is the only one whose meetings, by place and dates, or instruments, by spelling, it refers to"
        if len(only) != 1:
            return None
    convention = only.pop()
    named_most = _agreement(passages, referred) if convention == "CMS" else None
    if named_most:
        convention, why = named_most, "is the agreement that the text names more often than its convention"
    return convention, f"{convention} {why}"


def is_enacting(text: str) -> bool:
    """Say whether a line is the formula that enacts a resolution (``The Conference of the Parties to the ...``)."""
    form = whole("resolutions", text.strip())
    return form is not None and form.name == "enacting"


def _of_bodies(passages: Sequence[Passage]) -> set[str]:
    """Return the conventions of the pair of which a text names a body by a name that no other body has."""
    return {
        body.treaty
        for body in load_bodies().bodies.values()
        if body.treaty in PAIR
        for name in map(fold, chain.from_iterable(body.names.values()))
        if any(name in passage.folded for passage in passages)
    }


def _agreement(passages: Sequence[Passage], referred: set[str]) -> str | None:
    """Return the one agreement under CMS to whose meetings a text refers and that it names oftener than CMS."""
    counts = Counter(treaty for passage in passages for _, _, treaty in passage.treaties)
    met = {body.treaty for body in load_bodies().of_kind("MOP") if body.id.startswith(f"{body.treaty}-")}
    oftener = [treaty for treaty in met & referred if treaty and counts[treaty] > counts["CMS"]]
    return oftener[0] if len(oftener) == 1 else None
