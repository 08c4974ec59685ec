"""Shared short stays of the care insurance: to be visited, never suggested, never twice."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.records import Facility
from desk import importing
from desk.city import matching_facility
from desk.city.facilities import facility_files, save_facility
from desk.city.places import read_places
from matching.policy import load_policy
from tests.conftest import TODAY
from tests.geodata.sources.published import CARE_HEADER, OFFICE, table

SHARED = CARE_HEADER[-4]


def care(*rows, name="jigyosho_210.csv"):
    return table(CARE_HEADER, [{**OFFICE, "No": str(index), **row} for index, row in enumerate(rows)], name)


def test_only_short_stays_that_say_they_are_shared_come_in_under_their_own_code(little, take):
    file = care({}, {"事業所番号": "0475100001", SHARED: ""}, {"事業所番号": "0475100002", SHARED: "×"})
    preview = take(little, "kaigo", file)
    (one,) = little.all(Facility)
    assert (one.source, one.service_code, one.office_number, one.capacity) == ("kaigo", "K210", "0475100000", 10)
    assert (one.name, one.city, one.ward, one.address, one.located_at) == (
        "ショートステイ 見本", "仙台市", "青葉区", "本町3-7-1", "office",
    )  # fmt: skip
    assert [(problem.code, problem.params) for problem in preview.problems] == [
        ("import.care_not_shared", {"count": 2})
    ]
    revision = little.revision()
    assert take(little, "kaigo", file).counts["unchanged"] == 1
    assert little.revision() == revision


def test_another_service_is_no_short_stay_even_when_it_is_shared(little, take):
    assert take(little, "kaigo", care({"サービスの種類": "通所介護"}, name="jigyosho_150.csv")).changes == []


@pytest.mark.parametrize(
    "known",
    [
        {"name": "ショートステイ 見本"},
        {"name": "別の名前", "address": "本町三丁目7-1", "operator_number": "1234567890123"},
    ],
)
def test_what_wam_net_lists_already_is_not_taken_twice(little, take, known):
    wamnet = Facility(
        source="wamnet", service_code="24", service_name="短期入所", name="", city="仙台市", ward="青葉区"
    )
    with little.writing("before") as writer:
        writer.add(replace(wamnet, **known))
    preview = take(little, "kaigo", care({"法人番号": "1234567890123"}))
    assert [one.code for one in preview.problems][:1] == ["import.care_known"]
    assert [one.source for one in little.all(Facility)] == ["wamnet"]


def test_one_that_is_no_longer_published_as_shared_is_marked_and_kept(little, take):
    take(little, "kaigo", care({}))
    preview = take(little, "kaigo", care({SHARED: ""}), city="仙台市")
    assert preview.counts["missing"] == 1
    assert little.all(Facility)[0].missing_since == TODAY


def test_what_was_corrected_by_hand_stays_when_a_newer_edition_comes(little, take):
    take(little, "kaigo", care({}))
    (file,) = facility_files(little)
    save_facility(little, replace(file.facility, phone="022-000-0001"), file.condition)
    take(little, "kaigo", care({"電話番号": "022-000-0002", "定員": "12"}))
    (one,) = little.all(Facility)
    assert (one.phone, one.capacity) == ("022-000-0001", 12)


def test_a_wam_net_edition_says_nothing_of_them(little, take, reference_data):
    take(little, "kaigo", care({}))
    take(little, "wamnet", reference_data / "wamnet" / "sendai_34.csv")
    assert little.all(Facility, source="kaigo")[0].missing_since is None


def test_matching_never_takes_them_for_a_place_to_try(little, take):
    take(little, "kaigo", care({}))
    (file,) = facility_files(little)
    facility = matching_facility(file, date(2026, 11, 22), read_places(little))
    assert facility.service_code not in load_policy(None).scope.trial_services
    assert facility.places is None


def test_a_preview_writes_nothing(little):
    importing.preview(little, "kaigo", [care({})], TODAY)
    assert little.all(Facility) == []
