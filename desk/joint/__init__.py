"""Joint support with a core centre, case by case and month by month, and advice visits to consultation offices."""

from desk.joint.cases import (
    Joint,
    check_case,
    check_report,
    end_case,
    first_of,
    goes_against,
    month_before,
    month_message,
    read_joint,
    record_case,
    record_report,
)
from desk.joint.month import OfMonth, hard_by, made, month_word, paper, read_month, report_facts
from desk.joint.visits import WantedVisits, check_advice, matching_visits, record_advice

__all__ = [
    "Joint",
    "OfMonth",
    "WantedVisits",
    "check_advice",
    "check_case",
    "check_report",
    "end_case",
    "first_of",
    "goes_against",
    "hard_by",
    "made",
    "matching_visits",
    "month_before",
    "month_message",
    "month_word",
    "paper",
    "read_joint",
    "read_month",
    "record_advice",
    "record_case",
    "record_report",
    "report_facts",
]
