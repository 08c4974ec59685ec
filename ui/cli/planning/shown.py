"""What the commands print of a plan, in tables and sentences and as JSON."""

from collections.abc import Iterable

from desk.asking import (
    AskingView,
    call_table,
    chance_table,
    compare_table,
    list_table,
    proof_text,
)
from desk.plan import (
    FIRST_DRAW,
    HUNDREDTHS,
    Alternative,
    DatedView,
    ObjectiveChange,
    PlanView,
    Reassignment,
    Totals,
    change_text,
    drawn_lines,
    due_texts,
    firm_sentences,
    gained_by_kind,
    left_out_table,
    moved_texts,
    other_lines,
    other_plans,
    range_text,
    regret_text,
    stay_table,
    suggestion_table,
    weight_range,
    weights_of,
)
from desk.readiness import promise, promise_text
from ui.cli.console import out, print_frame, tell
from ui.cli.readiness import promise_json
from ui.settings import settings
from words.say import LANGUAGES, say


def alternative_json(view: PlanView, alternative: Alternative) -> dict[str, object]:
    """Return an alternative for JSON, with its meaning in both languages."""
    return {
        "facility": alternative.facility_id,
        "name": view.facility_name(alternative.facility_id, "ja"),
        "regret": None if alternative.regret is None else objective_json(alternative.regret, view.aim),
        "moves": [
            {"person": move.person_id, "from": move.from_facility, "to": move.to_facility} for move in alternative.moves
        ],
        "loses": list(alternative.loses),
        "text": {language: regret_text(view, alternative, language) for language in ("ja", "en")},
    }


def firm_json(view: PlanView, person: int) -> dict[str, object] | None:
    """Return how firm somebody's suggestion is for JSON; None of somebody without a candidate."""
    one = view.firmness.get(person)
    return (
        None
        if one is None
        else {
            "tied": one.tied,
            "slack": one.slack,
            "instead": one.instead,
            "text": {language: firm_sentences(view, person, language) for language in LANGUAGES},
        }
    )


def plan_json(view: PlanView) -> dict[str, object]:
    """Return a plan for JSON: its record, with why, what cannot be kept, and who changes against a kept plan."""
    return {
        **view.record,
        "reasons": {
            str(outcome.person.key): {language: view.why(outcome.person, language) for language in LANGUAGES}
            for outcome in sorted(view.everybody, key=lambda outcome: outcome.person.key)
        },
        "firm": {str(person): firm_json(view, person) for person in (view.firmness if view.marks else ())},
        "readiness": promise_json(promise(view), view.aim),
        "drawn": {language: drawn_lines(view, language) for language in LANGUAGES},
        "held_up": {language: view.held_up_lines(language) for language in LANGUAGES},
        "since": view.since and {"plan": view.since.plan.key, "changes": changes_json(view, view, view.since.changes)},
    }


def note_lines(view: PlanView, language: str) -> list[str]:
    """Say what is agreed but can no longer be, whether the promise to tier 1 is kept, and who changes against a kept plan."""
    lines = []
    if view.held_up:
        lines = [say("held_up.title", language, count=len(view.held_up))]
        lines += [f"  {line}" for line in view.held_up_lines(language)]
    lines += due_texts(view, language)[:1]
    lines += [f"  {line}" for line in due_texts(view, language)[1:]]
    if view.since is not None:
        key, changes = view.since.plan.key, view.since.changes
        lines += [say("kept_plan.opened", language, id=key)] if view.opened else []
        lines.append(say(view.since.message, language))
        lines += [f"  {change_text(view, view, change, language)}" for change in changes]
    if view.draw != FIRST_DRAW:
        lines.append(say("lot.drawn", language, draw=view.draw))
        lines += [f"  {line}" for line in drawn_lines(view, language) or [say("lot.nobody", language)]]
    return lines


def changes_json(old: PlanView, new: PlanView, changes: Iterable[Reassignment]) -> list[dict[str, object]]:
    """Return who changes from one plan to another, and why, for JSON."""
    return [
        {
            "person": change.person_id,
            "from": change.old_facility,
            "to": change.new_facility,
            "causes": list(change.causes),
            "text": {language: change_text(old, new, change, language) for language in LANGUAGES},
        }
        for change in changes
    ]


def objective_json(objective: Totals | ObjectiveChange, aim: str) -> dict[str, object]:
    """Return what a plan is judged by; options gained and nights averted are counted only by one that aims at them."""
    return {
        **({"due": objective.due} if isinstance(objective, ObjectiveChange) and objective.due else {}),
        **({"gained": gained_by_kind(objective.gained)} if aim == "readiness" else {}),
        **({"nights": objective.nights} if aim == "nights" else {}),
        "placed_by_tier": {str(tier): count for tier, count in objective.placed_by_tier.items()},
        "cost": objective.cost,
    }


