"""The hard rules: who may not stay where, and what is still to be confirmed.

Each rule is one vectorised function that answers YES, CONFIRM or NO for every pair. A pair is eligible when no rule
says NO. What is unknown, of the person or of the facility, is to be confirmed; it never excludes. Where the answer
is the same whatever the unknown turns out to be (a facility for any sex), there is nothing to confirm.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.arrays import Flags, Ints
from matching.problem import (
    ADULT_AGE,
    DISABILITY_KINDS,
    FACILITY_SEXES,
    MEDICAL_CARE,
    NO_LIMIT,
    SCALES,
    SEXES,
    SUPPORT_LEVELS,
    UNKNOWN,
    Pairs,
)

YES, CONFIRM, NO = 0, 1, 2
Verdicts = npt.NDArray[np.int8]
AVOIDING = "avoiding"
"""Which wards a person avoids, as a trait that a rule reads."""
_ALL_KINDS = (1 << len(DISABILITY_KINDS)) - 1
_ALL_CARE = (1 << len(MEDICAL_CARE)) - 1
_ALL_LEVELS = np.array([(1 << (SUPPORT_LEVELS[scale] + 1)) - 2 for scale in SCALES], dtype=np.int64)
_ANY, _OTHER_SEX = FACILITY_SEXES.index("any"), SEXES.index("other")
_SEX_TAKEN = np.array([SEXES.index(sex) if sex in SEXES else UNKNOWN for sex in FACILITY_SEXES], dtype=np.int64)


@dataclass(frozen=True)
class Rule:
    """One hard rule.

    Attributes
    ----------
    code
        Names the rule in records; its words are `rule.<code>`.
    judge
        Pairs -> one verdict a pair.
    negotiable
        Whether a facility that fails this rule alone is worth naming as a near miss: something can be asked,
        arranged or reconsidered.
    of
        Of a person the verdict depends on no more than these columns of `PersonColumns`, and on `AVOIDING`; None where
        it depends on the distance, too (see `matching.pairs.whole`).
    named
        Apart from the pairs under this name in `WardColumns`, on which the verdict is NO.
    """

    code: str
    judge: Callable[[Pairs], Verdicts]
    negotiable: bool = True
    of: tuple[str, ...] | None = ()
    named: str | None = None


def _verdicts(no: Flags, confirm: Flags) -> Verdicts:
    verdicts = confirm.astype(np.int8)
    verdicts[no] = NO
    return verdicts


def _refuse(no: Flags) -> Verdicts:
    return np.where(no, np.int8(NO), np.int8(YES))


def _trial_service(pairs: Pairs) -> Verdicts:
    facilities = pairs.facilities
    return _refuse((~facilities.trial_service & (facilities.offers_trial != 1))[pairs.facility])


def _offers_trial(pairs: Pairs) -> Verdicts:
    offers = pairs.facilities.offers_trial[pairs.facility]
    return _verdicts(offers == 0, offers == UNKNOWN)


def _is_base(pairs: Pairs) -> Verdicts:
    return _refuse(pairs.facilities.is_base[pairs.facility])


def _private_place(pairs: Pairs) -> Verdicts:
    return _refuse(pairs.facilities.private[pairs.facility])


def _closed(pairs: Pairs) -> Verdicts:
    return _refuse(pairs.facilities.closed[pairs.facility])


def _missing_from_edition(pairs: Pairs) -> Verdicts:
    return pairs.facilities.missing[pairs.facility].astype(np.int8)


def _no_places(pairs: Pairs) -> Verdicts:
    places = pairs.facilities.places[pairs.facility]
    return _verdicts(places == 0, places == UNKNOWN)


def _each_accepted(needs: Ints, accepted: Ints, refused: Ints, everything: int) -> Verdicts:
    """Judge masks of needs: a refused one says NO, one that is neither accepted nor refused is to be confirmed."""
    known = needs != UNKNOWN
    open_needs = np.where(known, needs, everything) & ~accepted
    return _verdicts(known & (needs & refused != 0), open_needs != 0)


def _disability_kind(pairs: Pairs) -> Verdicts:
    people, facilities = pairs.people, pairs.facilities
    return _each_accepted(
        people.kinds[pairs.person],
        facilities.kinds_accepted[pairs.facility],
        facilities.kinds_refused[pairs.facility],
        _ALL_KINDS,
    )


def _medical_care(pairs: Pairs) -> Verdicts:
    people, facilities = pairs.people, pairs.facilities
    return _each_accepted(
        people.care[pairs.person],
        facilities.care_accepted[pairs.facility],
        facilities.care_refused[pairs.facility],
        _ALL_CARE,
    )


def _support_level(pairs: Pairs) -> Verdicts:
    people, facilities = pairs.people, pairs.facilities
    levels, every = facilities.levels, _ALL_LEVELS[:, np.newaxis]
    takes_scale = levels == every
    takes_all = takes_scale.all(axis=0)[pairs.facility]
    scale, level = people.scale[pairs.person], people.level[pairs.person]
    taken = levels[np.maximum(scale, 0), pairs.facility]
    scale_taken = np.where(scale == UNKNOWN, takes_all, takes_scale[np.maximum(scale, 0), pairs.facility])
    known = (level != UNKNOWN) & (taken != UNKNOWN)
    inside = known & (taken >> np.maximum(level, 0) & 1 == 1)
    return _verdicts(known & ~inside, ~known & ~scale_taken)


def _needs_support(need: Ints, offered: Ints) -> Verdicts:
    """Judge a yes-or-no need: no need or a sure offer is fine, a sure need meets a sure refusal with NO."""
    return _verdicts((need == 1) & (offered == 0), (need != 0) & (offered != 1))


def _severe_behaviour(pairs: Pairs) -> Verdicts:
    return _needs_support(pairs.people.behaviour[pairs.person], pairs.facilities.behaviour[pairs.facility])


def _wheelchair(pairs: Pairs) -> Verdicts:
    return _needs_support(pairs.people.wheelchair[pairs.person], pairs.facilities.wheelchair[pairs.facility])


def _sex(pairs: Pairs) -> Verdicts:
    sex, taken = pairs.people.sex[pairs.person], pairs.facilities.sexes[pairs.facility]
    alike = (taken == _ANY) | ((taken != UNKNOWN) & (sex == _SEX_TAKEN[taken]))
    # "Other" at a place for one sex is a question to ask, not an answer to presume.
    unsure = (sex == UNKNOWN) | (sex == _OTHER_SEX) | (taken == UNKNOWN)
    return _verdicts(~alike & ~unsure, ~alike & unsure)


def _age(pairs: Pairs) -> Verdicts:
    people, facilities = pairs.people, pairs.facilities
    least, most = facilities.age_min[pairs.facility], facilities.age_max[pairs.facility]
    after, before = (
        (age < least) | (age > most) for age in (people.age[pairs.person], people.age_before[pairs.person])
    )
    known = (people.age[pairs.person] != UNKNOWN) & facilities.age_known[pairs.facility]
    return _verdicts(known & after & before, ~known | after | before)


def _adult_service(pairs: Pairs) -> Verdicts:
    age, before = pairs.people.age[pairs.person], pairs.people.age_before[pairs.person]
    adult = pairs.facilities.adult_service[pairs.facility]
    return _verdicts(adult & (age != UNKNOWN) & (age < ADULT_AGE), adult & (before < ADULT_AGE))


def _max_distance(pairs: Pairs) -> Verdicts:
    metres, most = pairs.home_metres, pairs.people.max_metres[pairs.person]
    # From the middle of a ward, or to the middle of a town or ward, a distance is a guess: good enough to order by, not to decide by.
    guessed = pairs.people.ward_only[pairs.person] | pairs.facilities.roughly_placed[pairs.facility]
    return _verdicts(~guessed & (metres > most), (most != NO_LIMIT) & (guessed | (metres == UNKNOWN)))


def _avoid_place(pairs: Pairs) -> Verdicts:
    avoided = pairs.avoided
    return _verdicts(avoided == 1, avoided == UNKNOWN)


RULES: tuple[Rule, ...] = (
    Rule("private_place", _private_place, negotiable=False),
    Rule("closed", _closed, negotiable=False),
    Rule("is_base", _is_base, negotiable=False),
    Rule("trial_service", _trial_service, negotiable=False),
    Rule("offers_trial", _offers_trial),
    Rule("missing_from_edition", _missing_from_edition),
    Rule("no_places", _no_places),
    Rule("disability_kind", _disability_kind, of=("kinds",)),
    Rule("support_level", _support_level, of=("scale", "level")),
    Rule("medical_care", _medical_care, of=("care",)),
    Rule("severe_behaviour", _severe_behaviour, of=("behaviour",)),
    Rule("wheelchair", _wheelchair, of=("wheelchair",)),
    Rule("sex", _sex, of=("sex",)),
    Rule("age", _age, of=("age", "age_before")),
    Rule("adult_service", _adult_service, negotiable=False, of=("age", "age_before")),
    Rule("max_distance", _max_distance, of=None),
    Rule("avoid_place", _avoid_place, negotiable=False, of=(AVOIDING,), named="avoided"),
)
"""All rules, in the order in which records and screens name them."""
RULE_CODES: tuple[str, ...] = tuple(rule.code for rule in RULES)


def judge(pairs: Pairs) -> Verdicts:
    """Return the verdict of every rule on every pair, shape (rules, pairs)."""
    return np.stack([rule.judge(pairs) for rule in RULES])


def failed_alone(verdicts: Verdicts) -> npt.NDArray[np.intp]:
    """Return, for each pair, the index of the one rule it fails, or -1 when it fails none or several."""
    no = verdicts == NO
    return np.where(no.sum(axis=0) == 1, no.argmax(axis=0), -1)
