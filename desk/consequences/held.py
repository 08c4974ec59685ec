"""What is held when somebody or a place goes: proposals on their way, places in adopted plans, stays; and what becomes of it.

Nothing is let go by itself: whoever settles it does so one by one.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from casebook.book import Casebook
from casebook.records import Adoption, Facility, Person, Proposal, Stay
from casebook.records.base import require
from desk.proposals import OPEN
from words.message import Message


def line(what: Message, then: Message | str) -> Message:
    """Say of one thing what happens to it."""
    return Message("consequences.line", {"what": what, "then": then if isinstance(then, Message) else Message(then)})


def on_the_way(book: Casebook, today: date, **about: object) -> list[Proposal]:
    """Return the proposals about somebody or a place that are not settled; of stays that are over only the outcome is open."""
    found = [one for one in book.all(Proposal, **about) if one.status in OPEN]
    return [one for one in found if one.end_on is None or one.end_on >= today]


def proposal_lines(book: Casebook, proposals: Iterable[Proposal]) -> Iterator[Message]:
    """Say of each proposal where it stands, and stays."""
    people, facilities = _names(book)
    for one in proposals:
        what = {
            "person": people.get(one.person_id),
            "facility": facilities.get(one.facility_id),
            "status": Message(f"proposal_status.{one.status}"),
        }
        if one.start_on is None:
            told = Message("consequences.proposal", what)
        else:
            told = Message("consequences.proposal_dated", {**what, "start": one.start_on, "end": one.end_on})
        yield line(told, f"consequences.then_{one.status}")


def plan_lines(book: Casebook, proposals: Iterable[Proposal], today: date, then: str) -> Iterator[Message]:
    """Say of each adopted plan whose period is not over how many of its places are among the proposals."""
    plans = [one.plan_id for one in proposals]
    for one in book.all(Adoption, replaced_at=None):
        if (count := plans.count(one.plan_id)) and one.period_end >= today:
            period = {"count": count, "start": one.period_start, "end": one.period_end}
            yield line(Message("consequences.plan", period), then)


def stay_lines(
    book: Casebook, stays: Iterable[Stay], today: date, then: Callable[[Stay], str] = lambda _: "consequences.then_stay"
) -> Iterator[Message]:
    """Say of each stay that goes on, or is still to begin, that it does."""
    people, facilities = _names(book)
    for one in stays:
        if one.end_on is None or one.end_on > today:
            what = {
                "person": people.get(one.person_id),
                "facility": facilities.get(one.facility_id),
                "kind": Message(f"stay_kind.{one.kind}"),
                "since": one.start_on,
            }
            yield line(Message("consequences.stay", what), then(one))


def _names(book: Casebook) -> tuple[dict[int, str], dict[int, str]]:
    people = {require(one.id): one.code_name for one in book.all(Person)}
    return people, {require(one.id): one.name for one in book.all(Facility)}
