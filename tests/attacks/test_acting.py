"""Acting on what changed meanwhile: steps, plans that are kept, and twenty editors of one field."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from casebook.book import Casebook
from casebook.errors import ConflictError
from casebook.records import (
    Audit,
    Consent,
    Facility,
    FacilityCondition,
    FreeBed,
    PairRule,
    Person,
    Plan,
    Proposal,
    Stay,
)
from desk.city import FacilityFile, PersonForm, facility_files, person_files, save_facility, save_person
from desk.emergency import end_call
from desk.errors import DeskError
from desk.proposals import move, save_beds
from tests.conftest import NOW, TODAY
from tests.desk.emergency.world import make_place
from tests.desk.proposals.by_hand import set_rule
from tests.desk.proposals.world import BOOKED, ONE, make, pair, refusal, way_to
from tests.optional import present
from tests.ui.cli.shell import Shell
from tests.ui.conftest import adopted_plan_page, as_read, at, button, demo, listed, show
from words.say import LANGUAGES, say

__all__ = ["at", "demo"]
EDITORS = 20
ROUNDS = 10


# --- steps ---------------------------------------------------------------------------------------------------------


def close(book, kind, key):
    with book.writing("close") as writer:
        writer.change(replace(writer.one(kind, key), status="closed"))


def withdraw(book, person):
    with book.writing("withdraw") as writer:
        for consent in writer.all(Consent, person_id=person):
            writer.change(replace(consent, withdrawn_on=TODAY))


@pytest.mark.parametrize("status", ["asked", "accepted", "booked"])
@pytest.mark.parametrize("meanwhile", ["never", "facility", "person", "consent"])
def test_no_step_goes_on_after_a_rule_for_safety_a_closure_or_a_withdrawal(shared_book, meanwhile, status):
    world = make(shared_book, [2], ONE)
    person, facility = pair(world)
    for step in way_to(status)[:-1]:
        world.step(world.proposals[0], step)
    {
        "never": lambda: set_rule(
            shared_book, PairRule(person_id=person, facility_id=facility, kind="never", reason="facility_safety")
        ),
        "facility": lambda: close(shared_book, Facility, facility),
        "person": lambda: close(shared_book, Person, person),
        "consent": lambda: withdraw(shared_book, person),
    }[meanwhile]()
    revision = shared_book.revision()
    assert refusal(lambda: world.step(world.proposals[0], status)).code == "proposal.in_the_way"
    assert shared_book.revision() == revision
    assert world.step(world.proposals[0], "released").proposal.status == "released"


def test_of_a_booking_and_a_closure_at_once_a_booking_that_won_came_first(shared_book):
    """Each round a facility is closed and a stay there booked at the same moment."""
    for _ in range(ROUNDS):
        world = make(shared_book, [1], ONE)
        world.to(world.proposals[0], "asked", "accepted")
        together = threading.Barrier(2, timeout=30)

        def book_it(world=world, together=together):
            together.wait()
            try:
                world.step(world.proposals[0], "booked", dates=BOOKED)
            except DeskError as error:
                return error.code
            return "booked"

        def close_it(world=world, together=together):
            together.wait()
            close(shared_book, Facility, world.facilities[0])

        with ThreadPoolExecutor(2) as pool:
            booked, closed = pool.submit(book_it), pool.submit(close_it)
            end = booked.result()
            closed.result()
        [closing] = shared_book.all(Audit, entity="facility", entity_id=world.facilities[0], action="update")
        steps = shared_book.all(Audit, entity="proposal", entity_id=world.proposals[0], action="update")
        if end == "booked":
            assert present(steps[-1].id) < present(closing.id)
        else:
            assert (end, world.status(world.proposals[0])) == ("proposal.in_the_way", "accepted")


def test_nobody_is_admitted_where_she_is_never_to_be_taken(book):
    place = make_place(book)
    person = place.people[0]
    key = set_rule(book, PairRule(person_id=person, facility_id=place.outside, kind="never", reason="facility_safety"))
    with pytest.raises(DeskError, match=r"call\.never") as caught:
        end_call(book, place.call(person, at=place.outside), today=TODAY)
    assert say("decline.facility_safety", "ja") in say(caught.value.message, "ja")
    assert book.all(Stay) == []
    with book.writing("lift") as writer:
        writer.remove(PairRule, key)
    end_call(book, place.call(person, at=place.outside), today=TODAY)
    assert len(book.all(Stay)) == 1


def test_a_press_for_a_step_from_where_the_proposal_was_is_told_and_writes_nothing(demo: Casebook) -> None:
    page = adopted_plan_page()
    proposal = demo.all(Proposal, status="suggested")[0]
    page = show("proposals")
    page.session_state["proposals.proposal.wanted"] = proposal.id
    page.run()
    move(demo, present(proposal.id), "asked", today=TODAY, assumed_places=1)
    revision = demo.revision()
    page.button(key=f"proposals.{proposal.id}.suggested.go").click().run()
    assert not page.exception
    assert say("proposal.moved_on", "ja") in [one.value for one in page.error]
    assert demo.revision() == revision


# --- plans ---------------------------------------------------------------------------------------------------------


def facilities_closed(book, plan_page):
    """Close every seventh facility that the plan on the page suggests."""
    names = set(listed(plan_page)[say("trials.column.facility", "ja")])
    gone = [one for one in book.all(Facility) if one.name in sorted(names)[::7]]
    for one in gone:
        close(book, Facility, present(one.id))
    return {one.name for one in gone}


def test_the_plan_that_was_on_the_page_is_kept_or_none(demo: Casebook) -> None:
    plans = len(demo.all(Plan))
    page = button(show("trials"), say("trials.run", "ja"))
    before = listed(page)
    gone = facilities_closed(demo, page)
    page = button(page, say("trials.keep", "ja"))
    assert not page.exception
    [told] = page.error
    moved = [row for row in before.itertuples(index=False) if row[3] in gone]
    assert len(moved) >= 3
    assert all(row[0].replace("-", "\\-") in told.value for row in moved)
    assert len(demo.all(Plan)) == plans
    page = button(page, say("trials.keep", "ja"))
    assert not page.error
    assert len(demo.all(Plan)) == plans + 1
    kept = demo.all(Plan)[-1].record["assignments"]
    closed = {one.id for one in demo.all(Facility, status="closed")}
    assert kept
    assert not {one["facility"] for one in kept} & closed


def test_a_plan_on_the_page_is_kept_as_it_was_though_somebody_wrote_a_note(demo: Casebook) -> None:
    page = button(show("trials"), say("trials.run", "ja"))
    seen = listed(page)
    [person] = demo.all(Person, code_name=seen.iloc[0, 0])
    with demo.writing("note") as writer:
        writer.change(replace(person, note="朝が早い"))
    page = button(page, say("trials.keep", "ja"))
    assert not page.error
    plan = demo.all(Plan)[-1]
    names = {one.id: one.code_name for one in demo.all(Person)}
    assert sorted(names[one["person"]] for one in plan.record["assignments"]) == sorted(seen.iloc[:, 0])


def test_a_plan_that_was_seen_at_the_command_line_is_kept_or_none(demo: Casebook, tmp_path) -> None:
    shell, record = Shell(tmp_path), tmp_path / "plan.json"
    shell.ok("plan", "--dump", str(record))
    seen = json.loads(record.read_text(encoding="utf-8"))["assignments"]
    plans = len(demo.all(Plan))
    close(demo, Facility, seen[0]["facility"])
    said = shell.fails("plan", "--keep", "--seen", str(record))
    assert demo.one(Facility, seen[0]["facility"]).name in said
    assert len(demo.all(Plan)) == plans
    shell.ok("plan", "--dump", str(record))
    shell.ok("plan", "--keep", "--seen", str(record))
    assert len(demo.all(Plan)) == plans + 1


# --- lost updates --------------------------------------------------------------------------------------------------


def at_once(save):
    """Let all editors save at the same moment; return how each ended: None, or the error."""
    together = threading.Barrier(EDITORS, timeout=60)

    def one(number):
        together.wait()
        try:
            save(number)
        except ConflictError as error:
            return error
        return None

    with ThreadPoolExecutor(EDITORS) as pool:
        return list(pool.map(one, range(EDITORS)))


@pytest.fixture
def opened(url, open_book):
    """Return a casebook on each database with one person's file open."""
    book = open_book(url)
    with book.writing("before") as writer:
        writer.add(Person(code_name="A-001"))
    return book, person_files(book, TODAY)[0]


