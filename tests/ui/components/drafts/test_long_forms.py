"""Each long form outlasts its page: typed, the page lost, offered, gone on with, saved, and the draft gone."""

from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import (
    CaseReview,
    Contact,
    Draft,
    Facility,
    FacilityCondition,
    Person,
    Proposal,
    Record,
    Visit,
)
from tests.desk.proposals.world import make
from tests.ui.conftest import as_read, button, show
from ui.components.drafts.unsaved import WAYS
from ui.settings import casebook
from words.say import say


def at_address(name: str, **asked: object) -> AppTest:
    page = show(name)
    for one, value in asked.items():
        page.query_params[one] = str(value)
    page.run()
    assert not page.exception
    return page


def told_above(page: AppTest) -> list[str]:
    """Return what is listed as not saved at the top of the page."""
    return [as_read(one.value) for block in page.get("popover") for one in block.markdown]


def lost_and_gone_on_with(book: Casebook, name: str, asked: dict[str, object], **of: object) -> AppTest:
    """Lose the page, open it by its address, and go on with what was typed."""
    [kept] = book.all(Draft)
    assert {field: getattr(kept, field) for field in of} == of
    page = at_address(name, **asked)
    assert any(say(f"draft.kind_{kept.kind}", "ja") in one for one in told_above(page))
    assert WAYS[kept.kind](kept) == (name, asked)
    page = button(page, say("draft.go_on", "ja"))
    assert not page.exception
    return page


def saved(book: Casebook, page: AppTest, field: str, kind: type[Record]) -> Record:
    """Save the form of a field; return the newest record of a kind."""
    page = page.button(key=f"{field.rsplit('.', 1)[0]}.save").click().run()
    assert not page.exception
    assert [one.value for one in page.error] == []
    assert book.all(Draft) == []
    assert told_above(page) == []
    return max(book.all(kind), key=lambda one: one.id or 0)


def test_a_visit_with_the_conditions_learnt_there(demo: Casebook) -> None:
    asked: dict[str, object] = {"view": "record", "facility": 3}
    page, key = at_address("visits", **asked), "visit.new.0.3"
    page.text_area(key=f"{key}.said").set_value("夜は一人体制").run()
    page.checkbox(key=f"{key}.with_conditions").check().run()
    page.selectbox(key=f"{key}.condition.wheelchair").set_value(True).run()
    page = lost_and_gone_on_with(demo, "visits", asked, kind="visit", subject=3, person_id=None)
    assert page.selectbox(key=f"{key}.condition.wheelchair").value is True
    visit = saved(demo, page, f"{key}.said", Visit)
    assert isinstance(visit, Visit)
    assert (visit.facility_id, visit.note) == (3, "夜は一人体制")


def test_a_contact(demo: Casebook) -> None:
    page, key = at_address("contacts", view="record"), "contact.new.0"
    page.selectbox(key=f"{key}.person").set_value(7).run()
    page.text_area(key=f"{key}.note").set_value("母の入院").run()
    page = lost_and_gone_on_with(demo, "contacts", {"view": "record"}, kind="contact", subject=None, person_id=7)
    contact = saved(demo, page, f"{key}.note", Contact)
    assert isinstance(contact, Contact)
    assert (contact.person_id, contact.note) == (7, "母の入院")


def test_a_case_review(demo: Casebook) -> None:
    whom = next(one.id for one in demo.all(Person) if one.status == "active")
    asked: dict[str, object] = {"view": "review", "person": whom}
    page, key = at_address("contacts", **asked), f"review.new.0.{whom}"
    page.text_area(key=f"{key}.decided").set_value("体験を勧める").run()
    page = lost_and_gone_on_with(demo, "contacts", asked, kind="review", subject=whom, person_id=whom)
    review = saved(demo, page, f"{key}.decided", CaseReview)
    assert isinstance(review, CaseReview)
    assert (review.person_id, review.decided) == (whom, "体験を勧める")


def test_a_facility_with_its_conditions(demo: Casebook) -> None:
    asked: dict[str, object] = {"id": 3, "tab": "edit"}
    page, key = at_address("facilities", **asked), "facility.3.0"
    page.multiselect(key=f"{key}.medical_care.False").set_value(["tube_feeding"]).run()
    page.text_input(key=f"{key}.phone").set_value("022-000-1111").run()
    page = lost_and_gone_on_with(demo, "facilities", asked, kind="facility", subject=3, person_id=None)
    saved(demo, page, f"{key}.phone", Facility)
    assert demo.one(Facility, 3).phone == "022-000-1111"
    assert demo.all(FacilityCondition, facility_id=3)[0].medical_care["tube_feeding"] is False


def test_a_call_to_a_facility_about_all_that_waits_for_it(at: str) -> None:
    create(at)
    world = make(casebook(at), [2], [(0, 0, 0), (0, 1, 0)])
    site = world.book.one(Proposal, world.proposals[0]).facility_id
    asked: dict[str, object] = {"tab": "telephone", "facility": site}
    page, key = at_address("proposals", **asked), f"telephone.{site}.0"
    said = f"{key}.{world.proposals[0]}"
    page.radio(key=f"{said}.said").set_value("declined").run()
    page.text_input(key=f"{said}.note").set_value("満床").run()
    page = lost_and_gone_on_with(world.book, "proposals", asked, kind="telephone", subject=site, person_id=None)
    assert page.text_input(key=f"{said}.note").value == "満床"
    saved(world.book, page, f"{key}.x", Proposal)
    assert [world.status(one) for one in world.proposals] == ["declined", "suggested"]
