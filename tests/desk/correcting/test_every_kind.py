"""Every kind of record from its making on: found, opened, corrected, cancelled, undone, in the log of changes, in figures."""

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from casebook.book import open_casebook
from casebook.errors import NotFoundError
from casebook.mapping import KINDS, kind_of, table_of
from casebook.records import (
    AdmissionGround,
    AdviceVisit,
    Audit,
    BrokenGlass,
    CapacityCount,
    CapacityTarget,
    CareNote,
    CaseReview,
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
    Proposal,
    ProposalStep,
    Record,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    RightsRequest,
    SharingGround,
    SheetHanding,
    Stay,
    SupportTeamMember,
    TrainingEvent,
    Visit,
)
from casebook.records.base import require
from casebook.roles import OF_A_PERSON, THROUGH, Actor
from casebook.vocabulary import CORPORATION_RESULTS as RESULTS
from casebook.vocabulary import IDENTIFIED_AS
from desk.capacity import (
    asked_in,
    by_code,
    corporations,
    figures,
    gaps,
    read_counts,
    read_targets,
    record_corporation_visit,
    record_count,
    set_target,
)
from desk.city import AreaNames, PersonForm, facility_files, person_files, read_city, save_facility, save_person
from desk.city.yearly import consultations_by_source, identified_by_kind, visits_by_kind
from desk.consultations import Wanted, matching, read_call, read_lines
from desk.contacts import contacts_between, contacts_of_year, followed, record_contact, record_review
from desk.correcting import (
    FIXED,
    LISTED,
    OF_FACILITY,
    OF_PERSON,
    cancel,
    cancelled,
    cancelled_of,
    correct,
    of_facility,
    of_person,
    told,
    undo,
)
from desk.emergency import (
    Enquired,
    admitted,
    board,
    end_call,
    grounds_by_stay,
    move,
    record_ground,
    save_task,
    tasks_due,
)
from desk.errors import DeskError
from desk.inspection import differences, of_record
from desk.joint import WantedVisits, matching_visits, read_joint, record_advice, record_case, record_report
from desk.meetings import (
    WantedEvents,
    events_by_kind,
    link_case,
    matching_events,
    meetings_held,
    read_issues,
    read_sheet,
    record_event,
    record_issue,
    record_meeting,
    record_step,
    save_plan,
    save_year,
)
from desk.period import fiscal_year
from desk.person_sheets import hand_out, keep_version, versions
from desk.proposals import history, take_back
from desk.readiness import record_visit
from desk.resources import lines as resource_lines
from desk.resources import record_resource, record_use, users_by_need
from desk.search import search
from desk.timeline import facility_timeline, in_words, person_timeline
from tests.conftest import COORDINATOR, NOW, TODAY
from tests.desk.correcting.test_correcting import last, rows
from tests.desk.emergency.world import NEED, make_place
from tests.desk.proposals.world import make as make_proposals
from words.message import Message
from words.say import known

DAY = timedelta(days=1)
YEAR = fiscal_year(TODAY)
AGENCY = "ひろせ"
OFFICE = Actor("相談員", "consultation_office", AGENCY)

ELSEWHERE: Mapping[type[Record], str] = {
    BrokenGlass: "somebody looked: it is signed by another, and stays as it was",
    CareNote: "what is known of her care now, in a form on her page",
    ContactPerson: "whom to call now, in a form on her page, which puts back what it took out",
    Correction: "it is what this is about",
    Draft: "it is being typed; closed with a reason",
    Facility: "published; a field is corrected in its form, and taken over from the next edition again",
    FacilityLink: "handed out: it is revoked",
    FollowUp: "how it is now, not what happened: set anew, ended with a reason and opened again",
    FreeBed: "a calendar: each night is typed over",
    IncomingAnswer: "what a facility sent: taken over, or set aside with a reason",
    NamedReader: "who may read: named, and taken out",
    PairRule: "it follows from a proposal's step and goes with it, or is lifted",
    PersonAvoid: "a wish as it is now, in the form of the file",
    PersonNight: "a calendar: each night is typed over",
    PersonSheet: "a paper as it was handed out: the next version corrects it, and it is withdrawn with a reason",
    PersonWish: "a wish as it is now, in the form of the file",
    Proposal: "a plan's; what happened to it are its steps",
    RightsRequest: "what somebody asked for: it is answered, with what was done",
    SharingGround: "it ends on a day",
    SupportTeamMember: "who is in the team now, in the form of the file",
}
"""Kinds that have no walk, and why."""


