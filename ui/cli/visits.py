"""`sonae visits`: where a visit would help most, and for whom."""

from collections.abc import Iterable, Mapping
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from desk.period import coming_quarter
from desk.plan import JUDGED_AIMS, Effect, SiteEffects, answer_text, made_ready, placed, plan_trials, site_effects
from desk.policy import aiming, load_policy
from desk.readiness import Lead, VisitList, km_text, read_readiness, read_visits
from ui.cli.console import print_json, print_titled
from ui.settings import casebook, settings, today, travel
from words.say import say, show

TOP = 20
EFFECTS = (
    *("visits.column_rank", "visits.column_place", "visits.column_more_placed", "visits.column_more_ready"),
    *("visits.column_yes", "visits.placed", "visits.made_ready"),
)
COLUMNS = ("rank", "place", "options", "without", "reconsidered", "questions", "km", "last")


def visits_command(
    top: Annotated[int, typer.Option(min=1, help="How many.")] = TOP,
    effects: Annotated[bool, typer.Option("--effects", help="And exactly what one place or one yes brings.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """List where visits would help most. 訪問先の候補を表示します。"""
    book, day, policy = casebook().counting(), today(), load_policy()
    visit_list = read_visits(book, read_readiness(book, day, policy, travel()))
    sites = {}
    if effects:
        for aim in JUDGED_AIMS:
            plan = plan_trials(book, coming_quarter(day), aiming(policy, aim), day, travel=travel())
            sites[aim] = site_effects(plan)
    if as_json:
        lines = [lead_json(visit_list, lead, sites) for lead in visit_list.leads[:top]]
        document = {"day": day, "facilities": len(visit_list.leads), "leads": lines}
        print_json(document)
        return
    print_list(visit_list, top, settings().language)
    if effects:
        print_effects(visit_list, sites, top, settings().language)


def lead_json(visit_list: VisitList, lead: Lead, sites: dict[str, dict[int, SiteEffects]]) -> dict[str, object]:
    """Return one facility for JSON; names only for those who may see them."""
    visit = lead.last
    return {
        "facility": lead.facility.key,
        "name": lead.facility.facility.name,
        "phone": lead.facility.facility.phone,
        "metres": lead.metres,
        "questions": list(lead.questions),
        "at_once": people_json(visit_list, lead.at_once),
        "after_trial": people_json(visit_list, lead.after_trial),
        "without_option": people_json(visit_list, lead.without),
        "refused": {rule: people_json(visit_list, people) for rule, people in lead.refused.items()},
        "last_visit": visit
        and {"day": visit.visited_on, "willingness": visit.willingness, "purpose": visit.purpose, "note": visit.note},
        **{f"effects_{aim}": site_json(of[lead.facility.key]) for aim, of in sites.items() if lead.facility.key in of},
    }


def people_json(visit_list: VisitList, people: tuple[int, ...]) -> dict[str, object]:
    """Return how many, and who if that may be told."""
    return {"count": len(people), **({"names": list(visit_list.names(people))} if visit_list.named else {})}


def site_json(site: SiteEffects) -> dict[str, object]:
    """Return what one place and each single yes brings at one facility."""
    return {
        "place": {"placed": placed(site.place), "made_ready": made_ready(site.place)},
        "answers": [
            {
                "condition": answer.condition,
                "placed": placed(answer.change),
                "made_ready": answer.made_ready,
                "options": len(answer.options),
                "cost": answer.change.cost,
            }
            for answer in site.answers
        ],
    }


def print_list(visit_list: VisitList, top: int, language: str) -> None:
    """Print the list as a table."""
    title = say("visits.cli_title", language, day=visit_list.view.day, count=len(visit_list.leads))
    table = folding((f"visits.column_{column}" for column in COLUMNS), language)
    for at, lead in enumerate(visit_list.leads[:top], start=1):
        km = show(None, language) if lead.metres is None else km_text(lead.facility, lead.metres, language)
        last = show(lead.last.visited_on, language) if lead.last else say("visits.never", language)
        counts = (lead.options, len(lead.without), len(lead.reconsidered), len(lead.questions))
        table.add_row(str(at), Text(lead.facility.facility.name), *map(str, counts), km, last)
    print_titled(Console(), title, table)


def print_effects(
    visit_list: VisitList, sites: Mapping[str, Mapping[int, SiteEffects]], top: int, language: str
) -> None:
    """Print what one more place and the most helpful yes would bring at each facility of the list."""
    table = folding(EFFECTS, language)
    for at, lead in enumerate(visit_list.leads[:top], start=1):
        key = lead.facility.key
        cells: list[int | str | None] = [None] * 5
        if key in sites["cost"] and key in sites["readiness"]:
            ready = sites["readiness"][key]
            cells[:2] = placed(sites["cost"][key].place), made_ready(ready.place)
            best = ready.answers[0] if ready.answers and helps(ready.answers[0]) else None
            yes = answer_text(best.condition, language) if best else say("visits.no_yes", language)
            cells[2:] = yes, placed(best.change) if best else 0, best.made_ready if best else 0
        table.add_row(str(at), Text(lead.facility.facility.name), *(Text(show(cell, language)) for cell in cells))
    print_titled(Console(), say("visits.effects", language), table)


def helps(answer: Effect) -> bool:
    """Tell whether somebody would be placed or made ready by a yes, or have one more option at once."""
    return placed(answer.change) > 0 or answer.made_ready > 0 or len(answer.options) > 0


def folding(codes: Iterable[str], language: str) -> Table:
    """Return a table whose cells go on below where the terminal is narrow."""
    return Table(*(Column(say(code, language), overflow="fold") for code in codes))
