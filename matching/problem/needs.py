"""What a person is known to need, as word codes."""

from matching.problem.model import Person


def needs_of(person: Person) -> frozenset[str]:
    """Return what a person is known to need, as word codes; what is unknown is not among them."""
    needs = {f"need.{kind}" for kind in person.disability_kinds or ()}
    needs |= {f"need.care_{care}" for care in person.medical_care or ()}
    needs |= {"need.care"} if person.medical_care else set()
    needs |= {"need.severe_behaviour"} if person.severe_behaviour else set()
    needs |= {"need.wheelchair"} if person.wheelchair else set()
    needs |= {"need.child"} if person.support_scale == "child" else set()
    return frozenset(needs | ({f"need.{person.sex}"} if person.sex in {"female", "male"} else set()))
