"""Contacts as a page: one is recorded, its next step done, a level chosen, support ended, a decision taken down."""

import pytest

from casebook.records import CaseReview, Contact, FollowUp, Person
from tests.ui.conftest import DAY, as_read, button, lists, must, show
from words.say import LANGUAGES, say


def view(name, language="ja"):
    page = show("contacts", language)
    page.session_state["contacts.view"] = name
    page.run()
    assert not page.exception
    return page


def field(page, kind, name):
    return next(one for one in getattr(page, kind) if one.label in (say(f"field.{name}", "ja"), must(f"field.{name}")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["list", "record", "following", "review", "year"])
def test_every_view_opens(demo, name, language):
    page = view(name, language)
    assert [one.value for one in page.error] == []
    assert len(lists(page)) == (3 if name == "year" else name in ("list", "following", "review"))


def test_a_contact_is_recorded_with_what_is_next_and_that_is_done(demo):
    before = {one.id for one in demo.all(Contact)}
    page = view("record")
    page.selectbox[0].set_value(demo.all(FollowUp)[0].person_id).run()
    field(page, "text_input", "next_step").set_value("電話する")
    field(page, "text_input", "next_on").set_value(f"{DAY:%Y/%m/%d}")
    page = button(page.run(), say("common.save", "ja"))
    assert as_read(page.success[0].value) == say("common.saved", "ja")
    (new,) = (one for one in demo.all(Contact) if one.id not in before)
    assert (new.next_step, new.awaits, new.contacted_on) == ("電話する", DAY, DAY)
    (level,) = demo.all(FollowUp, person_id=new.person_id)
    assert level.next_on is not None
    assert level.next_on > DAY
    page.session_state["contacts.view"] = "list"
    page.session_state["contacts.contact.wanted"] = new.id
    page = button(page.run(), as_read(say("contacts.next_done", "ja", day=DAY)))
    assert demo.one(Contact, new.id).next_done_on == DAY


def test_an_address_opens_one_contact_which_is_cancelled_or_the_form_for_one_person(demo):
    oldest = demo.all(Contact)[0]
    page = show("contacts")
    page.query_params["contact"] = str(oldest.id)
    page.run()
    assert page.header[0].value.startswith("2024")
    page.toggle(key=f"correcting.contact.{oldest.id}").set_value(True).run()
    key = f"correcting.contact.{oldest.id}.0"
    page.text_input(key=f"{key}.why").set_value("二重").run()
    page.button(key=f"{key}.cancel").click().run()
    assert not page.exception
    assert say("correcting.was_cancelled", "ja") in [as_read(one.value) for one in page.success]
    assert say("correcting.cancelled_ones", "ja", count=1) in [as_read(one.label) for one in page.expander]
    page.query_params["contact"] = "999999"
    assert say("listing.not_listed", "ja") in [one.value for one in page.run().info]
    page = show("contacts")
    page.query_params["view"], page.query_params["person"] = "record", "7"
    page.session_state["contacts.view"] = "record"
    page.run()
    assert page.selectbox[0].value == 7


def test_support_ends_with_a_reason_and_a_decision_is_kept(demo):
    page = view("following")
    page.segmented_control[0].set_value("all").run()
    key = next(one for one in demo.all(Person) if one.status == "active").id
    page.session_state["contacts.follow.wanted"] = key
    page.run()
    page = button(page, say("contacts.close_button", "ja"))
    assert any(say("input.required", "ja") in one.value for one in page.error)
    field(page, "text_input", "closed_reason").set_value("転居").run()
    page = button(page, say("contacts.close_button", "ja"))
    assert demo.one(Person, key).status == "active"  # it is told first what that touches
    page = button(page, say("consequences.go", "ja"))
    assert demo.one(Person, key).status == "closed"
    other = next(one for one in demo.all(Person) if one.status == "active").id
    page.session_state["contacts.view"] = "review"
    page.session_state["contacts.reviewed.wanted"] = other
    page.run()
    field(page, "text_area", "decided").set_value("体験を勧める").run()
    button(page, say("common.save", "ja"))
    (review,) = demo.all(CaseReview)
    assert (review.person_id, review.decided) == (other, "体験を勧める")
    assert demo.one(Person, other).review_on == review.next_on
