"""For whom an answer on the telephone was given: what is said of one person holds for no other by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from casebook.records import EmergencyNeed, Needs
from desk.emergency.enquiries import Enquired

OF_THE_PLACE = ("facility_full", "facility_staffing")
"""Why a facility declines whoever it is asked for."""
ASKED_FOR = (
    *("age", "sex", "disability_kinds", "support_scale", "support_level"),
    *("medical_care", "severe_behaviour", "wheelchair"),
)
"""What a facility is told of somebody, and on which its answer rests."""
TOLD_AGAIN = tuple(one.name for one in fields(Needs) if one.name not in ("sex", "city", "ward"))
"""What was said of tonight before it turned out whose file it is, and is not better known from the file."""


def asks_again(before: EmergencyNeed, now: EmergencyNeed) -> bool:
    """Tell whether needs changed so that a facility would have to be asked again."""
    return any(getattr(before, name) != getattr(now, name) for name in ASKED_FOR)


def to_ask_again(enquiries: Iterable[Enquired], given_for: str) -> tuple[Enquired, ...]:
    """Return the telephone calls once it turned out whom they are about: what rested on the person holds no more.

    That nobody answered, or that a facility is full, holds for everybody.

    Parameters
    ----------
    given_for
        For whom the answers were given, as `vocabulary.GIVEN_FOR` calls it.
    """
    return tuple(
        replace(one, given_for=one.given_for or given_for) if _rests_on_the_person(one) else one for one in enquiries
    )


def still_holds(enquiries: Sequence[Enquired], facility_id: int) -> tuple[Enquired, ...]:
    """Return the telephone calls once a facility said that its last answer holds all the same."""
    last = waiting(enquiries)[facility_id]
    return tuple(replace(one, given_for=None) if one is last else one for one in enquiries)


def waiting(enquiries: Iterable[Enquired]) -> dict[int, Enquired]:
    """Return by facility the last answer that was given for somebody else, where it was not asked again."""
    last = {one.facility_id: one for one in enquiries}
    return {key: one for key, one in last.items() if one.given_for is not None}


def _rests_on_the_person(one: Enquired) -> bool:
    return one.answer == "accepted" or (one.answer == "declined" and one.reason not in OF_THE_PLACE)
