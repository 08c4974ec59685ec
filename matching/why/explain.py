"""Why: each suggestion, and each person without one, as sentences with their amounts."""

from collections import Counter

import numpy as np

from matching.emergency import HUNDREDTHS
from matching.pairs import STAY_CLOSE
from matching.problem import (
    ACCEPTANCE,
    NEIGHBOUR,
    NOT_ASKED,
    OTHER,
    SAME,
    TURN,
    UNKNOWN_WARD,
    PastUse,
    Problem,
    acceptance_by_facility,
    build_history,
    build_similar,
    columns_of,
    counted_stays,
    stay_percent,
    waits,
)
from matching.trials import FORBIDDEN, NO_ELIGIBLE_FACILITY, PLACES_TAKEN, Assignment, TrialPlan, Unplaced
from words.message import Message

HOLDERS_NAMED = 5
WARD_CODES = {SAME: "same", NEIGHBOUR: "neighbour", OTHER: "other", UNKNOWN_WARD: "unknown"}


TOLD_APART = {
    *("travel_home", "travel_day", "ward", "past_use_person", "past_use_similar", "vacancy", "unconfirmed"),
    *("not_listed", TURN, ACCEPTANCE, STAY_CLOSE),
}
"""Cost terms whose sentence depends on more than their points; any other says `reason.<term>` with its points."""
ROUGHLY_PLACED = Message("reason.roughly_placed")
"""That the metres are to be confirmed, since they lead to the middle of a town or ward."""
GAINED: tuple[tuple[Message, ...], ...] = (
    (),
    (Message("reason.gain_first"),),
    (Message("reason.gain_second"),),
)
"""What a suggestion brings for an emergency."""


def _averted(assignment: Assignment) -> tuple[Message, ...]:
    """Say how many nights a year in the base's emergency rooms a suggestion averts, to a tenth."""
    nights = f"{assignment.nights / HUNDREDTHS:.1f}"
    return (Message("reason.nights", {"nights": nights}),) if assignment.nights else ()


def explain(plan: TrialPlan) -> dict[int, tuple[Message, ...]]:
    """Return the sentences on every person of a plan, by person id, in the order in which they are to be read.

    A suggestion gives one sentence for each cost term, with its points, one for each condition to be confirmed, and
    one on how many trials the plan has at the facility. Somebody without a suggestion gets the reason and what is
    behind it.
    """
    facts = _Facts(plan)
    told = {assignment.person_id: facts.suggestion(assignment) for assignment in plan.assignments}
    told.update({left.person_id: _left_out(plan, left) for left in plan.unplaced})
    return told


