"""Effects at the desk: one place and one answer more, joined with their facilities, the most helpful first."""

from dataclasses import replace
from itertools import pairwise

import pytest

from casebook.records import FacilityCondition
from desk.period import coming_quarter
from desk.plan.effects import answer_text, made_ready, placed, site_effects
from desk.plan.trials import plan_trials
from matching.policy import aiming, load_policy
from matching.why.effects import ANSWERS
from tests.conftest import TODAY
from tests.desk.readiness.little_city import fill


def effects(book, aim):
    view = plan_trials(book, coming_quarter(TODAY), aiming(load_policy(), aim), TODAY)
    steps = []
    return site_effects(view, lambda done, total: steps.append((done, total))), steps


def test_a_yes_to_tube_feeding_brings_who_needs_it_and_another_place_nobody(book):
    sites, people = fill(book)
    with book.writing("before") as writer:
        for key in sites.values():
            said = book.all(FacilityCondition, facility_id=key)
            if key == sites["利用歴があれば"]:
                writer.change(replace(said[0], trial_places=2))
            elif said:
                writer.change(replace(said[0], offers_trial=False))
            else:
                writer.add(FacilityCondition(facility_id=key, offers_trial=False))
    found, steps = effects(book, "cost")
    assert steps[-1][0] == steps[-1][1]
    assert found.keys() == set(sites.values())
    one = found[sites["利用歴があれば"]]
    assert placed(one.place) == 0
    assert [(answer.condition, answer.gains) for answer in one.answers[:2]] == [
        ("medical_care", (people["い"],)),
        ("medical_care.tube_feeding", (people["い"],)),
    ]
    assert found[sites["たずねていない"]].answers[0].condition == "offers_trial"


@pytest.mark.parametrize("aim", ["cost", "readiness"])
def test_the_most_helpful_answer_comes_first(book, aim):
    fill(book)
    found, _ = effects(book, aim)
    for site in found.values():
        for one, other in pairwise(site.answers):
            if aim == "readiness":
                assert one.made_ready >= other.made_ready
            else:
                assert placed(one.change) >= placed(other.change)
        assert aim == "readiness" or made_ready(site.place) == 0


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_answer_has_its_words_and_no_two_the_same(language):
    texts = [answer_text(code, language) for code in ANSWERS]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "." in text]
