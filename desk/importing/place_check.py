"""Places as people write them into sheets: made whole from what was imported, and never closer than a town."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from casebook.book import Casebook
from casebook.records import Area, Town
from desk.city import AreaNames, area_frame, town_key
from desk.importing.intake import Intake, RowError
from desk.importing.placing import town_frame
from desk.importing.spellings import Spellings
from desk.importing.templates import header
from geodata.address import Gazetteer, Placed, without_block
from geodata.municipality import Municipality, bare_city, is_district, place_key
from geodata.sheets import Row


@dataclass(frozen=True)
class _Stated:
    """What the cells of a row say of a place: prefecture, city and ward, as far as they do."""

    prefecture: str | None
    city: str | None
    ward: str | None


class PlaceCheck:
    """Holds the municipalities, wards and towns of a sheet against the imported ones."""

    def __init__(self, book: Casebook) -> None:
        self._areas = book.all(Area)
        self._names = AreaNames(self._areas)
        self._towns = {(town.city, town.ward, town_key(town.name)): town.name for town in book.all(Town)}
        self._spellings = Spellings(book)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        # A home is known to the town; its parts (小字) are closer than that.
        whole = [Town(city=city, ward=ward, name=name) for (city, ward, _), name in self._towns.items()]
        return Gazetteer(town_frame(whole), area_frame(self._areas))

    def complete(self, intake: Intake, row: Row, values: dict[str, Any], prefix: str = "") -> None:
        """Make city and ward whole from what both cells say, and from a town that is in one place only.

        Say what is doubtful. The ward stays empty where a municipality has none.
        """
        city, ward, town = (f"{prefix}{name}" for name in ("city", "ward", "town"))
        stated = self._stated(values[city], values[ward], header(ward))
        values[city], values[ward] = stated.city, stated.ward
        placed = self._take_town(intake, row, values, (city, ward, town), stated.prefecture) if values[town] else None
        if self._ambiguous(intake, row, header(city), values[city]):
            return
        self._find_city(intake, row, values, city, ward)
        known = self._known_area(intake, row, header(ward if values[ward] else city), values[city], values[ward])
        if placed and placed.code == "place.ambiguous":
            intake.note(row, header(ward), values[town], "import.town_ambiguous")
        elif placed and self._towns and not self._listed(placed):
            code = "import.unknown_town" if known else "import.unknown_town_nowhere"
            intake.note(row, header(town), values[town], code)

    def avoided(self, intake: Intake, row: Row, column: str, written: str, city: str | None) -> str:
        """Return the label of an area that a person from `city` wants to avoid; note one that was not imported."""
        near = self._names.near(written, city)
        if len(near) == 1:
            return near[0].label
        if found := self._names.find(written):
            intake.note(row, column, written, "import.area_ambiguous", known="、".join(area.label for area in found))
        elif len(self._names):
            intake.note(row, column, written, "import.unknown_ward")
        return written

    def _stated(self, in_city: str | None, in_ward: str | None, column: str) -> _Stated:
        """Put together what stands in the two cells: 東京都 + 世田谷区, 入間郡 + 毛呂山町, 仙台市 + 仙台市青葉区.

        Raises
        ------
        RowError
            The cells name different places.
        """
        first, second = Municipality.parse(in_city or ""), Municipality.parse(in_ward or "")
        if is_district(first.city):
            first = replace(first, city=None)
        if first.city and not first.ward and self._is_ward(first.city):
            first = replace(first, city=None, ward=first.city)
        alone = second.city if not second.ward else None
        ward = first.ward or second.ward
        city = first.city or (second.city if second.ward else None)
        prefectures = {first.prefecture, second.prefecture} - {None}
        wards = {place_key(name) for name in (first.ward, second.ward) if name}
        cities = {place_key(bare_city(name)) for name in (first.city, second.ward and second.city) if name}
        if alone and first.ward and place_key(alone) == place_key(first.ward):
            alone = None
        if alone and city and place_key(bare_city(alone)) == place_key(bare_city(city)):
            alone = None
        elif alone and not city and self._is_municipality(alone, first.prefecture or second.prefecture):
            city, alone = alone, None
        if max(len(prefectures), len(wards), len(cities)) > 1 or (alone and ward):
            raise RowError(column, in_ward, "import.places_differ", value=in_ward, other=in_city)
        prefecture = next(iter(prefectures), None)
        ward = ward or alone
        return _Stated(prefecture, city and self._spellings.city(prefecture, city), ward and self._spellings.ward(ward))

    def _is_ward(self, name: str) -> bool:
        """Say whether a name that stands alone is that of imported wards, and of no municipality."""
        found = self._names.find(name)
        return bool(found) and all(area.ward for area in found) and not self._spellings.knows(name)

    def _is_municipality(self, name: str, prefecture: str | None) -> bool:
        """Say whether a name that stands alone is a municipality's, and not that of a ward of some city."""
        found = self._names.find(name)
        if found:
            return all(area.ward is None for area in found)
        return name.endswith(("市", "町", "村")) or prefecture == "東京都" or self._spellings.knows(name)

    def _ambiguous(self, intake: Intake, row: Row, column: str, city: str | None) -> bool:
        """Note a municipality that the imported ones of two prefectures may be meant by."""
        same = self._spellings.meant(city) if city else []
        if len(same) > 1:
            intake.note(row, column, city, "import.area_ambiguous", known="、".join(same))
        return len(same) > 1

    def _find_city(self, intake: Intake, row: Row, values: dict[str, Any], city: str, ward: str) -> None:
        """Fill in the city of a ward that only one city has."""
        if not values[ward] or values[city]:
            return
        found = self._names.find(values[ward])
        if len(found) == 1:
            values[city], values[ward] = found[0].city, found[0].ward
        elif found:
            known = "、".join(area.label for area in found)
            intake.note(row, header(ward), values[ward], "import.area_ambiguous", known=known)

    def _known_area(self, intake: Intake, row: Row, column: str, city: str | None, ward: str | None) -> bool:
        """Say whether city and ward were imported, as far as any were; note it if not."""
        if not (city or ward) or not len(self._names):
            return False
        if self._names.labelled(self._names.label(city, ward)):
            return True
        whole_city = not ward and any(area.city == city for area in self._names)
        if not whole_city and not (ward and not city and self._names.find(ward)):
            intake.note(row, column, ward or city, "import.unknown_ward")
        return False

    def _take_town(
        self, intake: Intake, row: Row, values: dict[str, Any], names: tuple[str, str, str], prefecture: str | None
    ) -> Placed:
        """Keep no more of an address than its town, and the ward and city that alone have such a town."""
        city, ward, town = names
        written = values[town]
        placed = self._gazetteer.place(written, values[ward], values[city], prefecture)
        if placed.code == "place.ward_conflict":
            raise RowError(header(town), written, "import.places_differ", value=written, other=placed.params["stated"])
        surely = self._surely(placed, written, (values[ward], values[city], prefecture))
        rest = self._gazetteer.town_part(written)
        town_name = surely or without_block(rest, values[city], values[ward]) or None
        if town_name is None or town_key(town_name) != town_key(written):
            values[town] = town_name
            intake.note(row, header(town), written, "import.town_only", town=town_name)
        values[ward] = values[ward] or placed.ward
        values[city] = values[city] or placed.city
        return placed

    def _surely(self, placed: Placed, written: str, at: tuple[str | None, str | None, str | None]) -> str | None:
        """Return the known town of a home: not one of whose name another may be meant, nor a 丁目 that may be a block."""
        if placed.code == "place.chome_assumed":
            return self._gazetteer.place(without_block(written), *at).town
        other = placed.code == "place.rest_unknown" and str(placed.params["rest"])[:1] in {"町", "村"}
        return None if other else placed.town

    def _listed(self, placed: Placed) -> bool:
        return (placed.city or "", placed.ward or "", town_key(placed.town or "")) in self._towns
