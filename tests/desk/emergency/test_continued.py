"""Of two stays of one person the second goes on from the first only where it begins on its last day, elsewhere."""

from datetime import timedelta

from casebook.records import Stay
from desk.emergency.continued import continued
from tests.conftest import TODAY

DAY = timedelta(days=1)


def stay(key, facility, first, last=None, person=1, kind="emergency"):
    known = {"person_id": person, "facility_id": facility, "kind": kind}
    return Stay(id=key, start_on=TODAY + first * DAY, end_on=None if last is None else TODAY + last * DAY, **known)


def test_a_chain_of_stays_goes_on_from_place_to_place():
    assert continued([stay(1, 1, 0, 3), stay(2, 2, 3, 3), stay(3, 3, 3)]) == {(1, 2), (1, 3), (2, 3)}
    assert continued([stay(1, 1, 0, 3), stay(2, 2, 3, 3), stay(3, 1, 3)]) == {(1, 2), (2, 3)}  # and back
    assert continued([stay(1, 1, 0, 3), stay(2, 2, 3, 3)]) == {(1, 2)}


def test_what_begins_later_in_the_same_place_for_another_or_as_a_trial_is_a_stay_of_its_own():
    first = stay(1, 1, 0, 3)
    for other in (stay(2, 2, 4), stay(2, 1, 3), stay(2, 2, 3, person=2), stay(2, 2, 3, kind="trial")):
        assert continued([first, other]) == set()
