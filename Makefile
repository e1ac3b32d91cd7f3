# Récolte. Two commands matter: `make run` and `make test`. Both first set up whatever is missing.

# Any Python from 3.11 on can set up; afterwards it is always the one in .venv.
PYTHON = $(shell for p in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done || true)
IN := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test demo cluster bench fuzz office fuzz-cluster fuzz-wire wire format setup setup-run clean soak reliability security lock

help: ## say what can be asked
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1	\2/p' Makefile | expand -t 16

run: setup-run ## serve on this machine and print the addresses
	@exec $(IN) -m server

.PHONY: build
build: setup-run ## install what runs it and build the pages, and serve nothing: for a server or a platform

test: setup ## check everything: style, types, imports, client, server, browser; ARGS="tests/core -x" narrows pytest
	@$(IN) -m scripts.check $(ARGS)

demo: setup-run ## hold a whole day in a minute with simulated people; the result is in var/demo
	@exec $(IN) -m server demo

cluster: setup ## serve with several processes behind nginx, with PostgreSQL and Valkey; PROCESSES=2 PORT=8080
	@exec $(IN) -m scripts.cluster --processes $(or $(PROCESSES),2) --port $(or $(PORT),8080)

bench: setup ## measure the house beside other servers, in about ten minutes; ARGS="goals-30 storm" picks rounds
	@exec $(IN) -m bench $(ARGS)

.PHONY: bench-cluster
bench-cluster: setup ## measure what one process and two cost for the same rooms, tier by tier
	@$(IN) -m bench.cluster $(ARGS)

.PHONY: bench-fan-out
bench-fan-out: setup ## simulate ten thousand rooms on many processes, from what bench-cluster measured
	@$(IN) -m bench.fan_out_tier $(ARGS)

office: setup ## open the publication in LibreOffice and the Nu HTML checker and read it back; needs both, and Java
	@$(IN) -m scripts.office

soak: setup ## let a hundred devices live a day in minutes, and look at memory; MINUTES=15
	@$(IN) -m tests.faults.soak --minutes $(or $(MINUTES),15) $(ARGS)

reliability: setup ## make the long runs (hours) and write docs/reliability.md; PARTS="storms kills slow day"
	@$(IN) -m tests.faults.report $(PARTS)

security: setup ## try every attack, measure what it costs the others, and write that into docs/security.md; ARGS=figures only measures
	@$(IN) -m scripts.security $(ARGS)

lock: setup ## write the packages and their hashes anew, after a change of requirements
	@$(IN) -m scripts.lock

fuzz-wire: setup ## throw made-up frames at a server; MINUTES=10
	@FUZZ_MINUTES=$(or $(MINUTES),10) $(IN) -m pytest tests/security/test_wire.py -k made_up --timeout=0 -s $(ARGS)

fuzz: setup ## play a thousand rooms over hostile links, or SEED=n again; SEEDS=1000 MINUTES=30 AT_ONCE=3 KEPT=file
	@$(IN) -m tests.fuzz $(if $(SEED),--seed $(SEED)) $(if $(SEEDS),--seeds $(SEEDS)) \
		$(if $(MINUTES),--minutes $(MINUTES)) $(if $(AT_ONCE),--at-once $(AT_ONCE)) \
		$(if $(KEPT),--kept $(KEPT)) $(ARGS)

.PHONY: fuzz-days
fuzz-days: setup ## hold what the publication promises against ten times as many random days; LONGER=10
	@LONGER=$(or $(LONGER),10) $(IN) -m pytest tests/publish tests/core/test_filming.py --timeout=0 $(ARGS)

fuzz-cluster: setup ## kill processes of a cluster for longer, under load; KILLS=60 SEED=6
	@KILLS=$(or $(KILLS),60) SEED=$(or $(SEED),6) $(IN) -m pytest tests/cluster/test_faults.py -k killed $(ARGS)

.PHONY: test-deploy
test-deploy: setup ## build as the container file says, in an empty folder, and serve from it
	@DEPLOY=whole $(IN) -m pytest tests/deploy --timeout=900 $(ARGS)

wire: setup ## write the wire's schema and the client's types anew from the server's structs
	@$(IN) -m scripts.wire

format: setup ## bring all code into the common shape
	@$(IN) -m scripts.shape

setup: ## install what runs, tests and builds Récolte, where it is missing
	@$(or $(PYTHON),$(error Récolte needs Python 3.11 or newer: install it and try again)) -m scripts.setup test

setup-run:
	@$(or $(PYTHON),$(error Récolte needs Python 3.11 or newer: install it and try again)) -m scripts.setup run

clean: ## remove what was installed and built; rooms in var/ stay
	@rm -rf .venv client/node_modules client/dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	@find server tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
