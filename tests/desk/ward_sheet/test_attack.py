"""All papers of a day together tell nobody, informed or not, a count that they hide: of casebooks by chance."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.records import Area, Person
from desk.coverage.coverage import coverage_of
from desk.coverage.snapshot import read_snapshot
from desk.ward_sheet.disclosure import Release, release
from desk.ward_sheet.nested import Figures
from desk.ward_sheet.sheet import sheet_of
from desk.ward_sheet.text import figure_text, notes
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.conftest import square
from tests.desk.coverage import reference
from tests.desk.ward_sheet.attacker import Attacker
from tests.desk.ward_sheet.regions import scatter

LIMIT = 10
SIZES = ((0, 1, 2, 4, 8, 14, 20), (0, 1, 1, 2), (0, 9, 10, 12), (1, 5, 30))
"""How many people an area may have."""


def scattered(book: Casebook, seed: int) -> Release:
    if seed % 6 == 5:
        reference.scatter(book, seed)
    else:
        scatter(book, seed, SIZES[seed % len(SIZES)])
    return release(read_snapshot(book, TODAY, load_policy()), LIMIT)


def attackers(book: Casebook, released: Release) -> Iterator[Attacker]:
    """Return one who is not informed and one who is, of all papers of a release."""
    names, true = released.snapshot.places.names, true_figures(released)
    sheets = {label: sheet_of(book, released, label, LIMIT) for label in names.with_wholes}
    for informed in (False, True):
        yield Attacker(book, released, sheets, true, LIMIT, informed=informed)


def true_figures(released: Release) -> Figures:
    return {level: coverage_of(released.snapshot, level).values for level in released.levels}


@pytest.mark.parametrize("seed", range(20))
def test_no_hidden_count_follows_from_all_papers_together(book: Casebook, seed: int) -> None:
    for attacker in attackers(book, scattered(book, seed)):
        assert attacker.secrets
        assert attacker.found() == {}


def test_the_same_attacker_finds_counts_out_where_only_the_small_ones_are_hidden(book: Casebook) -> None:
    released = scattered(book, 0)
    levels, hidden = {}, {}
    for level, figures in true_figures(released).items():
        told = figures[released.hidden[level].columns]
        hidden[level] = (told > 0) & (told < LIMIT)
        levels[level] = replace(released.levels[level], values=told.mask(hidden[level]))
    careless = replace(released, levels=levels, hidden=hidden)
    assert all(attacker.found() for attacker in attackers(book, careless))


def test_what_hiding_would_tell_is_told_in_sum_and_marked_so_on_the_sheet(book: Casebook) -> None:
    """Nine wards with one person each, and one without: hidden and known to be small, each would be one."""
    with book.writing("nine ones") as writer:
        for number in range(10):
            place: dict[str, Any] = {"city": "甲市", "ward": f"{number}区"}
            shape = square(140 + number / 10, 38)
            writer.add(Area(code=f"0410{number}", prefecture="宮城県", city="甲市", name=f"{number}区", geometry=shape))
            if number:
                writer.add(Person(code_name=f"P-{number}", **place))
    released = release(read_snapshot(book, TODAY, load_policy()), LIMIT)
    assert released.merged["ward"]["people"][[f"{number}区" for number in range(10)]].all()
    for attacker in attackers(book, released):
        assert attacker.found() == {}
    sheet = sheet_of(book, released, "1区", LIMIT)
    assert sheet.merges
    assert figure_text("people", next(line.ward for line in sheet.lines if line.code == "people"), "en") == "in sum"
    assert any("合算" in note for note in notes(sheet, "ja"))
