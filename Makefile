# Beffroi: `make run` starts it, `make help` says the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
UV := .venv/bin/uv
BEFFROI := .venv/bin/beffroi
HOST ?= 127.0.0.1
PORT ?= 8080
export RASA_TELEMETRY_ENABLED := false
# What failed is remembered for `make test-again`; a file played by hand remembers nothing.
REMEMBERING := -o addopts=--strict-markers
# Python keeps what it compiled: the second start is three times faster.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run install test test-again check lock bench nlu-report sizes screenshots soak chaos audit

help: ## what each target does
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

run: .venv/run data ## builds, trains if there is no model, and serves http://localhost:8080
	@$(BEFFROI) serve --host $(HOST) --port $(PORT)

install: .venv/run data ## environment, regional data, model
	@$(BEFFROI) train --if-missing

data: .venv/run ## what is wrong or old in the regional data
	@$(BEFFROI) data check --quiet

.PHONY: data

# A shim of pyenv may exist and fail: each candidate is run before it is believed.
.venv/bin/python:
	@found=; for candidate in "$$PYTHON" python3.12 python3.11 python3; do \
		[ -n "$$candidate" ] && "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null \
			&& found="$$candidate" && break; done; \
	if [ -z "$$found" ]; then echo "Beffroi a besoin de Python 3.11 ou 3.12 (avec venv). Installez-le, ou donnez son chemin : make PYTHON=/chemin/python3.12" >&2; exit 1; fi; \
	echo "Environnement avec $$($$found --version)…"; "$$found" -m venv .venv

.venv/bin/uv: .venv/bin/python requirements.lock
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > .venv/uv.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@touch $@

.venv/run: .venv/bin/uv requirements.lock pyproject.toml
	@[ -e .venv/dev ] || { echo "Bibliothèques…"; $(UV) pip sync --quiet --python $(PY) requirements.lock; }
	@[ ! -e .venv/dev ] || $(UV) pip sync --quiet --python $(PY) requirements-dev.lock
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/bin/uv requirements-dev.lock pyproject.toml
	@echo "Bibliothèques, avec celles des tests…"
	@$(UV) pip sync --quiet --python $(PY) requirements-dev.lock
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation -e .
	@touch $@ .venv/run

test: .venv/dev ## the whole suite; what needs PostgreSQL or Chromium runs where they are there
	@$(PY) -m pytest $(REMEMBERING) -q -n 2 --dist loadfile tests

test-again: .venv/dev ## what failed, once more and alone: what passes only then is unstable, and named
	@$(PY) -m pytest $(REMEMBERING) -v --last-failed --last-failed-no-failures none tests

check: .venv/dev ## formatting, lint, types, layers, French data: seconds
	@scripts/check

lock: .venv/bin/uv ## requirements.lock and requirements-dev.lock again from pyproject.toml
	@scripts/lock

bench: .venv/dev ## start, memory, turns a second, cost of a long conversation
	@$(PY) scripts/bench.py

nlu-report: .venv/dev ## figures of docs/nlu.md: outside corpora, exam, speed, size
	@$(PY) -W ignore -m beffroi nlu-report

answers-report: .venv/dev ## figures of the answers: facts, what nobody knows, doubles, other subjects (FILE=…)
	@$(PY) -W ignore -m beffroi answers-report $(FILE)

.PHONY: answers-report

sizes: .venv/dev ## compressed bytes of the button and of the chat, against their bars
	@$(PY) -W ignore scripts/sizes.py

screenshots: .venv/dev ## pictures of each state of the chat and of the pages, in var/screenshots
	@$(PY) -W ignore scripts/screenshots.py

soak: .venv/dev ## 100 kills and an hour of load
	@$(PY) scripts/soak.py

chaos: .venv/dev ## breaks what the service stands on, ten minutes; PARTS="lock away" for some
	@$(PY) -W ignore -m scripts.chaos $(PARTS)

bench-console: .venv/dev ## each page of the console with 100,000 messages
	@$(PY) -W ignore -m scripts.bench_console

learning-curve: .venv/dev ## what 100 labels bring, by our ranking and at random
	@$(PY) -W ignore scripts/learning_curve.py

.PHONY: bench-console learning-curve

scale: .venv/dev ## how time and memory grow with messages, turns, intents, records, communes and the inbox: PARTS="rows turns"
	@OPENBLAS_NUM_THREADS=1 $(PY) scripts/scale.py $(PARTS)

two-hosts: .venv/dev ## two machines behind nginx in two network namespaces: upgraded, unplugged, killed while people write (root)
	@$(PY) scripts/two_hosts.py

evening: ## the evening of a television programme, simulated: SQLITE=ms POSTGRESQL=ms of a turn
	@$(PY) scripts/evening.py $(or $(SQLITE),6.0) $(or $(POSTGRESQL),8.0)

.PHONY: evening scale two-hosts

audit: .venv/bin/uv ## known vulnerabilities of what is installed, with the written exceptions (scripts/audit exits 3: not checked)
	@scripts/audit

sbom: .venv/dev ## the software bill of materials of requirements.lock (CycloneDX), in var/sbom.cdx.json
	@$(PY) -W ignore scripts/sbom.py

.PHONY: sbom
