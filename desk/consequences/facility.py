"""What is touched when a facility is closed."""

from collections.abc import Iterator
from datetime import date

from casebook.book import Casebook
from casebook.records import ExitPlan, Facility, FacilityLink, FreeBed, IncomingAnswer, Person, Stay
from casebook.records.base import require
from desk.city import FacilityFile
from desk.consequences.held import line, on_the_way, plan_lines, proposal_lines, stay_lines
from words.message import Message


def of_saving_facility(
    book: Casebook, facility: Facility, opened: FacilityFile | None, today: date
) -> tuple[Message, ...]:
    """Return what saving a facility touches, a sentence each with what happens to it; none if it is not closed by it."""
    if opened is None or facility.status != "closed" or opened.facility.status == "closed":
        return ()
    return of_closing_facility(book, opened.key, today)


def of_closing_facility(book: Casebook, facility_id: int, today: date) -> tuple[Message, ...]:
    """Return what closing a facility touches, as far as the casebook's actor may see it."""
    return tuple(_touched(book, facility_id, today))


def _touched(book: Casebook, key: int, today: date) -> Iterator[Message]:
    proposals = on_the_way(book, today, facility_id=key)
    yield from proposal_lines(book, proposals)
    yield from plan_lines(book, proposals, today, "consequences.then_plan_facility")
    yield from stay_lines(book, book.all(Stay, facility_id=key), today)
    yield from _ways_out(book, key, today)
    if links := [one for one in book.all(FacilityLink, facility_id=key) if one.holds_on(today)]:
        yield line(Message("consequences.links", {"count": len(links)}), "consequences.then_links")
    if waiting := book.all(IncomingAnswer, facility_id=key, state="waiting"):
        yield line(Message("consequences.answers", {"count": len(waiting)}), "consequences.then_answers")
    if nights := [one.night for one in book.all(FreeBed, facility_id=key) if one.beds and one.night >= today]:
        what = Message("consequences.beds", {"count": len(nights), "start": min(nights), "end": max(nights)})
        yield line(what, "consequences.then_beds")


def _ways_out(book: Casebook, key: int, today: date) -> Iterator[Message]:
    """Say who of those in an emergency stay is to move there."""
    guests = {require(one.id): one for one in book.all(Stay, kind="emergency")}
    for plan in book.all(ExitPlan, next_facility_id=key):
        stay = guests.get(plan.stay_id)
        if stay is not None and (stay.end_on is None or stay.end_on > today):
            person = book.one(Person, stay.person_id).code_name
            yield line(Message("consequences.way_out", {"person": person}), "consequences.then_way_out")
