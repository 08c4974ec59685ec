"""Dates for a plan's stays: calendars of nights, the rota, the schedule and its explanation."""

from matching.dated.calendar import LONGEST_STAY, DatingRules, FreeBeds, Horizon, Wishes, build_calendar, set_bits
from matching.dated.explain import explain_dates, explain_schedule
from matching.dated.plan import DatedPlan, DatedStay, Objective
from matching.dated.schedule import schedule_plan

__all__ = [
    "LONGEST_STAY",
    "DatedPlan",
    "DatedStay",
    "DatingRules",
    "FreeBeds",
    "Horizon",
    "Objective",
    "Wishes",
    "build_calendar",
    "explain_dates",
    "explain_schedule",
    "schedule_plan",
    "set_bits",
]
