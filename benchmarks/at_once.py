"""Many processes that want the same at the same moment: the last place, the last room, one proposal, person, file, draft.

    python benchmarks/at_once.py [--writers 50] [--rounds 10] [--url postgresql://…] [--json]

Every round all of them try, and exactly one may succeed; a first one, in which each process loads what it needs, counts no
time. "Doubled" counts rounds with more than one, or with more in the
casebook than were told so, "lost" rounds with fewer; "longest" is the longest that any of them waited for an answer. The
suite runs a few rounds of it; by hand it takes minutes. Without an address it is a file of SQLite.
"""

import argparse
import json
import multiprocessing
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from casebook.audit.proof import verify
from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.errors import CasebookError
from casebook.records import (
    Consent,
    Facility,
    FacilityCondition,
    Person,
    Plan,
    Proposal,
    ProposalStep,
    Scenario,
    Stay,
)
from casebook.roles import Actor
from casebook.vault.keys import KeySource
from desk.city import PersonForm, person_files, save_person
from desk.emergency.calls import Admission, EmergencyCall, end_call
from desk.errors import DeskError, InvalidInputError
from desk.period import Period
from desk.plan import keep_edits
from desk.plan.edits import Edits
from desk.proposals import move
from words.zone import TOKYO

PROCESSES = multiprocessing.get_context("forkserver")  # imports once, and forks before any connection is open
PROCESSES.set_forkserver_preload(["desk.emergency", "desk.plan", "desk.proposals"])
PATIENCE_S = 120
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=TOKYO)
TODAY = NOW.date()
QUARTER = Period(date(2027, 1, 1), date(2027, 3, 31))
Try = Callable[[], object]


class Ground(NamedTuple):
    """What all rounds are about, by ids: a round has its base, its proposals, one by a person, and its file."""

    bases: list[int]
    proposals: list[list[int]]
    files: list[int]


def prepare(book: Casebook, writers: int, rounds: int) -> Ground:
    """Put into a casebook what will be fought for."""
    office: dict[str, Any] = {"source": "manual", "service_name": "短期入所"}
    plan = Plan(
        made_at=NOW, made_by="x", period_start=QUARTER.start, period_end=QUARTER.end, policy_name="p", policy_version="1",
        policy_sha256="0", solver="x", placed=0, cost=0, record={},
    )  # fmt: skip
    with book.writing("before") as writer:
        people = writer.add_many([Person(code_name=f"P-{number}") for number in range(writers)])
        writer.add_many([Consent(person_id=key, given_by="person", form="oral", given_on=TODAY) for key in people])
        base = Facility(service_code="BASE", name="拠点", is_base=True, emergency_rooms=1, **office)
        bases = writer.add_many([base] * rounds)
        sites = writer.add_many(
            [Facility(service_code="24", name=f"けやき{number}", **office) for number in range(rounds)]
        )
        writer.add_many([FacilityCondition(facility_id=site, trial_places=1) for site in sites])
        proposals = [
            writer.add_many([Proposal(plan_id=key, person_id=person, facility_id=site, cost=1) for person in people])
            for site, key in zip(sites, writer.add_many([plan] * rounds), strict=True)
        ]
        files = writer.add_many([Person(code_name=f"F-{number}") for number in range(rounds)])
    return Ground(bases, proposals, files)


def place(book: Casebook, ground: Ground, turn: int, number: int) -> Try:
    return lambda: move(book, ground.proposals[turn][number], "asked", today=TODAY, assumed_places=1)


def proposal(book: Casebook, ground: Ground, turn: int, _: int) -> Try:
    """Take the same step of the proposal that got the place, whichever it was."""
    site = book.one(Proposal, ground.proposals[turn][0]).facility_id
    [held] = book.all(Proposal, facility_id=site, status="asked")
    return lambda: move(book, held.id or 0, "no_answer", today=TODAY, assumed_places=1)


def room(book: Casebook, ground: Ground, turn: int, number: int) -> Try:
    admission = Admission(ground.bases[turn], TODAY, new_code_name=f"R-{turn}-{number}")
    return lambda: end_call(book, EmergencyCall(NOW, "police", admission=admission), today=TODAY)


def person(book: Casebook, _: Ground, turn: int, __: int) -> Try:
    return lambda: save_person(book, PersonForm(Person(code_name=f"N-{turn}")), TODAY)


