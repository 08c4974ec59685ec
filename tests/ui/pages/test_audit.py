"""The page of the log: each look in both languages, empty and full; only for whoever audits."""

from dataclasses import replace

import pytest

from casebook.records import Consultation, Person
from casebook.roles import Actor
from desk.correcting import correct
from desk.inspection import LOOKS
from tests.conftest import COORDINATOR
from tests.ui.conftest import DAY, show, tables
from words.say import LANGUAGES, say


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_look_opens_and_what_was_done_is_told_in_words(demo, at, language):
    page = show("audit", language)
    for look in LOOKS:
        page.segmented_control(key="audit.look").set_value(look).run()
        assert not page.exception
    for who, what in ((COORDINATOR, "audit.action_insert"), (demo.actor, "audit.kind.log_read")):
        page.text_input(key="audit.user").set_value(who.name).run()
        [table] = tables(page)
        assert say(what, language) in set(table[say("audit.column.what", language)])


def test_the_auditor_has_this_page_and_sees_no_value_of_a_record(demo, at, monkeypatch):
    with demo.writing("edit person") as writer:
        writer.change(replace(writer.one(Person, 1), note="静かな場所を好む"))
    monkeypatch.setattr("ui.context.local_actor", lambda: Actor("監査", "auditor"))
    page = show("audit", "ja")
    page.segmented_control(key="audit.look").set_value("person").run()
    page.text_input(key="audit.person").set_value("１").run()
    [table] = tables(page)
    told = list(table[say("audit.column.details", "ja")])
    assert say("audit.hidden", "ja") in told
    assert not any("静か" in one for one in told)


def test_the_story_of_one_record_is_told_with_what_stood_there_before_and_after(demo, at):
    call = demo.all(Consultation)[0]
    correct(demo, replace(call, source="medical"), call, "聞き違い", today=DAY)
    page = show("audit", "ja")
    page.segmented_control(key="audit.look").set_value("record").run()
    page.selectbox(key="audit.entity").set_value("consultation").run()
    page.text_input(key="audit.id").set_value(str(call.id)).run()
    [table] = tables(page)
    before, after = (say(f"source.{code}", "ja") for code in (call.source, "medical"))
    told = say("correcting.change", "ja", field=say("field.source", "ja"), before=before, after=after)
    assert any(told in one for one in table[say("audit.column.details", "ja")])


def test_who_neither_audits_nor_coordinates_has_no_such_page(demo, at, monkeypatch):
    monkeypatch.setattr("ui.context.local_actor", lambda: Actor("計画", "planner"))
    page = show("audit", "ja")
    assert not tables(page)
    assert say("app.not_your_page", "ja") in [one.value for one in page.info]
