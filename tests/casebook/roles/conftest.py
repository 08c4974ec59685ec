"""A city of a few people, each told apart by her consent, her office, her ward and how far a proposal for her has come."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.book import Casebook, Writer
from casebook.mapping import KINDS, table_of
from casebook.reading import select_records
from casebook.records import (
    AdmissionGround,
    Adoption,
    AdviceVisit,
    Area,
    BaseLayer,
    BrokenGlass,
    CapacityCount,
    CapacityTarget,
    CareNote,
    CaseReview,
    Centre,
    Consent,
    Consultation,
    Contact,
    ContactPerson,
    CorporationVisit,
    Correction,
    CouncilMeeting,
    CouncilPlan,
    CouncilYear,
    Draft,
    Drill,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    Facility,
    FacilityCondition,
    FacilityLink,
    FollowUp,
    FreeBed,
    IncomingAnswer,
    IssueCase,
    JointCase,
    JointReport,
    NamedReader,
    PairRule,
    Person,
    PersonAvoid,
    PersonNight,
    PersonSheet,
    PersonWish,
    Plan,
    Proposal,
    ProposalStep,
    PublicFacility,
    ReadMark,
    Record,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    ReviewEdition,
    Scenario,
    SharingGround,
    SheetEdition,
    SheetHanding,
    ShiftNote,
    Statistic,
    Stay,
    SupportTeamMember,
    Town,
    TrainingEvent,
    Visit,
)
from casebook.roles import Actor
from tests.conftest import COORDINATOR, NOW

READER = "読む人"
OFFICE, OTHER_OFFICE = "ひろせ相談室", "いずみ相談室"
# code name -> (ward, agency of the team, consent: scope, given, withdrawn)
PEOPLE = {
    "shared": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "matching only": ("青葉区", OFFICE, ("matching", date(2026, 5, 1), None)),
    "no consent": ("青葉区", OFFICE, None),
    "withdrawn": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), date(2026, 11, 22))),
    "withdrawn tomorrow": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), date(2026, 11, 23))),
    "given tomorrow": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 11, 23), None)),
    "other office": ("青葉区", OTHER_OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "other ward": ("泉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "ward unknown": (None, OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "restricted": ("青葉区", OFFICE, ("matching_and_sharing", date(2026, 5, 1), None)),
    "on a ground": ("青葉区", OFFICE, None),
    "behind glass": ("太白区", "よその相談室", None),
}
STATUS = {
    "shared": "asked",
    "matching only": "asked",
    "no consent": "accepted",
    "withdrawn": "booked",
    "withdrawn tomorrow": "booked",
    "given tomorrow": "asked",
    "other office": "accepted",
    "other ward": "suggested",
    "ward unknown": "released",
    "restricted": "booked",
    "on a ground": "asked",
    "behind glass": "asked",
}
"""How far the proposal of each has come."""


def city(writer: Writer) -> None:
    """Write what is of no person and no facility."""
    writer.add(Drill(at=NOW, copy="x", seconds=1))
    told: dict[str, Any] = {"fiscal_year": 2025, "small_cell": 10, "checksum": "0" * 64}
    writer.add(ReviewEdition(**told, made_at=NOW, made_by="x"))
    drafts(writer)
    writer.add(ShiftNote(at=NOW, who=READER, note="申し送り"))
    writer.add(ReadMark(who=READER, at=NOW))
    writer.add(Area(code="04101", prefecture="宮城県", city="仙台市", name="青葉区", geometry="POINT EMPTY"))
    writer.add(Town(city="仙台市", name="国分町"))
    writer.add(Centre(city="仙台市", name="国分町センター"))
    writer.add(PublicFacility(city="仙台市", name="国分町市民センター"))
    writer.add(BaseLayer(kind="rail", credit="国土交通省", shapes="[]"))
    counted: dict[str, Any] = {
        "level": "town",
        "city": "仙台市",
        "town": "国分町",
        "on": date(2020, 4, 1),
        "source": "住民基本台帳",
    }
    writer.add(Statistic(kind="population", value=10, **counted))


def drafts(writer: Writer, person: int | None = None) -> None:
    """Write what two people are typing."""
    for name in (READER, OTHER_OFFICE):
        writer.add(Draft(kind="call", typed_by=name, opened_at=NOW, changed_at=NOW, person_id=person))


def care(writer: Writer, person: int, stay: int, facility: int) -> None:
    """Write what is done for somebody between emergencies."""
    writer.add(ExitTask(stay_id=stay, task="motivation"))
    writer.add(FollowUp(person_id=person, follow_level="monthly"))
    writer.add(CareNote(person_id=person, medicine="朝食後"))
    writer.add(ContactPerson(person_id=person, relation="母", phone="022-000-0000"))
    made: dict[str, Any] = {"made_at": NOW, "made_by": "x", "content": {"who": "?"}}
    sheet = writer.add(PersonSheet(person_id=person, kind="handover", version=1, **made))
    given: dict[str, Any] = {"handed_to": "x", "ground": "consent", "way": "post"}
    writer.add(SheetHanding(sheet_id=sheet, handed_on=NOW.date(), **given))
    writer.add(CaseReview(person_id=person, reviewed_on=date(2026, 6, 2)))
    for place in (None, facility):
        done: dict[str, Any] = {"contacted_on": date(2026, 6, 3), "kind": "visit", "purpose": "exit"}
        writer.add(Contact(person_id=person, facility_id=place, **done))
    why: dict[str, Any] = {"kind": "corrected", "reason": "聞き違い", "at": NOW, "who": "x", "since": 0}
    for entity in ("stay", "enquiry", "resource_use", "issue_case", "advice_visit"):
        writer.add(Correction(person_id=person, entity=entity, entity_id=stay, **why))
    drafts(writer, person)


def resources(writer: Writer, people: Mapping[str, int]) -> None:
    """Write what helps beyond offices, each told to others, and what it is to two people."""
    named = f"{OTHER_OFFICE}\n{READER}"
    known: list[tuple[str, str | None, str]] = [
        ("public", None, "x"),
        ("network", None, "x"),
        ("named", named, "x"),
        ("named", f"{READER}さん", "x"),
        ("never", None, "x"),
        ("never", None, READER),
    ]
    for sharing, readers, by in known:
        told: dict[str, Any] = {"sharing": sharing, "readers": readers, "written_by": by}
        key = writer.add(Resource(name="喫茶店", checked_on=NOW.date(), **told))
        for name in ("shared", "other office", "restricted"):
            use: dict[str, Any] = {"person_id": people[name], "need": "meals", "since_on": NOW.date()}
            writer.add(ResourceUse(resource_id=key, story="物語", **use))
    writer.add(ResourceUse(person_id=people["shared"], need="work", since_on=NOW.date()))
    meetings(writer, people)


def meetings(writer: Writer, people: Mapping[str, int]) -> None:
    """Write what the councils of two wards and of the city did, and what they took up out of whose cases."""
    for ward in ("青葉区", "泉区", None):
        when: dict[str, Any] = {"ward": ward, "held_on": NOW.date()}
        year = writer.add(CouncilYear(fiscal_year=2026, ward=ward, issues="Aさんの件"))
        writer.add(CouncilPlan(council_year_id=year, kind="general", planned=1))
        writer.add(CouncilMeeting(kind="general", held=True, **when))
        writer.add(TrainingEvent(kind="training", title="研修", **when))
        issue = writer.add(RegionalIssue(title="移動", theme="transport", raised_on=NOW.date(), ward=ward))
        writer.add(RegionalIssueStep(regional_issue_id=issue, taken_on=NOW.date(), action="聞き取り"))
        for name in ("shared", "other office", "restricted"):
            writer.add(IssueCase(regional_issue_id=issue, person_id=people[name]))


def jointly(writer: Writer, people: Mapping[str, int]) -> None:
    """Write whom an office of either name supports with the base, how that ended for others, and advice visits."""
    ended: dict[str, Any] = {"ended_on": NOW.date(), "ending": "base_alone"}
    for name, centre, end in (
        ("shared", OFFICE, {}),
        ("matching only", OTHER_OFFICE, {}),
        ("other ward", OTHER_OFFICE, {}),
        ("ward unknown", OTHER_OFFICE, ended),
        ("restricted", OTHER_OFFICE, {}),
        ("on a ground", OTHER_OFFICE, {**ended, "ending": "handed_over"}),
        ("withdrawn tomorrow", OTHER_OFFICE, {**ended, "ending": "handed_over"}),
    ):
        case = writer.add(JointCase(person_id=people[name], core_centre=centre, begun_on=NOW.date(), **end))
        writer.add(JointReport(joint_case_id=case, month=NOW.date().replace(day=1), done="訪問"))
    for ward in ("青葉区", "泉区", None):
        for person in (None, people["shared"], people["other office"], people["no consent"], people["restricted"]):
            visit: dict[str, Any] = {"ward": ward, "person_id": person}
            writer.add(AdviceVisit(visited_on=NOW.date(), office="相談", kind="case", summary="Aさんの件", **visit))


def registers(writer: Writer, people: Mapping[str, int]) -> None:
    """Write what the registers of the work around people hold."""
    resources(writer, people)
    jointly(writer, people)
    writer.add(CapacityCount(counted_on=NOW.date(), offices=41))
    writer.add(CapacityTarget(for_on=NOW.date(), offices=45))
    writer.add(CorporationVisit(visited_on=NOW.date(), corporation="法人", opinions="意見"))


@pytest.fixture(scope="module")
def peopled(shared_book: Casebook) -> Casebook:
    book = shared_book
    with book.writing("before") as writer:
        place: dict[str, Any] = {"source": "manual", "service_code": "24", "service_name": "短期入所"}
        known = writer.add(Facility(name="けやき", **place))
        private = writer.add(Facility(name="喫茶店", **place))
        writer.add(FacilityCondition(facility_id=known, sharing="public"))
        writer.add(FacilityCondition(facility_id=private, sharing="private", note="物語"))
        for facility in (known, private):
            writer.add(Visit(visited_on=date(2026, 6, 1), kind="other", facility_id=facility))
            writer.add(FreeBed(facility_id=facility, night=date(2027, 1, 10), beds=1))
            link = writer.add(
                FacilityLink(
                    facility_id=facility, token_hash=f"{facility:064}", made_at=NOW, made_by="x",
                    expires_on=NOW.date(),
                )
            )  # fmt: skip
            writer.add(
                IncomingAnswer(
                    link_id=link, facility_id=facility, received_at=NOW, form="0" * 64, part=0, what="remark",
                    payload={"text": "改装中"},
                )
            )  # fmt: skip
        city(writer)
        plan = writer.add(
            Plan(
                made_at=NOW, made_by="x", period_start=date(2027, 1, 1), period_end=date(2027, 3, 31),
                policy_name="p", policy_version="1", policy_sha256="0", solver="x", placed=0, cost=0, record={},
            ),
        )  # fmt: skip
        for code_name, (ward, agency, consent) in PEOPLE.items():
            key = writer.add(Person(code_name=code_name, ward=ward, real_name=f"本名 {code_name}", wheelchair=True))
            writer.add(SupportTeamMember(person_id=key, agency=agency))
            writer.add(PersonAvoid(person_id=key, facility_id=known))
            stay = writer.add(Stay(person_id=key, facility_id=known, kind="trial", start_on=date(2026, 6, 1)))
            writer.add(ExitPlan(stay_id=stay))
            decided: dict[str, Any] = {"decided_by": "担当者", "decided_on": NOW.date()}
            writer.add(AdmissionGround(stay_id=stay, ground="abuse_9", **decided))
            care(writer, key, stay, known)
            call = writer.add(Consultation(person_id=key, received_at=NOW, source="person", result="advice"))
            writer.add(EmergencyNeed(consultation_id=call, age=30))
            for facility in (known, private):
                writer.add(Enquiry(consultation_id=call, facility_id=facility, at=NOW, answer="no_answer"))
            proposal = writer.add(
                Proposal(
                    plan_id=plan, person_id=key, facility_id=known, cost=1, status=STATUS[code_name], in_charge="担当"
                )
            )
            moved: dict[str, Any] = {"from_status": "suggested", "to_status": "asked", "since": 0}
            writer.add(ProposalStep(proposal_id=proposal, at=NOW, who="x", **moved))
            writer.add(PairRule(person_id=key, facility_id=private, kind="never"))
            writer.add(PersonWish(person_id=key, nights=2))
            writer.add(PersonNight(person_id=key, night=date(2027, 1, 10), suits=True))
            if consent:
                scope, given, withdrawn = consent
                agreed: dict[str, Any] = {"given_by": "person", "form": "oral", "scope": scope}
                writer.add(Consent(person_id=key, given_on=given, withdrawn_on=withdrawn, **agreed))
        writer.add(Consultation(received_at=NOW, source="police", result="advice"))
        writer.add(Contact(contacted_on=date(2026, 6, 3), kind="letter", purpose="trial", facility_id=known))
        keys = {one.code_name: one.id or 0 for one in writer.all(Person)}
        for name in (COORDINATOR.name, "もう一人"):
            writer.add(NamedReader(person_id=keys["restricted"], name=name, named_by=COORDINATOR.name, named_at=NOW))
        writer.add(
            SharingGround(
                person_id=keys["on a ground"], ground="abuse_7", shared_with="青葉区", reason="虐待の通報",
                decided_by="担当者", decided_on=NOW.date(), until=NOW.date(),
            )
        )  # fmt: skip
        registers(writer, keys)
        quarter: dict[str, Any] = {"period_start": date(2027, 1, 1), "period_end": date(2027, 3, 31)}
        writer.add(Adoption(plan_id=plan, **quarter, adopted_at=NOW, adopted_by="x"))
        writer.add(SheetEdition(month=date(2026, 11, 1), day=date(2026, 11, 2), made_at=NOW, made_by="x"))
        writer.add(Scenario(name="x", **quarter, edits={"close": [known]}, made_at=NOW, made_by="x"))
    hour = timedelta(hours=1)
    for name, since in (("behind glass", -hour), ("other office", -2 * hour), ("no consent", hour)):
        opening = Casebook(book._engine, Actor(READER, "coordinator"), lambda at=NOW + since: at)  # type: ignore[misc]
        with opening.writing("break the glass") as writer:
            [key] = writer.behind_glass(name)
            until = writer.now + 2 * hour
            writer.add(BrokenGlass(person_id=key, who=READER, at=writer.now, until=until, reason="転倒"))
    return book


def as_(book: Casebook, role: str, scope: str | None = None) -> Casebook:
    return seen_by(book, Actor(READER, role, scope))


def seen_by(book: Casebook, actor: Actor) -> Casebook:
    return Casebook(book._engine, actor, lambda: NOW)


def everything(book: Casebook) -> dict[type[Record], list[Any]]:
    """Read all rows past the casebook and its roles."""
    with book._engine.connect() as connection:
        return {kind: select_records(connection, kind, {}, handed=list(table_of(kind).columns)) for kind in KINDS}
