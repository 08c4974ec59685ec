"""Facilities with what they said, people, stays and rules of pairs at random."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.book import Casebook, open_casebook
from casebook.records import Consent, Consultation, Facility, FacilityCondition, PairRule, Person, Record, Stay
from desk.period import coming_quarter
from matching.policy import load_policy
from tests.conftest import COORDINATOR, NOW, TODAY

WARDS = (None, "青葉区", "泉区")


ALL_KNOWN = {
    "disability_kinds": {"intellectual": True},
    "medical_care": dict.fromkeys(v.MEDICAL_CARE, False),
}
TAKES_ALL: dict[str, Any] = {**ALL_KNOWN, "adult_levels": {"3": True}, "sexes": "any", "age_min": 0, "age_max": 120}


FITS_ALL: dict[str, Any] = {
    **ALL_KNOWN,
    "support_scale": "adult",
    "support_level": 3,
    "sex": "female",
    "birth_year": 1990,
}


@st.composite
def records(draw: st.DrawFn) -> list[tuple[Record, ...]]:
    """Draw facilities with conditions, people with consents, stays of the last years, rules of pairs, consultations.

    Ids are 1, 2, 3, …
    """
    flag, ward = st.sampled_from([None, True, False]), st.sampled_from(WARDS)
    sites, people = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    facilities, conditions, persons, consents, stays = [], [], [], [], []
    for key in range(1, sites + 1):
        place: dict[str, Any] = {"lat": 38.2 + draw(st.integers(0, 9)) / 100, "lon": 140.8, "located_at": "office"}
        facilities.append(
            Facility(
                source="manual",
                service_code=draw(st.sampled_from(["24", "24", "33", "46"])),
                service_name="x",
                name=f"F{key}",
                ward=draw(ward),
                **(place if draw(st.booleans()) else {}),
            )
        )
        policies = ["past_use", "past_use", "information", "always", "none", None]
        conditions.append(
            FacilityCondition(
                facility_id=key,
                emergency_policy=draw(st.sampled_from(policies)),
                offers_trial=draw(flag),
                trial_places=draw(st.sampled_from([None, 1, 2])),
                wheelchair=draw(flag),
                severe_behaviour=draw(flag),
                **draw(st.sampled_from([{}, TAKES_ALL])),
            )
        )
    for key in range(1, people + 1):
        known = draw(st.sampled_from([None, TODAY - timedelta(days=100), TODAY - timedelta(days=400)]))
        persons.append(
            Person(
                code_name=f"P{key}",
                ward=draw(ward),
                identified_on=known,
                wheelchair=draw(flag),
                severe_behaviour=draw(flag),
                status=draw(st.sampled_from(["active", "active", "closed"])),
                **draw(st.sampled_from([{}, FITS_ALL])),
            )
        )
        if draw(st.booleans()):
            scope = draw(st.sampled_from(v.CONSENT_SCOPES))
            consents.append(Consent(person_id=key, given_by="person", form="oral", scope=scope, given_on=TODAY))
    for _ in range(draw(st.integers(0, 8))):
        start = TODAY - timedelta(days=draw(st.sampled_from([3, 60, 300, 640, 660, 690, 720, 735, 900])))
        stays.append(
            Stay(
                person_id=draw(st.integers(1, people)),
                facility_id=draw(st.integers(1, sites)),
                kind=draw(st.sampled_from(["trial", "short_stay"])),
                start_on=start,
                end_on=draw(st.sampled_from([None, start, min(start + timedelta(days=40), TODAY)])),
                outcome=draw(st.sampled_from(["went_well", "mixed", "broken_off", None])),
            )
        )
    unique = {(one.person_id, one.facility_id, one.kind, one.start_on): one for one in stays}
    pairs = st.tuples(st.integers(1, people), st.integers(1, sites))
    rules = [
        PairRule(person_id=person, facility_id=site, kind="not_before" if until else "never", until=until)
        for person, site in draw(st.sets(pairs, max_size=2))
        for until in [draw(st.sampled_from([None, TODAY, TODAY + timedelta(days=30)]))]
    ]
    told = [
        Consultation(
            received_at=NOW - timedelta(days=draw(st.sampled_from([0, 45, 200]))),
            source="police",
            result="advice",
            person_id=draw(st.sampled_from([None, *range(1, people + 1)])),
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    drawn = facilities, conditions, persons, consents, unique.values(), rules, told
    return [tuple(group) for group in drawn]


@contextmanager
def kept(template: Path, drawn: list[tuple[Record, ...]]) -> Iterator[Casebook]:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, Path(folder) / "book.db")
        book = open_casebook(f"sqlite:///{Path(folder) / 'book.db'}", COORDINATOR, lambda: NOW)
        with book.writing("before") as writer:
            for group in drawn:
                writer.add_many(group)
        yield book
        book.close()


POLICY = load_policy()
PERIOD = coming_quarter(TODAY)


def plain_tally(counts) -> tuple[int, int, int]:
    found = list(counts)
    return sum(one == 0 for one in found), sum(one == 1 for one in found), sum(one >= 2 for one in found)
