"""Real processes on one database, all at once: no place is held twice, no step lost, none half taken."""

import multiprocessing
from collections import Counter
from datetime import date, timedelta

import pytest

from casebook.records import Audit, Proposal, ProposalStep, Stay
from desk.proposals.calendars import save_beds
from desk.proposals.steps import HELD
from tests.desk.proposals.moving_process import move_all
from tests.desk.proposals.world import BOOKED, QUARTER, everything, make

PROCESSES = multiprocessing.get_context("forkserver")  # imports once, and forks before any connection is open
PROCESSES.set_forkserver_preload(["tests.desk.proposals.moving_process"])


@pytest.fixture
def at_once(url):
    """Return a starter of processes that wait for each other, then do their jobs; it gives back how each ended."""

    def run(*hands, ending="done"):
        together, started = PROCESSES.Barrier(len(hands)), []
        for number, jobs in enumerate(hands):
            hear, say = PROCESSES.Pipe(duplex=False)
            words = (url, f"hand {number}", together, say, list(jobs), ending)
            started.append((hear, PROCESSES.Process(target=move_all, args=words)))
            started[-1][1].start()
            say.close()
        said = []
        for hear, process in started:
            process.join(60)
            assert process.exitcode == (9 if "killed" in ending else 0)
            said.append(hear.recv() if ending == "done" else [])
            hear.close()
            process.close()
        return said

    return run


@pytest.fixture
def book(url, open_book):
    return open_book(url)


def ends(said):
    return Counter(end for hand in said for _, _, end in hand)


def check_steps(book):
    """Every proposal is where its steps led it, and each step stands once in the audit."""
    steps = book.all(ProposalStep)
    for proposal in book.all(Proposal):
        here = "suggested"
        for step in steps:
            if step.proposal_id == proposal.id and not step.taken_back:
                assert step.from_status == here
                here = step.to_status
        assert here == proposal.status
    written = [one for one in book.all(Audit, entity="proposal_step") if one.action == "insert"]
    assert sorted(one.entity_id for one in written) == [step.id for step in steps]


def test_all_fight_for_the_last_places_and_exactly_so_many_get_one(book, at_once):
    hands, places = 6, 2
    world = make(book, [places], [(0, person, 0) for person in range(hands)])
    said = at_once(*([(key, "asked")] for key in world.proposals))
    assert ends(said) == {"won": places, "proposal.no_place": hands - places}
    assert sum(world.status(key) in HELD for key in world.proposals) == places
    assert len(book.all(ProposalStep)) == places
    check_steps(book)


def test_two_who_book_the_last_bed_of_a_night_at_once_do_not_both_get_it(book, at_once):
    hands, beds = 4, 1
    world = make(book, [hands], [(0, person, 0) for person in range(hands)])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")
    save_beds(book, world.facilities[0], {BOOKED[0]: hands, BOOKED[0] + timedelta(days=1): beds})
    said = at_once(*([(key, "booked")] for key in world.proposals))
    assert ends(said) == {"won": beds, "proposal.no_bed": hands - beds}
    assert sum(world.status(key) == "booked" for key in world.proposals) == beds
    check_steps(book)


def test_somebody_booked_at_two_places_at_once_gets_one(book, at_once):
    """The periods do not meet, the nights do: two agreements are possible, two beds are not."""
    dates = [(date(2027, 3, 30), date(2027, 4, 3)), (date(2027, 4, 1), date(2027, 4, 3))]
    world = make(book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER, (date(2027, 4, 1), date(2027, 6, 30))])
    for proposal in world.proposals:
        world.to(proposal, "asked", "accepted")
    jobs = zip(world.proposals, dates, strict=True)
    said = at_once(*([(key, "booked", {"dates": days})] for key, days in jobs))
    assert ends(said) == {"won": 1, "proposal.elsewhere": 1}
    check_steps(book)


def test_places_given_back_and_taken_again_are_never_held_twice(book, at_once):
    """Each hand asks, gives up and asks again, over and over; the audit shows how many places were held when."""
    world = make(book, [1], [(0, person, 0) for person in range(3)])
    said = at_once(
        *([(key, to) for _ in range(6) for to in ("asked", "no_answer", "back", "back")] for key in world.proposals)
    )
    assert ends(said)["won"] >= 4
    most = 0
    held: set[int] = set()
    for entry in book.all(Audit, entity="proposal"):
        (held.add if entry.after["status"] in HELD else held.discard)(entry.entity_id)
        most = max(most, len(held))
    assert most == 1
    check_steps(book)


def test_the_same_step_by_several_is_taken_once(book, at_once):
    world = make(book, [1], [(0, 0, 0)])
    (key,) = world.proposals
    way = ["asked", "accepted", "booked", "done"]
    said = at_once(*([(key, to) for to in way] for _ in range(3)))
    for to in way:
        assert Counter(end for hand in said for _, step, end in hand if step == to)["won"] == 1
    assert [step.to_status for step in world.steps(key)] == way
    assert len(book.all(Stay)) == 1
    check_steps(book)


def test_of_a_persons_proposals_one_alone_is_agreed(book, at_once):
    world = make(book, [1] * 3, [(plan, 0, plan) for plan in range(3)], [QUARTER] * 3)
    said = at_once(*([(key, "asked"), (key, "accepted")] for key in world.proposals))
    accepted = [key for key in world.proposals if world.status(key) == "accepted"]
    assert len(accepted) == 1
    assert {world.status(key) for key in world.proposals} == {"accepted", "released"}
    assert sum(end == "won" for hand in said for _, to, end in hand if to == "accepted") == 1
    check_steps(book)


@pytest.mark.parametrize(("ending", "left"), [("killed", "asked"), ("killed after", "accepted")])
def test_whoever_is_killed_leaves_all_or_nothing(book, at_once, ending, left):
    world = make(book, [1, 1], [(0, 0, 0), (1, 0, 1)], [QUARTER] * 2)
    first, second = world.proposals
    world.step(first, "asked")
    before, revision = everything(book), book.revision()
    at_once([(first, "accepted")], ending=ending)
    assert (world.status(first), world.status(second)) == (left, "suggested" if left == "asked" else "released")
    assert (everything(book) == before, book.revision() == revision) == ((left == "asked"),) * 2
    check_steps(book)
    if left == "asked":
        world.step(first, "accepted")
