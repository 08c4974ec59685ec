"""Carrying out: the work list, several at once, a call, the next best after a refusal, other dates, and what is red."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.engine import create
from casebook.records import Consent, Facility, FacilityCondition, Person, Proposal
from desk.proposals import LET_GO, OPEN, follow_up, move
from tests.desk.proposals.world import World, make
from tests.ui.conftest import DAY, as_read, button, listed, one_page, show
from ui import shell
from ui.settings import casebook
from words.say import LANGUAGES, say

SUNDAY = date(2027, 1, 10)
LATER = date(2026, 12, 3)


@pytest.fixture
def world(at: str) -> World:
    """Return three people suggested to one office with three places; there are two other offices."""
    create(at)
    return make(casebook(at), [3, 1, 1], [(0, 0, 0), (0, 1, 0), (0, 2, 0)])


def step(world: World, number: int, *statuses: str, **more: object) -> Proposal:
    for to in statuses:
        details = more if to == statuses[-1] else {}
        move(world.book, world.proposals[number], to, today=DAY, assumed_places=1, **details)  # type: ignore[arg-type]
    return world.book.one(Proposal, world.proposals[number])


def statuses(world: World) -> list[str]:
    return [world.status(key) for key in world.proposals]


def chosen(page: AppTest, key: int) -> AppTest:
    page.session_state["proposals.proposal.wanted"] = key
    return page.run()


def names(world: World, number: int) -> tuple[str, str]:
    proposal = world.book.one(Proposal, world.proposals[number])
    person, facility = world.book.one(Person, proposal.person_id), world.book.one(Facility, proposal.facility_id)
    return person.code_name, facility.name


def shown(page: AppTest, label: str) -> list[str]:
    """Return a column of the work list."""
    return [str(cell) for cell in listed(page)[label]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_says_what_is_due_who_works_on_it_and_what_to_ask(world: World, language: str) -> None:
    step(world, 2, "asked")
    follow_up(world.book, [world.book.one(Proposal, world.proposals[2])], "佐藤", DAY - timedelta(days=1))
    page = show("proposals", language)
    assert shown(page, say("proposals.column.person", language))[0] == names(world, 2)[0]
    day = say("proposals.due_over", language, day=DAY - timedelta(days=1))
    assert shown(page, say("proposals.column.due", language)) == [day, "", ""]
    assert shown(page, say("proposals.column.in_charge", language)) == ["佐藤", "", ""]
    asked = say("proposal_status.asked", language)
    assert asked in shown(page, say("proposals.column.last", language))[0]
    assert say("rule.offers_trial", language) in shown(page, say("proposals.column.ask", language))[0]


def test_a_view_is_counted_and_kept_in_the_address(world: World) -> None:
    step(world, 1, "asked")
    page = AppTest.from_function(one_page, args=("proposals", "ja"))
    page.query_params["view"] = "waiting"
    page.run()
    views = next(one for one in page.radio if one.label == say("proposals.view", "ja"))
    assert views.value == "waiting"
    assert list(views.proto.captions) == [
        say("common.count", "ja", count=count) for count in (3, 0, 2, 1, 0, 0, 0, 0, 3)
    ]
    assert shown(page, say("proposals.column.person", "ja")) == [names(world, 1)[0]]
    page = views.set_value("to_ask").run()
    assert page.query_params["view"] in ("to_ask", ["to_ask"])
    assert len(shown(page, say("proposals.column.person", "ja"))) == 2


def test_several_are_asked_at_once_or_none_with_each_named(world: World) -> None:
    page = show("proposals")
    page.multiselect(key="proposals.several").set_value(world.proposals).run()
    with world.book.writing("meanwhile") as writer:
        [consent] = writer.all(Consent, person_id=world.people[1])
        writer.change(replace(consent, withdrawn_on=DAY))
    page.button(key="proposals.several.ask").click().run()
    [error] = page.error
    assert names(world, 1)[0] in as_read(error.value)
    assert say("refused.no_consent", "ja") in as_read(error.value)
    assert statuses(world) == ["suggested"] * 3
    page.multiselect(key="proposals.several").set_value([world.proposals[0], world.proposals[2]]).run()
    page.button(key="proposals.several.ask").click().run()
    assert not page.error
    assert statuses(world) == ["asked", "suggested", "asked"]
    first = world.book.one(Proposal, world.proposals[0])
    assert (first.in_charge, first.next_contact_on) == (world.book.actor.name, DAY + timedelta(days=7))
    assert page.multiselect(key="proposals.several").value == []
    page = chosen(page, world.proposals[0])
    who = f"follow_up.{world.proposals[0]}.{world.proposals[0]}.1.in_charge"
    assert page.selectbox(key=who).value == world.book.actor.name


def test_a_refusal_shows_the_next_best_at_once_and_proposes_it_in_one_step(world: World) -> None:
    step(world, 0, "asked")
    page = chosen(show("proposals"), world.proposals[0])
    page.selectbox(key=f"proposals.{world.proposals[0]}.asked.to").set_value("declined").run()
    page = button(page, say("proposals.record", "ja"))
    assert not page.exception
    assert say("instead.title", "ja") in "".join(as_read(one.value) for one in page.markdown)
    offered = page.selectbox(key=f"instead.one.{world.proposals[0]}")
    assert len(offered.options) == 2
    page.button(key=f"instead.one.{world.proposals[0]}.go").click().run()
    assert not page.error
    [new] = [one for one in world.book.all(Proposal, person_id=world.people[0]) if one.status in OPEN]
    assert new.facility_id in world.facilities[1:]
    assert page.query_params["proposal"] in (str(new.id), [str(new.id)])


def test_a_call_writes_conditions_and_answers_and_offers_the_next_best(world: World) -> None:
    step(world, 0, "asked")
    page = show("proposals")
    site = world.facilities[0]
    page = page.selectbox(key="proposals.telephone.facility").set_value(site).run()
    form = f"telephone.{site}.0"
    page.selectbox(key=f"{form}.wheelchair").set_value(True)
    for proposal, said in zip(world.proposals, ("declined", "accepted", "later"), strict=True):
        page.radio(key=f"{form}.{proposal}.said").set_value(said)
    page.run()
    page.text_input(key=f"{form}.{world.proposals[2]}.next_contact_on").set_value(f"{LATER:%Y/%m/%d}")
    page.button(key=f"{form}.save").click().run()
    assert not page.error
    assert statuses(world) == ["declined", "accepted", "asked"]
    [condition] = world.book.all(FacilityCondition, facility_id=site)
    assert (condition.wheelchair, condition.confirmed_on) == (True, DAY)
    assert world.book.one(Proposal, world.proposals[2]).next_contact_on == LATER
    page.button(key=f"instead.telephone.{world.proposals[0]}.go").click().run()
    assert not page.error
    assert len(world.book.all(Proposal, person_id=world.people[0])) == 2


def test_a_call_in_which_something_cannot_be_says_so_and_keeps_what_was_typed(world: World) -> None:
    page = show("proposals")
    site = world.facilities[0]
    page = page.selectbox(key="proposals.telephone.facility").set_value(site).run()
    form, proposal = f"telephone.{site}.0", world.proposals[0]
    page.radio(key=f"{form}.{proposal}.said").set_value("accepted").run()
    page.selectbox(key=f"{form}.offers_trial").set_value(False).run()
    page.button(key=f"{form}.save").click().run()
    assert say("refused.offers_trial", "ja") in as_read(page.error[0].value)
    assert statuses(world) == ["suggested"] * 3
    assert page.radio(key=f"{form}.{proposal}.said").value == "accepted"


def test_a_booked_stay_gets_other_dates_and_a_weekday_that_does_not_work_names_those_that_do(world: World) -> None:
    with world.book.writing("before") as writer:
        [condition] = writer.all(FacilityCondition, facility_id=world.facilities[0])
        writer.change(replace(condition, weekdays={"sun": False, "tue": True}))
    tuesday = SUNDAY + timedelta(days=2)
    step(world, 0, "asked", "accepted", "booked", dates=(tuesday, tuesday + timedelta(days=1)))
    page = chosen(show("proposals"), world.proposals[0])
    key = f"proposals.{world.proposals[0]}.booked"
    page.selectbox(key=f"{key}.to").set_value("booked").run()
    page.text_input(key=f"{key}.start_on").set_value(f"{SUNDAY:%Y/%m/%d}")
    page.text_input(key=f"{key}.end_on").set_value(f"{SUNDAY + timedelta(days=1):%Y/%m/%d}").run()
    page.button(key=f"{key}.go").click().run()
    assert "月、火、水、木、金、土" in as_read(page.error[0].value)
    assert "2027/01/09" in as_read(page.error[0].value)
    page.text_input(key=f"{key}.start_on").set_value(f"{SUNDAY - timedelta(days=1):%Y/%m/%d}")
    page.text_input(key=f"{key}.end_on").set_value(f"{SUNDAY:%Y/%m/%d}").run()
    page.button(key=f"{key}.go").click().run()
    assert not page.error
    moved = world.book.one(Proposal, world.proposals[0])
    assert (moved.status, moved.start_on, moved.end_on) == ("booked", SUNDAY - timedelta(days=1), SUNDAY)


def test_who_follows_up_is_saved_beside_the_steps(world: World) -> None:
    page = chosen(show("proposals"), world.proposals[0])
    key = f"follow_up.{world.proposals[0]}.{world.proposals[0]}.0"
    page.text_input(key=f"{key}.next_contact_on").set_value(f"{LATER:%Y/%m/%d}")
    page.button(key=f"{key}.save").click().run()
    assert page.success[0].value == say("common.saved", "ja")
    assert world.book.one(Proposal, world.proposals[0]).next_contact_on == LATER


def end(book: Casebook, world: World, what: str) -> None:
    with book.writing("meanwhile") as writer:
        if what == "withdrawn":
            [consent] = writer.all(Consent, person_id=world.people[0])
            writer.change(replace(consent, withdrawn_on=DAY))
        else:
            writer.change(replace(writer.one(Facility, world.facilities[0]), status="closed"))


@pytest.mark.parametrize(("what", "language"), [("withdrawn", "ja"), ("closed", "en")])
def test_what_was_booked_and_can_no_longer_be_is_red_on_every_page(world: World, what: str, language: str) -> None:
    step(world, 0, "asked", "accepted", "booked", dates=(SUNDAY, SUNDAY + timedelta(days=1)))
    pages = tuple(shell.PAGES) if language == "ja" else ("map", "proposals")
    assert [one.value for one in show("map", language).error] == []
    end(world.book, world, what)
    why = say("refused.no_consent" if what == "withdrawn" else "refused.closed", language)
    for name in pages:
        red = show(name, language).error[0]
        assert all(text in as_read(red.value) for text in (*names(world, 0), why)), name
        assert red.icon
    for name, key in (("person", world.people[0]), ("facility", world.facilities[0])):
        page = show(name, language)
        page.query_params["id"] = str(key)
        *_, mark = page.run().error
        assert mark.icon
        assert why in as_read(mark.value)
        assert say("proposals.status_no_longer", language, status=say("proposal_status.booked", language)) in as_read(
            mark.value
        )
    step(world, 0, "released")
    assert [one.value for one in show("map", language).error] == []
    assert statuses(world)[0] in LET_GO
