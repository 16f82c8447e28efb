# `make` lints and tests; `make demo` shows what it does. Python 3.11 or later, make and a network are all they need.

VENV ?= .venv
PYTHONS ?= python3.13 python3.12 python3.11 python3
ARGS ?=
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
UV := $(BIN)/uv

.PHONY: check demo test lint eval bench docs lock clean chromium

check: lint test

demo: $(VENV)/.runtime
	$(BIN)/datagil demo $(ARGS)

test: $(VENV)/.dev chromium
	$(BIN)/pytest $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ui.docs --check

# How well documents are read, against the pinned floors: the bundled disclosures, and real policies where they stand beside
# the repository. ARGS=--pin makes the figures of now the floors.
CORPUS ?= $(wildcard ../shared/corpus)
eval: $(VENV)/.runtime
	$(BIN)/datagil evaluate $(CORPUS:%=--corpus %) $(ARGS)

# How fast documents are read, beside trafilatura; ARGS=--documents 200 makes it short. `datagil bench paths` takes minutes.
bench: $(VENV)/.dev
	$(BIN)/datagil bench reading $(ARGS)

docs: $(VENV)/.dev
	$(BIN)/python -m ui.docs

# The locks: of Python's packages, for every platform at once, and of Neo4j's parts. UPGRADE=--upgrade takes newer versions.
lock: $(UV)
	$(UV) pip compile pyproject.toml --group build -o requirements.lock $(COMPILE)
	$(UV) pip compile pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock $(COMPILE)
	$(BIN)/python -m graph.parts

COMPILE = --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command 'make lock' --quiet $(UPGRADE)

$(UV): $(VENV)/.runtime
	$(PIP) install --quiet uv

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# --- the environment -------------------------------------------------------------------------------------------------

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.runtime: requirements.lock pyproject.toml $(BIN)/python
	@echo "Installing what datagil needs into $(VENV) (about a minute, once)"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(BIN)/python:
	@for python in $(PYTHONS); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		found=$$python; \
		$$python -c 'import ensurepip, venv' 2>/dev/null && exec $$python -m venv $(VENV); \
	done; \
	if [ -z "$$found" ]; then \
		echo "datagil needs Python 3.11 or later; none of these is: $(PYTHONS)."; \
		echo "Install one: apt install python3 python3-venv (Debian 12 or Ubuntu 24.04 and later), or brew install python@3.13;"; \
		echo "or name one that is elsewhere: make PYTHONS=/path/to/python3"; \
	else \
		echo "$$found comes without the modules venv and ensurepip."; \
		echo "Install them: apt install python3-venv (for another version than the system's: $$($$found -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'))"; \
	fi >&2; exit 1

# A browser for the tests that drive one: installed where this is Debian and we may; elsewhere those tests say what they lack.
chromium:
	@if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; then \
		echo "Installing Chromium and a Korean font for the browser tests"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -qq --yes --no-install-recommends chromium fonts-noto-cjk; } >/dev/null \
		|| echo "Chromium could not be installed; the browser tests will say so" >&2; \
	fi
