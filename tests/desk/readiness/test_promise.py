"""What a plan promises for readiness, held against the trials written."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings

from casebook.book import Casebook
from casebook.records import Stay
from desk.city.travel import straight_line
from desk.plan.problem import plan_input
from desk.plan.trials import plan_trials
from desk.readiness.promise import options_after, promise
from matching.emergency.options import readiness
from matching.policy import AIMS, aiming
from tests.conftest import TODAY
from tests.desk.readiness.strategies import PERIOD, POLICY, kept, plain_tally, records


def write_trials(book: Casebook, pairs) -> None:
    with book.writing("trials had") as writer:
        writer.add_many(
            [
                Stay(
                    person_id=person,
                    facility_id=facility,
                    kind="trial",
                    start_on=PERIOD.start + timedelta(days=number % 80),
                    end_on=PERIOD.start + timedelta(days=number % 80 + 2),
                    outcome=("went_well", "mixed", None)[number % 3],
                )
                for number, (person, facility) in enumerate(pairs)
            ]
        )


def check_promise(book: Casebook, aim: str) -> None:
    policy = aiming(POLICY, aim)
    plan = plan_trials(book, PERIOD, policy, TODAY)
    promised, options = promise(plan), options_after(plan)
    before = readiness(plan.plan.problem).options.tolist()
    write_trials(book, ((one.person_id, one.facility_id) for one in plan.plan.assignments))
    reread = plan_input(book, PERIOD.start, policy, TODAY, straight_line, PERIOD.end)
    found = readiness(reread.problem)
    ids = [person.id for person in reread.problem.people]
    has, had = found.options.tolist(), dict(zip((one.id for one in plan.plan.problem.people), before, strict=True))
    assert promised.day == PERIOD.end
    assert promised.before == plain_tally(before)
    assert promised.after == plain_tally(has)
    assert {key: len(found) for key, found in options.items()} == dict(zip(ids, has, strict=True))
    placed = {one.person_id: one.facility_id for one in plan.plan.assignments}
    assert promised.gained == {
        key: (placed[key], count) for key, count in zip(ids, has, strict=True) if count > had[key]
    }
    if aim == "readiness":
        gains = Counter(one.gain for one in plan.plan.assignments)
        assert gains[1] == sum(had[key] == 0 and count == 1 for key, (_, count) in promised.gained.items())
        assert gains[2] == sum(had[key] == 1 and count == 2 for key, (_, count) in promised.gained.items())


@pytest.mark.parametrize("aim", AIMS)
def test_readiness_after_the_demonstrations_trials_are_written_is_what_was_promised(demo, aim):
    check_promise(demo, aim)


@pytest.mark.parametrize("aim", AIMS)
@settings(max_examples=12)
@given(drawn=records())
def test_readiness_after_the_trials_are_written_is_what_was_promised(sqlite_template, aim, drawn):
    with kept(sqlite_template, drawn) as book:
        check_promise(book, aim)


def test_aiming_at_readiness_leaves_fewer_without_an_option(demo):
    cost, ready = (promise(plan_trials(demo, PERIOD, aiming(POLICY, aim), TODAY)) for aim in AIMS[:2])
    assert cost.before == ready.before
    assert ready.after[0] < cost.after[0] < cost.before[0]
