"""What several tests share: the dataset of the shipped specimens, built once, and the command as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

# The same examples in every run, so that a failure is a failure for everybody; no clock is watched.
settings.register_profile("concord", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("concord")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

Concord = Callable[..., "subprocess.CompletedProcess[str]"]


def run_concord(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def kept(shared: Path) -> Path:
    """A folder of kept results that all tests share, so that no document is read twice."""
    return shared / "kept"


@pytest.fixture(scope="session")
def dataset(shared: Path, kept: Path) -> Path:
    """The dataset of the shipped specimens; tests read it and do not write to it."""
    folder = shared / "specimens"
    with FileLock(f"{folder}.lock"):
        if not (folder / "datapackage.json").exists():
            done = run_concord("run", "--out", folder, "--keep", kept, "--jobs", "2")
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The real documents, where they lie beside the checkout."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the real documents are not beside this checkout (../shared/corpus)")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests of whole runs, which take longest: none is left to one worker while others have ended."""
    items.sort(key=lambda item: item.path.parent != ROOT / "tests")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what `tests/test_changes.py` recorded: the gains and losses against the commit before."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "gains and losses":
                terminalreporter.section(name)
                terminalreporter.write_line(str(value))
