# The two commands a newcomer needs are `make run` and `make test`; both prepare the environment themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := $(VENV)/.installed-tools
# By hash, and wheels only: nothing is built, so no package's own setup code runs here.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r

.PHONY: install tools run test tests lint sbom lock advisories up clean

install: $(STAMP)

# What runs Sonae, and nothing else.
$(STAMP): requirements/build.lock requirements/runtime.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Sonae needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) requirements/build.lock
	$(PIP) requirements/runtime.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -c "from desk.typeface import weights; from ui.fonts import provide_fonts; provide_fonts(); weights()"
	touch $(STAMP)

# What tests it besides.
tools: $(TOOLS)

$(TOOLS): $(STAMP) requirements/dev.lock
	$(PIP) requirements/dev.lock
	touch $(TOOLS)

run: install
	$(BIN)/sonae serve --demo-if-empty

# Types are checked beside the tests, which leave a core free whenever they wait.
test: tools
	@$(MAKE) --no-print-directory --jobs=2 lint tests

# What tests write is cleared away after them: in memory where there is room, as a disk is waited for.
ROOMY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 6000000 {print "/dev/shm"}')

tests: tools
	$(if $(ROOMY),TMPDIR=$(ROOMY)) $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy benchmarks
	MYPYPATH=docs $(BIN)/mypy docs/verify_plan.py docs/verify_parts.py docs/verify_expected.py
	$(BIN)/lint-imports

# Everything that runs Sonae, with versions and hashes, as CycloneDX.
sbom: tools
	$(BIN)/python requirements/bill_of_materials.py sbom.cdx.json

# For whoever raises the pinned versions (needs uv): versions and hashes, never an address.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --only-binary :all: \
  --no-annotate --no-header --no-emit-index-url --upgrade
lock:
	$(COMPILE) pyproject.toml --extra dev -o requirements/dev.lock
	$(COMPILE) pyproject.toml -c requirements/dev.lock -o requirements/runtime.lock
	$(COMPILE) requirements/build.in -c requirements/dev.lock -o requirements/build.lock

# What is known against the versions that run Sonae (needs uv and the internet).
advisories:
	uvx pip-audit --disable-pip --require-hashes --requirement requirements/runtime.lock

# Builds and starts all of compose.yaml (needs Docker); secrets that are missing are made, and stay.
# Nobody is root in there: the container's user is whoever starts it, or 10001.
OWNER := $(if $(filter 0,$(shell id -u)),10001,$(shell id -u))
SECRETS := secrets/sonae.key secrets/pg_password secrets/pgpass secrets/tls.crt

up: $(SECRETS)
	mkdir -p backups
	chown $(OWNER) backups secrets/*
	SONAE_UID=$(OWNER) docker compose up --build

secrets/sonae.key:
	mkdir -p -m 700 secrets
	umask 077 && printf 'first:%s\n' "$$(head -c 32 /dev/urandom | base64)" > $@

secrets/pg_password:
	mkdir -p -m 700 secrets
	umask 077 && head -c 24 /dev/urandom | base64 | tr -d '\n' > $@

secrets/pgpass: secrets/pg_password
	umask 077 && printf 'db:5432:sonae:sonae:%s\n' "$$(cat secrets/pg_password)" > $@

# A certificate of nobody's, to begin with: put the city's own in its place.
secrets/tls.crt:
	mkdir -p -m 700 secrets
	umask 077 && openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=localhost \
	  -addext subjectAltName=DNS:localhost -keyout secrets/tls.key -out $@

clean:
	rm -rf $(VENV) static/vendor sbom.cdx.json
