"""What a step of a proposal must hold to: what is said with it, one agreement a person, places, nights and beds."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.book import Writer
from casebook.records import Facility, FacilityCondition, FreeBed, PersonNight, Proposal, Stay
from desk.errors import DeskError
from desk.period import Dates, Period, most_at_once, overlap
from desk.proposals.calendars import closed_nights, nights_between, stay_nights
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
        if other.status in TAKEN
    ]
    most = most_at_once(taken, periods[proposal.plan_id])
    conditions = writer.all(FacilityCondition, facility_id=proposal.facility_id)
    stated = conditions[0].trial_places if conditions else None
    places = assumed_places if stated is None else stated
    if most > places:
        name = writer.one(Facility, proposal.facility_id).name
        raise DeskError("proposal.no_place", facility=name, places=places)


def check_nights(writer: Writer, booked: Proposal) -> None:
    """Refuse a booking whose nights are not free, as far as anybody has said; what is unknown passes.

    The nights must suit the person, who is nowhere else then; the facility must have a bed left on each, take guests
    on the day of arrival, and let them stay so long.
    """
    if booked.status != "booked" or booked.start_on is None or booked.end_on is None:
        return
    first, last = writer.periods()[booked.plan_id]
    nights = frozenset(nights_between(booked.start_on, booked.end_on))
    _check_person(writer, booked, nights, Period(first, max(last, *nights)))
    _check_facility(writer, booked, nights)


def _check_person(writer: Writer, booked: Proposal, nights: frozenset[date], period: Period) -> None:
    unsuited = [one.night for one in writer.all(PersonNight, person_id=booked.person_id) if not one.suits]
    for night in sorted(nights.intersection(unsuited)):
        raise DeskError("proposal.night_unsuited", night=night)
    stays = [(one.facility_id, stay_nights(one, period)) for one in writer.all(Stay, person_id=booked.person_id)]
    # A stay at the same facility may be this one, written down already.
    away = [(site, taken) for site, taken in stays if site != booked.facility_id]
    others = writer.all(Proposal, person_id=booked.person_id, status="booked")
    away += [(other.facility_id, frozenset(_nights(other))) for other in others if other.id != booked.id]
    for site, taken in away:
        if taken & nights:
            name = writer.one(Facility, site).name
            raise DeskError("proposal.elsewhere", night=min(taken & nights), facility=name)


def _check_facility(writer: Writer, booked: Proposal, nights: frozenset[date]) -> None:
    key = booked.facility_id
    name = writer.one(Facility, key).name
    for condition in writer.all(FacilityCondition, facility_id=key):
        longest = condition.longest_stay_nights
        if longest is not None and len(nights) > longest:
            raise DeskError("proposal.too_long", facility=name, most=longest)
        if condition.weekdays.get(v.WEEKDAYS[min(nights).weekday()]) is False:
            raise DeskError("proposal.arrival_day", facility=name, night=min(nights))
    guests = [one for one in writer.all(Proposal, facility_id=key) if one.status in DATED]
    used = Counter(night for one in guests for night in _nights(one))
    beds = {one.night: one.beds for one in writer.all(FreeBed, facility_id=key)}
    closed = closed_nights(beds)
    listed = {(night.year, night.month) for night in beds.keys() - closed}  # whole lists, as for the plan
    for night in sorted(night for night in nights if night in closed or (night.year, night.month) in listed):
        count = beds.get(night, 0)
        if used[night] > count:
            raise DeskError("proposal.no_bed", facility=name, night=night, beds=count, others=used[night] - 1)


def _nights(proposal: Proposal) -> list[date]:
    if proposal.start_on is None or proposal.end_on is None:
        return []
    return list(nights_between(proposal.start_on, proposal.end_on))
