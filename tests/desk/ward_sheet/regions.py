"""Little regions by chance: two cities with wards and a town without, and people of whom not all is known."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from casebook.book import Casebook
from casebook.records import Area, Facility, FacilityCondition, Person
from desk.coverage.areas import CITY, MUNICIPALITY, UNKNOWN_AREA
from desk.ward_sheet.nested import OUTSIDE, WARD, Nested
from desk.ward_sheet.nested import Area as Place
from tests.conftest import TODAY
from tests.desk.conftest import square

WARDS: dict[str, tuple[str | None, ...]] = {"甲市": ("東区", "西区", "南区"), "乙市": ("東区", "北区"), "丙町": (None,)}
FEW: dict[str, tuple[str | None, ...]] = {"甲市": ("東区", "西区", "南区"), "丙町": (None,)}
LABELS = ("甲市東区", "西区", "南区", "乙市東区", "北区", "丙町")


def scatter(
    book: Casebook,
    seed: int,
    sizes: Sequence[int] = (0, 1, 2, 4, 8, 14, 20),
    wards_of: Mapping[str, tuple[str | None, ...]] = WARDS,
) -> None:
    """Fill a region; of some people only the city is known, of some nothing."""
    chance = random.Random(seed)  # noqa: S311
    areas = [(city, ward) for city, wards in wards_of.items() for ward in wards]
    beside: list[tuple[str | None, str | None]] = [(city, None) for city, wards in wards_of.items() if len(wards) > 1]
    homes: list[tuple[str | None, str | None]] = [*areas, *beside, (None, None)]
    with book.writing("region") as writer:
        for number, (city, ward) in enumerate(areas):
            shape = square(140.8 + number / 10, 38.2)
            writer.add(Area(code=f"0410{number}", prefecture="宮城県", city=city, name=ward or city, geometry=shape))
        for home, (home_city, home_ward) in enumerate(homes):
            for number in range(chance.choice(sizes)):
                told: dict[str, Any] = {
                    "city": home_city,
                    "ward": home_ward,
                    "wheelchair": chance.choice([True, False, None]),
                }
                tier, on = chance.choice([1, 2, 3]), TODAY.replace(year=chance.choice([2024, 2025, 2026]), month=3)
                writer.add(
                    Person(
                        code_name=f"P-{home}-{number}",
                        tier_override=tier,
                        tier_override_reason="試験",
                        identified_on=on,
                        **told,
                    )
                )
        for number, (office_city, office_ward) in enumerate(homes[:-1]):
            for _ in range(chance.choice([0, 1, 3, 5])):
                office: dict[str, Any] = {"source": "demo", "service_code": "24", "service_name": "短期入所"}
                key = writer.add(Facility(name=f"F-{number}", city=office_city, ward=office_ward, **office))
                policy = chance.choice([None, "none", "always"])
                writer.add(FacilityCondition(facility_id=key, emergency_policy=policy, trial_places=2))


def inside(nested: Nested, place: Place) -> list[Place]:
    """Return the smallest areas that an area is made of, found plainly."""
    level, key = place
    if level == CITY:
        return list(nested.units)
    if place == (WARD, UNKNOWN_AREA):
        return [unit for unit in nested.units if unit[0] != WARD or unit[1] == UNKNOWN_AREA]
    if level == MUNICIPALITY and key in nested.wards_of:
        return [*((WARD, ward) for ward in nested.wards_of[str(key)]), (OUTSIDE, key)]
    return [(WARD, key)] if level == MUNICIPALITY and key != UNKNOWN_AREA else [place]


def live_on(book: Casebook, chance: random.Random, day: date) -> None:
    """Let some people come, go, move, and need something else, and some offices say something else."""
    people, conditions = book.all(Person), book.all(FacilityCondition)
    with book.writing("later") as writer:
        for one in chance.sample(people, min(3, len(people))):
            new: dict[str, Any] = {"id": None, "code_name": f"N-{writer.revision()}", "identified_on": day}
            writer.add(replace(one, **new))
        for one in chance.sample(people, len(people) // 8):
            how = chance.choice(("goes", "moves", "tier", "wheelchair"))
            other = chance.choice(people)
            changes: dict[str, dict[str, Any]] = {
                "goes": {"status": "closed"},
                "moves": {"city": other.city, "ward": other.ward, "town": other.town},
                "tier": {"tier_override": chance.choice((1, 2, 3)), "tier_override_reason": "試験"},
                "wheelchair": {"wheelchair": chance.choice((True, False, None))},
            }
            writer.change(replace(one, **changes[how]))
        for condition in chance.sample(conditions, len(conditions) // 4):
            writer.change(replace(condition, emergency_policy=chance.choice((None, "none", "always"))))
