"""Editions of sheets: one a month, kept as printed, repeated later, withdrawn with a reason."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casebook.book import Casebook, open_casebook
from casebook.errors import NotAllowedError, RefusedError
from casebook.records import Area, Audit, EditionPapers, Person
from casebook.roles import Actor
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.errors import DeskError
from desk.publication.suppression import HIDDEN
from desk.ward_sheet.edition import (
    Edition,
    changed,
    edition_of,
    editions,
    figures,
    hand_out,
    label_of,
    whole_told,
    withdraw,
)
from desk.ward_sheet.files import FORMATS, sheet_files
from matching.policy import load_policy
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.conftest import square
from tests.desk.ward_sheet.conftest import LIMIT
from tests.desk.ward_sheet.regions import FEW, scatter

DECEMBER, JANUARY, APRIL = date(2026, 12, 1), date(2027, 1, 31), date(2027, 4, 1)


def on(day: date) -> Callable[[Casebook], Snapshot]:
    return lambda book: read_snapshot(book, day, load_policy())


def hand(book: Casebook, day: date = TODAY) -> Edition:
    return hand_out(book, day, LIMIT, on(day))


def as_(book: Casebook, role: str, scope: str | None = None) -> Casebook:
    return Casebook(book._engine, Actor("読む人", role, scope), lambda: NOW)


@pytest.fixture
def region(book: Casebook) -> Casebook:
    scatter(book, 3, (12, 14, 20), FEW)
    return book


def test_all_sheets_of_a_month_are_byte_for_byte_as_the_first_was_whatever_changed(region: Casebook) -> None:
    first = sheet_files(hand(region).sheet("西区"), FORMATS, "ja")
    with region.writing("later") as writer:
        for one in region.all(Person)[::3]:
            writer.change(replace(one, status="closed"))
        for area in region.all(Area)[:1]:
            writer.change(replace(area, geometry=square(150, 40)))
    again = hand(region, date(2026, 11, 30))
    assert again.record.day == TODAY
    assert sheet_files(again.sheet("西区"), FORMATS, "ja") == first
    assert changed(again.sheet("西区"), on(TODAY)(region))


def test_what_sheets_print_of_people_identified_in_the_whole_city_is_known_by_year(region: Casebook) -> None:
    assert whole_told(region) == {}
    sheet = hand(region).sheet("西区")
    withdraw(region, TODAY, "誤り")
    stays = next(line.city for line in sheet.lines if line.code == "stays")
    identified = zip((sheet.year, sheet.year - 1), sheet.identified["city"], strict=True)
    expected = {("identified", year): figure for year, figure in identified}
    assert whole_told(region) == {**expected, ("stays", sheet.year): stays}


def test_an_edition_is_recorded_once_with_its_audit_and_names_nobody(region: Casebook) -> None:
    edition = hand(region)
    hand(region)
    (record,) = editions(region)
    assert (record.month, record.day, record.made_by) == (date(2026, 11, 1), TODAY, region.actor.name)
    written = [one for one in region.all(Audit) if one.entity in ("sheet_edition", "edition_papers")]
    assert [(one.action, one.what) for one in written] == [("insert", "hand out sheets")] * 2
    printed = str(edition.printed._content)
    assert not any(person.code_name in printed for person in region.all(Person))


def test_the_next_month_tells_of_its_day_and_repeats_what_was_told(region: Casebook) -> None:
    first = hand(region).sheet("西区")
    with region.writing("they come") as writer:
        one = region.all(Person)[0]
        for number in range(15):
            came = date(2026, 3, 31) if number % 2 else DECEMBER
            writer.add(replace(one, id=None, code_name=f"N-{number}", city="甲市", ward="西区", identified_on=came))
    second = hand(region, DECEMBER).sheet("西区")
    assert second.trend.days[:-1] == first.trend.days[1:]
    for side in ("ward", "city"):
        assert second.trend.ready[side][:-1] == first.trend.ready[side][1:]
    assert second.identified == first.identified
    people = [next(line.city for line in sheet.lines if line.code == "people") for sheet in (first, second)]
    assert people[0] != people[1]
    stays = [{key: value for key, value in figures([sheet]).items() if key[2] == "stays"} for sheet in (first, second)]
    assert stays[0] == stays[1]


def test_months_between_editions_and_a_year_that_is_over_are_told_by_the_next(region: Casebook) -> None:
    hand(region)
    later = hand(region, APRIL).sheet("西区")
    assert later.year == 2026
    days = [date(2026, 10, 31), TODAY, date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]
    assert later.trend.days[-7:] == (*days, APRIL)


def test_what_was_withdrawn_is_handed_out_no_more_and_what_it_told_first_is_left_out(region: Casebook) -> None:
    hand(region)
    december = hand(region, DECEMBER)
    assert december.sheet("西区").trend.ready["city"][-1] != HIDDEN
    with pytest.raises(DeskError, match=r"sheet\.reason_missing"):
        withdraw(region, DECEMBER, " ")
    withdraw(region, DECEMBER, "住所の誤り")
    for again in (lambda: withdraw(region, DECEMBER, "もう一度"), lambda: hand(region, date(2026, 12, 31))):
        with pytest.raises(DeskError, match=r"sheet\.(no_edition|withdrawn)"):
            again()
    january = hand(region, JANUARY).sheet("西区")
    assert january.trend.days[-2:] == (date(2026, 12, 31), JANUARY)
    assert january.trend.ready["city"][-2:-1] == (HIDDEN,)
    assert january.trend.ready["city"][:-2] == december.sheet("西区").trend.ready["city"][1:-1]
    assert [one.reason for one in editions(region)] == [None, "住所の誤り", None]


def test_an_earlier_month_is_not_made_after_a_later_one(region: Casebook) -> None:
    hand(region, DECEMBER)
    with pytest.raises(DeskError, match=r"sheet\.later_edition"):
        hand(region)


def test_a_ward_that_is_new_has_no_sheet_until_the_next_month_and_one_that_is_gone_has(region: Casebook) -> None:
    edition = hand(region)
    with region.writing("reorganised") as writer:
        for area in region.all(Area):
            if area.name == "西区":
                writer.change(replace(area, name="新区"))
    assert label_of(region, TODAY, "西区") == "西区"
    assert hand(region).sheet("西区").lines == edition.sheet("西区").lines
    with pytest.raises(DeskError, match=r"sheet\.not_in_edition"):
        hand(region).sheet(label_of(region, TODAY, "新区"))
    december = hand(region, DECEMBER)
    assert set(december.sheet("新区").trend.ready["ward"][:-1]) == {HIDDEN}
    with pytest.raises(DeskError, match=r"area\.unknown"):
        label_of(region, DECEMBER, "西区")


def test_without_areas_or_people_there_is_no_sheet_or_an_empty_one(book: Casebook) -> None:
    with pytest.raises(DeskError, match=r"sheet\.no_areas"):
        hand(book)
    assert editions(book) == []
    scatter(book, 0, (0,), FEW)
    sheet = hand(book).sheet("西区")
    assert next(line.city for line in sheet.lines if line.code == "people") == 0
    assert set(sheet.trend.ready["city"]) == {None}


def test_who_is_told_figures_hands_out_and_only_a_coordinator_withdraws(region: Casebook) -> None:
    with pytest.raises(NotAllowedError):
        hand(as_(region, "consultation_office", "相談室"))
    planner = as_(region, "planner")
    assert hand(planner).record.made_by == "読む人"
    assert hand(as_(region, "ward_office", "西区")).record.made_by == "読む人"
    with pytest.raises(NotAllowedError):
        withdraw(planner, TODAY, "誤り")
    assert as_(region, "consultation_office", "相談室").all(EditionPapers) == []


def test_two_who_are_first_at_the_same_moment_hand_out_the_same(url: str) -> None:
    books = [open_casebook(url, Actor(name, grants=COORDINATOR.grants), lambda: NOW) for name in ("佐藤", "鈴木")]
    scatter(books[0], 3, (12, 14), FEW)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(hand, books))
    assert len(editions(books[0])) == 1
    assert found[0].record == found[1].record
    with pytest.raises(RefusedError), books[0].writing("a second") as writer:
        writer.add(replace(found[0].record, id=None))
    for book in books:
        book.close()


def test_the_month_is_tokyo_s(region: Casebook) -> None:
    edition = hand(region, DECEMBER)
    assert (edition.record.month, edition.next_on) == (DECEMBER, date(2027, 1, 1))
    assert edition_of(region, date(2026, 12, 31)) is not None
    assert edition_of(region, date(2027, 1, 1)) is None
    late = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)  # midnight in Tokyo
    book = Casebook(region._engine, region.actor, lambda: late)
    assert hand(book, date(2027, 1, 1)).record.made_at.date() == date(2027, 1, 1)
