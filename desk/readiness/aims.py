"""Plans of several aims beside each other: who gains an option by each, whose nights are averted, who travels further."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.plan import PlanView
from desk.readiness.promise import Promise
from matching.emergency import HUNDREDTHS, nights_averted
from words.message import Message


@dataclass(frozen=True)
class AimSide:
    """What one aim brings that the others do not.

    Attributes
    ----------
    gains
        Person id -> facility whose trial brings an option that no other plan brings; the highest tier first.
    further
        Person id -> metres from home more than in another plan, of whoever has a known way in both; the most first.
    nights
        Hundredths of nights a year in the base's emergency rooms that its trials avert; None if nobody asked.
    """

    view: PlanView
    promise: Promise
    gains: Mapping[int, int]
    further: Mapping[int, int]
    nights: int | None = None

    @property
    def metres_further(self) -> int:
        """All that people travel further, in metres."""
        return sum(self.further.values())

    @property
    def nights_text(self) -> str:
        """Nights a year averted, to a tenth; 0 if nobody asked."""
        return f"{(self.nights or 0) / HUNDREDTHS:.1f}"


def beside(plans: Sequence[tuple[PlanView, Promise]], *, nights: bool = False) -> tuple[AimSide, ...]:
    """Lay the plans of several aims beside each other, in their order.

    Parameters
    ----------
    nights
        Whether to work out what each averts; it is simulated once for all.
    """
    return tuple(_side(*plan, [other for other in plans if other is not plan], nights=nights) for plan in plans)


def _side(view: PlanView, promise: Promise, others: Sequence[tuple[PlanView, Promise]], *, nights: bool) -> AimSide:
    gains = {
        person: site
        for person, (site, options) in promise.gained.items()
        if all(options > other.gained.get(person, (0, 0))[1] for _, other in others)
    }
    ways = [_ways(other) for other, _ in others]
    further = {}
    for person, way in _ways(view).items():
        nearest = min((other[person] for other in ways if person in other), default=way)
        if way > nearest:
            further[person] = way - nearest
    return AimSide(
        view,
        promise,
        {key: gains[key] for key in sorted(gains, key=lambda key: (view.source.people[key].tier, key))},
        {key: further[key] for key in sorted(further, key=lambda key: (-further[key], key))},
        nights_averted(view.plan.problem, view.plan.pairs.items()) if nights else None,
    )


def _ways(view: PlanView) -> dict[int, int]:
    return {one.person.key: one.metres for one in view.suggestions if one.metres is not None}


def recommended(sides: Sequence[AimSide]) -> tuple[str, Message]:
    """Return the aim that is recommended, one of ``matching.policy.AIMS``, and why.

    The base is there so that people have somewhere to go in an emergency: the aim is recommended that leaves the fewest
    without an option, or as few and brings the most people one. Only among plans that bring as much do the nights decide
    that they avert, which are estimates, and last the burden.
    """
    by_aim = {side.view.aim: side for side in sides}
    cost = by_aim["cost"]
    best = max(sides, key=lambda side: (*_ready(side), side.nights or 0, -side.view.plan.cost, side is cost))
    gained = len(best.promise.gained)
    if best.view.aim == "cost":
        return "cost", Message("aims.why_cost", {"gained": gained})
    if best.view.aim == "nights":
        return "nights", Message("aims.why_nights", {"gained": gained, "nights": best.nights_text})
    params = {
        "before": best.promise.before[0],
        "without": best.promise.after[0],
        "otherwise": cost.promise.after[0],
        "gained": gained,
        "others": len(cost.promise.gained),
        "further": len(best.further),
        "km": best.metres_further // 1000,
    }
    return "readiness", Message("aims.why_readiness", params)


def _ready(side: AimSide) -> tuple[int, int]:
    return -side.promise.after[0], len(side.promise.gained)
