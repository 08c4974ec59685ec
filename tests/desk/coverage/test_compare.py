"""Coverage then is that of a casebook in which nothing later was written; with edits, that of one in which they are done."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Area, Consent, Facility, FacilityCondition, Person, Statistic, Stay, Town, Visit
from casebook.vocabulary import STATISTIC_KINDS
from desk.coverage.areas import LEVELS
from desk.coverage.compare import PAST, at_day, comparable, difference, values_of, whole_city, with_edits, year_end
from desk.coverage.coverage import coverage_of
from desk.coverage.measures import MEASURES
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.errors import DeskError
from desk.plan.edits import Edits, Imagined
from matching.policy import load_policy
from tests.conftest import TODAY, OpenBook
from tests.desk.conftest import square

POLICY = load_policy()
DAY = date(2026, 3, 31)
CITY: dict[str, Any] = {"city": "仙台市"}
TOWNS = {"青葉区": (140.82, 140.87), "泉区": (140.92, 140.97)}


def write(book: Casebook, seed: int, until: date | None = None) -> Casebook:
    """Write a little city by chance; nothing that happened after `until`."""
    chance = random.Random(seed)  # noqa: S311
    days = [DAY + timedelta(days=chance.randrange(-500, 230)) for _ in range(80)]
    with book.writing("city") as writer:
        for number, (ward, lons) in enumerate(TOWNS.items()):
            outline = square(140.8 + number / 10, 38.2)
            writer.add(Area(code=f"0410{number}", prefecture="宮城県", name=ward, geometry=outline, **CITY))
            for town, lon in enumerate(lons):
                writer.add(Town(ward=ward, name=f"町{town}", lat=38.25, lon=lon, **CITY))
        sites = []
        for number in range(8):
            ward = chance.choice(list(TOWNS))
            place: dict[str, Any] = {"lat": 38.25, "lon": chance.choice(TOWNS[ward]), "located_at": "office"}
            named: dict[str, Any] = {"service_code": "24", "service_name": "短期入所", "name": f"F-{number}"}
            sites.append(writer.add(Facility(source="manual", ward=ward, **named, **place, **CITY)))
            policy = chance.choice(["past_use", "always", "information", None])
            writer.add(
                FacilityCondition(facility_id=sites[-1], offers_trial=True, trial_places=1, emergency_policy=policy)
            )
        for number in range(20):
            ward, identified = chance.choice(list(TOWNS)), chance.choice([None, days[number]])
            used = [(chance.choice(sites), days[20 + 2 * number + one]) for one in (0, 1)]
            if until is not None and identified is not None and identified > until:
                continue
            key = writer.add(Person(code_name=f"P-{number}", ward=ward, town="町1", identified_on=identified, **CITY))
            writer.add(Consent(person_id=key, given_by="person", form="oral", given_on=date(2020, 4, 1)))
            for site, day in used:
                # Who is not identified yet has no stay, so that both casebooks can hold the same ones.
                if (identified or day) <= day and (until is None or day <= until):
                    writer.add(Stay(person_id=key, facility_id=site, kind="trial", start_on=day, end_on=day))
        for number in range(20):
            visit = Visit(visited_on=days[60 + number], kind="other", facility_id=chance.choice(sites))
            if visit.visited_on <= (until or TODAY):
                writer.add(visit)
    return book


def snapshot_of(book: Casebook, day: date = TODAY) -> Snapshot:
    return read_snapshot(book, day, POLICY)


@pytest.mark.parametrize("seed", range(4))
def test_then_is_what_a_casebook_without_anything_later_says(
    book: Casebook, sqlite_template: Path, tmp_path: Path, open_book: OpenBook, seed: int
) -> None:
    (tmp_path / "then.db").write_bytes(sqlite_template.read_bytes())
    old = write(open_book(f"sqlite:///{tmp_path / 'then.db'}"), seed, DAY)
    then, expected = at_day(snapshot_of(write(book, seed)), DAY), snapshot_of(old, DAY)
    for level in LEVELS:
        codes = [code for code in PAST if code not in STATISTIC_KINDS]
        assert coverage_of(then, level).values[codes].equals(coverage_of(expected, level).values[codes])
    assert whole_city(then, 5000)["people"] < whole_city(snapshot_of(book), 5000)["people"]


def test_statistics_have_a_past_where_a_figure_existed_then(book: Casebook) -> None:
    write(book, 1)
    with book.writing("statistics") as writer:
        for on, value in ((date(2025, 4, 1), 100), (date(2026, 10, 1), 150)):
            for kind in ("certificate_physical", "population")[: 1 if on.year == 2025 else 2]:
                writer.add(
                    Statistic(level="ward", city="仙台市", ward="泉区", kind=kind, on=on, value=value, source="市")
                )
    now = snapshot_of(book)
    then = coverage_of(at_day(now, DAY), "ward").values
    assert coverage_of(now, "ward").values.T["泉区"][["certificate_physical", "population"]].tolist() == [150, 150]
    assert then["certificate_physical"]["泉区"] == 100
    assert "population" not in then  # that of the list of towns has no day


def test_a_fiscal_year_ends_in_march() -> None:
    assert year_end(date(2026, 3, 31)) == date(2025, 3, 31)
    assert year_end(date(2026, 4, 1)) == date(2026, 3, 31)
    assert year_end(date(2026, 12, 31)) == date(2026, 3, 31)


def test_an_imagined_facility_counts_like_one_that_is_there(book: Casebook) -> None:
    before = snapshot_of(write(book, 1))
    edits = Edits(imagined=(Imagined("新しい家", "24", "仙台市", "泉区", "町0", 3),))
    found = whole_city(with_edits(before, edits), 5000)
    now = whole_city(before, 5000)
    assert found["short_stay"] == now["short_stay"] + 1
    assert found["trial_places"] == now["trial_places"] + 3
    assert found["people"] == now["people"]
    changed = difference(
        values_of(coverage_of(before, "ward"), "trial_places"),
        values_of(coverage_of(with_edits(before, edits), "ward"), "trial_places"),
    )
    assert changed == {"青葉区": 0, "泉区": 3}


def test_a_closed_facility_counts_no_more_and_an_unknown_one_is_an_error(book: Casebook) -> None:
    before = snapshot_of(write(book, 2))
    site = before.problem.facilities[0]
    after = with_edits(before, Edits(closed=frozenset({site.id})))
    assert whole_city(after, 5000)["short_stay"] == whole_city(before, 5000)["short_stay"] - 1
    with pytest.raises(DeskError):
        with_edits(before, Edits(closed=frozenset({999})))


def test_a_difference_with_something_unknown_is_unknown() -> None:
    assert difference({"a": 1.0, "b": None, "c": 2.0}, {"a": 4.0, "b": 1.0, "c": None}) == {
        "a": 3.0,
        "b": None,
        "c": None,
    }


def test_only_measures_of_one_unit_are_taken_off_each_other() -> None:
    for code, measure in MEASURES.items():
        others = comparable(code)
        assert code not in others
        assert {MEASURES[other].unit for other in others} <= {measure.unit}
    assert set(PAST) <= set(MEASURES)
