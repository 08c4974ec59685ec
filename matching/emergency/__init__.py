"""Emergency options of people, and the call list of one evening."""

from matching.emergency.call_list import INFORMATION_MISSING, Line, Tonight, call_list, refusals
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
    options_on,
    readiness,
    to_confirm,
    trial_gains,
    with_gains,
)

__all__ = [
    "INFORMATION_MISSING",
    "NEVER",
    "POLICY",
    "Line",
    "Readiness",
    "Tonight",
    "TrialGains",
    "after_trials",
    "call_list",
    "judge_emergency",
    "known_until",
    "makes_known",
    "oldest_day",
    "options_on",
    "readiness",
    "refusals",
    "to_confirm",
    "trial_gains",
    "with_gains",
]
