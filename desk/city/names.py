"""What the imported areas are called: each told from every other, and found by whatever people write of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from casebook.records import Area
from desk.errors import DeskError
from geodata.address import normalise
from geodata.municipality import Municipality, bare_city, place_key
from geodata.spelling import alike


@lru_cache(maxsize=65536)
def town_key(name: str) -> str:
    """Return what the spellings of a town have in common, by which it is found: 国分町一丁目 and 国分町1丁目 alike."""
    return alike(normalise(name))


class InAnArea(Protocol):
    """What has a city, and a ward where there is one."""

    @property
    def city(self) -> str | None:
        """The municipality."""

    @property
    def ward(self) -> str | None:
        """The ward, or nothing."""


@dataclass(frozen=True)
class AreaName:
    """A ward, or a municipality without wards (`ward` None), and the label that no other imported area has."""

    prefecture: str
    city: str
    ward: str | None
    label: str

    @property
    def name(self) -> str:
        """Its own name: 青葉区, 鶴ヶ島市."""
        return self.ward or self.city

    @property
    def municipality(self) -> Municipality:
        """The place as official texts know it."""
        return Municipality(self.prefecture or None, self.city, self.ward)


@dataclass(frozen=True)
class MunicipalityName:
    """A municipality with its imported areas, which are its wards or the one that it is, and what it is called: 仙台市."""

    label: str
    areas: tuple[AreaName, ...]

    @property
    def municipality(self) -> Municipality:
        """The place as official texts know it."""
        return Municipality(self.areas[0].prefecture or None, self.areas[0].city, None)


class AreaNames:
    """The imported areas by name: 青葉区, or 横浜市青葉区 where two cities have one, in their order.

    Names are compared by `geodata.municipality.place_key`: 龍ヶ崎市 finds 龍ケ崎市.
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        listed = list(areas)
        often = Counter(place_key(bare_city(area.name)) for area in listed)
        self._areas = tuple(
            AreaName(
                area.prefecture,
                area.city,
                area.ward,
                area.name if often[place_key(bare_city(area.name))] == 1 else _in_full(area),
            )
            for area in listed
        )
        self._by_name: dict[str, list[AreaName]] = defaultdict(list)
        for area in self._areas:
            self._by_name[place_key(bare_city(area.name))].append(area)
        self._by_label = {area.label: area for area in self._areas}
        self._labels: dict[tuple[str | None, str | None], str | None] = {}

    def __iter__(self) -> Iterator[AreaName]:
        return iter(self._areas)

    def __len__(self) -> int:
        return len(self._areas)

    @property
    def labels(self) -> list[str]:
        """What each area is called, in their order."""
        return list(self._by_label)

    @property
    def kind(self) -> str:
        """What they are, one of `words.say.AREAS`: wards, one municipality without any, or several, or both."""
        if self._areas and all(area.ward for area in self._areas):
            return "ward"
        return "municipality" if len(self._areas) == 1 else "area"

    @cached_property
    def municipalities(self) -> tuple[MunicipalityName, ...]:
        """The municipalities that the areas are of, in the order of their first areas."""
        inside: dict[str, list[AreaName]] = defaultdict(list)
        for area in self._areas:
            inside[place_key(area.city)].append(area)
        return tuple(
            MunicipalityName(areas[0].label if len(areas) == 1 else areas[0].city, tuple(areas))
            for areas in inside.values()
        )

    @cached_property
    def wholes(self) -> tuple[MunicipalityName, ...]:
        """The municipalities made of several areas; none where all are of one, which is the whole casebook."""
        if len(self.municipalities) < 2:
            return ()
        # One that was imported as an area beside its wards is that area.
        return tuple(one for one in self.municipalities if len(one.areas) > 1 and self.labelled(one.label) is None)

    def whole(self, label: str | None) -> MunicipalityName | None:
        """Return the municipality made of several areas that is called so."""
        return next((one for one in self.wholes if one.label == label), None)

    @property
    def with_wholes(self) -> list[str]:
        """What each area is called, and before its wards each municipality made of several."""
        before = {one.areas[0].label: one.label for one in self.wholes}
        return [name for label in self.labels for name in (before.get(label), label) if name]

    def labelled(self, label: str | None) -> AreaName | None:
        """Return the area that is called so."""
        return self._by_label.get(label or "")

    def place(self, label: str | None, city: str | None = None) -> tuple[str | None, str | None]:
        """Return the city and ward that a label stands for; what is no label, as a ward of the `city` known before."""
        area = self.labelled(label)
        return (area.city, area.ward) if area else (label and city, label)

    def label(self, city: str | None, ward: str | None) -> str | None:
        """Name the ward of a city, or a municipality without wards; what was not imported, by what is said of it."""
        key = (city, ward)
        if key not in self._labels:
            self._labels[key] = self._label(city, ward)
        return self._labels[key]

    def label_of(self, record: InAnArea) -> str | None:
        """Name the ward or municipality that somebody or something lies in."""
        return self.label(record.city, record.ward)

    def _label(self, city: str | None, ward: str | None) -> str | None:
        name = ward or city
        if not name:
            return None
        # 府中市 alone is that of 東京都 or of 広島県: a record that does not say it lies in neither.
        found = (
            self.find(name)
            if ward and not city
            else [
                area
                for area in self._by_name.get(place_key(bare_city(name)), ())
                if place_key(area.city) == place_key(city) and place_key(area.name) == place_key(name)
            ]
        )
        if len(found) == 1:
            return found[0].label
        if ward and not city:
            return name
        # Where no area was imported at all, nothing tells wards of one name apart.
        return name if not self._areas or not ward or not city or ward == city else f"{city}{ward}"

    def find(self, written: str, city: str | None = None) -> list[AreaName]:
        """Return the areas that a text can mean: 緑区, 横浜市緑区, 神奈川県横浜市緑区, 毛呂山町, 入間郡毛呂山町.

        Parameters
        ----------
        written
            A label, or a name with or without what it lies in.
        city
            Where it is to lie, if that is known otherwise: a city that the text does not name.
        """
        if written in self._by_label and city is None:
            return [self._by_label[written]]
        meant = Municipality.parse(written)
        if meant.ward:
            return [area for area in self._by_name.get(place_key(meant.ward), ()) if meant.covers(area.municipality)]
        fitting = [
            area
            for area in self._by_name.get(place_key(bare_city(meant.city or "")), ())
            if meant.prefecture in {None, area.prefecture}
        ]
        if city is None:
            return fitting
        within = Municipality.parse(city)
        return [
            area for area in fitting if Municipality(within.prefecture, within.city, None).covers(area.municipality)
        ]

    def near(self, written: str, city: str | None) -> list[AreaName]:
        """Return the areas that somebody from a city can mean: of several of one name, that of her own city."""
        found = self.find(written)
        return self.find(written, city) if len(found) > 1 else found

    def spelling(self, city: str) -> str:
        """Return a municipality's name as its area has it; one that was not imported, as it is written."""
        key = place_key(city)
        return next((area.city for area in self._areas if place_key(area.city) == key), city)


