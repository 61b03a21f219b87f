"""The words of random specimens: templates of the vocabulary, their slots filled with what a document may name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, Literal

from pipeline.specimens.taxa import vocabulary
from pipeline.specimens.universe import (
    BODIES,
    MEETING_OF_ITS,
    decision_text,
    document_text,
    documents_text,
    earlier,
    event_text,
    meeting_text,
    met_text,
    notification_text,
    resolution_text,
)

_SLOT = re.compile(r"\{([a-z]+)\}")
_ORGANISATIONS = ("FAO", "IUCN", "INTERPOL", "TRAFFIC", "UNEP-WCMC", "the World Customs Organization")


class Words:
    """Chooses and fills the templates of `vocabulary.yml` for one document, by its random numbers, house and year."""

    def __init__(self, rng: Random, house: Literal["CITES", "CMS"], year: int) -> None:
        self.lists: dict[str, Any] = vocabulary()
        self._rng = rng
        self._names = [name for name, entry in self.lists["taxa"].items() if "common" in entry]
        self._slots: dict[str, Callable[[], str]] = {
            "taxa": self._taxon,
            "named": self.named,
            "org": lambda: rng.choice(_ORGANISATIONS),
            "place": partial(self.chosen, "places"),
            "month": partial(self.chosen, "months"),
            "subject": lambda: self.chosen("subjects").lower(),
            "funder": partial(self.chosen, "funders"),
            "framework": self._framework,
            "year": lambda: str(year - rng.randint(0, 3)),
            "later": lambda: str(min(2099, year + rng.randint(1, 4))),
            "number": lambda: str(rng.randint(3, 90)),
            "meeting": lambda: meeting_text(rng, earlier(rng, year, tuple(BODIES))),
            "citescop": lambda: meeting_text(rng, earlier(rng, year, ("CoP",)), MEETING_OF_ITS),
            "cmscop": lambda: meeting_text(rng, earlier(rng, year, ("COP",)), MEETING_OF_ITS),
            "document": lambda: document_text(rng, year),
            "documents": lambda: documents_text(rng, year),
            "resolution": lambda: resolution_text(rng, year, rng.choice(("CITES", "CMS"))),
            "citesresolution": lambda: resolution_text(rng, year, "CITES"),
            "cmsresolution": lambda: resolution_text(rng, year, "CMS"),
            "decision": lambda: decision_text(rng, year, house),
            "notification": lambda: notification_text(rng, year, house),
            "event": lambda: event_text(rng, year, self._taxon()),
            "met": lambda: met_text(rng, year, "secretariats"),
        }

    def chosen(self, key: str) -> str:
        """Return a text of a list, as it stands there."""
        return str(self._rng.choice(self.lists[key]))

    def filled(self, key: str) -> str:
        """Return a text of a list with its slots filled."""
        return self.fill(self.chosen(key))

    def fill(self, template: str) -> str:
        """Return a template with its slots filled. Raises KeyError for a slot that is not known."""
        return _SLOT.sub(lambda slot: self.slot(slot[1]), template)

    def sentence(self, key: str) -> str:
        """Return a filled template of a list, with a capital at its beginning."""
        text = self.filled(key)
        return text[0].upper() + text[1:] if text[0] != "<" else text

    def slot(self, name: str) -> str:
        """Return what fills a slot, marked up. Raises KeyError for one that is not known."""
        return self._slots[name]()

    def named(self) -> str:
        """Name a taxon and, in brackets and italics, its scientific name: at times an older or a misspelt one."""
        rng = self._rng
        name = rng.choice([name for name in self._names if "scientific" in self.lists["taxa"][name]])
        entry = self.lists["taxa"][name]
        key = rng.choices(("scientific", "synonym", "misspelt"), (0.8, 0.1, 0.1))[0]
        scientific = rng.choice(entry.get(key) or entry["scientific"])
        return f"{entry['common'][-1]} (<i>{scientific}</i>)"

    def _taxon(self) -> str:
        return str(self.lists["taxa"][self._rng.choice(self._names)]["common"][-1])

    def _framework(self) -> str:
        name = self.chosen("frameworks")
        return f'<w n="{name}">{name}</w>'
