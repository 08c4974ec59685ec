"""Builds records: a strategy for every class, from its fields and the lists that the database enforces."""

from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.mapping import KINDS
from casebook.records import Facility, Person

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NUMBERS = st.integers(1, 3)
_NUMBERED = count()
JSON = st.dictionaries(
    TEXTS, st.one_of(st.integers(), TEXTS, st.booleans(), st.none(), st.lists(st.integers())), max_size=3
)
# What a column may hold where its name says more than its type.
_LISTED = {
    "sex": v.SEXES,
    "sexes": v.ACCEPTED_SEXES,
    "caregiver": v.CAREGIVERS,
    "identified_as": v.IDENTIFIED_AS,
    "given_by": v.CONSENT_BY,
    "form": v.CONSENT_FORMS,
    "scope": v.CONSENT_SCOPES,
    "emergency_policy": v.EMERGENCY_POLICIES,
    "sharing": v.SHARING,
    "outcome": v.OUTCOMES,
    "residence_before": v.RESIDENCES,
    "residence_after": v.RESIDENCES,
    "urgency": v.URGENCIES,
    "willingness": v.WILLINGNESS,
    "located_at": v.LOCATED_AT,
    "support_scale": tuple(v.SUPPORT_LEVELS),
}
_TYPES = {"str": TEXTS, "int": NUMBERS, "float": st.floats(20, 46), "bool": st.booleans(), "date": DATES}


def _field(one):
    if one.metadata:
        return st.dictionaries(st.sampled_from(one.metadata["items"]), st.booleans())
    kind = one.type if isinstance(one.type, str) else getattr(one.type, "__name__", str(one.type))
    optional = "None" in kind
    plain = kind.replace(" | None", "").strip()
    found: st.SearchStrategy[Any]
    if one.name in _LISTED:
        found = st.sampled_from(_LISTED[one.name])
    elif plain == "datetime":
        found = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    else:
        found = _TYPES.get(plain, JSON)
    return st.one_of(st.none(), found) if optional else found


def any_record(kind):
    """Return a strategy of records of a class, whatever the database would say of them."""
    return st.builds(kind, **{one.name: _field(one) for one in fields(kind) if one.name != "id"})


ANY_RECORD = st.sampled_from(KINDS).flatmap(any_record)


def people():
    """Return a strategy of people whom the database takes."""
    return st.builds(
        Person,
        code_name=st.builds(lambda: f"A-{next(_NUMBERED)}"),  # unique, also among the examples of one run
        real_name=st.none() | TEXTS,
        kana=st.none() | TEXTS,
        birth_year=st.none() | st.integers(1900, 2100),
        sex=st.none() | st.sampled_from(v.SEXES),
        disability_kinds=st.dictionaries(st.sampled_from(v.DISABILITY_KINDS), st.booleans()),
        medical_care=st.dictionaries(st.sampled_from(v.MEDICAL_CARE), st.booleans()),
        risk_factors=st.dictionaries(st.sampled_from(v.RISK_FACTORS), st.booleans()),
        severe_behaviour=st.none() | st.booleans(),
        max_distance_m=st.none() | st.integers(1, 10**6),
        status=st.sampled_from(v.PERSON_STATUS),
        identified_on=st.none() | DATES,
        note=st.none() | TEXTS,
    )


def facilities():
    """Return a strategy of facilities that the database takes."""
    return st.builds(
        Facility,
        source=st.just("manual"),
        service_code=st.sampled_from(["24", "33", "WH", "BASE"]),
        service_name=TEXTS,
        name=TEXTS,
        capacity=st.none() | st.integers(0, 999),
        lat=st.just(38.25) | st.floats(20, 46),
        lon=st.floats(122, 154),
        located_at=st.sampled_from(["office", "town", "ward"]),
        missing_since=st.none() | DATES,
        status=st.sampled_from(v.FACILITY_STATUS),
    )


def required(kind):
    """Return the fields of a class that have no default."""
    return [one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
