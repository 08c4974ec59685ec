"""Figures of areas as they may leave the desk: no small number of people, nor what few facilities said in confidence.

City, municipalities, wards, catchments and towns are judged together (`desk.ward_sheet.nested`), once for everything that
is handed out of a day, because what one table hides another one might tell. Hidden are

- counts of people and of their stays from 1 to the limit less one; 0 is shown;
- what facilities told or did (places, willingness, stays, and judgements of these) where fewer than `FEW` of them
  stand behind it, or have answered at all: no is an answer too;
- other counts, totals too, as far as these could be worked out from them (`desk.publication.suppression`);
- ratios, means and judgements of a figure that is hidden;
- the months before (`desk.ward_sheet.past`), wherever they would tell that, or today's figures are hidden;
- in towns, everything but how many people there are and what is published (`IN_TOWNS`): the finer the areas and the
  more the tables, the more would have to be hidden of all.

Measures of how much one single facility carries (`OF_ONE`) are not released, and facilities that only coordinators know
of play no part in any figure.

What no other figures than hidden ones could keep is merged: told by a sum with others alone, zeros among them.

Papers of other days tell of other days (`desk.ward_sheet.told`): no past month or year is told twice, stays are those of
a whole fiscal year, told of all areas together and of each, or of none.

Known limits: two editions side by side tell whoever knows who came and went between their days more than each alone;
accessibility sums up whole surroundings, and is shown of wards, municipalities and catchments alone, rounded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from casebook.vocabulary import STATISTIC_KINDS
from desk.city import FacilityFile
from desk.coverage import (
    ACCESS,
    ASKED,
    CITY,
    MEASURES,
    MUNICIPALITY,
    NEAREST,
    NEEDS,
    SERVICES,
    UNKNOWN_AREA,
    WITHIN_M,
    Areas,
    Coverage,
    Floats,
    Snapshot,
    answered,
    contributions,
    coverage_of,
    levels_of,
    year_end,
)
from desk.period import fiscal_year
from desk.publication import FAR, HIDDEN, MERGED, Cell, count, suppress
from desk.ward_sheet.nested import WARD, Figures, Key, NestedTowns, Sum, whole
from desk.ward_sheet.past import Months, past_cells, read_months
from desk.ward_sheet.told import NOTHING, STAYS, Told
from geodata.access import nearest

FEW = 3
"""From how many facilities on what they told is shown in one figure."""
COSTS = {CITY: 1000, MUNICIPALITY: 200, "ward": 100, "catchment": 10, "town": 1}
"""What hiding a figure costs: the larger the area, the more."""
PEOPLE = "people"
PARTITIONS = (("tier_1", "tier_2", "tier_3"), ("no_option", "one_option", "more_options"))
"""Measures that add up to all people; the last of the second is on no table."""
SUBSETS = (
    *(f"need_{need}" for need in NEEDS),
    *("no_place_near", "place_near_unknown", "no_place_in_time", "place_in_time_unknown", "one_place_near"),
)
"""Measures of some of the people; the others are on no table, and must not be told either where they are few."""
TOLD = {
    **{code: code for code in ("trial_places", "emergency", "stays")},
    **{code: f"function_{code}" for code in ("trial", "experts")},
}
"""What single facilities said or did (of `desk.coverage.coverage.contributions`) and the measure that tells it."""
JUDGED = {"function_trial": "trial_places", "function_emergency": "emergency"}
"""Judgements that could tell another measure."""
SURROUNDINGS = ACCESS
OF_ONE = ("busiest_share", "herfindahl")
"""With the number of stays these tell how many of them one facility had."""
IN_TOWNS = (PEOPLE, *SERVICES, "function_consultation", *STATISTIC_KINDS)
"""What is told of towns: no more of people than how many there are, and what anybody can look up."""
PUBLIC = ("wamnet", "kaigo", "demo")
"""Sources of facilities that anybody can look up."""


@dataclass(frozen=True)
class Release:
    """Coverage that may leave the desk.

    Attributes
    ----------
    snapshot
        What it was measured on: without the facilities that only coordinators know of.
    levels
        By level, with ``city`` as a level of one row; values are NaN where hidden or unknown.
    hidden
        By level, in the shape of the values: whether a value is hidden.
    merged
        Likewise, which of these are hidden because they are told by a sum with others alone.
    months
        The months before that are told anew, and of which areas they are hidden.
    year
        The fiscal year of the stays: the last one that is over.
    told
        What earlier editions told.
    """

    snapshot: Snapshot
    levels: Mapping[str, Coverage]
    hidden: Figures
    merged: Figures
    months: Months
    year: int
    told: Told

    def in_place(self, level: str, area: str, code: str) -> str | None:
        """Return what stands in place of a figure; None where it may be told."""
        if not self.hidden[level].loc[area, code]:
            return None
        return MERGED if self.merged[level].loc[area, code] else HIDDEN


def release(snapshot: Snapshot, limit: int, within_m: int = WITHIN_M, told: Told = NOTHING) -> Release:
    """Return the measures of the city and of all its areas as they may leave the desk.

    Parameters
    ----------
    limit
        The smallest count of people that is shown, other than 0.
    within_m
        As for `desk.coverage.coverage.read_coverage`.
    told
        What earlier editions told.
    """
    snapshot = public(snapshot)
    coverages = {level: coverage_of(snapshot, level, within_m) for level in (CITY, *levels_of(snapshot.places))}
    values = {level: measured(snapshot, coverage) for level, coverage in coverages.items()}
    hidden, merged, months = hide(snapshot, values, limit, told)
    year = fiscal_year(year_end(snapshot.day))
    if not told.may_tell_year(year):
        _repeat_stays(values, hidden, merged, told, year)
    elif hidden[CITY][STAYS].any() or not told.may_tell_stays(year, whole(values[CITY][STAYS].iloc[0]), limit):
        for level in values:
            hidden[level][STAYS], merged[level][STAYS] = True, level != CITY
    levels = {
        level: replace(coverage, values=values[level].mask(hidden[level])) for level, coverage in coverages.items()
    }
    return Release(snapshot, levels, hidden, merged, months, year, told)


def measured(snapshot: Snapshot, coverage: Coverage) -> pd.DataFrame:
    """Return the measures that are released, with the stays of the last fiscal year that is over."""
    areas = snapshot.areas(coverage.level)
    values = coverage.values.drop(columns=[*OF_ONE])  # noqa: PD011 - its own field
    return values.assign(stays=areas.sum(snapshot.facilities, _contributions(snapshot)["stays"]))


def _contributions(snapshot: Snapshot) -> dict[str, Floats]:
    """Return what facilities add to each sum, of stays those of the last fiscal year that is over."""
    then = replace(snapshot, day=year_end(snapshot.day))
    return {**contributions(snapshot), "stays": contributions(then)["stays"]}


def _repeat_stays(values: Figures, hidden: Figures, merged: Figures, told: Told, year: int) -> None:
    """Put in place of the stays of a year what was told of them already."""
    for level, frame in values.items():
        figures = {area: told.of_year("stays", (level, area), year) for area in frame.index}
        frame["stays"] = [figure if isinstance(figure, float) else np.nan for figure in figures.values()]
        hidden[level]["stays"] = [not isinstance(figure, float) for figure in figures.values()]
        merged[level]["stays"] = [figure == MERGED for figure in figures.values()]


def is_public(file: FacilityFile) -> bool:
    """Tell whether anybody may know of a facility: it is published, or the base, and not marked as a private place."""
    listed = file.facility.source in PUBLIC or file.facility.is_base
    return listed and file.condition.sharing != "private"


def public(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot with published facilities only, and with the visits to these."""
    problem = snapshot.problem
    columns = [at for at, file in enumerate(snapshot.files) if is_public(file)]
    ids = {problem.facilities[at].id for at in columns}
    published = replace(
        problem,
        facilities=tuple(problem.facilities[at] for at in columns),
        home_metres=problem.home_metres[:, columns],
        day_metres=problem.day_metres[:, columns],
    )
    visits = tuple(visit for visit in snapshot.visits if visit.facility_id in ids)
    return replace(snapshot, source=replace(snapshot.source, problem=published), visits=visits)


