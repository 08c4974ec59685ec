"""The simulated year: held to closed forms, to a plain reference and to an example by hand."""

import heapq
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.errors import MatchingError
from matching.simulation.erlang import erlang_b, loss_census, poisson_census
from matching.simulation.estimates import summarise
from matching.simulation.year import (
    BASE,
    BUSY,
    DAYS,
    NOWHERE,
    SHAPES,
    Caller,
    Calls,
    Lengths,
    Model,
    census,
    draw_calls,
    fit_lengths,
    loss_system,
    play,
    simulate,
)
from tests.optional import present

STAYS = (1, 2, 3, 5, 8, 13, 14, 21, 40)
FIXED = Lengths("fixed", 10.0)


def inside(estimate, value):
    return estimate.low <= value <= estimate.high


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("load", "seed"), [(1.5, 7), (2.1, 8), (3.0, 9), (6.0, 10)])
def test_the_base_alone_blocks_as_erlangs_formula_says_whatever_the_shape(shape, load, seed):
    outcome = simulate(loss_system(load, 4, fit_lengths(shape, STAYS, 13)), 250, seed)
    assert inside(summarise(outcome).blocked_share, erlang_b(4, load))
    assert not outcome.outside.any()
    # Five intervals that hold together with 99 %.
    for days, chance in zip(summarise(outcome, 0.998).days_by_rooms, loss_census(4, load), strict=True):
        assert inside(days, DAYS * chance)


@pytest.mark.parametrize(("load", "beds"), [(8.1455, 10), (8.1455, 14), (9.7182, 10), (9.7182, 16)])
def test_the_stroke_units_of_monks_and_others_are_blocked_as_the_formula_says(load, beds):
    found = summarise(simulate(loss_system(load, beds, Lengths("lognormal", 7.0)), 120, 5))
    assert inside(found.blocked_share, erlang_b(beds, load))


def test_rooms_without_end_have_a_poisson_census():
    found = summarise(simulate(loss_system(2.5, 40, fit_lengths("empirical", STAYS)), 300, 11), 0.999)
    assert found.nowhere.mean == 0
    for days, chance in zip(found.days_by_rooms, poisson_census(2.5, 9), strict=False):
        assert inside(days, DAYS * chance)
    assert found.dispersion == pytest.approx(1, abs=0.03)


def test_clusters_spread_the_census_as_batches_do_and_leave_its_mean():
    # With clusters of mean m (geometric) and stays of one length, the dispersion is 1 + E[X(X-1)]/E[X] = 2m - 1.
    one = loss_system(2.5, 60, FIXED)
    found = summarise(simulate(replace(one, cluster=1.5), 400, 13))
    assert found.dispersion == pytest.approx(2.0, abs=0.06)
    assert inside(found.mean_rooms, 2.5)


def test_clusters_mean_more_days_empty_and_more_days_full():
    alone = loss_system(1.6, 4, FIXED)
    by_one, by_cluster = (summarise(simulate(replace(alone, cluster=size), 200, 3)) for size in (1.0, 2.0))
    assert by_cluster.days_by_rooms[0].low > by_one.days_by_rooms[0].high
    assert present(by_cluster.blocked_share).low > present(by_one.blocked_share).high


def by_hand(at, caller, days, answers=None):
    answers = np.zeros((len(at), 0)) if answers is None else answers
    return Calls(np.array(at, float), np.array(caller), np.array(days, float), np.array(answers, float))


