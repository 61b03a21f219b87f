"""The collector of cycles is paused, and afterwards as it was."""

import gc

import pytest

from pipeline.collector import collector_paused


def test_the_collector_is_paused_and_on_again_afterwards_even_where_the_work_fails() -> None:
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="no work"), collector_paused():
        raise ValueError("no work")
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
