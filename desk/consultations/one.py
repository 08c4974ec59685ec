"""One call with all that was said, and the later calls by which an unknown caller may be known."""

from dataclasses import dataclass

from casebook.book import Casebook
from casebook.records import Consultation, EmergencyNeed, Enquiry, ExitPlan, Stay
from casebook.records.base import require


@dataclass(frozen=True)
class Call:
    """A call as it is kept.

    Attributes
    ----------
    enquiries
        The telephone calls, in the order in which they were made.
    stay, plan
        The admission that it ended in, and its way out.
    taken_by
        Who wrote it down.
    """

    call: Consultation
    need: EmergencyNeed | None
    enquiries: tuple[Enquiry, ...]
    stay: Stay | None
    plan: ExitPlan | None
    taken_by: str | None


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
    return Call(
        call,
        next(iter(book.all(EmergencyNeed, consultation_id=key)), None),
        tuple(sorted(book.all(Enquiry, consultation_id=key), key=lambda one: (one.at, require(one.id)))),
        stay,
        next(iter(plans), None),
        book.added_by(Consultation, key).get(key),
    )


def later_calls(book: Casebook, call: Consultation) -> list[Consultation]:
    """Return the calls after one of somebody unknown whose person is known, the next one first."""
    known = [one for one in book.all(Consultation) if one.person_id is not None and one.received_at >= call.received_at]
    return sorted((one for one in known if one.id != call.id), key=lambda one: one.received_at)
