"""A base, a short stay outside and people, for emergency calls."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.mapping import KINDS
from casebook.records import EmergencyNeed, ExitPlan, Facility, Person, Stay
from desk.emergency.calls import Admission, EmergencyCall
from desk.emergency.enquiries import Enquired
from desk.errors import DeskError, InvalidInputError
from tests.conftest import NOW, TODAY

NEED = EmergencyNeed(
    consultation_id=0, age=41, sex="male", ward="青葉区", disability_kinds={"intellectual": True}, wheelchair=False
)

ADMISSION = (*("expected_until", "residence_before", "allow_over", "risk_factors", "review_on", "consent", "ground"),)
"""What goes with an admission."""


@dataclass(frozen=True)
class Place:
    """Ids of what was put into a casebook: the base, a short stay outside, people with files."""

    base: int
    outside: int
    people: list[int]

    def call(self, person=None, at=None, **more):
        """Return a call with an answer from outside; ``at`` admits, ``start_on`` and the like go with it."""
        admission = None
        if at is not None:
            kept = {name: more.pop(name) for name in ADMISSION if name in more}
            name = more.pop("name", None if person else "緊急-1")
            admission = Admission(at, more.pop("start_on", TODAY), new_code_name=name, **kept)
        answer = "accepted" if at == self.outside else "declined"
        enquired = Enquired(self.outside, NOW, answer, None if answer == "accepted" else "facility_full", "満室")
        fields: dict[str, Any] = {
            "received_at": NOW - timedelta(minutes=30),
            "source": "police",
            "reason": "abuse_suspected",
        }
        fields |= {"urgency": "today", "need": NEED, "enquiries": (enquired, enquired), **more}
        return EmergencyCall(person_id=person, admission=admission, **fields)


def make_place(book: Casebook, rooms: int | None = 2, people: int = 3, named: str = "P") -> Place:
    """Put a base with its rooms, a short stay and people into a casebook."""
    with book.writing("before") as writer:
        service: dict[str, Any] = {"source": "manual", "service_name": "x"}
        base = writer.add(Facility(service_code="BASE", name="拠点", is_base=True, emergency_rooms=rooms, **service))
        outside = writer.add(Facility(service_code="24", name="けやき", **service))
        return Place(base, outside, [writer.add(Person(code_name=f"{named}-{number}")) for number in range(people)])


def admit(book: Casebook, place: Place, person: int, facility: int, days: int = 5) -> int:
    """Put somebody into an emergency stay that began some days ago and is to end today; return its id."""
    known: dict[str, Any] = {"person_id": place.people[person], "facility_id": facility, "kind": "emergency"}
    with book.writing("before") as writer:
        key = writer.add(Stay(start_on=TODAY - timedelta(days=days), **known))
        writer.add(ExitPlan(stay_id=key, expected_until=TODAY))
    return key


def refused(book: Casebook, job):
    """Return why something is not done, each fault at its field; nothing was written."""
    before = everything(book)
    with pytest.raises((InvalidInputError, DeskError)) as caught:
        job()
    assert everything(book) == before
    faults = getattr(caught.value, "faults", ())
    return [(one.field, one.code) for one in faults] or [caught.value.code]


def everything(book: Casebook):
    """Return all that the casebook holds, the audit too."""
    return {kind.__name__: book.all(kind) for kind in KINDS}
