"""Serve the pages."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from casebook.engine import make
from desk.policy import load_policy
from ui.settings import casebook, keys, local_actor, now, settings, today

ROOT = Path(__file__).parents[3]


def serve(
    demo_first: Annotated[
        bool,
        typer.Option("--demo-if-empty", help="Make the demonstration when there is no casebook yet."),
    ] = False,
    host: Annotated[str | None, typer.Option(help="Default: 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="Default: 8501.")] = None,
) -> None:
    """Serve the pages. 画面を http://127.0.0.1:8501 で開きます。"""
    from ui.server import check_served  # Streamlit takes its time, and no other command needs it

    options = {"server.address": host or settings().host, "server.port": str(port or settings().port)}
    if demo_first:
        _demo_where_none_is()
    check_served(options["server.address"])
    load_policy()  # one that cannot be used is told here, and not on every page
    casebook(actor=local_actor()).close()  # damaged, of another version, or not there: said here, nothing is changed
    # -P: a module that lies in the folder from which Sonae is started is none of ours.
    command = [sys.executable, "-P", "-m", "streamlit", "run", str(ROOT / "app.py")]
    arguments = [f"--{name}={value}" for name, value in options.items()]
    sys.stdout.flush()
    # glibc: a heap for each thread would keep what its sessions once took, several times over.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.execv(sys.executable, [*command, *arguments])  # noqa: S606 - no shell is wanted; signals reach the server


def _demo_where_none_is() -> None:
    from desk.demo import demo_if_empty  # what makes a city and its plan, which a casebook that is there does not need

    make(settings().database_url, keys())
    book = casebook(actor=local_actor())
    demo_if_empty(book, today(), now())
    book.close()
