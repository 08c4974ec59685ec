"""The tables, with every rule that the database itself can hold."""

from casebook.tables.accounts import (
    account,
    calendar_feed,
    credential,
    demonstration,
    failed_attempts,
    recovery_code,
    role_grant,
    second_factor,
    session,
)
from casebook.tables.base import metadata
from casebook.tables.care import case_review, contact, exit_task, follow_up, read_mark, shift_note
from casebook.tables.corrections import correction
from casebook.tables.drafts import draft, saved_view
from casebook.tables.emergencies import consultation, emergency_need, enquiry, exit_plan
from casebook.tables.links import facility_link, incoming_answer
from casebook.tables.logs import access_log, audit, audit_chain
from casebook.tables.people import (
    care_note,
    consent,
    contact_person,
    person,
    person_avoid,
    person_night,
    person_wish,
    rights_request,
    stay,
    support_team_member,
)
from casebook.tables.places import (
    area,
    base_layer,
    centre,
    facility,
    facility_condition,
    free_bed,
    public_facility,
    statistic,
    town,
    visit,
)
from casebook.tables.plans import adoption, pair_rule, plan, proposal, proposal_step, scenario
from casebook.tables.registers.capacity import capacity_count, capacity_target, corporation_visit
from casebook.tables.registers.issues import issue_case, regional_issue, regional_issue_step
from casebook.tables.registers.joint import advice_visit, joint_case, joint_report
from casebook.tables.registers.meetings import council_meeting, council_plan, council_year, training_event
from casebook.tables.registers.person_sheets import person_sheet, sheet_handing
from casebook.tables.registers.resources import resource, resource_use
from casebook.tables.registers.reviews import review_edition, review_papers
from casebook.tables.sharing import admission_ground, broken_glass, named_reader, sharing_ground
from casebook.tables.sheets import edition_papers, sheet_edition
from casebook.tables.upkeep import drill
from casebook.tables.vault import name_index, vault_key

__all__ = [
    "access_log",
    "account",
    "admission_ground",
    "adoption",
    "advice_visit",
    "area",
    "audit",
    "audit_chain",
    "base_layer",
    "broken_glass",
    "calendar_feed",
    "capacity_count",
    "capacity_target",
    "care_note",
    "case_review",
    "centre",
    "consent",
    "consultation",
    "contact",
    "contact_person",
    "corporation_visit",
    "correction",
    "council_meeting",
    "council_plan",
    "council_year",
    "credential",
    "demonstration",
    "draft",
    "drill",
    "edition_papers",
    "emergency_need",
    "enquiry",
    "exit_plan",
    "exit_task",
    "facility",
    "facility_condition",
    "facility_link",
    "failed_attempts",
    "follow_up",
    "free_bed",
    "incoming_answer",
    "issue_case",
    "joint_case",
    "joint_report",
    "metadata",
    "name_index",
    "named_reader",
    "pair_rule",
    "person",
    "person_avoid",
    "person_night",
    "person_sheet",
    "person_wish",
    "plan",
    "proposal",
    "proposal_step",
    "public_facility",
    "read_mark",
    "recovery_code",
    "regional_issue",
    "regional_issue_step",
    "resource",
    "resource_use",
    "review_edition",
    "review_papers",
    "rights_request",
    "role_grant",
    "saved_view",
    "scenario",
    "second_factor",
    "session",
    "sharing_ground",
    "sheet_edition",
    "sheet_handing",
    "shift_note",
    "statistic",
    "stay",
    "support_team_member",
    "town",
    "training_event",
    "vault_key",
    "visit",
]
