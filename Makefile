# Ratusz: one verb per intent. `make` alone lists them. CI runs `make test`, nothing else.

# The first Python that is new enough; `make demo PYTHON=…` names another.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo "$$python" && break; done)
ifeq ($(strip $(PYTHON)),)
PYTHON := python3
endif
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format messages simulators bench verify screenshots lock clean

help: ## List the verbs.
	@echo "Ratusz. Verbs:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## Set up what is missing and run a sample municipality on this machine.
	@$(PYTHON) tools/bootstrap.py base
	@$(BIN)/python -m tools.demo

test: ## Check everything: linters, tests on SQLite and PostgreSQL, journeys in Chromium.
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m tools.check

lint: ## Check style, types, templates and layers.
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m tools.check lint

format: ## Format the Python code.
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

messages: ## Extract and compile the message catalogues (pl, uk).
	@$(PYTHON) tools/bootstrap.py base
	@$(BIN)/python tools/messages.py

simulators: ## Run only the simulators of the outside services.
	@$(PYTHON) tools/bootstrap.py base
	@$(BIN)/python manage.py simulators

bench: ## Measure pages beside a bare Django view, the outbox beside a bare Celery task, add-ons beside plain Wagtail.
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m benchmarks.pages
	@$(BIN)/python -m benchmarks.outbox
	@$(BIN)/python -m benchmarks.addons

verify: ## Everything `test` does, and the whole matrices (takes longer).
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m tools.check verify

screenshots: ## Take pictures of every page of the demo at 320 and 1280 px.
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m tests.screenshots.take

# The locks hold hashes and no host; the architecture tests say so.
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-annotate \
	--no-header --python-version 3.11 $(if $(UPGRADE),--upgrade)

lock: ## Resolve requirements/*.in into the locked *.txt; UPGRADE=1 takes newer versions.
	@$(PYTHON) tools/bootstrap.py dev
	$(COMPILE) requirements/base.in -o requirements/base.txt
	$(COMPILE) requirements/production.in -c requirements/base.txt -o requirements/production.txt
	$(COMPILE) requirements/s3.in -c requirements/base.txt -o requirements/s3.txt
	$(COMPILE) requirements/dev.in -c requirements/base.txt -o requirements/dev.txt

clean: ## Remove what the other verbs made: environment, database, caches.
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find cms addons pages tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	find cms addons pages -name '*.mo' -delete
