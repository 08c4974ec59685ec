"""Regional issues: what may be kept of one, of its steps and its end, how far up it has come, and since when it rests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.records import IssueCase, Person, Record, RegionalIssue, RegionalIssueStep
from casebook.records.base import require
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault, refuse
from geodata.text import tidy

RESTS = timedelta(days=90)
"""So long an open issue may be without a step before somebody is asked about it."""


@dataclass(frozen=True)
class Issue:
    """An issue with its steps.

    Attributes
    ----------
    steps
        In the order of their days.
    people
        Those out of whose cases it was raised, as far as the reader may see them.
    """

    record: RegionalIssue
    steps: tuple[RegionalIssueStep, ...] = ()
    people: tuple[IssueCase, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.record.ended_on is None

    @property
    def level(self) -> str:
        """How far up it has come: one of `v.ISSUE_LEVELS`."""
        return next((one.passed_to for one in reversed(self.steps) if one.passed_to), starts_at(self.record))

    @property
    def last_on(self) -> date:
        """The day of its last step; without one, that on which it was raised."""
        return self.steps[-1].taken_on if self.steps else self.record.raised_on

    @property
    def next_on(self) -> date | None:
        """When it is taken up again, as its last step says."""
        return self.steps[-1].next_on if self.is_open and self.steps else None

    @property
    def rests_from(self) -> date:
        """The day from which it has been without a step for too long."""
        return self.last_on + RESTS

    def rests(self, today: date) -> bool:
        """Tell whether it is open, and nothing was done about it for too long."""
        return self.is_open and self.rests_from <= today


def starts_at(issue: RegionalIssue) -> str:
    """Return at which level an issue is before it is passed on."""
    return v.ISSUE_LEVELS[issue.ward is None]


def read_issues(book: Casebook) -> list[Issue]:
    """Return the issues that the reader may see: open ones first, each kind by the day of the last step, the newest first."""
    steps, people = book.all(RegionalIssueStep), book.all(IssueCase)
    found = [
        Issue(
            one,
            in_order(step for step in steps if step.regional_issue_id == one.id),
            tuple(case for case in people if case.regional_issue_id == one.id),
        )
        for one in book.all(RegionalIssue)
    ]
    return sorted(found, key=lambda one: (one.is_open, one.last_on, require(one.record.id)), reverse=True)


def in_order(steps: Iterable[RegionalIssueStep]) -> tuple[RegionalIssueStep, ...]:
    """Return steps in the order in which they were taken."""
    return tuple(sorted(steps, key=lambda one: (one.taken_on, one.id or 0)))


def record_issue(book: Casebook, issue: RegionalIssue, today: date) -> int:
    """Write an issue; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    """
    issue = replace(issue, title=tidy(issue.title))
    refuse(check_issue(issue, today))
    with book.writing("record regional issue") as writer:
        return writer.add(issue)


def record_step(book: Casebook, step: RegionalIssueStep, today: date) -> int:
    """Write what was done about an issue; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, it is of a day outside the issue's, or does not pass it up; nothing was written.
    NotFoundError
        If there is no such issue (any more).
    """
    refuse(check_step(step, today))
    with book.writing("record issue step") as writer:
        writer.one(RegionalIssue, step.regional_issue_id)
        refuse(goes_against(writer, step))
        return writer.add(step)


def end_issue(book: Casebook, issue: RegionalIssue, today: date) -> None:
    """Write of an open issue that it ended, when and how; all else stays as it is kept.

    Raises
    ------
    InvalidInputError
        If the day or how it ended is missing, it ended meanwhile, or a step came after that day; nothing was written.
    NotFoundError
        If there is no such issue (any more).
    """
    refuse(fault(name, "input.required") for name in ("ended_on", "ending") if getattr(issue, name) is None)
    with book.writing("end regional issue") as writer:
        present = writer.one(RegionalIssue, require(issue.id))
        if present.ended_on is not None:
            raise InvalidInputError([fault("ended_on", "issues.ended_already")])
        ended = replace(present, ended_on=issue.ended_on, ending=issue.ending)
        refuse([*check_issue(ended, today), *goes_against(writer, ended)])
        writer.change(ended)


def link_case(book: Casebook, case: IssueCase) -> int:
    """Write that an issue was raised out of somebody's case, too; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept, or that is said already; nothing was written.
    NotFoundError
        If there is no such issue or person, or none that the actor may see.
    """
    refuse(out_of_bounds(case))
    with book.writing("link issue and person", about=[(Person, case.person_id)]) as writer:
        writer.one(Person, case.person_id)
        writer.one(RegionalIssue, case.regional_issue_id)
        if writer.all(IssueCase, regional_issue_id=case.regional_issue_id, person_id=case.person_id):
            raise InvalidInputError([fault("person_id", "issues.linked_already")])
        return writer.add(case)


def check_issue(issue: RegionalIssue, today: date) -> list[Fault]:
    """Find what cannot be kept of an issue, its steps aside."""
    faults = out_of_bounds(issue)
    if not issue.title.strip():
        faults.append(fault("title", "input.required"))
    faults += [
        fault(name, "input.not_in_future")
        for name in ("raised_on", "ended_on")
        if (day := getattr(issue, name)) is not None and day > today
    ]
    if issue.ended_on is not None and issue.ended_on < issue.raised_on:
        faults.append(fault("ended_on", "input.before_first", day=issue.raised_on))
    if (issue.ended_on is None) != (not (issue.ending or "").strip()):
        faults.append(fault("ended_on" if issue.ended_on is None else "ending", "issues.end_whole"))
    return faults


def check_step(step: RegionalIssueStep, today: date) -> list[Fault]:
    """Find what cannot be kept of a step, its issue and the other steps aside."""
    faults = out_of_bounds(step)
    if not step.action.strip():
        faults.append(fault("action", "input.required"))
    if step.taken_on > today:
        faults.append(fault("taken_on", "input.not_in_future"))
    if step.next_on is not None and step.next_on < step.taken_on:
        faults.append(fault("next_on", "input.before_first", day=step.taken_on))
    return faults


def goes_against(writer: Writer, record: Record) -> Iterator[Fault]:
    """Find where an issue and its steps would not go together: days outside the issue's, passing on that leads no higher.

    Parameters
    ----------
    record
        As it would be; of a step whose issue is not there, and of records of anything else, nothing is found.
    """
    if isinstance(record, RegionalIssue):
        steps = writer.all(RegionalIssueStep, regional_issue_id=require(record.id)) if record.id else []
        yield from _together(record, steps, {"after": "ended_on", "before": "raised_on", "level": "ward"})
    elif isinstance(record, RegionalIssueStep):
        others = writer.all(RegionalIssueStep, regional_issue_id=record.regional_issue_id)
        steps = [*(one for one in others if one.id != record.id), record]
        for issue in writer.all(RegionalIssue, id=record.regional_issue_id):
            yield from _together(issue, steps, {"after": "taken_on", "before": "taken_on", "level": "passed_to"})


def _together(issue: RegionalIssue, steps: Sequence[RegionalIssueStep], fields: dict[str, str]) -> Iterator[Fault]:
    """Find what is wrong between an issue and its steps, each at the field that is written."""
    days = [one.taken_on for one in steps]
    if days and min(days) < issue.raised_on:
        yield fault(fields["before"], "issues.before_raised", day=issue.raised_on, step=min(days))
    if days and issue.ended_on is not None and max(days) > issue.ended_on:
        yield fault(fields["after"], "issues.after_end", day=issue.ended_on, step=max(days))
    levels = [starts_at(issue), *(one.passed_to for one in in_order(steps) if one.passed_to)]
    ranks = [v.ISSUE_LEVELS.index(one) for one in levels]
    if ranks != sorted(set(ranks)):
        yield fault(fields["level"], "issues.not_higher")
