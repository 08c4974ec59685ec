"""The two aims beside each other, before one is chosen: who gains an option by each, who travels how much further."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.plan import PlanView
from desk.readiness.promise import Promise
from words.message import Message


@dataclass(frozen=True)
class AimSide:
    """What one aim brings that the other does not.

    Attributes
    ----------
    gains
        Person id -> facility whose trial brings an option that the other plan does not bring; the highest tier first.
    further
        Person id -> metres from home more than in the other plan, of whoever has a known way in both; the most first.
    """

    view: PlanView
    promise: Promise
    gains: Mapping[int, int]
    further: Mapping[int, int]

    @property
    def metres_further(self) -> int:
        """All that people travel further, in metres."""
        return sum(self.further.values())


def beside(readiness: tuple[PlanView, Promise], cost: tuple[PlanView, Promise]) -> tuple[AimSide, AimSide]:
    """Lay the plans of both aims beside each other: the one that aims at readiness, and the one of least burden."""
    return _side(*readiness, *cost), _side(*cost, *readiness)


def _side(view: PlanView, promise: Promise, other: PlanView, others: Promise) -> AimSide:
    has = {person: options for person, (_, options) in others.gained.items()}
    gains = {person: site for person, (site, options) in promise.gained.items() if options > has.get(person, 0)}
    ways, before = _ways(view), _ways(other)
    further = {person: way - before[person] for person, way in ways.items() if way > before.get(person, way)}
    return AimSide(
        view,
        promise,
        {key: gains[key] for key in sorted(gains, key=lambda key: (view.source.people[key].tier, key))},
        {key: further[key] for key in sorted(further, key=lambda key: (-further[key], key))},
    )


def _ways(view: PlanView) -> dict[int, int]:
    return {one.person.key: one.metres for one in view.suggestions if one.metres is not None}


def recommended(readiness: AimSide, cost: AimSide) -> tuple[str, Message]:
    """Return the aim that is recommended, one of ``matching.policy.AIMS``, and why.

    The base is there so that people have somewhere to go in an emergency: the aim at readiness is recommended as long as
    it leaves fewer people without an option, or as many and brings more people one.
    """
    before, without, otherwise = (
        readiness.promise.before[0],
        readiness.promise.after[0],
        cost.promise.after[0],
    )
    gained, others = len(readiness.promise.gained), len(cost.promise.gained)
    if (-without, gained) > (-otherwise, others):
        params = {
            "before": before,
            "without": without,
            "otherwise": otherwise,
            "gained": gained,
            "others": others,
            "further": len(readiness.further),
            "km": readiness.metres_further // 1000,
        }
        return "readiness", Message("aims.why_readiness", params)
    return "cost", Message("aims.why_cost", {"gained": gained})
