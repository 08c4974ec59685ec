"""The demonstration: the same every time, nothing real in it, and FY2021 as published."""

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from casebook import vocabulary as v
from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.mapping import KINDS
from casebook.records import Audit, Facility, Person, Plan, Stay, Town
from casebook.roles import Actor
from desk.city.yearly import consultations_by_source, identified_by_kind, room_use, visits_by_kind
from desk.demo.demo import demo_if_empty, make_demo
from desk.errors import DeskError
from desk.period import coming_quarter, fiscal_year, span
from desk.plan import plan_trials, sealed
from desk.policy import load_policy
from matching.policy import STANDARD

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
# The printed tables (domain.md): admitted and advice only, by source.
TABLE_1 = {
    "ward_disability": (11, 9),
    "ward_family_health": (0, 1),
    "ward_public_assistance": (2, 3),
    "specialist": (5, 3),
    "commissioned_office": (13, 10),
    "planning_office": (2, 8),
    "service_provider": (1, 4),
    "police": (1, 0),
    "medical": (1, 8),
    "probation": (1, 4),
    "person": (1, 4),
    "other": (3, 4),
}
TABLE_2 = {
    "short_stay": 11,
    "group_home": 20,
    "guest_house": 1,
    "continuous_employment": 2,
    "barrier_free_apartment": 1,
}
TABLE_3 = {
    "care_meetings": 20,
    "visits": 8,
    "joint_after_emergency": 2,
    "continuing_other": 7,
    "advice": 1,
    "referral": 1,
    "consultation_other": 1,
}


def empty_book(folder: Path, name: str = "sonae.db") -> Casebook:
    url = f"sqlite:///{folder / name}"
    create(url)
    return open_casebook(url, Actor("test", "coordinator"), lambda: NOW)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    book = empty_book(tmp_path_factory.mktemp("demo"))
    make_demo(book, TODAY)
    return book


def test_the_printed_rows_add_up_to_41_and_58() -> None:
    assert sum(admitted for admitted, _ in TABLE_1.values()) == 41
    assert sum(advice for _, advice in TABLE_1.values()) == 58


def test_table_1_is_that_of_fy2021(demo: Casebook) -> None:
    assert consultations_by_source(demo, 2021) == TABLE_1


def test_table_2_is_that_of_fy2021(demo: Casebook) -> None:
    assert visits_by_kind(demo, 2021) == TABLE_2


def test_table_3_is_that_of_fy2021(demo: Casebook) -> None:
    assert identified_by_kind(demo, 2021) == TABLE_3


def test_the_rooms_of_fy2021_are_used_as_published(demo: Casebook) -> None:
    use = room_use(demo, 2021, TODAY)
    assert use.room_days == 551
    assert {rooms: use.days_by_rooms[rooms] for rooms in (0, 4, 5)} == {0: 70, 4: 29, 5: 1}
    assert sum(use.days_by_rooms.values()) == 365


@pytest.mark.parametrize("year", [2021, 2023, 2026])
def test_room_use_equals_counting_day_by_day(demo: Casebook, year: int) -> None:
    bases = {one.id for one in demo.all(Facility) if one.is_base}
    stays = [one for one in demo.all(Stay) if one.facility_id in bases and one.kind == "emergency"]
    first, last = span(year)
    counts: dict[int, int] = {}
    day = first
    while day <= min(last, TODAY):
        rooms = sum(1 for one in stays if one.start_on <= day and (one.end_on is None or day <= one.end_on))
        counts[rooms] = counts.get(rooms, 0) + 1
        day += timedelta(days=1)
    use = room_use(demo, year, TODAY)
    assert use.days_by_rooms == counts
    assert use.room_days == sum(rooms * days for rooms, days in counts.items())


def test_every_admission_of_fy2021_was_to_the_base(demo: Casebook) -> None:
    bases = {one.id for one in demo.all(Facility) if one.is_base}
    admitted = [one for one in demo.all(Stay) if one.kind == "emergency" and fiscal_year(one.start_on) == 2021]
    assert len(admitted) == 41
    assert {one.facility_id for one in admitted} <= bases


def test_there_are_120_people_of_every_tier_and_some_without_consent(demo: Casebook) -> None:
    from desk.city.people import person_files

    files = person_files(demo, TODAY)
    assert len(files) == 120
    assert {file.tier for file in files} == {1, 2, 3}
    assert 3 <= sum(1 for file in files if not file.consent_valid) <= 25
    assert {file.person.support_scale for file in files} == {"adult", "child"}


def test_nobody_is_in_two_places_at_once(demo: Casebook) -> None:
    spans: dict[int, list[tuple[date, date]]] = {}
    for stay in demo.all(Stay):
        spans.setdefault(stay.person_id, []).append((stay.start_on, stay.end_on or TODAY))
    for person in spans.values():
        person.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(person))


