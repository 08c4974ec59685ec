"""One call to a facility: what it said of its conditions and of each proposal that waits for it, written in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import Facility, FacilityCondition, Proposal
from casebook.records.base import require
from desk.city import Travel, check_condition, known_condition, put_condition, straight_line
from desk.errors import DeskError, InvalidInputError
from desk.proposals.checks import Details
from desk.proposals.proposals import Moved, about, take_step
from desk.proposals.several import Trying, put_follow_up

WAITING = ("suggested", "asked", "no_answer")
"""A facility is called about these."""
ACCEPTED, DECLINED, LATER = "accepted", "declined", "later"
ANSWERS = (ACCEPTED, DECLINED, LATER)
WAYS: Mapping[tuple[str, str], tuple[str, ...]] = {
    **{(status, ACCEPTED): ("asked", "accepted") for status in WAITING},
    **{(status, DECLINED): ("declined",) for status in WAITING},
    **{(status, LATER): ("asked",) for status in WAITING},
    ("asked", ACCEPTED): ("accepted",),
    ("asked", LATER): (),
}
"""The steps that an answer is, by the status so far: to call again leaves it asked."""


@dataclass(frozen=True)
class Answer:
    """What a facility said of one proposal.

    Attributes
    ----------
    seen
        The proposal as it was shown.
    said
        One of ``ANSWERS``; None if it was not spoken of.
    reason, condition
        Of a refusal, as `move` takes them.
    next_contact_on
        When to get in touch next; None if there is nothing to do.
    """

    seen: Proposal
    said: str | None
    reason: str | None = None
    condition: str | None = None
    note: str | None = None
    next_contact_on: date | None = None


@dataclass(frozen=True)
class Said:
    """A facility's conditions as they were read before the call, and as they are after it."""

    read: FacilityCondition
    now: FacilityCondition


def record_call(
    book: Casebook,
    said: Said,
    answers: Sequence[Answer],
    *,
    today: date,
    assumed_places: int,
    travel: Travel = straight_line,
) -> tuple[Moved, ...]:
    """Write a call in one transaction: the conditions first, which the answers are held against, then each answer.

    Who refuses makes room for the others, so that refusals come first. Taking back the step of an answer leaves what
    was learnt of the facility.

    Raises
    ------
    NotAllError
        If an answer cannot be as said, naming all that are so; nothing was written.
    InvalidInputError
        If a condition cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same meanwhile; nothing was written.
    """
    called = (Facility, said.read.facility_id)
    with book.writing("telephone call", about=[called, *about(*(one.seen for one in answers))]) as writer:
        return put_call(writer, said, answers, today=today, assumed_places=assumed_places, travel=travel)


def put_call(
    writer: Writer,
    said: Said,
    answers: Sequence[Answer],
    *,
    today: date,
    assumed_places: int,
    travel: Travel = straight_line,
) -> tuple[Moved, ...]:
    """Write what a facility said as `record_call`, in the transaction that is open."""
    if said.now != said.read:
        known = known_condition(writer, said.read.facility_id)
        wanted = replace(writer.merge(said.now, said.read, known), confirmed_on=today)
        if faults := check_condition(wanted):
            raise InvalidInputError(faults)
        put_condition(writer, wanted)
    trying, moved = Trying(writer), []
    for answer in sorted(answers, key=lambda one: one.said != DECLINED):
        if answer.said is None:
            continue
        with trying.one(answer.seen):
            present = writer.one(Proposal, require(answer.seen.id))
            if present.status != answer.seen.status:
                raise DeskError("proposal.moved_on")
            steps = WAYS[present.status, answer.said]
            for to in steps:
                details = _details(answer, to, last=to == steps[-1])
                moved.append(take_step(writer, require(present.id), to, details, today, assumed_places, travel))
            put_follow_up(writer, present, present.in_charge or writer.actor.name, answer.next_contact_on)
    trying.require_all()
    return tuple(moved)


def _details(answer: Answer, to: str, *, last: bool) -> Details:
    note = answer.note if last else None
    return Details(answer.reason, note, condition=answer.condition) if to == DECLINED else Details(note=note)
