"""What is printed around references, and what it tells of them: the forms of `surroundings.yml`."""

from __future__ import annotations

import re

from pipeline.tag.grammar import load_forms

SURROUNDINGS = load_forms("surroundings.yml")
"""The forms of `surroundings.yml`, by name; each is tried where a reference begins, ends or is about to."""


def surrounding(form: str) -> re.Pattern[str]:
    """Return the regular expression of a form; KeyError for an unknown one."""
    return SURROUNDINGS[form].regex
