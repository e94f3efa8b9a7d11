# Two commands are enough to begin: `make chat` and `make test`. Both need Python 3.11 or later and make, nothing else.

PYTHON ?= python3
SYSTEM = postgresql chromium
PYTEST = $(BIN)/python -m pytest
BIN = .venv/bin
READY = .venv/ready
COMPARED = .venv/compared
DATA = ../shared/data/qmsum ../shared/data/qmsum/train

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
export PYTHON

##@ Use

.PHONY: chat
chat: $(READY) ## Talk to the bot here in the terminal, or pipe questions in; ARGS="--as NAME" to act as somebody
	@$(BIN)/osaibot chat $(ARGS)

.PHONY: record
record: $(READY) ## Show the public record of the forum in a browser; ARGS="DIR --port 8000 --config FILE"
	@$(BIN)/osaibot record serve $(or $(ARGS),record)

.PHONY: demo
demo: $(READY) ## Open the bot in a browser page that looks like the chat, with several people to act as
	@$(BIN)/python -m tests.support.demo $(ARGS)

##@ Work on it

.PHONY: test
test: system check ## Check everything and run all tests, as CI does
	@$(PYTEST) --numprocesses=logical --maxprocesses=8 --dist=worksteal $(ARGS)

.PHONY: check
check: $(READY) ## Format, lint, types, imports and data files
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy --no-error-summary
	@echo $(BIN)/lint-imports; kept=$$($(BIN)/lint-imports --no-logo) || { echo "$$kept"; exit 1; }
	$(BIN)/osaibot check

.PHONY: format
format: $(READY) ## Rewrite the code as the check wants it
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(READY) $(COMPARED) ## Measure how fast it is, and how good its summaries are
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: summariser
summariser: $(READY) ## Train the ranker again on QMSum; DATA="DIR ..." if it is not in ../shared
	@$(BIN)/python -m bot.summarisers.training $(DATA)

.PHONY: soak
soak: system $(READY) ## Run the long tests under load
	@SOAK=1 $(PYTEST) -m soak $(ARGS)

.PHONY: texts
texts: $(READY) ## Collect the texts to translate into bot/locale/osaibot.pot
	@mkdir -p bot/locale
	@$(BIN)/pybabel --quiet extract --mapping-file=pyproject.toml --no-default-keywords --keyword=_ --keyword=plural:1,2 --sort-by-file \
		--add-location=file --project=osaibot --version=$(VERSION) --output=bot/locale/osaibot.pot bot
	@sed -i.old '/^"POT-Creation-Date/d; /^# FIRST AUTHOR/d; /^# Copyright/d' bot/locale/osaibot.pot && rm bot/locale/osaibot.pot.old

.PHONY: lock
lock: ## Resolve the dependencies again into requirements.lock; ARGS=--upgrade for newer ones
	@$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet \
		--output-file requirements.lock $(ARGS)

.PHONY: system
system: ## Install from Debian's packages what the tests need, if that is missing and we are root
	@.ci/system $(SYSTEM)

.PHONY: clean
clean: ## Remove everything that make and the tools made here; what the bot stored stays
	@rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## Show this
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

$(READY): requirements.lock pyproject.toml .ci/environment
	@.ci/environment
	@touch $@

# Without these the benchmark leaves some rows out, and says so.
$(COMPARED): $(READY)
	@$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["bench"], sep="\n")' \
		| $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --requirement /dev/stdin && touch $@ || true

# Looked up only when used.
VERSION = $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
UV = $(or $(shell command -v uv),$(error make lock needs uv: pip install uv))
