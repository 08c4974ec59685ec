"""Dates for a plan: nights for every suggested stay, shown as a calendar, exported for calendars elsewhere."""

import calendar
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

import pandas as pd
from icalendar import Calendar, Event

from casebook.book import Casebook, Writer
from desk.period import public_holidays, year_ends
from desk.plan.keeping import PlanChangedError, as_seen
from desk.plan.trials import PlanView, plan_row, put_plan
from desk.proposals import free_beds, nights_between, wishes
from matching import dated as model
from matching.dated import DatedPlan, DatedStay, explain_dates, explain_schedule, schedule_plan
from words.message import Message
from words.names import unmarked
from words.say import pair, say, show

TIME_LIMIT_SECONDS = 20.0
YES, NO = "○", "×"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class DatedView:
    """A dated plan with the files of everybody in it, and the calendars that it was made from."""

    view: PlanView
    dated: DatedPlan
    sentences: dict[int, tuple[Message, ...]]
    beds: tuple[model.FreeBeds, ...] = ()
    wished: tuple[model.Wishes, ...] = ()

    @cached_property
    def record(self) -> dict[str, object]:
        """The plan's record with the dates in it (docs/plan-format.md)."""
        stays = [
            {
                "person": stay.person_id,
                "facility": stay.facility_id,
                "arrival": str(stay.arrival),
                "departure": str(stay.departure),
            }
            for stay in self.dated.stays
        ]
        by_tier = dict(zip(("1", "2", "3"), self.dated.objective.placed_by_tier, strict=True))
        objective = {"placed_by_tier": by_tier, "cost": self.dated.objective.cost}
        return {**self.view.record, "dates": {"stays": stays, "proven": self.dated.proven, "objective": objective}}

    def told(self, person: int, language: str) -> list[str]:
        """Say when somebody stays and what the dates take for granted, or why there are none."""
        return [self.view.text(sentence, language) for sentence in self.sentences.get(person, ())]

    def proof(self, language: str) -> list[str]:
        """Say whether the dated plan is proven to be the best, or how far off it may be."""
        return [self.view.text(sentence, language) for sentence in explain_schedule(self.dated)]


def date_plan_of(book: Casebook, view: PlanView) -> DatedView:
    """Give dates to a plan, within the beds and nights that the casebook knows of."""
    fixed = view.plan.constraints.fixed
    book = book.for_everyone()
    return date_plan(view, free_beds(book, view.period, fixed), wishes(book, view.period, fixed))


def keep_dated(book: Casebook, dated: DatedView, now: datetime) -> int:
    """Keep a plan with its dates as it was seen, as a draft; return the plan's id.

    Raises
    ------
    PlanChangedError
        If the casebook leads to another plan, or to other dates, by now; nothing was written.
    """
    # Most often this is where it is made again, while others can still write.
    dated = _as_seen(book, dated)
    with book.writing("keep plan") as writer:
        return _put_dated(writer, _as_seen(book, dated, writer.revision()), now)


def _as_seen(book: Casebook, seen: DatedView, revision: int | None = None) -> DatedView:
    """Return the dated plan of the casebook as it is now, if it is the one that was seen."""
    view = as_seen(book, seen.view, revision)
    if view is seen.view:
        return seen
    fixed = view.plan.constraints.fixed
    book = book.for_everyone()
    beds, wished = free_beds(book, view.period, fixed), wishes(book, view.period, fixed)
    made_of_the_same = view.record["candidates"] == seen.view.record["candidates"]
    if made_of_the_same and (tuple(beds), tuple(wished)) == (seen.beds, seen.wished):
        return replace(seen, view=view)
    now = date_plan(view, beds, wished)
    old, new = ({stay.person_id: stay for stay in one.dated.stays} for one in (seen, now))
    changed = sorted(person for person in old.keys() | new.keys() if old.get(person) != new.get(person))
    if changed:
        raise PlanChangedError(tuple(_stay_changed(view, old.get(one), new.get(one), one) for one in changed))
    return now


