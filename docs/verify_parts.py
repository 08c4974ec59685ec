"""What verify_plan.py checks beside the plan itself: the dates of its stays, and the policy file."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any


def pair_of(one: Any) -> tuple[int, int]:
    """Return the ids of a row."""
    return one["person"], one["facility"]


def same(where: str, found: object, expected: object) -> Iterator[str]:
    """Name a place where something else stands than follows from the rest."""
    if found != expected:
        yield f"{where}: {found}, not {expected}"


def dates(plan: Any) -> Iterator[str]:
    """Stays lie in the period, where there is room, and no more begin than the policy allows."""
    if "dates" not in plan.record:
        return
    stays: list[tuple[int, int, date, date]] = [
        (*pair_of(one), date.fromisoformat(one["arrival"]), date.fromisoformat(one["departure"]))
        for one in plan.record["dates"]["stays"]
    ]
    first, last = (date.fromisoformat(f"{month}-01") for month in plan.record["period"].split("/"))
    at = {person: facility for person, facility, _, _ in stays}
    yield from same("dates.stays (people in order, each once)", [one[0] for one in stays], sorted(at))
    yield from (faults := list(plan.room("dates.stays", at)))
    for person, _, arrival, departure in stays:
        if not first <= arrival < departure <= (last + timedelta(days=31)).replace(day=1):
            yield f"dates.stays.{person}: {arrival} to {departure}"
    new = [(facility, arrival) for person, facility, arrival, _ in stays if person not in plan.fixed]
    weeks = Counter(arrival.isocalendar()[:2] for _, arrival in new)
    for key, begun in (("receive_per_day", Counter(new)), ("accompany_per_week", weeks)):
        most = plan.policy.get("dates", {}).get(key) or len(stays)
        yield from (f"dates.stays: {count} begin {when}, {key} {most}" for when, count in begun.items() if count > most)
    told = {} if faults else plan.record["dates"].get("objective", {})
    yield from same("dates.objective", told, {key: plan.objective(at)[key] for key in told})


def policy(plan: Any, file: Path) -> Iterator[str]:
    """Every number of the policy is that of the file, which is known by its SHA-256."""
    content = file.read_bytes()
    digest, aim = hashlib.sha256(content).hexdigest(), plan.scope.get("aim")
    turned = hashlib.sha256(repr((digest, aim)).encode()).hexdigest()  # as Sonae names a policy with the other aim
    if plan.policy["sha256"] not in {digest, turned}:
        yield f"policy.sha256: {plan.policy['sha256']}, not {digest}"
    sections = tomllib.loads(content.decode())
    for name, section in plan.policy.items():
        for key, value in section.items() if isinstance(section, dict) else ():
            yield from same(f"policy.{name}.{key}", value, aim if key == "aim" else sections[name].get(key, value))
