"""What the registers hold, as it is found and opened: resources, meetings, trainings, issues, visits, sheets about a person.

Of each its name is looked through, as of a sheet what it is; notes are not, here as in the files of people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from casebook.book import Casebook
from casebook.mapping import table_of
from casebook.records import (
    CorporationVisit,
    CouncilMeeting,
    Person,
    PersonSheet,
    Record,
    RegionalIssue,
    Resource,
    TrainingEvent,
)
from casebook.records.base import require
from desk.period import fiscal_year
from words.message import Message
from words.say import LANGUAGES, say
from words.zone import TOKYO

CITY = Message("meetings.city")


@dataclass(frozen=True)
class Registered:
    """One record of a register.

    Attributes
    ----------
    kind
        The name of its table, under which `audit.entity.*` says what it is.
    name, told, where
        What it is called, what is told of it beside, and the ward or municipality that it is in.
    page, asked
        Where it is opened: a page's name, and what it is asked for in its address.
    names, numbers
        By what it is found.
    about
        What narrows down what is found by a name, and finds nothing alone.
    """

    kind: str
    key: int
    name: str | Message
    told: tuple[object, ...]
    where: str | None
    page: str
    asked: Mapping[str, str]
    names: tuple[str | None, ...]
    about: tuple[str | None, ...]
    numbers: tuple[str | None, ...] = ()
    day: date | None = None


def read_registers(book: Casebook, people: Mapping[int, Person]) -> Iterator[Registered]:
    """Yield what the casebook's actor may find of the registers.

    Parameters
    ----------
    people
        Whom she may find, by id.
    """
    yield from map(_resource, book.all(Resource))
    yield from map(_meeting, book.all(CouncilMeeting))
    yield from map(_training, book.all(TrainingEvent))
    yield from map(_issue, book.all(RegionalIssue))
    yield from map(_visit, book.all(CorporationVisit))
    yield from _sheets(book, people)


def _resource(one: Resource) -> Registered:
    return Registered(
        *_of(one),
        name=one.name,
        told=tuple(Message(f"resource_need.{need}") for need, served in one.serves.items() if served),
        where=one.ward or one.city,
        page="resources",
        asked={"resource": str(one.id)},
        names=(one.name,),
        about=(*_both("audit.entity.resource"), one.city, one.ward, one.town),
        numbers=(one.contact,),
    )


def _meeting(one: CouncilMeeting) -> Registered:
    kind = f"meeting_kind.{one.kind}"
    return Registered(
        *_of(one),
        name=one.name or Message(kind),
        told=(*((Message(kind),) if one.name else ()), *_in_city(one.ward), one.held_on),
        where=one.ward,
        page="meetings",
        asked={"meeting": str(one.id)},
        names=(one.name, *_both(kind)),
        about=(*_both("audit.entity.council_meeting"), one.ward or say(CITY, "ja"), one.place),
        day=one.held_on,
    )


def _training(one: TrainingEvent) -> Registered:
    kind = f"event_kind.{one.kind}"
    return Registered(
        *_of(one),
        name=one.title,
        told=(Message(kind), *_in_city(one.ward), one.held_on),
        where=one.ward,
        page="meetings",
        asked={"view": "events", "event": str(one.id)},
        names=(one.title, one.lecturers),
        about=(*_both("audit.entity.training_event"), *_both(kind), one.ward or say(CITY, "ja"), one.place),
        day=one.held_on,
    )


def _issue(one: RegionalIssue) -> Registered:
    theme = f"issue_theme.{one.theme}"
    return Registered(
        *_of(one),
        name=one.title,
        told=(Message(theme), *_in_city(one.ward), one.raised_on),
        where=one.ward,
        page="meetings",
        asked={"view": "issues", "issue": str(one.id)},
        names=(one.title,),
        about=(*_both("audit.entity.regional_issue"), *_both(theme), one.ward or say(CITY, "ja")),
        day=one.raised_on,
    )


def _visit(one: CorporationVisit) -> Registered:
    return Registered(
        *_of(one),
        name=one.corporation,
        told=(one.visited_on,),
        where=None,
        page="capacity",
        asked={"view": "visits", "year": str(fiscal_year(one.visited_on)), "visit": str(one.id)},
        names=(one.corporation,),
        about=_both("audit.entity.corporation_visit"),
        day=one.visited_on,
    )


def _sheets(book: Casebook, people: Mapping[int, Person]) -> Iterator[Registered]:
    """Yield the version that holds of each sheet; what is written in it is not opened."""
    last: dict[tuple[int, str], tuple[int, int, datetime]] = {}
    for key, person, kind, version, made_at in book.values(
        PersonSheet, ("id", "person_id", "kind", "version", "made_at"), withdrawn_at=None
    ):
        last[person, kind] = max(last.get((person, kind), (0, 0, made_at)), (version, key, made_at))
    for (person_id, kind), (version, key, made_at) in last.items():
        if (person := people.get(person_id)) is None:
            continue
        sheet, day = Message(f"person_sheet_kind.{kind}"), made_at.astimezone(TOKYO).date()
        yield Registered(
            table_of(PersonSheet).name,
            key,
            name=person.code_name,
            told=(sheet, Message("person_sheets.one", {"version": version}), day),
            where=person.ward or person.city,
            page="person",
            asked={"id": str(person_id), "view": "sheets", "sheet": kind},
            names=_both(sheet.code),
            about=(person.code_name, person.real_name, person.kana),
            day=day,
        )


def _of(record: Record) -> tuple[str, int]:
    return table_of(type(record)).name, require(record.id)


def _in_city(ward: str | None) -> tuple[Message, ...]:
    """Return whose a record is that is no ward's."""
    return () if ward else (CITY,)


@cache
def _both(code: str) -> tuple[str, ...]:
    """Return what the catalogue says, in both languages: somebody may type either."""
    return tuple(say(code, language) for language in LANGUAGES)
