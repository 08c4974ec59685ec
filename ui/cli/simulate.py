"""`sonae simulate`: a year of emergencies, many times over; or the bare loss system, which needs no casebook."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from desk.errors import DeskError
from desk.simulation import (
    ALONE,
    FIGURES,
    READINESS,
    ROOMS,
    SHAPES,
    STREAMS,
    TODAY,
    Estimate,
    Fit,
    Lengths,
    Model,
    Outcome,
    SimulationChoice,
    Summary,
    Unsure,
    city_model,
    erlang_b,
    fit,
    joined,
    known_places,
    lengths_of,
    loss_system,
    open_rates,
    simulate_all,
    summarise,
    unsure,
)
from ui.cli.console import print_json
from ui.estimates import interval, open_rates_said
from ui.settings import casebook, settings, today, travel
from words.say import say

Ready = StrEnum("Ready", {name: name for name in READINESS})  # type: ignore[misc]
Shape = StrEnum("Shape", {shape: shape for shape in SHAPES})  # type: ignore[misc]


def simulate_command(
    rooms: Annotated[int | None, typer.Option(help="Emergency rooms; default: the base's.", min=0)] = None,
    years: Annotated[int, typer.Option(help="Years to simulate.", min=2)] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same years.", min=0)] = 7,
    offered_load: Annotated[
        float | None, typer.Option(help="The bare loss system with this load; needs no casebook.", min=0)
    ] = None,
    no_outside: Annotated[bool, typer.Option("--no-outside", help="No facility but the base.")] = False,
    readiness: Annotated[
        Ready | None, typer.Option(help="Today's (default); later, without any trial; after a plan's; the base alone.")
    ] = None,
    length: Annotated[Shape | None, typer.Option(help="Shape of the length of stay.")] = None,
    mean_stay: Annotated[float | None, typer.Option(help="Mean stay in days; default: the casebook's.")] = None,
    cluster: Annotated[float, typer.Option(help="Mean number of emergencies at once.", min=1)] = 1.0,
    rate: Annotated[
        list[str] | None, typer.Option(help="1=0.3: a year, of one person in tier 1; or unknown=20, of all others.")
    ] = None,
    confidence: Annotated[float, typer.Option(help="Of the intervals.")] = 0.99,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Simulate a year of emergencies. 緊急受入れの1年間をくり返し試算します。"""
    _check_together(offered_load, readiness, rate, no_outside=no_outside)
    choice = SimulationChoice(rooms, str(length) if length else None, mean_stay, cluster, read_rates(rate))
    fitted = None if offered_load is not None else fit(casebook(), today())
    readiness_name = ALONE if no_outside else str(readiness or TODAY)
    rates = None
    if fitted is None:
        lengths = lengths_of(choice, _days_on_record(choice))
        model = loss_system(offered_load or 0.0, ROOMS if rooms is None else rooms, lengths, cluster)
    else:
        known = known_places(casebook(), today(), readiness_name, travel())
        model = city_model(casebook(), today(), fitted, choice, known)
        rates = open_rates(casebook(), today(), fitted, choice, known, confidence)
    models = {"likeliest": model, **({} if rates is None else {"low": rates.low, "high": rates.high})}
    outcomes = _with_progress(models, years, seed, visible=not as_json)
    found = {name: summarise(outcome, confidence) for name, outcome in outcomes.items()}
    chance = found["likeliest"]
    open_part = None if rates is None else unsure(rates, chance, found["low"], found["high"])
    summary = chance if open_part is None else joined(chance, open_part.found)
    bare = fitted is None or readiness_name == ALONE
    if as_json:
        document = {
            "years": years,
            "seed": seed,
            **summary_json(summary, model, bare=bare),
            "parts": parts_json(chance, open_part),
            "inputs": inputs(model, fitted),
        }
        print_json(document)
        return
    out = Console()
    for line in summary_lines(summary, model, years, open_part, bare=bare):
        out.print(line, markup=False, soft_wrap=True)


def _check_together(load: float | None, readiness: object, rate: object, *, no_outside: bool) -> None:
    """Refuse options of which one would silently have no effect."""
    for option, other, both in (
        ("--offered-load", "--rate", load is not None and rate),
        ("--offered-load", "--readiness", load is not None and readiness),
        ("--no-outside", "--readiness", no_outside and readiness not in (None, ALONE)),
    ):
        if both:
            raise DeskError("cli.not_together", one=option, other=other)


def _days_on_record(choice: SimulationChoice) -> Sequence[int]:
    """Return stays for the loss system: only an empirical length has to look into the casebook."""
    return fit(casebook(), today()).days if choice.shape == "empirical" else ()


