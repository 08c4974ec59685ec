"""What became of proposals: who waits too long for an answer, who waits for information, and each step."""

from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import Proposal, ProposalStep
from casebook.records.base import require
from desk.proposals.pair_rules import ASK, FOLLOWS


@dataclass(frozen=True)
class Event:
    """One step of one proposal."""

    proposal: Proposal
    step: ProposalStep


@dataclass(frozen=True)
class Stalled:
    """A proposal that was asked about, and for how many days there has been no answer."""

    proposal: Proposal
    asked_on: date
    days: int


def history(book: Casebook, person_id: int) -> list[Event]:
    """Return every step of a person's proposals, taken back or not, in the order in which they were written."""
    proposals = {require(one.id): one for one in book.all(Proposal, person_id=person_id)}
    steps = (step for key in proposals for step in book.all(ProposalStep, proposal_id=key))
    return [Event(proposals[step.proposal_id], step) for step in sorted(steps, key=lambda step: require(step.id))]


def stalled(book: Casebook, today: date, days: int) -> list[Stalled]:
    """Return the proposals that were asked about at least ``days`` days ago without an answer, the oldest first."""
    asked_on = {
        step.proposal_id: step.at.date() for step in book.all(ProposalStep, to_status="asked", taken_back=False)
    }
    waiting = [
        Stalled(proposal, asked_on[require(proposal.id)], (today - asked_on[require(proposal.id)]).days)
        for proposal in book.all(Proposal, status="asked")
        if proposal.id in asked_on
    ]
    return sorted(
        (one for one in waiting if one.days >= days), key=lambda one: (one.asked_on, require(one.proposal.id))
    )


def overdue(book: Casebook, today: date) -> list[Proposal]:
    """Return the bookings whose last day is past and of which nobody has said how they went, the oldest first."""
    past = [
        proposal
        for proposal in book.all(Proposal, status="booked")
        if proposal.end_on is not None and proposal.end_on < today
    ]
    return sorted(past, key=lambda one: (one.end_on or today, require(one.id)))


def information_wanted(book: Casebook) -> list[Event]:
    """Return the refusals for want of information, as long as the pair has not moved on from them."""
    steps = book.all(ProposalStep, taken_back=False)
    proposals = {require(one.id): one for one in book.all(Proposal)}
    last: dict[tuple[int, int], Event] = {}
    for step in steps:
        proposal = proposals[step.proposal_id]
        last[proposal.person_id, proposal.facility_id] = Event(proposal, step)
    return [event for event in last.values() if event.step.reason and FOLLOWS[event.step.reason] == ASK]
