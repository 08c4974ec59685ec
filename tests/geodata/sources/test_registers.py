"""Of which city a register is: never of Sendai because nobody said otherwise."""

import pytest

from geodata.findings import UnreadableFile
from geodata.municipality import Municipality
from geodata.reading.files import NamedBytes
from geodata.sources.population import read_population
from geodata.sources.registers import cities_of
from geodata.sources.towns import read_towns

MIDORI = Municipality("神奈川県", "横浜市", "緑区")
OTHER_MIDORI = Municipality("神奈川県", "相模原市", "緑区")
SETAGAYA = Municipality("東京都", "世田谷区", None)
AOBA = Municipality("宮城県", "仙台市", "青葉区")
KNOWN = {"14113": MIDORI, "14151": OTHER_MIDORI, "13112": SETAGAYA}
REGISTER = NamedBytes(
    "yokohama_20200401.csv",
    "ward,town_code,town_name,population,population_under_15,population_15_64,population_65_plus,lat,lon\n"
    "緑区,141130033000,寺山町,644,55,431,158,35.52,139.54\n".encode(),
)


@pytest.mark.parametrize(
    ("ward", "code", "city", "known", "place"),
    [
        ("緑区", "141130033000", None, KNOWN, MIDORI),
        ("緑区", "141510033000", None, KNOWN, OTHER_MIDORI),
        ("緑区", "141510033000", "横浜市", KNOWN, OTHER_MIDORI),
        ("緑区", "141130033000", "横浜市", {}, Municipality("神奈川県", "横浜市", "緑区")),
        ("緑区", "", "横浜市", {}, Municipality(None, "横浜市", "緑区")),
        ("", "", "石巻市", {}, Municipality(None, "石巻市", None)),
        ("石巻市", "", "宮城県石巻市", {}, Municipality("宮城県", "石巻市", None)),
        ("世田谷区", "", None, KNOWN, SETAGAYA),
        ("aoba", "41010074000", None, {}, AOBA),
        ("Aoba", "", None, {}, AOBA),
        ("青葉区", "041010074000", None, {}, AOBA),
        ("izumi", "", "横浜市", {}, Municipality(None, "横浜市", "izumi")),
    ],
)
def test_the_code_tells_the_city_then_who_hands_the_file_in_then_a_name_that_stands_once(
    ward, code, city, known, place
):
    assert cities_of("p.csv", [ward], [code], city, known) == [place]


@pytest.mark.parametrize(
    ("ward", "code", "city"),
    [
        ("緑区", "", None),
        ("緑区", "141130033000", None),
        ("緑区", "140000033000", "宮城県仙台市"),
        ("中央区", "1", "14100"),
    ],
)
def test_where_nothing_tells_the_city_the_file_is_refused_with_how_to_say_it(ward, code, city):
    known = {} if code else KNOWN
    with pytest.raises(UnreadableFile) as caught:
        cities_of("p.csv", [ward], [code], city, known)
    assert (caught.value.problem.code, caught.value.problem.params) == ("population.city_unknown", {"wards": ward})


def test_a_register_of_another_city_is_filed_under_that_city():
    for reading in (read_population(REGISTER, known=KNOWN), read_towns(REGISTER, known=KNOWN)):
        assert reading.frame[["prefecture", "city", "ward"]].to_numpy().tolist() == [["神奈川県", "横浜市", "緑区"]]
    for read in (read_population, read_towns):
        with pytest.raises(UnreadableFile):
            read(REGISTER)
    narrowed = read_population(REGISTER, "仙台市", KNOWN)
    assert (len(narrowed.frame), narrowed.facts["filtered"]) == (0, 1)
    assert [one.code for one in narrowed.problems] == ["city.no_rows"]
