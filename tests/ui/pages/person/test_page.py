"""The page of one person: opened by its address, with all that is known of her, and nothing of whom one may not see."""

import pytest

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import AccessLog, Correction, Person, Stay
from casebook.roles import Actor
from desk.city import read_city
from tests.optional import present
from tests.ui.conftest import DAY, as_read, bars, show
from ui import context
from ui.pages_for import pages_for
from ui.settings import casebook
from words.say import say


def opened(key, language="ja"):
    page = show("person", language)
    page.query_params["id"] = str(key)
    page.run()
    assert not page.exception
    return page


def read(page):
    return " ".join([as_read(" ".join(one.value for one in (*page.markdown, *page.subheader))), *bars(page)])


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_person_is_opened_by_her_address_with_what_happened(demo: Casebook, at: str, language: str) -> None:
    stay = demo.all(Stay)[0]
    city = read_city(demo, DAY)
    page = opened(stay.person_id, language)
    text = read(page)
    assert city.everyone[stay.person_id].person.code_name in text
    assert say("person.with_her", language) in text
    assert say("readiness.has", language) in text
    assert say(f"stay_kind.{stay.kind}", language) in text
    context.open_book(at).flush()
    looks = demo.all(AccessLog, kind="person_read", entity_id=stay.person_id)
    assert [one.detail["page"] for one in looks if one.detail] == ["person"]


def test_of_somebody_elses_person_and_of_nobody_the_same_is_said(demo: Casebook, monkeypatch) -> None:
    ward = Actor("x", "ward_office", "青葉区")
    hers = {present(one.id) for one in casebook(str(demo._engine.url), ward).all(Person)}
    other = next(key for key in read_city(demo, DAY).everyone if key not in hers)
    monkeypatch.setattr(context, "local_actor", lambda: ward)
    said = {tuple(one.value for one in opened(key).warning) for key in (other, 99999, "x", "-1", "９")}
    assert said == {(say("search.nobody_there", "ja"),)}
    assert say("search.nobody_there", "ja") not in [one.value for one in opened(min(hers)).warning]


def test_without_an_address_it_is_said_how_to_find_somebody(demo: Casebook) -> None:
    page = show("person")
    assert [one.value for one in page.info] == [say("search.choose", "ja")]
    assert not page.selectbox


def test_an_empty_casebook_says_what_to_do(at: str) -> None:
    create(at)
    assert [one.value for one in opened(1).info] == [say("people.empty", "ja")]


def test_a_planner_has_no_page_of_a_person() -> None:
    assert "person" not in pages_for(Actor("x", "planner"), DAY)
    assert "facility" in pages_for(Actor("x", "planner"), DAY)


def test_what_is_recorded_of_her_is_cancelled_where_it_is_seen_and_brought_back(demo: Casebook) -> None:
    stay = next(one for one in demo.all(Stay) if one.kind == "short_stay")
    page = opened(stay.person_id)
    page.toggle(key=f"person.{stay.person_id}.any").set_value(True).run()
    page.selectbox(key=f"person.{stay.person_id}.kind").set_value("stay").run()
    page.selectbox(key=f"person.{stay.person_id}.stay.correcting").set_value(stay.id).run()
    page.toggle(key=f"correcting.stay.{stay.id}").set_value(True).run()
    key = f"correcting.stay.{stay.id}.0"
    page.text_input(key=f"{key}.why").set_value("別の方").run()
    page.button(key=f"{key}.cancel").click().run()
    assert not page.exception
    assert say("correcting.was_cancelled", "ja") in [as_read(one.value) for one in page.success]
    assert stay not in demo.all(Stay)
    (correction,) = demo.all(Correction)
    assert "別の方" in read(page)
    page.text_input(key=f"correcting.undo.{correction.id}.why").set_value("本人").run()
    page.button(key=f"correcting.undo.{correction.id}").click().run()
    assert not page.exception
    assert stay in demo.all(Stay)
