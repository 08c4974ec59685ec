"""Edits on top of a plan's input: another tier, other places, a closed or imagined facility, a lock, a weight."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from casebook.records import Facility, FacilityCondition
from desk.city import FacilityFile, lonlats, matching_facility
from desk.plan.problem import PlanInput, by_name
from matching.errors import MatchingError
from matching.pairs import Pair
from matching.trials import AddedFacility, Scenario, apply
from words.message import Message
from words.names import marked
from words.say import say

K = TypeVar("K")


V = TypeVar("V")


@dataclass(frozen=True)
class Imagined:
    """A facility that is not there yet: where it would be and how many trial places it would have."""

    name: str
    service_code: str
    city: str | None
    ward: str | None
    town: str | None
    places: int


@dataclass(frozen=True)
class Edits:
    """What to try, by ids; an empty one changes nothing."""

    locks: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    places: Mapping[int, int] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()
    confirmed: Mapping[tuple[int, str], bool] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    tiers: Mapping[int, int] = field(default_factory=dict)
    imagined: tuple[Imagined, ...] = ()
    stay_close: int = 0
    aim: str | None = None
    draw: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is to be tried."""
        return self == Edits(stay_close=self.stay_close)

    def to_json(self) -> dict[str, Any]:
        """Return plain data, ready for JSON."""
        return {
            "locks": sorted(map(list, self.locks)),
            "forbids": sorted(map(list, self.forbids)),
            "places": [[key, value] for key, value in sorted(self.places.items())],
            "closed": sorted(self.closed),
            "confirmed": [[key, code, answer] for (key, code), answer in sorted(self.confirmed.items())],
            "weights": dict(sorted(self.weights.items())),
            "tiers": [[key, tier] for key, tier in sorted(self.tiers.items())],
            "imagined": [vars(facility) for facility in self.imagined],
            "stay_close": self.stay_close,
            "aim": self.aim,
            "draw": self.draw,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Edits":
        """Read what `to_json` wrote; before there were aims, every plan aimed at the least cost.

        Before there were lots, none was chosen: that of the plan beside which it is tried.
        """
        return cls(
            locks=frozenset((person, facility) for person, facility in data["locks"]),
            forbids=frozenset((person, facility) for person, facility in data["forbids"]),
            places=dict(data["places"]),
            closed=frozenset(data["closed"]),
            confirmed={(key, code): answer for key, code, answer in data["confirmed"]},
            weights=dict(data["weights"]),
            tiers=dict(data["tiers"]),
            imagined=tuple(Imagined(**facility) for facility in data["imagined"]),
            stay_close=data["stay_close"],
            aim=data.get("aim", "cost"),
            draw=data.get("draw"),
        )


def edited(source: PlanInput, edits: Edits, today: date) -> PlanInput:
    """Return the city as the edits would make it, without planning anything; pairs and weights play no part.

    Raises
    ------
    DeskError
        If the edits cannot be.
    """
    source, added = with_imagined(source, edits.imagined, today)
    changes = Scenario(
        "edited", places=edits.places, closed=edits.closed, confirmed=edits.confirmed, added=added, tiers=edits.tiers
    )
    try:
        return replace(source, problem=apply(source.problem, changes))
    except MatchingError as error:
        raise by_name(source, error) from error


def edit_lines(source: PlanInput, edits: Edits, language: str) -> list[tuple[str, Edits]]:
    """Say every single edit, each with the edits that are left when it is taken back.

    Who or what is no longer in the casebook has no name.
    """

    def site(key: int) -> str | None:
        return marked("facility", key, source.facilities[key].facility.name) if key in source.facilities else None

    people = {**source.people, **source.aside}

    def code_name(key: int) -> str | None:
        return marked("person", key, people[key].person.code_name) if key in people else None

    def named(pair: Pair) -> dict[str, object]:
        return {"person": code_name(pair[0]), "facility": site(pair[1])}

    lines: list[tuple[str, dict[str, object], Edits]] = []
    for pair in sorted(edits.locks):
        lines.append(("locks", named(pair), replace(edits, locks=edits.locks - {pair})))
    for pair in sorted(edits.forbids):
        lines.append(("forbids", named(pair), replace(edits, forbids=edits.forbids - {pair})))
    for key, places in edits.places.items():
        lines.append(
            ("places", {"what": site(key), "value": places}, replace(edits, places=_without(edits.places, key)))
        )
    for key, tier in edits.tiers.items():
        params: dict[str, object] = {"what": code_name(key), "value": tier}
        lines.append(("tiers", params, replace(edits, tiers=_without(edits.tiers, key))))
    for weight, points in edits.weights.items():
        params = {"what": Message(f"weight.{weight}"), "value": points}
        lines.append(("weights", params, replace(edits, weights=_without(edits.weights, weight))))
    for key in sorted(edits.closed):
        lines.append(("closed", {"what": site(key)}, replace(edits, closed=edits.closed - {key})))
    for (key, rule), answer in edits.confirmed.items():
        params = {"what": site(key), "rule": Message(f"rule.{rule.partition('.')[0]}"), "answer": answer}
        lines.append(("confirmed", params, replace(edits, confirmed=_without(edits.confirmed, (key, rule)))))
    for imagined in edits.imagined:
        rest = tuple(other for other in edits.imagined if other != imagined)
        params = {"what": imagined.name, "ward": imagined.ward, "value": imagined.places}
        lines.append(("imagined", params, replace(edits, imagined=rest)))
    of_all: tuple[tuple[str, object, Edits], ...] = (
        ("stay_close", edits.stay_close, replace(edits, stay_close=0)),
        ("aim", edits.aim and Message(f"aim.{edits.aim}"), replace(edits, aim=None)),
        ("draw", edits.draw, replace(edits, draw=None)),
    )
    lines += [(name, {"value": value}, rest) for name, value, rest in of_all if value]
    return [(say(f"scenario.told_{name}", language, **params), remaining) for name, params, remaining in lines]


def _without(group: Mapping[K, V], key: K) -> dict[K, V]:
    return {other: value for other, value in group.items() if other != key}


def with_imagined(
    source: PlanInput, imagined: tuple[Imagined, ...], today: date
) -> tuple[PlanInput, tuple[AddedFacility, ...]]:
    """Give imagined facilities ids below zero, a file each, and their distances."""
    if not imagined:
        return source, ()
    facilities = dict(source.facilities)
    added = []
    for number, site in enumerate(imagined, start=1):
        place = source.places.at(site.city, site.ward, site.town)
        facility = Facility(
            id=-number,
            source="manual",
            service_code=site.service_code,
            service_name=say(f"service.{site.service_code}", "ja"),
            name=site.name,
            city=site.city,
            ward=site.ward,
            lat=place.lat,
            lon=place.lon,
            located_at=place.level,
        )
        condition = FacilityCondition(facility_id=-number, offers_trial=True, trial_places=site.places)
        file = FacilityFile(facility, condition, ())
        facilities[-number] = file
        target = lonlats([place.lonlat])
        people = list(source.people.values())
        homes = source.travel(lonlats(source.places.home(file.person).lonlat for file in people), target)[:, 0]
        days = source.travel(lonlats(source.places.day_activity(file.person).lonlat for file in people), target)[:, 0]
        keys = [file.key for file in people]
        added.append(
            AddedFacility(
                # Imagined at a town's point it is there, and no guess.
                facility=replace(matching_facility(file, today, source.places), roughly_placed=place.level == "ward"),
                home_metres={key: int(way) for key, way in zip(keys, homes, strict=True) if way >= 0},
                day_metres={key: int(way) for key, way in zip(keys, days, strict=True) if way >= 0},
            ),
        )
    return replace(source, facilities=facilities), tuple(added)
