"""What can be asked beside a plan."""

import numpy as np

from matching.answers.asking import NO_PAIR, asking, lists_by
from matching.pairs import Constraints
from matching.trials import make_plan
from tests.matching.examples import city


def test_fixed_pairs_are_agreed_or_asked_first():
    problem = city().problem
    plan = make_plan(problem, constraints=Constraints(locks=frozenset({(1, 100)}), keeps=frozenset({(2, 101)})))
    found = asking(plan, np.full(len(plan.candidates), 500_000), {2: 101, 3: 100})
    assert [found.facility_id[found.facility[row]] for row in found.asked if row != NO_PAIR] == [100]
    assert [found.facility_id[found.facility[row]] for row in found.agreed if row != NO_PAIR] == [101]
    assert found.free.tolist() == [1, 0]
    assert found.most == 8
    lists = lists_by(found, plan.candidates.cost * -1)
    assert found.person_id[lists.order].tolist() == [1, 3]
    # Her own is asked before all lists.
    assert lists.row[lists.start[0] : lists.start[1]].tolist() == [1]
    assert found.facility_id[found.facility[lists.row[lists.start[2] : lists.start[3]]]].tolist() == [100, 101]
