"""Asking why: a person's alternatives with their regret, how firm that is, why not there, who competes for few places."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.city import FacilityFile, PersonFile, file_called
from desk.errors import DeskError
from desk.plan.trials import PlanView
from geodata.text import signs_alike
from matching.emergency import HUNDREDTHS
from matching.solving import GAIN_NAMES, GAINS, TIERS
from matching.trials import Reassignment, TrialPlan, compare, due_of, make_plan
from matching.why import (
    Alternative,
    NearMiss,
    ObjectiveChange,
    OtherPlan,
    Shortage,
    WeightRange,
    WhyNot,
    alternatives,
    near_best,
    near_misses,
    one_more_place,
    plan_range,
    shortage_sets,
    suggestion_range,
    why_not,
)
from words.message import Message
from words.say import join, say

MOST_NAMES = 8
FIRST_DRAW = 1


def find_person(view: PlanView, name_or_id: str) -> PersonFile:
    """Return the person that a code name or an id names.

    Raises
    ------
    DeskError
        If nobody in the plan is named so.
    """
    if file := file_called(view.source.people, name_or_id):
        return file
    raise DeskError("why.no_such_person", value=name_or_id)


def find_facility(view: PlanView, name_or_id: str) -> FacilityFile:
    """Return the facility that a name, an office number or an id names.

    Raises
    ------
    DeskError
        If none, or more than one, is named so.
    """
    files = [
        file
        for key, file in view.source.facilities.items()
        if name_or_id in (file.facility.office_number, str(key))
        or signs_alike(name_or_id) == signs_alike(file.facility.name)
    ]
    if len(files) != 1:
        code = "why.no_such_facility" if not files else "why.several_facilities"
        raise DeskError(code, value=name_or_id, count=len(files))
    return files[0]


@dataclass(frozen=True)
class Option:
    """One facility of a person, told: what the whole plan would cost more, and who would move."""

    facility: FacilityFile
    alternative: Alternative
    chosen: bool


def options(view: PlanView, person: PersonFile) -> list[Option]:
    """Return every eligible facility of a person, the least regret first."""
    current = next((one.facility_id for one in view.plan.assignments if one.person_id == person.key), None)
    return [
        Option(view.source.facilities[alternative.facility_id], alternative, alternative.facility_id == current)
        for alternative in alternatives(view.plan, person.key)
    ]


def regret_text(view: PlanView, alternative: Alternative, language: str) -> str:
    """Say what choosing an alternative would change for everybody."""
    if alternative.regret is None:
        return say("why.impossible", language)
    return join([*_change(alternative.regret, language), *_named(view, language, loses=alternative.loses)], language)


def _change(change: ObjectiveChange, language: str) -> list[str]:
    """Say what a plan loses against another."""
    parts = _options(change, language)
    for tier, count in sorted(change.placed_by_tier.items()):
        if count:
            code = "why.tier_more" if count > 0 else "why.tier_fewer"
            parts.append(say(code, language, tier=tier, count=abs(count)))
    if nights := change.nights:
        code = "why.nights_more" if nights > 0 else "why.nights_fewer"
        parts.append(say(code, language, nights=f"{abs(nights) / HUNDREDTHS:.1f}"))
    return [*parts, say("why.points", language, points=change.cost)]


def _options(change: ObjectiveChange, language: str) -> list[str]:
    """Say how many more or fewer are placed who are due, and gain an emergency option."""
    due = "why.due_more" if change.due > 0 else "why.due_fewer"
    return [*([say(due, language, count=abs(change.due))] if change.due else []), *_gained(change, language)]


def _gained(change: ObjectiveChange, language: str) -> list[str]:
    return [
        say(f"why.gain_{GAIN_NAMES[kind]}_{'more' if count > 0 else 'fewer'}", language, tier=tier, count=abs(count))
        for (kind, tier), count in zip(GAINS, change.gained, strict=True)
        if count
    ]


def _named(view: PlanView, language: str, **groups: Iterable[int]) -> list[str]:
    """Say who gains or loses a suggestion; nothing of a group with nobody in it."""
    named = {what: [view.person_name(key) for key in people] for what, people in groups.items()}
    return [say(f"why.{what}", language, names=some(names, language)) for what, names in named.items() if names]


def moves_text(view: PlanView, alternative: Alternative, language: str) -> str:
    """Say who would move from where to where, the person asked about left out."""
    return join(
        (
            say(
                "why.move",
                language,
                person=view.person_name(move.person_id),
                before=view.facility_name(move.from_facility, language),
                after=view.facility_name(move.to_facility, language),
            )
            for move in alternative.moves[1:]
        ),
        language,
    )


def explain_pair(view: PlanView, person: PersonFile, facility: FacilityFile) -> WhyNot:
    """Return the rules that a pair breaks, or what suggesting it would cost."""
    return why_not(view.plan, person.key, facility.key)


def pair_sentences(view: PlanView, why: WhyNot, language: str) -> list[str]:
    """Say why a pair is not suggested."""
    sentences = [say(f"refused.{code}", language) for code in why.failed]
    sentences += [say(f"confirm.{code}", language) for code in why.to_confirm]
    if why.alternative is not None and not why.failed:
        sentences.append(regret_text(view, why.alternative, language))
        if moves := moves_text(view, why.alternative, language):
            sentences.append(moves)
    return sentences


def shortages(view: PlanView) -> tuple[Shortage, ...]:
    """Return the smallest groups who compete for too few places."""
    return shortage_sets(view.plan)


def shortage_text(view: PlanView, shortage: Shortage, language: str) -> list[str]:
    """Say who competes for which places."""
    sentences = [
        say(
            "why.shortage",
            language,
            people=some((view.person_name(key) for key in shortage.people[::-1]), language),
            count=len(shortage.people),
            facilities=some((view.facility_name(key, language) for key in shortage.facilities), language),
            sites=len(shortage.facilities),
            places=shortage.places,
        ),
    ]
    if shortage.agreed:
        names = some((view.person_name(key) for key in shortage.agreed), language)
        sentences.append(say("why.shortage_agreed", language, count=len(shortage.agreed), names=names))
    if shortage.needs:
        needs = join((say(code, language) for code in shortage.needs), language)
        sentences.append(say("shortage.shared", language, needs=needs))
    if shortage.others:
        names = some((view.person_name(key) for key in shortage.others), language)
        sentences.append(say("why.also_without", language, names=names))
    return sentences


def due_texts(view: PlanView, language: str) -> list[str]:
    """Say whether the promise to tier 1 is kept, and whoever has no place all the same, with the places that lack.

    Nothing where the policy promises nothing; one sentence where it is kept.
    """
    most = view.plan.problem.policy.scope.tier_1_waits_at_most
    if not most:
        return []
    due = due_of(view.plan)
    fits = len(due.people) - len(due.nowhere)
    code = "due.broken" if due.too_few else "due.kept" if fits else "due.unfit" if due.people else "due.none"
    texts = [say(code, language, most=most, count=fits, placed=len(due.placed))]
    for few in due.too_few:
        sides = {
            "without": some(map(view.person_name, few.without), language),
            "people": some(map(view.person_name, few.people), language),
            "facilities": some((view.facility_name(key, language) for key in few.facilities), language),
        }
        texts.append(
            say(
                "due.too_few" if few.people else "due.full", language, **sides, places=few.places, more=len(few.without)
            )
        )
    if due.nowhere:
        texts.append(say("due.nowhere", language, names=some(map(view.person_name, due.nowhere), language)))
    return texts


def some(names: Iterable[str], language: str) -> str:
    """Name the first few of many, and say how many more there are."""
    listed = list(names)
    if len(listed) > MOST_NAMES:
        rest = say("why.and_more", language, count=len(listed) - MOST_NAMES)
        listed = [*listed[:MOST_NAMES], rest]
    return join(listed, language) or say("trials.nobody", language)


def near_miss_texts(view: PlanView, language: str) -> list[str]:
    """Say which single condition, relaxed or confirmed, would help or hurt whom."""

    def effects(near_miss: NearMiss) -> list[str]:
        return [
            *_options(near_miss.change, language),
            *_named(view, language, gains=near_miss.gains, loses=near_miss.loses),
        ]

    return [
        say(
            f"why.near_{near_miss.kind}",
            language,
            facility=view.facility_name(near_miss.facility_id, language),
            rule=Message(f"rule.{near_miss.rule}"),
            people=some((view.person_name(key) for key in near_miss.people), language),
            effects=join(effects(near_miss), language),
        )
        for near_miss in near_misses(view.plan)
    ]


def place_gains(view: PlanView) -> list[tuple[FacilityFile, ObjectiveChange]]:
    """Return what one more trial place at each facility would bring, the most first; none left out but the useless."""
    gains = one_more_place(view.plan)

    def worth(gain: ObjectiveChange) -> tuple[int, ...]:
        return (
            *(-count for count in (gain.due, *gain.gained, gain.nights, *map(gain.placed_by_tier.__getitem__, TIERS))),
            gain.cost,
        )

    useful = sorted((worth(gain), key) for key, gain in gains.items() if any(worth(gain)))
    return [(view.source.facilities[key], gains[key]) for _, key in useful]


def change_text(old: PlanView, new: PlanView, change: Reassignment, language: str) -> str:
    """Say who is suggested elsewhere in the new plan, and why."""
    causes = join((say(f"change.{code}", language) for code in change.causes), language)
    params = {
        "person": new.person_name(change.person_id),
        "before": old.facility_name(change.old_facility, language),
        "after": new.facility_name(change.new_facility, language),
        "causes": causes,
    }
    return say("why.change", language, **params)


def firm_sentences(view: PlanView, person: int, language: str) -> list[str]:
    """Say how firm somebody's suggestion is, or that they have none; nothing of somebody without a candidate."""
    if not view.marks:
        return [say("firm.later", language)]
    one = view.firmness.get(person)
    if one is None:
        return []
    instead = view.facility_name(one.instead, language)
    placed = "placed" if one.facility_id is not None else "left"
    if one.fixed:
        return [say("firm.fixed", language)]
    if one.change is None:
        return [say(f"firm.only_{placed}", language)]
    if one.tied:
        return [say(f"firm.tied_{placed}", language, facility=instead, draw=view.draw)]
    if one.slack is None:
        return [say(f"firm.counts_{placed}", language, change=join(_change(one.change, language), language))]
    sentences = [say(f"firm.points_{placed}", language, points=one.slack, facility=instead)]
    per_km = view.plan.problem.policy.weights.travel_home_per_km
    if per_km and placed == "placed":
        sentences.append(say("firm.as_km", language, points=one.slack, km=f"{one.slack / per_km:.1f}"))
    return sentences


