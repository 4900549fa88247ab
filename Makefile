# make serve   set up, build the release if there is none, serve it
# make test    set up, run all tests
# make evaluate  score the extractor against documents read by hand
# make bench   measure the query service beside its peers (hours; SIZES=100000 for less)
PYTHON ?= python3
PORT ?= 8000
SIZES ?= 100000 1000000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test check build evaluate bench lint types assets clean

serve: $(VENV)/.serve assets
	@test -e var/current || { echo "No release yet: building one from ontology/ data/ shapes/ …"; $(BIN)/munigraph build; }
	@exec $(BIN)/munigraph serve --port $(PORT)

test: $(VENV)/.dev assets
	$(BIN)/python -m pytest

check: $(VENV)/.serve
	$(BIN)/munigraph check

build: $(VENV)/.serve
	$(BIN)/munigraph build

evaluate: $(VENV)/.dev
	$(BIN)/python -m benchmarks.extraction

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.service --triples $(SIZES) --munigraph-options='--no-log-requests'

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev assets
	$(BIN)/mypy
	@! test -d assets/node_modules || npm --prefix assets run --silent check

# The rich query editor and coastlines, where npm is there; nothing to do when they are up to date.
assets: | $(VENV)/bin/python
	@$(BIN)/python assets/build.py

clean:
	rm -rf $(VENV) var dist assets/node_modules src/munigraph/web/static/built

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "munigraph needs Python 3.11 or later (PYTHON=… names one)"; exit 1; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.serve
