"""What stands between names, and the words of which they are made."""

from __future__ import annotations

import re

BREAKS = re.compile(r"[,;:/()\[\]!?|•+=]")
"""What stands between two names, not inside one."""
LEFT_OF_COORDINATION = re.compile(
    r"(?:, (?:and |or )?| and | or | & |/| et | ou | y | e | o | AND | OR | ET | OU | Y )$"
)
RIGHT_OF_COORDINATION = re.compile(
    r"(?:, (?:and |or |et |ou |y |e )?| and | or | & |/| et | ou | y | e | o | AND | OR | ET | OU | Y )"
)
"""What joins a name to those before it, and to those behind it."""
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
WORD_WITH_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}$")
