"""A person with something in every table, and another one beside her."""

from datetime import date
from typing import Any

import pytest

from casebook.records import (
    AdviceVisit,
    CareNote,
    CaseReview,
    Consent,
    Consultation,
    Contact,
    ContactPerson,
    Correction,
    Draft,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    FollowUp,
    IssueCase,
    JointCase,
    JointReport,
    PairRule,
    PersonAvoid,
    PersonNight,
    PersonSheet,
    PersonWish,
    RegionalIssue,
    ResourceUse,
    RightsRequest,
    SheetHanding,
    Stay,
    SupportTeamMember,
)
from tests.conftest import NOW, TODAY
from tests.desk.proposals.world import make

SECRETS = tuple(f"秘密{number:02}" for number in range(19))


@pytest.fixture
def lived(book):
    """Return two people with a life on record, each with texts of her own."""
    world = make(book, [2], [(0, 0, 0), (0, 1, 0)])
    world.step(world.proposals[0], "asked", note=f"{SECRETS[11]}-0")
    with book.writing("before") as writer:
        for index, key in enumerate(world.people):
            texts = [f"{one}-{index}" for one in SECRETS]
            site = world.facilities[0]
            at: dict[str, Any] = {"person_id": key, "facility_id": site}
            stay = writer.add(
                Stay(**at, kind="emergency", start_on=date(2020, 5, 1), end_on=date(2020, 5, 3), note=texts[0])
            )
            call = Consultation(
                person_id=key, received_at=NOW, source="police", result="admitted", stay_id=stay, description=texts[1]
            )
            call_id = writer.add(call)
            writer.add(EmergencyNeed(consultation_id=call_id, age=30, other_needs=texts[2]))
            writer.add(Enquiry(consultation_id=call_id, facility_id=site, at=NOW, answer="no_answer", note=texts[3]))
            writer.add(ExitPlan(stay_id=stay, handover=texts[4], note=texts[5]))
            writer.add(SupportTeamMember(person_id=key, agency="ひろせ相談室", role=texts[6], contact=texts[7]))
            writer.add(PersonAvoid(**at, reason=texts[8]))
            writer.add(PersonWish(person_id=key, nights=2))
            writer.add(PersonNight(person_id=key, night=date(2027, 1, 10), suits=True))
            writer.add(PairRule(**at, kind="never", note=texts[9]))
            writer.add(
                RightsRequest(person_id=key, kind="correction", asked_on=TODAY, asked_by="person", what=texts[10])
            )
            wrong: dict[str, Any] = {"entity": "stay", "entity_id": stay, "kind": "corrected", "at": NOW, "who": "x"}
            writer.add(Correction(person_id=key, **wrong, reason=texts[15], since=0))
            writer.add(Contact(**at, contacted_on=date(2020, 5, 2), kind="visit", purpose="exit", note=texts[12]))
            used: dict[str, Any] = {"need": "meals", "since_on": date(2020, 5, 2), "story": texts[13]}
            writer.add(ResourceUse(person_id=key, **used))
            issue = writer.add(RegionalIssue(title="移動", theme="transport", raised_on=TODAY))
            writer.add(IssueCase(regional_issue_id=issue, person_id=key))
            jointly: dict[str, Any] = {"core_centre": "基幹", "begun_on": date(2020, 5, 2), "by_base": texts[13]}
            case = writer.add(JointCase(person_id=key, **jointly))
            writer.add(JointReport(joint_case_id=case, month=date(2020, 6, 1), done=texts[14]))
            writer.add(
                AdviceVisit(person_id=key, visited_on=date(2020, 5, 2), office="x", kind="case", summary=texts[15])
            )
            made: dict[str, Any] = {"made_at": NOW, "made_by": "x", "content": {"wants": texts[13]}}
            sheet = writer.add(PersonSheet(person_id=key, kind="intake", version=1, **made))
            handed: dict[str, Any] = {"handed_to": "x", "ground": "consent", "way": "post", "note": texts[14]}
            writer.add(SheetHanding(sheet_id=sheet, handed_on=TODAY, **handed))
            writer.add(FollowUp(person_id=key, follow_level="yearly"))
            writer.add(CaseReview(person_id=key, reviewed_on=date(2020, 5, 2), decided=texts[13]))
            writer.add(ExitTask(stay_id=stay, task="motivation", note=texts[14]))
            writer.add(CareNote(person_id=key, medicine=texts[16], calms=texts[17]))
            writer.add(ContactPerson(person_id=key, relation="母", phone=texts[18]))
            typed: dict[str, Any] = {"typed_by": "x", "opened_at": NOW, "changed_at": NOW}
            writer.add(Draft(kind="call", person_id=key, content={"description": texts[15]}, **typed))
            (consent,) = writer.all(Consent, person_id=key)
            assert consent.note is None
    return world
