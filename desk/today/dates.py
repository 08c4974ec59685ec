"""The dates of the desk as a calendar: what is due and what is known of the next months, by code names."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from casebook.book import Casebook
from casebook.records import Contact, ExitTask, Proposal, Stay
from desk.city import City
from desk.contacts import followed
from desk.today.due import AWAITED, Due, facility_name, flat, person_name
from desk.today.today import Today
from words.message import Message
from words.say import say
from words.zone import TOKYO

AHEAD = timedelta(days=92)
"""So far ahead go the dates."""
DATED = ("next_step", "exit", "review", "waiting")
"""Of what is due this has a date of its own; stays that begin are looked for further ahead."""
UNSAID = Message("today.next_unsaid")


def dates_ahead(book: Casebook, city: City, today: Today) -> list[Due]:
    """Return the dates that are known of the next three months, and what is due already: by day.

    What somebody wrote of a next step stays in the casebook: a calendar leaves the house.
    """
    found = [one for one in flat(today.due) if one.kind in DATED and one.day is not None]
    last = today.day + AHEAD
    for some in (_contacts(book, city), _exits(book, city), _reviews(book, city), _proposals(book, city)):
        found += [one for one in some if one.day is not None and today.day < one.day <= last]
    found += [one for one in _begins(book, city) if one.day is not None and today.day <= one.day <= last]
    return sorted(map(_unsaid, found), key=lambda one: (one.day or date.max, one.kind))


def _unsaid(one: Due) -> Due:
    if one.kind != "next_step":
        return one
    return replace(one, what=Message(one.what.code, {**one.what.params, "what": UNSAID}))


def _contacts(book: Casebook, city: City) -> Iterator[Due]:
    for one in book.all(Contact):
        about = person_name(city, one.person_id) or facility_name(city, one.facility_id)
        what = Message("today.next_step", {"about": about, "what": UNSAID})
        yield Due("next_step", one.awaits, what, "contacts", record_id=one.id)


def _exits(book: Casebook, city: City) -> Iterator[Due]:
    stays = {one.id: one for one in book.all(Stay) if one.kind == "emergency"}
    for task in book.all(ExitTask):
        if task.done_on is None and task.stay_id in stays:
            person = person_name(city, stays[task.stay_id].person_id)
            what = Message("today.exit", {"person": person, "task": Message(f"exit_task.{task.task}")})
            yield Due("exit", task.due_on, what, "rooms", record_id=task.id)


def _reviews(book: Casebook, city: City) -> Iterator[Due]:
    for one in followed(book, (file.person for file in city.people.values())):
        day = min((day for day in (one.person.review_on, one.level and one.level.next_on) if day), default=None)
        what = Message("today.review", {"person": one.person.code_name})
        yield Due("review", day, what, "person", record_id=one.key)


def _proposals(book: Casebook, city: City) -> Iterator[Due]:
    for one in book.all(Proposal):
        if one.status in AWAITED:
            yield Due("waiting", one.next_contact_on, _of(city, one, "today.waiting"), "proposals", record_id=one.id)


def _begins(book: Casebook, city: City) -> Iterator[Due]:
    for one in book.all(Proposal):
        if one.status == "booked":
            yield Due("begins", one.start_on, _of(city, one, "today.begins"), "proposals", record_id=one.id)


def _of(city: City, one: Proposal, code: str) -> Message:
    named = {"person": person_name(city, one.person_id), "facility": facility_name(city, one.facility_id)}
    return Message(code, named)


def dates_ics(dates: Iterable[Due], language: str, now: datetime) -> bytes:
    """Return dates as an iCalendar file (RFC 5545): whole days in Tokyo, code names only, each record under one UID for ever."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sonae//today//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Sonae")
    calendar.add("x-wr-timezone", TOKYO.key)
    for one in dates:
        if one.day is None:
            continue
        event = Event()
        event.add("uid", f"{one.kind}-{one.record_id}@sonae")
        event.add("dtstamp", now)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", say(one.what, language))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
