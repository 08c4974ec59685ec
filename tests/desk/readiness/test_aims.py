"""The aims beside each other: who gains by one alone, who travels further, whose nights are averted, which is recommended."""

from dataclasses import replace

from desk.period import coming_quarter
from desk.plan.trials import plan_trials
from desk.readiness.aims import AimSide, beside, recommended
from desk.readiness.promise import promise
from matching.policy import aiming, load_policy
from tests.desk.conftest import TODAY
from tests.optional import present
from words.say import LANGUAGES, say


def test_each_aim_says_who_gains_by_it_alone_and_who_travels_further_and_readiness_is_recommended(demo):
    aims = ("readiness", "cost")
    made = {aim: plan_trials(demo, coming_quarter(TODAY), aiming(load_policy(), aim), TODAY) for aim in aims}
    plans = [(view, promise(view)) for view in made.values()]
    sides = beside(plans)
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
    aim, why = recommended(sides)
    assert aim == "readiness"
    assert sides[0].promise.after[0] < sides[1].promise.after[0]
    assert all("{" not in say(why, language) for language in LANGUAGES)


def test_the_lesser_burden_will_do_where_it_brings_as_much(demo):
    view = plan_trials(demo, coming_quarter(TODAY), load_policy(), TODAY)
    sides = beside([(view, promise(view)), (view, promise(view))])
    assert (sides[0].gains, sides[0].further) == ({}, {})
    assert recommended(sides)[0] == "cost"


def test_three_aims_say_what_each_averts_and_none_averts_more_than_the_one_that_aims_at_it(demo):
    aims = ("readiness", "cost", "nights")
    made = [plan_trials(demo, coming_quarter(TODAY), aiming(load_policy(), aim), TODAY) for aim in aims]
    sides = beside([(view, promise(view)) for view in made], nights=True)
    assert [side.view.aim for side in sides] == list(aims)
    averted = {side.view.aim: present(side.nights) for side in sides}
    assert averted["nights"] == made[2].plan.nights > averted["cost"] > 0
    assert averted["nights"] >= averted["readiness"]
    assert all(side.view.plan.cost >= made[1].plan.cost for side in sides)
    for side in sides:
        others = [one for one in sides if one is not side]
        for person, (_, count) in side.promise.gained.items():
            most = max(one.promise.gained.get(person, (0, 0))[1] for one in others)
            assert (person in side.gains) == (count > most)
    aim, why = recommended(sides)
    ready = {side.view.aim: (-side.promise.after[0], len(side.promise.gained)) for side in sides}
    assert ready[aim] == max(ready.values())
    assert all("{" not in say(why, language) for language in LANGUAGES)


def test_estimated_nights_decide_only_where_the_options_are_the_same(demo):
    views = [plan_trials(demo, coming_quarter(TODAY), aiming(load_policy(), aim), TODAY) for aim in ("cost", "nights")]
    cost, nights = (AimSide(view, promise(views[0]), {}, {}, view.plan.nights) for view in views)
    aim, why = recommended((cost, nights))
    assert aim == "nights"
    assert all(nights.nights_text in say(why, language) for language in LANGUAGES)
    fewer = replace(nights.promise, after=(nights.promise.after[0] + 1, *nights.promise.after[1:]))
    assert recommended((cost, replace(nights, promise=fewer)))[0] == "cost"