@dataclass(frozen=True)
class Walk:
    """How a kind goes its way.

    Attributes
    ----------
    make
        Writes one, by the function of the desk that pages call; returns its id.
    found
        Returns the ids of those that are found where they are read.
    values
        What it should have said.
    figure
        Returns what counts it.
    """

    make: Callable[..., int]
    found: Callable[..., Collection[int | None]]
    values: Callable[..., Mapping[str, Any]]
    figure: Callable[..., object]


def about(place):
    return place.people[0]


def taken_in(book, place):
    begun = {"start_on": TODAY - 5 * DAY, "received_at": NOW - 5 * DAY, "expected_until": TODAY + 3 * DAY}
    return end_call(book, place.call(about(place), at=place.base, **begun), today=TODAY)


def advised(book, place, **more):
    end_call(book, place.call(about(place), **more), today=TODAY)


def newest(book, kind):
    return require(book.all(kind)[-1].id)


def read(book, words):
    """Return the calls in which some words were said."""
    return [read_call(book, one.key) for one in matching(read_lines(book, read_city(book, TODAY)), Wanted(words=words))]


def on_her_page(kind):
    entity = table_of(kind).name
    return lambda book, place: [one.record_id for one in person_timeline(book, about(place)) if one.kind == entity]


def a_room(book, place):
    return move(book, require(taken_in(book, place).stay_id), place.outside, TODAY, today=TODAY, agreed=True)


def a_call(book, place):
    advised(book, place, description="夜中に発作")
    return newest(book, Consultation)


def a_need(book, place):
    advised(book, place, need=replace(NEED, other_needs="たんの吸引"))
    return newest(book, EmergencyNeed)


def a_telephone_call(book, place):
    advised(book, place, enquiries=(Enquired(place.outside, NOW, "declined", "facility_full", "改装中"),))
    return newest(book, Enquiry)


def a_way_out(book, place):
    taken_in(book, place)
    return newest(book, ExitPlan)


def a_task(book, place):
    stay = require(taken_in(book, place).stay_id)
    return save_task(book, ExitTask(stay_id=stay, task="viewing", due_on=TODAY), TODAY)


def a_ground(book, place):
    stay = require(taken_in(book, place).stay_id)
    ground = AdmissionGround(stay_id=stay, ground="abuse_9", decided_by="課長", decided_on=TODAY)
    return record_ground(book, ground, today=TODAY)


def a_review(book, place):
    said = CaseReview(person_id=about(place), reviewed_on=TODAY, decided="体験", next_on=TODAY + 30 * DAY)
    return record_review(book, said, TODAY)


def a_consent(book, place):
    taken_in(book, place)
    [file] = person_files(book, TODAY, about(place))
    said = Consent(person_id=about(place), given_by="person", form="oral", given_on=TODAY - 9 * DAY)
    save_person(book, PersonForm(file.person, opened=file, new_consent=said), TODAY)
    return newest(book, Consent)


def a_contact(book, place):
    said = Contact(person_id=about(place), contacted_on=TODAY, kind="telephone", purpose="prevention")
    return record_contact(book, said, TODAY)


def a_visit(book, place):
    return record_visit(book, Visit(visited_on=TODAY, kind="other", facility_id=place.outside), TODAY)


def a_resource(book, place):
    told: dict[str, Any] = {"sharing": "never", "written_by": COORDINATOR.name, "checked_on": TODAY}
    return record_resource(book, Resource(name="喫茶", serves={"place_to_be": True}, **told), TODAY)


def a_use(book, place):
    use = ResourceUse(person_id=about(place), resource_id=a_resource(book, place), need="place_to_be", since_on=TODAY)
    return record_use(book, use, TODAY)


def a_handing(book, place):
    person = about(place)
    sheets = versions(book, person, "handover")
    sheet = sheets[0].id if sheets else keep_version(book, person, "handover", {"needs": "見守り"}, None, TODAY)
    handed: dict[str, Any] = {"handed_to": "ひろせ", "ground": "appi_27_1_2", "way": "post", "note": "命の危険"}
    return hand_out(book, SheetHanding(sheet_id=require(sheet), handed_on=TODAY, **handed), TODAY)


