"""Processes that end calls at the same time, or are killed between two writes."""

import itertools
import multiprocessing
import os
import signal

import sqlalchemy as sa

from casebook.book import open_casebook
from casebook.roles import Actor
from desk.errors import DeskError, InvalidInputError
from tests.conftest import NOW

PROCESSES = multiprocessing.get_context("forkserver")  # imports once, and forks before any connection is open
PROCESSES.set_forkserver_preload(["tests.desk.proposals.moving_process", "tests.desk.emergency.processes"])


def do_job(url, name, together, said, job, killed_at):
    """Do a job when all are ready, and send what became of it; or die of it.

    ``killed_at`` says before which statement that writes, from 1, or before the commit that follows the last one.
    """
    book = open_casebook(url, Actor(name, "coordinator"), lambda: NOW)
    if killed_at is not None:
        _die_before(killed_at)
    together.wait(60)
    try:
        said.send(job(book))
    except DeskError as error:
        said.send(error.code)
    except InvalidInputError as error:
        said.send(error.faults[0].code)
    book.close()


def _die_before(number):
    written = itertools.count(1)
    done = 0

    def write(*_):
        nonlocal done
        done = next(written)
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(_connection, _cursor, text, *_):
        if text.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            write()

    def commit(_connection):
        if done:
            write()

    sa.event.listen(sa.Engine, "before_cursor_execute", statement)
    sa.event.listen(sa.Engine, "commit", commit)


def at_once(url, jobs, killed_at=None):
    """Start a process for each job, let them begin together; return what each sent, None from those that died."""
    together, started = PROCESSES.Barrier(len(jobs)), []
    for number, job in enumerate(jobs):
        hear, say = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(
            target=do_job, args=(url, f"hand {number}", together, say, job, killed_at), daemon=True
        )
        process.start()
        say.close()
        started.append((hear, process))
    said = []
    for hear, process in started:
        try:
            assert hear.poll(120), "a pair of hands fell silent"
            said.append(hear.recv())
        except EOFError:
            said.append(None)
        process.join(60)
        assert process.exitcode == (-signal.SIGKILL if said[-1] is None else 0)
        hear.close()
        process.close()
    return said
