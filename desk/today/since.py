"""What happened since somebody was last at the desk, and what was left for her to read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from casebook.book import Casebook
from casebook.records import Consultation, Enquiry, ReadMark, Record, ShiftNote, Stay
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import InvalidInputError, fault
from words.zone import TOKYO

R = TypeVar("R", bound=Record)
AT_ONCE = 900
"""How many rows a query names; see `casebook.writer.ROWS_AT_ONCE`."""
UNREAD = timedelta(days=1)
"""So far back is looked for whoever has never said how far she has read."""
NOTES_KEPT = timedelta(days=90)
"""So long is a note kept."""
WRITTEN_LATER = timedelta(days=30)
"""A call of so many days before may have been written down since."""


@dataclass(frozen=True)
class Since:
    """What happened since a moment, the newest first.

    Attributes
    ----------
    calls
        Emergency consultations that were written since.
    refusals
        Telephone calls to facilities that said no.
    ends
        Emergency stays that ended.
    """

    at: datetime
    calls: tuple[Consultation, ...]
    refusals: tuple[Enquiry, ...]
    ends: tuple[Stay, ...]
    notes: tuple[ShiftNote, ...]

    @property
    def admissions(self) -> tuple[Consultation, ...]:
        """The calls that ended in an admission."""
        return tuple(one for one in self.calls if one.result == "admitted")


@dataclass(frozen=True)
class Happened:
    """All that may have been written since a day began, each with the moment in which it last was."""

    calls: tuple[tuple[datetime, Consultation], ...]
    refusals: tuple[tuple[datetime, Enquiry], ...]
    ends: tuple[tuple[datetime, Stay], ...]


def happened_since(book: Casebook, day: date) -> Happened:
    """Return what may have been written since a day began; `since_last` takes from it what is newer than its moment."""
    first = datetime.combine(day, time(), tzinfo=TOKYO)
    received = first - WRITTEN_LATER
    return Happened(
        _written(book, Consultation, (one for one in book.all(Consultation) if one.received_at >= received), first),
        _written(
            book, Enquiry, (one for one in book.all(Enquiry) if one.answer == "declined" and one.at >= received), first
        ),
        _written(
            book,
            Stay,
            (one for one in book.all(Stay) if one.kind == "emergency" and one.end_on is not None and one.end_on >= day),
            first,
        ),
    )


def since_last(book: Casebook, now: datetime, happened: Callable[[date], Happened] | None = None) -> Since:
    """Return what happened since the actor last said that she has read it all.

    Parameters
    ----------
    happened
        Gives `happened_since` for a day, where it is kept.
    """
    mark = next((one for one in book.all(ReadMark) if one.who == book.actor.name), None)
    at = mark.at if mark is not None else now - UNREAD
    day = at.astimezone(TOKYO).date()
    found = happened(day) if happened is not None else happened_since(book, day)
    calls = [one for written, one in found.calls if written >= at and one.received_at >= at - WRITTEN_LATER]
    refusals = [one for written, one in found.refusals if written >= at and one.at >= at - WRITTEN_LATER]
    ends = [one for written, one in found.ends if written >= at]
    return Since(
        at,
        tuple(sorted(calls, key=lambda one: (one.received_at, require(one.id)), reverse=True)),
        tuple(sorted(refusals, key=lambda one: one.at, reverse=True)),
        tuple(sorted(ends, key=lambda one: (one.end_on, require(one.id)), reverse=True)),
        tuple(sorted((one for one in book.all(ShiftNote) if one.at >= at), key=lambda one: one.at, reverse=True)),
    )


def _written(book: Casebook, kind: type[R], rows: Iterable[R], since: datetime) -> tuple[tuple[datetime, R], ...]:
    """Return the rows that were written, or changed, from a moment on, and when."""
    some = {require(one.id): one for one in rows}
    keys = list(some)
    when = {
        key: moment
        for first in range(0, len(keys), AT_ONCE)
        for key, moment in book.written_at(kind, keys[first : first + AT_ONCE]).items()
    }
    return tuple((when[key], one) for key, one in some.items() if key in when and when[key] >= since)


def mark_read(book: Casebook, at: datetime) -> None:
    """Say that the actor has read all that happened until a moment."""
    name = book.actor.name
    own = [(ReadMark, name), *((ReadMark, one.id) for one in book.all(ReadMark, who=name))]
    with book.writing("read mark", about=own) as writer:
        known = next(iter(writer.all(ReadMark, who=name)), None)
        mark = ReadMark(id=known.id if known else None, who=name, at=at)
        if known is None:
            writer.add(mark)
        else:
            writer.change(mark)


def leave_note(book: Casebook, text: str, at: datetime) -> int:
    """Write what the next shift is to know; return its id. Notes that are long read go: they are nobody's file.

    Raises
    ------
    InvalidInputError
        If there is no text, or one that cannot be kept.
    """
    note = ShiftNote(at=at, who=book.actor.name, note=text.strip())
    if faults := out_of_bounds(note) if note.note else [fault("note", "input.required")]:
        raise InvalidInputError(faults)
    old = [one for one in book.all(ShiftNote) if one.at < at - NOTES_KEPT]
    with book.writing("shift note", about=[(ShiftNote, one.id) for one in old]) as writer:
        for one in writer.all(ShiftNote):
            if one in old:
                writer.remove(ShiftNote, require(one.id))
        return writer.add(note)
