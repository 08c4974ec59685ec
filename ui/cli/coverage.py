"""`sonae coverage`: the measures of every ward, municipality, catchment or town, the same figures as on the page."""

import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from desk.coverage import (
    CITY,
    DECAY,
    DECAYS,
    LEVELS,
    MEASURES,
    METHOD,
    METHODS,
    MINUTES,
    UNWEIGHED,
    WITHIN_M,
    Coverage,
    Load,
    Snapshot,
    coverage_of,
    definition,
    read_snapshot,
    soles,
)
from desk.plan import travel_messages, travel_summary
from desk.policy import load_policy
from ui.cli.console import print_json, print_titled
from ui.settings import casebook, settings, today, travel
from words.say import LANGUAGES, say, show

By = StrEnum("By", {level: level for level in LEVELS})  # type: ignore[misc]
Code = StrEnum("Code", {code: code for code in MEASURES})  # type: ignore[misc]
Method = StrEnum("Method", {method: method for method in METHODS})  # type: ignore[misc]
Decay = StrEnum("Decay", {decay: decay for decay in DECAYS})  # type: ignore[misc]
SHOWN = ("people", "tier_1", "trial_places", "emergency", "no_place_near", "no_option")
"""What is printed unless something is asked for."""


def coverage_command(
    by: Annotated[By, typer.Option(help="Ward, municipality, catchment of a care centre, or town.")] = By["ward"],
    within: Annotated[int, typer.Option(help="How far a place may be to count as near, in metres.", min=1)] = WITHIN_M,
    minutes: Annotated[
        int, typer.Option(help="How long the way may take, where SONAE_TRAVEL knows times.", min=1)
    ] = MINUTES,
    method: Annotated[Method, typer.Option(help="How access to trial places is measured.")] = Method[METHOD],
    decay: Annotated[
        Decay, typer.Option(help="How its weights fall up to the near distance; of no use for 2sfca.")
    ] = Decay[DECAY],
    measure: Annotated[list[Code] | None, typer.Option(help="What to print; with --json everything.")] = None,
    policy: Annotated[Path | None, typer.Option(help="A policy file; default: the standard policy.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Measure how well each area is covered. 区・市町村・圏域・町丁目ごとの充足を数えます。"""
    snapshot = read_snapshot(casebook(), today(), load_policy(policy), travel=travel())
    way = str(method), str(decay)
    coverage = coverage_of(snapshot, str(by), within, None, minutes, *way)
    if as_json:
        whole = coverage_of(snapshot, CITY, within, None, minutes, *way)
        only = soles(snapshot, within)
        print_json(
            {
                **coverage_json(coverage, whole, way),
                "travel": travel_summary(snapshot.source),
                "only_facilities": carried_json(snapshot, only),
            }
        )
        return
    language = settings().language
    show_table(coverage, [str(code) for code in measure or SHOWN if code in coverage.values.columns], language)
    for message in travel_messages(snapshot.source):
        Console().print(say(message, language), markup=False, soft_wrap=True)


def coverage_json(coverage: Coverage, whole: Coverage, way: tuple[str, str]) -> dict[str, Any]:
    """Return the measures for JSON: null where unknown; the area with the key ``unknown`` is of unknown place.

    Parameters
    ----------
    way
        Method and decay by which access was measured.
    """
    rows = zip(coverage.areas["key"], coverage.areas["label"], _records(coverage), strict=True)
    return {
        "by": coverage.level,
        "day": coverage.day,
        "method": way[0],
        "decay": None if way[0] == UNWEIGHED else way[1],
        "areas": [{"key": key, "label": label or None, "values": values} for key, label, values in rows],
        "city": _records(whole)[-1],
        "measures": {
            code: {
                "unit": MEASURES[code].unit.removeprefix("unit."),
                **{
                    name: {language: say(word, language) for language in LANGUAGES}
                    for name, word in (
                        ("name", MEASURES[code].name),
                        ("definition", definition(code, *way)),
                        ("source", MEASURES[code].source),
                    )
                },
            }
            for code in coverage.values.columns
        },
    }


def carried_json(snapshot: Snapshot, only: Sequence[Load]) -> list[dict[str, Any]]:
    """Return the facilities on which people depend alone for JSON."""
    return [
        {
            "facility": load.facility_id,
            "name": snapshot.source.facilities[load.facility_id].facility.name,
            "people_place": len(load.place),
            "people_option": len(load.option),
            "stays": load.stays,
        }
        for load in only
    ]


def _records(coverage: Coverage) -> list[dict[str, float | None]]:
    return [
        {str(code): None if math.isnan(value) else value for code, value in row.items()}
        for row in coverage.values.to_dict("records")
    ]


def show_table(coverage: Coverage, codes: Sequence[str], language: str) -> None:
    """Print some measures, an area a line."""
    title = say(
        "coverage.cli_title", language, level=say(f"coverage.level_{coverage.level}", language), day=coverage.day
    )
    table = Table()
    table.add_column(say("coverage.area", language), overflow="fold")
    for code in codes:
        table.add_column(Text(say(MEASURES[code].name, language)), justify="right", overflow="fold")
    for label, values in zip(coverage.areas["label"], coverage.values[list(codes)].to_numpy().tolist(), strict=True):
        name = label or say("coverage.unknown", language)
        table.add_row(Text(name), *(Text(figure(value, language)) for value in values))
    print_titled(Console(), title, table)


def figure(value: float, language: str) -> str:
    """Write a measure: whole where it is, else to two places; unknown in words."""
    if math.isnan(value):
        return show(None, language)
    return show(int(value), language) if value.is_integer() else f"{value:,.2f}"
