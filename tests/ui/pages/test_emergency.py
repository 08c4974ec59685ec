"""The emergency page under AppTest: the list at once, calls logged and undone, both ends, nothing lost on the way."""

import re
from dataclasses import replace
from datetime import time, timedelta

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.engine import create
from casebook.records import AdmissionGround, Consultation, EmergencyNeed, Enquiry, ExitPlan, Facility, Person, Stay
from desk.emergency.enquiries import telephoned_at
from desk.emergency.tonight import NOBODY
from tests.optional import present
from tests.ui.conftest import DAY, PATIENCE, as_read, bars, button, must, one_page, show
from ui.pages.emergency.draft import FIRST_SHOWN, KEY, Draft, minute
from words.say import LANGUAGES, say

PERSON = 4


def select(page: AppTest, code: str, value: object, language: str = "ja") -> AppTest:
    page = (
        next(one for one in page.selectbox if one.label in (say(code, language), must(code, language)))
        .set_value(value)
        .run()
    )
    assert not page.exception
    return page


def open_call(who: int = PERSON, language: str = "ja") -> AppTest:
    return select(show("emergency", language), "emergency.who", who, language)


def end(page: AppTest, result: str, language: str = "ja") -> AppTest:
    page = page.radio[0].set_value(result).run()
    assert not page.exception
    return page


def finish(page: AppTest, language: str = "ja") -> AppTest:
    page = button(page, say("emergency.finish", language))
    assert not page.exception
    return page


def told(page: AppTest) -> str:
    said = as_read("\n".join(one.value for one in (*page.markdown, *page.subheader, *page.warning)))
    return "\n".join([said, *bars(page)])


def lines(page: AppTest) -> list[str]:
    """Return the heads of the cards, in their order."""
    return [one.value for one in page.markdown if re.match(r"\*\*\d+\\\.", one.value)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_appears_once_the_person_is_chosen(demo: Casebook, language: str) -> None:
    page = show("emergency", language)
    assert page.info[0].value == say("emergency.who_hint", language)
    page = select(page, "emergency.who", PERSON, language)
    assert not page.error
    assert len(lines(page)) == FIRST_SHOWN
    assert say("tonight.no_past_use", language) in told(page)
    [base] = [one for one in demo.all(Facility) if one.is_base]
    assert base.name in told(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_casebook_says_what_to_do(at: str, language: str) -> None:
    create(at)
    page = show("emergency", language)
    assert page.info[0].value == say("emergency.empty", language)
    assert not page.error


def test_a_missing_casebook_is_a_sentence_with_the_command_to_run(at: str) -> None:
    assert "sonae init" in show("emergency").error[0].value.replace("\\", "")


def test_facilities_without_a_base_or_anybody_to_telephone_are_said_in_words(at: str) -> None:
    create(at)
    from ui.settings import casebook

    with casebook(at).writing("test") as writer:
        writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="x", status="closed"))
    page = end(open_call(NOBODY), "admitted")
    assert say("emergency.nobody", "ja") in told(page)
    assert say("emergency.no_base", "ja") in told(page)
    page = finish(select(page, "field.call_source", "police"))
    assert page.error[0].value == say("emergency.result_needed", "ja")


def test_more_facilities_are_shown_ten_by_ten(demo: Casebook) -> None:
    page = open_call()
    more = next(one for one in page.button if one.label.startswith("次の10か所"))
    page = more.click().run()
    assert len(lines(page)) == 2 * FIRST_SHOWN


