"""The day fits a page that runs nothing, and its dates a calendar with code names only."""

from datetime import timedelta

from icalendar import Calendar

from casebook.records import Contact, FollowUp, Person
from desk.city import read_city
from desk.today import dates_ahead, dates_ics, read_today, since_last, today_page
from desk.today.paper import MOST
from tests.conftest import NOW, TODAY

WEEK = timedelta(days=7)


def test_the_page_and_the_calendar_tell_what_is_due(little):
    with little.writing("before") as writer:
        for number in range(MOST + 2):
            key = writer.add(Person(code_name=f"<b>A-{number}", real_name="佐藤", identified_on=TODAY))
            level = {"person_id": key, "follow_level": "monthly"}
            writer.add(FollowUp(**level, next_on=TODAY - WEEK if number else TODAY + WEEK))
        writer.add(
            Contact(
                person_id=1, contacted_on=TODAY, kind="visit", purpose="exit", next_step="電話", next_on=TODAY + WEEK
            )
        )
    city = read_city(little, TODAY)
    today = read_today(little, city, None, TODAY)
    for language, more in (("ja", "ほか1件"), ("en", "1 more")):
        page = today_page(today, since_last(little, NOW), city, language).decode()
        assert "&lt;b&gt;A-1" in page
        assert more in page
        assert "<b>" not in page
    ahead = dates_ahead(little, city, today)
    assert [one.day for one in ahead] == [*[TODAY - WEEK] * (MOST + 1), TODAY + WEEK, TODAY + WEEK]
    told = dates_ics(ahead, "ja", NOW)
    events = Calendar.from_ical(told).walk("VEVENT")
    assert len(events) == len(ahead) == len({event["uid"] for event in events})
    assert "佐藤" not in told.decode()
