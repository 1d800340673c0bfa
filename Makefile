# Yakuba. `make help` lists what can be made.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared/data
SETUP := $(VENV)/.setup-done
TORCH := $(shell grep '^torch==' requirements.lock)
TORCH_INDEX := $(if $(YAKUBA_TORCH_INDEX_URL),--index-url $(YAKUBA_TORCH_INDEX_URL))
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup models demo run test coverage browser lint lint-deploy bench bench-transcribe bench-search bench-translate bench-masking bundle lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SETUP) ## make the virtual environment and install everything in it

$(SETUP): requirements.lock pyproject.toml
	@echo "== [1/4] virtual environment ($(VENV))"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "== [2/4] $(TORCH) (CPU; set YAKUBA_TORCH_INDEX_URL where the index serves a CUDA build)"
	@$(BIN)/python -m pip install $(TORCH_INDEX) $(TORCH) 2>&1 | { grep -vE '^(WARNING: Location|Requirement already)' || true; }
	@echo "== [3/4] $$(grep -c == requirements.lock) packages from requirements.lock"
	@$(BIN)/python -m pip install --no-deps -r requirements.lock 2>&1 | { grep -vE '^(WARNING: Location|Requirement already)' || true; }
	@echo "== [4/4] yakuba itself"
	@$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

models: setup ## bring every default model into the model folder
	@$(BIN)/python -m common.models pull

demo: models ## do the main job of all four services on the examples
	@$(BIN)/python -m examples.demo

run: models ## serve on 127.0.0.1:8080
	@$(BIN)/python -m common.supervisor

test: models ## run the tests, two files at a time (all but the browser's)
	@$(BIN)/python -m pytest -m "not browser" -n 2 --dist loadfile $(ARGS)

coverage: models ## run the same tests and show what they cover; takes twice as long
	@$(BIN)/python -m pytest -m "not browser" -n 2 --dist loadfile --cov --cov-report=term:skip-covered $(ARGS)

browser: models ## run the tests of the pages; needs Chromium (.ci/prepare installs it on Debian)
	@$(BIN)/python -m pytest -m browser $(ARGS)

lint: setup ## ruff, mypy (strict) and the borders between packages
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

lint-deploy: setup ## check deploy/ with caddy, systemd-analyze and the Compose schema
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yaml
	@caddy validate --adapter caddyfile --config deploy/Caddyfile 2>/dev/null && echo "ok -- Caddyfile"
	@systemd-analyze verify deploy/systemd/* && echo "ok -- systemd units"

bench: models ## measure everything; writes docs/benchmarks.md (DATA=folder)
	@$(BIN)/python -m bench --data $(DATA)

bench-transcribe: models ## measure transcription; speaks its meetings on first use (DATA=folder)
	@$(BIN)/python -m bench.transcribe --data $(DATA)

bench-search: models ## measure search, peers included; takes long (Debian: recollcmd python3-recoll) (DATA=folder)
	@$(BIN)/python -m bench.search --data $(DATA)

bench-translate: models ## measure translation: quality, plain Japanese, what must survive, speed and layout (DATA=folder)
	@$(BIN)/python -m bench.translate.plain --data $(DATA)
	@$(BIN)/python -m bench.translate.survival --sample 40
	@$(BIN)/python -m bench.translate.layout
	@$(BIN)/python -m bench.translate.speed --data $(DATA) --write
	@$(BIN)/python -m bench.translate --data $(DATA)
	@$(BIN)/python -m bench.translate.asking --data $(DATA)

bench-masking: models ## measure masking: names, every kind beside others, what is left in files (Debian: poppler-utils) (DATA=folder)
	@$(BIN)/python -m bench.masking.persons --data $(DATA)
	@$(BIN)/python -m bench.masking.kinds
	@$(BIN)/python -m bench.masking_leaks --data $(DATA)

bundle: models ## pack the models for a network without internet
	@$(BIN)/python -m common.models bundle dist/yakuba-models.tar

lock: ## write requirements.lock from what is installed
	@$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' > requirements.lock

clean: ## remove what was made in this folder (not the caches, not var/)
	@rm -rf $(VENV) dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage* htmlcov
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
