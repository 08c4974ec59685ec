"""Facilities that somebody is not suggested to: listed in her file, and let go by the press that was meant."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.book import Casebook
from casebook.records import Facility, PairRule, Person
from tests.desk.proposals.by_hand import set_rule
from tests.optional import present
from tests.ui.conftest import DAY, button, show
from ui.components.text import plain
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_is_listed_with_its_reason_and_the_facility_may_be_suggested_again(
    demo: Casebook, language: str
) -> None:
    person, site = demo.all(Person)[0], demo.all(Facility)[0]
    rule = PairRule(
        person_id=present(person.id), facility_id=present(site.id), kind="not_before", until=DAY + timedelta(days=30)
    )
    set_rule(demo, replace(rule, reason="facility_full"))
    page = show("people", language)
    page.session_state["people.person.wanted"] = person.id
    page.run()
    reason = plain(say("decline.facility_full", language))
    [told] = [one.value for one in page.markdown if reason in one.value]
    assert plain(site.name) in told
    set_rule(demo, replace(rule, kind="never", until=None, reason="person_wish"))
    page = button(page, say("pair_rules.lift", language))
    assert len(demo.all(PairRule)) == 1  # the press was for the milder rule that is no longer there
    page = button(page, say("pair_rules.lift", language))
    assert not demo.all(PairRule)
    assert page.success[0].value == plain(say("pair_rules.lifted", language, facility=site.name))
