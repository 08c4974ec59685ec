"""`sonae why` and `sonae whatif`: ask a plan for its reasons, and try it another way."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer

from desk.errors import DeskError
from desk.people import PersonFile
from desk.readiness import promise
from desk.scenarios import Edits, SideBySide, try_edits
from desk.trials import LeftOut, PlanView, Suggestion
from desk.why import (
    change_text,
    explain_pair,
    find_facility,
    find_person,
    moves_text,
    options,
    pair_sentences,
    regret_text,
)
from matching.alternatives import Alternative, Regret
from matching.compare import Change, Totals
from matching.dump import gained_by_kind
from ui.cli_readiness import Aim, promise_json
from ui.words import LANGUAGES, say

Lock = Annotated[list[str] | None, typer.Option("--lock", help="PERSON:FACILITY must be in the plan.")]
Forbid = Annotated[list[str] | None, typer.Option("--forbid", help="PERSON:FACILITY must not be in the plan.")]
Places = Annotated[list[str] | None, typer.Option("--places", help="FACILITY=N trial places.")]
Close = Annotated[list[str] | None, typer.Option("--close", help="FACILITY takes nobody.")]
Tier = Annotated[list[str] | None, typer.Option("--tier", help="PERSON=1, 2 or 3.")]
Weight = Annotated[list[str] | None, typer.Option("--weight", help="WEIGHT=POINTS, a weight of the policy.")]
Confirm = Annotated[list[str] | None, typer.Option("--confirm", help="FACILITY:CONDITION=yes or no.")]
StayCloseToLast = Annotated[
    int, typer.Option("--stay-close", help="Points for each person who changes against the last kept plan.")
]
Opened = Annotated[int | None, typer.Option("--open", help="Open a kept plan of the period by its number.")]
StayClose = Annotated[int, typer.Option("--stay-close", help="Points for each person placed elsewhere than before.")]

TryAim = Annotated[Aim | None, typer.Option("--try-aim", help="Another aim: cost or readiness.")]


def _split(text: str, mark: str, form: str) -> tuple[str, str]:
    before, found, after = text.rpartition(mark)
    if not (before and found and after):
        raise DeskError("whatif.form", value=text, form=form)
    return before, after


def _number(text: str, whole: str, form: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise DeskError("whatif.form", value=whole, form=form) from None


def _pairs(view: PlanView, texts: Sequence[str] | None) -> frozenset[tuple[int, int]]:
    pairs = [_split(text, ":", "PERSON:FACILITY") for text in texts or ()]
    return frozenset((find_person(view, person).key, find_facility(view, site).key) for person, site in pairs)


def _numbers(texts: Sequence[str] | None, key: Callable[[str], Any], form: str) -> dict[Any, int]:
    pairs = [(text, *_split(text, "=", form)) for text in texts or ()]
    return _each_once((text, key(name), _number(number, text, form)) for text, name, number in pairs)


def _each_once(said: Iterable[tuple[str, Any, Any]]) -> dict[Any, Any]:
    """Return what was said of each; whoever says two things of one is asked which is meant."""
    found: dict[Any, Any] = {}
    for text, key, value in said:
        if found.setdefault(key, value) != value:
            raise DeskError("whatif.said_twice", value=text)
    return found


def _confirmed(view: PlanView, texts: Sequence[str] | None) -> dict[tuple[int, str], bool]:
    form = "FACILITY:CONDITION=yes|no"
    answers = {"yes": True, "no": False}
    said = []
    for text in texts or ():
        pair, answer = _split(text, "=", form)
        site, condition = _split(pair, ":", form)
        if answer not in answers:
            raise DeskError("whatif.form", value=text, form=form)
        said.append((text, (find_facility(view, site).key, condition), answers[answer]))
    return _each_once(said)


def read_edits(
    view: PlanView,
    lock: Lock = None,
    forbid: Forbid = None,
    places: Places = None,
    close: Close = None,
    tier: Tier = None,
    weight: Weight = None,
    confirm: Confirm = None,
    stay_close: int = 0,
    try_aim: TryAim = None,
) -> Edits:
    """Read the options of `whatif`; names become ids.

    Raises
    ------
    DeskError
        If one is not written as it should be, or names nobody.
    """
    return Edits(
        locks=_pairs(view, lock),
        forbids=_pairs(view, forbid),
        places=_numbers(places, lambda site: find_facility(view, site).key, "FACILITY=N"),
        closed=frozenset(find_facility(view, site).key for site in close or ()),
        tiers=_numbers(tier, lambda person: find_person(view, person).key, "PERSON=TIER"),
        weights=_numbers(weight, str, "WEIGHT=POINTS"),
        confirmed=_confirmed(view, confirm),
        stay_close=stay_close,
        aim=None if try_aim is None else str(try_aim),
    )


def alternative_json(view: PlanView, one: Alternative) -> dict[str, object]:
    """Return an alternative for JSON, with its meaning in both languages."""
    return {
        "facility": one.facility_id,
        "name": view.facility_name(one.facility_id, "ja"),
        "regret": None if one.regret is None else _objective(one.regret, view.aim),
        "moves": [{"person": one.person_id, "from": one.from_facility, "to": one.to_facility} for one in one.moves],
        "loses": list(one.loses),
        "text": {language: regret_text(view, one, language) for language in ("ja", "en")},
    }


def _told(view: PlanView, person: PersonFile) -> Suggestion | LeftOut:
    return next(one for one in view.everybody if one.person.key == person.key)


def plan_json(view: PlanView) -> dict[str, object]:
    """Return a plan for JSON: its record, with why, what cannot be kept, and who changes against a kept plan."""
    return {
        **view.record,
        "reasons": {
            str(one.person.key): {
                language: [view.text(sentence, language) for sentence in one.sentences] for language in LANGUAGES
            }
            for one in sorted(view.everybody, key=lambda one: one.person.key)
        },
        "readiness": promise_json(promise(view), view.aim),
        "held_up": {language: view.held_up_lines(language) for language in LANGUAGES},
        "since": view.since and {"plan": view.since.plan.key, "changes": _changes(view, view, view.since.changes)},
    }


def note_lines(view: PlanView, language: str) -> list[str]:
    """Say what is agreed but can no longer be, and who changes against a kept plan."""
    lines = []
    if view.held_up:
        lines = [say("held_up.title", language, count=len(view.held_up))]
        lines += [f"  {line}" for line in view.held_up_lines(language)]
    if view.since is not None:
        key, changes = view.since.plan.key, view.since.changes
        lines += [say("kept_plan.opened", language, id=key)] if view.opened else []
        lines.append(say("kept_plan.changes", language, id=key, count=len(changes)))
        lines += [f"  {change_text(view, view, one, language)}" for one in changes]
    return lines


def _changes(old: PlanView, new: PlanView, changes: Iterable[Change]) -> list[dict[str, object]]:
    return [
        {
            "person": one.person_id,
            "from": one.old_facility,
            "to": one.new_facility,
            "causes": list(one.causes),
            "text": {language: change_text(old, new, one, language) for language in LANGUAGES},
        }
        for one in changes
    ]


def why_json(view: PlanView, person: PersonFile, site: str | None) -> dict[str, object]:
    """Return why somebody is suggested where she is, and what else; or why not at one facility."""
    told = _told(view, person)
    document: dict[str, object] = {
        "person": person.key,
        "code_name": person.person.code_name,
        "reasons": {
            language: [view.text(sentence, language) for sentence in told.sentences] for language in ("ja", "en")
        },
    }
    if site is None:
        return {**document, "alternatives": [alternative_json(view, one.alternative) for one in options(view, person)]}
    facility = find_facility(view, site)
    pair = explain_pair(view, person, facility)
    return {
        **document,
        "facility": facility.key,
        "name": facility.facility.name,
        "failed": list(pair.failed),
        "to_confirm": list(pair.to_confirm),
        "alternative": None if pair.alternative is None else alternative_json(view, pair.alternative),
        "why_not": {language: pair_sentences(view, pair, language) for language in ("ja", "en")},
    }


def why_lines(view: PlanView, person: PersonFile, site: str | None, language: str) -> list[str]:
    """Return the same for people to read."""
    if site is not None:
        facility = find_facility(view, site)
        sentences = pair_sentences(view, explain_pair(view, person, facility), language)
        return [f"{person.person.code_name} → {facility.facility.name}", *(f"  {line}" for line in sentences)]
    told = _told(view, person)
    where = f" → {told.facility.facility.name}" if isinstance(told, Suggestion) else ""
    lines = [f"{person.person.code_name}{where}", *(f"  {view.text(one, language)}" for one in told.sentences)]
    for one in options(view, person):
        mark = "●" if one.chosen else " "
        regret = regret_text(view, one.alternative, language)
        lines.append(f"{mark} {one.facility.facility.name}: {regret}")
        if moves := moves_text(view, one.alternative, language):
            lines.append(f"    {moves}")
    return lines


def side_json(side: SideBySide) -> dict[str, object]:
    """Return two plans side by side for JSON."""
    found = side.comparison
    return {
        "edits": side.edits.to_json(),
        "old": _totals(found.old, side.old),
        "new": _totals(found.new, side.new),
        "gains": list(found.gains),
        "loses": list(found.loses),
        "changes": _changes(side.old, side.new, found.changes),
        "assignments": [
            {"person": one.person_id, "facility": one.facility_id, "cost": one.cost}
            for one in side.new.plan.assignments
        ],
    }


def _totals(totals: Totals, view: PlanView) -> dict[str, object]:
    return {
        **_objective(totals, view.aim),
        "home_metres": totals.home_metres,
        "readiness": promise_json(promise(view), view.aim),
    }


def _objective(found: Totals | Regret, aim: str) -> dict[str, object]:
    """Return what a plan is judged by; options gained are counted only by one that aims at them."""
    return {
        **({"gained": gained_by_kind(found.gained)} if aim == "readiness" else {}),
        "placed_by_tier": {str(tier): count for tier, count in found.placed_by_tier.items()},
        "cost": found.cost,
    }


__all__ = ["find_person", "read_edits", "side_json", "try_edits", "why_json", "why_lines"]
