"""The day at the desk: what happened, what is due, how far the quarter has come; on a page, on paper, in a calendar."""

from desk.today.dates import dates_ahead, dates_ics
from desk.today.due import KINDS, Due, due, flat
from desk.today.paper import due_line, guest_line, since_lines, today_page
from desk.today.quarter import REACHED, Strip, strip
from desk.today.setting_up import Step, setting_up
from desk.today.since import Happened, Since, happened_since, leave_note, mark_read, since_last
from desk.today.today import Today, needs, read_today

__all__ = [
    "KINDS",
    "REACHED",
    "Due",
    "Happened",
    "Since",
    "Step",
    "Strip",
    "Today",
    "dates_ahead",
    "dates_ics",
    "due",
    "due_line",
    "flat",
    "guest_line",
    "happened_since",
    "leave_note",
    "mark_read",
    "needs",
    "read_today",
    "setting_up",
    "since_last",
    "since_lines",
    "strip",
    "today_page",
]
