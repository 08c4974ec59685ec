"""Both aims beside each other: who gains by one alone, who travels further, and which is recommended."""

from desk.period import coming_quarter
from desk.plan.trials import plan_trials
from desk.readiness.aims import beside, recommended
from desk.readiness.promise import promise
from matching.policy import aiming, load_policy
from tests.desk.conftest import TODAY
from words.say import LANGUAGES, say


def test_each_aim_says_who_gains_by_it_alone_and_who_travels_further_and_readiness_is_recommended(demo):
    aims = ("readiness", "cost")
    made = {aim: plan_trials(demo, coming_quarter(TODAY), aiming(load_policy(), aim), TODAY) for aim in aims}
    plans = [(view, promise(view)) for view in made.values()]
    sides = beside(*plans)
    for side, (_, others), other in zip(sides, reversed(plans), reversed(list(made.values())), strict=True):
        options = {person: count for person, (_, count) in others.gained.items()}
        for person, (facility, count) in side.promise.gained.items():
            assert (person in side.gains) == (count > options.get(person, 0))
            assert side.gains.get(person, facility) == facility
        metres = {one.person.key: one.metres for one in other.suggestions}
        for one in side.view.suggestions:
            before, way = metres.get(one.person.key), one.metres
            more = 0 if way is None or before is None else max(0, way - before)
            assert side.further.get(one.person.key, 0) == more
        assert list(side.further.values()) == sorted(side.further.values(), reverse=True)
    aim, why = recommended(*sides)
    assert aim == "readiness"
    assert sides[0].promise.after[0] < sides[1].promise.after[0]
    assert all("{" not in say(why, language) for language in LANGUAGES)


def test_the_lesser_burden_will_do_where_it_brings_as_much(demo):
    view = plan_trials(demo, coming_quarter(TODAY), load_policy(), TODAY)
    sides = beside((view, promise(view)), (view, promise(view)))
    assert (sides[0].gains, sides[0].further) == ({}, {})
    assert recommended(*sides)[0] == "cost"
