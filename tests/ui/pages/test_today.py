"""The page that opens: in both languages, empty and full; what somebody has read is read."""

import pytest

from casebook.engine import create
from casebook.records import Draft, Person, ReadMark, ShiftNote
from tests.conftest import NOW
from tests.ui.conftest import as_read, button, show
from ui.settings import casebook
from words.say import LANGUAGES, say


def text(page):
    found = (*page.markdown, *page.header, *page.info, *page.success, *page.caption)
    return as_read("\n".join(one.value for one in found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demonstrations_day_is_told(demo, language):
    page = show("today", language)
    seen = text(page)
    for code in ("today.tonight", "today.since", "today.due"):
        assert say(code, language) in seen
    assert say("today.due_review", language) in seen
    assert [one.value for one in page.error] == []


def test_an_empty_casebook_says_what_is_done_and_what_is_next(at):
    create(at)
    seen = text(show("today"))
    assert f"{say('today.step_is_next', 'ja')}：{say('today.step_areas', 'ja')}" in seen
    assert say("today.due", "ja") not in seen


def test_a_call_in_progress_is_seen_on_the_day_of_everybody(demo):
    call = Draft(kind="call", typed_by="夜勤", opened_at=NOW, changed_at=NOW, person_id=7)
    with demo.writing("keep draft") as writer:
        writer.add(call)
    seen = text(show("today"))
    assert say("emergency.open_calls", "ja", count=1) in seen
    assert "夜勤" in seen
    assert demo.one(Person, 7).code_name in seen


def test_a_note_is_left_and_what_was_read_is_read(demo):
    page = show("today")
    page.text_area[0].set_value("2号室は21時に服薬").run()
    page = button(page, say("today.leave_note", "ja"))
    assert "2号室は21時に服薬" in text(page)
    page = button(page, say("today.read", "ja"))
    assert say("today.nothing_new", "ja") in text(page)
    book = casebook()
    assert len(book.all(ShiftNote)) == len(book.all(ReadMark)) == 1
