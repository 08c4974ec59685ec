"""All papers of all months together tell nobody, informed or not, a count that they hide: of casebooks by chance."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Area, Person
from desk.city.names import AreaNames
from desk.coverage.areas import UNKNOWN_AREA
from desk.coverage.compare import year_end
from desk.coverage.coverage import coverage_of
from desk.coverage.snapshot import Snapshot, read_snapshot
from desk.period import fiscal_year
from desk.publication.suppression import MERGED
from desk.ward_sheet.disclosure import measured, public, release
from desk.ward_sheet.edition import figures, hand_out
from desk.ward_sheet.sheet import sheets_of
from desk.ward_sheet.text import figure_text, notes
from desk.ward_sheet.told import NOTHING, Told
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.conftest import square
from tests.desk.coverage import reference
from tests.desk.ward_sheet.attacker import Attacker, Papers
from tests.desk.ward_sheet.regions import FEW, WARDS, live_on, scatter

LIMIT = 10
SIZES = ((0, 1, 2, 4, 8, 14, 20), (0, 1, 1, 2), (0, 9, 10, 12), (1, 5, 30))
"""How many people an area may have."""
MONTHS = (TODAY, date(2026, 12, 10), date(2027, 1, 31))
"""Days on which the first sheet of a month is handed out."""


def fill(book: Casebook, seed: int) -> None:
    if seed % 6 == 5:
        reference.scatter(book, seed)
    else:
        scatter(book, seed, SIZES[seed % len(SIZES)], FEW if seed % 8 else WARDS)


def read(book: Casebook, day: date = TODAY) -> Snapshot:
    return read_snapshot(book, day, load_policy())


def today(book: Casebook, day: date = TODAY) -> Papers:
    """Return the sheets as they would be if none had been handed out."""
    released = release(read(book, day), LIMIT)
    return Papers(released.snapshot, sheets_of(book, released, LIMIT), book.all(Person))


def handed_out(
    book: Casebook, chance: random.Random | None = None, earlier: Sequence[Papers] = (), day: date = TODAY
) -> Papers:
    """Return what is handed out in a month, from a day on; by chance, while people come and go."""
    last = earlier[-1].snapshot.day if earlier else None
    told = NOTHING if last is None else Told(last.replace(day=1), fiscal_year(year_end(last)))
    everyone, seen, sheets = book.all(Person), list[Snapshot](), {}

    def reading(counted: Casebook) -> Snapshot:
        seen.append(read(counted, day))
        return seen[0]

    wards = AreaNames(book.all(Area)).with_wholes
    for number, ward in enumerate(chance.sample(wards, len(wards)) if chance else wards):
        later = day + timedelta(days=number)
        on = later if later.month == day.month else day
        sheets[ward] = hand_out(book, on, LIMIT, reading).sheet(ward)
        if chance and number < 2:
            live_on(book, chance, on)
    return Papers(public(seen[0]), sheets, everyone, told)


def attackers(*editions: Papers, unchanged: Sequence[str] = ()) -> Iterator[Attacker]:
    """Return one who is not informed and one who is, of all papers."""
    for informed in (False, True):
        yield Attacker(editions, LIMIT, informed=informed, unchanged=unchanged)


@pytest.mark.parametrize("seed", range(20))
def test_no_hidden_count_follows_from_all_papers_of_three_months_together(book: Casebook, seed: int) -> None:
    fill(book, seed)
    chance, editions = random.Random(seed), list[Papers]()  # noqa: S311
    for day in MONTHS:
        editions.append(handed_out(book, chance, editions, day))
        live_on(book, chance, day)
    assert len({papers.snapshot.day for papers in editions}) == len(MONTHS)
    attacker = Attacker(editions, LIMIT, informed=True)  # who knows least finds no more
    assert attacker.secrets
    assert attacker.found() == {}


def test_computed_anew_on_each_day_two_sheets_of_a_month_tell_what_one_edition_does_not(book: Casebook) -> None:
    """Of three wards one has nine people, so that it and another are hidden; the tenth comes, and both are told."""
    with book.writing("three wards") as writer:
        for number, (ward, people) in enumerate((("東区", 9), ("西区", 12), ("南区", 30))):
            place: dict[str, Any] = {"city": "甲市", "ward": ward}
            shape = square(140 + number / 10, 38)
            writer.add(Area(code=f"0410{number}", prefecture="宮城県", city="甲市", name=ward, geometry=shape))
            for one in range(people):
                writer.add(Person(code_name=f"P-{number}-{one}", tier_override=1, tier_override_reason="試験", **place))
    first, edition = today(book), handed_out(book)
    with book.writing("the tenth") as writer:
        writer.add(Person(code_name="P-0-9", city="甲市", ward="東区", tier_override=1, tier_override_reason="試験"))
    later = today(book, date(2026, 11, 30))
    for attacker in attackers(first, later, unchanged=("西区", "南区", UNKNOWN_AREA)):
        assert ("ward", "東区", "0 people") in attacker.found()
    again = {ward: hand_out(book, later.snapshot.day, LIMIT, read).sheet(ward) for ward in edition.sheets}
    for attacker in attackers(
        edition, replace(edition, sheets=again), unchanged=("東区", "西区", "南区", UNKNOWN_AREA)
    ):
        assert attacker.found() == {}


def test_where_nothing_changed_the_next_edition_hides_and_shows_the_same(book: Casebook) -> None:
    fill(book, 2)
    first, second = (figures(list(handed_out(book, day=day).sheets.values())) for day in MONTHS[:2])
    assert first == second


def test_the_same_attacker_finds_counts_out_where_only_the_small_ones_are_hidden(book: Casebook) -> None:
    fill(book, 0)
    released, levels, hidden = release(read(book), LIMIT), {}, {}
    for level in released.levels:
        told = measured(released.snapshot, coverage_of(released.snapshot, level))
        hidden[level] = (told > 0) & (told < LIMIT)
        levels[level] = replace(released.levels[level], values=told.mask(hidden[level]))
    careless = replace(released, levels=levels, hidden=hidden)
    papers = Papers(released.snapshot, sheets_of(book, careless, LIMIT), book.all(Person))
    assert all(attacker.found() for attacker in attackers(papers))


def test_what_hiding_would_tell_is_told_in_sum_and_marked_so_on_the_sheet(book: Casebook) -> None:
    """Nine wards with one person each, and one without: hidden and known to be small, each would be one."""
    with book.writing("nine ones") as writer:
        for number in range(10):
            place: dict[str, Any] = {"city": "甲市", "ward": f"{number}区"}
            shape = square(140 + number / 10, 38)
            writer.add(Area(code=f"0410{number}", prefecture="宮城県", city="甲市", name=f"{number}区", geometry=shape))
            if number:
                writer.add(Person(code_name=f"P-{number}", **place))
    papers = today(book)
    printed = figures(list(papers.sheets.values()))
    assert {printed["ward", f"{number}区", "people"] for number in range(10)} == {MERGED}
    for attacker in attackers(papers):
        assert attacker.found() == {}
    sheet = papers.sheets["1区"]
    assert sheet.merges
    assert figure_text("people", next(line.ward for line in sheet.lines if line.code == "people"), "en") == "in sum"
    assert any("合算" in note for note in notes(sheet, "ja"))
