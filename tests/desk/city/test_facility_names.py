"""Names of facilities: a name alone where it is enough, and as much more as tells them apart."""

from hypothesis import given
from hypothesis import strategies as st

from casebook.records import Facility, FacilityCondition
from desk.city.facilities import FacilityFile, facility_names


def file(key, name, code="24", number=None):
    service = {"24": "短期入所", "33": "共同生活援助"}[code]
    office = Facility(id=key, source="wamnet", service_code=code, service_name=service, name=name, office_number=number)
    return FacilityFile(office, FacilityCondition(facility_id=key), ())


def names(files, language="ja"):
    return list(facility_names({one.key: one for one in files}, language).values())


def test_a_name_is_told_with_as_much_as_it_takes():
    files = [
        file(1, "けやき"),
        file(2, "もみじ"), file(3, "もみじ", "33"),
        file(4, "さくら", number="0410000001"), file(5, "さくら", number="0410000002"), file(6, "さくら", "33"),
        file(7, "うめ"), file(8, "うめ"),
    ]  # fmt: skip
    assert names(files) == [
        "けやき",
        "もみじ（短期入所）", "もみじ（共同生活援助）",
        "さくら（短期入所、0410000001）", "さくら（短期入所、0410000002）", "さくら（共同生活援助）",
        "うめ（短期入所、#7）", "うめ（短期入所、#8）",
    ]  # fmt: skip
    assert names(files, "en")[:2] == ["けやき", "もみじ (Short stay)"]


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from(["24", "33"]), st.sampled_from([None, "0410000001"])),
        max_size=8,
    )
)
def test_no_two_facilities_are_told_by_the_same_name(rows):
    files = [file(key, *row) for key, row in enumerate(rows)]
    told = names(files)
    assert len(set(told)) == len(files)
    assert all(name.startswith(one.facility.name) for name, one in zip(told, files, strict=True))
