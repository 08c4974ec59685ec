"""Advice visits to consultation offices: what may be kept of one, and which are found again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import AdviceVisit, Person
from casebook.vault.names import folded
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault
from desk.period import fiscal_year
from geodata.text import tidy

TEXTS = ("office", "who_went", "summary", "next_step", "note")
"""Where what is looked for may stand."""


@dataclass(frozen=True)
class WantedVisits:
    """Which visits are looked for; what is empty leaves nothing out."""

    years: Sequence[int] = ()
    kinds: Sequence[str] = ()
    wards: Sequence[str] = ()
    text: str = ""

    def fits(self, visit: AdviceVisit) -> bool:
        """Tell whether a visit is looked for."""
        words = folded(self.text).split()
        said = folded("\n".join(getattr(visit, name) or "" for name in TEXTS)) if words else ""
        return (
            (not self.years or fiscal_year(visit.visited_on) in self.years)
            and (not self.kinds or visit.kind in self.kinds)
            and (not self.wards or visit.ward in self.wards)
            and all(word in said for word in words)
        )


def matching_visits(visits: Iterable[AdviceVisit], wanted: WantedVisits) -> list[AdviceVisit]:
    """Return the visits that are looked for, the newest first."""
    return sorted(filter(wanted.fits, visits), key=lambda one: (one.visited_on, one.id or 0), reverse=True)


def record_advice(book: Casebook, visit: AdviceVisit, today: date) -> int:
    """Write a visit to a consultation office; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    NotFoundError
        If the person whose case it was about is not there, or the actor may not see her.
    """
    visit = replace(visit, office=tidy(visit.office))
    if faults := check_advice(visit, today):
        raise InvalidInputError(faults)
    with book.writing("record advice visit", about=[(Person, visit.person_id)]) as writer:
        if visit.person_id is not None:
            writer.one(Person, visit.person_id)
        return writer.add(visit)


def check_advice(visit: AdviceVisit, today: date) -> list[Fault]:
    """Find what cannot be kept of a visit."""
    faults = out_of_bounds(visit, attendance=v.MEETING_BOUNDS["attendance"])
    if not visit.office.strip():
        faults.append(fault("office", "input.required"))
    if visit.visited_on > today:
        faults.append(fault("visited_on", "input.not_in_future"))
    if visit.next_on is not None and visit.next_on < visit.visited_on:
        faults.append(fault("next_on", "input.before_first", day=visit.visited_on))
    return faults
