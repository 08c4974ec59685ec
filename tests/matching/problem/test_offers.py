"""What a facility offers: an answer is yes, no or unknown."""

import pytest

from matching.policy import load_policy
from matching.problem.model import EMERGENCY_POLICIES, MEDICAL_CARE, Facility
from matching.problem.offers import has_experts, known_places, offers_trial, stays_possible, takes_emergencies


def site(service: str = "24", **more) -> Facility:
    return Facility(id=1, service_code=service, **more)


def test_whoever_takes_people_under_some_condition_takes_emergencies() -> None:
    answers = [takes_emergencies(site(emergency_policy=one)) for one in (None, *EMERGENCY_POLICIES)]
    assert answers == [None, False, True, True, True]


def test_places_count_where_trials_are_not_refused() -> None:
    assert known_places(site()) is None
    assert known_places(site(places=3)) == 3
    assert known_places(site(offers_trial=True)) is None
    assert known_places(site(offers_trial=False, places=3)) == 0


def test_a_trial_is_offered_in_words_or_by_its_places() -> None:
    assert offers_trial(site()) is None
    assert offers_trial(site(places=0)) is False
    assert offers_trial(site(offers_trial=False, places=3)) is False
    assert offers_trial(site(places=3)) is True
    assert offers_trial(site(offers_trial=True)) is True


def test_experts_are_known_to_be_missing_only_when_everything_was_refused() -> None:
    everything = dict.fromkeys(MEDICAL_CARE, False)
    assert has_experts(site()) is None
    assert has_experts(site(severe_behaviour=True)) is True
    assert has_experts(site(medical_care={"oxygen": True}, severe_behaviour=False)) is True
    assert has_experts(site(medical_care={"oxygen": False}, severe_behaviour=False)) is None
    assert has_experts(site(medical_care=everything)) is None
    assert has_experts(site(medical_care=everything, severe_behaviour=False)) is False


@pytest.mark.parametrize(
    ("facility", "expected"),
    [
        (site("24"), True),
        (site("24", offers_trial=False, emergency_policy="none"), True),
        (site("53"), False),
        (site("53", offers_trial=False, emergency_policy="none"), False),
        (site("53", offers_trial=True), True),
        (site("53", emergency_policy="past_use"), True),
    ],
)
def test_people_can_stay_where_the_service_is_overnight_or_the_facility_says_so(facility, expected) -> None:
    assert stays_possible(facility, load_policy()) is expected
