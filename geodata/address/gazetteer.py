"""The place that an address means, among the towns that are known, with the certainty it deserves."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np

from geodata.address import streets
from geodata.address.keys import Key, address_key, head_key, is_chome, short_key, town_key
from geodata.address.municipalities import Head, Municipalities, other_municipality
from geodata.address.placed import NOWHERE, Placed, Where, nowhere, place_names
from geodata.address.writing import DASHES, normalise, normalise_lines, without_front
from geodata.areas import middles
from geodata.coordinates import JGD2011
from geodata.municipality import Municipality
from geodata.text import each, tidy
from words.message import Message

_THREE_NUMBERS = re.compile(r"\d+-\d+-\d")
_FOUR_NUMBERS = re.compile(r"\d+-\d+-\d+-\d")
_CHOME = re.compile(r"(?P<base>.+?)(?P<number>\d+)丁目")
# A number counts something else than 丁目 when one of these follows.
_COUNTER = re.compile(r"地割|条|線|番|号")
# A block behind a town: 「12」, 「-3」, 「甲123」, 「い5」, 「13地割5」.
_BLOCK = re.compile(rf"[\-{DASHES}]|(?:[甲乙丙丁戊己庚辛壬癸ぁ-んヰヱ]{{1,2}}[-の]?)?\d")
_KYOTO = "京都市"


@dataclass(frozen=True)
class _Town:
    name: str
    at: Where
    lat: float
    lon: float
    chome: bool


@dataclass(frozen=True)
class _Match:
    """The towns with whose name an address begins."""

    towns: Sequence[_Town]
    address: Key
    length: int
    kind: str

    @property
    def rest(self) -> str:
        return self.address.text[self.length :]


class Gazetteer:
    """Known towns, by name: finds the longest one an address starts with, and never guesses in silence.

    Parameters
    ----------
    towns
        Columns ``city``, ``ward``, ``town``, ``koaza``, ``lat``, ``lon`` (as `geodata.sources.towns.read_towns`). A
        city whose name repeats in Japan carries its prefecture: 「東京都府中市」.
    areas
        Columns ``prefecture``, ``city``, ``name`` and polygons (as `geodata.sources.n03.read_areas`); without it
        nothing is placed by ward, and cities of one name in two prefectures are told apart by what they carry only.
    """

    def __init__(self, towns: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None = None) -> None:
        self._towns: dict[str, list[_Town]] = defaultdict(list)
        self._members: dict[str, list[_Town]] = defaultdict(list)
        self._short: dict[str, list[_Town]] = defaultdict(list)
        self._points: dict[Where, tuple[float, float]] = {}
        self._spelt: dict[tuple[str | None, str], str] = {}
        prefectures: dict[str, set[str]] = defaultdict(set)
        names = each(["" if name is None else str(name) for name in towns["town"]], normalise_lines)
        cities = {city: self._city(str(city)) for city in towns["city"].unique()}
        columns = (towns[column] for column in ("town", "koaza", "ward", "city", "lat", "lon"))
        for name, (written, koaza, ward, city, lat, lon) in zip(names, zip(*columns, strict=True), strict=True):
            self._add(name, str(written), koaza or "", Where(cities[city], _text(ward)), (lat, lon))
        if areas is not None and not areas.empty:
            self._add_areas(areas, prefectures)
        self._indexes = (("exact", self._towns), ("members", self._members), ("short", self._short))
        self._names = {key for _, index in self._indexes for key in index}
        self._longest = max(map(len, self._names), default=0)
        places = {town.at for same in self._towns.values() for town in same} | set(self._points)
        self._known = Municipalities.of(places, prefectures)

    def _city(self, name: str) -> str:
        """Return the spelling of a city that was seen first: towns and areas may write it in two ways."""
        named = Municipality.parse(name)
        return self._spelt.setdefault((named.prefecture, head_key(named.city or name)), name)

    def _add(self, name: str, written: str, koaza: str, at: Where, latlon: tuple[float | None, float | None]) -> None:
        lat, lon = (np.nan if degrees is None else float(degrees) for degrees in latlon)
        whole = normalise(name + koaza) if koaza else name
        town = _Town(written + koaza, at, lat, lon, is_chome(whole))
        key = town_key(whole)
        self._towns[key].append(town)
        if short := short_key(key):
            self._short[short].append(town)
        if koaza:
            self._members[town_key(name)].append(replace(town, name=written))
        elif chome := _CHOME.fullmatch(name):
            self._members[town_key(chome["base"])].append(replace(town, name=chome["base"]))

    def _add_areas(self, areas: gpd.GeoDataFrame, prefectures: dict[str, set[str]]) -> None:
        """Keep a point inside each area, and which prefecture it is in."""
        points = middles(areas.geometry.to_crs(JGD2011))
        columns = (areas["prefecture"], areas["city"], areas["name"])
        for prefecture, city, name, point in zip(*columns, points, strict=True):
            known = self._city(str(city))
            self._points[Where(known, None if name == city else str(name))] = (point.x, point.y)
            if prefecture:
                prefectures[known].add(str(prefecture))

    def place(
        self, address: str, ward: str | None = None, city: str | None = None, prefecture: str | None = None
    ) -> Placed:
        """Return where an address lies.

        Parameters
        ----------
        address
            With or without prefecture, city and ward: 「宮城県仙台市泉区八乙女中央五丁目18番15号」, 「八乙女中央5-18-15」.
        ward, city, prefecture
            Where these are known otherwise; names that stand in several wards or cities need them. An address in a
            city that is not known is not placed.
        """
        cities = self._known.cities_of(city, prefecture) if city else ()
        if city and not cities:
            return nowhere("place.city_unknown", city=f"{prefecture or ''}{city.removeprefix(prefecture or '')}")
        key = address_key(address)
        head = self._known.head(key, cities)
        if head.other and (city is None or head.elsewhere):
            return nowhere("place.city_unknown", city=head.other)
        placed = self._place_in(key, head, (ward, city, prefecture))
        if placed.level != "town" and head.plain:
            # What looks like a municipality may be how a town begins: 大和町五丁目 in 仙台市.
            whole = self._place_in(key, Head(), (ward, city, prefecture))
            return whole if whole.level == "town" else placed
        return placed

    def town_part(self, address: str) -> str:
        """Return an address without the prefecture, municipality and ward that it begins with, as far as they are known."""
        key, text = address_key(address), without_front(tidy(address).replace(" ", ""))
        end = self._known.head(key).end
        return text[end:] if head_key(text[:end]) == key.key[:end] else text

    def _place_in(self, key: Key, head: Head, stated: tuple[str | None, str | None, str | None]) -> Placed:
        """Place an address by what its head and the columns beside it say."""
        ward, city, prefecture = stated
        ward = self._known.wards.get(head_key(ward), ward) if ward else None
        cities = self._known.cities_of(city, prefecture or head.prefecture) if city else head.cities
        if city and not cities:
            return nowhere("place.city_unknown", city=f"{prefecture or ''}{city.removeprefix(prefecture or '')}")
        if not city and prefecture:
            cities = tuple(one for one in cities if self._known.may_be_in(one, prefecture))
            if head.cities and not cities:
                return nowhere("place.city_unknown", city=f"{prefecture}{head.cities[0]}")
        both = tuple(one for one in cities if one in head.cities) if head.cities else cities
        if (cities and not both) or (head.ward and ward and head.ward != ward):
            named = Where(head.cities[0] if head.cities else None, head.ward)
            return nowhere("place.ward_conflict", found=str(named), stated=str(Where(city, ward)))
        if len(both) > 1:
            return _either(city or key.text[head.city_at : head.end], both)
        at = Where(both[0] if both else None, ward or head.ward)
        rest = key.after(head.end)
        if not rest.text:
            return self._by_ward(at, "place.town_unknown" if at.ward else "place.blank")
        match = self._find(rest, at)
        if match and (match := self._in_prefecture(match, prefecture)):
            if meant := self._meant(match, at):
                return _either(match.address.text[: match.length], meant)
            return self._decide(match, *self._doubts(match, at))
        if at.city is None and (other := other_municipality(rest.text)):
            return nowhere("place.city_unknown", city=other)
        return self._by_ward(at, "place.town_unknown")

    def _in_prefecture(self, match: _Match, prefecture: str | None) -> _Match | None:
        if not prefecture:
            return match
        towns = [town for town in match.towns if self._known.may_be_in(town.at.city or "", prefecture)]
        return replace(match, towns=towns) if towns else None

    def _find(self, address: Key, at: Where) -> _Match | None:
        """Return the towns that an address names, behind the streets that Kyoto writes before them."""
        match = self._longest_match(address, at)
        turns = streets.turns(address.key)
        if turns and not (match and match.length > turns[-1][0]):
            starts = [start for _, end in reversed(turns) for start in streets.towns_after(address.key, end)]
            behind = self._first_match(address, starts, at)
            # What stands before a turn is a street, also where a town is called so.
            return behind or (None if address.key[turns[-1][1] - 1] == "る" else match)
        if match is None and (at.city or "").endswith(_KYOTO):
            return self._first_match(address, streets.towns_after_streets(address.key), at)
        return match

    def _first_match(self, address: Key, starts: Sequence[int], at: Where) -> _Match | None:
        matches = (self._longest_match(address.after(start), at) for start in starts)
        return next((match for match in matches if match), None)

    def _longest_match(self, address: Key, at: Where) -> _Match | None:
        for length in self._ends(address.key, at):
            number = len(address.key[:length].rstrip("0123456789"))
            not_chome = number in address.blocks or _COUNTER.match(address.key, length)
            for kind, index in self._indexes:
                found = [town for town in index.get(address.key[:length], ()) if at.holds(town.at)]
                if number < length and not_chome:
                    found = [town for town in found if not town.chome]
                if found:
                    return _Match(found, address, length, kind)
        return None

    def _ends(self, key: str, at: Where) -> Iterator[int]:
        """Return where the name of a town ends, the longest first."""
        # 港 is not the start of 港区, where no ward is known, nor 中央1 of 中央12.
        others = ("" if at.city else "市") + ("" if at.ward else "区")
        for length in range(min(len(key), self._longest), 0, -1):
            if key[:length] not in self._names:
                continue
            following = key[length : length + 1]
            if following and (following in others or (key[length - 1].isdigit() and following.isdigit())):
                continue
            yield length

    def _doubts(self, match: _Match, at: Where) -> tuple[str, str]:
        """Return how sure a match is, as a code, and what follows it that should have told the place more exactly."""
        key, length = match.address.key, match.length
        if match.kind == "members":
            return "place.chome_unclear", ""
        if match.kind == "short":
            number = key.index("-") if "-" in key[:length] else length
            sure = number == length or _FOUR_NUMBERS.match(key[len(key[:number].rstrip("0123456789")) :])
            return ("place.matched" if sure else "place.chome_assumed"), ""
        rest = match.rest.strip("-")
        numbered = key[length - 1].isdigit()
        chome_missed = match.address.chome and "-" not in key[:length]
        if not numbered and rest and (chome_missed or not _BLOCK.match(key, length)):
            return "place.rest_unknown", rest
        # A number was taken for a 丁目 though the town has places without one (荒井1-2, not 荒井1-2-3).
        base = key[:length].rstrip("0123456789")
        is_town = any(at.holds(town.at) for town in self._towns.get(base, ()))
        assumed = numbered and is_town and not match.address.chome and not _THREE_NUMBERS.match(key[len(base) :])
        return ("place.chome_assumed" if assumed else "place.matched"), ""

    def _meant(self, match: _Match, at: Where) -> list[str]:
        """Return the towns that a short form may mean: 平岸2-17 is 二条十七丁目, unless there is a 平岸二丁目 too."""
        if match.kind != "short":
            return []
        number, dash, _ = match.address.key[: match.length].rpartition("-")
        others = [town.name for town in self._towns.get(number, ()) if dash and town.chome and at.holds(town.at)]
        return sorted({match.towns[0].name, *others}) if others else []

    def _decide(self, match: _Match, code: str, rest: str) -> Placed:
        first, places = match.towns[0], {town.at for town in match.towns}
        if len(places) > 1:
            return nowhere("place.ambiguous", first.name, len(match.towns), wards="、".join(place_names(places)))
        (at,) = places
        located = [town for town in match.towns if not np.isnan(town.lat)]
        if not located:
            return self._by_ward(at, "place.town_without_coordinates", first.name)
        count = len(located)
        lat, lon = sum(town.lat for town in located) / count, sum(town.lon for town in located) / count
        params = {"town": first.name, "count": count, "rest": rest}
        return Placed(lat, lon, "town", first.name, at.ward, at.city, count, Message(code, params))

    def _by_ward(self, at: Where, code: str, town: str | None = None) -> Placed:
        """Return the point of a ward, or of a city without wards, that is known by one city only."""
        fitting = [place for place in self._points if place.ward == at.ward and at.city in {None, place.city}]
        if at == NOWHERE or len(fitting) != 1:
            code = code if code == "place.blank" else "place.not_placed"
            return Placed(None, None, "none", town, at.ward, at.city, 0, Message(code, {"town": town or ""}))
        (place,) = fitting
        lon, lat = self._points[place]
        # Nothing but the city was written, and a city without wards is placed as a ward is.
        code = "place.town_unknown" if code == "place.blank" else code
        params = {"town": town or "", "ward": place.ward or place.city}
        return Placed(lat, lon, "ward", town, place.ward, place.city, 1, Message(code, params))


def _either(name: str, meant: Sequence[str]) -> Placed:
    """Return the answer that a name stands for several places, and is none of a town."""
    return replace(nowhere("place.ambiguous", name, len(meant), wards="、".join(meant)), town=None)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
