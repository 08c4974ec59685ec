"""A date keeps its name whatever else changes, and what was written of it stays in the house."""

from dataclasses import replace
from datetime import date, timedelta

from icalendar import Calendar

from casebook.book import Casebook
from casebook.records import Contact, Facility, Person
from desk.city import read_city
from desk.today import dates_ahead, dates_ics, read_today
from tests.conftest import NOW, TODAY

WEEK = timedelta(days=7)


def told(book: Casebook) -> dict[str, tuple[date, str]]:
    city = read_city(book, TODAY)
    made = dates_ics(dates_ahead(book, city, read_today(book, city, None, TODAY)), "ja", NOW)
    events = Calendar.from_ical(made).walk("VEVENT")
    found = {str(one["uid"]): (one.decoded("dtstart"), str(one["summary"])) for one in events}
    assert len(found) == len(events)
    return found


def test_dates_are_known_by_their_records_and_tell_nothing_that_was_written(little: Casebook) -> None:
    with little.writing("before") as writer:
        person = writer.add(Person(code_name="A-9", real_name="佐藤", identified_on=TODAY, review_on=TODAY + WEEK))
        site = writer.add(
            Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ;END:VEVENT")
        )
        visit = Contact(contacted_on=TODAY - 4 * WEEK, kind="visit", purpose="exit")
        first = writer.add(replace(visit, person_id=person, next_step="佐藤さんに電話", next_on=TODAY - WEEK))
        writer.add(replace(visit, facility_id=site, next_step="てんかんの件", next_on=TODAY + WEEK))
    before = told(little)
    assert before[f"review-{person}@sonae"][0] == TODAY + WEEK
    assert before[f"next_step-{first}@sonae"][1].startswith("A-9")
    assert before[f"next_step-{first + 1}@sonae"][1].startswith("もみじ")
    assert not any(word in str(before) for word in ("佐藤", "てんかん"))
    with little.writing("moved") as writer:
        writer.change(replace(writer.one(Person, person), review_on=TODAY + 2 * WEEK))
        writer.add(replace(visit, person_id=person, next_step="?", next_on=TODAY - 2 * WEEK))
    after = told(little)
    assert after[f"review-{person}@sonae"][0] == TODAY + 2 * WEEK
    assert after.items() >= {uid: one for uid, one in before.items() if uid.startswith("next")}.items()