def hide(snapshot: Snapshot, values: Figures, limit: int, told: Told = NOTHING) -> tuple[Figures, Figures, Months]:
    """Return, in the shape of the values, what must be hidden and which of it is merged, and the months before."""
    areas_by_level = {level: snapshot.areas(level) for level in values}
    places, contributed = NestedTowns(snapshot, areas_by_level["catchment"]), _contributions(snapshot)
    hidden, merged = (
        {level: pd.DataFrame(False, frame.index, frame.columns) for level, frame in values.items()} for _ in range(2)
    )
    months, past = read_months(snapshot, told), set()
    of_facilities = (_facilities(snapshot, places, areas_by_level, code, contributed[code], limit) for code in TOLD)
    for cells, sums in chain([_people(places, values, months, limit)], of_facilities):
        found = suppress(cells, sums, *_still_hidden(cells, told.still_hidden(snapshot.day)))
        for masks, keys in ((hidden, found.hidden), (merged, found.merged)):
            for level, area, code in keys:
                if (measure := TOLD.get(code, code)) in masks[level]:
                    masks[level].loc[area, measure] = True
                else:
                    past.add((level, area))
    past |= {
        (level, area) for level, area in months.nested.areas if hidden[level].loc[area, [PEOPLE, "no_option"]].any()
    }
    if MUNICIPALITY in hidden:  # of a municipality that is one area, the figures are those of that area
        single = [key for key in hidden[MUNICIPALITY].index[:-1] if key not in places.wards_of]
        for masks in (hidden, merged):
            masks[MUNICIPALITY].loc[single] |= masks[WARD].loc[single]
    over = _placed_so_near(snapshot, areas_by_level)
    for (level, code), people in over.items():
        hidden[level][code] |= (people > 0) & (people < limit)
    of_town = hidden["town"]
    of_town.loc[:, ~of_town.columns.isin(IN_TOWNS)] = True
    for frame in hidden.values():
        for code in map(str, frame):
            for needed in _needed(code):
                frame[code] |= frame[needed]
    for key, wards in places.wards_of.items():  # the mean of a municipality must not tell that of its wards
        for code in (f"metres_{rank}" for rank in NEAREST):
            shown = [ward for ward in wards if not hidden[WARD].loc[ward, code]]
            if 0 < over[MUNICIPALITY, code][key] - over[WARD, code][shown].sum() < limit:
                hidden[MUNICIPALITY].loc[key, code] = True
    return hidden, merged, replace(months, hidden=frozenset(past))


