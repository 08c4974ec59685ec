"""Dates of a plan: calendars that agree with each other, months and holidays crossed rightly, a file others can read."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from desk.period import coming_quarter, public_holidays, year_ends
from desk.plan.dates import (
    DatedView,
    date_plan,
    dated_suggestions,
    month_table,
    months,
    moved_texts,
    stay_table,
    to_ics,
    week_table,
    weeks,
)
from desk.plan.papers.summary import facility_paper
from desk.plan.trials import PlanView, plan_trials
from desk.proposals import nights_between
from matching.dated.calendar import FreeBeds, Wishes
from matching.policy import load_policy
from tests.conftest import copied
from words.say import say

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, demo_template: Path) -> PlanView:
    book = copied(demo_template, tmp_path_factory.mktemp("dates"))
    return plan_trials(book, coming_quarter(TODAY), load_policy(), TODAY)


@pytest.fixture(scope="module")
def dated(view: PlanView) -> DatedView:
    """Everybody stays three nights, from the thirtieth of January on."""
    late = frozenset(date(2027, 1, 30) + timedelta(days=offset) for offset in range(20))
    wishes = [Wishes(one.person.key, 3, late) for one in view.suggestions]
    return date_plan(view, (), wishes)


def test_every_suggestion_gets_dates_when_nothing_stands_against_it(view: PlanView) -> None:
    found = date_plan(view)
    assert len(found.dated.stays) == view.placed
    assert found.dated.proven
    assert found.proof("ja")


def test_stays_cross_months_and_the_grids_agree_with_the_list(dated: DatedView) -> None:
    crossing = [one for one in dated.dated.stays if one.arrival.month != (one.departure - timedelta(days=1)).month]
    assert crossing
    nights = sum(one.nights for one in dated.dated.stays)
    for by in ("facility", "person"):
        cells = 0
        for month in months(dated):
            grid = month_table(dated, month, by, "ja")
            cells += sum(
                len(cell.split(" ")) for cell in grid.iloc[:, 1:].to_numpy().ravel() if cell and by == "facility"
            )
            cells += sum(len(cell) > 1 for cell in grid.iloc[:, 1:].to_numpy().ravel() if by == "person")
        assert cells == nights
    assert stay_table(dated, "en").shape[0] == len(dated.dated.stays)


def test_months_and_holidays_are_named_in_the_heading(dated: DatedView) -> None:
    assert [one.month for one in months(dated)] == [1, 2, 3]
    headings = list(month_table(dated, date(2027, 2, 1), "facility", "ja").columns)
    assert "11 木祝" in headings
    assert "12 金" in headings
    assert len(headings) == 29


def test_public_holidays_are_those_of_japan() -> None:
    found = public_holidays(date(2027, 1, 1), date(2027, 3, 31))
    assert found[date(2027, 1, 1)] == "元日"
    assert found[date(2027, 3, 22)]
    assert list(found) == sorted(found)
    assert public_holidays(date(2027, 6, 1), date(2027, 6, 30)) == {}


def test_a_full_facility_gives_nobody_the_same_bed_twice(view: PlanView) -> None:
    site = view.suggestions[0].facility.key
    only = {date(2027, 1, 10): 1, date(2027, 1, 11): 1}
    found = date_plan(view, [FreeBeds(site, only)])
    used = [one for one in found.dated.stays if one.facility_id == site]
    nights = [one.arrival + timedelta(days=n) for one in used for n in range(one.nights)]
    assert len(nights) == len(set(nights))
    assert set(nights) <= set(only)


def test_the_calendar_file_is_read_back_with_whole_days_and_no_real_names(dated: DatedView) -> None:
    events = Calendar.from_ical(to_ics(dated, "ja", NOW)).walk("VEVENT")
    assert len(events) == len(dated.dated.stays)
    spans = {(event.decoded("dtstart"), event.decoded("dtend")) for event in events}
    assert spans == {(one.arrival, one.departure) for one in dated.dated.stays}
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all("S-" in str(event["summary"]) for event in events)


def test_a_calendar_file_for_one_facility_or_person_holds_nobody_elses_stays(dated: DatedView) -> None:
    def spans(**whose: int) -> set[tuple[str, date]]:
        events = Calendar.from_ical(to_ics(dated, "ja", NOW, **whose)).walk("VEVENT")
        return {(str(event["uid"]), event.decoded("dtstart")) for event in events}

    stays = dated.dated.stays
    for site in {one.facility_id for one in stays}:
        found = {one.arrival for one in stays if one.facility_id == site}
        assert {start for _, start in spans(facility=site)} == found
        assert all(uid.endswith(f"-{site}@sonae") for uid, _ in spans(facility=site))
    assert all(len(spans(person=one.person_id)) == 1 for one in stays)
    assert set().union(*(spans(person=one.person_id) for one in stays)) == spans()


def test_two_facilities_of_one_name_have_a_row_each(dated: DatedView) -> None:
    month = dated.dated.stays[0].arrival.replace(day=1)
    files, sites = dated.view.source.facilities, {one.facility_id for one in dated.dated.stays}
    alike = {
        key: replace(file, facility=replace(file.facility, name="けやき")) if key in sites else file
        for key, file in files.items()
    }
    view = replace(dated.view, source=replace(dated.view.source, facilities=alike))
    grid, before = (month_table(one, month, "facility", "ja") for one in (replace(dated, view=view), dated))
    assert len(grid) == len(before)
    assert grid.iloc[:, 0].is_unique


def test_whoever_loses_a_suggestion_to_the_calendar_is_told_which(view: PlanView) -> None:
    one = view.suggestions[0]
    days = (view.period.end - view.period.start).days + 1
    never = frozenset(view.period.start + timedelta(days=offset) for offset in range(days))
    found = date_plan(view, (), [Wishes(one.person.key, never=never)])
    name = view.facility_name(one.facility.key, "ja")
    assert found.told(one.person.key, "ja")[0] == f"日程を決める前の計画では{name}が候補でした。"


def test_the_demonstration_is_spread_and_leaves_out_the_years_end_and_holidays(view: PlanView) -> None:
    found = date_plan(view)
    arrivals = [one.arrival for one in found.dated.stays]
    policy = view.plan.problem.policy.dates
    left_out = public_holidays(view.period.start, view.period.end).keys() | year_ends(
        view.period.start, view.period.end
    )
    assert not left_out & set(arrivals)
    assert min(arrivals) >= TODAY + timedelta(days=policy.lead_days)
    assert max(Counter((one.facility_id, one.arrival) for one in found.dated.stays).values()) <= policy.receive_per_day
    assert max(weeks(found).values()) <= policy.accompany_per_week
    assert max(Counter(arrivals).values()) <= 3
    assert sum(weeks(found).values()) == len(arrivals)


def test_a_week_lists_each_begin_and_end_and_the_paper_each_stay_once(dated: DatedView) -> None:
    tables = [week_table(dated, monday, "ja") for monday in weeks(dated)]
    assert sum(map(len, tables)) == 2 * len(dated.dated.stays)
    site = dated.dated.stays[0].facility_id
    for language in ("ja", "en"):
        paper = facility_paper(dated, site, language)
        for one in dated.dated.stays:
            assert (dated.view.person_name(one.person_id) in paper) == (one.facility_id == site)
        assert "http" not in paper


def test_who_gets_another_facility_because_of_dates_is_told_with_the_reason(view: PlanView) -> None:
    one = view.suggestions[0]
    found = date_plan(view, [FreeBeds(one.facility.key, arrival_weekdays=frozenset())])
    told = next(text for text in moved_texts(found, "ja") if text.startswith(view.person_name(one.person.key)))
    assert view.facility_name(one.facility.key, "ja") in told
    assert say("stay_moved.arrival_day", "ja") in told


def test_the_calendar_shows_what_was_said_of_the_other_nights(view: PlanView) -> None:
    one = view.suggestions[0]
    day = date(2027, 2, 3)
    open_nights = {day: 2, day + timedelta(days=1): 1}
    never = frozenset({day + timedelta(days=5)})
    wishes = [Wishes(one.person.key, 1, frozenset(open_nights), never)]
    found = date_plan(view, [FreeBeds(one.facility.key, open_nights, closed=frozenset({date(2027, 3, 2)}))], wishes)
    [stay] = [stay for stay in found.dated.stays if stay.person_id == one.person.key]
    assert (stay.facility_id, stay.arrival) == (one.facility.key, day)
    sites = month_table(found, day, "facility", "ja").set_index("体験先の候補")
    row = sites.loc[view.facility_name(one.facility.key, "ja")]
    assert (row.iloc[2], row.iloc[3], row.iloc[4]) == (view.person_name(one.person.key), "1", "×")
    people = month_table(found, day, "person", "ja")
    row = people[people.iloc[:, 0] == view.person_name(one.person.key)].iloc[0]
    assert (row.iloc[4], row.iloc[8], row.iloc[9]) == ("○", "×", "")


def test_the_suggestions_follow_the_dates_with_everybody_who_has_a_place_or_had_one(view: PlanView) -> None:
    first = view.suggestions[0]
    nights = frozenset(nights_between(view.period.start, view.period.end + timedelta(1)))
    closed = FreeBeds(first.facility.key, closed=nights)
    dated = date_plan(view, (closed,), ())
    people, table = dated_suggestions(dated, "ja")
    stays = {stay.person_id: stay for stay in dated.dated.stays}
    assert set(people) == view.plan.pairs.keys() | stays.keys()
    assert len(people) == len(set(people)) == len(table)
    for key, row in zip(people, table.itertuples(index=False), strict=True):
        planned = view.plan.pairs.get(key)
        if (stay := stays.get(key)) is None:
            assert row[3:6] == (view.facility_name(planned, "ja"), "", say("dates.no_dates", "ja"))
        else:
            assert row[3] == view.facility_name(stay.facility_id, "ja") != view.facility_name(first.facility.key, "ja")
            assert row[4] == ("" if planned == stay.facility_id else view.facility_name(planned, "ja"))
            assert f"{stay.arrival:%Y/%m/%d}" in row[5]
