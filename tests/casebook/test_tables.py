"""The rules live in the database: each bad record is refused there, whoever writes it."""

from dataclasses import replace
from datetime import date

import pytest

from casebook import vocabulary as v
from casebook.errors import RefusedError
from casebook.records import (
    Area,
    Centre,
    Consent,
    Consultation,
    EmergencyNeed,
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
from tests.conftest import NOW

PERSON = Person(code_name="B-001")
FACILITY = Facility(
    source="wamnet", service_code="24", service_name="短期入所", name="もみじ", office_number="0415100001",
    lat=38.26, lon=140.87, located_at="office",
)  # fmt: skip
AREA = Area(code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry="POINT EMPTY")
CENTRE = Centre(name="国分町センター", city="仙台市")
HALL = PublicFacility(name="国分町市民センター", city="仙台市")
TOWN = Town(city="仙台市", ward="青葉区", name="国分町", lat=38.26, lon=140.87)
COUNT = Statistic(
    level="town",
    city="仙台市",
    ward="青葉区",
    town="国分町",
    kind="population",
    on=date(2020, 4, 1),
    value=0,
    source="x",
)
# Person 1, facility 1 and stay 1 exist already when each of these is written.
CONDITION = FacilityCondition(facility_id=1)
CONSENT = Consent(person_id=1, given_by="person", form="oral", given_on=date(2026, 5, 1))
MEMBER = SupportTeamMember(person_id=1, agency="ひろせ相談室")
STAY = Stay(person_id=1, facility_id=1, kind="short_stay", start_on=date(2026, 6, 1))
CALL = Consultation(received_at=NOW, source="police", result="advice")
VISIT = Visit(visited_on=date(2026, 6, 1), kind="other", place="喫茶店")
PLAN = Plan(
    made_at=NOW, made_by="x", period_start=date(2027, 1, 1), period_end=date(2027, 3, 31), policy_name="p",
    policy_version="1", policy_sha256="0", solver="ortools", placed=0, cost=0, record={},
)  # fmt: skip
PROPOSAL = Proposal(plan_id=1, person_id=1, facility_id=1, cost=0)
STEP = ProposalStep(proposal_id=1, at=NOW, who="x", from_status="suggested", to_status="asked", since=0)
AVOID = PersonAvoid(person_id=1, ward="青葉区")
RULE = PairRule(person_id=1, facility_id=1, kind="never", reason="person_wish")
BED = FreeBed(facility_id=1, night=date(2027, 1, 10), beds=0)
WISH = PersonWish(person_id=1, nights=7)
NIGHT = PersonNight(person_id=1, night=date(2027, 1, 10), suits=False)
SCENARIO = Scenario(
    name="枠を増やす", period_start=date(2027, 1, 1), period_end=date(2027, 3, 31), edits={}, made_at=NOW, made_by="x"
)
BORN = replace(PERSON, code_name="A-010", birth_year=1990, born_on=date(1990, 12, 31))
GOOD = [
    PERSON, BORN, replace(BORN, code_name="A-011", birth_year=None), FACILITY, AREA, CENTRE, TOWN, CONDITION, CONSENT, MEMBER, STAY, CALL, VISIT, PLAN, AVOID, RULE, BED, WISH,
    NIGHT, SCENARIO, COUNT, HALL,
]  # fmt: skip

BAD = {
    "a person without code name": replace(PERSON, code_name=""),
    "a sex that is not listed": replace(PERSON, sex="woman"),
    "an adult level of seven": replace(PERSON, support_scale="adult", support_level=7),
    "an adult level of zero": replace(PERSON, support_scale="adult", support_level=0),
    "a child level of four": replace(PERSON, support_scale="child", support_level=4),
    "a level without its scale": replace(PERSON, support_level=2),
    "a scale that is not listed": replace(PERSON, support_scale="senior"),
    "a day of birth in another year than the birth year": replace(PERSON, birth_year=1990, born_on=date(1991, 1, 1)),
    "a tier of four": replace(PERSON, tier_override=4, tier_override_reason="なんとなく"),
    "a tier by hand without reason": replace(PERSON, tier_override=1),
    "a tier by hand with an empty reason": replace(PERSON, tier_override=1, tier_override_reason=""),
    "a person's status that is not listed": replace(PERSON, status="gone"),
    "a caregiver that is not listed": replace(PERSON, caregiver="robot"),
    "an identification that is not listed": replace(PERSON, identified_as="rumour"),
    "a facility without name": replace(FACILITY, name=""),
    "a source that is not listed": replace(FACILITY, source="hearsay"),
    "an office number of nine digits": replace(FACILITY, office_number="415100001"),
    "a capacity below zero": replace(FACILITY, capacity=-1),
    "half a coordinate": replace(FACILITY, lon=None),
    "the other half": replace(FACILITY, lat=None),
    "coordinates outside Japan": replace(FACILITY, lat=48.85, lon=2.35),
    "swapped coordinates": replace(FACILITY, lat=140.87, lon=38.26),
    "coordinates that are no numbers": replace(FACILITY, lat=float("nan"), lon=float("nan")),
    "a point of unknown precision": replace(FACILITY, located_at="none"),
    "a precision without point": replace(FACILITY, lat=None, lon=None),
    "a precision that is not listed": replace(FACILITY, located_at="street"),
    "a facility's status that is not listed": replace(FACILITY, status="burnt"),
    "emergency rooms outside the base": replace(FACILITY, emergency_rooms=4),
    "an area without name": replace(AREA, name=""),
    "a centre without name": replace(CENTRE, name=""),
    "a centre with half a coordinate": replace(CENTRE, lat=38.2, located_at="office"),
    "a centre outside Japan": replace(CENTRE, lat=0.0, lon=0.0, located_at="office"),
    "a public facility without name": replace(HALL, name=""),
    "a public facility outside Japan": replace(HALL, lat=0.0, lon=0.0, located_at="office"),
    "a public facility of unknown precision": replace(HALL, lat=38.2, lon=140.9),
    "a town without name": replace(TOWN, name=""),
    "a town with half a coordinate": replace(TOWN, lat=None),
    "a town with swapped coordinates": replace(TOWN, lat=140.87, lon=38.26),
    "a population below zero": replace(TOWN, population=-1),
    "a town of a centre that is not there": replace(TOWN, centre_id=99),
    "a count below zero": replace(COUNT, value=-1),
    "a count of something that is not listed": replace(COUNT, kind="cats"),
    "a count of a level that is not listed": replace(COUNT, level="street"),
    "a count of a town without the town": replace(COUNT, town=""),
    "a count of a ward with a town": replace(COUNT, level="ward"),
    "a count of a ward without the ward": replace(COUNT, level="ward", ward="", town=""),
    "a count of a city with a ward": replace(COUNT, level="city", town=""),
    "a count of no city": replace(COUNT, city=""),
    "ages out of order": replace(CONDITION, age_min=65, age_max=18),
    "a vacancy without its date": replace(CONDITION, vacancy="free"),
    "a date without its vacancy": replace(CONDITION, vacancy_on=date(2026, 5, 1)),
    "a vacancy that expires before it was known": replace(
        CONDITION, vacancy="few", vacancy_on=date(2026, 5, 2), vacancy_until=date(2026, 5, 1)
    ),
    "an expiry of nothing": replace(CONDITION, vacancy_until=date(2026, 5, 1)),
    "a vacancy that is not listed": replace(CONDITION, vacancy="○", vacancy_on=date(2026, 5, 1)),
    "an emergency policy that is not listed": replace(CONDITION, emergency_policy="maybe"),
    "accepted sexes that are not listed": replace(CONDITION, sexes="both"),
    "a sharing scope that is not listed": replace(CONDITION, sharing="everybody"),
    "conditions of a facility that is not there": replace(CONDITION, facility_id=99),
    "a consent withdrawn before it was given": replace(CONSENT, withdrawn_on=date(2026, 4, 30)),
    "a consent by somebody else": replace(CONSENT, given_by="neighbour"),
    "a consent of another form": replace(CONSENT, form="nod"),
    "a consent to anything": replace(CONSENT, scope="everything"),
    "a consent of nobody": replace(CONSENT, person_id=99),
    "an agency without name": replace(MEMBER, agency=""),
    "a stay that ends before it starts": replace(STAY, end_on=date(2026, 5, 31)),
    "a stay of a kind that is not listed": replace(STAY, kind="holiday"),
    "an outcome that is not listed": replace(STAY, outcome="fine"),
    "a residence that is not listed": replace(STAY, residence_after="tent"),
    "a stay of nobody": replace(STAY, person_id=99),
    "a stay nowhere": replace(STAY, facility_id=99),
    "an admission without its stay": replace(CALL, result="admitted"),
    "advice with a stay": replace(CALL, stay_id=1),
    "a call from a source that is not listed": replace(CALL, source="radio"),
    "a call of a result that is not listed": replace(CALL, result="refused"),
    "a call of an urgency that is not listed": replace(CALL, urgency="now"),
    "a call for a reason that is not listed": replace(CALL, reason="weather"),
    "a visit nowhere": replace(VISIT, place=None),
    "a visit of a kind that is not listed": replace(VISIT, kind="party"),
    "a willingness that is not listed": replace(VISIT, willingness="perhaps"),
    "a period that ends before it starts": replace(PLAN, period_end=date(2026, 12, 31)),
    "a cost below zero": replace(PLAN, cost=-1),
    "less than nobody placed": replace(PLAN, placed=-1),
    "a proposal of no plan": replace(PROPOSAL, plan_id=99),
    "a proposal of a status that is not listed": replace(PROPOSAL, status="forgotten"),
    "a proposal that ends before it starts": replace(PROPOSAL, start_on=date(2027, 1, 2), end_on=date(2027, 1, 1)),
    "a proposal with half its dates": replace(PROPOSAL, start_on=date(2027, 1, 2)),
    "a step of no proposal": replace(STEP, proposal_id=99),
    "a rule for a pair of a kind that is not listed": replace(RULE, kind="perhaps"),
    "a rule for a pair for a reason that is not listed": replace(RULE, reason="weather"),
    "not before, without a day": replace(RULE, kind="not_before"),
    "never, with a day": replace(RULE, until=date(2027, 1, 1)),
    "a night of nobody": replace(NIGHT, person_id=99),
    "a scenario without name": replace(SCENARIO, name=""),
    "a scenario of a period that ends before it starts": replace(SCENARIO, period_end=date(2026, 12, 31)),
    "a place to avoid that is nowhere": replace(AVOID, ward=None),
    "a place to avoid that is two places": replace(AVOID, facility_id=1),
}

TWICE = {
    "a code name": (PERSON, replace(PERSON, note="another")),
    "an office number within its service": (FACILITY, replace(FACILITY, name="かえで")),
    "an area's code": (AREA, replace(AREA, name="泉区")),
    "a centre's name in its city": (CENTRE, replace(CENTRE, ward="青葉区")),
    "a town's name in its ward": (TOWN, replace(TOWN, lat=38.3)),
    "a town's name where there are no wards": (replace(TOWN, ward=""), replace(TOWN, ward="", lat=38.3)),
    "conditions of one facility": (CONDITION, replace(CONDITION, sharing="public")),
    "a consent": (CONSENT, replace(CONSENT, note="again")),
    "an agency in a team": (MEMBER, replace(MEMBER, role="other")),
    "the lead of a team": (replace(MEMBER, is_lead=True), SupportTeamMember(person_id=1, agency="泉相談室", is_lead=True)),
    "a stay": (STAY, replace(STAY, outcome="mixed")),
    "the stay of an admission": (replace(CALL, result="admitted", stay_id=1), replace(CALL, result="admitted", stay_id=1)),
    "a rule for a pair": (RULE, replace(RULE, kind="not_before", until=date(2027, 1, 1))),
    "the beds of a night": (BED, replace(BED, beds=2)),
    "a wished length": (WISH, replace(WISH, nights=1)),
    "a person's night": (NIGHT, replace(NIGHT, suits=True)),
    "a scenario's name": (SCENARIO, replace(SCENARIO, edits={"close": [1]})),
    "a ward to avoid": (AVOID, replace(AVOID, reason="again")),
    "a facility to avoid": (replace(AVOID, ward=None, facility_id=1), replace(AVOID, ward=None, facility_id=1)),
}  # fmt: skip


# A good record for each number that has bounds.
NUMBERED: dict[str, Record] = {
    "birth_year": PERSON,
    "age": EmergencyNeed(consultation_id=1),
    "max_distance_m": PERSON,
    "nights": WISH,
    "trial_places": CONDITION,
    "longest_stay_nights": CONDITION,
    "age_min": CONDITION,
    "age_max": CONDITION,
    "beds": BED,
    "emergency_rooms": replace(FACILITY, is_base=True),
}


def begin(book):
    """Let person 1 have stayed at facility 1."""
    with book.writing("before") as writer:
        assert writer.add(Person(code_name="A-001")) == 1
        assert writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="けやき")) == 1
        assert writer.add(Stay(person_id=1, facility_id=1, kind="trial", start_on=date(2025, 1, 1))) == 1
    return book


