"""`sonae readiness`: how many people would be taken outside the base, and what a plan would do to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk.city import roughly_placed
from desk.period import coming_quarter, parse_period
from desk.plan import plan_trials
from desk.policy import AIMS, aiming, load_policy
from desk.readiness import (
    BedChances,
    Counts,
    Promise,
    ReadinessView,
    by_group,
    members,
    month_ends,
    over_time,
    over_time_by,
    percent,
    promise,
    promise_text,
    read_chances,
    read_readiness,
    tally,
)
from ui.cli.console import print_json, print_titled, reading_people
from ui.settings import settings, today, travel
from words.message import Message
from words.say import join, say

GROUPS = ("ward", "tier", "need")
LEVEL_NAMES = ("0", "1", "2+")
Aim = StrEnum("Aim", {aim: aim for aim in AIMS})  # type: ignore[misc]


def readiness_command(
    with_plan: Annotated[bool, typer.Option("--with-plan", help="And what the trial-stay plan promises.")] = False,
    aim: Annotated[Aim | None, typer.Option(help="Of that plan: cost, readiness or nights.")] = None,
    period: Annotated[str | None, typer.Option(help="Of that plan: 2027-01/2027-03.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show how ready the city is for emergencies. 緊急時への備えを表示します。"""
    book, day, policy = reading_people("readiness"), today(), load_policy()
    view = read_readiness(book, day, policy, travel())
    chances = read_chances(book, view)
    plan = None
    if with_plan:
        span = coming_quarter(day) if period is None else parse_period(period)
        plan = plan_trials(book, span, policy if aim is None else aiming(policy, str(aim)), day, travel=travel())
    if as_json:
        document = view_json(view, chances) | ({"promise": promise_json(promise(plan), plan.aim)} if plan else {})
        print_json(document)
        return
    print_readiness(view, chances, settings().language)
    if plan:
        Console().print(promise_text(promise(plan), settings().language), soft_wrap=True)


def counts_json(counts: Counts) -> dict[str, int]:
    """Return people by number of options."""
    return dict(zip(LEVEL_NAMES, counts, strict=True))


def view_json(view: ReadinessView, chances: BedChances | None) -> dict[str, object]:
    """Return everybody's readiness for JSON."""
    groups = {f"by_{group}": _group_json(view, group) for group in GROUPS}
    trend = over_time(view, month_ends(view.day))
    return {
        "day": view.day,
        "people": len(view.counts),
        "counts": counts_json(tally(view.counts.values())),
        **groups,
        "chance": None if chances is None else chances.average(view.counts),
        "trend": _trend_json(trend),
        **{f"trend_by_{group}": _trends_json(view, group) for group in GROUPS},
        "about_to_lose": [
            {
                "person": losing.person.key,
                "code_name": losing.person.person.code_name,
                "facilities": list(losing.facility_ids),
                "last_day": losing.last_day,
            }
            for losing in view.losing
        ],
        "persons": [
            {
                "id": person.id,
                "code_name": view.source.people[person.id].person.code_name,
                "tier": person.tier,
                "ward": person.ward,
                "options": list(view.options(person.id)),
                "chance": None if chances is None else asdict(chances.of(person.id)),
                "ways": [
                    {
                        "kind": way.kind,
                        "facility": way.facility_id,
                        "rule": way.rule,
                        "metres": way.metres,
                        "metres_to_confirm": roughly_placed(view.source.facilities[way.facility_id].facility),
                    }
                    for way in view.ways(person.id)
                ],
            }
            for person in view.problem.people
        ],
        "beds": [] if chances is None else _beds_json(chances),
    }


def _beds_json(chances: BedChances) -> list[dict[str, object]]:
    """Return who is an option of somebody: how many people count on the bed, and how likely it accepts."""
    return [
        {
            "facility": key,
            "people": count,
            "accepts": percent(chances.accepts(key).mean),
            "asked": chances.accepts(key).asked,
            "accepted": chances.accepts(key).accepted,
        }
        for key, count in chances.counting.items()
        if count
    ]


def _trend_json(trend: Mapping[date, Counts]) -> list[dict[str, object]]:
    return [{"day": day, **counts_json(counts)} for day, counts in trend.items()]


def _trends_json(view: ReadinessView, group: str) -> dict[str, list[dict[str, object]]]:
    trends = over_time_by(view, month_ends(view.day), group)
    return {key: _trend_json(trend) for key, trend in trends.items()}


def _group_json(view: ReadinessView, group: str) -> dict[str, dict[str, int]]:
    return {key: counts_json(counts) for key, counts in by_group(view, group).items()}


def promise_json(promised: Promise, aim: str) -> dict[str, object]:
    """Return what a plan does to readiness for JSON."""
    return {
        "day": promised.day,
        "aim": aim,
        "before": counts_json(promised.before),
        "after": counts_json(promised.after),
        "gained": [
            {"person": person, "facility": facility, "options": options}
            for person, (facility, options) in sorted(promised.gained.items())
        ],
    }


def print_readiness(view: ReadinessView, chances: BedChances | None, language: str) -> None:
    """Print people by number of options: all of them, by ward, tier and need, over time; and who is about to lose."""
    out = Console()
    if view.lacks:
        out.print(say(f"readiness.empty_{view.lacks}", language), markup=False, soft_wrap=True)
        return
    title = say("readiness.cli_title", language, day=view.day, count=len(view.counts))
    everybody = [(say("common.all", language), tally(view.counts.values()))]
    _table(out, title, everybody, language, _averages(chances, [list(view.counts)], language))
    for group in GROUPS:
        rows = [(_name(group, key, language), counts) for key, counts in by_group(view, group).items()]
        averages = _averages(chances, members(view, group).values(), language)
        _table(out, say(f"readiness.group_{group}", language), rows, language, averages)
    for message in [Message("chance.part")] if chances is None else chances.messages:
        out.print(say(message, language), markup=False, soft_wrap=True)
    trend = over_time(view, month_ends(view.day)).items()
    _table(out, say("readiness.trend", language), [(f"{day}", counts) for day, counts in trend], language)
    for losing in view.losing:
        names = join((view.source.facilities[key].facility.name for key in losing.facility_ids), language)
        params = {"person": losing.person.person.code_name, "day": losing.last_day, "facilities": names}
        out.print(say("readiness.cli_losing", language, **params), markup=False, soft_wrap=True)


def _name(group: str, key: str, language: str) -> str:
    if group == "need":
        return say(key, language)
    if group == "tier":
        return say("people.tier_value", language, tier=key)
    return key or say("common.unknown", language)


def _averages(chances: BedChances | None, people: Iterable[Sequence[int]], language: str) -> list[str] | None:
    if chances is None:
        return None
    return [say("chance.percent", language, percent=chances.average(those)) for those in people]


def _table(
    out: Console, title: str, rows: Iterable[tuple[str, Counts]], language: str, averages: list[str] | None = None
) -> None:
    """Print people by number of options, with their average chances where they are told."""
    last = [] if averages is None else [say("chance.column", language)]
    table = Table("", *(say(f"readiness.column_{level}", language) for level in range(3)), *last)
    for at, (name, counts) in enumerate(rows):
        table.add_row(Text(name), *map(str, counts), *([] if averages is None else [averages[at]]))
    print_titled(out, title, table)
