"""What earlier plans and answers teach the next one: who was left out again, how facilities answered, which emergencies came."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import Adoption, Consultation, Enquiry, Plan, Proposal, ProposalStep, Stay
from desk.city import City, PersonFile, fit_records
from desk.period import overlap
from desk.proposals import TAKEN
from matching.problem import Acceptance, Answer, Emergencies, acceptance_by_facility
from matching.solving import TIERS
from words.zone import TOKYO

COUNTED_REASONS = ("places_taken", "no_eligible_facility")
ANSWERS = {"accepted": True, "declined": False}


def left_out_in_a_row(book: Casebook, start: date) -> dict[int, int]:
    """Return for how many adopted plans in a row, up to the last, each person had no suggestion.

    Of each earlier period the adopted plan counts, if it has dates only the stays that have some; somebody without a
    consent was not left out, and a plan that somebody was not in says nothing about her. Whose place in the period is
    held, or whose trial in it is done, was not left out of it; and whoever began a trial, planned or not, has waited
    only since, however it ended.

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
    if not adopted:
        return {}
    counts: dict[int, int] = defaultdict(int)
    taken = [one for one in book.all(Proposal) if one.status in TAKEN]
    # All stays are asked for: whoever gathers a plan has read them, and kept them.
    begun = (one for one in book.all(Stay) if one.kind == "trial" and one.start_on < start)
    trials = {one.person_id: one.start_on for one in sorted(begun, key=lambda one: one.start_on)}
    periods = book.periods()  # read last: the plan of every proposal is among them
    for first, last, key in adopted:
        had = {one.person_id for one in taken if overlap(periods[one.plan_id], (first, last))}
        placed, left_out = _placed_and_left_out(book.one(Plan, key).record)
        for person in left_out - had:
            counts[person] += trials.get(person, date.min) < first
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
        day = step.at.astimezone(TOKYO).date()
        trial_answers.append(Answer(proposal.person_id, proposal.facility_id, accepted, day))
    return tuple(trial_answers)


def emergency_answers(book: Casebook) -> tuple[Answer, ...]:
    """Return what facilities answered on the nights of emergencies; a call that nobody took up is no answer.

    What was given for somebody else than the consultation is about is about nobody that is known.
    """
    people = {consultation.id: consultation.person_id for consultation in book.all(Consultation)}
    return tuple(
        Answer(
            people.get(enquiry.consultation_id) if enquiry.given_for is None else None,
            enquiry.facility_id,
            ANSWERS[enquiry.answer],
            enquiry.at.astimezone(TOKYO).date(),
        )
        for enquiry in book.all(Enquiry)
        if enquiry.answer in ANSWERS
    )


def learnt_acceptance(book: Casebook, trial_answers: Iterable[Answer]) -> dict[int, Acceptance]:
    """Return how each facility answered in emergencies, or where it was asked in none, to proposals of trial stays."""
    at_night = (
        Answer(None, enquiry.facility_id, ANSWERS[enquiry.answer])
        for enquiry in book.all(Enquiry)
        if enquiry.answer in ANSWERS
    )
    return {**acceptance_by_facility(trial_answers), **acceptance_by_facility(at_night)}


def emergencies(
    book: Casebook, city: City, everyone: Iterable[PersonFile], trial_answers: Iterable[Answer], today: date
) -> Emergencies:
    """Return what is on record of earlier emergencies, as a problem knows it.

    Parameters
    ----------
    everyone
        All files, with the tiers by which emergencies are counted.
    """
    files = list(everyone)
    stays = (stay for file in files for stay in file.stays if stay.kind == "emergency")
    people = ((file.person, file.tier) for file in files)
    found = fit_records((file.facility for file in city.facilities.values()), people, stays, today)
    return Emergencies(
        admissions={tier: found.admissions[str(tier)] for tier in TIERS},
        person_years={tier: found.person_years[str(tier)] for tier in TIERS},
        days=tuple(sorted(found.days)),
        answered={key: (one.accepted, one.asked) for key, one in learnt_acceptance(book, trial_answers).items()},
    )
