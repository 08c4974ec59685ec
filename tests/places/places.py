"""The places whose whole way is gone: their files, what somebody writes of a home there, and where that is."""

import json
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely import voronoi_polygons
from shapely.geometry import MultiPoint

NATIONAL = "wamnet/national_24_202404.csv"
MADE = "made:"
"""Files that the tests make: where no published one is at hand."""


@dataclass(frozen=True)
class Home:
    """What is written of where somebody lives; the area that this is, and the town or nothing nearer than the area."""

    city: str
    ward: str
    town: str
    area: str
    level: str = "town"


@dataclass(frozen=True)
class Place:
    """A place as its base knows it; the first of its homes is near an office."""

    name: str
    areas: str
    cities: tuple[str, ...]
    count: int
    homes: tuple[Home, ...]
    towns: tuple[str, ...] = ()
    offices: tuple[str, ...] = (NATIONAL,)


def _towns(*names: str) -> tuple[str, ...]:
    return tuple(f"places/towns/{name}.json" for name in names)


def _n03(number: int) -> str:
    return f"places/areas/N03-21_{number}_210101.json"


PLACES = (
    Place(
        "横浜市",
        _n03(14),
        ("横浜市",),
        18,
        (
            Home("横浜市", "緑区", "", "緑区", "ward"),
            Home("神奈川県横浜市", "都筑区", "", "都筑区", "ward"),
            Home("", "横浜市青葉区", "", "青葉区", "ward"),
        ),
    ),
    Place(
        "大阪市",
        _n03(27),
        ("大阪市",),
        24,
        (
            Home("大阪市", "平野区", "平野東二丁目", "平野区"),
            Home("大阪府大阪市", "平野区", "瓜破東３－４", "平野区"),
            Home("大阪市", "北区", "", "北区", "ward"),
        ),
        _towns("大阪府/大阪市平野区"),
        ("places/wamnet/osaka_hirano_24.csv", "places/wamnet/osaka_hirano_33.csv"),
    ),
    Place(
        "京都市の三区",
        _n03(26),
        ("京都市上京区", "京都市下京区", "京都市東山区"),
        3,
        (
            Home("京都市", "上京区", "下立売通新町西入薮ノ内町", "上京区"),
            Home("京都市", "東山区", "新橋通大和大路東入三丁目林下町", "東山区"),
            Home("京都府京都市", "下京区", "油小路町", "下京区"),
        ),
        _towns("京都府/京都市上京区", "京都府/京都市下京区", "京都府/京都市東山区"),
    ),
    Place(
        "札幌市",
        f"{MADE}札幌市.geojson",
        ("札幌市",),
        10,
        (
            Home("札幌市", "中央区", "南21条西10丁目1-35", "中央区"),
            Home("北海道札幌市", "西区", "西野６条１０丁目", "西区"),
            Home("", "札幌市北区", "北24西4", "北区"),
            Home("札幌市", "", "北海道札幌市東区北三十五条東5-1-7", "東区"),
        ),
        (
            f"{MADE}札幌市中央区.json",
            f"{MADE}札幌市西区.json",
            f"{MADE}札幌市北区.json",
            f"{MADE}札幌市東区.json",
        ),
    ),
    Place(
        "鶴ヶ島市",
        _n03(11),
        ("鶴ヶ島市",),
        1,
        (
            Home("鶴ケ島市", "", "高倉", "鶴ヶ島市"),
            Home("埼玉県", "鶴ヶ島市", "大字脚折", "鶴ヶ島市"),
            Home("", "鶴ヶ島市", "藤金412", "鶴ヶ島市"),
        ),
        _towns("埼玉県/鶴ヶ島市"),
    ),
    Place(
        "世田谷区",
        _n03(13),
        ("世田谷区",),
        1,
        (
            Home("世田谷区", "", "池尻三丁目", "世田谷区"),
            Home("東京都", "世田谷区", "桜上水5-3", "世田谷区"),
            Home("", "世田谷区", "砧三丁目", "世田谷区"),
        ),
        _towns("東京都/世田谷区"),
    ),
    Place(
        "毛呂山町と越生町と坂戸市",
        _n03(11),
        ("毛呂山町", "越生町", "坂戸市"),
        3,
        (
            Home("毛呂山町", "", "市場1061-1", "毛呂山町"),
            Home("入間郡", "越生町", "大字上野", "越生町"),
            Home("埼玉県", "坂戸市", "関間四丁目", "坂戸市"),
            Home("入間郡毛呂山町", "", "川角", "毛呂山町"),
        ),
        _towns("埼玉県/入間郡毛呂山町", "埼玉県/入間郡越生町", "埼玉県/坂戸市"),
    ),
    Place(
        "宮城県",
        "areas/miyagi_n03_2021.geojson",
        ("宮城県",),
        39,
        (
            Home("仙台市", "青葉区", "国分町一丁目", "青葉区"),
            Home("宮城県", "名取市", "", "名取市", "ward"),
            Home("柴田郡", "大河原町", "", "大河原町", "ward"),
            Home("", "", "太白区郡山五丁目", "太白区"),
        ),
        tuple(f"towns/仙台市{ward}.json" for ward in ("青葉区", "宮城野区", "若林区", "太白区", "泉区")),
    ),
    Place(
        "浜松市",
        _n03(22),
        ("浜松市",),
        7,
        (
            Home("", "浜松市天竜区", "", "天竜区", "ward"),
            Home("静岡県浜松市", "浜北区", "", "浜北区", "ward"),
            Home("浜松市", "中区", "", "中区", "ward"),
        ),
        (),
        ("places/wamnet/hamamatsu_24.csv",),
    ),
)

