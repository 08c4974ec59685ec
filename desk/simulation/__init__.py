"""Simulated years of the base's emergency rooms, beside the years observed."""

from desk.simulation.observed import SHOWN_CLUSTER, Misfit, Observed, misfit, observed_years
from desk.simulation.years import (
    ALONE,
    CONFIDENCE,
    READINESS,
    ROOMS,
    STREAMS,
    TODAY,
    Fit,
    Run,
    SimulationChoice,
    Variant,
    city_model,
    fit,
    known_places,
    lengths_of,
    run_city,
)
from matching.simulation.erlang import erlang_b, poisson_census
from matching.simulation.estimates import Estimate, Summary, summarise
from matching.simulation.year import DAYS, MOST_ROOMS, SHAPES, Lengths, Model, Outcome, loss_system, simulate

__all__ = [
    "ALONE",
    "CONFIDENCE",
    "DAYS",
    "MOST_ROOMS",
    "READINESS",
    "ROOMS",
    "SHAPES",
    "SHOWN_CLUSTER",
    "STREAMS",
    "TODAY",
    "Estimate",
    "Fit",
    "Lengths",
    "Misfit",
    "Model",
    "Observed",
    "Outcome",
    "Run",
    "SimulationChoice",
    "Summary",
    "Variant",
    "city_model",
    "erlang_b",
    "fit",
    "known_places",
    "lengths_of",
    "loss_system",
    "misfit",
    "observed_years",
    "poisson_census",
    "run_city",
    "simulate",
    "summarise",
]
