"""The review of a period: the published year as published, every year as plain SQL has it, the papers' awkward cases."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casebook.book import Casebook, open_casebook
from casebook.errors import NotAllowedError
from casebook.records import Person
from casebook.roles import Actor
from desk.errors import DeskError
from desk.period import run_before, span
from desk.review import ReviewRecords, read_records, read_review, review_of, review_record
from desk.review.records import Call, Stayed
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.demo.test_demo import TABLE_1, TABLE_2, TABLE_3

YEARS = range(2019, 2027)
CALLS = """
    SELECT source, result, count(*) FROM consultation
    WHERE date(received_at, '+9 hours') BETWEEN :first AND :last GROUP BY 1, 2
"""
ROOMS = """
    WITH RECURSIVE days(day) AS (SELECT :first UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < :last),
    used AS (
        SELECT day, (
            SELECT count(*) FROM stay JOIN facility ON facility.id = stay.facility_id
            WHERE is_base AND stay.kind = 'emergency' AND start_on <= day AND (end_on IS NULL OR end_on >= day)
        ) AS rooms FROM days
    )
    SELECT rooms, count(*) FROM used GROUP BY rooms
"""
RESIDENCE = """
    SELECT coalesce(residence_before, 'unknown'), coalesce(residence_after, 'unknown'), count(*) FROM stay
    WHERE kind = 'emergency' AND end_on BETWEEN :first AND :last GROUP BY 1, 2
