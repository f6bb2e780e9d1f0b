# Python 3.11 or 3.12 and make are all that is needed; the rest comes from the lock.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
FITS := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))
PYTHON ?= $(firstword $(foreach name,python3 python3.12 python3.11,$(shell $(name) -c '$(FITS)' 2>/dev/null && echo $(name))))

# Hundreds of processes are started that would each compile the same modules: bytecode is kept, whatever the machine says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install compiled run test browser screenshots lint types contracts soak bench lock clean

install: $(INSTALLED)

# The lock names everything, so that nothing is to be resolved. uv fetches, unpacks and compiles side by side what pip takes
# one after the other; it does not read pip's own settings, so that where these alone say whence, pip has to do it.
LOCKED := --quiet --no-deps --require-hashes
$(INSTALLED): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "needs Python 3.11 or 3.12 with its venv module"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing what requirements.lock names into $(VENV)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --disable-pip-version-check $(LOCKED) -r $(VENV)/uv.lock
	@$(BIN)/uv pip install --python $(BIN)/python --compile-bytecode $(LOCKED) -r requirements.lock || \
		$(BIN)/python -m pip install --disable-pip-version-check $(LOCKED) -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Matching is machine code, made at the first start after an installation or a change; each later time it is only read.
# So is what Java learns of the broker's classes.
compiled: install
	@$(BIN)/python -m services.dedup.matching.readiness
	@$(BIN)/python -m deploy.broker.learning

run: compiled
	@$(BIN)/deconflict run $(ARGS)

# Three workers, each with a broker and a database of its own, and a fourth that fills their waits with unit tests:
# `tests/conftest.py` says which tests stay together and which come first; many small ones even out the end.
test:
	@$(MAKE) --no-print-directory -j 2 types browser lint contracts compiled
	$(BIN)/python -m pytest -n 4 --no-loadscope-reorder $(ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

# The page is tested in Debian's Chromium, the one without windows or else the whole. Where there is none and none can be
# had, its tests say so.
browser:
	@command -v chromium-headless-shell >/dev/null 2>&1 || \
		{ test "$$(id -u)" = 0 && command -v apt-get >/dev/null 2>&1 && echo "installing chromium" && \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
		chromium-headless-shell fonts-liberation >/dev/null; } || \
		command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || \
		echo "NO BROWSER: the page will not be tested"

screenshots: install browser
	$(BIN)/python -m tests.browser.screenshots

soak: install
	$(BIN)/python -m pytest -m soak $(ARGS)
	DECONFLICT_TEST_EXAMPLES=20 $(BIN)/python -m pytest tests/unit/incidents tests/unit/query $(ARGS)

bench: compiled
	$(BIN)/python -m bench $(ARGS)

# The locks say which versions; where they come from is the machine's own setting.
lock: install
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--extra test --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/python -m deploy.broker.jars

clean:
	rm -rf $(VENV) .deconflict
