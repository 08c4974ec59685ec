"""Whoever lays all papers of all months side by side and works out what they hide, by an exact program (CP-SAT).

The unknowns are how many people of each town, and of each ward of which no town is known, belong to each group, on the day
of each edition and at the ends of the months before the first; and how many were identified in each fiscal year. All rules
are known, that nobody had left before the first edition, and that the last month ended as its day is, where it did so; and
to somebody informed, which of the figures that are hidden are small counts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from casebook.records import Person
from desk.coverage.areas import CITY, MUNICIPALITY, UNKNOWN_AREA, levels_of
from desk.coverage.coverage import coverage_of
from desk.coverage.snapshot import Snapshot
from desk.period import span
from desk.publication.suppression import HIDDEN
from desk.readiness import month_ends
from desk.ward_sheet.disclosure import PARTITIONS, PEOPLE, SUBSETS, measured
from desk.ward_sheet.edition import figures
from desk.ward_sheet.nested import WARD
from desk.ward_sheet.past import EVERYBODY, WITH, read_months
from desk.ward_sheet.sheet import WardSheet
from desk.ward_sheet.told import NOTHING, Figure, Told

if TYPE_CHECKING:
    from datetime import date

MANY = 10**4
At = tuple[str, str, str]
"""Level, key and what is counted."""
Expression = Any
"""Of the solver's, whose own type also stands for plain numbers."""
Counts = Mapping[tuple[int, str], cp_model.IntVar]
"""By number of the unit and what is counted."""


@dataclass(frozen=True)
class Papers:
    """All sheets of one edition, and the truth behind them.

    Attributes
    ----------
    snapshot
        What may be known of the city on the day.
    everyone
        All people, those whose support is over too.
    told
        What editions before told, of months and years.
    """

    snapshot: Snapshot
    sheets: Mapping[str, WardSheet]
    everyone: Sequence[Person]
    told: Told = NOTHING


@dataclass(frozen=True)
class _Month:
    """The unknowns of a month: everybody and with an option; and to what percents shares are rounded, by area."""

    everybody: tuple[Counts, str]
    ready: tuple[Counts, str, int]
    percent: Mapping[tuple[str, str], int]


