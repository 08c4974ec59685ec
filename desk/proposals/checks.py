"""What a step of a proposal must hold to: what is said with it, one agreement a person, and places."""

from dataclasses import dataclass
from datetime import date

from casebook.book import Writer
from casebook.records import Facility, FacilityCondition, Proposal
from desk.errors import DeskError
from desk.period import Dates, most_at_once, overlap
from desk.proposals.pair_rules import CONFIRM, FOLLOWS
from desk.proposals.steps import AGREED, DATED, HELD, OPEN, OVER, TAKEN
from matching.dated import LONGEST_STAY


@dataclass(frozen=True)
class Details:
    """What is said with a step."""

    reason: str | None = None
    note: str | None = None
    dates: Dates | None = None
    condition: str | None = None
    outcome: str | None = None


def check_details(writer: Writer, proposal: Proposal, to: str, details: Details, today: date) -> None:
    """Hold what is said with a step against what the step needs."""
    wanted = {"reason": to == "declined", "dates": to == "booked" or to in OVER, "outcome": to == "done"}
    wanted["condition"] = details.reason is not None and FOLLOWS.get(details.reason) == CONFIRM
    for name, fits in wanted.items():
        if not fits and getattr(details, name) is not None:
            raise DeskError("proposal.does_not_go_with_step")
    if to == "declined" and details.reason not in FOLLOWS:
        raise DeskError("proposal.reason_needed")
    start, end = details.dates or (proposal.start_on, proposal.end_on)
    if to == "booked" and details.dates is None:
        raise DeskError("proposal.dates_needed")
    if to == proposal.status and details.dates == (proposal.start_on, proposal.end_on):
        raise DeskError("proposal.same_dates")
    if to in OVER and (start is None or end is None or not start <= end <= today):
        raise DeskError("proposal.not_over")
    if to in DATED and start is not None and end is not None:
        # Whoever leaves on the day of arrival has broken the stay off.
        _check_dates((start, end), writer.periods()[proposal.plan_id], least=0 if to == "broken_off" else 1)
    if details.outcome not in (None, "went_well", "mixed"):
        raise DeskError("proposal.outcome")


def _check_dates(dates: Dates, period: Dates, least: int) -> None:
    if not least <= (dates[1] - dates[0]).days <= LONGEST_STAY:
        raise DeskError("proposal.nights", most=LONGEST_STAY)
    if not period[0] <= dates[0] <= period[1]:
        raise DeskError("proposal.outside_period", start=period[0], end=period[1])


def rivals(writer: Writer, proposal: Proposal) -> list[Proposal]:
    """Return the person's other proposals in periods that overlap with this one's."""
    periods = writer.periods()
    return [
        other
        for other in writer.all(Proposal, person_id=proposal.person_id)
        if other.id != proposal.id and overlap(periods[other.plan_id], periods[proposal.plan_id])
    ]


def check_alone(writer: Writer, proposal: Proposal) -> None:
    """Refuse an open proposal beside an agreement of the same person in the same period.

    A mere suggestion, such as a later plan makes, may stand beside one.
    """
    if proposal.status not in OPEN:
        return
    in_the_way = set(OPEN) - {"suggested"} if proposal.status in AGREED else set(AGREED)
    for other in rivals(writer, proposal):
        if other.status in in_the_way:
            name = writer.one(Facility, other.facility_id).name
            raise DeskError("proposal.one_agreement", facility=name)


def check_places(writer: Writer, proposal: Proposal, assumed_places: int) -> None:
    """Refuse to hold a place that is not there, or no longer: on no day of the period more proposals than places."""
    if proposal.status not in HELD:
        return
    periods = writer.periods()
    taken = [
        periods[other.plan_id]
        for other in writer.all(Proposal, facility_id=proposal.facility_id)
        if other.status in TAKEN and other.id != proposal.id
    ]
    unseen = (one for one in writer.held_unseen() if one.facility_id == proposal.facility_id)
    taken += [periods[other.plan_id] for other in unseen if other.status in TAKEN]
    most = 1 + most_at_once(taken, periods[proposal.plan_id])
    conditions = writer.all(FacilityCondition, facility_id=proposal.facility_id)
    stated = conditions[0].trial_places if conditions else None
    places = assumed_places if stated is None else stated
    if most > places:
        name = writer.one(Facility, proposal.facility_id).name
        raise DeskError("proposal.no_place", facility=name, places=places)
