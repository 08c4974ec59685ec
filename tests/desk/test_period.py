"""Planning periods: read as written, and the coming quarter for every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import DeskError
from desk.period import Period, coming_quarter, parse_period, period_message, quarters_ahead
from words.say import say

DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2027-01/2027-03", date(2027, 1, 1), date(2027, 3, 31)),
        ("2027-02", date(2027, 2, 1), date(2027, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        (" 2026-12/2027-01 ", date(2026, 12, 1), date(2027, 1, 31)),
    ],
)
def test_months_are_read_with_their_last_day(text, start, end):
    assert parse_period(text) == Period(start, end)


@pytest.mark.parametrize(
    "text",
    ["", "2027", "2027-1", "2027-13", "2027-00/2027-03", "27-01/27-03", "2027-01/", "2027-01/2027-03/2027-05",
     "2027-01-01/2027-03-31", "1999-01", "2201-01", "２０２７-０１ to ２０２７-０３", "=cmd()", "2027-01\n/2027-03"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_was_written(text):
    with pytest.raises(DeskError) as caught:
        parse_period(text)
    assert (caught.value.code, caught.value.params) == ("period.form", {"value": text})


@pytest.mark.parametrize(
    "make", [lambda: parse_period("2027-03/2027-01"), lambda: Period(date(2027, 3, 1), date(2027, 1, 31))]
)
def test_a_period_that_ends_before_it_starts_is_refused(make):
    with pytest.raises(DeskError) as caught:
        make()
    assert (caught.value.code, caught.value.params) == ("period.order", {"value": "2027-03/2027-01"})


@given(DAYS)
def test_the_coming_quarter_is_the_first_to_start_after_today(today):
    period = coming_quarter(today)
    assert period.start > today
    assert period.start.day == 1
    assert period.start.month in (1, 4, 7, 10)
    # No quarter starts in between.
    days = [today + timedelta(days=ahead) for ahead in range(1, (period.start - today).days)]
    assert not [day for day in days if day.day == 1 and day.month in (1, 4, 7, 10)]
    assert (period.end + timedelta(days=1)).month == (period.start.month + 2) % 12 + 1


@given(DAYS)
def test_a_period_is_read_as_it_is_written(today):
    assert parse_period(str(coming_quarter(today))) == coming_quarter(today)


@given(DAYS, st.integers(1, 8))
def test_quarters_follow_each_other_without_a_gap(today, count):
    periods = quarters_ahead(today, count)
    assert len(periods) == count
    for before, after in pairwise(periods):
        assert after.start == before.end + timedelta(days=1)


def test_a_year_is_the_longest_period():
    assert parse_period("2027-04/2028-03").end == date(2028, 3, 31)
    with pytest.raises(DeskError) as caught:
        parse_period("2027-04/2028-04")
    assert (caught.value.code, caught.value.params["most"]) == ("period.too_long", 12)


@pytest.mark.parametrize(
    ("period", "ja", "en"),
    [
        ("2027-01/2027-03", "令和8年度 第4四半期（2027年1月〜3月）", "FY2026 Q4 (Jan–Mar 2027)"),
        ("2019-04/2019-06", "令和元年度 第1四半期（2019年4月〜6月）", "FY2019 Q1 (Apr–Jun 2019)"),
        ("2027-02/2027-04", "2027/02/01 〜 2027/04/30", "Feb 1, 2027 – Apr 30, 2027"),
        ("2027-01", "2027/01/01 〜 2027/01/31", "Jan 1, 2027 – Jan 31, 2027"),
    ],
)
def test_a_quarter_is_called_by_its_fiscal_year(period, ja, en):
    told = period_message(parse_period(period))
    assert (say(told, "ja"), say(told, "en")) == (ja, en)
