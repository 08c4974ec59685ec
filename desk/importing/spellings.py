"""Municipalities and wards as the casebook spells them, whatever a file or a person writes: 龍ヶ崎市 and 龍ケ崎市 are one."""

from dataclasses import replace

import pandas as pd

from casebook.book import Casebook
from casebook.records import Area, Facility, Town
from geodata.findings import Reading
from geodata.municipality import bare_city, city_name, place_key


class Spellings:
    """The names of municipalities and wards in a casebook; those of its areas come first."""

    def __init__(self, book: Casebook) -> None:
        areas = book.all(Area)
        cities = [area.city for area in areas]
        cities += dict.fromkeys(town.city for town in book.all(Town))
        cities += dict.fromkeys(facility.city for facility in book.all(Facility) if facility.city)
        self._cities: dict[str, str] = {}
        self._same_name: dict[str, set[str]] = {}
        for city in cities:
            self._cities.setdefault(place_key(city), city)
            self._same_name.setdefault(place_key(bare_city(city)), set()).add(self._cities[place_key(city)])
        self._wards: dict[str, str] = {}
        for area in areas:
            self._wards.setdefault(place_key(area.name), area.name)

    def knows(self, city: str) -> bool:
        """Say whether a municipality is in the casebook."""
        return place_key(city) in self._cities

    def city(self, prefecture: str | None, city: str) -> str:
        """Return a municipality as it is known; without its prefecture, the only one of a name that repeats in Japan."""
        city = city_name(prefecture, city)
        alike = self.meant(city)
        return self._cities.get(place_key(city)) or (alike[0] if len(alike) == 1 else city)

    def meant(self, city: str) -> list[str]:
        """Return the known municipalities that a name without its prefecture may mean: 東京都府中市, 広島県府中市."""
        return [] if bare_city(city) != city else sorted(self._same_name.get(place_key(city), ()))

    def ward(self, ward: str) -> str:
        """Return a ward as it is known."""
        return self._wards.get(place_key(ward), ward)

    def of(self, reading: Reading) -> Reading:
        """Return what was read with the columns ``city`` and ``ward`` spelt as they are known."""
        frame = reading.frame
        columns = {}
        for column, spell in (("city", lambda name: self.city(None, name)), ("ward", self.ward)):
            if column in frame:
                spelt = {name: spell(name) for name in frame[column].dropna().unique()}
                columns[column] = frame[column].map(spelt, na_action="ignore").astype(object)
                columns[column] = columns[column].where(pd.notna(columns[column]), None)
        return replace(reading, frame=frame.assign(**columns))
