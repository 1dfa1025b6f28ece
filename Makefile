# Even Keel. `make lab` for a learner, `make test` for everything that is checked.
# Needs make and Python 3.11, 3.12, 3.13 or 3.14, nothing else. On Windows: pip install, then `grader lab`.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  "$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null && echo "$$p" && break; done)
NO_PYTHON = Even Keel needs Python 3.11, 3.12, 3.13 or 3.14, and none was found here. Install one and start again
ENVIRONMENT = "$(or $(PYTHON),$(error $(NO_PYTHON)))" -I grader/lab/environment.py
BIN := .venv/bin

.PHONY: help lab instructor test test-all bench exercises train clean

help:
	@echo "make lab         open the course in JupyterLab, as a learner"
	@echo "make instructor  open it as an instructor, with nbgrader's tools"
	@echo "make test        run every check"
	@echo "make test-all    and the slow ones: each lesson done to its end, timings, made-up texts"
	@echo "make bench       what the grader does, in one table beside its targets"
	@echo "make exercises   derive exercises/ from solutions/"
	@echo "make train       train the grader's model anew (large downloads)"
	@echo "make clean       remove .venv and what the tools left behind; never what learners wrote"

# Options for JupyterLab's start: make lab ARGS=--no-browser
lab:
	@$(ENVIRONMENT) --with lab
	@$(BIN)/python -m grader lab $(ARGS)

instructor:
	@$(ENVIRONMENT) --with lab
	@$(BIN)/python -m grader instructor $(ARGS)

test:
	@$(ENVIRONMENT) --with test
	@$(BIN)/python .ci/checks.py

# And what is too slow for every day, or needs a machine to itself: whole lessons, timings, many made-up texts.
test-all:
	@$(ENVIRONMENT) --with test
	@$(BIN)/python .ci/checks.py --all

# Options of the bench: make bench ARGS="--only agreement,attacks"; python -m tests.bench --help lists them.
bench:
	@$(ENVIRONMENT) --with test
	@$(BIN)/python -m tests.bench $(ARGS)

exercises:
	@$(ENVIRONMENT) --with lab
	@$(BIN)/python -m grader.exercises

train:
	@$(ENVIRONMENT) --with train
	@$(BIN)/python -m grader.training.words
	@$(BIN)/python -m grader.training.run

clean:
	rm -rf .venv build ./*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find grader tests course solutions exercises -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