def test_of_twenty_editors_of_one_field_one_is_told_saved_and_nineteen_see_what_she_wrote(opened):
    book, file = opened
    revision = book.revision()
    ends = at_once(
        lambda number: save_person(book, PersonForm(replace(file.person, note=f"覚え{number}"), opened=file), TODAY)
    )
    [winner] = [number for number, end in enumerate(ends) if end is None]
    assert book.one(Person, file.key).note == f"覚え{winner}"
    assert len([one for one in book.all(Audit) if present(one.id) > revision]) == 1
    for number, end in enumerate(ends):
        if end is not None:
            [conflict] = end.conflicts
            assert (conflict.theirs, conflict.mine) == ((f"覚え{winner}",), (f"覚え{number}",))
    # All nineteen choose to write theirs: again one does, who has seen the first; eighteen see the second.
    again = at_once(
        lambda number: save_person(
            book.settling({} if ends[number] is None else {ends[number].conflicts[0].seen: True}),
            PersonForm(replace(file.person, note=f"覚え{number}"), opened=file),
            TODAY,
        )
    )
    saved = [number for number, end in enumerate(again) if end is None and number != winner]
    assert len(saved) == 1
    assert book.one(Person, file.key).note == f"覚え{saved[0]}"


def test_twenty_editors_of_twenty_fields_are_all_kept(opened):
    book, file = opened
    own = {"real_name", "note", "other_needs", "day_place", "tier_override_reason"}
    own |= {"wheelchair", "severe_behaviour", "sex", "caregiver", "identified_as", "birth_year", "max_distance_m"}
    values = {
        "sex": "female", "caregiver": "none", "identified_as": "visits", "birth_year": 1990, "max_distance_m": 5000,
        "wheelchair": True, "severe_behaviour": False, "tier_override_reason": None,
    }  # fmt: skip
    names = [one.name for one in fields(Person) if one.name in own - {"tier_override_reason"}]
    groups = ["suction", "oxygen", "insulin", "ventilator", "other"]
    edits = [{name: values.get(name, "覚え")} for name in names]
    edits += [{"medical_care": {item: True}} for item in groups]
    edits += [
        {"review_on": TODAY},
        {"identified_on": TODAY},
        {"status": "watching"},
        {"risk_factors": {"isolated": True}},
    ]
    assert len(edits) == EDITORS
    ends = at_once(
        lambda number: save_person(book, PersonForm(replace(file.person, **edits[number]), opened=file), TODAY)
    )
    assert ends == [None] * EDITORS
    found = book.one(Person, file.key)
    for edit in edits:
        for name, value in edit.items():
            said = getattr(found, name)
            assert said == value or (isinstance(value, dict) and value.items() <= said.items())


