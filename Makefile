# One command each; `make help` lists them. The environment is made once from the locks, with their hashes checked,
# and again only when a lock changes: after the first time nothing here needs the network.

SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
EMBEDDED := $(BIN)/python -m gcm_portal.embedded
TEMPORARY := $(EMBEDDED) with --temporary --
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
ARGS ?=
# For tools that read the settings and need no server.
NOWHERE := SECRET_KEY=check DATABASE_URL=postgres://check@127.0.0.1:9/check REDIS_URL=redis://127.0.0.1:9/0

# What is under mypy: the domain and what is beside the settings; views, forms and tests need not be typed.
CORE := $(sort gcm_portal/embedded gcm_portal/administration $(wildcard gcm_portal/*.py) $(foreach part,services selectors querysets rules tasks, \
	$(wildcard */$(part).py */$(part))))

# The name of a stamp says which lock it stands for: another lock, another stamp.
SUM = $(shell cksum < $(1) | cut -d ' ' -f 1)
RUN_STAMP := $(VENV)/.installed-local-$(call SUM,requirements-local.txt)
DEV_STAMP := $(VENV)/.installed-dev-$(call SUM,requirements-dev.txt)

.PHONY: help run test check bench lock clean

help:  ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: | $(RUN_STAMP)  ## The whole portal on this machine: http://127.0.0.1:8000/en/ (PORT=, DATA_DIR=)
	@exec $(EMBEDDED) up

# loadfile: a file's tests stay together, and the browser's files are not left to the end (no reordering). loadgroup silently groups nothing with pytest 9.2 (pytest-xdist #1386).
test: | $(DEV_STAMP)  ## All tests, with throw-away servers (ARGS="tests/pledges -k publish")
	@command -v chromium > /dev/null || command -v google-chrome > /dev/null || { \
	  echo "Chromium is missing (apt-get install chromium): the browser tests are skipped."; test "$$CI" != true; }
	@$(TEMPORARY) $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: | $(DEV_STAMP)  ## Everything but the tests: style, types, layers, migrations, catalogues, generated pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(NOWHERE) $(BIN)/mypy --follow-imports=silent $(CORE)
	$(TEMPORARY) $(BIN)/python manage.py makemigrations --check --dry-run
	$(NOWHERE) $(BIN)/python manage.py check_catalogues
	$(NOWHERE) $(BIN)/python manage.py write_states --check

bench: | $(DEV_STAMP)  ## Measure, with throw-away servers
	$(TEMPORARY) $(BIN)/python -m tests.bench $(ARGS)

lock: | $(DEV_STAMP)  ## Make the locks anew from the .in files (needs the network)
	for list in requirements requirements-local requirements-dev; do \
	  $(BIN)/uv pip compile --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	    --no-emit-find-links --no-header $(ARGS) $$list.in -o $$list.txt || exit 1; \
	done

clean:  ## Remove the environment and what tools left; the data in var/ stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): | $(VENV)/bin/python
	@test -e $(DEV_STAMP) || $(PIP) install --quiet --require-hashes -r requirements-local.txt
	@rm -f $(VENV)/.installed-local-* && touch $@

$(DEV_STAMP): | $(VENV)/bin/python
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@rm -f $(VENV)/.installed-dev-* && touch $@
