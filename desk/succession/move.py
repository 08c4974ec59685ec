"""What coordinators entered of an office, and its past use, moves to the office that follows it; and back."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from casebook.book import Casebook, Writer
from casebook.mapping import KINDS, from_row, table_of, to_row
from casebook.records import Audit, Facility, FacilityCondition, Record, Scenario
from casebook.records.base import require
from desk.city import POINT, PUBLISHED_SOURCES, corrected
from desk.errors import DeskError
from desk.plan import Edits
from geodata.address import normalise
from geodata.text import signs_alike
from words.zone import TOKYO

# Corrections that hold wherever the office is, and those that hold as long as it stays where it was.
_OF_THE_OFFICE = frozenset(
    {
        *("phone", "fax", "url", "capacity", "closed_days", "notes"),
        *("hours_weekday", "hours_saturday", "hours_sunday", "hours_holiday"),
    }
)
_OF_THE_SITE = frozenset({"prefecture", "city", "ward", "address"}) | POINT
MOVED_METRES = 1000
_METRES_A_DEGREE = 111_000
_VACANCY = ("vacancy", "vacancy_on", "vacancy_until")


@dataclass(frozen=True)
class Moved:
    """How many records of each kind moved, and how many stay because the successor has its own."""

    moved: Mapping[str, int]
    kept: Mapping[str, int]


def move(book: Casebook, old: int, new: int) -> Moved:
    """Let an office follow another: conditions, free beds, visits, rooms, corrections, past use, proposals, rules.

    All in one transaction. The office that is gone is marked as closed. What the successor has of its own stays; what
    nobody knows of it is filled in.

    Raises
    ------
    DeskError
        If both are one office, or the old one is in the newest edition.
    NotFoundError
        If one of them is not in the casebook.
    """
    if old == new:
        raise DeskError("succession.same")
    with book.writing(_what(old, new)) as writer:
        gone, follower = writer.one(Facility, old), writer.one(Facility, new)
        if gone.source in PUBLISHED_SOURCES and gone.missing_since is None and gone.status == "open":
            raise DeskError("succession.still_listed", name=gone.name)
        moved, kept = Counter[str](), Counter[str]()
        _move_condition(writer, old, new, moved)
        for kind, column in _references():
            for record in writer.all(kind, **{column: old}):
                follows = replace(record, **{column: new})
                name = table_of(kind).name
                if _collides(writer, follows, column):
                    kept[name] += 1
                else:
                    writer.change(follows)
                    moved[name] += 1
        for scenario in writer.all(Scenario):
            moved["scenario"] += writer.change(replace(scenario, edits=_renamed(scenario.edits, old, new)))
        writer.change(_follower(gone, follower))
        writer.change(replace(gone, status="closed", is_base=False, emergency_rooms=None))
    return Moved({name: count for name, count in moved.items() if count}, dict(kept))


def undo(book: Casebook, old: int, new: int) -> None:
    """Take the last move from an office to another back.

    Raises
    ------
    DeskError
        If nothing was moved between them.
    ChangedMeanwhileError
        If what moved is no longer as the move left it, or was taken back already.
    """
    what = _what(old, new)
    entries = {require(entry.id): entry for entry in book.all(Audit, what=what)}
    if not entries:
        raise DeskError("succession.nothing_to_undo")
    with book.writing(f"undo {what}") as writer:
        key = max(entries)
        while key in entries:  # the rows of one transaction follow each other
            writer.undo(entries[key])
            key -= 1


def let_go(book: Casebook, old: int) -> None:
    """Settle that what was entered stays with an office that is gone: it is marked as closed.

    Raises
    ------
    NotFoundError
        If it is not in the casebook.
    """
    with book.writing("close facility") as writer:
        writer.change(replace(writer.one(Facility, old), status="closed"))


def confirmed_before_move(book: Casebook, facility: Facility, condition: FacilityCondition) -> date | None:
    """Return the day on which an edition moved an office to another address, if its conditions were confirmed before.

    Known to those who may see the audit.
    """
    if condition.confirmed_on is None or facility.id is None:
        return None
    days = [
        entry.at.astimezone(TOKYO).date()
        for entry in book.all(Audit, entity="facility", entity_id=facility.id, action="update")
        if entry.what.startswith("import ") and has_moved(entry.before or {}, entry.after or {})
    ]
    return days[-1] if days and days[-1] >= condition.confirmed_on else None


def has_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether an office stands at another address than before, or at a point too far off to be a better one."""
    places = [
        tuple(signs_alike(normalise(row.get(name) or "")) for name in ("city", "ward", "address"))
        for row in (before, after)
    ]
    points = [(row.get("lat"), row.get("lon"), row.get("located_at")) for row in (before, after)]
    exact = all(lat is not None and level == "office" for lat, _, level in points)
    return places[0] != places[1] or (exact and _metres(points[0], points[1]) > MOVED_METRES)


