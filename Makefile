# datagil: bare `make` lints and tests. Each target sets up what it lacks.
BIN := .venv/bin

.PHONY: all demo test lint docs lock clean run dev
all: lint test

demo: run ## from a bare machine to the explorer; ARGS=--once prints and leaves
	$(BIN)/datagil demo $(ARGS)

test: dev ## every test, against a real Neo4j and a real browser; ARGS are pytest's
	.ci/browser
	$(BIN)/pytest $(ARGS)

lint: dev ## style, types, directions of import, generated pages
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ui.docs --check

docs: dev ## rebuild the generated pages
	$(BIN)/python -m ui.docs

lock: dev ## resolve the dependencies anew, for Linux and macOS on x86-64 and Arm
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --generate-hashes --python-version 3.11 \
	  --no-header --no-annotate --upgrade --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev --universal --generate-hashes --python-version 3.11 \
	  --no-header --no-annotate --constraint requirements.lock --quiet --output-file requirements-dev.lock

clean: ## remove the environment and what tools left behind
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

run:
	@.ci/environment requirements.lock

dev:
	@.ci/environment requirements-dev.lock
