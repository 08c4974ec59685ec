"""What somebody's roles let her do at the moment; a casebook asks, and pages ask it."""

from collections.abc import Callable
from datetime import date, datetime

from casebook.errors import NotAllowedError
from casebook.mapping import table_of
from casebook.records import Record
from casebook.roles.actors import Actor, day_of
from casebook.roles.files import NOBODY
from casebook.roles.matrix import Action, may, right
from casebook.roles.seeing import counting, sees_everybody


class Playing:
    """Somebody at work, by a clock that gives the time now, with its zone."""

    actor: Actor
    _clock: Callable[[], datetime]

    def plays(self, role: str) -> bool:
        """Tell whether the actor has a role today."""
        return any(grant.role == role for grant in self.actor.on(self._today()))

    def may(self, action: Action, kind: type[Record]) -> bool:
        """Tell whether the actor may do something to records of a kind at all, to some of them."""
        grants = self.actor.on(self._today())
        return any(may(grant.role, action, table_of(kind)) != "nothing" for grant in grants)

    def sees(self, kind: type[Record]) -> bool:
        """Tell whether the actor may be shown records of a kind at all, some of them."""
        return any(right(grant.role, table_of(kind)).sees != "nothing" for grant in self.actor.on(self._today()))

    def for_figures(self) -> Actor:
        """Return as whom figures that name nobody and no place are read: the same whoever asks, without restricted files.

        Raises
        ------
        NotAllowedError
            If the actor may not be told figures of everybody.
        """
        counting(self.actor, self._today())
        return Actor(NOBODY, "coordinator")

    @property
    def sees_everybody(self) -> bool:
        """Whether the actor sees all people."""
        return sees_everybody(self.actor, self._today())

    def require_everybody(self) -> None:
        """Refuse who sees only some of the people.

        Raises
        ------
        NotAllowedError
            If the actor does not see everybody.
        """
        if not self.sees_everybody:
            raise NotAllowedError("casebook.not_everybody", name=self.actor.name)

    def _today(self) -> date:
        return day_of(self._clock())
