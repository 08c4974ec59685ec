"""The joint cases of a month with their reports, as a page and as a paper; a report that is missing is said to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import JointCase, JointReport
from desk.city import City
from desk.documents import MAKERS, Block, Document, Facts, Heading, Text
from desk.joint.cases import Joint, month_message, read_joint
from words.say import join, pair, say, show


@dataclass(frozen=True)
class OfMonth:
    """A case that went on in a month.

    Attributes
    ----------
    name
        The person's code name.
    report
        Of the month; None: there is none yet.
    """

    joint: Joint
    name: str
    report: JointReport | None


def read_month(book: Casebook, city: City, month: date) -> list[OfMonth]:
    """Return the cases that went on in a month, as far as the reader may see them, in the order of the code names."""
    found = [
        OfMonth(one, city.everyone[one.record.person_id].person.code_name, one.reports.get(month))
        for one in read_joint(book)
        if one.goes_on_in(month) and one.record.person_id in city.everyone
    ]
    return sorted(found, key=lambda one: (one.name, one.joint.record.begun_on))


def month_word(month: date, language: str) -> str:
    """Return what a month is called: 2026年11月."""
    return say(month_message(month), language)


def hard_by(case: JointCase, language: str) -> str | None:
    """Return why somebody is supported jointly; None: not known."""
    reasons = [say(f"joint_reason.{one}", language) for one in v.JOINT_REASONS if case.hard_by.get(one)]
    return join(reasons, language) if reasons else None


def report_facts(report: JointReport, language: str) -> list[tuple[str, str | None]]:
    """Return what a report says, each behind its label."""
    told = (("done", report.done), ("situation", report.situation), ("next_step", report.next_step))
    day = None if report.next_on is None else show(report.next_on, language)
    return [(say(f"field.{name}", language), value) for name, value in (*told, ("next_on", day))]


def paper(month: date, cases: list[OfMonth], language: str, today: date) -> Document:
    """Return the reports of a month: how many cases there were and how many reports are missing, then case by case."""
    missing = sum(one.report is None for one in cases)
    about = [
        say("joint.month_counts", language, cases=len(cases), missing=missing),
        say("meetings.made", language, day=today),
    ]
    blocks = [block for one in cases for block in _blocks(one, language)]
    none: list[Block] = [Text(say("joint.none_in_month", language))]
    return Document(
        say("joint.month_title", language, month=month_word(month, language)), about, blocks or none, language
    )


def _blocks(one: OfMonth, language: str) -> Iterator[Block]:
    case = one.joint.record
    yield Heading(pair(one.name, case.core_centre, language))
    known = [
        (say("field.begun_on", language), show(case.begun_on, language)),
        (say("field.hard_by", language), hard_by(case, language)),
    ]
    if case.ended_on is not None:
        how = say(f"joint_ending.{case.ending}", language)
        known.append((say("field.ended_on", language), pair(show(case.ended_on, language), how, language)))
    if one.report is None:
        yield Facts(known)
        yield Text(say("joint.no_report", language))
    else:
        yield Facts([*known, *report_facts(one.report, language)])


def made(form: str, month: date, cases: list[OfMonth], language: str, today: date) -> bytes:
    """Return the reports of a month in one of `desk.documents.FORMS`."""
    return MAKERS[form](paper(month, cases, language, today))
