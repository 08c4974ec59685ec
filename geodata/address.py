"""Japanese addresses: one way of writing them, and the place they mean, with the certainty it deserves."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import geopandas as gpd
import numpy as np

from geodata.coordinates import JGD2011
from geodata.municipality import PREFECTURES
from geodata.text import each, tidy, tidy_lines

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


def _arabic(found: re.Match[str]) -> str:
    return str(kanji_number(found.group()))


def _arabic_after(found: re.Match[str]) -> str:
    return found[1] + str(kanji_number(found[2]))


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

Level = Literal["town", "ward", "none"]


@dataclass(frozen=True)
class Placed:
    """Where an address lies, how surely, and why.

    Attributes
    ----------
    lat, lon
        JGD2011 degrees; None when `level` is ``none``.
    level
        ``town``: the point of a town; ``ward``: of a whole ward; ``none``: not placed. (A row with coordinates of
        its own is at level ``office``; it is never asked here.)
    town, ward
        What was recognised, even when it could not be placed.
    candidates
        How many points the answer stands for: 1 for a plain match.
    code, params
        The reason, a sentence of `geodata.words`.
    """

    lat: float | None
    lon: float | None
    level: Level
    town: str | None
    ward: str | None
    candidates: int
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class _Town:
    name: str
    ward: str
    lat: float
    lon: float


class Gazetteer:
    """Known towns, by name: finds the longest one an address starts with, and never guesses in silence.

    Parameters
    ----------
    towns
        Columns ``city``, ``ward``, ``town``, ``koaza``, ``lat``, ``lon`` (as `geodata.sources.towns.read_towns`).
    areas
        Columns ``name`` and polygons (as `geodata.sources.n03.read_areas`); without it nothing is placed by ward.
    """

    def __init__(self, towns: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None = None) -> None:
        self._towns: dict[str, list[_Town]] = defaultdict(list)
        self._members: dict[str, list[_Town]] = defaultdict(list)
        self._cities = {str(city) for city in towns["city"].dropna()}
        self._wards = {str(ward) for ward in towns["ward"].dropna()}
        names = each(["" if name is None else str(name) for name in towns["town"]], normalise_lines)
        columns = (towns[column] for column in ("town", "koaza", "ward", "city", "lat", "lon"))
        for name, (shown, koaza, ward, city, lat, lon) in zip(names, zip(*columns, strict=True), strict=True):
            self._add(name, str(shown), koaza or "", ward if isinstance(ward, str) else str(city), (lat, lon))
        self._longest = max(map(len, [*self._towns, *self._members]), default=0)
        self._points = _representative_points(areas)

    def _add(self, name: str, shown: str, koaza: str, ward: str, latlon: tuple[float | None, float | None]) -> None:
        lat, lon = (np.nan if degrees is None else float(degrees) for degrees in latlon)
        town = _Town(shown + koaza, ward, lat, lon)
        self._towns[_key(name + koaza)].append(town)
        if koaza:
            self._members[_key(name)].append(_Town(shown, ward, lat, lon))
        elif chome := _CHOME.fullmatch(name):
            self._members[_key(chome["base"])].append(_Town(chome["base"], ward, lat, lon))

    def place(self, address: str, ward: str | None = None) -> Placed:
        """Return where an address lies.

        Parameters
        ----------
        address
            With or without prefecture, city and ward: 「宮城県仙台市泉区八乙女中央五丁目18番15号」, 「八乙女中央5-18-15」.
        ward
            The ward, where it is known otherwise; names that stand in several wards need it.
        """
        rest, found = self._without_municipality(normalise(address))
        if found and ward and found != ward:
            return _nowhere("place.ward_conflict", found=found, stated=ward)
        ward = ward or found
        if not rest:
            return self._by_ward(ward, "place.town_unknown" if ward else "place.blank")
        key = _key(rest)
        for length in range(min(len(key), self._longest), 0, -1):
            if key[length - 1].isdigit() and key[length : length + 1].isdigit():
                continue
            for exact, index in ((True, self._towns), (False, self._members)):
                matches = [town for town in index.get(key[:length], ()) if ward is None or town.ward == ward]
                if matches:
                    return self._decide(matches, exact=exact, assumed=self._assumes(key, length, address))
        return self._by_ward(ward, "place.town_unknown")

    def _without_municipality(self, address: str) -> tuple[str, str | None]:
        """Return the address without prefecture, city and ward, and the ward it names."""
        rest = _removed(_removed(address, PREFECTURES)[0], self._cities)[0]
        rest, ward = _removed(rest, self._wards)
        return rest, ward or None

    def _assumes(self, key: str, length: int, address: str) -> bool:
        """Say whether a number was taken for a 丁目 though the town has places without one (荒井1-2, not 荒井1-2-3)."""
        base = key[:length].rstrip("0123456789")
        could_be_a_block = base != key[:length] and base in self._towns and not _THREE_NUMBERS.match(key[len(base) :])
        return could_be_a_block and "丁目" not in tidy(address)

    def _decide(self, matches: Sequence[_Town], *, exact: bool, assumed: bool) -> Placed:
        wards = sorted({town.ward for town in matches})
        name, ward = matches[0].name, matches[0].ward
        if len(wards) > 1:
            return _nowhere("place.ambiguous", town=name, wards="、".join(wards), count=len(matches))
        known = [town for town in matches if not np.isnan(town.lat)]
        if not known:
            return self._by_ward(ward, "place.town_without_coordinates", name)
        count = len(known)
        lat, lon = sum(town.lat for town in known) / count, sum(town.lon for town in known) / count
        code = "place.chome_unclear" if not exact else "place.chome_assumed" if assumed else "place.matched"
        return Placed(lat, lon, "town", name, ward, count, code, {"town": name, "count": count})

    def _by_ward(self, ward: str | None, code: str, town: str | None = None) -> Placed:
        params = {"town": town or ""}
        if ward is None or ward not in self._points:
            return Placed(None, None, "none", town, ward, 0, code, params)
        lon, lat = self._points[ward]
        return Placed(lat, lon, "ward", town, ward, 1, code, params)


def _key(name: str) -> str:
    """Return what two spellings of one town have in common."""
    plain = normalise(name).removesuffix("丁目").translate(_SAME)
    return _ANY_KANJI_NUMBER.sub(_arabic, plain)


def _removed(text: str, starts: Iterable[str]) -> tuple[str, str]:
    start = max((start for start in starts if text.startswith(start)), key=len, default="")
    return text[len(start) :], start


def _nowhere(code: str, town: str | None = None, count: int = 0, **params: object) -> Placed:
    return Placed(None, None, "none", town, None, count, code, {"town": town or "", **params})


def _representative_points(areas: gpd.GeoDataFrame | None) -> dict[str, tuple[float, float]]:
    """Return a point inside each area, longitude and latitude, by its name."""
    if areas is None or areas.empty:
        return {}
    points = areas.to_crs(JGD2011).representative_point()
    return {str(name): (point.x, point.y) for name, point in zip(areas["name"], points, strict=True)}
