"""The evening call: who can take somebody tonight, the call as recorded, the base's rooms and the way out."""

from desk.emergency.calls import Admission, EmergencyCall, Ended, Enquired, end_call, new_code_name, telephoned_at
from desk.emergency.facts import Place, distance, in_words, night_of
from desk.emergency.given import TOLD_AGAIN, asks_again, still_holds, to_ask_again, waiting
from desk.emergency.rooms import Base, Board, Guest, board, leave, plan_exit
from desk.emergency.tonight import NOBODY, TonightView, Who, rooms_in_use, tonight

__all__ = [
    "NOBODY",
    "TOLD_AGAIN",
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
    "asks_again",
    "board",
    "distance",
    "end_call",
    "in_words",
    "leave",
    "new_code_name",
    "night_of",
    "plan_exit",
    "rooms_in_use",
    "still_holds",
    "telephoned_at",
    "to_ask_again",
    "tonight",
    "waiting",
]
