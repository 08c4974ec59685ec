"""Simulated years a second against a plain event loop over the same calls, and the closed form beside both.

    python benchmarks/simulation.py [--years 1000] [--people 95] [--facilities 60] [--rounds 3] [--json]

The peer keeps departures in a heap and knows nothing of SimPy; it is given the same luck, and must end every call where
the simulation ends it. "draw" is the time to draw the luck alone, which both need.
"""

import argparse
import heapq
import json
import random
import resource
import statistics
import time

import numpy as np

from matching.simulation import (
    BASE,
    BUSY,
    DAYS,
    NOWHERE,
    Caller,
    Calls,
    Model,
    census,
    draw_calls,
    erlang_b,
    fit_lengths,
    loss_system,
    simulate,
    summarise,
)

STAYS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 19, 24, 33, 60)
SEED = 7


def city(people: int, facilities: int) -> Model:
    """Return a seeded city of the demonstration's size: three people in five have one to six options."""
    luck = random.Random(SEED)  # noqa: S311
    sites = range(1, facilities + 1)
    callers = [
        Caller(
            0.3,
            tuple((site, 0.5) for site in luck.sample(sites, luck.randint(1, 6))) if luck.random() < 0.6 else (),
        )
        for _ in range(people)
    ]
    callers.append(Caller(20.0, many=True))
    return Model(tuple(callers), fit_lengths("empirical", STAYS), 4, dict.fromkeys(sites, 1))


def peer(model: Model, calls: Calls) -> list[int]:
    """Play the calls with a heap."""
    column = {facility: index for index, facility in enumerate(sorted(model.beds))}
    options = [[(column[facility], chance) for facility, chance in caller.options] for caller in model.callers]
    free = [*(model.beds[facility] for facility in sorted(model.beds)), model.rooms]
    away: set[int] = set()
    departures: list[tuple[float, int, int]] = []
    places = []
    rows = zip(calls.at.tolist(), calls.caller.tolist(), calls.days.tolist(), calls.answers, strict=True)
    for at, caller, days, answers in rows:
        while departures and departures[0][0] <= at:
            _, left, who = heapq.heappop(departures)
            free[left] += 1
            away.discard(who)
        if caller in away:
            places.append(BUSY)
            continue
        place = BASE if free[BASE] else NOWHERE
        for index, chance in options[caller]:
            if free[index] and answers[index] < chance:
                place = index
                break
        places.append(place)
        if place >= BASE:
            free[place] -= 1
            if not model.callers[caller].many:
                away.add(caller)
            heapq.heappush(departures, (at + days, place, caller))
    return places


def peer_years(model: Model, years: int) -> np.ndarray:
    """Return the days by rooms in use of every year, by the peer."""
    noons = np.arange(model.warm_up, model.warm_up + DAYS, dtype=np.float64) + 0.5
    days = np.empty((years, model.rooms + 1), dtype=np.int64)
    for year, stream in enumerate(np.random.SeedSequence(SEED).spawn(years)):
        calls = draw_calls(model, np.random.default_rng(stream))
        stays = np.array(peer(model, calls), dtype=np.int64) == BASE
        in_use = census(calls.at[stays], calls.at[stays] + calls.days[stays], noons)
        days[year] = np.bincount(in_use, minlength=model.rooms + 1)
    return days


def draw_years(model: Model, years: int) -> None:
    for stream in np.random.SeedSequence(SEED).spawn(years):
        draw_calls(model, np.random.default_rng(stream))


def measured(scene: str, model: Model, years: int, rounds: int) -> dict[str, object]:
    """Measure one scene, the simulation and its peer in turn."""
    ours, theirs, drawn = [], [], []
    for _ in range(rounds):
        begin = time.perf_counter()
        outcome = simulate(model, years, SEED)
        middle = time.perf_counter()
        days = peer_years(model, years)
        end = time.perf_counter()
        draw_years(model, years)
        ours.append(middle - begin)
        theirs.append(end - middle)
        drawn.append(time.perf_counter() - end)
        if not np.array_equal(outcome.days_by_rooms, days):
            raise SystemExit("the peer disagrees")
    found = summarise(outcome)
    blocked = found.blocked_share
    seconds = statistics.median(ours)
    return {
        "scene": scene,
        "years": years,
        "calls_a_year": round(found.arrivals.mean, 1),
        "seconds": round(seconds, 3),
        "years_a_second": round(years / seconds),
        "peer_s": round(statistics.median(theirs), 3),
        "to_peer": round(seconds / statistics.median(theirs), 2),
        "draw_s": round(statistics.median(drawn), 3),
        "blocked": blocked and f"{blocked.mean:.4f} ({blocked.low:.4f} to {blocked.high:.4f})",
        "erlang_b": round(erlang_b(model.rooms, model.load), 4) if scene.startswith("alone") else None,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=1000)
    parser.add_argument("--people", type=int, default=95)
    parser.add_argument("--facilities", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    options = parser.parse_args()
    lengths = fit_lengths("lognormal", STAYS)
    scenes = {"city": city(options.people, options.facilities)}
    scenes |= {f"alone, load {load}": loss_system(load, 4, lengths) for load in (1.5, 2.1, 3.0, 6.0)}
    rows = [measured(scene, model, options.years, options.rounds) for scene, model in scenes.items()]
    if options.json:
        print(json.dumps({"rows": rows}))
        return
    for row in rows:
        print("  ".join(f"{name}={value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
