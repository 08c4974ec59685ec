"""What lies in an area that another one replaced: people, offices, towns, centres and figures move with their ground."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from casebook.book import Casebook
from casebook.records import Area, Centre, Facility, Person, PersonAvoid, PublicFacility, Record, Statistic, Town
from desk.city import AreaNames, town_key
from desk.importing.areas.successors import WHOLE, Successors
from desk.importing.preview import RecordChange, compare
from geodata.findings import Finding
from geodata.municipality import place_key
from words.message import Message

R = TypeVar("R", bound=Record)
_PlaceKey = tuple[str, str]


def _key(city: str | None, ward: str | None) -> _PlaceKey:
    """Return what names an area; a municipality without wards is its own ward in some records."""
    return place_key(city), "" if not ward or place_key(ward) == place_key(city) else place_key(ward)


@dataclass
class Moves:
    """The records that move from areas to their successors, and those of which it cannot be told where they lie now."""

    book: Casebook
    replaced: Sequence[Successors]
    edition: Sequence[Area]
    problems: list[Finding] = field(default_factory=list)

    def changes(self) -> list[RecordChange]:
        """Return what changes of every record that lies in a replaced area."""
        if not self.replaced:
            return []
        return [*self._towns(), *self._people(), *self._avoided(), *self._placed(), *self._statistics()]

    @cached_property
    def _of_area(self) -> dict[_PlaceKey, Successors]:
        return {_key(one.old.city, one.old.ward): one for one in self.replaced}

    @cached_property
    def _all_towns(self) -> list[Town]:
        return self.book.all(Town)

    @cached_property
    def _town_points(self) -> dict[tuple[_PlaceKey, str], Town]:
        points: dict[tuple[_PlaceKey, str], Town] = {}
        for town in self._all_towns:
            key = (_key(town.city, town.ward), town_key(town.name))
            if town.lat is not None and (key not in points or not town.koaza):
                points[key] = town
        return points

    def _target(
        self, city: str | None, ward: str | None, point: tuple[float | None, float | None], label: str
    ) -> Area | None:
        """Return the area in which a place lies now, None where nothing changes; note where it cannot be told."""
        replaced = self._of_area.get(_key(city, ward))
        if replaced is None:
            return None
        area = replaced.at(*point)
        if area is None:
            params = {"value": label, "old": replaced.old.name, "new": "、".join(one.name for one in replaced.new)}
            self.problems.append(Finding("", None, None, label, Message("import.not_moved", params), "note"))
        return area

    def _towns(self) -> Iterator[RecordChange]:
        taken = {(*_key(town.city, town.ward), town_key(town.name), town.koaza): town.id for town in self._all_towns}
        for town in self._all_towns:
            label = f"{town.ward}{town.name}{town.koaza}"
            area = self._target(town.city, town.ward, (town.lat, town.lon), label)
            if area is None:
                continue
            key = (*_key(area.city, area.ward), town_key(town.name), town.koaza)
            if taken.setdefault(key, town.id) != town.id:
                params = {"value": label, "new": area.name}
                self.problems.append(
                    Finding("", None, None, label, Message("import.town_there_already", params), "note")
                )
                continue
            yield compare(replace(town, city=area.city, ward=area.ward or ""), town, label)

    def _people(self) -> Iterator[RecordChange]:
        for person in self.book.all(Person):
            moved: dict[str, Any] = {}
            for prefix in ("", "day_"):
                city, ward, town = (getattr(person, f"{prefix}{name}") for name in ("city", "ward", "town"))
                known = self._town_points.get((_key(city, ward), town_key(town))) if town else None
                point = (known.lat, known.lon) if known else (None, None)
                if area := self._target(city, ward, point, person.code_name):
                    moved |= {f"{prefix}city": area.city, f"{prefix}ward": area.ward}
            if moved:
                yield compare(replace(person, **moved), person, person.code_name)

    def _avoided(self) -> Iterator[RecordChange]:
        gone = {_key(one.old.city, one.old.ward) for one in self.replaced}
        areas, people = self.book.all(Area), self.book.all(Person)
        known = AreaNames(areas)
        kept = [area for area in areas if _key(area.city, area.ward) not in gone]
        coming = AreaNames({area.code: area for area in [*kept, *self.edition]}.values())
        cities = {person.id: person.city for person in people}
        names = {person.id: person.code_name for person in people}
        avoided = [one for one in self.book.all(PersonAvoid) if one.ward]
        taken = {(one.person_id, one.ward) for one in avoided}
        for one in avoided:
            meant = known.near(one.ward or "", cities[one.person_id])
            if len(meant) != 1:
                continue
            area = self._target(meant[0].city, meant[0].ward, (None, None), names[one.person_id])
            label = coming.label(area.city, area.ward) if area else None
            if label is None or label == one.ward:
                continue
            if (one.person_id, label) in taken:
                yield RecordChange("changed", names[one.person_id], one, removed=True)
                continue
            taken.add((one.person_id, label))
            yield compare(replace(one, ward=label), one, names[one.person_id])

    def _placed(self) -> Iterator[RecordChange]:
        kinds: tuple[type[Facility | Centre | PublicFacility], ...] = (Facility, Centre, PublicFacility)
        for kind in kinds:
            for one in self.book.all(kind):
                exact = (one.lat, one.lon) if one.located_at in ("office", "town") else (None, None)
                if area := self._target(one.city, one.ward, exact, one.name):
                    none = "" if kind is PublicFacility else None
                    moved: dict[str, Any] = {"city": area.city, "ward": area.ward or none}
                    yield compare(replace(one, **moved), one, one.name)

    def _statistics(self) -> Iterator[RecordChange]:
        listed = self.book.all(Statistic)
        taken = {(*_key(one.city, one.ward), one.town, one.kind, one.on) for one in listed}
        of_areas: dict[tuple[str, str, object], list[tuple[Statistic, Successors]]] = defaultdict(list)
        for one in listed:
            replaced = self._of_area.get(_key(one.city, one.ward))
            if replaced is None:
                continue
            label = f"{one.ward or one.city}{one.town} {one.on}"
            if not one.town:
                if replaced.whole:
                    of_areas[replaced.new[0].code, one.kind, one.on].append((one, replaced))
                continue
            known = self._town_points.get((_key(one.city, one.ward), town_key(one.town)))
            area = self._target(one.city, one.ward, (known.lat, known.lon) if known else (None, None), label)
            if area and (*_key(area.city, area.ward), one.town, one.kind, one.on) not in taken:
                yield compare(_of_area(one, area), one, label)
        for parts in of_areas.values():
            yield from self._sum(parts, taken)

    def _sum(
        self, parts: Sequence[tuple[Statistic, Successors]], taken: set[tuple[Any, ...]]
    ) -> Iterator[RecordChange]:
        """Add the figures of old areas up to one of the new, where they are all of its ground; else they stay history."""
        (first, replaced), *others = parts
        area = replaced.new[0]
        there = (*_key(area.city, area.ward), "", first.kind, first.on) in taken
        same_place = _key(area.city, area.ward) == _key(first.city, first.ward)
        if sum(one.fills for _, one in parts) < WHOLE or (there and not same_place):
            return
        label = f"{area.name} {first.on}"
        total = replace(_of_area(first, area), value=sum(one.value for one, _ in parts))
        yield compare(total, first, label)
        yield from (RecordChange("changed", label, one, removed=True) for one, _ in others)


def _of_area(statistic: Statistic, area: Area) -> Statistic:
    level = "town" if statistic.town else "ward" if area.ward else "city"
    return replace(statistic, city=area.city, ward=area.ward or "", level=level)
