"""Points that are none: many addresses on one, or far from the town that the address names."""

import csv
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.shared_points import FAR_METRES, FAR_RINGS, block_of, far_from_town, point_key, shared_points
from geodata.sources.wamnet import read_wamnet
from geodata.travel import straight_metres


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("本町一丁目2番3号", "本町1-2-3　サンハイツ２階"),
        ("本町1-2-3 101号室", "本町１丁目２−３ ２０２"),
        ("城が山５丁目２?３４　５０８号", "城が山５丁目２?３４　５０９号"),
        ("高須町21170-10", "高須町字21170番地10-2"),
        ("中尾1274-1", "中尾1274番地3"),
        ("南8条西13丁目3-7", "南８条西１３丁目３−７−１０２"),
        ("大阪府大阪市平野区背戸口3-8-19", "背戸口三丁目8番19号"),
    ],
)
def test_rooms_and_floors_of_a_building_and_parts_of_a_lot_are_one_place(one: str, other: str) -> None:
    place = ("大阪府", "大阪市", "平野区")
    assert block_of(one, *place) == block_of(other, *place) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("本町1-2-3", "本町1-2-4"),
        ("本町1-2-3", "本町2-2-3"),
        ("南8条西13丁目3-7", "南8条西14丁目3-7"),
        ("第5地割303番地", "第6地割303番地"),
        ("郡4-15-24", "青山4-15-24"),
    ],
)
def test_other_blocks_are_other_places(one: str, other: str) -> None:
    assert block_of(one) != block_of(other)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            None,
            "（以下省略）",
            "以下省略以下省略",
            "(以下略）",
            "　以下省略",
            "(町名省略）",
            "非公開非公開",
            "未公表",
        ),
        *("－", "?", "※※※※", "------", "なし", "大阪市平野区", "大阪府大阪市平野区（以下略）"),
    ],
)
def test_an_address_that_is_withheld_tells_no_place(address: str | None) -> None:
    assert block_of(address, "大阪府", "大阪市", "平野区") is None


@pytest.mark.parametrize("address", ["日高郡新ひだか町", "北海道日高郡新ひだか町（以下省略）", "新ひだか町"])
def test_a_district_before_the_town_tells_no_place_either(address: str) -> None:
    assert block_of(address, "北海道", "新ひだか町", None) is None
    assert block_of("日高郡新ひだか町静内1-2", "北海道", "新ひだか町") == "静内1-2"


def test_an_address_that_is_withheld_in_part_tells_what_it_tells() -> None:
    assert block_of("王子町一丁目8番3号（以下省略）") == "王子町1-8-3"
    assert block_of("大和田町") == "大和田町"


ROWS = st.lists(
    st.tuples(
        st.sampled_from([34.6211849, 34.62118490001, 34.62119, 38.3]),
        st.sampled_from([135.5460544, 135.5460545, 135.54605]),
        st.sampled_from("甲乙丙丁"),
    ),
    max_size=30,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_groups_are_those_of_a_plain_count_in_whatever_order(rows, chance) -> None:
    places: dict[tuple[float, float], set[str]] = defaultdict(set)
    for lat, lon, place in rows:
        places[round(lat, 5), round(lon, 5)].add(place)
    expected = {key for key, there in places.items() if len(there) >= 3}
    for listed in (rows, chance.sample(rows, len(rows))):
        groups = shared_points([(lat, lon) for lat, lon, _ in listed], [place for _, _, place in listed])
        assert set(groups) == expected
        for key, on_it in groups.items():
            assert on_it == [at for at, (lat, lon, _) in enumerate(listed) if point_key(lat, lon) == key]


DEGREES = st.floats(0, 0.2).map(lambda part: round(part, 4))
POINTS = st.lists(st.tuples(DEGREES.map(lambda x: 140.7 + x), DEGREES.map(lambda y: 38.2 + y)), min_size=1, max_size=12)


def plainly_far(own: tuple[float, float], town: tuple[float, float], towns: list[tuple[float, float]]) -> bool:
    """Go through all towns one by one."""
    known = sorted({(round(lon, 5), round(lat, 5)) for lon, lat in towns})
    around = sorted(float(straight_metres(np.array([town]), np.array([one]), 1000)[0, 0]) for one in known)
    ring = around[min(6, len(around) - 1)]
    return len(known) > 1 and float(straight_metres(np.array([own]), np.array([town]), 1000)[0, 0]) > max(
        FAR_METRES + 1, FAR_RINGS * (ring + 1)
    )


@given(POINTS, st.data())
def test_what_is_far_is_so_beyond_the_ring_of_the_nearest_towns(towns, data) -> None:
    own = data.draw(st.lists(st.tuples(DEGREES.map(lambda x: 140.7 + x), DEGREES.map(lambda y: 38.2 + y)), max_size=5))
    of_town = [data.draw(st.sampled_from(towns)) for _ in own]
    far = far_from_town(np.array(own).reshape(-1, 2), np.array(of_town).reshape(-1, 2), np.array(towns))
    for at, (one, town) in enumerate(zip(own, of_town, strict=True)):
        if plainly_far(one, town, towns):
            assert far[at] == pytest.approx(straight_metres(np.array([one]), np.array([town]), 1000)[0, 0], abs=5)
    assert len(far) == len(own)


def test_without_towns_or_points_nothing_is_far() -> None:
    nan = np.full((1, 2), np.nan)
    here = np.array([[140.8, 38.2]])
    assert np.isnan(far_from_town(here, here + 1, here)).all()
    assert np.isnan(far_from_town(nan, here, np.array([[140.8, 38.2], [140.9, 38.2]]))).all()
    assert len(far_from_town(np.zeros((0, 2)), np.zeros((0, 2)), here)) == 0


def test_the_figures_of_the_national_files(reference_data) -> None:
    """1,363 of the nation's 24,347 offices were counted by hand to stand on such points; ours see a few more."""
    files = sorted((reference_data / "wamnet").glob("national_*.csv"))
    frame = read_wamnet(files).frame
    blocks = [
        block_of(row.address_original, row.prefecture, row.city, row.ward if isinstance(row.ward, str) else None)
        for row in frame.itertuples()
    ]
    places = [
        f"?{name}" if block is None else f"{city}{block}"
        for name, city, block in zip(frame["name"], frame["city"], blocks, strict=True)
    ]
    groups = shared_points(list(zip(frame["lat"], frame["lon"], strict=True)), places)
    assert len(frame) == 24347
    assert 1300 < sum(map(len, groups.values())) < 1500


def test_of_one_ward_of_osaka_36_of_56_stand_on_one_point(reference_data) -> None:
    rows = []
    for code in ("33", "24"):
        path = reference_data / "places" / "wamnet" / f"osaka_hirano_{code}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += list(csv.DictReader(file))
    blocks = [block_of(row["事業所住所（番地以降）"], "大阪府", "大阪市", "平野区") for row in rows]
    places = [f"?{row['事業所の名称']}" if block is None else block for row, block in zip(rows, blocks, strict=True)]
    groups = shared_points([(float(row["事業所緯度"]), float(row["事業所経度"])) for row in rows], places)
    assert [len(group) for group in groups.values()] == [36]
    assert len(rows) == 56
