"""What somebody may ask for of what is held about her: all of it as a file, correction, stop of use, deletion; to whom it went."""

from desk.rights.deletion import Due, delete, due, due_drafts, due_records, longest_first
from desk.rights.disclosure import disclosure, disclosure_html, disclosure_json
from desk.rights.handed import Handed, handed
from desk.rights.held import NOT_OF_A_PERSON, Held, held, rows_of, ways
from desk.rights.requests import finish, open_requests, record, stop_use

__all__ = [
    "NOT_OF_A_PERSON",
    "Due",
    "Handed",
    "Held",
    "delete",
    "disclosure",
    "disclosure_html",
    "disclosure_json",
    "due",
    "due_drafts",
    "due_records",
    "finish",
    "handed",
    "held",
    "longest_first",
    "open_requests",
    "record",
    "rows_of",
    "stop_use",
    "ways",
]
