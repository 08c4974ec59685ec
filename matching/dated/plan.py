"""What a dated plan is: who stays where and when, who does not and why, and how good it is."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from matching.dated.calendar import Horizon
from matching.dated.master import Cut
from matching.solving import GAINS, TIERS
from matching.trials import PLACES_TAKEN, TrialPlan

NO_DATES, NIGHTS_TAKEN, WEEKS_FULL, OUT_OF_TIME = "no_dates", "nights_taken", "weeks_full", "out_of_time"
OTHERS_FIT = "others_fit"


class Objective(NamedTuple):
    """What a plan is judged by: fixed pairs kept, by tier, then `gained` (`GAINS`) or `nights`, people placed by tier, and cost.

    The later of these count where the earlier are equal; all but `fixed` count fixed pairs too. `nights` are hundredths a
    year, of a plan that aims at averting them.
    """

    placed_by_tier: tuple[int, ...]
    cost: int
    fixed: tuple[int, ...] = (0,) * len(TIERS)
    gained: tuple[int, ...] = (0,) * len(GAINS)
    nights: int = 0


@dataclass(frozen=True)
class DatedStay:
    """One suggested stay: it uses the nights from `arrival` and ends on `departure`.

    Attributes
    ----------
    planned_facility_id
        Where the plan without dates had suggested to go; None when nowhere.
    to_confirm
        What the dates take for granted: `wishes`, `nights`, `beds`, `longest`, `weekday`, `holiday`.
    moved_because
        Why it is not the planned facility: one of `matching.dated.calendar.OBSTACLES`, `nights_taken`, or `others_fit`
        when they gave way so that others have dates; empty when it is, or when nowhere was planned.
    """

    person_id: int
    facility_id: int
    arrival: dt.date
    nights: int
    planned_facility_id: int | None
    to_confirm: tuple[str, ...]
    moved_because: str = ""

    @property
    def departure(self) -> dt.date:
        """The day after the last night."""
        return self.arrival + dt.timedelta(days=self.nights)


@dataclass(frozen=True)
class Undated:
    """Somebody without a dated stay, and why.

    Attributes
    ----------
    reason
        That of the plan (`no_consent`, `no_eligible_facility`); `no_dates`: no eligible facility has a date for them,
        even if it were empty; `places_taken`: those that have one have no place left; `nights_taken`: places are
        left, but not on nights that would do; `weeks_full`: nor in weeks that the desk can accompany; `out_of_time`: the search ended before that was known.
    obstacles
        For `no_dates`, what stands in the way at how many eligible facilities (`matching.dated.calendar.OBSTACLES`).
    lost_because
        Why not at the planned facility, as `DatedStay.moved_because`; empty when nowhere was planned.
    """

    person_id: int
    reason: str
    obstacles: Mapping[str, int]
    lost_because: str = ""

    @property
    def of_plan(self) -> bool:
        """Whether the plan without dates had already left them out for this reason."""
        return self.reason not in {NO_DATES, PLACES_TAKEN, NIGHTS_TAKEN, WEEKS_FULL, OUT_OF_TIME}


@dataclass(frozen=True, eq=False)
class DatedPlan:
    """A plan with dates, in the order of person ids.

    Attributes
    ----------
    plan
        The plan without dates that it was made from.
    objective
        What it achieves; `cost` is the cost of the pairs with spreading, as in the plan.
    bound
        What no dated plan can surpass, compared as an `Objective` is; equal to `objective` when proven.
    proven
        Whether it is proven that no dated plan is better.
    in_turn
        Whether it is proven that everybody has the best day in their turn; see `matching.dated.turns`.
    cuts
        What the calendars do not allow, as far as it mattered, by ids.
    rounds
        How often it was planned anew.
    by_week
        Whether what the desk can accompany in a week has mattered to who goes where.
    """

    plan: TrialPlan
    period: Horizon
    stays: tuple[DatedStay, ...]
    unplaced: tuple[Undated, ...]
    objective: Objective
    bound: Objective
    proven: bool
    in_turn: bool
    cuts: tuple[Cut, ...]
    rounds: int
    by_week: bool = False
