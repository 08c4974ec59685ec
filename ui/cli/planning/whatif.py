"""`sonae whatif`: try the plan another way."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import typer

from desk.errors import DeskError
from desk.plan import (
    FIRST_DRAW,
    Edits,
    PlanView,
    SideBySide,
    Totals,
    change_text,
    find_facility,
    find_person,
    try_edits,
)
from desk.readiness import promise
from ui.cli.console import Json, out, print_json, reading_people, tell
from ui.cli.planning.plan import AimOf, Draw, PeriodOption, PolicyFile, plan_from_options
from ui.cli.planning.shown import changes_json, objective_json
from ui.cli.readiness import Aim, promise_json
from ui.settings import settings

Lock = Annotated[list[str] | None, typer.Option("--lock", help="PERSON:FACILITY must be in the plan.")]


Forbid = Annotated[list[str] | None, typer.Option("--forbid", help="PERSON:FACILITY must not be in the plan.")]


Places = Annotated[list[str] | None, typer.Option("--places", help="FACILITY=N trial places.")]


Close = Annotated[list[str] | None, typer.Option("--close", help="FACILITY takes nobody.")]


Tier = Annotated[list[str] | None, typer.Option("--tier", help="PERSON=1, 2 or 3.")]


Weight = Annotated[list[str] | None, typer.Option("--weight", help="WEIGHT=POINTS, a weight of the policy.")]


Confirm = Annotated[list[str] | None, typer.Option("--confirm", help="FACILITY:CONDITION=yes or no.")]


StayClose = Annotated[int, typer.Option("--stay-close", help="Points for each person placed elsewhere than before.")]


TryAim = Annotated[Aim | None, typer.Option("--try-aim", help="Another aim: cost, readiness or nights.")]


def _split(text: str, mark: str, form: str) -> tuple[str, str]:
    before, separator, after = text.rpartition(mark)
    if not (before and separator and after):
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


def _each_once(entries: Iterable[tuple[str, Any, Any]]) -> dict[Any, Any]:
    """Return what was said of each; whoever says two things of one is asked which is meant."""
    values: dict[Any, Any] = {}
    for text, key, value in entries:
        if values.setdefault(key, value) != value:
            raise DeskError("whatif.said_twice", value=text)
    return values


def _confirmed(view: PlanView, texts: Sequence[str] | None) -> dict[tuple[int, str], bool]:
    form = "FACILITY:CONDITION=yes|no"
    answers = {"yes": True, "no": False}
    entries = []
    for text in texts or ():
        pair, answer = _split(text, "=", form)
        site, condition = _split(pair, ":", form)
        if answer not in answers:
            raise DeskError("whatif.form", value=text, form=form)
        entries.append((text, (find_facility(view, site).key, condition), answers[answer]))
    return _each_once(entries)


def side_json(side: SideBySide) -> dict[str, object]:
    """Return two plans side by side for JSON."""
    comparison = side.comparison
    return {
        "edits": side.edits.to_json(),
        "old": _totals(comparison.old, side.old),
        "new": _totals(comparison.new, side.new),
        "gains": list(comparison.gains),
        "loses": list(comparison.loses),
        "changes": changes_json(side.old, side.new, comparison.changes),
        "assignments": [
            {"person": assignment.person_id, "facility": assignment.facility_id, "cost": assignment.cost}
            for assignment in side.new.plan.assignments
        ],
    }


def _totals(totals: Totals, view: PlanView) -> dict[str, object]:
    return {
        **objective_json(totals, view.aim),
        "home_metres": totals.home_metres,
        "readiness": promise_json(promise(view), view.aim),
    }


def whatif(
    lock: Lock = None,
    forbid: Forbid = None,
    places: Places = None,
    close: Close = None,
    tier: Tier = None,
    weight: Weight = None,
    confirm: Confirm = None,
    stay_close: StayClose = 0,
    try_aim: TryAim = None,
    period: PeriodOption = None,
    policy: PolicyFile = None,
    aim: AimOf = None,
    draw: Draw = FIRST_DRAW,
    as_json: Json = False,
) -> None:
    """Try the plan another way and show what would change; nothing is written. 別のやり方を試します。"""
    view = plan_from_options(reading_people("whatif"), period, policy, aim, draw=draw)
    edits = Edits(
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
    side = try_edits(view, "whatif", edits)
    if as_json:
        print_json(side_json(side))
        return
    comparison, language = side.comparison, settings().language
    for name, totals in (("cli.before", comparison.old), ("cli.after", comparison.new)):
        by_tier = {f"tier{tier}": count for tier, count in totals.placed_by_tier.items()}
        out.print(tell(name, cost=totals.cost, km=totals.home_metres // 1000, **by_tier), soft_wrap=True)
    out.print(tell("cli.changed_people", count=len(comparison.changes)))
    for change in comparison.changes:
        out.print(f"  {change_text(side.old, side.new, change, language)}", markup=False, soft_wrap=True)
