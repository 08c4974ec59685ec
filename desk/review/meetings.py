"""The review's tables of meetings: what the councils held, trainings, and regional issues."""

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


def issues(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count regional issues by theme: open at the start of the period, raised and ended in it, open at its end."""
    first, last = days
    counted = (
        Counted(one.theme, column, one.key)
        for one in records.issues
        for column, counts in (
            ("at_start", one.on < first and (one.ended_on is None or one.ended_on >= first)),
            ("raised", first <= one.on <= last),
            ("ended", one.ended_on is not None and first <= one.ended_on <= last),
            ("at_end", one.on <= last and (one.ended_on is None or one.ended_on > last)),
        )
        if counts
    )
    columns = ("at_start", "raised", "ended", "at_end")
    return tally("issues", "regional_issue", "theme", "issue_theme", v.ISSUE_THEMES, columns, counted)
