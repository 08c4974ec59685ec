"""Calendars typed in."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from casebook.book import Casebook
from casebook.records import Facility, FreeBed, Person, PersonNight, PersonWish
from desk.proposals.calendars import save_beds, save_nights
from tests.optional import present
from tests.ui.conftest import DAY, button
from words.say import say


def both_calendars(url, facility, person):
    from datetime import date

    from ui.components.night_forms import beds_form, nights_form
    from ui.context import Context, open_book
    from ui.pressed import showing
    from ui.settings import settings

    ctx = Context(open_book(url), "ja", date(2026, 11, 22), settings())
    with showing():
        beds_form(ctx, facility)
        nights_form(ctx, person)


def length(page):
    return next(one for one in page.text_input if one.label == say("nights.length", "ja"))


def save(page, code="common.save"):
    """Return the last button with these words: that of the person's nights."""
    return [one for one in page.button if one.label == say(code, "ja")][-1]


def test_a_run_of_nights_is_filled_at_once_and_only_it(demo: Casebook, at: str) -> None:
    facility, person = present(demo.all(Facility)[0].id), present(demo.all(Person)[0].id)
    before = {one.night: one.suits for one in demo.all(PersonNight, person_id=person)}
    wished = demo.all(PersonWish, person_id=person)
    page = AppTest.from_function(both_calendars, args=(at, facility, person)).run()
    save(page, "nights.range_save").click().run()
    assert [one.value for one in page.error] == [say("nights.range_first", "ja", most=210)]
    for label, day in (("from", DAY), ("to", DAY + timedelta(days=2))):
        [_, field] = [one for one in page.text_input if one.label == say(f"nights.range_{label}", "ja")]
        field.set_value(f"{day:%Y/%m/%d}")
    page.run()
    [choice] = [one for one in page.radio if one.label == say("nights.range_value", "ja")]
    choice.set_value("closed").run()
    save(page, "nights.range_save").click().run()
    assert not page.exception
    filled = {DAY + timedelta(days=later): False for later in range(3)}
    assert {one.night: one.suits for one in demo.all(PersonNight, person_id=person)} == before | filled
    assert demo.all(PersonWish, person_id=person) == wished


def test_what_was_typed_into_calendars_outlives_what_others_write_and_overwrites_nothing(
    demo: Casebook, at: str
) -> None:
    facility, person = present(demo.all(Facility)[0].id), present(demo.all(Person)[0].id)
    first = demo.all(PersonNight, person_id=person)
    page = AppTest.from_function(both_calendars, args=(at, facility, person)).run()
    editors = [one.proto.id for one in page.dataframe]
    length(page).set_value("4")
    save_beds(demo, facility, {DAY: 3})
    page.run()
    assert [one.proto.id for one in page.dataframe] == editors
    assert length(page).value == "4"
    save_nights(demo, person, 7, {DAY: False})
    page.run()
    assert length(page).value == "4"
    button(page, say("common.save", "ja"))  # the beds: nothing was typed
    assert [one.beds for one in demo.all(FreeBed, facility_id=facility, night=DAY)] == [3]
    save(page).click().run()
    assert length(page).value == "4"
    [choice] = [one for one in page.radio if one.label == say("field.nights", "ja")]
    choice.set_value(True).run()
    save(page).click().run()
    assert [one.nights for one in demo.all(PersonWish, person_id=person)] == [4]
    known = {one.night: one.suits for one in demo.all(PersonNight, person_id=person)}
    assert known == {**{one.night: one.suits for one in first}, DAY: False}
    assert [one.proto.id for one in page.dataframe] != editors
