"""Asking in rounds, for one set of answers and for all."""

import numpy as np

from matching.answers.asking import MILLION, NO_PAIR, lists_by
from matching.answers.replay import enumerated, replay
from tests.matching.answers.small import asking_of


def test_a_place_is_held_while_it_is_asked_for_and_free_again_after_a_no():
    asking = asking_of({(0, 0): 50, (1, 0): 50, (1, 1): 10}, [1, 1], [1, 1])
    lists = lists_by(asking, np.array([9, 9, 1]))
    # The second goes on to her next facility in the first round, and comes back in the second.
    found = replay(asking, lists, lambda row: row == 1)
    assert (found.yes, found.asks) == ([NO_PAIR, 1], [1, 2])
    found = replay(asking, lists, lambda row: row in {0, 1})
    assert (found.yes, found.asks) == ([0, NO_PAIR], [1, 1])


def test_a_less_urgent_tier_asks_once_the_more_urgent_is_through():
    asking = asking_of({(0, 0): 50, (1, 0): 50, (1, 1): 50}, [1, 1], [2, 1])
    found = replay(asking, lists_by(asking, np.array([1, 1, 2])), lambda row: row != 2)
    assert (found.yes, found.asks) == ([NO_PAIR, 1], [0, 2])


def test_who_has_a_yes_keeps_the_place_and_who_is_asked_already_comes_before_all():
    asking = asking_of({(0, 0): 50, (1, 0): 50, (2, 0): 50}, [2], [1, 3, 3], agreed=[(1, 0)], asked=[(2, 0)])
    found = replay(asking, lists_by(asking, asking.chance), lambda _row: True)
    assert (found.yes, found.asks) == ([NO_PAIR, 1, 2], [0, 0, 1])


def test_nobody_asks_more_often_than_allowed():
    asking = asking_of({(0, site): 50 for site in range(4)}, [1] * 4, [1], most=3)
    assert replay(asking, lists_by(asking, asking.chance), lambda _row: False).asks == [3]


def test_the_mean_over_all_answers_is_that_of_the_chances():
    asking = asking_of({(0, 0): 50, (0, 1): 20}, [1, 1], [1])
    found = enumerated(asking, lists_by(asking, asking.chance))
    assert found.trials == (600_000, 0, 0)
    assert found.calls == MILLION + 500_000
    assert (found.runs, found.error) == (0, 0)
