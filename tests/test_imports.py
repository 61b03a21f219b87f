"""Importing the code reads no data file, so no mistake in one is told before there is work, and by whom it is told."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT

READ = """
import importlib, os, pkgutil, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
import pipeline
for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
    if not module.name.endswith(("__main__", ".ready")):
        importlib.import_module(module.name)
folder = os.path.join(os.path.dirname(pipeline.__file__), "data", "")
print([file for file in opened if file.startswith(folder)])
"""


def test_no_module_reads_a_data_file_when_it_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", READ], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
