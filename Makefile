# Thin: each target is one script. `make PYTHON=python3.13 run` chooses the Python, `VENV=folder` the environment.

PYTHON ?= python3
VENV ?= .venv
export VENV

.PHONY: help run test test-all check bench messages pins setup setup-dev

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: setup ## install, migrate, load the demonstration, serve on http://127.0.0.1:8000
	@exec $(VENV)/bin/python manage.py serve --prepare

test: setup-dev ## the tests on SQLite, on PostgreSQL and in Chromium
	@exec $(VENV)/bin/python bin/test.py

test-all: setup-dev ## the same with the slow ones
	@exec $(VENV)/bin/python bin/test.py --slow

check: setup-dev ## formatting, lint, types, migrations, import contracts, templates, translations
	@exec $(VENV)/bin/python bin/check.py

bench: setup-dev ## the benchmarks, on SQLite and on PostgreSQL
	@$(VENV)/bin/python bin/bench_search.py
	@$(VENV)/bin/python bin/postgres.py $(VENV)/bin/python bin/bench_search.py
	@$(VENV)/bin/python bin/bench_pages.py
	@$(VENV)/bin/python bin/postgres.py $(VENV)/bin/python bin/bench_pages.py
	@$(VENV)/bin/python bin/bench_lighthouse.py

messages: setup-dev ## add the messages of the code to the Thai catalogue
	@exec $(VENV)/bin/python bin/messages.py update

pins: setup-dev ## compile requirements*.in into hashed pins
	$(VENV)/bin/python bin/pins.py

setup:
	@$(PYTHON) bin/setup.py

setup-dev:
	@$(PYTHON) bin/setup.py --dev
