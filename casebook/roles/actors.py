"""Somebody at work, and in which roles."""

from dataclasses import dataclass, field
from datetime import date, datetime

from words.zone import TOKYO


def day_of(now: datetime) -> date:
    """Return the day in Tokyo, on which grants and consents hold."""
    return now.astimezone(TOKYO).date()


@dataclass(frozen=True)
class Grant:
    """A role that was given to somebody.

    Attributes
    ----------
    scope
        The agency of an office or core centre, the ward of a ward office, the id of a facility as text.
    since, until
        First and last day on which it holds; None: from ever, until it is taken away.
    deputy_for
        Whose place somebody takes for these days; what she sees and writes is that one's, the name in the audit her own.
    """

    role: str
    scope: str | None = None
    since: date | None = None
    until: date | None = None
    deputy_for: str | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, init=False)
class Actor:
    """Somebody at work, in one role or several: she sees and writes what any of them may.

    Parameters
    ----------
    role, scope
        Of a single grant without end.
    grants
        Or all of them.

    Raises
    ------
    ValueError
        Neither is given: whoever is at work has a role, be it one that ended.
    """

    name: str
    grants: tuple[Grant, ...]

    def __init__(
        self, name: str, role: str | None = None, scope: str | None = None, *, grants: tuple[Grant, ...] = ()
    ) -> None:
        if role is not None:
            grants = (Grant(role, scope), *grants)
        if not grants:
            msg = "an actor needs a role"
            raise ValueError(msg)
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "grants", grants)

    @property
    def role(self) -> str:
        """The role that comes first."""
        return self.grants[0].role

    def on(self, day: date) -> tuple[Grant, ...]:
        """Return the grants that hold on a day."""
        return tuple(grant for grant in self.grants if grant.holds_on(day))


@dataclass(frozen=True)
class Sight:
    """All that decides what somebody sees of a casebook at one revision: whoever has the same sees the same.

    Attributes
    ----------
    grants
        Roles and scopes that hold on the day.
    hidden, opened
        Whose files are restricted to others, and whose are open behind broken glass, by id.
    glasses
        The glass that somebody broke herself, by id, as far as she sees no other.
    resources
        Those that name her, or that she wrote, by id, as far as she sees no other.
    until
        As long it stays what it is, if nobody writes; None: not known.
    everything
        Whether every record is seen but what is hidden, and nothing hangs on the day.
    """

    day: date
    grants: frozenset[tuple[str, str | None]]
    hidden: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    glasses: frozenset[int] = frozenset()
    resources: frozenset[int] = frozenset()
    everything: bool = False
    until: datetime | None = field(default=None, compare=False)
