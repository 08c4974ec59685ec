"""The review's tables of meetings: what the councils held, and trainings."""

from casebook import vocabulary as v
from desk.period import Dates
from desk.review.records import ReviewRecords, during
from desk.review.table import CITY, Counted, ReviewTable, tally


def councils(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the meetings that were held by council and kind."""
    held = during(records.meetings, days)
    wards = {one.ward or CITY for one in held}
    rows = [*(one for one in records.wards if one in wards), *sorted(wards - {*records.wards, CITY})]
    rows += [CITY] if CITY in wards else []
    counted = (Counted(one.ward or CITY, one.kind, one.key) for one in held)
    kinds, across = v.MEETING_KINDS, "meeting_kind"
    return tally("councils", "council_meeting", "council", "", rows, kinds, counted, total=True, across=across)


def trainings(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count trainings, and what is like them, by kind."""
    counted = (Counted(one.kind, "times", one.key) for one in during(records.trainings, days))
    return tally("trainings", "training_event", "kind", "event_kind", v.EVENT_KINDS, ("times",), counted)
