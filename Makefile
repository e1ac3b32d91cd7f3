# Récolte. Two commands matter: `make run` and `make test`. Both set up whatever is missing first.
PYTHON ?= $(or $(wildcard .venv/bin/python),$(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run

help:  ## what can be asked
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 18

setup: ## install what runs, tests and builds Récolte, where it is missing
	@test -x $(VENV)/python || $(PYTHON) -m venv .venv
	@$(VENV)/pip install -q -r requirements-dev.txt

run: setup ## serve on this machine and print the addresses
	@$(VENV)/python -m server
