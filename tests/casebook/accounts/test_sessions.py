"""A session holds as long as it may, and not a look longer."""

from datetime import date, timedelta
from unittest.mock import Mock

import pyotp
import pytest

from casebook.accounts import Identity, NotSignedInError, RoleGrant, Span
from tests.casebook.accounts.conftest import OPERATOR, PASSWORD
from tests.conftest import TODAY

SPAN = Span()


def enter(accounts):
    return accounts.sign_in("midori", PASSWORD, "", "192.0.2.7")


def ended(accounts, token):
    with pytest.raises(NotSignedInError) as caught:
        accounts.signed_in(token, SPAN)
    return caught.value.code


def test_it_lasts_while_it_is_looked_at_and_ends_after_a_pause(accounts, midori, clock):
    token = enter(accounts)
    for _ in range(4):
        clock.go(minutes=14)
        accounts.signed_in(token, SPAN)
    clock.go(minutes=15)
    assert ended(accounts, token) == "account.ended_idle"
    assert ended(accounts, token) == "account.not_signed_in"
    assert [one.ended_why for one in accounts.sessions(midori.id)] == ["idle"]


def test_after_a_working_day_it_is_over_however_much_it_is_looked_at(accounts, midori, clock):
    token = enter(accounts)
    for _ in range(71):
        clock.go(minutes=10)
        accounts.signed_in(token, SPAN)
    clock.go(minutes=10)
    assert ended(accounts, token) == "account.ended_over"


def test_signing_out_ends_one_or_all(accounts, midori):
    first, second, third = (enter(accounts) for _ in range(3))
    accounts.sign_out(first)
    accounts.sign_out("no token at all")
    assert ended(accounts, first) == "account.not_signed_in"
    accounts.signed_in(second, SPAN)
    accounts.sign_out_everywhere(midori)
    assert [ended(accounts, one) for one in (second, third)] == ["account.not_signed_in"] * 2


def test_where_a_second_factor_is_a_duty_a_password_alone_opens_nothing_until_one_is_confirmed(accounts, midori):
    duty = Span(second_factor=True)
    token = enter(accounts)
    signed_in = accounts.signed_in(token, duty)
    assert signed_in.lacks_factor
    assert not accounts.signed_in(token, SPAN).lacks_factor
    secret = accounts.begin_second_factor(midori)
    with pytest.raises(NotSignedInError) as caught:  # begun is not confirmed
        accounts.require(token, duty, signed_in.actor)
    assert caught.value.code == "account.second_factor_first"
    accounts.confirm_second_factor(midori, pyotp.TOTP(secret).at(accounts._stamps()))
    accounts.require(token, duty, signed_in.actor)
    assert not accounts.signed_in(token, duty).lacks_factor


def test_of_who_comes_from_a_provider_the_provider_asks_for_it(accounts, midori):
    accounts.bind(OPERATOR, midori.id, "https://idp.example", "42")
    token = accounts.sign_in_by(Identity("https://idp.example", "42", "nonce"))
    assert not accounts.signed_in(token, Span(second_factor=True)).lacks_factor


@pytest.mark.parametrize("token", ["", "x" * 43, "'; DROP TABLE session; --"])
def test_what_was_never_issued_is_nobody(accounts, midori, token):
    enter(accounts)
    assert ended(accounts, token) == "account.not_signed_in"


def test_an_account_that_is_switched_off_is_out_at_once_and_on_again_must_sign_in(accounts, midori):
    token = enter(accounts)
    accounts.switch(OPERATOR, midori.id, on=False)
    assert ended(accounts, token) == "account.not_signed_in"
    accounts.switch(OPERATOR, midori.id, on=True)
    assert ended(accounts, token) == "account.not_signed_in"
    assert enter(accounts)


def test_a_role_that_ends_or_is_taken_away_ends_with_the_next_look(accounts, midori, clock):
    (only,) = accounts.grants(midori.id)
    until = RoleGrant(account_id=midori.id, role="ward_office", scope="青葉区", until=TODAY, deputy_for="港 みなと")
    accounts.grant(OPERATOR, until)
    token = enter(accounts)
    actor = accounts.signed_in(token, SPAN).actor
    assert [grant.role for grant in actor.grants] == ["coordinator", "ward_office"]
    accounts.require(token, SPAN, actor)
    accounts.revoke(OPERATOR, only.id)
    with pytest.raises(NotSignedInError, match="roles_changed"):
        accounts.require(token, SPAN, actor)
    (held,) = accounts.signed_in(token, SPAN).actor.grants
    assert (held.role, held.scope, held.until, held.deputy_for) == ("ward_office", "青葉区", TODAY, "港 みなと")
    clock.go(hours=10)
    again = enter(accounts)
    clock.go(hours=5)
    assert ended(accounts, again) in ("account.no_role", "account.ended_idle")
    assert ended(accounts, enter(accounts)) == "account.no_role"


def test_a_role_holds_from_its_first_day_to_its_last(accounts):
    grant = RoleGrant(account_id=1, role="planner", since=date(2026, 4, 1), until=date(2026, 4, 2))
    assert [grant.holds_on(date(2026, 4, 1) + timedelta(days=day)) for day in (-1, 0, 1, 2)] == [
        False,
        True,
        True,
        False,
    ]


def test_a_look_writes_once_a_minute_and_moves_no_revision(accounts, midori, clock, url, open_book, monkeypatch):
    book = open_book(url)
    revision, token = book.revision(), enter(accounts)
    see = Mock(side_effect=accounts._see)
    monkeypatch.setattr(accounts, "_see", see)
    for _ in range(7):
        clock.go(seconds=20)
        accounts.signed_in(token, SPAN)
    assert see.call_count == 2
    assert book.revision() == revision
