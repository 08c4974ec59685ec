"""Facilities: what cannot be kept is said field by field, and what a coordinator corrected stays corrected."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.errors import ConflictError
from casebook.records import Facility, FacilityCondition
from desk.city.facilities import FacilityFile, facility_files, facility_names, has_content, save_facility
from desk.errors import InvalidInputError
from tests.desk.conftest import entries

GOOD = Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ")
BLANK = FacilityCondition(facility_id=0)


def faults(book, facility, condition):
    revision = book.revision()
    with pytest.raises(InvalidInputError) as caught:
        save_facility(book, facility, condition)
    assert book.revision() == revision
    return [(fault.field, fault.code) for fault in caught.value.faults]


def one(book):
    (file,) = facility_files(book)
    return file


DAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("facility", "condition", "fault"),
    [
        ({"name": "　 "}, {}, ("name", "input.required")),
        ({"office_number": "415100001"}, {}, ("office_number", "input.ten_digits")),
        ({"office_number": "０４１５１００００１"}, {}, ("office_number", "input.ten_digits")),
        ({"lat": 38.2}, {}, ("lon", "input.both_coordinates")),
        ({"capacity": -1}, {}, ("capacity", "input.range")),
        ({"emergency_rooms": 4}, {}, ("emergency_rooms", "input.rooms_are_the_base")),
        ({}, {"trial_places": -1}, ("trial_places", "input.range")),
        ({}, {"longest_stay_nights": 0}, ("longest_stay_nights", "input.range")),
        ({}, {"age_min": -1}, ("age_min", "input.range")),
        ({}, {"age_min": 65, "age_max": 18}, ("age_min", "input.ages_in_order")),
        ({}, {"vacancy": "free"}, ("vacancy_on", "input.vacancy_date")),
        ({}, {"vacancy_on": DAY}, ("vacancy", "input.vacancy_itself")),
        ({}, {"vacancy_until": DAY}, ("vacancy", "input.vacancy_itself")),
        (
            {}, {"vacancy": "few", "vacancy_on": DAY, "vacancy_until": date(2026, 10, 31)},
            ("vacancy_until", "input.vacancy_expiry"),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_of_its_field(book, facility, condition, fault):
    assert faults(book, replace(GOOD, **facility), replace(BLANK, **condition)) == [fault]


def test_a_facility_and_its_conditions_are_written_together(book):
    key = save_facility(book, GOOD, replace(BLANK, trial_places=2, disability_kinds={"mental": False}))
    file = one(book)
    assert file.condition.facility_id == key
    assert file.condition.trial_places == 2
    assert file.condition.disability_kinds == {"mental": False}
    assert [entry.entity for entry in entries(book)] == ["facility", "facility_condition"]


def test_of_a_facility_nobody_asked_all_conditions_are_unknown(book):
    key = save_facility(book, GOOD, BLANK)
    assert book.all(FacilityCondition) == []
    assert one(book).condition == FacilityCondition(facility_id=key)
    assert not has_content(one(book).condition)


def test_what_somebody_else_wrote_meanwhile_stays(book):
    key = save_facility(book, GOOD, replace(BLANK, medical_care={"suction": True}))
    opened = one(book)
    asked = replace(opened.condition, emergency_policy="always", medical_care={"suction": True, "oxygen": False})
    save_facility(book, replace(opened.facility, address="国分町一丁目"), asked, opened)
    typed = replace(opened.condition, medical_care={"suction": False}, wheelchair=True)
    save_facility(book, replace(opened.facility, phone="022-000-0000"), typed, opened)
    found = one(book)
    assert (found.key, found.facility.address, found.facility.phone) == (key, "国分町一丁目", "022-000-0000")
    assert (found.condition.emergency_policy, found.condition.wheelchair) == ("always", True)
    assert found.condition.medical_care == {"suction": False, "oxygen": False}


def test_a_point_typed_in_replaces_one_that_came_meanwhile_as_a_whole_or_not_at_all(book):
    save_facility(book, replace(GOOD, lat=38.2, lon=140.8), BLANK)
    opened = one(book)
    save_facility(book, replace(opened.facility, lat=38.9, lon=141.9), BLANK, opened)
    with pytest.raises(ConflictError) as caught:
        save_facility(book, replace(opened.facility, lat=38.3), BLANK, opened)
    [conflict] = caught.value.conflicts
    assert (conflict.columns, conflict.theirs) == (("lat", "lon", "located_at"), (38.9, 141.9, "office"))
    mine = book.settling({conflict.seen: True})
    save_facility(mine, replace(opened.facility, lat=38.3), BLANK, opened)
    assert (one(book).facility.lat, one(book).facility.lon) == (38.3, 140.8)


def test_what_two_typed_is_held_against_the_rules_together(book):
    key = save_facility(book, GOOD, replace(BLANK, age_max=64))
    opened = one(book)
    save_facility(book, opened.facility, replace(opened.condition, age_max=17), opened)
    with pytest.raises(InvalidInputError) as caught:
        save_facility(book, opened.facility, replace(opened.condition, age_min=18), opened)
    assert [fault.code for fault in caught.value.faults] == ["input.ages_in_order"]
    assert one(book).key == key
    assert one(book).condition.age_min is None


def test_conditions_can_become_unknown_again(book):
    key = save_facility(book, GOOD, replace(BLANK, wheelchair=False))
    save_facility(book, replace(GOOD, id=key), BLANK)
    assert one(book).condition.wheelchair is None


def test_a_point_typed_in_is_the_offices_and_taken_away_it_is_none(book):
    key = save_facility(book, replace(GOOD, lat=38.2, lon=140.8), BLANK)
    assert one(book).facility.located_at == "office"
    save_facility(book, replace(GOOD, id=key), BLANK)
    assert one(book).facility.located_at == "none"


@pytest.mark.parametrize(
    ("until", "day", "vacancy"),
    [
        (None, date(2030, 1, 1), "free"),
        (date(2026, 11, 30), date(2026, 11, 30), "free"),
        (date(2026, 11, 30), date(2026, 12, 1), None),
    ],
)
def test_a_vacancy_is_unknown_once_it_has_expired(book, until, day, vacancy):
    save_facility(book, GOOD, replace(BLANK, vacancy="free", vacancy_on=DAY, vacancy_until=until))
    assert one(book).vacancy_on(day) == vacancy


@pytest.fixture
def published(book):
    with book.writing("before") as writer:
        office: dict[str, Any] = {
            "office_number": "0415100001",
            "lat": 38.2,
            "lon": 140.8,
            "located_at": "town",
            "phone": "022-000-0000",
        }
        writer.add(replace(GOOD, source="wamnet", name_kana="もみじ", **office))
    return one(book).facility


def test_a_published_field_that_is_changed_is_remembered(book, published):
    save_facility(book, replace(published, phone="022-111-1111"), BLANK)
    assert one(book).facility.corrected_fields == "phone"
    save_facility(book, replace(one(book).facility, name="もみじ荘"), BLANK)
    assert one(book).facility.corrected_fields == "name phone"


def test_a_point_is_corrected_as_a_whole(book, published):
    save_facility(book, replace(published, lat=38.21), BLANK)
    assert one(book).facility.corrected_fields == "lat located_at lon"


def test_what_coordinators_own_is_no_correction(book, published):
    save_facility(book, replace(published, status="closed"), replace(BLANK, note="改装中"))
    assert one(book).facility.corrected_fields == ""


def test_a_facility_of_ones_own_has_nothing_to_correct(book):
    key = save_facility(book, GOOD, BLANK)
    save_facility(book, replace(GOOD, id=key, name="かえで"), BLANK)
    assert one(book).facility.corrected_fields == ""


def test_saving_what_was_saved_leaves_no_trace(book, published):
    revision = book.revision()
    save_facility(book, published, BLANK)
    assert book.revision() == revision


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