def file(book: Casebook, ground: Ground, turn: int, number: int) -> Try:
    [opened] = person_files(book, TODAY, ground.files[turn])
    form = PersonForm(replace(opened.person, note=f"{number}"), opened)
    return lambda: save_person(book, form, TODAY)


def draft(book: Casebook, ground: Ground, turn: int, _: int) -> Try:
    edits = Edits(closed=frozenset(ground.bases[:1]))
    return lambda: keep_edits(book, QUARTER, "cost", f"D-{turn}", edits, NOW)


FIGHTS = {"place": place, "proposal": proposal, "room": room, "person": person, "file": file, "draft": draft}


def kept(book: Casebook, ground: Ground, what: str, turn: int) -> int:
    """Return how many got what was fought for in a round, as the casebook has it."""
    keys = set(ground.proposals[turn])
    steps = [one for one in book.all(ProposalStep) if one.proposal_id in keys]
    return {
        "place": lambda: sum(one.to_status == "asked" for one in steps),
        "proposal": lambda: sum(one.to_status == "no_answer" for one in steps),
        "room": lambda: len(book.all(Stay, facility_id=ground.bases[turn])),
        "person": lambda: len(book.all(Person, code_name=f"N-{turn}")),
        "file": lambda: int(book.one(Person, ground.files[turn]).note is not None),
        "draft": lambda: len(book.all(Scenario, name=f"D-{turn}")),
    }[what]()


def fight(url: str, keys: KeySource | None, number: int, rounds: int, ground: Ground, together: Any, say: Any) -> None:
    """Try everything of every round as soon as all others are ready; tell how each try ended, and how long it took."""
    book = open_casebook(url, Actor(f"hand {number}", "coordinator"), lambda: NOW, keys=keys)
    ends = []
    for turn in range(rounds):
        for what, prepared in FIGHTS.items():
            together.wait(PATIENCE_S)
            attempt = prepared(book, ground, turn, number)
            together.wait(PATIENCE_S)
            began = time.perf_counter()
            try:
                attempt()
                end = "won"
            except InvalidInputError as error:
                end = error.faults[0].code
            except (CasebookError, DeskError) as error:
                end = error.code
            ends.append((what, turn, end, time.perf_counter() - began))
    book.close()
    say.send(ends)


def all_at_once(url: str, writers: int, rounds: int, keys: KeySource | None = None) -> dict[str, dict[str, Any]]:
    """Let so many processes fight for so many rounds; return, by what was fought for, tries and how they ended."""
    book = open_casebook(url, Actor("benchmark", "coordinator"), lambda: NOW, keys=keys)
    rounds += 1  # the first is the rehearsal
    ground = prepare(book, writers, rounds)
    together, started = PROCESSES.Barrier(writers), []
    for number in range(writers):
        hear, say = PROCESSES.Pipe(duplex=False)
        started.append((hear, PROCESSES.Process(target=fight, args=(url, keys, number, rounds, ground, together, say))))
        started[-1][1].start()
        say.close()
    ends = [end for hear, _ in started for end in hear.recv()]
    for hear, process in started:
        process.join(PATIENCE_S)
        hear.close()
    told = {what: count_of(book, ground, what, [one for one in ends if one[0] == what], rounds) for what in FIGHTS}
    book.close()
    return told


def count_of(
    book: Casebook, ground: Ground, what: str, ends: Sequence[tuple[str, int, str, float]], rounds: int
) -> dict[str, Any]:
    won = Counter(turn for _, turn, end, _ in ends if end == "won")
    there = {turn: kept(book, ground, what, turn) for turn in range(rounds)}
    codes = Counter(end for _, _, end, _ in ends)
    return {
        "tries": len(ends),
        "won": codes.pop("won", 0),
        "refused": dict(codes),
        "doubled": sum(max(won[turn], there[turn]) > 1 for turn in range(rounds)),
        "lost": sum(min(won[turn], there[turn]) < 1 for turn in range(rounds)),
        "longest_s": round(max(took for _, turn, _, took in ends if turn), 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writers", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--url", help="an empty database")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.url or f"sqlite:///{Path(folder) / 'book.db'}"
        create(url)
        began = time.perf_counter()
        found = all_at_once(url, options.writers, options.rounds)
        took, faults = time.perf_counter() - began, len(verify(url).faults)
    if options.json:
        print(json.dumps({**found, "seconds": took, "faults": faults}))
        return
    for what, counts in found.items():
        print(f"{what:<10}{json.dumps(counts)}")
    print(f"{took:.0f} s; faults of the logs: {faults}")


if __name__ == "__main__":
    main()
