"""What earlier plans and answers teach the next one: who was left out again, and how facilities answered."""

from collections import defaultdict
from datetime import date

from casebook.book import Casebook
from casebook.records import Consultation, Enquiry, Plan, Proposal, ProposalStep
from matching.model import Answer

COUNTED_REASONS = ("places_taken", "no_eligible_facility")
ANSWERS = {"accepted": True, "declined": False}


def left_out_in_a_row(book: Casebook, start: date) -> dict[int, int]:
    """Return for how many kept plans in a row, up to the last, each person had no suggestion.

    Of each earlier period the plan kept last counts; somebody without a consent was not left out,
    and a plan that somebody was not in says nothing about her.

    Parameters
    ----------
    start
        First day of the period being planned; plans of this or later periods do not count.
    """
    last: dict[tuple[date, date], Plan] = {}
    for plan in sorted(book.all(Plan), key=lambda one: one.made_at):
        if plan.period_start < start:
            last[plan.period_start, plan.period_end] = plan
    counts: dict[int, int] = defaultdict(int)
    for _, plan in sorted(last.items()):
        for one in plan.record["assignments"]:
            counts[one["person"]] = 0
        for one in plan.record["unplaced"]:
            if one["reason"] in COUNTED_REASONS:
                counts[one["person"]] += 1
    return {person: count for person, count in counts.items() if count}


def answers(book: Casebook) -> tuple[Answer, ...]:
    """Return what facilities answered to proposals; a refusal by the person is no answer of the facility's."""
    proposals = {one.id: one for one in book.all(Proposal)}
    found = []
    for step in book.all(ProposalStep, taken_back=False):
        said = ANSWERS.get(step.to_status)
        if said is None or (step.reason or "").startswith("person_"):
            continue
        proposal = proposals[step.proposal_id]
        found.append(Answer(proposal.person_id, proposal.facility_id, said))
    return tuple(found)


def emergency_answers(book: Casebook) -> tuple[Answer, ...]:
    """Return what facilities answered on the nights of emergencies; a call that nobody took up is no answer."""
    people = {one.id: one.person_id for one in book.all(Consultation)}
    return tuple(
        Answer(people.get(one.consultation_id), one.facility_id, ANSWERS[one.answer])
        for one in book.all(Enquiry)
        if one.answer in ANSWERS
    )
