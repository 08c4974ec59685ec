"""A base, a short stay outside and people, for emergency calls; and a pair of hands in a process of its own."""

import itertools
import multiprocessing
import os
import signal
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from casebook.book import Casebook, open_casebook
from casebook.mapping import KINDS
from casebook.records import EmergencyNeed, Facility, Person
from casebook.roles import Actor
from desk.emergency.calls import Admission, EmergencyCall, Enquired
from desk.errors import DeskError, InvalidInputError
from tests.conftest import NOW, TODAY

PROCESSES = multiprocessing.get_context("forkserver")  # imports once, and forks before any connection is open
PROCESSES.set_forkserver_preload(["tests.desk.hands", "tests.desk.calling"])
NEED = EmergencyNeed(
    consultation_id=0, age=41, sex="male", ward="青葉区", disability_kinds={"intellectual": True}, wheelchair=False
)


@dataclass(frozen=True)
class Place:
    """Ids of what was put into a casebook: the base, a short stay outside, people with files."""

    base: int
    outside: int
    people: list[int]

    def call(self, person=None, at=None, **more):
        """Return a call with an answer from outside; ``at`` admits, ``start_on`` and the like go with it."""
        admission = None
        if at is not None:
            kept = {
                name: more.pop(name) for name in ("expected_until", "residence_before", "allow_over") if name in more
            }
            name = more.pop("name", None if person else "緊急-1")
            admission = Admission(at, more.pop("start_on", TODAY), new_code_name=name, **kept)
        answer = "accepted" if at == self.outside else "declined"
        enquired = Enquired(self.outside, NOW, answer, None if answer == "accepted" else "facility_full", "満室")
        fields = {"received_at": NOW - timedelta(minutes=30), "source": "police", "reason": "abuse_suspected"}
        fields |= {"urgency": "today", "need": NEED, "enquiries": (enquired, enquired), **more}
        return EmergencyCall(person_id=person, admission=admission, **fields)


def make_place(book: Casebook, rooms: int | None = 2, people: int = 3, named: str = "P") -> Place:
    """Put a base with its rooms, a short stay and people into a casebook."""
    with book.writing("before") as writer:
        service = {"source": "manual", "service_name": "x"}
        base = writer.add(Facility(service_code="BASE", name="拠点", is_base=True, emergency_rooms=rooms, **service))
        outside = writer.add(Facility(service_code="24", name="けやき", **service))
        return Place(base, outside, [writer.add(Person(code_name=f"{named}-{number}")) for number in range(people)])


def everything(book: Casebook):
    """Return all that the casebook holds, the audit too."""
    return {kind.__name__: book.all(kind) for kind in KINDS}


def work(url, name, together, said, job, killed_at):
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
            target=work, args=(url, f"hand {number}", together, say, job, killed_at), daemon=True
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
