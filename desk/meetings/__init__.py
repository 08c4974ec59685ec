"""Meetings and trainings: of councils what was planned, held and said of a year, with its sheet; trainings, found and counted."""

from desk.meetings.councils import (
    check_meeting,
    check_plan,
    check_year,
    hold,
    record_meeting,
    save_plan,
    save_year,
    told_apart,
)
from desk.meetings.events import (
    EventsOfKind,
    WantedEvents,
    check_event,
    events_by_kind,
    hours_of,
    matching_events,
    record_event,
)
from desk.meetings.sheet import FORMS, TEXTS, CouncilSheet, SheetRow, called, cells, made, paper, read_sheet, title
from desk.meetings.yearly import meetings_held

__all__ = [
    "FORMS",
    "TEXTS",
    "CouncilSheet",
    "EventsOfKind",
    "SheetRow",
    "WantedEvents",
    "called",
    "cells",
    "check_event",
    "check_meeting",
    "check_plan",
    "check_year",
    "events_by_kind",
    "hold",
    "hours_of",
    "made",
    "matching_events",
    "meetings_held",
    "paper",
    "read_sheet",
    "record_event",
    "record_meeting",
    "save_plan",
    "save_year",
    "title",
    "told_apart",
]
