"""Trainings, presentations, exchanges and joint case conferences: what may be kept, found again, and counted in a year."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import TrainingEvent
from casebook.vault.names import folded
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault
from desk.period import fiscal_year
from geodata.text import tidy

CLOCK = "((?:[01][0-9]|2[0-3]):[0-5][0-9])"
HOURS = re.compile(f"{CLOCK}?(?:〜{CLOCK})?")
"""From when to when; either may not be known."""


def record_event(book: Casebook, event: TrainingEvent, today: date) -> int:
    """Write a training that was held; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    """
    event = replace(event, title=tidy(event.title))
    if faults := check_event(event, today):
        raise InvalidInputError(faults)
    with book.writing("record training") as writer:
        return writer.add(event)


def hours_of(starts: time | None, ends: time | None) -> str | None:
    """Return from when to when, as it is kept: 13:30〜16:00, 13:30; None if nothing of it is known."""
    if starts is None:
        return None if ends is None else f"〜{ends:%H:%M}"
    return f"{starts:%H:%M}" if ends is None else f"{starts:%H:%M}〜{ends:%H:%M}"


def check_event(event: TrainingEvent, today: date) -> list[Fault]:
    """Find what cannot be kept of a training."""
    faults = out_of_bounds(event, **v.MEETING_BOUNDS)
    if not event.title.strip():
        faults.append(fault("title", "input.required"))
    if event.held_on > today:
        faults.append(fault("held_on", "input.not_in_future"))
    if event.hours is not None and (why := _wrong_hours(event.hours)) is not None:
        faults.append(fault("hours", why))
    return faults


def _wrong_hours(hours: str) -> str | None:
    found = HOURS.fullmatch(hours)
    clocks = [time_of for time_of in (found.groups() if found else ()) if time_of]
    if not clocks:
        return "meetings.hours_unread"
    return "meetings.ends_before" if clocks != sorted(set(clocks)) else None


@dataclass(frozen=True)
class WantedEvents:
    """What is looked for; empty is anything.

    Attributes
    ----------
    wards
        Those for the whole city are found with any.
    """

    year: int | None = None
    kinds: Sequence[str] = ()
    wards: Sequence[str] = ()
    words: str = ""


def matching_events(among: Iterable[TrainingEvent], wanted: WantedEvents) -> list[TrainingEvent]:
    """Return the trainings that are what is looked for, the newest first."""
    words = folded(wanted.words).split()
    found = [
        one
        for one in among
        if (wanted.year is None or fiscal_year(one.held_on) == wanted.year)
        and (not wanted.kinds or one.kind in wanted.kinds)
        and (not wanted.wards or one.ward is None or one.ward in wanted.wards)
        and all(word in _text(one) for word in words)
    ]
    return sorted(found, key=lambda one: (one.held_on, one.id or 0), reverse=True)


def _text(one: TrainingEvent) -> str:
    said = (one.title, one.place, one.ward, one.lecturers, one.participating_offices, one.summary, one.opinions)
    return folded(" ".join(filter(None, said)))


@dataclass(frozen=True)
class EventsOfKind:
    """How many trainings of a kind there were.

    Attributes
    ----------
    people
        How many people came to those of which that is known.
    uncounted
        To how many it is not known.
    """

    kind: str
    count: int
    people: int
    uncounted: int


def events_by_kind(events: Iterable[TrainingEvent]) -> list[EventsOfKind]:
    """Return the count of each kind, in the order of the kinds."""
    some = list(events)
    return [_of_kind(kind, [one.attendance for one in some if one.kind == kind]) for kind in v.EVENT_KINDS]


def _of_kind(kind: str, people: Sequence[int | None]) -> EventsOfKind:
    return EventsOfKind(kind, len(people), sum(one or 0 for one in people), people.count(None))
