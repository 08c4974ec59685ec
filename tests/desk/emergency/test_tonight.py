"""The evening call: order and contents held to a plain reference, and every sentence in both languages."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from casebook import vocabulary as v
from casebook.book import Casebook, create, open_casebook
from casebook.records import (
    Area,
    Consent,
    Consultation,
    EmergencyNeed,
    Enquiry,
    Facility,
    FacilityCondition,
    FreeBed,
    PairRule,
    Person,
    PersonAvoid,
    Plan,
    Proposal,
    ProposalStep,
    Stay,
    Town,
)
from casebook.roles import Actor
from desk.city.city import read_city
from desk.demo.demo import make_demo
from desk.emergency.tonight import Who, said, tonight
from desk.errors import DeskError
from desk.proposals.pair_rules import set_rule
from matching.policy import load_policy
from tests.conftest import NOW, TODAY
from words.say import catalogue, say

TOKYO = ZoneInfo("Asia/Tokyo")
POLICY = load_policy()
EVENING = datetime(2026, 11, 22, 19, 30, tzinfo=TOKYO)  # a Sunday; the Monday after it is a public holiday
HOURS = [EVENING, EVENING.replace(hour=10), *(EVENING + timedelta(hours=more) for more in (6, 15, 38, 60))]
_NUMBERED = count(1)
YES, ASK, NO = "yes", "ask", "no"


# --- the plain reference ---------------------------------------------------------------------------------------


def reference(book: Casebook, who: Who, at: datetime, metres: dict[int, int | None]) -> list[dict[str, object]]:
    """Go through all facilities one by one; ``metres`` are checked elsewhere."""
    night = at.date()
    person = someone(book, who, night)
    lines = []
    for facility in book.all(Facility):
        condition = next(
            iter(book.all(FacilityCondition, facility_id=facility.id)), FacilityCondition(facility_id=facility.id)
        )
        stays = [one for one in person["stays"] if one.facility_id == facility.id and one.start_on <= night]
        counted = [
            one
            for one in stays
            if one.outcome != "broken_off" and (one.end_on or one.start_on) >= two_years_before(night)
        ]
        answers = judge(person, facility, condition, bool(counted), metres.get(facility.id))
        if facility.id in person["never"]:
            continue
        takes_nobody_today = condition.weekdays.get(v.WEEKDAYS[at.weekday()]) is False
        if NO in answers.values():
            continue
        beds, known_on = free_tonight(book, facility, night - timedelta(days=at.hour < 5))
        accepted = [one == "accepted" for one in told_before(book, facility)]
        vacancy = condition.vacancy
        if condition.vacancy_until is not None and condition.vacancy_until < night:
            vacancy = None
        asks = [code for code, answer in answers.items() if answer == ASK]
        missing = []
        if "emergency_policy" in asks:
            missing = ["emergency_policy" if condition.emergency_policy is None else "information"]
        last = max(stays, key=lambda one: (one.end_on or one.start_on, one.start_on), default=None)
        is_open = opened(facility, condition, at)
        lines.append(
            {
                "facility": facility.id,
                "policy_met": not missing,
                "missing": missing,
                "to_confirm": [code for code in asks if code != "emergency_policy"],
                "last": None if last is None else (last.kind, last.start_on, last.end_on, last.outcome),
                "beds": beds,
                "known_on": known_on,
                "open": is_open,
                "asked": len(accepted),
                "accepted": sum(accepted),
                "order": (
                    bool(missing),
                    beds == 0 or (beds is None and vacancy == "full") or takes_nobody_today,
                    ["well", "some", "never", "broken"].index(experience(last)),
                    ["open", "unknown", "outside"].index({True: "open", None: "unknown", False: "outside"}[is_open]),
                    not (beds or (beds is None and vacancy in ("free", "few"))),
                    len([code for code in asks if code != "emergency_policy"]),
                    (len(accepted) - sum(accepted) + 1) * 1000 // (len(accepted) + 2),
                    10**12 if metres.get(facility.id) is None else metres[facility.id],
                    facility.id,
                ),
            }
        )
    return sorted(lines, key=lambda line: line["order"])


def someone(book, who, night):
    """Put what the file and the night say of a person into one dict."""
    need = who.need or EmergencyNeed(consultation_id=0)
    found = {"stays": [], "information": False, "max": None, "avoid": set(), "avoid_wards": set(), "age": None}
    found |= {"never": set(), "home_known": False}
    found |= dict.fromkeys(("sex", "scale", "level", "kinds", "care", "behaviour", "wheelchair"))
    if who.person_id is not None:
        file = book.one(Person, who.person_id)
        consents = [one for one in book.all(Consent, person_id=file.id) if one.valid_on(night)]
        avoided = book.all(PersonAvoid, person_id=file.id)
        found |= {
            "stays": book.all(Stay, person_id=file.id),
            "information": any(one.scope == "matching_and_sharing" for one in consents)
            and file.identified_on is not None,
            "max": file.max_distance_m,
            "never": {one.facility_id for one in book.all(PairRule, person_id=file.id) if one.kind == "never"},
            "home_known": (file.ward, file.town) in {(one.ward, one.name) for one in book.all(Town)},
            "avoid": {one.facility_id for one in avoided},
            "avoid_wards": {one.ward for one in avoided if one.ward},
            "age": None if file.birth_year is None else night.year - file.birth_year,
            "sex": file.sex,
            "scale": file.support_scale,
            "level": file.support_level,
            "kinds": {kind for kind, there in file.disability_kinds.items() if there}
            if file.disability_kinds
            else None,
            "care": {care for care, there in file.medical_care.items() if there} if file.medical_care else None,
            "behaviour": file.severe_behaviour,
            "wheelchair": file.wheelchair,
        }
    tonight_said = {
        "age": need.age,
        "sex": need.sex,
        "kinds": {kind for kind, there in need.disability_kinds.items() if there} if need.disability_kinds else None,
        "care": {care for care, there in need.medical_care.items() if there} if need.medical_care else None,
        "behaviour": need.severe_behaviour,
        "wheelchair": need.wheelchair,
    }
    found |= {name: value for name, value in tonight_said.items() if value is not None}
    if need.support_scale is not None:
        found |= {"scale": need.support_scale, "level": need.support_level}
    return found


def judge(person, facility, condition, known, metres):
    """Answer every rule of an emergency for one pair."""
    policy, code = condition.emergency_policy, facility.service_code
    answers = {"emergency_policy": YES, "emergency_service": YES}
    if policy is None or (policy == "information" and not known and not person["information"]):
        answers["emergency_policy"] = ASK
    if policy == "none" or (policy == "past_use" and not known):
        answers["emergency_policy"] = NO
    if code not in ("24", "33", "34", "WH") and policy in (None, "none"):
        answers["emergency_service"] = NO
    answers["closed"] = NO if facility.status == "closed" else YES
    answers["is_base"] = NO if facility.is_base else YES
    answers["missing_from_edition"] = ASK if facility.missing_since else YES
    about = {
        "disability_kind": each(person["kinds"], condition.disability_kinds, v.DISABILITY_KINDS),
        "support_level": level(person, condition),
        "medical_care": each(person["care"], condition.medical_care, v.MEDICAL_CARE),
        "severe_behaviour": need_met(person["behaviour"], condition.severe_behaviour),
        "wheelchair": need_met(person["wheelchair"], condition.wheelchair),
        "sex": sex(person["sex"], condition.sexes),
        "age": age(person["age"], condition.age_min, condition.age_max),
        "adult_service": age(person["age"], 18, None) if code in ("33", "34") else YES,
    }
    if known and policy in ("past_use", "information"):
        about = {rule: YES if answer == ASK else answer for rule, answer in about.items()}
    answers |= about
    answers["max_distance"] = YES
    if person["max"] is not None:
        guess = metres is None or not person["home_known"] or facility.located_at == "ward"
        answers["max_distance"] = ASK if guess else NO if metres > person["max"] else YES
    avoided = facility.id in person["avoid"] or facility.ward in person["avoid_wards"]
    answers["avoid_place"] = NO if avoided else ASK if person["avoid_wards"] and facility.ward is None else YES
    return answers


def each(needs, said_of, everything):
    for one in needs or ():
        if said_of.get(one) is False:
            return NO
    for one in everything if needs is None else needs:
        if said_of.get(one) is not True:
            return ASK
    return YES


def level(person, condition):
    groups = {"adult": (condition.adult_levels, 6), "child": (condition.child_levels, 3)}
    takes_all = {scale: sum(said_of.values()) == most for scale, (said_of, most) in groups.items()}
    if person["scale"] is None:
        return YES if all(takes_all.values()) else ASK
    if takes_all[person["scale"]]:
        return YES
    said_of = groups[person["scale"]][0]
    if not said_of or person["level"] is None:
        return ASK
    return YES if said_of.get(str(person["level"])) else NO


def need_met(need, offered):
    if need is False or offered is True:
        return YES
    return NO if need is True and offered is False else ASK


def sex(who, taken):
    if taken == "any" or (taken is not None and who == taken):
        return YES
    return NO if taken is not None and who in ("female", "male") else ASK


def age(years, least, most):
    if years is None or (least is None and most is None):
        return ASK
    return NO if years < (least or 0) or years > (most if most is not None else 999) else YES


def two_years_before(day):
    return day.replace(year=day.year - 2) if (day.month, day.day) != (2, 29) else date(day.year - 2, 2, 28)


def experience(last):
    if last is None:
        return "never"
    return {"went_well": "well", "broken_off": "broken"}.get(last.outcome, "some")


def free_tonight(book, facility, night):
    beds = book.all(FreeBed, facility_id=facility.id, night=night)
    if not beds:
        return None, None
    left = beds[0].beds
    for one in book.all(Proposal, facility_id=facility.id, status="booked"):
        left -= one.start_on <= night < one.end_on
    for one in book.all(Stay, facility_id=facility.id, kind="emergency"):
        left -= one.start_on <= night and (one.end_on is None or night < one.end_on)
    return max(0, left), NOW.date()


def told_before(book, facility):
    told = [one.answer for one in book.all(Enquiry, facility_id=facility.id) if one.answer != "no_answer"]
    proposals = {one.id for one in book.all(Proposal, facility_id=facility.id)}
    steps = [one for one in book.all(ProposalStep) if one.proposal_id in proposals and not one.taken_back]
    answers = [one for one in steps if one.to_status in ("accepted", "declined")]
    return told + [one.to_status for one in answers if not (one.reason or "").startswith("person_")]


CLOSED = {"土日祝": {5, 6, "holiday"}, "土日祝、12/29〜1/3": {5, 6, "holiday"}, "日曜日・祝日": {6, "holiday"}}
SPANS = {
    "09:00-18:00": (9, 18),
    "8:30～17:30": (8.5, 17.5),
    "24時間": (0, 24),
    "22:00～翌": None,
    "17:00～9:00": (17, 33),
    None: None,
}


def opened(facility, condition, at):
    days = {}
    for back in (0, 1):
        day = at.date() - timedelta(days=back)
        text = facility.hours_weekday
        if day.weekday() == 5:
            text = facility.hours_saturday
        if day.weekday() == 6:
            text = facility.hours_sunday
        kind = "holiday" if day in holidays.country_holidays("JP", years=day.year) else None
        text = facility.hours_holiday if kind else text
        closed = {day.weekday(), kind} & CLOSED.get(facility.closed_days, set())
        unread = facility.closed_days == "不定休"
        days[back] = (0, 0) if closed else None if unread else SPANS[text]
    if condition.weekdays.get(v.WEEKDAYS[at.weekday()]) is False:
        return False
    hour = at.hour + at.minute / 60
    if any(days[back] and days[back][0] <= hour + 24 * back < days[back][1] for back in (0, 1)):
        return True
    return None if days[0] is None else False


def found(view):
    """Return the view as the reference says it."""
    return [
        {
            "facility": place.file.key,
            "policy_met": place.line.policy_met,
            "missing": list(place.line.missing),
            "to_confirm": list(place.line.to_confirm),
            "last": (last := place.line.last_stay) and (last.kind, last.start, last.end, last.outcome),
            "beds": place.beds.free,
            "known_on": place.beds.known_on,
            "open": place.line.tonight.open,
            "asked": place.line.acceptance.asked,
            "accepted": place.line.acceptance.accepted,
        }
        for place in view.places
    ]


def metres_of(book, view):
    """Return the metres from home to every facility, checked against the geodesic."""
    geod, city = Geod(ellps="GRS80"), read_city(book, view.at.date())
    home = city.places.home(view.person.person) if view.person else None
    told = {}
    for column, facility in enumerate(view.problem.facilities):
        metres, place = int(view.problem.home_metres[0, column]), city.facilities[facility.id].facility
        told[facility.id] = None if metres == -1 else metres
        if home is not None:
            known = home.lat is not None and place.lat is not None
            assert (metres >= 0) is known
            if known:
                exact = 1.3 * geod.inv(home.lon, home.lat, place.lon, place.lat)[2]
                assert metres == pytest.approx(exact, rel=0.001, abs=1)
    return told


def check(book, who, at):
    view = tonight(book, who, at, POLICY)
    expected = reference(book, who, view.at, metres_of(book, view))
    assert found(view) == [{name: value for name, value in line.items() if name != "order"} for line in expected]
    assert [place.rank for place in view.places] == list(range(1, len(expected) + 1))
    for language in ("ja", "en"):
        for place in view.places:
            assert all(place.sentences(language))
            assert not any("{" in one for one in (*place.sentences(language), *place.in_brief(language)))
    return view


# --- generated cases -------------------------------------------------------------------------------------------

maybe = st.sampled_from([None, None, True, False])
some = st.sampled_from


def group(items):
    return st.dictionaries(some(items), some([True, True, False]))


def levels(most):
    every = [str(one) for one in range(1, most + 1)]
    return some([{}, dict.fromkeys(every, True), {one: one > "1" for one in every}])


FACILITIES = st.builds(
    Facility,
    source=st.just("manual"),
    service_code=some(["24", "24", "33", "WH", "53"]),
    service_name=st.just("x"),
    name=st.just("けやき"),
    ward=some([None, "青葉区", "泉区"]),
    status=some(["open"] * 7 + ["closed"]),
    is_base=some([False] * 7 + [True]),
    missing_since=some([None, None, None, TODAY]),
    hours_weekday=some(list(SPANS)),
    hours_saturday=some(list(SPANS)),
    hours_sunday=some(list(SPANS)),
    hours_holiday=some(list(SPANS)),
    closed_days=some([None, None, *CLOSED, "不定休", "なし"]),
    lat=st.floats(38.2, 38.3),
    lon=st.floats(140.8, 140.9),
    located_at=some(["office", "office", "town", "ward"]),
)
CONDITIONS = st.builds(
    FacilityCondition,
    facility_id=st.just(0),
    disability_kinds=group(v.DISABILITY_KINDS[:2]),
    adult_levels=levels(6),
    child_levels=levels(3),
    medical_care=group(v.MEDICAL_CARE[:2]),
    severe_behaviour=maybe,
    wheelchair=maybe,
    sexes=some([None, *v.ACCEPTED_SEXES]),
    age_min=some([None, 0, 18]),
    age_max=some([None, 64]),
    weekdays=group(v.WEEKDAYS),
    emergency_policy=some([None, *v.EMERGENCY_POLICIES, "past_use", "always"]),
    vacancy=some([None, *v.VACANCIES]),
    vacancy_until=some([None, TODAY - timedelta(days=1), TODAY + timedelta(days=9)]),
    sharing=some(v.SHARING),
)
FIELDS = {
    "sex": some([None, *v.SEXES]),
    "disability_kinds": group(v.DISABILITY_KINDS[:2]),
    "medical_care": group(v.MEDICAL_CARE[:2]),
    "severe_behaviour": maybe,
    "wheelchair": maybe,
}
PEOPLE = st.builds(
    Person,
    code_name=st.just(""),
    birth_year=some([None, 1960, 1990, 2015]),
    city=st.just("仙台市"),
    town=some([None, "本町"]),
    ward=st.just("青葉区"),
    support_scale=some([None, "adult"]),
    max_distance_m=some([None, None, 5000]),
    identified_on=some([None, date(2026, 5, 12)]),
    **FIELDS,
)
NEEDS = st.none() | st.builds(
    EmergencyNeed,
    consultation_id=st.just(0),
    age=some([None, 10, 40]),
    support_scale=some([None, "adult", "child"]),
    support_level=some([None, 1, 3]),
    **FIELDS,
).map(lambda need: need if need.support_scale else replace(need, support_level=None))
DAYS = st.integers(-900, 2).map(lambda days: TODAY + timedelta(days=days))
STAYS = st.tuples(some(v.STAY_KINDS), DAYS, some([None, 0, 1, 30]), some([None, *v.OUTCOMES]), st.booleans())
ANSWERS = some(
    [
        ("accepted", None),
        ("declined", "facility_full"),
        ("no_answer", None),
        ("trial", "accepted"),
        ("trial", "declined"),
    ]
)


@pytest.fixture(scope="module")
def with_town(shared_book):
    with shared_book.writing("before") as writer:
        outline = "POLYGON ((140.8 38.2, 140.9 38.2, 140.9 38.3, 140.8 38.3, 140.8 38.2))"
        writer.add(Area(code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry=outline))
        writer.add(Town(city="仙台市", ward="青葉区", name="本町", lat=38.26, lon=140.87))
    return shared_book


@given(
    st.lists(
        st.tuples(
            FACILITIES,
            st.none() | CONDITIONS,
            st.lists(STAYS, max_size=2, unique_by=lambda stay: stay[:2]),
            some([None, 0, 1, 2]),
            st.booleans(),
            st.lists(ANSWERS, max_size=3),
            some([None, None, None, "never", "not_before"]),
        ),
        min_size=1,
        max_size=4,
    ),
    PEOPLE,
    st.booleans(),
    NEEDS,
    some(HOURS),
)
@settings(max_examples=25)
def test_the_call_list_is_that_of_a_plain_reference(with_town, sites, person, consent, need, at):
    book, number = with_town, next(_NUMBERED)
    before = [one for one in book.all(Facility) if one.status == "open"]
    with book.writing("before") as writer:
        for one in before:  # those of earlier examples are closed: the list is of this one's
            writer.change(replace(one, status="closed"))
        key = writer.add(replace(person, code_name=f"T-{number}"))
        if consent:
            writer.add(Consent(person_id=key, given_by="person", form="oral", given_on=TODAY - timedelta(days=99)))
        call = writer.add(Consultation(received_at=NOW, source="police", result="advice"))
        plan = writer.add(
            Plan(
                made_at=NOW, made_by="x", period_start=TODAY, period_end=TODAY, policy_name="p", policy_version="1",
                policy_sha256="0", solver="x", placed=0, cost=0, record={"assignments": [], "unplaced": []},
            )
        )  # fmt: skip
        for facility, condition, stays, beds, booked, answers, rule in sites:
            site = writer.add(facility)
            if rule is not None:
                until = None if rule == "never" else TODAY + timedelta(days=30)
                writer.add(PairRule(person_id=key, facility_id=site, kind=rule, until=until))
            other = writer.add(Person(code_name=f"O-{number}-{site}"))
            if condition is not None:
                known_on = None if condition.vacancy is None else TODAY - timedelta(days=5)
                until = None if condition.vacancy is None else condition.vacancy_until
                writer.add(replace(condition, facility_id=site, vacancy_on=known_on, vacancy_until=until))
            for kind, first, length, outcome, own in stays:
                last = None if length is None else first + timedelta(days=length)
                stay = Stay(person_id=key if own else other, facility_id=site, kind=kind, start_on=first, end_on=last)
                writer.add(replace(stay, outcome=outcome))
            if beds is not None:
                writer.add(FreeBed(facility_id=site, night=at.date(), beds=beds))
            proposal = Proposal(plan_id=plan, person_id=other, facility_id=site, cost=0, status="booked")
            dates = {"start_on": at.date() - timedelta(days=1), "end_on": at.date() + timedelta(days=booked)}
            held = writer.add(replace(proposal, **dates))
            for answer, reason in answers:
                if answer == "trial":
                    step = ProposalStep(
                        proposal_id=held, at=NOW, who="x", from_status="asked", to_status=reason, since=0
                    )
                    writer.add(replace(step, reason="facility_full" if reason == "declined" else None))
                else:
                    writer.add(
                        Enquiry(consultation_id=call, facility_id=site, at=NOW, answer=answer, reason=reason),
                    )
    check(book, Who(key, need), at)
    check(book, Who(None, need), at)


# --- the demonstration -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('demo')) / 'sonae.db'}"
    create(url)
    book = open_casebook(url, Actor("test", "coordinator"), lambda: NOW)
    make_demo(book, TODAY)
    return book


@pytest.mark.parametrize("key", [3, 17, 42, 77, 101])
def test_the_call_list_of_a_demo_person_is_that_of_a_plain_reference(demo, key):
    view = check(demo, Who(key), HOURS[key % len(HOURS)])
    facilities = {one.id: one for one in demo.all(Facility)}
    assert not any(facilities[place.file.key].is_base for place in view.places)
    assert [base.facility.name for base in view.bases] == [one.name for one in facilities.values() if one.is_base]


def test_every_sentence_that_can_be_said_has_its_words():
    assert {f"tonight.policy_{one}" for one in v.EMERGENCY_POLICIES if one != "none"} <= set(catalogue())


def test_a_facility_telephoned_all_the_same_says_what_stands_against_it(demo):
    view = tonight(demo, Who(3), EVENING, POLICY)
    listed = {place.file.key for place in view.places}
    for key in view.facilities:
        told = said(view.refusals(key), "ja")
        assert bool(told) is (key not in listed)
        assert not any(one.startswith(("refused.", "tonight.")) for one in told)


def test_somebody_whose_town_is_not_known_is_not_kept_from_facilities_by_her_limit(demo):
    limited = [
        one for one in demo.all(Person) if one.town is None and one.ward is not None and one.max_distance_m is not None
    ]
    for person in limited[:3]:
        view = tonight(demo, Who(person.id), EVENING, POLICY)
        assert view.places
        assert all("max_distance" in place.line.to_confirm for place in view.places)
        assert "tonight.home_at_ward" in [one.code for one in view.notes]
        assert not any("max_distance" in one.code for key in view.facilities for one in view.refusals(key))
    assert limited


# --- what is said ----------------------------------------------------------------------------------------------


@pytest.fixture
def site(book):
    with book.writing("before") as writer:
        key = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="けやき"))
        writer.add(FacilityCondition(facility_id=key, emergency_policy="information"))
    return key


def add(book, *records):
    with book.writing("before") as writer:
        return [writer.add(one) for one in records]


def codes(book, who, at=EVENING):
    [place] = tonight(book, who, at, POLICY).places
    return [one.code for one in place.told]


@pytest.mark.parametrize(
    ("made_on", "scope", "code"),
    [
        (None, "matching_and_sharing", "tonight.no_sheet"),
        (date(2026, 5, 12), None, "tonight.no_consent"),
        (date(2026, 5, 12), "matching", "tonight.sheet_matching_only"),
        (date(2026, 5, 12), "matching_and_sharing", "tonight.sheet_ready"),
    ],
)
def test_the_list_says_whether_the_intake_sheet_can_be_sent(book, site, made_on, scope, code):
    [person] = add(book, Person(code_name="A", identified_on=made_on))
    if scope:
        add(book, Consent(person_id=person, given_by="person", form="oral", given_on=TODAY, scope=scope))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert code in [one.code for one in view.notes]
    assert code in codes(book, Who(person))
    if code == "tonight.sheet_ready":
        assert "2026/05/12" in view.places[0].sentences("ja")[1]


def test_the_row_itself_says_what_to_send_how_it_went_how_old_the_vacancy_is_and_how_calls_ended(book, site):
    made_on, stayed_on = date(2026, 5, 12), date(2024, 8, 1)
    [person] = add(book, Person(code_name="A", identified_on=made_on))
    [consultation] = add(
        book,
        Consultation(received_at=NOW, source="police", result="advice"),
    )
    add(
        book,
        Consent(person_id=person, given_by="person", form="oral", given_on=TODAY, scope="matching_and_sharing"),
        Stay(person_id=person, facility_id=site, kind="trial", start_on=stayed_on, end_on=stayed_on, outcome="mixed"),
        Enquiry(consultation_id=consultation, facility_id=site, at=NOW, answer="declined", reason="facility_full"),
    )
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, vacancy="few", vacancy_on=TODAY - timedelta(days=3)))
    [place] = tonight(book, Who(person), EVENING, POLICY).places
    told = place.in_brief("ja")
    assert told[:5] == [
        "方針に合う",
        "インテークシート（2026/05/12）を送る",
        "利用歴 2024/08/01（課題が残った）",
        "空き：△ 残りわずか（2026/11/19）",
        "受付時間不明",
    ]
    assert told[5] == "緊急時の電話 1回中0回受諾"
    [unknown] = tonight(book, Who(), EVENING, POLICY).places
    assert "tonight.brief_send_sheet" not in [one.code for one in unknown.brief]


def test_somebody_in_a_stay_already_is_said_to_be(book, site):
    [person] = add(book, Person(code_name="A"))
    add(book, Stay(person_id=person, facility_id=site, kind="emergency", start_on=TODAY - timedelta(days=3)))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert view.notes[0].code == "tonight.in_stay"
    assert say(view.notes[0].message, "ja").startswith("2026/11/19からけやきを利用中")
    assert "tonight.staying" in codes(book, Who(person))


def test_old_past_use_is_told_with_its_age_and_no_longer_counts(book, site):
    [person] = add(book, Person(code_name="A"))
    first = date(2024, 8, 1)
    add(book, Stay(person_id=person, facility_id=site, kind="trial", start_on=first, end_on=first, outcome="went_well"))
    told = codes(book, Who(person))
    assert "tonight.last_stay_months" in told
    assert "tonight.past_use_old" in told


def test_an_expired_vacancy_is_said_as_expired(book, site):
    [condition] = book.all(FacilityCondition)
    marked = replace(condition, vacancy="free", vacancy_on=TODAY, vacancy_until=TODAY)
    with book.writing("before") as writer:
        writer.change(marked)
    assert "tonight.vacancy" in codes(book, Who())
    assert "tonight.vacancy_expired" in codes(book, Who(), EVENING + timedelta(days=1))


def test_beds_known_for_the_night_come_with_the_day_on_which_they_were_written(book, site):
    add(book, FreeBed(facility_id=site, night=TODAY, beds=2))
    [place] = tonight(book, Who(), EVENING, POLICY).places
    assert (place.beds.free, place.beds.known_on) == (2, NOW.date())
    assert any("2床" in one for one in place.sentences("ja"))
    assert "tonight.beds_unknown" in codes(book, Who(), EVENING + timedelta(days=1))


@pytest.mark.parametrize(("hour", "free"), [(19, 2), (23, 2), (26, 2), (28, 2), (29, None)])
def test_in_the_small_hours_it_is_still_the_night_before(book, site, hour, free):
    add(book, FreeBed(facility_id=site, night=TODAY, beds=2))
    [place] = tonight(book, Who(), EVENING.replace(hour=0, minute=30) + timedelta(hours=hour), POLICY).places
    assert place.beds.free == free


def test_a_bed_taken_by_an_emergency_stay_is_not_free_and_is_again_on_the_day_of_leaving(book, site):
    [person] = add(book, Person(code_name="A"))
    add(book, FreeBed(facility_id=site, night=TODAY, beds=1))
    stay = Stay(person_id=person, facility_id=site, kind="emergency", start_on=TODAY - timedelta(days=1))
    [key] = add(book, stay)
    assert "tonight.beds_none" in codes(book, Who())
    with book.writing("before") as writer:
        writer.change(replace(stay, id=key, end_on=TODAY))
    assert "tonight.beds_free" in codes(book, Who())


def test_the_night_after_a_holiday_has_the_holidays_hours_until_they_end(book, site):
    with book.writing("before") as writer:
        writer.change(replace(book.one(Facility, site), hours_weekday="09:00-17:00", hours_holiday="17:00～9:00"))
    for hour, known in ((2, True), (8, True), (10, True), (18, False)):
        at = datetime(2026, 11, 24, hour, tzinfo=TOKYO)  # a Tuesday after a public holiday
        assert tonight(book, Who(), at, POLICY).places[0].line.tonight.open is known


def test_a_scale_said_tonight_goes_before_that_of_the_file_with_its_level(book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, adult_levels={"3": True}, child_levels={"1": False}))
    [person] = add(book, Person(code_name="A", support_scale="adult", support_level=3))

    def asked(**need):
        [place] = tonight(book, Who(person, EmergencyNeed(consultation_id=0, **need)), EVENING, POLICY).places
        return "support_level" in place.line.to_confirm

    assert not asked()
    assert asked(support_scale="adult")
    assert not asked(wheelchair=False)


def test_a_day_on_which_a_facility_takes_nobody_is_outside_whatever_its_hours(book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(book.one(Facility, site), hours_sunday="24時間"))
        writer.change(replace(condition, weekdays={"sun": False}))
    [place] = tonight(book, Who(), EVENING, POLICY).places
    assert place.line.tonight.open is False
    assert "tonight.day_refused" in [one.code for one in place.told]


def test_a_day_on_which_a_facility_takes_nobody_puts_it_behind_those_who_might_and_the_row_says_so(book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, emergency_policy="always", weekdays={"sun": False}))
        other = writer.add(Facility(source="manual", service_code="24", service_name="短期入所", name="もみじ"))
        writer.add(FacilityCondition(facility_id=other, emergency_policy="always"))
    first, last = tonight(book, Who(), EVENING, POLICY).places
    assert (first.file.key, last.file.key) == (other, site)
    assert "tonight.brief_day_off" in [one.code for one in last.brief]
    assert [one.file.key for one in tonight(book, Who(), EVENING + timedelta(days=1), POLICY).places] == [site, other]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"reason": "facility_safety"}, "施設：安全"),
        ({"reason": "person_wish"}, "本人：希望に合わない"),
        ({"note": "兄が働いている"}, "兄が働いている"),
        ({}, "記録されています。"),
    ],
)
def test_a_facility_that_is_never_to_take_the_person_is_not_listed_and_says_why(book, site, rule, told):
    person, other = add(book, Person(code_name="A"), Person(code_name="B"))
    set_rule(book, PairRule(person_id=person, facility_id=site, kind="never", **rule))
    view = tonight(book, Who(person), EVENING, POLICY)
    assert view.places == ()
    [sentence] = said(view.refusals(site), "ja")
    assert told in sentence
    assert len(tonight(book, Who(other), EVENING, POLICY).places) == 1
    [kept] = book.all(PairRule)
    set_rule(book, replace(kept, kind="not_before", until=TODAY + timedelta(days=30)))
    assert len(tonight(book, Who(person), EVENING, POLICY).places) == 1


def test_a_private_place_is_marked_and_only_shown_to_those_who_may_see_it(sqlite_url, open_book, book, site):
    [condition] = book.all(FacilityCondition)
    with book.writing("before") as writer:
        writer.change(replace(condition, sharing="private"))
    [place] = tonight(book, Who(), EVENING, POLICY).places
    assert place.told[0].code == "tonight.private"
    office = open_book(sqlite_url, Actor("x", "consultation_office", "ひかり"))
    assert tonight(office, Who(), EVENING, POLICY).places == ()


def test_somebody_who_is_not_in_the_casebook_is_an_error_in_words(book, site):
    with pytest.raises(DeskError) as refused:
        tonight(book, Who(99), EVENING, POLICY)
    assert refused.value.code == "tonight.no_such_person"
    assert "99" in say(refused.value.message, "ja")


def test_nothing_is_written_and_order_is_kept_when_asked_again(demo):
    before = demo.revision()
    first, second = (tonight(demo, Who(5), EVENING, POLICY) for _ in range(2))
    assert demo.revision() == before
    assert [one.file.key for one in first.places] == [one.file.key for one in second.places]
    assert all(one.rank < other.rank for one, other in pairwise(first.places))