def test_a_small_evening_by_hand():
    callers = (Caller(1, ((7, 0.5),)), Caller(1, ((9, 0.5), (7, 0.5))), Caller(1, many=True))
    model = Model(callers, FIXED, rooms=1, beds={7: 1, 9: 1})
    calls = by_hand(
        at=[0, 1, 2, 3, 4, 5, 6],
        caller=[0, 0, 1, 2, 2, 1, 2],
        days=[5, 1, 2, 3, 1, 1, 1],
        #        7 yes      (away)     9 refuses  base      base full  both yes   the base is free again
        answers=[(0.1, 0.9), (0, 0), (0.1, 0.9), (0, 0), (0, 0), (0.1, 0.1), (0, 0)],
    )
    # At 2, facility 9 refuses and 7 is taken: the base. At 3 it is full; at 4 she who left in time freed it.
    assert play(model, calls).tolist() == [0, BUSY, BASE, NOWHERE, BASE, 1, BASE]


def test_somebody_who_leaves_as_another_calls_has_left():
    model = Model((Caller(1, many=True),), FIXED, rooms=1)
    assert play(model, by_hand([0, 2, 3], [0, 0, 0], [2, 2, 2])).tolist() == [BASE, BASE, NOWHERE]


def test_the_census_counts_from_the_first_moment_to_before_the_last():
    start, end = np.array([0.0, 1.0, 1.0]), np.array([2.0, 4.0, 1.5])
    assert census(start, end, np.array([0.0, 1.0, 1.5, 2.0, 4.0])).tolist() == [1, 3, 2, 1, 0]


def reference(model, calls):
    """The same evening by a list of departures and plain loops."""
    facilities = sorted(model.beds)
    taken = dict.fromkeys([*facilities, "base"], 0)
    departures: list[tuple[float, int, int | str, int]] = []
    away: set[int] = set()
    places: list[int] = []
    for index, at in enumerate(calls.at):
        while departures and departures[0][0] <= at:
            _, _, left, who = heapq.heappop(departures)
            taken[left] -= 1
            away.discard(who)
        who = int(calls.caller[index])
        caller = model.callers[who]
        if who in away:
            places.append(BUSY)
            continue
        where: int | str | None = None
        for facility, chance in caller.options:
            answer = calls.answers[index][facilities.index(facility)]
            if where is None and taken[facility] < model.beds[facility] and answer < chance:
                where = facility
        if where is None and taken["base"] < model.rooms:
            where = "base"
        places.append(NOWHERE if where is None else BASE if where == "base" else facilities.index(where))
        if where is not None:
            taken[where] += 1
            if not caller.many:
                away.add(who)
            heapq.heappush(departures, (at + calls.days[index], index, where, who))
    return places


@st.composite
def models(draw):
    beds = draw(st.dictionaries(st.integers(1, 6), st.integers(0, 2), max_size=4))
    option = st.tuples(st.sampled_from(sorted(beds)), st.floats(0, 1)) if beds else st.nothing()
    callers = st.builds(
        Caller,
        rate=st.floats(0, 20),
        options=st.lists(option, max_size=3 if beds else 0, unique_by=lambda one: one[0]).map(tuple),
        many=st.booleans(),
    )
    return Model(
        callers=tuple(draw(st.lists(callers, min_size=1, max_size=5))),
        lengths=Lengths(draw(st.sampled_from(["fixed", "exponential", "lognormal"])), draw(st.floats(0.5, 40))),
        rooms=draw(st.integers(0, 3)),
        beds=beds,
        cluster=draw(st.floats(1, 3)),
    )


@given(models(), st.integers(0, 2**32))
def test_every_call_ends_where_the_plain_reference_ends_it(model, seed):
    calls = draw_calls(model, np.random.default_rng(seed))
    assert play(model, calls).tolist() == reference(model, calls)


@given(models(), st.integers(0, 2**32))
def test_the_figures_of_a_year_are_those_of_counting_day_by_day(model, seed):
    outcome = simulate(model, 2, seed)
    for year, stream in enumerate(np.random.SeedSequence(seed).spawn(2)):
        calls = draw_calls(model, np.random.default_rng(stream))
        rows = list(zip(calls.at, calls.days, reference(model, calls), strict=True))
        counted = [place for at, _, place in rows if at >= model.warm_up]
        in_use = [
            sum(place == BASE and at <= noon < at + days for at, days, place in rows)
            for noon in (model.warm_up + day + 0.5 for day in range(DAYS))
        ]
        assert outcome.outside[year] == sum(place >= 0 for place in counted)
        assert (outcome.base[year], outcome.nowhere[year]) == (counted.count(BASE), counted.count(NOWHERE))
        assert outcome.days_by_rooms[year].tolist() == [in_use.count(rooms) for rooms in range(model.rooms + 1)]


