"""Corporations that were visited and asked to open a planning office: what each runs, what came of it, what they said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import CorporationVisit
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault
from desk.period import Dates
from geodata.text import tidy


@dataclass(frozen=True)
class Corporation:
    """One corporation that was visited.

    Attributes
    ----------
    visits
        The newest last.
    """

    visits: tuple[CorporationVisit, ...]

    @property
    def name(self) -> str:
        """As it was written last."""
        return self.visits[-1].corporation

    @property
    def kind(self) -> str | None:
        """What it runs, as was last known."""
        return next((one.kind for one in reversed(self.visits) if one.kind), None)

    @property
    def result(self) -> str | None:
        """What came of it, as was last known."""
        return next((one.result for one in reversed(self.visits) if one.result), None)


def asked_in(visits: Iterable[CorporationVisit], days: Dates) -> list[CorporationVisit]:
    """Return the visits of some days, the oldest first."""
    there = [one for one in visits if days[0] <= one.visited_on <= days[1]]
    return sorted(there, key=lambda one: (one.visited_on, one.id or 0))


def corporations(visits: Iterable[CorporationVisit]) -> list[Corporation]:
    """Return the corporations in the order in which they were first visited; each once, however often it was."""
    found: dict[str, list[CorporationVisit]] = defaultdict(list)
    for one in sorted(visits, key=lambda one: (one.visited_on, one.id or 0)):
        found[tidy(one.corporation).casefold()].append(one)
    return [Corporation(tuple(some)) for some in found.values()]


def by_code(codes: Sequence[str], said: Iterable[str | None]) -> dict[str | None, int]:
    """Return how often each code was said, in their order; last how often none, if ever."""
    counted = Counter(said)
    return {**{code: counted[code] for code in codes}, **({None: counted[None]} if counted[None] else {})}


def record_corporation_visit(book: Casebook, visit: CorporationVisit, today: date) -> int:
    """Write that a corporation was visited; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    """
    if faults := check_corporation_visit(visit, today):
        raise InvalidInputError(faults)
    with book.writing("record corporation visit") as writer:
        return writer.add(visit)


def check_corporation_visit(visit: CorporationVisit, today: date) -> list[Fault]:
    """Find what cannot be kept of a visit to a corporation."""
    faults = out_of_bounds(visit)
    if not visit.corporation.strip():
        faults.append(fault("corporation", "input.required"))
    if visit.visited_on > today:
        faults.append(fault("visited_on", "input.not_in_future"))
    return faults
