"""The five looks: nights and holidays, refused sign-ins, much at once, one person, one user's days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casebook.book import Casebook
from casebook.records import AccessLog, Audit
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


def inspect(
    book: Casebook, look: str, first: date, last: date, *, person: int | None = None, who: str | None = None
) -> list[Line] | list[Mass]:
    """Return what an inspector asks for, the newest first.

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
    """
    return LOOKS[look](book, first, last, person, who)


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return (
        datetime.combine(first, time(), tzinfo=TOKYO),
        datetime.combine(last + timedelta(days=1), time(), tzinfo=TOKYO),
    )


def _all(book: Casebook, first: date, last: date, **equal: object) -> list[Line]:
    """Return everything from both logs, the newest first."""
    span = _span(first, last)
    looked = [of_access(one) for one in book.logged(AccessLog, *span, **equal)]
    changed = [of_change(one) for one in book.logged(Audit, *span, **equal)]
    return sorted([*looked, *changed], key=lambda line: (line.at, line.entry.id or 0), reverse=True)


def out_of_hours(at: datetime, holidays: Iterable[date]) -> bool:
    """Tell whether it was night, Saturday, Sunday or a holiday."""
    here = at.astimezone(TOKYO)
    night = not MORNING <= here.time() < EVENING
    return night or here.weekday() >= 5 or here.date() in holidays


def _out_of_hours(book: Casebook, first: date, last: date, _person: int | None, _who: str | None) -> list[Line]:
    free = {*public_holidays(first, last), *year_ends(first, last)}
    return [line for line in _all(book, first, last) if out_of_hours(line.at, free)]


def _refused(book: Casebook, first: date, last: date, _person: int | None, _who: str | None) -> list[Line]:
    span = _span(first, last)
    found = [of_access(one) for kind in REFUSED for one in book.logged(AccessLog, *span, kind=kind)]
    return sorted(found, key=lambda line: (line.at, line.entry.id or 0), reverse=True)


def _mass(book: Casebook, first: date, last: date, _person: int | None, _who: str | None) -> list[Mass]:
    counts: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
    people: dict[tuple[date, str], set[int | None]] = defaultdict(set)
    for entry in book.logged(AccessLog, *_span(first, last)):
        key = entry.at.astimezone(TOKYO).date(), entry.who
        counts[key][entry.kind] += 1
        if entry.kind == "person_read":
            people[key].add(entry.entity_id)
        if entry.kind in ("export", "print"):
            counts[key]["rows"] += int((entry.detail or {}).get("rows", 0))
    found = [
        Mass(*key, len(people[key]), count["search"], count["export"], count["print"], count["rows"])
        for key, count in counts.items()
    ]
    return sorted((one for one in found if _much(one)), key=lambda one: (one.day, one.rows, one.people), reverse=True)


def _much(one: Mass) -> bool:
    done = {"person_read": one.people, "search": one.searches, "export": one.exports, "print": one.prints}
    return one.rows >= MANY_ROWS or any(done[kind] >= many for kind, many in MANY.items())


def _person(book: Casebook, first: date, last: date, person: int | None, _who: str | None) -> list[Line]:
    return [] if person is None else _all(book, first, last, entity="person", entity_id=person)


def _day(book: Casebook, first: date, last: date, _person: int | None, who: str | None) -> list[Line]:
    return [] if who is None else _all(book, first, last, who=who)


def of_record(book: Casebook, first: date, last: date, entity: str, key: int) -> list[Line]:
    """Return all that was done to one record, and who looked at it, the newest first."""
    return _all(book, first, last, entity=entity, entity_id=key)


Look = Callable[[Casebook, date, date, int | None, str | None], list[Line] | list[Mass]]
LOOKS: dict[str, Look] = {
    "hours": _out_of_hours,
    "refused": _refused,
    "mass": _mass,
    "person": _person,
    "user": _day,
}
"""By code, in the order in which they are offered."""
