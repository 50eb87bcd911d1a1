# Two commands: `make run` shows the tool at work, `make test` proves it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SAMPLE := golden/sample-gazette/input.txt

.PHONY: help run test test-all lint bench docs clean

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## clean the sample gazette before your eyes
	@$(BIN)/python tools/demo.py $(SAMPLE) out

test: $(VENV)/.dev ## set up what the tests need, and run them
	@$(BIN)/python -m pytest -q

lint: $(VENV)/.dev ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict repair

bench: $(VENV)/.bench ## speed, memory, start-up, reading of pages
	@$(BIN)/python tools/bench.py
	@$(BIN)/python tools/bench_review.py
	@$(BIN)/python tools/bench_ocr.py

docs: $(VENV)/.dev ## write the generated docs anew
	@$(BIN)/python tools/make_docs.py

$(VENV)/bin/python:
	@PYTHON="$(PYTHON)" tools/setup.sh venv

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	@tools/setup.sh pip -e '.[review]'
	@touch $@

$(VENV)/.dev: pyproject.toml tools/setup.sh | $(VENV)/bin/python
	@tools/setup.sh apt tesseract-ocr tesseract-ocr-chi-sim fonts-noto-cjk fonts-arphic-uming chromium chromium-driver
	@tools/setup.sh pip -e '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: $(VENV)/.dev
	@tools/setup.sh pip -e '.[dev,bench]'
	@touch $@

clean: ## remove what make made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
