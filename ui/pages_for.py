"""Which pages somebody has: those on which her roles find something to see or to do."""

from collections.abc import Mapping
from datetime import date

from casebook.roles import Actor

OF_ALL = (
    *(
        "today",
        "map",
        "emergency",
        "consultations",
        "rooms",
        "people",
        "contacts",
        "facilities",
        "trials",
        "proposals",
        "visits",
    ),
    *("readiness", "coverage", "simulation", "imports", "rights", "audit", "person", "facility"),
)
"""In the order of the navigation."""
OPENED = ("person", "facility")
"""Pages of one person or one facility: opened by a link, and no part of the navigation."""
PAGES: Mapping[str, tuple[str, ...]] = {
    "coordinator": OF_ALL,
    "consultation_office": (
        *("today", "map", "emergency", "consultations", "people", "contacts", "facilities", "proposals", "readiness"),
        *OPENED,
    ),
    "core_centre": (
        *("today", "map", "emergency", "consultations", "people", "contacts", "facilities", "proposals", "readiness"),
        *OPENED,
    ),
    "ward_office": (
        *("today", "map", "emergency", "consultations", "people", "contacts", "facilities"),
        *("proposals", "visits", "readiness", "coverage"),
        *OPENED,
    ),
    "planner": ("map", "facilities", "visits", "coverage", "facility"),
    "facility": ("facilities", "proposals", "facility"),
    "auditor": ("emergency", "audit"),
}
"""By role; an auditor looks at what was opened in an emergency. What keeps accounts has none of these."""


def pages_for(actor: Actor, day: date) -> tuple[str, ...]:
    """Return the names of the pages that any of somebody's roles has on a day, in the order of the navigation."""
    named = {name for grant in actor.on(day) for name in PAGES.get(grant.role, ())}
    return tuple(name for name in OF_ALL if name in named)


def account_pages_for(actor: Actor, day: date) -> tuple[str, ...]:
    """Return the pages about accounts that somebody who signed in has: her own, and everybody's if she keeps them."""
    keeps = any(grant.role == "administrator" for grant in actor.on(day))
    return ("my_account", "accounts") if keeps else ("my_account",)
