"""Wards and towns as people write them into sheets: completed from what was imported, and never closer than a town."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from casebook.book import Casebook
from casebook.records import Area, Town
from desk.city import town_key
from desk.importing.intake import Intake, RowError
from desk.importing.placing import town_frame
from desk.importing.templates import header
from geodata.address import Gazetteer, Placed, without_block
from geodata.municipality import Municipality
from geodata.sheets import Row


class PlaceCheck:
    """Holds the wards and towns of a sheet against the imported ones."""

    def __init__(self, book: Casebook) -> None:
        wards: dict[str, set[str]] = defaultdict(set)
        for area in book.all(Area):
            wards[area.name].add(area.city)
        self._wards = dict(wards)
        self._towns = {(town.city, town.ward, town_key(town.name)): town.name for town in book.all(Town)}
        self._without_wards = {city for city, ward, _ in self._towns if not ward}

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        # A home is known to the town; its parts (小字) are closer than that.
        whole = [Town(city=city, ward=ward, name=name) for (city, ward, _), name in self._towns.items()]
        return Gazetteer(town_frame(whole))

    def complete(self, intake: Intake, row: Row, values: dict[str, Any], prefix: str = "") -> None:
        """Fill in the city of a ward, and the ward of a town that only one ward has; say what is doubtful."""
        city, ward, town = (f"{prefix}{name}" for name in ("city", "ward", "town"))
        self._take_apart(values, city, ward)
        placed = self._take_town(intake, row, values, (city, ward, town)) if values[town] else None
        cities = self._wards.get(values[ward] or "", set())
        if not values[city] and len(cities) == 1:
            values[city] = next(iter(cities))
        known = self._known_ward(intake, row, header(ward), values[ward], values[city])
        if placed and placed.code == "place.ambiguous":
            intake.note(row, header(ward), values[town], "import.town_ambiguous")
        elif placed and self._towns and not self._listed(placed):
            code = "import.unknown_town" if known else "import.unknown_town_nowhere"
            intake.note(row, header(town), values[town], code)

    def ward_of(self, intake: Intake, row: Row, column: str, written: str, city: str | None) -> str:
        """Return a ward of a person's city without the city; note one whose area was not imported."""
        municipality = Municipality.parse(written)
        cities = {city} if city else self._wards.get(municipality.ward or "", set())
        ward = municipality.ward if municipality.ward and municipality.city in cities else written
        self._known_ward(intake, row, column, ward, city)
        return ward

    def _known_ward(self, intake: Intake, row: Row, column: str, ward: str | None, city: str | None) -> bool:
        known = ward in self._wards and (not city or city in self._wards[ward])
        if ward and self._wards and not known:
            intake.note(row, column, ward, "import.unknown_ward")
        return known

    def _take_apart(self, values: dict[str, Any], city: str, ward: str) -> None:
        """Part a city from its ward where both were written into one of the two cells: 「宮城県仙台市青葉区」."""
        in_city, in_ward = Municipality.parse(values[city] or ""), Municipality.parse(values[ward] or "")
        cities = {in_city.city, in_ward.city if in_ward.ward else None} - {None}
        wards = {in_city.ward, in_ward.ward or in_ward.city} - {None}
        if len(cities) > 1 or len(wards) > 1:
            raise RowError(header(ward), values[ward], "import.places_differ", value=values[ward], other=values[city])
        values[city], values[ward] = next(iter(cities), values[city]), next(iter(wards), None)

    def _take_town(self, intake: Intake, row: Row, values: dict[str, Any], names: tuple[str, str, str]) -> Placed:
        """Keep no more of an address than its town, and the ward and city that alone have such a town."""
        city, ward, town = names
        written, stated = values[town], values[ward]
        at = (None, stated) if stated in self._without_wards else (stated, values[city])
        placed = self._gazetteer.place(written, *at)
        if placed.code == "place.ward_conflict":
            raise RowError(header(town), written, "import.places_differ", value=written, other=placed.params["stated"])
        town_name = self._surely(placed, written, at) or without_block(written, values[city], stated) or None
        if town_name is None or town_key(town_name) != town_key(written):
            values[town] = town_name
            intake.note(row, header(town), written, "import.town_only", town=town_name)
        values[ward] = stated or placed.ward or placed.city
        values[city] = values[city] or placed.city
        return placed

    def _surely(self, placed: Placed, written: str, at: tuple[str | None, str | None]) -> str | None:
        """Return the known town of a home: not one of whose name another may be meant, nor a 丁目 that may be a block."""
        if placed.code == "place.chome_assumed":
            return self._gazetteer.place(without_block(written), *at).town
        other = placed.code == "place.rest_unknown" and str(placed.params["rest"])[:1] in {"町", "村"}
        return None if other else placed.town

    def _listed(self, placed: Placed) -> bool:
        return (placed.city or "", placed.ward or "", town_key(placed.town or "")) in self._towns
