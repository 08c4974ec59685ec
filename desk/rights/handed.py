"""What was shown or handed to whom, when, and on what ground: looks, lists, files, and what facilities were asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from casebook.book import Casebook
from casebook.records import (
    AccessLog,
    Audit,
    Consent,
    Consultation,
    Enquiry,
    Facility,
    NamedReader,
    Proposal,
    ProposalStep,
    SharingGround,
)
from casebook.records.base import require
from words.message import Message
from words.zone import TOKYO


@dataclass(frozen=True)
class Handed:
    """Once that something was shown or handed over.

    Attributes
    ----------
    to
        Who: somebody at work here, or a facility.
    ground
        A code of the catalogue: a consent that held then, the work of the base, or none that is on record.
    """

    at: datetime
    to: str
    what: Message
    ground: Message


def handed(book: Casebook, person_id: int) -> list[Handed]:
    """Return it all, the latest first."""
    consents = book.all(Consent, person_id=person_id)
    names = {one.id: one.name for one in book.all(Facility)}
    found = [*_looks(book, person_id), *_taken(book, person_id), *_lists(book, person_id), *_shared(book, person_id)]
    for at, facility_id, code in (*_asked(book, person_id), *_emergencies(book, person_id)):
        found.append(Handed(at, names.get(facility_id, ""), Message(code), _ground(consents, at.date())))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _looks(book: Casebook, person_id: int) -> Iterable[Handed]:
    for one in book.all(AccessLog, entity="person", entity_id=person_id):
        yield Handed(one.at, one.who, Message(f"rights.kind_{one.kind}"), Message("rights.ground_work"))


def _taken(book: Casebook, person_id: int) -> Iterable[Handed]:
    """Yield the files and papers that she was in, and those of too many people to say."""
    for kind in ("export", "print"):
        for one in book.all(AccessLog, kind=kind):
            said = "people" in (one.detail or {})
            if said and (among := book.is_about(one, person_id)) is not False:
                code = "rights.taken" if among else "rights.taken_many"
                what = Message(code, {"what": Message(f"audit.held.{(one.detail or {})['what']}")})
                yield Handed(one.at, one.who, what, Message("rights.ground_work"))


def _lists(book: Casebook, person_id: int) -> Iterable[Handed]:
    """Yield the lists with names that she was in, those of one reader and page as one.

    Whoever sees everybody had her in each list since she is there, but those to whom her file is restricted now.
    """
    there = min((one.at for one in book.all(Audit, entity="person", entity_id=person_id)), default=None)
    named = {one.name for one in book.all(NamedReader, person_id=person_id)}
    looks: dict[tuple[str, str], list[datetime]] = {}
    for one in book.all(AccessLog, kind="list_read"):
        about = book.is_about(one, person_id)
        if about is None and (there is None or one.at < there or (named and one.who not in named)):
            continue
        if about is not False:
            page = (one.detail or {}).get("page")
            looks.setdefault((one.who, f"nav.{page}" if page else "rights.command"), []).append(one.at)
    for (who, page), times in looks.items():
        what = Message("rights.listed", {"page": Message(page), "count": len(times), "since": min(times)})
        yield Handed(max(times), who, what, Message("rights.ground_work"))


def _shared(book: Casebook, person_id: int) -> Iterable[Handed]:
    for one in book.all(SharingGround, person_id=person_id):
        at = datetime.combine(one.decided_on, time(), TOKYO)
        yield Handed(at, one.shared_with, Message("rights.was_shared"), Message(f"legal_ground.{one.ground}"))


def _asked(book: Casebook, person_id: int) -> Iterable[tuple[datetime, int, str]]:
    """Yield when which facility was asked for a trial."""
    for proposal in book.all(Proposal, person_id=person_id):
        for step in book.all(ProposalStep, proposal_id=require(proposal.id), to_status="asked"):
            yield step.at, proposal.facility_id, "rights.was_asked"


def _emergencies(book: Casebook, person_id: int) -> Iterable[tuple[datetime, int, str]]:
    """Yield when which facility was telephoned in an emergency."""
    for call in book.all(Consultation, person_id=person_id):
        for one in book.all(Enquiry, consultation_id=require(call.id)):
            yield one.at, one.facility_id, "rights.was_asked_tonight"


def _ground(consents: list[Consent], day: date) -> Message:
    """Return the consent that covered it; where there was none, that none is on record."""
    for one in consents:
        if one.shares_on(day):
            return Message("rights.ground_shared", {"day": one.given_on})
    for one in consents:
        if one.valid_on(day):
            return Message("rights.ground_matching", {"day": one.given_on})
    return Message("rights.ground_none")
