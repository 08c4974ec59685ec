"""The review's tables of emergencies: who called, when, why, from where; where they went; why places refused."""

from collections.abc import Callable, Iterator

from casebook import vocabulary as v
from desk.period import Dates, months_ahead
from desk.review.records import Call, ReviewRecords, during
from desk.review.table import UNKNOWN, Counted, ReviewTable, tally

ADMITTED, ADVICE = "admitted", "advice_only"
RESULTS = (ADMITTED, ADVICE)
EVENING = 18
HOURS = ("before_18", "from_18")
WENT = ("elsewhere_same_day", "elsewhere_later", "base", ADVICE)


def table1(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the emergency consultations by source."""
    return _calls(records, days, "table1", "source", "source", v.CONSULTATION_SOURCES, lambda one: one.source)


def by_month(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count them by the month of the call."""
    count = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month + 1
    months = [f"{month:%Y-%m}" for month in months_ahead(days[0], count)]
    return _calls(records, days, "by_month", "month", "", months, lambda one: f"{one.on:%Y-%m}")


def by_ward(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count them by where the person lived on the night of the call, as far as that was noted; else where she lives."""
    elsewhere = {one.ward for one in during(records.calls, days) if one.ward} - {*records.wards}
    wards = [*records.wards, *sorted(elsewhere)]
    return _calls(records, days, "by_ward", "ward", "", wards, lambda one: one.ward)


def by_hour(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count them by the hour of the call: before 18:00, and from then on."""
    return _calls(records, days, "by_hour", "hour", "review.row", HOURS, lambda one: HOURS[one.hour >= EVENING])


def by_reason(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count them by why the call was made."""
    words = "consultation_reason"
    return _calls(records, days, "by_reason", "reason", words, v.CONSULTATION_REASONS, lambda one: one.reason)


def went(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count the consultations by where the person went: elsewhere the same day, to the base, or nowhere."""
    stays = {one.key: one for one in records.stays}

    def counted() -> Iterator[Counted]:
        for one in during(records.calls, days):
            stay = stays.get(one.stay) if one.stay is not None else None
            if not one.admitted:
                where = ADVICE
            elif stay is None:
                where = UNKNOWN
            elif stay.facility in records.bases:
                where = "base"
            else:
                where = WENT[stay.start > one.on]
            yield Counted(where, "consultations", one.key)

    return tally("went", "consultation", "where", "review.row", WENT, ("consultations",), counted())


def refusals(records: ReviewRecords, days: Dates) -> ReviewTable:
    """Count why places that were telephoned refused; those that could not be reached beside them."""
    rows = (*v.ENQUIRY_REASONS, "no_answer")
    counted = (
        Counted(one.reason or one.answer, "enquiries", one.key)
        for one in during(records.enquiries, days)
        if one.answer != "accepted"
    )
    return tally("refusals", "enquiry", "reason", "review.refusal", rows, ("enquiries",), counted)


def _calls(
    records: ReviewRecords,
    days: Dates,
    name: str,
    head: str,
    words: str,
    rows: tuple[str, ...] | list[str],
    row: Callable[[Call], str | None],
) -> ReviewTable:
    counted = (
        Counted(row(one) or UNKNOWN, ADMITTED if one.admitted else ADVICE, one.key)
        for one in during(records.calls, days)
    )
    return tally(name, "consultation", head, words, rows, RESULTS, counted, total=True)
