"""The `concord` command. Each command is a function that calls what does the work and says what came of it.

Modules are imported where a command needs them, so that `--help` stays quick.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence

from pipeline.cli.options import parser
from pipeline.cli.said import ALL_WELL, INTERRUPTED, WRONG_USE, say

_FULL = (errno.ENOSPC, errno.EDQUOT)
_GOES_ON = "goes on from what is done; until it has, a dataset may hold tables of two runs"
_ONCE_MORE = f"; make room and give the command again: it {_GOES_ON}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. ``arguments`` are those of the process by default."""
    options = parser().parse_args(arguments)
    try:
        code = int(options.command(options))
        sys.stdout.flush()
    except KeyboardInterrupt:
        say(f"\nconcord: interrupted; the same command {_GOES_ON}")
        return INTERRUPTED
    except _wrong_use() as error:
        say(f"concord: {error}")
        return WRONG_USE
    except BrokenPipeError:
        sys.stderr.close()
        return ALL_WELL
    except OSError as error:
        full = error.errno in _FULL
        place = (error.filename2 or error.filename) if full else error.filename
        if place is None and not full:
            raise
        say(f"concord: {f'{place}: ' if place else ''}{error.strerror}{_ONCE_MORE if full else ''}")
        return WRONG_USE
    return code


def _wrong_use() -> tuple[type[Exception], ...]:
    """Errors whose message tells the user what to do otherwise."""
    from pipeline.cluster import ClusterError  # noqa: PLC0415 - start-up stays quick for --help
    from pipeline.corrections import CorrectionsError  # noqa: PLC0415
    from pipeline.datafiles import DataFileError  # noqa: PLC0415
    from pipeline.evaluate import GoldError  # noqa: PLC0415
    from pipeline.params import ParamsError  # noqa: PLC0415
    from pipeline.publish.changelog import ReleasedError  # noqa: PLC0415
    from pipeline.revisions import RevisionError  # noqa: PLC0415
    from pipeline.sources import FolderError  # noqa: PLC0415
    from pipeline.sql import QueryError  # noqa: PLC0415
    from pipeline.stages import BusyError, WorkError  # noqa: PLC0415
    from pipeline.tag.lexicon_import import LexiconImportError  # noqa: PLC0415

    return (
        BusyError,
        ClusterError,
        CorrectionsError,
        DataFileError,
        FolderError,
        GoldError,
        LexiconImportError,
        ParamsError,
        QueryError,
        ReleasedError,
        RevisionError,
        WorkError,
    )