def show_plan(view: PlanView) -> None:
    """Print a plan: who is suggested where, who is not and why; what to import where there is nobody or nothing."""
    language = settings().language
    if not view.source.facilities or not (view.source.people or view.source.served or view.held_up):
        out.print(tell("cli.plan_of_nobody" if view.source.facilities else "cli.plan_of_nowhere"), soft_wrap=True)
        return
    by_tier = view.plan.placed_by_tier
    columns = ("person", "tier", "home", "facility", "facility_ward", "distance", "firm")
    print_frame(suggestion_table(view, language, columns), tell("cli.plan", period=view.period))
    if view.left_out:
        print_frame(left_out_table(view, language), tell("cli.left_out"))
    summary = {"placed": view.placed, "left": len(view.left_out), "cost": view.plan.cost}
    out.print(tell("cli.plan_summary", **summary, one=by_tier[1], two=by_tier[2], three=by_tier[3]), soft_wrap=True)
    out.print(promise_text(promise(view), language), soft_wrap=True)
    if view.aim == "nights":
        out.print(tell("aims.nights", nights=f"{view.plan.nights / HUNDREDTHS:.1f}"), soft_wrap=True)
    for line in note_lines(view, language):
        out.print(line, markup=False, soft_wrap=True)


def firm_more_json(view: PlanView, *, others: bool, ranges: bool) -> dict[str, object]:
    """Return the next best plans and the ranges of weights for JSON, as far as they are asked for."""
    more: dict[str, object] = {}
    if others:
        more["others"] = [
            {
                "change": objective_json(other.change, view.aim),
                "moves": [
                    {"person": move.person_id, "from": move.from_facility, "to": move.to_facility}
                    for move in other.moves
                ],
            }
            for other in other_plans(view)
        ]
    if ranges:
        more["ranges"] = {weight: vars(weight_range(view, weight)) for weight in weights_of(view)}
    return more


def show_firm(view: PlanView, *, others: bool, ranges: bool) -> None:
    """Print the next best plans and the ranges of weights, as far as they are asked for."""
    language = settings().language
    lines: list[str] = []
    if others:
        found = other_plans(view)
        lines.append(say("firm.others" if found else "firm.no_others", language))
        for number, other in enumerate(found, start=1):
            heading, moves = other_lines(view, other, language)
            lines += [f"{number}. {heading}", *(f"  {move}" for move in moves)]
    if ranges:
        lines.append(say("firm.ranges", language))
        for weight, value in weights_of(view).items():
            ends = range_text(weight_range(view, weight), language)
            lines.append(
                "  "
                + say("firm.range_line", language, weight=say(f"weight.{weight}", language), value=value, range=ends)
            )
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


def show_dates(dated: DatedView) -> None:
    """Print the dates of a plan: what is proven, whose facility changes because of them, and who stays when."""
    language = settings().language
    moved = moved_texts(dated, language)
    lines = dated.proof(language)
    lines += [say("dates.moved_title", language, count=len(moved))] if moved else []
    lines += [f"  {text}" for text in moved]
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)
    columns = [tell(f"trials.column.{name}") for name in ("person", "facility")]
    columns += [tell(f"dates.column.{name}") for name in ("arrival", "departure", "nights")]
    print_frame(stay_table(dated, language)[columns], tell("dates.list"))


def show_asking(asking: AskingView) -> None:
    """Print what a plan brings if facilities may say no: expected trials and calls, whom to call and to ask next."""
    language = settings().language
    print_frame(compare_table(asking, language), tell("asking.compare"))
    for line in proof_text(asking, language):
        out.print(line, markup=False, soft_wrap=True)
    print_frame(call_table(asking, language), tell("asking.calls"))
    print_frame(chance_table(asking, language), tell("asking.tier_one"))
    print_frame(list_table(asking, language), tell("asking.lists"))


def dates_json(dated: DatedView) -> dict[str, object]:
    """Return the dates of a plan for JSON, with why a facility is not the planned one."""
    return {
        "proven": dated.dated.proven,
        "stays": [
            {
                "person": stay.person_id,
                "facility": stay.facility_id,
                "arrival": str(stay.arrival),
                "departure": str(stay.departure),
                "planned_facility": stay.planned_facility_id,
                "moved_because": stay.moved_because or None,
            }
            for stay in dated.dated.stays
        ],
    }
