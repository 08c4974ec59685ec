"""Whatever is typed in one of the ways that people write reads as what it says; what says nothing is refused, never guessed."""

import re
import unicodedata
from copy import copy, deepcopy
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from japanera import EraDate

from casebook import vocabulary as v
from casebook.records import EmergencyNeed, Facility, Person
from desk.bounds import out_of_bounds
from desk.typed import (
    Unread,
    UnreadClock,
    UnreadDay,
    UnreadDecimal,
    UnreadMoment,
    UnreadNumber,
    moment_of,
    read_clock,
    read_day,
    read_decimal,
    read_number,
    read_parts,
    written_parts,
)
from tests.conftest import TODAY
from words.message import Message

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
DAYS = st.dates(date(1912, 7, 30), v.DAYS[1])
LETTERS = {"大正": "T", "昭和": "S", "平成": "H", "令和": "R"}


def writings(day: date) -> list[str]:
    """Return a day in all the ways that are promised, whole years only."""
    era = EraDate.from_date(day)
    name, year = era.era.kanji, day.year - era.era.since.year + 1
    plain = [
        f"{day.year}{sign}{month}{sign}{number}"
        for sign in "/-."
        for month, number in ((day.month, day.day), (f"{day.month:02}", f"{day.day:02}"))
    ]
    plain += [f"{day.year}年{day.month}月{day.day}日", f"{name}{year}年{day.month}月{day.day}日"]
    plain += [f"{LETTERS[name]}{year}.{day.month}.{day.day}", f"{LETTERS[name].lower()}{year}/{day.month}/{day.day}"]
    plain += [f"{name}元年{day.month}月{day.day}日"] if year == 1 else []
    plain += [f"{one}({'月火水木金土日'[day.weekday()]})" for one in plain]
    return [*plain, *(one.translate(FULL_WIDTH) for one in plain)]


@settings(max_examples=60)
@given(DAYS)
def test_every_day_reads_back_in_each_of_its_writings(day):
    assert {read_day(one) for one in writings(day)} == {day}


@settings(max_examples=60)
@given(DAYS, st.integers(-182, 182))
def test_a_day_without_its_year_is_the_nearest(near, away):
    day = near + timedelta(days=away)
    if (day.month, day.day) != (2, 29) and near.year < v.DAYS[1].year:
        short = f"{day.month}/{day.day}", f"{day.month}月{day.day}日", f"{day.month}-{day.day}".translate(FULL_WIDTH)
        assert {read_day(one, near, (date.min, date.max)) for one in short} == {day}
        assert all(isinstance(read_day(one), UnreadDay) for one in short)


def test_a_day_without_its_year_is_one_that_may_be():
    winter = date(2026, 12, 28)
    assert read_day("1/5", winter) == date(2027, 1, 5)
    assert read_day("1/5", winter, (v.DAYS[0], winter)) == date(2026, 1, 5)
    assert read_day("7/1", winter, (winter, v.DAYS[1])) == date(2027, 7, 1)
    assert isinstance(read_day("2/29", winter), UnreadDay)
    assert read_day("2/29", date(2027, 12, 28)) == date(2028, 2, 29)


@settings(max_examples=400)
@given(st.text("0123456789/-.年月日昭平令和元SHR午後 ", max_size=11))
def test_what_is_read_as_a_day_says_that_day(typed):
    day = read_day(typed, TODAY)
    if day is None:
        assert not typed.strip()
    elif not isinstance(day, Unread):
        numbers = [int(one) for one in re.findall(r"\d+", unicodedata.normalize("NFKC", typed))]
        compact = numbers == [int(f"{day:%Y%m%d}")]
        assert compact or numbers[-2:] == [day.month, day.day]
        assert "/" in typed or "-" in typed or "." in typed or "月" in typed or compact


@pytest.mark.parametrize(
    "typed",
    ["2026/2/30", "昭和36年4月31日", "平成31年5月1日", "令和0年5月1日", "8.12.2", "0512", "5", "13/1", "5/0", "来週", "2026/12",
     "1899/12/31", "2101/1/1", "12/2(火)"],
)  # fmt: skip
def test_what_is_no_day_is_refused_as_typed(typed):
    found = read_day(typed, date(2026, 12, 2))
    assert (type(found), str(found)) == (UnreadDay, typed)
    assert [one.field for one in out_of_bounds(Person(code_name="A", born_on=found))] == ["born_on"]


def clock_writings(clock: time) -> list[str]:
    hour, minute = clock.hour, clock.minute
    half, twelve = ("午前", "am") if hour < 12 else ("午後", "pm"), (hour % 12) or 12
    plain = [f"{hour}:{minute:02}", f"{hour:02}:{minute:02}", f"{hour}{minute:02}", f"{hour:02}{minute:02}"]
    plain += [f"{hour}時{minute}分", f"{half[0]}{hour % 12}時{minute:02}分", f"{half[0]} {hour % 12}:{minute:02}"]
    plain += [f"{twelve}:{minute:02}{half[1]}", f"{twelve}:{minute:02} {half[1].upper()}"]
    if minute == 30:
        plain += [f"{hour}時半", f"{half[0]}{hour % 12}時半"]
    if minute == 0:
        plain += [f"{hour}時", f"{half[0]}{hour % 12}時", f"{twelve}{half[1]}"]
    return [*plain, *(one.translate(FULL_WIDTH) for one in plain)]


