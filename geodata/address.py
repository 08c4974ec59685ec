"""Japanese addresses: one way of writing them, and the place they mean, with the certainty it deserves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import geopandas as gpd
import numpy as np

from geodata.coordinates import JGD2011
from geodata.municipality import PREFECTURES
from geodata.text import each, tidy, tidy_lines
from words.message import Message, WithMessage

_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_KANJI_NUMBER = f"[{_DIGITS}十百千]+"
_KANJI = r"[\u3400-\u9fff々〆]"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe63\u30fc"
_NOT_ROOMS = r"(?![室棟館線])"

# A number counts something when one of these follows. 番 and 条 also stand in names (一番町, 三条町).
_COUNTED = re.compile(rf"{_KANJI_NUMBER}(?=丁目|番地|番(?![町丁館])|号{_NOT_ROOMS}|条(?![町通])|線|の\d|-\d)")
_COUNTED_AFTER = re.compile(rf"([-のノ之目])(?:(?<=[\d目番地号][-のノ之])|(?<=丁目))({_KANJI_NUMBER})(?!{_KANJI})")
# Each pattern starts with the characters it is about: the search for them is what makes thousands of addresses fast.
_STEPS = [
    (re.compile(rf"[{_DASHES}](?<=[\d{_DIGITS}十百千目番地号].)(?=[\d{_DIGITS}十百千])"), "-"),
    # A question mark between digits is a dash that some re-encoding to CP932 lost.
    (re.compile(r"\?(?<=\d\?)(?=\d)"), "-"),
    (re.compile(rf"[ヶヵ](?<={_KANJI}.)(?={_KANJI})"), "ケ"),
    (re.compile(r"大字"), ""),
    (re.compile(r"字(?<![文十]字)(?=.)"), ""),
]
_AFTER_NUMBERS = [
    (re.compile(r"丁目(?<=\d丁目)[-のノ之]?(?=\d)"), "-"),
    (re.compile(r"番(?<=\d番)地?[-のノ之]?(?=\d)"), "-"),
    (re.compile(r"番(?<=\d番)地?(?![町丁館\d])"), ""),
    (re.compile(r"号(?<=\d号)[-のノ之]?(?=\d)(?!\d+[階F])"), "-"),
    (re.compile(rf"号(?<=\d号){_NOT_ROOMS}(?!\d)"), ""),
    (re.compile(r"[のノ之](?<=\d.)(?=\d)"), "-"),
    (re.compile(r"--+"), "-"),
]


def kanji_number(text: str) -> int:
    """Return the number that kanji write: 五 5, 二十三 23, 百五 105, and by place 一八 18."""
    if not any(unit in text for unit in _UNITS):
        return int("".join(str(_DIGITS.index(digit)) for digit in text))
    total, digits = 0, ""
    for character in text:
        if character in _UNITS:
            total += (kanji_number(digits) if digits else 1) * _UNITS[character]
            digits = ""
        else:
            digits += character
    return total + (kanji_number(digits) if digits else 0)


def _arabic(match: re.Match[str]) -> str:
    return str(kanji_number(match.group()))


def _arabic_after(match: re.Match[str]) -> str:
    return match[1] + str(kanji_number(match[2]))


def _normalise_once(text: str) -> str:
    text = tidy_lines(text).replace(" ", "")
    for pattern, written in _STEPS:
        text = pattern.sub(written, text)
    text = _COUNTED_AFTER.sub(_arabic_after, _COUNTED.sub(_arabic, text))
    for pattern, written in _AFTER_NUMBERS:
        text = pattern.sub(written, text)
    return text


def normalise_lines(text: str) -> str:
    """Return `text` with the address on each of its lines normalised; see `normalise`."""
    while (changed := _normalise_once(text)) != text:
        text = changed
    return text


def normalise(text: str) -> str:
    """Return an address in one way of writing.

    NFKC without spaces; numbers in arabic digits; 丁目, 番, 番地, 号 and every dash as ``-``; ヶ and ヵ between kanji
    as ケ; 大字 and 字 left out. 「八乙女中央五丁目１８番１５号」 and 「八乙女中央5−18−15」 both become 「八乙女中央5-18-15」.
    A town without a block keeps its 丁目: 「青山一丁目」 becomes 「青山1丁目」.
    """
    return each([text], normalise_lines)[0]


# Kanji that addresses write in an old and a new form, and the many ways of の and が.
_SAME = str.maketrans("ヶヵがガノ之濱澤嶋邊邉齋櫻曾瀧龍檜竈釡薗淵", "ケケケケのの浜沢島辺辺斎桜曽滝竜桧釜釜園渕")
_ANY_KANJI_NUMBER = re.compile(_KANJI_NUMBER)
_THREE_NUMBERS = re.compile(r"\d+-\d+-\d")
_CHOME = re.compile(r"(?P<base>.+?)(?P<number>\d+)丁目")
_DISTRICT = re.compile(r"\D{1,5}?郡(?=\D)")
# How another municipality begins; towns that begin so too (市名坂) are looked for first.
_MUNICIPALITY = re.compile(r"\D{1,5}?郡\D{1,5}?[町村]|[^\d区]{1,5}?市市?|[^\d市]{1,4}?区")
_BLOCK = re.compile(r"(?<![\d-])\d+(-.*)?$")

Level = Literal["town", "ward", "none"]


def without_block(address: str) -> str:
    """Return an address in one way of writing and no closer than its 丁目, whether its town is known or not."""
    town, chome, _ = tidy(address).partition("丁目")
    return normalise(town + chome) if chome else _BLOCK.sub("", normalise(town))


@dataclass(frozen=True)
class Placed(WithMessage):
    """Where an address lies, how surely, and why.

    Attributes
    ----------
    lat, lon
        JGD2011 degrees; None when `level` is ``none``.
    level
        ``town``: the point of a town; ``ward``: of a whole ward, or of a municipality without wards; ``none``: not
        placed. (A row with coordinates of its own is at level ``office``; it is never asked here.)
    town, ward, city
        What was recognised, even when it could not be placed.
    candidates
        How many points the answer stands for: 1 for a plain match.
    message
        The reason.
    """

    lat: float | None
    lon: float | None
    level: Level
    town: str | None
    ward: str | None
    city: str | None
    candidates: int
    message: Message


@dataclass(frozen=True)
class _Where:
    """A municipality, or one ward of it; what is not known is None and narrows nothing."""

    city: str | None
    ward: str | None

    def holds(self, town: "_Town") -> bool:
        return self.city in {None, town.city} and self.ward in {None, town.ward}

    def __str__(self) -> str:
        return f"{self.city or ''}{self.ward or ''}"


_NOWHERE = _Where(None, None)


@dataclass(frozen=True)
class _Town:
    name: str
    city: str
    ward: str | None
    lat: float
    lon: float


class Gazetteer:
    """Known towns, by name: finds the longest one an address starts with, and never guesses in silence.

    Parameters
    ----------
    towns
        Columns ``city``, ``ward``, ``town``, ``koaza``, ``lat``, ``lon`` (as `geodata.sources.towns.read_towns`).
    areas
        Columns ``prefecture``, ``city``, ``name`` and polygons (as `geodata.sources.n03.read_areas`); without it
        nothing is placed by ward, and cities of one name in two prefectures are not told apart.
    """

    def __init__(self, towns: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None = None) -> None:
        self._towns: dict[str, list[_Town]] = defaultdict(list)
        self._members: dict[str, list[_Town]] = defaultdict(list)
        self._prefectures: dict[str, set[str]] = defaultdict(set)
        self._points: dict[_Where, tuple[float, float]] = {}
        names = each(["" if name is None else str(name) for name in towns["town"]], normalise_lines)
        columns = (towns[column] for column in ("town", "koaza", "ward", "city", "lat", "lon"))
        for name, (written, koaza, ward, city, lat, lon) in zip(names, zip(*columns, strict=True), strict=True):
            self._add(name, str(written), koaza or "", _Where(str(city), _text(ward)), (lat, lon))
        if areas is not None and not areas.empty:
            self._add_areas(areas)
        self._longest = max(map(len, [*self._towns, *self._members]), default=0)
        places = {_Where(town.city, town.ward) for same in self._towns.values() for town in same} | set(self._points)
        self._cities = {normalise(place.city): place.city for place in places if place.city}
        self._wards = {normalise(place.ward): place.ward for place in places if place.ward}

    def _add(self, name: str, written: str, koaza: str, at: _Where, latlon: tuple[float | None, float | None]) -> None:
        lat, lon = (np.nan if degrees is None else float(degrees) for degrees in latlon)
        town = _Town(written + koaza, at.city or "", at.ward, lat, lon)
        self._towns[_key(name + koaza)].append(town)
        if koaza:
            self._members[_key(name)].append(replace(town, name=written))
        elif chome := _CHOME.fullmatch(name):
            self._members[_key(chome["base"])].append(replace(town, name=chome["base"]))

    def _add_areas(self, areas: gpd.GeoDataFrame) -> None:
        """Keep a point inside each area, and which prefecture it is in."""
        points = areas.to_crs(JGD2011).representative_point()
        columns = (areas["prefecture"], areas["city"], areas["name"])
        for prefecture, city, name, point in zip(*columns, points, strict=True):
            self._points[_Where(str(city), None if name == city else str(name))] = (point.x, point.y)
            if prefecture:
                self._prefectures[str(city)].add(str(prefecture))

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
        rest, named = self._without_municipality(normalise(address), city)
        if isinstance(named, str):
            return _nowhere("place.city_unknown", city=named)
        stated = _Where(city, ward)
        if (named.city and city and named.city != city) or (named.ward and ward and named.ward != ward):
            return _nowhere("place.ward_conflict", found=str(named), stated=str(stated))
        at = _Where(city or named.city, ward or named.ward)
        if at.city and not self._knows(at.city, prefecture):
            return _nowhere("place.city_unknown", city=f"{prefecture or ''}{at.city}")
        if not rest:
            return self._by_ward(at, "place.town_unknown" if at.ward else "place.blank")
        if matched := self._longest_match(_key(rest), at, address):
            return matched
        if at.city is None and (other := _MUNICIPALITY.match(rest)):
            return _nowhere("place.city_unknown", city=other.group())
        return self._by_ward(at, "place.town_unknown")

    def _knows(self, city: str, prefecture: str | None) -> bool:
        prefectures = self._prefectures.get(city)
        return city in self._cities.values() and (not prefecture or not prefectures or prefecture in prefectures)

    def _without_municipality(self, address: str, city: str | None) -> tuple[str, _Where | str]:
        """Return the address without prefecture, city and ward, and what it names; a text if that is not known here."""
        rest, prefecture = _removed(address, PREFECTURES)
        within, name = _removed(_DISTRICT.sub("", rest, count=1), self._cities)
        known_city = self._cities.get(name)
        if prefecture and (
            (known_city is None and city is None) or (known_city and not self._knows(known_city, prefecture))
        ):
            other = _MUNICIPALITY.match(rest)
            return rest, prefecture + (other.group() if other else "")
        rest, ward = _removed(within if known_city else rest, self._wards)
        return rest, _Where(known_city, self._wards.get(ward))

    def _longest_match(self, key: str, at: _Where, address: str) -> Placed | None:
        for length in range(min(len(key), self._longest), 0, -1):
            following = key[length : length + 1]
            # 港 is not the start of 港区, nor 中央1 of 中央12.
            if following in {"市", "区"} or (key[length - 1].isdigit() and following.isdigit()):
                continue
            for exact, index in ((True, self._towns), (False, self._members)):
                if matches := [town for town in index.get(key[:length], ()) if at.holds(town)]:
                    return self._decide(matches, *self._doubts(key, length, at, address, exact=exact))
        return None

    def _doubts(self, key: str, length: int, at: _Where, address: str, *, exact: bool) -> tuple[str, str]:
        """Return how sure a match is, as a code, and what follows it that should have told the place more exactly."""
        chome_written, is_chome = "丁目" in tidy(address), key[length - 1].isdigit()
        if not exact:
            return "place.chome_unclear", ""
        rest = key[length:]
        if not is_chome and rest and (chome_written or rest[0] not in "-0123456789"):
            return "place.rest_unknown", rest
        # A number was taken for a 丁目 though the town has places without one (荒井1-2, not 荒井1-2-3).
        base = key[:length].rstrip("0123456789")
        is_town = any(at.holds(town) for town in self._towns.get(base, ()))
        assumed = is_chome and is_town and not chome_written and not _THREE_NUMBERS.match(key[len(base) :])
        return ("place.chome_assumed" if assumed else "place.matched"), ""

    def _decide(self, matches: Sequence[_Town], code: str, rest: str) -> Placed:
        first, places = matches[0], {_Where(town.city, town.ward) for town in matches}
        if len(places) > 1:
            return _nowhere("place.ambiguous", first.name, len(matches), wards="、".join(_place_names(places)))
        (at,) = places
        located = [town for town in matches if not np.isnan(town.lat)]
        if not located:
            return self._by_ward(at, "place.town_without_coordinates", first.name)
        count = len(located)
        lat, lon = sum(town.lat for town in located) / count, sum(town.lon for town in located) / count
        params = {"town": first.name, "count": count, "rest": rest}
        return Placed(lat, lon, "town", first.name, at.ward, at.city, count, Message(code, params))

    def _by_ward(self, at: _Where, code: str, town: str | None = None) -> Placed:
        """Return the point of a ward, or of a city without wards, that is known by one city only."""
        fitting = [place for place in self._points if place.ward == at.ward and at.city in {None, place.city}]
        if at == _NOWHERE or len(fitting) != 1:
            code = code if code == "place.blank" else "place.not_placed"
            return Placed(None, None, "none", town, at.ward, at.city, 0, Message(code, {"town": town or ""}))
        (place,) = fitting
        lon, lat = self._points[place]
        params = {"town": town or "", "ward": place.ward or place.city}
        return Placed(lat, lon, "ward", town, place.ward, place.city, 1, Message(code, params))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _key(name: str) -> str:
    """Return what two spellings of one town have in common."""
    plain = normalise(name).removesuffix("丁目").translate(_SAME)
    return _ANY_KANJI_NUMBER.sub(_arabic, plain)


def _removed(text: str, starts: Iterable[str]) -> tuple[str, str]:
    start = max((start for start in starts if text.startswith(start)), key=len, default="")
    return text[len(start) :], start


def _place_names(places: Iterable[_Where]) -> list[str]:
    """Name wards of one city without it, and those of several with it."""
    apart = len({place.city for place in places}) > 1
    return sorted(str(place) if apart or not place.ward else place.ward for place in places)


def _nowhere(code: str, town: str | None = None, count: int = 0, **params: object) -> Placed:
    return Placed(None, None, "none", town, None, None, count, Message(code, {"town": town or "", **params}))
