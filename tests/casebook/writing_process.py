"""A process of its own that writes people, and may be killed in the midst of it."""

import multiprocessing
import os

from casebook.book import open_casebook
from casebook.records import Person
from casebook.roles import Actor
from tests.conftest import KEYS, NOW

PROCESSES = multiprocessing.get_context("forkserver")  # imports once, and forks before any connection is open
PROCESSES.set_forkserver_preload(["tests.casebook.writing_process"])


def write(url, keys, name, count, ending):
    """Write pairs of people, each in a transaction; the ending says whether it is the last thing that is done."""
    book = open_casebook(url, Actor(name, "coordinator"), lambda: NOW, keys=keys)
    for number in range(count):
        with book.writing("test") as writer:
            writer.add(Person(code_name=f"{name}-{number}"))
            writer.add(Person(code_name=f"{name}-{number}-b"))
            if ending == "killed":
                os._exit(9)
    if ending == "killed after":
        os._exit(9)
    book.close()


def start(url, name, count, ending="done"):
    """Start one; its end is to be waited for."""
    process = PROCESSES.Process(target=write, args=(url, KEYS, name, count, ending))
    process.start()
    return process


def end_of(process):
    """Wait for one, and return how it ended."""
    process.join(60)
    return process.exitcode
