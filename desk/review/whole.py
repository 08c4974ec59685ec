"""The review's tables of the whole: readiness at start and end, the five functions, the nation's yearly survey."""

from datetime import date, timedelta

from desk.period import Dates
from desk.review.prevention import with_past_use
from desk.review.records import ReviewRecords, during
from desk.review.rooms import in_rooms
from desk.review.table import Behind, Measure, ReviewTable, measures

START, END = "at_start", "at_end"


def readiness(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count who had been identified, and who had stayed somewhere outside the base, before the period and at its end.

    Who has an emergency option can be told of today only: conditions and places of the past are not kept.
    """
    counts: dict[tuple[str, str], int | None] = {}
    behind: dict[tuple[str, str], Behind] = {}
    for column, day in ((START, days[0] - timedelta(1)), (END, days[1])):
        known = {"identified": _identified_until(records, day), "with_past_use": with_past_use(records, day)}
        for row, keys in known.items():
            counts[row, column] = len(keys)
            if keys:
                behind[row, column] = Behind("person", tuple(keys))
        counts["with_option", column] = None
    rows = ("identified", "with_past_use", "with_option")
    return ReviewTable("readiness", "measure", "review.row", rows, (START, END), counts, behind, adds=False)


def functions(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Put what was done by each of the five functions of a base in one table."""
    calls = during(records.calls, days)
    contacted = during(records.contacts, days)
    trials = [one for one in records.stays_of("trial") if days[0] <= one.start <= days[1]]
    return measures(
        "functions",
        "review.function",
        [
            Measure("consultation", "consultation", [one.key for one in calls]),
            Measure("contact", "contact", [one.key for one in contacted]),
            Measure("admission", "consultation", [one.key for one in calls if one.admitted]),
            Measure("trial", "stay", [one.key for one in trials]),
            _trainings("training", records, days),
            Measure("visit", "visit", [one.key for one in during(records.visits, days)]),
            Measure("case_review", "case_review", [one.key for one in during(records.reviews, days)]),
        ],
    )


def survey(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Answer the questions of the nation's survey of bases that follow from the records; the others are not known."""
    calls = during(records.calls, days)
    admitted = [one for one in calls if one.admitted]
    people = dict.fromkeys(one.person for one in admitted if one.person is not None)
    trials = [one for one in records.stays_of("trial") if one.days_in(days)]
    used = in_rooms(records, days)
    return measures(
        "survey",
        "review.survey",
        [
            ("rooms", None)
            if records.rooms is None
            else Measure("rooms", "facility", sorted(records.bases), records.rooms),
            ("coordinators", None),
            Measure("identified", "person", _identified_until(records, days[1])),
            Measure("consultations", "consultation", [one.key for one in calls]),
            Measure("admissions", "consultation", [one.key for one in admitted]),
            Measure("admitted_people", "person", list(people)),
            Measure("room_days", "stay", [one.key for one in used], sum(one.days_in(days) for one in used)),
            Measure("trials", "stay", [one.key for one in trials]),
            Measure("trial_people", "person", list(dict.fromkeys(one.person for one in trials))),
            Measure("trial_days", "stay", [one.key for one in trials], sum(one.days_in(days) for one in trials)),
            _trainings("trainings", records, days),
            ("meetings", None),
        ],
    )


def _trainings(row: str, records: ReviewRecords, days: Dates) -> Measure | tuple[str, None]:
    """Count the trainings of the period; where none was ever recorded, nobody is known to record them."""
    if not records.trainings:
        return row, None
    held = [one.key for one in during(records.trainings, days) if one.kind == "training"]
    return Measure(row, "training_event", held)


def _identified_until(records: ReviewRecords, day: date) -> list[int]:
    return [key for key, one in records.people.items() if one.identified_on is not None and one.identified_on <= day]
