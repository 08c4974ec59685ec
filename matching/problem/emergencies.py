"""What was observed of earlier emergencies: how often they came, how long they lasted, how facilities answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Emergencies:
    """The emergencies of the years on record; empty where there are none.

    Attributes
    ----------
    admissions, person_years
        By tier: emergency stays, and the person-years in which they came.
    days
        How many days each emergency stay at the base lasted, its first and its last day included.
    answered
        Facility id -> how often it accepted, and how often it was asked.
    """

    admissions: Mapping[int, int] = field(default_factory=dict)
    person_years: Mapping[int, float] = field(default_factory=dict)
    days: tuple[int, ...] = ()
    answered: Mapping[int, tuple[int, int]] = field(default_factory=dict)
