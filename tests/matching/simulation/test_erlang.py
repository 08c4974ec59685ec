"""The closed forms: known values, published values, and their ties to one another."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import MatchingError
from matching.simulation.erlang import dispersion, dispersion_range, erlang_b, loss_census, poisson_census
from tests.optional import present

LOADS = st.floats(0, 60)
ROOMS = st.integers(0, 60)
# P(delay) by beds, to the two places printed, of the published reproductions of Monks et al. 2016, Table 2 (doi
# 10.1186/s12913-016-1789-4) in Python and in R: pydesrap_stroke and rdesrap_stroke, outputs/table2.csv and (11 beds of
# rehabilitation) rmarkdown/analysis.md. They are simulated themselves: where they differ, both are given.
ACUTE, REHAB = 8.1455, 9.7182
MONKS = [
    (ACUTE, 9, (0.18,)),
    (ACUTE, 10, (0.13,)),
    (ACUTE, 11, (0.09,)),
    (ACUTE, 12, (0.06,)),
    (ACUTE, 13, (0.03, 0.04)),
    (ACUTE, 14, (0.02,)),
    (REHAB, 10, (0.20, 0.21)),
    (REHAB, 11, (0.15,)),
    (REHAB, 12, (0.11,)),
    (REHAB, 13, (0.07, 0.08)),
    (REHAB, 14, (0.05,)),
    (REHAB, 15, (0.03,)),
    (REHAB, 16, (0.02,)),
]


@pytest.mark.parametrize(("load", "beds", "printed"), MONKS)
def test_the_stroke_units_of_monks_and_others_are_met_at_printed_precision(load, beds, printed):
    assert round(erlang_b(beds, load), 2) in printed


@pytest.mark.parametrize(("beds", "one_in"), [(10, 7), (14, 50)])
def test_the_abstract_of_monks_and_others_is_met_within_what_they_simulated(beds, one_in):
    # "from 1 in every 7 to 1 in 50": the formula gives 1 in 7.8 and 1 in 52.
    assert erlang_b(beds, ACUTE) == pytest.approx(1 / one_in, rel=0.12)


def test_four_rooms_and_a_load_of_three_by_hand():
    # 3^4/4! / (1 + 3 + 9/2 + 27/6 + 81/24) = 27/131
    assert erlang_b(4, 3) == pytest.approx(27 / 131)


@given(ROOMS, LOADS)
def test_erlang_b_is_the_last_value_of_the_census_cut_off(rooms, load):
    census = loss_census(rooms, load)
    assert sum(census) == pytest.approx(1)
    assert erlang_b(rooms, load) == pytest.approx(census[-1], abs=1e-12)


@given(ROOMS, LOADS)
def test_another_room_never_blocks_more_and_another_call_never_less(rooms, load):
    assert erlang_b(rooms + 1, load) <= erlang_b(rooms, load)
    assert erlang_b(rooms, load) <= erlang_b(rooms, load + 1)


@given(ROOMS, st.floats(0.01, 60))
def test_a_poisson_census_is_the_textbooks(rooms, load):
    expected = [math.exp(n * math.log(load) - load - math.lgamma(n + 1)) for n in range(rooms + 1)]
    assert poisson_census(load, rooms) == pytest.approx(expected)


def test_fiscal_year_2021_under_a_poisson_census_is_81_days_empty_and_24_with_four_or_more():
    chances = poisson_census(551 / 365, 3)
    assert round(365 * chances[0]) == 81
    assert round(365 * (1 - sum(chances))) == 24


def test_a_poisson_census_has_a_dispersion_of_one_and_rooms_that_run_out_less():
    assert dispersion(poisson_census(3, 60)) == pytest.approx(1)
    assert present(dispersion(loss_census(4, 3))) < 1
    assert dispersion([365]) is None


@given(st.lists(st.integers(0, 20), min_size=4, max_size=6).filter(lambda days: sum(days[1:]) > 0))
def test_the_range_of_the_dispersion_holds_the_days_that_were_not_published(days):
    known = {rooms: count for rooms, count in enumerate(days) if rooms not in (1, 2, 3)}
    least, most = dispersion_range(sum(days), sum(n * count for n, count in enumerate(days)), known)
    assert least - 1e-9 <= present(dispersion(days)) <= most + 1e-9


def test_neither_published_year_is_spread_as_clustering_would_spread_it():
    least, most = dispersion_range(365, 551, {0: 70, 4: 29, 5: 1})
    assert (round(least, 2), round(most, 2)) == (0.76, 1.05)
    least, most = dispersion_range(306, 641, {0: 18, 4: 27})
    assert (round(least, 2), round(most, 2)) == (0.29, 0.68)


@pytest.mark.parametrize(("rooms", "load"), [(-1, 1), (1, -0.1), (1, math.nan), (1, math.inf)])
def test_impossible_values_are_refused(rooms, load):
    with pytest.raises(MatchingError) as caught:
        erlang_b(rooms, load)
    assert caught.value.code == ("simulation.least_rooms" if rooms < 0 else "simulation.least_load")
