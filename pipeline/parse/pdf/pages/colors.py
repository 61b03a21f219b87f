"""Colours that ink is drawn in: which of them are not seen on white paper."""

from __future__ import annotations

WHITE = 250
"""Each colour channel from which on ink is not seen on white paper."""


def is_white(red: int, green: int, blue: int, alpha: int) -> bool:
    """Say whether a colour is white or nothing at all."""
    return alpha == 0 or (red >= WHITE and green >= WHITE and blue >= WHITE)
