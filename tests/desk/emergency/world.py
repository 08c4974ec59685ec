"""A base, a short stay outside and people, for emergency calls."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from casebook.book import Casebook
from casebook.mapping import KINDS
from casebook.records import EmergencyNeed, Facility, Person
from desk.emergency.calls import Admission, EmergencyCall, Enquired
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


def everything(book: Casebook):
    """Return all that the casebook holds, the audit too."""
    return {kind.__name__: book.all(kind) for kind in KINDS}
