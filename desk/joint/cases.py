"""Joint support with a core centre: what may be kept of a case, of its monthly reports and its end, and which are missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from casebook.book import Casebook, Writer
from casebook.records import JointCase, JointReport, Person, Record
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault, refuse
from desk.period import overlap
from geodata.text import tidy
from words.message import Message

MONTH = relativedelta(months=1)


@dataclass(frozen=True)
class Joint:
    """A case of joint support.

    Attributes
    ----------
    reports
        By month, the first one first.
    """

    record: JointCase
    reports: dict[date, JointReport]

    @property
    def next_on(self) -> date | None:
        """When it is taken up again: as the last report says, else as was said when it began; None once it ended."""
        if not self.record.is_open:
            return None
        return next((one.next_on for one in reversed(self.reports.values()) if one.next_on), self.record.next_on)

    def goes_on_in(self, month: date) -> bool:
        """Tell whether it went on on any day of a month."""
        ended = self.record.ended_on
        return first_of(self.record.begun_on) <= month and (ended is None or month <= ended)

    def missing(self, today: date) -> list[date]:
        """Return the months that are over and of which there is no report, the first one first."""
        found: list[date] = []
        month = first_of(self.record.begun_on)
        while month < first_of(today) and self.goes_on_in(month):
            found += [] if month in self.reports else [month]
            month += MONTH
        return found

    def waits(self, today: date) -> bool:
        """Tell whether it goes on, and the report of the month before this one is missing."""
        before = month_before(today)
        return self.record.is_open and self.goes_on_in(before) and before not in self.reports


def first_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def month_before(today: date) -> date:
    """Return the first day of the month before."""
    before: date = first_of(today) - MONTH
    return before


def month_message(month: date) -> Message:
    """Return what a month is called: 2026年11月."""
    return Message("joint.month", {"year": str(month.year), "month": month.month})


def read_joint(book: Casebook) -> list[Joint]:
    """Return the cases that the reader may see: those that go on first, each kind by the day they began, the newest first."""
    reports: dict[int, list[JointReport]] = {}
    for one in book.all(JointReport):
        reports.setdefault(one.joint_case_id, []).append(one)
    found = [Joint(one, _by_month(reports.get(require(one.id), ()))) for one in book.all(JointCase)]
    return sorted(
        found, key=lambda one: (one.record.is_open, one.record.begun_on, require(one.record.id)), reverse=True
    )


def _by_month(reports: Iterable[JointReport]) -> dict[date, JointReport]:
    return {one.month: one for one in sorted(reports, key=lambda one: one.month)}


def record_case(book: Casebook, case: JointCase, today: date) -> int:
    """Write that somebody is supported jointly, by which the core centre sees her file if sharing is agreed; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, or she is supported with that centre already; nothing was written.
    NotFoundError
        If there is no such person, or none that the actor may see.
    """
    case = replace(case, core_centre=tidy(case.core_centre))
    refuse(check_case(case, today))
    with book.writing("record joint case", about=[(Person, case.person_id)]) as writer:
        writer.one(Person, case.person_id)
        refuse(goes_against(writer, case))
        return writer.add(case)


def record_report(book: Casebook, report: JointReport, today: date) -> int:
    """Write what was done in a month; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, the case did not go on in that month, or it has its report; nothing was written.
    NotFoundError
        If there is no such case (any more).
    """
    refuse(check_report(report, today))
    about = [(Person, book.one(JointCase, report.joint_case_id).person_id)]
    with book.writing("record joint report", about=about) as writer:
        writer.one(JointCase, report.joint_case_id)
        if writer.all(JointReport, joint_case_id=report.joint_case_id, month=report.month):
            raise InvalidInputError([fault("month", "joint.reported_already")])
        refuse(goes_against(writer, report))
        return writer.add(report)


def end_case(book: Casebook, case: JointCase, today: date) -> None:
    """Write of a case that goes on that it ended, when and how; all else stays as it is kept.

    Raises
    ------
    InvalidInputError
        If the day or how it ended is missing, it ended meanwhile, or a report is of a later month; nothing was written.
    NotFoundError
        If there is no such case (any more).
    """
    refuse(fault(name, "input.required") for name in ("ended_on", "ending") if getattr(case, name) is None)
    with book.writing("end joint case", about=[(Person, case.person_id)]) as writer:
        present = writer.one(JointCase, require(case.id))
        if not present.is_open:
            raise InvalidInputError([fault("ended_on", "joint.ended_already")])
        ended = replace(present, ended_on=case.ended_on, ending=case.ending, ending_note=case.ending_note)
        refuse([*check_case(ended, today), *goes_against(writer, ended)])
        writer.change(ended)


def check_case(case: JointCase, today: date) -> list[Fault]:
    """Find what cannot be kept of a case, its reports aside."""
    faults = out_of_bounds(case)
    if not case.core_centre.strip():
        faults.append(fault("core_centre", "input.required"))
    faults += [
        fault(name, "input.not_in_future")
        for name in ("begun_on", "ended_on")
        if (day := getattr(case, name)) is not None and day > today
    ]
    faults += [
        fault(name, "input.before_first", day=case.begun_on)
        for name in ("next_on", "ended_on")
        if (day := getattr(case, name)) is not None and day < case.begun_on
    ]
    if (case.ended_on is None) != (case.ending is None):
        faults.append(fault("ended_on" if case.ended_on is None else "ending", "joint.end_whole"))
    if case.ending_note is not None and case.ended_on is None:
        faults.append(fault("ending_note", "joint.end_whole"))
    return faults


def check_report(report: JointReport, today: date) -> list[Fault]:
    """Find what cannot be kept of a report, its case aside."""
    faults = out_of_bounds(report)
    if not report.done.strip():
        faults.append(fault("done", "input.required"))
    if report.month > today:
        faults.append(fault("month", "input.not_in_future"))
    if report.month != first_of(report.month):
        faults.append(fault("month", "joint.not_first"))
    if report.next_on is not None and report.next_on < report.month:
        faults.append(fault("next_on", "input.before_first", day=report.month))
    return faults


def goes_against(writer: Writer, record: Record) -> Iterator[Fault]:
    """Find where cases and reports would not go together: two cases at once with one centre, a month outside its case's.

    Parameters
    ----------
    record
        As it would be; of a report whose case is not there, and of records of anything else, nothing is found.
    """
    if isinstance(record, JointCase):
        days = record.begun_on, record.ended_on or date.max
        for other in writer.all(JointCase, person_id=record.person_id, core_centre=record.core_centre):
            if other.id != record.id and overlap(days, (other.begun_on, other.ended_on or date.max)):
                yield fault("begun_on", "joint.there_already", day=other.begun_on)
        for one in writer.all(JointReport, joint_case_id=record.id) if record.id else ():
            yield from _within(record, one, "begun_on", "ended_on")
    elif isinstance(record, JointReport):
        for case in writer.all(JointCase, id=record.joint_case_id):
            yield from _within(case, record, "month", "month")


def _within(case: JointCase, report: JointReport, before: str, after: str) -> Iterator[Fault]:
    """Find whether a report is of a month in which its case did not go on, at the field that is written."""
    if not Joint(case, {}).goes_on_in(report.month):
        early = report.month < first_of(case.begun_on)
        yield fault(before if early else after, "joint.outside", month=month_message(report.month))
