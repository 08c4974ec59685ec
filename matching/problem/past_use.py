"""Which past stays count for a period, and what a facility has learnt from them."""

import datetime as dt
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from dateutil.relativedelta import relativedelta
from scipy.sparse import csr_array

from matching.arrays import Flags, Indices, Ints
from matching.problem.columns import UNKNOWN, PersonColumns
from matching.problem.model import PastUse
from matching.problem.once import once_a_problem
from matching.problem.parts import Parts

DAYS_A_MONTH = 365.25 / 12


@lru_cache(maxsize=1024)
def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month some months earlier, or the last day of that month if it is shorter."""
    try:
        earlier: dt.date = day - relativedelta(months=months)
    except (ValueError, OverflowError):  # before the year 1
        return dt.date.min
    return earlier


def counted_stays(problem: Parts) -> list[PastUse]:
    """Return the stays that began before the period and are not too old for the policy, latest first; who is there still was there yesterday."""
    oldest = months_before(problem.start, problem.policy.scope.past_use_months)
    first = problem.start
    stays = [stay for stay in problem.past_use if stay.start < first and stay.last_day(first) >= oldest]
    return sorted(stays, key=lambda stay: (stay.last_day(first), stay.start), reverse=True)


def is_recent(problem: Parts, stay: PastUse) -> bool:
    """Tell whether a stay is recent enough to count in full."""
    recent = months_before(problem.start, problem.policy.scope.past_use_recent_months)
    return stay.last_day(problem.start) >= recent


@dataclass(frozen=True, eq=False)
class History:
    """What past stays mean for pairs of a problem.

    Attributes
    ----------
    key
        Sorted `person index * facilities + facility index` of the pairs with a counted stay, one each.
    change
        For each key, the points that this person's own stays take off (negative) or add.
    usable
        For each key, whether any of these stays was not broken off.
    facilities
        Number of facilities, the factor in the keys.
    """

    key: Ints
    change: Ints
    usable: Flags
    facilities: int

    def find(self, person: Indices, facility: Indices) -> tuple[Indices, Flags]:
        """Return where in `key` each pair stands, and whether it does (positions are 0 where it does not)."""
        wanted = person.astype(np.int64) * self.facilities + facility
        position = np.searchsorted(self.key, wanted)
        position[position == len(self.key)] = 0
        is_key = self.key[position] == wanted if len(self.key) else np.zeros(len(wanted), dtype=np.bool_)
        return position, is_key


@once_a_problem
def build_history(problem: Parts) -> History:
    """Add up the counted stays of every pair of the problem."""
    row, column = problem.person_rows, problem.facility_rows
    changes: dict[int, int] = {}
    usable: dict[int, bool] = {}
    # As `stay_points`, which depends on no more of a stay than these.
    points: dict[tuple[dt.date, str | None], int] = {}
    for stay in counted_stays(problem):
        if stay.person_id not in row or stay.facility_id not in column:
            continue
        key = row[stay.person_id] * len(column) + column[stay.facility_id]
        if (at := (stay.last_day(problem.start), stay.outcome)) not in points:
            points[at] = stay_points(problem, stay)
        changes[key] = changes.get(key, 0) + points[at]
        usable[key] = usable.get(key, False) or stay.outcome != "broken_off"
    keys = sorted(changes)
    return History(
        key=np.array(keys, dtype=np.int64),
        change=np.array([changes[key] for key in keys], dtype=np.int64),
        usable=np.array([usable[key] for key in keys], dtype=np.bool_),
        facilities=len(column),
    )


def stay_points(problem: Parts, stay: PastUse) -> int:
    """Return what one stay adds to (or, negative, takes off) the neutral value; an older one counts in part."""
    weights = problem.policy.weights
    points = {
        "went_well": -weights.past_person_went_well,
        "mixed": weights.past_person_mixed,
        "broken_off": weights.past_person_broken_off,
        None: -weights.past_person_unrecorded,
    }[stay.outcome]
    # Rounded on the size, so that what went well and what went badly fade alike.
    size = (abs(points) * stay_percent(problem, stay) + 50) // 100
    return size if points > 0 else -size


def stay_percent(problem: Parts, stay: PastUse) -> int:
    """Return how much of a full stay an older one counts, in percent."""
    half_life = problem.policy.scope.past_use_half_life_months
    if half_life:
        months = max(0, (problem.start - stay.last_day(problem.start)).days) / DAYS_A_MONTH
        return round(100 * math.exp2(-months / half_life))
    return 100 if is_recent(problem, stay) else problem.policy.weights.past_person_older_percent


@dataclass(frozen=True, eq=False)
class Similar:
    """For every pair, the other people like this one whom the facility has had without a break-off.

    Two people are alike when they share a disability kind and have the same support level on the same scale;
    whoever's kinds or level are unknown is like nobody. People fall into few profiles, so the counts are a product
    of two small integer matrices: guests by (facility, profile) and likeness by (profile, profile).

    Attributes
    ----------
    history
        The past stays that count.
    profile
        Number of each person's profile.
    like_itself
        For each profile, whether two people who have it are alike.
    row
        For each facility, its row of `likes`; facilities that nobody has used share the last.
    likes
        Guests like each profile, by row and profile.
    """

    history: History
    profile: Indices
    like_itself: Flags
    row: Indices
    likes: npt.NDArray[np.int32]

    def count(self, person: Indices, facility: Indices) -> Ints:
        """Return the number for each pair; the person is not counted."""
        profile = self.profile[person]
        position, counted = self.history.find(person, facility)
        counted &= self.like_itself[profile]
        counted[counted] = self.history.usable[position[counted]]
        return self.likes[self.row[facility], profile].astype(np.int64) - counted


def build_similar(people: PersonColumns, history: History) -> Similar:
    """Count the guests of each facility by profile, and who is like them."""
    profiles = np.stack([people.kinds, people.scale, people.level])
    # One number for all three, because sorting numbers is much faster than sorting rows.
    base = profiles.max(initial=0) + 2
    _, first, profile = np.unique(
        (profiles[0] * base + profiles[1]) * base + profiles[2], return_index=True, return_inverse=True
    )
    kinds, scale, level = profiles[:, first]
    known = (kinds != UNKNOWN) & (level != UNKNOWN)
    alike = (kinds[:, None] & kinds != 0) & (scale[:, None] == scale) & (level[:, None] == level)
    alike &= known[:, None] & known
    guest, at = np.divmod(history.key[history.usable], max(history.facilities, 1))
    used, place = np.unique(at, return_inverse=True)
    row = np.full(history.facilities, len(used), dtype=np.intp)
    row[used] = np.arange(len(used))
    ones = np.ones(len(guest), dtype=np.int32)
    guests = csr_array((ones, (place, profile[guest])), shape=(len(used) + 1, len(first)))
    return Similar(history, profile, alike.diagonal(), row, guests @ alike.astype(np.int32))
