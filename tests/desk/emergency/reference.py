"""The call list of tonight as a plain reference writes it: facility by facility, rule by rule."""

from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays
import pytest
from pyproj import Geod

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import (
    Consent,
    EmergencyNeed,
    Enquiry,
    Facility,
    FacilityCondition,
    FreeBed,
    PairRule,
    Person,
    PersonAvoid,
    Proposal,
    ProposalStep,
    Stay,
    Town,
)
from desk.city.city import read_city
from desk.emergency.tonight import Who, tonight
from matching.policy import load_policy
from tests.conftest import NOW
from tests.optional import present

TOKYO = ZoneInfo("Asia/Tokyo")
POLICY = load_policy()
YES, ASK, NO = "yes", "ask", "no"


def reference(
    book: Casebook, who: Who, at: datetime, metres: dict[int, int | None], said: dict[int, str]
) -> list[dict[str, object]]:
    """Go through all facilities one by one; ``metres`` are checked elsewhere."""
    night = at.date()
    person = someone(book, who, night)
    lines = []
    for facility in book.all(Facility):
        condition = next(
            iter(book.all(FacilityCondition, facility_id=facility.id)),
            FacilityCondition(facility_id=present(facility.id)),
        )
        stays = [one for one in person["stays"] if one.facility_id == facility.id and one.start_on <= night]
        counted = [
            one for one in stays if one.outcome != "broken_off" and (one.end_on or night) >= two_years_before(night)
        ]
        far = metres.get(present(facility.id))
        answers = judge(person, facility, condition, bool(counted), far)
        if facility.id in person["never"]:
            continue
        began = night - timedelta(days=at.hour < 5)
        takes_nobody_today = condition.weekdays.get(v.WEEKDAYS[began.weekday()]) is False
        against = [code for code in ("max_distance", "avoid_place") if answers[code] == NO]
        if list(answers.values()).count(NO) > len(against):
            continue
        beds, known_on = free_tonight(book, facility, began, night)
        accepted = [one == "accepted" for one in told_before(book, facility)]
        vacancy = condition.vacancy
        if condition.vacancy_until is not None and condition.vacancy_until < began:
            vacancy = None
        asks = [code for code, answer in answers.items() if answer == ASK]
        missing = []
        if "emergency_policy" in asks:
            missing = ["emergency_policy" if condition.emergency_policy is None else "information"]
        last = max(stays, key=lambda one: (one.end_on or night, one.start_on), default=None)
        is_open = False if takes_nobody_today else opened(facility, at)
        full = beds == 0 or (beds is None and vacancy == "full") or takes_nobody_today
        told = said.get(present(facility.id))
        group = "now" if facility.missing_since is None else "unlisted"
        group = "full" if full else "later" if is_open is False or told == "no_answer" else group
        group = {"accepted": "yes", "declined": "no"}.get(told or "", group)
        lines.append(
            {
                "facility": facility.id,
                "policy_met": not missing,
                "missing": missing,
                "against": against,
                "to_confirm": [code for code in asks if code != "emergency_policy"],
                "last": None if last is None else (last.kind, last.start_on, last.end_on, last.outcome),
                "beds": beds,
                "known_on": known_on,
                "open": is_open,
                "asked": len(accepted),
                "accepted": sum(accepted),
                "order": (
                    ["yes", "now", "unlisted", "later", "full", "no"].index(group),
                    bool(missing),
                    len(against),
                    ["well", "some", "never", "broken"].index(experience(last)),
                    ["open", "unknown", "outside"].index({True: "open", None: "unknown", False: "outside"}[is_open]),
                    not (beds or (beds is None and vacancy in ("free", "few"))),
                    len([code for code in asks if code != "emergency_policy"]),
                    (len(accepted) - sum(accepted) + 1) * 1000 // (len(accepted) + 2),
                    10**12 if far is None else far,
                    facility.id,
                ),
            }
        )
    return sorted(lines, key=lambda line: line["order"])


def someone(book, who, night):
    """Put what the file and the night say of a person into one dict."""
    need = who.need or EmergencyNeed(consultation_id=0)
    found = {"stays": [], "information": False, "max": None, "avoid": set(), "avoid_wards": set(), "ages": [None]}
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
            "ages": ages(file, night),
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
        "ages": None if need.age is None else [need.age],
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


def ages(file, night):
    if file.born_on is not None:
        had = (night.month, night.day) >= (file.born_on.month, file.born_on.day)
        return [night.year - file.born_on.year - (not had)]
    return [None] if file.birth_year is None else [night.year - file.birth_year - one for one in (0, 1)]


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
        "age": age(person["ages"], condition.age_min, condition.age_max),
        "adult_service": age(person["ages"], 18, None) if code in ("33", "34") else YES,
    }
    if known:
        about = {rule: YES if answer == ASK else answer for rule, answer in about.items()}
    answers |= about
    answers["max_distance"] = YES
    if person["max"] is not None:
        guess = metres is None or not person["home_known"] or facility.located_at in ("town", "ward")
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
    grown = {None if years is None else years >= 18 for years in person["ages"]}
    if person["scale"] is None or grown == {person["scale"] == "child"}:
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


def age(possible, least, most):
    """A year of birth leaves two ages: only where both have the same answer, it is the answer."""
    if None in possible or (least is None and most is None):
        return ASK
    inside = {(least or 0) <= years <= (most if most is not None else 999) for years in possible}
    return ASK if len(inside) > 1 else YES if inside.pop() else NO


def two_years_before(day):
    return day.replace(year=day.year - 2) if (day.month, day.day) != (2, 29) else date(day.year - 2, 2, 28)


def experience(last):
    if last is None:
        return "never"
    return {"went_well": "well", "broken_off": "broken"}.get(last.outcome, "some")


def free_tonight(book, facility, night, today):
    beds = book.all(FreeBed, facility_id=facility.id, night=night)
    if not beds:
        return None, None
    left = beds[0].beds
    for one in book.all(Proposal, facility_id=facility.id, status="booked"):
        left -= one.start_on <= night < one.end_on
    for one in book.all(Stay, facility_id=facility.id, kind="emergency"):
        left -= one.start_on <= today and (one.end_on is None or night < one.end_on)
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


def opened(facility, at):
    days: dict[int, tuple[float, float] | None] = {}
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
    hour = at.hour + at.minute / 60
    if any(span and span[0] <= hour + 24 * back < span[1] for back, span in days.items()):
        return True
    return None if days[0] is None else False


def found(view):
    """Return the view as the reference says it."""
    return [
        {
            "facility": place.file.key,
            "policy_met": place.line.policy_met,
            "missing": list(place.line.missing),
            "against": list(place.line.against_wishes),
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


def check(book, who, at, said=MappingProxyType({})):
    view = tonight(book, who, at, POLICY, said=said)
    expected = reference(book, who, view.at, metres_of(book, view), said)
    assert found(view) == [{name: value for name, value in line.items() if name != "order"} for line in expected]
    assert [place.rank for place in view.places] == list(range(1, len(expected) + 1))
    for language in ("ja", "en"):
        for place in view.places:
            assert all(place.sentences(language))
            assert not any("{" in one for one in (*place.sentences(language), *place.in_brief(language)))
    return view


EVENING = datetime(2026, 11, 22, 19, 30, tzinfo=TOKYO)  # a Sunday; the Monday after it is a public holiday
