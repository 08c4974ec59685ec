"""What is told of whom a search found, beside the name."""

from casebook.records import Facility, Person
from desk.search.registers import Registered
from words.say import say, service, show


def of_person(person: Person, language: str) -> list[str]:
    """Return by what else somebody is known, as far as the reader was given it."""
    year = person.born_on.year if person.born_on else person.birth_year
    born = None if year is None else say("search.born", language, year=str(year))
    closed = say("person_status.closed", language) if person.status == "closed" else None
    return [one for one in (person.real_name, person.kana, born, closed) if one]


def of_facility(facility: Facility, language: str) -> list[str]:
    """Return what a facility offers, and its telephone number."""
    offered = service(facility.service_code, facility.service_name, language)
    return [one for one in (offered, facility.phone) if one]


def of_registered(one: Registered, language: str) -> list[str]:
    """Return what is told of a record of a register, beside what it is."""
    return [show(part, language) for part in one.told]


def where(one: Person | Facility | Registered) -> str | None:
    """Return in which ward, or else municipality, somebody or something is."""
    return one.where if isinstance(one, Registered) else one.ward or one.city
