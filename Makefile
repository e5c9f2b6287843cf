# Everything runs in .venv, which the first target that needs it creates.
# `make help` lists the targets; PYTHON=… picks the interpreter, JOBS=… the number of processes.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?=
JOBS ?= auto
CLAIMS ?= 10000
ALTERED ?= 20000
SHARE ?= 1
SEED ?= 0
COVERAGE ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
LEDGER := build/ledger.json
REPORT := build/report
SITE := build/site

.DEFAULT_GOAL := help
.PHONY: help setup check test lint format types docs pdf site corpus faults fuzz mutants bench smoke clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## create .venv and install the project with its development tools

$(VENV)/bin/python:
	@for python in $(or $(PYTHON),python3.11 python3); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	        echo "creating $(VENV) with $$("$$python" --version)"; \
	        exec "$$python" -m venv $(VENV); \
	    fi; \
	done; \
	echo "Referee needs Python 3.11 or newer; tried: $(or $(PYTHON),python3.11 python3)." >&2; \
	echo "Name an interpreter with: make setup PYTHON=/path/to/python3.11" >&2; \
	exit 3

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "installing into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' -c constraints.txt
	@touch $@

# The report is written for a red run as well: that is when it is read most closely.
check: $(INSTALLED) ## referee every paper; ledger and JUnit file in build/, report in build/report/
	@mkdir -p build
	@status=0; \
	$(BIN)/referee check --json $(LEDGER) --junit build/referee.xml || status=$$?; \
	if [ $$status -le 1 ]; then $(BIN)/referee report --from $(LEDGER) -o $(REPORT); fi; \
	exit $$status

test: $(INSTALLED) ## run the tests (CI=true: derandomised; THOROUGH=1: ten times the examples; COVERAGE=1: with branch coverage)
	@mkdir -p build/coverage
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --junit-xml=build/tests.xml $(if $(COVERAGE),--cov --cov-report=term)

lint: $(INSTALLED) ## ruff: rules and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(INSTALLED) ## let ruff format and mend what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(INSTALLED) ## mypy, strict for checks/
	@$(BIN)/mypy

docs: $(INSTALLED) ## the documentation as HTML in build/docs/
	@$(BIN)/sphinx-build -W --keep-going -q -j $(JOBS) -d build/doctrees -b html docs build/docs
	@echo "build/docs/index.html"

$(LEDGER): | $(INSTALLED)
	@$(MAKE) --no-print-directory check

pdf: $(LEDGER) ## the report of the last `make check` as a PDF: decision pages and letters (needs LaTeX)
	@$(BIN)/referee report --from $(LEDGER) -o $(REPORT) --pdf

site: $(LEDGER) ## the site of the last `make check`, to explore: build/site/index.html
	@$(BIN)/referee site --from $(LEDGER) -o $(SITE)

corpus: $(INSTALLED) ## let the kernel judge the corpus of honest and false certificates
	@$(BIN)/python -m tests.soundness.corpus

faults: $(INSTALLED) ## interruptions, storage, bad papers, hostile texts: the whole of tests/faults
	@FAULTS=all $(BIN)/python -m pytest -n $(JOBS) --dist worksteal tests/faults

smoke: $(INSTALLED) ## the wheel, outside of a checkout, under Python 3.12 and 3.13
	@.ci/smoke

fuzz: $(LEDGER) ## false claims and altered certificates by the thousand (CLAIMS=…, ALTERED=…, SEED=…)
	@$(BIN)/python -m tests.soundness.fuzz --claims $(CLAIMS) --altered $(ALTERED) --from $(LEDGER) --seed $(SEED)

mutants: $(INSTALLED) ## change the trusted code in one place at a time; does a test notice? (SHARE=0.1 … 1)
	@$(BIN)/python -m tests.mutants --share $(SHARE) --seed $(SEED)

bench: $(INSTALLED) ## measure speed against the targets
	@$(BIN)/python -m tests.benchmarks

clean: ## remove what runs have made (.venv stays)
	@rm -rf build dist .referee-cache .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info
	@find checks proofs tests docs -name __pycache__ -prune -exec rm -rf {} +
