"""One record changed changes the cells that it should, and no other."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from desk.period import span
from desk.review import ReviewRecords, review_of
from desk.review.records import Call, Contacted, Stayed, Visited

YEAR = span(2023)
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2023, 3, 1), date(2024, 4, 30))
CALLS = st.builds(
    Call,
    st.just(0),
    DAYS,
    st.integers(0, 23),
    st.sampled_from(v.CONSULTATION_SOURCES),
    st.none() | st.sampled_from(v.CONSULTATION_REASONS),
    st.just(False),
    st.none(),
    st.none(),
    st.sampled_from(["青葉区", "泉区", None]),
)
STAYS = st.builds(
    lambda person, facility, kind, start, nights: Stayed(
        0, person, facility, kind, start, None if nights is None else start + timedelta(nights), None, "home"
    ),
    st.integers(1, 4),
    st.integers(1, 3),
    st.sampled_from(v.STAY_KINDS),
    DAYS,
    st.none() | st.integers(0, 40),
)
VISITS = st.builds(Visited, st.just(0), DAYS, st.sampled_from(v.VISIT_KINDS), st.integers(1, 3), st.none())
CONTACTS = st.builds(
    Contacted, st.just(0), DAYS, st.sampled_from(v.CONTACT_KINDS), st.sampled_from(v.CONTACT_PURPOSES), st.just(1)
)


def numbered(kind, least=0):
    return st.lists(kind, min_size=least, max_size=8).map(
        lambda found: tuple(one._replace(key=key) for key, one in enumerate(found, 1))
    )


CASEBOOKS = st.builds(
    lambda calls, stays, contacts, visits: ReviewRecords(
        calls, stays, (), contacts, visits, (), {}, frozenset({1}), 2, ("青葉区", "泉区")
    ),
    numbered(CALLS, 1),
    numbered(STAYS, 1),
    numbered(CONTACTS),
    numbered(VISITS, 1),
)


def changes(before, after):
    """Return by how much each cell of each table differs; a cell that is not there is 0."""
    one, other = (review_of(records, YEAR, TODAY).tables for records in (before, after))
    return {
        (name, *cell): difference
        for name in one
        for cell in {**one[name].counts, **other[name].counts}
        if (difference := (other[name].counts.get(cell) or 0) - (one[name].counts.get(cell) or 0))
    }


def inside(day):
    return YEAR[0] <= day <= YEAR[1]


@settings(max_examples=40)
@given(CASEBOOKS, st.sampled_from(v.CONSULTATION_SOURCES), st.integers(0, 23))
def test_a_call_of_another_source_and_hour_moves_one_in_two_tables(records, source, hour):
    old = records.calls[0]
    new = old._replace(source=source, hour=hour)
    expected: dict[tuple[str, str, str], int] = {}
    pairs = (
        ("table1", old.source, source),
        ("by_hour", *("from_18" if one.hour >= 18 else "before_18" for one in (old, new))),
    )
    for name, was, becomes in pairs:
        if was != becomes and inside(old.on):
            for column in ("advice_only", "total"):
                expected |= {(name, was, column): -1, (name, becomes, column): 1}
    assert changes(records, replace(records, calls=(new, *records.calls[1:]))) == expected


@settings(max_examples=40)
@given(CASEBOOKS, st.sampled_from(v.VISIT_KINDS))
def test_a_visit_of_another_kind_moves_one_in_one_table(records, kind):
    old = records.visits[0]
    expected = {("table2", old.kind, "visits"): -1, ("table2", kind, "visits"): 1}
    moved = changes(records, replace(records, visits=(old._replace(kind=kind), *records.visits[1:])))
    assert moved == (expected if kind != old.kind and inside(old.on) else {})


@settings(max_examples=40)
@given(CASEBOOKS)
def test_a_stay_that_ends_a_day_later_has_a_room_on_that_day_alone(records):
    old = records.stays[0]
    if old.end is None:
        return
    new = old._replace(end=old.end + timedelta(1))
    moved = changes(records, replace(records, stays=(new, *records.stays[1:])))
    counts = inside(new.end)
    at_base = counts and (old.kind, old.facility) == ("emergency", 1)
    assert moved.get(("stays", old.kind, "days"), 0) == counts
    assert moved.get(("room_use", "room_days", "count"), 0) == at_base
    by_rooms = {cell: by for cell, by in moved.items() if cell[0] == "days_by_rooms"}
    assert sorted(by_rooms.values()) == ([-1, 1] if at_base else [])
    touched = {"stays", "room_use", "days_by_rooms", "lengths", "residence", "survey"}
    assert {cell[0] for cell in moved} <= touched
