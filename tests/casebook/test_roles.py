"""Who sees what: offices their own people, wards their own ward, planners nobody, and nobody without consent."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.errors import NotAllowedError, NotFoundError
from casebook.mapping import KINDS
from casebook.records import (
    Adoption,
    Area,
    Audit,
    Centre,
    Consent,
    Consultation,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    Facility,
    FacilityCondition,
    FreeBed,
    PairRule,
    Person,
    PersonAvoid,
    PersonNight,
    PersonWish,
    Plan,
    Proposal,
    ProposalStep,
    PublicFacility,
    Record,
    Scenario,
    Statistic,
    Stay,
    SupportTeamMember,
    Town,
    Visit,
)
from casebook.roles import MAY_COUNT, Actor
from tests.conftest import NOW
from words.zone import TOKYO

OFFICE, OTHER_OFFICE = "ひろせ相談室", "いずみ相談室"
# code name -> (ward, agency of the team, consent: scope, given, withdrawn)
PEOPLE = {
    "shared": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "matching only": ("青葉区", OFFICE, ("matching", date(2026, 5, 1), None)),
    "no consent": ("青葉区", OFFICE, None),
    "withdrawn": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), date(2026, 11, 22))),
    "withdrawn tomorrow": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), date(2026, 11, 23))),
    "given tomorrow": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 11, 23), None)),
    "other office": ("青葉区", OTHER_OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "other ward": ("泉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "ward unknown": (None, OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
}
SEEN = {
    ("coordinator", None): set(PEOPLE),
    ("consultation_office", OFFICE): {"shared", "withdrawn tomorrow", "other ward", "ward unknown"},
    ("core_centre", OFFICE): {"shared", "withdrawn tomorrow", "other ward", "ward unknown"},
    ("consultation_office", OTHER_OFFICE): {"other office"},
    ("consultation_office", "名前のない相談室"): set(),
    ("consultation_office", None): set(),
    ("ward_office", "青葉区"): {"shared", "withdrawn tomorrow", "other office"},
    ("ward_office", "泉区"): {"other ward"},
    ("ward_office", None): set(),
    ("planner", None): set(),
    ("planner", "青葉区"): set(),
    ("somebody", "青葉区"): set(),
}
OF_A_PERSON = (
    PersonAvoid, Consent, SupportTeamMember, Stay, Consultation, Proposal, PairRule, PersonWish, PersonNight,
)  # fmt: skip


@pytest.fixture(scope="module")
def peopled(shared_book):
    book = shared_book
    with book.writing("before") as writer:
        place: dict[str, Any] = {"source": "manual", "service_code": "24", "service_name": "短期入所"}
        known = writer.add(Facility(name="けやき", **place))
        private = writer.add(Facility(name="喫茶店", **place))
        writer.add(FacilityCondition(facility_id=known, sharing="public"))
        writer.add(FacilityCondition(facility_id=private, sharing="private", note="物語"))
        for facility in (known, private):
            writer.add(Visit(visited_on=date(2026, 6, 1), kind="other", facility_id=facility))
            writer.add(FreeBed(facility_id=facility, night=date(2027, 1, 10), beds=1))
        writer.add(Area(code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry="POINT EMPTY"))
        writer.add(Town(city="仙台市", name="国分町"))
        writer.add(Centre(city="仙台市", name="国分町センター"))
        writer.add(PublicFacility(city="仙台市", name="国分町市民センター"))
        counted: dict[str, Any] = {
            "level": "town",
            "city": "仙台市",
            "town": "国分町",
            "on": date(2020, 4, 1),
            "source": "住民基本台帳",
        }
        writer.add(Statistic(kind="population", value=10, **counted))
        plan = writer.add(
            Plan(
                made_at=NOW, made_by="x", period_start=date(2027, 1, 1), period_end=date(2027, 3, 31),
                policy_name="p", policy_version="1", policy_sha256="0", solver="x", placed=0, cost=0, record={},
            ),
        )  # fmt: skip
        for code_name, (ward, agency, consent) in PEOPLE.items():
            key = writer.add(Person(code_name=code_name, ward=ward))
            writer.add(SupportTeamMember(person_id=key, agency=agency))
            writer.add(PersonAvoid(person_id=key, facility_id=known))
            stay = writer.add(Stay(person_id=key, facility_id=known, kind="trial", start_on=date(2026, 6, 1)))
            writer.add(ExitPlan(stay_id=stay))
            call = writer.add(Consultation(person_id=key, received_at=NOW, source="person", result="advice"))
            writer.add(EmergencyNeed(consultation_id=call, age=30))
            for facility in (known, private):
                writer.add(Enquiry(consultation_id=call, facility_id=facility, at=NOW, answer="no_answer"))
            proposal = writer.add(Proposal(plan_id=plan, person_id=key, facility_id=known, cost=1))
            moved: dict[str, Any] = {"from_status": "suggested", "to_status": "asked", "since": 0}
            writer.add(ProposalStep(proposal_id=proposal, at=NOW, who="x", **moved))
            writer.add(PairRule(person_id=key, facility_id=private, kind="never"))
            writer.add(PersonWish(person_id=key, nights=2))
            writer.add(PersonNight(person_id=key, night=date(2027, 1, 10), suits=True))
            if consent:
                scope, given, withdrawn = consent
                agreed: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": scope}
                writer.add(Consent(person_id=key, given_on=given, withdrawn_on=withdrawn, **agreed))
        writer.add(Consultation(received_at=NOW, source="police", result="advice"))
        quarter: dict[str, Any] = {"period_start": date(2027, 1, 1), "period_end": date(2027, 3, 31)}
        writer.add(Adoption(plan_id=plan, **quarter, adopted_at=NOW, adopted_by="x"))
        writer.add(Scenario(name="x", **quarter, edits={"close": [known]}, made_at=NOW, made_by="x"))
    return book


def as_(book, role, scope=None):
    return Casebook(book._engine, Actor("読む人", role, scope), lambda: NOW)


def code_names(book):
    return {person.code_name for person in book.all(Person)}


def test_people_are_seen_by_the_consents_that_share_on_the_day(peopled):
    agreed = {one.person_id for one in peopled.all(Consent) if one.shares_on(NOW.date())}
    for ward in ("青葉区", "泉区"):
        expected = {one.code_name for one in peopled.all(Person) if one.ward == ward and one.id in agreed}
        assert code_names(as_(peopled, "ward_office", ward)) == expected


@pytest.mark.parametrize(("role", "scope"), SEEN)
def test_each_role_sees_its_own_people_and_no_others(peopled, role, scope):
    assert code_names(as_(peopled, role, scope)) == SEEN[role, scope]


@pytest.mark.parametrize("kind", OF_A_PERSON)
@pytest.mark.parametrize(("role", "scope"), SEEN)
def test_what_belongs_to_a_person_is_seen_by_those_who_see_the_person(peopled, role, scope, kind):
    book = as_(peopled, role, scope)
    seen = {person.id for person in book.all(Person)}
    owners = {record.person_id for record in book.all(kind)}
    assert owners <= seen | {None}
    assert role == "coordinator" or None not in owners
    if kind is not Consent:
        assert seen <= owners


@pytest.mark.parametrize(("role", "scope"), SEEN)
def test_the_steps_of_a_proposal_are_seen_by_those_who_see_the_proposal(peopled, role, scope):
    book = as_(peopled, role, scope)
    assert {step.proposal_id for step in book.all(ProposalStep)} == {one.id for one in book.all(Proposal)}


@pytest.mark.parametrize(("role", "scope"), SEEN)
def test_what_hangs_on_a_call_or_a_stay_is_seen_with_it_but_not_a_private_place(peopled, role, scope):
    book = as_(peopled, role, scope)
    calls, stays = ({one.id for one in book.all(kind)} for kind in (Consultation, Stay))
    everywhere = {one.id for one in book.all(Facility)}
    assert {one.consultation_id for one in book.all(EmergencyNeed)} <= calls
    assert {one.stay_id for one in book.all(ExitPlan)} == stays
    enquiries = book.all(Enquiry)
    assert {one.consultation_id for one in enquiries} <= calls
    assert {one.facility_id for one in enquiries} <= everywhere
    assert len(enquiries) == len(stays) * len(everywhere)


def test_when_rows_were_written_is_told_of_rows_one_may_see(peopled):
    beds = peopled.all(FreeBed)
    keys = {bed.id for bed in beds}
    assert peopled.written_at(FreeBed, keys) == dict.fromkeys(keys, NOW)
    seen = as_(peopled, "ward_office", "青葉区")
    assert set(seen.written_at(FreeBed, keys)) == {one.id for one in seen.all(FreeBed)} < keys
    assert as_(peopled, "planner").written_at(Person, {one.id for one in peopled.all(Person)}) == {}


@pytest.mark.parametrize(("role", "scope"), SEEN)
def test_a_private_place_is_seen_by_coordinators_alone(peopled, role, scope):
    book = as_(peopled, role, scope)
    names = {facility.name for facility in book.all(Facility)}
    assert names == ({"けやき", "喫茶店"} if role == "coordinator" else {"けやき"})
    ids = {facility.id for facility in book.all(Facility)}
    assert {condition.facility_id for condition in book.all(FacilityCondition)} == ids
    assert {beds.facility_id for beds in book.all(FreeBed)} == ids
    # Visits name informal places too (the café): they are the coordinators' own.
    assert {visit.facility_id for visit in book.all(Visit)} == (ids if role == "coordinator" else set())


@pytest.mark.parametrize("role", [*v.ROLES, "somebody"])
def test_what_names_nobody_who_is_supported_is_open_to_all(peopled, role):
    book = as_(peopled, role)
    assert [len(book.all(kind)) for kind in (Area, Town, Centre, PublicFacility, Statistic, Adoption)] == [1] * 6


@pytest.mark.parametrize(("role", "scope"), [key for key in SEEN if key[0] != "coordinator"])
def test_plans_scenarios_and_the_audit_are_the_coordinators(peopled, role, scope):
    book = as_(peopled, role, scope)
    assert book.all(Plan) == []
    assert book.all(Scenario) == []
    assert book.all(Audit) == []


@pytest.mark.parametrize("role", [*v.ROLES, "somebody"])
def test_only_coordinators_write(book, role):
    book = as_(book, role, "青葉区")
    revision = book.revision()
    if role == "coordinator":
        with book.writing("test") as writer:
            writer.add(Person(code_name="new"))
        assert book.revision() == revision + 1
        return
    with pytest.raises(NotAllowedError) as caught, book.writing("test") as writer:
        writer.add(Person(code_name="new"))
    assert caught.value.params == {"name": "読む人"}
    assert book.revision() == revision


@pytest.mark.parametrize("role", v.ROLES)
def test_who_may_be_told_counts_has_everybody_counted_and_no_private_place(peopled, role):
    own = as_(peopled, role, "青葉区")
    if role not in ("coordinator", *MAY_COUNT):
        with pytest.raises(NotAllowedError):
            own.counting()
        return
    book = own.counting()
    for kind in (Person, Stay, Consent):
        assert book.all(kind) == peopled.all(kind)
    private = {one.facility_id for one in peopled.all(FacilityCondition, sharing="private")}
    assert private
    if role == "coordinator":
        assert book is own
        return
    assert not private & {one.id for one in book.all(Facility)}
    assert {one.facility_id for one in book.all(Visit)}.isdisjoint({*private, None})
    for hidden in (Plan, Scenario, Audit):
        assert book.all(hidden) == []
    with pytest.raises(NotAllowedError), book.writing("test"):
        pass
    assert own.all(Visit) == []


def test_one_record_that_may_not_be_seen_is_as_if_it_were_not_there(peopled):
    hidden = next(person.id for person in peopled.all(Person) if person.code_name == "no consent")
    with pytest.raises(NotFoundError):
        as_(peopled, "ward_office", "青葉区").one(Person, hidden)


def test_narrowing_never_widens_what_is_seen(peopled):
    book = as_(peopled, "ward_office", "青葉区")
    assert {person.code_name for person in book.all(Person, ward="泉区")} == set()
    assert {person.code_name for person in book.all(Person, code_name="shared")} == {"shared"}


def test_a_consent_holds_by_the_day_in_tokyo(peopled):
    """At 00:30 on the 23rd in Tokyo it is still the 22nd in London; the withdrawal of the 23rd holds already."""
    after_midnight = datetime(2026, 11, 23, 0, 30, tzinfo=TOKYO)
    book = Casebook(peopled._engine, Actor("x", "ward_office", "青葉区"), lambda: after_midnight)
    assert code_names(book) == {"shared", "given tomorrow", "other office"}


def test_every_record_class_has_a_rule(peopled):
    """A new table that nobody thought of is closed to everybody but coordinators."""
    planner: list[type[Record]] = [kind for kind in KINDS if as_(peopled, "planner").all(kind)]
    assert set(planner) == {
        Adoption,
        Area,
        Town,
        Centre,
        PublicFacility,
        Statistic,
        Facility,
        FacilityCondition,
        FreeBed,
    }


def test_the_office_of_a_ward_sees_nobody_of_a_ward_of_the_same_name(book):
    with book.writing("before") as writer:
        for code, prefecture, city in (("14113", "神奈川県", "横浜市"), ("14151", "神奈川県", "相模原市")):
            writer.add(Area(code=code, prefecture=prefecture, city=city, name="緑区", geometry="POINT EMPTY"))
        writer.add(Area(code="11241", prefecture="埼玉県", city="鶴ヶ島市", name="鶴ヶ島市", geometry="POINT EMPTY"))
        for name, city, ward in (
            ("in yokohama", "横浜市", "緑区"),
            ("in sagamihara", "相模原市", "緑区"),
            ("in tsurugashima", "鶴ヶ島市", None),
        ):
            key = writer.add(Person(code_name=name, city=city, ward=ward))
            agreed = Consent(person_id=key, given_by="person", form="oral", given_on=NOW.date())
            writer.add(replace(agreed, scope="matching_and_sharing"))
    assert code_names(as_(book, "ward_office", "横浜市緑区")) == {"in yokohama"}
    assert code_names(as_(book, "ward_office", "鶴ヶ島市")) == {"in tsurugashima"}
    assert code_names(as_(book, "ward_office", "緑区")) == set()
