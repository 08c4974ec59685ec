"""Records of all kinds by chance, over three years."""

import random
from datetime import date, timedelta

from casebook import vocabulary as v
from casebook.records import CapacityCount, Person
from desk.review import ReviewRecords
from desk.review.records import Advised, Asked, Call, Contacted, Jointly, Reported, Reviewed, Stayed, Visited

PEOPLE = range(1, 60)
FACILITIES = range(1, 6)


def casebook(chance: random.Random, count: int) -> ReviewRecords:
    """Return so many records of each kind, over three years."""

    def day() -> date:
        return date(2022, 1, 1) + timedelta(chance.randrange(1100))

    def of(make):
        return tuple(map(make, range(1, count)))

    def one(*codes):
        return chance.choice(codes)

    def stay(key: int) -> Stayed:
        start, homes = day(), (None, *v.RESIDENCES)
        end = one(None, *(start + timedelta(nights) for nights in (0, 1, 2, 5, 9, 20, 40, 120)))
        return Stayed(key, one(*PEOPLE), one(1, *FACILITIES), one(*v.STAY_KINDS), start, end, one(*homes), one(*homes))

    def call(key: int) -> Call:
        admitted, reason = one(True, False), one(None, *v.CONSULTATION_REASONS)
        stayed = one(None, *range(1, count)) if admitted else None
        who, ward = one(None, *PEOPLE), one("青葉区", "泉区", None)
        source = one(*v.CONSULTATION_SOURCES)
        return Call(key, day(), chance.randrange(24), source, reason, admitted, who, stayed, ward)

    def enquiry(key: int) -> Asked:
        answer = one(*v.ENQUIRY_ANSWERS)
        return Asked(key, day(), answer, one(*v.ENQUIRY_REASONS) if answer == "declined" else None)

    def counted(key: int) -> CapacityCount:
        planned, own, others = chance.randrange(300), chance.randrange(40), chance.randrange(40)
        return CapacityCount(
            id=key,
            counted_on=date(2022, 1, 1) + timedelta(150 * key + chance.randrange(100)),
            offices=chance.randrange(60),
            with_plan=planned,
            self_planned=own,
            entitled=planned + own + others,
            staff_hundredths=chance.randrange(9_000),
            claims=chance.randrange(500),
        )

    def case(key: int) -> Jointly:
        begun = day()
        ended = one(None, *(begun + timedelta(nights) for nights in (0, 20, 300, 500)))
        return Jointly(key, begun, ended, tuple(reason for reason in v.JOINT_REASONS if one(True, False, False)))

    def reports() -> tuple[Reported, ...]:
        """Return a report of some of the months in which each case went on."""
        found = [
            (month, joint.key)
            for joint in cases
            for year in (2022, 2023, 2024)
            for month in (date(year, number, 1) for number in range(1, 13))
            if joint.on.replace(day=1) <= month <= (joint.ended_on or date.max) and one(True, False)
        ]
        return tuple(Reported(key, month, joint) for key, (month, joint) in enumerate(found, 1))

    people = {
        key: Person(
            id=key,
            code_name=f"P-{key}",
            birth_year=one(None, 1980, 2006, 2010),
            identified_on=one(None, day()),
            identified_as=one(None, *v.IDENTIFIED_AS),
        )
        for key in PEOPLE
    }
    return ReviewRecords(
        of(call),
        of(stay),
        of(enquiry),
        of(lambda key: Contacted(key, day(), one(*v.CONTACT_KINDS), one(*v.CONTACT_PURPOSES), one(None, *PEOPLE))),
        of(lambda key: Visited(key, day(), one(*v.VISIT_KINDS), one(None, *FACILITIES), one(None, *v.WILLINGNESS))),
        of(lambda key: Reviewed(key, day())),
        people,
        frozenset({1}),
        2,
        ("青葉区", "泉区"),
        capacity=tuple(map(counted, range(1, 9))),
        joint=(cases := of(case)),
        joint_reports=reports(),
        advice=of(lambda key: Advised(key, day(), one(*v.ADVICE_KINDS))),
    )
