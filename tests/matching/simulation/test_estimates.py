"""Intervals of means, counts and shares: they hold as often as they say, for rare events in few years too."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from matching.simulation.erlang import erlang_b, loss_census
from matching.simulation.estimates import (
    Estimate,
    Summary,
    count_of,
    difference_of,
    joined,
    mean_of,
    share_of,
    spread_by_rates,
    summarise,
)
from matching.simulation.year import DAYS, Lengths, Outcome, loss_system, simulate
from tests.optional import present

SEEDS, YEARS = 300, 20
NEVER = -np.log(0.005)
"""Events that stay away with a chance of half a percent."""


def test_an_interval_of_a_mean_is_students():
    found = mean_of(np.array([1, 2, 3, 4]), 0.95)
    assert (found.mean, found.low, found.high) == pytest.approx((2.5, 0.44574, 4.55426), abs=1e-5)


@pytest.mark.parametrize("heap", [1, 13])
def test_a_count_never_seen_is_bounded_by_the_chance_of_its_staying_away(heap):
    found = count_of(np.zeros(20, int), 0.99, heap)
    assert (found.mean, found.low) == (0, 0)
    assert found.high == pytest.approx(heap * NEVER / 20)


def test_a_day_that_was_always_full_may_once_be_free():
    found = count_of(np.full(20, DAYS), 0.99, 1, DAYS)
    assert (found.mean, found.high) == (DAYS, DAYS)
    assert found.low == pytest.approx(DAYS - NEVER / 20)


def test_a_share_that_never_or_always_happened_is_bounded_all_the_same():
    never, always = (present(share_of(np.full(10, part), np.full(10, 10), 0.99, 1)) for part in (0, 10))
    assert (never.mean, never.low, always.mean, always.high) == (0, 0, 1, 1)
    assert never.high == pytest.approx(NEVER / 100)
    assert always.low == pytest.approx(1 - NEVER / 100)


def test_a_difference_never_seen_may_be_on_either_side():
    found = difference_of(np.zeros(20, int), 0.99, 1)
    assert (found.mean, -found.low, found.high) == pytest.approx((0, NEVER / 20, NEVER / 20))


def test_where_a_count_is_common_its_interval_comes_to_that_of_its_mean():
    counts = np.random.default_rng(1).poisson(400, 50)
    found, plain = count_of(counts, 0.99, 1), mean_of(counts, 0.99)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=0.15)


def test_two_reasons_for_an_interval_join_as_the_sides_of_a_right_angle():
    few, some, many = (summarise(simulate(loss_system(load, 4, Lengths("fixed", 13.0)), 50, 3)) for load in (1, 2, 3))
    rates = spread_by_rates(some, few, many)
    assert rates.days_full == Estimate(some.days_full.mean, few.days_full.mean, many.days_full.mean)
    assert rates.days_by_rooms[0].low == many.days_by_rooms[0].mean
    both = joined(some, rates).days_full
    by_chance, by_rates = some.days_full.high - both.mean, rates.days_full.high - both.mean
    assert (both.high - both.mean) ** 2 == pytest.approx(by_chance**2 + by_rates**2)


def test_joined_intervals_stay_within_what_can_be_and_what_nobody_called_for_stays_unknown():
    nobody = summarise(simulate(loss_system(0, 4, Lengths("fixed", 13.0)), 5, 3))
    full = summarise(simulate(loss_system(600, 4, Lengths("fixed", 13.0)), 5, 3))
    assert joined(nobody, spread_by_rates(nobody, nobody, full)).blocked_share is None
    found = joined(full, spread_by_rates(full, nobody, full))
    assert (found.days_full.low, found.days_full.high) == (0, DAYS)
    assert 3.9 < found.mean_rooms.high <= 4
    assert present(found.blocked_share).high <= 1


@pytest.mark.parametrize("load", [0.2, 1.0, 3.0])
def test_99_percent_of_the_intervals_hold_the_truth_of_the_loss_system(load):
    model = loss_system(load, 4, Lengths("exponential", 13.0))
    every, blocked = simulate(model, SEEDS * YEARS, 7), erlang_b(4, load)
    truth = {
        "arrivals": model.rate,
        "nowhere": model.rate * blocked,
        "blocked_share": blocked,
        "mean_rooms": load * (1 - blocked),
        "days_full": DAYS * blocked,
        **{str(rooms): DAYS * chance for rooms, chance in enumerate(loss_census(4, load))},
    }
    missed: Counter[str] = Counter()
    for seed in range(SEEDS):
        found = intervals(summarise(some_years(every, slice(seed * YEARS, (seed + 1) * YEARS)), 0.99))
        missed.update(name for name, value in truth.items() if not found[name].low <= value <= found[name].high)
    # Of 300 intervals that hold with 99 %, more than 9 fail once in a thousand times.
    assert not {name: count for name, count in missed.items() if count > 9}


def some_years(every: Outcome, years: slice) -> Outcome:
    columns = ("outside", "base", "nowhere", "days_by_rooms")
    return replace(every, **{name: getattr(every, name)[years] for name in columns})


def intervals(found: Summary):
    named = {name: getattr(found, name) for name in ("arrivals", "nowhere", "blocked_share", "mean_rooms", "days_full")}
    return {**named, **{str(rooms): days for rooms, days in enumerate(found.days_by_rooms)}}