def _still_hidden(cells: Mapping[Key, Cell], still: Mapping[Key, str]) -> tuple[set[Key], set[Key]]:
    """Return which cells are hidden again, and which are merged again; 0 is shown, but where it is merged."""
    in_place = {key: still.get((*key[:2], TOLD.get(key[2], key[2]))) for key, cell in cells.items() if cell.shown}
    hidden = {key for key, sign in in_place.items() if sign == HIDDEN and cells[key].value}
    return hidden, {key for key, sign in in_place.items() if sign == MERGED}


def _placed_so_near(snapshot: Snapshot, areas_by_level: Mapping[str, Areas]) -> dict[tuple[str, str], pd.Series]:
    """Count, by level and measure, over whom the mean ways are: those who have so many places, who may be few."""
    metres = nearest(snapshot.eligible, max(NEAREST))
    return {
        (level, f"metres_{rank}"): pd.Series(
            areas.sum(snapshot.people, ~np.isnan(metres[:, rank - 1])), areas.frame["key"]
        )
        for level, areas in areas_by_level.items()
        for rank in NEAREST
    }


def _needed(code: str) -> list[str]:
    """Return the measures from which a measure is worked out, so that it could tell them."""
    measure = MEASURES[code]
    return [one for one in (*(measure.of or ()), measure.over, JUDGED.get(code)) if one is not None]