def a_year(book, place):
    year = CouncilYear(fiscal_year=YEAR, ward="泉区")
    return save_year(book, replace(year, issues="移動"), year)


def a_plan(book, place):
    plan = CouncilPlan(council_year_id=0, kind="general", planned=2)
    return save_plan(book, CouncilYear(fiscal_year=YEAR, ward="泉区"), plan)


def a_meeting(book, place):
    return record_meeting(book, CouncilMeeting(kind="steering", held_on=TODAY, held=True, ward="泉区"), TODAY)


def an_event(book, place):
    return record_event(book, TrainingEvent(kind="training", title="研修", held_on=TODAY), TODAY)


def an_issue(book, place):
    return record_issue(book, RegionalIssue(title="移動", theme="transport", raised_on=TODAY, ward="泉区"), TODAY)


def an_issue_step(book, place):
    step = RegionalIssueStep(regional_issue_id=an_issue(book, place), taken_on=TODAY, action="聞き取り")
    return record_step(book, step, TODAY)


def an_issue_case(book, place):
    return link_case(book, IssueCase(regional_issue_id=an_issue(book, place), person_id=about(place)))


def a_joint_case(book, place):
    return record_case(book, JointCase(person_id=about(place), core_centre="基幹", begun_on=TODAY - 5 * DAY), TODAY)


def a_joint_report(book, place):
    report = JointReport(joint_case_id=a_joint_case(book, place), month=TODAY.replace(day=1), done="訪問")
    return record_report(book, report, TODAY)


def a_piece_of_advice(book, place):
    visit = AdviceVisit(visited_on=TODAY, office="ひろせ", kind="case", person_id=about(place))
    return record_advice(book, visit, TODAY)


def of_sheet(name):
    """Return the ids of what a sheet is made of, as it is read."""
    return lambda book, place: [one.id for one in getattr(read_sheet(book, YEAR, "泉区"), name)]


def in_rooms(book, place):
    shown = board(book, TODAY)
    return len(shown.elsewhere), shown.bases[0].in_use


def guests(book):
    return board(book, TODAY).bases[0].guests


