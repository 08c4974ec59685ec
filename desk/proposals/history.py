"""What became of proposals: who waits for information, and each step."""

from dataclasses import dataclass

from casebook.book import Casebook
from casebook.records import Proposal, ProposalStep
from casebook.records.base import require
from desk.proposals.pair_rules import ASK, FOLLOWS


@dataclass(frozen=True)
class Event:
    """One step of one proposal."""

    proposal: Proposal
    step: ProposalStep


def history(book: Casebook, person_id: int) -> list[Event]:
    """Return every step of a person's proposals, taken back or not, in the order in which they were written."""
    proposals = {require(one.id): one for one in book.all(Proposal, person_id=person_id)}
    steps = (step for key in proposals for step in book.all(ProposalStep, proposal_id=key))
    return [Event(proposals[step.proposal_id], step) for step in sorted(steps, key=lambda step: require(step.id))]


def information_wanted(book: Casebook) -> list[Event]:
    """Return the refusals for want of information, as long as the pair has not moved on from them."""
    steps = book.all(ProposalStep, taken_back=False)
    proposals = {require(one.id): one for one in book.all(Proposal)}
    last: dict[tuple[int, int], Event] = {}
    for step in steps:
        proposal = proposals[step.proposal_id]
        last[proposal.person_id, proposal.facility_id] = Event(proposal, step)
    return [event for event in last.values() if event.step.reason and FOLLOWS[event.step.reason] == ASK]