def test_short_stays_have_the_real_proportions_and_the_base_four_rooms(demo: Casebook) -> None:
    facilities = demo.all(Facility)
    wards = [one.ward for one in facilities if one.service_code == "24"]
    assert [wards.count(ward) for ward in ("青葉区", "宮城野区", "若林区", "太白区", "泉区")] == [22, 7, 6, 14, 14]
    [base] = [one for one in facilities if one.is_base]
    assert base.emergency_rooms == 4
    assert any(one.capacity is None for one in facilities)


def contents(book: Casebook) -> str:
    rows = {kind.__name__: [repr(row) for row in book.all(kind)] for kind in KINDS if kind not in (Audit, Plan)}
    return json.dumps(rows, ensure_ascii=False, sort_keys=True)


def test_the_same_day_gives_the_same_rows_and_another_day_others(tmp_path: Path) -> None:
    books = [empty_book(tmp_path, f"{name}.db") for name in "abc"]
    for book, day in zip(books, (TODAY, TODAY, TODAY - timedelta(days=30)), strict=True):
        make_demo(book, day)
    assert contents(books[0]) == contents(books[1])
    assert contents(books[0]) != contents(books[2])


@pytest.mark.parametrize("day", [date(2021, 6, 1), date(2022, 3, 31), date(2024, 2, 29), date(2030, 1, 1)])
def test_any_day_will_do(tmp_path: Path, day: date) -> None:
    book = empty_book(tmp_path)
    make_demo(book, day)
    assert all(one.start_on <= day for one in book.all(Stay))
    assert all(one.identified_on is not None and one.identified_on <= day for one in book.all(Person))
    if day >= date(2022, 3, 31):
        assert consultations_by_source(book, 2021) == TABLE_1
        assert room_use(book, 2021, day).room_days == 551


def test_a_casebook_that_holds_something_is_left_alone(demo: Casebook) -> None:
    before = demo.revision()
    with pytest.raises(DeskError) as refused:
        make_demo(demo, TODAY)
    assert refused.value.code == "demo.not_empty"
    assert not demo_if_empty(demo, TODAY, NOW)
    assert demo.revision() == before


def test_no_real_facility_operator_telephone_or_town_is_in_it(demo: Casebook, reference_data: Path) -> None:
    real: set[str] = set()
    for file in sorted((reference_data / "wamnet").glob("*.csv")):
        encoding = "cp932" if "cp932" in file.name else "utf-8-sig"
        with file.open(encoding=encoding, newline="") as stream:
            for row in csv.DictReader(stream):
                real |= {row["事業所の名称"], row["法人の名称"], row["事業所番号"], row["事業所電話番号"]}
    for one in demo.all(Facility):
        assert not {one.name, one.operator, one.office_number, one.phone} & real, one
    towns = {
        town["town"]
        for file in (reference_data / "towns").glob("*.json")
        for town in json.loads(file.read_text("utf-8"))
    }
    assert not {one.name for one in demo.all(Town)} & towns


def test_vocabularies_of_the_pillars_agree() -> None:
    from matching.dated import calendar as nights
    from matching.problem import model, tiers

    for name in "SEXES DISABILITY_KINDS MEDICAL_CARE VACANCIES OUTCOMES STAY_KINDS EMERGENCY_POLICIES".split():
        assert getattr(model, name) == getattr(v, name)
    assert model.FACILITY_SEXES == v.ACCEPTED_SEXES
    assert {scale: levels[-1] for scale, levels in v.SUPPORT_LEVELS.items()} == model.SUPPORT_LEVELS
    assert model.OLDEST == v.BOUNDS["age_max"][1] == v.BOUNDS["age_min"][1] >= v.BOUNDS["age"][1]
    assert max(v.BOUNDS["trial_places"][1], v.BOUNDS["beds"][1]) <= model.MOST_PLACES
    assert v.BOUNDS["nights"] == (1, nights.LONGEST_STAY)
    assert set(tiers.CAREGIVER) == set(v.CAREGIVERS)
    assert {tiers.ABUSE, *tiers.FACTORS} == set(v.RISK_FACTORS)


def test_the_demonstration_opens_with_a_plan_whose_lines_start_at_towns(tmp_path: Path) -> None:
    from desk.city.city import read_city

    book = empty_book(tmp_path)
    assert demo_if_empty(book, TODAY, NOW)
    [plan] = book.all(Plan)
    city = read_city(book, TODAY)
    lines = city.plan_lines()
    assert 0 < len(lines) <= plan.placed
    towns = {(town.lon, town.lat) for town in city.towns} | {place.lonlat for place in city.places.wards.values()}
    assert {line.coords[0] for line in lines.geometry} <= towns
    with book.writing("a draft") as writer:
        writer.add(replace(plan, id=None))
    assert len(read_city(book, TODAY).plan_lines()) == len(lines)


def test_the_verifier_outside_confirms_the_plan_of_the_demonstration(demo: Casebook, tmp_path: Path) -> None:
    view = plan_trials(demo, coming_quarter(TODAY), load_policy(), TODAY)
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(sealed(view.record), ensure_ascii=False), encoding="utf-8")
    docs = Path(__file__).parents[3] / "docs"
    done = subprocess.run(
        [sys.executable, docs / "verify_plan.py", plan, STANDARD], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["ok"]), done.stderr