WALKS: Mapping[type[Record], Walk] = {
    Stay: Walk(a_room, on_her_page(Stay), lambda place: {"facility_id": place.base}, in_rooms),
    Consultation: Walk(
        a_call,
        lambda book, place: [one.call.id for one in read(book, "発作")],
        lambda place: {"source": "medical"},
        lambda book, place: consultations_by_source(book, YEAR),
    ),
    EmergencyNeed: Walk(
        a_need,
        lambda book, place: [one.need.id for one in read(book, "たんの吸引")],
        lambda place: {"ward": "泉区", "sex": "female"},
        lambda book, place: Counter(one.ward for one in read_lines(book, read_city(book, TODAY))),
    ),
    Enquiry: Walk(
        a_telephone_call,
        lambda book, place: [one.id for call in read(book, "改装中") for one in call.enquiries],
        lambda place: {"reason": "facility_staffing"},
        lambda book, place: Counter((one.answer, one.reason) for one in of_facility(book, Enquiry, place.outside)),
    ),
    ExitPlan: Walk(
        a_way_out,
        lambda book, place: [one.plan.id for one in guests(book)],
        lambda place: {"expected_until": TODAY + 9 * DAY, "step": "trial"},
        lambda book, place: [one.plan.expected_until for one in guests(book)],
    ),
    ExitTask: Walk(
        a_task,
        lambda book, place: [task.id for _, task in tasks_due(book, TODAY)],
        lambda place: {"due_on": TODAY + 9 * DAY, "task": "trial"},
        lambda book, place: len(tasks_due(book, TODAY)),
    ),
    AdmissionGround: Walk(
        a_ground,
        lambda book, place: [one.id for one in grounds_by_stay(book, about(place)).values()],
        lambda place: {"ground": "child_33"},
        lambda book, place: admitted(book, TODAY - 9 * DAY, TODAY).grounds,
    ),
    CaseReview: Walk(
        a_review,
        on_her_page(CaseReview),
        lambda place: {"next_on": TODAY + DAY},
        lambda book, place: [(one.last_on, one.next_on) for one in followed(book)],
    ),
    Consent: Walk(
        a_consent,
        on_her_page(Consent),
        lambda place: {"given_on": TODAY, "given_by": "legal_representative"},
        lambda book, place: admitted(book, TODAY - 9 * DAY, TODAY),
    ),
    Contact: Walk(
        a_contact,
        lambda book, place: [one.id for one in contacts_between(book, TODAY, TODAY)],
        lambda place: {"kind": "visit"},
        lambda book, place: contacts_of_year(book.all(Contact), {}, AreaNames([]), YEAR).by_kind,
    ),
    Resource: Walk(
        a_resource,
        lambda book, place: [one.resource.id for one in resource_lines(book, AreaNames([]), TODAY)],
        lambda place: {"sharing": "network"},
        lambda book, place: Counter(one.sharing for one in book.all(Resource)),
    ),
    ResourceUse: Walk(
        a_use,
        on_her_page(ResourceUse),
        lambda place: {"need": "meals"},
        lambda book, place: users_by_need(book.all(ResourceUse), TODAY, TODAY),
    ),
    SheetHanding: Walk(
        a_handing,
        on_her_page(SheetHanding),
        lambda place: {"way": "fax"},
        lambda book, place: Counter(one.way for one in book.all(SheetHanding)),
    ),
    CouncilYear: Walk(
        a_year,
        lambda book, place: [read_sheet(book, YEAR, "泉区").year.id],
        lambda place: {"issues": "住まい"},
        lambda book, place: read_sheet(book, YEAR, "泉区").year.issues,
    ),
    CouncilPlan: Walk(
        a_plan,
        of_sheet("plans"),
        lambda place: {"planned": 3},
        lambda book, place: [row.planned for row in read_sheet(book, YEAR, "泉区").rows],
    ),
    CouncilMeeting: Walk(
        a_meeting,
        of_sheet("meetings"),
        lambda place: {"kind": "general"},
        lambda book, place: meetings_held(book.all(CouncilMeeting), TODAY, TODAY),
    ),
    TrainingEvent: Walk(
        an_event,
        lambda book, place: [one.id for one in matching_events(book.all(TrainingEvent), WantedEvents())],
        lambda place: {"kind": "practice_report"},
        lambda book, place: events_by_kind(book.all(TrainingEvent)),
    ),
    RegionalIssue: Walk(
        an_issue,
        lambda book, place: [one.record.id for one in read_issues(book)],
        lambda place: {"theme": "housing"},
        lambda book, place: Counter(one.record.theme for one in read_issues(book)),
    ),
    RegionalIssueStep: Walk(
        an_issue_step,
        lambda book, place: [step.id for one in read_issues(book) for step in one.steps],
        lambda place: {"action": "面談"},
        lambda book, place: Counter(step.action for one in read_issues(book) for step in one.steps),
    ),
    IssueCase: Walk(
        an_issue_case,
        on_her_page(IssueCase),
        lambda place: {"person_id": place.people[1]},
        lambda book, place: Counter(one.person_id for one in book.all(IssueCase)),
    ),
    JointCase: Walk(
        a_joint_case,
        lambda book, place: [one.record.id for one in read_joint(book)],
        lambda place: {"core_centre": "別の基幹"},
        lambda book, place: Counter(one.record.core_centre for one in read_joint(book)),
    ),
    JointReport: Walk(
        a_joint_report,
        lambda book, place: [report.id for one in read_joint(book) for report in one.reports.values()],
        lambda place: {"done": "面談"},
        lambda book, place: Counter(report.done for one in read_joint(book) for report in one.reports.values()),
    ),
    AdviceVisit: Walk(
        a_piece_of_advice,
        lambda book, place: [one.id for one in matching_visits(book.all(AdviceVisit), WantedVisits())],
        lambda place: {"kind": "training"},
        lambda book, place: Counter(one.kind for one in book.all(AdviceVisit)),
    ),
    CapacityCount: Walk(
        lambda book, place: record_count(
            book, CapacityCount(counted_on=TODAY, with_plan=3_051, staff_hundredths=5_955), TODAY
        ),
        lambda book, place: [one.id for one in read_counts(book)],
        lambda place: {"staff_hundredths": 5_255},
        lambda book, place: [figures(one) for one in read_counts(book)],
    ),
    CapacityTarget: Walk(
        lambda book, place: set_target(book, CapacityTarget(for_on=TODAY, offices=45)),
        lambda book, place: [one.id for one in read_targets(book)],
        lambda place: {"offices": 46},
        lambda book, place: [gaps(one, read_counts(book)) for one in read_targets(book)],
    ),
    CorporationVisit: Walk(
        lambda book, place: record_corporation_visit(
            book, CorporationVisit(visited_on=TODAY, corporation="法人", result="some_day"), TODAY
        ),
        lambda book, place: [one.id for one in asked_in(book.all(CorporationVisit), (TODAY, TODAY))],
        lambda place: {"result": "considering"},
        lambda book, place: by_code(RESULTS, (one.result for one in corporations(book.all(CorporationVisit)))),
    ),
    Visit: Walk(
        a_visit,
        lambda book, place: [one.record_id for one in facility_timeline(book, place.outside) if one.kind == "visit"],
        lambda place: {"kind": "group_home"},
        lambda book, place: visits_by_kind(book, YEAR),
    ),
}


