"""The chance of a bed as the desk tells it: whole per cents, who else counts on a bed, and what nobody knows."""

from contextlib import closing
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from casebook.roles import Actor
from desk.city.emergencies import fit
from desk.plan.experience import answers, emergency_answers, learnt_acceptance
from desk.readiness.chances import percent, read_chances
from desk.readiness.options import members, read_readiness
from matching.problem import Emergencies, acceptance_by_facility
from tests.conftest import TODAY, copied
from tests.desk.readiness.strategies import POLICY
from tests.optional import present
from words.say import LANGUAGES, say


@pytest.fixture(scope="module")
def view(demo_template, tmp_path_factory):
    with closing(copied(demo_template, tmp_path_factory.mktemp("chances"))) as book:
        yield book, read_readiness(book, TODAY, POLICY)


def test_everybody_has_a_chance_that_the_numbers_of_options_do_not_tell(view):
    book, ready = view
    found = present(read_chances(book, ready))
    for person in ready.problem.people:
        chance = found.of(person.id)
        assert (chance.percent == 0) == (ready.counts[person.id] == 0)
        assert 0 <= chance.low <= chance.percent <= chance.high <= 99
    assert len({found.of(key).percent for key, count in ready.counts.items() if count == 1}) > 1
    for key, count in found.counting.items():
        options = [person.id for person in ready.problem.people if key in ready.options(person.id)]
        assert count == len(options)
        assert found.others(key) == max(0, len(options) - 1)
    whole = np.mean([found.of(one.id).percent for one in ready.problem.people])
    assert found.average(ready.counts) == pytest.approx(whole, abs=1)
    assert found.average([]) is None
    for people in members(ready, "tier").values():
        assert 0 < present(found.average(people)) < 100


def test_what_is_on_record_goes_into_the_problem(view):
    book, ready = view
    seen = ready.problem.emergencies
    found = fit(book, TODAY)
    assert seen.admissions == {tier: found.admissions[str(tier)] for tier in (1, 2, 3)}
    assert seen.person_years == {tier: found.person_years[str(tier)] for tier in (1, 2, 3)}
    assert seen.days == tuple(sorted(found.days))
    trials, nights = (acceptance_by_facility(one(book)) for one in (answers, emergency_answers))
    assert learnt_acceptance(book, answers(book)) == {**trials, **nights}
    assert {key: (one.accepted, one.asked) for key, one in {**trials, **nights}.items()} == seen.answered


def test_what_nobody_knows_is_told_in_both_languages(view):
    book, ready = view
    problem = replace(ready.problem, emergencies=Emergencies())
    unknown = present(read_chances(book, replace(ready, source=replace(ready.source, problem=problem))))
    codes = [message.code for message in unknown.messages]
    assert codes == ["chance.average", "chance.shared", "chance.unasked", "chance.no_rates"]
    asked = next(key for key, count in unknown.counting.items() if count)
    for language in LANGUAGES:
        assert all(say(message, language) for message in (*unknown.messages, *unknown.told(asked)))
    known = present(read_chances(book, ready))
    assert present(unknown.average(ready.counts)) > 0
    assert "chance.no_rates" not in [message.code for message in known.messages]


def test_who_sees_only_some_of_the_people_is_told_no_chance(view):
    book, ready = view
    office = SimpleNamespace(actor=Actor("計画", "planner", "みなみ"), sees_everybody=False)
    assert read_chances(cast("Any", office), ready) is None
    often = replace(ready.problem, emergencies=Emergencies({1: 10**8}, {1: 1.0}))
    assert read_chances(book, replace(ready, source=replace(ready.source, problem=often))) is None


@pytest.mark.parametrize(("share", "shown"), [(0, 0), (0.001, 1), (0.5, 50), (0.999, 99), (1, 100)])
def test_a_share_is_never_rounded_to_certainty(share, shown):
    assert percent(share) == shown