def find_area(names: AreaNames, written: str) -> AreaName:
    """Return the imported area that somebody means by what she typed.

    Raises
    ------
    DeskError
        If there is none, or more than one: 緑区 is in 横浜市 and in 相模原市.
    """
    found = names.find(written)
    if len(found) == 1:
        return found[0]
    raise _unclear(written, [area.label for area in found], names.labels)


def find_label(names: AreaNames, written: str) -> str:
    """Return the label of the area, or of the municipality made of wards, that somebody means by what she typed.

    Raises
    ------
    DeskError
        If there is none, or more than one.
    """
    meant = Municipality.parse(written)
    wholes = [one for one in names.wholes if meant.city and not meant.ward and meant.covers(one.municipality)]
    found = [one.label for one in names.find(written)] + [one.label for one in wholes]
    if len(found) == 1:
        return found[0]
    raise _unclear(written, found, names.with_wholes)


def _unclear(written: str, found: list[str], known: list[str]) -> DeskError:
    code = "area.several" if found else "area.unknown" if known else "area.none_imported"
    return DeskError(code, value=written, known="、".join(found or known))


def _in_full(area: Area) -> str:
    """Return 横浜市青葉区; a municipality without wards (東京都中央区) is told from wards by its prefecture."""
    if area.ward:
        return f"{area.city}{area.ward}"
    return area.city if area.city.startswith(area.prefecture) else f"{area.prefecture}{area.city}"
