"""Nobody gets beyond the bound, and one person alone reaches it."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings

from matching.answers.asking import MILLION, lists_by
from matching.answers.bound import bound
from matching.answers.replay import enumerated
from tests.matching.answers.small import asking_of, askings, best_of_all


@settings(max_examples=40)
@given(askings())
def test_lists_bring_no_more_than_the_best_way_of_asking_and_that_no_more_than_the_bound(asking):
    found = enumerated(asking, lists_by(asking, asking.chance))
    for through in (1, 2, 3):
        best = best_of_all(asking, through) * MILLION
        limit = bound(asking, through)
        assert sum(found.trials[:through]) <= best + 3
        assert best <= limit.trials
        assert limit.trials <= MILLION * np.count_nonzero(asking.tier <= through)


def test_for_one_person_the_bound_is_what_the_best_list_brings():
    asking = asking_of({(0, 0): 50, (0, 1): 20, (0, 2): 80}, [1, 1, 1], [1], most=2)
    assert best_of_all(asking, 1) == Fraction(9, 10)
    assert bound(asking, 1).trials == 900_000


def test_a_place_for_two_is_priced():
    asking = asking_of({(0, 0): 100, (1, 0): 100}, [1], [1, 1])
    limit = bound(asking, 1)
    assert limit.trials == MILLION
    assert [(star.rows.tolist(), star.price) for star in limit.stars] == [([0, 1], MILLION)]
