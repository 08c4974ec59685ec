"""What was shown or handed to whom, when, and on what ground: looks, files, and what facilities were asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from casebook.book import Casebook
from casebook.records import AccessLog, Consent, Consultation, Enquiry, Facility, Proposal, ProposalStep
from casebook.records.base import require
from words.message import Message


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
    """Return it all, the latest first: her own record by name, lists by their kind, and what facilities were asked."""
    consents = book.all(Consent, person_id=person_id)
    found = [*_looks(book, person_id), *_asked(book, person_id, consents), *_emergencies(book, person_id, consents)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _looks(book: Casebook, person_id: int) -> Iterable[Handed]:
    for one in book.all(AccessLog, entity="person", entity_id=person_id):
        yield Handed(one.at, one.who, Message(f"rights.kind_{one.kind}"), Message("rights.ground_work"))


def _asked(book: Casebook, person_id: int, consents: list[Consent]) -> Iterable[Handed]:
    names = {one.id: one.name for one in book.all(Facility)}
    for proposal in book.all(Proposal, person_id=person_id):
        for step in book.all(ProposalStep, proposal_id=require(proposal.id), to_status="asked"):
            name = names.get(proposal.facility_id, "")
            yield Handed(step.at, name, Message("rights.was_asked"), _ground(consents, step.at.date()))


def _emergencies(book: Casebook, person_id: int, consents: list[Consent]) -> Iterable[Handed]:
    names = {one.id: one.name for one in book.all(Facility)}
    for call in book.all(Consultation, person_id=person_id):
        for one in book.all(Enquiry, consultation_id=require(call.id)):
            name = names.get(one.facility_id, "")
            yield Handed(one.at, name, Message("rights.was_asked_tonight"), _ground(consents, one.at.date()))


def _ground(consents: list[Consent], day: date) -> Message:
    """Return the consent that covered it; where there was none, that none is on record."""
    for one in consents:
        if one.shares_on(day):
            return Message("rights.ground_shared", {"day": one.given_on})
    for one in consents:
        if one.valid_on(day):
            return Message("rights.ground_matching", {"day": one.given_on})
    return Message("rights.ground_none")
