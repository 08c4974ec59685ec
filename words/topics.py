"""Where the words of a code are in the catalogue, by the table and the field that it stands in."""

from collections.abc import Mapping

TOPICS: Mapping[str, str] = {
    "advice_visit.kind": "advice_kind",
    "asked_by": "consent_by",
    "base_layer.kind": "base_map",
    "consent.form": "consent_form",
    "consent.scope": "consent_scope",
    "consultation.reason": "consultation_reason",
    "consultation.result": "consultation_result",
    "contact.kind": "contact_kind",
    "contact.purpose": "contact_purpose",
    "council_meeting.kind": "meeting_kind",
    "council_plan.kind": "meeting_kind",
    "corporation_visit.kind": "corporation_kind",
    "corporation_visit.result": "corporation_result",
    "disability_kinds": "disability",
    "enquiry.answer": "enquiry",
    "enquiry.reason": "decline",
    "from_status": "proposal_status",
    "given_by": "consent_by",
    "ground": "legal_ground",
    "medical_care": "medical",
    "hard_by": "joint_reason",
    "joint_case.ending": "joint_ending",
    "next_residence": "residence",
    "open_days": "weekday",
    "pair_rule.reason": "decline",
    "proposal_step.reason": "decline",
    "residence_after": "residence",
    "residence_before": "residence",
    "regional_issue.raised_by": "meeting_kind",
    "regional_issue.theme": "issue_theme",
    "regional_issue_step.passed_to": "issue_level",
    "resource.sharing": "resource_sharing",
    "resource_use.need": "resource_need",
    "rights_request.kind": "rights_kind",
    "risk_factors": "factor",
    "serves": "resource_need",
    "sexes": "accepted_sex",
    "person_sheet.kind": "person_sheet_kind",
    "way": "handing_way",
    "stay.kind": "stay_kind",
    "step": "exit_step",
    "task": "exit_task",
    "to_status": "proposal_status",
    "training_event.kind": "event_kind",
    "visit.kind": "visit_kind",
    "weekdays": "weekday",
}
"""By table and field, or by field, where the topic is not called as the field is."""


def topic(table: str, field: str) -> str:
    """Return under which topic the words of a field's codes are."""
    if field == "status":
        return f"{table}_status"
    return TOPICS.get(f"{table}.{field}") or TOPICS.get(field, field)
