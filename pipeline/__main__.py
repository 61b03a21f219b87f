"""`python -m pipeline` is `concord`."""

import atexit
import io
import os
import sys
from typing import NoReturn

from pipeline.cli import main


def program() -> NoReturn:
    """Run the command of the process's arguments and end the process with its exit code.

    Wrong arguments and errors that nothing handles end it as ever, by SystemExit or with a traceback.
    """
    # What Arrow's own allocators keep back for later weighs more than the time they save, and on Linux costs time too.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    if isinstance(sys.stdout, io.TextIOWrapper):  # documents have letters that a locale may lack
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    code = main()
    # All files are closed and all words said by now. Taking the interpreter down in good order adds nothing, and can
    # meet a thread of Arrow's at its start: "terminate called without an active exception" then ends a run that went
    # well (apache/arrow issue 34314).
    atexit._run_exitfuncs()  # removes what multiprocessing puts aside for the time of a run
    os._exit(code)


if __name__ == "__main__":
    program()
