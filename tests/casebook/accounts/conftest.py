"""Accounts on each database, with a clock that the test moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from casebook.accounts import Account, Accounts, RoleGrant
from casebook.engine import connect
from casebook.roles import Actor
from tests.conftest import NOW

PASSWORD = "つゆくさ dew on 17 leaves"  # noqa: S105 - of nobody
OPERATOR = Actor("操作員", "operator")


@dataclass
class Clock:
    now: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(url: str, clock: Clock) -> Iterator[Accounts]:
    found = Accounts(connect(url), clock)
    yield found
    found.close()


@pytest.fixture
def midori(accounts: Accounts) -> Account:
    """Return an account that is a coordinator's, with a password."""
    key = accounts.add(OPERATOR, "緑川 みどり", "midori", PASSWORD)
    accounts.grant(OPERATOR, RoleGrant(account_id=key, role="coordinator"))
    return next(one for one in accounts.all() if one.id == key)
