"""The evening call: who can take somebody tonight, the call as recorded, the base's rooms and the way out."""

from desk.emergency.calls import (
    STARTS_WITHIN_DAYS,
    Admission,
    EmergencyCall,
    Ended,
    end_call,
    new_code_name,
)
from desk.emergency.enquiries import (
    Enquired,
    accepts,
    enquiry_faults,
    is_ahead,
    is_before_call,
    telephoned_at,
)
from desk.emergency.exits import LOOKS, exit_tasks, save_task, task_faults, tasks_due
from desk.emergency.facts import Place, distance, in_words, night_of
from desk.emergency.given import TOLD_AGAIN, asks_again, still_holds, to_ask_again, waiting
from desk.emergency.grounds import Admitted, admitted, ground_faults, grounds_by_stay, needs_ground, record_ground
from desk.emergency.moves import extend, move, swap
from desk.emergency.rooms import Base, Board, Guest, board, check_exit, leave, plan_exit
from desk.emergency.tonight import NOBODY, TonightView, Who, rooms_in_use, tonight
from desk.emergency.unknown import proposed_factors, proposed_review

__all__ = [
    "LOOKS",
    "NOBODY",
    "STARTS_WITHIN_DAYS",
    "TOLD_AGAIN",
    "Admission",
    "Admitted",
    "Base",
    "Board",
    "EmergencyCall",
    "Ended",
    "Enquired",
    "Guest",
    "Place",
    "TonightView",
    "Who",
    "accepts",
    "admitted",
    "asks_again",
    "board",
    "check_exit",
    "distance",
    "end_call",
    "enquiry_faults",
    "exit_tasks",
    "extend",
    "ground_faults",
    "grounds_by_stay",
    "in_words",
    "is_ahead",
    "is_before_call",
    "leave",
    "move",
    "needs_ground",
    "new_code_name",
    "night_of",
    "plan_exit",
    "proposed_factors",
    "proposed_review",
    "record_ground",
    "rooms_in_use",
    "save_task",
    "still_holds",
    "swap",
    "task_faults",
    "tasks_due",
    "telephoned_at",
    "to_ask_again",
    "tonight",
    "waiting",
]
