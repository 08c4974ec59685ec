"""The delay grows with each failure, up to an end."""

from datetime import timedelta

from casebook.accounts.delays import OF_ACCOUNTS, OF_ADDRESSES
from tests.conftest import NOW


def waits(patience, count):
    until = patience.until(count, NOW)
    return timedelta() if until is None else until - NOW


def test_it_grows_and_never_shrinks_and_no_more_than_a_hundred_attempts_are_possible():
    found = [waits(OF_ACCOUNTS, count) for count in range(101)]
    assert found == sorted(found)
    assert found[4] == timedelta()
    assert found[5:8] == [timedelta(seconds=15), timedelta(seconds=30), timedelta(minutes=1)]
    assert found[99] == timedelta(hours=1)
    assert found[100] > timedelta(days=365)


def test_an_address_is_slowed_down_and_never_shut_out():
    assert waits(OF_ADDRESSES, 20) == timedelta()
    assert waits(OF_ADDRESSES, 21) == timedelta(seconds=2)
    assert waits(OF_ADDRESSES, 10**6) == timedelta(minutes=1)
