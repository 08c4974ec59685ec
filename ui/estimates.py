"""How an estimate is written: its mean, and between which values the true one lies."""

from desk.simulation import Estimate, Unsure
from words.say import say


def interval(estimate: Estimate | None, language: str, form: str = "{:.1f}", scale: float = 1) -> str:
    """Write an estimate with its interval, each value times `scale` in a format; None as unknown."""
    if estimate is None:
        return say("common.unknown", language)
    mean, low, high = (form.format(scale * value) for value in (estimate.mean, estimate.low, estimate.high))
    return say("simulation.interval", language, mean=mean, low=low, high=high)


def open_rates_said(unsure: Unsure) -> dict[str, str]:
    """Return the emergencies a year that the rates leave open, as sentences name them."""
    return {"low": f"{unsure.ends.low:.1f}", "high": f"{unsure.ends.high:.1f}"}
