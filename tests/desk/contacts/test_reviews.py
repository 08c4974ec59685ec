"""A council sees who is due in its ward, by code only if wanted; what it decides is kept with its day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casebook.records import CaseReview, FollowUp, Person
from desk.city import read_city
from desk.contacts import followed, record_review, review_page, set_level, to_review
from desk.errors import InvalidInputError
from tests.conftest import TODAY

WEEK = timedelta(days=7)


def due(book, *areas):
    city = read_city(book, TODAY)
    return to_review(followed(book), city.everyone, city.places, TODAY, areas)


def test_who_is_due_in_a_ward_is_on_its_list(known):
    for key in known.people:
        set_level(known.book, FollowUp(person_id=key, follow_level="monthly", next_on=TODAY))
    assert {one.file.key for one in due(known.book)} == set(known.people)
    assert [one.file.key for one in due(known.book, "青葉区")] == [known.people[0]]
    assert due(known.book, "泉区") == []


def test_the_page_has_names_only_if_they_are_wanted(known):
    with known.book.writing("test") as writer:
        writer.change(replace(writer.one(Person, known.people[0]), real_name="<b>佐藤", review_on=TODAY))
    lines = due(known.book)
    by_code = review_page(lines, "ケース検討", "ja", TODAY).decode()
    named = review_page(lines, "ケース検討", "ja", TODAY, by_code=False).decode()
    assert "A-0" in by_code
    assert "佐藤" not in by_code
    assert "&lt;b&gt;佐藤" in named


def test_what_was_decided_is_kept_and_names_the_next_day(known):
    mine, _ = known.people
    review = CaseReview(
        person_id=mine, reviewed_on=TODAY, council="青葉区", decided="体験を勧める", next_on=TODAY + WEEK
    )
    with pytest.raises(InvalidInputError):
        record_review(known.book, replace(review, decided=" "), TODAY)
    key = record_review(known.book, review, TODAY)
    assert record_review(known.book, replace(review, decided="二度目"), TODAY) == key
    assert [one.decided for one in known.book.all(CaseReview)] == ["二度目"]
    assert known.book.one(Person, mine).review_on == TODAY + WEEK
    assert [(one.last_on, one.next_on) for one in followed(known.book) if one.key == mine] == [(TODAY, TODAY + WEEK)]
