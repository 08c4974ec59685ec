"""The chance of a bed that others share: exact where every state can be written down, and never more by fewer options."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.errors import MatchingError
from matching.simulation.nights import Nights, Sharing, bed_chances, draw_nights, more_chance
from matching.simulation.rates import Record
from matching.simulation.year import DAYS, fit_lengths

MANY = 1_000_000
"""So many answers, or person-years, that nothing is left open."""


def shared(options: list[list[int]], accepts: list[float], rates: list[float], mean: float) -> Sharing:
    """People with their options in the order to telephone, and known chances and rates."""
    accepted = np.array([round(MANY * chance) for chance in accepts], dtype=np.int64)
    return Sharing(
        start=np.cumsum([0, *map(len, options)], dtype=np.int64),
        site=np.array([site for own in options for site in own], dtype=np.intp),
        order=np.array([rank for own in options for rank in range(len(own))], dtype=np.int64),
        accepted=accepted,
        refused=MANY - accepted,
        group=np.arange(len(options)),
        records=[Record(round(MANY * rate), MANY, 1) for rate in rates],
        lengths=fit_lengths("exponential", (), mean),
        beds=np.ones(len(accepts), dtype=np.int64),
    )


def flags(options: list[list[int]], sites: int) -> np.ndarray:
    return np.array([[site in own for site in range(sites)] for own in options])


def exact(options: list[list[int]], accepts: list[float], rates: list[float], mean: float) -> list[float]:
    """Write down every state (where everybody is) of the Markov chain, and weigh the states by how long they last."""
    home, base = -2, -1
    states = [
        state
        for state in itertools.product((home, base, *range(len(accepts))), repeat=len(options))
        if all(state.count(site) <= 1 for site in range(len(accepts)))
    ]
    flow = np.zeros((len(states), len(states)))
    row = {state: at for at, state in enumerate(states)}

    def move(state: tuple[int, ...], person: int, place: int, rate: float) -> None:
        to = row[(*state[:person], place, *state[person + 1 :])]
        flow[row[state], to] += rate
        flow[row[state], row[state]] -= rate

    for state, person in itertools.product(states, range(len(options))):
        if state[person] != home:
            move(state, person, home, 1 / mean)
            continue
        left = rates[person] / DAYS
        for site in options[person]:
            if site not in state:
                move(state, person, site, left * accepts[site])
                left *= 1 - accepts[site]
        move(state, person, base, left)
    system = np.vstack([flow.T, np.ones(len(states))])
    weight = np.linalg.lstsq(system, np.array([*np.zeros(len(states)), 1.0]), rcond=None)[0]
    found = []
    for person, own in enumerate(options):
        here = [at for at, state in enumerate(states) if state[person] == home]
        chance = [1 - np.prod([1 - accepts[site] for site in own if site not in states[at]]) for at in here]
        found.append(float(np.dot(weight[here], chance) / weight[here].sum()))
    return found


def test_the_chance_is_that_of_the_chain_of_states():
    options, accepts, rates, mean = [[0, 1], [1], [1, 0]], [0.9, 0.5], [9.0, 15.0, 6.0], 20.0
    nights = draw_nights(shared(options, accepts, rates, mean), years=400)
    found = bed_chances(flags(options, 2), nights)
    assert found.mean == pytest.approx(exact(options, accepts, rates, mean), abs=0.02)
    assert (found.mean < [0.95, 0.5, 0.95]).all()
    assert (found.low <= found.mean).all()
    assert (found.mean <= found.high).all()


@pytest.mark.parametrize(("accepted", "asked"), [(0, 0), (1, 1), (3, 4), (0, 9)])
def test_one_option_with_a_bed_of_her_own_is_as_good_as_the_facility_accepts(accepted, asked):
    alone = shared([[0]], [0.0], [0.0], 5.0)
    counts = {"accepted": np.array([accepted]), "refused": np.array([asked - accepted])}
    nights = draw_nights(Sharing(**{**vars(alone), **counts}))
    found = bed_chances(np.array([[True]]), nights)
    assert found.mean == pytest.approx([(accepted + 1) / (asked + 2)], abs=0.005)
    low, high = found.low[0], found.high[0]
    assert low < found.mean[0] < high


def test_two_who_count_on_one_bed_have_less_than_each_alone():
    alone, both = (
        bed_chances(flags(options, 1), draw_nights(shared(options, [0.8], [20.0] * len(options), 20.0))).mean
        for options in ([[0]], [[0], [0]])
    )
    assert (both < alone[0] - 0.05).all()
    more_beds = Sharing(**{**vars(shared([[0], [0]], [0.8], [20.0] * 2, 20.0)), "beds": np.array([2])})
    assert bed_chances(flags([[0], [0]], 1), draw_nights(more_beds)).mean == pytest.approx([0.8, 0.8], abs=1e-3)


nights_drawn = st.integers(1, 4).flatmap(
    lambda sites: st.tuples(
        st.lists(st.lists(st.floats(0, 0.99), min_size=sites, max_size=sites), min_size=4, max_size=4),
        st.lists(st.lists(st.booleans(), min_size=2, max_size=2), min_size=4, max_size=4),
        st.lists(st.lists(st.booleans(), min_size=sites, max_size=sites), min_size=2, max_size=2),
    )
)


@settings(max_examples=40)
@given(nights_drawn)
def test_it_never_rises_by_an_option_less_and_what_one_more_brings_is_told(drawn):
    takes, away, option = (np.array(one) for one in drawn)
    nights = Nights(2, takes.astype(np.float32), away)
    found = bed_chances(option, nights)
    for person, site in np.argwhere(option):
        fewer = option.copy()
        fewer[person, site] = False
        less = bed_chances(fewer, nights).mean
        assert (less <= found.mean + 1e-6).all()
        told = more_chance(fewer, nights, np.array([person]), np.array([site]))
        assert told == pytest.approx([found.mean[person] - less[person]], abs=1e-5)


def test_the_same_seed_gives_the_same_nights_and_who_never_calls_takes_no_bed():
    sharing = shared([[0], [0]], [0.5], [30.0, 30.0], 20.0)
    first, second = (draw_nights(sharing, years=20) for _ in range(2))
    assert np.array_equal(first.takes, second.takes)
    assert np.array_equal(first.away, second.away)
    silent = Sharing(**{**vars(sharing), "group": np.array([-1, -1])})
    assert (draw_nights(silent, years=20).takes > 0).all()
    nobody = Sharing(**{**vars(sharing), "group": np.array([-1, -1]), "records": []})
    assert (draw_nights(nobody, years=20).takes > 0).all()


def test_more_calls_than_can_be_played_are_refused():
    many = shared([[0]], [0.5], [30.0], 20.0)
    rushed = Sharing(**{**vars(many), "records": [Record(10**9, 1.0, 1)]})
    with pytest.raises(MatchingError) as caught:
        draw_nights(rushed, years=2)
    assert caught.value.code == "simulation.too_many_calls"
