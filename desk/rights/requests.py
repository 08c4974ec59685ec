"""What people ask for and what was done: corrections are recorded, stop of use takes effect at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import Consent, Person, Proposal, RightsRequest
from desk.bounds import out_of_bounds
from desk.errors import DeskError, InvalidInputError
from desk.proposals import OPEN, release

STOPPED = "closed"
"""The state of a person whose file is no longer used: in no plan, list or call."""


def record(book: Casebook, request: RightsRequest) -> int:
    """Write down what somebody asked for.

    Raises
    ------
    InvalidInputError
        If a text or day cannot be kept; nothing was written.
    NotFoundError
        If there is no such person.
    """
    if faults := out_of_bounds(request):
        raise InvalidInputError(faults)
    with book.writing("rights request") as writer:
        writer.one(Person, request.person_id)
        return writer.add(request)


def open_requests(book: Casebook) -> Sequence[RightsRequest]:
    """Return what nobody has answered yet, the oldest first."""
    return sorted((one for one in book.all(RightsRequest) if one.done_at is None), key=lambda one: one.asked_on)


def finish(book: Casebook, request_id: int, done: str) -> None:
    """Write down what was done about a request, or why nothing was.

    Raises
    ------
    DeskError
        If nothing is said, or somebody answered before.
    """
    with book.writing("rights answered") as writer:
        request = writer.one(RightsRequest, request_id)
        _finish(writer, request, done)
        writer.note("correction", entity="person", entity_id=request.person_id, detail={"kind": request.kind})


def stop_use(
    book: Casebook, person_id: int, asked_on: date, asked_by: str, *, today: date, what: str | None = None
) -> None:
    """Use what is held about a person no longer: consents end, her file is closed, what was proposed is let go.

    What happened stays on record. From now on she is in no plan, no list of those to plan for, and no call list.
    """
    with book.writing("stop of use") as writer:
        person = writer.one(Person, person_id)
        key = writer.add(
            RightsRequest(person_id=person_id, kind="stop", asked_on=asked_on, asked_by=asked_by, what=what)
        )
        for consent in writer.all(Consent, person_id=person_id):
            if consent.withdrawn_on is None or consent.withdrawn_on > today:
                writer.change(replace(consent, withdrawn_on=max(today, consent.given_on)))
        for proposal in writer.all(Proposal, person_id=person_id):
            if proposal.status in OPEN:
                release(writer, proposal)
        writer.change(replace(person, status=STOPPED))
        _finish(writer, writer.one(RightsRequest, key), "stop")
        writer.note("correction", entity="person", entity_id=person_id, detail={"kind": "stop"})


def _finish(writer: Writer, request: RightsRequest, done: str) -> None:
    if not done.strip():
        raise DeskError("rights.say_what")
    if request.done_at is not None:
        raise DeskError("rights.answered", who=request.done_by)
    wanted = replace(request, done=done.strip(), done_at=writer.now, done_by=writer.actor.name)
    if faults := out_of_bounds(wanted):
        raise InvalidInputError(faults)
    writer.change(wanted)
