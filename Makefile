# Genga. `make demo` to look at it, `make test` to check a change, `make help` for the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-strip-extras
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

export HOST PORT
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo serve dev test lint types checks test-sqlite test-postgres bench bench-queue bench-search bench-facets bench-lists bench-moving bench-suggestions synthetic screenshots help-pictures format messages lock clean

help: ## Say what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: $(VENV)/installed ## Serve the demo on http://127.0.0.1:8000 (HOST=, PORT=)
	@GENGA_ENV=demo $(BIN)/python manage.py serve --demo

serve: $(VENV)/installed ## Serve the database that DATABASE_URL names, with production's settings
	@GENGA_ENV=production $(BIN)/python manage.py serve

dev: $(VENV)/installed-dev ## Serve with debug pages and reload on change, on a database of its own
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py runserver $(HOST):$(PORT)

test: lint types checks test-postgres test-sqlite ## Check everything, on both databases

lint: $(VENV)/installed-dev ## Lint and format check; oversized modules are named
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/python -m tests.architecture.sizes

types: $(VENV)/installed-dev ## Check the types
	@$(BIN)/mypy

checks: $(VENV)/installed-dev ## No migration is missing, all run; production's settings are safe
	@DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m tests.template_database
	@GENGA_ENV=production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(40))') \
		ALLOWED_HOSTS=genga.example DATABASE_URL=sqlite://:memory: \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

test-postgres: $(VENV)/installed-dev ## Tests of all that asks a database, on a throw-away PostgreSQL, or on DATABASE_URL
	@$(BIN)/python -m tests.postgres $(PYTEST) -m "database and not journey"

test-sqlite: $(VENV)/installed-dev node_modules ## All tests on SQLite, with the browser's journeys
	@env -u DATABASE_URL $(PYTEST)

bench: $(VENV)/installed-dev ## Measure pages and edits on the database that DATABASE_URL names
	@$(BIN)/python -m tests.benchmarks.pages

bench-queue: $(VENV)/installed-dev ## Measure the queue there with 100,000 waiting submissions
	@$(BIN)/python -m tests.benchmarks.queue

bench-search: $(VENV)/installed-dev ## Measure how well and how fast search finds, on that database
	@$(BIN)/python -m tests.benchmarks.search

synthetic: $(VENV)/installed-dev ## Fill that empty database with FILMS= (1000000) made-up films, to measure with
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python -m tests.benchmarks.synthetic --films $(or $(FILMS),1000000)

bench-facets: $(VENV)/installed-dev ## Measure the facets of the list of films, on that database
	@$(BIN)/python -m tests.benchmarks.facets

bench-lists: $(VENV)/installed-dev ## Measure lists of 5,000 rows, on that database
	@$(BIN)/python -m tests.benchmarks.lists

bench-moving: $(VENV)/installed-dev ## Measure importing a list of 10,000 rows, on that database
	@$(BIN)/python -m tests.benchmarks.moving

bench-suggestions: $(VENV)/installed-dev ## Measure suggestions of what to watch, on that database
	@$(BIN)/python -m tests.benchmarks.suggestions

screenshots: $(VENV)/installed-dev ## Take the pictures of docs/screenshots anew (needs Chromium)
	@$(BIN)/python -m tests.screenshots

help-pictures: $(VENV)/installed-dev ## Make the pictures of the help pages from a fresh demo (needs Chromium)
	@env -u DATABASE_URL $(BIN)/python -m tests.help_pictures

format: $(VENV)/installed-dev ## Bring the Python code into form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: $(VENV)/installed ## Bring the translations' files up to date with the texts, and name what they lack
	@$(BIN)/python manage.py update_messages --untranslated

lock: ## Lock the newest versions that requirements*.in allow (needs uv)
	$(LOCK) --upgrade requirements.in --output-file requirements.txt
	$(LOCK) --upgrade requirements-s3.in --output-file requirements-s3.txt
	$(LOCK) --upgrade requirements-dev.in --output-file requirements-dev.txt

clean: ## Remove the virtual environment and the demo's data
	rm -rf $(VENV) var

# What checks pages: axe and the Nu checker. Without npm those tests are skipped, in CI they fail.
node_modules: package-lock.json
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --no-audit --no-fund --silent && touch $@; \
		else echo "No npm here: pages are not checked by axe and the Nu checker."; fi

# The stamps are newer than the lock they were installed from.
$(VENV)/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Genga needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Installing into $(VENV)..."
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt $(VENV)/installed
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
