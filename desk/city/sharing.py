"""Who sees a file otherwise than by role and consent: on a ground of the law, or behind broken glass."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from casebook.book import Casebook
from casebook.records import BrokenGlass, SharingGround
from desk.errors import DeskError
from words.zone import TOKYO


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


def closes_at(now: datetime, ends: time) -> datetime:
    """Return when what is opened now closes: when it is ``ends`` for the next time in Tokyo."""
    local = now.astimezone(TOKYO)
    today = datetime.combine(local.date(), ends, TOKYO)
    return today if local < today else today + timedelta(days=1)


def break_glass(book: Casebook, named: str, reason: str, now: datetime, ends: time) -> list[int]:
    """Open the file of somebody who is named to the letter; return whose.

    Parameters
    ----------
    ends
        At which time of the day it closes again.

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
                person_id=key, who=book.actor.name, at=now, until=closes_at(now, ends), reason=reason.strip()
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
