"""The chance of a bed for a city of people who share the beds, against a plain loop over nights, people and options.

    python benchmarks/chances.py [--people 5000] [--facilities 2000] [--options 40] [--sample 50] [--json]

The loop is timed on a sample of the people and must find the same chances; its time is scaled to all of them. "nights" is
the time to simulate the nights, "chances" to look everybody up on them, "gains" what one more option would bring for
every pair that is none.
"""

import argparse
import json
import resource
import time

import numpy as np

from matching.simulation import Nights, Record, Sharing, bed_chances, draw_nights, fit_lengths, more_chance

SEED = 7


def city(people: int, facilities: int, options: int) -> tuple[Sharing, np.ndarray]:
    """Return a seeded city in which each person has so many options on average, every facility a few answers."""
    luck = np.random.default_rng(SEED)
    option = luck.random((people, facilities)) < options / facilities
    person, site = np.nonzero(option)
    tier = luck.integers(0, 3, people)
    years = [3_000.0, 6_000.0, 6_000.0]
    return Sharing(
        start=np.searchsorted(person, np.arange(people + 1)).astype(np.int64),
        site=site,
        order=luck.integers(0, 10**6, len(site)),
        accepted=luck.integers(0, 3, facilities),
        refused=luck.integers(0, 5, facilities),
        group=tier,
        records=[
            Record(events, exposure, people // 3) for events, exposure in zip((600, 300, 150), years, strict=True)
        ],
        lengths=fit_lengths("lognormal", (), 13.0),
        beds=np.ones(facilities, dtype=np.int64),
    ), option


def peer(option: np.ndarray, nights: Nights, people: range) -> list[float]:
    """Look at every night and option, one after the other."""
    takes, away = nights.takes.tolist(), nights.away.tolist()
    found = []
    for person in people:
        own = np.flatnonzero(option[person]).tolist()
        total = counted = 0.0
        for night, chances in enumerate(takes):
            if away[night][person]:
                continue
            nowhere = 1.0
            for site in own:
                nowhere *= 1 - chances[site]
            total += 1 - nowhere
            counted += 1
        found.append(total / counted)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--facilities", type=int, default=2000)
    parser.add_argument("--options", type=int, default=40)
    parser.add_argument("--sample", type=int, default=50)
    parser.add_argument("--json", action="store_true", help="one JSON document")
    given = parser.parse_args()
    sharing, option = city(given.people, given.facilities, given.options)
    draw_nights(sharing, years=2)  # compiled once, and kept on disk
    begin = time.perf_counter()
    nights = draw_nights(sharing)
    drawn = time.perf_counter()
    found = bed_chances(option, nights)
    looked = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sample = range(min(given.sample, given.people))
    start = time.perf_counter()
    plain = peer(option, nights, sample)
    scaled = (time.perf_counter() - start) * given.people / len(sample)
    if not np.allclose(plain, found.mean[: len(sample)], atol=1e-4):
        raise SystemExit("the peer disagrees")
    pairs = np.nonzero(~option)
    start = time.perf_counter()
    more_chance(option, nights, *pairs)
    row = {
        "people": given.people,
        "facilities": given.facilities,
        "options": int(option.sum()),
        "nights_s": round(drawn - begin, 2),
        "chances_s": round(looked - drawn, 2),
        "peer_s": round(scaled, 1),
        "to_peer": round((looked - drawn) / scaled, 4),
        "gains_s": round(time.perf_counter() - start, 2),
        "peak_mb": round(peak),
    }
    print(json.dumps(row) if given.json else "  ".join(f"{name}={value}" for name, value in row.items()))


if __name__ == "__main__":
    main()
