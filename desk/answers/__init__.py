"""Facilities answer for themselves by a link: what they are asked, what came in, and taking it over or not."""

from desk.answers.form import MOST_TEXT, REASONS, Asked, Question, asked, read_form
from desk.answers.incoming import Incoming, TooManyError, lines, receive, set_aside, take, waiting
from desk.answers.links import LONGEST_DAYS, USUAL_DAYS, add_link, links, open_link, revoke_link
from desk.answers.paper import link_paper

__all__ = [
    "LONGEST_DAYS",
    "MOST_TEXT",
    "REASONS",
    "USUAL_DAYS",
    "Asked",
    "Incoming",
    "Question",
    "TooManyError",
    "add_link",
    "asked",
    "lines",
    "link_paper",
    "links",
    "open_link",
    "read_form",
    "receive",
    "revoke_link",
    "set_aside",
    "take",
    "waiting",
]
