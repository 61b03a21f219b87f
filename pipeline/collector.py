"""Python's collector of cycles, kept from looking while very many objects are made and none of them in cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python from looking for cycles meanwhile; inside of another such pause, nothing is changed."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # What was made meanwhile counts as old now: else all of it would be looked through at once.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
