"""Resources with who uses each, found by need, area, day and words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casebook.book import Casebook
from casebook.records import Resource, ResourceUse
from casebook.records.base import require
from casebook.vault.names import folded
from desk.city import AreaNames
from desk.resources.resources import stale


@dataclass(frozen=True)
class Line:
    """One resource.

    Attributes
    ----------
    area
        The ward or municipality that it lies in; None if that is not known.
    uses
        Those that hold today, as far as the reader may see the people.
    stale
        Whether nobody has made sure of it for a year.
    """

    resource: Resource
    area: str | None
    uses: tuple[ResourceUse, ...]
    stale: bool

    @property
    def over(self) -> bool:
        """Whether more people use it than it can take at once."""
        return self.resource.at_once is not None and len(self.people) > self.resource.at_once

    @property
    def people(self) -> frozenset[int]:
        """Who uses it, by id."""
        return frozenset(one.person_id for one in self.uses)


@dataclass(frozen=True)
class Wanted:
    """What is looked for; empty is anything.

    Attributes
    ----------
    day
        A day of the week on which it is open: a resource of which that is not known is found, too.
    """

    needs: Sequence[str] = ()
    areas: Sequence[str] = ()
    day: str | None = None
    words: str = ""


def lines(book: Casebook, names: AreaNames, today: date) -> list[Line]:
    """Return the resources that the reader may see, by name."""
    uses: dict[int | None, list[ResourceUse]] = defaultdict(list)
    for one in book.all(ResourceUse):
        if one.holds_on(today):
            uses[one.resource_id].append(one)
    found = [
        Line(one, names.label_of(one), tuple(uses[require(one.id)]), stale(one, today)) for one in book.all(Resource)
    ]
    return sorted(found, key=lambda line: (line.resource.name, require(line.resource.id)))


def matching(among: Iterable[Line], wanted: Wanted) -> list[Line]:
    """Return the lines that are what is looked for."""
    words = folded(wanted.words).split()
    return [
        line
        for line in among
        if (not wanted.needs or any(line.resource.serves.get(need) for need in wanted.needs))
        and (not wanted.areas or line.area in wanted.areas)
        and (wanted.day is None or line.resource.open_days.get(wanted.day) is not False)
        and all(word in _text(line) for word in words)
    ]


def _text(line: Line) -> str:
    one = line.resource
    said = (one.name, one.town, one.note, one.accessibility, one.source, one.contact)
    return folded(" ".join(filter(None, (*said, line.area))))
