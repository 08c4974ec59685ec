"""Which areas lie in which, and so which figures of theirs add up to which: city, municipalities, wards, catchments, towns.

What can be worked out from figures on the tables is an area here too, though it is on no table: those of a municipality
who are known to live in none of its wards, and the parts of wards that lie in one catchment.
"""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from desk import publication
from desk.city import Places
from desk.coverage import CITY, MUNICIPALITY, UNKNOWN_AREA, Areas, Snapshot, levels_of

Figures = Mapping[str, pd.DataFrame]
Area = tuple[str, object]
"""A level and the key of an area of it; or a part of one, on no table."""
Unit = tuple[str, str]
Key = tuple[str, object, str]
"""An area and a measure."""
Sum = publication.Sum[Key]
WARD = "ward"
OUTSIDE = "outside"
"""As a level, with a municipality's key: who is in it, but known to be in none of its wards."""


class Nested:
    """The city, its municipalities made of several wards, and the wards.

    Attributes
    ----------
    wards
        Their keys, the last for those of whom no ward is known.
    wards_of
        The wards of each municipality that has several; nothing where municipalities are no level of their own. One of
        a single area has that area's figures.
    """

    def __init__(self, places: Places) -> None:
        municipalities = places.names.municipalities if MUNICIPALITY in levels_of(places) else ()
        self.wards = [*places.names.labels, UNKNOWN_AREA]
        self.wards_of = {one.label: [area.label for area in one.areas] for one in municipalities if len(one.areas) > 1}
        self.nowhere: Unit = (MUNICIPALITY if self.wards_of else WARD, UNKNOWN_AREA)

    @property
    def areas(self) -> list[Unit]:
        """All of them, but those that are on no table."""
        wards = [(CITY, UNKNOWN_AREA), *((WARD, ward) for ward in self.wards)]
        return wards + [(MUNICIPALITY, key) for key in self.wards_of] + [self.nowhere] * bool(self.wards_of)

    def unit(self, label: str) -> Unit:
        """Return the smallest of these areas that is called so; else where those are who are known to be in none."""
        if label in self.wards:
            return WARD, label
        return (OUTSIDE, label) if label in self.wards_of else self.nowhere

    @property
    def units(self) -> list[Unit]:
        """The smallest of these areas: each thing lies in one of them."""
        return [*((WARD, ward) for ward in self.wards[:-1]), *((OUTSIDE, key) for key in self.wards_of), self.nowhere]

    def sums(self, code: str) -> list[Sum]:
        """Return the equations between the areas for one measure."""
        city: Key = (CITY, UNKNOWN_AREA, code)
        equations: list[Sum] = [(city, tuple((WARD, ward, code) for ward in self.wards))]
        if self.wards_of:
            elsewhere = (*((OUTSIDE, key) for key in self.wards_of), self.nowhere)
            equations.append(((WARD, UNKNOWN_AREA, code), tuple((*area, code) for area in elsewhere)))
        for key, wards in self.wards_of.items():
            parts: list[Key] = [(WARD, ward, code) for ward in wards]
            equations.append(((MUNICIPALITY, key, code), (*parts, (OUTSIDE, key, code))))
        return equations

    def values(self, values: Figures, code: str) -> dict[Area, int]:
        """Return a measure of every area, and of those on no table."""
        counts: dict[Area, int] = {(level, key): whole(values[level][code][key]) for level, key in self.areas}
        for key, wards in self.wards_of.items():
            counts[OUTSIDE, key] = counts[MUNICIPALITY, key] - sum(counts[WARD, ward] for ward in wards)
        return counts


class NestedTowns(Nested):
    """The same with catchments, with the parts of each ward by catchment, and with the towns in them.

    A catchment within one ward is a part itself; the other parts are on no table, but can be worked out from some.
    """

    def __init__(self, snapshot: Snapshot, catchments: Areas) -> None:
        super().__init__(snapshot.places)
        self.catchments = [str(key) for key in catchments.frame["key"]]
        lying = {
            town.key: (self.unit(town.ward), self.catchments[number])
            for number, town in zip(catchments.through, snapshot.towns, strict=False)
        }
        pairs = sorted({*lying.values(), *((unit, UNKNOWN_AREA) for unit in self.units)})
        in_units = Counter(catchment for _, catchment in pairs)
        self.parts: dict[tuple[Unit, str], Area] = {
            pair: ("catchment", pair[1]) if in_units[pair[1]] == 1 else ("part", pair) for pair in pairs
        }
        self.towns: dict[Area, list[str]] = {part: [] for part in self.parts.values()}
        for town, pair in lying.items():
            self.towns[self.parts[pair]].append(town)

    @property
    def areas(self) -> list[Unit]:
        """All of them, but towns and those that are on no table."""
        return [*super().areas, *(("catchment", key) for key in self.catchments)]

    def sums(self, code: str) -> list[Sum]:
        """Return the equations between the areas for one measure."""
        city: Key = (CITY, UNKNOWN_AREA, code)
        equations = [*super().sums(code), (city, tuple(("catchment", key, code) for key in self.catchments))]
        in_units: dict[Area, list[Key]] = {}
        in_catchments: dict[Area, list[Key]] = {}
        for (unit, catchment), part in self.parts.items():
            in_units.setdefault(unit, []).append((*part, code))
            if part != ("catchment", catchment):
                in_catchments.setdefault(("catchment", catchment), []).append((*part, code))
        equations += [((*area, code), tuple(parts)) for area, parts in (*in_units.items(), *in_catchments.items())]
        return equations

    def values(self, values: Figures, code: str) -> dict[Area, int]:
        """Return a measure of every area, and of every part of a ward in a catchment."""
        counts = super().values(values, code)
        town = values["town"][code]
        counts |= {part: sum(whole(town[key]) for key in inside) for part, inside in self.towns.items()}
        for unit in self.units:  # whoever is known to live in the ward, but not where
            inside = sum(counts[part] for pair, part in self.parts.items() if pair[0] == unit)
            counts[self.parts[unit, UNKNOWN_AREA]] += counts[unit] - inside
        return counts


def whole(value: float) -> int:
    """Return a count; 0 where it is unknown."""
    return 0 if np.isnan(value) else round(value)
