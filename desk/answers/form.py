"""What a facility is asked on its page, and what it sent as answers: bounded, on closed lists, or refused whole."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from unicodedata import normalize

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Person, Proposal
from casebook.records.base import require
from casebook.texts import refusal
from desk.answers.questions import CONDITIONS, Question, open_conditions
from desk.city import facility_files
from desk.errors import Fault, InvalidInputError
from desk.period import Dates, months_ahead
from desk.plan import month_days
from desk.proposals import ANSWERS
from words.message import Message

__all__ = ["MOST_TEXT", "Asked", "Question", "asked", "read_form"]

MONTHS = 4
"""Of how many months, from this one on, beds are asked for."""
MOST_TEXT = 500
"""Characters of a remark."""
ASKED = ("asked", "no_answer")
"""Steps of a proposal at which its facility knows that there is one."""
REASONS = ("facility_full", "facility_staffing", "facility_information_missing", "facility_other")
"""Why a facility may say no here; what rules a person out for ever is said to a coordinator."""


@dataclass(frozen=True)
class Asked:
    """A facility's page: its own name, and nothing of anybody else but the numbers of what it was asked about.

    Attributes
    ----------
    nights
        Of the month that was chosen, from today on.
    months
        That can be chosen, by their first days.
    questions
        What it has not told of its conditions.
    proposals
        Number and days of each proposal that waits for its answer and may be shared with it.
    """

    name: str
    today: date
    nights: tuple[date, ...]
    months: tuple[date, ...]
    questions: tuple[Question, ...]
    proposals: tuple[tuple[int, Dates], ...]


def asked(book: Casebook, facility_id: int, today: date, month: str = "") -> Asked:
    """Return what a facility is asked.

    Parameters
    ----------
    month
        As ``2027-01``, of the beds; this month if it is none of those to choose from.
    """
    own = book.of_facility(facility_id)
    (file,) = facility_files(own, facility_id)
    months = tuple(months_ahead(today, MONTHS))
    chosen = next((one for one in months if f"{one:%Y-%m}" == month), months[0])
    return Asked(
        file.facility.name,
        today,
        tuple(day for day in month_days(chosen) if day >= today),
        months,
        tuple(open_conditions(file)),
        tuple(shared_proposals(own)),
    )


def shared_proposals(own: Casebook) -> Iterator[tuple[int, Dates]]:
    """Yield number and days of the proposals that wait for a facility's answer, of those that its link shows."""
    waiting = [one for one in own.all(Proposal) if one.status in ASKED]
    periods = own.periods() if waiting else {}
    for one in waiting:
        if own.one(Person, one.person_id).status != "closed":
            period = periods[one.plan_id]
            yield require(one.id), (one.start_on or period[0], one.end_on or period[1])


def read_form(page: Asked, fields: Mapping[str, Sequence[str]]) -> list[tuple[str, dict[str, Any]]]:
    """Return the answers in a form that was sent, each with what it is about; fields left empty say nothing.

    Parameters
    ----------
    page
        What the facility may be asked today.
    fields
        Name -> values, as they came.

    Raises
    ------
    InvalidInputError
        If something cannot be kept; nothing of the form is.
    """
    read = _Reader(page, {name: [normalize("NFKC", one).strip() for one in values] for name, values in fields.items()})
    found = [(what, payload) for what, payload in read.answers() if payload]
    if read.faults:
        raise InvalidInputError(read.faults)
    return found


class _Reader:
    """Reads one form and gathers what is wrong with it."""

    def __init__(self, page: Asked, fields: Mapping[str, Sequence[str]]) -> None:
        self._page = page
        self._fields = fields
        self.faults: list[Fault] = []

    def answers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each answer."""
        vacancy = self._choice("vacancy", v.VACANCIES)
        yield "vacancy", {"vacancy": vacancy} if vacancy else {}
        yield "beds", dict(self._beds())
        yield "conditions", {column: value for one in CONDITIONS for column, value in self._condition(one)}
        for number, _ in self._page.proposals:
            if said := self._choice(f"proposal-{number}", ANSWERS):
                reason = self._choice(f"reason-{number}", REASONS) or "facility_other"
                yield (
                    "proposal",
                    {"proposal": number, "said": said} | ({"reason": reason} if said == "declined" else {}),
                )
        remark = self._one("remark")
        if why := refusal("note", remark):
            self._refuse("note", why.code, **why.params)
        elif len(remark) > MOST_TEXT:
            self._refuse("note", "cell.too_long", limit=MOST_TEXT)
        yield "remark", {"text": remark} if remark else {}

    def _beds(self) -> Iterator[tuple[str, int]]:
        for name in self._fields:
            if not name.startswith("beds.") or (beds := self._number(name, "beds")) is None:
                continue
            try:
                night = date.fromisoformat(name.removeprefix("beds."))
            except ValueError:
                night = date.min
            if night < self._page.today or night.replace(day=1) not in self._page.months:
                self._refuse("night", "answers.no_such")
            else:
                yield night.isoformat(), beds

    def _condition(self, question: Question) -> Iterator[tuple[str, object]]:
        name = question.column
        if question.kind == "yes_no":
            if said := self._choice(name, ("yes", "no")):
                yield name, said == "yes"
        elif question.kind == "number":
            if (number := self._number(name, name)) is not None:
                yield name, number
        elif question.kind == "choice":
            if chosen := self._choice(name, question.options):
                yield name, chosen
        else:
            ticked = set(self._fields.get(name, ())) - {""}
            if ticked - set(question.options):
                self._refuse(question.field, "answers.no_such")
            elif ticked:
                yield from ((f"{name}{option}", option in ticked) for option in question.options)

    def _one(self, name: str) -> str:
        return next(iter(self._fields.get(name, ())), "")

    def _choice(self, name: str, options: Sequence[str]) -> str:
        chosen = self._one(name)
        if chosen and chosen not in options:
            self._refuse(name.partition("-")[0], "answers.no_such")
            return ""
        return chosen

    def _number(self, name: str, bound: str) -> int | None:
        typed, (least, most) = self._one(name), v.BOUNDS[bound]
        if not typed:
            return None
        if not re.fullmatch("[0-9]{1,4}", typed) or not least <= int(typed) <= most:
            self._refuse(bound, "input.range", least=least, most=most)
            return None
        return int(typed)

    def _refuse(self, field: str, code: str, /, **params: object) -> None:
        self.faults.append(Fault(field, Message(code, params)))
