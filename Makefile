# The only runner: people and CI call the same targets.  Needs python3 (3.11 to 3.13), make and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
OF_RECORD := tests/storage tests/record tests/answers tests/cli tests/review tests/test_workspace.py
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test lint evaluate bench lock clean
help:            ## list the targets
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "found Python %d.%d, expected 3.11, 3.12 or 3.13: call make PYTHON=python3.12" % v)'
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements/runtime.lock pyproject.toml | $(BIN)/python
	@echo "Installing transferwatch into $(VENV) (about a minute the first time) ..."
	$(BIN)/python -m pip install -q --require-hashes -r requirements/runtime.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements/dev.lock $(RUNTIME)
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.lock
	@touch $@

demo: $(RUNTIME)   ## install, put the demo desk on record, print a brief and the list
	@$(BIN)/python demo/run.py

test: $(DEV)       ## install and run the tests; those of the record on PostgreSQL, too
	$(BIN)/python -m pytest -n auto
	TRANSFERWATCH_TEST_DATABASE=postgres $(BIN)/python -m pytest -n auto $(OF_RECORD)

lint: $(DEV)       ## formatting, lint, types, import contracts, codebook
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m transferwatch.codebook.check

evaluate: $(DEV)   ## score the reader on the coded texts; table and build/evaluation.json
	$(BIN)/python -m evaluation

bench: $(DEV)      ## ratios against a baseline of the same run; table and build/bench.json
	$(BIN)/python -m benchmarks

lock: $(DEV)       ## pin anew, with hashes and no index addresses
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml requirements/build.in -o requirements/runtime.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml requirements/build.in -c requirements/runtime.lock -o requirements/dev.lock

clean:           ## remove what the targets made
	rm -rf $(VENV) build demo/brief.html demo/transferwatch-data
