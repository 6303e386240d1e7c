# Everything a person types in this repository. Each target installs what it needs, pinned, and only when it has changed.

.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
UV := .venv-uv/bin/uv
CODE := services shared sdk airflow_provider deploy tests bench
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header
NPM := npm --prefix frontend --silent

.PHONY: help run install lint types unit integration e2e test bench lock contracts pictures format clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start Domino on this machine; Ctrl-C stops it (data in .domino, or in DOMINO_HOME)
	@exec $(PYTHON) -m deploy.local

install: ## bring .venv, .venv-airflow and the page up to date
	@$(PYTHON) -m deploy.local.install

lint: install ## formatting, lint rules and the walls between packages
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/lint-imports --no-logo
	@$(NPM) run lint

types: install ## mypy (strict) and TypeScript
	@$(BIN)/mypy $(CODE)
	@$(NPM) run typecheck

unit: install ## the fast tests: no servers
	@$(BIN)/pytest tests/unit tests/architecture

integration: install ## tests with real servers, without the browser
	@$(BIN)/pytest tests --ignore=tests/unit --ignore=tests/architecture --ignore=tests/e2e

e2e: install browser ## journeys in a real browser
	@$(BIN)/pytest tests/e2e

test: lint types browser ## everything; the last line is pytest's closing line
	@$(NPM) test
	@$(BIN)/pytest --durations=15

bench: install ## measure the figures of quality.md
	@$(BIN)/python -m bench

contracts: install ## write docs/contracts anew from the code
	@$(BIN)/python -m services.api_gateway.contracts

pictures: install browser ## take the README's pictures anew from the running platform
	@cd frontend && node scripts/take-pictures.mjs

lock: install ## pin every Python package anew (add UPGRADE=1 for the newest versions)
	@$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev services/*/pyproject.toml --output-file requirements.lock
	@$(LOCK) $(if $(UPGRADE),--upgrade) deploy/airflow/requirements.in --output-file deploy/airflow/requirements.lock
	@$(BIN)/pytest -q tests/unit/local/test_locks.py

format: install ## let the formatters have their way
	@$(BIN)/ruff check --quiet --fix $(CODE); $(BIN)/ruff format --quiet $(CODE)
	@$(NPM) run format

.PHONY: browser
browser:
	@.ci/browser

clean: ## remove what was installed and built; the data in .domino stays
	rm -rf .venv .venv-airflow .venv-uv frontend/node_modules frontend/dist build
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
