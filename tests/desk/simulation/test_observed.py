"""The years that were, beside simulated ones."""

from datetime import date

import pytest

from desk.demo.demo import make_demo
from desk.errors import DeskError
from desk.simulation.observed import PUBLISHED, Observed, misfit, observed_years
from matching.simulation.year import fit_lengths
from tests.optional import present


def test_the_published_years_are_those_of_the_papers():
    first, second = PUBLISHED
    assert (first.year, first.days, round(first.mean, 2)) == (2019, 306, 2.09)
    assert (second.year, second.days, round(second.mean, 2)) == (2021, 365, 1.51)
    assert [one.days_by_rooms[0] for one in PUBLISHED] == [18, 70]
    assert [one.at_least(4) for one in PUBLISHED] == [27, 30]


def test_the_demonstrations_2021_is_the_published_year(book):
    make_demo(book, date(2026, 11, 22))
    own = {one.year: one for one in observed_years(book, date(2026, 11, 22)) if not one.published}
    published = PUBLISHED[1]
    assert (own[2021].days, own[2021].room_days) == (published.days, published.room_days)
    assert {rooms: own[2021].days_by_rooms[rooms] for rooms in published.days_by_rooms} == published.days_by_rooms
    least, most = present(published.dispersion)
    assert least <= present(own[2021].dispersion)[0] <= most
    assert own[2026].days == 236  # up to today


@pytest.mark.parametrize(
    ("observed", "expected", "direction"),
    [(PUBLISHED[0], (38, 49), "fewer_fewer"), (PUBLISHED[1], (81, 24), "fewer_more")],
)
def test_the_misfit_of_the_published_years_is_told_as_it_is(observed, expected, direction):
    found = misfit(observed, fit_lengths("lognormal"), 1.5, 60, 5)
    assert (round(found.poisson[0]), round(found.poisson[-1])) == expected
    assert sum(found.poisson) == pytest.approx(observed.days)
    assert found.direction == direction


def test_simulated_beside_an_observed_year_uses_as_many_rooms_and_clusters_spread_it():
    found = misfit(PUBLISHED[1], fit_lengths("lognormal"), 2.0, 100, 5)
    for one in (found.alone, found.clustered):
        assert one.mean_rooms.mean == pytest.approx(PUBLISHED[1].mean, abs=0.06)
    assert found.clustered.days_by_rooms[0].low > found.alone.days_by_rooms[0].high
    assert found.clustered.days_full.low > found.alone.days_full.high
    assert present(found.clustered.dispersion) > present(found.alone.dispersion)


def test_a_year_in_which_nobody_came_cannot_be_matched():
    with pytest.raises(DeskError) as caught:
        misfit(Observed(2025, False, 365, 0, {0: 365}), fit_lengths("fixed"), 1.5, 10, 1)
    assert caught.value.code == "simulation.nothing_observed"
