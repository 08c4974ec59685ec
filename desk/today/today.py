"""The day at the desk: the rooms tonight, what is due, the quarter's strip, readiness, and what setting up still lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from casebook.book import Casebook
from casebook.records import Person
from desk.city import City
from desk.emergency import Base, Guest, board
from desk.readiness import Counts, ReadinessView, tally
from desk.today.due import Due, due
from desk.today.quarter import Strip, strip
from desk.today.setting_up import Step, setting_up
from words.message import Message


@dataclass(frozen=True)
class Today:
    """All that the day starts with.

    Attributes
    ----------
    guests
        Who is in an emergency stay tonight, at the base or elsewhere.
    leaving
        Of them those who are expected to leave by tomorrow, or should have left.
    due
        By kind; see `desk.today.due`.
    readiness
        People with no emergency option, one, and two or more; None where that cannot be counted yet.
    """

    day: date
    bases: tuple[Base, ...]
    guests: tuple[Guest, ...]
    leaving: tuple[Guest, ...]
    due: Mapping[str, list[Due]]
    strip: Strip | None
    readiness: Counts | None
    steps: tuple[Step, ...]

    @property
    def set_up(self) -> bool:
        """Whether there are people and facilities, without which a day has nothing to start with."""
        done = {step.code for step in self.steps if step.done}
        return {"facilities", "people"} <= done


def read_today(book: Casebook, city: City, view: ReadinessView | None, today: date) -> Today:
    """Return the day, as far as the actor may see it.

    Parameters
    ----------
    view
        Everybody's emergency options; None where they are not to be worked out.
    """
    rooms = board(book, today)
    guests = tuple(guest for base in rooms.bases for guest in base.guests if guest.in_room) + rooms.elsewhere
    soon = today + timedelta(days=1)
    counted = view is not None and view.lacks is None
    return Today(
        today,
        rooms.bases,
        guests,
        tuple(one for one in guests if one.plan.expected_until is not None and one.plan.expected_until <= soon),
        due(book, city, view, today),
        strip(book, today),
        tally(view.counts.values()) if view is not None and counted else None,
        tuple(setting_up(book, city, today)),
    )


def needs(person: Person) -> tuple[Message | str, ...]:
    """Return what whoever is on duty tonight is to know of a guest's needs, as far as it is known."""
    found: list[Message | str] = [Message(f"medical.{item}") for item, there in person.medical_care.items() if there]
    found += [Message(f"field.{name}") for name in ("wheelchair", "severe_behaviour") if getattr(person, name)]
    return (*found, person.other_needs) if person.other_needs else tuple(found)
