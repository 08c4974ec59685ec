"""What is done for people between emergencies: contacts, how often each is looked after, the council's case review."""

from desk.contacts.contacts import (
    awaiting,
    check_contact,
    contacts_between,
    finish_next,
    record_contact,
)
from desk.contacts.follow_up import INTERVALS, Followed, close, followed, next_look, set_level, without_next
from desk.contacts.reviews import COLUMNS, ToReview, check_review, record_review, review_line, review_page, to_review
from desk.contacts.yearly import YearOfContacts, contacts_of_year

__all__ = [
    "COLUMNS",
    "INTERVALS",
    "Followed",
    "ToReview",
    "YearOfContacts",
    "awaiting",
    "check_contact",
    "check_review",
    "close",
    "contacts_between",
    "contacts_of_year",
    "finish_next",
    "followed",
    "next_look",
    "record_contact",
    "record_review",
    "review_line",
    "review_page",
    "set_level",
    "to_review",
    "without_next",
]
