"""Opening hours as published: every form that stands in the real files, and what is not understood stays unknown."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.hours import DAYS_AHEAD, MINUTES_A_DAY, Hours, closed_on, open_at, opens_at, read_spans
from geodata.reading.files import NamedBytes
from geodata.sources.wamnet import read_wamnet

MONDAY = date(2026, 11, 16)
HOLIDAY = date(2026, 11, 23)  # a Monday
TOKYO = ZoneInfo("Asia/Tokyo")
KINDS = ("weekday", "saturday", "sunday", "holiday")


def clock_at(year, month, day, hour, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("09:00-17:00", [(540, 1020)]),
        ("９：００～１７：３０", [(540, 1050)]),
        ("9時〜18時", [(540, 1080)]),
        ("9時30分から午後5時半まで", [(570, 1050)]),
        ("午前9時～午後6時", [(540, 1080)]),
        ("午後0時－午後3時", [(720, 900)]),
        ("09:00-12:00、13:00-17:00", [(540, 720), (780, 1020)]),
        ("17:00-翌", None),
        ("16:00-10:00", [(960, 2040)]),
        ("00:00-23:59", [(0, 1440)]),
        ("0:00～24:00", [(0, 1440)]),
        ("２４時間", [(0, 1440)]),
        ("休業", []),
        ("00:00-00:00", None),
        ("09:00-09:00", None),
        ("25:00-26:00", None),
        ("09:70-10:00", None),
        ("応相談", None),
        ("09:00-17:00（要予約）", None),
        ("", None),
        (None, None),
    ],
)
def test_a_text_is_read_whole_or_not_at_all(text, spans):
    assert read_spans(text) == (None if spans is None else tuple(spans))


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        (None, ""),
        ("なし", ""),
        ("年中無休", ""),
        ("日", "日"),
        ("土日祝", "土日祝"),
        ("土・日・祝日", "土日祝"),
        ("土曜日、日曜日、国民の祝日", "土日祝"),
        ("日祝日", "日祝"),
        ("毎週月曜日", "月祝"),  # that holiday is a Monday
        ("国民の祝日及び12月29日〜1月3日", "祝"),
    ],
)
def test_closed_days_are_understood_as_people_write_them(text, closed):
    for offset in range(7):
        day = MONDAY + timedelta(days=offset)
        assert closed_on(text, day, holiday=False) is ("月火水木金土日"[offset] in closed)
    assert closed_on(text, HOLIDAY, holiday=True) is ("祝" in closed)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("年末年始", (12, 29), (1, 3)),
        ("年末年始（12/30～1/4）", (12, 30), (1, 4)),
        ("１２月２９日から翌年１月３日まで", (12, 29), (1, 3)),
        ("8月13日〜15日", (8, 13), (8, 15)),
        ("8/15", (8, 15), (8, 15)),
    ],
)
def test_closed_dates_are_understood_over_the_turn_of_the_year(text, first, last):
    day = date(2026, 1, 1)
    while day < date(2028, 1, 1):
        here = day.month, day.day
        inside = first <= here <= last if first <= last else here >= first or here <= last
        assert closed_on(text, day, holiday=False) is inside
        day += timedelta(days=1)


@pytest.mark.parametrize("text", ["第2土曜日", "原則土日", "お盆", "不定休", "無休、土日", "祝日の翌日"])
def test_what_is_not_understood_to_the_end_is_unknown(text):
    assert closed_on(text, MONDAY, holiday=False) is None
    assert open_at(Hours(weekday="09:00-17:00", closed_days=text), clock_at(2026, 11, 16, 10), ()) is None


def test_a_blank_is_unknown_and_a_closed_day_is_outside():
    at = clock_at(2026, 11, 22, 10)  # a Sunday
    assert open_at(Hours(weekday="09:00-17:00"), at, ()) is None
    assert open_at(Hours(weekday="09:00-17:00", closed_days="土日"), at, ()) is False
    assert open_at(Hours(sunday="09:00-17:00"), at, ()) is True
    assert open_at(Hours(sunday="09:00-17:00", closed_days="土日"), at, ()) is False


def test_a_public_holiday_has_its_own_hours():
    hours = Hours(weekday="09:00-17:00", holiday="10:00-12:00")
    assert open_at(hours, clock_at(2026, 11, 23, 9), {HOLIDAY}) is False
    assert open_at(hours, clock_at(2026, 11, 23, 9), ()) is True


SPANS = st.tuples(st.integers(0, 1439), st.integers(0, 1440)).filter(lambda span: span[0] != span[1])


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


@given(st.lists(SPANS, min_size=1, max_size=3), st.lists(SPANS, max_size=2), st.integers(0, 1439))
def test_an_office_is_open_if_and_only_if_a_span_of_the_day_or_of_the_night_before_holds_the_minute(spans, eve, minute):
    written = [" 、".join(f"{clock(start)}～{clock(end)}" for start, end in day) for day in (spans, eve)]
    at = clock_at(2026, 11, 22, minute // 60, minute % 60)

    def ends(start, end):
        end = MINUTES_A_DAY if end == MINUTES_A_DAY - 1 else end
        return end if end > start else end + MINUTES_A_DAY

    expected = any(start <= minute < ends(start, end) for start, end in spans)
    expected |= any(start <= minute + MINUTES_A_DAY < ends(start, end) for start, end in eve)
    assert open_at(Hours(sunday=written[0], saturday=written[1]), at, ()) is expected


def read(reference_data, name):
    return read_wamnet([NamedBytes(name, (reference_data / "wamnet" / name).read_bytes())]).frame


def test_the_published_short_stays_and_group_homes_say_no_hours_at_all(reference_data):
    for name in ("national_24_202404.csv", "national_33_2022_cp932.csv"):
        frame = read(reference_data, name)
        assert len(frame) > 7000
        assert frame[[*(f"hours_{kind}" for kind in KINDS), "closed_days"]].isna().all(axis=None)


def test_the_hours_that_are_published_are_understood(reference_data):
    frame = read(reference_data, "national_53_202503.csv")
    texts = [text for kind in KINDS for text in frame[f"hours_{kind}"].dropna()]
    missed = {text for text in texts if read_spans(text) is None}
    assert len(texts) > 4000
    assert missed == {"00:00-00:00", "10:00-10:00", "08:30-08:30"}
    closed = list(frame["closed_days"].dropna())
    understood = [text for text in closed if closed_on(text, MONDAY, holiday=False) is not None]
    assert len(understood) > 0.75 * len(closed)


@given(
    st.tuples(*[st.sampled_from(["09:00-17:00", "22:00-06:00", "24時間", "休業", None]) for _ in KINDS]),
    st.sampled_from([None, "土日祝", "月", "不定休"]),
    st.integers(0, 7 * 24 - 1),
)
def test_an_office_opens_at_the_first_minute_at_which_a_span_begins(texts, closed_days, ahead):
    hours = replace(Hours(*texts), closed_days=closed_days)
    at = clock_at(2026, 11, 20, 0, 30) + timedelta(hours=ahead)
    found, moment = opens_at(hours, at, {HOLIDAY}), at + timedelta(minutes=30)
    expected = None
    while expected is None and (moment.date() - at.date()).days <= DAYS_AHEAD:
        closed = closed_on(closed_days, moment.date(), holiday=moment.date() == HOLIDAY)
        spans = () if closed else None if closed is None else read_spans(hours.on(moment.date(), {HOLIDAY}))
        if spans is None:
            break
        if 60 * moment.hour in {start for start, _ in spans}:
            expected = moment
        moment += timedelta(hours=1)
    assert found == expected
