"""What verify_plan.py checks of the block `expected`: asking replayed to the digit, and the bounds by their prices.

docs/plan-format.md describes the block; chances and expected numbers are whole millionths.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Any

from verify_parts import pair_of, same

MILLION, MASK, TIERS = 10**6, 2**64 - 1, (1, 2, 3)
SLACK = 2  # millionths by which what is reckoned in double precision may differ
Pair = tuple[int, int]
Says = Callable[[Pair], bool]


def mixed(value: int) -> int:
    """Return the next SplitMix64 number of a state."""
    value = (value + 0x9E3779B97F4A7C15) & MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


class Asking:
    """Whom to ask for whom."""

    def __init__(self, plan: Any, block: Any) -> None:
        self.tier, self.most, self.block = plan.tier, block["most_asks"], block
        self.chance: dict[Pair, int] = dict(zip(plan.pairs, block["chances"], strict=True))
        self.agreed, self.asked = (list(map(pair_of, block[name])) for name in ("agreed", "asked"))
        self.places = {key: len(costs) for key, costs in plan.spread.items()}
        for _, facility in self.agreed:
            self.places[facility] -= 1

    def replay(self, order: list[int], lists: dict[int, list[int]], says_yes: Says) -> tuple[set[int], int]:
        """Ask in rounds; return who gets a trial, and how many asks were made."""
        free, placed, done = dict(self.places), {person for person, _ in self.agreed}, set[Pair]()
        asks: Counter[int] = Counter()

        def answers(asked: list[Pair]) -> None:
            for person, facility in asked:
                asks[person] += 1
                done.add((person, facility))
                if says_yes((person, facility)):
                    placed.add(person)
                    free[facility] -= 1

        answers(self.asked)
        for tier in TIERS:
            while asked := self.round(
                [one for one in order if self.tier[one] == tier and one not in placed], lists, free, asks, done
            ):
                answers(asked)
        return placed, asks.total()

    def round(
        self, people: list[int], lists: dict[int, list[int]], free: dict[int, int], asks: Counter[int], done: set[Pair]
    ) -> list[Pair]:
        """Return who asks where: the first of the list that was not asked and has a place neither taken nor held."""
        held, asked = Counter[int](), []
        for person in people:
            could = (one for one in lists[person] if (person, one) not in done and free[one] > held[one])
            facility = next(could, None) if asks[person] < self.most else None
            if facility is not None:
                asked.append((person, facility))
                held[facility] += 1
        return asked

    def figures(self, order: list[int], lists: dict[int, list[int]]) -> dict[str, Any]:
        """Return what asking brings on average: over the runs, or over every set of answers where there are none."""
        listed = {(person, facility) for person in order for facility in lists[person]}
        chance: dict[int, float] = defaultdict(float)
        calls, square = 0.0, 0.0
        for weight, says_yes in self.runs() if self.block["runs"] else self.all_answers(listed | {*self.asked}):
            placed, asks = self.replay(order, lists, says_yes)
            calls, square = calls + weight * asks, square + weight * len(placed) ** 2
            for person in placed:
                chance[person] += weight
        some = {person for person, _ in [*self.chance, *self.agreed]}
        mean = sum(chance.values())
        return {
            "trials": {
                str(tier): round(MILLION * sum(chance[one] for one in some if self.tier[one] == tier)) for tier in TIERS
            },
            "calls": round(MILLION * calls),
            "chance": {str(one): round(MILLION * chance[one]) for one in some},
            "error": round(MILLION * math.sqrt(max(0.0, square - mean**2) / (self.block["runs"] or math.inf))),
        }

    def once(self, at: dict[int, int]) -> dict[str, Any]:
        """Return what it brings to ask everybody at one facility only, and not where that is agreed."""
        chance = {person: 0 for person, _ in [*self.chance, *self.agreed]} | {
            one[0]: self.chance[one] for one in at.items()
        }
        chance |= {person: MILLION for person, _ in self.agreed}
        trials = {str(tier): sum(value for one, value in chance.items() if self.tier[one] == tier) for tier in TIERS}
        calls = MILLION * (len(at) - len(self.agreed))
        return {"trials": trials, "calls": calls, "chance": {str(one): value for one, value in chance.items()}}

    def runs(self) -> Iterator[tuple[float, Says]]:
        """Yield each run: its weight, and the answers in it."""
        for run in range(self.block["runs"]):
            key = mixed(mixed(self.block["seed"]) ^ run)

            def says_yes(pair: Pair, key: int = key) -> bool:
                return mixed(mixed(key ^ pair[0]) ^ pair[1]) % MILLION < self.chance[pair]

            yield 1 / self.block["runs"], says_yes

    def all_answers(self, pairs: set[Pair]) -> Iterator[tuple[float, Says]]:
        """Yield every set of answers with its chance."""
        certain = {pair: self.chance[pair] == MILLION for pair in pairs if self.chance[pair] in {0, MILLION}}
        unsure = sorted(pairs - certain.keys())
        for answers in product((False, True), repeat=len(unsure)):
            given = dict(zip(unsure, answers, strict=True))
            weight = math.prod(
                (self.chance[one] if yes else MILLION - self.chance[one]) / MILLION for one, yes in given.items()
            )
            yield weight, (certain | given).__getitem__

    def best(self, through: int) -> float:
        """Return the most trials that any way of asking brings, in millionths, by trying every way."""
        agreed = {person for person, _ in self.agreed}
        open_to = [pair for pair in self.chance if pair[0] not in agreed and self.tier[pair[0]] <= through]

        @cache
        def most(done: frozenset[Pair], placed: frozenset[Pair]) -> float:
            found, asks, gone = 0.0, Counter(who for who, _ in done), Counter(at for _, at in placed)
            for pair in set(open_to) - done:
                settled = any(pair[0] == who for who, _ in placed) or asks[pair[0]] >= self.most
                if not settled and gone[pair[1]] < self.places[pair[1]]:
                    chance, after = self.chance[pair] / MILLION, done | {pair}
                    found = max(found, chance * (1 + most(after, placed | {pair})) + (1 - chance) * most(after, placed))
            return found

        there: int = sum(self.tier[one] <= through for one in agreed)
        return MILLION * (there + most(frozenset(), frozenset()))

    def bound(self, through: int, stars: list[Any]) -> float:
        """Return how many trials nobody can expect more of, in millionths, by prices of pairs of one facility."""
        agreed = {person for person, _ in self.agreed}
        worth = {one: MILLION for one in self.chance if self.tier[one[0]] <= through and one[0] not in agreed}
        total = float(MILLION * sum(self.tier[person] <= through for person in agreed))
        for star in stars:
            inside = [(person, star["facility"]) for person in star["people"]]
            used = [1.0] + [0.0] * min(self.places[star["facility"]], len(inside))
            for pair in inside:
                worth[pair] -= star["price"]
                chance = self.chance[pair] / MILLION
                for count in range(len(used) - 2, -1, -1):
                    used[count], used[count + 1] = used[count] * (1 - chance), used[count + 1] + used[count] * chance
            total += star["price"] * sum(count * share for count, share in enumerate(used))
        by_person: dict[int, list[Pair]] = defaultdict(list)
        for pair in sorted(worth, key=lambda one: worth[one]):
            by_person[pair[0]].append(pair)
        for pairs in by_person.values():
            value = [0.0] * (self.most + 1)
            for pair in pairs:
                chance = self.chance[pair] / MILLION
                for left in range(self.most, 0, -1):
                    value[left] = max(value[left], chance * worth[pair] + (1 - chance) * value[left - 1])
            total += value[-1]
        return total


def expected(plan: Any) -> Iterator[str]:
    """Asking, replayed with the answers drawn again, brings what is told, and no way of asking more than the bounds."""
    block = plan.record.get("expected")
    if not block:
        return
    asking = Asking(plan, block)
    yield from same("expected.agreed + asked", sorted([*asking.agreed, *asking.asked]), sorted(plan.fixed.items()))
    lists = {one["person"]: one["facilities"] for one in block["lists"]}
    yield from same("expected.order", block["order"], list(lists))
    strange = {(person, one) for person in lists for one in lists[person]} - asking.chance.keys()
    yield from (f"expected.lists: {pair} is no candidate" for pair in strange)
    yield from (f"expected.chances: {one}" for one in block["chances"] if one > MILLION)
    if block["runs"] and MILLION % block["runs"]:
        yield f"expected.runs: {block['runs']} divide no million"
    elif not strange:
        yield from replayed(plan, asking, lists)


def replayed(plan: Any, asking: Asking, lists: dict[int, list[int]]) -> Iterator[str]:
    """Reckon again what is told."""
    block = asking.block
    yield from agree("expected", block, asking.figures(block["order"], lists), block["runs"])
    yield from agree("expected.present", block["present"], asking.once(plan.at), 1)
    yield from same("expected.bounds", [one["through"] for one in block["bounds"]], list(TIERS))
    for through, told in zip(TIERS, block.get("best") or (), strict=False):
        if abs(told - (found := asking.best(through))) > 1:
            yield f"expected.best: {told}, not {found}"
    for one in block["bounds"]:
        where, bound = f"expected.bounds.{one['through']}", asking.bound(one["through"], one["stars"])
        if abs(one["trials"] - math.ceil(bound)) > SLACK:
            yield f"{where}.trials: {one['trials']}, not {math.ceil(bound)}"
        told = sum(block["trials"][str(tier)] for tier in TIERS if tier <= one["through"])
        yield from same(f"{where}.gap", one["gap"], one["trials"] - told)


def agree(where: str, told: Any, found: Any, runs: int) -> Iterator[str]:
    """Name what differs, by more than 1 where the mean is over all answers and rounded."""
    yield from same(f"{where}.chance (people)", sorted(told["chance"]), sorted(found["chance"]))
    for key, value in found.items():
        for name, one in value.items() if isinstance(value, dict) else [("", value)]:
            at = told.get(key, one) if key == "error" else told[key][name] if name else told[key]
            if abs(at - one) > (not runs or key == "error"):
                yield f"{where}.{key}.{name}: {at}, not {one}"
