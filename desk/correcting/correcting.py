"""Correcting a record, cancelling it with what hangs on it, and undoing either; each one transaction with its reason."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from casebook.book import Casebook, Writer
from casebook.mapping import KINDS, R, from_json, kind_of, table_of
from casebook.records import Audit, CaseReview, Consultation, Correction, Record, Stay
from casebook.records.base import require
from desk.correcting.following import Changed, following, review_taken
from desk.correcting.kinds import ALONG, can_be_corrected, named, person_of
from desk.correcting.rules import clashes, new_faults, proposals_of
from desk.errors import DeskError, Fault, InvalidInputError, fault
from words.message import Message


@dataclass(frozen=True)
class Cancelling:
    """What cancelling a record would do.

    Attributes
    ----------
    along
        What goes with it.
    in_the_way
        Why it cannot be cancelled as things stand; None if it can.
    """

    along: tuple[Message, ...] = ()
    in_the_way: Message | None = None


def correct(book: Casebook, record: R, read: R, reason: str, *, today: date) -> None:
    """Bring a record to what it should have said, by the rules by which it was made.

    What others changed meanwhile stays. A call and the stay that it ended in are of one person: correcting one of them
    corrects the other; and the way out follows the stay's last day.

    Parameters
    ----------
    read
        The record as it was when the form was opened.

    Raises
    ------
    DeskError
        If no reason is given, nothing differs, or a proposal's step made it so.
    InvalidInputError
        If something typed cannot be kept, or goes against something else.
    ConflictError
        If somebody else changed the same since the form was opened.
    NotFoundError
        If there is no such record (any more).
    """
    reason = _reason(reason)
    with book.writing("correct record") as writer:
        present = writer.one(type(record), require(record.id))
        after: Record = _completed(writer, writer.merge(record, read, present))
        if after == present:
            raise DeskError("correcting.nothing")
        _require_no_step(writer, present, after)
        if faults := new_faults(writer, present, after, today):
            raise InvalidInputError(faults)
        changes: list[Changed] = [(present, after), *following(writer, present, after, today)]
        concerned = [_concerned(writer, *change) for change in changes]
        since = writer.revision()
        for _, one in changes:
            writer.change(one)
        for (_, one), about in zip(changes, concerned, strict=True):
            if can_be_corrected(type(one)):
                _record(writer, one, about, "corrected", reason, since)


def cancelling(book: Casebook | Writer, record: Record) -> Cancelling:
    """Return what cancelling a record would take along, or what stands in the way."""
    try:
        return Cancelling(tuple(named(one) for one in _leaving(book, record) if one != record))
    except DeskError as error:
        return Cancelling(in_the_way=error.message)


def cancel(book: Casebook, record: Record, reason: str) -> None:
    """Remove a record, which should not be there, and what hangs on it; all of it can be brought back.

    Raises
    ------
    DeskError
        If no reason is given, or something else was built upon it, which is named.
    ChangedMeanwhileError
        If the record is not what it was when it was shown.
    NotFoundError
        If there is no such record (any more).
    """
    reason = _reason(reason)
    with book.writing("cancel record") as writer:
        present = writer.one(type(record), require(record.id))
        if present != record:
            raise DeskError("correcting.changed_meanwhile", what=named(record))
        leaving = list(_leaving(writer, present))
        concerned = [_concerned(writer, one) for one in leaving]
        changes = [change for one in leaving if isinstance(one, CaseReview) for change in review_taken(writer, one)]
        since = writer.revision()
        for _, one in changes:
            writer.change(one)
        for one in leaving:
            writer.remove(type(one), require(one.id))
        for one, about in zip(leaving, concerned, strict=True):
            if can_be_corrected(type(one)):
                _record(writer, one, about, "cancelled", reason, since)


def undo(book: Casebook, correction: Correction, reason: str) -> None:
    """Bring back what was before a correction or cancellation, with all that was done at once; both stay on record.

    Raises
    ------
    DeskError
        If no reason is given, it was undone already, or another correction came after it.
    InvalidInputError
        If what would be brought back goes against something that was written since.
    ChangedMeanwhileError
        If something that it wrote has been changed since.
    """
    reason = _reason(reason)
    with book.writing("undo correction") as writer:
        once = [one for one in writer.all(Correction, since=correction.since) if one.kind != "restored"]
        if not any(one.id == correction.id for one in once):
            raise DeskError("correcting.nothing_to_undo")
        for one in once:
            _require_last(writer, one)
        entries = _entries(writer, once)
        if not entries:
            raise DeskError("correcting.not_seen")
        back = [from_json(kind_of(one.entity), one.before) for one in entries if one.before]
        if faults := [why for one in back for why in clashes(writer, one)]:
            raise InvalidInputError(faults)
        since = writer.revision()
        for entry in reversed(entries):
            writer.undo(entry)
        for one in once:
            writer.change(replace(one, taken_back=True))
            _write(writer, replace(one, id=None, kind="restored", reason=reason, since=since, taken_back=True))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidInputError([fault("reason", "correcting.why")])
    return reason.strip()


def _completed(writer: Writer, record: Record) -> Record:
    """Let a call's result and its stay say the same: advice has none, an admission the only one that fits."""
    if not isinstance(record, Consultation):
        return record
    if record.result != "admitted":
        return replace(record, stay_id=None)
    if record.stay_id is not None or record.person_id is None:
        return record
    taken = {one.stay_id for one in writer.all(Consultation)}
    stays = [one for one in writer.all(Stay, person_id=record.person_id, kind="emergency") if one.id not in taken]
    fitting = [one for one in stays if not list(_against(writer, record, one))]
    return replace(record, stay_id=fitting[0].id) if len(fitting) == 1 else record


