"""What every problem has, however it gives its distances, and where everybody stands in it."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from matching.policy import Policy

if TYPE_CHECKING:
    from matching.problem.model import Answer, Facility, PastUse, Person


class Facts:
    """What stands for all in a problem but its aim and its lot; what follows from that alone is remembered by it."""


class Parts(Protocol):
    """What every problem has, whichever way it gives its distances; see `Problem`."""

    @property
    def people(self) -> "tuple[Person, ...]":
        """Everybody."""

    @property
    def facilities(self) -> "tuple[Facility, ...]":
        """All facilities."""

    @property
    def past_use(self) -> "tuple[PastUse, ...]":
        """Past stays."""

    @property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """Ward -> adjoining wards."""

    @property
    def start(self) -> dt.date:
        """First day of the period."""

    @property
    def end(self) -> dt.date | None:
        """Last day of the period."""

    @property
    def policy(self) -> Policy:
        """The weights."""

    @property
    def answers(self) -> "tuple[Answer, ...]":
        """What facilities answered."""

    @property
    def person_rows(self) -> Mapping[int, int]:
        """Where each person stands."""

    @property
    def facility_rows(self) -> Mapping[int, int]:
        """Where each facility stands."""

    @property
    def facts(self) -> Facts:
        """What stands for all but the aim."""


class Rows:
    """Where everybody and everything stands in a problem, by id; worked out once and kept with it."""

    @cached_property
    def facts(self) -> Facts:
        """The same for problems that differ in their aim alone."""
        return Facts()

    @cached_property
    def person_rows(self: Parts) -> Mapping[int, int]:
        """Index into `people` by person id."""
        return {person.id: row for row, person in enumerate(self.people)}

    @cached_property
    def facility_rows(self: Parts) -> Mapping[int, int]:
        """Index into `facilities` by facility id."""
        return {facility.id: row for row, facility in enumerate(self.facilities)}
