"""An account, its roles, a session: what the rest of Sonae is told of who comes in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from casebook.roles import Actor, Grant

# The widest first.
WIDEST = (
    "coordinator",
    "core_centre",
    "consultation_office",
    "ward_office",
    "planner",
    "facility",
    "auditor",
    "administrator",
)


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who may come in; with ``issuer`` and ``subject`` by an identity of an OpenID provider."""

    id: int
    name: str
    login: str
    email: str | None = None
    issuer: str | None = None
    subject: str | None = None
    active: bool = True
    made_at: datetime


@dataclass(frozen=True, kw_only=True)
class RoleGrant(Grant):
    """A role that an account has."""

    id: int | None = None
    account_id: int


@dataclass(frozen=True, kw_only=True)
class Session:
    """One sign-in."""

    id: int
    account_id: int
    issued_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None = None
    ended_why: str | None = None
    way: str


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, in which session, and as whom she is at work; she may have to set up a second factor first."""

    account: Account
    session: Session
    actor: Actor
    grants: tuple[RoleGrant, ...]
    lacks_factor: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """All roles that she has today."""
        return frozenset(grant.role for grant in self.grants)


def actor_of(account: Account, holding: Sequence[RoleGrant]) -> Actor | None:
    """Return as whom an account is at work with the roles that it has today, the widest first; None if it has none."""
    grants = sorted(holding, key=lambda grant: (WIDEST.index(grant.role), grant.id or 0))
    given = tuple(Grant(one.role, one.scope, one.since, one.until, one.deputy_for) for one in grants)
    return Actor(account.name, grants=given) if given else None