def _against(writer: Writer, call: Consultation, stay: Stay) -> Iterator[Fault]:
    admitted = replace(call, stay_id=stay.id)
    yield from new_faults(writer, replace(call, result="advice", stay_id=None), admitted, date.max)


def _require_no_step(writer: Writer, before: Record, after: Record) -> None:
    """Refuse what would leave a proposal that is over without its stay, or with another outcome than its own."""
    if not (isinstance(before, Stay) and isinstance(after, Stay)):
        return
    for proposal in proposals_of(writer, before):
        same = all(
            getattr(before, name) == getattr(after, name) for name in ("person_id", "facility_id", "kind", "start_on")
        )
        if not same or (proposal.status == "broken_off") != (after.outcome == "broken_off"):
            raise DeskError("correcting.by_a_step", what=named(before), status=_status(proposal.status))


def _status(status: str) -> Message:
    return Message(f"proposal_status.{status}")


def _leaving(book: Casebook | Writer, record: Record, held_by: Sequence[Record] = ()) -> Iterator[Record]:
    """Yield what goes with a record, what refers to another before it; then the record.

    Raises
    ------
    DeskError
        If something was built upon one of them.
    """
    if isinstance(record, Stay):
        for proposal in proposals_of(book, record):
            raise DeskError("correcting.by_a_step", what=named(record), status=_status(proposal.status))
    for one in _referring(book, record):
        if type(one) in ALONG.get(type(record), ()):
            yield from _leaving(book, one)
        elif one not in held_by:
            raise DeskError("correcting.in_the_way", what=named(record), other=named(one))
    yield record
    if isinstance(record, Consultation) and record.stay_id is not None:
        yield from _leaving(book, book.one(Stay, record.stay_id), (record,))


def _referring(book: Casebook | Writer, record: Record) -> Iterator[Record]:
    table = table_of(type(record))
    for kind in KINDS:
        for key in table_of(kind).foreign_keys:
            if key.column.table is table:
                yield from book.all(kind, **{key.parent.name: record.id})


def _concerned(writer: Writer, *sides: Record) -> list[tuple[int | None, int | None]]:
    """Return whom and where a record is and was about; None where it is about nobody, or at no facility."""
    people = {person_of(writer, one) for one in sides} - {None}
    places = {getattr(one, "facility_id", None) for one in sides} - {None}
    return list(product(people or [None], places or [None]))


def _record(
    writer: Writer,
    record: Record,
    concerned: Iterable[tuple[int | None, int | None]],
    kind: str,
    reason: str,
    since: int,
) -> None:
    """Write that a record was corrected or cancelled, once for each whom and where it is or was about."""
    for person, facility in concerned:
        row = Correction(
            entity=table_of(type(record)).name,
            entity_id=require(record.id),
            person_id=person,
            facility_id=facility,
            kind=kind,
            reason=reason,
            at=writer.now,
            who=writer.actor.name,
            since=since,
        )
        writer.add(row)


def _write(writer: Writer, correction: Correction) -> None:
    writer.add(replace(correction, at=writer.now, who=writer.actor.name))


def _require_last(writer: Writer, correction: Correction) -> None:
    """Refuse to undo what was undone, or what another correction came after."""
    if correction.taken_back:
        raise DeskError("correcting.nothing_to_undo")
    same = writer.all(Correction, entity=correction.entity, entity_id=correction.entity_id, taken_back=False)
    if any(one.since > correction.since for one in same):
        raise DeskError("correcting.another_since")


def _entries(writer: Writer, once: Sequence[Correction]) -> list[Audit]:
    """Return the audit rows of all that was done at once: its last correction was written last."""
    last = max(require(one.id) for one in once)
    own = writer.all(Audit, entity="correction", entity_id=last, action="insert")
    found = [one for entry in own for one in writer.entries(once[0].since, require(entry.id))]
    return [one for one in found if kind_of(one.entity) is not Correction]
