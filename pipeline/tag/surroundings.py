"""What is printed around references, and what it tells of them: the forms of `surroundings.yml`."""

from __future__ import annotations

from pipeline.tag.lazy import LazyForms, LazyPattern

SURROUNDINGS = LazyForms("surroundings.yml")
"""The forms of `surroundings.yml`, by name; each is tried where a reference begins, ends or is about to."""


def surrounding(form: str) -> LazyPattern:
    """Return the regular expression of a form, see `LazyForms.regex`."""
    return SURROUNDINGS.regex(form)
