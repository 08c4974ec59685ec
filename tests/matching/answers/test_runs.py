"""Many runs, equal to plain replays of the same drawn answers."""

from hypothesis import given, settings

from matching.answers.asking import MILLION, NO_PAIR, lists_by
from matching.answers.replay import enumerated, replay
from matching.answers.runs import drawn, mixed, simulated
from tests.matching.answers.small import askings


def test_numbers_are_those_of_splitmix64():
    # The first outputs of the published generator with seed 0.
    step = 0x9E3779B97F4A7C15
    assert [mixed(step * at & (2**64 - 1)) for at in range(3)] == [
        0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F,
    ]  # fmt: skip


@settings(max_examples=40)
@given(askings())
def test_runs_are_plain_replays_of_the_same_answers(asking):
    lists = lists_by(asking, asking.chance)
    trials, calls = [0] * len(asking.tier), 0
    for run in range(50):

        def says_yes(row, run=run):
            who, where = asking.person_id[asking.person[row]], asking.facility_id[asking.facility[row]]
            return drawn(7, run, int(who), int(where), int(asking.chance[row]))

        found = replay(asking, lists, says_yes)
        calls += sum(found.asks)
        for person, row in enumerate(found.yes):
            trials[person] += row != NO_PAIR
    mean = simulated(asking, lists, 50, 7)
    assert mean.chance.tolist() == [count * MILLION // 50 for count in trials]
    assert mean.calls == calls * MILLION // 50


@settings(max_examples=10)
@given(askings())
def test_runs_come_near_the_exact_mean(asking):
    lists = lists_by(asking, asking.chance)
    exact, mean = enumerated(asking, lists), simulated(asking, lists, 2_000, 3)
    assert abs(sum(exact.trials) - sum(mean.trials)) <= 5 * mean.error + 5_000