def read_rates(texts: Sequence[str] | None) -> dict[str, float]:
    """Read `--rate` options.

    Raises
    ------
    DeskError
        If one is not a stream, an equals sign and a number.
    """
    rates = {}
    for text in texts or ():
        stream, _, number = text.partition("=")
        try:
            rates[stream] = float(number)
        except ValueError:
            raise DeskError("simulation.not_a_rate", value=text) from None
        if stream not in STREAMS:
            raise DeskError("simulation.not_a_rate", value=text)
    return rates


def _with_progress(models: Mapping[str, Model], years: int, seed: int, *, visible: bool) -> dict[str, Outcome]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not (visible and console.is_terminal)) as bar:
        task = bar.add_task(say("simulation.running", settings().language), total=years * len(models))
        return simulate_all(models, years, seed, lambda completed, _total: bar.update(task, completed=completed))


def summary_json(summary: Summary, model: Model, *, bare: bool) -> dict[str, Any]:
    """Return a summary for JSON; the formula beside it where there is nothing but the base."""
    blocked = None if summary.blocked_share is None else asdict(summary.blocked_share)
    formula = erlang_b(model.rooms, model.load) if bare else None
    return {
        "rooms": model.rooms,
        "confidence": summary.confidence,
        **figures_json(summary),
        "blocked_share": blocked and {**blocked, "confidence": summary.confidence, "erlang_b": formula},
        "dispersion": summary.dispersion,
    }


def figures_json(summary: Summary) -> dict[str, Any]:
    """Return the figures of a summary with their intervals, for JSON."""
    figures = {name: getattr(summary, name) for name in FIGURES}
    return {
        **{name: figure and asdict(figure) for name, figure in figures.items()},
        "days_by_rooms": {str(rooms): asdict(days) for rooms, days in enumerate(summary.days_by_rooms)},
    }


def parts_json(chance: Summary, unsure: Unsure | None) -> dict[str, Any]:
    """Return what the intervals are made of, for JSON: the simulated years' chance, and not knowing the rates."""
    rates = unsure and {
        "emergencies_a_year": {"low": unsure.ends.low, "high": unsure.ends.high},
        **figures_json(unsure.found),
    }
    return {"chance": figures_json(chance), "rates": rates}


def inputs(model: Model, fitted: Fit | None) -> dict[str, Any]:
    """Return what went into a simulation, for JSON."""
    people = [caller for caller in model.callers if not caller.many]
    return {
        "length": _length_json(model.lengths),
        "cluster": model.cluster,
        "warm_up_days": model.warm_up,
        "emergencies_a_year": model.rate,
        "offered_load": model.load,
        "people": len(people),
        "people_with_options": sum(bool(caller.options) for caller in people),
        "casebook": fitted
        and {
            "first": str(fitted.first) if fitted.first else None,
            "years": fitted.years,
            "rates": fitted.rates,
            "admissions": fitted.admissions,
            "person_years": fitted.person_years,
        },
    }


def _length_json(lengths: Lengths) -> dict[str, Any]:
    spread = lengths.spread if lengths.shape == "lognormal" else None
    return {"shape": lengths.shape, "mean_days": lengths.mean, "log_spread": spread, "stays": len(lengths.days)}


def summary_lines(summary: Summary, model: Model, years: int, unsure: Unsure | None = None, *, bare: bool) -> list[str]:
    """Return a summary for people to read."""
    language = settings().language

    def line(code: str, estimate: Estimate | None, form: str = "{:.1f}", **params: object) -> str:
        return say(code, language, value=interval(estimate, language, form), **params)

    length = say(f"simulation.shape_{model.lengths.shape}", language)
    rows = [
        say(
            "simulation.cli_head",
            language,
            years=years,
            rooms=model.rooms,
            rate=f"{model.rate:.1f}",
            mean=f"{model.lengths.mean:.1f}",
            length=length,
            percent=f"{100 * summary.confidence:g}",
        ),
        *([] if unsure is None else [say("simulation.cli_rates", language, **open_rates_said(unsure))]),
        line("simulation.cli_arrivals", summary.arrivals),
        line("simulation.cli_outside", summary.outside_share, "{:.1%}"),
        line("simulation.cli_nowhere", summary.nowhere, "{:.2f}"),
        line("simulation.cli_blocked", summary.blocked_share, "{:.2%}"),
    ]
    if bare:
        rows.append(say("simulation.cli_erlang", language, value=f"{erlang_b(model.rooms, model.load):.2%}"))
    rows.append(line("simulation.cli_mean", summary.mean_rooms, "{:.2f}"))
    rows += [line("simulation.cli_days", days, rooms=n) for n, days in enumerate(summary.days_by_rooms)]
    return rows
