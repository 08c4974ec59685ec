"""From a suggestion to a stay: proposals step by step, rules of a pair, calendars of nights, history."""

from desk.proposals.calendars import Read, free_beds, nights_between, put_beds, save_beds, save_nights, wishes
from desk.proposals.history import Event, history, information_wanted
from desk.proposals.in_the_way import NoLonger, no_longer
from desk.proposals.instead import Instead, propose
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
from desk.proposals.several import NotAllError, ask_all, follow_up
from desk.proposals.steps import AGREED, HELD, LET_GO, OPEN, OVER, STEPS, TAKEN
from desk.proposals.tasks import PATIENCE_DAYS, VIEWS, Task, counts, tasks, to_ask
from desk.proposals.telephone import ANSWERS, LATER, WAITING, Answer, Said, put_call, record_call
from matching.dated import LONGEST_STAY

__all__ = [
    "AGREED",
    "ANSWERS",
    "CONDITIONS",
    "CONFIRM",
    "FOLLOWS",
    "HELD",
    "LATER",
    "LET_GO",
    "LONGEST_STAY",
    "OPEN",
    "OVER",
    "PATIENCE_DAYS",
    "RENEWED",
    "STEPS",
    "TAKEN",
    "VIEWS",
    "WAITING",
    "Answer",
    "Event",
    "Instead",
    "NoLonger",
    "NotAllError",
    "Read",
    "Said",
    "Task",
    "agreed_pairs",
    "ask_all",
    "counts",
    "follow_up",
    "free_beds",
    "history",
    "information_wanted",
    "lift_rule",
    "move",
    "nights_between",
    "no_longer",
    "pair_constraints",
    "places_taken",
    "propose",
    "put_beds",
    "put_call",
    "record_call",
    "renew",
    "rules_in_force",
    "save_beds",
    "save_nights",
    "served",
    "take_back",
    "tasks",
    "to_ask",
    "undo_all",
    "wishes",
]
