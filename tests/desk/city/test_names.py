"""Every area has a label that no other has, and is found by whatever people write of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.records import Area
from desk.city.names import AreaNames, find_area, find_label
from desk.errors import DeskError


def area(prefecture: str, city: str, ward: str | None = None) -> Area:
    """Return an area without its outline."""
    return Area(code=f"{prefecture}{city}{ward}", prefecture=prefecture, city=city, name=ward or city, geometry="")


KANAGAWA = (
    area("神奈川県", "横浜市", "緑区"),
    area("神奈川県", "横浜市", "都筑区"),
    area("神奈川県", "相模原市", "緑区"),
    area("神奈川県", "鎌倉市"),
)


def test_wards_of_one_name_are_told_apart_by_their_cities() -> None:
    assert AreaNames(KANAGAWA).labels == ["横浜市緑区", "都筑区", "相模原市緑区", "鎌倉市"]


def test_a_special_ward_is_told_from_a_ward_of_its_name() -> None:
    names = AreaNames([area("東京都", "中央区"), area("北海道", "札幌市", "中央区")])
    assert names.labels == ["東京都中央区", "札幌市中央区"]
    assert names.label("中央区", None) == "東京都中央区"
    assert names.label("札幌市", "中央区") == "札幌市中央区"


@pytest.mark.parametrize("written", ["横浜市緑区", "神奈川県横浜市緑区", "神奈川県 横浜市 緑区"])
def test_a_ward_is_found_by_all_that_names_it(written: str) -> None:
    assert find_area(AreaNames(KANAGAWA), written).label == "横浜市緑区"


def test_a_name_of_two_areas_is_refused_with_both() -> None:
    with pytest.raises(DeskError, match="横浜市緑区、相模原市緑区"):
        find_area(AreaNames(KANAGAWA), "緑区")


def test_a_name_of_no_area_is_refused_with_all() -> None:
    with pytest.raises(DeskError, match="都筑区"):
        find_area(AreaNames(KANAGAWA), "緑が丘区")


def test_without_areas_it_says_what_to_import_first() -> None:
    with pytest.raises(DeskError, match="none_imported"):
        find_area(AreaNames([]), "青葉区")


def test_a_city_narrows_a_name() -> None:
    assert [one.city for one in AreaNames(KANAGAWA).find("緑区", "相模原市")] == ["相模原市"]


@pytest.mark.parametrize("written", ["毛呂山町", "入間郡毛呂山町", "埼玉県入間郡毛呂山町", "埼玉県毛呂山町"])
def test_a_town_is_found_with_and_without_its_district(written: str) -> None:
    assert find_area(AreaNames([area("埼玉県", "毛呂山町"), area("埼玉県", "越生町")]), written).city == "毛呂山町"


def test_spellings_of_one_municipality_are_one() -> None:
    names = AreaNames([area("茨城県", "龍ケ崎市")])
    assert names.label("竜ヶ崎市", None) == "龍ケ崎市"


def test_a_record_that_does_not_say_which_fuchu_lies_in_neither() -> None:
    one = AreaNames([area("東京都", "東京都府中市")])
    assert one.label("府中市", None) == "府中市"
    assert one.label("東京都府中市", None) == "東京都府中市"
    assert [found.city for found in one.find("府中市")] == ["東京都府中市"]


def test_a_municipality_that_is_its_own_ward_has_one_label() -> None:
    names = AreaNames([area("埼玉県", "鶴ヶ島市")])
    assert names.label("鶴ヶ島市", "鶴ヶ島市") == names.label("鶴ヶ島市", None) == "鶴ヶ島市"


def test_what_was_not_imported_is_called_as_it_is_written() -> None:
    assert AreaNames([]).label("仙台市", "青葉区") == "青葉区"
    assert AreaNames(KANAGAWA).label("川崎市", "中原区") == "川崎市中原区"
    assert AreaNames(KANAGAWA).label(None, None) is None


wards = st.sampled_from(["緑区", "中央区", "港区", "北区"])
cities = st.sampled_from(["横浜市", "相模原市", "札幌市", "名古屋市"])
listed = st.lists(st.tuples(cities, wards), unique=True, min_size=1, max_size=8)


@given(listed)
def test_every_label_leads_back_to_its_area_alone(places: list[tuple[str, str]]) -> None:
    names = AreaNames([area("某県", city, ward) for city, ward in places])
    assert len(set(names.labels)) == len(places)
    for city, ward in places:
        label = names.label(city, ward)
        assert names.place(label) == (city, ward)
        assert [(one.city, one.ward) for one in names.find(str(label))] == [(city, ward)]


MIYAGI = (
    *(area("宮城県", "仙台市", ward) for ward in ("青葉区", "泉区")),
    area("宮城県", "石巻市"),
    area("宮城県", "女川町"),
)


@pytest.mark.parametrize("written", ["仙台市", "宮城県仙台市", "宮城県 仙台市", "仙臺市"])
def test_a_city_made_of_wards_is_found_as_a_whole_but_is_no_area(written: str) -> None:
    names = AreaNames(MIYAGI)
    assert find_label(names, written) == "仙台市"
    with pytest.raises(DeskError, match=r"area\.unknown"):
        find_area(names, written)
    assert "仙台市" not in names.labels
    assert names.with_wholes == ["仙台市", "青葉区", "泉区", "石巻市", "女川町"]


@pytest.mark.parametrize(
    ("written", "label"), [("青葉区", "青葉区"), ("仙台市泉区", "泉区"), ("牡鹿郡女川町", "女川町")]
)
def test_what_finds_an_area_finds_it_among_wholes_too(written: str, label: str) -> None:
    assert find_label(AreaNames(MIYAGI), written) == label == find_area(AreaNames(MIYAGI), written).label


def test_whole_cities_that_have_wards_of_one_name_are_told_apart() -> None:
    names = AreaNames(KANAGAWA)
    assert [one.label for one in names.wholes] == ["横浜市"]
    assert find_label(names, "横浜市") == "横浜市"
    assert find_label(names, "神奈川県相模原市緑区") == "相模原市緑区"
    with pytest.raises(DeskError, match=r"area\.unknown"):
        find_label(names, "相模原市川")


@pytest.mark.parametrize("written", ["川崎市", "東京都横浜市", "神奈川県", "", "横浜"])
def test_no_whole_is_found_by_what_does_not_name_it(written: str) -> None:
    with pytest.raises(DeskError, match=r"area\.unknown.*横浜市、横浜市緑区"):
        find_label(AreaNames(KANAGAWA), written)


@pytest.mark.parametrize(
    "areas",
    [(), MIYAGI[:2], MIYAGI[:1], MIYAGI[2:], MIYAGI[1:]],
    ids=["none", "one city", "one ward", "towns", "single"],
)
def test_where_a_whole_would_be_the_casebook_or_one_area_there_is_none(areas: tuple[Area, ...]) -> None:
    names = AreaNames(areas)
    assert names.wholes == ()
    assert names.with_wholes == names.labels
    with pytest.raises(DeskError):
        find_label(names, "仙台市")


def test_a_city_that_was_imported_as_an_area_beside_its_wards_is_that_area() -> None:
    names = AreaNames((*MIYAGI, area("宮城県", "仙台市")))
    assert names.wholes == ()
    assert find_label(names, "仙台市") == find_area(names, "仙台市").label == "仙台市"
