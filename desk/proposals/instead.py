"""Another facility for somebody whose proposal came to nothing, proposed in one step under the same plan."""

from dataclasses import replace
from datetime import date

from casebook.book import Casebook
from casebook.records import Facility, Proposal
from casebook.records.base import require
from desk.city import Travel, straight_line
from desk.errors import DeskError
from desk.proposals.checks import Details, check_places, rivals
from desk.proposals.in_the_way import check_pair
from desk.proposals.proposals import take_step
from desk.proposals.steps import LET_GO, OPEN

CAME_TO_NOTHING = (*LET_GO, "no_answer")
"""Of these something else may be proposed; who never answered is not waited for any longer."""


def propose(
    book: Casebook,
    seen: Proposal,
    facility_id: int,
    cost: int,
    *,
    today: date,
    assumed_places: int,
    travel: Travel = straight_line,
) -> int:
    """Suggest another facility to the person of a proposal, under its plan, in one transaction; return the id.

    Parameters
    ----------
    seen
        The proposal that came to nothing, as it was shown. One without answer is released.
    cost
        Of the new pair, in points of the plan's policy.

    Raises
    ------
    DeskError
        If it did not come to nothing, moved on meanwhile, the person has another open proposal in the period by now,
        a plan would not bring the two together, or no place is left; nothing was written.
    """
    with book.writing("propose instead") as writer:
        before = writer.one(Proposal, require(seen.id))
        if before.status != seen.status:
            raise DeskError("proposal.moved_on")
        if before.status not in CAME_TO_NOTHING:
            raise DeskError("proposal.still_stands")
        for other in rivals(writer, before):
            if other.status in (*OPEN, "done"):
                name = writer.one(Facility, other.facility_id).name
                raise DeskError("proposal.another_instead", facility=name)
        if before.status == "no_answer":
            take_step(writer, require(before.id), "released", Details(), today, assumed_places, travel)
        new = Proposal(
            plan_id=before.plan_id,
            person_id=before.person_id,
            facility_id=facility_id,
            cost=cost,
            in_charge=before.in_charge,
        )
        check_pair(writer, new, today, travel)
        # A place must be left for it as if it were asked about: a suggestion alone holds none.
        check_places(writer, replace(new, status="asked"), assumed_places)
        return writer.add(new)
