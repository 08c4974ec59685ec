"""Simulated years of emergency rooms, estimates and Erlang's formulas."""

from matching.simulation.erlang import dispersion, dispersion_range, erlang_b, poisson_census
from matching.simulation.estimates import Estimate, Summary, difference_of, summarise
from matching.simulation.year import (
    BASE,
    BUSY,
    DAYS,
    MOST_ROOMS,
    NOWHERE,
    SHAPES,
    Caller,
    Calls,
    Lengths,
    Model,
    Outcome,
    census,
    draw_calls,
    fit_lengths,
    loss_system,
    simulate,
)

__all__ = [
    "BASE",
    "BUSY",
    "DAYS",
    "MOST_ROOMS",
    "NOWHERE",
    "SHAPES",
    "Caller",
    "Calls",
    "Estimate",
    "Lengths",
    "Model",
    "Outcome",
    "Summary",
    "census",
    "difference_of",
    "dispersion",
    "dispersion_range",
    "draw_calls",
    "erlang_b",
    "fit_lengths",
    "loss_system",
    "poisson_census",
    "simulate",
    "summarise",
]
