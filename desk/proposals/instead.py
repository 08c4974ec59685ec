"""Another facility for somebody whose proposal came to nothing, proposed in one step with what it means for others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from casebook.book import Casebook, Writer
from casebook.records import Facility, Proposal
from casebook.records.base import require
from desk.city import Travel, straight_line
from desk.errors import DeskError
from desk.proposals.checks import Details, check_places, rivals
from desk.proposals.in_the_way import check_pair
from desk.proposals.proposals import RENEWED, about, take_step
from desk.proposals.steps import LET_GO, OPEN

CAME_TO_NOTHING = (*LET_GO, "no_answer")
"""Of these something else may be proposed; who never answered is not waited for any longer."""


@dataclass(frozen=True)
class Instead:
    """What is proposed in the place of a proposal.

    Attributes
    ----------
    seen
        The proposal as it was shown: it is released, unless it came to nothing already.
    facility_id
        None if there is nothing else.
    cost
        Of the new pair, in points of the plan's policy.
    """

    seen: Proposal
    facility_id: int | None
    cost: int = 0


def propose(
    book: Casebook,
    instead: Instead,
    others: Sequence[Instead] = (),
    *,
    today: date,
    assumed_places: int,
    travel: Travel = straight_line,
) -> int:
    """Suggest another facility in the place of a proposal that came to nothing, in one transaction; return the new id.

    Parameters
    ----------
    others
        Suggestions that make room for it, each with what is suggested instead.

    Raises
    ------
    DeskError
        If the proposal did not come to nothing, it or one of the others moved on meanwhile, the person has another open
        proposal in the period by now, a plan would not bring the two together, or no place is left; nothing was written.
    """
    matter = [(Facility, one.facility_id) for one in (instead, *others)]
    with book.writing("propose instead", about=[*matter, *about(*(one.seen for one in (instead, *others)))]) as writer:
        before = _as_seen(writer, instead.seen)
        if before.status not in CAME_TO_NOTHING or instead.facility_id is None:
            raise DeskError("proposal.still_stands")
        for other in rivals(writer, before):
            if other.status in (*OPEN, "done"):
                name = writer.one(Facility, other.facility_id).name
                raise DeskError("proposal.another_instead", facility=name)
        if any(_as_seen(writer, other.seen).status not in RENEWED for other in others):
            raise DeskError("proposal.moved_on")
        made = []
        for one in (*others, instead):
            if one.seen.status not in LET_GO:
                take_step(writer, require(one.seen.id), "released", Details(), today, assumed_places, travel)
            if one.facility_id is not None:
                made.append(_suggest(writer, one.seen, one.facility_id, one.cost, today, travel))
        for new in made:
            # A place must be left for it as if it were asked about: a suggestion alone holds none.
            check_places(writer, replace(new, status="asked"), assumed_places)
        return require(made[-1].id)


def _as_seen(writer: Writer, seen: Proposal) -> Proposal:
    now = writer.one(Proposal, require(seen.id))
    if now.status != seen.status:
        raise DeskError("proposal.moved_on")
    return now


def _suggest(writer: Writer, before: Proposal, facility_id: int, cost: int, today: date, travel: Travel) -> Proposal:
    new = Proposal(
        plan_id=before.plan_id,
        person_id=before.person_id,
        facility_id=facility_id,
        cost=cost,
        in_charge=before.in_charge,
    )
    check_pair(writer, new, today, travel)
    return replace(new, id=writer.add(new))
