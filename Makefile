# make run    set everything up and start the demo      make test   set everything up and run every check
# make train  train the dialogue model                  make bench  measure; figures go to benchmarks/
# make lint   formatting, types, import rules           make clean  remove what the other targets made (not var/)
# make screenshots   make the pictures of the README anew
# make bench-guard   compare the guard with others, on the reported set and on the labelled files of FRONTDESK_EVAL=FOLDER
# make bench-intents   compare ways to tell intents apart: hours
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run
.PHONY: run test setup train bench bench-guard bench-intents lint clean screenshots

SERVICE := .venv
RASA := .venv-rasa
PEERS := .venv-peers
PYTEST_ARGS ?=
# As in the launcher: several threads spin against each other on a busy machine.
export OPENBLAS_NUM_THREADS ?= 1
export OMP_NUM_THREADS ?= 1

run: setup
	@./frontdesk train
	@./frontdesk demo

test: setup lint
	@./frontdesk train
	@$(SERVICE)/bin/python -m pytest $(PYTEST_ARGS)

setup: $(SERVICE)/.ready $(RASA)/.ready

$(SERVICE)/.ready: uv.lock pyproject.toml .python-version deploy/sync.sh
	@deploy/sync.sh service

$(RASA)/.ready: uv.lock pyproject.toml .python-version deploy/sync.sh
	@deploy/sync.sh rasa

train: setup
	@./frontdesk train

bench: setup
	@./frontdesk train
	@$(SERVICE)/bin/python -m benchmarks

$(PEERS)/.ready: benchmarks/peers/requirements.txt deploy/sync.sh
	@deploy/sync.sh peers

bench-guard: $(SERVICE)/.ready $(PEERS)/.ready
	@$(SERVICE)/bin/python -m benchmarks.peers $(if $(FRONTDESK_EVAL),--folder "$(FRONTDESK_EVAL)")

bench-intents: setup
	@$(SERVICE)/bin/python -m benchmarks.intents

lint: setup
	@$(SERVICE)/bin/ruff check .
	@$(SERVICE)/bin/ruff format --check .
	@$(SERVICE)/bin/mypy
	@$(SERVICE)/bin/mypy --python-version 3.10 --python-executable $(RASA)/bin/python --cache-dir .mypy_cache/rasa \
	  --follow-untyped-imports bot/encoder/*.py bot/rasa_plugins/*.py tests/contract/rasa_memory.py
	@$(SERVICE)/bin/lint-imports

screenshots: setup
	@./frontdesk train
	@$(SERVICE)/bin/python docs/screenshots.py

clean:
	rm -rf $(SERVICE) $(RASA) $(PEERS) .tools models .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .rasa
