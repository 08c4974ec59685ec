"""What was recorded wrongly is corrected or cancelled with a reason, is told of for ever, and can be undone."""

from desk.correcting.correcting import Cancelling, cancel, cancelling, correct, undo
from desk.correcting.kinds import FIXED, LISTED, can_be_corrected, named
from desk.correcting.told import Cancelled, Told, cancelled, cancelled_one, told

__all__ = [
    "FIXED",
    "LISTED",
    "Cancelled",
    "Cancelling",
    "Told",
    "can_be_corrected",
    "cancel",
    "cancelled",
    "cancelled_one",
    "cancelling",
    "correct",
    "named",
    "told",
    "undo",
]
