"""Somebody without a file who is taken in: what is proposed for her new file, confirmed, and written with the call."""

from datetime import timedelta

import pytest

from casebook import vocabulary as v
from casebook.records import Person
from desk.city import tier_of
from desk.emergency.calls import end_call
from desk.emergency.unknown import FACTORS_OF_REASON, proposed_factors, proposed_review
from desk.errors import InvalidInputError
from desk.policy import load_policy
from tests.conftest import TODAY
from tests.desk.emergency.world import everything


def test_every_reason_of_a_call_says_which_risk_factors_it_speaks_for():
    assert FACTORS_OF_REASON.keys() == set(v.CONSULTATION_REASONS)
    assert {factor for factors in FACTORS_OF_REASON.values() for factor in factors} <= set(v.RISK_FACTORS)
    assert proposed_factors("caregiver_ill") == ("caregiver_ill", "recent_emergency")
    assert proposed_factors(None) == ("recent_emergency",)


def test_what_was_confirmed_is_in_the_new_file_and_what_was_taken_out_is_unknown(book, place):
    review = proposed_review(TODAY, None)
    call = place.call(None, at=place.base, risk_factors=("caregiver_ill",), review_on=review)
    person = book.one(Person, end_call(book, call, today=TODAY).person_id)
    assert (person.risk_factors, person.review_on) == ({"caregiver_ill": True}, TODAY + timedelta(days=30))
    before = tier_of(Person(code_name="x"), load_policy())[1]
    assert tier_of(person, load_policy())[1].points > before.points
    assert proposed_review(TODAY, TODAY + timedelta(days=3)) == TODAY + timedelta(days=10)


def test_the_file_of_somebody_known_is_left_as_it_is(book, place):
    call = place.call(place.people[0], at=place.base, risk_factors=("isolated",), review_on=TODAY)
    end_call(book, call, today=TODAY)
    person = book.one(Person, place.people[0])
    assert (person.risk_factors, person.review_on) == ({}, None)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"risk_factors": ("bad_luck",)}, ("risk_factors", "call.not_listed")),
        ({"review_on": TODAY - timedelta(days=1)}, ("review_on", "call.review_before_start")),
    ],
)
def test_what_cannot_be_kept_of_it_is_named_at_its_field(book, place, more, expected):
    before = everything(book)
    with pytest.raises(InvalidInputError) as refused:
        end_call(book, place.call(None, at=place.base, **more), today=TODAY)
    assert [(one.field, one.code) for one in refused.value.faults] == [expected]
    assert everything(book) == before
