"""A plan's record without some of its people, as who may not know of them reads it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from matching.solving import count_gains
from matching.trials.record import gained_by_kind

NAMED = ("candidates", "fixed", "forbidden", "assignments", "unplaced")


def without(record: Mapping[str, Any], people: Collection[int]) -> Mapping[str, Any]:
    """Return a record as it would be had these people never been in it, and the places that they have been others'.

    A part of an optimum is an optimum of what is left, so that the record still passes `check_record`.
    """
    if not any(one["id"] in people for one in record.get("people", ())):
        return record
    left: dict[str, Any] = {**record, "people": [one for one in record["people"] if one["id"] not in people]}
    for name in NAMED:
        if name in record:
            left[name] = [one for one in record[name] if one["person"] not in people]
    left["unplaced"] = [
        {**one, "holders": [holder for holder in one.get("holders", ()) if holder["person"] not in people]}
        for one in left["unplaced"]
    ]
    gone = Counter(one["facility"] for one in record["assignments"] if one["person"] in people)
    left["facilities"] = [_taken(one, gone[one["id"]]) for one in record["facilities"]]
    placed = [(one["person"], one["facility"]) for one in left["assignments"]]
    left["objective"] = _objective(left, placed, record["objective"])
    if "due" in record:
        left["due"] = _due(record["due"], people, {person for person, _ in placed})
    if "dates" in record:
        left["dates"] = _dates(record, left, people)
    return left


def _taken(facility: Mapping[str, Any], count: int) -> Mapping[str, Any]:
    """Give some of a facility's places to others: who takes one first leaves the dearer ones."""
    if not count:
        return facility
    taken = {"taken": facility["taken"] + count} if "taken" in facility else {}
    return {
        **facility,
        **taken,
        "places": facility["places"] - count,
        "spread_costs": facility["spread_costs"][count:],
    }


def _objective(left: Mapping[str, Any], placed: Sequence[tuple[int, int]], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the counts and sums of what is placed; what the record did not say before it does not say now."""
    tier = {one["id"]: one["tier"] for one in left["people"]}
    pairs = {(one["person"], one["facility"]): one for one in left["candidates"]}
    spread = {one["id"]: one["spread_costs"] for one in left["facilities"]}
    tiers = Counter(tier[person] for person, _ in placed)
    load = Counter(facility for _, facility in placed)
    cost = sum(pairs[pair]["cost"] for pair in placed)
    cost += sum(sum(spread[facility][:count]) for facility, count in load.items())
    told: dict[str, Any] = {**before, "placed_by_tier": {str(one): tiers[one] for one in (1, 2, 3)}, "cost": cost}
    if "gained" in before:
        gains = count_gains([pairs[pair].get("gain", 0) for pair in placed], [tier[person] for person, _ in placed])
        told["gained"] = gained_by_kind(gains)
    if "nights" in before:
        told["nights"] = sum(pairs[pair].get("nights", 0) for pair in placed)
    return told


def _due(due: Mapping[str, Any], people: Collection[int], placed: Collection[int]) -> dict[str, Any]:
    waiting = [one for one in due["people"] if one not in people]
    short = [
        {
            **one,
            **{name: [key for key in one[name] if key not in people] for name in ("people", "without") if name in one},
        }
        for one in due["too_few"]
    ]
    named = [one for one in short if one.get("without", True)]
    return {"people": waiting, "placed": sum(one in placed for one in waiting), "too_few": named}


def _dates(record: Mapping[str, Any], left: Mapping[str, Any], people: Collection[int]) -> dict[str, Any]:
    dates = record["dates"]
    stays = [one for one in dates["stays"] if one["person"] not in people]
    told = {**dates, "stays": stays}
    if "objective" in dates:  # of plans kept earlier it is missing
        gone = Counter(one["facility"] for one in dates["stays"] if one["person"] in people)
        places = [_taken(one, gone[one["id"]]) for one in record["facilities"]]
        placed = [(one["person"], one["facility"]) for one in stays]
        told["objective"] = _objective({**left, "facilities": places}, placed, dates["objective"])
    return told
