"""The year's contacts in numbers: by kind, what for, month and where people live, in a fiscal year (April to March)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from casebook.records import Contact, Person
from desk.city import AreaNames
from desk.period import fiscal_year, months_ahead, span

K = TypeVar("K")
MONTHS = 12


@dataclass(frozen=True)
class YearOfContacts:
    """How many contacts there were in a fiscal year.

    Attributes
    ----------
    months
        The first day of each, from April on.
    by_kind, by_purpose, by_area
        By code, or the name of the area (None: not known, or about a facility alone): the number in each month.
    """

    year: int
    months: tuple[date, ...]
    by_kind: Mapping[str, tuple[int, ...]]
    by_purpose: Mapping[str, tuple[int, ...]]
    by_area: Mapping[str | None, tuple[int, ...]]

    @property
    def by_month(self) -> tuple[int, ...]:
        """How many there were in each month."""
        return tuple(map(sum, zip(*self.by_kind.values(), strict=True))) if self.by_kind else (0,) * MONTHS

    @property
    def total(self) -> int:
        """How many there were."""
        return sum(self.by_month)


def contacts_of_year(
    contacts: Iterable[Contact], people: Mapping[int, Person], names: AreaNames, year: int
) -> YearOfContacts:
    """Count the contacts of a fiscal year.

    Parameters
    ----------
    people
        By id; who is not among them lives nobody knows where.
    """
    counted = [one for one in contacts if fiscal_year(one.contacted_on) == year]
    months = tuple(months_ahead(span(year)[0], MONTHS))

    def area(one: Contact) -> str | None:
        person = None if one.person_id is None else people.get(one.person_id)
        return None if person is None else names.label(person.city, person.ward) or None

    return YearOfContacts(
        year,
        months,
        _by_month(counted, lambda one: one.kind, months),
        _by_month(counted, lambda one: one.purpose, months),
        _by_month(counted, area, months),
    )


def _by_month(
    contacts: list[Contact], key: Callable[[Contact], K], months: tuple[date, ...]
) -> dict[K, tuple[int, ...]]:
    counts = Counter((key(one), one.contacted_on.replace(day=1)) for one in contacts)
    return {group: tuple(counts[group, month] for month in months) for group in dict.fromkeys(one for one, _ in counts)}
