"""Check a plan of Sonae without Sonae, with plain Python and NetworkX: `python verify_plan.py plan.json [policy.toml]`.

`plan.json` is what `sonae plan --dump` wrote; docs/plan-format.md says what stands where. Every number is held against
those it follows from, then the plan is proven anew. Printed is what was checked and "ok" (exit code 0), or each fault
with where it is (exit code 1).

The proof: every way of moving somebody from one facility to another is an arc of a graph, and the plan is the best just
when no round of moves gains anything: the graph has no negative cycle (Klein, 1967). What comes before cost weighs more
than everything after it together; Python's whole numbers have no upper end.
"""

import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import networkx as nx
from verify_expected import expected
from verify_parts import dates, pair_of, policy, same

TIERS, KINDS = (1, 2, 3), {1: "first", 2: "second"}
LISTS = ("people", "facilities", "candidates", "fixed", "forbidden", "assignments", "unplaced")
OUT: Any = "out"  # the node of everybody without a place, and of every empty place
MANY = 2  # left out so many times in a row, somebody has their turn


class Plan:
    """A record by ids."""

    def __init__(self, record: Any) -> None:
        self.record, self.policy, self.scope = record, record["policy"], record["policy"]["scope"]
        self.people, self.facilities = ({one["id"]: one for one in record[name]} for name in ("people", "facilities"))
        self.tier = {key: one["tier"] for key, one in self.people.items()}
        self.spread = {key: one["spread_costs"] for key, one in self.facilities.items()}
        self.pairs = {pair_of(one): one for one in record["candidates"]}
        self.fixed, self.at = (dict(map(pair_of, record.get(name, []))) for name in ("fixed", "assignments"))
        self.forbidden = set(map(pair_of, record.get("forbidden", [])))
        self.unplaced = {one["person"]: one for one in record["unplaced"]}
        self.aim = self.scope.get("aim")
        self.could, self.guests = gather(self.pairs), gather((b, a) for a, b in self.at.items())
        most = self.scope.get("tier_1_waits_at_most", 0)
        self.due = {one for one in self.people if most and self.tier[one] == 1 and self.waited(one) >= most}

    def waited(self, person: int) -> int:
        """Return how many plans in a row left somebody out; 0 without consent, and in records that do not say."""
        consents = self.unplaced.get(person, {}).get("reason") != "no_consent"
        return int(consents and self.people[person].get("waited", 0))

    def weights(self) -> dict[Any, int]:
        """Return the cost of each pair less what it counts in: who is due, options gained or nights averted, tiers."""
        people = len(self.people) + 1
        most = max((one["cost"] + sum(self.spread[at]) for (_, at), one in self.pairs.items()), default=0)
        averted = people * max((one.get("nights", 0) for one in self.pairs.values()), default=0) + 1
        weights = {}
        for (person, facility), pair in self.pairs.items():
            tiers = [self.tier[person] == tier for tier in TIERS]
            gains = [pair.get("gain") == kind and tier for kind in KINDS for tier in tiers]
            first = reduce(lambda before, one: before * people + one, [person in self.due, *gains], 0)
            counted = reduce(lambda before, one: before * people + one, tiers, first * averted + pair.get("nights", 0))
            weights[person, facility] = pair["cost"] - counted * (people * most + 1)
        return weights

    def objective(self, at: dict[int, int]) -> dict[str, Any]:
        """Return what placing people so comes to."""
        load, tiers = Counter(at.values()), Counter(self.tier[one] for one in at)
        gains = Counter((self.pairs[one].get("gain"), self.tier[one[0]]) for one in at.items())
        cost = sum(self.pairs[one]["cost"] for one in at.items())
        cost += sum(sum(costs[: load[key]]) for key, costs in self.spread.items())
        told: dict[str, Any] = {"placed_by_tier": {str(one): tiers[one] for one in TIERS}, "cost": cost}
        if self.aim == "readiness":
            told["gained"] = {name: {str(tier): gains[kind, tier] for tier in TIERS} for kind, name in KINDS.items()}
        if self.aim == "nights":
            told["nights"] = sum(self.pairs[one]["nights"] for one in at.items())
        return told

    def room(self, where: str, at: dict[int, int]) -> Iterator[str]:
        """Pairs could be, keep what is fixed, and are no more than places."""
        for person, facility in at.items():
            if (person, facility) not in self.pairs or self.fixed.get(person, facility) != facility:
                yield f"{where}.{person}: {facility} cannot be, or another is fixed"
        for key, count in Counter(at.values()).items():
            yield from () if count <= len(self.spread.get(key, ())) else (f"{where}: {count} people at {key}",)


