"""Whoever lays all papers of a day side by side and works out what they hide, by an exact program (CP-SAT).

The unknowns are how many people of each town, and of each ward of which no town is known, belong to each group, today and
at the ends of the months before. All rules are known, that nobody left, and that the last month ended as today is, where
it did so; and to somebody informed, which of the figures that are hidden are small counts.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from casebook.book import Casebook
from casebook.records import Person
from desk.coverage.areas import CITY, MUNICIPALITY, UNKNOWN_AREA
from desk.coverage.snapshot import Snapshot
from desk.ward_sheet.disclosure import HIDDEN, MERGED, PARTITIONS, PEOPLE, SUBSETS, Figure, Release
from desk.ward_sheet.nested import WARD, Figures
from desk.ward_sheet.past import EVERYBODY, WITH
from desk.ward_sheet.sheet import WardSheet
from matching.problem import months_before

MANY = 10**4
LEVELS = {"areas": WARD, "municipalities": MUNICIPALITY, "catchments": "catchment", "towns": "town"}
"""Of the sheets' layers."""
At = tuple[str, str, str]
"""Level, key and what is counted."""
Expression = Any
"""Of the solver's, whose own type also stands for plain numbers."""


class Attacker:
    """Reads the sheets of all wards and municipalities.

    Attributes
    ----------
    secrets
        Every count from 1 to the limit less one, on a sheet or to be worked out, as an expression and what it is.
    """

    def __init__(
        self,
        book: Casebook,
        released: Release,
        sheets: Mapping[str, WardSheet],
        true: Figures,
        limit: int,
        *,
        informed: bool,
    ) -> None:
        self.released, self.limit, self.informed = released, limit, informed
        snapshot = released.snapshot
        self.sheets, self.true = sheets, true
        self.levels = [level for level in released.levels if level not in ("town", "catchment")]
        self.model = cp_model.CpModel()
        self.secrets: dict[At, tuple[Expression, int]] = {}
        self.units = units_of(snapshot)
        told = released.levels[CITY].values
        self.subsets = [code for code in SUBSETS if code in told]
        self.people = self._counts((PEOPLE, *PARTITIONS[0], "no_option", "one_option", "more", *self.subsets))
        self._today()
        self._months()
        self._identified(book.all(Person))

    def found(self) -> dict[At, int]:
        """Return the secrets that cannot be anything else than they are; a table that fits tells of many that can."""
        left = dict(self.secrets)
        while left:
            model = self.model.clone()
            apart = {at: model.new_bool_var("") for at in left}
            for at, (count, value) in left.items():
                model.add_linear_expression_in_domain(count, other_than(value)).only_enforce_if(apart[at])
            model.add_bool_or(apart.values())
            model.maximize(sum(apart.values()))
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.max_deterministic_time = 0.5
            status = solver.solve(model)
            if status == cp_model.UNKNOWN:
                model.clear_objective()
                solver.parameters.max_deterministic_time = 1e6
                status = solver.solve(model)
            if status == cp_model.INFEASIBLE:
                break
            assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
            left = {at: secret for at, secret in left.items() if not solver.value(apart[at])}
        return {at: value for at, (_, value) in left.items()}

    def is_possible(self) -> bool:
        """Tell whether any table fits what was read."""
        return bool(cp_model.CpSolver().solve(self.model) != cp_model.INFEASIBLE)

    def _counts(self, codes: tuple[str, ...]) -> dict[tuple[int, str], cp_model.IntVar]:
        return {(unit, code): self.model.new_int_var(0, MANY, "") for unit in range(len(self.units)) for code in codes}

    def _sum(self, counts: Mapping[tuple[int, str], cp_model.IntVar], level: str, key: str, code: str) -> Expression:
        inside = [number for number, unit in enumerate(self.units) if level == CITY or unit[level] == key]
        return cp_model.LinearExpr.sum([counts[number, code] for number in inside])

    def _keep(self, at: At, count: Expression, value: int) -> None:
        if 0 < value < self.limit:
            self.secrets[at] = count, value

    def _read(self, count: Expression, figure: Figure, value: int) -> None:
        """Learn from a figure; from one that is hidden only whether it is small, and who is not informed not even that."""
        if isinstance(figure, float):
            assert figure == value
            self.model.add(count == value)
        elif figure == HIDDEN:
            small = self.informed and value < self.limit
            self.model.add(count >= (self.limit if self.informed and not small else 1))
            self.model.add(count <= (self.limit - 1 if small else MANY))

    def _today(self) -> None:
        papers = figures(self.sheets)
        for unit in range(len(self.units)):
            everybody = self.people[unit, PEOPLE]
            for codes in (PARTITIONS[0], ("no_option", "one_option", "more")):
                self.model.add(everybody == sum(self.people[unit, code] for code in codes))
            for code in self.subsets:
                self.model.add(self.people[unit, code] <= everybody)
        for level in self.released.levels:
            true = self.true[level]
            for code in (
                (PEOPLE,) if level == "town" else (PEOPLE, *PARTITIONS[0], "no_option", "one_option", *self.subsets)
            ):
                for key, value in true[code].astype(int).items():
                    at = level, str(key), code
                    count, rest = (self._sum(self.people, *at[:2], one) for one in (code, PEOPLE))
                    self._keep(at, count, value)
                    if code in (*self.subsets, "no_option"):
                        self._keep((*at[:2], f"not_{code}"), rest - count, int(true[PEOPLE][at[1]]) - value)
                    if at in papers:
                        self._read(count, papers[at], value)

    def _months(self) -> None:
        months = self.released.months
        later = {unit: self.people[unit, PEOPLE] for unit in range(len(self.units))}
        now = {(level, key): int(self.true[level][PEOPLE][key]) for level, key in months.nested.areas}
        self.first: dict[tuple[int, str], cp_model.IntVar] = {}
        for month in reversed(range(len(months.days))):
            counts = self._counts((EVERYBODY, WITH))
            for unit, more in later.items():
                self.model.add(counts[unit, EVERYBODY] <= more)
                self.model.add(counts[unit, WITH] <= counts[unit, EVERYBODY])
                if month == len(months.days) - 1 and all(months.counts[-1][EVERYBODY][at] == now[at] for at in now):
                    self.model.add(counts[unit, EVERYBODY] == more)
            for label, sheet in self.sheets.items():
                whole = label in months.nested.wards_of
                for side, area in (("ward", (MUNICIPALITY if whole else WARD, label)), ("city", (CITY, UNKNOWN_AREA))):
                    everybody, ready = (self._sum(counts, *area, code) for code in (EVERYBODY, WITH))
                    share = sheet.trend.ready[side][month]
                    if isinstance(share, float):
                        apart, percent = 2 * (100 * ready - round(share) * everybody), months.percent(area, now[area])
                        self.model.add(apart <= percent * everybody)
                        self.model.add(apart >= -percent * everybody)
            for area in months.nested.areas:
                everybody, ready = (self._sum(counts, *area, code) for code in (EVERYBODY, WITH))
                many, few = (months.counts[month][code][area] for code in (EVERYBODY, WITH))
                for name, count, value in ((EVERYBODY, everybody, many), (WITH, ready, few), ("without", everybody - ready, many - few)):  # fmt: skip
                    self._keep((*area, f"{name} {month}"), count, value)
            later = {unit: counts[unit, EVERYBODY] for unit in later}
            self.first = counts

    def _identified(self, people: list[Person]) -> None:
        """Read who came in the last twelve months and the twelve before; nobody came in the days around the first month's end."""
        snapshot, counts = self.released.snapshot, self._counts(("now", "then"))
        for unit in range(len(self.units)):
            everybody = self.first[unit, EVERYBODY]
            self.model.add(counts[unit, "now"] == self.people[unit, PEOPLE] - everybody)
            self.model.add(counts[unit, "then"] <= everybody)
        ends = [months_before(snapshot.day, back) for back in (0, 12, 24)]
        homes = [snapshot.places.label(one.city, one.ward) or "" for one in people]
        lying = snapshot.lying(homes, ("" for _ in people))
        for number, name in enumerate(("now", "then")):
            came = [
                one.identified_on is not None and ends[number + 1] < one.identified_on <= ends[number] for one in people
            ]
            for level in self.levels:
                rows = snapshot.areas(level)
                for key, value in zip(rows.frame["key"], rows.sum(lying, came).astype(int).tolist(), strict=True):
                    count = self._sum(counts, level, str(key), name)
                    self._keep((level, str(key), name), count, value)
                    whole = level == MUNICIPALITY and key in self.released.months.nested.wards_of
                    if level == CITY or whole or (level == WARD and key in self.sheets):
                        sheet = next(iter(self.sheets.values())) if level == CITY else self.sheets[key]
                        self._read(count, sheet.identified["city" if level == CITY else "ward"][number], value)


