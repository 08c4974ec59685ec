"""The five looks: nights and holidays, refused sign-ins, much at once, one person, one user's days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, NamedTuple, TypeVar

from casebook.book import Casebook
from casebook.records import AccessLog, Audit
from casebook.records.base import require
from desk.inspection.lines import Line, of_access, of_change
from desk.period import public_holidays, year_ends
from words.zone import TOKYO

EVENING, MORNING = time(22), time(6)
"""Between these it is night: a base is telephoned at any hour, but few look records up then."""
MANY = {"person_read": 30, "search": 30, "export": 5, "print": 20}
"""From so many a day on, of one user, it is told as much."""
MANY_ROWS = 200
"""From so many rows taken along in a day on, it is told as much."""
REFUSED = ("sign_in_refused", "locked_out", "link_refused", "calendar_refused")


@dataclass(frozen=True)
class Mass:
    """What somebody did much of on a day: people whose records were opened, searches, files, prints, rows taken along."""

    day: date
    who: str
    people: int
    searches: int
    exports: int
    prints: int
    rows: int


T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Looked(Generic[T_co]):
    """How much there is, and the newest of it, the newest first."""

    count: int
    shown: Sequence[T_co]


def inspect(
    book: Casebook,
    look: str,
    first: date,
    last: date,
    *,
    person: int | None = None,
    who: str | None = None,
    most: int | None = None,
) -> Looked[Line] | Looked[Mass]:
    """Return what an inspector asks for.

    Parameters
    ----------
    look
        One of `LOOKS`.
    first, last
        Days, both included.
    person
        Whose record it is about, for the look at one person.
    who
        Whose doing it is, for the look at one user.
    most
        How many lines are shown at most; None for all.
    """
    return LOOKS[look](book, first, last, _About(person, who, most))


class _About(NamedTuple):
    person: int | None
    who: str | None
    most: int | None


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return (
        datetime.combine(first, time(), tzinfo=TOKYO),
        datetime.combine(last + timedelta(days=1), time(), tzinfo=TOKYO),
    )


def _newest(
    book: Casebook,
    first: date,
    last: date,
    most: int | None,
    wanted: Callable[[datetime], bool] = lambda _: True,
    logs: Sequence[type[Audit] | type[AccessLog]] = (AccessLog, Audit),
    **equal: object,
) -> Looked[Line]:
    """Return what both logs hold, without reading more of it than is shown: an import alone can be 100,000 changes."""
    count, heads = 0, list[tuple[datetime, int, int]]()
    for number, log in enumerate(logs):
        moments = {at: many for at, many in book.moments(log, *_span(first, last), **equal).items() if wanted(at)}
        count += sum(moments.values())
        if moments:
            heads += [(*head, number) for head in book.newest(log, moments, most, **equal)]
    newest = sorted(heads, reverse=True)[:most]
    opened: dict[tuple[int, int], Line] = {}
    for number, log in enumerate(logs):
        keys = frozenset(key for _, key, its in newest if its == number)
        for entry in book.all(log, id=keys) if keys else ():
            opened[require(entry.id), number] = of_access(entry) if isinstance(entry, AccessLog) else of_change(entry)
    return Looked(count, [opened[key, number] for _, key, number in newest])


def out_of_hours(at: datetime, holidays: Iterable[date]) -> bool:
    """Tell whether it was night, Saturday, Sunday or a holiday."""
    here = at.astimezone(TOKYO)
    night = not MORNING <= here.time() < EVENING
    return night or here.weekday() >= 5 or here.date() in holidays


def _out_of_hours(book: Casebook, first: date, last: date, about: _About) -> Looked[Line]:
    free = {*public_holidays(first, last), *year_ends(first, last)}
    return _newest(book, first, last, about.most, lambda at: out_of_hours(at, free))


def _refused(book: Casebook, first: date, last: date, about: _About) -> Looked[Line]:
    return _newest(book, first, last, about.most, logs=(AccessLog,), kind=frozenset(REFUSED))


def _mass(book: Casebook, first: date, last: date, about: _About) -> Looked[Mass]:
    counts: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
    people: dict[tuple[date, str], set[int | None]] = defaultdict(set)
    span = _span(first, last)
    for at, who, kind, key in book.values(AccessLog, ("at", "who", "kind", "entity_id"), *span, kind=frozenset(MANY)):
        counts[at.date(), who][kind] += 1
        if kind == "person_read":
            people[at.date(), who].add(key)
    taken = frozenset(("export", "print"))
    for at, who, detail in book.values(AccessLog, ("at", "who", "detail"), *span, kind=taken):
        counts[at.date(), who]["rows"] += int((detail or {}).get("rows", 0))
    found = [
        Mass(*key, len(people[key]), count["search"], count["export"], count["print"], count["rows"])
        for key, count in counts.items()
    ]
    much = sorted((one for one in found if _much(one)), key=lambda one: (one.day, one.rows, one.people), reverse=True)
    return Looked(len(much), much[: about.most])


def _much(one: Mass) -> bool:
    done = {"person_read": one.people, "search": one.searches, "export": one.exports, "print": one.prints}
    return one.rows >= MANY_ROWS or any(done[kind] >= many for kind, many in MANY.items())


def _person(book: Casebook, first: date, last: date, about: _About) -> Looked[Line]:
    if about.person is None:
        return Looked(0, [])
    return _newest(book, first, last, about.most, entity="person", entity_id=about.person)


def _day(book: Casebook, first: date, last: date, about: _About) -> Looked[Line]:
    return Looked(0, []) if about.who is None else _newest(book, first, last, about.most, who=about.who)


def of_record(book: Casebook, first: date, last: date, entity: str, key: int, most: int | None = None) -> Looked[Line]:
    """Return all that was done to one record, and who looked at it."""
    return _newest(book, first, last, most, entity=entity, entity_id=key)


Look = Callable[[Casebook, date, date, _About], Looked[Line] | Looked[Mass]]
LOOKS: dict[str, Look] = {
    "hours": _out_of_hours,
    "refused": _refused,
    "mass": _mass,
    "person": _person,
    "user": _day,
}
"""By code, in the order in which they are offered."""
