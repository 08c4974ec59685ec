"""The records that the casebook hands out and takes in: one frozen dataclass a table.

``None`` is unknown everywhere. A yes/no/unknown group of columns (``accepts_physical`` …) is one
mapping: an item that is missing from it is unknown.
"""

from casebook.records.base import Record
from casebook.records.care import CaseReview, Contact, ExitTask, FollowUp, ReadMark, ShiftNote
from casebook.records.corrections import Correction
from casebook.records.drafts import Draft, SavedView
from casebook.records.emergencies import Consultation, EmergencyNeed, Enquiry, ExitPlan
from casebook.records.links import FacilityLink, IncomingAnswer
from casebook.records.logs import AccessLog, Audit
from casebook.records.people import (
    CareNote,
    Consent,
    ContactPerson,
    Needs,
    Person,
    PersonAvoid,
    PersonNight,
    PersonWish,
    RightsRequest,
    Stay,
    SupportTeamMember,
)
from casebook.records.places import (
    Area,
    BaseLayer,
    Centre,
    Facility,
    FacilityCondition,
    FreeBed,
    PublicFacility,
    Statistic,
    Town,
    Visit,
)
from casebook.records.plans import Adoption, PairRule, Plan, Proposal, ProposalStep, Scenario
from casebook.records.registers.capacity import CapacityCount, CapacityTarget, CorporationVisit
from casebook.records.registers.issues import IssueCase, RegionalIssue, RegionalIssueStep
from casebook.records.registers.joint import AdviceVisit, JointCase, JointReport
from casebook.records.registers.meetings import CouncilMeeting, CouncilPlan, CouncilYear, TrainingEvent
from casebook.records.registers.person_sheets import PersonSheet, SheetHanding
from casebook.records.registers.resources import Resource, ResourceUse
from casebook.records.registers.reviews import ReviewEdition, ReviewPapers
from casebook.records.sharing import AdmissionGround, BrokenGlass, NamedReader, SharingGround
from casebook.records.sheets import EditionPapers, SheetEdition
from casebook.records.upkeep import Drill

__all__ = [
    "AccessLog",
    "AdmissionGround",
    "Adoption",
    "AdviceVisit",
    "Area",
    "Audit",
    "BaseLayer",
    "BrokenGlass",
    "CapacityCount",
    "CapacityTarget",
    "CareNote",
    "CaseReview",
    "Centre",
    "Consent",
    "Consultation",
    "Contact",
    "ContactPerson",
    "CorporationVisit",
    "Correction",
    "CouncilMeeting",
    "CouncilPlan",
    "CouncilYear",
    "Draft",
    "Drill",
    "EditionPapers",
    "EmergencyNeed",
    "Enquiry",
    "ExitPlan",
    "ExitTask",
    "Facility",
    "FacilityCondition",
    "FacilityLink",
    "FollowUp",
    "FreeBed",
    "IncomingAnswer",
    "IssueCase",
    "JointCase",
    "JointReport",
    "NamedReader",
    "Needs",
    "PairRule",
    "Person",
    "PersonAvoid",
    "PersonNight",
    "PersonSheet",
    "PersonWish",
    "Plan",
    "Proposal",
    "ProposalStep",
    "PublicFacility",
    "ReadMark",
    "Record",
    "RegionalIssue",
    "RegionalIssueStep",
    "Resource",
    "ResourceUse",
    "ReviewEdition",
    "ReviewPapers",
    "RightsRequest",
    "SavedView",
    "Scenario",
    "SharingGround",
    "SheetEdition",
    "SheetHanding",
    "ShiftNote",
    "Statistic",
    "Stay",
    "SupportTeamMember",
    "Town",
    "TrainingEvent",
    "Visit",
]
