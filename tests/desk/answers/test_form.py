"""What the page asks and shows, and which answers it takes: closed lists and bounds, or nothing of the form."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.records import Consent, Person
from desk.answers.form import MOST_TEXT, Asked, asked, read_form
from desk.answers.questions import CONDITIONS
from desk.errors import InvalidInputError
from tests.conftest import TODAY
from tests.desk.proposals.world import QUARTER

MONTHS = tuple(date(2026 + (month > 12), (month - 1) % 12 + 1, 1) for month in (11, 12, 13, 14))
PAGE = Asked("けやき", TODAY, (TODAY,), MONTHS, CONDITIONS, ((7, QUARTER),))


def page(world):
    return asked(world.book, world.facilities[0], TODAY)


def test_of_people_it_knows_the_numbers_of_what_was_asked_and_may_be_shared(asked_world):
    assert page(asked_world).proposals == ((asked_world.proposals[0], QUARTER),)
    everything = repr(page(asked_world))
    for person in asked_world.book.all(Person):
        assert person.code_name not in everything


def test_after_a_withdrawal_or_when_a_file_is_closed_nothing_is_left_of_it(asked_world):
    book = asked_world.book
    person = book.one(Person, asked_world.people[0])
    with book.writing("close") as writer:
        writer.change(replace(person, status="closed"))
    assert page(asked_world).proposals == ()
    with book.writing("open") as writer:
        writer.change(person)
        (consent,) = writer.all(Consent, person_id=person.id)
        writer.change(replace(consent, withdrawn_on=TODAY))
    assert page(asked_world).proposals == ()


def test_only_what_is_not_known_is_asked_but_for_what_changes_every_month(asked_world):
    columns = [one.column for one in page(asked_world).questions]
    assert columns[:2] == ["offers_trial", "trial_places"]
    assert "wheelchair" not in columns
    assert "accepts_physical" not in columns
    assert {"accepts_mental", "severe_behaviour", "emergency_policy", "adult_level_", "age_min"} <= set(columns)


def test_beds_are_asked_from_today_on_by_the_month_that_was_chosen(asked_world):
    assert page(asked_world).nights[0] == TODAY
    assert page(asked_world).months == MONTHS
    book, site = asked_world.book, asked_world.facilities[0]
    assert asked(book, site, TODAY, "2027-02").nights[::27] == (date(2027, 2, 1), date(2027, 2, 28))
    for other in ("2027-03", "2026-10", "9999-99", "x", "2027-02-01"):
        assert asked(book, site, TODAY, other).nights[0] == TODAY


def test_a_form_is_read_field_by_field_and_what_is_empty_says_nothing():
    fields = {
        "vacancy": ["few"],
        "beds.2026-12-01": ["２"],
        "beds.2027-02-28": ["0"],
        "offers_trial": ["no"],
        "trial_places": [" 3 "],
        "accepts_mental": ["yes"],
        "adult_level_": ["2", "3"],
        "sexes": [""],
        "age_max": ["65"],
        "emergency_policy": ["past_use"],
        "proposal-7": ["declined"],
        "reason-7": ["facility_full"],
        "remark": ["１日は満員です"],
        "nobody.asked": ["x"],
    }
    levels = {f"adult_level_{level}": level in (2, 3) for level in range(1, 7)}
    assert read_form(PAGE, fields) == [
        ("vacancy", {"vacancy": "few"}),
        ("beds", {"2026-12-01": 2, "2027-02-28": 0}),
        (
            "conditions",
            {"offers_trial": False, "trial_places": 3, "accepts_mental": True, **levels, "age_max": 65}
            | {"emergency_policy": "past_use"},
        ),
        ("proposal", {"proposal": 7, "said": "declined", "reason": "facility_full"}),
        ("remark", {"text": "1日は満員です"}),
    ]
    assert read_form(PAGE, {}) == read_form(PAGE, {"remark": ["  "], "proposal-7": [""]}) == []
    assert read_form(PAGE, {"proposal-7": ["declined"]})[0][1]["reason"] == "facility_other"
    assert read_form(PAGE, {"proposal-7": ["later"]})[0][1] == {"proposal": 7, "said": "later"}


def test_an_answer_about_what_was_not_asked_is_none(asked_world):
    of_others = {f"proposal-{number}": ["accepted"] for number in asked_world.proposals[1:]}
    assert read_form(page(asked_world), of_others) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vacancy", "maybe"),
        ("beds.2026-12-01", "-1"),
        ("beds.2026-12-01", "1000"),
        ("beds.2026-12-01", "一"),
        ("beds.2026-12-32", "1"),
        ("beds.2026-11-21", "1"),
        ("beds.2027-03-01", "1"),
        ("beds.x", "1"),
        ("trial_places", "1e3"),
        ("trial_places", "9" * 5000),
        ("age_min", "151"),
        ("adult_level_", "7"),
        ("wheelchair", "true"),
        ("sexes", "both"),
        ("proposal-7", "booked"),
        ("reason-7", "facility_safety"),
        ("remark", "=cmd|' /C calc'!A1"),
        ("remark", "あ\u202eい"),
        ("remark", "\x1b[31m"),
        ("remark", "x" * (MOST_TEXT + 1)),
    ],
)
def test_what_is_on_no_list_or_out_of_bounds_is_refused_with_the_whole_form(name, value):
    fields = {"vacancy": ["free"], "proposal-7": ["declined"], name: [value]}
    with pytest.raises(InvalidInputError):
        read_form(PAGE, fields)


NAMES = st.sampled_from(["vacancy", "beds.2026-12-01", "beds.", "trial_places", "adult_level_", "proposal-7", "remark"])


@given(st.dictionaries(NAMES | st.text(max_size=9), st.lists(st.text(max_size=9), max_size=3), max_size=8))
def test_whatever_is_sent_is_read_or_refused(fields):
    try:
        found = read_form(PAGE, fields)
    except InvalidInputError:
        return
    assert {what for what, _ in found} <= {"vacancy", "beds", "conditions", "proposal", "remark"}
    assert all(payload for _, payload in found)
