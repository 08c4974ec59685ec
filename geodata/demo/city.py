"""The demonstration city: invented towns, facilities and care centres inside our own sketch of five wards.

Names, numbers and people are made up; the proportions (offices by service and ward) are those of Sendai's
published lists of 2022 to 2025. The same seed gives the same city.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shapely.geometry import Point, Polygon

from geodata.demo.outlines import ward_outlines

CITY, PREFECTURE = "仙台市", "宮城県"
# Most people live in the east; the western mountains are nearly empty.
EAST_OF = {"青葉区": 140.78, "宮城野区": 140.88, "若林区": 140.88, "太白区": 140.80, "泉区": 140.80}
METRES_PER_DEGREE = 111_000

STEMS: Mapping[str, Sequence[str]] = {
    "青葉区": ("萌黄台", "瑠璃町", "浅葱丘", "露草町", "山吹坂", "若芽ケ丘", "紫苑町", "藍染台", "桐花町", "欅並"),
    "宮城野区": ("海風町", "白帆台", "千鳥浜", "萩風町", "潮見原", "浜茄子町", "松籟台"),
    "若林区": ("稲穂町", "早苗野", "菜花町", "雁渡町", "井戸端町"),
    "太白区": ("山彦台", "月見坂", "渓流町", "竹笹町", "雪解台", "蛍沢", "朝霧町", "胡桃野"),
    "泉区": ("七草台", "清水丘", "北風町", "樅木台", "蕗野町", "団栗坂", "霞丘", "春楡町"),
}
CENTRES = {"青葉区": 8, "宮城野区": 5, "若林区": 4, "太白区": 7, "泉区": 6}
CHOME = ("一丁目", "二丁目", "三丁目")

SERVICE_NAMES = {
    "24": "短期入所",
    "33": "共同生活援助",
    "32": "施設入所支援",
    "34": "宿泊型自立訓練",
    "53": "地域相談支援（地域移行支援）",
    "54": "地域相談支援（地域定着支援）",
    "WH": "福祉ホーム",
    "BASE": "地域生活支援拠点",
}
# Offices by service and ward: 青葉, 宮城野, 若林, 太白, 泉.
OFFICES: Mapping[str, tuple[int, int, int, int, int]] = {
    "24": (22, 7, 6, 14, 14),
    "33": (21, 8, 6, 20, 14),
    "32": (5, 1, 1, 5, 3),
    "34": (2, 1, 1, 1, 1),
    "53": (3, 2, 1, 2, 2),
    "54": (3, 2, 1, 2, 2),
    "WH": (1, 0, 0, 1, 0),
    "BASE": (1, 0, 0, 0, 0),
}
FLOWERS = (
    "すずらん あさがお こでまり りんどう なでしこ ひなげし つゆくさ もくれん さざんか ゆきやなぎ れんげ かたくり "
    "きんもくせい くちなし ほおずき まんさく みずき やまぶき わすれなぐさ えにしだ おみなえし かりん きすげ けやき "
    "こぶし さくらそう しらかば すいせん たんぽぽ つくし とちのき なずな にれ ねむのき はまなす ひいらぎ ふじばかま"
).split()
ENDINGS = {
    "24": ("ショートステイ", "短期入所"),
    "33": ("ホーム", "の家"),
    "32": ("園", "学園"),
    "34": ("自立訓練センター", "寮"),
    "53": ("地域移行支援室", "相談室"),
    "54": ("地域定着支援室", "相談室"),
    "WH": ("福祉ホーム", "福祉ホーム"),
}


@dataclass(frozen=True)
class DemoTown:
    """A town of the demonstration."""

    ward: str
    name: str
    lat: float
    lon: float
    population: int
    centre: str


@dataclass(frozen=True)
class DemoCentre:
    """A community care centre, at one of its towns."""

    ward: str
    name: str
    address: str
    phone: str
    lat: float
    lon: float


@dataclass(frozen=True)
class DemoFacility:
    """An office in one service."""

    service_code: str
    office_number: str
    name: str
    operator: str
    ward: str
    address: str
    phone: str
    capacity: int | None
    lat: float
    lon: float


@dataclass
class DemoCity:
    """All of the demonstration's places."""

    towns: list[DemoTown] = field(default_factory=list)
    centres: list[DemoCentre] = field(default_factory=list)
    facilities: list[DemoFacility] = field(default_factory=list)

    def towns_of(self, ward: str) -> list[DemoTown]:
        """Return a ward's towns."""
        return [town for town in self.towns if town.ward == ward]


