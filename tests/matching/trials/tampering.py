"""Ways to tamper with the record of a plan."""

from collections.abc import Callable
from typing import Any

Change = Callable[[dict[str, Any]], object]


def swap(record: dict[str, Any]) -> None:
    """Give each of the two placed people the other's facility: possible, but dearer."""
    first, second = record["assignments"]
    first["facility"], second["facility"] = second["facility"], first["facility"]
    cost = {(one["person"], one["facility"]): one["cost"] for one in record["candidates"]}
    for one in record["assignments"]:
        one["cost"] = cost[one["person"], one["facility"]]
    record["objective"]["cost"] = first["cost"] + second["cost"]


def favour(record: dict[str, Any]) -> None:
    """Place the person of tier 3 instead of the one of tier 2, correctly added up."""
    cost = {(one["person"], one["facility"]): one["cost"] for one in record["candidates"]}
    record["assignments"][0] = {"person": 3, "facility": 101, "cost": cost[3, 101]}
    record["unplaced"][0]["person"] = 1
    record["objective"] = {
        "placed_by_tier": {"1": 1, "2": 0, "3": 1},
        "cost": sum(one["cost"] for one in record["assignments"]),
    }


def leave_out(record: dict[str, Any]) -> None:
    """Leave a placed person out, correctly added up."""
    gone = record["assignments"].pop(0)
    record["unplaced"].append({"person": gone["person"], "reason": "places_taken"})
    record["objective"]["cost"] -= gone["cost"]
    record["objective"]["placed_by_tier"]["2"] -= 1


TAMPERING: dict[str, Change] = {
    "a dearer plan": swap,
    "a lower tier served first": favour,
    "somebody left out": leave_out,
    "a cost that is not the sum of its terms": lambda r: r["candidates"][0].update(cost=1),
    "a cheaper term": lambda r: r["candidates"][0]["terms"].update(ward=0),
    "a negative term": lambda r: r["candidates"][0]["terms"].update(ward=-5),
    "a cost as a float": lambda r: r["candidates"][0].update(cost=float(r["candidates"][0]["cost"])),
    "an assignment with another cost": lambda r: r["assignments"][0].update(cost=0),
    "an assignment that is no candidate": lambda r: r["candidates"].pop(1),
    "a person twice": lambda r: r["people"].append(r["people"][0]),
    "a candidate twice": lambda r: r["candidates"].append(r["candidates"][0]),
    "somebody placed twice": lambda r: r["assignments"].append(r["assignments"][0]),
    "somebody missing": lambda r: r["unplaced"].pop(),
    "somebody placed and unplaced": lambda r: r["unplaced"].append({"person": 1, "reason": "places_taken"}),
    "a wrong reason": lambda r: r["unplaced"][0].update(reason="no_eligible_facility"),
    "one place more": lambda r: r["facilities"][0].update(places=2, spread_costs=[0, 0]),
    "one place less": lambda r: r["facilities"][0].update(places=0, spread_costs=[]),
    "places that differ from the spread costs": lambda r: r["facilities"][0].update(places=2),
    "falling spread costs": lambda r: r["facilities"][0].update(places=2, spread_costs=[5, 0]),
    "another total": lambda r: r["objective"].update(cost=0),
    "other counts": lambda r: r["objective"]["placed_by_tier"].update({"1": 2}),
    "another tier": lambda r: r["people"][0].update(tier=4),
    "an unknown facility": lambda r: r["candidates"][0].update(facility=999),
    "another format": lambda r: r.update(format="sonae-plan/2"),
    "a lot that is no number": lambda r: r["lot"].update(draw="1"),
    "another draw than the seed's": lambda r: r["lot"].update(draw=2),
    "another way to draw": lambda r: r["lot"].update(method="by hand"),
    "a lot that is none": lambda r: r.update(lot=1),
    "no objective": lambda r: r.pop("objective"),
    "candidates that are no list": lambda r: r.update(candidates={}),
}
