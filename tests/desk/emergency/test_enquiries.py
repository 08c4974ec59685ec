"""When facilities were telephoned, and what they said."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.emergency.calls import EmergencyCall, end_call
from desk.emergency.enquiries import Enquired, enquiry_history, telephoned_at
from tests.conftest import NOW, TODAY
from words.zone import TOKYO

DAY = timedelta(days=1)


@given(
    st.integers(0, 10_000).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_a_time_on_the_clock_is_the_first_such_time_of_the_call(received_at, hour):
    found = telephoned_at(received_at, hour)
    assert found.astimezone(TOKYO).time() == hour
    assert timedelta() <= found - (received_at - timedelta(hours=1)) < DAY


def test_the_newest_answer_of_a_facility_comes_first(book, place):
    for hours, answer in ((2, "no_answer"), (0, "no_answer"), (9, "accepted")):
        one = Enquired(place.outside, NOW - timedelta(hours=hours), answer)
        end_call(book, EmergencyCall(NOW - DAY, "police", enquiries=(one, one)), today=TODAY)
    history = enquiry_history(book)
    assert list(history) == [place.outside]
    told = [(one.at, one.id) for one in history[place.outside]]
    assert told == sorted(told, reverse=True)
    assert [one.answer for one in history[place.outside]] == ["no_answer"] * 4 + ["accepted"] * 2