def _cells(places: NestedTowns, values: Figures, code: str, limit: int) -> dict[Key, Cell]:
    return {
        (level, area, code): count(value, limit, COSTS.get(level, 1), shown=level in COSTS)
        for (level, area), value in places.values(values, code).items()
    }


def _people(places: NestedTowns, values: Figures, months: Months, limit: int) -> tuple[dict[Key, Cell], list[Sum]]:
    """Return all counts of people as one linked table: by area, by tier, options and needs, and of the months before."""
    cells, sums = _cells(places, values, PEOPLE, limit), places.sums(PEOPLE)
    areas = [key[:2] for key in cells]
    subsets = [code for code in SUBSETS if code in values[CITY] and values[CITY][code].any()]
    groups = [(codes[:-1], codes[-1]) for codes in PARTITIONS[1:]] + [
        ((code,), f"not_{code}") for code in (*subsets, "no_option")
    ]
    for code in dict.fromkeys((*PARTITIONS[0], *(subset for codes, _ in groups for subset in codes))):
        if code in values[CITY]:
            cells |= _cells(places, values, code, limit)
            sums += places.sums(code)
    sums += [((*area, PEOPLE), tuple((*area, code) for code in PARTITIONS[0])) for area in areas]
    for codes, rest in groups:
        if codes[0] not in values[CITY]:
            continue
        for area in areas:
            others = cells[*area, PEOPLE].value - sum(cells[*area, code].value for code in codes)
            cells[*area, rest] = count(others, limit, shown=False)
            sums.append(((*area, PEOPLE), tuple((*area, code) for code in (*codes, rest))))
    _add_towns(places, values, cells, sums, limit)
    past, linked = past_cells(months, PEOPLE, places.values(values, PEOPLE), limit)
    return cells | past, sums + linked


def _add_towns(places: NestedTowns, values: Figures, cells: dict[Key, Cell], sums: list[Sum], limit: int) -> None:
    """Split each part of a ward into its towns, and whom no town is known of."""
    for town, value in values["town"][PEOPLE].items():
        cells["town", town, PEOPLE] = count(whole(value), limit, COSTS["town"])
    rests: list[Key] = []
    for part, towns in places.towns.items():
        all_of_part, rest = (*part, PEOPLE), ("rest", part, PEOPLE)
        inside: tuple[Key, ...] = tuple(("town", town, PEOPLE) for town in towns)
        cells[rest] = count(cells[all_of_part].value - sum(cells[key].value for key in inside), limit, shown=False)
        sums.append((all_of_part, (*inside, rest)))
        rests.append(rest)
    sums.append((("town", UNKNOWN_AREA, PEOPLE), tuple(rests)))


def _facilities(
    snapshot: Snapshot, places: NestedTowns, areas_by_level: Mapping[str, Areas], code: str, added: Floats, limit: int
) -> tuple[dict[Key, Cell], list[Sum]]:
    """Return what facilities told or did, small where one or two of them stand behind it, or have answered."""

    def by_area(weights: npt.ArrayLike) -> Figures:
        return {
            level: pd.DataFrame({code: areas.sum(snapshot.facilities, weights)}, areas.frame["key"])
            for level, areas in areas_by_level.items()
        }

    behind = places.values(by_area(added != 0), code)
    if code not in ASKED:
        cells = _cells(places, by_area(added), code, limit)
        for key, cell in cells.items():
            if 0 < behind[key[:2]] < FEW and not cell.small:
                cells[key] = replace(cell, low=1, high=FAR, small=True)
        return cells, places.sums(code)
    # No is an answer too, so that a hidden figure may be 0; and that somebody has not answered is no answer.
    answering = places.values(by_area(answered(snapshot, code)), code)
    # Only of emergencies it is told how many facilities have answered, each of which counts once.
    most = answering if code == "emergency" else {area: FAR if count else 0 for area, count in answering.items()}
    cells = {
        (*area, code): Cell(
            value,
            0,
            most[area],
            small=0 < answering[area] < FEW or 0 < behind[area] < FEW,
            cost=COSTS.get(area[0], 1),
            shown=area[0] in COSTS,
        )
        for area, value in places.values(by_area(added), code).items()
    }
    return cells, places.sums(code)