def other_plans(view: PlanView) -> tuple[OtherPlan, ...]:
    """Return the next best whole plans, the best first, each proven."""
    return near_best(view.plan)


def other_lines(view: PlanView, other: OtherPlan, language: str) -> tuple[str, list[str]]:
    """Say what one of the next best plans loses against the plan, and who is elsewhere in it."""
    equal = other.change.only_cost and not other.change.cost
    change = say("firm.equal", language) if equal else join(_change(other.change, language), language)
    moves = [
        say(
            "why.move",
            language,
            person=view.person_name(move.person_id),
            before=view.facility_name(move.from_facility, language),
            after=view.facility_name(move.to_facility, language),
        )
        for move in other.moves
    ]
    return say("firm.other", language, change=change, count=len(moves)), moves


def weights_of(view: PlanView) -> dict[str, int]:
    """Return the weights of the plan's policy."""
    return view.plan.problem.policy.weights.as_dict()


def weight_range(view: PlanView, weight: str, person: int | None = None) -> WeightRange:
    """Return within which values of a weight the plan stays one of the best, or somebody's suggestion in one of them."""
    return plan_range(view.plan, weight) if person is None else suggestion_range(view.plan, weight, person)


def range_text(one: WeightRange, language: str) -> str:
    """Say a range; an end that was not found has none."""
    ends = {(False, False): "both", (True, False): "most", (False, True): "least", (True, True): "any"}
    # Not found to end above 0: so far and no further was looked.
    code = "tried" if one.open_below and one.least else ends[one.open_below, one.open_above]
    return say(f"firm.range_{code}", language, least=one.least, most=one.most)


def drawn_lines(view: PlanView, language: str) -> list[str]:
    """Say who is suggested elsewhere than by the first draw, and what their own pair costs then and now.

    None of a plan of the first draw, and none of one that was kept: its pairs are no longer up to the lot.
    """
    plan = view.plan
    if view.draw == FIRST_DRAW or view.opened:
        return []
    first = make_plan(plan.problem.drawing(FIRST_DRAW), plan.solver, plan.constraints)
    lines = []
    for change in compare(first, plan).changes:
        before, after = _points(first, change.person_id), _points(plan, change.person_id)
        better = after is not None and (before is None or after < before)
        code = "lot.same" if before == after else "lot.better" if better else "lot.worse"
        sides = {
            "before": view.facility_name(change.old_facility, language),
            "after": view.facility_name(change.new_facility, language),
        }
        points = {"points_before": before, "points_after": after}
        lines.append(say(code, language, person=view.person_name(change.person_id), **sides, **points))
    return lines


def _points(plan: TrialPlan, person: int) -> int | None:
    return next((one.cost for one in plan.assignments if one.person_id == person), None)
