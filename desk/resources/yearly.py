"""Needs and resources in numbers: by area, where people with a need have nothing; by need, who used something in a year."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.records import Person, Resource, ResourceUse
from desk.city import AreaNames


@dataclass(frozen=True)
class NeedInArea:
    """One need in one area.

    Attributes
    ----------
    area
        None: where it is not known.
    people
        How many there have it.
    without
        How many of them nothing was found for.
    resources
        How many resources there serve it.
    """

    area: str | None
    need: str
    people: int
    without: int
    resources: int

    @property
    def lacking(self) -> bool:
        """Whether people have the need, and nothing there serves it."""
        return self.people > 0 and self.resources == 0


def needs_by_area(
    resources: Iterable[Resource],
    uses: Iterable[ResourceUse],
    people: Mapping[int, Person],
    names: AreaNames,
    day: date,
) -> list[NeedInArea]:
    """Return the needs of each area on a day, in the order of areas and needs; where there is neither, nothing."""
    having: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    served: dict[tuple[str | None, str], set[int]] = defaultdict(set)
    for one in uses:
        if one.holds_on(day) and (person := people.get(one.person_id)) is not None:
            where = names.label_of(person), one.need
            having[where].add(one.person_id)
            if one.resource_id is not None:
                served[where].add(one.person_id)
    offers = Counter((names.label_of(one), need) for one in resources for need, answer in one.serves.items() if answer)
    order = {area: place for place, area in enumerate(names.labels)}

    def rank(where: tuple[str | None, str]) -> tuple[int, str, int]:
        area, need = where
        return order.get(area or "", len(order)), area or "", v.RESOURCE_NEEDS.index(need)

    return [
        NeedInArea(*where, len(having[where]), len(having[where] - served[where]), offers[where])
        for where in sorted({*having, *offers}, key=rank)
    ]


def users_by_need(uses: Iterable[ResourceUse], first: date, last: date) -> dict[str, tuple[int, int]]:
    """Return for each need how many people had it on any day from the first to the last, and how many of them something served."""
    held = [one for one in uses if one.since_on <= last and (one.until_on is None or one.until_on >= first)]
    return {
        need: (
            len({one.person_id for one in held if one.need == need}),
            len({one.person_id for one in held if one.need == need and one.resource_id is not None}),
        )
        for need in v.RESOURCE_NEEDS
    }
