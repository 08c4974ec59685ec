"""Accounts are made and changed by administrators; each keeps her own password and telephone."""

import pyotp
import pytest
import sqlalchemy as sa

from casebook import tables as t
from casebook.accounts import AccountError, NotSignedInError, RoleGrant, SignInRefusedError, Span
from casebook.errors import NotAllowedError, NotFoundError
from casebook.mapping import KINDS, table_of
from casebook.roles import Actor
from tests.casebook.accounts.conftest import OPERATOR, PASSWORD
from tests.conftest import TODAY

HERE = "192.0.2.7"


def code(call, *given, **named):
    with pytest.raises((AccountError, NotAllowedError, NotFoundError)) as caught:
        call(*given, **named)
    return caught.value.code


def test_nobody_but_administrators_changes_accounts(accounts, midori):
    for role in ("coordinator", "auditor", "planner", "none"):
        by = Actor("x", role)
        for call, *given in (
            (accounts.add, "y", "y"),
            (accounts.grant, RoleGrant(account_id=midori.id, role="administrator")),
            (accounts.revoke, 1),
            (accounts.reset, midori.id),
            (accounts.bind, midori.id, "i", "s"),
        ):
            assert code(call, by, *given) == "account.not_administrator"
        assert code(accounts.switch, by, midori.id, on=False) == "account.not_administrator"
    assert len(accounts.grants()) == 1


def test_names_are_taken_once_and_never_empty(accounts, midori):
    accounts.add(OPERATOR, "港 みなと", "minato", email="a@example.jp")
    accounts.add(OPERATOR, "森 もり", "mori")
    for tried in (
        ("緑川 みどり", "other"),
        ("other", "ＭＩＤＯＲＩ"),
        ("other", "other", None, "A@EXAMPLE.JP"),
    ):
        assert code(accounts.add, OPERATOR, *tried) == "account.taken"
    assert code(accounts.add, OPERATOR, " ", "x") == "account.name_missing"
    assert code(accounts.add, OPERATOR, "x", "y" * 201) == "account.name_long"
    assert code(accounts.add, OPERATOR, "x\u202e", "y") == "account.name_signs"
    assert code(accounts.add, OPERATOR, "x", "y", "short") == "account.password_short"
    assert accounts.find("minato") == accounts.find("港 みなと")
    assert accounts.find("nobody") is None


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"role": "king"}, "account.no_such_role"),
        ({"role": "ward_office"}, "account.scope_missing"),
        ({"role": "ward_office", "scope": " "}, "account.scope_missing"),
        ({"role": "coordinator", "scope": "青葉区"}, "account.scope_needless"),
        ({"role": "planner", "since": TODAY, "until": TODAY.replace(day=1)}, "account.ends_before"),
    ],
)
def test_a_role_must_make_sense(accounts, midori, given, why):
    assert code(accounts.grant, OPERATOR, RoleGrant(account_id=midori.id, **given)) == why


def test_what_is_not_there_is_said(accounts):
    assert code(accounts.revoke, OPERATOR, 7) == "casebook.not_found"
    assert code(accounts.switch, OPERATOR, 7, on=True) == "casebook.not_found"
    assert code(accounts.grant, OPERATOR, RoleGrant(account_id=7, role="planner")) == "casebook.not_found"


def test_an_administrator_does_not_shut_herself_out(accounts, midori):
    key = accounts.grant(OPERATOR, RoleGrant(account_id=midori.id, role="administrator"))
    herself = Actor("緑川 みどり", "administrator")
    assert code(accounts.switch, herself, midori.id, on=False) == "account.not_oneself"
    assert code(accounts.revoke, herself, key) == "account.not_oneself"
    accounts.revoke(herself, accounts.grants(midori.id)[0].id)


def test_another_password_ends_the_other_sessions(accounts, midori):
    mine, other = (accounts.sign_in("midori", PASSWORD, "", HERE) for _ in range(2))
    assert code(accounts.change_password, midori, "wrong", "a wholly new pass phrase", mine) == "account.password_wrong"
    assert code(accounts.change_password, midori, PASSWORD, "short", mine) == "account.password_short"
    accounts.change_password(midori, PASSWORD, "a wholly new pass phrase", mine)
    accounts.signed_in(mine, Span())
    with pytest.raises(NotSignedInError):
        accounts.signed_in(other, Span())
    with pytest.raises(SignInRefusedError):
        accounts.sign_in("midori", PASSWORD, "", HERE)


def test_a_second_factor_holds_once_it_is_confirmed_and_until_it_is_reset(accounts, midori, clock):
    assert code(accounts.confirm_second_factor, midori, "000000") == "account.code_wrong"
    secret = accounts.begin_second_factor(midori)
    with accounts._engine.connect() as connection:
        kept = connection.execute(sa.select(t.second_factor.c.secret)).scalar_one()
    assert kept.startswith("v1:")
    assert not accounts.means(midori.id).second_factor
    assert accounts.sign_in("midori", PASSWORD, "", HERE)
    assert code(accounts.confirm_second_factor, midori, "000000") == "account.code_wrong"
    accounts.confirm_second_factor(midori, pyotp.TOTP(secret).at(clock()))
    assert (accounts.means(midori.id).second_factor, accounts.means(midori.id).recovery_codes) == (True, 10)
    assert code(accounts.begin_second_factor, midori) == "account.second_factor_there"
    with pytest.raises(SignInRefusedError):
        accounts.sign_in("midori", PASSWORD, "", HERE)
    accounts.reset(OPERATOR, midori.id)
    assert accounts.sign_in("midori", PASSWORD, "", HERE)


def test_an_identity_is_bound_to_one_account(accounts, midori):
    accounts.bind(OPERATOR, midori.id, "https://id.example.jp", "42")
    other = accounts.add(OPERATOR, "港 みなと", "minato")
    assert code(accounts.bind, OPERATOR, other, "https://id.example.jp", "42") == "account.taken"


def test_no_casebook_hands_out_what_belongs_to_signing_in(accounts, midori):
    names = {table_of(kind).name for kind in KINDS}
    assert not names & {"account", "role_grant", "credential", "second_factor", "recovery_code", "session"}


def test_every_change_is_noted_with_who_did_it(accounts, midori):
    accounts.switch(OPERATOR, midori.id, on=False)
    with accounts._engine.connect() as connection:
        rows = connection.execute(sa.select(t.access_log).where(t.access_log.c.kind == "account")).mappings().all()
    assert [(row["who"], row["role"], row["entity_id"], row["detail"]["change"]) for row in rows] == [
        ("操作員", "operator", midori.id, change) for change in ("added", "granted", "switched_off")
    ]


def test_the_mark_of_a_demonstration_is_set_once(accounts):
    assert not accounts.is_demonstration()
    accounts.mark_demonstration()
    accounts.mark_demonstration()
    assert accounts.is_demonstration()