class _Facts:
    """What the sentences need beyond the plan itself, looked up once for all of them."""

    def __init__(self, plan: TrialPlan) -> None:
        problem = plan.problem
        self.plan = plan
        self.columns = columns_of(problem)
        self.row, self.column = problem.person_rows, problem.facility_rows
        self.stays = _stays_by_pair(problem)
        self.acceptance = acceptance_by_facility(problem.answers)
        pairs = [(assignment.person_id, assignment.facility_id) for assignment in plan.assignments]
        people = np.array([self.row[person] for person, _ in pairs], dtype=np.intp)
        facilities = np.array([self.column[facility] for _, facility in pairs], dtype=np.intp)
        counts = build_similar(self.columns.people, build_history(problem)).count(people, facilities)
        self.similar = dict(zip(pairs, counts.tolist(), strict=True))
        able = np.diff(plan.candidates.start) > 0
        self.turns = {person.tier for person, can in zip(problem.people, able, strict=True) if can and waits(person)}

    def suggestion(self, assignment: Assignment) -> tuple[Message, ...]:
        row, column = self.row[assignment.person_id], self.column[assignment.facility_id]
        points = assignment.terms
        ward = WARD_CODES[
            int(self.columns.wards.relation[self.columns.wards.home[row], self.columns.wards.site[column]])
        ]
        vacancy = self.plan.problem.facilities[column].vacancy or "unknown"
        return (
            self._travel("home", int(self.columns.home_metres[row, column]), points["travel_home"]),
            self._travel("day", int(self.columns.day_metres[row, column]), points["travel_day"]),
            *((ROUGHLY_PLACED,) if self.plan.problem.facilities[column].roughly_placed else ()),
            Message(f"reason.ward_{ward}", {"points": points["ward"]}),
            *self._own_stays(assignment),
            self._similar(assignment),
            Message(f"reason.vacancy_{vacancy}", {"points": points["vacancy"]}),
            *self._unconfirmed(assignment),
            *self._learnt(assignment),
            *(Message(f"reason.{term}", {"points": points[term]}) for term in points if term not in TOLD_APART),
            *GAINED[assignment.gain],
            *_averted(assignment),
            Message("reason.rank", {"rank": assignment.rank, "points": assignment.spread_cost}),
        )

    def _travel(self, place: str, metres: int, points: int) -> Message:
        if metres < 0:
            assumed = self.plan.problem.policy.scope.assumed_metres
            return Message(f"reason.travel_{place}_unknown", {"metres": assumed, "points": points})
        return Message(f"reason.travel_{place}", {"metres": metres, "points": points})

    def _own_stays(self, assignment: Assignment) -> tuple[Message, ...]:
        points = assignment.terms["past_use_person"]
        stays = self.stays.get((assignment.person_id, assignment.facility_id))
        if not stays:
            return (Message("reason.past_person_none", {"points": points}),)
        latest, problem = stays[0], self.plan.problem
        how = "staying" if latest.goes_on(problem.start) else latest.outcome or "unrecorded"
        last = latest.start if how == "staying" else latest.end
        said = Message(f"reason.past_person_{how}", {"count": len(stays), "last": last, "points": points})
        half_life = problem.policy.scope.past_use_half_life_months
        if not half_life:
            return (said,)
        faded = {"half_life": half_life, "percent": stay_percent(problem, latest)}
        return said, Message("reason.past_half_life", faded)

    def _similar(self, assignment: Assignment) -> Message:
        points = assignment.terms["past_use_similar"]
        count = self.similar[assignment.person_id, assignment.facility_id]
        if not count:
            return Message("reason.past_similar_none", {"points": points})
        return Message("reason.past_similar", {"count": count, "points": points})

    def _learnt(self, assignment: Assignment) -> list[Message]:
        """Say what the terms add that are only there when they tell people apart."""
        told: list[Message] = []
        points, person = assignment.terms, self.plan.problem.people[self.row[assignment.person_id]]
        if TURN in points and waits(person):
            told.append(Message("reason.turn_first", {"count": person.left_out, "points": points[TURN]}))
        elif points.get(TURN):
            code = "reason.turn_others" if person.tier in self.turns else "reason.turn_nowhere"
            told.append(Message(code, {"points": points[TURN]}))
        if ACCEPTANCE in points:
            rate = self.acceptance.get(assignment.facility_id, NOT_ASKED)
            counts = {"accepted": rate.accepted, "asked": rate.asked}
            told.append(Message("reason.acceptance", {**counts, "points": points[ACCEPTANCE]}))
        if points.get(STAY_CLOSE):
            told.append(Message("reason.stay_close", {"points": points[STAY_CLOSE]}))
        return told

    @staticmethod
    def _unconfirmed(assignment: Assignment) -> tuple[Message, ...]:
        if not assignment.to_confirm:
            return ()
        count = {"count": len(assignment.to_confirm), "points": assignment.terms["unconfirmed"]}
        gone = assignment.terms.get("not_listed")
        return (
            Message("reason.unconfirmed", count),
            *(Message(f"confirm.{code}") for code in assignment.to_confirm),
            *((Message("reason.not_listed", {"points": gone}),) if gone else ()),
        )


def _stays_by_pair(problem: Problem) -> dict[tuple[int, int], list[PastUse]]:
    stays: dict[tuple[int, int], list[PastUse]] = {}
    for stay in counted_stays(problem):
        stays.setdefault((stay.person_id, stay.facility_id), []).append(stay)
    return stays


def _left_out(plan: TrialPlan, left: Unplaced) -> tuple[Message, ...]:
    if left.reason == NO_ELIGIBLE_FACILITY:
        count = len(plan.problem.facilities)
        if not count:
            return (Message("unplaced.no_facilities"),)
        return (Message("unplaced.no_eligible_facility", {"count": count}), *_removed(left), *_misses(left))
    if left.reason == PLACES_TAKEN:
        facilities = len({holder.facility_id for holder in left.holders})
        return (Message("unplaced.places_taken", {"count": facilities}), *_holders(left))
    if left.reason == FORBIDDEN:
        return (Message("unplaced.forbidden"), *_removed(left))
    return (Message("unplaced.no_consent"),)


def _removed(left: Unplaced) -> list[Message]:
    most_first = sorted(left.removed.items(), key=lambda item: -item[1])
    return [Message(f"removed.{code}", {"count": count}) for code, count in most_first]


def _misses(left: Unplaced) -> list[Message]:
    sentences = []
    for miss in left.misses:
        where: dict[str, object] = {"facility": miss.facility_id}
        if miss.metres is not None:
            where["metres"] = miss.metres
        sentences += [
            Message("miss.at" if miss.metres is not None else "miss.at_unknown", where),
            Message(f"refused.{miss.rule}"),
        ]
    return sentences


def _holders(left: Unplaced) -> list[Message]:
    by_tier = sorted(Counter([holder.tier for holder in left.holders]).items())
    return [
        *(Message("holders.tier", {"tier": tier, "count": count}) for tier, count in by_tier),
        *(
            Message("holders.one", {"facility": one.facility_id, "person": one.person_id, "tier": one.tier})
            for one in left.holders[:HOLDERS_NAMED]
        ),
    ]
