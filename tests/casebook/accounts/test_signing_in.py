"""Who comes in, and who does not: whatever is wrong, the answer is the same."""

from contextlib import suppress
from threading import Barrier, Thread
from unittest.mock import Mock

import pyotp
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from casebook import tables as t
from casebook.accounts import Identity, SignInRefusedError, Span, passwords, signing_in
from tests.casebook.accounts.conftest import OPERATOR, PASSWORD

HERE = "192.0.2.7"
SPAN = Span()


def noted(accounts):
    with accounts._engine.connect() as connection:
        rows = connection.execute(sa.select(t.access_log).order_by(t.access_log.c.id)).mappings().all()
    return [(row["kind"], row["who"], row["entity_id"]) for row in rows if row["kind"] != "account"]


def refused(call, *given):
    with pytest.raises(SignInRefusedError) as caught:
        call(*given)
    return f"{caught.value.code} {caught.value.params}"


def with_factor(accounts, account, clock):
    secret = accounts.begin_second_factor(account)
    codes = accounts.confirm_second_factor(account, pyotp.TOTP(secret).at(clock()))
    clock.go(seconds=30)
    return pyotp.TOTP(secret), codes


def test_who_knows_the_password_comes_in_however_the_name_is_typed(accounts, midori):
    token = accounts.sign_in(" ＭＩＤＯＲＩ ", PASSWORD, "", HERE)
    found = accounts.signed_in(token, SPAN)
    assert (found.account, found.actor.name, found.actor.role) == (midori, "緑川 みどり", "coordinator")
    assert len(token) == 43
    assert noted(accounts) == [("sign_in", "緑川 みどり", midori.id)]


def test_whatever_is_wrong_the_answer_is_the_same_and_a_password_is_always_judged(accounts, midori, clock, monkeypatch):
    totp, _ = with_factor(accounts, midori, clock)
    off = accounts.add(OPERATOR, "休職中", "kyushoku", PASSWORD)
    accounts.switch(OPERATOR, off, on=False)
    judge = Mock(side_effect=passwords.fits)
    monkeypatch.setattr(passwords, "fits", judge)
    answers = {
        refused(accounts.sign_in, *tried, HERE)
        for tried in (
            ("nobody", PASSWORD, ""),
            ("midori", "x" * 20, totp.at(clock())),
            ("midori", PASSWORD, "000000"),
            ("midori", PASSWORD, ""),
            ("kyushoku", PASSWORD, ""),
        )
    }
    assert len(answers) == 1
    assert judge.call_count == 5
    assert [kind for kind, *_ in noted(accounts)] == ["sign_in_refused"] * 5
    assert noted(accounts)[0] == ("sign_in_refused", "", None)


def test_a_code_and_a_recovery_code_are_taken_once(accounts, midori, clock):
    totp, recovery = with_factor(accounts, midori, clock)
    code = totp.at(clock())
    assert accounts.sign_in("midori", PASSWORD, code, HERE)
    assert refused(accounts.sign_in, "midori", PASSWORD, code, HERE)
    assert accounts.sign_in("midori", PASSWORD, recovery[3].lower(), HERE)
    assert refused(accounts.sign_in, "midori", PASSWORD, recovery[3], HERE)
    assert accounts.means(midori.id).recovery_codes == 9


def test_after_failures_the_right_password_waits_too_and_longer_each_time(accounts, midori, clock):
    def wrong():
        return refused(accounts.sign_in, "midori", "x" * 20, "", HERE)

    answers = {wrong() for _ in range(5)}
    answers.add(refused(accounts.sign_in, "midori", PASSWORD, "", HERE))
    assert len(answers) == 1
    assert [kind for kind, *_ in noted(accounts)].count("locked_out") == 1
    clock.go(seconds=16)
    wrong()
    clock.go(seconds=16)
    refused(accounts.sign_in, "midori", PASSWORD, "", HERE)
    clock.go(seconds=15)
    assert accounts.sign_in("midori", PASSWORD, "", HERE)
    for _ in range(4):
        wrong()
    assert accounts.sign_in("midori", PASSWORD, "", HERE)


def test_a_name_that_nobody_has_waits_as_any_other(accounts, midori):
    for name in ("midori", "nobody"):
        for _ in range(6):
            refused(accounts.sign_in, name, "x" * 20, "", f"address of {name}")
    with accounts._engine.connect() as connection:
        counts = connection.execute(sa.select(t.failed_attempts.c.count)).scalars().all()
    assert sorted(counts) == [5, 5, 5, 5]
    assert [kind for kind, *_ in noted(accounts)].count("locked_out") == 2


