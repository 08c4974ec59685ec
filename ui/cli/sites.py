"""`sonae sites`: where new places would help most, the same figures as on the page."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from desk.city import travel_sentences
from desk.coverage import AMONG, DEMANDS, MODELS, MOST_METRES, MOST_NEW, Sites, find_sites
from desk.policy import load_policy
from ui.cli.console import print_json
from ui.settings import casebook, settings, today, travel
from words.say import say, show

Model = StrEnum("Model", {model: model for model in MODELS})  # type: ignore[misc]
Among = StrEnum("Among", {among: among for among in AMONG})  # type: ignore[misc]
Demand = StrEnum("Demand", {demand: demand for demand in DEMANDS})  # type: ignore[misc]


def sites_command(
    new: Annotated[
        int, typer.Option(help="New places at most; lscp finds the number itself.", min=1, max=MOST_NEW)
    ] = 3,
    radius: Annotated[int, typer.Option(help="How far is near, in metres.", min=1, max=MOST_METRES)] = 5000,
    model: Annotated[
        Model,
        typer.Option(help="Most people in reach, fewest places for all, shortest mean way, shortest farthest way."),
    ] = Model["mclp"],
    among: Annotated[
        Among,
        typer.Option(help="Towns, facilities that do not yet offer trials as far as is known, or public facilities."),
    ] = Among["towns"],
    demand: Annotated[Demand, typer.Option(help="People at risk, or all residents.")] = Demand["people"],
    policy: Annotated[Path | None, typer.Option(help="A policy file; default: the standard policy.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Choose the new places that would help most. 最も役立つ新しい場所を選びます。"""
    solution = find_sites(
        casebook(),
        today(),
        load_policy(policy),
        model=str(model),
        new=new,
        radius_m=radius,
        among=str(among),
        demand=str(demand),
        travel=travel(),
    )
    if as_json:
        print_json(sites_json(solution))
        return
    show_sites(solution, settings().language)


def sites_json(solution: Sites) -> dict[str, Any]:
    """Return the places for JSON: metres null where nobody can reach any."""
    return {
        "model": solution.model,
        "new": solution.new,
        "radius": solution.radius_m,
        "among": solution.among,
        "demand": solution.demand,
        "total": solution.total,
        "nowhere": solution.nowhere,
        "existing": solution.existing,
        "unplaced": solution.unplaced,
        "candidates": solution.candidates,
        "covered_before": solution.before.covered,
        "covered_after": solution.after.covered,
        "before": asdict(solution.before),
        "after": asdict(solution.after),
        "proven": solution.proven,
        "travel": dict(solution.travel),
        "sites": [asdict(site) for site in solution.sites],
    }


def show_sites(solution: Sites, language: str) -> None:
    """Print the places, then what they change."""
    out = Console()

    def tell(code: str, **params: object) -> None:
        out.print(say(code, language, **params), markup=False, soft_wrap=True)

    def way(metres: int | None) -> str:
        return show(None, language) if metres is None else say("sites.metres", language, metres=metres)

    tell(
        "sites.cli_title",
        model=say(f"coverage.model_{solution.model}", language),
        total=solution.total,
        candidates=solution.candidates,
        radius=solution.radius_m,
        existing=solution.existing,
    )
    for message in travel_sentences(solution.travel, "travel.unreached_sites"):
        out.print(say(message, language), markup=False, soft_wrap=True)
    if solution.unplaced:
        tell("sites.unplaced", count=solution.unplaced)
    if not solution.sites:
        tell(solution.why_none)
        return
    names = ("rank", "site", "adds", "covered", "mean", "farthest")
    table = Table(*(Column(say(f"coverage.column.{name}", language), overflow="fold") for name in names))
    for site in solution.sites:
        after = site.after
        cells = (site.rank, site.label, site.adds, after.covered, after.mean_metres, after.farthest_metres)
        table.add_row(*(Text(show(cell, language)) for cell in cells))
    out.print(table)
    before, after = solution.before, solution.after
    tell(
        "sites.cli_reach",
        before=before.covered,
        after=after.covered,
        mean_before=way(before.mean_metres),
        mean_after=way(after.mean_metres),
        far_before=way(before.farthest_metres),
        far_after=way(after.farthest_metres),
    )
    tell("sites.cli_unreached", before=before.unreached, after=after.unreached, nowhere=solution.nowhere)
    tell("coverage.proven" if solution.proven else "coverage.not_proven")
