"""What a form holds comes back from JSON as it was."""

import json
from datetime import UTC, date, datetime, time
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.records import EmergencyNeed
from desk.drafts.content import packed, unpacked
from desk.emergency.enquiries import Enquired
from desk.typed import UnreadDay, UnreadNumber, read_day, read_number
from tests.conftest import NOW

PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.just(UTC)),
)
FORMS = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text().filter(lambda name: not name.startswith("$")), inner, max_size=3),
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(FORMS)
def test_what_was_typed_comes_back_as_it_was(value):
    again = unpacked(json.loads(json.dumps(packed(value))))
    assert again == value
    assert type(again) is type(value)


def test_what_was_not_understood_comes_back_as_it_was_typed():
    need = {"age": read_number("age", "三十代"), "review_on": read_day("来月")}
    again = unpacked(json.loads(json.dumps(packed(need))))
    assert {name: (type(one), str(one)) for name, one in again.items()} == {
        "age": (UnreadNumber, "三十代"),
        "review_on": (UnreadDay, "来月"),
    }


def test_a_record_is_kept_as_its_fields():
    need = EmergencyNeed(consultation_id=0, age=40, disability_kinds=MappingProxyType({"physical": True}))
    enquired = Enquired(2, NOW, "declined", "facility_full", "満室")
    said = unpacked(json.loads(json.dumps(packed({"need": need, "enquiries": (enquired,)}))))
    assert EmergencyNeed(**said["need"]) == need
    assert [Enquired(**one) for one in said["enquiries"]] == [enquired]


def test_an_instant_is_not_taken_for_its_day():
    assert unpacked(packed(datetime(2026, 5, 1, tzinfo=UTC))) == datetime(2026, 5, 1, tzinfo=UTC)
    assert unpacked(packed((date(2026, 5, 1), time(18, 5)))) == (date(2026, 5, 1), time(18, 5))