class Attacker:
    """Reads the sheets of all wards and municipalities of some editions.

    Parameters
    ----------
    unchanged
        Of which wards it is known that nothing changed from the first edition to the second.

    Attributes
    ----------
    secrets
        Every count from 1 to the limit less one, on a sheet or to be worked out, as an expression and what it is.
    """

    def __init__(
        self, editions: Sequence[Papers], limit: int, *, informed: bool, unchanged: Collection[str] = ()
    ) -> None:
        self.limit, self.informed = limit, informed
        self.model = cp_model.CpModel()
        self.secrets: dict[At, tuple[Expression, int]] = {}
        self.units = units_of(editions[0].snapshot)
        self.months: dict[date, _Month] = {}
        self.years: dict[int, Counts] = {}
        self.came: dict[int, dict[tuple[str, str], int]] = {}
        days = []
        for number, papers in enumerate(editions):
            self.papers, self.named = papers, f"{number} "
            snapshot = papers.snapshot
            self.levels = (CITY, *levels_of(snapshot.places))
            self.true = {level: measured(snapshot, coverage_of(snapshot, level)) for level in self.levels}
            self.subsets = [code for code in SUBSETS if code in self.true[CITY]]
            self.people = self._counts((PEOPLE, *PARTITIONS[0], "no_option", "one_option", "more", *self.subsets))
            days.append(self.people)
            self._today()
            self._past()
            self._identified(nobody_left=not number)
        for number, unit in enumerate(self.units):
            for code in (PEOPLE, *PARTITIONS[0], "no_option", "one_option", *self.subsets):
                if unit[WARD] in unchanged:
                    self.model.add(days[0][number, code] == days[1][number, code])

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
        papers = figures(list(self.papers.sheets.values()))
        for unit in range(len(self.units)):
            everybody = self.people[unit, PEOPLE]
            for codes in (PARTITIONS[0], ("no_option", "one_option", "more")):
                self.model.add(everybody == sum(self.people[unit, code] for code in codes))
            for code in self.subsets:
                self.model.add(self.people[unit, code] <= everybody)
        for level in self.levels:
            true = self.true[level]
            for code in (
                (PEOPLE,) if level == "town" else (PEOPLE, *PARTITIONS[0], "no_option", "one_option", *self.subsets)
            ):
                for key, value in true[code].astype(int).items():
                    at = level, str(key)
                    count, rest = (self._sum(self.people, *at, one) for one in (code, PEOPLE))
                    self._keep((*at, self.named + code), count, value)
                    if code in (*self.subsets, "no_option"):
                        name = f"{self.named}not_{code}"
                        self._keep((*at, name), rest - count, int(true[PEOPLE][at[1]]) - value)
                    if (*at, code) in papers:
                        self._read(count, papers[*at, code], value)

    def _past(self) -> None:
        """Read the trends: of months that are told first, or were told before, and of today."""
        snapshot, months = self.papers.snapshot, read_months(self.papers.snapshot, self.papers.told)
        now = {(level, key): int(self.true[level][PEOPLE][key]) for level, key in months.nested.areas}
        steps = {area: months.percent(area, now[area]) for area in now}
        later: tuple[Counts, str] = self.people, PEOPLE
        for number, day in reversed(list(enumerate(months.days))):
            counts = self._counts((EVERYBODY, WITH))
            true = months.counts[number]
            for unit in range(len(self.units)):
                self.model.add(counts[unit, EVERYBODY] <= later[0][unit, later[1]])
                self.model.add(counts[unit, WITH] <= counts[unit, EVERYBODY])
                if day == months.days[-1] and all(true[EVERYBODY][at] == now[at] for at in now):
                    self.model.add(counts[unit, EVERYBODY] == later[0][unit, later[1]])
            for area in months.nested.areas:
                everybody, ready = (self._sum(counts, *area, code) for code in (EVERYBODY, WITH))
                many, few = (true[code][area] for code in (EVERYBODY, WITH))
                for name, count, value in ((EVERYBODY, everybody, many), (WITH, ready, few), ("without", everybody - ready, many - few)):  # fmt: skip
                    self._keep((*area, f"{name} {day}"), count, value)
            later = counts, EVERYBODY
            self.months[day.replace(day=1)] = _Month(later, (counts, WITH, 1), steps)
        self.months[snapshot.day.replace(day=1)] = _Month((self.people, PEOPLE), (self.people, "no_option", -1), steps)
        for sheet in self.papers.sheets.values():
            for side, area in self._sides(sheet):
                for end, share in zip(month_ends(snapshot.day), sheet.trend.ready[side], strict=True):
                    if isinstance(share, float):
                        self._share(self.months[end.replace(day=1)], area, round(share))

    def _share(self, month: _Month, area: tuple[str, str], share: int) -> None:
        everybody = self._sum(month.everybody[0], *area, month.everybody[1])
        some = self._sum(month.ready[0], *area, month.ready[1])
        ready = some if month.ready[2] == 1 else everybody - some
        apart, percent = 2 * (100 * ready - share * everybody), month.percent[area]
        self.model.add(apart <= percent * everybody)
        self.model.add(apart >= -percent * everybody)

    def _identified(self, *, nobody_left: bool) -> None:
        """Read who came in the last two fiscal years; nobody came from the first one's end to the end of the first month."""
        last = next(iter(self.papers.sheets.values())).year
        for number, year in enumerate((last, last - 1)):
            if year not in self.years:
                self.years[year], self.came[year] = self._counts(("came",)), self._came(year)
                for area, value in self.came[year].items():
                    self._keep((*area, f"came {year}"), self._sum(self.years[year], *area, "came"), value)
            for sheet in self.papers.sheets.values():
                for side, area in self._sides(sheet):
                    count = self._sum(self.years[year], *area, "came")
                    self._read(count, sheet.identified[side][number], self.came[year][area])
        if nobody_left:
            ends = self.months[span(last)[1].replace(day=1)], self.months[min(self.months)]
            for unit in range(len(self.units)):
                then, before = (month.everybody[0][unit, month.everybody[1]] for month in ends)
                self.model.add(self.years[last][unit, "came"] == then - before)
                self.model.add(self.years[last - 1][unit, "came"] <= before)

    def _came(self, year: int) -> dict[tuple[str, str], int]:
        snapshot, people, (first, last) = self.papers.snapshot, self.papers.everyone, span(year)
        homes = [snapshot.places.label(one.city, one.ward) or "" for one in people]
        lying = snapshot.lying(homes, ("" for _ in people))
        came = [one.identified_on is not None and first <= one.identified_on <= last for one in people]
        return {
            (level, str(key)): value
            for level in self.levels
            if level not in ("town", "catchment")
            for rows in [snapshot.areas(level)]
            for key, value in zip(rows.frame["key"], rows.sum(lying, came).astype(int).tolist(), strict=True)
        }

    def _sides(self, sheet: WardSheet) -> tuple[tuple[str, tuple[str, str]], ...]:
        own = WARD if sheet.parts == (sheet.ward,) else MUNICIPALITY, sheet.ward
        return ("ward", own), ("city", (CITY, UNKNOWN_AREA))


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
