"""A dated plan as sentences: when each person stays, what is to be confirmed, who has no dates, and what is proven."""

from collections.abc import Sequence

from matching.dated.calendar import OBSTACLES
from matching.dated.plan import NO_DATES, DatedPlan, DatedStay, Undated
from matching.emergency import HUNDREDTHS
from matching.solving import GAINS
from words.message import Message


def explain_dates(dated: DatedPlan) -> dict[int, tuple[Message, ...]]:
    """Return the sentences on the dates of each person, by person id.

    Somebody left out for a reason of the plan without dates (no consent, no eligible facility) gets none here:
    `matching.why.explain.explain` says why. Where they were to go without dates is said before the reason.
    """
    told = {stay.person_id: _stay(stay) for stay in dated.stays}
    fixed = dict(dated.plan.constraints.fixed)
    planned = dated.plan.pairs
    for left in dated.unplaced:
        code = "undated.fixed" if left.person_id in fixed else "undated.planned"
        before = [Message(code, {"facility": planned[left.person_id]})] if left.person_id in planned else []
        told_below = left.person_id in fixed or left.reason in {NO_DATES, left.lost_because}
        why = [Message(f"stay_moved.{left.lost_because}")] if before and not told_below else []
        told[left.person_id] = (*before, *why, *_left_out(left))
    return told


def explain_schedule(dated: DatedPlan) -> tuple[Message, ...]:
    """Return what holds of the whole: whether the optimum is proven, else the bound, and the cuts that were needed."""
    sentences = [Message("schedule.proven") if dated.proven else _bounded(dated)]
    if dated.plan.constraints.fixed:
        sentences.append(Message("schedule.fixed", _by_tier(dated.objective.fixed, dated.bound.fixed)))
    sentences += _gained(dated)
    if dated.by_week:
        sentences.append(Message("schedule.by_week"))
    if not dated.in_turn:
        sentences.append(Message("schedule.not_in_turn"))
    for cut in dated.cuts:
        sentences.append(
            Message("schedule.cut", {"facility": cut.facility, "count": len(cut.people), "most": cut.most})
        )
        sentences.extend(Message("schedule.cut_person", {"person": person}) for person in sorted(cut.people))
    return tuple(sentences)


def _stay(stay: DatedStay) -> tuple[Message, ...]:
    dates = {
        "facility": stay.facility_id,
        "arrival": stay.arrival,
        "departure": stay.departure,
        "nights": stay.nights,
    }
    sentences = [Message("stay.dates", dates)]
    if stay.planned_facility_id is None:
        sentences.append(Message("stay.added"))
    elif stay.planned_facility_id != stay.facility_id:
        sentences.append(Message("stay.moved", {"facility": stay.planned_facility_id}))
        sentences.append(Message(f"stay_moved.{stay.moved_because}"))
    return (*sentences, *(Message(f"stay_confirm.{code}") for code in stay.to_confirm))


def _left_out(left: Undated) -> tuple[Message, ...]:
    if left.reason == NO_DATES:
        obstacles = [(code, left.obstacles[code]) for code in OBSTACLES if code in left.obstacles]
        return (
            Message("undated.no_dates", {"count": sum(count for _, count in obstacles)}),
            *(Message(f"obstacle.{code}", {"count": count}) for code, count in obstacles),
        )
    code = f"undated.{left.reason}"
    return () if left.of_plan else (Message(code),)


def _bounded(dated: DatedPlan) -> Message:
    counts = _by_tier(dated.objective.placed_by_tier, dated.bound.placed_by_tier)
    return Message("schedule.bounded", {**counts, "cost": dated.objective.cost, "least_cost": dated.bound.cost})


def _by_tier(reached: Sequence[int], most: Sequence[int]) -> dict[str, int]:
    names = ("first", "second", "third")
    return {**dict(zip(names, reached, strict=True)), **{f"most_{n}": m for n, m in zip(names, most, strict=True)}}


def _gained(dated: DatedPlan) -> list[Message]:
    """Say how many gain an emergency option, or how many nights are averted, if the plan aims at that."""
    if dated.bound.nights:
        nights, most = (f"{one.nights / HUNDREDTHS:.1f}" for one in (dated.objective, dated.bound))
        return [Message("schedule.nights", {"nights": nights, "most": most})]
    if not any(dated.bound.gained):
        return []
    half = len(GAINS) // 2
    first, second = sum(dated.objective.gained[:half]), sum(dated.objective.gained[half:])
    return [Message("schedule.gained", {"first": first, "second": second})]
