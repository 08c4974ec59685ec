"""People and places scattered at random, and where each of them lies, found plainly."""

import random
from datetime import timedelta
from typing import Any

from casebook.book import Casebook
from casebook.records import Facility, FacilityCondition, Person, Statistic, Stay, Visit
from desk.coverage.areas import MUNICIPALITY, UNKNOWN_AREA
from tests.conftest import TODAY
from tests.desk.coverage.six_towns import CITY, LAT, TOWNS, WARDS, build
from tests.optional import present


def scatter(book: Casebook, seed: int) -> None:
    """Fill a city with people and facilities of which much is not known."""
    chance = random.Random(seed)  # noqa: S311
    centres = build(book)
    some = [
        *TOWNS,
        ("青葉区", None),
        ("太白区", None),
        (None, None),
        ("名取市", "杜せきのした"),
        ("泉区", "なくなった町"),
    ]
    services = ("24", "33", "32", "34", "WH", "53", "OTHER")
    with book.writing("scattered") as writer:
        people = []
        for number in range(30):
            ward, town = chance.choice(some)
            at: dict[str, Any] = {"city": "名取市", "ward": None} if ward == "名取市" else {"city": CITY, "ward": ward}
            people.append(
                writer.add(
                    Person(
                        code_name=f"P-{number}",
                        **at,
                        town=town,
                        tier_override=chance.choice([1, 2, 3]),
                        tier_override_reason="試験",
                        status=chance.choice(["active", "watching", "closed"]),
                        wheelchair=chance.choice([True, False, None]),
                    )
                )
            )
        for number in range(25):
            ward = chance.choice([*WARDS, None, "名取市"])
            lon = chance.choice([None, 140.81, 140.86, 140.9, 140.95, 141.05, 142.0])
            located = chance.choice(["office", "town", "ward"]) if lon else "none"
            key = writer.add(
                Facility(
                    source="manual",
                    service_code=chance.choice(services),
                    service_name="試験",
                    name=f"F-{number}",
                    city=CITY,
                    ward=ward,
                    lat=LAT if lon else None,
                    lon=lon,
                    located_at=located,
                    status=chance.choice(["open", "open", "closed"]),
                    is_base=number == 0,
                )
            )
            if chance.random() < 0.7:
                writer.add(
                    FacilityCondition(
                        facility_id=key,
                        offers_trial=chance.choice([True, False, None]),
                        trial_places=chance.choice([None, 0, 1, 3]),
                        emergency_policy=chance.choice([None, "none", "past_use", "always"]),
                        wheelchair=chance.choice([True, False, None]),
                    )
                )
            for one in chance.sample(people, 2):
                start = TODAY - timedelta(days=chance.randrange(700))
                writer.add(Stay(person_id=one, facility_id=key, kind="trial", start_on=start, end_on=start))
            if chance.random() < 0.5:
                day = TODAY - timedelta(days=chance.randrange(700))
                writer.add(Visit(visited_on=day, kind="other", facility_id=key))
        writer.add(Visit(visited_on=TODAY, kind="other", place="喫茶店"))
        writer.add(
            Statistic(level="ward", city=CITY, ward="泉区", kind="certificate_mental", on=TODAY, value=70, source="市")
        )
    assert centres


def plain_area(level: str, ward: str | None, town: str | None, centres: dict[str, str]) -> str:
    """Say in which area something lies whose ward (or city, where no ward is known) and town are known by name."""
    if level == "ward":
        return ward if ward in WARDS else UNKNOWN_AREA
    if level == MUNICIPALITY:
        return CITY if ward in (*WARDS, CITY) else UNKNOWN_AREA
    if ward is None or town is None or (ward, town) not in TOWNS:
        return UNKNOWN_AREA
    return f"{ward}/{town}" if level == "town" else centres.get(TOWNS[ward, town][1] or "", UNKNOWN_AREA)


def plain_site(one: Facility) -> tuple[str | None, str | None]:
    """Say in which ward and town a facility lies: the stated ward or the one around it, and the nearest town in it.

    Where no ward is known, the city stands for it.
    """
    exact = one.lon is not None and one.located_at in ("office", "town")
    ward = one.ward
    if ward not in WARDS:
        around = [name for name, lon in WARDS.items() if exact and lon <= present(one.lon) <= lon + 0.1]
        ward = around[0] if around else None if one.ward else one.city
    near = [
        (abs(lon - present(one.lon)), town) for (at, town), (lon, _) in TOWNS.items() if exact and lon and at == ward
    ]
    return ward, min(near)[1] if near else None
