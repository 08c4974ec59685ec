"""The page of calls: its list, filtered by its address, and the record of one, corrected and brought back."""

import pytest
from streamlit.testing.v1 import AppTest

from casebook.records import Consultation
from desk.correcting import cancelled
from tests.ui.conftest import PATIENCE, as_read, listed, one_page
from words.say import LANGUAGES, say


def asked(language="ja", **query):
    """Return the page as an address opens it."""
    page = AppTest.from_function(one_page, args=("consultations", language), default_timeout=PATIENCE)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_is_filtered_by_its_address_and_a_record_opened(demo, at, language):
    calls = demo.all(Consultation)
    page = asked(language, result="admitted")
    wanted = [one for one in calls if one.result == "admitted"]
    assert len(listed(page)) == len(wanted)
    page = asked(language, id=str(wanted[0].id))
    assert not page.exception
    said = say("consultations.of", language, id=wanted[0].id, at=wanted[0].received_at)
    assert as_read(page.header[0].value) == said
    page = asked(language, id="999999")
    assert len(page.info) == 1


def test_a_call_is_cancelled_with_a_reason_and_brought_back(demo, at):
    call = next(one for one in demo.all(Consultation) if one.result == "advice" and one.person_id is not None)
    page = asked(id=str(call.id))
    page.toggle(key=f"correcting.consultation.{call.id}").set_value(True).run()
    key = f"correcting.consultation.{call.id}.0"
    page.button(key=f"{key}.cancel").click().run()
    assert any(say("correcting.why", "ja") in as_read(one.value) for one in page.error)
    page.text_input(key=f"{key}.why").set_value("二重に記録").run()
    page.button(key=f"{key}.cancel").click().run()
    assert not page.exception
    [gone] = cancelled(demo, Consultation)
    assert gone.record == call
    undo = f"correcting.undo.{gone.correction.id}"
    page.text_input(key=f"{undo}.why").set_value("別の件").run()
    page.button(key=undo).click().run()
    assert demo.one(Consultation, call.id or 0) == call