def test_an_answer_is_logged_with_its_note_undone_and_logged_again(demo: Casebook) -> None:
    page = button(open_call(), say("enquiry.no_answer", "ja"))
    [one] = page.session_state[KEY].enquiries
    assert (one.answer, one.reason) == ("no_answer", None)
    page = (
        next(one for one in page.text_input if one.label == say("emergency.note", "ja", number=1))
        .set_value("留守")
        .run()
    )
    assert page.session_state[KEY].enquiries[0].note == "留守"
    clock = next(one for one in page.text_input if one.label == say("emergency.called_at", "ja", number=1))
    page = clock.set_value("午前0時5分").run()
    [one] = page.session_state[KEY].enquiries
    assert one.at == telephoned_at(page.session_state[KEY].received_at, time(0, 5))
    day = next(one for one in page.text_input if one.label == say("emergency.called_on", "ja", number=1))
    page = day.set_value(f"{DAY - timedelta(days=1):%Y/%m/%d}").run()
    assert page.session_state[KEY].enquiries[0].at.date() == DAY - timedelta(days=1)
    assert one.note == "留守"
    page = button(page, say("emergency.undo", "ja", number=1))
    assert page.session_state[KEY].enquiries == ()
    refused = next(one for one in page.selectbox if one.placeholder == say("emergency.refused_hint", "ja"))
    page = refused.set_value("facility_full").run()
    [one] = page.session_state[KEY].enquiries
    assert (one.answer, one.reason) == ("declined", "facility_full")
    assert not demo.all(Enquiry, answer="declined", note="留守")


def test_a_call_that_ends_in_advice_is_written_with_its_calls(demo: Casebook) -> None:
    page = select(open_call(), "field.call_source", "medical")
    page = select(page, "field.reason", "caregiver_ill")
    page = finish(end(button(page, say("enquiry.no_answer", "ja")), "advice"))
    assert not page.error
    assert page.success[0].value == say("emergency.advised", "ja")
    call = demo.all(Consultation)[-1]
    assert (call.source, call.reason, call.urgency, call.result) == ("medical", "caregiver_ill", "today", "advice")
    assert (call.person_id, call.received_at.date()) == (PERSON, DAY)
    assert [one.answer for one in demo.all(Enquiry, consultation_id=call.id)] == ["no_answer"]
    assert demo.all(EmergencyNeed, consultation_id=call.id) == []
    assert page.info[0].value == say("emergency.who_hint", "ja")  # the next call starts afresh


def test_somebody_is_admitted_where_a_facility_accepted(demo: Casebook) -> None:
    page = select(open_call(), "field.call_source", "ward_disability")
    page = end(button(page, say("enquiry.accepted", "ja")), "admitted")
    [answer] = page.session_state[KEY].enquiries
    where = next(one for one in page.selectbox if one.label == say("emergency.where", "ja"))
    assert where.value == answer.facility_id
    page = finish(select(page, "field.residence_before", "home"))
    assert not page.error
    stay = demo.all(Stay)[-1]
    assert (stay.person_id, stay.facility_id, stay.kind) == (PERSON, answer.facility_id, "emergency")
    assert (stay.start_on, stay.residence_before) == (DAY, "home")
    assert demo.all(ExitPlan)[-1].stay_id == stay.id
    assert demo.all(Consultation)[-1].stay_id == stay.id
    assert demo.one(Facility, stay.facility_id).name in page.success[0].value.replace("\\", "")


def test_somebody_unknown_is_admitted_to_the_base_under_a_new_code_name(demo: Casebook) -> None:
    page = select(open_call(NOBODY), "field.call_source", "police")
    page = select(page, "field.ward", "泉区")
    page = select(page, "field.sex", "male")
    page = next(one for one in page.text_input if one.label == say("field.age", "ja")).set_value("40").run()
    page = finish(end(page, "admitted"))
    assert not page.error
    person = demo.all(Person)[-1]
    assert (person.code_name, person.ward, person.city) == ("緊急-20261122-1", "泉区", "仙台市")
    assert (person.sex, person.birth_year, person.identified_on) == ("male", 1986, None)
    call = demo.all(Consultation)[-1]
    [need] = demo.all(EmergencyNeed, consultation_id=call.id)
    assert (need.age, need.ward, need.sex) == (40, "泉区", "male")
    assert demo.one(Facility, demo.one(Stay, present(call.stay_id)).facility_id).is_base


