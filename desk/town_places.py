"""The towns of a casebook as measures count them: one each, whatever parts (小字) it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casebook.records import Town
from desk.places import NOWHERE, Located, Places, town_key


@dataclass(frozen=True)
class TownPlace:
    """A town (町丁目) with its parts: the finest place that is known of a home."""

    ward: str
    name: str
    point: Located
    population: int | None
    centre_id: int | None

    @property
    def key(self) -> str:
        """What names it: ward and town."""
        return f"{self.ward}/{self.name}"


def town_places(towns: Iterable[Town], places: Places) -> tuple[TownPlace, ...]:
    """Join the parts (小字) of each town: a town's own row comes before those of its parts."""
    grouped: dict[tuple[str, str], list[Town]] = {}
    for town in towns:
        ward = places.label(town.city, town.ward or None) or ""
        grouped.setdefault((ward, town_key(town.name)), []).append(town)
    return tuple(
        _joined(ward, sorted(parts, key=lambda one: one.koaza), places) for (ward, _), parts in grouped.items()
    )


def _joined(ward: str, parts: Sequence[Town], places: Places) -> TownPlace:
    own = [one for one in parts if not one.koaza and one.population is not None]
    counted = [one.population for one in own or parts if one.population is not None]
    return TownPlace(
        ward=ward,
        name=parts[0].name,
        point=places.towns.get((ward, town_key(parts[0].name)), NOWHERE),
        population=sum(counted) if counted else None,
        centre_id=next((one.centre_id for one in parts if one.centre_id is not None), None),
    )