def make_city(seed: int) -> DemoCity:
    """Make the demonstration city; the same seed, the same city."""
    luck = random.Random(seed)  # noqa: S311 - a demonstration, not a secret
    city = DemoCity()
    outlines = ward_outlines().set_index("ward").geometry
    for ward, stems in STEMS.items():
        _settle(city, ward, stems, outlines[ward], luck)
    for service, counts in OFFICES.items():
        for ward, count in zip(STEMS, counts, strict=True):
            for _ in range(count):
                city.facilities.append(_facility(city, service, ward, outlines[ward], luck))
    return city


def _settle(city: DemoCity, ward: str, stems: Sequence[str], outline: Polygon, luck: random.Random) -> None:
    names = [f"{stem}地域包括支援センター" for stem in stems[: CENTRES[ward]]]
    for index, stem in enumerate(stems):
        middle = _inside(outline, EAST_OF[ward], luck)
        centre = names[index % len(names)]
        for chome in CHOME:
            place = _near(middle, outline, 450, luck)
            people = luck.randrange(400, 3600, 10)
            city.towns.append(DemoTown(ward, f"{stem}{chome}", place.y, place.x, people, centre))
    for number, name in enumerate(names):
        home = next(town for town in city.towns_of(ward) if town.centre == name)
        place = _near(Point(home.lon, home.lat), outline, 200, luck)
        address = f"{home.name}{luck.randrange(1, 30)}番{luck.randrange(1, 20)}号"
        phone = f"022-000-{7000 + 100 * list(STEMS).index(ward) + number:04d}"
        city.centres.append(DemoCentre(ward, name, address, phone, place.y, place.x))


def _facility(city: DemoCity, service: str, ward: str, outline: Polygon, luck: random.Random) -> DemoFacility:
    town = luck.choice(city.towns_of(ward))
    number = len(city.facilities) + 1
    place = _near(Point(town.lon, town.lat), outline, 500, luck)
    # As in the published lists, several services of one operator stand in one building.
    if city.facilities and service != "33" and luck.random() < 0.25:
        neighbours = [facility for facility in city.facilities if facility.ward == ward]
        if neighbours:
            host = luck.choice(neighbours)
            place = Point(host.lon, host.lat)
    flower = FLOWERS[(number * 7) % len(FLOWERS)]
    if service == "BASE":
        name = "見本市地域生活支援拠点 ひだまり舎"
    else:
        name = f"{flower}{luck.choice(ENDINGS[service])}{town.name.removesuffix('丁目')[:-1]}"
    taken = {facility.name for facility in city.facilities}
    name = name if name not in taken else f"{name}{number}"
    return DemoFacility(
        service_code=service,
        office_number=f"0490{number:06d}",
        name=name,
        operator=f"{luck.choice(('社会福祉法人', '特定非営利活動法人', '合同会社'))}見本{flower}会",
        ward=ward,
        address=f"{town.name}{luck.randrange(1, 30)}番{luck.randrange(1, 20)}号",
        phone=f"022-000-{number:04d}",
        capacity=_capacity(service, luck),
        lat=round(place.y, 6),
        lon=round(place.x, 6),
    )


def _capacity(service: str, luck: random.Random) -> int | None:
    """Return the published capacity; as in reality blank for many, and for whole services."""
    if service in ("33", "53", "54"):
        return None
    if service == "BASE":
        return 4
    if luck.random() < 0.28:
        return None
    least, most = {"24": (1, 10), "32": (30, 80), "34": (10, 20), "WH": (5, 10)}[service]
    return luck.randint(least, most)


def _inside(outline: Polygon, east_of: float, luck: random.Random) -> Point:
    """Draw a point inside a ward, away from its border and from the mountains."""
    inner = outline.buffer(-0.006)
    west, south, east, north = inner.bounds
    while True:
        point = Point(luck.uniform(max(west, east_of), east), luck.uniform(south, north))
        if inner.contains(point):
            return point


def _near(middle: Point, outline: Polygon, metres: float, luck: random.Random) -> Point:
    """Draw a point within a distance of another, inside the same ward."""
    reach = metres / METRES_PER_DEGREE
    while True:
        point = Point(middle.x + luck.uniform(-reach, reach) * 1.27, middle.y + luck.uniform(-reach, reach))
        if outline.contains(point):
            return Point(round(point.x, 6), round(point.y, 6))
