"""The municipalities and wards that are known, found at the head of an address however they are spelt."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geodata.address.keys import Key, head_key
from geodata.address.placed import Where
from geodata.municipality import PREFECTURES, Municipality, bare_city

_PREFECTURES = {head_key(prefecture): prefecture for prefecture in PREFECTURES}
_LONGEST_PREFECTURE = max(map(len, _PREFECTURES))
_LONGEST_DISTRICT = 6
# How another municipality begins; towns that begin so too (市名坂, 郡山) are looked for first.
_OTHER = re.compile(r"[^\d市区郡]{1,5}郡\D{1,6}?[町村]|[^\d区]{1,5}?市市?|[^\d市]{1,4}?区")


@dataclass(frozen=True)
class Head:
    """What an address says before its town.

    Attributes
    ----------
    prefecture, cities, ward
        As they are known here; several cities where one name stands for several.
    other, elsewhere
        The municipality that it names, when that is not known here; whether one of its name is, in another prefecture.
    end, city_at
        Where the town begins, and where the city did.
    plain
        Whether the city stands alone, so that its name may be the beginning of a town's (大和町五丁目).
    """

    prefecture: str | None = None
    cities: tuple[str, ...] = ()
    ward: str | None = None
    other: str | None = None
    elsewhere: bool = False
    end: int = 0
    city_at: int = 0
    plain: bool = False


@dataclass
class Municipalities:
    """Cities by the key of their name, with the prefectures that each is known to be in; wards by theirs, with their cities."""

    cities: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    wards: dict[str, str] = field(default_factory=dict)
    cities_with: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    prefectures: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _meant: dict[tuple[str, str | None], tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Where], prefectures: Mapping[str, set[str]]) -> "Municipalities":
        """Gather the municipalities and wards of known towns and areas."""
        known = cls()
        for place in places:
            if place.city:
                named = Municipality.parse(place.city)
                known.cities[head_key(bare_city(named.city or place.city))].add(place.city)
                known.prefectures[place.city] |= {named.prefecture} if named.prefecture else set()
                known.prefectures[place.city] |= prefectures.get(place.city, set())
            if place.ward:
                known.wards[head_key(place.ward)] = place.ward
                known.cities_with[head_key(place.ward)].add(place.city or "")
        return known

    def cities_of(self, name: str, prefecture: str | None = None) -> tuple[str, ...]:
        """Return the known cities that a name may mean: in the prefecture, where that is said."""
        if (name, prefecture) not in self._meant:
            named = Municipality.parse(name)
            cities = self.cities.get(head_key(bare_city(named.city or name)), set())
            self._meant[name, prefecture] = self._within(cities, {prefecture, named.prefecture} - {None})
        return self._meant[name, prefecture]

    def may_be_in(self, city: str, prefecture: str) -> bool:
        """Say whether a known city is in a prefecture, or may be as far as is known."""
        return bool(self._within([city], [prefecture]))

    def _within(self, cities: Iterable[str], prefectures: Iterable[str | None]) -> tuple[str, ...]:
        wanted = set(prefectures)
        if not wanted:
            return tuple(sorted(cities))
        return tuple(sorted(city for city in cities if not self.prefectures[city] or wanted <= self.prefectures[city]))

    def head(self, address: Key, stated: Sequence[str] = ()) -> Head:
        """Read prefecture, district, city and ward from the beginning of an address; `stated` cities are known."""
        key = address.key
        named = next((key[:end] for end in range(3, _LONGEST_PREFECTURE + 1) if key[:end] in _PREFECTURES), "")
        prefecture = _PREFECTURES.get(named)
        city_at, city = self._after_district(key, len(named))
        cities = self._within(self.cities[city], {prefecture} - {None}) if city else ()
        end = city_at + len(city or "") if cities else len(named)
        other = None
        if prefecture and not cities:
            unknown = _OTHER.match(address.text, len(named))
            other = f"{prefecture}{unknown.group() if unknown else ''}"
        ward = self._ward_at(key, end, cities or stated)
        return Head(
            prefecture,
            cities,
            self.wards[ward] if ward else None,
            other,
            bool(city),
            end + len(ward or ""),
            city_at,
            plain=bool(cities) and city_at == 0,
        )

    def _after_district(self, key: str, start: int) -> tuple[int, str | None]:
        """Return where a municipality begins, and its key; behind its district in 入間郡毛呂山町, but not in 郡山."""
        district = key.find("郡", start + 1, start + _LONGEST_DISTRICT)
        while district > 0:
            city = _longest(key, district + 1, self.cities)
            if city and city[-1] in "町村":
                return district + 1, city
            district = key.find("郡", district + 1, start + _LONGEST_DISTRICT)
        return start, _longest(key, start, self.cities)

    def _ward_at(self, key: str, start: int, cities: Sequence[str]) -> str | None:
        """Return the key of a ward that stands here; of these cities, where any are known (多可町 has a 中区中村町)."""
        ward = _longest(key, start, self.wards)
        return ward if ward and (not cities or self.cities_with[ward] & set(cities)) else None


def other_municipality(text: str) -> str | None:
    """Return the municipality with which a text begins, by its look alone."""
    other = _OTHER.match(text)
    return other.group() if other else None


def _longest(key: str, start: int, names: Mapping[str, object]) -> str | None:
    longest = 12
    return next(
        (key[start : start + length] for length in range(longest, 0, -1) if key[start : start + length] in names), None
    )
