"""What lies in what adds up, whatever is not known of whom; and no difference of two areas tells of few facilities."""

import numpy as np
import pandas as pd
import pytest

from casebook.book import Casebook
from desk.coverage.areas import CITY, MUNICIPALITY, UNKNOWN_AREA
from desk.coverage.coverage import answered, coverage_of
from desk.coverage.snapshot import read_snapshot
from desk.ward_sheet.disclosure import FEW, release
from desk.ward_sheet.nested import OUTSIDE, WARD, Nested, NestedTowns
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.desk.coverage import reference
from tests.desk.ward_sheet.regions import LABELS, WARDS, inside, scatter

SEVERAL = [city for city, wards in WARDS.items() if len(wards) > 1]


@pytest.mark.parametrize("seed", range(4))
def test_every_equation_holds_in_a_region(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    check(book, ("people", "tier_1", "need_wheelchair", "no_option", "short_stay"))


def test_every_equation_holds_in_one_city_with_towns(book: Casebook) -> None:
    reference.scatter(book, 1)
    assert check(book, ("people", "tier_1")).wards_of == {}


def check(book: Casebook, codes: tuple[str, ...]) -> NestedTowns:
    """Put a casebook's figures into the equations."""
    snapshot = read_snapshot(book, TODAY, load_policy())
    nested = NestedTowns(snapshot, snapshot.areas("catchment"))
    figures = {
        level: coverage_of(snapshot, level).values  # noqa: PD011
        for level in (CITY, MUNICIPALITY, WARD, "catchment", "town")
    }
    for code in codes:
        counts = nested.values(figures, code)
        assert min(counts.values()) >= 0
        for (level, key, _), parts in nested.sums(code):
            assert counts[level, key] == sum(counts[part[:2]] for part in parts), (code, level, key)
    return nested


def test_only_a_municipality_of_several_wards_among_others_is_a_level_of_its_own(book: Casebook) -> None:
    scatter(book, 0)
    nested = Nested(read_snapshot(book, TODAY, load_policy()).places)
    assert nested.wards_of == {"甲市": ["甲市東区", "西区", "南区"], "乙市": ["乙市東区", "北区"]}
    assert nested.units == [
        *((WARD, label) for label in LABELS),
        (OUTSIDE, "甲市"),
        (OUTSIDE, "乙市"),
        (MUNICIPALITY, UNKNOWN_AREA),
    ]
    assert nested.unit("甲市") == (OUTSIDE, "甲市")
    assert nested.unit("丙町") == (WARD, "丙町")
    assert nested.unit("丁村") == (MUNICIPALITY, UNKNOWN_AREA)


@pytest.mark.parametrize("seed", range(8))
def test_no_sum_or_difference_of_what_is_shown_is_what_one_or_two_facilities_said(book: Casebook, seed: int) -> None:
    scatter(book, seed)
    released = release(read_snapshot(book, TODAY, load_policy()), 10)
    snapshot = released.snapshot
    nested = Nested(snapshot.places)

    def row(level: str, key: object) -> list[float]:
        return [float(unit in inside(nested, (level, key))) for unit in nested.units]

    levels = (CITY, MUNICIPALITY, WARD)
    for code in ("emergency", "trial_places"):
        shown = np.array(
            [row(level, key) for level in levels for key, hides in released.hidden[level][code].items() if not hides]
        )
        rank = np.linalg.matrix_rank(shown) if len(shown) else 0
        for level in levels:
            areas = snapshot.areas(level)
            answers = pd.Series(areas.sum(snapshot.facilities, answered(snapshot, code)), areas.frame["key"])
            for key in answers.index[(answers > 0) & (answers < FEW)]:
                assert np.linalg.matrix_rank(np.array([*shown, row(level, key)])) > rank, (code, level, key)