def other_than(value: int) -> cp_model.Domain:
    return cp_model.Domain.from_intervals([[0, value - 1], [value + 1, MANY * MANY]])


def units_of(snapshot: Snapshot) -> list[dict[str, str]]:
    """Return the least areas, each by the area of each level that it lies in."""
    catchments, wards = snapshot.areas("catchment"), list(snapshot.places.areas["ward"])
    city_of = {area.label: one.label for one in snapshot.places.names.municipalities for area in one.areas}
    units = [
        {
            "town": town.key,
            WARD: town.ward if town.ward in wards else UNKNOWN_AREA,
            "catchment": str(catchments.frame["key"].iloc[number]),
            MUNICIPALITY: city_of.get(town.ward, UNKNOWN_AREA),
        }
        for town, number in zip(snapshot.towns, catchments.through, strict=False)
    ]
    nowhere = {"town": UNKNOWN_AREA, "catchment": UNKNOWN_AREA}
    units += [{**nowhere, WARD: ward, MUNICIPALITY: city_of[ward]} for ward in wards]
    cities = dict.fromkeys([*city_of.values(), UNKNOWN_AREA])
    return units + [{**nowhere, WARD: UNKNOWN_AREA, MUNICIPALITY: city} for city in cities]


def figures(sheets: Mapping[str, WardSheet]) -> dict[At, Figure]:
    """Return what stands on the sheets and in their layers for each area and measure."""
    found: dict[At, Figure] = {}
    for sheet in sheets.values():
        found |= {(CITY, UNKNOWN_AREA, line.code): line.city for line in sheet.lines}
        for layer, level in LEVELS.items():
            if layer not in sheet.layers:
                continue
            for row in sheet.layers[layer].to_dict("records"):
                hidden, merged = (set(str(row[name]).split(",")) for name in (HIDDEN, MERGED))
                for line in sheet.lines:
                    value = row[line.code]
                    known = None if np.isnan(value) else float(value)
                    found[level, str(row["key"]), line.code] = (
                        MERGED if line.code in merged else HIDDEN if line.code in hidden else known
                    )
    return found
