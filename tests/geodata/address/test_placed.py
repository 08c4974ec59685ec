"""What is said of a place: wards with their city where cities differ."""

from geodata.address.placed import NOWHERE, Where, nowhere, place_names


def test_wards_of_several_cities_are_named_with_the_city():
    wards = [Where("仙台市", "青葉区"), Where("仙台市", "泉区")]
    assert place_names(wards) == ["泉区", "青葉区"]
    assert place_names([*wards, Where("横浜市", "青葉区")]) == ["仙台市泉区", "仙台市青葉区", "横浜市青葉区"]


def test_what_is_not_known_of_a_place_narrows_nothing():
    assert NOWHERE.holds(Where("仙台市", "泉区"))
    assert not Where("仙台市", "泉区").holds(Where("仙台市", "青葉区"))
    assert (nowhere("place.blank").level, nowhere("place.blank").params) == ("none", {"town": ""})