def _metres(point: tuple[Any, ...], other: tuple[Any, ...]) -> float:
    north = (point[0] - other[0]) * _METRES_A_DEGREE
    east = (point[1] - other[1]) * _METRES_A_DEGREE * math.cos(math.radians(point[0]))
    return math.hypot(north, east)


def _what(old: int, new: int) -> str:
    return f"succeed facility {old} by {new}"


def _references() -> Iterator[tuple[type[Record], str]]:
    """Return the columns that refer to a facility, whatever the kind of record; conditions are laid together."""
    for kind in KINDS:
        for column in table_of(kind).columns:
            refers = any(key.column.table.name == "facility" for key in column.foreign_keys)
            if refers and kind is not FacilityCondition:
                yield kind, column.name


def _collides(writer: Writer, record: Record, column: str) -> bool:
    """Tell whether there is another record that a rule of the database takes for the same."""
    table, row = table_of(type(record)), to_row(record)
    unique = [rule for rule in table.constraints if isinstance(rule, sa.UniqueConstraint) and column in rule.columns]
    keys = ({one.name: row[one.name] for one in rule.columns} for rule in unique)
    return any(None not in key.values() and writer.all(type(record), **key) for key in keys)


def _move_condition(writer: Writer, old: int, new: int, moved: Counter[str]) -> None:
    known = writer.all(FacilityCondition, facility_id=old)
    if not known:
        return
    moved["facility_condition"] += 1
    own = writer.all(FacilityCondition, facility_id=new)
    if not own:
        writer.change(replace(known[0], facility_id=new))
        return
    writer.change(_together(own[0], known[0]))
    writer.remove(FacilityCondition, require(known[0].id))


def _together(own: FacilityCondition, known: FacilityCondition) -> FacilityCondition:
    """Fill what is not known of the successor; what comes of both was confirmed when the older of them was."""
    row, other = to_row(own), to_row(known)
    blank = {name for name, value in row.items() if value is None and other[name] is not None}
    blank -= {*_VACANCY, "confirmed_on"} if own.vacancy is not None else {"confirmed_on"}
    filled = {**row, **{name: other[name] for name in blank}}
    confirmed = [one.confirmed_on for one in (own, known) if one.confirmed_on]
    if blank and confirmed:
        filled["confirmed_on"] = min(confirmed)
    if "private" in (own.sharing, known.sharing):
        filled["sharing"] = "private"
    return from_row(FacilityCondition, filled)


def _follower(gone: Facility, follower: Facility) -> Facility:
    """Return the successor with the rooms of the base, and the corrections that hold for it."""
    places = [
        tuple(signs_alike(normalise(getattr(one, name) or "")) for name in ("city", "address"))
        for one in (gone, follower)
    ]
    holds = _OF_THE_OFFICE | (_OF_THE_SITE if places[0] == places[1] else frozenset())
    moving = (corrected(gone) & holds) - corrected(follower)
    return replace(
        follower,
        **{name: getattr(gone, name) for name in moving},
        corrected_fields=" ".join(sorted(corrected(follower) | moving)),
        is_base=follower.is_base or gone.is_base,
        emergency_rooms=gone.emergency_rooms if follower.emergency_rooms is None else follower.emergency_rooms,
    )


def _renamed(edits: Mapping[str, Any], old: int, new: int) -> Mapping[str, Any]:
    """Return a scenario's edits of the successor in place of the office that is gone."""
    read = Edits.from_json(edits)

    def follows(key: int) -> int:
        return new if key == old else key

    renamed = replace(
        read,
        locks=frozenset((person, follows(key)) for person, key in read.locks),
        forbids=frozenset((person, follows(key)) for person, key in read.forbids),
        places={**{follows(key): places for key, places in read.places.items()}, **_own(read.places, new)},
        closed=frozenset(follows(key) for key in read.closed),
        confirmed={(follows(key), code): answer for (key, code), answer in read.confirmed.items()},
    )
    return edits if renamed == read else renamed.to_json()


def _own(places: Mapping[int, int], new: int) -> dict[int, int]:
    return {new: places[new]} if new in places else {}