def test_a_need_of_the_night_changes_the_list_and_is_kept_with_the_call(demo: Casebook) -> None:
    before = open_call()
    page = select(before, "field.wheelchair", True)
    assert page.session_state[KEY].need.wheelchair is True
    page = finish(end(select(page, "field.call_source", "person"), "advice"))
    [need] = demo.all(EmergencyNeed, consultation_id=demo.all(Consultation)[-1].id)
    assert need == EmergencyNeed(id=need.id, consultation_id=need.consultation_id, wheelchair=True)


def test_what_is_missing_at_the_end_is_said_and_nothing_is_written(demo: Casebook) -> None:
    before = demo.revision()
    page = finish(open_call())
    assert say("field.call_source", "ja") in page.error[0].value
    page = finish(select(page, "field.call_source", "police"))
    assert page.error[0].value == say("emergency.result_needed", "ja")
    assert demo.revision() == before


def test_somebody_in_a_stay_is_said_to_be_and_not_admitted_twice(demo: Casebook) -> None:
    staying = next(one for one in demo.all(Stay, kind="emergency") if one.end_on is None)
    page = select(open_call(staying.person_id), "field.call_source", "police")
    base = demo.one(Facility, staying.facility_id)
    assert say("tonight.in_stay", "ja", since=staying.start_on, facility=base.name, kind="緊急受入れ") in told(page)
    before = demo.revision()
    page = finish(end(page, "admitted"))
    assert base.name in page.error[0].value.replace("\\", "")
    assert demo.revision() == before


def test_a_full_base_takes_somebody_only_when_that_is_said(demo: Casebook) -> None:
    [base] = [one for one in demo.all(Facility) if one.is_base]
    with demo.writing("test") as writer:
        writer.change(replace(base, emergency_rooms=1))
    page = end(select(open_call(), "field.call_source", "police"), "admitted")
    page = finish(page)
    assert page.error
    over = next(one for one in page.checkbox if one.label == say("emergency.allow_over", "ja"))
    page = finish(over.check().run())
    assert not page.error
    assert demo.all(Stay)[-1].facility_id == base.id


def test_another_facility_says_what_stands_against_it_and_is_logged(demo: Casebook) -> None:
    page = open_call()
    which = next(one for one in page.selectbox if one.label == say("emergency.other_which", "ja"))
    closed = next(one.id for one in demo.all(Facility) if one.service_code == "53")
    page = which.set_value(closed).run()
    assert say("emergency.other_fails", "ja") in told(page)
    accepted = [one for one in page.button if one.label == say("enquiry.accepted", "ja")][-1]
    page = accepted.click().run()
    assert page.session_state[KEY].enquiries[0].facility_id == closed


def test_the_call_survives_another_page_and_the_other_language(demo: Casebook) -> None:
    page = select(button(open_call(), say("enquiry.accepted", "ja")), "field.call_source", "police")
    page = end(page, "admitted")
    kept = page.session_state[KEY]
    again = AppTest.from_function(one_page, args=("emergency", "en"), default_timeout=PATIENCE)
    again.session_state[KEY] = kept
    again.run()
    assert not again.exception
    assert again.session_state[KEY] == kept
    assert next(one for one in again.selectbox if one.label == must("field.call_source", "en")).value == "police"
    page = finish(again, "en")
    assert not page.error
    assert demo.all(Consultation)[-1].source == "police"


def test_the_next_call_starts_afresh(demo: Casebook) -> None:
    page = button(select(open_call(), "field.call_source", "police"), say("emergency.set_aside", "ja"))
    assert page.info[0].value == say("emergency.who_hint", "ja")
    assert page.session_state[KEY].source is None


def test_a_call_begins_with_its_first_words_not_when_the_page_was_opened(demo: Casebook) -> None:
    opened = minute() - timedelta(hours=3)
    page = AppTest.from_function(one_page, args=("emergency", "ja"), default_timeout=PATIENCE)
    page.session_state[KEY] = Draft(opened, opened)
    page.run()
    assert page.session_state[KEY].received_at == opened
    before = minute()
    page = select(page, "field.call_source", "police")
    kept = page.session_state[KEY]
    assert before <= kept.received_at <= minute()
    assert clock(page).value == f"{kept.received_at:%H:%M}"
    assert kept.source == "police"
    page = select(page, "emergency.who", PERSON)
    assert page.session_state[KEY].received_at == kept.received_at


