"""People: what cannot be kept is said field by field, and what hangs on a person is written with her."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.records import Consent, Facility, Person, PersonAvoid, Stay, SupportTeamMember
from desk.city import name_readers
from desk.city.people import PersonForm, file_called, person_files, save_person, tier_of
from desk.errors import InvalidInputError
from matching.policy import load_policy
from matching.problem.tiers import risk_tier
from tests.conftest import NOW, TODAY
from tests.desk.conftest import entries
from words.say import LANGUAGES, say

GOOD = Person(code_name="A-001", ward="青葉区", town="国分町1丁目")
CONSENT = Consent(person_id=0, given_by="person", form="oral", given_on=date(2026, 5, 12))


def save(book, person, **more):
    return save_person(book, PersonForm(person, **more), TODAY)


def faults(book, person, **more):
    revision = book.revision()
    with pytest.raises(InvalidInputError) as caught:
        save(book, person, **more)
    assert book.revision() == revision
    for fault in caught.value.faults:
        assert all("{" not in say(fault.message, language) for language in LANGUAGES)
    return [(fault.field, fault.code) for fault in caught.value.faults]


def one(book):
    (file,) = person_files(book, TODAY)
    return file


@pytest.mark.parametrize(
    ("person", "fault"),
    [
        (replace(GOOD, code_name="  "), ("code_name", "input.required")),
        (replace(GOOD, birth_year=1899), ("birth_year", "input.range")),
        (replace(GOOD, birth_year=2027), ("birth_year", "input.range")),
        (replace(GOOD, birth_year=1990, born_on=date(1991, 1, 1)), ("born_on", "input.births_differ")),
        (replace(GOOD, born_on=date(2026, 11, 23)), ("born_on", "input.not_in_future")),
        (replace(GOOD, support_level=3), ("support_scale", "input.level_needs_scale")),
        (replace(GOOD, support_scale="child", support_level=4), ("support_level", "input.range")),
        (replace(GOOD, support_scale="adult", support_level=7), ("support_level", "input.range")),
        (replace(GOOD, tier_override=1), ("tier_override_reason", "input.reason_for_override")),
        (replace(GOOD, tier_override=1, tier_override_reason=" "), ("tier_override_reason", "input.reason_for_override")),
        (replace(GOOD, max_distance_m=0), ("max_distance_m", "input.range")),
        (replace(GOOD, max_distance_m=1_000_001), ("max_distance_m", "input.range")),
        (replace(GOOD, ward="北区"), ("ward", "input.unknown_ward")),
        (replace(GOOD, day_ward="北区"), ("day_ward", "input.unknown_ward")),
        (replace(GOOD, town="無い町"), ("town", "input.unknown_town")),
        (replace(GOOD, ward=None, town="中央"), ("ward", "input.town_needs_ward")),
        (replace(GOOD, ward=None, town="無い町5-18"), ("town", "input.town_only")),
        (replace(GOOD, identified_on=date(2026, 11, 23)), ("identified_on", "input.not_in_future")),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_said_of_its_field(little, person, fault):
    assert faults(little, person) == [fault]


@pytest.mark.parametrize(
    ("birth", "day", "ages"),
    [
        ({}, TODAY, ()),
        ({"birth_year": 1990}, TODAY, (35, 36)),
        ({"birth_year": 1990}, date(2026, 12, 31), (36,)),
        ({"birth_year": 1990}, date(2026, 1, 1), (35, 36)),
        ({"birth_year": 2026}, TODAY, (0,)),
        ({"born_on": date(1990, 11, 22)}, TODAY, (36,)),
        ({"born_on": date(1990, 11, 23)}, TODAY, (35,)),
        ({"birth_year": 2008, "born_on": date(2008, 2, 29)}, date(2026, 2, 28), (17,)),
        ({"birth_year": 2008, "born_on": date(2008, 2, 29)}, date(2026, 3, 1), (18,)),
    ],
)  # fmt: skip
def test_a_year_of_birth_leaves_two_ages_and_a_day_one(birth, day, ages):
    assert Person(code_name="A", **birth).ages_on(day) == ages


def test_without_imported_towns_a_town_is_still_no_address(book):
    assert faults(book, replace(GOOD, town="八乙女中央５−１８−１５")) == [("town", "input.town_only")]
    save(book, replace(GOOD, town="八乙女中央五丁目"))


@pytest.mark.parametrize("field", ["town", "day_town"])
@pytest.mark.parametrize(
    "house", ["三の七の一", "七番地", "甲123番地", "イ-5", " 12-3", "メゾン花", "田中様方", " TEL022-000-0000"]
)
def test_nothing_of_a_house_is_typed_into_a_town(book, field, house):
    typed = f"新町{house}"
    person = replace(GOOD, town=typed) if field == "town" else replace(GOOD, day_town=typed)
    assert faults(book, person) == [(field, "input.town_only")]


@pytest.mark.parametrize("town", ["三条町", "二十人町", "一番町", "千代田町", "百石町", "三ツ割", "新町字北原"])
def test_a_town_with_a_number_in_its_name_can_be_typed(book, town):
    save(book, replace(GOOD, town=town, day_town=town))


def test_a_town_that_a_sheet_brought_does_not_stop_other_edits(little):
    with little.writing("import people") as writer:
        key = writer.add(replace(GOOD, town="無い町", day_ward="北区"))
    kept = replace(one(little).person, note="本人は静かな場所を好む")
    assert save(little, kept) == key
    assert faults(little, replace(kept, town="別の無い町")) == [("town", "input.unknown_town")]


def test_everything_that_is_wrong_is_said_at_once(little):
    wrong = replace(GOOD, code_name="", birth_year=1800, max_distance_m=-5)
    assert {field for field, _ in faults(little, wrong)} == {"code_name", "birth_year", "max_distance_m"}


def test_a_code_name_is_used_once(little):
    key = save(little, GOOD)
    assert faults(little, GOOD) == [("code_name", "input.taken")]
    assert save(little, replace(GOOD, id=key, note="本人は静かな場所を好む")) == key


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ａ－００１", "input.taken"),
        ("A−001", "input.taken"),
        ("А-001", "input.looks_alike"),
        ("A-OO1", "input.looks_alike"),
    ],
)
def test_one_person_gets_no_second_file_under_a_name_that_looks_the_same(little, name, code):
    key = save(little, replace(GOOD, code_name="A-001"))
    assert faults(little, replace(GOOD, code_name=name)) == [("code_name", code)]
    assert save(little, replace(GOOD, id=key, code_name=name)) == key
    assert len(little.all(Person)) == 1


def test_files_kept_earlier_under_names_that_look_alike_can_still_be_edited(little):
    with little.writing("before") as writer:
        keys = [writer.add(replace(GOOD, code_name=name)) for name in ("A-001", "A-OO1", "A‐001")]
    for key, name in zip(keys, ("A-001", "A-OO1", "A‐001"), strict=True):
        assert save(little, replace(GOOD, id=key, code_name=name, note="静か")) == key
    assert faults(little, replace(GOOD, id=keys[1], code_name="A−001")) == [("code_name", "input.taken")]


def test_a_file_is_named_by_its_code_name_however_typed_or_by_its_id(little):
    key = save(little, replace(GOOD, code_name="A-001"))
    files = {file.key: file for file in person_files(little, TODAY)}
    for name in ("A-001", "Ａ－００１", str(key)):
        assert file_called(files, name) is files[key]
    assert file_called(files, "A-002") is None


def test_a_town_is_found_however_its_number_is_written(little):
    for number, town in enumerate(("国分町一丁目", "国分町1丁目", "国分町１丁目")):
        save(little, replace(GOOD, code_name=f"A-{number}", town=town))
    assert len(person_files(little, TODAY)) == 3


def test_a_name_that_was_used_is_refused_like_one_that_somebody_has_who_is_not_to_be_seen(book):
    for code_name in ("A-001", "A-002", "A-003"):
        save(book, Person(code_name=code_name))
    renamed, restricted, mine = book.all(Person)
    save(book, replace(renamed, code_name="B-001"), opened=person_files(book, TODAY, person_id=renamed.id)[0])
    name_readers(book, restricted.id, ["一人", "二人"], NOW)
    for code_name in ("A-001", "A-002"):
        assert faults(book, Person(code_name=code_name)) == [("code_name", "input.once_used")]
        assert faults(book, replace(mine, code_name=code_name)) == [("code_name", "input.once_used")]
    save(book, replace(renamed, code_name="A-001"))  # her own, given back
    save(book, replace(mine, note="電話した"))


def test_without_imported_wards_any_ward_is_taken(book):
    assert save(book, replace(GOOD, ward="どこか", town="そこ"))


def test_a_person_is_written_with_all_that_hangs_on_her_in_one_transaction(little):
    save(little, GOOD, new_consent=CONSENT, lead_agency="ひろせ", avoid=[PersonAvoid(person_id=0, ward="泉区")])
    file = one(little)
    assert file.consent_valid
    assert file.lead_agency == "ひろせ"
    assert [avoid.ward for avoid in file.avoid] == ["泉区"]
    written = entries(little)[-4:]
    assert {entry.entity for entry in written} == {"person", "consent", "support_team_member", "person_avoid"}
    assert {entry.what for entry in written} == {"save person"}


@pytest.mark.parametrize(
    ("given", "withdrawn", "valid"),
    [
        (date(2026, 11, 22), None, True),
        (date(2026, 1, 1), date(2026, 11, 23), True),
        (date(2026, 1, 1), date(2026, 11, 22), False),
        (date(2026, 11, 23), None, False),
    ],
)
def test_a_consent_holds_from_its_day_until_it_is_withdrawn(little, given, withdrawn, valid):
    key = save(little, GOOD)
    with little.writing("test") as writer:
        writer.add(replace(CONSENT, person_id=key, given_on=given, withdrawn_on=withdrawn))
    assert one(little).consent_valid is valid


def test_a_withdrawn_consent_stays_on_record(little):
    key = save(little, GOOD, new_consent=CONSENT)
    save(little, replace(GOOD, id=key), withdraw_consents_on=TODAY)
    file = one(little)
    assert not file.consent_valid
    assert [consent.withdrawn_on for consent in file.consents] == [TODAY]


def test_a_consent_of_tomorrow_is_not_kept(little):
    tomorrow = replace(CONSENT, given_on=date(2026, 11, 23))
    assert faults(little, GOOD, new_consent=tomorrow) == [("given_on", "input.not_in_future")]


def test_the_same_consent_is_not_kept_twice(little):
    key = save(little, GOOD, new_consent=CONSENT)
    assert faults(little, replace(GOOD, id=key), new_consent=CONSENT) == [("given_on", "input.consent_known")]


def test_one_agency_leads_and_the_other_stays_in_the_team(little):
    key = save(little, GOOD, lead_agency="ひろせ")
    save(little, replace(GOOD, id=key), lead_agency="いずみ")
    assert {member.agency: member.is_lead for member in one(little).team} == {"ひろせ": False, "いずみ": True}
    save(little, replace(GOOD, id=key), lead_agency="ひろせ")
    assert one(little).lead_agency == "ひろせ"
    save(little, replace(GOOD, id=key), lead_agency="")
    assert one(little).lead_agency is None
    assert len(little.all(SupportTeamMember)) == 2


def test_places_to_avoid_become_what_was_asked_for(little):
    key = save(little, GOOD, avoid=[PersonAvoid(person_id=0, ward="泉区"), PersonAvoid(person_id=0, ward="青葉区")])
    kept = next(avoid.id for avoid in one(little).avoid if avoid.ward == "青葉区")
    save(little, replace(GOOD, id=key), avoid=[PersonAvoid(person_id=0, ward="青葉区")])
    assert [(avoid.id, avoid.ward) for avoid in one(little).avoid] == [(kept, "青葉区")]
    save(little, replace(GOOD, id=key), avoid=None)
    assert len(one(little).avoid) == 1
    save(little, replace(GOOD, id=key), avoid=[])
    assert one(little).avoid == ()


def test_what_somebody_else_wrote_meanwhile_stays(little):
    def avoid(*wards):
        return [PersonAvoid(person_id=0, ward=ward) for ward in wards]

    key = save(
        little, replace(GOOD, medical_care={"suction": True}), lead_agency="ひろせ", avoid=avoid("泉区", "若林区")
    )
    opened = one(little)
    other = replace(opened.person, note="静かな場所を好む", medical_care={"suction": True, "oxygen": False})
    save(little, other, opened=opened, lead_agency="いずみ", avoid=avoid("若林区", "太白区"))
    typed = replace(opened.person, real_name="見本 太郎", medical_care={"suction": False})
    assert save(little, typed, opened=opened, avoid=avoid("泉区", "若林区", "青葉区")) == key
    found = one(little)
    assert (found.person.note, found.person.real_name, found.lead_agency) == ("静かな場所を好む", "見本 太郎", "いずみ")
    assert found.person.medical_care == {"suction": False, "oxygen": False}
    assert {one.ward for one in found.avoid} == {"若林区", "太白区", "青葉区"}


def test_saving_what_was_saved_leaves_no_trace(little):
    avoid = [PersonAvoid(person_id=0, ward="泉区")]
    key = save(little, GOOD, lead_agency="ひろせ", avoid=avoid)
    revision = little.revision()
    save(little, replace(GOOD, id=key), lead_agency="ひろせ", avoid=avoid)
    assert little.revision() == revision


def test_the_tier_comes_from_the_table_unless_a_coordinator_set_it():
    risky = Person(
        code_name="x", caregiver="none", risk_factors={"isolated": True, "no_services": True, "sibling_care": False}
    )
    tier, computed = tier_of(risky, load_policy())
    assert computed == risk_tier("none", ["isolated", "no_services"], load_policy())
    assert tier == computed.tier
    overridden = replace(risky, tier_override=3, tier_override_reason="本人の希望")
    assert tier_of(overridden, load_policy()) == (3, computed)


def test_past_stays_come_in_the_order_of_their_days(little):
    key = save(little, GOOD)
    with little.writing("test") as writer:
        facility = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        for month in (8, 2, 5):
            writer.add(Stay(person_id=key, facility_id=facility, kind="trial", start_on=date(2026, month, 1)))
    assert [stay.start_on.month for stay in one(little).stays] == [2, 5, 8]
