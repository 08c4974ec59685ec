"""Editions of published reviews: kept with their audit, opened as they were, withdrawn; what they told, sheets keep to."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.errors import ChangedMeanwhileError, NotAllowedError, RefusedError
from casebook.records import Audit, Facility, Person, ReviewEdition, ReviewPapers, Stay
from casebook.roles import Actor
from desk.coverage.snapshot import read_snapshot
from desk.errors import DeskError
from desk.period import span
from desk.publication import HIDDEN, MERGED
from desk.review import made, withheld_texts
from desk.review.published.editions import (
    Publication,
    edition_review,
    keep_review,
    read_publication,
    review_editions,
    withdraw_review,
)
from desk.ward_sheet.edition import hand_out
from desk.ward_sheet.sheet import WardSheet
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from tests.desk.ward_sheet.conftest import LIMIT
from tests.desk.ward_sheet.regions import FEW, scatter

YEAR = 2025


@pytest.fixture
def region(book: Casebook) -> Casebook:
    scatter(book, 3, (12, 14, 20), FEW)
    return book


def published(book: Casebook, year: int = YEAR) -> Publication:
    return read_publication(book, span(year), TODAY, LIMIT)


def handed_out(book: Casebook) -> WardSheet:
    return hand_out(book, TODAY, LIMIT, lambda counted: read_snapshot(counted, TODAY, load_policy())).sheet("西区")


def as_(book: Casebook, role: str, scope: str | None = None) -> Casebook:
    return Casebook(book._engine, Actor("読む人", role, scope), lambda: NOW)


def stay(book: Casebook, count: int, kind: str) -> None:
    place = next(one.id or 0 for one in book.all(Facility))
    with book.writing("stays") as writer:
        for one in book.all(Person)[:count]:
            there: dict[str, Any] = {"facility_id": place, "kind": kind, "start_on": date(2025, 6, 1)}
            writer.add(Stay(person_id=one.id or 0, end_on=date(2025, 6, 3), **there))


def test_what_was_kept_opens_as_it_was_whatever_is_recorded_since(region: Casebook) -> None:
    publication = published(as_(region, "planner"))
    assert publication.kept is None
    edition = keep_review(as_(region, "planner"), publication)
    assert (edition.fiscal_year, edition.small_cell, edition.made_by) == (YEAR, LIMIT, "読む人")
    written = [one for one in region.all(Audit) if one.entity in ("review_edition", "review_papers")]
    assert [(one.action, one.what) for one in written] == [("insert", "keep a review")] * 2
    with region.writing("later") as writer:
        for one in region.all(Person)[::3]:
            writer.change(replace(one, identified_on=date(2025, 5, 1)))
    [found] = review_editions(region)
    review = edition_review(region, found)
    assert (review.days, review.tables.keys()) == (publication.review.days, publication.review.tables.keys())
    for then, now in ((publication.review.tables, review.tables), (publication.review.earlier, review.earlier)):
        assert {name: replace(table, behind={}) for name, table in then.items()} == dict(now)
    assert withheld_texts(review, "ja") == withheld_texts(publication.review, "ja")
    for form in ("docx", "pdf"):
        assert made(form, review, "ja", TODAY)


def test_what_was_kept_is_known_as_kept_until_it_is_withdrawn_and_even_then_it_was_told(region: Casebook) -> None:
    edition = keep_review(region, published(region))
    again = published(region)
    assert again.kept == edition
    assert again.review.withheld is not None
    assert again.review.withheld.kept_on == edition.made_at.date()
    with pytest.raises(DeskError, match=r"review\.kept_already"):
        keep_review(region, again)
    with pytest.raises(DeskError, match=r"sheet\.reason_missing"):
        withdraw_review(region, edition.id or 0, " ")
    with pytest.raises(NotAllowedError):
        withdraw_review(as_(region, "ward_office", "西区"), edition.id or 0, "誤り")
    withdraw_review(region, edition.id or 0, "人数の誤り")
    with pytest.raises(DeskError, match=r"review\.no_edition"):
        withdraw_review(region, edition.id or 0, "もう一度")
    with region.writing("corrected") as writer:
        for one in region.all(Person)[::3]:
            writer.change(replace(one, identified_on=date(2025, 5, 1)))
    after = published(region)
    assert (after.kept, [one.reason for one in after.taken]) == (None, ["人数の誤り"])
    assert after.record["told"] == again.record["told"]


def test_who_makes_no_reviews_keeps_none_and_sees_none(region: Casebook) -> None:
    ward, office = as_(region, "ward_office", "西区"), as_(region, "consultation_office", "相談室")
    publication = published(ward)
    with pytest.raises(NotAllowedError):
        keep_review(ward, publication)
    keep_review(region, publication)
    assert len(ward.all(ReviewPapers)) == 1
    assert office.all(ReviewEdition) + office.all(ReviewPapers) == []
    [edition] = region.all(ReviewEdition)
    for wrong in ({"small_cell": 0}, {"checksum": "?"}, {"withdrawn_at": NOW}, {"fiscal_year": 1}):
        with pytest.raises(RefusedError), region.writing("wrong") as writer:
            writer.add(replace(edition, id=None, **wrong))


def test_a_version_that_was_made_before_another_paper_is_not_kept(region: Casebook) -> None:
    first = published(region)
    handed_out(region)
    with pytest.raises(ChangedMeanwhileError):
        keep_review(region, first)
    second, third = published(region), published(region, 2024)
    keep_review(region, second)
    with pytest.raises(ChangedMeanwhileError):
        keep_review(region, third)


def test_what_was_kept_and_is_another_now_is_said(region: Casebook) -> None:
    edition = keep_review(region, published(region))
    with region.writing("meddle") as writer:
        [papers] = writer.all(ReviewPapers)
        writer.change(replace(papers, record={**papers.record, "days": ["2020-04-01", "2021-03-31"]}))
    with pytest.raises(DeskError, match=re.escape("review.edition_damaged")):
        edition_review(region, edition)


def test_a_sheet_tells_of_a_year_what_the_review_told_or_nothing(region: Casebook) -> None:
    review = published(region).review
    total = review.tables["table3"].counts["total", "people"]
    assert total is not None
    keep_review(region, published(region))
    with region.writing("one was forgotten") as writer:
        one = region.all(Person)[0]
        writer.add(replace(one, id=None, code_name="N-1", city="甲市", ward="西区", identified_on=date(2025, 5, 1)))
    sheet = handed_out(region)
    assert (sheet.year, sheet.identified["city"][0], sheet.identified["ward"][0]) == (YEAR, float(total), MERGED)
    assert sheet.identified["city"][1] == review.earlier["table3"].counts["total", "people"]


@pytest.mark.parametrize("few", [True, False])
def test_stays_that_a_review_hides_by_kind_no_later_sheet_tells_in_sum(region: Casebook, *, few: bool) -> None:
    stay(region, 20, "short_stay")
    stay(region, 3 if few else 12, "trial")
    keep_review(region, published(region))
    assert (published(region).review.tables["stays"].marks.get(("trial", "stays")) == HIDDEN) == few
    told = {line.code: (line.ward, line.city) for line in handed_out(region).lines}["stays"]
    assert (told == (MERGED, HIDDEN)) == few or told[1] == HIDDEN  # a sheet tells nothing of fewer than three places
    again = published(region)
    assert again.kept is not None