def clock(page: AppTest) -> TextInput:
    return next(one for one in page.text_input if one.label == say("emergency.time", "ja"))


def test_a_time_set_by_hand_stays(demo: Casebook) -> None:
    page = show("emergency")
    page = clock(page).set_value("0001").run()
    page = select(page, "field.call_source", "police")
    assert page.session_state[KEY].received_at.time() == time(0, 1)


def test_a_time_that_cannot_be_read_is_refused_at_the_end_of_the_call(demo: Casebook) -> None:
    before = len(demo.all(Consultation))
    page = end(select(open_call(), "field.call_source", "police"), "advice")
    page = clock(page).set_value("26時").run()
    page = finish(page)
    [error] = page.error
    assert say("emergency.time", "ja") in error.value
    assert (len(demo.all(Consultation)), clock(page).value) == (before, "26時")
    page = finish(clock(page).set_value("0:01").run())
    assert not page.error
    assert len(demo.all(Consultation)) == before + 1


def test_all_twelve_sources_can_be_chosen(demo: Casebook) -> None:
    source = next(one for one in show("emergency").selectbox if one.label == must("field.call_source"))
    assert source.options == [say(f"source.{code}", "ja") for code in v.CONSULTATION_SOURCES]
    assert len(source.options) == 12


def test_who_said_yes_stands_on_top_who_said_no_at_the_end_and_both_are_shown(demo: Casebook) -> None:
    page = open_call()
    first, second = lines(page)[:2]
    refused = next(one for one in page.selectbox if one.placeholder == say("emergency.refused_hint", "ja"))
    page = refused.set_value("facility_staffing").run()
    assert lines(page)[0].split("　")[0].endswith(second.split("\\. ")[1].split("　")[0])
    assert first.split("\\. ")[1] in lines(page)[-1]
    assert len(lines(page)) == FIRST_SHOWN + 1
    assert next(one for one in page.selectbox if one.key == refused.key).value is None  # ready for the next time
    third = lines(page)[2].split("\\. ")[1]
    page = [one for one in page.button if one.label == say("enquiry.accepted", "ja")][2].click().run()
    assert third in lines(page)[0]


def test_a_full_base_is_the_first_thing_one_sees_with_who_leaves_soonest(demo: Casebook) -> None:
    [base] = [one for one in demo.all(Facility) if one.is_base]
    with demo.writing("test") as writer:
        writer.change(replace(base, emergency_rooms=1))
    page = show("emergency")
    assert base.name in page.warning[0].value.replace("\\", "")
    staying = [one for one in demo.all(Stay, kind="emergency") if one.end_on is None]
    names = {demo.one(Person, one.person_id).code_name for one in staying if one.facility_id == base.id}
    assert names
    assert all(name in told(page) for name in names)
    assert say("emergency.full_ask", "ja") in told(page)


def test_an_admission_of_somebody_unknown_proposes_risk_and_review_and_asks_for_consent_or_ground(
    demo: Casebook,
) -> None:
    page = select(select(open_call(NOBODY), "field.call_source", "police"), "field.reason", "caregiver_ill")
    page = end(page, "admitted")
    [risk] = [one for one in page.multiselect if one.label == say("field.risk_factors", "ja")]
    assert risk.value == ["caregiver_ill", "recent_emergency"]
    page = risk.set_value(["caregiver_ill"]).run()
    basis = next(one for one in page.radio if one.label == say("emergency.basis", "ja"))
    page = basis.set_value("without").run()
    page = select(page, "field.ground", "child_33")
    page = finish(page)
    assert not page.error
    person = demo.all(Person)[-1]
    assert (person.risk_factors, person.review_on) == ({"caregiver_ill": True}, DAY + timedelta(days=30))
    [ground] = demo.all(AdmissionGround)
    assert (ground.ground, ground.decided_on, demo.one(Stay, ground.stay_id).person_id) == ("child_33", DAY, person.id)
