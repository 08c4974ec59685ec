"""Who sees a file otherwise than by role and consent: on a ground of the law, by name, or behind broken glass."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from casebook.book import Casebook
from casebook.records import BrokenGlass, NamedReader, SharingGround
from casebook.records.base import require
from desk.errors import DeskError
from words.zone import TOKYO

MORNING = 9
"""The hour at which what was opened in the evening closes."""


def share_on_ground(book: Casebook, ground: SharingGround) -> int:
    """Share a file without consent, on a ground of the law that is recorded with it; return its id.

    Raises
    ------
    DeskError
        If it is not said with whom, or why.
    """
    if not ground.shared_with.strip() or not ground.reason.strip():
        raise DeskError("sharing.incomplete")
    with book.writing("share on a ground") as writer:
        return writer.add(ground)


def end_sharing(book: Casebook, key: int, today: date) -> None:
    """Share no more on a ground, from today on; one of today goes, what it was stays in the audit."""
    with book.writing("end sharing") as writer:
        ground = writer.one(SharingGround, key)
        if ground.decided_on < today:
            writer.change(replace(ground, until=today - timedelta(days=1)))
        else:
            writer.remove(SharingGround, key)


def name_readers(book: Casebook, person_id: int, names: Collection[str], now: datetime) -> None:
    """Restrict a file to named people, or, with nobody named, to nobody any more.

    Raises
    ------
    NotAllowedError
        If one alone is named, or the file is not the actor's to see.
    """
    wanted = {name.strip() for name in names} - {""}
    with book.writing("restrict") as writer:
        known = {one.name: require(one.id) for one in writer.all(NamedReader, person_id=person_id)}
        for name in sorted(wanted - set(known)):
            writer.add(NamedReader(person_id=person_id, name=name, named_by=book.actor.name, named_at=now))
        for name in sorted(set(known) - wanted):
            writer.remove(NamedReader, known[name])
        writer.note("restricted", entity="person", entity_id=person_id, detail={"named": len(wanted)})


def next_morning(now: datetime) -> datetime:
    """Return when what is opened now closes: at nine of the next morning."""
    local = now.astimezone(TOKYO)
    today = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return today if local < today else today + timedelta(days=1)


def break_glass(book: Casebook, named: str, reason: str, now: datetime) -> list[int]:
    """Open, until the next morning, the file of somebody who is named to the letter; return whose.

    Raises
    ------
    DeskError
        If no reason is given, or nobody is named so; that somebody tried is noted all the same.
    """
    if not named.strip() or not reason.strip():
        raise DeskError("glass.incomplete")
    with book.writing("break the glass") as writer:
        found = writer.behind_glass(named.strip())
        for key in found:
            glass = BrokenGlass(
                person_id=key, who=book.actor.name, at=now, until=next_morning(now), reason=reason.strip()
            )
            writer.add(glass)
            writer.note("glass_broken", entity="person", entity_id=key)
    if not found:
        book.note("glass_broken", detail={"found": 0})
        raise DeskError("glass.nobody")
    return found


def to_review(book: Casebook) -> list[BrokenGlass]:
    """Return what others opened and nobody has looked at yet, the oldest first."""
    return [one for one in book.all(BrokenGlass) if one.reviewed_at is None and one.who != book.actor.name]


def review_glass(book: Casebook, key: int, note: str, now: datetime) -> None:
    """Sign that one looked at what another opened.

    Raises
    ------
    DeskError
        If nothing is said about it.
    NotAllowedError
        If one opened it oneself, or it is signed already.
    """
    if not note.strip():
        raise DeskError("glass.no_note")
    with book.writing("review broken glass") as writer:
        glass = writer.one(BrokenGlass, key)
        writer.change(replace(glass, reviewed_at=now, reviewed_by=book.actor.name, review=note.strip()))
        writer.note("glass_reviewed", entity="person", entity_id=glass.person_id)
