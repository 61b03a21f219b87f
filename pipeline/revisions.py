"""Versions of the dataset in git and DVC: a dataset as it was at a revision, and freezing a version."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.check import check
from pipeline.params import read_params
from pipeline.parquet import content_hash
from pipeline.publish.changelog import next_version, read_released, release_of
from pipeline.publish.released_schema import RELEASED_SCHEMA, write_released_schema
from pipeline.schema import tables
from pipeline.whole import write_bytes, write_text

DATASET = "extracted"
"""Where the dataset lies in the repository, as `dvc.yaml` has it."""
LOCK = Path("dvc.lock")
METRICS = Path("metrics")
READ = ("raw", "pipeline")
"""What is made into the dataset: a new file there is part of a version only if it is in git."""
_NO_GIT = "there is no git repository to tag"


class RevisionError(Exception):
    """A revision that does not exist or whose dataset cannot be had; the message says which and why."""


@contextmanager
def dataset_at(place: str) -> Iterator[Path]:
    """Give the folder of a dataset: a folder as it is, or the dataset of a git revision, fetched by DVC.

    Raises `RevisionError`.
    """
    if Path(place).is_dir():
        if not any(Path(place).glob("*.parquet")):
            raise RevisionError(f"{place}: holds no dataset")
        yield Path(place)
        return
    if _git("rev-parse", "--verify", "--quiet", f"{place}^{{commit}}").returncode:
        raise RevisionError(f"{place}: is neither a folder nor a git revision")
    with tempfile.TemporaryDirectory(prefix="concord-") as folder:
        target = Path(folder) / DATASET
        if _git("cat-file", "-e", f"{place}:./{LOCK}").returncode:
            raise RevisionError(f"{place}: DVC does not have its dataset (no {LOCK} was committed there)")
        got = _dvc("get", "--rev", place, ".", DATASET, "--out", str(target))  # a quiet one does not tell the error
        if got.returncode or not any(target.glob("*.parquet")):
            errors = [line for line in got.stderr.splitlines() if line.startswith("ERROR: ")]
            cause = errors[0].removeprefix("ERROR: ") if errors else f"its {LOCK} names no dataset"
            raise RevisionError(
                f"{place}: DVC does not have its dataset; bring it with `dvc pull`, or build it there with `dvc repro`"
                f" ({cause})"
            )
        yield target


@dataclass(frozen=True, slots=True)
class Release:
    """What `release` did, in sentences; ``frozen`` is False where the version had to be set first."""

    frozen: bool
    done: tuple[str, ...]


def release(out: Path, params_file: Path, *, push: bool = True) -> Release:
    """Freeze the dataset in ``out`` as a version: write its state, push its data, commit and tag.

    The version in the parameters must be the one that follows from what changed; where it is another, the parameters
    are set to it, and the dataset is to be built again before it is released. With ``push`` the data goes to DVC's
    default remote, where one is set. Outside of a git repository there is nothing to tag. Raises `RevisionError` where
    the dataset is not complete, not valid or not the one that the revision to be tagged leads to.
    """
    params = read_params(params_file)
    released_file = Path(params.publish.released)
    released = read_released(released_file)
    missing = [name for name in tables() if not (out / f"{name}.parquet").exists()]
    if missing:
        raise RevisionError(f"{out}: is no complete dataset, it lacks {', '.join(missing)}")
    in_git = shutil.which("git") is not None and _git("rev-parse", "--git-dir").returncode == 0
    own = [released_file, released_file.with_name(RELEASED_SCHEMA.name), params_file, LOCK, METRICS]
    if in_git:
        _refuse_unsaved(own)
    hashes = {name: content_hash(out / f"{name}.parquet") for name in tables()}
    version = next_version(out, hashes, released)
    if released is not None and version == str(released.state.version) and not (in_git and _changed([released_file])):
        return Release(True, (f"nothing changed since version {version}",))
    if version != params.publish.version:
        _set_version(params_file, version)
        again = "`dvc repro`" if in_git else "`concord run`"
        stated = f"by what changed, this is version {version}: {params_file} now says so"
        return Release(False, (stated, f"build it as that, by {again}, and release it then"))
    findings = check(out)
    if findings:
        raise RevisionError(f"{out}: breaks the contract ({findings[0]}); see `concord check`")
    if in_git:
        _refuse_unbuilt(out, version)
    done = [f"the data is with the DVC remote {remote}"] if in_git and push and (remote := _pushed(version)) else []
    if released is None or str(released.state.version) != version:
        write_bytes(released_file, release_of(out, version, hashes, released))
    write_released_schema(own[1])
    done.append(f"{released_file} holds the state of version {version}")
    done += _tagged([str(path) for path in own if path.exists()], version) if in_git else [_NO_GIT]
    return Release(True, tuple(done))


def _refuse_unsaved(own: Sequence[Path]) -> None:
    """Refuse changes that the tag would not hold, but for the files that the release itself commits."""
    new = _lines("ls-files", "--others", "--exclude-standard", "--", *READ)
    unsaved = sorted({*_changed(), *new} - _changed(own))
    if unsaved:
        listed = ", ".join(unsaved)
        raise RevisionError(f"the tag would not hold what was changed here; commit or undo it first: {listed}")


def _refuse_unbuilt(out: Path, version: str) -> None:
    """Refuse a dataset that the tag would not lead to: `concord diff` and `dvc get` find it by ``dvc.lock``."""
    if out.resolve() != Path(DATASET).resolve():
        raise RevisionError(f"{out}: is not the dataset that DVC builds here, which is {DATASET}")
    if _git("rev-parse", "--verify", "--quiet", f"refs/tags/v{version}").returncode == 0:
        raise RevisionError(f"v{version}: there is such a tag already")
    status = _dvc("status", "--json")
    if status.returncode or not LOCK.exists() or status.stdout.strip() != "{}":
        cause = "; ".join(status.stderr.strip().splitlines()[-1:]) or "changed since, or built without DVC"
        raise RevisionError(f"{out}: is not what {LOCK} says ({cause}); build it by `dvc repro`")


def _pushed(version: str) -> str | None:
    """Push the data to the default remote and return its name; None where there is none."""
    remote = _dvc("config", "core.remote").stdout.strip()
    if not remote:
        return None
    pushed = _dvc("push", "--quiet")
    if pushed.returncode:
        raise RevisionError(f"v{version}: is not tagged, DVC could not push to {remote} ({pushed.stderr.strip()})")
    return remote


def _tagged(files: Sequence[str], version: str) -> list[str]:
    for arguments in (
        ("add", *files),
        ("commit", "--quiet", "--message", f"Release {version}", "--", *files),
        ("tag", "--annotate", f"v{version}", "--message", f"Version {version} of the dataset"),
    ):
        answer = _git(*arguments)
        if answer.returncode:
            raise RevisionError(f"git {arguments[0]} failed: {answer.stderr.strip() or answer.stdout.strip()}")
    return [f"committed and tagged as v{version}; `git push --follow-tags` shares it"]


def _set_version(params_file: Path, version: str) -> None:
    text = params_file.read_text(encoding="utf-8") if params_file.exists() else "publish:\n  version: 0.0.0\n"
    changed, count = re.subn(r"(?m)^(\s+version:\s*)[0-9.]+", rf"\g<1>{version}", text, count=1)
    if not count:
        raise RevisionError(f"{params_file}: states no publish version to set")
    write_text(params_file, changed)


def _changed(paths: Sequence[Path] = ()) -> set[str]:
    """Return the files that differ from the last commit, all or of ``paths``; those that git does not know count."""
    there = [str(path) for path in paths if path.exists()]
    if paths and not there:
        return set()
    new = _lines("ls-files", "--others", "--exclude-standard", "--", *there) if there else []
    return {*_lines("diff", "--name-only", "HEAD", "--", *there), *new}


def _lines(*arguments: str) -> list[str]:
    return _git("-c", "core.quotePath=false", *arguments).stdout.splitlines()


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)


def _dvc(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dvc", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