@pytest.mark.parametrize("kind", ["condition", "facility", "beds", "lead"])
def test_every_form_that_edits_a_record_tells_the_other_nineteen(url, open_book, kind):
    book = open_book(url)
    with book.writing("before") as writer:
        key = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        writer.add(FacilityCondition(facility_id=key))
        writer.add(Person(code_name="A-001"))
    site, person = facility_files(book)[0], person_files(book, TODAY)[0]
    night = TODAY + timedelta(days=1)
    saves = {
        "condition": lambda number: save_facility(
            book, site.facility, replace(site.condition, trial_places=number), site
        ),
        "facility": lambda number: save_facility(book, replace(site.facility, phone=f"{number}"), site.condition, site),
        "beds": lambda number: save_beds(book, key, {night: number}, {}),
        "lead": lambda number: save_person(
            book, PersonForm(person.person, opened=person, lead_agency=f"相談所{number}"), TODAY
        ),
    }
    ends = at_once(saves[kind])
    assert [end is None for end in ends].count(True) == 1
    if kind == "beds":
        assert len(book.all(FreeBed)) == 1


def typed(page, key, value):
    page.text_input(key=key).set_value(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_of_two_at_one_file_sees_both_and_chooses(demo: Casebook, language: str) -> None:
    person = demo.all(Person)[0]
    page = show("people", language)
    page.session_state["people.person.wanted"] = person.id
    page.run()
    key = f"person.{person.id}.0"
    typed(page, f"{key}.note", "夜は静か")
    typed(page, f"{key}.real_name", "山田")
    with demo.writing("other") as writer:
        writer.change(replace(person, note="犬がいる", day_place="作業所"))
    page.button(key=f"{key}.save").click().run()
    assert not page.exception
    assert say("conflict.title", language) in [one.value for one in page.warning]
    assert page.text_input(key=f"{key}.note").value == "夜は静か"
    [choice] = [one for one in page.radio if one.key and one.key.startswith(f"{key}.conflict")]
    assert choice.label == say("field.note", language)
    assert (choice.value, len(choice.options)) == (None, 2)
    assert "犬がいる" in choice.options[0]
    assert "夜は静か" in choice.options[1]
    page.button(key=f"{key}.save").click().run()
    assert demo.one(Person, present(person.id)).note == "犬がいる"
    keeping = language == "ja"
    [choice] = [one for one in page.radio if one.key and one.key.startswith(f"{key}.conflict")]
    choice.set_value(not keeping)
    page.button(key=f"{key}.save").click().run()
    assert say("common.saved", language) in [as_read(one.value) for one in page.success]
    found = demo.one(Person, present(person.id))
    assert (found.note, found.real_name, found.day_place) == ("犬がいる" if keeping else "夜は静か", "山田", "作業所")


def test_a_facility_form_tells_of_conditions_by_their_words(demo: Casebook) -> None:
    file: FacilityFile = next(one for one in facility_files(demo) if one.condition.id is not None)
    page = show("facilities")
    page.session_state["facilities.facility.wanted"] = file.key
    page.run()
    key = f"facility.{file.key}.0"
    mine, theirs = [answer for answer in (True, False, None) if answer is not file.condition.wheelchair]
    page.selectbox(key=f"{key}.wheelchair").set_value(mine)
    with demo.writing("other") as writer:
        writer.change(replace(file.condition, wheelchair=theirs))
    page.button(key=f"{key}.save").click().run()
    assert not page.exception
    [choice] = [one for one in page.radio if one.key and one.key.startswith(f"{key}.conflict")]
    assert choice.label == say("field.wheelchair", "ja")
    choice.set_value(True)
    page.button(key=f"{key}.save").click().run()
    [found] = demo.all(FacilityCondition, facility_id=file.key)
    assert found.wheelchair is mine


def test_an_exit_plan_is_written_by_two_without_a_loss(demo: Casebook) -> None:
    from casebook.records import ExitPlan
    from desk.emergency import plan_exit

    [stay, *_] = [one for one in demo.all(Stay, kind="emergency") if one.end_on is None]
    read = next(iter(demo.all(ExitPlan, stay_id=stay.id)), ExitPlan(stay_id=present(stay.id)))
    day = date(2026, 12, 24)
    plan_exit(demo, replace(read, handover="21時に服薬"), today=TODAY, read=read)
    plan_exit(demo, replace(read, expected_until=day), today=TODAY, read=read)
    with pytest.raises(ConflictError):
        plan_exit(demo, replace(read, handover="22時に服薬"), today=TODAY, read=read)
    [found] = demo.all(ExitPlan, stay_id=stay.id)
    assert (found.handover, found.expected_until) == ("21時に服薬", day)
    assert NOW.date() == TODAY
