"""The links that facilities are given: a secret of 256 random bits each, of which the casebook knows the SHA-256."""

import hmac
import re
import secrets
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from casebook.book import Casebook, Writer
from casebook.errors import NotFoundError
from casebook.records import Facility, FacilityLink
from desk.errors import DeskError

USUAL_DAYS, LONGEST_DAYS = 90, 366
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""32 bytes as base64url."""


def add_link(book: Casebook, facility_id: int, today: date, days: int = USUAL_DAYS) -> tuple[FacilityLink, str]:
    """Make a link for a facility; return it and its secret, which nothing can tell again.

    Parameters
    ----------
    days
        For how many days from today it opens the form.

    Raises
    ------
    DeskError
        If it is to hold for no day, or for too long.
    NotFoundError
        If there is no such facility.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise DeskError("answers.days", most=LONGEST_DAYS)
    token = secrets.token_urlsafe(32)
    with book.writing("add link") as writer:
        writer.one(Facility, facility_id)
        link = FacilityLink(
            facility_id=facility_id,
            token_hash=_hash(token),
            made_at=writer.now,
            made_by=writer.actor.name,
            expires_on=today + timedelta(days=days),
        )
        made = replace(link, id=writer.add(link))
        _note(writer, "link_issued", made)
        return made, token


def links(book: Casebook) -> list[FacilityLink]:
    """Return all links, the newest first."""
    return book.all(FacilityLink)[::-1]


def revoke_link(book: Casebook, link_id: int) -> None:
    """Let a link open nothing any more, from now on; one that was revoked stays so.

    Raises
    ------
    NotFoundError
        If there is no such link.
    """
    with book.writing("revoke link") as writer:
        link = writer.one(FacilityLink, link_id)
        if link.revoked_at is None:
            writer.change(replace(link, revoked_at=writer.now, revoked_by=writer.actor.name))
            _note(writer, "link_revoked", link)


def open_link(book: Casebook, token: str, today: date) -> FacilityLink | None:
    """Return the link of a secret; None of one that is unknown, has expired, was revoked, or whose facility closed.

    Looked up by its hash, which whoever guesses cannot steer: how long that takes tells nothing of the secret.
    """
    if not _TOKEN.fullmatch(token):
        return None
    wanted = _hash(token)
    for link in book.all(FacilityLink, token_hash=wanted):
        if hmac.compare_digest(link.token_hash, wanted) and link.holds_on(today) and _is_open(book, link):
            return link
    return None


def _note(writer: Writer, kind: str, link: FacilityLink) -> None:
    writer.note(kind, entity="facility", entity_id=link.facility_id, detail={"link": link.id})


def _is_open(book: Casebook, link: FacilityLink) -> bool:
    try:
        return book.of_facility(link.facility_id).one(Facility, link.facility_id).status == "open"
    except NotFoundError:
        return False


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
