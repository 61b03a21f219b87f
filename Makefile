# Concord: `make dataset` builds the dataset, `make test` tests everything. Both set up what they need.
PYTHON ?= python3.11
JOBS ?= 2
VENV := .venv
READY := $(VENV)/.ready

.PHONY: help setup dataset test docs lint bench constraints clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

setup: $(READY) ## the environment in .venv

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

dataset: $(READY) ## build the default dataset from raw/ into extracted/
	$(VENV)/bin/concord run --jobs $(JOBS)

test: $(READY) lint ## lint, types and all tests
	$(VENV)/bin/pytest -n $(JOBS) --dist worksteal

docs: dataset ## data dictionary, codebook and the baseline of tests/changes.py anew, from the specimens' dataset
	$(VENV)/bin/python -m pipeline.publish.dictionary
	$(VENV)/bin/python -m pipeline.publish.codebook extracted docs/codebook.md
	$(VENV)/bin/python -m tests.changes extracted --regenerate

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

bench: $(READY) ## benchmarks, as ratios against other tools in the same run
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,bench]'
	$(VENV)/bin/python -m bench

constraints: ## write constraints.txt anew from what pyproject.toml asks for
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check '.[dev,bench]'
	build/constraints/bin/python -m pip freeze --exclude concord --exclude-editable | LC_ALL=C sort -f > constraints.txt
	rm -rf build/constraints

clean: ## remove what was built
	rm -rf $(VENV) extracted .concord build .mypy_cache .ruff_cache .hypothesis
