"""Keeping what is typed, seeing what is open, taking it over, ending it. One person types a draft at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebook.book import Casebook, Writer
from casebook.records import Draft, Person, Record
from casebook.records.base import require
from casebook.texts import refusal
from desk.errors import DeskError, Fault, InvalidInputError, fault

One = tuple[type[Record], int | str | None]


class MovedOnError(DeskError):
    """Somebody else, or she herself elsewhere, went on with a draft, or ended it; nothing was written."""


def new_draft(
    book: Casebook, kind: str, opened_at: datetime, *, person_id: int | None = None, subject: int | None = None
) -> Draft:
    """Return a draft of somebody at work, not kept yet."""
    return Draft(
        kind=kind,
        typed_by=book.actor.name,
        opened_at=opened_at,
        changed_at=opened_at,
        person_id=person_id,
        subject=subject,
    )


def keep(book: Casebook, read: Draft, content: Mapping[str, Any], person_id: int | None) -> Draft:
    """Keep what was typed, as the version after the one that was read; return it.

    Parameters
    ----------
    read
        As it was kept last; one without an id is new.
    content
        As `packed` makes it.

    Raises
    ------
    MovedOnError
        If it is not as it was read any more.
    """
    typed = replace(read, content=content, person_id=person_id)
    with book.writing("keep draft", about=[*_about(read), (Person, person_id)]) as writer:
        if read.id is None:
            kept = replace(typed, changed_at=writer.now)
            return replace(kept, id=writer.add(kept))
        return _next(writer, read, typed)


def open_drafts(book: Casebook, kind: str, **equal: object) -> list[Draft]:
    """Return the drafts of a kind that the actor may see, the oldest first."""
    return sorted(book.all(Draft, kind=kind, **equal), key=lambda one: (one.opened_at, require(one.id)))


def own_drafts(book: Casebook) -> list[Draft]:
    """Return what the actor typed and has neither recorded nor thrown away, what she typed last first."""
    return sorted(book.all(Draft, typed_by=book.actor.name), key=lambda one: (one.changed_at, one.id), reverse=True)


def take_over(book: Casebook, read: Draft) -> Draft:
    """Go on with what another was typing; from then on that one writes no more into it.

    Raises
    ------
    MovedOnError
        If it is not as it was read any more.
    """
    with book.writing("take over draft", about=_about(read)) as writer:
        return _next(writer, read, replace(read, typed_by=writer.actor.name))


def close(book: Casebook, read: Draft, reason: str) -> None:
    """End a draft without recording it; why stands in the audit, with what was typed.

    Raises
    ------
    InvalidInputError
        If no reason is given, or one that cannot be kept.
    MovedOnError
        If it is not as it was read any more.
    """
    if not reason.strip():
        raise InvalidInputError([fault("closed_because", "input.required")])
    if why := refusal("closed_because", reason):
        raise InvalidInputError([Fault("closed_because", why)])
    with book.writing("close draft", about=_about(read)) as writer:
        _next(writer, read, replace(read, closed_because=reason.strip()))
        writer.remove(Draft, require(read.id))


def drop(book: Casebook, read: Draft) -> None:
    """Let a draft go whose form was saved, or thrown away by whoever typed it.

    Raises
    ------
    MovedOnError
        If it is not as it was read any more.
    """
    with book.writing("drop draft", about=_about(read)) as writer:
        finish(writer, read)


def finish(writer: Writer, read: Draft) -> None:
    """Let a draft go in the transaction that records what it says.

    Raises
    ------
    MovedOnError
        If it is not as it was read any more: somebody went on with it, or recorded it.
    """
    _present(writer, read)
    writer.remove(Draft, require(read.id))


def _about(read: Draft) -> Iterator[One]:
    yield Draft, read.id
    yield Person, read.person_id


def _present(writer: Writer, read: Draft) -> Draft:
    found = writer.all(Draft, id=read.id)
    if not found:
        raise MovedOnError("draft.gone")
    if found[0].version != read.version:
        raise MovedOnError("draft.moved_on", who=found[0].typed_by, at=found[0].changed_at)
    return found[0]


def _next(writer: Writer, read: Draft, typed: Draft) -> Draft:
    present = _present(writer, read)
    kept = replace(typed, version=present.version + 1, changed_at=writer.now)
    writer.change(kept)
    return kept
