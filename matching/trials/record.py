"""The plan as a record from which a stranger can check the optimum; docs/plan-format.md describes it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from matching.policy import Policy, aiming
from matching.problem import METHOD, seed_of
from matching.solving import GAIN_NAMES, GAINS
from matching.trials.plan import TrialPlan, Unplaced

FORMAT = "sonae-plan/1"


def plan_record(plan: TrialPlan, period: str) -> dict[str, object]:
    """Return a plan as plain data, ready for JSON.

    It holds ids, tiers, places and costs, no names or attributes of people; private places are left out.

    Parameters
    ----------
    plan
        The plan.
    period
        The planning period as the user named it, such as `2027-01/2027-03`.
    """
    problem, candidates = plan.problem, plan.candidates
    person_ids = [person.id for person in problem.people]
    facility_ids = [facility.id for facility in problem.facilities]
    terms = {name: column.tolist() for name, column in candidates.terms.items()}
    pairs = zip(candidates.person.tolist(), candidates.facility.tolist(), candidates.cost.tolist(), strict=True)
    gain = candidates.gain.tolist()
    nights = candidates.nights.tolist()
    aims, averts = (problem.policy.scope.aim == aim for aim in ("readiness", "nights"))
    return {
        "format": FORMAT,
        "period": period,
        "policy": _policy(problem.policy),
        "solver": plan.solver,
        "lot": {"seed": seed_of(problem), "draw": problem.draw, "method": METHOD},
        "people": [{"id": person.id, "tier": person.tier} for person in problem.people],
        "facilities": [
            {"id": facility.id, "places": len(costs), "spread_costs": list(costs)}
            for facility, costs in zip(problem.facilities, plan.spread, strict=True)
            if not facility.private
        ],
        "candidates": [
            {
                "person": person_ids[person],
                "facility": facility_ids[facility],
                "cost": cost,
                "terms": {name: column[row] for name, column in terms.items()},
                **({"gain": gain[row]} if aims else {}),
                **({"nights": nights[row]} if averts else {}),
            }
            for row, (person, facility, cost) in enumerate(pairs)
        ],
        "fixed": [{"person": person, "facility": facility} for person, facility in sorted(plan.constraints.fixed)],
        "assignments": [
            {"person": one.person_id, "facility": one.facility_id, "cost": one.cost} for one in plan.assignments
        ],
        "unplaced": [_unplaced(one) for one in plan.unplaced],
        "objective": {
            **({"gained": gained_by_kind(plan.gained)} if aims else {}),
            **({"nights": plan.nights} if averts else {}),
            "placed_by_tier": {str(tier): count for tier, count in plan.placed_by_tier.items()},
            "cost": plan.cost,
        },
    }


def draw_of(record: Mapping[str, Any]) -> int | None:
    """Return which lot a recorded plan was drawn with; None of one before there were lots, whose ties went by smallest id."""
    lot = record.get("lot")
    return None if lot is None else int(lot["draw"])


def gained_by_kind(gained: Sequence[int]) -> dict[str, dict[str, int]]:
    """Return counts by `GAINS` as the record has them: kind -> tier -> count."""
    by_kind: dict[str, dict[str, int]] = {}
    for (kind, tier), count in zip(GAINS, gained, strict=True):
        by_kind.setdefault(GAIN_NAMES[kind], {})[str(tier)] = count
    return by_kind


def _policy(policy: Policy) -> dict[str, object]:
    scope = policy.scope
    return {
        "name": policy.name,
        "version": policy.version,
        "sha256": policy.sha256,
        "scope": {
            "trial_services": list(scope.trial_services),
            "assumed_places": scope.assumed_places,
            "assumed_metres": scope.assumed_metres,
            "past_use_months": scope.past_use_months,
            "past_use_recent_months": scope.past_use_recent_months,
            "past_use_half_life_months": scope.past_use_half_life_months,
            "aim": scope.aim,
            "emergency_past_use_months": scope.emergency_past_use_months,
            "suspected_abuse_points": scope.suspected_abuse_points,
        },
        "dates": asdict(policy.dates),
        "weights": policy.weights.as_dict(),
    }


def policy_of(record: Mapping[str, Any], policy: Policy) -> Policy:
    """Return the policy that a plan was made with; what its record does not say is as in the policy handed in."""
    recorded = record["policy"]
    aimed = aiming(policy, recorded["scope"].get("aim", policy.scope.aim))
    if recorded["sha256"] == aimed.sha256:
        return aimed
    scope = {key: value for key, value in recorded["scope"].items() if key in asdict(policy.scope)}
    dates = {key: value for key, value in recorded.get("dates", {}).items() if key in asdict(policy.dates)}
    weights = {key: value for key, value in recorded["weights"].items() if key in policy.weights.as_dict()}
    return replace(
        policy,
        name=recorded["name"],
        version=recorded["version"],
        sha256=recorded["sha256"],
        unaimed=None,
        description_ja="",
        description_en="",
        scope=replace(policy.scope, **{**scope, "trial_services": tuple(recorded["scope"]["trial_services"])}),
        dates=replace(policy.dates, **dates),
        weights=replace(policy.weights, **weights),
    )


def _unplaced(unplaced: Unplaced) -> dict[str, object]:
    return {
        "person": unplaced.person_id,
        "reason": unplaced.reason,
        "removed": dict(unplaced.removed),
        "misses": [{"facility": one.facility_id, "rule": one.rule, "metres": one.metres} for one in unplaced.misses],
        "holders": [
            {"facility": one.facility_id, "person": one.person_id, "tier": one.tier} for one in unplaced.holders
        ],
    }
