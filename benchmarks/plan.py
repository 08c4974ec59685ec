"""Time of a whole plan, from the database to the explained result, against its own solve; and its peak memory.

    python benchmarks/plan.py [--people 300] [--facilities 120] [--json]

A casebook of that size is made in a temporary folder; each run opens it, reads it, plans and writes every
sentence in Japanese. The peer in the same run is bare reading: every table through the casebook, no plan. A second
plan aims at readiness; its peer is the plain one.
"""

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from casebook.book import Casebook, open_casebook
from casebook.engine import create
from casebook.mapping import KINDS
from casebook.records import Area, Audit, Facility, FacilityCondition, Stay, Town
from casebook.roles import Actor
from desk.demo import make_condition, make_consent, make_people
from desk.period import coming_quarter
from desk.plan import plan_trials
from geodata.demo.city import CITY, DemoFacility, make_city
from geodata.demo.outlines import ward_outlines
from matching.policy import Policy, aiming, load_policy

TODAY = date(2026, 11, 22)
TARGET_SECONDS = 0.5


def make_casebook(url: str, people: int, facilities: int) -> Casebook:
    """Fill a casebook with invented people, facilities, conditions and stays of the asked size."""
    create(url)
    book = open_casebook(url, Actor("benchmark", "coordinator"), lambda: datetime.now(UTC))
    luck = random.Random(1)  # noqa: S311 - invented data
    city = make_city(1)
    offices = [one for one in city.facilities if one.service_code in ("24", "33", "34", "WH")]
    offices = (offices * (facilities // len(offices) + 1))[:facilities]
    everyone = (make_people(city, TODAY, luck) * (people // 120 + 1))[:people]
    with book.writing("benchmark") as writer:
        wards = ward_outlines()
        writer.add_many(
            [
                Area(code=code, prefecture="宮城県", city=CITY, name=ward, geometry=shape)
                for code, ward, shape in zip(wards["code"], wards["ward"], wards.geometry.to_wkt(), strict=True)
            ]
        )
        writer.add_many(
            [Town(city=CITY, ward=town.ward, name=town.name, lat=town.lat, lon=town.lon) for town in city.towns]
        )
        sites = writer.add_many([_facility(one, index) for index, one in enumerate(offices)])
        conditions = [make_condition(key, one, TODAY, luck) for key, one in zip(sites, offices, strict=True)]
        writer.add_many([one for one in conditions if isinstance(one, FacilityCondition)])
        named = [replace(one, code_name=f"B-{index:05d}", status="active") for index, one in enumerate(everyone)]
        keys = writer.add_many(named)
        consents = [make_consent(key, one, TODAY, luck) for key, one in zip(keys, named, strict=True)]
        writer.add_many([one for one in consents if one is not None])
        stays = {(luck.choice(keys), luck.choice(sites), date(2025, luck.randint(1, 12), 3)) for _ in range(people)}
        writer.add_many(
            [
                Stay(person_id=person, facility_id=site, kind="trial", start_on=day, outcome="went_well")
                for person, site, day in sorted(stays)
            ]
        )
    return book


def _facility(one: DemoFacility, index: int) -> Facility:
    return Facility(
        source="demo",
        service_code=one.service_code,
        service_name=one.service_code,
        office_number=f"{index:010d}",
        name=f"{one.name}{index}",
        city=CITY,
        ward=one.ward,
        lat=one.lat,
        lon=one.lon,
        located_at="office",
    )


def median_of(runs: int, job: Callable[[], object]) -> float:
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        job()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--facilities", type=int, default=120)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'sonae.db'}"
        book = make_casebook(url, given.people, given.facilities)
        policy, period = load_policy(), coming_quarter(TODAY)

        def explained(aimed: Policy = policy) -> int:
            view = plan_trials(book, period, aimed, TODAY)
            for one in view.suggestions:
                view.reasons(one, "ja")
            return len(view.suggestions)

        begun = time.perf_counter()
        placed = explained()
        first = time.perf_counter() - begun
        whole = median_of(given.runs, explained)
        explained(aiming(policy, "readiness"))
        aimed = median_of(given.runs, lambda: explained(aiming(policy, "readiness")))
        reading = median_of(given.runs, lambda: [book.all(kind) for kind in KINDS if kind is not Audit])
    figures = {
        "people": given.people,
        "facilities": given.facilities,
        "placed": placed,
        "first_seconds": round(first, 3),
        "median_seconds": round(whole, 3),
        "bare_reading_seconds": round(reading, 3),
        "ratio": round(whole / reading, 1),
        "readiness_seconds": round(aimed, 3),
        "readiness_ratio": round(aimed / whole, 2),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    if given.json:
        print(json.dumps(figures))
        return
    size = f"{given.people} people × {given.facilities} facilities, {placed} placed"
    print(f"{size}: {whole:.3f} s from database to explained result (target {TARGET_SECONDS} s)")
    print(
        f"first run in the process {first:.3f} s; bare reading of the same tables {reading:.3f} s: ratio {figures['ratio']}"
    )
    print(f"aiming at readiness {aimed:.3f} s: ratio {figures['readiness_ratio']} to the plain aim")
    print(f"peak memory {figures['peak_megabytes']} MB")


if __name__ == "__main__":
    main()