def test_after_a_hundred_failures_only_an_administrator_helps(accounts, midori, clock):
    refused(accounts.sign_in, "midori", "x" * 20, "", HERE)
    with accounts._engine.begin() as connection:
        connection.execute(sa.update(t.failed_attempts).values(count=99))
    clock.go(hours=1)
    refused(accounts.sign_in, "midori", "x" * 20, "", HERE)
    clock.go(days=29)
    refused(accounts.sign_in, "midori", PASSWORD, "", HERE)
    accounts.reset(OPERATOR, midori.id)
    assert accounts.sign_in("midori", PASSWORD, "", HERE)


def test_an_address_that_guesses_at_many_names_is_slowed_down(accounts, midori, clock):
    for number in range(21):
        refused(accounts.sign_in, f"guess{number}", "x" * 20, "", HERE)
    refused(accounts.sign_in, "midori", PASSWORD, "", HERE)
    assert accounts.sign_in("midori", PASSWORD, "", "192.0.2.8")
    clock.go(seconds=2)
    assert accounts.sign_in("midori", PASSWORD, "", HERE)


def test_what_is_kept_of_guesses_is_bounded(accounts, monkeypatch, clock):
    monkeypatch.setattr(signing_in, "MOST_KEPT", 4)
    for number in range(9):
        clock.go(seconds=3)
        refused(accounts.sign_in, f"guess{number}", "x" * 20, "", HERE)
    with accounts._engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(t.failed_attempts)).scalar_one() == 4


def test_many_attempts_at_once_all_count(accounts, midori):
    ready, tokens = Barrier(8), []

    def guess(number):
        ready.wait()
        with suppress(SignInRefusedError):
            tokens.append(accounts.sign_in("midori", f"wrong guess {number:04}", "", HERE))

    threads = [Thread(target=guess, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with accounts._engine.connect() as connection:
        counted = connection.execute(sa.select(t.failed_attempts.c.count)).scalars().all()
    assert tokens == []
    assert min(counted) >= 5
    assert refused(accounts.sign_in, "midori", PASSWORD, "", HERE)


def test_a_password_kept_with_other_parameters_is_kept_anew(accounts, midori, monkeypatch):
    before = accounts._kept("midori").password_hash
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    assert accounts.sign_in("midori", PASSWORD, "", HERE)
    after = accounts._kept("midori").password_hash
    assert before != after
    assert "t=2" in after
    assert accounts.sign_in("midori", PASSWORD, "", HERE)


def test_an_identity_comes_in_once_and_only_to_the_account_that_waits_for_it(accounts):
    key = accounts.add(OPERATOR, "港 みなと", "minato", email="Minato@city.example.jp")
    who = Identity("https://id.example.jp", "42", "nonce 1", "minato@city.example.jp")
    for stranger in (
        Identity("https://id.example.jp", "43", "nonce 0", None),
        Identity("https://id.example.jp", "43", "nonce 0", "other@city.example.jp"),
    ):
        assert refused(accounts.sign_in_by, stranger) == "account.not_known {}"
    assert accounts.sign_in_by(who)
    assert refused(accounts.sign_in_by, who) == "account.not_known {}"
    other = Identity("https://id.example.jp", "44", "nonce 2", "minato@city.example.jp")
    assert refused(accounts.sign_in_by, other)
    assert accounts.sign_in_by(Identity("https://id.example.jp", "42", "nonce 3"))
    accounts.switch(OPERATOR, key, on=False)
    assert refused(accounts.sign_in_by, Identity("https://id.example.jp", "42", "nonce 4"))
    kinds = [kind for kind, *_ in noted(accounts)]
    assert (kinds.count("sign_in"), kinds.count("sign_in_refused")) == (2, 5)


def test_neither_password_nor_code_nor_token_nor_what_was_typed_is_in_any_note(accounts, midori, clock):
    totp, recovery = with_factor(accounts, midori, clock)
    token = accounts.sign_in("midori", PASSWORD, recovery[0], HERE)
    refused(accounts.sign_in, "typed-by-somebody", "typed password", "", HERE)
    with accounts._engine.connect() as connection:
        rows = connection.execute(sa.select(t.access_log)).mappings().all()
        sessions = connection.execute(sa.select(t.session)).mappings().all()
    written = repr([dict(row) for row in (*rows, *sessions)])
    for secret in (PASSWORD, token, recovery[0], totp.secret, "typed", HERE, "$argon2"):
        assert secret not in written
