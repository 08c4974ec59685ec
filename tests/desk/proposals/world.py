"""A little world in which proposals are made and carried out: its own people and offices each time it is made."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.mapping import KINDS
from casebook.records import (
    Audit,
    Consent,
    Facility,
    FacilityCondition,
    Person,
    Plan,
    Proposal,
    ProposalStep,
)
from desk.errors import DeskError
from desk.period import Period
from desk.proposals.proposals import move, take_back
from desk.proposals.steps import STEPS
from tests.conftest import NOW, TODAY

QUARTER = date(2027, 1, 1), date(2027, 3, 31)
BOOKED = date(2027, 1, 10), date(2027, 1, 12)
OTHER = date(2027, 2, 14), date(2027, 2, 16)
AFTER = date(2027, 4, 1)
ASSUMED = 1
_NUMBERED = count()
# What each step needs to be possible at all.
NEEDS: dict[str, dict[str, Any]] = {
    "declined": {"reason": "person_wish"},
    "booked": {"dates": BOOKED},
    "done": {"outcome": "went_well"},
}


@dataclass(frozen=True)
class World:
    """A casebook and what was put into it; ``proposals`` by (plan, person) in the order they were asked for."""

    book: Casebook
    people: list[int]
    facilities: list[int]
    plans: list[int]
    proposals: list[int]

    def step(self, proposal: int, to: str, **more):
        """Move a proposal with whatever the step needs."""
        again = {"dates": OTHER} if to == "booked" == self.status(proposal) else {}
        needed = {**NEEDS.get(to, {}), **again, **more}
        return move(self.book, proposal, to, today=needed.pop("today", AFTER), assumed_places=ASSUMED, **needed)

    def to(self, proposal: int, *statuses: str):
        """Move a proposal along a way; return the last step, if there is any."""
        return [None, *(self.step(proposal, status) for status in statuses)][-1]

    def status(self, proposal: int) -> str:
        """Return where a proposal is."""
        return self.book.one(Proposal, proposal).status

    def steps(self, proposal: int) -> list[ProposalStep]:
        """Return all steps of a proposal."""
        return self.book.all(ProposalStep, proposal_id=proposal)


def way_to(status: str) -> list[str]:
    """Return the shortest way of steps from suggested to a status."""
    ways: list[list[str]] = [[]]
    for way in ways:
        here = way[-1] if way else "suggested"
        if here == status:
            return way
        ways += [[*way, onward] for onward in STEPS[here]]
    raise AssertionError(status)


def make(book: Casebook, places, suggestions, periods=(QUARTER,)) -> World:
    """Put people, offices, plans and proposals into a casebook.

    ``places``: trial places of each office, None unknown. ``suggestions``: (plan, person, office), by their numbers.
    """
    number = next(_NUMBERED)
    with book.writing("before") as writer:
        facilities = []
        for index, said in enumerate(places):
            office = Facility(
                source="manual", service_code="24", service_name="短期入所", name=f"けやき{number}-{index}"
            )
            facilities.append(writer.add(office))
            if said is not None:
                writer.add(FacilityCondition(facility_id=facilities[-1], trial_places=said))
        people = []
        for index in range(1 + max(person for _, person, _ in suggestions)):
            people.append(writer.add(Person(code_name=f"W-{number}-{index}")))
            writer.add(Consent(person_id=people[-1], given_by="person", form="oral", given_on=TODAY))
        plans = [
            writer.add(
                Plan(
                    made_at=NOW, made_by="x", period_start=start, period_end=end, policy_name="p", policy_version="1",
                    policy_sha256="0", solver="x", placed=0, cost=0, record={},
                ),
            )
            for start, end in periods
        ]  # fmt: skip
        proposals = [
            writer.add(Proposal(plan_id=plans[plan], person_id=people[person], facility_id=facilities[office], cost=1))
            for plan, person, office in suggestions
        ]
    return World(book, people, facilities, plans, proposals)


def everything(book: Casebook):
    """Return all that the casebook holds but the steps and the audit."""
    return {kind.__name__: book.all(kind) for kind in KINDS if kind not in (ProposalStep, Audit)}


def refusal(call, error=DeskError):
    with pytest.raises(error) as caught:
        call()
    return caught.value


def nothing_written(book, call, error=DeskError):
    revision = book.revision()
    found = refusal(call, error)
    assert book.revision() == revision
    return found.code


def undo(world, proposal, reason="間違えたため", **more):
    return take_back(world.book, proposal, reason, assumed_places=ASSUMED, **more)


ONE = [(0, 0, 0)]


def decline(world, reason, **more):
    world.step(world.proposals[0], "asked")
    return world.step(world.proposals[0], "declined", reason=reason, **more)


def on(day):
    return Period(day, day)


def pair(world):
    return world.people[0], world.facilities[0]
