"""A long form outlasts its page: what was typed is offered, gone on with or thrown away, and goes once it is saved."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Draft, ExitPlan, Person, Stay
from casebook.roles import Actor
from tests.ui.conftest import as_read, button, show
from ui import context
from ui.settings import casebook
from words.say import say

NEW, OLD = "person.new", "person.1"


@pytest.fixture
def book(at: str) -> Casebook:
    create(at)
    with casebook(at).writing("before") as writer:
        writer.add(Person(code_name="A-001", ward="青葉区"))
    return casebook(at)


def opened(page: AppTest) -> AppTest:
    page.session_state["people.person.wanted"] = 1
    return page.run()


def typed(page: AppTest, form: str, field: str, value: object, kind: str = "text_input") -> AppTest:
    page = getattr(page, kind)(key=f"{form}.0.{field}").set_value(value).run()
    assert not page.exception
    return page


def handover(page: AppTest) -> TextArea:
    return next(one for one in page.text_area if one.label == say("field.handover", "ja"))


def infos(page: AppTest) -> list[str]:
    return [as_read(one.value) for one in (*page.info, *page.warning, *page.caption)]


def test_what_was_typed_into_a_file_is_gone_on_with_after_the_page_was_lost(book: Casebook) -> None:
    page = typed(opened(show("people")), OLD, "note", "発作のあと眠る")
    page = typed(page, OLD, "review_on", "令和9年1月5日")
    page = typed(page, OLD, "wheelchair", True, "selectbox")
    [kept] = book.all(Draft)
    assert (kept.kind, kept.person_id, kept.subject) == ("person", 1, 1)
    assert set(kept.content["typed"]) == {"note", "review_on", "wheelchair"}
    with book.writing("another") as writer:
        writer.change(replace(writer.one(Person, 1), note="別の人のメモ", town="国分町"))
    page = opened(show("people"))
    assert say("draft.typed", "ja", at=kept.changed_at) in infos(page)
    page = button(page, say("draft.go_on", "ja"))
    assert not page.exception
    assert page.text_input(key=f"{OLD}.0.note").value == "発作のあと眠る"
    assert page.text_input(key=f"{OLD}.0.review_on").value == "令和9年1月5日"
    assert page.selectbox(key=f"{OLD}.0.wheelchair").value is True
    assert say("draft.crossed", "ja", fields=say("field.note", "ja")) in infos(page)
    page = page.button(key=f"{OLD}.0.save").click().run()
    assert not page.error
    assert [one.value for one in page.success] == [say("common.saved", "ja")]
    person = book.one(Person, 1)
    assert (person.note, person.town, person.wheelchair) == ("発作のあと眠る", "国分町", True)
    assert book.all(Draft) == []


def test_what_was_typed_of_somebody_new_is_told_to_others_and_thrown_away(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(show("people"), NEW, "code_name", "A-002")
    [kept] = book.all(Draft)
    with monkeypatch.context() as as_another:
        as_another.setattr(context, "local_actor", lambda: Actor("もう一人", "coordinator"))
        told = say("draft.another", "ja", who=kept.typed_by, at=kept.changed_at)
        assert told in infos(show("people"))
    page = button(show("people"), say("draft.throw_away", "ja"))
    assert page.text_input(key=f"{NEW}.0.code_name").value == ""
    assert book.all(Draft) == []


def test_the_exit_of_a_stay_is_kept_too(demo: Casebook) -> None:
    [stay, *_] = (one for one in demo.all(Stay, kind="emergency") if one.end_on is None)
    page = show("rooms")
    page.session_state["rooms.stay.wanted"] = stay.id
    page = page.run()
    page = handover(page).set_value("夜は明かりをつけておく").run()
    [kept] = demo.all(Draft)
    assert (kept.kind, kept.person_id, kept.subject) == ("exit", stay.person_id, stay.id)
    page = show("rooms")
    page.session_state["rooms.stay.wanted"] = stay.id
    page = button(page.run(), say("draft.go_on", "ja"))
    assert handover(page).value == "夜は明かりをつけておく"
    page = page.button(key=str(handover(page).key).replace("handover", "save")).click().run()
    assert demo.all(ExitPlan, stay_id=stay.id)[0].handover == "夜は明かりをつけておく"
    assert demo.all(Draft) == []
