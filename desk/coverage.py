"""How well each ward, catchment or town is covered: measures of people, places and what lies between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from casebook.book import Casebook
from desk.ground import LEVELS, UNKNOWN_AREA, Ground, Rows, read_ground, rows_of
from desk.problem import Travel, straight
from desk.scenarios import Edits
from matching.model import Facility
from matching.needs import needs_of
from matching.policy import Policy

__all__ = ["LEVELS", "MEASURES", "UNKNOWN_AREA", "Coverage", "Measure", "coverage_of", "read_coverage", "read_ground"]

Floats = npt.NDArray[np.float64]
WILLING = ("past_use", "information", "always")
"""Emergency policies under which a facility takes somebody."""
NEEDS = (
    *("physical", "intellectual", "mental", "developmental", "intractable_disease", "higher_brain", "care"),
    *("severe_behaviour", "wheelchair", "child"),
)


@dataclass(frozen=True)
class Measure:
    """One figure an area has; its words are `measure.<code>`, `measure_definition.<code>`, `measure_source.<code>`.

    Attributes
    ----------
    unit
        A word code.
    people
        Whether it counts people, so that small counts must not leave the desk.
    gap
        Which side is a gap: ``low``, ``high``, or nothing.
    of
        Codes of the numerator and the denominator where it is a ratio of two measures.
    """

    code: str
    unit: str
    people: bool = False
    gap: str = ""
    of: tuple[str, str] | None = None


MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure("people", "unit.people", people=True),
        *(Measure(f"tier_{tier}", "unit.people", people=True) for tier in (1, 2, 3)),
        *(Measure(f"need_{need}", "unit.people", people=True) for need in NEEDS),
        Measure("trial_places", "unit.places", gap="low"),
        Measure("places_per_person", "unit.per_person", gap="low", of=("trial_places", "people")),
        Measure("short_stay", "unit.facilities", gap="low"),
        Measure("group_home", "unit.facilities", gap="low"),
        Measure("emergency", "unit.facilities", gap="low"),
        Measure("no_option", "unit.people", people=True, gap="high"),
        Measure("one_option", "unit.people", people=True, gap="high"),
    )
}
"""All measures, in the order shown."""


@dataclass(frozen=True)
class Coverage:
    """The measures of all areas of one level.

    Attributes
    ----------
    areas
        Columns ``key``, ``label``, geometry (EPSG:6668, None where no outline can be drawn). The last row has the key
        `UNKNOWN_AREA`, an empty label and no geometry: everybody and everything of which the area is not known.
    values
        Index ``key`` in the order of `areas`, one float column a measure; NaN: unknown.
    """

    level: str
    day: date
    areas: gpd.GeoDataFrame
    values: pd.DataFrame


def read_coverage(
    book: Casebook,
    today: date,
    policy: Policy,
    level: str,
    *,
    travel: Travel = straight,
    within_m: int = 5000,
    edits: Edits | None = None,
    kinds: Iterable[str] | None = None,
) -> Coverage:
    """Return the measures of every ward, catchment or town today; nothing is written.

    Parameters
    ----------
    level
        One of `LEVELS`.
    travel
        Metres between points.
    within_m
        How far a place may be to count as near.
    edits
        Changes to measure the city with, as it would be.
    kinds
        Needs to count people by (``physical``, ``care`` …); None for all that anybody has.

    Raises
    ------
    DeskError
        If the edits cannot be.
    """
    return coverage_of(read_ground(book, today, policy, travel=travel, edits=edits), level, within_m, kinds)


def coverage_of(ground: Ground, level: str, within_m: int = 5000, kinds: Iterable[str] | None = None) -> Coverage:
    """Return the measures of one level from what was read; see `read_coverage`."""
    rows = rows_of(ground, level)
    found = {**_people(ground, rows, kinds), **_facilities(ground, rows), **_readiness(ground, rows)}
    for measure in MEASURES.values():
        if measure.of is not None and measure.code not in found:
            found[measure.code] = _ratio(found[measure.of[0]], found[measure.of[1]])
    values = pd.DataFrame(
        {code: found[code] for code in MEASURES if code in found}, index=pd.Index(rows.areas["key"], name="key")
    )
    return Coverage(level, ground.day, rows.areas, values)


def _people(ground: Ground, rows: Rows, kinds: Iterable[str] | None) -> dict[str, Floats]:
    people = ground.problem.people
    found = {"people": rows.count_people(np.ones(len(people)))}
    for tier in (1, 2, 3):
        found[f"tier_{tier}"] = rows.count_people([person.tier == tier for person in people])
    needs = [needs_of(person) for person in people]
    for need in NEEDS if kinds is None else kinds:
        has = [f"need.{need}" in one for one in needs]
        if kinds is not None or any(has):
            found[f"need_{need}"] = rows.count_people(has)
    return found


def _facilities(ground: Ground, rows: Rows) -> dict[str, Floats]:
    sites = ground.problem.facilities
    there = np.array([not one.closed for one in sites], dtype=np.bool_)
    found = {
        name: rows.count_facilities(there & np.array([one.service_code == code for one in sites], dtype=np.bool_))
        for name, code in (("short_stay", "24"), ("group_home", "33"))
    }
    overnight = ground.problem.policy.scope.trial_services
    able = there & np.array([not one.is_base and one.service_code in overnight for one in sites], dtype=np.bool_)
    found["trial_places"] = _known_sum(rows, able, [known_places(one) for one in sites])
    found["emergency"] = _known_sum(rows, able, [takes_emergencies(one) for one in sites])
    return found


def known_places(facility: Facility) -> int | None:
    """Return the trial places a facility is known to have: none if it offers no trial, None if nobody knows."""
    return 0 if facility.offers_trial is False else facility.places


def takes_emergencies(facility: Facility) -> int | None:
    """Return 1 if a facility takes emergencies under some condition, 0 if not, None if it has not said."""
    return None if facility.emergency_policy is None else int(facility.emergency_policy in WILLING)


def _known_sum(rows: Rows, able: npt.NDArray[np.bool_], values: list[int | None]) -> Floats:
    """Add up what is known of those who could; unknown where that is nothing and somebody has not said."""
    counted = [0 if value is None or not can else value for value, can in zip(values, able, strict=True)]
    unsaid = rows.count_facilities([value is None and bool(can) for value, can in zip(values, able, strict=True)])
    total = rows.count_facilities(counted)
    return np.where((total == 0) & (unsaid > 0), np.nan, total)


def _readiness(ground: Ground, rows: Rows) -> dict[str, Floats]:
    options = ground.readiness.options
    return {"no_option": rows.count_people(options == 0), "one_option": rows.count_people(options == 1)}


def _ratio(part: Floats, whole: Floats) -> Floats:
    found: Floats = np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
    return found
