"""The evening call: who can take somebody tonight, the call as recorded, the base's rooms and the way out."""

from desk.emergency.calls import (
    BEFORE_CALL,
    CLOCKS_DIFFER,
    STARTS_WITHIN_DAYS,
    Admission,
    EmergencyCall,
    Ended,
    Enquired,
    end_call,
    new_code_name,
    telephoned_at,
)
from desk.emergency.facts import Place, distance, in_words, night_of
from desk.emergency.rooms import Base, Board, Guest, board, check_exit, leave, plan_exit
from desk.emergency.tonight import NOBODY, TonightView, Who, rooms_in_use, tonight

__all__ = [
    "BEFORE_CALL",
    "CLOCKS_DIFFER",
    "NOBODY",
    "STARTS_WITHIN_DAYS",
    "Admission",
    "Base",
    "Board",
    "EmergencyCall",
    "Ended",
    "Enquired",
    "Guest",
    "Place",
    "TonightView",
    "Who",
    "board",
    "check_exit",
    "distance",
    "end_call",
    "in_words",
    "leave",
    "new_code_name",
    "night_of",
    "plan_exit",
    "rooms_in_use",
    "telephoned_at",
    "tonight",
]
