"""Emergency readiness: which facilities outside the base would take whom in an emergency, and what one trial would add.

A facility is an option when every rule says yes: it takes people in emergencies at all, it knows the person as its
policy asks, and the person's needs fit. What is still to be confirmed is no option yet, but one telephone call away.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary, ref

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Ints
from matching.pairs import CONFIRM, NO, RULES, YES, Block, Candidates, Rule, Verdicts, find_candidates, judge_whole
from matching.problem import (
    DAYS_A_MONTH,
    EMERGENCY_POLICIES,
    UNKNOWN,
    Columns,
    FacilityColumns,
    Facts,
    Pairs,
    Parts,
    PastUse,
    Problem,
    columns_of,
    months_before,
    once_a_problem,
)
from matching.solving import FIRST, SECOND

REFUSES, PAST_USE, INFORMATION, ALWAYS = range(len(EMERGENCY_POLICIES))
POLICY, SERVICE, NEVER = "emergency_policy", "emergency_service", "pair_never"
NOT_IN_AN_EMERGENCY = frozenset({"private_place", "trial_service", "offers_trial", "no_places"})
"""Rules of trial stays; the casebook hands private places to nobody but those who may see them."""
_SHARED = tuple(rule for rule in RULES if rule.code not in NOT_IN_AN_EMERGENCY)
EMERGENCY_RULES: tuple[str, ...] = (POLICY, SERVICE, NEVER, *(rule.code for rule in _SHARED))
"""Codes of all rules of an emergency, in the order in which screens name them."""
SETTLED_BY_A_STAY = frozenset(
    {
        "disability_kind",
        "support_level",
        "medical_care",
        "severe_behaviour",
        "wheelchair",
        "sex",
        "age",
        "adult_service",
    }
)
"""What a facility need not be asked again once the person has stayed there, whatever its policy."""
_SETTLED = np.array([code in SETTLED_BY_A_STAY for code in EMERGENCY_RULES])
_SETTLED_BITS = np.uint32(sum(1 << bit for bit in np.flatnonzero(_SETTLED).tolist()))
_POLICY_BIT = np.uint32(1 << EMERGENCY_RULES.index(POLICY))


@dataclass(frozen=True, eq=False)
class Readiness:
    """Who would be taken where on one day; all arrays have shape (people, facilities).

    Attributes
    ----------
    day
        The day on which past use must still be recent enough.
    option
        Whether the facility would take the person.
    after_trial
        Whether it would once the person has stayed there, as far as no rule is in the way.
    to_confirm
        Where no rule says no: bit n set when `EMERGENCY_RULES[n]` is to be confirmed; 0 elsewhere.
    refused
        Whether a rule says no.
    """

    day: dt.date
    option: Flags
    after_trial: Flags
    to_confirm: npt.NDArray[np.uint32]
    refused: Flags

    @property
    def options(self) -> Ints:
        """Number of options of each person."""
        counts: Ints = self.option.sum(axis=1, dtype=np.int64)
        return counts

    @property
    def gains(self) -> Flags:
        """Where one trial would add an option."""
        return self.after_trial & ~self.option

    @property
    def one_answer_away(self) -> Flags:
        """Where one confirmation would add an option."""
        flags: Flags = ~self.refused & (np.bitwise_count(self.to_confirm) == 1)
        return flags


def judge_emergency(pairs: Pairs, known: Flags) -> Verdicts:
    """Return the verdict of every rule of `EMERGENCY_RULES` on every pair, shape (rules, pairs).

    Parameters
    ----------
    pairs
        The pairs.
    known
        For each pair, whether the facility knows the person by a stay that still counts.
    """
    policy = pairs.facilities.emergency_policy[pairs.facility]
    verdicts = np.stack(
        [
            _policy(policy, pairs, known),
            _service(policy, pairs),
            np.where(pairs.never, np.int8(NO), np.int8(YES)),
            *(rule.judge(pairs) for rule in _SHARED),
        ]
    )
    verdicts[_SETTLED[:, np.newaxis] & known & (verdicts == CONFIRM)] = YES
    return verdicts


def _nobody(pairs: Pairs) -> Flags:
    return np.zeros(len(pairs.person), dtype=np.bool_)


def _policy(policy: Ints, pairs: Pairs, known: Flags) -> Verdicts:
    informed = known | pairs.people.information[pairs.person]
    verdicts = np.full(len(policy), YES, dtype=np.int8)
    verdicts[policy == UNKNOWN] = CONFIRM
    verdicts[(policy == REFUSES) | ((policy == PAST_USE) & ~known)] = NO
    verdicts[(policy == INFORMATION) & ~informed] = CONFIRM
    return verdicts


def _service(policy: Ints, pairs: Pairs) -> Verdicts:
    """Refuse services in which nobody stays overnight, unless the facility has said that it takes emergencies."""
    overnight = pairs.facilities.trial_service[pairs.facility]
    return np.where(overnight | (policy > REFUSES), np.int8(YES), np.int8(NO))


def still_known(last_day: dt.date, day: dt.date, months: int) -> bool:
    """Tell whether a stay that ended on `last_day` is recent enough on a day."""
    return last_day >= months_before(day, months)


def oldest_day(problem: Parts, day: dt.date) -> dt.date:
    """Return the day up to which a stay must have lasted to count on a day."""
    return months_before(day, problem.policy.scope.emergency_past_use_months)


def makes_known(stay: PastUse, day: dt.date, oldest: dt.date) -> bool:
    """Tell whether a stay makes the person known on a day: from its first, and if it lasted until the oldest that counts.

    One that was broken off never does.
    """
    return stay.outcome != "broken_off" and stay.start <= day and stay.last_day(day) >= oldest


def known_until(last_day: dt.date, months: int) -> dt.date:
    """Return the last day on which a stay that ended on `last_day` still counts."""
    day = last_day + dt.timedelta(days=int(months * DAYS_A_MONTH))
    while still_known(last_day, day, months):
        day += dt.timedelta(days=1)
    while not still_known(last_day, day, months):
        day -= dt.timedelta(days=1)
    return day


@once_a_problem
def _lasting(problem: Parts) -> tuple[Ints, Ints, Ints]:
    """Return of each stay that was not broken off the key of its pair, its first and its last day, as ordinals."""
    row, column = problem.person_rows, problem.facility_rows
    stays = [
        (
            row[stay.person_id] * len(column) + column[stay.facility_id],
            stay.start.toordinal(),
            # One that goes on has lasted until whichever day is asked about.
            (stay.end or dt.date.max).toordinal(),
        )
        for stay in problem.past_use
        if stay.outcome != "broken_off" and stay.person_id in row and stay.facility_id in column
    ]
    key, first, last = np.array(stays, dtype=np.int64).reshape(-1, 3).T
    return key, first, last


def known_keys(problem: Parts, day: dt.date) -> Ints:
    """Return `person index * facilities + facility index` of the pairs who know each other on a day, sorted.

    They are those of whom a stay `makes_known`.
    """
    key, first, last = _lasting(problem)
    oldest = oldest_day(problem, day).toordinal()
    return np.unique(key[(first <= day.toordinal()) & (last >= oldest)])


def known_among(pairs: Pairs, keys: Ints, facilities: int) -> Flags:
    """Tell for each pair whether it is among `known_keys`."""
    return np.isin(pairs.person.astype(np.int64) * facilities + pairs.facility, keys)


_STRANGERS: tuple[Rule, ...] = (
    Rule(
        POLICY,
        lambda pairs: _policy(pairs.facilities.emergency_policy[pairs.facility], pairs, _nobody(pairs)),
        of=("information",),
    ),
    Rule(SERVICE, lambda pairs: _service(pairs.facilities.emergency_policy[pairs.facility], pairs)),
    Rule(NEVER, lambda pairs: np.where(pairs.never, np.int8(NO), np.int8(YES)), named="never"),
    *_SHARED,
)
"""`EMERGENCY_RULES` as they are for a facility that does not know the person."""


def readiness(problem: Problem, day: dt.date | None = None) -> Readiness:
    """Judge every pair of a problem.

    Parameters
    ----------
    problem
        People with `information`, facilities with `emergency_policy`; in the order of which the arrays are.
    day
        The day in question; None for the last of the period.
    """
    day = day or problem.end or problem.start
    known_already = _LAST[problem.facts]() if problem.facts in _LAST else None
    if known_already is None or known_already.day != day:
        known_already = _judged(problem, day)
        _LAST[problem.facts] = ref(known_already)
    return known_already


_LAST: WeakKeyDictionary[Facts, ref[Readiness]] = WeakKeyDictionary()
"""What was judged last of a problem, as long as somebody uses it: it is large, and several look at the same day."""


def _judged(problem: Problem, day: dt.date) -> Readiness:
    columns, shape = columns_of(problem), (len(problem.people), len(problem.facilities))
    ready = Readiness(
        day,
        np.zeros(shape, dtype=np.bool_),
        np.zeros(shape, dtype=np.bool_),
        np.zeros(shape, dtype=np.uint32),
        np.zeros(shape, dtype=np.bool_),
    )
    for block in judge_whole(columns, _STRANGERS):
        rows, refused = block.rows, block.refused != 0
        ready.option[rows] = (block.refused | block.confirm) == 0
        ready.refused[rows] = refused
        ready.to_confirm[rows] = np.where(refused, np.uint32(0), block.confirm)
        ready.after_trial[rows] = _open_once_known(columns, block)
    known = _known_pairs(problem, day)
    verdicts = judge_emergency(known, np.ones(len(known.person), dtype=np.bool_))
    refused, at = (verdicts == NO).any(axis=0), (known.person, known.facility)
    ready.option[at] = (verdicts == YES).all(axis=0)
    ready.refused[at] = refused
    bits = (verdicts == CONFIRM).T @ (np.uint32(1) << np.arange(len(EMERGENCY_RULES), dtype=np.uint32))
    ready.to_confirm[at] = np.where(refused, np.uint32(0), bits)
    return ready


def _open_once_known(columns: Columns, block: Block) -> Flags:
    """Tell which pairs of a block nothing is in the way of once the person has stayed there."""
    in_the_way = (block.refused & ~_POLICY_BIT) | (block.confirm & ~(_SETTLED_BITS | _POLICY_BIT))
    flags: Flags = (columns.facilities.emergency_policy > REFUSES) & (in_the_way == 0)
    return flags


def options_if(problem: Problem, facilities: FacilityColumns, day: dt.date) -> tuple[Flags, Flags]:
    """Return `option` and `gains` of the readiness that a problem would have if its facilities had said something else."""
    columns = replace(columns_of(problem), facilities=facilities)
    option, after_trial = np.zeros((2, len(problem.people), len(problem.facilities)), dtype=np.bool_)
    for block in judge_whole(columns, _STRANGERS):
        option[block.rows] = (block.refused | block.confirm) == 0
        after_trial[block.rows] = _open_once_known(columns, block)
    known = columns.pairs(*np.divmod(known_keys(problem, day), max(len(problem.facilities), 1)))
    verdicts = judge_emergency(known, np.ones(len(known.person), dtype=np.bool_))
    option[known.person, known.facility] = (verdicts == YES).all(axis=0)
    return option, after_trial & ~option


def options_on(problem: Problem, ready: Readiness, day: dt.date) -> Ints:
    """Return everybody's number of options on another day, as `readiness` of that day counts them.

    Of two days only the pairs differ who know each other on one of them.
    """
    return ready.options - _by_knowing(problem, ready.day) + _by_knowing(problem, day)


def _by_knowing(problem: Problem, day: dt.date) -> Ints:
    """Return how many more options each person has because she is known on a day."""
    known = _known_pairs(problem, day)
    with_, without = (
        (judge_emergency(known, np.full(len(known.person), there)) == YES).all(axis=0) for there in (True, False)
    )
    more = np.zeros(len(problem.people), dtype=np.int64)
    np.add.at(more, known.person, with_.astype(np.int64) - without)
    return more


def _known_pairs(problem: Problem, day: dt.date) -> Pairs:
    return columns_of(problem).pairs(*np.divmod(known_keys(problem, day), max(len(problem.facilities), 1)))


@dataclass(frozen=True, eq=False)
class TrialGains:
    """What single trials would add, judged on the last day of the period.

    Attributes
    ----------
    options
        How many options each person has before, shape (people,).
    adds
        Whether a trial would add one, a value for each row of `find_candidates`.
    """

    day: dt.date
    options: Ints
    adds: Flags

    def of(self, candidates: Candidates, person: int, facility: int) -> bool:
        """Tell whether the trial of one eligible pair, by index, would add an option."""
        return bool(self.adds[candidates.row(person, facility)])


@once_a_problem
def trial_gains(problem: Problem) -> TrialGains:
    """Return what a trial of each candidate would add; what it is worked out from takes twenty times as much memory."""
    ready, candidates = readiness(problem), find_candidates(problem)
    return TrialGains(ready.day, ready.options, ready.gains[candidates.person, candidates.facility])


def with_gains(problem: Problem) -> Candidates:
    """Return all candidates with what each would bring, judged on the last day of the period.

    `FIRST` for an option where the person would have none, `SECOND` where one, 0 for all else.
    """
    candidates, gains = find_candidates(problem), trial_gains(problem)
    kind = np.select([gains.options == 0, gains.options == 1], [FIRST, SECOND], 0).astype(np.int8)
    return replace(candidates, gain=(gains.adds * kind[candidates.person]).astype(np.int8))


def after_trials(problem: Problem, pairs: Iterable[tuple[int, int]], day: dt.date | None = None) -> Readiness:
    """Return what readiness will be once some pairs (person id, facility id) have had a trial that was not broken off.

    The trials are taken to end on the last day of the period.
    """
    end = problem.end or problem.start
    trials = (PastUse(person, facility, "trial", end, end, "went_well") for person, facility in pairs)
    return readiness(replace(problem, past_use=(*problem.past_use, *trials)), day)


def to_confirm(bits: int) -> tuple[str, ...]:
    """Return the codes of the rules whose bits are set."""
    return tuple(code for index, code in enumerate(EMERGENCY_RULES) if bits >> index & 1)
