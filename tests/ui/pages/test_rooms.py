"""The board of emergency rooms as a page, in both languages: full, empty, missing; every form used."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.engine import create
from casebook.records import AdmissionGround, ExitPlan, Facility, Person, Stay
from desk.emergency.rooms import board
from tests.desk.emergency.world import make_place
from tests.ui.conftest import DAY, as_read, bars, button, must, sentences, show
from ui.components.text import plain
from ui.settings import casebook
from words.say import LANGUAGES, pair, say


@pytest.fixture
def place(at):
    create(at)
    return make_place(casebook(at))


@pytest.fixture
def book(at, place):
    return casebook(at)


def stay(book, place, person=0, days=5, facility=None, **more):
    with book.writing("test") as writer:
        return writer.add(
            Stay(
                person_id=place.people[person],
                facility_id=facility or place.base,
                kind="emergency",
                start_on=DAY - timedelta(days=days),
                **more,
            ),
        )


def text(page):
    found = (*page.markdown, *page.info, *page.warning, *page.header, *page.success, *page.error)
    return "\n".join([as_read("\n".join(one.value for one in found)), *sentences(page), *bars(page)])


def field(page, kind, name):
    return next(one for one in getattr(page, kind) if one.label in (say(f"field.{name}", "ja"), must(f"field.{name}")))


def opened(key, language="ja"):
    page = show("rooms", language)
    page.session_state["rooms.stay.wanted"] = key
    page.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_shows_its_rooms_and_their_exits_open(demo, language):
    page = show("rooms", language)
    assert page.title[0].value == say("nav.rooms", language)
    assert not page.error
    found = board(demo, DAY)
    guests = [guest for base in found.bases for guest in base.guests]
    assert guests
    for guest in (guests[0], found.left[0]):
        assert guest.code_name in text(opened(guest.key, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_casebook_says_how_to_record_a_base(at, language):
    create(at)
    page = show("rooms", language)
    assert page.info[0].value == say("rooms.no_base", language)
    assert not page.error
    assert not page.button


def test_a_missing_casebook_is_a_sentence_with_the_command_to_run(at):
    assert "sonae init" in show("rooms").error[0].value.replace("\\", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_rooms_that_nobody_uses_are_all_free_and_one_is_kept(place, language):
    told = text(show("rooms", language))
    assert say("rooms.nobody", language) in told
    assert told.count(f"**{say('rooms.free', language)}**") == 1
    assert told.count(f"**{say('rooms.kept', language)}**") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("guests", "code", "beyond"), [(1, "room.last_free", 0), (2, "room.full", 0), (3, "room.over", 1)]
)
def test_the_board_warns_as_the_rooms_fill(book, place, language, guests, code, beyond):
    for person in range(guests):
        stay(book, place, person)
    page = show("rooms", language)
    params = {"facility": "拠点", "rooms": 2, "in_use": guests}
    assert sentences(page) == [say(code, language, **params)]
    told = text(page)
    assert told.count(pair(f"**{say('rooms.taken', language)}", "P-", language)) == guests - beyond
    assert told.count(pair(f"**{say('rooms.beyond', language)}", "P-", language)) == beyond


@pytest.mark.parametrize("language", LANGUAGES)
def test_rooms_that_nobody_counted_are_said_to_be_unknown(at, language):
    create(at)
    book = casebook(at)
    place = make_place(book, rooms=None)
    stay(book, place)
    told = text(show("rooms", language))
    assert say("rooms.summary_unknown", language, in_use=1) in told
    assert say("room.unknown", language, facility="拠点") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_stays_elsewhere_and_overdue_ones_and_who_left_today_are_told(book, place, language):
    key = stay(book, place, 0, facility=place.outside)
    stay(book, place, 1, end_on=DAY)
    with book.writing("test") as writer:
        writer.add(ExitPlan(stay_id=key, expected_until=DAY - timedelta(days=1)))
    told = text(show("rooms", language))
    assert say("rooms.elsewhere", language) in told
    assert say("rooms.overdue", language, day=DAY - timedelta(days=1)) in told
    assert f"{say('rooms.left_today', language)}\nP-1" in told


def test_a_cards_button_opens_the_exit_of_its_guest(book, place):
    stay(book, place, 1)
    page = button(show("rooms"), plain(say("rooms.open", "ja", person="P-1")))
    assert not page.exception
    assert say("rooms.handover_hint", "ja") in text(page)


def test_an_exit_is_planned(book, place):
    key = stay(book, place)
    page = opened(key)
    field(page, "selectbox", "step").set_value("next_place")
    field(page, "text_input", "expected_until").set_value(f"{DAY + timedelta(days=9):%m/%d}")
    field(page, "selectbox", "next_residence").set_value("facility")
    field(page, "selectbox", "next_facility_id").set_value(place.outside)
    field(page, "text_area", "handover").set_value("夜は明かりをつけておく")
    field(page, "text_input", "note").set_value("見学済み")
    page = button(page, say("common.save", "ja"))
    assert not page.exception
    assert not page.error
    assert page.success[0].value.replace("\\", "") == say("common.saved", "ja")
    (kept,) = book.all(ExitPlan)
    assert kept == ExitPlan(
        id=kept.id,
        stay_id=key,
        expected_until=DAY + timedelta(days=9),
        step="next_place",
        next_residence="facility",
        next_facility_id=place.outside,
        handover="夜は明かりをつけておく",
        note="見学済み",
    )
    told = text(page)
    assert say("rooms.no_trials", "ja", facility="けやき") in told
    assert say("rooms.handover_hint", "ja") not in told
    with book.writing("test") as writer:
        known = {"person_id": place.people[0], "facility_id": place.outside, "kind": "trial"}
        writer.add(Stay(start_on=DAY, outcome="mixed", **known))
    assert say("outcome.mixed", "ja") in text(opened(key))


def test_what_cannot_be_kept_is_said_and_the_fields_stay(book, place):
    page = opened(stay(book, place))
    field(page, "text_input", "expected_until").set_value(f"{DAY - timedelta(days=30):%Y/%m/%d}")
    field(page, "text_area", "handover").set_value("書きかけ")
    page = button(page, say("common.save", "ja"))
    assert say("call.until_before_start", "ja") in text(page)
    assert field(page, "text_area", "handover").value == "書きかけ"
    assert not book.all(ExitPlan)


def test_a_stay_is_ended_and_its_handover_can_still_be_written(book, place):
    key = stay(book, place)
    page = opened(key)
    field(page, "selectbox", "residence_after").set_value("group_home")
    field(page, "selectbox", "outcome").set_value("went_well")
    page = button(page, say("rooms.leave_button", "ja"))
    assert not page.error
    assert say("rooms.was_left", "ja", person="P-0") in text(page)
    ended = book.one(Stay, key)
    assert (ended.end_on, ended.residence_after, ended.outcome) == (DAY, "group_home", "went_well")
    assert [one.step for one in book.all(ExitPlan)] == ["moved"]
    page = opened(key)
    assert say("rooms.moved", "ja", day=DAY) in text(page)
    assert say("rooms.leave_button", "ja") not in {one.label for one in page.button}
    field(page, "text_area", "handover").set_value("後から渡した")
    page = button(page, say("common.save", "ja"))
    assert not page.error
    assert [(one.step, one.handover) for one in book.all(ExitPlan)] == [("moved", "後から渡した")]


def test_an_end_before_the_beginning_is_said(book, place):
    key = stay(book, place)
    page = opened(key)
    field(page, "text_input", "end_on").set_value(f"{DAY - timedelta(days=30):%Y/%m/%d}")
    page = button(page, say("rooms.leave_button", "ja"))
    assert say("exit.before_start", "ja", day=DAY - timedelta(days=5)) in text(page)
    assert book.one(Stay, key).end_on is None


def test_names_from_data_are_not_read_as_markup(at):
    create(at)
    book = casebook(at)
    evil = "![x](http://example.com/x.png) [a](http://example.com) :red[b] <img src=x onerror=alert(1)>"
    place = make_place(book, named=evil)
    with book.writing("test") as writer:
        writer.change(Facility(**{**vars(writer.one(Facility, place.base)), "name": evil}))
    key = stay(book, place)
    page = opened(key)
    shown = (*page.markdown, *page.header, *page.warning)
    assert evil not in "".join(one.value for one in shown)
    assert evil in text(page)


def test_an_open_card_keeps_what_is_typed_when_another_is_saved(book, place):
    first, second = stay(book, place, 0), stay(book, place, 1)
    page = opened(first)
    page = button(page, plain(say("rooms.open", "ja", person="P-1")))
    mine, hers = [one for one in page.text_area if one.label == say("field.handover", "ja")]
    page = mine.set_value("書きかけ").run()
    mine, hers = [one for one in page.text_area if one.label == say("field.handover", "ja")]
    hers.set_value("書けた")
    wanted = f"way_out.{second}.{second}.0.exit.save"
    page = next(one for one in page.button if one.key == wanted).click().run()
    assert not page.exception
    assert [(one.stay_id, one.handover) for one in book.all(ExitPlan)] == [(second, "書けた")]
    assert [one.value for one in page.text_area if one.label == say("field.handover", "ja")] == ["書きかけ", "書けた"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_shows_needs_medicine_and_ground_and_where_it_is_missing(book, place, language):
    key = stay(book, place, 0)
    assert say("rooms.ground_missing", language) in text(show("rooms", language))
    with book.writing("test") as writer:
        person = writer.one(Person, place.people[0])
        writer.change(replace(person, medical_care={"suction": True}, other_needs="夜間の見守り"))
        writer.add(ExitPlan(stay_id=key, medicine="21時に1錠"))
        writer.add(AdmissionGround(stay_id=key, ground="child_33", decided_by="児童相談所", decided_on=DAY))
    told = text(show("rooms", language))
    for shown in (
        say("medical.suction", language),
        "夜間の見守り",
        "21時に1錠",
        say("legal_ground.child_33", language),
    ):
        assert shown in told
    assert say("rooms.ground_missing", language) not in told
    assert say("rooms.year", language, year="2026", agreed=0, without=1, open=0) in as_read(
        "\n".join(one.value for one in show("rooms", language).caption)
    )


def test_a_stay_is_extended_and_moved_from_its_card(book, place):
    key = stay(book, place, 0)
    page = button(opened(key), say("rooms.extend_button", "ja"))
    assert [one.expected_until for one in book.all(ExitPlan)] == [DAY + timedelta(days=7)]
    page = field(page, "selectbox", "facility_id").set_value(place.outside).run()
    page = button(page, say("rooms.move_button", "ja"))
    assert say("exit.not_agreed", "ja", facility="けやき") in text(page)
    page = next(one for one in page.checkbox if one.label == say("rooms.agreed", "ja")).check().run()
    page = button(page, say("rooms.move_button", "ja"))
    assert say("rooms.moved_there", "ja", person="P-0", facility="けやき") in text(page)
    assert [one.facility_id for one in book.all(Stay) if one.end_on is None] == [place.outside]


def test_who_writes_another_ground_second_sees_the_first_and_chooses(book, place):
    key = stay(book, place)
    page = opened(key)
    with book.writing("another") as writer:
        writer.add(AdmissionGround(stay_id=key, ground="child_33", decided_by="児童相談所", decided_on=DAY))
    form = f"way_out.{key}.{key}.0.ground"
    page.selectbox(key=f"{form}.ground").set_value("abuse_9").run()
    page = page.button(key=f"{form}.go").click().run()
    assert say("conflict.title", "ja") in [one.value for one in page.warning]
    assert book.all(AdmissionGround)[0].ground == "child_33"
    for one in [one.key for one in page.radio if (one.key or "").startswith(f"{form}.conflict.")]:
        page.radio(key=one).set_value(True).run()
    page = page.button(key=f"{form}.go").click().run()
    assert not page.exception
    [ground] = book.all(AdmissionGround)
    assert (ground.ground, ground.decided_by) == ("abuse_9", book.actor.name)
