"""Who can sleep where on which nights: held against trying every order."""

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.dated.calendar import set_bits
from matching.dated.rota import Budget, Guest, House, collisions, harder, hold, most_held
from matching.errors import OutOfTimeError
from tests.matching.dated.towns import AMPLE

guests_lists = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2**6 - 1), st.sampled_from([False, False, True])),
    min_size=2,
    max_size=6,
).map(lambda given: [Guest(person, *said) for person, said in enumerate(given)])
houses = st.builds(
    House,
    st.lists(st.integers(0, 2), min_size=9, max_size=9),
    st.none() | st.lists(st.integers(0, 2), min_size=9, max_size=9),
)


def fits(guests: list[Guest], house: House) -> bool:
    for dates in itertools.product(*(set_bits(guest.starts) for guest in guests)):
        used = Counter(s + n for guest, s in zip(guests, dates, strict=True) for n in range(guest.nights))
        begun = Counter(s for guest, s in zip(guests, dates, strict=True) if not guest.booked)
        if all(count <= house.beds[night] for night, count in used.items()) and all(
            house.room is None or count <= house.room[day] for day, count in begun.items()
        ):
            return True
    return False


@settings(max_examples=100)
@given(guests_lists, houses)
def test_what_collides_cannot_be_held_and_would_be_without_any_one(guests: list[Guest], house: House) -> None:
    budget = Budget(AMPLE)
    held = hold([(house, guests)], budget) is not None
    assert held == fits(guests, house)
    best_count = max(
        size for size in range(len(guests) + 1) for some in itertools.combinations(guests, size) if fits([*some], house)
    )
    assert most_held(guests, house, budget) == best_count
    if held or any(not fits([guest], house) for guest in guests):
        return
    for some in collisions(guests, house, budget):
        assert not fits([*some], house)
        assert all(fits([one for one in some if one is not out], house) for out in some)
        wider = {*some, *harder(some, guests)}
        assert not any(fits([*others], house) for others in itertools.combinations(sorted(wider), len(some)))


def test_of_many_who_collide_a_set_is_found_from_which_nobody_can_be_left_out() -> None:
    guests = [Guest(person, 2, 0b1111) for person in range(11)]
    (some,) = collisions(guests, House([1] * 5), Budget(AMPLE))
    assert len(some) == 3


def test_with_no_time_left_only_what_needs_no_solver_is_answered() -> None:
    easy, hard = [Guest(0, 1, 0b11), Guest(1, 1, 0b11)], [Guest(0, 2, 0b11), Guest(1, 2, 0b11)]
    assert hold([(House([1, 1, 1]), easy)], Budget(0)) == {0: 0, 1: 1}
    with pytest.raises(OutOfTimeError):
        hold([(House([1, 1, 1]), hard)], Budget(0))