"""
VISITS = "SELECT kind, count(*) FROM visit WHERE visited_on BETWEEN :first AND :last GROUP BY kind"
IDENTIFIED = "SELECT identified_as, count(*) FROM person WHERE identified_on BETWEEN :first AND :last GROUP BY 1"
CONTACTS = "SELECT kind, purpose, count(*) FROM contact WHERE contacted_on BETWEEN :first AND :last GROUP BY 1, 2"
NOTHING = ReviewRecords((), (), (), (), (), (), {}, frozenset({1}), 4, ("青葉区", "泉区"))
FY2021, FY2023 = span(2021), span(2023)


@pytest.fixture(scope="module")
def demo(demo_template: Path) -> Iterator[Casebook]:
    with closing(open_casebook(f"sqlite:///{demo_template}", COORDINATOR, lambda: NOW)) as book:
        yield book


def counted(records: ReviewRecords, days=FY2023, today=TODAY):
    return review_of(records, days, today)


CALL = Call(1, date(2023, 5, 1), 12, "police", None, admitted=False, person=None, stay=None, ward=None)


def stay(start: date, end: date | None, key=1, facility=1, kind="emergency") -> Stayed:
    return Stayed(key, 1, facility, kind, start, end, None, None)


def test_the_year_that_was_published_comes_out_as_it_was_published(demo):
    found = json.loads(json.dumps(review_record(read_review(demo, FY2021, TODAY)), default=str))
    assert [(one["source"], one["admitted"], one["advice_only"], one["total"]) for one in found["table1"]] == [
        (source, admitted, advice, admitted + advice) for source, (admitted, advice) in TABLE_1.items()
    ]
    assert [sum(one[name] for one in found["table1"]) for name in ("total", "admitted", "advice_only")] == [99, 41, 58]
    assert {one["kind"]: one["visits"] for one in found["table2"] if one["visits"]} == TABLE_2
    assert {one["identified_as"]: one["people"] for one in found["table3"]} == TABLE_3
    use = found["room_use"]
    assert (use["room_days"], use["empty"]) == (551, 70)
    assert [use["days_by_rooms"][rooms] for rooms in "045"] == [70, 29, 1]
    assert sum(one["people"] for one in found["before"]["table3"]) == 28
    assert found["went"][2] == {"where": "base", "consultations": 41}
    assert (found["from"], found["before"]["from"]) == ("2021-04-01", "2020-04-01")


@pytest.mark.parametrize("year", YEARS)
def test_plain_sql_counts_the_same_in_every_year(demo, demo_template, year):
    first, last = span(year)
    days = {"first": str(first), "last": str(min(last, TODAY))}
    review = read_review(demo, (first, last), TODAY)
    with closing(sqlite3.connect(f"file:{demo_template}?mode=ro", uri=True)) as plain:
        found = {name: plain.execute(sql, days).fetchall() for name, sql in QUERIES.items()}
    names = {"admitted": "admitted", "advice": "advice_only"}
    expected = {
        "table1": {(source, names[result]): count for source, result, count in found["table1"]},
        "days_by_rooms": {(str(rooms), "days"): count for rooms, count in found["days_by_rooms"]},
        "residence": {(before, after): count for before, after, count in found["residence"]},
        "table2": {(kind, "visits"): count for kind, count in found["table2"]},
        "table3": {(kind or "unknown", "people"): count for kind, count in found["table3"]},
        "contacts": {(kind, purpose): count for kind, purpose, count in found["contacts"]},
    }
    for name, cells in expected.items():
        table = review.tables[name]
        shown = {cell: count for cell, count in table.counts.items() if count and cell[1] != "total"}
        assert shown == cells, name
        assert name == "days_by_rooms" or all(len(table.behind[cell].keys) == count for cell, count in shown.items())


QUERIES = {
    "table1": CALLS,
    "days_by_rooms": ROOMS,
    "residence": RESIDENCE,
    "table2": VISITS,
    "table3": IDENTIFIED,
    "contacts": CONTACTS,
}


@pytest.mark.parametrize(
    ("stays", "days", "room_days", "by_rooms"),
    [
        pytest.param([stay(date(2023, 3, 30), date(2023, 4, 2))], span(2022), 2, {0: 363, 1: 2}, id="across March"),
        pytest.param([stay(date(2023, 3, 30), date(2023, 4, 2))], span(2023), 2, {0: 364, 1: 2}, id="into April"),
        pytest.param([stay(date(2024, 3, 1), None)], span(2023), 31, {0: 335, 1: 31}, id="without an end"),
        pytest.param(
            [stay(date(2023, 5, 1), date(2023, 5, 2)), stay(date(2023, 5, 2), date(2023, 5, 2), 2)],
            span(2023),
            3,
            {0: 364, 1: 1, 2: 1},
            id="two in one day",
        ),
        pytest.param([stay(date(2024, 2, 28), date(2024, 3, 1))], span(2023), 3, {0: 363, 1: 3}, id="a leap day"),
        pytest.param([stay(date(2023, 5, 1), date(2023, 5, 9), facility=2)], span(2023), 0, {0: 366}, id="elsewhere"),
    ],
)
def test_a_stay_has_a_room_on_each_of_its_days(stays, days, room_days, by_rooms):
    use = review_record(counted(replace(NOTHING, stays=tuple(stays)), days))["room_use"]
    assert use["room_days"] == room_days
    assert {int(rooms): count for rooms, count in use["days_by_rooms"].items() if count} == by_rooms


def test_a_stay_that_goes_on_is_counted_up_to_today_in_a_period_that_is_not_over():
    review = counted(replace(NOTHING, stays=(stay(date(2026, 11, 1), None),)), span(2026))
    assert (review.over, review.until) == (False, TODAY)
    assert review.count("room_use", "room_days", "count") == TODAY.day
    assert review.count("lengths", "going_on", "base") == 1


def test_somebody_who_moved_is_counted_where_she_lived_on_the_night(little):
    from casebook.records import Consultation, EmergencyNeed

    with little.writing("moved") as writer:
        who = writer.add(Person(code_name="A-1", city="仙台市", ward="泉区"))
        for ward in ("青葉区", None):
            key = writer.add(Consultation(received_at=NOW, source="police", result="advice", person_id=who))
            writer.add(EmergencyNeed(consultation_id=key, city="仙台市", ward=ward))
    assert [one.ward for one in read_records(little).calls] == ["青葉区", "泉区"]


def test_where_people_went_tells_the_same_day_from_later_and_six_from_before():
    day = date(2023, 5, 1)
    stays = (stay(day, None, 1, 1), stay(day, None, 2, 2), stay(date(2023, 5, 2), None, 3, 2))
    calls = [CALL._replace(key=one.key, admitted=True, stay=one.key, hour=16 + one.key) for one in stays]
    review = counted(replace(NOTHING, stays=stays, calls=(*calls, CALL._replace(key=4))))
    assert review.tables["went"].column("consultations") == (1, 1, 1, 1)
    assert review.tables["by_hour"].column("admitted") == (1, 2)


def test_a_child_is_told_by_her_age_on_the_day_and_unknown_where_the_year_leaves_it_open():
    people = {
        1: Person(code_name="A", born_on=date(2006, 2, 1), identified_on=date(2024, 1, 31), identified_as="advice"),
        2: Person(code_name="B", born_on=date(2006, 1, 31), identified_on=date(2024, 1, 31), identified_as="advice"),
        3: Person(code_name="C", birth_year=2006, identified_on=date(2024, 1, 31)),
    }
    table = counted(replace(NOTHING, people=people)).tables["people"]
    assert {row: table.behind[row, "identified"].keys for row in table.rows} == {
        "adult": (2,),
        "child": (1,),
        "unknown": (3,),
    }


@pytest.mark.parametrize(
    ("days", "before"),
    [
        (span(2023), span(2022)),
        ((date(2024, 4, 1), date(2024, 6, 30)), (date(2024, 1, 1), date(2024, 3, 31))),
        ((date(2024, 2, 1), date(2024, 2, 29)), (date(2024, 1, 1), date(2024, 1, 31))),
        ((date(2024, 3, 10), date(2024, 3, 19)), (date(2024, 2, 29), date(2024, 3, 9))),
    ],
)
def test_the_period_before_is_as_long(days, before):
    assert run_before(days) == before


@pytest.mark.parametrize(
    "days",
    [
        (date(2024, 4, 1), date(2024, 3, 1)),
        (date(2027, 4, 1), date(2028, 3, 31)),
        (date(2000, 4, 1), date(2024, 3, 31)),
    ],
)
def test_a_period_that_is_none_is_refused(days):
    with pytest.raises(DeskError):
        counted(NOTHING, days)


def test_a_planner_counts_the_same_and_an_office_nothing(demo):
    planner = demo.opened_for(Actor("計画", "planner"))
    assert read_review(planner, FY2021, TODAY) == read_review(demo, FY2021, TODAY).without_records()
    with pytest.raises(NotAllowedError):
        read_review(demo.opened_for(Actor("相談", "consultation_office", "みどり")), FY2021, TODAY)
