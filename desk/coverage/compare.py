"""Coverage beside coverage: as it was at the end of the last fiscal year, and as a scenario would make it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from casebook.vocabulary import STATISTIC_KINDS
from desk.coverage.areas import CITY, UNKNOWN_AREA
from desk.coverage.coverage import MINUTES, Coverage, coverage_of
from desk.coverage.measures import DECAY, MEASURES, METHOD
from desk.coverage.snapshot import Snapshot
from desk.period import fiscal_year, span
from desk.plan import Edits, edited

Values = Mapping[str, float | None]
PAST = (
    *("people", "no_option", "one_option", "stays", "busiest_share", "herfindahl", "visits", "never_visited"),
    *STATISTIC_KINDS,
)
"""Measures of which the casebook keeps the past; of the others it knows today's answers alone."""


def year_end(today: date) -> date:
    """Return the last day of the fiscal year (April to March) before today's."""
    return span(fiscal_year(today) - 1)[1]


def at_day(snapshot: Snapshot, day: date) -> Snapshot:
    """Return the snapshot as it was on a past day, as far as the casebook tells.

    Stays and visits are those until that day, statistics the newest of that day, and people count from the day they
    were identified; policies, conditions, needs and who is still followed are today's, since the casebook keeps no
    earlier ones. The population that came with the list of towns has no day, and is not that of a past one.
    """
    source, problem = snapshot.source, snapshot.problem
    rows = [
        row
        for row, person in enumerate(problem.people)
        if (source.people[person.id].person.identified_on or day) <= day
    ]
    ids = {problem.people[row].id for row in rows}
    past = replace(
        problem,
        people=tuple(problem.people[row] for row in rows),
        home_metres=problem.home_metres[rows],
        day_metres=problem.day_metres[rows],
        past_use=tuple(use for use in problem.past_use if use.person_id in ids),
    )
    visits = tuple(one for one in snapshot.visits if one.visited_on <= day)
    towns = tuple(replace(one, population=None) for one in snapshot.towns)
    return replace(snapshot, day=day, source=replace(source, problem=past), towns=towns, visits=visits)


def with_edits(snapshot: Snapshot, edits: Edits) -> Snapshot:
    """Return the snapshot as a scenario would make it; pairs and weights of the scenario play no part.

    Raises
    ------
    DeskError
        If the edits cannot be.
    """
    return replace(snapshot, source=edited(snapshot.source, edits, snapshot.day))


def whole_city(
    snapshot: Snapshot, within_m: int, within_minutes: int = MINUTES, method: str = METHOD, decay: str = DECAY
) -> pd.Series:
    """Return every measure of the whole city, by code; NaN where unknown."""
    coverage = coverage_of(snapshot, CITY, within_m, None, within_minutes, method, decay)
    return coverage.values.iloc[-1]  # noqa: PD011 - a field of ours


def values_of(coverage: Coverage, code: str) -> dict[str, float | None]:
    """Return a measure of each area; None where unknown. Whom no area is known for is left out."""
    frame = coverage.values  # noqa: PD011 - a field of ours
    by_area = frame[code].drop(UNKNOWN_AREA)
    return {str(key): None if np.isnan(value) else float(value) for key, value in by_area.items()}


def difference(before: Values, after: Values) -> dict[str, float | None]:
    """Return by how much each area has more after than before; None where either is unknown."""
    differences: dict[str, float | None] = {}
    for key, old in before.items():
        new = after[key]
        differences[key] = None if old is None or new is None else new - old
    return differences


def comparable(code: str) -> list[str]:
    """Return the other measures in the same unit, from which a measure can be taken off."""
    return [
        measure.code for measure in MEASURES.values() if measure.unit == MEASURES[code].unit and measure.code != code
    ]