SAPPORO_TOWNS = {
    "中央区": (("南二十一条西十丁目", 43.0318, 141.345), ("大通西十八丁目", 43.0581, 141.3294)),
    "西区": (("西野六条十丁目", 43.0762, 141.2615),),
    "北区": (("北二十四条西四丁目", 43.0913, 141.3415), ("北七条西一丁目", 43.0699, 141.3541)),
    "東区": (("北三十五条東五丁目", 43.1033, 141.3622),),
}
SAPPORO_CODES = {
    ward: f"{1100 + number:05d}"
    for number, ward in enumerate(
        ("中央区", "北区", "東区", "白石区", "豊平区", "南区", "西区", "厚別区", "手稲区", "清田区"), 1
    )
}


def make_files(reference: Path, folder: Path) -> None:
    """Make areas and a few towns of 札幌市: each spot belongs to the ward of the nearest office or town."""
    offices = pd.read_csv(reference / NATIONAL, dtype=str, encoding="utf-8-sig")
    where = offices["事業所住所（市区町村）"].str.extract(r"札幌市(..?.?区)$")[0]
    at = offices.loc[where.notna(), ["事業所経度", "事業所緯度"]].astype(float)
    spots = [*zip(where.dropna(), at["事業所経度"], at["事業所緯度"], strict=True)]
    spots += [(ward, lon, lat) for ward, towns in SAPPORO_TOWNS.items() for _, lat, lon in towns]
    known = gpd.GeoDataFrame(
        {"ward": [ward for ward, _, _ in spots]},
        geometry=gpd.points_from_xy([lon for _, lon, _ in spots], [lat for _, _, lat in spots]),
        crs=6668,
    ).drop_duplicates("geometry")
    cells = gpd.GeoDataFrame(geometry=[*voronoi_polygons(MultiPoint([*known.geometry])).geoms], crs=6668)
    wards = cells.sjoin(known, predicate="contains").dissolve("ward").reset_index()
    columns = {"N03_001": "北海道", "N03_003": "札幌市", "N03_004": wards["ward"]}
    made = gpd.GeoDataFrame(
        {**columns, "N03_007": wards["ward"].map(SAPPORO_CODES)}, geometry=wards.geometry.values, crs=6668
    )
    made.to_file(folder / "札幌市.geojson", driver="GeoJSON")
    for ward, towns in SAPPORO_TOWNS.items():
        rows = [{"town": name, "koaza": "", "lat": lat, "lng": lon} for name, lat, lon in towns]
        (folder / f"札幌市{ward}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