def test_the_same_seed_gives_the_same_years_and_another_does_not():
    model = loss_system(2, 4, FIXED)
    first, again, other = (simulate(model, 5, seed).days_by_rooms.tolist() for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_variants_meet_the_same_luck():
    options = tuple((facility, 0.5) for facility in (1, 2, 3))
    plain = Model((Caller(60),), FIXED, 3, {1: 1, 2: 1, 3: 1})
    ready = replace(plain, callers=(Caller(60, options),), rooms=5)
    first, second = (draw_calls(model, np.random.default_rng(3)) for model in (plain, ready))
    for one in ("at", "caller", "days", "answers"):
        assert np.array_equal(getattr(first, one), getattr(second, one))


@given(models(), st.integers(0, 1000))
def test_a_room_more_never_turns_more_unknown_people_away(model, seed):
    callers = tuple(replace(caller, options=(), many=True) for caller in model.callers)
    alone = replace(model, callers=callers, lengths=FIXED)
    calls = draw_calls(alone, np.random.default_rng(seed))
    lost = [(play(replace(alone, rooms=rooms), calls) == NOWHERE).sum() for rooms in (1, 2, 3, 4)]
    assert lost == sorted(lost, reverse=True)


def test_progress_is_told_until_the_last_year():
    told = []
    simulate(loss_system(1, 4, FIXED), 150, 1, lambda done, total: told.append((done, total)))
    assert told[-1] == (150, 150)
    assert len(told) == 150


def test_a_city_without_emergencies_has_empty_rooms_and_no_shares():
    found = summarise(simulate(Model((), FIXED, 2), 3, 1))
    assert found.days_by_rooms[0].mean == DAYS
    assert (found.outside_share, found.blocked_share, found.dispersion) == (None, None, None)


@pytest.mark.parametrize("shape", SHAPES)
def test_lengths_have_the_mean_that_they_say(shape):
    luck = np.random.default_rng(1)
    lengths = fit_lengths(shape, STAYS)
    assert lengths.draw(luck, 200_000).mean() == pytest.approx(lengths.mean, rel=0.01)
    assert fit_lengths(shape, STAYS, 20).draw(luck, 200_000).mean() == pytest.approx(20, rel=0.01)


def test_a_fitted_lognormal_has_the_mean_and_spread_of_the_logarithms():
    fitted = fit_lengths("lognormal", STAYS)
    logs = np.log(fitted.draw(np.random.default_rng(2), 200_000))
    assert logs.mean() == pytest.approx(np.log(STAYS).mean(), abs=0.01)
    assert logs.std() == pytest.approx(np.log(STAYS).std(), abs=0.01)


def test_lengths_without_any_stay_on_record_have_the_usual_mean():
    assert fit_lengths("exponential").mean == 13


def test_impossible_values_are_refused():
    for broken in (
        lambda: simulate(loss_system(1, 4, FIXED), 1, 1),
        lambda: simulate(loss_system(1, 4, FIXED), 2, -1),
        lambda: loss_system(-1, 4, FIXED),
        lambda: replace(loss_system(1, 4, FIXED), cluster=0.5),
        lambda: Model((Caller(1, ((5, 0.5),)),), FIXED, 4),
        lambda: fit_lengths("empirical", [3]),
        lambda: fit_lengths("fixed", mean=0),
        lambda: summarise(simulate(loss_system(1, 4, FIXED), 2, 1), 1.0),
    ):
        with pytest.raises(MatchingError):
            broken()
