"""Who may see what, and who may write it: the one place that knows."""

from casebook.roles.actors import Actor, Grant, Sight
from casebook.roles.guard import Guard, role_to_write
from casebook.roles.matrix import COUNTING, GROUPS, RIGHTS, ROLES, Action, Right, group_of, may
from casebook.roles.seeing import columns, counting, sees_everybody, visible

__all__ = [
    "COUNTING",
    "GROUPS",
    "RIGHTS",
    "ROLES",
    "Action",
    "Actor",
    "Grant",
    "Guard",
    "Right",
    "Sight",
    "columns",
    "counting",
    "group_of",
    "may",
    "role_to_write",
    "sees_everybody",
    "visible",
]