def _stay_changed(view: PlanView, old: DatedStay | None, new: DatedStay | None, person: int) -> Message:
    sides = {"before": _stay_text(view, old), "after": _stay_text(view, new)}
    return Message("keep.other_dates", {"person": view.person_name(person), **sides})


def _stay_text(view: PlanView, stay: DatedStay | None) -> Message:
    if stay is None:
        return Message("trials.nowhere")
    name = view.source.facilities[stay.facility_id].facility.name
    return Message("keep.stay", {"facility": name, "arrival": stay.arrival, "departure": stay.departure})


def _put_dated(writer: Writer, dated: DatedView, now: datetime) -> int:
    placed = sum(dated.dated.objective.placed_by_tier)
    plan = replace(
        plan_row(dated.view, writer.actor.name, now),
        record=dated.record,
        placed=placed,
        cost=dated.dated.objective.cost,
    )
    return put_plan(writer, plan)


def date_plan(
    view: PlanView,
    beds: Iterable[model.FreeBeds] = (),
    wished: Iterable[model.Wishes] = (),
    *,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> DatedView:
    """Give every suggested stay its nights; what no calendar allows is planned anew. Nothing is written.

    Raises
    ------
    MatchingError
        If a calendar or a wish is not as it must be.
    """
    period = model.Horizon(view.period.start, view.period.end)
    free = frozenset(public_holidays(view.period.start, view.period.end))
    beds, wished = tuple(beds), tuple(wished)
    dated = schedule_plan(view.plan, period, beds, wished, time_limit_seconds, free, dating_rules(view))
    return DatedView(view, dated, explain_dates(dated), beds, wished)


def dating_rules(view: PlanView) -> model.DatingRules:
    """Return what the plan's policy says of the days on which stays begin; holidays are those of Japan."""
    dates, (first, last) = view.plan.problem.policy.dates, (view.period.start, view.period.end)
    year_end = year_ends(first, last) if dates.holidays_left_out else frozenset()
    holidays = public_holidays(first, last) if dates.holidays_left_out else {}
    return model.DatingRules(
        not_before=view.made_on + timedelta(days=dates.lead_days),
        no_arrivals=year_end | holidays.keys(),
        no_nights=year_end,
        receive_per_day=dates.receive_per_day,
        accompany_per_week=dates.accompany_per_week,
    )


def rule_sentences(view: PlanView) -> list[Message]:
    """Return what the plan's policy says of the days on which stays begin, as sentences."""
    dates = view.plan.problem.policy.dates
    bounds = {"lead": dates.lead_days, "day": dates.receive_per_day, "week": dates.accompany_per_week}
    return [Message("dates.rules", bounds), *([Message("dates.left_out")] if dates.holidays_left_out else [])]


def in_order(dated: DatedView) -> list[DatedStay]:
    """Return the dated stays, the earliest first."""
    return sorted(dated.dated.stays, key=lambda stay: (stay.arrival, stay.person_id))


def stay_table(dated: DatedView, language: str) -> pd.DataFrame:
    """Return the dated stays as `in_order`, put into words."""
    columns = ["trials.column.person", "trials.column.facility", "dates.column.arrival", "dates.column.departure"]
    columns += ["dates.column.nights", "dates.column.notes"]
    rows = [
        (
            dated.view.person_name(stay.person_id),
            dated.view.facility_name(stay.facility_id, language),
            stay.arrival.isoformat(),
            stay.departure.isoformat(),
            stay.nights,
            " ".join(dated.told(stay.person_id, language)),
        )
        for stay in in_order(dated)
    ]
    return pd.DataFrame(rows, columns=[say(column, language) for column in columns])


def moved_texts(dated: DatedView, language: str) -> list[str]:
    """Say who gets another facility, or now one at all, because of the dates, what changed and why."""
    return [
        pair(dated.view.person_name(stay.person_id), _moved_text(dated, stay, language), language)
        for stay in dated.dated.stays
        if stay.planned_facility_id != stay.facility_id
    ]


def _moved_text(dated: DatedView, stay: DatedStay, language: str) -> str:
    to = dated.view.facility_name(stay.facility_id, language)
    if stay.planned_facility_id is None:
        return say("dates.added", language, facility=to)
    before = dated.view.facility_name(stay.planned_facility_id, language)
    changed = say("dates.moved", language, before=before, facility=to)
    return f"{changed} {say(f'stay_moved.{stay.moved_because}', language)}"


def weeks(dated: DatedView) -> dict[date, int]:
    """Return the Mondays of all weeks in which a stay begins or ends, with how many begin."""
    days = [(stay.arrival, 1) for stay in dated.dated.stays] + [(stay.departure, 0) for stay in dated.dated.stays]
    begun: Counter[date] = Counter()
    for day, count in days:
        begun[_monday(day)] += count
    return dict(sorted(begun.items()))


def dated_suggestions(dated: DatedView, language: str) -> tuple[list[int], pd.DataFrame]:
    """Return the suggestions as the dates leave them, the people by id first.

    Where the facility is another than in the plan the table says which it was; who has a suggestion but no dates is
    said to have none, and who has a place by the dates alone is added.
    """
    stays = {stay.person_id: stay for stay in dated.dated.stays}
    view = dated.view
    people = [*view.plan.pairs, *sorted(stays.keys() - view.plan.pairs.keys())]
    rows = []
    for key in people:
        file, stay, planned = view.source.people[key], stays.get(key), view.plan.pairs.get(key)
        moved = stay is not None and stay.facility_id != planned
        rows.append(
            (
                file.person.code_name,
                file.tier,
                view.source.places.label_of(file.person) or show(None, language),
                view.facility_name(planned if stay is None else stay.facility_id, language),
                view.facility_name(planned, language) if moved else "",
                say("dates.no_dates", language)
                if stay is None
                else say("dates.from_to", language, start=stay.arrival, end=stay.departure),
                " ".join(dated.told(key, language)),
            )
        )
    columns = [f"trials.column.{name}" for name in ("person", "tier", "home", "facility")]
    columns += [f"dates.column.{name}" for name in ("planned", "dates", "told")]
    return people, pd.DataFrame(rows, columns=[say(column, language) for column in columns])


def in_week(dated: DatedView, monday: date, language: str) -> list[tuple[date, str, DatedStay]]:
    """Return which stays begin and end in one week, day by day, by the facility's and the person's name."""
    moves = [
        (day, what, stay)
        for stay in dated.dated.stays
        for what, day in (("begins", stay.arrival), ("ends", stay.departure))
        if _monday(day) == monday
    ]
    name, place = dated.view.person_name, dated.view.facility_name
    return sorted(
        moves, key=lambda move: (move[0], place(move[2].facility_id, language), name(move[2].person_id), move[1])
    )


def week_table(dated: DatedView, monday: date, language: str) -> pd.DataFrame:
    """Return what begins and ends in one week as `in_week`, put into words, with whom to telephone."""
    columns = ["dates.column.day", "dates.column.what", "trials.column.person", "trials.column.facility"]
    columns += ["dates.column.phone", "dates.column.nights"]
    rows = [
        (
            day_text(day, language),
            say(f"dates.what_{what}", language),
            dated.view.person_name(stay.person_id),
            dated.view.facility_name(stay.facility_id, language),
            dated.view.source.facilities[stay.facility_id].facility.phone,
            stay.nights,
        )
        for day, what, stay in in_week(dated, monday, language)
    ]
    return pd.DataFrame(rows, columns=[say(column, language) for column in columns])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def day_text(day: date, language: str) -> str:
    """Write a date with its weekday, and a mark on public holidays."""
    mark = say("dates.holiday_mark", language) if public_holidays(day, day) else ""
    return say("dates.day", language, day=day, weekday=f"{say(f'weekday.{WEEKDAYS[day.weekday()]}', language)}{mark}")


def months(dated: DatedView) -> list[date]:
    """Return the first day of every month of the period."""
    first, last = dated.view.period.start, dated.view.period.end
    return [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]


def month_table(dated: DatedView, month: date, by: str, language: str) -> pd.DataFrame:
    """Return one month as a grid of nights: a row a facility with its guests, or a row a person with her places.

    Other nights show what was said of them: of a facility its beds or ×, of a person ○ or ×; unknown is blank.

    Parameters
    ----------
    by
        ``facility`` or ``person``.
    """
    days = month_days(month)
    free = public_holidays(days[0], days[-1])
    headings = [weekday_text(day, free, language) for day in days]
    grid: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for stay in dated.dated.stays:
        person = dated.view.person_name(stay.person_id)
        place = dated.view.facility_name(stay.facility_id, language)
        row, name, cell = (stay.facility_id, place, person) if by == "facility" else (stay.person_id, person, place)
        for night in nights_between(stay.arrival, stay.departure):
            if (night.year, night.month) == (month.year, month.month):
                names[row] = name
                cells = grid.setdefault(row, [""] * len(days))
                cells[night.day - 1] = f"{cells[night.day - 1]} {cell}".strip()
    marks = _bed_marks(dated, days) if by == "facility" else _wish_marks(dated)
    for key, cells in grid.items():
        grid[key] = [cell or marks.get(key, {}).get(day, "") for day, cell in zip(days, cells, strict=True)]
    heading = say("trials.column.facility" if by == "facility" else "trials.column.person", language)
    rows = [(names[key], *grid[key]) for key in sorted(grid, key=lambda key: (unmarked(names[key]), key))]
    return pd.DataFrame(rows, columns=[heading, *headings])


def _bed_marks(dated: DatedView, month: list[date]) -> dict[int, dict[date, str]]:
    """Return what each facility said of its nights: how many beds are left over, or × for none, as all nights of its list that it did not name."""
    used = Counter(
        (stay.facility_id, night)
        for stay in dated.dated.stays
        for night in nights_between(stay.arrival, stay.departure)
    )
    marks: dict[int, dict[date, str]] = {}
    for free in dated.beds:
        left = {night: beds - used[free.facility_id, night] for night, beds in free.by_night.items()}
        listed = any((night.year, night.month) == (month[0].year, month[0].month) for night in free.by_night)
        marks[free.facility_id] = dict.fromkeys(month, NO) if listed else {}
        marks[free.facility_id] |= {night: str(count) if count > 0 else NO for night, count in left.items()}
        marks[free.facility_id] |= dict.fromkeys(free.closed, NO)
    return marks


def _wish_marks(dated: DatedView) -> dict[int, dict[date, str]]:
    return {wish.person_id: dict.fromkeys(wish.suits, YES) | dict.fromkeys(wish.never, NO) for wish in dated.wished}


def month_days(month: date) -> list[date]:
    """Return every day of a month."""
    return [month.replace(day=day) for day in range(1, calendar.monthrange(month.year, month.month)[1] + 1)]


def weekday_text(day: date, free: dict[date, str], language: str) -> str:
    """Write a day of a month with its weekday, and a mark on public holidays."""
    mark = say("dates.holiday_mark", language) if day in free else ""
    return f"{day.day} {say(f'weekday.{WEEKDAYS[day.weekday()]}', language)}{mark}"


def to_ics(
    dated: DatedView, language: str, now: datetime, *, person: int | None = None, facility: int | None = None
) -> bytes:
    """Return the dated stays, all or those of one person or one facility, as an iCalendar file (RFC 5545).

    Whole days, code names only. A stay crossing months or holidays is one event from the day of arrival up to the day
    of departure.
    """
    ics = Calendar()
    ics.add("prodid", "-//Sonae//trial stays//JA")
    ics.add("version", "2.0")
    for stay in dated.dated.stays:
        if person not in (None, stay.person_id) or facility not in (None, stay.facility_id):
            continue
        event = Event()
        event.add("uid", f"{dated.view.period}-{stay.person_id}-{stay.facility_id}@sonae")
        event.add("dtstamp", now)
        event.add("dtstart", stay.arrival)
        event.add("dtend", stay.departure)
        params = {
            "person": dated.view.person_name(stay.person_id),
            "facility": dated.view.facility_name(stay.facility_id, language),
        }
        event.add("summary", say("dates.event", language, **params))
        phone = dated.view.source.facilities[stay.facility_id].facility.phone
        if phone:
            event.add("contact", phone)
        ics.add_component(event)
    return bytes(ics.to_ical())
