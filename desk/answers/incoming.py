"""What came in by a link: kept as it was said, and taken over by a coordinator through what she would have done herself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from casebook.book import Casebook, Writer
from casebook.errors import RefusedError
from casebook.mapping import from_row, to_row
from casebook.records import Facility, FacilityCondition, FacilityLink, IncomingAnswer, Proposal
from casebook.records.base import require
from desk.answers.questions import CONDITIONS, Question
from desk.city import Travel, known_condition, straight_line
from desk.errors import DeskError
from desk.proposals import LATER, WAITING, Answer, Said, put_beds, put_call
from words.message import Message

MOST_AN_HOUR, MOST_WAITING = 60, 300
"""Answers of one link, and of one facility that nobody has looked at; both are counted in the casebook."""
Sent = Sequence[tuple[str, Mapping[str, Any]]]


class TooManyError(DeskError):
    """A link brought more than anybody answers in an hour, or more waits than anybody will read."""


@dataclass(frozen=True)
class Incoming:
    """An answer that waits.

    Attributes
    ----------
    lines
        What it says, a message each.
    """

    answer: IncomingAnswer
    facility: Facility
    lines: tuple[Message, ...]

    @property
    def key(self) -> int:
        """The answer's id."""
        return require(self.answer.id)


def receive(book: Casebook, link: FacilityLink, form: str, sent: Sent) -> bool:
    """Keep what a facility sent, to be confirmed; True if it is new, False if this form came before just so.

    Parameters
    ----------
    form
        What the page gave the form to be known by.

    Raises
    ------
    TooManyError
        If it is too much; nothing was written.
    """
    mark = sha256(json.dumps([form, sent], ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    try:
        own = book.of_facility(link.facility_id)
        with own.writing("answer by link", about=[(Facility, link.facility_id)]) as writer:
            of_link = writer.all(IncomingAnswer, link_id=link.id)
            if any(one.form == mark for one in of_link):
                return False
            _require_few(writer, of_link, link, len(sent))
            writer.add_many(
                [
                    IncomingAnswer(
                        link_id=require(link.id),
                        facility_id=link.facility_id,
                        received_at=writer.now,
                        form=mark,
                        part=part,
                        what=what,
                        payload=payload,
                    )
                    for part, (what, payload) in enumerate(sent)
                ]
            )
            detail = {"link": link.id, "parts": len(sent)}
            writer.note("answer_received", entity="facility", entity_id=link.facility_id, detail=detail)
    except RefusedError:  # the same form, by another process at the same moment
        if any(one.form == mark for one in book.all(IncomingAnswer, link_id=link.id)):
            return False
        raise
    return True


def _require_few(writer: Writer, of_link: Sequence[IncomingAnswer], link: FacilityLink, more: int) -> None:
    since = writer.now - timedelta(hours=1)
    recent = sum(one.received_at > since for one in of_link)
    waits = len(writer.all(IncomingAnswer, facility_id=link.facility_id, state="waiting"))
    if recent + more > MOST_AN_HOUR or waits + more > MOST_WAITING:
        raise TooManyError("answers.too_many")


def waiting(book: Casebook) -> list[Incoming]:
    """Return what waits to be confirmed, the oldest first."""
    found = book.all(IncomingAnswer, state="waiting")
    facilities = {one.id: one for one in book.all(Facility)} if found else {}
    return [
        Incoming(one, facilities[one.facility_id], tuple(lines(one))) for one in found if one.facility_id in facilities
    ]


def lines(answer: IncomingAnswer) -> Iterable[Message]:
    """Yield what an answer says."""
    said = answer.payload
    if answer.what == "vacancy":
        yield Message(
            "answers.line", {"label": Message("field.vacancy"), "value": Message(f"vacancy.{said['vacancy']}")}
        )
    elif answer.what == "beds":
        nights = tuple(
            Message("answers.night", {"day": date.fromisoformat(night), "beds": beds})
            for night, beds in sorted(said.items())
        )
        yield Message("answers.line", {"label": Message("nights.beds"), "value": nights})
    elif answer.what == "proposal":
        code = f"telephone.{said['said']}"
        yield Message("answers.of_proposal", {"number": said["proposal"], "said": Message(code)})
        if "reason" in said:
            yield Message(
                "answers.line", {"label": Message("answers.reason"), "value": Message(f"decline.{said['reason']}")}
            )
    elif answer.what == "remark":
        yield Message("answers.line", {"label": Message("field.note"), "value": said["text"]})
    else:
        for question in CONDITIONS:
            yield from _condition_line(question, said)


def _condition_line(question: Question, said: Mapping[str, Any]) -> Iterable[Message]:
    label: Message | None = Message(f"field.{question.field}")
    if question.kind == "levels":
        taken = [option for option in question.options if said.get(f"{question.column}{option}")]
        value: object = "、".join(taken) if taken else None
    else:
        value = said.get(question.column)
    if value is None:
        return
    if question.item:
        label = Message("answers.item", {"label": label, "item": Message(f"{question.topic}.{question.item}")})
    if question.kind == "choice":
        value = Message(f"{question.topic}.{value}")
    yield Message("answers.line", {"label": label, "value": value})


def take(
    book: Casebook,
    answer_id: int,
    *,
    today: date,
    assumed_places: int,
    travel: Travel = straight_line,
) -> None:
    """Take an answer over: what it says is written as if a coordinator had been told, in one transaction.

    Raises
    ------
    NotAllError
        If a proposal cannot go on as it says; nothing was written.
    InvalidInputError
        If a condition cannot be kept; nothing was written.
    DeskError
        If somebody decided on it before, or the proposal waits for no answer any more; nothing was written.
    """
    with book.writing("answer taken over") as writer:
        answer = _decide(writer, answer_id, "taken")
        said, site = answer.payload, answer.facility_id
        if answer.what == "beds":
            put_beds(writer, site, {date.fromisoformat(night): beds for night, beds in said.items()})
            return
        read = known_condition(writer, site)
        now, answers = read, []
        if answer.what == "vacancy":
            day = answer.received_at.date()
            now = replace(read, vacancy=said["vacancy"], vacancy_on=day, vacancy_until=None)
        elif answer.what == "conditions":
            now = from_row(FacilityCondition, {"id": read.id, **to_row(read), **said})
        elif answer.what == "proposal":
            answers = [_answer(writer, answer, today)]
        put_call(writer, Said(read, now), answers, today=today, assumed_places=assumed_places, travel=travel)


def _answer(writer: Writer, answer: IncomingAnswer, today: date) -> Answer:
    said = answer.payload
    proposal = writer.one(Proposal, said["proposal"])
    if proposal.facility_id != answer.facility_id or proposal.status not in WAITING:
        raise DeskError("proposal.moved_on")
    return Answer(
        proposal,
        said["said"],
        said.get("reason"),
        # Whoever wants to be asked is called today.
        next_contact_on=today if said["said"] == LATER else proposal.next_contact_on,
    )


def set_aside(book: Casebook, answer_id: int, reason: str) -> None:
    """Leave an answer as it came, and say why.

    Raises
    ------
    DeskError
        If no reason is given, or somebody decided on it before.
    """
    if not reason.strip():
        raise DeskError("answers.why_set_aside")
    with book.writing("answer set aside") as writer:
        _decide(writer, answer_id, "set_aside", reason.strip())


def _decide(writer: Writer, answer_id: int, state: str, reason: str | None = None) -> IncomingAnswer:
    answer = writer.one(IncomingAnswer, answer_id)
    if answer.state != "waiting":
        raise DeskError("answers.decided", who=answer.decided_by)
    writer.change(replace(answer, state=state, decided_at=writer.now, decided_by=writer.actor.name, reason=reason))
    return answer
