"""What leaves the desk of the demonstration: the rules hold, and nobody can work the hidden figures out again."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from casebook.book import Casebook
from casebook.records import Area, Facility, FacilityCondition, Person, Stay, Visit
from casebook.roles import Actor
from desk.coverage.areas import CITY, LEVELS, MUNICIPALITY, UNKNOWN_AREA
from desk.coverage.coverage import ASKED, coverage_of
from desk.coverage.measures import MEASURES
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.ward_sheet.disclosure import FEW, PARTITIONS, SUBSETS, TOLD, Release, measured, public, release
from desk.ward_sheet.nested import Figures
from matching.policy import load_policy
from matching.problem.model import MEDICAL_CARE
from tests.conftest import NOW, TODAY, copied
from tests.desk.conftest import square
from tests.desk.ward_sheet.regions import scatter

LIMIT = 10
STATISTICS = MEASURES["population"].source
REGION = (CITY, *LEVELS)
ALL = tuple(level for level in REGION if level != MUNICIPALITY)
"""Of one city its municipalities are no level of their own."""
COUNTED = ("people", "tier_1", "tier_2", "tier_3", "no_option", "one_option", *SUBSETS)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> Casebook:
    return copied(demo_template, tmp_path_factory.mktemp("disclosure"))


@pytest.fixture(scope="module")
def snapshot(demo: Casebook) -> Snapshot:
    return read_snapshot(demo, TODAY, load_policy())


@pytest.fixture(scope="module")
def true(snapshot: Snapshot) -> Figures:
    return {level: measured(public(snapshot), coverage_of(public(snapshot), level)) for level in ALL}


@pytest.fixture(scope="module")
def released(snapshot: Snapshot) -> Release:
    return release(snapshot, LIMIT)


def test_every_count_of_people_has_its_rule() -> None:
    assert {one.code for one in MEASURES.values() if one.people} == {*COUNTED, "stays"}


def test_small_counts_are_hidden_zero_and_the_rest_are_as_they_are(released: Release, true: Figures) -> None:
    for level in ALL:
        values, hidden = released.levels[level].values, released.hidden[level]  # noqa: PD011
        assert values.isna().where(hidden, True).all(axis=None)
        pd.testing.assert_frame_equal(values.where(~hidden), true[level].where(~hidden))
        for code in (code for code in map(str, values) if MEASURES[code].people):
            count = true[level][code]
            assert hidden.loc[(count > 0) & (count < LIMIT), code].all()
            if level != "town":
                assert not hidden.loc[count == 0, code].any()


def test_what_is_worked_out_from_a_hidden_figure_is_hidden(released: Release) -> None:
    for hidden in released.hidden.values():
        assert hidden.loc[hidden["people"], ["places_per_person", "access_people", "metres_1", "metres_3"]].all(
            axis=None
        )
        assert hidden.loc[hidden["trial_places"], ["places_per_person", "function_trial"]].all(axis=None)


def test_nothing_tells_how_much_one_single_facility_carries(released: Release) -> None:
    for level in ALL:
        assert not {"busiest_share", "herfindahl"} & set(released.levels[level].values)
        assert released.hidden[level].columns.equals(released.levels[level].values.columns)  # noqa: PD011


def test_towns_tell_nothing_of_people_but_how_many_and_nothing_of_facilities_that_is_not_published(
    released: Release,
) -> None:
    hidden, published = released.hidden["town"], {"people", "short_stay", "group_home", "population"}
    assert set(released.levels["town"].values.dropna(axis=1, how="all")) >= published  # noqa: PD011
    for code in (code for code in hidden if code not in published):
        source = MEASURES[str(code)].source
        assert hidden[code].all() == (source not in (MEASURES["short_stay"].source, STATISTICS)), code


def test_a_place_that_only_coordinators_know_of_changes_no_figure(
    demo: Casebook, snapshot: Snapshot, true: Figures
) -> None:
    town = next(one for one in snapshot.towns if one.point.lat is not None)
    place: dict[str, Any] = {"service_code": "24", "service_name": "短期入所", "city": "仙台市", "ward": town.ward,
             "lat": town.point.lat, "lon": town.point.lon, "located_at": "office"}  # fmt: skip
    said: dict[str, Any] = {
        "trial_places": 3,
        "offers_trial": True,
        "emergency_policy": "always",
        "severe_behaviour": True,
    }
    with demo.writing("places") as writer:
        for source, sharing in (("demo", "private"), ("manual", "network")):
            key = writer.add(Facility(name=source, source=source, **place))
            writer.add(FacilityCondition(facility_id=key, sharing=sharing, **said))
            writer.add(Visit(facility_id=key, visited_on=TODAY, kind="short_stay"))
    after = read_snapshot(demo, TODAY, load_policy())
    for level in ALL:
        figures = measured(public(after), coverage_of(public(after), level))
        pd.testing.assert_frame_equal(figures, true[level])
    assert coverage_of(after, CITY).values["trial_places"].sum() > true[CITY]["trial_places"].sum()  # noqa: PD011


def behind(snapshot: Snapshot, code: str) -> list[bool]:
    """Tell which facilities have something in what is told, one by one."""
    first, last, found = date(2025, 4, 1), date(2026, 3, 31), list[bool]()
    for one, file in zip(snapshot.problem.facilities, snapshot.files, strict=True):
        places = bool(one.places) and one.offers_trial is not False
        willing = one.emergency_policy not in (None, "none")
        said: dict[str, Any] = {
            "trial_places": places,
            "emergency": willing,
            "trial": places or (one.offers_trial is True and one.places != 0),
            "experts": (one.severe_behaviour is True or True in one.medical_care.values())
            and (one.service_code in ("24", "33", "34", "WH") or willing or one.offers_trial is True),
        }
        counted = any(stay.start_on <= last and (stay.end_on or last) >= first for stay in file.stays)
        found.append(counted if code == "stays" else said[code] and not one.is_base and not one.closed)
    return found


def test_a_planner_s_reading_gives_the_same_figures(demo: Casebook) -> None:
    planner = Casebook(demo._engine, Actor("市", "planner"), lambda: NOW).counting()
    mine, theirs = (public(read_snapshot(book, TODAY, load_policy())) for book in (demo, planner))
    for level in ALL:
        pd.testing.assert_frame_equal(coverage_of(theirs, level).values, coverage_of(mine, level).values)


@pytest.mark.parametrize(("code", "measure"), TOLD.items())
def test_fewer_than_three_facilities_are_not_broken_out(released: Release, code: str, measure: str) -> None:
    snapshot = released.snapshot
    assert any(behind(snapshot, code))
    for level in ALL[1:]:
        rows = snapshot.areas(level)
        count = pd.Series(rows.sum(snapshot.facilities, behind(snapshot, code)), list(rows.frame["key"]))
        assert released.hidden[level].loc[list((count > 0) & (count < FEW)), measure].all()


@pytest.mark.parametrize("code", ASKED)
def test_what_one_or_two_facilities_answered_is_hidden_whatever_it_was(released: Release, code: str) -> None:
    snapshot = released.snapshot
    for level in ALL[1:]:
        rows = snapshot.areas(level)
        count = pd.Series(rows.sum(snapshot.facilities, answers(snapshot, code)), list(rows.frame["key"]))
        assert level == "ward" or ((count > 0) & (count < FEW)).any()
        assert released.hidden[level].loc[list((count > 0) & (count < FEW)), TOLD[code]].all()


def answers(snapshot: Snapshot, code: str) -> list[bool]:
    """Tell which published facilities where people can stay answered a question, yes or no, one by one."""
    found = []
    for one in snapshot.problem.facilities:
        told = {
            "trial_places": one.places is not None or one.offers_trial is False,
            "emergency": one.emergency_policy is not None,
            "trial": one.places is not None or one.offers_trial is not None,
            "experts": True in one.medical_care.values()
            or one.severe_behaviour is True
            or not {None} & {one.severe_behaviour, *(one.medical_care.get(care) for care in MEDICAL_CARE)},
        }
        stays = one.service_code in ("24", "33", "34", "WH") or one.offers_trial or one.emergency_policy not in (
            None, "none")  # fmt: skip
        outside = not (one.is_base or one.closed)
        found.append(bool(stays) and outside and told[code])
    return found


def test_a_mean_way_of_few_people_is_hidden_however_many_live_there(little: Casebook) -> None:
    at: dict[str, Any] = {"city": "仙台市", "ward": "青葉区"}
    with little.writing("people") as writer:
        for number in range(30):
            writer.add(Person(code_name=f"P-{number}", wheelchair=number >= LIMIT - 1, **at))
        office: dict[str, Any] = {
            "service_code": "24",
            "service_name": "短期入所",
            "lat": 38.26,
            "lon": 140.87,
            "located_at": "office",
        }
        site = writer.add(Facility(source="demo", name="段差", **office, **at))
        writer.add(FacilityCondition(facility_id=site, wheelchair=False))
    assert hidden_in(little, "青葉区")["metres_1"]
    with little.writing("one more") as writer:
        writer.add(Person(code_name="P-30", wheelchair=False, **at))
    assert not hidden_in(little, "青葉区")["metres_1"]


def test_a_closed_facility_and_a_stay_to_come_do_not_stand_behind_a_figure(little: Casebook) -> None:
    with little.writing("facilities") as writer:
        person = writer.add(Person(code_name="P-1", city="仙台市", ward="青葉区"))
        wards = ("青葉区",) * 4 + ("泉区",) * 4
        office: dict[str, Any] = {"source": "demo", "service_code": "24", "service_name": "短期入所", "city": "仙台市"}
        sites = [writer.add(Facility(name=f"{at}", ward=ward, **office)) for at, ward in enumerate(wards)]
        for at, site in enumerate(sites):
            if at != 2:  # the third has said nothing; the fourth had said it, and will close
                said: dict[str, Any] = {
                    "trial_places": 2,
                    "offers_trial": True,
                    "emergency_policy": "always",
                    "severe_behaviour": True,
                }
                writer.add(FacilityCondition(facility_id=site, **said))
            first = date(2026, 4, 1) if at == 2 else date(2026, 3, 1)  # after the year that is over, and in it
            for day in (first + timedelta(days=back) for back in range(LIMIT if at != 3 else 0)):
                writer.add(Stay(person_id=person, facility_id=site, kind="trial", start_on=day, end_on=day))
    assert not hidden_in(little, "青葉区")["trial_places"]
    with little.writing("closed") as writer:
        writer.change(replace(writer.one(Facility, sites[3]), status="closed"))
    assert hidden_in(little, "青葉区")[list(TOLD.values())].all()


def hidden_in(book: Casebook, ward: str) -> pd.Series:
    return release(read_snapshot(book, TODAY, load_policy()), LIMIT).hidden["ward"].T[ward]


class Attacker:
    """Knows the towns, all that was released, and mostly which of the hidden counts are the small ones.

    The unknowns are, for every town, and every ward's people of whom no town is known, how many belong to each group.
    """

    def __init__(self, snapshot: Snapshot, released: Release, true: Figures, *, knows_small: bool = True) -> None:
        self.wards, catchments = list(snapshot.places.areas["ward"]), snapshot.areas("catchment")
        city_of = {area.label: one.label for one in snapshot.places.names.municipalities for area in one.areas}
        self.units = [
            (
                town.key,
                town.ward if town.ward in self.wards else UNKNOWN_AREA,
                catchments.frame["key"].iloc[number],
                city_of.get(town.ward, UNKNOWN_AREA),
            )
            for town, number in zip(snapshot.towns, catchments.through, strict=False)
        ]
        self.units += [(UNKNOWN_AREA, ward, UNKNOWN_AREA, city_of[ward]) for ward in self.wards]
        self.units += [
            (UNKNOWN_AREA, UNKNOWN_AREA, UNKNOWN_AREA, city)
            for city in (*dict.fromkeys(city_of.values()), UNKNOWN_AREA)
        ]
        self.codes = [code for code in (*COUNTED, "more") if code == "more" or code in true[CITY]]
        self.number = {(unit, code): i for i, (unit, code) in enumerate(
            (unit, code) for unit in range(len(self.units)) for code in self.codes)}  # fmt: skip
        self.rows: list[dict[int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []
        for level in true:
            for area, code in ((a, c) for a in true[level].index for c in self.codes if c != "more"):
                if level != "town" or code == "people":
                    told, hides = true[level].loc[area, code], released.hidden[level].loc[area, code]
                    unsure = (1, LIMIT - 1) if told < LIMIT else (LIMIT, np.inf)
                    bounds = (told, told) if not hides else unsure if knows_small else (1, np.inf)
                    self.know(self.sum(level, area, code), *bounds)
        for unit in range(len(self.units)):
            parts = (PARTITIONS[0], ("no_option", "one_option", "more"))
            people = self.number[unit, "people"]
            for codes in parts:
                self.know({people: -1.0} | {self.number[unit, code]: 1.0 for code in codes}, 0, 0)
            for code in set(self.codes) & set(SUBSETS):
                self.know({people: -1.0, self.number[unit, code]: 1.0}, -np.inf, 0)

    def know(self, row: dict[int, float], low: float, high: float) -> None:
        self.rows.append(row)
        self.low.append(low)
        self.high.append(high)

    def sum(self, level: str, area: object, code: str) -> dict[int, float]:
        position = {"town": 0, "ward": 1, "catchment": 2, MUNICIPALITY: 3}
        inside = (i for i, unit in enumerate(self.units) if level == CITY or unit[position[level]] == area)
        return {self.number[i, code]: 1.0 for i in inside}

    def range(self, row: dict[int, float]) -> tuple[int, int]:
        """Return the least and the most that a sum of unknowns can be."""
        size = len(self.number)
        entries = [(i, j, value) for i, one in enumerate(self.rows) for j, value in one.items()]
        rows, columns, values = zip(*entries, strict=True)
        system = csr_array((values, (rows, columns)), shape=(len(self.rows), size))
        goal = np.zeros(size)
        goal[list(row)] = list(row.values())
        ends = [
            milp(sign * goal, constraints=LinearConstraint(system, self.low, self.high), integrality=np.ones(size),
                 bounds=Bounds(0, np.inf), options={"mip_rel_gap": 0.5})
            for sign in (1, -1)
        ]  # fmt: skip
        return round(ends[0].fun), 10**6 if ends[1].fun is None else round(-ends[1].fun)  # None: there is no most


def test_whoever_knows_everything_released_cannot_work_out_a_hidden_count(
    snapshot: Snapshot, released: Release, true: Figures
) -> None:
    """A sample of the hidden counts of every level; a gap of the solver only makes what is found narrower."""
    attacker = Attacker(snapshot, released, true)
    for level, size in ((CITY, 2), ("ward", 8), ("catchment", 8), ("town", 4)):
        hidden = released.hidden[level]
        codes = ["people"] if level == "town" else [code for code in attacker.codes if code != "more"]
        targets = [(area, code) for area in hidden.index for code in codes if hidden.loc[area, code]]
        for area, code in targets[:: max(1, len(targets) // size)]:
            least, most = attacker.range(attacker.sum(level, area, code))
            assert most - least >= 1, (level, area, code)


def test_the_same_attacker_finds_a_count_out_where_only_the_small_ones_are_hidden(
    snapshot: Snapshot, released: Release, true: Figures
) -> None:
    small = {level: (one > 0) & (one < LIMIT) for level, one in true.items()}
    attacker = Attacker(snapshot, replace(released, hidden=small), true)
    told = [attacker.range(attacker.sum("ward", ward, "need_mental")) for ward in attacker.wards]
    assert any(least == most for least, most in told)


def test_the_attacker_finds_a_ward_out_where_its_city_is_not_judged_with_it(book: Casebook) -> None:
    with book.writing("region") as writer:
        for number, (city, ward, people) in enumerate(
            (("甲市", "東区", 20), ("甲市", "西区", 4), ("乙市", "東区", 15), ("乙市", "北区", 3))
        ):
            writer.add(
                Area(code=f"0410{number}", prefecture="宮城県", city=city, name=ward, geometry=square(140 + number, 38))
            )
            for one in range(people):
                writer.add(Person(code_name=f"P-{number}-{one}", city=city, ward=ward))
    snapshot = read_snapshot(book, TODAY, load_policy())
    released = release(snapshot, LIMIT)
    true = {level: measured(public(snapshot), coverage_of(public(snapshot), level)) for level in REGION}
    apart = {**released.hidden, "ward": true["ward"].isin(range(1, LIMIT)), MUNICIPALITY: true[MUNICIPALITY].isna()}
    careless = Attacker(snapshot, replace(released, hidden=apart), true)
    assert careless.range(careless.sum("ward", "西区", "people")) == (4, 4)
    attacker = Attacker(snapshot, released, true)
    for ward in ("西区", "北区"):
        least, most = attacker.range(attacker.sum("ward", ward, "people"))
        assert most > least


@pytest.mark.parametrize("seed", range(3))
def test_a_municipality_of_one_area_has_that_area_s_figures_hidden_and_shown(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    released = release(read_snapshot(book, TODAY, load_policy()), LIMIT)
    for frames in (released.hidden, {level: one.values for level, one in released.levels.items()}):  # noqa: PD011
        pd.testing.assert_frame_equal(frames[MUNICIPALITY].loc[["丙町"]], frames["ward"].loc[["丙町"]])


def test_without_people_nothing_is_hidden_of_them(book, little) -> None:
    released = release(read_snapshot(little, date(2026, 11, 22), load_policy()), LIMIT)
    for level in (CITY, "ward", "catchment"):
        assert not released.hidden[level]["people"].any()
