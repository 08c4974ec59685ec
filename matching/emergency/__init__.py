"""Emergency options of people, and the call list of one evening."""

from matching.emergency.call_list import INFORMATION_MISSING, Line, Tonight, call_list, refusals
from matching.emergency.chances import BEDS, acceptance_of, counting_on, nights_of, rates_known
from matching.emergency.nights import HUNDREDTHS, nights_a_year, nights_averted, with_nights
from matching.emergency.options import (
    NEVER,
    POLICY,
    Readiness,
    TrialGains,
    after_trials,
    judge_emergency,
    known_until,
    makes_known,
    oldest_day,
    options_if,
    options_on,
    readiness,
    to_confirm,
    trial_gains,
    with_gains,
)

__all__ = [
    "BEDS",
    "HUNDREDTHS",
    "INFORMATION_MISSING",
    "NEVER",
    "POLICY",
    "Line",
    "Readiness",
    "Tonight",
    "TrialGains",
    "acceptance_of",
    "after_trials",
    "call_list",
    "counting_on",
    "judge_emergency",
    "known_until",
    "makes_known",
    "nights_a_year",
    "nights_averted",
    "nights_of",
    "oldest_day",
    "options_if",
    "options_on",
    "rates_known",
    "readiness",
    "refusals",
    "to_confirm",
    "trial_gains",
    "with_gains",
    "with_nights",
]
