"""The year's contacts add up, whichever way they are counted; the demonstration's FY2024 has the 255 that were published."""

import random
from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import vocabulary as v
from casebook.records import Area, Contact, Person
from desk.city import AreaNames
from desk.contacts import contacts_of_year
from desk.demo.history import contact_days
from desk.period import fiscal_year

NAMES = AreaNames([Area(id=1, code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry="POINT EMPTY")])
PEOPLE = {1: Person(id=1, code_name="A-1", city="仙台市", ward="青葉区"), 2: Person(id=2, code_name="A-2")}
CONTACTS = st.builds(
    Contact,
    person_id=st.sampled_from((1, 2, 3, None)),
    contacted_on=st.dates(date(2023, 1, 1), date(2026, 1, 1)),
    kind=st.sampled_from(v.CONTACT_KINDS),
    purpose=st.sampled_from(v.CONTACT_PURPOSES),
)


@settings(max_examples=25)
@given(st.lists(CONTACTS, max_size=12))
def test_every_count_is_that_of_the_plain_list(contacts):
    counted = contacts_of_year(contacts, PEOPLE, NAMES, 2024)
    mine = [one for one in contacts if fiscal_year(one.contacted_on) == 2024]
    assert counted.total == len(mine)
    assert {kind: sum(row) for kind, row in counted.by_kind.items()} == Counter(one.kind for one in mine)
    for rows in (counted.by_purpose, counted.by_area):
        assert tuple(map(sum, zip(*rows.values(), strict=True))) == (counted.by_month if mine else ())
    aoba = sum(one.person_id == 1 for one in mine)
    assert sum(counted.by_area.get("仙台市青葉区", counted.by_area.get("青葉区", ()))) == aoba


def test_the_demonstrations_year_has_as_many_as_were_published():
    days = contact_days(date(2026, 11, 22), random.Random(1))  # noqa: S311 - a demonstration
    assert sum(fiscal_year(day) == 2024 for day in days) == 255
    assert max(days) <= date(2026, 11, 22)
