"""The last count of a period's capacity stands in the review with its day and its places; corporations by result."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from casebook.records import CapacityCount, CorporationVisit
from casebook.roles import Actor
from desk.capacity import record_corporation_visit, record_count
from desk.period import span
from desk.review import beside, made, publish, read_records, read_review, review_record, title_of, written
from desk.review.review import review_of
from tests.conftest import TODAY
from tests.desk.review.test_review import NOTHING
from words.say import show

COUNT = CapacityCount(
    counted_on=date(2026, 3, 31),
    offices=121,
    with_plan=5_990,
    self_planned=2_955,
    entitled=9_500,
    staff_hundredths=21_050,
)
OLD = CapacityCount(counted_on=date(2024, 12, 1), offices=119)
VISIT = CorporationVisit(visited_on=date(2025, 6, 1), corporation="みどり会", result="considering")


@pytest.fixture
def counted(little):
    for one in (OLD, COUNT, replace(COUNT, counted_on=date(2026, 4, 1), offices=200)):
        record_count(little, one, TODAY)
    for other in (
        {},
        {"visited_on": date(2025, 8, 1), "result": "some_day"},
        {"corporation": "あおば会", "result": None},
    ):
        record_corporation_visit(little, replace(VISIT, **other), TODAY)
    record_corporation_visit(little, replace(VISIT, visited_on=date(2024, 6, 1)), TODAY)
    return little


def test_the_last_count_until_the_end_stands_beside_that_of_the_period_before(counted):
    review = read_review(counted, span(2025), TODAY)
    frame = written(beside(review, "capacity", "ja"))
    assert list(frame.columns) == ["項目", "2026/03/31", "2024/12/01（前）"]
    assert list(frame.iloc[0, 1:]) == [121, 119]
    assert dict(zip(frame["項目"], frame.iloc[:, 1], strict=True)) == {
        **dict(zip(frame["項目"][:6], [121, 5_990, 2_955, 9_500, "210.50", None], strict=True)),
        **dict(zip(frame["項目"][6:], ["28.46", None, "63.1", "33.0"], strict=True)),
    }
    assert list(frame.iloc[1:, 2]) == [None] * 9
    record = review_record(review)
    assert record["capacity"]["counted_on"] == COUNT.counted_on
    assert (record["capacity"]["staff_hundredths"], record["capacity"]["parts"]["staff_hundredths"]) == (21_050, 100)


def test_the_workbook_has_numbers_with_all_their_places_and_the_other_papers_words(counted):
    review = read_review(counted, span(2025), TODAY)
    sheet = load_workbook(BytesIO(made("xlsx", review, "ja", TODAY)))[title_of("capacity", "ja")]
    assert [(cell.value, cell.number_format) for cell in sheet["B"][5:6]] == [(210.5, "#,##0.00")]
    assert sheet["B"][6].value == show(None, "ja")
    assert [cell.number_format for cell in sheet["B"][7:8] + sheet["B"][9:10]] == ["#,##0.00", "#,##0.0"]
    assert made("docx", review, "ja", TODAY)[:2] == b"PK"
    assert made("pdf", review, "ja", TODAY)[:4] == b"%PDF"


def test_where_nothing_was_ever_counted_it_is_said(little):
    frame = beside(read_review(little, span(2025), TODAY), "capacity", "ja")
    assert list(frame.columns[1:]) == ["集計なし", "集計なし（前）"]
    assert frame.iloc[:, 1:].isna().all(axis=None)


def test_corporations_are_counted_once_by_what_was_last_known(counted):
    review = read_review(counted, span(2025), TODAY)
    table = review.tables["corporations"]
    assert {row: count for (row, _), count in table.counts.items() if count} == {"some_day": 1, "unknown": 1}
    assert review.earlier["corporations"].sum("corporations") == 1
    planner = read_review(counted.opened_for(Actor("市", "planner")), span(2025), TODAY)
    ward = read_review(counted.opened_for(Actor("区", "ward_office", "青葉区")), span(2025), TODAY)
    for other in (planner, ward):
        assert [other.tables[name].counts for name in ("capacity", "corporations")] == [
            review.tables["capacity"].counts,
            table.counts,
        ]
        assert not other.tables["capacity"].behind


def test_what_follows_from_a_small_figure_is_not_told_in_public(counted):
    limit = 10
    whole = publish(read_records(counted), 2025, limit, {}).tables["capacity"]
    assert not whole.marks
    assert whole.counts == review_of(read_records(counted), span(2025), TODAY).tables["capacity"].counts
    small = replace(COUNT, with_plan=3, self_planned=None, entitled=150, claims=300, offices=2)
    told = publish(replace(NOTHING, capacity=(small,)), 2025, limit, {}).tables["capacity"]
    assert {row for row, _ in told.marks} >= {"with_plan", "cases_a_head", "plan_share"}
    assert told.counts["offices", "count"] == 2
    assert told.counts["claims_a_head", "count"] == 14
    assert ("self_share", "count") not in told.marks  # nobody knows it


def test_a_count_of_which_two_years_tell_is_hidden_in_both(counted):
    few = replace(COUNT, counted_on=date(2024, 3, 1), with_plan=5_990, self_planned=2_955, entitled=8_948)
    found = publish(replace(NOTHING, capacity=(few,)), 2025, 10, {})
    now, then = found.tables["capacity"], found.earlier["capacity"]
    assert now.marks
    assert now.marks == then.marks
    assert now.counts == then.counts
