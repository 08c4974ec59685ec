"""The expected plan as a block of the plan's record, from which a stranger can reckon it again; docs/plan-format.md."""

import numpy as np

from matching.answers.asking import NO_PAIR, Asking
from matching.answers.bound import Bound
from matching.answers.expected import SEED, ExpectedPlan
from matching.answers.runs import Expected
from matching.arrays import Indices


def expected_record(plan: ExpectedPlan) -> dict[str, object]:
    """Return the block `expected` as plain data, ready for JSON; whole numbers throughout."""
    given, lists = plan.asking, plan.lists
    facility = given.facility_id[given.facility]
    return {
        "most_asks": given.most,
        "chances": given.chance.tolist(),
        "agreed": _pairs(given, given.agreed),
        "asked": _pairs(given, given.asked),
        "order": given.person_id[lists.order].tolist(),
        "lists": [
            {
                "person": int(given.person_id[person]),
                "facilities": facility[lists.row[lists.start[person] : lists.start[person + 1]]].tolist(),
            }
            for person in lists.order.tolist()
        ],
        "ways": list(plan.ways),
        "runs": plan.expected.runs,
        "seed": SEED,
        **_figures(given, plan.expected),
        "error": plan.expected.error,
        "bounds": [{**_bound(given, one), "gap": gap} for one, gap in zip(plan.bounds, plan.gaps, strict=True)],
        "present": _figures(given, plan.present),
    }


def _figures(given: Asking, expected: Expected) -> dict[str, object]:
    some = (given.agreed != NO_PAIR) | (np.diff(given.start) > 0)
    return {
        "trials": {str(tier): count for tier, count in enumerate(expected.trials, start=1)},
        "calls": expected.calls,
        "chance": {str(given.person_id[one]): int(expected.chance[one]) for one in np.flatnonzero(some).tolist()},
    }


def _bound(given: Asking, bound: Bound) -> dict[str, object]:
    return {
        "through": bound.through,
        "trials": bound.trials,
        "stars": [
            {
                "facility": int(given.facility_id[given.facility[star.rows[0]]]),
                "people": given.person_id[given.person[star.rows]].tolist(),
                "price": star.price,
            }
            for star in bound.stars
        ],
    }


def _pairs(given: Asking, rows: Indices) -> list[dict[str, int]]:
    return [
        {
            "person": int(given.person_id[given.person[row]]),
            "facility": int(given.facility_id[given.facility[row]]),
        }
        for row in rows[rows != NO_PAIR].tolist()
    ]
