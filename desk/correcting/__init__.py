"""What was recorded wrongly is corrected or cancelled with a reason, is told of for ever, and can be undone."""

from desk.correcting.correcting import Cancelling, cancel, cancelling, correct, undo
from desk.correcting.kinds import FIXED, LISTED, OF_FACILITY, OF_PERSON, can_be_corrected, named, of_facility, of_person
from desk.correcting.told import Cancelled, Told, cancelled, cancelled_of, cancelled_one, told

__all__ = [
    "FIXED",
    "LISTED",
    "OF_FACILITY",
    "OF_PERSON",
    "Cancelled",
    "Cancelling",
    "Told",
    "can_be_corrected",
    "cancel",
    "cancelled",
    "cancelled_of",
    "cancelled_one",
    "cancelling",
    "correct",
    "named",
    "of_facility",
    "of_person",
    "told",
    "undo",
]
