"""What the stage has to say: issues with the messages of `data/parse/notices.yml`."""

from __future__ import annotations

from pipeline.model import Issue
from pipeline.notices import messages, rule_of

STAGE = "parse"


def notice(name: str, evidence: str = "", page: int | None = None, **filled: object) -> Issue:
    """Return an issue by its name in `notices.yml`; ``filled`` is what its message leaves open.

    ``page`` counts from 1; None where the source has no pages, or it is about more than one.
    """
    level, message = messages(STAGE)[name]
    return Issue(level, STAGE, rule_of(name), message.format(**filled), evidence, page)
