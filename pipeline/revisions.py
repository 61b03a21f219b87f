"""Versions of the dataset in git and DVC: a dataset as it was at a revision, and freezing a version."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.params import read_params
from pipeline.parquet import content_hash
from pipeline.publish.changelog import next_version, read_released, release_of
from pipeline.publish.released_schema import RELEASED_SCHEMA, write_released_schema
from pipeline.schema import tables

DATASET = "extracted"
"""Where the dataset lies in the repository, as `dvc.yaml` has it."""


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
        got = subprocess.run(
            [sys.executable, "-m", "dvc", "get", "--quiet", "--rev", place, ".", DATASET, "--out", str(target)],
            capture_output=True,
            text=True,
            check=False,
        )
        if got.returncode or not any(target.glob("*.parquet")):
            cause = got.stderr.strip().splitlines()[-1:] or ["its dvc.lock names no dataset"]
            raise RevisionError(f"{place}: DVC does not have its dataset ({cause[0]})")
        yield target


def release(out: Path, params_file: Path, *, push: bool = False) -> list[str]:
    """Freeze the dataset in ``out`` as a version and return what was done, in sentences.

    The version in the parameters must be the one that follows from what changed; where it is another, the parameters
    are set to it, and the dataset is to be built again before it is released. Raises `RevisionError`.
    """
    params = read_params(params_file)
    released_file = Path(params.publish.released)
    released = read_released(released_file)
    missing = [name for name in tables() if not (out / f"{name}.parquet").exists()]
    if missing:
        raise RevisionError(f"{out}: is no complete dataset, it lacks {', '.join(missing)}")
    hashes = {name: content_hash(out / f"{name}.parquet") for name in tables()}
    version = next_version(out, hashes, released)
    if released is not None and version == str(released.state.version):
        return [f"nothing changed since version {version}"]
    if version != params.publish.version:
        _set_version(params_file, version)
        return [
            f"by what changed, this is version {version}: {params_file} now says so",
            "build it again and release it then",
        ]
    if _git("rev-parse", "--verify", "--quiet", f"refs/tags/v{version}").returncode == 0:
        raise RevisionError(f"v{version}: there is such a tag already")
    beside = released_file.with_name(f".{released_file.name}.part")
    beside.write_bytes(release_of(out, version, hashes))
    beside.replace(released_file)
    write_released_schema(released_file.with_name(RELEASED_SCHEMA.name))
    done = [f"{released_file} holds the state of version {version}"]
    done += _tagged(released_file, params_file, version)
    if push:
        pushed = subprocess.run([sys.executable, "-m", "dvc", "push"], capture_output=True, text=True, check=False)
        if pushed.returncode:
            raise RevisionError(f"v{version}: is tagged, but DVC could not push ({pushed.stderr.strip()})")
        done.append("the data is with the DVC remote")
    return done


def _tagged(released_file: Path, params_file: Path, version: str) -> list[str]:
    if shutil.which("git") is None or _git("rev-parse", "--git-dir").returncode:
        return ["there is no git repository to tag"]
    schema_file = released_file.with_name(RELEASED_SCHEMA.name)
    files = [str(path) for path in (released_file, schema_file, params_file, Path("dvc.lock")) if path.exists()]
    for arguments in (
        ("add", *files),
        ("commit", "-q", "-m", f"Release {version}", "--", *files),
        ("tag", f"v{version}"),
    ):
        answer = _git(*arguments)
        if answer.returncode:
            raise RevisionError(f"git {arguments[0]} failed: {answer.stderr.strip() or answer.stdout.strip()}")
    return [f"tagged v{version}"]


def _set_version(params_file: Path, version: str) -> None:
    text = params_file.read_text(encoding="utf-8") if params_file.exists() else "publish:\n  version: 0.0.0\n"
    changed, count = re.subn(r"(?m)^(\s+version:\s*)[0-9.]+", rf"\g<1>{version}", text, count=1)
    if not count:
        raise RevisionError(f"{params_file}: states no publish version to set")
    beside = params_file.with_name(f".{params_file.name}.part")
    beside.write_text(changed, encoding="utf-8")
    beside.replace(params_file)


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
