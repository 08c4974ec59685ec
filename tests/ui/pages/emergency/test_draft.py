"""A call as taken down so far: what belongs to whom, and what comes back of what was kept."""

from dataclasses import replace
from datetime import date

from casebook.records import EmergencyNeed
from desk.drafts import packed
from desk.emergency import NOBODY, Enquired
from tests.conftest import NOW, TODAY
from ui.pages.emergency.draft import NOTHING_KNOWN, Draft, read_draft

YES = Enquired(2, NOW, "accepted")
CALL = Draft(NOW, NOW, source="police").about(4)
ASKED = replace(CALL, enquiries=(YES,))


def test_answers_are_of_the_person_they_were_given_for():
    other = ASKED.about(5)
    assert (other.answers, other.need) == ({}, NOTHING_KNOWN)
    assert [one.given_for for one in other.enquiries] == ["other_person"]
    assert ASKED.about(None).about(4).answers == {2: YES}  # chosen again
    assert ASKED.about(None).about(5).answers == {}
    assert CALL.about(5).enquiries == ()


def test_what_was_said_of_tonight_goes_along_to_the_file_and_who_she_is_does_not():
    said = EmergencyNeed(consultation_id=0, age=40, ward="泉区", wheelchair=True, medical_care={"tube": True})
    found = Draft(NOW, NOW).about(NOBODY).needing(said).about(4)
    assert found.need == replace(NOTHING_KNOWN, wheelchair=True, medical_care={"tube": True})
    assert found.about(5).need == NOTHING_KNOWN
    agreed = replace(found, basis="agreed", consent_by="person", risk_factors=("caregiver_ill",))
    assert (agreed.about(4).basis, agreed.about(5)) == ("agreed", found.about(5))


def test_a_call_comes_back_as_it_was_kept_and_what_is_no_call_does_not():
    call = replace(
        ASKED, need=EmergencyNeed(consultation_id=0, age=40), start_on=TODAY, expected_until=date(2027, 1, 9)
    )
    assert read_draft(packed(call)) == call
    assert read_draft({**packed(call), "of a later version": 1}) == call
    assert read_draft({}) is None
    assert read_draft({**packed(call), "need": {"agee": 1}}) is None