def gather(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """Return all that stands beside each first."""
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def whole(value: Any, where: str) -> Iterator[str]:
    """Every number is whole and not below 0; of places, fewer than none may be taken, where two share one in turn."""
    if isinstance(value, float) or (isinstance(value, int) and value < 0 and not where.endswith(".taken")):
        yield f"{where}: {value} is no whole number from 0"
    for key, one in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from whole(one, f"{where}.{key}")


def form(plan: Plan) -> Iterator[str]:
    """Numbers are whole, ids stand once and in order, and whatever is named is listed."""
    yield from whole(plan.record, "record")
    yield from same("format", plan.record["format"], "sonae-plan/1")
    if "sha256" in plan.record:
        rest = {key: value for key, value in plan.record.items() if key != "sha256"}
        text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield from same("sha256", plan.record["sha256"], hashlib.sha256(text.encode()).hexdigest())
    if lot := plan.record.get("lot"):
        told = (lot["method"], lot["seed"][:7], lot["seed"].partition("#")[2])
        yield from same("lot", told, ("sha256", plan.record["period"][:7], json.dumps(lot["draw"])))
    for name in LISTS:
        keys = [(one.get("id", one.get("person")), one.get("facility", 0)) for one in plan.record.get(name, [])]
        yield from same(f"{name} (ids in order, each once)", keys, sorted(set(keys)))
        for person, facility in keys if name not in LISTS[:2] else []:
            if person not in plan.people or (name != "unplaced" and facility not in plan.facilities):
                yield f"{name}: person {person}, facility {facility}: not listed"
    yield from (f"people.{key}.tier: {tier}" for key, tier in plan.tier.items() if tier not in TIERS)


def places(plan: Plan) -> Iterator[str]:
    """Places are those offered less those taken, and each further trial at a facility costs one step more."""
    for key, one in plan.facilities.items():
        steps = [plan.policy["weights"]["spread_step"] * number for number in range(one["places"])]
        yield from same(f"facilities.{key}.spread_costs", one["spread_costs"], steps)
        offered = plan.scope["assumed_places"] if one.get("offered") is None else one["offered"]
        free = max(offered - one["taken"], 0) if offered and "taken" in one else offered
        yield from same(f"facilities.{key}.places", one["places"], free) if "offered" in one else ()


def costs(plan: Plan) -> Iterator[str]:
    """Terms add up to the cost, whose turn it is follows from who waited, and a person gains options of one kind."""
    turn, told = plan.policy["weights"].get("left_out_twice", 0), all("waited" in one for one in plan.people.values())
    waiting = {plan.tier[one] for one in plan.people if plan.waited(one) >= MANY}
    for (person, facility), one in plan.pairs.items():
        where, terms = f"candidates.{person}-{facility}", one["terms"]
        yield from same(f"{where}.cost", one["cost"], sum(terms.values()))
        due = turn * (plan.tier[person] in waiting and plan.waited(person) < MANY)
        yield from same(f"{where}.terms.turn", terms.get("turn", 0), due) if told else ()
        yield from (f"{where}: forbidden" for _ in {(person, facility)} & plan.forbidden)
    for person, facilities in plan.could.items():
        kinds = {plan.pairs[person, one].get("gain", 0) for one in facilities} - {0}
        if len(kinds) > 1 or not kinds <= KINDS.keys():
            yield f"candidates.{person}: gains {kinds}"


def placing(plan: Plan) -> Iterator[str]:
    """Everybody is placed where they could be and there is room, or told why not, and the objective adds up."""
    yield from same("assignments + unplaced", sorted([*plan.at, *plan.unplaced]), sorted(plan.people))
    yield from same("fixed, but not placed", sorted(plan.fixed.keys() - plan.at.keys()), [])
    if faults := list(plan.room("assignments", plan.at)):
        yield from faults
        return
    for one in plan.record["assignments"]:
        yield from same(f"assignments.{one['person']}.cost", one["cost"], plan.pairs[pair_of(one)]["cost"])
    yield from same("objective", plan.record["objective"], plan.objective(plan.at))


def reasons(plan: Plan) -> Iterator[str]:
    """Without a place: all are taken, by those named, or no pair is eligible, and rules refused every facility."""
    for person, one in plan.unplaced.items():
        where, could, removed = f"unplaced.{person}", plan.could[person], one.get("removed", {})
        yield from same(f"{where}.tier", one.get("tier", plan.tier[person]), plan.tier[person])
        allowed = ("places_taken",) if could else ("no_consent", "no_eligible_facility", "forbidden")
        yield from () if one["reason"] in allowed else (f"{where}.reason: {one['reason']}, not {allowed}",)
        holders = sorted((who, at, plan.tier[who]) for at in could for who in plan.guests[at])
        told = sorted((*pair_of(each), each["tier"]) for each in one.get("holders", []))
        yield from same(f"{where}.holders", told, holders)
        most = len(plan.facilities) - len(could) + removed.get("private_place", 0)
        most = 0 if one["reason"] == "no_consent" else most
        least = most - sum(pair[0] == person for pair in plan.forbidden) if "forbidden" in plan.record else 0
        if max(removed.values(), default=0) > most or sum(removed.values()) < least:
            yield f"{where}.removed: {removed}, of {most} facilities"
        for miss in one.get("misses", []):
            if miss["facility"] not in plan.facilities.keys() - set(could) or not removed.get(miss["rule"]):
                yield f"{where}.misses: {miss}"


def shortages(plan: Plan) -> dict[tuple[int, ...], tuple[set[int], list[int]]]:
    """Return facilities that are full, all that their guests and those without a place could use (Hall's condition)."""
    short: dict[tuple[int, ...], tuple[set[int], list[int]]] = {}
    for person in plan.unplaced:
        facilities, guests, ahead = set(plan.could[person]), set[int](), list(plan.could[person])
        while ahead:
            moving = set(plan.guests[ahead.pop()]) - plan.fixed.keys()
            guests |= moving
            ahead += (further := {one for guest in moving for one in plan.could[guest]} - facilities)
            facilities |= further
        if facilities and all(len(plan.guests[one]) == len(plan.spread[one]) for one in facilities):
            short.setdefault(tuple(sorted(facilities)), (guests, []))[1].append(person)
    return short


def hall(plan: Plan) -> Iterator[str]:
    """Whoever finds all places taken is short of one however others move, and so is whoever waits beyond the promise."""
    short = shortages(plan)
    lacking = {person for _, people in short.values() for person in people}
    for person, one in plan.unplaced.items():
        if (
            one["reason"] == "places_taken"
            and person not in lacking
            and (person in plan.due or plan.aim in {None, "cost"})
        ):
            yield f"unplaced.{person}: moving others would free a place"
    few = []
    for at, (guests, people) in short.items():
        if without := [one for one in people if one in plan.due]:
            few.append({"facilities": list(at), "places": len(guests), "people": sorted(guests), "without": without})
            yield from same(f"due: {without} have no place, but these are not due", sorted(guests - plan.due), [])
    told = {"people": sorted(plan.due), "placed": len(plan.due & plan.at.keys()), "too_few": few}
    yield from same("due", plan.record.get("due"), told) if plan.scope.get("tier_1_waits_at_most") else ()


def optimum(plan: Plan) -> Iterator[str]:
    """No plan is better, and among equal ones everybody has, in the order of the lot, the best of what is left."""
    weights, moves = plan.weights(), list[tuple[Any, Any, int, Any]]()
    for person in plan.people.keys() - plan.fixed.keys():
        here = plan.at.get(person, OUT)
        for there in {*plan.could[person], OUT} - {here}:
            moves.append((here, there, weights.get((person, there), 0) - weights.get((person, here), 0), person))
    for facility, costs in plan.spread.items():
        load = len(plan.guests[facility])
        moves += [(facility, OUT, costs[load], OUT)] if load < len(costs) else []
        moves += [(OUT, facility, -costs[load - 1], OUT)] if load else []
    graph: nx.DiGraph[Any] = nx.DiGraph()
    moves.sort(key=lambda move: -move[2])
    graph.add_weighted_edges_from((here, there, cost) for here, there, cost, _ in moves)
    graph.add_weighted_edges_from(("start", node, 0) for node in [OUT, *plan.spread])
    try:
        price = nx.single_source_bellman_ford_path_length(graph, "start")
    except nx.NetworkXUnbounded:
        yield f"assignments: there is a better plan, by moves around {nx.find_negative_cycle(graph, 'start')[:-1]}"
        return
    free = [(here, there, who) for here, there, cost, who in moves if price[here] + cost == price[there]]
    yield from drawn(plan, weights, free)


def drawn(plan: Plan, weights: dict[Any, int], free: list[tuple[Any, Any, Any]]) -> Iterator[str]:
    """Whoever could have something better by moves that cost nothing, of those alone whose turn comes later."""
    seed = plan.record.get("lot", {}).get("seed")

    def ticket(what: str, key: int) -> Any:
        return hashlib.sha256(f"{seed} {what} {key}".encode()).digest() if seed else key

    order = sorted(plan.people, key=lambda key: ticket("person", key))
    turn = {OUT: len(order), **{key: number for number, key in enumerate(order)}}
    latest: dict[Any, dict[Any, int]] = defaultdict(dict)
    for here, there, who in free:
        latest[here][there] = max(turn[who], latest[here].get(there, 0))
    options = gather((who, there) for _, there, who in free)
    for person in order:
        home = plan.at.get(person, OUT)
        rank = {at: (weights[person, at] * bool(seed), ticket("facility", at)) for at in plan.could[person]}
        seen = {one for one in options[person] if one != OUT and (home == OUT or rank[one] < rank[home])}
        ahead = list(seen)
        while ahead:
            ahead += (new := {to for to, who in latest[ahead.pop()].items() if who > turn[person]} - seen)
            seen |= new
        if home in seen:
            yield f"assignments.{person}: an equal plan has something better for them, and it is their turn"


CHECKS = ((form,), (places, costs, placing), (reasons, hall, dates), (optimum, expected))
"""Each check of a group trusts what the groups before it have found right."""


def verify(record: Any, policy_file: Path | None = None) -> list[str]:
    """Return all faults of a record."""
    try:
        plan = Plan(record)
        faults = list(policy(plan, policy_file)) if policy_file else []
        for group in CHECKS:
            faults += [fault for check in group for fault in check(plan)] if not faults else []
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
        return [f"record: not as docs/plan-format.md describes it: {error!r}"]
    return faults


def main(plan_file: str, policy_file: str = "") -> int:
    """Tell what was checked, and every fault."""
    record = json.loads(Path(plan_file).read_text(encoding="utf-8"))
    faults = verify(record, Path(policy_file) if policy_file else None)
    for check in [*([policy] if policy_file else []), *(check for group in CHECKS for check in group)]:
        print(f"checked: {check.__doc__}")
    print("\n".join(faults) or "ok")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
