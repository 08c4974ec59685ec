"""Who may see what, and who may write it: the one place that knows."""

from casebook.roles.actors import Actor, Grant, Sight
from casebook.roles.files import (
    LEAST_NAMED,
    NOBODY,
    OF_A_PERSON,
    THROUGH,
    Held,
    held_unseen,
    opens_restricted,
    sight_of,
)
from casebook.roles.guard import Guard, role_to_write
from casebook.roles.matrix import ASKED, COUNTING, GROUPS, KEEPER, LINK, RIGHTS, ROLES, Action, Right, group_of, may
from casebook.roles.playing import Playing
from casebook.roles.seeing import columns, counting, of_facility, sees_everybody, visible

__all__ = [
    "ASKED",
    "COUNTING",
    "GROUPS",
    "KEEPER",
    "LEAST_NAMED",
    "LINK",
    "NOBODY",
    "OF_A_PERSON",
    "RIGHTS",
    "ROLES",
    "THROUGH",
    "Action",
    "Actor",
    "Grant",
    "Guard",
    "Held",
    "Playing",
    "Right",
    "Sight",
    "columns",
    "counting",
    "group_of",
    "held_unseen",
    "may",
    "of_facility",
    "opens_restricted",
    "role_to_write",
    "sees_everybody",
    "sight_of",
    "visible",
]
