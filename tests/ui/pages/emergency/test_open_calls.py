"""A call in progress is in the casebook from its first words: reloaded, taken over, closed, it loses nothing."""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.errors import NotReadyError
from casebook.records import Audit, Consultation, Draft, EmergencyNeed, Enquiry, Facility, Person
from casebook.roles import Actor
from desk.drafts import open_drafts
from desk.emergency.tonight import NOBODY
from tests.optional import present
from tests.ui.conftest import PATIENCE, as_read, button, one_page, sentences, show
from ui import context
from ui.pages.emergency import open_calls
from ui.pages.emergency.draft import KEY
from words.say import say

Widgets = Callable[[AppTest], Any]
OTHER = Actor("もう一人", "coordinator")


def labelled(kind: str, code: str, **filled: object) -> Widgets:
    """Return what finds a field by its label, or by what it begins with."""
    label = say(code, "ja", **filled)
    return lambda page: next(one for one in getattr(page, kind) if as_read(one.label) == label)


def reloaded(page: AppTest) -> AppTest:
    """Open the address of a page in a session of its own, as a reload does."""
    again = AppTest.from_function(one_page, args=("emergency", "ja"), default_timeout=PATIENCE)
    for name, value in page.query_params.items():
        again.query_params[name] = value
    again.run()
    assert not again.exception
    return again


def answered(page: AppTest, find: Widgets, value: object) -> AppTest:
    page = find(page).set_value(value).run()
    assert not page.exception
    return page


WHO = labelled("selectbox", "emergency.who")
SOURCE = labelled("selectbox", "input.must", label=say("field.call_source", "ja"))
TO_THE_LIST = [
    (WHO, NOBODY),
    (labelled("text_input", "field.age"), "40"),
    (labelled("selectbox", "field.ward"), "泉区"),
    (labelled("multiselect", "field.disability_kinds"), ["intellectual"]),
    (labelled("selectbox", "field.wheelchair"), False),
    (SOURCE, "police"),
    (labelled("text_input", "field.caller_office"), "泉警察署"),
    (labelled("text_input", "field.caller_phone"), "022-000-0000"),
    (labelled("selectbox", "field.reason"), "caregiver_ill"),
]
"""What is asked of somebody unknown until the list is in order."""
MOST_TO_THE_LIST, MOST_TO_THE_END = 10, 14


def test_a_reload_after_every_input_loses_nothing_until_the_call_is_recorded(demo: Casebook) -> None:
    calls = len(demo.all(Consultation))
    page, inputs, expected = reloaded(show("emergency")), 0, dict[int, object]()
    for find, value in TO_THE_LIST:
        page, inputs = reloaded(answered(page, find, value)), inputs + 1
        expected[inputs] = value
        assert [find(page).value for find, _ in TO_THE_LIST[:inputs]] == list(expected.values())
    assert inputs <= MOST_TO_THE_LIST
    kept = page.session_state[KEY]
    page = reloaded(button(page, say("enquiry.no_answer", "ja")))
    assert [one.answer for one in page.session_state[KEY].enquiries] == ["no_answer"]
    page = reloaded(page.radio[0].set_value("admitted").run())
    assert page.radio[0].value == "admitted"
    assert page.session_state[KEY].received_at == kept.received_at
    page = button(page, say("emergency.finish", "ja"))
    inputs += 3
    assert inputs <= MOST_TO_THE_END
    assert not page.exception
    assert not page.error
    assert len(demo.all(Consultation)) == calls + 1
    call = demo.all(Consultation)[-1]
    assert (call.source, call.reason) == ("police", "caregiver_ill")
    assert (call.caller_office, call.caller_name, call.caller_phone) == ("泉警察署", None, "022-000-0000")
    [need] = demo.all(EmergencyNeed, consultation_id=present(call.id))
    assert (need.age, need.ward, need.wheelchair) == (40, "泉区", False)
    assert demo.one(Person, present(call.person_id)).code_name.startswith("緊急-")
    assert len(demo.all(Enquiry, consultation_id=present(call.id))) == 1
    assert demo.all(Draft) == []
    assert "call" not in page.query_params
    assert reloaded(page).session_state[KEY].empty


