"""Facilities, people, stays and answers for evenings at random."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.records import EmergencyNeed, Facility, FacilityCondition, Person
from tests.conftest import TODAY
from tests.desk.emergency.reference import CLOSED, EVENING, SPANS

HOURS = [EVENING, EVENING.replace(hour=10), *(EVENING + timedelta(hours=more) for more in (6, 15, 38, 60))]
NUMBERED = count(1)
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
    born_on=some([None, None, date(2008, 11, 22), date(2008, 11, 23)]),
    birth_year=some([None, 1960, 1961, 1962, 1990, 2008, 2009, 2015]),
    city=st.just("仙台市"),
    town=some([None, "本町"]),
    ward=st.just("青葉区"),
    support_scale=some([None, "adult"]),
    max_distance_m=some([None, None, 5000]),
    identified_on=some([None, date(2026, 5, 12)]),
    **FIELDS,
).map(lambda one: replace(one, birth_year=2008) if one.born_on else one)


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
