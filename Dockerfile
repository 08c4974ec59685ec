# Sonae and nothing else: what it needs by version and hash, as `make install` takes it. See docs/operations.md.
FROM python:3.11-slim-bookworm

# pg_dump, pg_restore and psql, for copies and drills: not older than the server in compose.yaml.
RUN apt-get update \
 && apt-get install -y --no-install-recommends postgresql-client-15 \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/sonae
COPY requirements/build.lock requirements/runtime.lock requirements/
RUN python -m pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/build.lock \
 && python -m pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/runtime.lock

COPY pyproject.toml README.md app.py ./
COPY .streamlit .streamlit
COPY static static
COPY words words
COPY matching matching
COPY geodata geodata
COPY casebook casebook
COPY desk desk
COPY ui ui
# Leaflet and the typeface are laid where they are served now: later the file system is read-only.
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && python -c "from desk.typeface import weights; from ui.assets import provide_leaflet; from ui.fonts import provide_fonts; provide_leaflet(); provide_fonts(); weights()"
# Code is compiled now: who runs it later may write nothing, and every start and command would compile it anew.
RUN python -m compileall -q app.py words matching geodata casebook desk ui

ENV HOME=/tmp NUMBA_CACHE_DIR=/tmp/numba PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
EXPOSE 8501
# The server answers only to its own name, which is that of the public address where there is one.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import os, urllib.request as r; host = os.environ.get('SONAE_PUBLIC_ADDRESS', '').partition('://')[2] or '127.0.0.1:8501'; r.urlopen(r.Request('http://127.0.0.1:8501/_stcore/health', headers={'Host': host}), timeout=4)"]
CMD ["sonae", "serve"]