def test_every_minute_reads_back_in_each_of_its_writings():
    for minute in range(24 * 60):
        clock = time(*divmod(minute, 60))
        assert {read_clock(one) for one in clock_writings(clock)} == {clock}


EVERY_CLOCK = {
    one: time(*divmod(minute, 60)) for minute in range(1440) for one in clock_writings(time(*divmod(minute, 60)))
}


@settings(max_examples=400)
@given(st.text("0123456789:時分半午前後apm ", max_size=7))
def test_what_is_no_clock_is_refused(typed):
    found, written = read_clock(typed), "".join(typed.split())
    if not isinstance(found, Unread | None):
        assert found in {EVERY_CLOCK.get(one) for one in (written, f"{written[:2]} {written[2:]}")} | _leading_zero(
            written
        )


def _leading_zero(written: str) -> set[time | None]:
    """Return what a writing says whose hour or minute has a zero before it, as none of the promised ones has."""
    return {
        EVERY_CLOCK.get(re.sub(r"(?<!\d)0(\d)", r"\1", written)),
        EVERY_CLOCK.get(re.sub(r"(?<![\d:])0(\d)", r"\1", written)),
    }


@pytest.mark.parametrize(
    "typed",
    ["5", "17", "25:00", "24:00", "17:60", "17:3", "午後12時", "午前12時30分", "13pm", "0am", "午後13時", "夕方"],
)
def test_a_clock_that_is_none_or_could_be_two_is_refused(typed):
    assert (type(found := read_clock(typed)), str(found)) == (UnreadClock, typed)


@pytest.mark.parametrize(
    ("field", "typed", "number"),
    [
        ("max_distance_m", "5km", 5000),
        ("max_distance_m", "１．５キロ", 1500),
        ("max_distance_m", "800 m", 800),
        ("max_distance_m", "5,000", 5000),
        ("age", "４１", 41),
        ("age", " ", None),
        ("age", "999", 999),
    ],
)
def test_a_number_is_read_as_it_is_meant(field, typed, number):
    assert read_number(field, typed) == number


@pytest.mark.parametrize(
    ("field", "typed"), [("max_distance_m", "1.0005km"), ("max_distance_m", "遠い"), ("age", "5km"), ("age", "三十代")]
)
def test_what_is_no_number_is_kept_as_typed_and_refused(field, typed):
    found = read_number(field, typed)
    assert (type(found), str(found)) == (UnreadNumber, typed)
    record = (
        Person(code_name="A", max_distance_m=found) if field != "age" else EmergencyNeed(consultation_id=1, age=found)
    )
    assert [(one.field, one.code) for one in out_of_bounds(record)] == [(field, "cell.not_a_whole_number")]


@pytest.mark.parametrize(
    ("typed", "number"), [("38.268219", 38.268219), ("１，０００．５", 1000.5), ("45%", 45), ("-0.5", -0.5), ("", None)]
)
def test_a_fraction_is_read_with_its_unit(typed, number):
    assert read_decimal(typed, "%") == number


@pytest.mark.parametrize("typed", ["45km", "1.2.3", "１e5", "nan", "inf", "38,2"])
def test_what_is_no_fraction_is_refused(typed):
    found = read_decimal(typed, "%")
    assert (type(found), str(found)) == (UnreadDecimal, typed)
    faults = out_of_bounds(Facility(source="manual", service_code="24", service_name="短期入所", name="A", lat=found))
    assert [(one.field, one.code) for one in faults] == [("lat", "input.not_a_number")]


def test_a_moment_is_a_day_and_a_clock_in_tokyo_and_refused_if_either_is():
    assert moment_of(TODAY, time(17, 30)) == datetime(TODAY.year, TODAY.month, TODAY.day, 8, 30, tzinfo=UTC)
    assert moment_of(TODAY, None) is moment_of(None, time(17, 30)) is None
    for day, clock in ((TODAY, read_clock("25:00")), (read_day("2026/2/30"), time(17, 30))):
        found = moment_of(day, clock)
        assert isinstance(found, UnreadMoment)
        assert str(found) in ("25:00", "2026/2/30")


@pytest.mark.parametrize("kind", [UnreadNumber, UnreadDecimal, UnreadDay, UnreadClock, UnreadMoment])
def test_what_was_refused_is_copied_with_what_was_typed(kind):
    made = kind("五", Message("input.not_a_number"))
    for again in (copy(made), deepcopy(made)):
        assert (type(again), again.typed, again.why) == (kind, "五", made.why)


@pytest.mark.parametrize(
    ("typed", "scale", "read"), [("５９．５５", 100, 5_955), ("1,234.5", 10, 12_345), ("17", 10, 170), ("", 10, None)]
)
def test_tenths_and_hundredths_are_read_whole_and_written_as_read(typed, scale, read):
    assert read_parts(typed, scale) == read
    if read is not None:
        assert read_parts(written_parts(read, scale), scale) == read


@pytest.mark.parametrize(("typed", "why"), [("59.555", "input.more_places"), ("多い", "input.not_a_number")])
def test_more_places_than_are_kept_are_refused_not_rounded(typed, why):
    found = read_parts(typed, 100)
    assert isinstance(found, UnreadNumber)
    assert (str(found), found.why.code) == (typed, why)
