"""Asking why: a person's alternatives with their regret, why not there, and who competes for too few places."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.city import FacilityFile, PersonFile, file_called
from desk.errors import DeskError
from desk.plan.trials import PlanView
from geodata.text import signs_alike
from matching.solving import GAIN_NAMES, GAINS, TIERS
from matching.trials import Reassignment, due_of
from matching.why import (
    Alternative,
    NearMiss,
    ObjectiveChange,
    Shortage,
    WhyNot,
    alternatives,
    near_misses,
    one_more_place,
    shortage_sets,
    why_not,
)
from words.message import Message
from words.say import join, say

MOST_NAMES = 8


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
    parts = _options(alternative.regret, language)
    for tier, change in sorted(alternative.regret.placed_by_tier.items()):
        if change:
            code = "why.tier_more" if change > 0 else "why.tier_fewer"
            parts.append(say(code, language, tier=tier, count=abs(change)))
    parts.append(say("why.points", language, points=alternative.regret.cost))
    return join([*parts, *_named(view, language, loses=alternative.loses)], language)


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
            *(-count for count in (gain.due, *gain.gained, *map(gain.placed_by_tier.__getitem__, TIERS))),
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
