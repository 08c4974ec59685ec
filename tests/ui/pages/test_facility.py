"""The page of one facility: what is published and what was learnt, who knows the place, what happened there."""

from datetime import timedelta

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import FreeBed, Person, Stay
from casebook.roles import Actor
from tests.optional import present
from tests.ui.conftest import DAY, as_read, bars, show
from ui import context
from words.say import say
from words.say import show as written


def opened(key):
    page = show("facility")
    page.query_params["id"] = str(key)
    page.run()
    assert not page.exception
    return page, " ".join([as_read(" ".join(one.value for one in (*page.markdown, *page.subheader))), *bars(page)])


def test_a_facility_is_opened_by_its_address(demo: Casebook) -> None:
    stay = max(demo.all(Stay), key=lambda one: one.start_on)
    with demo.writing("test") as writer:
        writer.add(FreeBed(facility_id=stay.facility_id, night=DAY + timedelta(days=9), beds=3))
    _, text = opened(stay.facility_id)
    assert demo.one(Person, stay.person_id).code_name in text
    assert say("facility_page.night", "ja", night=DAY + timedelta(days=9), beds=3) in text
    assert written(stay.start_on, "ja") in text


def test_a_planner_reads_of_nobody_there(demo: Casebook, monkeypatch) -> None:
    stay = demo.all(Stay)[0]
    monkeypatch.setattr(context, "local_actor", lambda: Actor("x", "planner"))
    _, text = opened(stay.facility_id)
    assert say("facility_page.known_to_nobody", "ja") in text
    assert not [one for one in demo.all(Person) if present(one.code_name) in text]


def test_of_a_facility_that_there_is_not_it_is_said(demo: Casebook) -> None:
    page, _ = opened(99999)
    assert [one.value for one in page.warning] == [say("search.nobody_there", "ja")]


def test_an_empty_casebook_says_what_to_do(at: str) -> None:
    create(at)
    page, _ = opened(1)
    assert [one.value for one in page.info] == [say("facilities.empty", "ja")]


def test_what_was_there_is_corrected_where_it_is_seen(demo: Casebook) -> None:
    stay = demo.all(Stay)[0]
    page, _ = opened(stay.facility_id)
    page.toggle(key=f"facility.{stay.facility_id}.any").set_value(True).run()
    page.selectbox(key=f"facility.{stay.facility_id}.kind").set_value("stay").run()
    page.selectbox(key=f"facility.{stay.facility_id}.stay.correcting").set_value(stay.id).run()
    page.toggle(key=f"correcting.stay.{stay.id}").set_value(True).run()
    key = f"correcting.stay.{stay.id}.0"
    page.text_area(key=f"{key}.note").set_value("静か")
    page.text_input(key=f"{key}.why").set_value("書き忘れ").run()
    page.button(key=f"{key}.correct").click().run()
    assert not page.exception
    assert demo.one(Stay, present(stay.id)).note == "静か"
