"""Offices with a new number, on the facilities page: moved, taken back, kept; in both languages."""

from typing import Any

import pytest

from casebook.engine import create
from casebook.records import Audit, Facility, FacilityCondition
from tests.ui.conftest import DAY, button, show
from ui.components.text import plain
from ui.settings import casebook
from words.say import LANGUAGES, say


@pytest.fixture
def book(at):
    create(at)
    book = casebook(at)
    place: dict[str, Any] = {
        "service_code": "24",
        "service_name": "短期入所",
        "city": "仙台市",
        "ward": "青葉区",
        "address": "本町3-7-1",
    }
    for number, day in (("0415100001", DAY), ("0415100009", None)):
        with book.writing("import wamnet") as writer:
            office = Facility(
                source="wamnet", name="もみじ", office_number=number, missing_since=day, edition=number, **place
            )
            key = writer.add(office)
            if day:
                writer.add(FacilityCondition(facility_id=key, offers_trial=True))
    return book


def conditions(book):
    return [one.facility_id for one in book.all(FacilityCondition)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_press_moves_what_was_entered_and_another_takes_it_back(book, language):
    page = show("facilities", language)
    page = button(page, say("succession.move", language))
    assert not page.exception
    assert conditions(book) == [2]
    assert plain(say("succession.moved", language, old="もみじ", new="もみじ")) in page.success[0].value
    page = button(page, plain(say("succession.undo", language, old="もみじ")))
    assert not page.exception
    assert conditions(book) == [1]
    assert len({entry.at for entry in book.all(Audit, what="succeed facility 1 by 2")}) == 1


def test_what_was_entered_may_stay_and_is_not_offered_again(book):
    page = button(show("facilities"), say("succession.keep", "ja"))
    assert conditions(book) == [1]
    assert book.one(Facility, 1).status == "closed"
    assert say("succession.keep", "ja") not in [one.label for one in page.button]
