"""What earlier plans and answers teach the next one: who was left out again, how facilities answered, which emergencies came."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import Adoption, Consultation, Enquiry, Plan, Proposal, ProposalStep
from desk.city import fit
from desk.period import overlap
from desk.proposals import TAKEN
from matching.policy import Policy
from matching.problem import Acceptance, Answer, Emergencies, acceptance_by_facility
from matching.solving import TIERS

COUNTED_REASONS = ("places_taken", "no_eligible_facility")
ANSWERS = {"accepted": True, "declined": False}


def left_out_in_a_row(book: Casebook, start: date) -> dict[int, int]:
    """Return for how many adopted plans in a row, up to the last, each person had no suggestion.

    Of each earlier period the adopted plan counts, if it has dates only the stays that have some; somebody without a
    consent was not left out, and a plan that somebody was not in says nothing about her. Whose place in the period is
    held, or whose trial in it is done, was not left out of it.

    Parameters
    ----------
    start
        First day of the period being planned; plans of this or later periods do not count.
    """
    adopted = sorted(
        (one.period_start, one.period_end, one.plan_id)
        for one in book.all(Adoption, replaced_at=None)
        if one.period_start < start
    )
    counts: dict[int, int] = defaultdict(int)
    taken = [one for one in book.all(Proposal) if one.status in TAKEN]
    periods = book.periods()  # read last: the plan of every proposal is among them
    for first, last, key in adopted:
        had = {one.person_id for one in taken if overlap(periods[one.plan_id], (first, last))}
        placed, left_out = _placed_and_left_out(book.one(Plan, key).record)
        for person in left_out - had:
            counts[person] += 1
        for person in placed | had:
            counts[person] = 0
    return {person: count for person, count in counts.items() if count}


def _placed_and_left_out(record: Mapping[str, Any]) -> tuple[set[int], set[int]]:
    """Return who has a place by the record of a plan, and who could have had one; with dates, who has those."""
    suggested = {entry["person"] for entry in record["assignments"]}
    without = {entry["person"] for entry in record["unplaced"] if entry["reason"] in COUNTED_REASONS}
    placed = {entry["person"] for entry in record["dates"]["stays"]} if "dates" in record else suggested
    return placed, (suggested | without) - placed


def answers(book: Casebook) -> tuple[Answer, ...]:
    """Return what facilities answered to proposals; a refusal by the person is no answer of the facility's."""
    proposals = {one.id: one for one in book.all(Proposal)}
    trial_answers = []
    for step in book.all(ProposalStep, taken_back=False):
        accepted = ANSWERS.get(step.to_status)
        if accepted is None or (step.reason or "").startswith("person_"):
            continue
        proposal = proposals[step.proposal_id]
        trial_answers.append(Answer(proposal.person_id, proposal.facility_id, accepted))
    return tuple(trial_answers)


def emergency_answers(book: Casebook) -> tuple[Answer, ...]:
    """Return what facilities answered on the nights of emergencies; a call that nobody took up is no answer."""
    people = {consultation.id: consultation.person_id for consultation in book.all(Consultation)}
    return tuple(
        Answer(people.get(enquiry.consultation_id), enquiry.facility_id, ANSWERS[enquiry.answer])
        for enquiry in book.all(Enquiry)
        if enquiry.answer in ANSWERS
    )


def learnt_acceptance(book: Casebook) -> dict[int, Acceptance]:
    """Return how each facility answered in emergencies, or where it was asked in none, to proposals of trial stays."""
    return {**acceptance_by_facility(answers(book)), **acceptance_by_facility(emergency_answers(book))}


def emergencies(book: Casebook, today: date, policy: Policy) -> Emergencies:
    """Return what the casebook tells a problem of earlier emergencies."""
    found = fit(book, today, policy)
    return Emergencies(
        admissions={tier: found.admissions[str(tier)] for tier in TIERS},
        person_years={tier: found.person_years[str(tier)] for tier in TIERS},
        days=found.days,
        answered={key: (one.accepted, one.asked) for key, one in learnt_acceptance(book).items()},
    )
