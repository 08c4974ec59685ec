"""From a suggestion to a stay: proposals step by step, rules of a pair, calendars of nights, history."""

from desk.proposals.calendars import Read, free_beds, nights_between, save_beds, save_nights, wishes
from desk.proposals.history import Event, history, information_wanted, overdue, stalled
from desk.proposals.pair_rules import (
    CONDITIONS,
    CONFIRM,
    FOLLOWS,
    agreed_pairs,
    lift_rule,
    pair_constraints,
    places_taken,
    rules_in_force,
    served,
)
from desk.proposals.proposals import RENEWED, move, renew, take_back, undo_all
from desk.proposals.steps import HELD, OPEN, OVER, STEPS, TAKEN
from matching.dated import LONGEST_STAY

__all__ = [
    "CONDITIONS",
    "CONFIRM",
    "FOLLOWS",
    "HELD",
    "LONGEST_STAY",
    "OPEN",
    "OVER",
    "RENEWED",
    "STEPS",
    "TAKEN",
    "Event",
    "Read",
    "agreed_pairs",
    "free_beds",
    "history",
    "information_wanted",
    "lift_rule",
    "move",
    "nights_between",
    "overdue",
    "pair_constraints",
    "places_taken",
    "renew",
    "rules_in_force",
    "save_beds",
    "save_nights",
    "served",
    "stalled",
    "take_back",
    "undo_all",
    "wishes",
]