def test_another_sees_the_call_takes_it_over_and_the_first_keeps_what_she_typed(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = answered(answered(show("emergency"), WHO, 4), SOURCE, "police")
    [kept] = open_drafts(demo, "call")
    monkeypatch.setattr(context, "local_actor", lambda: OTHER)
    beside = reloaded(first)
    assert beside.session_state[KEY].empty  # an address takes nothing over
    told = as_read("\n".join((*(one.value for one in beside.markdown), *sentences(beside))))
    assert kept.typed_by in told
    assert demo.one(Person, 4).code_name in told
    assert say("emergency.asked_so_far", "ja", count=0) in told
    beside = button(beside, say("emergency.take_over", "ja"))
    assert SOURCE(beside).value == "police"
    beside = answered(beside, SOURCE, "medical")
    monkeypatch.undo()
    first = answered(first, labelled("text_input", "field.description"), "父が倒れた")
    assert OTHER.name in as_read(first.error[0].value)
    first = button(first, say("emergency.keep_apart", "ja"))
    assert not first.error
    mine, theirs = sorted(open_drafts(demo, "call"), key=lambda one: one.typed_by == OTHER.name)
    assert (mine.content["description"], mine.content["source"]) == ("父が倒れた", "police")
    assert (theirs.content["description"], theirs.content["source"]) == (None, "medical")


def test_what_was_recorded_elsewhere_is_not_recorded_twice(demo: Casebook) -> None:
    first = answered(answered(show("emergency"), WHO, 4), SOURCE, "police")
    first = first.radio[0].set_value("advice").run()
    twin, calls = reloaded(first), len(demo.all(Consultation))
    button(twin, say("emergency.finish", "ja"))
    first = button(first, say("emergency.finish", "ja"))
    assert as_read(first.error[0].value) == say("draft.gone", "ja")
    assert len(demo.all(Consultation)) == calls + 1
    first = button(first, say("emergency.next_call", "ja"))
    assert first.session_state[KEY].empty


def test_a_call_is_set_aside_gone_on_with_and_closed_with_a_reason(demo: Casebook) -> None:
    page = answered(show("emergency"), WHO, 4)
    page = button(page, say("emergency.set_aside", "ja"))
    assert page.session_state[KEY].empty
    page = button(page, say("emergency.go_on", "ja"))
    assert WHO(page).value == 4
    page = button(page, say("emergency.close_button", "ja"))
    assert say("field.closed_because", "ja") in page.error[0].value
    page = answered(page, labelled("text_input", "input.must", label=say("field.closed_because", "ja")), "間違い電話")
    page = button(page, say("emergency.close_button", "ja"))
    assert page.session_state[KEY].empty
    assert demo.all(Draft) == []
    assert demo.all(Audit, entity="draft", action="update")[-1].after is not None


def test_answers_belong_to_the_person_they_were_given_for(demo: Casebook) -> None:
    page = button(answered(show("emergency"), WHO, 4), say("enquiry.accepted", "ja"))
    [one] = page.session_state[KEY].answers
    page = answered(page, WHO, 5)
    assert page.session_state[KEY].answers == {}
    assert as_read(page.warning[0].value) == say("emergency.ask_again", "ja")
    name = demo.one(Facility, one).name
    page = button(reloaded(page), next(b.label for b in page.button if as_read(b.label).startswith(name)))
    assert set(page.session_state[KEY].answers) == {one}
    page = answered(page, labelled("selectbox", "field.wheelchair"), True)
    assert page.session_state[KEY].answers == {}
    assert [answer.given_for for answer in page.session_state[KEY].enquiries] == ["other_needs"]


def test_a_call_goes_on_while_it_cannot_be_kept(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> NoReturn:
        raise NotReadyError("trouble.busy")

    page = show("emergency")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(open_calls, "keep", busy)
        page = answered(page, SOURCE, "police")
    assert say("trouble.busy", "ja") in as_read(page.warning[0].value)
    assert SOURCE(page).value == "police"
    assert open_drafts(demo, "call") == []
    page = answered(page, WHO, 4)
    [kept] = open_drafts(demo, "call")
    assert (kept.content["source"], kept.person_id) == ("police", 4)


def test_a_call_that_cannot_be_read_is_listed_and_can_be_closed(demo: Casebook) -> None:
    with demo.writing("test") as writer:
        now = writer.now
        writer.add(Draft(kind="call", typed_by="x", opened_at=now, changed_at=now, content={"need": []}))
    page = show("emergency")
    assert say("emergency.unreadable", "ja") in as_read(
        "\n".join((*(one.value for one in page.markdown), *sentences(page)))
    )
    assert [one for one in page.button if one.label == say("emergency.go_on", "ja")] == []
