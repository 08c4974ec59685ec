"""On which nights a booking can be: they suit the person, who is nowhere else, and the facility has a bed for her."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from casebook import vocabulary as v
from casebook.book import Writer
from casebook.records import Facility, FacilityCondition, FreeBed, PersonNight, Proposal, Stay
from casebook.roles import Held
from desk.city import known_condition
from desk.errors import DeskError
from desk.period import Dates, Period
from desk.proposals.calendars import closed_nights, nights_between, stay_nights
from desk.proposals.steps import DATED
from matching.dated import LONGEST_STAY
from words.message import Message
from words.zone import TOKYO

NEAREST = 3
"""So many other first days are named."""


@dataclass(frozen=True)
class Nights:
    """What anybody has said of the nights around a booking; what is unknown stands in no way.

    Attributes
    ----------
    unsuited
        Nights that do not suit the person.
    away
        Where she is on which nights, or is booked.
    beds
        Of each night the beds, where that is known.
    used
        How many others are there on a night.
    """

    facility: str
    condition: FacilityCondition
    unsuited: frozenset[date]
    away: Mapping[date, str]
    beds: Mapping[date, int]
    used: Counter[date]

    def refusal(self, start: date, end: date) -> Message | None:
        """Return why a stay cannot be on these days; None if nothing is known against it."""
        nights = list(nights_between(start, end))
        for night in nights:
            if night in self.unsuited:
                return Message("proposal.night_unsuited", {"night": night})
        for night in nights:
            if night in self.away:
                return Message("proposal.elsewhere", {"night": night, "facility": self.away[night]})
        longest = self.condition.longest_stay_nights
        if longest is not None and len(nights) > longest:
            return Message("proposal.too_long", {"facility": self.facility, "most": longest})
        if nights and self._no_arrivals(start):
            works = tuple(Message(f"weekday.{name}") for name in v.WEEKDAYS if self._works(name))
            days = {"day": start, "weekday": Message(f"weekday.{v.WEEKDAYS[start.weekday()]}")}
            days["works"] = works or Message("common.none")
            return Message("proposal.arrival_day", {"facility": self.facility, **days})
        for night in nights:
            if (count := self.beds.get(night)) is not None and self.used[night] >= count:
                told = {"facility": self.facility, "night": night, "beds": count, "others": self.used[night]}
                return Message("proposal.no_bed", told)
        return None

    def _works(self, weekday: str) -> bool:
        return self.condition.weekdays.get(weekday) is not False

    def _no_arrivals(self, day: date) -> bool:
        return not self._works(v.WEEKDAYS[day.weekday()])

    def nearest(self, dates: Dates, period: Period) -> Iterator[date]:
        """Yield the other first days in a period on which a stay as long could begin, the nearest first."""
        start, length = dates[0], dates[1] - dates[0]
        days = (period.start + timedelta(days=offset) for offset in range((period.end - period.start).days + 1))
        for day in sorted(days, key=lambda day: (abs(day - start), day)):
            if self.refusal(day, day + length) is None:
                yield day


def nights_of(writer: Writer, booked: Proposal) -> Nights:
    """Read what is said of the nights of a proposal's period, and of those of the stay if they lie beyond."""
    first, last = writer.periods()[booked.plan_id]
    period = Period(first, max(last + timedelta(days=LONGEST_STAY), booked.end_on or last))
    person, site = booked.person_id, booked.facility_id
    unsuited = frozenset(one.night for one in writer.all(PersonNight, person_id=person) if not one.suits)
    held: list[Proposal | Held] = [one for one in writer.all(Proposal, facility_id=site) if one.id != booked.id]
    held += (one for one in writer.held_unseen() if one.facility_id == site)
    guests = [one for one in held if one.status in DATED]
    beds = {one.night: one.beds for one in writer.all(FreeBed, facility_id=site)}
    listed = {(night.year, night.month) for night in beds.keys() - closed_nights(beds)}  # whole lists, as for the plan
    nights = nights_between(period.start, period.end)
    in_lists = {night: 0 for night in nights if (night.year, night.month) in listed}
    return Nights(
        facility=writer.one(Facility, site).name,
        condition=known_condition(writer, site),
        unsuited=unsuited,
        away=dict(_away(writer, booked, period)),
        beds={**in_lists, **beds},
        used=Counter(night for one in guests for night in _nights(one)),
    )


def _away(writer: Writer, booked: Proposal, period: Period) -> Iterator[tuple[date, str]]:
    person = booked.person_id
    taken = [
        (one.facility_id, stay_nights(one, period))
        for one in writer.all(Stay, person_id=person)
        # A stay at the same facility may be this one, written down already.
        if one.facility_id != booked.facility_id
    ]
    others = writer.all(Proposal, person_id=person, status="booked")
    taken += [(other.facility_id, frozenset(_nights(other))) for other in others if other.id != booked.id]
    for site, nights in taken:
        name = writer.one(Facility, site).name
        yield from ((night, name) for night in nights)


def check_nights(writer: Writer, booked: Proposal) -> None:
    """Refuse a booking whose nights are not free, as far as anybody has said; what is unknown passes.

    The nights must suit the person, who is nowhere else then; the facility must have a bed left on each, take guests
    on the day of arrival, and let them stay so long. The refusal names the nearest days on which it could begin.
    """
    if booked.status != "booked" or booked.start_on is None or booked.end_on is None:
        return
    nights = nights_of(writer, booked)
    if why := nights.refusal(booked.start_on, booked.end_on):
        first, last = writer.periods()[booked.plan_id]
        first = max(first, writer.now.astimezone(TOKYO).date())
        rest = Period(first, last) if first <= last else None
        near = islice(nights.nearest((booked.start_on, booked.end_on), rest), NEAREST) if rest else ()
        days = tuple(sorted(near))
        nearest = Message("proposal.nearest", {"days": days}) if days else Message("proposal.nearest_none")
        raise DeskError(why.code, **why.params, nearest=nearest)


def _nights(proposal: Proposal | Held) -> list[date]:
    if proposal.start_on is None or proposal.end_on is None:
        return []
    return list(nights_between(proposal.start_on, proposal.end_on))