@pytest.fixture(scope="module")
def world(sqlite_template, tmp_path_factory):
    """Return the file of a little casebook, and what is in it; nobody but coordinators sees the first of its people."""
    path = tmp_path_factory.mktemp("walk") / "book.db"
    shutil.copy(sqlite_template, path)
    with closing(open_casebook(f"sqlite:///{path}", COORDINATOR, lambda: NOW)) as book:
        place = make_place(book)
        agreed: dict[str, Any] = {
            "given_by": "person",
            "form": "oral",
            "scope": "matching_and_sharing",
            "given_on": TODAY,
        }
        with book.writing("before") as writer:
            writer.add(Consent(person_id=place.people[1], **agreed))
            for person in place.people:
                writer.add(SupportTeamMember(person_id=person, agency=AGENCY))
    return path, place


@pytest.fixture
def walking(world, tmp_path, open_book):
    path, place = world
    shutil.copy(path, tmp_path / "book.db")
    return open_book(f"sqlite:///{tmp_path / 'book.db'}"), place


def logged_changes(book, entity, key):
    """Return what the log of changes has of a record being changed, as an inspector finds it, the newest first."""
    entries = [line.entry for line in of_record(book, TODAY, TODAY, entity, key).shown]
    return [one for one in entries if isinstance(one, Audit) and one.action == "update"]


def sees(walk, book, place):
    """Return what is found by somebody; whoever may not see a page finds nothing there."""
    try:
        return walk.found(book, place)
    except NotFoundError:
        return []


def opened(book, place, kind):
    """Return the records of a kind on the pages that an address opens: a person's, a facility's."""
    hers = of_person(book, kind, about(place)) if kind in OF_PERSON else []
    there = (
        [one for key in (place.outside, place.base) for one in of_facility(book, kind, key)]
        if kind in OF_FACILITY
        else []
    )
    return [one.id for one in (*hers, *there)]


@pytest.mark.parametrize("kind", WALKS, ids=lambda kind: kind.__name__)
def test_a_record_is_made_found_opened_corrected_cancelled_undone_and_counted(walking, kind):
    book, place = walking
    walk, entity, stranger = WALKS[kind], table_of(kind).name, book.opened_for(OFFICE)

    def figure():
        return walk.figure(book, place)

    nothing = figure()
    key = walk.make(book, place)
    record, made, counted = book.one(kind, key), rows(book), figure()
    assert counted != nothing
    assert key in walk.found(book, place)
    assert key in opened(book, place, kind) or kind not in (*OF_PERSON, *OF_FACILITY)
    assert key not in [*sees(walk, stranger, place), *opened(stranger, place, kind)]
    with pytest.raises(NotFoundError):
        stranger.one(kind, key)

    values = walk.values(place)
    correct(book, replace(record, **values), record, "聞き違い", today=TODAY)
    assert figure() != counted
    [mended] = told(book, kind, key)
    assert (mended.correction.reason, {one.field for one in mended.changes}) == ("聞き違い", set(values))
    for one in mended.changes:
        assert known(f"field.{one.field}")
        assert (one.before, one.after) == (getattr(record, one.field), values[one.field])
        if (kind, one.field) in LISTED:
            assert all(isinstance(in_words(entity, one.field, side), Message) for side in (one.before, one.after))
    assert mended.changes == tuple(differences(logged_changes(book, entity, key)[0]))
    undo(book, last(book), "合っていた")
    assert (rows(book), figure()) == (made, counted)

    cancel(book, book.one(kind, key), "別の方")
    assert figure() != counted
    assert key not in [*walk.found(book, place), *opened(book, place, kind)]
    assert [one.record for one in cancelled(book, kind)] == [record]
    where = {"person_id": about(place)} if kind in OF_PERSON else {"facility_id": place.outside}
    where = where if kind in (*OF_PERSON, *OF_FACILITY) else {}
    if kind in OF_FACILITY and getattr(record, "facility_id", None) is not None:
        where = {"facility_id": record.facility_id}
    assert record in [one.record for at_once in cancelled_of(book, **where) for one in at_once]
    undo(book, last(book), "本人")
    assert (rows(book), figure()) == (made, counted)
    assert key in walk.found(book, place)
    assert [one.correction.kind for one in told(book, kind, key)] == ["restored", "cancelled", "restored", "corrected"]


