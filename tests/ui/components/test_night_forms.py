"""Calendars typed in."""

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
    from ui.settings import settings

    ctx = Context(open_book(url), "ja", date(2026, 11, 22), settings())
    beds_form(ctx, facility)
    nights_form(ctx, person)


def test_what_was_typed_into_calendars_outlives_what_others_write_and_overwrites_nothing(
    demo: Casebook, at: str
) -> None:
    facility, person = present(demo.all(Facility)[0].id), present(demo.all(Person)[0].id)
    first = demo.all(PersonNight, person_id=person)
    page = AppTest.from_function(both_calendars, args=(at, facility, person)).run()
    editors = [one.proto.id for one in page.dataframe]
    page.number_input[0].set_value(4)
    save_beds(demo, facility, {DAY: 3})
    page.run()
    assert [one.proto.id for one in page.dataframe] == editors
    assert page.number_input[0].value == 4
    save_nights(demo, person, 7, {DAY: False})
    page.run()
    assert page.number_input[0].value == 4
    button(page, say("common.save", "ja"))  # the beds: nothing was typed
    assert [one.beds for one in demo.all(FreeBed, facility_id=facility, night=DAY)] == [3]
    page.button[1].click().run()
    assert page.number_input[0].value == 4
    [choice] = page.radio
    assert choice.label == say("field.nights", "ja")
    choice.set_value(True).run()
    page.button[1].click().run()
    assert [one.nights for one in demo.all(PersonWish, person_id=person)] == [4]
    known = {one.night: one.suits for one in demo.all(PersonNight, person_id=person)}
    assert known == {**{one.night: one.suits for one in first}, DAY: False}
    assert [one.proto.id for one in page.dataframe] != editors