@pytest.fixture
def peopled(book):
    return begin(book)


@pytest.fixture(scope="module")
def unchanged(shared_book):
    """Return one casebook for all who write nothing into it in the end."""
    return begin(shared_book)


def refused(book, *records):
    revision = book.revision()
    with pytest.raises(RefusedError) as caught, book.writing("test") as writer:  # noqa: PT012
        for record in records:
            writer.add(record)
    assert book.revision() == revision
    return str(caught.value.params["rule"])


def test_the_good_records_are_taken(peopled):
    with peopled.writing("test") as writer:
        for record in GOOD:
            writer.add(record)
        writer.add(PROPOSAL)
        writer.add(STEP)


@pytest.mark.parametrize(
    "step",
    [
        replace(STEP, to_status="forgotten"),
        replace(STEP, from_status="forgotten"),
        replace(STEP, reason="weather"),
        replace(STEP, to_status="suggested"),
    ],
)
def test_a_step_that_leads_nowhere_is_refused(peopled, step):
    refused(peopled, PLAN, PROPOSAL, step)


@pytest.mark.parametrize("name", BAD)
def test_is_refused(unchanged, name):
    refused(unchanged, BAD[name])


@pytest.mark.parametrize("name", v.BOUNDS)
def test_a_number_beyond_its_bounds_is_refused(unchanged, name):
    least, most = v.BOUNDS[name]
    for number in (least - 1, most + 1):
        refused(unchanged, CALL, replace(NUMBERED[name], **{name: number}))


@pytest.mark.parametrize("name", TWICE)
def test_is_refused_twice(peopled, name):
    first, second = TWICE[name]
    with peopled.writing("test") as writer:
        writer.add(first)
    refused(peopled, second)


@pytest.mark.parametrize("kind", [Person, Facility])
def test_what_others_refer_to_cannot_be_removed(peopled, kind):
    with pytest.raises(RefusedError), peopled.writing("test") as writer:
        writer.remove(kind, 1)
    assert peopled.one(kind, 1)


def test_a_broken_rule_is_named(peopled):
    assert "ck_stay_ends_after_start" in refused(peopled, BAD["a stay that ends before it starts"])


def test_offices_without_number_and_people_without_ward_may_repeat(peopled):
    manual = Facility(source="manual", service_code="WH", service_name="福祉ホーム", name="かえで")
    with peopled.writing("test") as writer:
        writer.add_many([manual, manual])
        writer.add_many([SupportTeamMember(person_id=1, agency=name) for name in ("a", "b", "c")])