def test_a_file_and_what_is_known_of_a_facility_are_changed_in_their_forms_and_back(walking):
    book, place = walking
    said = Person(code_name="K-9", identified_on=TODAY, identified_as=IDENTIFIED_AS[0])
    key = save_person(book, PersonForm(said), TODAY)
    assert [one.id for one in search(book, "Ｋ－９").people] == [key]
    assert search(book.opened_for(OFFICE), "K-9").people == ()
    [file] = person_files(book, TODAY, key)
    other = replace(file.person, identified_as=IDENTIFIED_AS[1])
    save_person(book, PersonForm(other, opened=file), TODAY)
    assert identified_by_kind(book, YEAR) == {IDENTIFIED_AS[1]: 1}
    assert [one.kind for one in person_timeline(book, key)] == ["file", "file"]
    save_person(book, PersonForm(file.person, opened=replace(file, person=other)), TODAY)
    assert (book.one(Person, key), identified_by_kind(book, YEAR)) == (file.person, {IDENTIFIED_AS[0]: 1})

    def vacancies():
        return Counter(one.vacancy_on(TODAY) for one in facility_files(book))

    def save(condition):
        save_facility(book, book.one(Facility, place.outside), condition)

    nothing = vacancies()
    free = FacilityCondition(facility_id=place.outside, vacancy="free", vacancy_on=TODAY)
    save(free)
    assert vacancies() != nothing
    save(replace(free, vacancy="full"))
    assert "full" in vacancies()
    save(free)
    [kept] = book.all(FacilityCondition)
    changes = logged_changes(book, "facility_condition", require(kept.id))
    assert [(one.before, one.after) for log in changes for one in differences(log)] == [
        ("full", "free"),
        ("free", "full"),
    ]
    assert isinstance(in_words("facility_condition", "vacancy", "free"), Message)


def test_a_step_is_taken_found_and_taken_back_with_a_reason(book):
    world = make_proposals(book, [2], [(0, 0, 0)])
    [key], [person] = world.proposals, world.people
    before = book.one(Proposal, key)
    world.to(key, "asked", "declined")
    assert world.status(key) == "declined"
    [asked, declined] = [one.step.id for one in history(book, person)]
    assert {asked, declined} <= {one.record_id for one in person_timeline(book, person) if one.kind == "proposal_step"}
    for _ in range(2):
        with pytest.raises(DeskError):
            take_back(book, key, " ", assumed_places=1)
        take_back(book, key, "取り違え", assumed_places=1)
    assert book.one(Proposal, key) == before
    steps = history(book, person)
    assert [one.step.taken_back for one in steps] == [True] * 4
    assert [one.step.note or one.step.reason for one in steps][-2:] == ["取り違え"] * 2
    world.to(key, "asked")
    assert world.status(key) == "asked"


def test_no_kind_is_forgotten():
    """What belongs to somebody or to a facility goes its way here, or it is said why not."""
    tables = {*OF_A_PERSON, *THROUGH, *(table_of(kind) for kind in KINDS if "facility_id" in table_of(kind).c)}
    of_the_network = {Resource, CouncilYear, CouncilPlan, CouncilMeeting, TrainingEvent, CapacityCount}
    of_the_network |= {RegionalIssue, RegionalIssueStep}
    of_the_network |= {CapacityTarget, CorporationVisit}
    belonging = {Person, Facility, *of_the_network, *(kind_of(table.name) for table in tables)}
    walked = {*WALKS, Person, FacilityCondition, ProposalStep}
    assert set(WALKS) == set(FIXED)
    assert walked | set(ELSEWHERE) == belonging
    assert walked & set(ELSEWHERE) == set()
