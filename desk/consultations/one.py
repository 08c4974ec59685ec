"""One call with all that was said, and the later calls by which an unknown caller may be known again."""

from dataclasses import dataclass, replace

from casebook.book import Casebook
from casebook.records import AdmissionGround, Consultation, EmergencyNeed, Enquiry, ExitPlan, Stay
from casebook.records.base import require


@dataclass(frozen=True)
class Call:
    """A call as it is kept.

    Attributes
    ----------
    enquiries
        The telephone calls, in the order in which they were made.
    stay, plan, ground
        The admission that it ended in, its way out, and on which ground of the law it was made without consent.
    taken_by
        Who wrote it down.
    others
        The other calls of the same person, of whom nobody knew who she was.
    """

    call: Consultation
    need: EmergencyNeed | None
    enquiries: tuple[Enquiry, ...]
    stay: Stay | None
    plan: ExitPlan | None
    ground: AdmissionGround | None
    taken_by: str | None
    others: tuple[Consultation, ...] = ()


def read_call(book: Casebook, key: int) -> Call:
    """Return a call with all that was said.

    Raises
    ------
    NotFoundError
        If there is no such call, or none that the actor may see.
    """
    call = book.one(Consultation, key)
    stay = None if call.stay_id is None else book.one(Stay, call.stay_id)
    plans = [] if stay is None else book.all(ExitPlan, stay_id=require(stay.id))
    grounds = [] if stay is None else book.all(AdmissionGround, stay_id=require(stay.id))
    same = [] if call.same_caller is None else book.all(Consultation, same_caller=call.same_caller)
    return Call(
        call,
        next(iter(book.all(EmergencyNeed, consultation_id=key)), None),
        tuple(sorted(book.all(Enquiry, consultation_id=key), key=lambda one: (one.at, require(one.id)))),
        stay,
        next(iter(plans), None),
        next(iter(grounds), None),
        book.added_by(Consultation, key).get(key),
        tuple(one for one in same if one.id != key),
    )


def later_calls(book: Casebook, call: Consultation) -> list[Consultation]:
    """Return the calls after one of somebody unknown that may be hers, the next one first; not those known to be."""
    later = [one for one in book.all(Consultation) if one.received_at >= call.received_at and one.id != call.id]
    apart = [one for one in later if call.same_caller is None or one.same_caller != call.same_caller]
    return sorted(apart, key=lambda one: (one.received_at, require(one.id)))


def linked(call: Consultation, other: Consultation) -> Consultation:
    """Return a call of somebody unknown as that of whoever another one was about, be she unknown, too."""
    if other.person_id is not None:
        return replace(call, person_id=other.person_id)
    return replace(call, same_caller=other.same_caller or require(other.id))
