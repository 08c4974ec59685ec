"""Several proposals at once: the same step for all of them or for none, and who follows them up until when."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import reduce

from casebook.book import Casebook, Writer
from casebook.records import Facility, Person, Proposal
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.city import Travel, straight_line
from desk.errors import DeskError, InvalidInputError
from desk.proposals.checks import Details
from desk.proposals.proposals import about, take_step
from words.message import Message


class NotAllError(DeskError):
    """Of several proposals some cannot go further, so that none went.

    Attributes
    ----------
    refused
        Which, and why, a message each.
    """

    def __init__(self, refused: Sequence[Message]) -> None:
        why = reduce(lambda first, rest: Message("proposal.and_also", {"first": first, "rest": rest}), refused)
        super().__init__("proposals.not_all", count=len(refused), why=why)
        self.refused = tuple(refused)


class Trying:
    """Each of several is tried, so that all that is in the way is named at once."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._refused: list[Message] = []

    @contextmanager
    def one(self, proposal: Proposal) -> Iterator[None]:
        """Do what is inside for one of them, or remember why it cannot be."""
        try:
            with self._writer.trying():
                yield
        except DeskError as error:
            names = {
                "person": self._writer.one(Person, proposal.person_id).code_name,
                "facility": self._writer.one(Facility, proposal.facility_id).name,
            }
            self._refused.append(Message("proposals.one_of_all", {**names, "why": error.message}))

    def require_all(self) -> None:
        """Refuse, if anything was in the way of one of them.

        Raises
        ------
        NotAllError
            If so.
        """
        if self._refused:
            raise NotAllError(self._refused)


def ask_all(
    book: Casebook,
    seen: Iterable[Proposal],
    *,
    today: date,
    assumed_places: int,
    note: str | None = None,
    travel: Travel = straight_line,
) -> None:
    """Record in one transaction that all of these were asked about; who follows them up, and when, as they say.

    Parameters
    ----------
    seen
        The proposals as they were shown, with who is in charge and the next contact as they are to be.

    Raises
    ------
    NotAllError
        If one of them cannot be asked about; nothing was written.
    """
    seen = list(seen)
    with book.writing("proposals asked", about=about(*seen)) as writer:
        trying = Trying(writer)
        for one in seen:
            with trying.one(one):
                take_step(writer, require(one.id), "asked", Details(note=note), today, assumed_places, travel, one)
                put_follow_up(writer, one, one.in_charge, one.next_contact_on)
        trying.require_all()


def follow_up(book: Casebook, seen: Iterable[Proposal], in_charge: str | None, next_contact_on: date | None) -> None:
    """Write who is in charge of proposals and when to get in touch next, in one transaction; None is nobody, no day.

    Parameters
    ----------
    seen
        The proposals as they were when the form was opened.

    Raises
    ------
    InvalidInputError
        If a name or day cannot be kept; nothing was written.
    ConflictError
        If somebody else changed the same since; nothing was written.
    """
    seen = list(seen)
    with book.writing("follow up", about=about(*seen)) as writer:
        for one in seen:
            put_follow_up(writer, one, in_charge, next_contact_on, one)


def put_follow_up(
    writer: Writer,
    proposal: Proposal,
    in_charge: str | None,
    next_contact_on: date | None,
    seen: Proposal | None = None,
) -> None:
    """Write who is in charge of a proposal and the next contact, in the transaction that is open.

    After the row of a step it is no part of what the step did, so that taking the step back leaves it.
    """
    present = writer.one(Proposal, require(proposal.id))
    wanted = replace(seen or present, in_charge=in_charge, next_contact_on=next_contact_on)
    if faults := out_of_bounds(wanted):
        raise InvalidInputError(faults)
    writer.change(wanted, seen or present)
